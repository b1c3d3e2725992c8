"""Markdown of pages that several kinds of page share.

Scalars of a page are in its front matter, for templates; everything with a link is in the Markdown.
"""
