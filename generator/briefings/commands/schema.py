"""`briefings schema`: JSON Schemas of the files that editors write, for their text editors."""

import json
import re
from collections.abc import Mapping
from typing import Any

import click
from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from pydantic import BaseModel

from briefings.files.schemas.articles import ArticleFields
from briefings.files.schemas.dossiers import DossierFields
from briefings.files.schemas.explainers import ExplainerFields
from briefings.files.schemas.outlets import OutletFields
from briefings.files.schemas.own_pages import HomeFields, PageFields
from briefings.mkdocs_plugin import defaults, options_model
from briefings.mkdocs_plugin.options import BriefingsConfig
from briefings.text import languages, words

MKDOCS = "mkdocs"
"""Name of the schema of `mkdocs.yml`; its model has the options of the plugin."""
SCHEMAS: Mapping[str, type[BaseModel]] = {
    "article": ArticleFields,
    "explainer": ExplainerFields,
    "dossier": DossierFields,
    "page": PageFields,
    "home": HomeFields,
    "outlet": OutletFields,
    MKDOCS: options_model.model(BriefingsConfig, "PluginOptions"),
}
"""The model of each kind of file, by the name of its schema."""
# The table of the documentation that explains the keys of a model, by the first column's head.
_TABLES = {
    "PluginOptions": "setting of the plugin",
    "ArticleFields": "key of an article",
    "NoteFields": "key of a note",
    "ExplainerFields": "key of an explainer",
    "DossierFields": "key of a dossier",
    "EntryFields": "key of an entry",
    "RevisionFields": "key of a correction or update",
    "PageFields": "key of a page",
    "HomeFields": "key of the home page",
    "PictureFields": "key of `picture`",
    "LinksFields": "key of `links`",
    "OutletFields": "key of an outlet",
    "CaptureFields": "key of `capture`",
}
# Tables of settings of MkDocs and Material.
_SETTINGS = ("setting of MkDocs", "setting")
# Options of MkDocs that nobody writes in mkdocs.yml.
_NOT_WRITTEN = (config_options.Deprecated, config_options.Private)
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")


@click.command(name="schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def show(name: str) -> None:
    """Print the JSON Schema of a kind of file.

    With it a text editor completes and checks keys: a sidecar of an article or its front matter,
    the front matter of an explainer, a dossier, a page of your own or the home page, an outlet, or
    mkdocs.yml.
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
    found = SCHEMAS[name].model_json_schema()
    if name != MKDOCS:
        found = _as_written(found)
    docs = defaults.packaged_folder("docs")
    text = "".join((docs / f"{page}.md").read_text("utf-8") for page in ("editing", "operating"))
    described = {SCHEMAS[name].__name__: found, **found.get("$defs", {})}
    for model, definition in described.items():
        meanings = _meanings(text, _TABLES.get(model, ""))
        for one in (definition, *definition.get("anyOf", ())):
            for key, value in one.get("properties", {}).items():
                value.pop("title", None)
                if key in meanings:
                    value["description"] = meanings[key]
    if name == MKDOCS:
        found = _settings(found, text)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _settings(options: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the schema of `mkdocs.yml` from that of our options.

    It stands alone, because Material's is an address of another site, and takes any setting of
    MkDocs and any plugin.

    Args:
        options: the schema of the options, whose definitions move to the top.
        text: the documentation, which has the meanings of settings of MkDocs and Material.
    """
    definitions = options.pop("$defs", {})
    settings: dict[str, Any] = {}
    for heading in _SETTINGS:
        for name, meaning in _meanings(text, heading).items():
            *sections, key = name.split(".")
            keys = settings
            for section in sections:
                keys = keys.setdefault(section, {}).setdefault("properties", {})
            keys.setdefault(key, {})["description"] = meaning
    known = {name for name, option in MkDocsConfig._schema if not isinstance(option, _NOT_WRITTEN)}
    settings = {name: settings.get(name, {}) for name in sorted(known - {"config_file_path"})}
    bases = "|".join(map(languages.base, words.languages()))
    settings["theme"]["properties"]["language"] = {
        "description": "language of the interface",
        "anyOf": [{"enum": [*words.languages()]}, {"pattern": f"^({bases})([-_].+)?$"}],
    }
    definitions[options["title"]] = {**options, "type": ["object", "null"]}
    plugin = {"properties": {"briefings": {"$ref": f"#/$defs/{options['title']}"}}}
    settings["plugins"] |= {
        "type": ["array", "object"],
        "items": {"type": ["string", "object"], **plugin},
        **plugin,
    }
    return {"type": "object", "properties": settings, "$defs": definitions}


def _as_written(found: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of what people write, which is not what a model holds.

    It takes a number for a text, because YAML has `1960` as one, and no key without a value.
    """
    for value in found.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                _as_written(inner)
    if {"type": "null"} in (choices := found.get("anyOf", [])):
        choices.remove({"type": "null"})
        del found["default"]
        if len(choices) == 1:
            found |= found.pop("anyOf")[0]
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
