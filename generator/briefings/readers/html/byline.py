"""Who wrote an article and when, as the page shows it: the lines around the headline.

Used where the page does not declare it to machines, and for authors also where it declares no
more than its own name.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers.html import dates as html_dates
from briefings.readers.html import facts as html_facts
from briefings.readers.html import names as html_names
from briefings.readers.html import words as html_words
from briefings.readers.html.boxes import Piece, Place
from briefings.readers.html.declared import Declared

_AUTHOR_WORDS = frozenset(
    [
        "author",
        "authors",
        "byline",
        "autor",
        "autoren",
        "autorin",
        "writer",
        "reporter",
        "journalist",
    ]
)
_LONGEST_LINE = 160
_MARKED = (
    (XPath("//*[@itemprop='author']"), "itemprop author"),
    (XPath("//a[@rel='author']"), "link rel=author"),
)
_MOST_MARKED = 8
# Around the text: lines above it down to the headline's kicker, and the first ones after it.
_ABOVE = 6


def authors(tree: HtmlElement, declared: Declared, around: Sequence[Piece]) -> Iterator[Fact]:
    """Yield the authors, from the one best source there is.

    Args:
        tree: the page.
        declared: what it declares.
        around: the pieces around the headline and above the text.
    """
    sites = {html_names.fold(site) for site in declared.sites()}

    def is_site(name: str) -> bool:
        first = name.partition(" ")[0]
        return html_names.fold(name) in sites or html_names.fold(first) in sites

    only_site: tuple[tuple[str, ...], str, Evidence] | None = None
    for names, where, evidence in _sources(tree, declared, around):
        # `Ann Lee, The Sample`: the site is named beside its author.
        if people := [name for name in names if not is_site(name)]:
            yield from (Fact(Field.AUTHOR, name, evidence, where) for name in people)
            return
        only_site = only_site or (names, where, evidence)
    if only_site:
        names, where, evidence = only_site
        yield from (Fact(Field.AUTHOR, name, evidence, where) for name in names)


def _sources(
    tree: HtmlElement, declared: Declared, around: Sequence[Piece]
) -> Iterator[tuple[tuple[str, ...], str, Evidence]]:
    """Yield names, where they stand and their evidence, the most trusted source first."""
    for names, where in html_facts.authors(declared):
        yield names, where, Evidence.DECLARED
    for query, where in _MARKED:
        found = query(tree)
        if isinstance(found, list) and (names := _marked(found)):
            yield names, where, Evidence.DECLARED
    for names, where in _lines(around):
        yield names, where, Evidence.BYLINE


def _marked(elements: Iterable[object]) -> tuple[str, ...]:
    """Return the authors that microdata or link relations mark; of many, those of the first."""
    names: list[str] = []
    for element in islice(elements, _MOST_MARKED):
        if not isinstance(element, HtmlElement):
            continue
        inner = element.find(".//*[@itemprop='name']")
        chosen = element if inner is None else inner
        text = chosen.get("content") or " ".join("".join(chosen.itertext()).split())
        if len(text) <= _LONGEST_LINE:
            names += html_names.people(text)
    return tuple(dict.fromkeys(names))


def _lines(around: Sequence[Piece]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the authors in lines that the page names after authors."""
    names: list[str] = []
    line = 0
    for piece in around:
        words = html_words.words(piece.names).union(
            *(
                html_words.words(box.names)
                for _, box in zip(range(3), piece.box.chain(), strict=False)
            )
        )
        named = words & _AUTHOR_WORDS or html_names.opens_byline(piece.text)
        if named and len(piece.text) <= _LONGEST_LINE and "image" not in words:
            links = [piece.text[start:end] for start, end, kind, _ in piece.spans if kind == "link"]
            found = [name for text in links or [piece.text] for name in html_names.people(text)]
            names += [name for name in found if 2 <= len(name.split()) <= 5]
            line = line or piece.line
    if names:
        yield tuple(dict.fromkeys(names)), f"line {line}"


def published(around: Sequence[Piece], below: Sequence[Piece], lang: str) -> Iterator[Fact]:
    """Yield the day of publication that the lines around the headline give.

    A `time` element with a moment is a declaration; a written date is a byline. Two different days
    are no evidence, unless one is marked as that of a change.

    Args:
        around: the pieces around the headline and above the text.
        below: those of them that stand below the headline, which come first.
        lang: BCP 47 tag of the page's language; empty if not known.
    """
    moments = [
        (moment, piece.line)
        for piece in around
        for value in piece.times
        if (moment := html_dates.declared(value))
    ]
    if moments:
        moment, line = min(moments, key=lambda found: found[0][:10])
        yield Fact(Field.PUBLISHED, moment, Evidence.DECLARED, f"time element, line {line}")
        return
    for lines in (below, around):
        days = [
            (day, piece.line)
            for piece in lines
            if len(piece.text) <= _LONGEST_LINE and (day := html_dates.written(piece.text, lang))
        ]
        if len({day for day, _ in days}) == 1:
            yield Fact(Field.PUBLISHED, days[0][0], Evidence.BYLINE, f"line {days[0][1]}")
        if days:
            return


def around(pieces: Sequence[Piece], headline: int, first: int) -> Sequence[Piece]:
    """Return the pieces in which bylines stand: around the headline and above the text."""
    start = max(0, headline - _ABOVE) if headline >= 0 else max(0, first - 2 * _ABOVE)
    return [p for p in pieces[start:first] if not p.box.place & (Place.FIGURE | Place.CAPTION)]
