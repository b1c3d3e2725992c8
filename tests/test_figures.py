"""Figures on pages: foreign text, their values in words, and as readers meet them."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from briefings.model.content import Content, Settings, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.site.figures import coverage, timeline
from briefings.site.figures.timeline import Event
from briefings.text import uris
from briefings.views.explainer import ExplainerView
from briefings.views.figures import CoverageFigure, Marked, Period, TimelineFigure
from briefings.views.text import Day, Number
from tests.browser_pages import LAPTOP, PHONE, Scheme, each_scheme, resize, violations
from tests.conftest import Once, ServeSite
from tests.picture_boxes import drawn
from tests.project import Project, broken_links
from tests.rendering import page_html
from tests.views import view

HOSTILE = (
    '</title><script>alert(1)</script> & "x" \'y\' \x02wzxhzdk:0\x03 {{ 7*7 }} <b onclick=""> ]]>'
)


# ----------------------------------------------------------------- foreign text


def test_foreign_text_shows_as_the_characters_that_it_is() -> None:
    entries = [Event("1999", HOSTILE, '"><script>'), Event("2001", HOSTILE, "#b")]
    figure = timeline.draw(HOSTILE, entries, [], "en_GB")
    assert figure
    known = {"svg", "g", "a", "title", "line", "rect", "circle", "text"}
    root = ET.fromstring(figure.svg)
    assert {element.tag for element in root.iter()} <= known
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("style", "fill")]
    assert "\x02" not in figure.svg
    assert "\n" not in figure.svg
    assert root.get("aria-label", "").startswith("</title><script>alert(1)</script> & ")


def test_pictures_tell_what_they_are() -> None:
    line = ET.fromstring(drawn("1999", "2001"))
    assert (line.get("role"), line.get("aria-label")) == ("group", "Timeline")
    assert [link.findtext("title") for link in line.iter("a")] == ["On 1999", "On 2001"]
    bars = coverage.draw(coverage.periods([date(2018, 1, 31), date(2018, 2, 1)]), "en_GB")
    assert ET.fromstring(bars).get("aria-hidden") == "true"  # the caption and the table say it


# ----------------------------------------------------------------- on the page


ARTICLE = (
    "---\ntitle: {0}\npublished: {1}\n---\n\n{2} met on Monday. They spoke of it for an hour.\n"
)
EXPLAINER = "---\ntitle: {0}\nkind: place\nsummary: A place.\n{1}---\n\nText.\n"
TIMELINE = """timeline:
  - {date: 1999, event: "An *early* [thing](https://example.org/)."}
  - {date: 2016-06, event: Another.}
  - {date: 2016-06, event: And one more.}
