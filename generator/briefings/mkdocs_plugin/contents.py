"""The table of contents of a page: the headings of its body, and those that its template prints."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape

from mkdocs.structure.toc import AnchorLink, TableOfContents

from briefings.views.text import Section


def joined(body: TableOfContents, sections: Sequence[Section]) -> TableOfContents:
    """Return the table of contents of a page with a view, for MkDocs and its plugins.

    Args:
        body: the headings of the body, which MkDocs rendered.
        sections: the headings that the template prints after the body.
    """
    return TableOfContents([*body.items, *_nested(sections)])


def _nested(sections: Iterable[Section]) -> list[AnchorLink]:
    """Return headings as MkDocs has them: each below the last one of a lower level."""
    items: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for section in sections:
        # MkDocs takes titles from Python-Markdown, which escapes them.
        item = AnchorLink(escape(section.title), section.id, section.level)
        while above and above[-1].level >= item.level:
            above.pop()
        (above[-1].children if above else items).append(item)
        above.append(item)
    return items


def top(toc: TableOfContents, sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the headings of the highest level, as the theme lists them.

    Args:
        toc: the table of contents of the page.
        sections: the headings that the template prints, with their languages.
    """
    known = {section.id: section for section in sections}
    items = list(toc)
    if len(items) == 1 and items[0].level == 1:
        items = items[0].children
    for item in items:
        yield known.get(item.id) or Section(item.id, unescape(item.title), item.level)
