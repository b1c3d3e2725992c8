"""Pages: one module a kind of page, each from values to Markdown. They know no disk and no MkDocs.

A page's scalars go into its front matter for the templates; everything with a link in it is in the
Markdown. `parts` holds what the kinds share.
"""
