"""Segment a page into text blocks: runs of visible text between the borders of block elements.

One walk over the tree. Every visible character of the page is in exactly one block, so a list of
labels for the blocks accounts for the whole page. `classify` decides which blocks are the article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from briefings.model.reading import Container, MarkupKind
from briefings.readers.html.elements import BlockElement, Context, TextBlock

_CONTEXTS = {
    **dict.fromkeys(("nav", "menu"), Context.NAVIGATION),
    "header": Context.HEADER,
    "footer": Context.FOOTER,
    "aside": Context.ASIDE,
    "form": Context.FORM,
    **dict.fromkeys(("button", "select", "textarea", "datalist"), Context.CONTROL),
    "dialog": Context.DIALOG,
    "figure": Context.FIGURE,
    **dict.fromkeys(("figcaption", "caption"), Context.CAPTION),
    "main": Context.MAIN,
    "article": Context.ARTICLE,
    "blockquote": Context.QUOTATION,
    "pre": Context.PREFORMATTED,
}
# ARIA landmark roles, https://www.w3.org/TR/wai-aria-1.2/#landmark_roles
_ROLES = {
    **dict.fromkeys(("navigation", "menu", "menubar"), Context.NAVIGATION),
    "banner": Context.HEADER,
    "contentinfo": Context.FOOTER,
    "complementary": Context.ASIDE,
    **dict.fromkeys(("search", "form"), Context.FORM),
    "button": Context.CONTROL,
    **dict.fromkeys(("dialog", "alertdialog"), Context.DIALOG),
    "main": Context.MAIN,
    "article": Context.ARTICLE,
}
# Elements that a browser does not show, or whose text is for browsers without scripts or frames.
_NOT_RENDERED = frozenset({
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet",
    "svg", "math", "canvas", "audio", "video", "picture", "map", "noframes", "source", "track",
    "title", "meta", "link", "base", "param", "col", "colgroup", "img", "input", "area", "wbr",
})  # fmt: skip

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "center",
})  # fmt: skip
"""Elements inside a line of text."""

_EMPHASIS = {
    **dict.fromkeys(("em", "i", "cite"), MarkupKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), MarkupKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkupKind.CODE),
}
# Descendants that show that a table is not one of data; `iter` yields the table itself first.
_IN_DATA = {"col", "colgroup", "img", "wbr", "source", "track", "svg"}
_NOT_DATA = ("table", *(_NOT_RENDERED - _IN_DATA))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_SPACE = re.compile(r"[\s\u200b\ufeff]+")

# Cells of data are short; a table with a longer cell is there for layout.
_CELL_LENGTH = 400


@dataclass(slots=True)
class _Run:
    """The inline text of a block while it is collected, white space already folded."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    line: int = 0
    spans: list[tuple[int, int, MarkupKind, str]] = field(default_factory=list)
    wrappers: list[tuple[int, str]] = field(default_factory=list)
    breaks: int = 0
    times: list[str] = field(default_factory=list)


