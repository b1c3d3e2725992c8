"""Share cards: the picture that stands beside a link to a page in messages and posts.

A card is a PNG file with the name of the site and the title of the page, made without a browser:
HarfBuzz shapes the words with the package's own fonts and fills their outlines, so the same words
give the same bytes on any machine.
"""
