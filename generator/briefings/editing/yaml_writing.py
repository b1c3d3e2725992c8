"""Write values as YAML, as editors write them: short ones on a line, long texts folded."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""Texts, lists and mappings of them."""


class Plain(str):
    """A number, truth value or date: a text that is written without quotation marks."""

    __slots__ = ()


LINE = 100
"""Characters of a line; what is longer goes to lines of its own, or is folded."""

_STEP = 2
_NARROWEST = 40
_BLOCK = ("|", ">")
_MARKS = ("'", '"')
# A mapping with more keys is written line by line.
_FEW_KEYS = 2
_Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it stands behind a key or dash."""

    head: str
    """What stands on the line of the key or dash; may be empty."""
    body: tuple[str, ...] = ()
    """The lines below, indented from the column of the key or dash."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the text around a value is written."""

    column: int = 0
    """Column of the key or dash."""
    lists: int = _STEP
    """By how much the dashes of a list are indented below its key."""
    mark: str | None = None
    """The quotation mark, or the sign of a block, of the text before or beside."""


def value(new: Value, label: str, style: Style) -> Written:
    """Return a value behind a key or dash.

    Args:
        new: the value.
        label: the key or dash before it, with the space behind.
        style: the style of its surroundings.
    """
    if isinstance(new, str):
        return _text(new, label, style)
    fits = style.column + len(label) + len(flow(new)) <= LINE
    if not new or (fits and not _is_long(new)):
        return Written(flow(new))
    if isinstance(new, Mapping):
        inner = Style(style.column + _STEP, style.lists)
        return Written("", _shifted(_pairs(new, inner), _STEP))
    return block_list(new, style)


def block_list(new: Sequence[Value], style: Style) -> Written:
    """Return a list with its entries on lines of their own, below a key."""
    inner = Style(style.column + style.lists, style.lists, style.mark)
    lines = [line for one in new for line in entry(one, 1, inner)]
    return Written("", _shifted(lines, style.lists))


def entry(new: Value, gap: int, style: Style) -> list[str]:
    """Return the lines of an entry of a list, from its dash, with a number of spaces behind it."""
    label = f"-{' ' * gap}"
    if isinstance(new, Mapping) and _is_long(new):
        inner = Style(style.column + len(label), style.lists)
        first, *others = _pairs(new, inner)
        return [label + first, *_shifted(others, len(label))]
    written = value(new, label, style) if isinstance(new, str) else Written(flow(new))
    return [label + written.head, *written.body]


def pair(key: str, new: Value, style: Style) -> list[str]:
    """Return the lines of a key with its value."""
    label = f"{flow(key)}: "
    written = value(new, label, style)
    return [(label + written.head).rstrip(" "), *written.body]


def flow(new: Value, mark: str | None = None) -> str:
    """Return a value on one line, as it may stand inside of brackets.

    Args:
        new: the value.
        mark: the quotation mark that its text has, if that can be.
    """
    if isinstance(new, str):
        return _line(new, mark, inside=True)
    if isinstance(new, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in new.items()) + "}"
    return "[" + ", ".join(map(flow, new)) + "]"


def _is_long(new: Value) -> bool:
    """Return whether a collection is written line by line even if it fits on one."""
    if isinstance(new, Mapping):
        return len(new) > _FEW_KEYS or any(map(_is_long, new.values()))
    return not isinstance(new, str) and any(map(_is_long, new))


def _pairs(new: Mapping[str, Value], style: Style) -> list[str]:
    return [line for key, one in new.items() for line in pair(key, one, style)]


def _shifted(lines: Sequence[str], by: int) -> tuple[str, ...]:
    return tuple(f"{' ' * by}{line}" if line else "" for line in lines)


def _text(text: str, label: str, style: Style) -> Written:
    """Return a text on the line of its key, or folded or line by line below."""
    plain = _line(text, style.mark, inside=False)
    fits = style.column + len(label) + len(plain) <= LINE
    if "\n" not in text and fits and style.mark not in _BLOCK:
        return Written(plain)
    if "\n" in text:
        head, *body = _dumped(_mapping(_scalar(text, "|")), LINE).split("\n")
        head = head.removeprefix("k: ")
    else:
        # PyYAML folds lines behind the word that does not fit any more.
        width = max(LINE - style.column - _STEP, _NARROWEST)
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        head, body = ">-", list(_shifted(lines, _STEP))
    is_block = head.startswith(_BLOCK) and _reads_as("\n".join([f"k: {head}", *body]), text)
    return Written(head, tuple(body)) if is_block else Written(plain)


def _line(text: str, mark: str | None, *, inside: bool) -> str:
    """Return a text on one line, in brackets or not.

    Other texts than days that YAML takes for a value of another type get quotation marks, for the
    sake of other programs.
    """
    if mark is None and (isinstance(text, Plain) or _is_day(text)):
        return str(text)
    for style in dict.fromkeys((mark if mark in _MARKS else None, None, *_MARKS)):
        node = _mapping(_scalar(text, style), flow_style=inside)
        dumped = _dumped(node, float("inf"))
        written = dumped.removeprefix("{").removesuffix("}") if inside else dumped
        if "\n" not in written and _reads_as(dumped, text):
            return written.removeprefix("k: ")
    raise ValueError(f"{text!r} cannot be written as YAML")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _scalar(text: str, style: str | None = None) -> ScalarNode:
    return ScalarNode("tag:yaml.org,2002:str", text, style=style)


def _mapping(node: Node, *, flow_style: bool = False) -> MappingNode:
    return MappingNode("tag:yaml.org,2002:map", [(_scalar("k"), node)], flow_style=flow_style)


def _dumped(node: Node, width: float) -> str:
    dumped: str = yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, width=width)
    return dumped.removesuffix("\n")


def _reads_as(written: str, text: str) -> bool:
    """Return whether a mapping with one key is read with a text as its value."""
    try:
        return bool(yaml.load(written, _Loader) == {"k": text})
    except yaml.YAMLError:
        return False
