"""Read Markdown: CommonMark, pipe tables and `~~struck~~`, parsed by markdown-it-py into blocks.

An article is untrusted in any format, so its Markdown is parsed and rendered again, never passed
through. HTML in it is text. Images become links with their description, and those without one are
left out: nothing is fetched. So are the signs of Obsidian for marked words and kinds of quotations.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefings.files import clippings, frontmatter, yaml_tree
from briefings.model.content import Problem
from briefings.model.reading import (
    DROPPED,
    Block,
    BlockKind,
    Container,
    Decision,
    Evidence,
    Fact,
    Field,
    Markup,
    MarkupKind,
    Reading,
)
from briefings.readers import bylines, text_files
from briefings.readers.formats import Unread
from briefings.readers.html import dates as declared_dates
from briefings.readers.refusals import Refusal
from briefings.text.urls import web_address


class _Permissive(MarkdownIt):
    """A parser that accepts links with unsafe addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the name in markdown-it
        return True


_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Otherwise a footnote of one word would be the address of its marks.
_PERMISSIVE = _Permissive("commonmark", {"html": False}).use(footnote_plugin)
_PERMISSIVE.disable(["footnote_inline", "footnote_tail"])
# Obsidian links authors: `[[Ann Lee]]`, or with the text to be shown `[[ann-lee|Ann Lee]]`.
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
# MarkDownload: `2024-08-07T10:22:03 (UTC +02:00)`.
_ZONE = re.compile(r" ?\(UTC ?([+-]\d\d:\d\d)\)$")
# A line of pictures without a description, also with links.
_PICTURES = re.compile(r"[\s>]*(?:\[?!\[\s*\]\([^()]*\)(?:\]\([^()]*\))?\s*)+")
# Obsidian: `==marked==`, and `[!quote]` at the beginning of a quotation, which `-` folds.
_MARKED = re.compile(r"(?<![a-zA-Z0-9=])==(?=[^\s=])([^=]+)(?<=\S)==(?![a-zA-Z0-9=])")
_CALLOUT = re.compile(r"\A\[![a-zA-Z-]{1,30}\][+-]?[ \t]*")
# The signs of quotations around a row of a table.
_CONTAINERS = re.compile(r"[\s>]*")
_INLINE = {
    "em": MarkupKind.EMPHASIS,
    "strong": MarkupKind.STRONG,
    "s": MarkupKind.DELETED,
    "link": MarkupKind.LINK,
}


# The parser takes some 20 µs for each, and a kilobyte of memory. A book has 10,000 lines.
_MOST_LINES = 20_000
_MOST_MARKS = 60_000
_COSTLY = "[]!*_`<|~\\&"


def addresses(text: str) -> Iterator[str]:
    """Yield the address of every link and image in Markdown, safe or not."""
    return (address for _, address in placed_addresses(text))


