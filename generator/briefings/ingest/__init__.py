"""Adapters that bring captures into the content folder."""
