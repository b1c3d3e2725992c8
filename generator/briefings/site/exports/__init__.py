"""For machines: feeds, structured data, a sitemap, plain Markdown, metadata and citations.

One module an output, each from values to text; like the pages, they know no disk and no MkDocs.
`files` names everything that is written beside the pages, `head` what goes into a page's head.
"""