def placed_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield the addresses of links and images with their lines, from 0."""
    return ((line, address) for line, address, _ in _addresses(text))


def links(text: str) -> Iterator[str]:
    """Yield the address of every link in Markdown, safe or not, and of no image."""
    return (address for _, address, is_image in _addresses(text) if not is_image)


def _addresses(text: str) -> Iterator[tuple[int, str, bool]]:
    if "[" not in text and "<" not in text:
        return  # parsing takes much longer than this test
    for token in _PERMISSIVE.parse(text):
        line = token.map[0] if token.map else 0
        for inner in token.children or ():
            line += inner.type in ("softbreak", "hardbreak")
            if address := inner.attrGet("href") or inner.attrGet("src"):
                yield line, str(address), inner.type == "image"


def read_capture(capture: Unread) -> Reading | Refusal | Problem:
    """Read a Markdown file, without its front matter; a `formats.Reader`."""
    decoded = text_files.decode(capture.file)
    if isinstance(decoded, Problem):
        return decoded
    if too_large := _too_large(decoded.text):
        return too_large
    page = frontmatter.split(decoded.text)
    reading = read(page.body, page.body_line) if page else read(decoded.text)
    foreign = tuple(_clipped(page.header)) if page else ()
    return replace(reading, facts=(*foreign, *reading.facts), charset=decoded.charset)


def _too_large(text: str) -> Refusal | None:
    """Return the refusal of a text with more lines or marks than any article; None for others."""
    if text.count("\n") > _MOST_LINES:
        found = f"more than {_MOST_LINES:,} lines"
    elif sum(map(text.count, _COSTLY)) > _MOST_MARKS:
        found = f"more than {_MOST_MARKS:,} brackets and other marks"
    else:
        return None
    return Refusal(
        "beyond-any-page",
        f"This file has {found}. No article has so many.",
        "Reduce it to the article, or save the article as text.",
    )


def _clipped(header: str) -> Iterator[Fact]:
    """Yield the facts in front matter for which clippers have keys of their own.

    Problems of the front matter are found when its own keys are checked.
    """
    composed = yaml_tree.compose("", header, 0)
    data = {} if isinstance(composed, Problem) else composed[1]
    for key, fact in clippings.KEYS.items():
        if fact and key in data:
            for value in _values(fact, data[key]):
                yield Fact(fact, value, Evidence.DECLARED, f"front matter `{key}`")


def _values(field: Field, value: object) -> Sequence[str]:
    """Return the values of a fact in the value of a clipper's key; none without a valid one."""
    if field is Field.TAG:
        return clippings.texts(value, ",")
    if field is Field.AUTHOR:
        linked = (_WIKI_LINK.sub(r"\1", text) for text in clippings.texts(value, ";"))
        return [name for text in linked for name in bylines.people(text)]
    (text,) = clippings.texts(value, "\0")[:1] or [""]
    match field:
        case Field.URL:
            found = web_address(text)
        case Field.PUBLISHED:
            found = declared_dates.declared(text)
        case Field.CAPTURED:
            found = declared_dates.declared(_ZONE.sub(r"\1", text))
        case _:
            found = " ".join(text.split())
    return [found] if found else []


def read(text: str, first_line: int = 1) -> Reading:
    """Read the body of a Markdown article.

    Args:
        text: CommonMark without front matter.
        first_line: line of the file on which the text begins.
    """
    lines = text.split("\n")
    walker = _Walker(first_line, lines)
    blocks = walker.walk(_PARSER.parse(text))
    facts: list[Fact] = []
    if blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 0:
        title = blocks.pop(0)
        facts.append(Fact(Field.TITLE, title.text, Evidence.TEXT, f"line {title.line}"))
    return Reading(
        blocks=tuple(
            block
            if block.kind is not BlockKind.HEADING or block.level
            else Block(block.kind, block.text, block.line, 1, block.markup, block.containers)
            for block in blocks
        ),
        decisions=tuple(
            Decision(number, DROPPED, "picture-without-description", folded)
            if number in walker.pictures
            else Decision(number, "markdown", "commonmark", folded)
            for number, line in enumerate(lines, first_line)
            if (folded := " ".join(line.split()))
        ),
        facts=tuple(facts),
    )


