"""PDFs: press releases, resolutions, reports.

`extraction` runs PDFium in a process of its own and returns the pieces of text with their places;
`lines` puts them into reading order; `furniture` finds what is printed around the text of each
page; `paragraphs` joins lines; `reader` is the `formats.Reader`.
"""
