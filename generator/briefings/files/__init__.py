"""Bytes to text to checked fields: limits, YAML with line numbers, front matter, schemas."""
