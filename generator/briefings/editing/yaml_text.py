"""Change values of a YAML text, and nothing else of it.

Only the spans of changed values are replaced, so comments, the order of keys, quotation marks,
indentation and line ends stay. PyYAML finds the spans (`yaml_writing` writes the new values).
ruamel.yaml's round trip would keep comments too, but not indentation and the lengths of lines.
Nobody checks the data here: `documents` compares them before and after.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefings.editing import yaml_writing
from briefings.editing.yaml_writing import Style, Value, Written
from briefings.files.yaml_tree import Location

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_COMMENT = re.compile(r"([ \t]*)#[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_IN_LINE_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*")
_REST_OF_ENTRY = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_DOCUMENT_EDGE = re.compile(r"^(?:---|\.\.\.)(?=\s|\Z)", re.MULTILINE)
_BLOCK = ("|", ">")
_Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


def with_value(text: str, at: Location, value: Value, order: Sequence[str] = ()) -> str:
    """Return a YAML text with a value set; a key that is missing is added.

    Args:
        text: the YAML.
        at: where the value stands.
        value: the value.
        order: keys of the mapping with the last key of `at`, in the order of their schema. A new
            key stands behind the last one of those before it.

    Raises:
        KeyError: there is no mapping for a key, or no entry with a number.
    """
    document = _Document(text)
    for depth in range(1, len(at)):
        if document.find(at[:depth]) is None or document.is_empty(at[:depth]):
            return with_value(text, at[:depth], _nested(at[depth:], value), order)
    found = document.find(at)
    if found is None:
        return document.with_key(at, value, order)
    return document.replaced(at, found, value)


def with_entry(text: str, at: Location, value: Value, order: Sequence[str] = ()) -> str:
    """Return a YAML text with an entry more at the end of a list, which is made if needed.

    Raises:
        KeyError: as `with_value`.
    """
    document = _Document(text)
    found = document.find(at)
    if isinstance(found, SequenceNode) and (found.value or isinstance(value, str)):
        return document.with_entry(found, value)
    return with_value(text, at, [value], order)


def without(text: str, at: Location) -> str:
    """Return a YAML text without a value and its key; a collection that becomes empty goes too.

    Comments directly above an entry go with it, but not those above the first of several: they may
    be about all of them.

    Raises:
        KeyError: there is no such value.
    """
    document = _Document(text)
    while len(at) > 1 and len(_entries(document.find(at[:-1]))) == 1:
        at = at[:-1]
    return document.without(at)


def _nested(keys: Location, value: Value) -> Value:
    for key in reversed(keys):
        value = {str(key): value}
    return value


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a mapping or list."""

    start: int
    """Offset of its key; in a list, of its value."""
    key: ScalarNode | None
    """Its key in a mapping."""
    value: Node


