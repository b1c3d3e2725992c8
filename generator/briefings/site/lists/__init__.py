"""Lists of the site: their entries, in order and split into pages."""
