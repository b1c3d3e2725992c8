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
from briefings.readers.html import class_names
from briefings.readers.html.elements import Aside, BlockElement, Context, Span, TextBlock
from briefings.readers.html.inline_markup import ANNOTATIONS
from briefings.readers.quotations import styles
from briefings.text.sentences import SENTENCE_END
from briefings.text.superscripts import with_superscripts
from briefings.text.zero_width import without_zero_width_spaces

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
    "tooltip": Context.HIDDEN,
    "main": Context.MAIN,
    "article": Context.ARTICLE,
}
# Elements without words for readers: code, metadata, moulds for scripts, elements that are empty,
# and the brackets around readings that are left out.
_NOT_TEXT = frozenset({
    "head", "script", "style", "template", "title", "meta", "link",
    "base", "param", "col", "colgroup", "img", "input", "area", "rp",
})  # fmt: skip
# Elements whose words are left out, and the rule: words in place of a picture or a player speak of
# the browser, and those of a drawing are scattered over it.
_INSTEAD = {
    "noscript": "for-browsers-without-scripts",
    **dict.fromkeys(
        ("iframe", "object", "applet", "canvas", "audio", "video", "noframes"), "fallback"
    ),
    "svg": "drawing",
}
_HIDDEN = "hidden"
_NOT_SHOWN = frozenset({*_INSTEAD.values(), _HIDDEN})

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "map", "mark", "math", "nobr", "output", "picture", "q",
    "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "center", *ANNOTATIONS,
})  # fmt: skip
"""Elements inside a line of text."""

# Elements that start a new line, https://html.spec.whatwg.org/multipage/rendering.html. Elements
# that are in no set here are unknown: custom elements, and what editors and plug-ins leave behind.
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "datalist", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext",
    "pre", "search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot",
    "th", "thead", "tr", "ul", "xmp",
})  # fmt: skip
_PICTURES = ("img", "picture", "video", "iframe", "object", "embed", "canvas", "svg")
# Elements whose content is a line of text by definition.
_LINES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption", "summary"})
# The readings above East Asian words repeat the word.
_READINGS = frozenset({"rt", "rtc"})

_MARKUP = {
    **dict.fromkeys(("em", "i", "cite"), MarkupKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), MarkupKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkupKind.CODE),
    **dict.fromkeys(("s", "strike", "del"), MarkupKind.DELETED),
    "ins": MarkupKind.INSERTED,
    "sup": MarkupKind.SUPERSCRIPT,
    "sub": MarkupKind.SUBSCRIPT,
}
# Markup that changes what a cell says.
_IN_CELLS = frozenset({MarkupKind.DELETED, MarkupKind.INSERTED, MarkupKind.SUBSCRIPT})
# What word processors write instead of these elements.
_STYLES = (
    (
        re.compile(r"text-decoration[\w-]{0,20}\s{0,9}:[^;]{0,80}line-through", re.IGNORECASE),
        MarkupKind.DELETED,
    ),
    (re.compile(r"vertical-align\s*:\s*super\b", re.IGNORECASE), MarkupKind.SUPERSCRIPT),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), MarkupKind.SUBSCRIPT),
)
_NOTE_MARK = re.compile(r"\d{1,3}|\[\d{1,3}\]|\(\d{1,3}\)")
# Descendants that show that a table is not one of data; `iter` yields the table itself first.
_IN_DATA = {"col", "colgroup", "img", "svg"}
_NOT_DATA = ("table", "picture", "map", *((_NOT_TEXT | _INSTEAD.keys()) - _IN_DATA))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_DISPLAY_NONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]",
    re.IGNORECASE,
)

