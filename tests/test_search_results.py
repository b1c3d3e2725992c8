"""Results of searches across all bundles, in a browser."""

import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect

from briefings.build import search
from tests.conftest import ServeSite
from tests.project import SMALL, Project

ITALIAN = """\
---
title: I ministri a Ginevra
published: 2016-03-02
lang: it
---

I ministri hanno discusso delle elezioni libiche.

# Le conclusioni

Il documento fu approvato dall'assemblea.
"""
CHINESE = """\
---
title: 安理会在日内瓦开会
published: 2015-05-04
lang: zh
---

12国代表、记者5月4日在日内瓦开会，讨论利比亚局势。各方同意停火。
"""
RUSSIAN = """\
---
title: Министры в Женеве
published: 2016-07-01
lang: ru
---

Министры говорили о выборах в Ливии.
"""
UNDATED = """\
---
title: A text without a day
outlet: sample-wire
---

Somebody wrote of Libya, and nobody knows when.
"""
LEAVE = """\
---
title: Boats leave Zuwara
published: 2014-05-05
outlet: harbour-news
tags: [sea rescue]
lang: en
---

The boats left Zuwara, and their owners spoke of the Sahel.
"""
RETURN = """\
---
title: Boats return to Zuwara
published: 2013-05-06
outlet: sample-wire
tags: [fishing]
lang: en
---

The boats came back to Zuwara in the evening.
"""
ZUWARA = """\
---
title: Zuwara
kind: place
summary: A port from which boats sail.
---

A town by the sea.
"""
CONTENT = {
    "articles/italian.md": ITALIAN,
    "articles/chinese.md": CHINESE,
    "articles/russian.md": RUSSIAN,
    "articles/undated.md": UNDATED,
    "articles/leave.md": LEAVE,
    "articles/return.md": RETURN,
    "explainers/zuwara.md": ZUWARA,
    "outlets/harbour-news.yml": "name: Harbour News\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped content, other languages and another outlet, each month in its own bundle."""
    project = Project(tmp_path_factory.mktemp("search"))
    for path, text in CONTENT.items():
        project.write(path, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "AT_MOST", 1)
        project.built()
    assert len(list((project.site / "pagefind").iterdir())) > 6
    return project


@pytest.fixture(scope="module")
def address(project: Project, serve_site: ServeSite) -> str:
    return serve_site(project.site)


def found(page: Page, url: str) -> list[str]:
    """Go to a search, wait for its end, show all that it found, and return the titles."""
    page.goto(url)
    status = page.get_by_role("status")
    expect(status).to_contain_text(re.compile("found for|selection|Nothing"), ignore_case=True)
    if not (number := re.search(r"(\d+) pages? ", status.inner_text())):
        return []
    titles = page.locator("main ol h3")
    explained = page.get_by_role("region", name="Explained")
    if explained.get_by_role("button").is_visible():
        explained.get_by_role("button").click()
    more = page.locator("[data-search-group=briefings] [data-search-more]")
    for _ in range(200):  # a click during a load does nothing
        if titles.count() == int(number[1]):
            break
        more.evaluate("button => button.click()")
        page.wait_for_timeout(100)
    expect(titles).to_have_count(int(number[1]))
    return titles.all_inner_texts()


IN_OTHER_LANGUAGES = {
    "elezioni": "I ministri a Ginevra",  # other parts have only "El"
    "conclusioni assemblea": "I ministri a Ginevra",  # in no part but one are both words
    "libiche": "I ministri a Ginevra",
    "выборах": "Министры в Женеве",
    "говори": "Министры в Женеве",  # the beginning of a word
    "МИНИСТРЫ": "Министры в Женеве",
    "日内瓦": "安理会在日内瓦开会",  # from the middle of a sentence
    "利比亚": "安理会在日内瓦开会",
}


def ask(page: Page, query: str) -> None:
    """Search for something on the page of the search, where it stands."""
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")


@pytest.mark.browser
def test_articles_are_found_in_their_own_language_and_script(
    browser_page: Page, address: str
) -> None:
    browser_page.goto(f"{address}search/")
    for query, title in IN_OTHER_LANGUAGES.items():
        ask(browser_page, query)
        expect(browser_page.get_by_role("status")).to_have_text(f"1 page found for “{query}”.")
        expect(browser_page.locator("main ol h3")).to_have_text([title])


@pytest.mark.browser
def test_scripts_without_spaces_are_shown_as_they_were(browser_page: Page, address: str) -> None:
    found(browser_page, f"{address}search/?q=日内瓦")
    excerpt = browser_page.locator("main ol .search-result__excerpt").first
    shown = "12国代表、记者5月4日在日内瓦开会，讨"
    assert excerpt.inner_text().startswith(shown)
    assert excerpt.locator("mark").all_inner_texts()[0] == "日内瓦"
    browser_page.goto(f"{address}search/?q=瓦内日")
    expect(browser_page.get_by_role("status")).to_contain_text("Nothing found")


@pytest.mark.browser
def test_a_section_of_a_result_is_where_its_link_leads(browser_page: Page, address: str) -> None:
    found(browser_page, f"{address}search/?q=approvato")
    section = browser_page.locator("main ol").get_by_role("link", name="Le conclusioni")
    section.click()
    expect(browser_page).to_have_url(f"{address}briefings/italian/#section-le-conclusioni")
    heading = browser_page.locator("#section-le-conclusioni")
    expect(heading).to_contain_text("Le conclusioni")
    expect(heading).to_be_in_viewport()


@pytest.mark.browser
def test_all_parts_are_searched_and_counted_as_one(browser_page: Page, address: str) -> None:
    titles = found(browser_page, f"{address}search/?q=Libya")
    assert len(titles) == len(set(titles)) > 10
    headings = browser_page.get_by_role("main").get_by_role("heading", level=2)
    numbers = [int(text.split()[-1]) for text in headings.all_inner_texts()]
    assert sum(numbers) == len(titles)
    years = browser_page.get_by_role("group", name="Year").get_by_role("button").all_inner_texts()
    assert [year[:4] for year in years] == sorted((y[:4] for y in years), reverse=True)
    assert len(years) > 1


@pytest.mark.browser
@pytest.mark.parametrize(
    ("facet", "value", "left"),
    [
        ("Subject", "Sahel", "Boats leave Zuwara"),
        ("Outlet", "Harbour News", "Boats leave Zuwara"),
        ("Topic", "Fishing", "Boats return to Zuwara"),
        ("Year", "2013", "Boats return to Zuwara"),
    ],
)
def test_each_chip_narrows_a_search_and_stands_in_the_address(
    facet: str, value: str, left: str, browser_page: Page, address: str
) -> None:
    wide = f"{address}search/?q=Zuwara"
    titles = browser_page.locator("main ol h3")
    status = browser_page.get_by_role("status")
    every = found(browser_page, wide)
    assert sorted(every) == ["Boats leave Zuwara", "Boats return to Zuwara", "Zuwara"]
    if facet != "Year":
        browser_page.locator("summary", has_text=facet).click()
    chip = browser_page.get_by_role("group", name=facet, exact=True).get_by_role(
        "button", name=value
    )
    expect(chip).to_have_text(f"{value}1")
    chip.click()
    stored = value.lower() if facet == "Topic" else value
    expect(browser_page).to_have_url(f"{wide}&{urlencode({facet.lower(): stored})}")
    expect(status).to_have_text("1 page found for “Zuwara”.")
    expect(titles).to_have_text([left])
    browser_page.reload()
    expect(status).to_have_text("1 page found for “Zuwara”.")
    expect(titles).to_have_text([left])
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(browser_page).to_have_url(wide)
    expect(titles).to_have_text(every)


@pytest.mark.browser
@pytest.mark.parametrize(("order", "reverse"), [("newest", True), ("oldest", False)])
def test_results_of_all_parts_are_ordered_by_day_and_those_without_one_come_last(
    order: str, reverse: bool, browser_page: Page, address: str
) -> None:
    titles = found(browser_page, f"{address}search/?q=Libya&sort={order}")
    days = [
        str(time.get_attribute("datetime")) for time in browser_page.locator("main ol time").all()
    ]
    assert len(set(days)) > 4
    assert days == sorted(days, reverse=reverse)
    assert "A text without a day" in titles[len(days) :]


@pytest.mark.browser
def test_a_search_loads_little_and_what_it_can_be_narrowed_by_only_when_asked(
    browser_page: Page, address: str
) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    found(browser_page, f"{address}search/?q=elezioni")
    assert sum("/fragment/" in url for url in asked) == 1
    assert not any("/facets.packed" in url for url in asked)
    found(browser_page, f"{address}search/?q=Zuwara")
    assert not any("/facets.packed" in url for url in asked)
    browser_page.locator("summary", has_text="Subject").click()
    expect(
        browser_page.get_by_role("group", name="Subject").get_by_role("button").first
    ).to_be_visible()
    assert any("/facets.packed" in url for url in asked)
    asked.clear()
    browser_page.goto("about:blank")
    assert found(browser_page, f"{address}search/?subject=Kosovo")
    assert not any("/index/" in url for url in asked)


@pytest.mark.browser
def test_only_the_first_results_are_loaded_before_they_can_be_seen(
    browser_page: Page, address: str
) -> None:
    asked: list[str] = []
    browser_page.set_viewport_size({"width": 390, "height": 500})
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(f"{address}search/?q=Libya")
    expect(browser_page.get_by_role("status")).to_contain_text("found for")
    assert sum("/fragment/" in url for url in asked) == 3 + 5
    browser_page.get_by_role("button", name="Show more").scroll_into_view_if_needed()
    expect(browser_page.locator("main ol h3").nth(3 + 5)).to_be_attached()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("directories", "site_url"), [(True, ""), (False, "https://example.org/news/")]
)
def test_results_lead_to_their_pages_wherever_the_site_stands(
    directories: bool, site_url: str, browser_page: Page, serve_site: ServeSite, tmp_path: Path
) -> None:
    project = Project(tmp_path / "project", SMALL)
    project.configure(f"use_directory_urls: {str(directories).lower()}\nsite_url: {site_url!r}\n")
    project.built()
    (tmp_path / "served").mkdir()
    project.site.rename(tmp_path / "served/below")
    root = f"{serve_site(tmp_path / 'served')}below/"
    page = "search/" if directories else "search.html"
    assert found(browser_page, f"{root}{page}?q=ferry") == ["A ferry takes over"]
    browser_page.locator("main ol h3 a").click()
    ending = "briefings/ferry/" if directories else "briefings/ferry.html"
    expect(browser_page).to_have_url(root + ending)
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text("A ferry takes over")


