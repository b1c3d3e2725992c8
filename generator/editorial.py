"""An editor's Markdown: which spans of it may carry a link, and how links are inserted.

The text stays as the editor wrote it; links go in at places that a CommonMark parser says are
running text, so that taking them out again gives the source back.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from generator.model.linking import Mention, Passage
from generator.prose import Span, mention_link


@dataclass(frozen=True, slots=True)
class MarkdownPassage:
    """A passage of Markdown with the place of each of its lines in the source."""

    passage: Passage
    """The inline Markdown of one block, block markers taken away."""
    starts: tuple[int, ...]
    """Offset in the passage of each of its lines."""
    origins: tuple[int, ...]
    """Offset in the source of each of its lines."""

    def origin(self, offset: int) -> int:
        """Return the offset in the source of an offset in the passage."""
        line = bisect_right(self.starts, offset) - 1
        return self.origins[line] + offset - self.starts[line]


_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")


def _attribute_list(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's form
    """Python-Markdown's `{: .class #id }` is not running text.

    https://python-markdown.github.io/extensions/attr_list/
    """
    found = _ATTRIBUTES.match(state.src, state.pos)
    if found:
        state.pos = found.end()
    return found is not None


_PARSER = (
    MarkdownIt("commonmark").enable("table").use(admon_plugin).use(deflist_plugin)
    .use(footnote_plugin)
)  # fmt: skip
_PARSER.core.ruler.disable("inline")
_PARSER.core.ruler.disable("footnote_tail")
_PARSER.inline.ruler.before("text", "attribute_list", _attribute_list)
_RUNNING_TEXT = frozenset({"text", "newline"})
_CLOSED_BLOCKS = frozenset(
    {"heading_open", "th_open", "td_open", "admonition_title_open", "dt_open"}
)


def markdown_passages(markdown: str, first_line: int = 1) -> tuple[MarkdownPassage, ...]:
    """Return the passages of an editor's Markdown, with the spans in them that may carry a link.

    Args:
        markdown: Markdown without front matter.
        first_line: line of the file on which it begins.
    """
    env: dict[str, object] = {}
    tokens = _PARSER.parse(markdown, env)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    passages: list[MarkdownPassage] = []
    section = 0
    opener = ""
    for token in tokens:
        if token.type == "heading_open":
            section += 1
        if token.type == "inline" and token.map and opener not in _CLOSED_BLOCKS:
            placed = _place(token, lines, offsets)
            if placed:
                linkable = tuple(_running_text(token.content, env))
                passage = Passage(token.content, linkable, section, first_line + token.map[0])
                passages.append(MarkdownPassage(passage, *placed))
        opener = token.type
    return tuple(passages)


def _place(
    token: Token, lines: Sequence[str], offsets: Sequence[int]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Find each line of an inline token in the source; None where that cannot be done surely."""
    starts, origins = [], []
    at = 0
    number = token.map[0] if token.map else 0
    for line in token.content.split("\n"):
        column = lines[number].find(line)
        if column < 0 or (line and lines[number].count(line) != 1):
            return None
        starts.append(at)
        origins.append(offsets[number] + column)
        at += len(line) + 1
        number += 1
    return tuple(starts), tuple(origins)


def _running_text(content: str, env: dict[str, object]) -> Iterator[Span]:
    """Yield the spans of inline Markdown that its own parser takes for plain text.

    Runs the parser's inline rules one after the other and notes how far each one reached; what a
    link, code span, image, autolink, tag, entity, escape or emphasis mark took is left out.
    """
    state = StateInline(content, _PARSER, env, [])
    names = _PARSER.inline.ruler.get_active_rules()
    rules = list(zip(names, _PARSER.inline.ruler.getRules(""), strict=True))
    start: int | None = None
    while state.pos < state.posMax:
        before = state.pos
        taken = next((name for name, rule in rules if rule(state, False)), None)
        if taken is None:
            state.pending += content[state.pos]
            state.pos += 1
        if taken is None or taken in _RUNNING_TEXT:
            start = before if start is None else start
        elif start is not None:
            yield from _after_braces(content, start, before)
            start = None
    if start is not None:
        yield from _after_braces(content, start, len(content))


def _after_braces(content: str, start: int, end: int) -> Iterator[Span]:
    """Yield what of a span stands after the last `}` of its line.

    Python-Markdown reads the attribute list behind a link up to the last brace of the line.
    """
    kept = start
    while (brace := content.find("}", start, end)) >= 0:
        line = max(content.rfind("\n", start, brace) + 1, kept)
        if kept < line:
            yield kept, line
        kept = start = brace + 1
    line_end = content.find("\n", end)
    brace = content.rfind("}", end, line_end if line_end >= 0 else len(content))
    last = max(content.rfind("\n", kept, end) + 1, kept) if brace >= 0 else end
    if kept < last:
        yield kept, last


def insert_links(
    markdown: str,
    passages: Sequence[MarkdownPassage],
    mentions: Iterable[Mention],
    address: Callable[[Mention], str],
) -> str:
    """Return an editor's Markdown with its linked mentions; nothing else in it changes."""
    parts: list[str] = []
    at = 0
    # Mentions come in reading order, and so do the places in the source.
    for mention in (mention for mention in mentions if mention.verdict.links):
        start = passages[mention.passage].origin(mention.start)
        end = passages[mention.passage].origin(mention.end)
        before = markdown[at:start]
        if before.endswith("!") and not before.endswith("\\!"):
            before = f"{before[:-1]}\\!"  # `![` would begin an image
        parts += [before, "[", markdown[start:end]]
        parts.append(mention_link(mention, address(mention)))
        at = end
    return "".join((*parts, markdown[at:]))
