"""Strict YAML as a tree in which everything has its line and can be left out.

Parsed by PyYAML. Paths in it are those of pydantic: `("aliases", 0, "text")`.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any, TypeVar

import yaml
from yaml.constructor import BaseConstructor

from briefings.model.content import Problem

Location = tuple[str | int, ...]
Data = dict[Any, Any]
Node = TypeVar("Node", bound=yaml.Node)
# The parser in C takes a tenth of the time, where PyYAML was built with it (its wheels are).
_Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
# The parser in C composes without a check of its depth, and a megabyte of brackets overruns the
# stack of the process. A text this short cannot; the facts of an article nest three levels deep.
_SHALLOW = 10_000
_DEPTH = 50
_MAPPING = "tag:yaml.org,2002:map"


def compose(path: str, text: str, offset: int) -> tuple[yaml.MappingNode, Data] | Problem:
    """Return the tree of a text in YAML and what it says, or why it cannot be read.

    Args:
        path: the file, for the finding.
        text: the text.
        offset: how many lines of the file come before it.
    """
    loader = _Loader(text)
    try:
        _check_depth(text)
        node = loader.get_single_node() or yaml.MappingNode(_MAPPING, [])
        if not isinstance(node, yaml.MappingNode):
            return _broken(path, 1 + offset, "these are not `key: value` lines")
        return node, construct(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _broken(path, (mark.line + 1 if mark else 1) + offset, error.problem or "")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _broken(path, 1 + offset, str(error).partition("\n")[0])
    finally:
        loader.dispose()


def construct(node: yaml.MappingNode) -> Data:
    """Return what a tree of YAML holds.

    Every scalar is text: what is a date or a number is for the schema to say. YAML's own guesses
    turn the country code NO into false and fail on 1999-13-01 without a line.
    """
    data: Data = BaseConstructor().construct_document(node)
    return data


def _check_depth(text: str) -> None:
    """Raise the error of YAML that nests too deeply to be composed."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader) if len(text) > _SHALLOW else ():
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise yaml.YAMLError("it nests more deeply than any file of facts does")


def _broken(path: str, line: int, detail: str) -> Problem:
    return Problem(
        path, line, "yaml", f"This cannot be read as YAML: {detail}.",
        "Look at this line and the one before it: quotes around text that holds `: ` or `#`, "
        "closed brackets, spaces rather than tabs.",
    )  # fmt: skip


def walk(
    path: str,
    node: yaml.Node,
    at: Location,
    offset: int,
    lines: dict[Location, int],
    seen: set[int] | None = None,
) -> Iterator[Problem]:
    """Note the line of everything below `node`, and yield the keys that stand twice, and aliases.

    A few lines of aliases of aliases unfold to more than any memory holds: none is followed.

    Args:
        path: the file, for the findings.
        node: the tree.
        at: its path.
        offset: how many lines of the file come before the text.
        lines: takes the lines, by path.
        seen: the nodes that were met before.
    """
    seen = set() if seen is None else seen
    if id(node) in seen:
        yield Problem(
            path, nearest_line(lines, at, 1 + offset), "alias",
            f"`{dotted(at)}` repeats another value by an alias (`*name`), which is not supported.",
            "Write the value out.",
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
                    f"The key `{key.value}` stands here again, after line {lines[here]}.",
                    "Keep one of the two.",
                )  # fmt: skip
            lines[here] = line
            yield from walk(path, value, here, offset, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*at, index)
            lines[here] = value.start_mark.line + 1 + offset
            yield from walk(path, value, here, offset, lines, seen)


def in_file(location: Location, lines: Mapping[Location, int]) -> Location:
    """Return the path in the file of what a schema calls so: it may know steps of its own."""
    at: Location = ()
    for step in location:
        at = (*at, step) if (*at, step) in lines else at
    return at


def without(
    node: Node, at: Location, wrong: Set[Location], left_out: Mapping[str | int, list[str]]
) -> Node:
    """Return a tree of YAML without what stands at some paths.

    Args:
        node: the tree.
        at: its path.
        wrong: the paths of what is to be left out.
        left_out: takes the texts of that, by the first step of its path.
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
    """Yield the texts in a tree of YAML, keys aside."""
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _texts(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _texts(value)
    else:
        yield node.value


def nearest_line(lines: Mapping[Location, int], location: Location, default: int = 1) -> int:
    """Return the line of `location`, or of the nearest thing around it that has one."""
    while location:
        if location in lines:
            return lines[location]
        location = location[:-1]
    return default


def dotted(location: Location) -> str:
    """Return a path as it is shown to people: `aliases[1].text`."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
