"""Readers: one module a capture format, each `text -> Reading`. They know nothing of linking."""
