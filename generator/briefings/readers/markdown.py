"""Read Markdown: CommonMark, parsed by markdown-it-py into blocks.

An article is untrusted in any format, so its Markdown is parsed and rendered again, never passed
through. HTML in it is text. Images become links with their description: nothing is fetched.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefings.files import frontmatter
from briefings.model.content import Problem, SourceFile
from briefings.model.outlet import Profile
from briefings.model.reading import (
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
from briefings.readers import text_files
from briefings.text.urls import web_address


class _Permissive(MarkdownIt):
    """A parser that accepts links with unsafe addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the name in markdown-it
        return True


_PARSER = MarkdownIt("commonmark", {"html": False})
_PERMISSIVE = _Permissive("commonmark", {"html": False})
_INLINE = {"em": MarkupKind.EMPHASIS, "strong": MarkupKind.STRONG, "link": MarkupKind.LINK}


def addresses(text: str) -> Iterator[str]:
    """Yield the address of every link and image in Markdown, safe or not."""
    return (address for _, address in placed_addresses(text))


def placed_addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield the addresses of links and images with their lines, from 0."""
    if "[" not in text and "<" not in text:
        return  # parsing takes much longer than this test
    for token in _PERMISSIVE.parse(text):
        line = token.map[0] if token.map else 0
        for inner in token.children or ():
            line += inner.type in ("softbreak", "hardbreak")
            if address := inner.attrGet("href") or inner.attrGet("src"):
                yield line, str(address)


def read_capture(
    capture: SourceFile,
    profiles: Mapping[str, Profile],  # noqa: ARG001 - not needed for Markdown
    outlet: str | None,  # noqa: ARG001
) -> Reading | Problem:
    """Read a Markdown file, without its front matter; a `formats.Reader`."""
    decoded = text_files.decode(capture)
    if isinstance(decoded, Problem):
        return decoded
    page = frontmatter.split(decoded.text)
    reading = read(page.body, page.body_line) if page else read(decoded.text)
    return replace(reading, charset=decoded.charset)


def read(text: str, first_line: int = 1) -> Reading:
    """Read the body of a Markdown article.

    Args:
        text: CommonMark without front matter.
        first_line: line of the file on which the text begins.
    """
    blocks = _Walker(first_line).walk(_PARSER.parse(text))
    facts: list[Fact] = []
    if blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 0:
        title = blocks.pop(0)
        facts.append(Fact(Field.TITLE, title.text, Evidence.TEXT, f"line {title.line}"))
    lines = enumerate(text.split("\n"), first_line)
    return Reading(
        blocks=tuple(
            block
            if block.kind is not BlockKind.HEADING or block.level
            else Block(block.kind, block.text, block.line, 1, block.markup, block.containers)
            for block in blocks
        ),
        decisions=tuple(
            Decision(number, "markdown", "commonmark", folded)
            for number, line in lines
            if (folded := " ".join(line.split()))
        ),
        facts=tuple(facts),
    )


@dataclass(slots=True)
class _Walker:
    """Converts the tokens of markdown-it to a flat list of blocks."""

    first_line: int
    containers: list[Container] = field(default_factory=list)
    marker: str = ""

    def walk(self, tokens: Sequence[Token]) -> list[Block]:
        blocks: list[Block] = []
        heading = -1
        for token in tokens:
            match token.type:
                case "blockquote_open":
                    self.containers.append(Container.QUOTATION)
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
                case "inline":
                    kind = BlockKind.PARAGRAPH if heading < 0 else BlockKind.HEADING
                    text, markup = _inline(token.children or [])
                    if text:
                        blocks.append(self._block(kind, text, token, max(heading, 0), markup))
                case "fence" | "code_block":
                    blocks.append(self._block(BlockKind.CODE, token.content.rstrip("\n"), token))
                case "hr":
                    blocks.append(self._block(BlockKind.RULE, "", token))
        return blocks

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
        elif token.type == "image":
            source = str(token.attrGet("src") or "")
            label = token.content or source
            if target := web_address(source) or "":
                markup.append(Markup(len(text), len(text) + len(label), MarkupKind.LINK, target))
            text += label
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        else:
            text += token.content
    return text, tuple(sorted(markup, key=lambda span: (span.start, -span.end)))
