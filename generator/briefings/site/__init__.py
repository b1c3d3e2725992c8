"""The site as values: what its files are made from, and how."""
