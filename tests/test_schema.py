"""JSON Schemas for text editors: they take what the generator takes, and refuse what it refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from briefings.commands.schema import SCHEMAS, json_schema
from briefings.files.frontmatter import split
from tests.rendering import ROOT

VALIDATORS = {name: Draft202012Validator(json_schema(name)) for name in SCHEMAS}


def faults(name: str, text: str) -> list[str]:
    loaded = yaml.load(text, _Loader)
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(loaded)]


class _Loader(yaml.CSafeLoader):
    """YAML 1.2 without dates, as language servers read it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def shipped() -> Iterator[tuple[str, Path]]:
    for name, pattern in (
        ("article", "articles/*.*"),
        ("explainer", "explainers/*.md"),
        ("outlet", "outlets/*.yml"),
    ):
        files = [p for p in (ROOT / "content").glob(pattern) if p.suffix in (".md", ".yml")]
        yield from ((name, path) for path in sorted(files))


def test_the_shipped_content_is_valid() -> None:
    for name, path in shipped():
        text = path.read_text(encoding="utf-8")
        page = split(text)
        assert faults(name, page.header if page else text) == [], path.name


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_describes_every_key(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    assert all(value.get("description") for value in schema["properties"].values())


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("article", "title: A\npublished: 2018-02-01\nlinks: {never: [x], Clinton: bill}", ""),
        ("article", "notes: [{quote: a, note: b, sources: ['https://a.example/']}]", ""),
        ("article", "notes: [{quote: a, note: b, sources: [{title: t}]}]", ""),
        ("article", "draft: true\npublish_on: 2026-12-01", ""),
        ("article", "titel: A", "$"),
        ("article", "tags: A, B", "$.tags"),
        ("article", "notes: [{quote: a}]", "$.notes[0]"),
        ("article", "notes: [{quote: a, note: b, kind: joke}]", "$.notes[0].kind"),
        ("article", "links: {once_per: line}", "$.links.once_per"),
        ("explainer", "{title: A, kind: place, summary: S, aliases: [B, {text: C}]}", ""),
        ("explainer", "{title: A, kind: planet, summary: S}", "$.kind"),
        ("explainer", "{title: A, kind: place}", "$"),
        ("explainer", "{title: 9, kind: place, summary: S, timeline: [{}]}", "$.timeline[0]"),
        ("page", "{title: A, in: nav, draft: true}", ""),
        ("page", "{title: A, in: top}", "$.in"),
        ("page", "{in: nav}", "$"),
        ("home", "{title: A}", ""),
        ("home", "{in: nav}", "$"),
        ("outlet", "{name: A, capture: {end: ['^Related']}}", ""),
        ("outlet", "{name: A, capture: {ends: ['^Related']}}", "$.capture"),
    ],
)  # fmt: skip
def test_what_a_schema_refuses(name: str, text: str, wrong: str) -> None:
    assert {fault.partition(":")[0] for fault in faults(name, text)} == (
        {wrong} if wrong else set()
    )
