"""Authors and days in the lines around the headline.

The days are used if the page declares none; the authors if it declares none, or only its own name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from lxml.etree import XPath
from lxml.html import HtmlElement

from briefings.model.reading import Evidence, Fact, Field, MarkupKind
from briefings.readers import bylines, written_days
from briefings.readers.html import class_names, dates, facts, microdata, names
from briefings.readers.html.declared import Declared
from briefings.readers.html.elements import BlockElement, Context, TextBlock
from briefings.readers.written_days import Day

_LONGEST_LINE = 160
_MARKED_UP = (
    (XPath("//*[@itemprop='author']"), "itemprop author"),
    (XPath("//a[@rel='author']"), "link rel=author"),
)
_MOST_MARKED_UP = 8
_DAYS = ("datePublished", "dateModified")
# Pages of authors as content management systems name them.
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|e)?|auteurs?|writers?|staff|journalists?|reporters?|contributors?"
    r"|columnists?|profiles?|by)/[^/?#]",
    re.IGNORECASE,
)
_SHARE_OF_NAMES = 0.6
# A label in a block of its own, such as `Last updated`.
_LONGEST_LABEL = 30
# Number of blocks between the lines of one byline: roles, photos, buttons.
_GAP = 3
# Number of blocks above the headline in which bylines are searched.
_ABOVE = 6

Span = tuple[int, int]
"""Start and end of a part of a text."""

Source = tuple[tuple[str, ...], str, Evidence]
"""Names of authors, where they are on the page, and their evidence."""


def authors(
    tree: HtmlElement, declared: Declared, near: Sequence[TextBlock], headline: str
) -> Iterator[Fact]:
    """Yield the authors from the most trusted source.

    Args:
        tree: the page.
        declared: its metadata.
        near: the blocks around the headline and above the text, the likeliest first.
        headline: the headline as shown; empty for none.
    """
    sites = {names.fold(site) for site in declared.sites()}

    def is_site(name: str) -> bool:
        return not sites.isdisjoint((names.fold(name), names.fold(name.partition(" ")[0])))

    only_site: Source | None = None
    for people, where, evidence in _sources(tree, declared, near, headline):
        # In `Ann Lee, The Sample` the site is no author. A line with an agency does not replace it.
        found = [name for name in people if not is_site(name)]
        if only_site and evidence is Evidence.BYLINE:
            found = [name for name in found if " " in name]
        if found:
            yield from (Fact(Field.AUTHOR, name, evidence, where) for name in found)
            return
        if people:
            only_site = only_site or (people, where, evidence)
    if only_site:
        people, where, evidence = only_site
        yield from (Fact(Field.AUTHOR, name, evidence, where) for name in people)


def _sources(
    tree: HtmlElement, declared: Declared, near: Sequence[TextBlock], headline: str
) -> Iterator[Source]:
    """Yield all sources of authors, the most trusted first."""
    for people, where in facts.authors(declared):
        yield people, where, Evidence.DECLARED
    stated = microdata.items(tree, (headline, *declared.headlines()))
    for query, where in _MARKED_UP:
        found = query(tree)
        if isinstance(found, list):
            elements = [
                e
                for e in islice(found, _MOST_MARKED_UP)
                if isinstance(e, HtmlElement) and not microdata.is_of_other(e, stated)
            ]
            yield _marked_up(elements, headline, declared.lang), where, Evidence.DECLARED
    for by_address in (False, True):
        people, line = _in_lines(near, declared.lang, by_address=by_address)
        yield people, f"line {line}", Evidence.BYLINE


def _in_lines(
    near: Sequence[TextBlock], lang: str, *, by_address: bool
) -> tuple[tuple[str, ...], int]:
    """Return the authors in the first lines that name any, and the number of the first line.

    Args:
        near: the blocks around the headline and above the text, the likeliest first.
        lang: BCP 47 tag of the page's language; empty if not known.
        by_address: whether links to pages of authors are searched, instead of bylines.
    """
    people: list[str] = []
    first = last = after_by = -1
    line = 0
    for block in near:
        if people and not first <= block.number <= last + _GAP:
            break
        if bylines.is_by(block.text):
            after_by = block.number + 1
        elif found := (
            _linked_to_authors(block, lang)
            if by_address
            else _in_block(block, lang, is_byline=block.number == after_by)
        ):
            people += found
            first, last = (first if first >= 0 else block.number), block.number
            line = line or block.line
    return tuple(dict.fromkeys(people)), line


def _marked_up(elements: Sequence[HtmlElement], headline: str, lang: str) -> tuple[str, ...]:
    """Return the authors in the first line of microdata or links with `rel=author`.

    Later lines are those of other articles.
    """
    own = [element for element in elements if not _is_of_other(element, headline)]
    line = _line_around(own[0]) if own else None
    people: list[str] = []
    for element in own:
        if line is element or line in element.iterancestors():
            inner = element.find(".//*[@itemprop='name']")
            chosen = element if inner is None else inner
            text = chosen.get("content") or " ".join("".join(chosen.itertext()).split())
            if len(text) <= _LONGEST_LINE:
                people += bylines.people(text, lang, shown=True)
    return tuple(dict.fromkeys(people))


def _line_around(element: HtmlElement) -> HtmlElement:
    """Return the largest element around an element that has no more text than a line."""
    line = element
    for around in element.iterancestors():
        length = 0
        for text in around.itertext():
            # White space counts too, so that the time is bounded.
            length += max(1, len(text.strip()))
            if length > _LONGEST_LINE:
                return line
        line = around
    return line


def _is_of_other(element: HtmlElement, headline: str) -> bool:
    """Return whether an element is part of another article or outside of all articles."""
    if next(element.iterancestors("aside", "nav", "footer"), None) is not None:
        return True
    article = next(element.iterancestors("article"), None)
    if article is None or not headline:
        return False
    titles = [names.fold("".join(title.itertext())) for title in article.iter("h1", "h2", "h3")]
    return bool(titles) and names.fold(headline) not in titles


def _in_block(block: TextBlock, lang: str, *, is_byline: bool) -> tuple[str, ...]:
    """Return the authors that a block names.

    Args:
        block: any block.
        lang: BCP 47 tag of its language; empty if not known.
        is_byline: whether it is known to name authors.
    """
    if len(block.text) > _LONGEST_LINE or block.element.context & Context.NAVIGATION:
        return ()
    inner, outer = _class_words(block)
    if inner & class_names.NOT_AUTHOR and "name" not in inner:
        return ()
    of_authors = is_byline or bool(outer & class_names.AUTHOR)
    links = [(start, end) for start, end, kind, _ in block.spans if kind is MarkupKind.LINK]
    links += [
        (start, end)
        for start, end, names in block.named
        if class_names.words(names) - class_names.AUTHOR == {"name"}
    ]
    is_named = of_authors or bylines.opens_byline(block.text)
    found: list[str] = []
    between = []
    for start, end in _pieces(block, links):
        if not any(first <= start and end <= last for first, last in links):
            between.append(block.text[start:end])
        elif is_named:
            found += bylines.in_line(block.text[start:end], lang, names_only=True)
    # Beside linked names there are roles and places.
    only_names = of_authors and not found
    for text in between:
        found += bylines.in_line(text, lang, names_only=only_names)
    return tuple(name for name in dict.fromkeys(found) if _is_full(name))


def _pieces(block: TextBlock, links: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of a byline between the borders of lines, links, names, roles and days.

    Roles and days are left out.
    """
    known = class_names.AUTHOR | class_names.NOT_AUTHOR
    named = [
        (start, end, words)
        for start, end, names in block.named
        if (words := class_names.words(names)) & known
    ]
    ends = (place for start, end, _ in named for place in (start, end))
    places = {0, len(block.text), *ends, *block.gaps}.union(*links)
    borders = sorted(place for place in places if place <= len(block.text))
    for start, end in pairwise(borders):
        around = (words for first, last, words in named if first <= start and end <= last)
        if not any(words & class_names.NOT_AUTHOR and "name" not in words for words in around):
            yield start, end


