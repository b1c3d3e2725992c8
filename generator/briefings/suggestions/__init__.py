"""Suggestions for editors: new explainers, missing aliases, and aliases without effect."""
