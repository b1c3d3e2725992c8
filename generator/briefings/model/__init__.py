"""Frozen values that flow through the generator, from captured bytes to pages."""
