"""The page of an explainer: its view, what the template prints of it, and its Markdown."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import yaml

from briefings.model.site import OutputDir, Site
from briefings.views import registry
from briefings.views.explainer import ExplainerView, FactRow
from briefings.views.lists import Counted
from briefings.views.page import Head
from briefings.views.text import Day, Link, Number, Section
from tests.export_site import HERE, HOSTILE, compiled
from tests.project import SMALL, Project
from tests.rendering import page_html, printed
from tests.views import view, views

URI = "explainers/alma.md"
ALMA = """---
title: Alma
kind: place
summary: A place.
aliases: [Old Alma]
reviewed: 2026-01-02
timeline: [{date: 1999, event: "A [thing](borea.md#x).", source: "https://example.org/"}]
sources: [{title: A book}, {title: A site, url: "https://example.org/"}]
---

Borea is near.

## The *quay*

See [Corvo](corvo.md) and Borea.
"""
OTHER = "---\ntitle: {0}\nkind: place\nsummary: A place.\n---\n\nText.\n"
CONTENT = {
    "articles/a.md": "---\ntitle: Sources\npublished: 2020-05-04\n---\n\nIn Alma.\n\nNear Borea.\n",
    "explainers/alma.md": ALMA,
    "explainers/borea.md": OTHER.format("Borea"),
    "explainers/corvo.md": OTHER.format("Corvo"),
}
SECTIONS = (
    "sources", "timeline", "mentioned-alongside", "mentioned-in", "background-on-this-page",
)  # fmt: skip


def explainer(title: str = "Alma", **fields: object) -> ExplainerView:
    empty = ExplainerView(
        head=Head(uri=URI, kind="explainer", title=title),
        id="alma", sections=tuple(Section(name, name) for name in SECTIONS), kind="place",
        summary="A place.",
    )  # fmt: skip
    return replace(empty, **fields)  # type: ignore[arg-type]


def headings(html: str) -> list[tuple[str, str]]:
    """Return id and text of the headings of level 2 that a template has printed."""
    found = re.findall(r'<h2 id="([^"]*)">(.*?)<a class="headerlink"', html)
    return [(name, unescape(text)) for name, text in found]


def test_the_headings_of_a_page_are_those_in_its_view(compiled: Site) -> None:
    for uri, shown in views(compiled).items():
        if isinstance(shown, ExplainerView):
            html = printed("explainer.html", shown)
            assert headings(html) == [(s.id, s.title) for s in shown.sections], uri


def test_the_view_has_all_that_the_page_shows_besides_the_body() -> None:
    shown = view(compiled(CONTENT, replace(HERE, site_url="")), URI, ExplainerView)
    assert tuple(section.id for section in shown.sections) == SECTIONS
    borea = Link("Borea", "../borea/", "explainers/borea.md")
    assert shown.neighbours == (Counted(borea, Number(1, "1")),)
    assert [(entry.id, entry.day.written) for entry in shown.timeline] == [("on-1999", "1999")]
    # The id of a section stays when a briefing has its title.
    assert [briefing.id for briefing in shown.briefings] == ["sources_1"]
    assert [entry.subject for entry in shown.background] == [borea]
    assert shown.sources == (Link("A book"), Link("A site", "https://example.org/"))
    assert shown.facts == (FactRow("Also called", (Link("Old Alma"),)),)
    assert shown.reviewed == Day("2026-01-02", "2 January 2026")
    assert (shown.mentioned, shown.locator) == (Number(1, "1"), None)
    assert (shown.all_briefings, shown.more_explainers, shown.coverage) == (None, None, None)
    assert shown.head.feed == ""


def test_links_of_the_body_have_attributes_on_the_page_and_none_in_the_markdown() -> None:
    site = compiled(CONTENT)
    (target,) = (target for target in site.targets if target.page == URI)
    files = {file.tree: file for file in target.files()}
    packed = registry.file(files[OutputDir.VIEWS].data)
    assert packed.body == (
        '[Borea](borea.md "mention m-borea-1 1") is near.\n\n'
        "## The *quay* { #section-the-quay }\n\n"
        'See [Corvo](corvo.md) and [Borea](borea.md "mention m-borea-2 1").'
    )
    printed_link = '<a class="mention" data-number="1" href="borea.md" id="m-borea-2">Borea</a>'
    assert printed_link in page_html(site, URI)
    assert packed.links == ("explainers/borea.md", "explainers/corvo.md")
    _, meta, text = files[OutputDir.DOCS].text.split("---\n", 2)
    assert yaml.safe_load(meta)["also_called"] == ["Old Alma"]
    assert text.startswith(
        "\n# Alma\n\nPlace. A place.\n\n- Also called: Old Alma\n- Reviewed: 2026-01-02\n\n"
        "[Borea](borea.md) is near.\n\n## The *quay*\n\n"
        "See [Corvo](corvo.md) and [Borea](borea.md).\n\n## Sources\n\n- A book\n"
        "- [A site](https://example.org/)\n\n## Timeline\n\n"
        "- 1999: A [thing](borea.md#x). [Source](https://example.org/)\n\n"
    )
    assert not re.search(r"\{[ :.#]|<", text)
    ids = re.findall(r' id="([^"]+)"', page_html(site, URI))
    assert len(ids) == len(set(ids))


def test_the_body_has_its_footnotes_and_pictures() -> None:
    picture = '<svg width="9" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>'
    html = printed("explainer.html", explainer(), f"One.[^1]\n\n{picture}\n\n[^1]: Two.")
    _, _, body = html.partition('<div class="prose">')
    assert picture in body
    assert body.index('<div class="footnote">') < body.index('<div class="mentions">')


NAMES = [Link(name, f"../{name.lower()}/") for name in ("Borea", "Corvo", "Delia")]
MORE = Counted(Link("", "explainers/"), Number(7, "7"))


@pytest.mark.parametrize(
    ("number", "more", "words"),
    [
        (0, None, "No briefing mentions it yet."),
        (1, None, "Mentioned in the explainers Borea."),
        (2, None, "Mentioned in the explainers Borea and Corvo."),
        (3, None, "Mentioned in the explainers Borea, Corvo and Delia."),
        (2, MORE, "Mentioned in the explainers Borea, Corvo and 7 more."),
    ],
)
def test_explainers_that_mention_a_subject_are_named(
    number: int, more: Counted | None, words: str
) -> None:
    shown = explainer(explainers=tuple(NAMES[:number]), more_explainers=more)
    text = re.sub("<[^>]*>", "", printed("explainer.html", shown))
    assert text.rstrip().endswith(words)


def test_foreign_text_is_no_markup() -> None:
    link = Link(HOSTILE, 'https://example.org/?"><b>')
    shown = explainer(
        HOSTILE,
        summary=HOSTILE,
        facts=(FactRow(HOSTILE, (Link(HOSTILE),)),),
        sources=(link, Link(HOSTILE)),
        explainers=(link,),
        neighbours=(Counted(link, Number(1, "1")),),
    )
    html = printed("explainer.html", shown)
    assert not re.search("<(script|b|!--)", re.sub("<script type=.module.*", "", html))
    assert unescape(html).count(HOSTILE) == 8


@pytest.mark.parametrize(
    ("own", "shown"), [("", "Shut -- again."), ("smarty", "Shut &ndash; again.")]
)
def test_an_event_is_rendered_with_the_extensions_of_the_site(
    own: str, shown: str, tmp_path: Path
) -> None:
    timeline = "timeline: [{date: 1999, event: Shut -- again.}]\nkind:"
    files = {"explainers/geneva.md": SMALL["explainers/geneva.md"].replace("kind:", timeline)}
    project = Project(tmp_path / "project", files)
    project.configure(f"markdown_extensions: [{own}]\n")
    project.built()
    assert f"<dd>{shown}</dd>" in project.page("explainers/geneva/").text
