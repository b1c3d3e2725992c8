"""The documentation: every key is described once, and every link has a target."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml
from click.testing import CliRunner
from pydantic import AliasChoices, BaseModel

from briefings.archive.record import FoundMention, MentionedSubject, Record
from briefings.commands.help import PAGES
from briefings.commands.main import SUBCOMMANDS, main
from briefings.files.schemas.articles import ArticleFields, NoteFields
from briefings.files.schemas.dossiers import DossierFields, EntryFields
from briefings.files.schemas.explainers import FACTS, ExplainerFields
from briefings.files.schemas.links import LINK_RULES, LinksFields
from briefings.files.schemas.outlets import CaptureFields, OutletFields
from briefings.files.schemas.own_pages import HomeFields, PageFields
from briefings.files.schemas.shared import PictureFields, RevisionFields
from briefings.mkdocs_plugin.options import BriefingsConfig
from briefings.model.linking import Sense, Verdict
from briefings.model.site import Site
from tests import export_site, template_docs
from tests.project import REPOSITORY

DOCS = REPOSITORY / "docs"
TABLES: dict[str, type[BaseModel]] = {
    "key of an article": ArticleFields,
    "key of a note": NoteFields,
    "key of an explainer": ExplainerFields,
    "key of a correction or update": RevisionFields,
    "key of a dossier": DossierFields,
    "key of an entry": EntryFields,
    "key of a page": PageFields,
    "key of the home page": HomeFields,
    "key of `picture`": PictureFields,
    "key of an outlet": OutletFields,
    "key of `capture`": CaptureFields,
}
APART = ("links", "notes", "capture", "facts", "picture")
"""Keys that have tables of their own."""


def rows(heading: str) -> dict[str, str]:
    """Return the rows of the one table whose first column has this heading, by their keys."""
    found: list[dict[str, str]] = []
    for file in sorted(DOCS.glob("*.md")):
        for table in re.findall(r"(?:^\|.*\n)+", file.read_text("utf-8"), re.MULTILINE):
            head, _, *lines = table.splitlines()
            if head.startswith(f"| {heading} |"):
                keys = [re.findall(r"`([^`]+)`", line.split("|")[1]) for line in lines]
                listed = [key for several in keys for key in several]
                assert len(listed) == len(set(listed)), f"{file.name}: a key of {heading} twice"
                found.append({k: line for ks, line in zip(keys, lines, strict=True) for k in ks})
    (only,) = found
    return only


def keys(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of a schema as people write them, with the names of its fields."""
    written = {}
    for name, field in model.model_fields.items():
        alias = field.validation_alias
        first = alias.choices[0] if isinstance(alias, AliasChoices) else alias
        written[str(first or name)] = name
    return written


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the schemas inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_the_content_is_described_once(heading: str) -> None:
    described, model = rows(heading), TABLES[heading]
    assert described.keys() == keys(model).keys()
    for key, name in keys(model).items():
        if key in APART:
            continue
        for inner in models_in(model.model_fields[name].annotation):
            for word in keys(inner):
                assert f"`{word}`" in described[key] or f"{{{word}:" in described[key], (key, word)


def test_every_fact_is_described_for_its_kind() -> None:
    described = rows("kind")
    for kind, facts in FACTS.items():
        assert re.findall(r"`(\w+)`", described.get(kind.value, ""))[1:] == [
            word
            for name in facts
            for word in (name, *(("office", "from", "to") if name == "offices" else ()))
        ]


def test_every_rule_of_linking_is_described_once() -> None:
    described = rows("key of `links`")
    assert described.keys() == keys(LinksFields).keys() - {"decided"}
    assert described.keys() == LINK_RULES


def test_every_rule_of_the_ledger_is_described_once() -> None:
    assert rows("rule of the ledger").keys() == {verdict.value for verdict in Verdict}


def test_every_kind_of_evidence_is_described_in_order() -> None:
    text = (DOCS / "editing.md").read_text("utf-8")
    described = re.findall(r"\| `(decided-by-[a-z-]+)` \|$", text, re.MULTILINE)
    assert described == [sense.value for sense in Sense if sense.value.startswith("decided-by")]


