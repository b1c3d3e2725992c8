"""Markdown alternates: plain Markdown beside each page, for programs."""
