"""Dossiers: briefings and explainers in an editor's order, with an introduction."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from briefings.model.content import Content, SourceFile
from briefings.site.compile import compile
from briefings.views.briefing import BriefingView
from briefings.views.dossier import DossierView
from briefings.views.explainer import ExplainerView
from briefings.views.home import HomeView
from briefings.views.lists import ListView
from briefings.views.page import PartOf
from tests.export_site import HERE, compiled, jsonld
from tests.project import SMALL, HtmlPage, Project
from tests.views import head, view

CROSSINGS = """\
---
title: The crossings
summary: How two banks lost their bridge.
published: 2020-07-01
authors: [Ada Berg]
sources: [{title: Minutes of the talks}]
entries:
  - {explainer: geneva, line: "Where they *met*; see [the talks](../briefings/talks.md)."}
  - {briefing: talks}
  - {briefing: ferry, line: A boat instead.}
---

Envoys met in Geneva.

## After that

See the [ferry](../briefings/ferry.md).
"""
FILES = {**SMALL, "dossiers/crossings.md": CROSSINGS}
PAGE = "dossiers/crossings.md"


def dossier(entries: str, more: str = "", body: str = "Words.") -> str:
    return f"---\ntitle: A\nsummary: B.\nentries: {entries}\n{more}---\n\n{body}\n"


def said(files: Mapping[str, str]) -> list[tuple[str, str, int, str, str]]:
    problems = compiled({**SMALL, **files}).problems
    return [(p.code, p.severity.value, p.line, p.message, p.hint) for p in problems]


# ------------------------------------------------------------------------------- its page


def test_a_dossier_shows_its_parts_in_the_order_of_its_editor() -> None:
    site = compiled(FILES)
    assert site.problems == ()
    shown = view(site, PAGE, DossierView)
    assert [(part.kind, part.title.text, part.title.href) for part in shown.parts] == [
        ("explainer", "Geneva", "../../explainers/geneva/"),
        ("briefing", "Envoys speak about the crossings", "../../briefings/talks/"),
        ("briefing", "A ferry takes over", "../../briefings/ferry/"),
    ]
    assert [part.text.text if part.text else None for part in shown.parts] == [
        "Where they *met*; see [the talks](../briefings/talks.md).", None, "A boat instead.",
    ]  # fmt: skip
    assert (shown.briefings.value, shown.explainers.value) == (2, 1)
    assert [entry.subject.text for entry in shown.background] == ["Geneva"]
    assert [section.id for section in shown.sections] == [
        "in-this-dossier", "sources", "background-on-this-page",
    ]  # fmt: skip


def test_its_markdown_has_the_introduction_with_links_at_names_and_the_parts() -> None:
    found = {page.uri: page.text for page in compiled(FILES).pages}
    assert found[PAGE].partition("\n---\n\n")[2] == (
        "# The crossings\n\nHow two banks lost their bridge.\n\n"
        "Envoys met in [Geneva](../explainers/geneva.md).\n\n## After that\n\n"
        "See the [ferry](../briefings/ferry.md).\n\n## In this dossier\n\n"
        "- [Geneva](../explainers/geneva.md): Where they *met*; see [the talks]"
        "(../briefings/talks.md).\n"
        "- [Envoys speak about the crossings](../briefings/talks.md) (2020-05-04, The Wire): "
        "Envoys met in Geneva on Monday to speak about the river crossings.\n"
        "- [A ferry takes over](../briefings/ferry.md) (2020-06-01, The Wire): A boat instead.\n\n"
        "## Sources\n\n- Minutes of the talks\n\n## Background on this page\n\n"
        "- [Geneva](../explainers/geneva.md): A Swiss city in which envoys meet.\n"
    )


def test_the_pages_of_its_parts_name_it_and_lead_to_the_parts_before_and_after() -> None:
    other = dossier("[{briefing: ferry}, {briefing: talks}]").replace("title: A", "title: Boats")
    site = compiled({**FILES, "dossiers/boats.md": other})

    def places(found: tuple[PartOf, ...]) -> list[tuple[str, int, int, str, str]]:
        return [
            (
                one.dossier.href,
                one.place.value,
                one.number.value,
                one.onward.previous.href if one.onward.previous else "",
                one.onward.next.href if one.onward.next else "",
            )
            for one in found
        ]

    assert places(view(site, "briefings/talks.md", BriefingView).dossiers) == [
        ("../../dossiers/boats/", 2, 2, "../ferry/", ""),
        ("../../dossiers/crossings/", 2, 3, "../../explainers/geneva/", "../ferry/"),
    ]
    assert places(view(site, "explainers/geneva.md", ExplainerView).dossiers) == [
        ("../../dossiers/crossings/", 1, 3, "", "../../briefings/talks/"),
    ]


def test_a_site_with_dossiers_lists_them_by_title() -> None:
    site = compiled({**FILES, "dossiers/boats.md": dossier("[{briefing: ferry}]")})
    shown = view(site, "dossiers/index.md", ListView)
    (entries,) = shown.entries
    assert [(one.title.text, one.parts.value, one.summary) for one in entries.dossiers] == [
        ("A", 1, "B."), ("The crossings", 3, "How two banks lost their bridge."),
    ]  # fmt: skip
    assert "dossiers/index.md" not in compiled().addresses


def test_the_home_page_shows_the_newest_dossiers_and_leads_to_the_others() -> None:
    days = {"old": "2019-01-01", "new": "2020-01-01", "newer": "2020-01-02", "undated": ""}
    files = {
        f"dossiers/{name}.md": dossier(
            "[{briefing: ferry}]", f"published: {day}\n" if day else ""
        ).replace("title: A", f"title: {name.capitalize()}")
        for name, day in days.items()
    }
    shown = view(compiled({**SMALL, **files}), "index.md", HomeView)
    assert [one.title.text for one in shown.dossiers] == ["Newer", "New", "Old"]
    assert shown.all_dossiers
    assert (shown.all_dossiers.link.href, shown.all_dossiers.number.value) == ("dossiers/", 4)
    few = compiled(FILES)
    assert view(few, "index.md", HomeView).all_dossiers is None
    home = next(page.text for page in few.pages if page.uri == "index.md")
    assert "## Dossiers\n\n- [The crossings](dossiers/crossings.md): How two banks" in home
    assert view(compiled(), "index.md", HomeView).dossiers == ()


def test_it_is_in_everything_that_lists_pages_for_programs() -> None:
    site = compiled(FILES)
    files = {file.uri: file.text for file in site.exports}
    assert "<loc>https://example.org/news/dossiers/crossings/</loc>" in files["sitemap.xml"]
    assert "[The crossings](https://example.org/news/dossiers/crossings.md)" in files["llms.txt"]
    assert [one["url"] for one in json.loads(files["dossiers/crossings/feed.json"])["items"]] == [
        "https://example.org/news/briefings/ferry/", "https://example.org/news/briefings/talks/",
    ]  # fmt: skip
    assert "cards/dossiers/crossings.png" in files
    assert head(site, PAGE).card == "cards/dossiers/crossings.png"
    record = next(record for record in site.records if record.kind == "dossier")
    assert record.address == "dossiers/crossings/"
    assert [part.text for part in record.text] == [
        "How two banks lost their bridge.", "Envoys met in Geneva.", "After that",
        "See the ferry.", "Where they met; see the talks.", "A boat instead.",
    ]  # fmt: skip
    data = jsonld(site, PAGE)
    assert data["@type"] == "CollectionPage"
    assert data["mainEntity"] == {
        "@type": "ItemList",
        "numberOfItems": 3,
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "url": f"{HERE.site_url}{path}"}
            for place, (name, path) in enumerate(
                [
                    ("Geneva", "explainers/geneva/"),
                    ("Envoys speak about the crossings", "briefings/talks/"),
                    ("A ferry takes over", "briefings/ferry/"),
                ],
                start=1,
            )
        ],
    }


# ------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            dossier("\n  - {briefing: talks}\n  - {briefing: tlaks}"),
            ("unknown-entry", "error", 6,
             "`entries` names the briefing `tlaks`, but there is none.", "Did you mean `talks`?"),
        ),
        (
            dossier("\n  - {briefing: geneva}"),
            ("unknown-entry", "error", 5,
             "`entries` names the briefing `geneva`, but there is none.",
             "It is an explainer: write `explainer: geneva`."),
        ),
        (
            dossier("[{explainer: a-storm-at-sea}]"),
            ("unknown-entry", "error", 4,
             "`entries` names the explainer `a-storm-at-sea`, but there is none.",
             "Name a file in explainers/ without its ending, or delete the entry."),
        ),
        (
            dossier("[{briefing: storm.txt}]"),
            ("unknown-entry", "error", 4,
             "`entries` names the briefing `storm.txt`, but there is none.",
             "Name a file in articles/ without its ending, or delete the entry."),
        ),
        (
            dossier("\n  - {briefing: talks}\n  - {explainer: geneva}\n  - {briefing: talks}"),
            ("entry-twice", "error", 7,
             "`entries` names the briefing `talks` twice, first in line 5.",
             "Delete one of the entries."),
        ),
        (
            dossier("[]"),
            ("empty-dossier", "error", 0, "The dossier has no entries.",
             "List its briefings and explainers as `entries`, or add `draft: true`."),
        ),
        (
            dossier("[{briefing: talks}]", body=""),
            ("unwritten", "warning", 0, "The summary or the introduction is missing.",
             "Write one or two sentences as `summary`, and the text below the front matter."),
        ),
        (
            dossier("[{briefing: talks, line: 'See ![it](a.png)'}]"),
            ("misplaced-picture", "error", 4,
             "An event, an entry, a correction or an update cannot show a picture.",
             "Move the picture into the text of the page, or into a note."),
        ),
        (
            dossier("[{briefing: talks, line: '[x](nowhere-at-all.md)'}]"),
            ("broken-link", "warning", 4, "“nowhere-at-all.md” leads to no page.",
             "Write the address of a page as other-dossier.md or ../briefings/a-briefing.md."),
        ),
        (
            dossier("[{briefing: talks, line: '[x](javascript:alert)'}]"),
            ("unsafe-link", "error", 4, "A link leads to “javascript:alert”.",
             "An address starts with https://, http:// or mailto:; link to a page of this site as "
             "other-dossier.md or ../briefings/a-briefing.md."),
        ),
        (
            dossier("[{briefing: talks}]", "links: {never: [atlantis]}\n"),
            ("unknown-explainer", "error", 5,
             "`links` names `atlantis`, but there is no such explainer.",
             "Name a file in explainers/, or add explainers/atlantis.md."),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)  # fmt: skip
def test_a_problem_has_its_line_and_says_what_to_do(
    text: str, problem: tuple[str, str, int, str, str]
) -> None:
    assert problem in said({"dossiers/a.md": text})


@pytest.mark.parametrize(
    ("entry", "line"),
    [("{}", 4), ("{briefing: talks, explainer: geneva}", 4), ("{briefing: talks, why: x}", 4)],
)
def test_an_entry_names_one_thing(entry: str, line: int) -> None:
    problems = said({"dossiers/a.md": dossier(f"[{entry}]")})
    assert [(severity, at) for _, severity, at, *_ in problems] == [("error", line)]


def test_a_part_is_named_as_its_file_is() -> None:
    files = {"articles/Late News.md": "---\ntitle: Late\n---\n\nA text of some words.\n"}
    named = dossier("[{briefing: Late News}]")
    site = compiled({**SMALL, **files, "dossiers/a.md": named})
    (part,) = view(site, "dossiers/a.md", DossierView).parts
    assert part.title.uri == "briefings/late-news.md"


def test_a_renamed_part_is_found_under_its_former_name() -> None:
    renamed = SMALL["articles/ferry.md"].replace("---\n\n", "redirect_from: [boat]\n---\n\n")
    files = {"articles/ferry.md": renamed, "dossiers/a.md": dossier("[{briefing: boat}]")}
    assert said(files) == [
        ("renamed-entry", "warning", 4, "`entries` names the briefing `boat`, which was renamed.",
         "Write `ferry`."),
    ]  # fmt: skip
    (part,) = view(compiled({**SMALL, **files}), "dossiers/a.md", DossierView).parts
    assert part.title.uri == "briefings/ferry.md"


def test_a_draft_among_its_parts_is_left_out_of_the_published_dossier() -> None:
    draft = SMALL["articles/ferry.md"].replace("---\n\n", "draft: true\n---\n\n")
    files = {**SMALL, "articles/ferry.md": draft, "dossiers/a.md": dossier(
        "\n  - {briefing: talks}\n  - {briefing: ferry}"
    )}  # fmt: skip
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    published = compile(content, HERE)
    assert len(view(published, "dossiers/a.md", DossierView).parts) == 1
    said = "The briefing `ferry` is a draft, and not in the published dossier."
    assert [(p.code, p.line, p.message) for p in published.problems] == [
        ("draft-in-dossier", 6, said)
    ]
    preview = compile(Content(content.files, with_drafts=True), HERE)
    assert len(view(preview, "dossiers/a.md", DossierView).parts) == 2


def test_a_day_of_publication_in_the_future_is_a_warning_unless_it_is_a_draft_until_then() -> None:
    given = dossier("[{briefing: ferry}]", "published: 2030-01-02\n")
    files = {**SMALL, "dossiers/a.md": given}
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    today = replace(content, day=date(2026, 1, 1))
    assert [p.code for p in compile(today, HERE).problems] == ["future-date"]
    later = given.replace("published:", "publish_on: 2030-01-02\npublished:")
    held = SourceFile("dossiers/a.md", later.encode())
    drafts = replace(today, files=(*today.files[:-1], held))
    assert compile(drafts, HERE).problems == ()


def test_a_draft_of_a_dossier_is_in_the_preview_only() -> None:
    files = {**SMALL, "dossiers/a.md": dossier("[]", "draft: true\n", body="")}
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    published = compile(content, HERE)
    assert published.problems == ()
    assert not {"dossiers/a.md", "dossiers/index.md"} & published.addresses
    preview = compile(Content(content.files, with_drafts=True), HERE)
    assert view(preview, "dossiers/a.md", DossierView).head.is_draft


# ---------------------------------------------------------------------- commands and a site


def test_a_new_dossier_is_a_valid_draft(small: Project) -> None:
    result = small.briefings("new", "dossier", "Boats: and bridges")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Added content/dossiers/boats-and-bridges.md" in result.stdout
    checked = small.briefings("check")
    assert (checked.exit_code, checked.stderr) == (0, "")
    again = small.briefings("new", "dossier", "Boats: and bridges")
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert "`index` is taken" in small.briefings("new", "dossier", "Index").stderr


def test_a_site_has_a_tab_for_dossiers_as_soon_as_there_is_one(small: Project) -> None:
    def tabs() -> list[str]:
        assert small.briefings("build").exit_code == 0
        return HtmlPage(small.site, "404.html").leads_to("/dossiers/")

    assert tabs() == []
    path = small.write("dossiers/crossings.md", CROSSINGS)
    assert tabs() == ["/dossiers/"]
    path.unlink()
    assert tabs() == []
