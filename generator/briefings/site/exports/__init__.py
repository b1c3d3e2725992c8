"""Files for machines: feeds, structured data, a sitemap, plain Markdown, metadata and citations.

One module for each output, each from values to text.
"""
