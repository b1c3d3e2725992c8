"""The MkDocs plugin, and rendering."""
