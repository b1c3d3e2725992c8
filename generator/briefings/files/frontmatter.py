"""Strict YAML files and front matter, validated by pydantic, with a line for each problem.

PyYAML parses the YAML, python-frontmatter splits the front matter from the body.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel, ValidationError

from briefings.files import charsets, limits, yaml_tree
from briefings.files.guard import guarded
from briefings.files.yaml_tree import Location
from briefings.model.content import Problem, SourceFile
from briefings.model.reading import CharsetBasis

NONE: Mapping[str, str] = MappingProxyType({})
Fields = TypeVar("Fields", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Fields]):
    """The valid fields of a file, and problems with the others."""

    fields: Fields
    """The valid fields."""
    body: str
    """The text after the front matter; empty for a YAML file."""
    body_line: int
    """First line of the body, from 1."""
    lines: Mapping[Location, int]
    """Line of each valid key and list entry, by its location: `("aliases", 0)`."""
    problems: tuple[Problem, ...] = ()
    """All problems of the file."""
    left_out: Mapping[str | int, Sequence[str]] = field(default_factory=dict)
    """The texts in invalid fields, by top-level key."""

    def line(self, *location: str | int) -> int:
        """Return the line of a field, or of the nearest field that contains it."""
        return yaml_tree.nearest_line(self.lines, location)


def decode(source: SourceFile) -> str | Problem:
    """Decode a file that an editor wrote, with line feeds as line ends.

    Only UTF-8 and files with a byte order mark are accepted. The problem of any other file names
    its probable character set; a wrong guess would change words.
    """
    limit = limits.EDITORIAL_LIMIT if source.path.endswith(".md") else None
    if problem := limits.too_large(source.path, len(source.data), limit):
        return problem
    decoded = charsets.decode(source.data)
    if decoded is None:
        return charsets.binary(source.path)
    if decoded.charset.nulls:
        # They are no longer in the text; a character set of two bytes for each has others.
        text = source.data.decode("utf-8-sig", "replace")
        return yaml_tree.control_character(source.path, text, max(text.find("\0"), 0), 0)
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


@guarded(lambda problem: (problem,))
def parse_yaml(source: SourceFile, schema: type[Fields]) -> Parsed[Fields] | tuple[Problem, ...]:
    """Parse a YAML file into `schema`; return only problems if nothing can be read."""
    text = decode(source)
    if isinstance(text, Problem):
        return (text,)
    return _parse(source.path, text, "", 1, 0, schema, NONE)


def parse_page(
    source: SourceFile, schema: type[Fields], stand_ins: Mapping[str, str] = NONE
) -> Parsed[Fields] | tuple[Problem, ...]:
    """Parse a Markdown file with front matter, as `parse_page_text` does."""
    text = decode(source)
    if isinstance(text, Problem):
        return (text,)
    return parse_page_text(source.path, text, schema, stand_ins)


def parse_page_text(
    path: str, text: str, schema: type[Fields], stand_ins: Mapping[str, str] = NONE
) -> Parsed[Fields] | tuple[Problem, ...]:
    """Parse the text of a Markdown file with front matter into `schema`.

    Args:
        path: the file, for the problems.
        text: the text, with line feeds as line ends.
        schema: model of the front matter.
        stand_ins: values of required keys that are missing or invalid. They have no line.

    Returns:
        The parsed file with its problems; only problems if nothing can be read.
    """
    if not text.startswith("---"):
        return (Problem(
            path, 1, "no-front-matter", "The file does not start with front matter.",
            "Start the file with a line `---`, then `title: …` and the other fields, then `---`.",
        ),)  # fmt: skip
    page = split(text)
    if page is None:
        return (not_closed(path),)
    first_line = text.count("\n", 0, text.index(page.header, 3))
    return _parse(path, page.header, page.body, page.body_line, first_line, schema, stand_ins)


def not_closed(path: str) -> Problem:
    """Return the problem of front matter without an end."""
    return Problem(
        path, 1, "open-front-matter", "The front matter is not closed.",
        "Add a line `---` after the last field.",
    )  # fmt: skip


# Keys without which a picture is not shown: what to write.
_MENDS: Mapping[str | int, str] = {
    "alt": "Say what the picture shows, for readers who cannot see it: `alt: …`.",
    "credit": "Say who made the picture: `credit: …`.",
}


# What pydantic says in the terms of a program: what to write.
_PLAIN: Mapping[str, str] = {
    "string_type": "write one text",
    "bool_parsing": "write `true` or `false`",
    "bool_type": "write `true` or `false`",
    "float_parsing": "write a number",
    "float_type": "write a number",
    "too_long": "it has too many entries",
}


class Split(NamedTuple):
    """The two parts of a page with front matter."""

    header: str
    """The front matter."""
    body: str
    """The text after it, without leading blank lines."""
    body_line: int
    """First line of the body, from 1."""


def split(text: str) -> Split | None:
    """Split a page; return None if it has no front matter, or one that is not closed."""
    if not text.startswith("---"):
        return None
    try:
        header, body = YAMLHandler().split(text)
    except ValueError:
        return None
    stripped = body.lstrip("\n")
    return Split(header, stripped, text.count("\n", 0, len(text) - len(stripped)) + 1)


def _parse(
    path: str,
    text: str,
    body: str,
    body_line: int,
    offset: int,
    schema: type[Fields],
    stand_ins: Mapping[str, str],
) -> Parsed[Fields] | tuple[Problem, ...]:
    if len(text) > limits.FACTS_LIMIT:
        return (limits.too_long_front_matter(path, len(text)),)
    composed = yaml_tree.compose(path, text, offset)
    if isinstance(composed, Problem):
        return (composed,)
    node, data = composed
    lines: dict[Location, int] = {}
    problems = list(yaml_tree.walk(path, node, (), offset, lines))
    if aliases := [problem for problem in problems if problem.code == "alias"]:
        return tuple(aliases[:1])
    problems += yaml_tree.cut_values(path, text, node, (), offset)
    left_out: dict[str | int, list[str]] = defaultdict(list)
    reported = False
    while True:
        try:
            fields = schema.model_validate(data)
        except ValidationError as error:
            if not reported:
                problems.extend(field_problems(path, error, schema, lines, 1 + offset))
            wrong = {yaml_tree.in_file(detail["loc"], lines) for detail in error.errors()}
        else:
            return Parsed(fields, body, body_line, lines, tuple(problems), left_out)
        if reported and wrong == {()}:
            return tuple(problems)
        # Remove invalid nodes and validate the rest. Their parents may become invalid in turn.
        node = yaml_tree.without(node, (), wrong, left_out)
        data, reported = {**stand_ins, **yaml_tree.construct(node)}, True
        lines = {}
        list(yaml_tree.walk(path, node, (), offset, lines))


def field_problems(
    path: str,
    error: ValidationError,
    schema: type[BaseModel],
    lines: Mapping[Location, int],
    first_line: int,
    help_page: str = "editing",
) -> Iterator[Problem]:
    """Yield what is wrong with the fields of a file.

    Args:
        path: the file.
        error: what pydantic says.
        schema: the model of the fields.
        lines: the line of each location.
        first_line: the line of fields without one.
        help_page: the page of the documentation that shows every key.
    """
    details = error.errors(include_url=False)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*at[:-1], key) for at in unknown for key in _nearest(at, schema)}
    for detail in details:
        location: Location = detail["loc"]
        place = yaml_tree.in_file(location, lines) or location
        line = lines.get(place, first_line)
        match detail["type"]:
            case "missing" if location in meant:
                pass  # the misspelt key is reported instead
            case "missing" if isinstance(location[-1], int):
                yield Problem(
                    path, line, "bad-value", f"`{yaml_tree.dotted(place)}` has too few entries.",
                    f"It needs {location[-1] + 1} or more; `briefings help {help_page}` shows an "
                    "example.",
                )  # fmt: skip
            case "missing":
                yield Problem(
                    path, line, "missing-key",
                    f"The key `{yaml_tree.dotted(location)}` is missing.",
                    _MENDS.get(location[-1]) or f"Add a line `{location[-1]}: …`.",
                )  # fmt: skip
            case "extra_forbidden":
                yield _unknown_key(path, line, location, schema)
            case _ if _is_empty(detail["input"]):
                yield Problem(
                    path, line, "bad-value", f"`{yaml_tree.dotted(place)}` is empty.",
                    _MENDS.get(location[-1])
                    or "Write a value, or delete the key. Quotation marks are needed before `#`.",
                )  # fmt: skip
            case "tuple_type" if isinstance(value := detail["input"], str) and _needs_keys(
                schema, location, value
            ):
                known = ", ".join(sorted(_keys(schema, location)))
                yield Problem(
                    path, line, "bad-value", f"`{yaml_tree.dotted(place)}` is not a list.",
                    "Write each entry as `- key: value`, on a line of its own. "
                    f"Known keys: {known}.",
                )  # fmt: skip
            case "tuple_type" if isinstance(value := detail["input"], str):
                entries = ", ".join(filter(None, map(str.strip, value.split(","))))
                yield Problem(
                    path, line, "bad-value", f"`{yaml_tree.dotted(place)}` is not a list.",
                    f"Write a list: `{location[-1]}: [{entries}]`.",
                )  # fmt: skip
            case "tuple_type":
                yield Problem(
                    path, line, "bad-value", f"`{yaml_tree.dotted(place)}` is not a list.",
                    "Begin each entry with `- `, on a line of its own.",
                )  # fmt: skip
            case "model_type" | "dict_type":
                known = ", ".join(sorted(_keys(schema, location))) or "names with values"
                yield Problem(
                    path, line, "bad-value",
                    f"`{yaml_tree.dotted(place)}` is {_short(detail['input'])}, and must have keys "
                    "with values.",
                    f"Write `key: value` below it. Known keys: {known}.",
                )  # fmt: skip
            case _:
                message = _PLAIN.get(detail["type"]) or detail["msg"]
                message = re.sub(r"^(Value|Assertion) error, ", "", message)
                message = re.sub(r"^Input should be", "it must be", message)
                yield Problem(
                    path, line, "bad-value",
                    f"`{yaml_tree.dotted(place)}` is not valid: {message} "
                    f"(it is {_short(detail['input'])}).",
                    f"Correct the value; `briefings help {help_page}` shows every key with an "
                    "example.",
                )  # fmt: skip


def _unknown_key(path: str, line: int, location: Location, schema: type[BaseModel]) -> Problem:
    nearest = _nearest(location, schema)
    known = ", ".join(sorted(_keys(schema, location[:-1])))
    return Problem(
        path, line, "unknown-key", f"The key `{yaml_tree.dotted(location)}` is not known.",
        f"Did you mean `{nearest[0]}`?" if nearest else f"Known keys: {known}.",
    )  # fmt: skip


def _nearest(location: Location, schema: type[BaseModel]) -> list[str]:
    """Return the known key that is most similar to an unknown one, if any."""
    known = sorted(_keys(schema, location[:-1]))
    return difflib.get_close_matches(str(location[-1]), known, n=1)


def _needs_keys(schema: type[BaseModel], location: Location, value: str) -> bool:
    """Return whether the schema allows keys at `location`, and no text in their place."""
    models = _models_at(schema, location)
    for model in models:
        with suppress(ValidationError):
            model.model_validate(value)
            return False
    return bool(models)


def _keys(schema: type[BaseModel], location: Location) -> set[str]:
    """Return the keys that the schema allows at `location`."""
    models = _models_at(schema, location)
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _models_at(schema: type[BaseModel], location: Location) -> list[type[BaseModel]]:
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
    return models


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in _models_in(inner)]


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
