"""Corrections and updates: on their page, on a page of their own, and in its feed."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from lxml.html import HtmlElement, document_fromstring, fragment_fromstring
from playwright.sync_api import Page

from briefings.model.content import Content, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.site.exports import feeds
from briefings.text import uris
from briefings.views.lists import ListView
from tests.browser_pages import settle, violations
from tests.conftest import ServeSite
from tests.export_site import ATOM, HERE, atom, compiled, exports, jsonld, sitemap_entries
from tests.project import BRIDGE, GENEVA, SMALL, Project, tree
from tests.rendering import page_html
from tests.test_site_feeds import json_feed
from tests.views import head, view

PAGE = uris.CORRECTIONS


def written(**lists: list[dict[str, str]]) -> str:
    return yaml.safe_dump(lists, allow_unicode=True, sort_keys=False)


def site(geneva: str = "", talks: str = "", ferry: str = "") -> dict[str, str]:
    """Return a site whose explainer and articles have these further keys."""
    return {
        **SMALL,
        "explainers/geneva.md": GENEVA.replace("kind:", f"{geneva}kind:"),
        "articles/talks.yml": SMALL["articles/talks.yml"] + talks,
        "articles/ferry.md": SMALL["articles/ferry.md"].replace("outlet:", f"{ferry}outlet:"),
    }


BOTH = site(
    geneva=written(
        corrections=[{"date": "2020-06-02", "text": "The year was *1971*; see [it](geneva.md)."}],
        updates=[{"date": "2020-07-01", "text": "A new lake."}],
    ),
    talks=written(
        corrections=[{"date": "2020-06-02", "text": "A note named the wrong bank."}],
        notes=[
            {"quote": "stays closed", "note": "Long.", "date": "2020-07-01", "author": "Ada Berg"},
            {"quote": "take a year", "note": "Undated."},
        ],
    ),
)


def lines(made: Site, uri: str = PAGE) -> list[str]:
    """Return what the list shows: the day, and for each change kind, page, words and author."""
    return [
        f"{day.day.written}: {change.kind}, {change.link.href}, {change.text.text}"
        + (f", {change.author}" if change.author else "")
        for listed in view(made, uri, ListView).entries
        for day in listed.changes
        for change in day.changes
    ]


def test_all_dated_changes_are_on_one_page_newest_first() -> None:
    made = compiled(BOTH)
    assert made.problems == ()
    assert lines(made) == [
        "1 July: note, ../briefings/talks/#note-1, stays closed, Ada Berg",
        "1 July: update, ../explainers/geneva/#update-2020-07-01, A new lake.",
        "2 June: correction, ../briefings/talks/#correction-2020-06-02, "
        "A note named the wrong bank.",
        "2 June: correction, ../explainers/geneva/#correction-2020-06-02, "
        "The year was 1971; see it.",
    ]
    (year,) = view(made, PAGE, ListView).entries
    assert year.heading
    assert (year.heading.title, head(made, PAGE).title) == ("2020", "Corrections and updates")


@pytest.mark.parametrize("files", [SMALL, site(geneva="reviewed: 2020-06-02\n")])
def test_without_a_change_there_is_no_such_page(files: dict[str, str]) -> None:
    made = compiled(files)
    everything = [*(page.uri for page in made.pages), *(page.uri for page in made.exports)]
    assert not [uri for uri in everything if "correction" in uri]
    assert "Corrections" not in "".join(page.text for page in (*made.pages, *made.exports))


def test_the_page_is_in_the_search_the_sitemap_and_the_overview() -> None:
    made = compiled(BOTH)
    (record,) = (r for r in made.records if r.kind == "page")
    assert (record.address, record.title) == ("corrections/", "Corrections and updates")
    assert "Geneva: A new lake." in [text.text for text in record.text]
    files = {page.uri: page.text for page in made.exports}
    days = sitemap_entries(files["sitemap.xml"])
    changed = ("corrections/", "explainers/geneva/", "briefings/talks/")
    assert {days[path] for path in changed} == {"2020-07-01"}
    assert "corrections/index.md): by day, newest first" in files["llms.txt"]


def test_a_page_shows_its_own_changes_and_names_the_newest_below_its_title() -> None:
    made = compiled(BOTH)
    geneva = fragment_fromstring(page_html(made, "explainers/geneva.md"), create_parent="div")
    facts = geneva.find_class("facts")[0]
    assert facts.text_content().endswith(" · Page updated 1 July 2020")
    (listed,) = geneva.find_class("revisions")
    assert [" ".join(row.text_content().split()) for row in listed] == [
        "1 July 2020", "Update A new lake.",
        "2 June 2020", "Correction The year was 1971; see it.",
    ]  # fmt: skip
    newest, *_ = (dt.get("id") for dt in listed.iter("dt"))
    assert [a.get("href") for a in facts.iter("a")][-1] == f"#{newest}"
    talks = fragment_fromstring(page_html(made, "briefings/talks.md"), create_parent="div")
    assert talks.find_class("facts")[0].text_content().endswith("· Page corrected 2 June 2020")
    ferry = page_html(made, "briefings/ferry.md")
    assert "Page " not in ferry
    assert "revisions" not in ferry


def test_structured_data_has_corrections_and_the_day_of_the_last_change() -> None:
    made = compiled(BOTH)
    for uri, text, day in (
        ("explainers/geneva.md", "The year was 1971; see it.", "2020-07-01"),
        ("briefings/talks.md", "A note named the wrong bank.", "2020-06-02"),
    ):
        said = jsonld(made, uri)
        assert said["dateModified"] == day
        comment = {"@type": "CorrectionComment", "text": text, "datePublished": "2020-06-02"}
        assert said["correction"] == [comment]
    assert not {"dateModified", "correction"} & jsonld(made, "briefings/ferry.md").keys()
    assert head(made, "explainers/geneva.md").modified == "2020-07-01"


def test_data_has_the_changes_as_their_files_do() -> None:
    files = exports(BOTH)
    (geneva,) = json.loads(files["data/explainers.json"])["explainers"]
    assert geneva["updates"] == [{"date": "2020-07-01", "text": "A new lake."}]
    assert geneva["corrections"][0]["text"] == "The year was *1971*; see [it](geneva.md)."
    ferry, talks = json.loads(files["data/briefings.json"])["briefings"]
    assert (ferry["corrections"], ferry["updates"], talks["updates"]) == ([], [], [])
    assert talks["corrections"] == [{"date": "2020-06-02", "text": "A note named the wrong bank."}]


# ------------------------------------------------------------------------------------------ feed


def test_the_feed_has_each_change_with_its_day_and_author() -> None:
    files = exports(BOTH)
    root, feed = atom(files["corrections/feed.xml"]), json_feed(files["corrections/feed.json"])
    assert root.findtext(f"{ATOM}title") == feed.title == "Corrections and updates – A Site"
    assert feed.home_page_url == "https://example.org/news/corrections/"
    at = "https://example.org/news/"
    assert [
        (one.id, one.url, one.title, one.content_text, one.date_published, one.authors[0].name)
        for one in feed.items[:3]
    ] == [
        (
            f"{at}briefings/talks/#note-2020-07-01", f"{at}briefings/talks/#note-1",
            "Note added: Envoys speak about the crossings", "“stays closed”",
            "2020-07-01T00:00:00Z", "Ada Berg",
        ),
        (
            f"{at}explainers/geneva/#update-2020-07-01",
            f"{at}explainers/geneva/#update-2020-07-01",
            "Update: Geneva", "A new lake.", "2020-07-01T00:00:00Z", "A Site",
        ),
        (
            f"{at}briefings/talks/#correction-2020-06-02",
            f"{at}briefings/talks/#correction-2020-06-02",
            "Correction: Envoys speak about the crossings", "A note named the wrong bank.",
            "2020-06-02T00:00:00Z", "A Site",
        ),
    ]  # fmt: skip
    assert head(compiled(BOTH), PAGE).feed == feeds.CORRECTIONS
    assert not head(compiled(BOTH, replace(HERE, site_url="")), PAGE).feed


def test_an_entry_keeps_its_id_when_notes_are_numbered_anew() -> None:
    noted = [{"quote": "stays closed", "note": "Long.", "date": "2020-07-01"}]
    ids = []
    for more in ([], [{"quote": "met in", "note": "Again."}]):
        files = exports(site(talks=written(notes=[*noted, *more])))
        (item,) = json_feed(files["corrections/feed.json"]).items
        ids.append((item.id, item.url.rpartition("#")[2]))
    (one, first), (other, second) = ids
    assert one == other
    assert (first, second) == ("note-1", "note-2")


# ------------------------------------------------------------------------------------ many changes


def test_a_long_list_is_split_and_begins_with_the_newest() -> None:
    start = date(2019, 1, 1)
    days = [start + timedelta(days=3 * n) for n in range(230)]
    updates = [{"date": day.isoformat(), "text": f"Number {day}."} for day in days]
    made = compiled(site(geneva=written(updates=updates)))
    front = view(made, PAGE, ListView)
    assert [group.link.text for group in front.groups] == ["2020", "2019"]
    assert front.groups_heading
    assert front.groups_heading.title == "All 230 entries"
    assert len(lines(made)) == front.groups[0].number.value > 80
    assert lines(made)[0].startswith("18 November 2020: update, ../explainers/geneva/#")
    year = view(made, "corrections/first.md", ListView)
    assert year.onward
    assert year.onward.next
    assert year.onward.next.href == "../"
    shown = [h.title for entries in year.entries if (h := entries.heading)]
    assert shown[:2] == ["December 2019", "November 2019"]
    assert lines(made, "corrections/first.md")[0].startswith(
        "30 December: update, ../../explainers/"
    )
    assert len({line for uri in (PAGE, "corrections/first.md") for line in lines(made, uri)}
               ) == 230  # fmt: skip


# ------------------------------------------------------------------------------------------ checks


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            site(geneva="corrections: [{date: 2020-13-01, text: A.}]\n"),
            "explainers/geneva.md:3 bad-value `corrections[1].date` is not valid: write a day as "
            "2018-02-01 (it is “2020-13-01”).",
        ),
        (
            site(talks="updates: [{date: 2020-05-01}]\n"),
            "articles/talks.yml:5 missing-key The key `updates[1].text` is missing.",
        ),
        (
            site(talks="correction: [{date: 2020-05-01, text: A.}]\n"),
            "articles/talks.yml:5 unknown-key The key `correction` is not known.",
        ),
        (
            site(ferry="updates: New words.\n"),
            "articles/ferry.md:4 bad-value `updates` is not a list.",
        ),
        (
            site(talks='updates: [{date: 2020-05-01, text: "[a](javascript:b)"}]\n'),
            "articles/talks.yml:5 unsafe-link A link leads to “javascript:b”.",
        ),
        (
            site(geneva='updates: [{date: 2020-05-01, text: "[a](javascript:b)"}]\n'),
            "explainers/geneva.md:3 unsafe-link A link leads to “javascript:b”.",
        ),
        (
            site(talks='updates: [{date: 2020-05-01, text: "[a](fery.md)"}]\n'),
            "articles/talks.yml:5 broken-link “fery.md” leads to no page.",
        ),
        (
            site(geneva='updates: [{date: 2020-05-01, text: "[a](nowhere.md)"}]\n'),
            "explainers/geneva.md:3 broken-link “nowhere.md” leads to no page.",
        ),
    ],
)  # fmt: skip
def test_wrong_entries_are_reported_with_their_line(files: dict[str, str], found: str) -> None:
    (problem,) = compiled(files).problems
    assert f"{problem.file}:{problem.line} {problem.code} {problem.message}" == found


def test_links_lead_to_renamed_pages() -> None:
    link = [{"date": "2020-05-01", "text": "See [it](../explainers/span.md)."}]
    files = {
        **site(geneva=written(updates=link), talks=written(corrections=link)),
        "explainers/bridge.md": BRIDGE.replace("kind:", "redirect_from: [span]\nkind:"),
    }
    made = compiled(files)
    assert [(p.file, p.code) for p in made.problems] == [
        ("articles/talks.yml", "moved-link"), ("explainers/geneva.md", "moved-link"),
    ]  # fmt: skip
    assert "span.md" not in "".join(page.text for page in made.pages)


@pytest.mark.parametrize(
    ("more", "day", "reported"),
    [
        ("", date(2020, 6, 1), ["articles/ferry.md", "explainers/geneva.md"]),
        ("", date(2020, 6, 2), []),
        ("", None, []),
        ("publish_on: 2020-06-02\n", date(2020, 6, 1), []),
    ],
)
def test_a_change_from_the_future_is_reported(
    more: str, day: date | None, reported: list[str]
) -> None:
    keys = written(corrections=[{"date": "2020-06-02", "text": "A."}]) + more
    files = site(geneva=keys, ferry=keys)
    content = Content(
        tuple(SourceFile(path, text.encode()) for path, text in files.items()), day=day
    )
    made = compile(content, HERE)
    assert [p.file for p in made.problems if p.code == "future-date"] == reported
    assert any(page.uri == PAGE for page in made.pages) is not (more != "")


# ------------------------------------------------------------------------------------ a built site


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("corrections") / "project", BOTH)
    project.built("--strict")
    return project


def html(project: Project, path: str) -> HtmlElement:
    return document_fromstring((project.site / path).read_text("utf-8"))


def named(project: Project, path: str) -> list[list[str]]:
    """Return the texts of links to the page of corrections: in the header, menu and foot."""
    page = html(project, path)
    return [
        [a.text_content() for a in part.iter("a") if a.get("href", "").endswith("corrections/")]
        for name in ("masthead", "drawer", "colophon")
        for part in page.find_class(name)
    ]


PAGES = ("index.html", "404.html", "briefings/talks/index.html", "explainers/geneva/index.html")


def test_every_page_leads_to_corrections_as_soon_as_there_are_some(
    project: Project, tmp_path: Path
) -> None:
    assert all(named(project, path) == [["Corrections"]] * 3 for path in PAGES)
    again = Project(tmp_path / "again", SMALL)
    again.built()
    assert all(named(again, path) == [[]] * 3 for path in PAGES)
    for path, text in BOTH.items():
        again.write(path, text)
    again.built()
    assert tree(again.site) == tree(project.site)
    done = again.run("mkdocs", "build", "--quiet", "--strict", "--site-dir", "other")
    assert done.returncode == 0, done.stderr
    for path in (*PAGES, "corrections/index.html"):
        assert (again.folder / "other" / path).read_bytes() == (again.site / path).read_bytes()
    for path, text in SMALL.items():
        again.write(path, text)
    again.built()
    assert not (again.site / "corrections").exists()
    assert all(named(again, path) == [[]] * 3 for path in PAGES)


@pytest.mark.parametrize("files", [BOTH, SMALL], ids=["some", "none"])
def test_nav_names_and_places_the_page_if_there_is_one(
    files: dict[str, str], tmp_path: Path
) -> None:
    project = Project(tmp_path / "project", files)
    project.configure(
        "nav:\n  - index.md\n  - Us:\n      - Errata: corrections/index.md\n"
        "  - briefings/index.md\n"
    )
    project.built("--strict")
    assert named(project, "index.html")[1:] == ([["Errata"]] * 2 if files is BOTH else [[]] * 2)
    if files is BOTH:
        assert html(project, "corrections/index.html").findtext(".//h1") == "Errata"


@pytest.mark.browser
def test_the_page_is_accessible_and_fits_a_narrow_window(
    project: Project, serve_site: ServeSite, browser_page: Page
) -> None:
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    for path in ("corrections/", "explainers/geneva/", "briefings/talks/"):
        browser_page.goto(serve_site(project.site) + path)
        settle(browser_page)
        for scheme in ("light", "dark"):
            browser_page.emulate_media(color_scheme=scheme)
            assert violations(browser_page) == []
        browser_page.set_viewport_size({"width": 320, "height": 640})
        assert not browser_page.evaluate(wide)
        browser_page.set_viewport_size({"width": 1280, "height": 720})
