"""Articles as Markdown, note anchors, and editors' Markdown with links."""
