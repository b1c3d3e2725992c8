"""Checks that need more than one file: names, mentions, links, reviews."""