_SPACE = re.compile(r"\s+")
# A word with a dropped capital is cut into a few elements.
_COPIES = 20
# As much text as is looked at to know what an element holds; more would take quadratic time.
_PIECES, _SHORT = 20, 100

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
        if tag in _NOT_TEXT:
            if tag == "img":
                self.element.inner_context |= Context.FIGURE
            return False
        if tag in _INSTEAD:
            self.leave_out(element, _INSTEAD[tag])
            return False
        if tag == "br":
            self.line_break()
        elif tag in INLINE or (tag not in _BLOCKS and self.stands_in_line(element)):
            if rule := self.rule_against(element, tag):
                self.leave_out(element, rule)
                return False
            if tag not in INLINE:
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
        if tag in INLINE:
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
        kind = _MARKUP.get(tag)
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
                kind = next((kind for pattern, kind in _STYLES if pattern.search(style)), kind)
        elif tag == "q":
            closing = self.open_quotation(element)
        elif tag == "time" and (moment := element.get("datetime")):
            self.run.times.append((moment, element.get("itemprop") or ""))
        self.inline.append(_Inline(kind, target, self.run.length, names, closing))

    def open_quotation(self, element: HtmlElement) -> str:
        """Add the quotation mark that browsers show before a `q`, and return the closing one.

        A page that writes the marks itself gets no others. The apostrophe of an elision is no mark.
        """
        inside = _beginning(element)
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
            and _NOTE_MARK.fullmatch(_beginning(link)) is not None
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
        self.holding = self.holding or _holding(self.root, _BLOCKS)
        return element in self.holding

    def holds_pictures(self, element: HtmlElement) -> bool:
        """Return whether an element contains a picture, a film or a drawing."""
        self.with_pictures = self.with_pictures or _holding(self.root, _PICTURES)
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
            return before or after or element.getparent().tag in _HEADINGS
        names = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}"
        is_line = before or after or element.getparent().tag in _LINES
        return is_line and not class_names.boilerplate_kind(names)

    def rule_against(self, element: HtmlElement, tag: str) -> str:
        """Return the rule that leaves an inline element out of its line; empty for none."""
        attributes = element.attrib
        names = attributes.get("class") if tag != "a" else None
        rule = ""
        if _is_hidden(element):
            rule = _HIDDEN
        elif tag in _READINGS:
            rule = "reading"
        elif tag in ANNOTATIONS:
            rule = "annotation"
        elif tag == "button":
            rule = "" if self.is_in_sentence(element) else "control"
        elif attributes.get("role") == "tooltip" or (
            names and class_names.is_tooltip(names) and _ends_inline(element)
        ):
            rule = "tooltip"
        elif (
            names
            and class_names.is_for_screen_readers(names)
            and _has_words(element)
            and not self.holds_blocks(element)
        ):
            rule = "for-screen-readers"
        elif attributes.get("aria-hidden") == "true" and _is_copy(element):
            rule = "aria-hidden-copy"
        elif self.element.heading and _is_link_of_heading(element):
            rule = "link-of-a-heading"
        return rule

    def is_in_sentence(self, button: HtmlElement) -> bool:
        """Return whether the words of a button are part of the sentence, or all of the heading."""
        before = "".join(self.run.parts[-1:])[-_SHORT:].rstrip()
        after = (button.tail or "")[:_SHORT].strip()
        if not _has_words(button):
            return False
        # The heading of an accordion is a button.
        if not after:
            return not before and button.getparent().tag in _HEADINGS
        return after[0].islower() or bool(before and not SENTENCE_END.search(before))

    def leave_out(self, element: HtmlElement, rule: str) -> None:
        """Leave words out of the current line."""
        text = _SPACE.sub(" ", without_zero_width_spaces("".join(_words(element))))
        if text.strip():
            line, names = element.sourceline or 0, element.get("class") or ""
            asides = self.not_shown if rule in _NOT_SHOWN else self.run.asides
            asides.append(Aside(line, text.strip(), rule, names))
        if text.endswith(" ") and rule not in _NOT_SHOWN:
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
        identity = "" if tag in _HEADINGS else attributes.get("id", "")
        names = f"{attributes.get('class', '')} {identity}"
        own = _CONTEXTS.get(tag, 0)
        if role := attributes.get("role"):
            own |= _ROLES.get(role, 0)
        if _is_hidden(element):
            own |= Context.HIDDEN
        context = around.context | own
        if tag == "table" and context & Context.FIGURE and not self.holds_pictures(element):
            # A figure can be a table: its cells are no captions.
            context &= ~Context.FIGURE
        node = BlockElement(tag, names, around, own, context, around.containers)
        node.heading = _HEADINGS.get(tag, around.heading)
        if role == "heading" and tag not in _HEADINGS:
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