class _Walk:
    """The state of one walk over a page."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.run = _Run()
        self.element = BlockElement("html", "")
        # Open inline elements: kind of markup, address, start in the current run, class and id.
        self.inline: list[tuple[MarkupKind | None, str, int, str]] = []

    def text(self, chunk: str | None, line: int) -> None:
        """Add text."""
        if not chunk:
            return
        run = self.run
        if not self.element.context & Context.PREFORMATTED:
            chunk = _SPACE.sub(" ", chunk)
            if run.spaced:
                chunk = chunk.lstrip(" ")
            if not chunk:
                return
            run.spaced = chunk[-1] == " "
        if chunk != " ":
            run.breaks = 0
            run.line = run.line or line
        run.parts.append(chunk)
        run.length += len(chunk)

    def line_break(self) -> None:
        """Add a `br`: a space; two in a row end the paragraph."""
        if self.element.context & Context.PREFORMATTED:
            self.text("\n", 0)
            return
        breaks = self.run.breaks + 1
        if breaks == 2:
            self.flush()
            return
        self.text(" ", 0)
        self.run.breaks = breaks

    def open_inline(self, element: HtmlElement, tag: str) -> None:
        """Enter an inline element."""
        names = f"{element.get('class') or ''} {element.get('id') or ''}" if tag == "span" else ""
        target = element.get("href") or "" if tag == "a" else ""
        kind = MarkupKind.LINK if target else _EMPHASIS.get(tag)
        self.inline.append((kind, target, self.run.length, names))
        if tag == "time" and (moment := element.get("datetime")):
            self.run.times.append(moment)

    def close_inline(self) -> None:
        """Leave an inline element."""
        self.end_span(*self.inline.pop())

    def end_span(self, kind: MarkupKind | None, target: str, start: int, names: str) -> None:
        """Record the markup of an inline element in the current run."""
        run = self.run
        if kind and run.length > start:
            run.spans.append((start, run.length, kind, target))
        if names and start == 0:
            run.wrappers.append((run.length, names))

    def flush(self) -> None:
        """End the current block."""
        run, node = self.run, self.element
        for inline in self.inline:
            self.end_span(*inline)
        if self.inline:
            self.inline = [(kind, target, 0, names) for kind, target, _, names in self.inline]
        if not run.parts:
            return
        self.run = _Run()
        text = "".join(run.parts)
        text = text.strip("\n") if node.context & Context.PREFORMATTED else text.rstrip(" ")
        if not text.strip():
            return
        spans = tuple(_trimmed_spans(text, run.spans)) if run.spans else ()
        linked = sum(end - start for start, end, kind, _ in spans if kind is MarkupKind.LINK)
        names = next((names for end, names in run.wrappers if end >= len(text)), "")
        block = TextBlock(node, run.line, text, spans, linked, names, times=tuple(run.times))
        self.add(block)

    def add(self, block: TextBlock) -> None:
        """Add a finished block."""
        block.number = len(self.blocks)
        for node in block.element.ancestors():
            if node.marker and Container.LIST_ITEM in block.element.containers:
                block.marker = block.marker or node.marker
                node.marker = ""
        self.blocks.append(block)

    def enter(self, element: HtmlElement, tag: str) -> None:
        """Enter a block element."""
        self.flush()
        around = self.element
        attributes = element.attrib
        # The id of a heading is derived from its text.
        identity = "" if tag in _HEADINGS else attributes.get("id", "")
        names = f"{attributes.get('class', '')} {identity}"
        own = _CONTEXTS.get(tag, 0)
        if role := attributes.get("role"):
            own |= _ROLES.get(role, 0)
        if _is_hidden(element):
            own |= Context.HIDDEN
        node = BlockElement(tag, names, around, own, around.context | own, around.containers)
        node.heading = _HEADINGS.get(tag, around.heading)
        if tag == "li":
            node.containers = (*around.containers, Container.LIST_ITEM)
            around.items += 1
            node.marker = f"{around.items}." if around.tag == "ol" else "*"
        elif tag == "ol":
            node.items = _first_number(element) - 1
        elif tag == "blockquote":
            node.containers = (*around.containers, Container.QUOTATION)
        self.element = node

    def caption(self, table: HtmlElement) -> None:
        """Add the caption of a table as a block."""
        if caption := _caption(table):
            self.enter(table, "caption")
            self.text(caption, table.sourceline or 0)
            self.leave()

    def leave(self) -> None:
        """Leave a block element."""
        self.flush()
        if self.element.parent:
            self.element = self.element.parent


def text_blocks(tree: HtmlElement) -> list[TextBlock]:
    """Return the text blocks of a page in order.

    Args:
        tree: the parsed page, without comments and processing instructions; it is not changed.
    """
    walk = _Walk()
    # Keeps the proxies alive: lxml creates a new proxy for an element without references.
    kept_alive = list(tree.iter())
    walker = etree.iterwalk(tree, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _NOT_RENDERED or (tag in INLINE and _is_hidden(element)):
                skipped = element
                walker.skip_subtree()
            elif tag == "br":
                walk.line_break()
            elif tag in INLINE:
                walk.open_inline(element, tag)
                walk.text(element.text, element.sourceline or 0)
            elif tag == "table" and (rows := _data_cells(element)):
                walk.enter(element, tag)
                walk.caption(element)
                text = " ".join(cell for row in rows for cell in row if cell)
                walk.add(TextBlock(walk.element, element.sourceline or 0, text, rows=rows))
                skipped = element
                walker.skip_subtree()
                walk.leave()
            else:
                walk.enter(element, tag)
                walk.text(element.text, element.sourceline or 0)
            continue
        if element is skipped:
            skipped = None
        elif tag in INLINE:
            walk.close_inline()
        elif tag != "br":
            walk.leave()
        if element.tail:
            walk.text(element.tail, element.sourceline or 0)
    walk.flush()
    kept_alive.clear()
    return walk.blocks


def _trimmed_spans(
    text: str, spans: list[tuple[int, int, MarkupKind, str]]
) -> Iterator[tuple[int, int, MarkupKind, str]]:
    """Yield spans without white space at their ends, outer before inner."""
    for first, last, kind, target in sorted(spans, key=lambda span: (span[0], -span[1])):
        start, end = first, min(last, len(text))
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if end > start:
            yield start, end, kind, target


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _DISPLAY_NONE.search(style))


def _first_number(numbered: HtmlElement) -> int:
    """Return the number of the first item of an ordered list."""
    start = numbered.get("start", "1")
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _data_cells(table: HtmlElement) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table of data; nothing for a layout table.

    A table of data has several rows and columns, short cells, and no text outside of cells.
    """
    only_itself = len(list(islice(table.iter(*_NOT_DATA), 2))) == 1
    if table.get("role") in ("presentation", "none") or not only_itself:
        return ()
    rows = []
    for row in table.iter("tr"):
        cells = ("".join(cell.itertext()) for cell in row.iterchildren("td", "th"))
        folded = tuple(_SPACE.sub(" ", cell).strip() for cell in cells)
        if any(folded):
            rows.append(folded)
    lengths = [len(cell) for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or max(lengths) > _CELL_LENGTH:
        return ()
    # Otherwise text between the cells would be lost.
    everything = _SPACE.sub("", "".join(table.itertext()))
    cells_only = _SPACE.sub("", "".join(cell for row in rows for cell in row))
    caption_only = _SPACE.sub("", _caption(table))
    return tuple(rows) if everything == caption_only + cells_only else ()


def _caption(table: HtmlElement) -> str:
    found = table.find("caption")
    return "" if found is None else "".join(found.itertext())
