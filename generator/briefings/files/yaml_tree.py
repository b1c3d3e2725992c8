"""Strict YAML as a PyYAML node tree, with the line of each node, from which nodes can be removed.

Locations are those of pydantic: `("aliases", 0, "text")`.
"""

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any, TypeVar

import yaml
from yaml.constructor import BaseConstructor
from yaml.reader import Reader

from briefings.model.content import Problem

Location = tuple[str | int, ...]
Data = dict[Any, Any]
Node = TypeVar("Node", bound=yaml.Node)
# The C parser takes a tenth of the time; PyYAML's wheels contain it. ruamel.yaml, which also keeps
# lines, is as slow as the Python parser.
_Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
# The C parser does not limit the depth: a megabyte of brackets overflows the stack. A shorter text
# than this cannot. The facts of an article are three levels deep.
_SHALLOW = 10_000
_DEPTH = 50
# A comment has a space after the mark; a number, a hashtag or a colour has none.
_CUT = re.compile(r"[ \t]+(#[\w+-].*)")
_MAPPING = "tag:yaml.org,2002:map"


def compose(path: str, text: str, offset: int) -> tuple[yaml.MappingNode, Data] | Problem:
    """Parse YAML into a node tree and its data; return a problem if that fails.

    Args:
        path: the file, for the problem.
        text: the YAML.
        offset: number of lines before it in the file.
    """
    if control := Reader.NON_PRINTABLE.search(text):
        return control_character(path, text, control.start(), offset)
    loader = _Loader(text)
    try:
        _check_depth(text)
        node = loader.get_single_node()
        if node is None or (isinstance(node, yaml.ScalarNode) and not (node.value or node.style)):
            node = yaml.MappingNode(_MAPPING, [])
        if not isinstance(node, yaml.MappingNode):
            return _invalid(path, 1 + offset, "these are not `key: value` lines")
        return node, construct(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _invalid(path, (mark.line + 1 if mark else 1) + offset, error.problem or "")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _invalid(path, 1 + offset, str(error).partition("\n")[0])
    finally:
        loader.dispose()


def construct(node: yaml.MappingNode) -> Data:
    """Return the data of a node tree, with every scalar as text.

    The schema decides about dates and numbers. YAML's own rules turn the country code NO into
    false, and report 1999-13-01 without a line.
    """
    data: Data = BaseConstructor().construct_document(node)
    return data


def _check_depth(text: str) -> None:
    """Raise an error if the YAML is too deep to be composed."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader) if len(text) > _SHALLOW else ():
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise yaml.YAMLError(f"it has more than {_DEPTH} levels")


def _invalid(path: str, line: int, detail: str) -> Problem:
    return Problem(
        path, line, "yaml", f"This cannot be read as YAML: {detail}.",
        "Check this line and the one before it: put quotes around text with `: ` or `#`, close "
        "brackets, and use spaces instead of tabs.",
    )  # fmt: skip


def control_character(path: str, text: str, place: int, offset: int) -> Problem:
    """Return the problem of a character that YAML does not allow.

    Args:
        path: the file.
        text: the YAML.
        place: where the character stands in it.
        offset: number of lines before the YAML in the file.
    """
    line_start = text.rfind("\n", 0, place) + 1
    return Problem(
        path, text.count("\n", 0, place) + 1 + offset, "control-character",
        f"Character {place - line_start + 1} of this line is the control character "
        f"U+{ord(text[place]):04X}, which YAML cannot have.",
        "Delete it; a text editor may show it as a box or not at all.",
    )  # fmt: skip


def walk(
    path: str,
    node: yaml.Node,
    at: Location,
    offset: int,
    lines: dict[Location, int],
    seen: set[int] | None = None,
) -> Iterator[Problem]:
    """Collect the line of each location below `node`; yield duplicate keys and aliases.

    Aliases are not followed: aliases of aliases can expand to more than fits into memory.

    Args:
        path: the file, for the problems.
        node: the tree.
        at: its location.
        offset: number of lines before the YAML in the file.
        lines: receives the lines, by location.
        seen: ids of the nodes that were visited.
    """
    seen = set() if seen is None else seen
    if id(node) in seen:
        yield Problem(
            path, nearest_line(lines, at, 1 + offset), "alias",
            f"`{dotted(at)}` repeats another value by an alias (`*name`), which is not supported.",
            "Write the value again in place of the alias.",
        )  # fmt: skip
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            line = key.start_mark.line + 1 + offset
            here = (*at, str(key.value))
            if here in lines:
                yield Problem(
                    path, line, "duplicate-key",
                    f"The key `{key.value}` is already on line {lines[here]}.",
                    "Delete one of the two.",
                )  # fmt: skip
            lines[here] = line
            yield from walk(path, value, here, offset, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*at, index)
            lines[here] = value.start_mark.line + 1 + offset
            yield from walk(path, value, here, offset, lines, seen)


def cut_values(
    path: str, text: str, node: yaml.Node, at: Location, offset: int
) -> Iterator[Problem]:
    """Yield a problem for each value that a `#` cuts, as in `title: Channel #5`.

    Args:
        path: the file, for the problems.
        text: the YAML.
        node: its tree, without aliases.
        at: the location of the tree.
        offset: number of lines before the YAML in the file.
    """
    if " #" not in text and "\t#" not in text:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from cut_values(path, text, value, (*at, str(key.value)), offset)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from cut_values(path, text, value, (*at, index), offset)
    elif isinstance(node, yaml.ScalarNode) and node.value and node.style in (None, ""):
        cut = _CUT.match(text, node.end_mark.index)
        if cut is None:
            return
        yield Problem(
            path, node.end_mark.line + 1 + offset, "cut-value",
            f"`{dotted(at)}` ends before “{cut[1].rstrip()}”, which is a comment in YAML.",
            "Put the whole value in quotation marks; a comment needs a space after `#`.",
        )  # fmt: skip


def in_file(location: Location, lines: Mapping[Location, int]) -> Location:
    """Return the location in the file; pydantic adds steps of its own, such as union members."""
    at: Location = ()
    for step in location:
        at = (*at, step) if (*at, step) in lines else at
    return at


def without(
    node: Node, at: Location, wrong: Set[Location], left_out: Mapping[str | int, list[str]]
) -> Node:
    """Return a tree without the nodes at some locations.

    Args:
        node: the tree.
        at: its location.
        wrong: the locations to remove.
        left_out: receives the texts of removed nodes, by the first step of their location.
    """

    def keeps(here: Location, value: yaml.Node) -> bool:
        if here in wrong:
            left_out[here[0]].extend(_texts(value))
        return here not in wrong

    kept: list[object]
    if isinstance(node, yaml.MappingNode):
        pairs = [((*at, str(key.value)), key, value) for key, value in node.value]
        kept = [(k, without(v, here, wrong, left_out)) for here, k, v in pairs if keeps(here, v)]
    elif isinstance(node, yaml.SequenceNode):
        entries = [((*at, index), value) for index, value in enumerate(node.value)]
        kept = [without(v, here, wrong, left_out) for here, v in entries if keeps(here, v)]
    else:
        return node
    return type(node)(node.tag, kept, node.start_mark, node.end_mark)


def _texts(node: yaml.Node) -> Iterator[str]:
    """Yield the values in a tree, without keys."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _texts(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _texts(value)
    else:
        yield node.value


def nearest_line(lines: Mapping[Location, int], location: Location, default: int = 1) -> int:
    """Return the line of `location`, or of the nearest parent with a line."""
    while location:
        if location in lines:
            return lines[location]
        location = location[:-1]
    return default


def dotted(location: Location) -> str:
    """Return a location as people see it: `aliases[1].text`, with entries from 1."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
