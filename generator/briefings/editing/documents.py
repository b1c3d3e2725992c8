"""YAML files and front matter as their bytes, and changes of their values.

A change is made twice, in the text and in the data. If the new text does not have exactly the new
data, it is not used.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from yaml import MappingNode, YAMLError

from briefings.editing import yaml_text
from briefings.editing.edits import FileChange
from briefings.editing.yaml_writing import Value
from briefings.files import frontmatter, yaml_tree
from briefings.files.yaml_tree import Data, Location
from briefings.model.content import Problem, SourceFile

_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
# As python-frontmatter divides a page.
_BOUNDARY = re.compile(r"^-{3,}\s*$", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Put:
    """Set a value; a key that is missing is added."""

    at: Location
    """Where it stands."""
    value: Value
    """The value."""
    order: Sequence[str] = ()
    """Keys of its mapping in the order of their schema."""


@dataclass(frozen=True, slots=True)
class Append:
    """Add an entry to a list, which is made if needed."""

    at: Location
    """Where the list stands."""
    value: Value
    """The entry."""
    order: Sequence[str] = ()
    """Keys of the mapping with the list in the order of their schema."""


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a value; a collection that becomes empty goes too."""

    at: Location
    """Where it stands."""


Change = Put | Append | Remove


def listed(
    at: Location, old: Sequence[object], new: Sequence[Value], order: Sequence[str] = ()
) -> list[Change]:
    """Return the changes that turn a list into another one; entries that stay are not touched.

    Args:
        at: where the list stands.
        old: its entries.
        new: its new entries, one or more.
        order: as in `Put`.
    """
    kept = [entry for entry in old if entry in new]
    added = [entry for entry in new if entry not in old]
    if not kept or [*kept, *added] != [*new]:
        return [Put(at, new, order)]
    gone = [number for number, entry in enumerate(old) if entry not in new]
    return [*(Remove((*at, n)) for n in reversed(gone)), *(Append(at, one) for one in added)]


@dataclass(frozen=True, slots=True)
class Document:
    """A file with YAML."""

    path: str
    """Its path relative to the content folder."""
    data: bytes | None
    """Its bytes; None if it is new."""
    mark: bytes = b""
    """Its byte order mark; may be empty."""
    encoding: str = "utf-8"
    """Its character set."""
    before: str = ""
    """The text before the YAML."""
    yaml: str = ""
    """The YAML."""
    behind: str = ""
    """The text behind it."""

    @property
    def values(self) -> Data | Problem:
        """The data, with every scalar as text, or why it cannot be edited."""
        composed = self._composed(self.yaml)
        return composed if isinstance(composed, Problem) else composed[1]

    def location(self, line: int, key: str) -> Location | None:
        """Return the location of the one entry of a list that begins on a line of the file.

        Args:
            line: the line, from 1.
            key: the key of the list.
        """
        composed = self._composed(self.yaml)
        if isinstance(composed, Problem):
            return None
        lines: dict[Location, int] = {}
        list(yaml_tree.walk(self.path, composed[0], (), self._offset, lines))
        there = [at for at, n in lines.items() if at[0] == key and len(at) == 2 and n == line]
        return there[0] if len(there) == 1 else None

    def with_body(self, body: str) -> "Document":
        """Return the document with another text behind the front matter.

        Lines that stay keep their ends.
        """
        edge = _BOUNDARY.match(_LONE_RETURN.sub("\n", self.behind))
        start = edge.end() if edge else 0
        start += len(self.behind[start:]) - len(self.behind[start:].lstrip("\r\n"))
        old = _LINE.findall(self.behind[start:])
        line_end = _LINE_END.search(self.behind)
        end = line_end[0] if line_end else "\n"
        wanted = _LINE.findall(body.replace("\r\n", "\n"))
        if wanted and not wanted[-1].endswith("\n") and (not old or old[-1][-1] in "\r\n"):
            wanted[-1] += "\n"
        new: list[str] = []
        plain = [re.sub(r"\r\n?", "\n", line) for line in old]
        matcher = SequenceMatcher(None, plain, wanted, autojunk=False)
        for tag, first, last, start_of_new, end_of_new in matcher.get_opcodes():
            if tag == "equal":
                new += old[first:last]
            else:
                new += (line.replace("\n", end) for line in wanted[start_of_new:end_of_new])
        gap = "" if self.behind[:start].endswith(("\n", "\r")) else end
        return replace(self, behind=self.behind[:start] + gap + "".join(new))

    def changed(self, changes: Iterable[Change] = ()) -> FileChange | Problem:
        """Return the new bytes of the file, or why the changes cannot be made."""
        composed = self._composed(self.yaml)
        if isinstance(composed, Problem):
            return composed
        data, text = deepcopy(composed[1]), self.yaml
        try:
            for change in changes:
                text = _in_text(text, change)
                data = _in_data(data, change)
            written = f"{self.before}{text}{self.behind}".encode(self.encoding)
        except (KeyError, TypeError, ValueError, YAMLError):
            return self._refused()
        after = self._composed(text)
        if isinstance(after, Problem) or after[1] != data:
            return self._refused()
        return FileChange(self.path, self.data, self.mark + written)

    @property
    def _offset(self) -> int:
        return len(_LONE_RETURN.sub("\n", self.before).replace("\r\n", "\n").split("\n")) - 1

    def _composed(self, text: str) -> tuple[MappingNode, Data] | Problem:
        # A literal block at the end of a file has a line end only if the file ends with one.
        text = f"{text}\n" if text and text[-1] not in "\r\n" else text
        composed = yaml_tree.compose(self.path, text, self._offset)
        if isinstance(composed, Problem):
            return composed
        problems = yaml_tree.walk(self.path, composed[0], (), self._offset, {})
        return next(problems, composed)

    def _refused(self) -> Problem:
        return Problem(
            self.path, 0, "not-edited",
            "This file is written in a way that cannot be edited here without changing other "
            "values.",
            "Make the change in a text editor.",
        )  # fmt: skip


