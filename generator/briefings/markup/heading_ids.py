"""Ids of headings and paragraphs: links lead to them, so they must not change."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import count

from briefings.model.reading import Block, BlockKind
from briefings.text import uris
from briefings.views.text import Section

TIMELINE = "timeline"
"""The id of an explainer's timeline."""


def section_ids(titles: Iterable[str]) -> tuple[str, ...]:
    """Return a unique id for each section of a page, from its title.

    The prefix keeps them apart from the ids of mentions, notes and generated sections.
    """
    ids: dict[str, None] = {}
    numbered: dict[str, Iterator[str]] = {}
    for title in titles:
        plain = f"section-{uris.slugify(title)}"
        ids[_free(plain, "-", 2, ids, numbered)] = None
    return tuple(ids)


def _free(
    plain: str, sign: str, first: int, used: Container[str], numbered: dict[str, Iterator[str]]
) -> str:
    """Return an id, with the next free number if it is used.

    Args:
        plain: the id; it may be empty.
        sign: what stands before the number.
        first: the first number.
        used: the ids that are used.
        numbered: the numbers that were not tried for each id, which are tried only once.
    """
    if plain and plain not in used:
        return plain
    tries = numbered.setdefault(plain, (f"{plain}{sign}{number}" for number in count(first)))
    return next(name for name in tries if name not in used)


def of_title(title: str) -> str:
    """Return the id of a heading that no other heading of its page has; empty for no letters.

    It is the id that Python-Markdown gives to a heading, so that existing links keep working, but a
    title without any Latin letter or digit is transliterated.
    https://python-markdown.github.io/extensions/toc/
    """
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    plain = _SEPARATORS.sub("-", _NO_WORD.sub("", ascii_title).strip().lower())
    return plain or (uris.slugify(title) if _LETTER.search(title) else "")


class Ids:
    """Unique ids for the headings of a page."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin a page; `taken` are the ids of its other elements."""
        self._used = set(taken)
        self._numbered: dict[str, Iterator[str]] = {}

    def of(self, title: str) -> str:
        """Return the id of the next heading of the page, from its title."""
        name = _free(of_title(title), "_", 1, self._used, self._numbered)
        self._used.add(name)
        return name

    def section(self, title: str, level: int = 2) -> Section:
        """Return the next heading of the page."""
        return Section(self.of(title), title, level)


_NO_WORD = re.compile(r"[^\w\s-]")
_LETTER = re.compile(r"[^\W_]")
_SEPARATORS = re.compile(r"[-\s]+")


def of_headings(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the ids of an article's headings, by the number of the block."""
    numbers = [n for n, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    return dict(zip(numbers, section_ids(blocks[n].text for n in numbers), strict=True))


def of_paragraphs(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the ids of an article's paragraphs, `p1` and so on, by the number of the block.

    No other id of a page has this form.
    """
    numbers = (n for n, block in enumerate(blocks) if block.kind is BlockKind.PARAGRAPH)
    return {n: f"p{place}" for place, n in enumerate(numbers, start=1)}


def level(block: Block) -> int:
    """Return the level of a heading on its page, below the title: 2 to 6."""
    return min(block.level + 1, 6)
