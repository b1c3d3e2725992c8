"""JSON Schemas for text editors: they take what the generator takes, and refuse what it refuses."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader

from briefings.commands.init import starter_files
from briefings.commands.schema import MKDOCS, SCHEMAS, json_schema
from briefings.files.frontmatter import split
from briefings.mkdocs_plugin.options import BriefingsConfig
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
        ("dossier", "dossiers/*.md"),
        ("outlet", "outlets/*.yml"),
    ):
        files = [p for p in (ROOT / "content").glob(pattern) if p.suffix in (".md", ".yml")]
        yield from ((name, path) for path in sorted(files))
    yield "mkdocs", ROOT / "mkdocs.yml"


def test_the_files_of_a_new_site_are_valid() -> None:
    files = starter_files("Harbour: news", "pt-BR", "https://example.org/", "The Pier")
    assert faults("mkdocs", files["mkdocs.yml"]) == []
    assert faults("outlet", files["content/outlets/the-pier.yml"]) == []
    # What is in comments is valid too.
    written = re.sub(r"^( *)# ( *(?:- \{)?[a-z_]+:)", r"\1\2", files["mkdocs.yml"], flags=re.M)
    settings = yaml.safe_load(written)
    assert faults("mkdocs", written) == []
    assert settings["theme"].keys() == {"name", "language", "custom_dir", "logo"}
    options = {"latest", "links", "share_cards", "card_font"}
    assert settings["plugins"][0]["briefings"].keys() == options
    assert settings["extra"]["social"][0]["name"] == "Mastodon"
    (named,) = re.findall(r"^# yaml-language-server: \$schema=(.*)$", files["mkdocs.yml"], re.M)
    assert json.loads(files[named]) == json_schema("mkdocs")


def test_the_shipped_files_are_valid() -> None:
    for name, path in shipped():
        text = path.read_text(encoding="utf-8")
        page = split(text)
        assert faults(name, page.header if page else text) == [], path.name


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_and_describes_every_key(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    keys = schema["$defs"]["PluginOptions"] if name == MKDOCS else schema
    assert all(value.get("description") for value in keys["properties"].values())


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("article", "title: A\npublished: 2018-02-01\nlinks: {never: [x], Clinton: bill}", ""),
        ("article", "notes: [{quote: a, note: b, sources: ['https://a.example/']}]", ""),
        ("article", "notes: [{quote: a, note: b, sources: [{title: t}]}]", ""),
        ("article", "draft: true\npublish_on: 2026-12-01", ""),
        ("article", "{captured: 2020-08-07, url: 'HTTPS://a.example/'}", ""),
        ("article", "captured: 2020-08-07 19:08", ""),
        ("article", "captured: yesterday", "$.captured"),
        ("article", "url: a.example", "$.url"),
        ("article", "title:", "$.title"),
        ("explainer", "{title: A, kind: place, summary: S, valid: {to: May}}", "$.valid.to"),
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
        ("page", "{title: A, picture: {file: a.svg, alt: B, credit: C}}", ""),
        ("page", "{title: A, picture: {file: a.svg, alt: B}}", "$.picture"),
        ("article", "picture: {file: a.svg, alt: '', credit: C}", "$.picture.alt"),
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


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ("", []),
        ("{latest: 20, content_dir: texts, locale: en_US}", []),
        ("{links: {once_per: page, never: [sochi], per_100_words: 2.5, Tripoli: tripoli}}", []),
        ("{problems: {unknown-date: ignore, duplicate: error}}", []),
        ("{problems: {unknown-dat: ignore}}", [".problems"]),
        ("{problems: {duplicate: fatal}}", [".problems.duplicate"]),
        ("{lates: 20}", [""]),
        ("{latest: many}", [".latest"]),
        ("{latest: '20', content_dir: [a]}", [".content_dir", ".latest"]),
        ("{links: {once_per: line}}", [".links.once_per"]),
        ("{links: {per_100_words: -1}}", [".links.per_100_words"]),
        ("{links: {never: sochi}}", [".links.never"]),
        ("{links: {Tripoli: 5}}", [".links.Tripoli"]),
        ("{links: []}", [".links"]),
    ],
)  # fmt: skip
def test_the_schema_of_mkdocs_yml_refuses_what_the_plugin_refuses(
    options: str, wrong: Sequence[str]
) -> None:
    for plugins, at in (
        (f"[{{briefings: {options}}}, tags]", "$.plugins[0].briefings"),
        (f"{{briefings: {options}, tags: {{}}}}", "$.plugins.briefings"),
    ):
        found = faults("mkdocs", f"plugins: {plugins}")
        assert sorted(fault.partition(":")[0] for fault in found) == [at + key for key in wrong]
    config = BriefingsConfig()
    config.load_dict(yaml.safe_load(options) or {})
    assert bool([*chain(*config.validate())]) == bool(wrong)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{site_name: A, theme: material, plugins: [briefings, tags], strict: true}", ""),
        ("theme: {language: pt_BR, palette: [{scheme: slate}]}", ""),
        ("theme: {language: nb}", "$.theme.language"),
        ("plugins: briefings", "$.plugins"),
    ],
)  # fmt: skip
def test_the_schema_of_mkdocs_yml_takes_settings_of_others(text: str, wrong: str) -> None:
    assert [fault.partition(":")[0] for fault in faults("mkdocs", text)] == [wrong] * bool(wrong)


def test_the_schema_of_mkdocs_yml_explains_what_the_documentation_does() -> None:
    settings = json_schema("mkdocs")["properties"]
    assert "custom_dir" in settings["theme"]["properties"]["logo"]["description"]
    assert settings["extra_css"]["description"]
    assert "site_url" in settings


def test_text_editors_know_the_tags_that_mkdocs_reads() -> None:
    settings = json.loads(starter_files("A", "en", "", "B")[".vscode/settings.json"])
    known = {tag.partition(" ")[0] for tag in settings["yaml.customTags"]}
    read = get_yaml_loader(config=MkDocsConfig()).yaml_constructors
    assert known == {tag for tag in read if str(tag).startswith("!")}
