"""Authors and day of publication in the lines around the headline.

The day is used if the page declares none; the authors if it declares none, or only its own name.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers import bylines, written_days
from briefings.readers.html import class_names, dates, facts, names
from briefings.readers.html.declared import Declared
from briefings.readers.html.elements import Context, TextBlock

_LONGEST_LINE = 160
_MARKED_UP = (
    (XPath("//*[@itemprop='author']"), "itemprop author"),
    (XPath("//a[@rel='author']"), "link rel=author"),
)
_MOST_MARKED_UP = 8
# Number of blocks above the headline in which bylines are searched.
_ABOVE = 6

Source = tuple[tuple[str, ...], str, Evidence]
"""Names of authors, where they are on the page, and their evidence."""


def authors(tree: HtmlElement, declared: Declared, near: Sequence[TextBlock]) -> Iterator[Fact]:
    """Yield the authors from the most trusted source.

    Args:
        tree: the page.
        declared: its metadata.
        near: the blocks around the headline and above the text.
    """
    sites = {names.fold(site) for site in declared.sites()}

    def is_site(name: str) -> bool:
        return not sites.isdisjoint((names.fold(name), names.fold(name.partition(" ")[0])))

    only_site: Source | None = None
    for people, where, evidence in _sources(tree, declared, near):
        # In `Ann Lee, The Sample` the site is no author.
        if found := [name for name in people if not is_site(name)]:
            yield from (Fact(Field.AUTHOR, name, evidence, where) for name in found)
            return
        only_site = only_site or (people, where, evidence)
    if only_site:
        people, where, evidence = only_site
        yield from (Fact(Field.AUTHOR, name, evidence, where) for name in people)


def _sources(tree: HtmlElement, declared: Declared, near: Sequence[TextBlock]) -> Iterator[Source]:
    """Yield all sources of authors, the most trusted first."""
    for people, where in facts.authors(declared):
        yield people, where, Evidence.DECLARED
    for query, where in _MARKED_UP:
        found = query(tree)
        if isinstance(found, list) and (people := _marked_up(found)):
            yield people, where, Evidence.DECLARED
    people, line = _in_lines(near)
    if people:
        yield people, f"line {line}", Evidence.BYLINE


def _marked_up(elements: Iterable[object]) -> tuple[str, ...]:
    """Return the authors in the first elements of microdata or links with `rel=author`."""
    found: list[str] = []
    for element in islice(elements, _MOST_MARKED_UP):
        if not isinstance(element, HtmlElement):
            continue
        inner = element.find(".//*[@itemprop='name']")
        chosen = element if inner is None else inner
        text = chosen.get("content") or " ".join("".join(chosen.itertext()).split())
        if len(text) <= _LONGEST_LINE:
            found += bylines.people(text)
    return tuple(dict.fromkeys(found))


def _in_lines(near: Sequence[TextBlock]) -> tuple[tuple[str, ...], int]:
    """Return the authors in bylines, and the line of the first byline."""
    people: list[str] = []
    line = 0
    for block in near:
        elements = islice(block.element.ancestors(), 3)
        words = class_names.words(block.names).union(
            *(class_names.words(element.names) for element in elements)
        )
        is_byline = words & class_names.AUTHOR or bylines.opens_byline(block.text)
        if is_byline and len(block.text) <= _LONGEST_LINE and "image" not in words:
            links = [block.text[start:end] for start, end, kind, _ in block.spans if kind == "link"]
            found = [name for text in links or [block.text] for name in bylines.people(text)]
            people += [name for name in found if 2 <= len(name.split()) <= 5]
            line = line or block.line
    return tuple(dict.fromkeys(people)), line


def published(near: Sequence[TextBlock], below: Sequence[TextBlock], lang: str) -> Iterator[Fact]:
    """Yield the day of publication from the lines around the headline.

    A `time` element is a declaration, a written date a byline. Two different days are no evidence,
    unless one is marked as the day of a change.

    Args:
        near: the blocks around the headline and above the text.
        below: those of them below the headline, which are searched first.
        lang: BCP 47 tag of the page's language; empty if not known.
    """
    moments = [
        (moment, block.line)
        for block in near
        for value in block.times
        if (moment := dates.declared(value))
    ]
    if moments:
        moment, line = min(moments, key=lambda found: found[0][:10])
        yield Fact(Field.PUBLISHED, moment, Evidence.DECLARED, f"time element, line {line}")
        return
    for blocks in (below, near):
        days = [
            (day, block.line)
            for block in blocks
            if len(block.text) <= _LONGEST_LINE and (day := written_days.written(block.text, lang))
        ]
        if len({day for day, _ in days}) == 1:
            yield Fact(Field.PUBLISHED, days[0][0], Evidence.BYLINE, f"line {days[0][1]}")
        if days:
            return


def around(blocks: Sequence[TextBlock], headline: int, first: int) -> Sequence[TextBlock]:
    """Return the blocks that can be bylines: around the headline and above the text."""
    start = max(0, headline - _ABOVE) if headline >= 0 else max(0, first - 2 * _ABOVE)
    figure = Context.FIGURE | Context.CAPTION
    return [block for block in blocks[start:first] if not block.element.context & figure]
