"""Import captures into the content folder."""
