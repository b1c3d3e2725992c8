"""Edits of content files: from the bytes of files and what a person wants to new bytes."""
