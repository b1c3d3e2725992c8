"""Strict YAML and front matter: every finding has its line, and what fields mean is not known here.

YAML is parsed by PyYAML, front matter is split by python-frontmatter, and fields are checked by
the pydantic model that the caller hands in. This module joins the three so that a finding about a
field names the line the field stands on.
"""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel, ValidationError

from briefings.files import charsets, limits, yaml_tree
from briefings.files.yaml_tree import Location
from briefings.model.content import Problem, SourceFile
from briefings.model.reading import CharsetBasis

NONE: Mapping[str, str] = MappingProxyType({})
Fields = TypeVar("Fields", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Fields]):
    """What a file says, without what is not as it should be."""

    fields: Fields
    """The checked fields."""
    body: str
    """What follows the front matter; empty for a YAML file."""
    body_line: int
    """Line on which the body begins, from 1."""
    lines: Mapping[Location, int]
    """Line of every key and list entry that was kept, by its path: `("aliases", 0)`."""
    problems: tuple[Problem, ...] = ()
    """All that is wrong with the rest."""
    left_out: Mapping[str | int, Sequence[str]] = field(default_factory=dict)
    """The texts in what was left out, by the key of the file under which it stands."""

    def line(self, *location: str | int) -> int:
        """Return the line of a field, or of the nearest thing that contains it."""
        return yaml_tree.nearest_line(self.lines, location)


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
    """Parse a YAML file into `schema`; return what is wrong with it where nothing can be read."""
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
        path: the file, for the findings.
        text: what it says, with line feeds as line ends.
        schema: what its front matter may say.
        stand_ins: what required keys say in place of a value that is missing or wrong. They have
            no line.

    Returns:
        What the file says, with all that is wrong with it; only the latter where nothing can be
        read.
    """
    if not text.startswith("---"):
        return (Problem(
            path, 1, "no-front-matter", "The file does not begin with front matter.",
            "Begin the file with a line `---`, then `title: …` and the other fields, then `---`.",
        ),)  # fmt: skip
    page = split(text)
    if page is None:
        return (Problem(
            path, 1, "open-front-matter", "The front matter is not closed.",
            "Put a line `---` after the last field.",
        ),)  # fmt: skip
    first_line = text.count("\n", 0, text.index(page.header, 3))
    return _parse(path, page.header, page.body, page.body_line, first_line, schema, stand_ins)


class Split(NamedTuple):
    """The two parts of a page with front matter."""

    header: str
    """The front matter."""
    body: str
    """What follows it, without blank lines before."""
    body_line: int
    """Line on which the body begins, from 1."""


def split(text: str) -> Split | None:
    """Return the parts of a page; None for one without front matter, or with an open one."""
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
    composed = yaml_tree.compose(path, text, offset)
    if isinstance(composed, Problem):
        return (composed,)
    node, data = composed
    lines: dict[Location, int] = {}
    problems = list(yaml_tree.walk(path, node, (), offset, lines))
    if aliases := [problem for problem in problems if problem.code == "alias"]:
        return tuple(aliases[:1])
    left_out: dict[str | int, list[str]] = defaultdict(list)
    stood_in = False
    while True:
        try:
            fields = schema.model_validate(data)
        except ValidationError as error:
            if not stood_in:
                problems.extend(_field_problems(path, error, schema, lines, 1 + offset))
            wrong = {yaml_tree.in_file(detail["loc"], lines) for detail in error.errors()}
        else:
            return Parsed(fields, body, body_line, lines, tuple(problems), left_out)
        if stood_in and wrong == {()}:
            return tuple(problems)
        # What is wrong is left out, so that the rest can be looked at too; then what it stood in
        # may lack something, and so on.
        node = yaml_tree.without(node, (), wrong, left_out)
        data, stood_in = {**stand_ins, **yaml_tree.construct(node)}, True
        lines = {}
        list(yaml_tree.walk(path, node, (), offset, lines))


def _field_problems(
    path: str,
    error: ValidationError,
    schema: type[BaseModel],
    lines: Mapping[Location, int],
    first_line: int,
) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*at[:-1], key) for at in unknown for key in _nearest(at, schema)}
    for detail in details:
        location: Location = detail["loc"]
        place = yaml_tree.in_file(location, lines)
        line = lines.get(place, first_line)
        match detail["type"]:
            case "missing" if location in meant:
                pass  # where it is misspelt, that is told
            case "missing":
                yield Problem(
                    path, line, "missing-key",
                    f"The key `{yaml_tree.dotted(location)}` is missing.",
                    f"Add a line `{location[-1]}: …`.",
                )  # fmt: skip
            case "extra_forbidden":
                yield _unknown_key(path, line, location, schema)
            case "string_too_short":
                yield Problem(
                    path, line, "bad-value", f"`{yaml_tree.dotted(place)}` is empty.",
                    "Write something there, or delete it.",
                )  # fmt: skip
            case _:
                message = re.sub(r"^(Value|Assertion) error, ", "", detail["msg"])
                yield Problem(
                    path, line, "bad-value",
                    f"`{yaml_tree.dotted(place)}` is not as it should be: {message} "
                    f"(it says {_short(detail['input'])}).",
                    "Correct the value; `briefings help editing` shows every key with an example.",
                )  # fmt: skip


def _unknown_key(path: str, line: int, location: Location, schema: type[BaseModel]) -> Problem:
    nearest = _nearest(location, schema)
    known = ", ".join(sorted(_keys(schema, location[:-1])))
    return Problem(
        path, line, "unknown-key", f"The key `{yaml_tree.dotted(location)}` is not known.",
        f"Did you mean `{nearest[0]}`?" if nearest else f"Known keys: {known}.",
    )  # fmt: skip


def _nearest(location: Location, schema: type[BaseModel]) -> list[str]:
    """Return the key, if any, that may be meant by one that is not known."""
    known = sorted(_keys(schema, location[:-1]))
    return difflib.get_close_matches(str(location[-1]), known, n=1)


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


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
