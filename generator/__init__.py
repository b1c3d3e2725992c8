"""Annotated briefings: captured articles and editors' explainers become a site of linked Markdown.

`generator.site.compile` is the whole generator as one pure function; `generator.cli` and
`generator.plugin` are the two ways to run it.
"""
