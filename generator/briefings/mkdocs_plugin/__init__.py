"""The MkDocs plugin, its defaults, and rendering."""
