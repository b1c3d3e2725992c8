"""Segment a page into text blocks: runs of visible text between the borders of block elements.

One walk over the tree. Every visible character of the page is in exactly one block, so a list of
labels for the blocks accounts for the whole page. `classify` decides which blocks are the article.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from briefings.model.reading import Container, MarkupKind
from briefings.readers.html import class_names, line_elements, tags
from briefings.readers.html.elements import Aside, BlockElement, Context, Span, TextBlock
from briefings.readers.html.inline_markup import ANNOTATIONS
from briefings.readers.quotations import styles
from briefings.text.sentences import SENTENCE_END
from briefings.text.superscripts import with_superscripts
from briefings.text.zero_width import without_zero_width_spaces

# Markup that changes what a cell says.
_IN_CELLS = frozenset({MarkupKind.DELETED, MarkupKind.INSERTED, MarkupKind.SUBSCRIPT})
# Descendants that show that a table is not one of data; `iter` yields the table itself first.
_IN_DATA = {"col", "colgroup", "img", "svg"}
_NOT_DATA = ("table", "picture", "map", *((tags.NOT_TEXT | tags.INSTEAD.keys()) - _IN_DATA))
_SPACE = re.compile(r"\s+")
# Cells of data are short; a table with a longer cell is there for layout.
_CELL_LENGTH = 400


@dataclass(slots=True)
class _Run:
    """The inline text of a block while it is collected, white space already folded."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = True
    line: int = 0
    spans: list[Span] = field(default_factory=list)
    named: list[tuple[int, int, str]] = field(default_factory=list)
    breaks: int = 0
    gaps: list[int] = field(default_factory=list)
    closed: int = 0
    times: list[tuple[str, str]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


class _Cell(NamedTuple):
    """The content of a cell."""

    text: str
    """Its text; digits of superscripts have their own characters."""
    spans: tuple[Span, ...] = ()
    """Markup in it."""
    asides: tuple[Aside, ...] = ()
    """Words that were left out of it."""


class _Inline(NamedTuple):
    """An inline element that is open."""

    kind: MarkupKind | None
    """Its markup."""
    target: str
    """Address of a link."""
    start: int
    """Where it begins in the current run."""
    names: str
    """Class and id of a `span`."""
    closing: str = ""
    """The quotation mark that closes a `q`."""


class _Walk:
    """The state of one walk over a page."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.blocks: list[TextBlock] = []
        self.run = _Run()
        self.element = BlockElement("html", "")
        self.inline: list[_Inline] = []
        # Open elements that are inline by their place only.
        self.in_line: list[HtmlElement] = []
        # Elements that hold blocks; found when they are first asked for.
        self.holding: set[HtmlElement | None] = set()
        # Elements that hold pictures, too.
        self.with_pictures: set[HtmlElement | None] = set()
        # Words that are not shown, until a block takes them.
        self.not_shown: list[Aside] = []

    def start(self, element: HtmlElement, tag: str) -> bool:
        """Enter an element, and return whether to walk through what is inside."""
        if tag in tags.NOT_TEXT:
            if tag == "img":
                self.element.inner_context |= Context.FIGURE
            return False
        if tag in tags.INSTEAD:
            self.leave_out(element, tags.INSTEAD[tag])
            return False
        if tag == "br":
            self.line_break()
        elif tag in tags.INLINE or (tag not in tags.BLOCKS and self.stands_in_line(element)):
            if rule := self.rule_against(element, tag):
                self.leave_out(element, rule)
                return False
            if tag not in tags.INLINE:
                self.in_line.append(element)
            self.open_inline(element, tag)
        elif tag == "table" and (rows := self.data_cells(element)):
            self.table(element, rows)
            return False
        else:
            self.enter(element, tag)
        self.text(element.text, element.sourceline or 0)
        return True

    def data_cells(self, table: HtmlElement) -> tuple[tuple[_Cell, ...], ...]:
        """Return the cells of a table of data; nothing for a layout table.

        A figure without a picture shows data, also in one column.
        """
        in_figure = self.element.context & Context.FIGURE and not self.holds_pictures(table)
        return _data_cells(table, least=1 if in_figure else 2)

    def end(self, element: HtmlElement, tag: str) -> None:
        """Leave an element."""
        if tag in tags.INLINE:
            self.close_inline()
        elif self.in_line and element is self.in_line[-1]:
            self.in_line.pop()
            self.close_inline()
        elif tag != "br":
            self.leave()

    def text(self, chunk: str | None, line: int) -> None:
        """Add text."""
        if not chunk:
            return
        if not chunk.isascii():
            chunk = without_zero_width_spaces(chunk)
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
        self.run.gaps.append(self.run.length)

    def open_inline(self, element: HtmlElement, tag: str) -> None:
        """Enter an inline element."""
        names = target = closing = ""
        kind = tags.MARKUP.get(tag)
        if tag == "a":
            if target := element.get("href") or "":
                kind = MarkupKind.LINK
                if self.is_note_mark(element, target):
                    kind, target = MarkupKind.SUPERSCRIPT, ""
        elif tag == "span":
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            kind = class_names.script_kind(names)
            if self.run.closed == self.run.length:
                self.run.gaps.append(self.run.length)
            if style := element.get("style"):
                kind = next((kind for pattern, kind in tags.STYLES if pattern.search(style)), kind)
        elif tag == "q":
            closing = self.open_quotation(element)
        elif tag == "time" and (moment := element.get("datetime")):
            self.run.times.append((moment, element.get("itemprop") or ""))
        self.inline.append(_Inline(kind, target, self.run.length, names, closing))

    def open_quotation(self, element: HtmlElement) -> str:
        """Add the quotation mark that browsers show before a `q`, and return the closing one.

        A page that writes the marks itself gets no others. The apostrophe of an elision is no mark.
        """
        inside = line_elements.beginning(element)
        before = "".join(part[-2:] for part in self.run.parts[-2:])
        is_elision = before[-1:] in styles.APOSTROPHES and before[-2:-1].isalpha()
        is_marked = before[-1:] in styles.MARKS and not is_elision
        if not inside or inside[0] in styles.MARKS or is_marked:
            return ""
        around = (element, *element.iterancestors())
        lang = next((lang for outer in around if (lang := outer.get("lang"))), "")
        depth = sum(bool(outer.closing) for outer in self.inline)
        opening, closing = styles.marks(lang, depth)
        self.text(opening, element.sourceline or 0)
        self.run.spaced = True
        return closing

    def is_note_mark(self, link: HtmlElement, target: str) -> bool:
        """Return whether a link is the mark of a note: a number on the word before it."""
        return (
            "#" in target
            and bool(self.run.parts)
            and not self.run.spaced
            and line_elements.NOTE_MARK.fullmatch(line_elements.beginning(link)) is not None
            and link.getparent().tag != "sup"
            and link.find("sup") is None
        )

    def close_inline(self) -> None:
        """Leave an inline element."""
        closed = self.inline.pop()
        if closed.closing:
            self.text(closed.closing, 0)
        self.end_span(closed)

    def end_span(self, closed: _Inline) -> None:
        """Record the markup of an inline element in the current run."""
        run, start = self.run, closed.start
        run.closed = run.length
        if closed.kind and run.length > start:
            run.spans.append((start, run.length, closed.kind, closed.target))
        if closed.names and run.length > start:
            run.named.append((start, run.length, closed.names))

    def holds_blocks(self, element: HtmlElement) -> bool:
        """Return whether an element contains the start of a new line."""
        if not len(element):
            return False
        self.holding = self.holding or _holding(self.root, tags.BLOCKS)
        return element in self.holding

    def holds_pictures(self, element: HtmlElement) -> bool:
        """Return whether an element contains a picture, a film or a drawing."""
        self.with_pictures = self.with_pictures or _holding(self.root, tags.PICTURES)
        return element in self.with_pictures

    def stands_in_line(self, element: HtmlElement) -> bool:
        """Return whether an element of no known kind, or a button, is inside a line of text.

        A browser shows such elements inline. Those that hold blocks, or stand alone between blocks,
        are boxes of a layout.
        """
        if self.holds_blocks(element):
            return False
        before, after = bool(self.run.parts), bool((element.tail or "").strip())
        if element.tag == "button" or (before and after):
            return before or after or element.getparent().tag in tags.HEADINGS
        names = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}"
        is_line = before or after or element.getparent().tag in tags.LINES
        return is_line and not class_names.boilerplate_kind(names)

    def rule_against(self, element: HtmlElement, tag: str) -> str:
        """Return the rule that leaves an inline element out of its line; empty for none."""
        attributes = element.attrib
        names = attributes.get("class") if tag != "a" else None
        rule = ""
        if tags.is_hidden(element):
            rule = tags.HIDDEN
        elif tag in tags.READINGS:
            rule = "reading"
        elif tag in ANNOTATIONS:
            rule = "annotation"
        elif tag == "button":
            rule = "" if self.is_in_sentence(element) else "control"
        elif attributes.get("role") == "tooltip" or (
            names and class_names.is_tooltip(names) and line_elements.ends_inline(element)
        ):
            rule = "tooltip"
        elif (
            names
            and class_names.is_for_screen_readers(names)
            and line_elements.has_words(element)
            and not self.holds_blocks(element)
        ):
            rule = "for-screen-readers"
        elif attributes.get("aria-hidden") == "true" and line_elements.is_copy(element):
            rule = "aria-hidden-copy"
        elif self.element.heading and line_elements.is_link_of_heading(element):
            rule = "link-of-a-heading"
        return rule

    def is_in_sentence(self, button: HtmlElement) -> bool:
        """Return whether the words of a button are part of the sentence, or all of the heading."""
        before = "".join(self.run.parts[-1:])[-line_elements.SHORT :].rstrip()
        after = line_elements.following(button)
        if not line_elements.has_words(button):
            return False
        # The heading of an accordion is a button.
        if not after:
            return not before and button.getparent().tag in tags.HEADINGS
        return after[0].islower() or bool(before and not SENTENCE_END.search(before))

    def leave_out(self, element: HtmlElement, rule: str) -> None:
        """Leave words out of the current line."""
        text = _SPACE.sub(" ", without_zero_width_spaces("".join(line_elements.words(element))))
        if text.strip():
            line, names = element.sourceline or 0, element.get("class") or ""
            asides = self.not_shown if rule in tags.NOT_SHOWN else self.run.asides
            asides.append(Aside(line, text.strip(), rule, names))
        if text.endswith(" ") and rule not in tags.NOT_SHOWN:
            self.text(" ", 0)

    def flush(self) -> None:
        """End the current block."""
        run, node = self.run, self.element
        # Hundreds of elements that were never closed can be open around thousands of blocks.
        for inline in dict.fromkeys(self.inline):
            self.end_span(inline)
        if self.inline and any(inline.start for inline in self.inline):
            self.inline = [inline._replace(start=0) for inline in self.inline]
        if not run.parts and not run.asides:
            return
        self.run = _Run()
        text = "".join(run.parts)
        text = text.strip("\n") if node.context & Context.PREFORMATTED else text.rstrip(" ")
        if not text.strip():
            for aside in run.asides:
                self.add(TextBlock(node, aside.line, aside.text, names=aside.names))
            return
        spans = tuple(_trimmed_spans(text, run.spans)) if run.spans else ()
        linked = sum(end - start for start, end, kind, _ in spans if kind is MarkupKind.LINK)
        whole = (names for start, end, names in run.named if not start and end >= len(text))
        names = next(whole, "")
        times, asides = tuple(run.times), (*run.asides, *self.not_shown)
        self.not_shown = []
        named = tuple(run.named)
        block = TextBlock(node, run.line, text, spans, linked, names, named, times=times)
        block.asides, block.gaps = asides, tuple(run.gaps)
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
        identity = "" if tag in tags.HEADINGS else attributes.get("id", "")
        names = f"{attributes.get('class', '')} {identity}"
        own = tags.CONTEXTS.get(tag, 0)
        if role := attributes.get("role"):
            own |= tags.ROLES.get(role, 0)
        if tags.is_hidden(element):
            own |= Context.HIDDEN
        context = around.context | own
        if tag == "table" and context & Context.FIGURE and not self.holds_pictures(element):
            # A figure can be a table: its cells are no captions.
            context &= ~Context.FIGURE
        node = BlockElement(tag, names, around, own, context, around.containers)
        node.heading = tags.HEADINGS.get(tag, around.heading)
        if role == "heading" and tag not in tags.HEADINGS:
            node.heading = _level(attributes.get("aria-level", ""))
        node.articles = around.articles + bool(own & Context.ARTICLE)
        if tag == "li":
            node.containers = (*around.containers, Container.LIST_ITEM)
            around.items += 1
            node.marker = f"{around.items}." if around.tag == "ol" else "*"
        elif tag == "ol":
            node.items = _first_number(element) - 1
        elif tag == "blockquote":
            node.containers = (*around.containers, Container.QUOTATION)
        self.element = node

    def table(self, table: HtmlElement, rows: tuple[tuple[_Cell, ...], ...]) -> None:
        """Add a table of data and its caption, as a block each."""
        line = table.sourceline or 0
        self.enter(table, "table")
        if (caption := table.find("caption")) is not None:
            self.enter(table, "caption")
            self.text(_cell(caption).text, line)
            self.leave()
        spans: list[Span] = []
        asides: list[Aside] = []
        at = 0
        for cell in (cell for row in rows for cell in row):
            spans += [(at + start, at + end, kind, "") for start, end, kind, _ in cell.spans]
            asides += cell.asides
            at += len(cell.text) + bool(cell.text)
        texts = tuple(tuple(cell.text for cell in row) for row in rows)
        text = " ".join(cell for row in texts for cell in row if cell)
        block = TextBlock(self.element, line, text, tuple(spans), rows=texts)
        block.asides = tuple(asides)
        self.add(block)
        self.leave()

    def leave(self) -> None:
        """Leave a block element."""
        self.flush()
        left = self.element
        if left.parent:
            left.parent.inner_context |= left.inner_context | left.own_context
            self.element = left.parent


def text_blocks(tree: HtmlElement) -> list[TextBlock]:
    """Return the text blocks of a page, or of an element, in order.

    Args:
        tree: the parsed page, without comments and processing instructions; it is not changed.
    """
    walk = _walked(tree)
    if walk.blocks:
        walk.blocks[-1].asides += tuple(walk.not_shown)
    return walk.blocks


def _walked(tree: HtmlElement) -> _Walk:
    """Return the walk over a page, or an element, at its end."""
    walk = _Walk(tree)
    # Keeps the proxies alive: lxml creates a new proxy for an element without references.
    kept_alive = list(tree.iter())
    walker = etree.iterwalk(tree, events=("start", "end"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        if event == "start":
            if not walk.start(element, element.tag):
                skipped = element
                walker.skip_subtree()
            continue
        if element is skipped:
            skipped = None
        else:
            walk.end(element, element.tag)
        if element.tail:
            walk.text(element.tail, element.sourceline or 0)
    walk.flush()
    kept_alive.clear()
    return walk


def _trimmed_spans(text: str, spans: list[Span]) -> Iterator[Span]:
    """Yield spans without white space at their ends, outer before inner."""
    for first, last, kind, target in sorted(spans, key=lambda span: (span[0], -span[1])):
        start, end = first, min(last, len(text))
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if end > start:
            yield start, end, kind, target


def _holding(root: HtmlElement, names: Iterable[str]) -> set[HtmlElement | None]:
    """Return the elements inside `root` that hold elements with these names, and its parent."""
    holding = {root.getparent()}
    for found in root.iter(*names):
        outer = found.getparent()
        while outer not in holding:
            holding.add(outer)
            outer = outer.getparent()
    return holding


def _level(written: str) -> int:
    """Return the level of a heading in `aria-level`; 2 for none, as WAI-ARIA says."""
    return min(max(int(written), 1), 6) if written.isascii() and written.isdecimal() else 2


def _first_number(numbered: HtmlElement) -> int:
    """Return the number of the first item of an ordered list."""
    start = numbered.get("start", "1")
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _data_cells(table: HtmlElement, least: int) -> tuple[tuple[_Cell, ...], ...]:
    """Return the cells of a table of data; nothing for a layout table.

    A table of data has at least `least` rows and columns, short cells, and no text outside of
    cells.
    """
    only_itself = len(list(islice(table.iter(*_NOT_DATA), 2))) == 1
    if table.get("role") in ("presentation", "none") or not only_itself:
        return ()
    rows = []
    for row in table.iter("tr"):
        cells = tuple(_cell(cell) for cell in row.iterchildren("td", "th"))
        if any(cell.text for cell in cells):
            rows.append(cells)
    lengths = [len(cell.text) for row in rows for cell in row]
    if len(rows) < least or max(map(len, rows)) < least or max(lengths) > _CELL_LENGTH:
        return ()
    # Otherwise text between the cells would be lost.
    everything = _SPACE.sub("", "".join(table.itertext()))
    cells_only = _SPACE.sub(
        "", "".join(text for cell in table.iter("td", "th") for text in cell.itertext())
    )
    caption = table.find("caption")
    caption_only = "" if caption is None else _SPACE.sub("", "".join(caption.itertext()))
    return tuple(rows) if everything == caption_only + cells_only else ()


def _cell(cell: HtmlElement) -> _Cell:
    """Return the content of a cell in one line."""
    if not len(cell):
        return _Cell(_SPACE.sub(" ", without_zero_width_spaces(cell.text or "")).strip())
    texts: list[str] = []
    spans: list[Span] = []
    asides: list[Aside] = []
    at = 0
    walk = _walked(cell)
    for line in walk.blocks:
        texts.append(with_superscripts(line.text, line.spans))
        spans += [(at + s, at + e, kind, "") for s, e, kind, _ in line.spans if kind in _IN_CELLS]
        asides += line.asides
        at += len(line.text) + 1
    return _Cell(" ".join(texts), tuple(spans), (*asides, *walk.not_shown))