"""
CONTENT = {
    "articles/a.md": ARTICLE.format("One", "2018-02-01", "Alma, Borea and Corvo"),
    "articles/b.md": ARTICLE.format("Two", "2020-10-05", "Alma and Borea"),
    "articles/c.txt": "Alma and Delia met on Monday. They spoke of it for an hour.\n",
    "articles/c.yml": "title: Three\n",
    "explainers/alma.md": EXPLAINER.format("Alma", TIMELINE),
    "explainers/borea.md": EXPLAINER.format("Borea", ""),
    "explainers/corvo.md": EXPLAINER.format("Corvo", ""),
    "explainers/delia.md": EXPLAINER.format("Delia", ""),
}
# The same with a dozen briefings of known day.
COVERED = {
    **CONTENT,
    **{
        f"articles/b{day}.md": ARTICLE.format(f"Two {day}", f"2020-10-{day}", "Alma")
        for day in range(11, 21)
    },
}


def compiled(texts: Mapping[str, str] = CONTENT) -> Site:
    files = tuple(SourceFile(path, text.encode()) for path, text in texts.items())
    return compile(Content(files), Settings())


def html_of(**changed: str) -> str:
    texts = {f"explainers/{name}.md": text for name, text in changed.items()}
    return page_html(compiled({**CONTENT, **texts}), "explainers/alma.md")


def test_an_explainer_has_its_pictures_and_the_same_in_words() -> None:
    html = page_html(compiled(COVERED), "explainers/alma.md")
    assert html.count("<svg class=") == 2
    caption = "12 briefings from February 2018 to October 2020, by month. The date of 1 more is not"
    assert f"<figcaption>{caption} known.</figcaption>" in html
    assert '<th scope="row">February 2018</th><td>1</td>' in html
    assert re.findall(r'<a href="(.*?)">(\w+)</a> <span class="count">(.*?)</span>', html) == [
        ("../borea/", "Borea", "in 2 briefings"),
        ("../corvo/", "Corvo", "in 1 briefing"),
        ("../delia/", "Delia", "in 1 briefing"),
    ]


def test_the_values_of_a_caption_and_of_a_table_are_in_the_view() -> None:
    figure = view(compiled(), "explainers/alma.md", ExplainerView).timeline_figure
    assert figure
    assert replace(figure, svg="") == TimelineFigure("", Marked.ONE_BY_ONE)
    shown = view(compiled(COVERED), "explainers/alma.md", ExplainerView)
    assert shown.coverage
    assert replace(shown.coverage, svg="") == CoverageFigure(
        svg="",
        periods=(
            Period(Day("2018-02", "February 2018"), Number(1, "1")),
            Period(Day("2020-10", "October 2020"), Number(11, "11")),
        ),
        number=Number(12, "12"),
        undated=Number(1, "1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "caption"),
    [
        ([], "Each date leads to its entry below."),
        (["2017-01-01"], "below. The stroke under the line is the briefing that mentions it."),
        (["2017-01-01", "2018-01-01"],
         "below. The strokes under the line are the briefings that mention it."),
        ([f"2017-01-{day:02}" for day in range(1, 14)],
         "below. The bar under the line is the time of the briefings that mention it."),
    ],
)  # fmt: skip
def test_the_caption_of_a_timeline_says_how_briefings_are_marked(
    days: list[str], caption: str
) -> None:
    articles = {f"articles/{day}.md": ARTICLE.format(day, day, "Alma") for day in days}
    explainers = {path: text for path, text in CONTENT.items() if path.startswith("explainers/")}
    html = page_html(compiled({**explainers, **articles}), "explainers/alma.md")
    assert f"{caption}</figcaption>" in html


def test_an_entry_says_without_marks_what_happened_and_leads_to_it() -> None:
    html = html_of()
    assert "<title>1999: An early thing.</title>" in html
    for name in ("on-1999", "on-2016-06", "on-2016-06-no-2"):
        assert f'<a href="#{name}">' in html
        assert f'<dt id="{name}">' in html


def test_an_explainer_without_dates_or_mentions_has_no_pictures() -> None:
    html = html_of(alma=EXPLAINER.format("Zyzzyva", ""))
    assert "<svg" not in html
    assert "Mentioned alongside" not in html


def test_fewer_than_a_dozen_briefings_have_no_picture_of_their_own() -> None:
    fewer = {path: text for path, text in COVERED.items() if path != "articles/b11.md"}
    assert view(compiled(fewer), "explainers/alma.md", ExplainerView).coverage is None


@pytest.mark.parametrize(
    ("source", "target", "directory", "file"),
    [
        ("explainers/a.md", "explainers/b.md", "../b/", "b.html"),
        ("explainers/a.md", "briefings/b.md", "../../briefings/b/", "../briefings/b.html"),
        ("explainers/a.md", "explainers/index.md", "../", "index.html"),
        ("explainers/a.md", "index.md", "../../", "../index.html"),
        ("index.md", "explainers/a.md", "explainers/a/", "explainers/a.html"),
        ("explainers/index.md", "explainers/a.md", "a/", "a.html"),
        ("search.md", "index.md", "../", "index.html"),
        ("index.md", "index.md", "./", "index.html"),
    ],
)
def test_addresses_of_the_built_site(source: str, target: str, directory: str, file: str) -> None:
    assert uris.final(source, target, directories=True) == directory
    assert uris.final(source, target, directories=False) == file


@pytest.mark.parametrize("directories", [True, False])
def test_links_in_pictures_lead_somewhere(directories: bool, tmp_path: Path) -> None:
    project = Project(tmp_path / "project", CONTENT)
    project.configure(f"use_directory_urls: {str(directories).lower()}\n")
    project.built()
    built = project.site / ("explainers/alma/index.html" if directories else "explainers/alma.html")
    html = built.read_text("utf-8")
    address = "../../briefings/a/" if directories else "../briefings/a.html"
    assert f'<a href="{address}"><title>Briefing, 1 February 2018: One</title>' in html
    if directories:
        assert broken_links(project.site) == []


# ----------------------------------------------------------------- as readers meet them


PAGES = ("kosovo", "osce", "libyan-civil-war-2011", "resolution-1244", "serbia")

MEETING = """() => {
    const found = [];
    for (const picture of document.querySelectorAll(".figure > svg")) {
        const texts = [...picture.querySelectorAll("text")].map((text) => {
            const { left, right, top, bottom } = text.getBoundingClientRect();
            // Without the room that a font keeps above and below its letters.
            return { left, right, top: top + 2, bottom: bottom - 2, words: text.textContent };
        });
        for (const [number, one] of texts.entries()) {
            if (one.left < 0 || one.right > document.documentElement.clientWidth)
                found.push(`${one.words} is outside`);
            for (const other of texts.slice(number + 1))
                if (one.left < other.right && other.left < one.right
                    && one.top < other.bottom && other.top < one.bottom)
                    found.push(`${one.words} meets ${other.words}`);
        }
        for (const text of picture.querySelectorAll("text"))
            if (parseFloat(getComputedStyle(text).fontSize) < 12) found.push("small text");
    }
    return found;
}"""


@pytest.fixture
def covered(once: Once, serve_site: ServeSite) -> str:
    """The address of an explainer that a dozen briefings mention."""
    folder = once("covered", lambda folder: Project(folder, COVERED).built())
    return f"{serve_site(Project(folder).site)}explainers/alma/"


each_width = pytest.mark.parametrize("width", [320, 360, 390, 768, 1280, 1920])


@each_width
def test_text_in_timelines_is_large_enough_and_apart(
    width: int, browser_page: Page, site: str
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    for slug in PAGES:
        browser_page.goto(f"{site}explainers/{slug}/")
        assert browser_page.locator(".figure > svg").count() == 1
        assert browser_page.evaluate(MEETING) == [], slug


@each_width
def test_text_in_both_pictures_is_large_enough_and_apart(
    width: int, browser_page: Page, covered: str
) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    browser_page.goto(covered)
    assert browser_page.locator(".figure > svg").count() == 2
    assert browser_page.evaluate(MEETING) == []


@each_scheme
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_axe_finds_no_barrier_in_the_table_of_a_picture(
    width: int, scheme: Scheme, browser_page: Page, covered: str
) -> None:
    resize(browser_page, width)
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(covered)
    table = browser_page.locator(".in-numbers table")
    expect(table).to_be_hidden()
    browser_page.get_by_text("In numbers", exact=True).click()
    expect(table).to_be_visible()
    assert violations(browser_page, within=".in-numbers") == []


def test_pictures_are_walked_through_with_the_keyboard_in_the_order_of_time(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}explainers/kosovo/")
    picture = browser_page.get_by_role("group", name="Timeline: Kosovo")
    entries = picture.locator("a[href^='#']")
    entries.first.focus()
    for number in range(entries.count()):
        entry = entries.nth(number)
        expect(entry).to_be_focused()
        expect(entry.locator(".dot")).to_have_css("stroke-width", "3px")
        browser_page.keyboard.press("Tab")
    expect(picture.locator("a[href^='../../briefings/']").first).to_be_focused()
    entries.last.focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile("#on-2023-09-24$"))
    expect(browser_page.locator("dt:target")).to_contain_text("24 September 2023")
