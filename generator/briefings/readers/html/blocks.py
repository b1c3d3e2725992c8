"""The visible text of a page as a sequence of pieces: what a reader would see as one block each.

One walk over the tree. A piece knows its words, its markup, and what it stands inside of; whether
it belongs to the article is decided elsewhere. Every visible character of the page is in exactly
one piece, so that an account of the pieces is an account of the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from briefings.model.reading import Container, MarkupKind
from briefings.readers.html.boxes import Box, Piece, Place

_PLACES = {
    "nav": Place.NAVIGATION,
    "menu": Place.NAVIGATION,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "aside": Place.ASIDE,
    "form": Place.FORM,
    "button": Place.CONTROL,
    "select": Place.CONTROL,
    "textarea": Place.CONTROL,
    "datalist": Place.CONTROL,
    "dialog": Place.DIALOG,
    "figure": Place.FIGURE,
    "figcaption": Place.CAPTION,
    "caption": Place.CAPTION,
    "main": Place.MAIN,
    "article": Place.ARTICLE,
    "blockquote": Place.QUOTATION,
    "pre": Place.PREFORMATTED,
}

# ARIA landmark roles, https://www.w3.org/TR/wai-aria-1.2/#landmark_roles
_ROLES = {
    "navigation": Place.NAVIGATION,
    "menu": Place.NAVIGATION,
    "menubar": Place.NAVIGATION,
    "banner": Place.HEADER,
    "contentinfo": Place.FOOTER,
    "complementary": Place.ASIDE,
    "search": Place.FORM,
    "form": Place.FORM,
    "button": Place.CONTROL,
    "dialog": Place.DIALOG,
    "alertdialog": Place.DIALOG,
    "main": Place.MAIN,
    "article": Place.ARTICLE,
}

# Elements that a browser does not show, or whose text is for browsers without scripts or frames.
_UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet",
    "svg", "math", "canvas", "audio", "video", "picture", "map", "noframes", "source", "track",
    "title", "meta", "link", "base", "param", "col", "colgroup", "img", "input", "area", "wbr",
})  # fmt: skip

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "center",
})  # fmt: skip
"""Elements that stand within a line of text."""

_EMPHASIS = {
    "em": MarkupKind.EMPHASIS,
    "i": MarkupKind.EMPHASIS,
    "cite": MarkupKind.EMPHASIS,
    "strong": MarkupKind.STRONG,
    "b": MarkupKind.STRONG,
    "code": MarkupKind.CODE,
    "kbd": MarkupKind.CODE,
    "samp": MarkupKind.CODE,
    "tt": MarkupKind.CODE,
}

# What makes a table more than data; the table itself comes first in its own order.
_NO_DATA = ("table", *(_UNSEEN - {"col", "colgroup", "img", "wbr", "source", "track", "svg"}))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_SPACE = re.compile(r"[\s\u200b\ufeff]+")

# Cells of data are short; longer text in a table is a page laid out with it.
_CELL_LENGTH = 400


@dataclass(slots=True)
class _Run:
    """Inline text while it is collected, folded as it comes."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    line: int = 0
    marks: list[tuple[int, int, MarkupKind, str]] = field(default_factory=list)
    wraps: list[tuple[int, str]] = field(default_factory=list)
    breaks: int = 0
    times: list[str] = field(default_factory=list)


