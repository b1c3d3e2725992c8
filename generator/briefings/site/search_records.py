"""Search records: for each page a small HTML document, which Pagefind indexes.

It contains the text of the article or explainer and nothing of the page around it, so that an edit
changes no record of another page. Sections have the same ids as on the page.
https://pagefind.app/docs/indexing/
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from html import escape

import regex
from babel import Locale

from briefings.model.content import Settings
from briefings.model.site import OutputDir, Page, SearchRecord

EVERY = "\N{LINEAR B SYLLABLE B008 A}"
"""A word in every record that no visitor types. A search for it finds all pages of a selection; a
search without a word would make Pagefind load the whole index."""
_LETTER = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
)
"""A letter of a script without spaces between words. Each becomes a word of its own, so that a name
is found anywhere in a text. The search page searches for the letters in order, and joins them again
for display."""


def page(slug: str, record: SearchRecord) -> Page:
    """Return a record as a file; its folder is the kind and month."""
    path = (record.kind, record.day[:7], f"{slug}.json")
    text = json.dumps(astuple(record), ensure_ascii=False) + "\n"
    return Page("/".join(filter(None, path)), text, OutputDir.RECORDS)


def document(
    settings: Settings, title: str, facets: Mapping[str, Sequence[str]], body: Iterable[str]
) -> str:
    """Return the HTML that Pagefind indexes for a page.

    Its language is that of the site, not that of the text: a visitor of a page
    searches the index of the page's language, so all pages must be in one index. The language
    decides which inflections of a word match. Words of other languages match as they are written,
    or by their beginning.

    Args:
        settings: the site's settings.
        title: title of the page.
        facets: values of each filter.
        body: HTML of the page's own text.
    """
    filters = (
        f'<i data-pagefind-filter="{name}[title]" title="{escape(value)}"></i>'
        for name, values in facets.items()
        for value in values
    )
    return "\n".join((
        f'<html lang="{Locale.parse(settings.locale).language}">',
        f'<body data-pagefind-body data-pagefind-meta="every:{EVERY}">',
        _LETTER.sub(r" \g<0> ", f"<h1>{escape(title)}</h1>"),
        *filters,
        *(_LETTER.sub(r" \g<0> ", element) for element in body),
        "</body></html>",
    ))  # fmt: skip
