"""What becomes of a search record: HTML that Pagefind indexes, and a fragment that results show.

Pagefind gets words only (`text.search_words`), so the words of the index and those of a query are
taken from a text by the same rules, and Pagefind numbers them as `Indexed` does. The fragment has
the text as it stands, cut at the same words: https://pagefind.app/docs/indexing/.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from jinja2 import Environment, StrictUndefined, Template

from briefings.model.site import SearchRecord
from briefings.text import search_words

BETWEEN = "\N{ZERO WIDTH SPACE}"
"""Stands between the words of a fragment, behind the spaces and marks that follow each."""
_TEMPLATE = """\
<html lang="{{ indexed.record.language }}">
<body data-pagefind-body>
<h1>{{ indexed.title.words }}</h1>
{% if names %}
<i data-pagefind-meta="names[title]" title="{{ names }}"></i>
{% endif %}
{% for part in indexed.parts %}
{% if part.level %}
<h{{ part.level }}>{{ part.words }}</h{{ part.level }}>
{% else %}
<p>{{ part.words }}</p>
{% endif %}
{% endfor %}
</body></html>
"""


class Part(NamedTuple):
    """A paragraph or heading that has words."""

    words: str
    """The words of the index, with spaces between them."""
    shown: str
    """The text, cut at its words."""
    number: int
    """Number of words."""
    level: int = 0
    """Level of a heading; 0 for a paragraph."""
    id: str = ""
    """Id of a heading on its page."""


class Indexed(NamedTuple):
    """A search record taken apart into words."""

    record: SearchRecord
    """The record."""
    title: Part
    """Its title."""
    parts: tuple[Part, ...]
    """Its other parts, in order, without those that have no word."""

    @property
    def number(self) -> int:
        """Number of words, with those of the title."""
        return self.title.number + sum(part.number for part in self.parts)


def indexed(record: SearchRecord) -> Indexed:
    """Return a record taken apart into words."""
    parts = (_part(text.text, text.level, text.id) for text in record.text)
    return Indexed(record, _part(record.title), tuple(part for part in parts if part.number))


def document(indexed: Indexed) -> str:
    """Return the HTML document of a record, with nothing that is not indexed."""
    return _template().render(indexed=indexed, names=search_words.line(indexed.record.names))


def fragment(indexed: Indexed) -> dict[str, Any]:
    """Return what the search page shows of a record, to be written as JSON.

    Keys: `url`, `kind`, `title`; `lang`, language and direction where they are not the site's;
    `words`, the text cut at its words, title first; `sections`, the position and number of words of
    each heading, its id and its text, title first.
    """
    record = indexed.record
    return {
        "url": record.address,
        "kind": record.kind,
        "title": record.title,
        "lang": record.lang,
        "words": BETWEEN.join(part.shown for part in (indexed.title, *indexed.parts)),
        "sections": list(_sections(indexed)),
    }


def _sections(indexed: Indexed) -> Iterator[tuple[int, int, str, str]]:
    yield 0, indexed.title.number, "", indexed.record.title
    position = indexed.title.number
    for part in indexed.parts:
        if part.id:
            yield position, part.number, part.id, part.shown.replace(BETWEEN, "").strip()
        position += part.number


def _part(text: str, level: int = 0, id: str = "") -> Part:
    text = text.replace(BETWEEN, "")
    words = list(search_words.words(text))
    starts = [0, *(word.start for word in words[1:]), len(text)]
    pieces = [text[start:end] for start, end in pairwise(starts)]
    shown = BETWEEN.join(pieces) + " " if words else ""
    return Part(" ".join(word.folded for word in words), shown, len(words), level, id)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_TEMPLATE)
