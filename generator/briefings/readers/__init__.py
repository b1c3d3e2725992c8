"""Readers: one module for each capture format, independent of linking."""