def _linked_to_authors(block: TextBlock, lang: str) -> tuple[str, ...]:
    """Return the names in a block that link to pages of authors."""
    if len(block.text) > _LONGEST_LINE or block.element.context & Context.NAVIGATION:
        return ()
    linked = (
        bylines.in_line(block.text[start:end], lang, names_only=True)
        for start, end, kind, target in block.spans
        if kind is MarkupKind.LINK and _AUTHOR_PAGE.search(target)
    )
    return tuple(name for names in linked for name in names if _is_full(name))


def _is_full(name: str) -> bool:
    """Return whether a name has several parts, or is of a script without capitals."""
    return " " in name or name.upper() == name.lower()


def is_byline(block: TextBlock, lang: str) -> bool:
    """Return whether a block is only a byline, or only states days of the article."""
    if len(block.text) > _LONGEST_LINE or block.rows:
        return False
    named = bylines.in_line(block.text, lang, names_only=False)
    is_named = sum(map(len, named)) > _SHARE_OF_NAMES * len(block.text)
    return is_named or bool(written_days.in_line(block.text, lang))


def days(
    near: Sequence[TextBlock], below: Sequence[TextBlock], top: TextBlock | None, lang: str
) -> Iterator[Fact]:
    """Yield the days of publication and of a change from the lines around the headline.

    A `time` element is a declaration, a written date a byline. Two different days are no evidence.
    Lines above the headline count only inside the same article: a masthead, or the banner of an
    archive, shows the day of the capture.

    Args:
        near: the blocks around the headline and above the text.
        below: those of them below the headline, which are searched first.
        top: the headline, or the first paragraph of an article without one.
        lang: BCP 47 tag of the page's language; empty if not known.
    """
    known = {block.number: block for block in near}
    lower = {block.number for block in below}
    above = [b for b in near if b.number not in lower and _is_in_article(b, top)]
    for blocks in (below, above):
        stated = [found for b in blocks for found in _days(b, known.get(b.number - 1), lang)]
        published = [found for found in stated if not found[0].is_change]
        declared = [found for found in published if found[2] is Evidence.DECLARED]
        chosen = declared or published
        if declared or len({day.value[:10] for day, _, _ in chosen}) == 1:
            yield _fact(Field.PUBLISHED, min(chosen, key=lambda found: found[0].value[:10]))
        changes = [found for found in stated if found[0].is_change]
        if changes:
            yield _fact(Field.MODIFIED, max(changes, key=lambda found: found[0].value[:10]))
        if stated:
            return


