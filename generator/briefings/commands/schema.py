"""`briefings schema`: JSON Schemas of the files that editors write, for their text editors."""

import json
import re
from collections.abc import Mapping
from typing import Any

import click
from pydantic import BaseModel

from briefings.files import schemas
from briefings.mkdocs_plugin import defaults

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "article": schemas.ArticleFields,
    "explainer": schemas.ExplainerFields,
    "page": schemas.PageFields,
    "home": schemas.HomeFields,
    "outlet": schemas.OutletFields,
}
"""The model of each kind of file, by the name of its schema."""
# The table of docs/editing.md that says what the keys of a model mean, by the first column's head.
_TABLES = {
    "ArticleFields": "key of an article",
    "NoteFields": "key of a note",
    "ExplainerFields": "key of an explainer",
    "PageFields": "key of a page",
    "HomeFields": "key of the home page",
    "LinksFields": "key of `links`",
    "OutletFields": "key of an outlet",
    "CaptureFields": "key of `capture`",
}
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")


@click.command(name="schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def show(name: str) -> None:
    """Print the JSON Schema of a kind of content file.

    With it a text editor completes and checks keys: a sidecar of an article or its front matter,
    the front matter of an explainer, of a page of your own or of the home page, or an outlet.
    """
    click.echo(as_json(name), nl=False)


def as_json(name: str) -> str:
    """Return the text of `json_schema`."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def json_schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema with the meaning of each key: https://json-schema.org/draft/2020-12.

    Args:
        name: a key of `SCHEMAS`.
    """
    found = _with_numbers(SCHEMAS[name].model_json_schema())
    text = (defaults.packaged_folder("docs") / "editing.md").read_text(encoding="utf-8")
    described = {SCHEMAS[name].__name__: found, **found.get("$defs", {})}
    for model, definition in described.items():
        meanings = _meanings(text, _TABLES.get(model, ""))
        for one in (definition, *definition.get("anyOf", ())):
            for key, value in one.get("properties", {}).items():
                value.pop("title", None)
                if key in meanings:
                    value["description"] = meanings[key]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _with_numbers(found: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes a number for a text: YAML has `1960` as one, and we as text."""
    for value in found.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                _with_numbers(inner)
    if found.get("type") == "string" and not {"enum", "const", "format"} & found.keys():
        found["type"] = ["string", "number"]
    return found


def _meanings(text: str, heading: str) -> dict[str, str]:
    """Return what keys mean, from the table whose first column has this heading."""
    meanings: dict[str, str] = {}
    for table in _TABLE.findall(text):
        head, _, *lines = (
            [cell.strip() for cell in _CELL.split(line)[1:-1]] for line in table.splitlines()
        )
        if head[0] == heading:
            for keys, meaning, *_ in lines:
                meanings |= dict.fromkeys(re.findall(r"`([^`]+)`", keys), meaning)
    return meanings
