"""Annotated briefings: captured articles and editors' explainers become a site of linked Markdown.

`briefings.site.compile` is the whole generator as one pure function; `briefings.commands` and
`briefings.mkdocs_plugin` are the two ways to run it.
"""