def _holding(root: HtmlElement, tags: Iterable[str]) -> set[HtmlElement | None]:
    """Return the elements inside `root` that hold others with these tags, and its parent."""
    holding = {root.getparent()}
    for found in root.iter(*tags):
        outer = found.getparent()
        while outer not in holding:
            holding.add(outer)
            outer = outer.getparent()
    return holding


def _words(element: HtmlElement) -> Iterator[str]:
    """Yield the text of an element, shown or not, without code and metadata."""
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "end":
            text = inner.tail if inner is not element else None
        elif inner.tag in _NOT_TEXT:
            walker.skip_subtree()
            text = None
        else:
            text = inner.text
        if text:
            yield text


def _beginning(element: HtmlElement) -> str:
    """Return the beginning of the text of an element, without space around it."""
    return "".join(text[:_SHORT] for text in islice(element.itertext(), _PIECES)).strip()


def _has_words(element: HtmlElement) -> bool:
    pieces = islice(element.itertext(), _PIECES)
    return any(any(map(str.isalpha, piece[:_SHORT])) for piece in pieces)


def _ends_inline(element: HtmlElement) -> bool:
    """Return whether an element follows other words in an inline element, and ends it."""
    outer, before = element.getparent(), element.getprevious()
    if outer.tag not in INLINE or element.getnext() is not None or (element.tail or "").strip():
        return False
    return before is not None or bool((outer.text or "").strip())


def _is_link_of_heading(element: HtmlElement) -> bool:
    """Return whether an element in a heading is a sign with a link, or a link in brackets.

    A link to the heading itself is a sign (`#`, `¶`); a link to change the text is in brackets.
    """
    inside = list(islice(element.iter(), _PIECES + 1))
    text = _beginning(element) if len(inside) <= _PIECES else ""
    if element.tag == "a" and text and not any(map(str.isalnum, text)):
        return True
    is_bracketed = text[:1] == "[" and text[-1:] == "]" and not _NOTE_MARK.fullmatch(text)
    return is_bracketed and any(inner.tag == "a" for inner in inside)


def _is_copy(element: HtmlElement) -> bool:
    """Return whether the words of an element with `aria-hidden` stand beside it once more.

    A dropped capital cuts a word into such elements; the whole word is there for screen readers.
    """
    first = last = element
    text = _word(element)
    for _ in range(_COPIES):
        before = first.getprevious()
        if before is None or before.tail or before.get("aria-hidden") != "true":
            break
        first, text = before, _word(before) + text
    for _ in range(_COPIES):
        after = last.getnext()
        if after is None or last.tail or after.get("aria-hidden") != "true":
            break
        last, text = after, text + _word(after)
    before, after = first.getprevious(), None if last.tail else last.getnext()
    whole = (None if before is None or before.tail else before, after)
    return bool(text) and any(one is not None and _word(one) == text for one in whole)


def _word(element: HtmlElement) -> str:
    """Return the text of an inline element that is shown and holds nothing but text."""
    if len(element) or element.tag not in INLINE or _is_hidden(element):
        return ""
    if class_names.is_for_screen_readers(element.get("class") or ""):
        return ""
    return element.text or ""


def _is_hidden(element: HtmlElement) -> bool:
    attributes = element.attrib
    # A popover is hidden until a button shows it.
    if "hidden" in attributes or "popover" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _DISPLAY_NONE.search(style))


def _level(written: str) -> int:
    """Return the level of a heading in `aria-level`; 2 for none, as WAI-ARIA says."""
    return min(max(int(written), 1), 6) if written.isascii() and written.isdecimal() else 2


def _first_number(numbered: HtmlElement) -> int:
    """Return the number of the first item of an ordered list."""
    start = numbered.get("start", "1")
    return int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1


def _data_cells(table: HtmlElement, least: int) -> tuple[tuple[_Cell, ...], ...]:
    """Return the cells of a table of data; nothing for a layout table.

    A table of data has rows and columns, at least so many of each, short cells, and no text outside
    of cells.
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
