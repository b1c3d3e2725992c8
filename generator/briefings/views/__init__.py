"""What each page shows: frozen values without markup, which templates print.

A view has everything that its page shows and nothing else: dates and numbers are
written out, and links have their final address. Templates in
`theme_overrides/` print views and compute nothing. Only figures (SVG) and editors' Markdown
(`Editorial`) are markup.
"""