class _Walk:
    """The state of one walk over a page."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.run = _Run()
        self.box = Box("html", "")
        # Open inline elements: name, kind of markup, address, start in the current run, names.
        self.inline: list[tuple[str, MarkupKind | None, str, int, str]] = []

    def text(self, chunk: str | None, line: int) -> None:
        """Take a stretch of text."""
        if not chunk:
            return
        run = self.run
        if not self.box.place & Place.PREFORMATTED:
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
        """Take a `br`: a space, and two of them in a row the end of a paragraph."""
        if self.box.place & Place.PREFORMATTED:
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
        self.inline.append((tag, kind, target, self.run.length, names))
        if tag == "time" and (moment := element.get("datetime")):
            self.run.times.append(moment)

    def close_inline(self) -> None:
        """Leave an inline element."""
        _, kind, target, start, names = self.inline.pop()
        run = self.run
        if kind and run.length > start:
            run.marks.append((start, run.length, kind, target))
        if names and start == 0:
            run.wraps.append((run.length, names))

    def flush(self) -> None:
        """End the piece that is being collected."""
        run, box = self.run, self.box
        for _, kind, target, start, names in self.inline:
            if kind and run.length > start:
                run.marks.append((start, run.length, kind, target))
            if names and start == 0:
                run.wraps.append((run.length, names))
        if self.inline:
            self.inline = [(tag, kind, to, 0, names) for tag, kind, to, _, names in self.inline]
        if not run.parts:
            return
        self.run = _Run()
        text = "".join(run.parts)
        text = text.strip("\n") if box.place & Place.PREFORMATTED else text.rstrip(" ")
        if not text.strip():
            return
        spans = tuple(_trimmed(text, run.marks)) if run.marks else ()
        linked = sum(end - start for start, end, kind, _ in spans if kind is MarkupKind.LINK)
        names = next((names for end, names in run.wraps if end >= len(text)), "")
        piece = Piece(box, run.line, text, spans, linked, names, times=tuple(run.times))
        self.add(piece)

    def add(self, piece: Piece) -> None:
        """Add a finished piece."""
        piece.number = len(self.pieces)
        for box in piece.box.chain():
            box.mass += len(piece.text)
            if box.marker and Container.LIST_ITEM in piece.box.containers:
                piece.marker = piece.marker or box.marker
                box.marker = ""
        self.pieces.append(piece)

    def enter(self, element: HtmlElement, tag: str) -> None:
        """Enter an element that starts a block."""
        self.flush()
        around = self.box
        attributes = element.attrib
        # The id of a heading is made of its words, so that it can be linked to.
        identity = "" if tag in _HEADINGS else attributes.get("id", "")
        names = f"{attributes.get('class', '')} {identity}"
        own = _PLACES.get(tag, 0)
        if role := attributes.get("role"):
            own |= _ROLES.get(role, 0)
        if _is_hidden(element):
            own |= Place.HIDDEN
        box = Box(tag, names, around, own, around.place | own, around.containers)
        box.heading = _HEADINGS.get(tag, around.heading)
        if tag == "li":
            box.containers = (*around.containers, Container.LIST_ITEM)
            around.items += 1
            box.marker = f"{around.items}." if around.tag == "ol" else "*"
        elif tag == "ol":
            box.items = _start(element) - 1
        elif tag == "blockquote":
            box.containers = (*around.containers, Container.QUOTATION)
        self.box = box

    def caption(self, table: HtmlElement) -> None:
        """Take the caption of a table of data, as a piece of its own."""
        if caption := _caption(table):
            self.enter(table, "caption")
            self.text(caption, table.sourceline or 0)
            self.leave()

    def leave(self) -> None:
        """Leave an element that started a block."""
        self.flush()
        if self.box.parent:
            self.box = self.box.parent


def pieces(tree: HtmlElement) -> list[Piece]:
    """Return the visible blocks of a page in order.

    Args:
        tree: the parsed page, without comments and processing instructions; it is not changed.
    """
    walk = _Walk()
    # lxml makes an element anew each time it is met, unless something holds it.
    held = list(tree.iter())
    walker = etree.iterwalk(tree, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _UNSEEN or (tag in INLINE and _is_hidden(element)):
                skipped = element
                walker.skip_subtree()
            elif tag == "br":
                walk.line_break()
            elif tag in INLINE:
                walk.open_inline(element, tag)
                walk.text(element.text, element.sourceline or 0)
            elif tag == "table" and (rows := _rows(element)):
                walk.enter(element, tag)
                walk.caption(element)
                text = " ".join(cell for row in rows for cell in row if cell)
                walk.add(Piece(walk.box, element.sourceline or 0, text, rows=rows))
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
    held.clear()
    return walk.pieces


def _trimmed(
    text: str, marks: list[tuple[int, int, MarkupKind, str]]
) -> Iterator[tuple[int, int, MarkupKind, str]]:
    """Yield marks without the white space at their ends, outer before inner."""
    for first, last, kind, target in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
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


def _start(numbered: HtmlElement) -> int:
    """Return the number of the first item of a numbered list."""
    start = numbered.get("start", "1")
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _rows(table: HtmlElement) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table of data; nothing for one that only lays the page out.

    A table of data has several rows and columns, cells of a few words, and nothing but cells.
    """
    only_itself = len(list(islice(table.iter(*_NO_DATA), 2))) == 1
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
    # Text between the cells would be lost.
    everything = _SPACE.sub("", "".join(table.itertext()))
    cells_only = _SPACE.sub("", "".join(cell for row in rows for cell in row))
    caption_only = _SPACE.sub("", _caption(table))
    return tuple(rows) if everything == caption_only + cells_only else ()


def _caption(table: HtmlElement) -> str:
    found = table.find("caption")
    return "" if found is None else "".join(found.itertext())
