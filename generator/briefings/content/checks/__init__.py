"""Findings that need more than one file: about names, about what they find, and about links."""