def opened(path: str, data: bytes | None, *, front_matter: bool) -> Document | Problem:
    """Return a file as a document, or why it cannot be edited.

    Args:
        path: its path relative to the content folder.
        data: its bytes; None if it is new.
        front_matter: whether the YAML is front matter; if there is none yet, there will be.
    """
    if data is None:
        return Document(path, None)
    if isinstance(problem := frontmatter.decode(SourceFile(path, data)), Problem):
        return problem
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    text = data.removeprefix(mark).decode(encoding)
    if "\0" in text:
        return Problem(
            path, 0, "null-bytes", "The file has null bytes, and is damaged.",
            "Repair it in a text editor.",
        )  # fmt: skip
    parts = _parts(text) if front_matter else ("", text, "")
    return Document(path, data, mark, encoding, *parts) if parts else frontmatter.not_closed(path)


def _parts(text: str) -> tuple[str, str, str] | None:
    """Return the front matter of a page with the text around it; None if it is not closed."""
    if not text.startswith("---"):
        line_end = "\r\n" if "\r\n" in text else "\n"
        return f"---{line_end}", "", f"---{line_end}{line_end}{text}"
    edges = list(_BOUNDARY.finditer(_LONE_RETURN.sub("\n", text)))
    if len(edges) < 2:
        return None
    start, end = len(edges[0][0].rstrip()), edges[1].start()
    return text[:start], text[start:end], text[end:]


def _in_text(text: str, change: Change) -> str:
    match change:
        case Put():
            return yaml_text.with_value(text, change.at, change.value, change.order)
        case Append():
            return yaml_text.with_entry(text, change.at, change.value, change.order)
        case Remove():
            return yaml_text.without(text, change.at)


def _in_data(data: Data, change: Change) -> Data:
    """Make a change in data, and return it."""
    *parents, last = change.at
    inner = data
    trail = []
    for step in parents:
        if isinstance(step, str) and not inner.get(step):
            inner[step] = {}
        trail.append((inner, step))
        inner = inner[step]
    match change:
        case Put():
            inner[last] = _plain(change.value)
        case Append():
            if isinstance(inner.get(last), str) and inner[last]:
                raise TypeError(last)
            inner[last] = [*(inner.get(last) or ()), _plain(change.value)]
        case Remove():
            del inner[last]
            while trail and not inner:
                inner, last = trail.pop()
                del inner[last]
    return data


def _plain(value: Value) -> object:
    """Return a value with lists and dictionaries only."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value]