class _Document:
    """A YAML text with its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
        # Nothing but `---` is an empty text.
        self._root = None if isinstance(root, ScalarNode) else root
        self._line_end = _LINE_END.search(text)[0] or "\n"  # type: ignore[index]  # always matches

    def find(self, at: Location) -> Node | None:
        """Return the node at a location; None if there is none."""
        node: Node | None = self._root
        for step in at:
            names = _names(node)
            node = _entries(node)[names.index(step)].value if step in names else None
        return node

    def is_empty(self, at: Location) -> bool:
        """Return whether nothing is written behind a key."""
        node = self.find(at)
        return isinstance(node, ScalarNode) and not node.value and not node.style

    # ----------------------------------------------------------------------------------- changing

    def replaced(self, at: Location, node: Node, value: Value) -> str:
        """Return the text with another value at a location."""
        mark = _mark(node)
        start, end = node.start_mark.index, node.end_mark.index
        if self._is_flow(at):
            return self._with(start, end, yaml_writing.flow(value, mark))
        entry = next(e for e in _entries(self.find(at[:-1])) if e.value is node)
        begin, end, column = self._value_start(entry), self._end(entry), self._column(at[:-1])
        style = Style(column, self._indent_of_lists(), mark)
        if isinstance(node, SequenceNode) and not node.flow_style and _is_list(value):
            written = yaml_writing.block_list(value, style)
        else:
            label = self.text[entry.start : begin] if entry.key else "-"
            written = yaml_writing.value(value, f"{label} ", style)
        is_below = self._line_start(start) > begin
        if begin < start and not is_below and not written.body:
            return self._with(start, end, written.head)
        # A comment behind the key, or behind a value on its line, stays there.
        rest = begin if is_below else end
        new = self._behind(written, self.text[rest : self._end_of_line(rest)], column)
        return self._with(begin, self._end_of_line(end), new)

    def with_key(self, at: Location, value: Value, order: Sequence[str]) -> str:
        """Return the text with a key more in a mapping."""
        parent = self.find(at[:-1])
        if parent is not None and not isinstance(parent, MappingNode):
            raise KeyError(at)
        if len(at) == 1 and (own := self._commented_out(str(at[-1]))):
            lines = yaml_writing.pair(str(at[-1]), value, Style(lists=self._indent_of_lists()))
            return self._with(*own.span(), self._line_end.join(lines))
        if parent is None:
            lines = yaml_writing.pair(str(at[-1]), value, Style())
            return self._with_lines(self._end_of_document(), lines)
        if parent.flow_style:
            new = f"{yaml_writing.flow(str(at[-1]))}: {yaml_writing.flow(value)}"
            return self._with_flow_entry(parent, new)
        entries, column = _entries(parent), parent.start_mark.column
        style = Style(column, self._indent_of_lists())
        lines = _indented(yaml_writing.pair(str(at[-1]), value, style), column)
        earlier = order[: order.index(str(at[-1]))] if at[-1] in order else _names(parent)
        known = [e for e, name in zip(entries, _names(parent), strict=True) if name in earlier]
        first = self._line_start(entries[0].start)
        if not known and len(at) == 1 and not self._lines_above(first, _COMMENT):
            return self._with_lines(first, lines)
        return self._with_lines(self._after((known or entries)[-1], column), lines)

    def with_entry(self, node: SequenceNode, value: Value) -> str:
        """Return the text with an entry more at the end of a list."""
        entries = _entries(node)
        mark = _mark(entries[-1].value) if entries else None
        if node.flow_style:
            return self._with_flow_entry(node, yaml_writing.flow(value, mark))
        last, column = entries[-1], node.start_mark.column
        gap = last.value.start_mark.column - column - 1 if self._end(last) > last.start else 1
        style = Style(column, self._indent_of_lists(), mark)
        lines = _indented(yaml_writing.entry(value, max(gap, 1), style), column)
        if len(entries) > 1:
            start = self._line_start(last.start)
            start -= len(self._lines_above(start, _COMMENT))
            blank = self._lines_above(start, _BLANK)
            lines = [*[""] * len(_BLANK.findall(blank)), *lines]
        return self._with_lines(self._after(last, column), lines)

    def without(self, at: Location) -> str:
        """Return the text without an entry."""
        parent = self.find(at[:-1])
        entries, names = _entries(parent), _names(parent)
        if at[-1] not in names or not isinstance(parent, MappingNode | SequenceNode):
            raise KeyError(at)
        number = names.index(at[-1])
        entry = entries[number]
        before = entries[number - 1] if number else None
        behind = entries[number + 1] if number + 1 < len(entries) else None
        if parent.flow_style:
            return self._without_flow_entry(entry, before, behind)
        column = parent.start_mark.column
        start = self._line_start(entry.start)
        own = self.text[start : entry.start].strip()
        if own != ("-" if isinstance(parent, SequenceNode) else ""):
            # It begins on the line of a dash, which the next key takes.
            return self._with(entry.start, behind.start if behind else self._end(entry), "")
        stop = self._after(entry, column)
        if before or (len(at) > 1 and not behind):
            limit = self._after(before, column) if before else 0
            start -= len(self._lines_above(start, _COMMENT, limit))
            start -= len(self._lines_above(start, _BLANK, limit))
        elif behind:
            while blank := _BLANK.match(self.text, stop):
                stop = blank.end()
        return self._with(start, stop, "")

    # -------------------------------------------------------------------------------------- places

    def _with(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]

    def _with_lines(self, at: int, lines: Sequence[str]) -> str:
        """Return the text with lines inserted at the start of a line or at the end of the text."""
        new = self._line_end.join([*lines, ""])
        is_line_open = at > 0 and self.text[at - 1] not in "\r\n"
        return self._with(at, at, self._line_end + new if is_line_open else new)

    def _behind(self, written: Written, rest: str, column: int) -> str:
        """Return a value as it stands behind a colon, and the rest of the line behind its head."""
        head = f" {written.head}" if written.head else ""
        return self._line_end.join([head + rest.rstrip(), *_indented(written.body, column)])

    def _with_flow_entry(self, node: MappingNode | SequenceNode, new: str) -> str:
        close = node.end_mark.index - 1
        entries = _entries(node)
        if not entries:
            return self._with(close, close, new)
        end = self._end(entries[-1])
        comma = self._after_comma(end, close) - end
        line = self._end_of_line(end + comma)
        if line >= close:
            return self._with(end + comma, end + comma, f" {new}" if comma else f", {new}")
        # Each entry has a line of its own, and may have a comment.
        column = " " * self._column_of(entries[-1].start)
        end_of_new = "," if comma else ""
        text = self._with(line, line, f"{self._line_end}{column}{new}{end_of_new}")
        return text if comma else f"{text[:end]},{text[end:]}"

    def _without_flow_entry(
        self, entry: _Entry, before: _Entry | None, behind: _Entry | None
    ) -> str:
        start, end = self._line_start(entry.start), self._end(entry)
        rest = _REST_OF_ENTRY.match(self.text, end)
        if self.text[start : entry.start].strip() or rest is None:
            if before:
                return self._with(self._end(before), end, "")
            return self._with(entry.start, behind.start if behind else end, "")
        # It has a line of its own, with its comment.
        text = self._with(start, rest.end(), "")
        if before and not rest[1]:
            comma = self._after_comma(self._end(before), start)
            return text[: comma - 1] + text[comma:]
        return text

    def _after_comma(self, start: int, end: int) -> int:
        """Return the offset after the first comma that is in no comment; `start` if there is none.

        Args:
            start: the end of an entry in brackets.
            end: the start of the next one, or the bracket.
        """
        between = _IN_LINE_COMMENT.sub(lambda found: " " * len(found[0]), self.text[start:end])
        return start + between.find(",") + 1

    def _value_start(self, entry: _Entry) -> int:
        """Return the offset after the colon of a key, or after the dash of an entry of a list."""
        if entry.key is None:
            return len(self.text[: entry.start].rstrip())
        return self.text.index(":", entry.key.end_mark.index) + 1

    def _end(self, entry: _Entry) -> int:
        """Return the offset after the last character of an entry, without the end of the line."""
        node = entry.value
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
            return self._end(_entries(node)[-1])
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, ScalarNode) and node.style in _BLOCK:
            lines = self.text[start:end]
            if "+" in lines[: self._end_of_line(start) - start]:
                return start + len(re.sub(r"(?:\r\n|\r|\n)\Z", "", lines))
            return start + len(lines.rstrip())
        return end if end > start else self._value_start(entry)

    def _after(self, entry: _Entry, column: int) -> int:
        """Return the start of the line after an entry and the comments that belong to it.

        Args:
            entry: the entry.
            column: the column of its key or dash. Comments that are indented more belong to it.
        """
        at = _LINE_END.search(self.text, self._end(entry)).end()  # type: ignore[union-attr]
        while (comment := _COMMENT.match(self.text, at)) and len(comment[1]) > column:
            at = comment.end()
        return at

    def _end_of_line(self, at: int) -> int:
        return _LINE_END.search(self.text, at).start()  # type: ignore[union-attr]

    def _line_start(self, at: int) -> int:
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _column_of(self, at: int) -> int:
        return at - self._line_start(at)

    def _column(self, at: Location) -> int:
        node = self.find(at)
        return node.start_mark.column if node else 0

    def _is_flow(self, at: Location) -> bool:
        """Return whether a location is inside of brackets or braces."""
        parents = (self.find(at[:depth]) for depth in range(len(at)))
        return any(isinstance(p, MappingNode | SequenceNode) and p.flow_style for p in parents)

    def _lines_above(self, start: int, kind: re.Pattern[str], limit: int = 0) -> str:
        """Return the lines of a kind, comments or blank lines, directly above a line."""
        at = start
        while at > limit:
            before = self._line_start(at - 2 if self.text[:at].endswith("\r\n") else at - 1)
            if before < limit or not kind.fullmatch(self.text, before, at):
                break
            at = before
        return self.text[at:start]

    def _indent_of_lists(self) -> int:
        """Return by how much the text indents dashes of lists below their key; 2 if it has none."""
        return next(_list_indents(self._root), 2)

    def _commented_out(self, key: str) -> re.Match[str] | None:
        """Return the one line that `briefings new article` makes for a missing fact."""
        found = list(re.finditer(rf"^# {re.escape(key)}: [^\r\n]*", self.text, re.MULTILINE))
        return found[0] if len(found) == 1 else None

    def _end_of_document(self) -> int:
        """Return where a text without values gets its first one: before a line `...`."""
        edges = list(_DOCUMENT_EDGE.finditer(self.text))
        return edges[-1].start() if edges and edges[-1][0] == "..." else len(self.text)


def _entries(node: Node | None) -> list[_Entry]:
    if isinstance(node, MappingNode):
        return [_Entry(key.start_mark.index, key, value) for key, value in node.value]
    if isinstance(node, SequenceNode):
        return [_Entry(value.start_mark.index, None, value) for value in node.value]
    return []


def _names(node: Node | None) -> list[str | int]:
    if isinstance(node, MappingNode):
        return [str(key.value) for key, _ in node.value]
    return list(range(len(_entries(node))))


def _mark(node: Node) -> str | None:
    """Return the quotation mark or sign of a block of a text."""
    return node.style or None if isinstance(node, ScalarNode) else None


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return not isinstance(value, str | Mapping) and bool(value)


def _list_indents(node: Node | None) -> Iterator[int]:
    """Yield by how much the dashes of each list in a tree are indented below its key."""
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style:
        return
    for entry in _entries(node):
        value = entry.value
        if entry.key and isinstance(value, SequenceNode) and not value.flow_style:
            yield value.start_mark.column - entry.key.start_mark.column
        yield from _list_indents(value)


def _indented(lines: Sequence[str], by: int) -> list[str]:
    return [f"{' ' * by}{line}" if line else "" for line in lines]
