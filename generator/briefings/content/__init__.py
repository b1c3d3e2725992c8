"""Parse the content folder, and check its files, also against each other."""