Stated = tuple[Day, TextBlock, Evidence]
"""A day, the block that states it, and the evidence for it."""


def _fact(field: Field, stated: Stated) -> Fact:
    day, block, evidence = stated
    place = "time element, line" if evidence is Evidence.DECLARED else "line"
    return Fact(field, day.value, evidence, f"{place} {block.line}")


def _days(block: TextBlock, before: TextBlock | None, lang: str) -> Iterator[Stated]:
    """Yield the days that a block states about the article.

    Args:
        block: any block.
        before: the block before it, which can be its label.
        lang: BCP 47 tag of its language; empty if not known.
    """
    inner, outer = _class_words(block)
    if len(block.text) > _LONGEST_LINE or (not block.times and inner & class_names.NOT_DATE):
        return
    is_beside = before and before.element.parent is block.element.parent
    label = before.text if before and is_beside else ""
    is_label = 0 < len(label) <= _LONGEST_LABEL and not any(map(str.isdigit, label))
    text = f"{label}: {block.text}" if is_label else block.text
    moments = [
        (moment, itemprop) for value, itemprop in block.times if (moment := dates.declared(value))
    ]
    is_dated = bool(moments or outer & class_names.DATE)
    written = written_days.in_line(text, lang, is_dated=is_dated)
    if not moments:
        # The zone of a written time is that of the outlet.
        days = (replace(day, value=day.value[:10]) for day in written)
        yield from ((day, block, Evidence.BYLINE) for day in days)
    if written_days.is_about_other_day(text):
        return
    changes = written_days.are_changes(text, lang)
    for number, (moment, itemprop) in enumerate(moments):
        same = [day.is_change for day in written if day.value[:10] == moment[:10]]
        same = same[number:] or same[-1:]
        if len(changes) == len(moments):
            same = same or [changes[number]]
        is_change = [itemprop == "dateModified"] if itemprop in _DAYS else same
        is_change = is_change or [written_days.is_about_change(text)]
        yield Day(moment, is_change[0]), block, Evidence.DECLARED


def _class_words(block: TextBlock) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the class names of a block, without and with those around it."""
    inner = class_names.words(f"{block.names} {block.element.names}")
    return inner, inner.union(*(class_names.words(e.names) for e in _near(block)))


def _near(block: TextBlock) -> Iterator[BlockElement]:
    """Yield the element of a block and the two around it, without those of the whole page."""
    near = islice(block.element.ancestors(), 3)
    return (element for element in near if element.tag not in ("html", "body"))


def _is_in_article(block: TextBlock, top: TextBlock | None) -> bool:
    """Return whether a block is in the same `article` element as the text below it."""
    articles = (e for e in (top.element.ancestors() if top else ()) if e.tag == "article")
    return next(articles, None) in set(block.element.ancestors())


def around(blocks: Sequence[TextBlock], headline: int, first: int) -> Sequence[TextBlock]:
    """Return the blocks that can be bylines: around the headline and above the text."""
    start = max(0, headline - _ABOVE) if headline >= 0 else max(0, first - 2 * _ABOVE)
    figure = Context.FIGURE | Context.CAPTION
    return [block for block in blocks[start:first] if not block.element.context & figure]
