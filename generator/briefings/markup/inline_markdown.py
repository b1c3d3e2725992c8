"""Inline Markdown of editors: what readers read of it, and what may be a part of a link.

A CommonMark parser's rules find the pieces. Syntax that Python-Markdown and its extensions add is
known here too, so that no link is inserted into it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

Span = tuple[int, int]
Links = tuple[tuple[int, int, str], ...]
Runs = tuple[tuple[int, int, int], ...]


class Piece(NamedTuple):
    """A part of inline Markdown with the text that readers read of it."""

    text: str
    start: int
    """Its offset in the Markdown."""
    end: int
    """The offset after it."""
    is_open: bool
    """Whether it may be a part of a link."""


# Syntax of Python-Markdown and its extensions that CommonMark lacks; it is not plain text either.
_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*\}")
"""https://python-markdown.github.io/extensions/attr_list/"""
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:.*", re.MULTILINE)
"""https://python-markdown.github.io/extensions/abbreviations/"""
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\](?!\()")
"""https://python-markdown.github.io/extensions/footnotes/"""
_MATH = re.compile(r"\$\$.+?\$\$|\$(?=\S)[^$]*?(?<=\S)\$(?!\d)|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
"""https://facelessuser.github.io/pymdown-extensions/extensions/arithmatex/#input-format"""
_KEY = r"""(?:[\w-]+|"[^"\n]+"|'[^'\n]+')"""
_INLINE = re.compile(
    rf"""(?x)
    \[\[[^\[\]\n]+\]\]               # [[wiki link]]
    | \+\+{_KEY}(?:\+{_KEY})*\+\+     # ++ctrl+key++
    | (?<!\w):[+\w-]+:(?!\w)         # :emoji:
    | \[=[^\]\n]*\]                  # [=50% "progress"]
    """
)
"""Wiki links, and what pymdown-extensions adds within a line."""
# Whoever forgets to close a macro does not make the parser slow.
_ANY = ".{0,2000}?"
_BRACES = rf"\{{(?:\{{{_ANY}\}}|(?P<mark>[%!#]|\+\+|--|==|~~){_ANY}(?P=mark)|>>{_ANY}<<)\}}"
_LINES = r"(?:;?-+8<-+.*|/{3,}.*(?:\n {4}.*)*|:::.*(?:\n {4}.*)*|={3,}[!+]*[ \t]+[\"'].*)"
_INCLUDED = rf"^[ \t]*-+8<-+[ \t]*${_ANY}-+8<-+[ \t]*$"
REPLACED = re.compile(rf"(?s:{_BRACES}|{_INCLUDED})|^[ \t>]*{_LINES}$", re.MULTILINE)
"""What other extensions replace before Markdown is parsed, also over several lines: macros
(`{{ }}`, `{% %}`), critic markup (`{++ ++}`), included files (`{! !}`, `--8<--`), blocks (`///`,
`:::`) and labels of tabs (`=== ""`)."""
# What a backslash escapes in Python-Markdown.
_ESCAPED = frozenset(r"\`*_{}[]()>#+-.!")


def _skip_rule(pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    """Return an inline rule of markdown-it that consumes matches of a pattern without output."""

    def rule(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - markdown-it's form
        found = pattern.match(state.src, state.pos)
        if found:
            state.pos = found.end()
        return found is not None

    return rule


class _AsWritten(MarkdownIt):
    """A parser that keeps addresses as they are written: others look them up in the source."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name in markdown-it
        return url


PARSER = (
    _AsWritten("commonmark").enable("table").use(admon_plugin).use(deflist_plugin)
    .use(footnote_plugin)
)  # fmt: skip
"""Finds the blocks; their inline Markdown is parsed by `parse`."""
PARSER.core.ruler.disable("inline")
PARSER.core.ruler.disable("footnote_tail")
PARSER.inline.ruler.disable("footnote_inline")  # Python-Markdown does not know `^[…]`
PARSER.inline.ruler2.disable("fragments_join")  # it would hide which marks are emphasis
for _name, _pattern in (
    ("attribute_list", _ATTRIBUTES),
    ("abbreviation", _ABBREVIATION),
    ("footnote_label", _FOOTNOTE),
    ("math", _MATH),
    ("other_syntax", _INLINE),
):
    PARSER.inline.ruler.before("text", _name, _skip_rule(_pattern))
# The rules of what may be a part of a link; the first is that of a character without a rule.
_RUNNING_TEXT = frozenset({"", "text", "newline", "escape", "entity"})
_LINKS = frozenset({"link", "autolink"})
# The content of these elements is not plain text, or is already a link.
_ENCLOSING = re.compile(r"<(/?)(?:a|code|kbd|pre|samp|script|style|svg|var)\b", re.IGNORECASE)


class Image(NamedTuple):
    """An image."""

    start: int
    """Its offset in the Markdown."""
    end: int
    """The offset after it."""
    address: str
    """The address, as written."""
    alt: str
    """What readers get who do not see it; may be empty."""


class Inline(NamedTuple):
    """What there is in inline Markdown."""

    pieces: list[Piece]
    """Its pieces, in order."""
    links: Links
    """Its links, with their offsets."""
    images: tuple[Image, ...]
    """Its images."""


def parse(content: str, env: dict[str, object]) -> Inline:
    """Return what there is in inline Markdown.

    Runs the parser's inline rules and records what each one consumes. Links, code, tags and
    emphasis marks may not be a part of a link. An attribute list after a link belongs to the link.

    Args:
        content: the inline Markdown of one block.
        env: what the parser keeps for the document, such as the addresses of its links.
    """
    pieces: list[Piece] = []
    links: list[tuple[int, int, str]] = []
    images: list[Image] = []
    emphasis: list[tuple[int, Token]] = []
    state = StateInline(content, PARSER, env, [])
    names = PARSER.inline.ruler.get_active_rules()
    rules = list(zip(names, PARSER.inline.ruler.getRules(""), strict=True))
    enclosed = 0
    while state.pos < state.posMax:
        before, made = state.pos, len(state.tokens)
        matched = next((name for name, rule in rules if rule(state, False)), "")
        if not matched:
            state.append_pending(content[before])
            state.pos += 1
        after = state.pos
        if matched == "emphasis":
            for number, token in enumerate(state.tokens[before - after :], before):
                emphasis.append((len(pieces), token))
                pieces.append(Piece(token.content, number, number + 1, not enclosed))
            continue
        if matched == "newline" and pieces:
            text = pieces[-1].text.rstrip(" ")
            spaces = len(pieces[-1].text) - len(text)
            pieces[-1] = pieces[-1]._replace(text=text, end=pieces[-1].end - spaces)
        _note_address(matched, state, before, links, images)
        if matched == "attribute_list":
            _attach(pieces, links, before, after)
        if matched == "html_inline" and (tag := _ENCLOSING.match(content, before)):
            enclosed = max(0, enclosed + (-1 if tag.group(1) else 1))
        if matched == "link":
            first = before + 1
            label, _, inside = parse(content[first : parseLinkLabel(state, before)], env)
            images += [
                found._replace(start=first + found.start, end=first + found.end) for found in inside
            ]
            pieces += [Piece(p.text, first + p.start, first + p.end, False) for p in label]
            before = pieces[-1].end if label else first
        source = content[before:after]
        new = state.tokens[-1] if len(state.tokens) > made else None
        is_open = matched in _RUNNING_TEXT and not enclosed
        pieces.append(Piece(_reading(matched, source, new), before, after, is_open))
    for rule in PARSER.inline.ruler2.getRules(""):
        rule(state)
    for number, token in emphasis:
        if token.type != "text" or not token.content:
            pieces[number] = pieces[number]._replace(text="", is_open=False)
    return Inline(pieces, tuple(links), tuple(images))


def _note_address(
    rule: str,
    state: StateInline,
    start: int,
    links: list[tuple[int, int, str]],
    images: list[Image],
) -> None:
    """Add the link or image that a rule has just found, if it is one.

    Args:
        rule: the name of the rule; empty for none.
        state: the parser, right after it.
        start: its offset.
        links: gets a link.
        images: gets an image.
    """
    if rule in _LINKS:
        opening = next(token for token in reversed(state.tokens) if token.type == "link_open")
        links.append((start, state.pos, str(opening.attrGet("href"))))
    elif rule == "image":
        image = state.tokens[-1]
        address, alt = str(image.attrGet("src")), image.content.strip()
        images.append(Image(start, state.pos, address, alt))


def _attach(
    pieces: list[Piece], links: list[tuple[int, int, str]], before: int, after: int
) -> None:
    """Add an attribute list to the link before it, or close the text before it for links.

    Right behind text it is text. Behind a link in the place of the text it would be no longer.
    """
    if links and links[-1][1] == before:
        links[-1] = (links[-1][0], after, links[-1][2])
    elif pieces and not pieces[-1].text[-1:].isspace():
        pieces[-1] = pieces[-1]._replace(is_open=False)


def _reading(rule: str, source: str, token: Token | None) -> str:
    """Return what readers read of the Markdown that an inline rule has consumed.

    Args:
        rule: the name of the rule; empty for none.
        source: the Markdown.
        token: the token that the rule has made; None if there is none.
    """
    if rule in {"", "text", "math"} or (rule == "backticks" and token is None):
        return source
    if rule == "newline" or source.lower().startswith(("\\\n", "<br")):
        return "\n"
    if rule == "autolink":
        return source[1:-1]
    if rule == "escape" and source[1] not in _ESCAPED:
        return source
    return token.content if token and rule in {"escape", "entity", "backticks"} else ""


def joined(pieces: Iterable[Piece]) -> tuple[str, tuple[Span, ...], Runs]:
    """Return the text of pieces, its spans that may contain a link, and its runs.

    A run is an offset in the text, and start and end of the Markdown that has the text from there
    to the next run. It has the same length, or it is an entity or escape.
    """
    text = ""
    spans: list[Span] = []
    runs: list[tuple[int, int, int]] = []
    was_open = was_plain = False
    for piece in pieces:
        at = len(text)
        text += piece.text
        if piece.is_open and was_open:
            spans[-1] = spans[-1][0], len(text)
        elif piece.is_open:
            spans.append((at, len(text)))
        was_open = piece.is_open
        if piece.text:
            is_plain = len(piece.text) == piece.end - piece.start
            if is_plain and was_plain and runs[-1][2] == piece.start:
                runs[-1] = *runs[-1][:2], piece.end
            else:
                runs.append((at, piece.start, piece.end))
            was_plain = is_plain
    return text, tuple(spans), tuple(runs)


def in_text(pieces: Sequence[Piece], spans: Iterable[Span]) -> list[Span]:
    """Return spans of inline Markdown as spans of the text of its pieces."""
    starts = [piece.start for piece in pieces]
    lengths = [0, *accumulate(len(piece.text) for piece in pieces)]
    return [
        (lengths[bisect_left(starts, start)], lengths[bisect_left(starts, end)])
        for start, end in spans
    ]
