"""Strict YAML and front matter: every finding has its line, and what fields mean is not known here.

YAML is parsed by PyYAML, front matter is split by python-frontmatter, and fields are checked by
the pydantic model that the caller hands in. This module joins the three so that a finding about a
field names the line the field stands on.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import yaml
from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel, ValidationError

from generator import charsets, limits
from generator.model.content import Problem, SourceFile
from generator.model.reading import CharsetBasis

Location = tuple[str | int, ...]
# The parser in C takes a tenth of the time, where PyYAML was built with it (its wheels are).
_Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
# The parser in C composes without a check of its depth, and a megabyte of brackets overruns the
# stack of the process. A text this short cannot; the facts of an article nest three levels deep.
_SHALLOW = 10_000
_DEPTH = 50
Fields = TypeVar("Fields", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Fields]):
    """A file that was parsed without error."""

    fields: Fields
    """The checked fields."""
    body: str
    """What follows the front matter; empty for a YAML file."""
    body_line: int
    """Line on which the body begins, from 1."""
    lines: Mapping[Location, int]
    """Line of every key and list entry, by its path: `("aliases", 0)`."""

    def line(self, *location: str | int) -> int:
        """Return the line of a field, or of the nearest thing that contains it."""
        return nearest_line(self.lines, location)


def decode(source: SourceFile) -> str | Problem:
    """Return the text of a file with line feeds as line ends, or the problem that it has none.

    UTF-8, and what a byte order mark tells, is read; anything else is refused, with the name of
    what it seems to be: an editor can save the file again, and a wrong guess would change words.
    """
    if problem := limits.too_large(source.path, len(source.data)):
        return problem
    decoded = charsets.decode(source.data)
    if decoded is None or decoded.charset.nulls:
        return charsets.binary(source.path)
    try:
        if decoded.charset.basis is not CharsetBasis.MARK or decoded.charset.undecodable:
            source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        return Problem(
            source.path, line, "encoding",
            f"This file is not UTF-8: byte {source.data[error.start]:#04x} cannot be read.",
            charsets.to_utf_8(decoded.charset.name),
        )  # fmt: skip
    return decoded.text


def parse_yaml(source: SourceFile, schema: type[Fields]) -> Parsed[Fields] | tuple[Problem, ...]:
    """Parse a YAML file into `schema`, or return all that is wrong with it."""
    text = decode(source)
    if isinstance(text, Problem):
        return (text,)
    return _parse(source.path, text, "", 1, 0, schema)


def parse_page(source: SourceFile, schema: type[Fields]) -> Parsed[Fields] | tuple[Problem, ...]:
    """Parse a Markdown file with front matter into `schema`, or return all that is wrong."""
    text = decode(source)
    return (text,) if isinstance(text, Problem) else parse_page_text(source.path, text, schema)


def parse_page_text(
    path: str, text: str, schema: type[Fields]
) -> Parsed[Fields] | tuple[Problem, ...]:
    """Parse the text of a Markdown file with front matter, as `parse_page` does.

    Args:
        path: the file, for the findings.
        text: what it says, with line feeds as line ends.
        schema: what its front matter may say.
    """
    handler = YAMLHandler()
    if not text.startswith("---"):
        return (Problem(
            path, 1, "no-front-matter", "The file does not begin with front matter.",
            "Begin the file with a line `---`, then `title: …` and the other fields, then `---`.",
        ),)  # fmt: skip
    try:
        header, body = handler.split(text)
    except ValueError:
        return (Problem(
            path, 1, "open-front-matter", "The front matter is not closed.",
            "Put a line `---` after the last field.",
        ),)  # fmt: skip
    body_start = len(text) - len(body)
    body_line = text.count("\n", 0, body_start) + 1
    stripped = body.lstrip("\n")
    body_line += len(body) - len(stripped)
    first_line = text.count("\n", 0, text.index(header, 3))
    return _parse(path, header, stripped, body_line, first_line, schema)


def _parse(
    path: str, text: str, body: str, body_line: int, offset: int, schema: type[Fields]
) -> Parsed[Fields] | tuple[Problem, ...]:
    # Every scalar is text: what is a date or a number is for the schema to say. YAML's own guesses
    # turn the country code NO into false and fail on 1999-13-01 without a line.
    loader = _Loader(text)
    lines: dict[Location, int] = {}
    try:
        _check_depth(text)
        node = loader.get_single_node()
        problems = list(_walk(path, node, (), offset, lines)) if node is not None else []
        data = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return (_broken(path, (mark.line + 1 if mark else 1) + offset, error.problem or ""),)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return (_broken(path, 1 + offset, str(error).partition("\n")[0]),)
    finally:
        loader.dispose()
    if not isinstance(node, yaml.MappingNode | None) or not isinstance(data, dict):
        return (_broken(path, 1 + offset, "these are not `key: value` lines"),)
    if aliases := [problem for problem in problems if problem.code == "alias"]:
        return tuple(aliases[:1])
    try:
        fields = schema.model_validate(data)
    except ValidationError as error:
        problems.extend(_field_problems(path, error, schema, lines, 1 + offset))
        return tuple(problems)
    return tuple(problems) or Parsed(fields, body, body_line, lines)


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


def _walk(
    path: str,
    node: yaml.Node,
    at: Location,
    offset: int,
    lines: dict[Location, int],
    seen: set[int] | None = None,
) -> Iterator[Problem]:
    """Note the line of everything below `node`, and yield the keys that stand twice, and aliases.

    A few lines of aliases of aliases unfold to more than any memory holds: none is followed.
    """
    seen = set() if seen is None else seen
    if id(node) in seen:
        yield Problem(
            path, nearest_line(lines, at, 1 + offset), "alias",
            f"`{_dotted(at)}` repeats another value by an alias (`*name`), which is not supported.",
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
            yield from _walk(path, value, here, offset, lines, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*at, index)
            lines[here] = value.start_mark.line + 1 + offset
            yield from _walk(path, value, here, offset, lines, seen)


def nearest_line(lines: Mapping[Location, int], location: Location, default: int = 1) -> int:
    """Return the line of `location`, or of the nearest thing around it that has one."""
    while location:
        if location in lines:
            return lines[location]
        location = location[:-1]
    return default


def _field_problems(
    path: str,
    error: ValidationError,
    schema: type[BaseModel],
    lines: Mapping[Location, int],
    first_line: int,
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        location: Location = detail["loc"]
        line = nearest_line(lines, location, first_line)
        name = _dotted(location)
        match detail["type"]:
            case "missing":
                yield Problem(
                    path, line, "missing-key", f"The key `{name}` is missing.",
                    f"Add a line `{location[-1]}: …`.",
                )  # fmt: skip
            case "extra_forbidden":
                yield _unknown_key(path, line, location, schema)
            case _:
                message = re.sub(r"^(Value|Assertion) error, ", "", detail["msg"])
                yield Problem(
                    path, line, "bad-value",
                    f"`{name}` is not as it should be: {message} (it says {_short(detail['input'])}).",  # noqa: E501
                    "Correct the value; CONTRIBUTING.md shows every key with an example.",
                )  # fmt: skip


def _unknown_key(path: str, line: int, location: Location, schema: type[BaseModel]) -> Problem:
    known = sorted(_keys(schema, location[:-1]))
    key = str(location[-1])
    nearest = difflib.get_close_matches(key, known, n=1)
    return Problem(
        path, line, "unknown-key", f"The key `{_dotted(location)}` is not known.",
        f"Did you mean `{nearest[0]}`?" if nearest else f"Known keys: {', '.join(known)}.",
    )  # fmt: skip


def _keys(schema: type[BaseModel], location: Location) -> set[str]:
    """Return the keys that may stand at `location` of a file of this schema."""
    models: list[type[BaseModel]] = [schema]
    for part in location:
        if isinstance(part, int):
            continue
        models = [
            inner
            for model in models
            for name, field in model.model_fields.items()
            if (field.alias or name) == part
            for inner in _models_in(field.annotation)
        ]
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in _models_in(inner)]


def _dotted(location: Location) -> str:
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