@pytest.mark.browser
def test_what_every_search_needs_is_asked_for_at_once(browser_page: Page, address: str) -> None:
    happened: list[tuple[str, str]] = []
    browser_page.on("request", lambda request: happened.append(("asked", request.url)))
    browser_page.on("requestfinished", lambda request: happened.append(("there", request.url)))
    assert found(browser_page, f"{address}search/?q=Libya")
    names = json.loads((browser_page.request.get(f"{address}pagefind/bundles.json")).body())
    there = happened.index(("there", f"{address}pagefind/{names['bundles'][0]}/wasm.all.pagefind"))
    for name in names["bundles"]:
        file = f"{address}pagefind/{name}/metadata.packed"
        assert happened.index(("asked", file)) < there


@pytest.mark.browser
def test_an_index_that_cannot_be_loaded_is_said(
    browser_page: Page, browser_findings: list[str], address: str
) -> None:
    browser_page.route("**/bundles.json", lambda route: route.abort())
    browser_page.goto(f"{address}search/?q=Libya")
    expect(browser_page.get_by_role("status")).to_contain_text("could not be loaded")
    browser_page.unroute("**/bundles.json")
    browser_page.get_by_role("button", name="Search").click()
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Libya”")
    browser_findings.clear()


@pytest.mark.browser
def test_a_page_that_is_opened_as_a_file_says_that_it_cannot_search(
    browser_page: Page, browser_findings: list[str], project: Project
) -> None:
    browser_page.goto((project.site / "search/index.html").as_uri())
    expect(browser_page.get_by_role("status")).to_contain_text("opened as a file")
    browser_findings.clear()


QUOTED = {
    '"nobody knows when"': '1 page found for “"nobody knows when"”.',
    '"Libya wrote of"':
        'Nothing found for “"Libya wrote of"”; this is found for “Libya wrote of”.',
    "„of wrote“ somebody":
        "Nothing found for “„of wrote“ somebody”; this is found for “of wrote somebody”.",
    '"Sahel coast xyzzy"': 'Nothing found for “"Sahel coast xyzzy"”',
}  # fmt: skip


@pytest.mark.browser
def test_a_quotation_is_found_as_it_stands_or_said_to_stand_nowhere(
    browser_page: Page, address: str
) -> None:
    first, *others = QUOTED
    browser_page.goto(f"{address}search/?q={quote(first)}")
    expect(browser_page.get_by_role("status")).to_contain_text(QUOTED[first])
    for query in others:
        ask(browser_page, query)
        expect(browser_page.get_by_role("status")).to_contain_text(QUOTED[query])
