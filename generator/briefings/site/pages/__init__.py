"""Parts of views that several kinds of page share."""
