"""The requests of the editor at work on a page."""