def test_every_setting_of_the_plugin_is_described_once() -> None:
    assert rows("setting of the plugin").keys() == {key for key, _ in BriefingsConfig._schema}


@pytest.mark.parametrize(
    ("name", "heading"),
    [("briefings", "key of a briefing"), ("explainers", "key of an explainer's entry")],
)
def test_every_key_of_the_data_is_described_once(name: str, heading: str, compiled: Site) -> None:
    (text,) = (page.text for page in compiled.exports if page.uri == f"data/{name}.json")
    data = json.loads(text)
    assert rows(heading).keys() == data[name][0].keys()
    page = (DOCS / "outputs.md").read_text("utf-8")
    assert all(f"`{key}`" in page for key in data)


def test_every_key_of_front_matter_is_described_once(compiled: Site) -> None:
    facts = {
        "@type": "NewsArticle", "headline": "Talks", "articleSection": "World", "author": "Ann Orr",
        "url": "https://a.example/", "datePublished": "2020-01-01", "dateModified": "2020-01-02",
    }  # fmt: skip
    text = "<p>Envoys met to speak of the bridge, which stays closed for another year.</p>" * 9
    script = f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    more = {
        "articles/a.html": f"<html><head>{script}</head><article>{text}</article>",
        "articles/a.yml": "title: A\n"
        "corrections: [{date: 2020-01-03, text: A.}]\nupdates: [{date: 2020-01-03, text: A.}]\n",
    }
    pages = (*compiled.pages, *export_site.compiled(more).pages)
    used = {key for page in pages for key in yaml.safe_load(page.text.split("---\n")[1])}
    assert rows("key in front matter").keys() == used


def test_every_key_of_an_archive_is_described_once() -> None:
    described = rows("key of a record")
    assert described.keys() == Record.__dataclass_fields__.keys()
    assert all(f"`{key}`" in described["subjects"] for key in MentionedSubject.__dataclass_fields__)
    assert rows("key of a mention").keys() == FoundMention.__dataclass_fields__.keys()


def ids(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "file", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p}.md" for p in PAGES)]
)
def test_links_lead_somewhere(file: str) -> None:
    path = REPOSITORY / file
    text = path.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for address in re.findall(r"\]\(([^)\s]+)\)", prose):
        if address.startswith("https://"):
            continue
        name, _, fragment = address.partition("#")
        target = path.parent / name if name else path
        assert target.is_file(), address
        assert not fragment or fragment in ids(target), address


def test_the_first_pages_are_short() -> None:
    assert len((REPOSITORY / "README.md").read_text("utf-8").splitlines()) <= 120
    assert (REPOSITORY / "CONTRIBUTING.md").stat().st_size <= 4096


def test_the_reference_of_templates_is_what_make_docs_writes() -> None:
    assert template_docs.PAGE.read_text(encoding="utf-8") == template_docs.page()


def test_help_shows_every_page_of_the_documentation() -> None:
    assert {path.stem for path in DOCS.glob("*.md")} == PAGES.keys()
    listed = CliRunner().invoke(main, ["help"]).stdout
    for page in PAGES:
        assert f"briefings help {page} " in listed
        shown = CliRunner().invoke(main, ["help", page])
        assert shown.stdout == (DOCS / f"{page}.md").read_text(encoding="utf-8")
    shown = CliRunner().invoke(main, ["help", "changes"])
    assert shown.stdout == (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["README.md", *(f"docs/{page}.md" for page in PAGES)])
def test_the_commands_and_options_that_are_shown_exist(file: str) -> None:
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    for line in re.findall(r"\bbriefings [a-z][^`\n#]*", text):
        _, command, *words = line.split()
        if command not in SUBCOMMANDS:
            continue
        arguments = [command, words[0]] if command == "new" and words else [command]
        shown = CliRunner().invoke(main, [*arguments, "--help"]).output
        for option in re.findall(r"--[a-z-]+", line):
            assert option in shown, line