@dataclass(slots=True)
class _Walker:
    """Converts the tokens of markdown-it to a flat list of blocks."""

    first_line: int
    lines: Sequence[str]
    containers: list[Container] = field(default_factory=list)
    marker: str = ""
    pictures: set[int] = field(default_factory=set)
    """Lines of pictures without a description."""

    def walk(self, tokens: Sequence[Token]) -> list[Block]:
        blocks: list[Block] = []
        heading = -1
        begins_quotation = False
        stream = iter(tokens)
        for token in stream:
            match token.type:
                case "blockquote_open":
                    self.containers.append(Container.QUOTATION)
                    begins_quotation = True
                case "list_item_open":
                    self.containers.append(Container.LIST_ITEM)
                    self.marker = f"{token.info}." if token.info else "*"
                case "blockquote_close" | "list_item_close":
                    self.containers.pop()
                    self.marker = ""
                case "heading_open":
                    heading = int(token.tag[1:]) - 1
                case "heading_close":
                    heading = -1
                case "table_open":
                    blocks += self._table(token, stream)
                case "inline":
                    kind = BlockKind.PARAGRAPH if heading < 0 else BlockKind.HEADING
                    children = token.children or []
                    if begins_quotation and children:
                        children[0].content = _CALLOUT.sub("", children[0].content, count=1)
                    begins_quotation = False
                    self.pictures.update(self._pictures(token))
                    text, markup = _inline(children)
                    if text:
                        blocks.append(self._block(kind, text, token, max(heading, 0), markup))
                case "fence" | "code_block":
                    blocks.append(self._block(BlockKind.CODE, token.content.rstrip("\n"), token))
                case "hr":
                    blocks.append(self._block(BlockKind.RULE, "", token))
        return blocks

    def _pictures(self, token: Token) -> Iterator[int]:
        """Yield the lines of a text that are pictures without a description."""
        if any(map(_is_bare, token.children or ())) and token.map:
            for number in range(*token.map):
                if _PICTURES.fullmatch(self.lines[number]):
                    yield self.first_line + number

    def _table(self, opened: Token, stream: Iterator[Token]) -> Iterator[Block]:
        """Yield the table that was opened, unless it has no text."""
        rows: list[list[str]] = []
        for token in stream:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                row = token
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(_inline(token.children or [])[0])
            elif token.type == "tr_close" and row.map:
                rows[-1] += _further_cells(self.lines[row.map[0]], len(rows[-1]))
        text = " ".join(cell for cells in rows for cell in cells if cell)
        if text:
            found = self._block(BlockKind.TABLE, text, opened)
            yield replace(found, rows=tuple(tuple(cells) for cells in rows))

    def _block(
        self,
        kind: BlockKind,
        text: str,
        token: Token,
        level: int = 0,
        markup: tuple[Markup, ...] = (),
    ) -> Block:
        line = self.first_line + (token.map[0] if token.map else 0)
        marker, self.marker = self.marker, ""
        return Block(kind, text, line, level, markup, tuple(self.containers), marker)


def _further_cells(line: str, columns: int) -> list[str]:
    """Return the cells of a row beyond the columns of its table; the parser leaves them out."""
    cells = escapedSplit(_CONTAINERS.sub("", line, count=1).strip().removeprefix("|"))[columns:]
    parsed = (_PARSER.parseInline(text) for cell in cells if (text := cell.strip()))
    return [_inline(token.children or [])[0] for (token,) in parsed]


def _inline(tokens: Sequence[Token]) -> tuple[str, tuple[Markup, ...]]:
    """Return the plain text of inline tokens and its stand-off markup."""
    text = ""
    markup: list[Markup] = []
    opened: list[tuple[int, str]] = []
    for token in tokens:
        name, _, edge = token.type.rpartition("_")
        if edge == "open":
            opened.append((len(text), str(token.attrGet("href") or "")))
        elif edge == "close":
            start, target = opened.pop()
            if name == "link":
                target = web_address(target) or ""  # an unsafe address leaves its text
            if start < len(text) and (name != "link" or target):
                markup.append(Markup(start, len(text), _INLINE[name], target))
        elif token.type == "code_inline":
            markup.append(Markup(len(text), len(text) + len(token.content), MarkupKind.CODE))
            text += token.content
        elif _is_bare(token):
            continue
        elif token.type == "image":
            source = str(token.attrGet("src") or "")
            label = token.content
            if target := web_address(source) or "":
                markup.append(Markup(len(text), len(text) + len(label), MarkupKind.LINK, target))
            text += label
        else:
            is_break = token.type in ("softbreak", "hardbreak")
            words = " " if is_break else _MARKED.sub(r"\1", token.content)
            # A picture that is left out has spaces on both sides.
            text += words.lstrip(" ") if not text or text.endswith(" ") else words
    text = text.rstrip(" ") if any(map(_is_bare, tokens)) else text
    ends = (replace(span, end=min(span.end, len(text))) for span in markup)
    kept = (span for span in ends if span.start < span.end)
    return text, tuple(sorted(kept, key=lambda span: (span.start, -span.end)))


def _is_bare(token: Token) -> bool:
    """Return whether a token is a picture without a description."""
    return token.type == "image" and not token.content.strip()
