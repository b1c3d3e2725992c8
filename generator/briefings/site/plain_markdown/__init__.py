"""The plain Markdown alternate of each page."""
