"""The search page in a browser."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import frontmatter
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser_pages import (
    BRIEFING,
    broken_links,
    results,
)
from tests.conftest import PHONE, ServeSite
from tests.project import Project


def search_for(page: Page, query: str) -> list[str]:
    """Type a query into the field, and return the titles that are found."""
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_contain_text(f"for “{query}”")
    return results(page)


def test_a_slash_opens_the_search_with_its_field_focused(browser_page: Page, site: str) -> None:
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("/")
    expect(browser_page).to_have_url(f"{site}search/")
    field = browser_page.get_by_role("searchbox")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    browser_page.get_by_role("link", name="Briefings").first.focus()
    browser_page.keyboard.press("/")
    expect(field).to_be_focused()
    browser_page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")


def test_the_slash_can_be_turned_off(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    browser_page.get_by_role("checkbox", name="Pressing /").uncheck()
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("/")
    browser_page.keyboard.press("Tab")
    expect(browser_page).to_have_url(site + BRIEFING)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Libya", "Libya"),
        ("NATO", "NATO"),
        ("syria", "Syria"),
        ("UN security council", "UN Security Council"),
        ("haftar", "Khalifa Haftar"),
        ("resolution 1244", "UN Security Council Resolution 1244"),
    ],
)
def test_the_explainer_of_a_name_comes_first(
    query: str, title: str, browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/")
    assert search_for(browser_page, query)[0] == title
    browser_page.get_by_label("Order").select_option("newest")
    expect(browser_page.locator("main ol time").first).to_be_visible()
    assert title not in results(browser_page)[:2]


@pytest.mark.parametrize(
    ("word", "file"),
    [
        ("ambassador", "articles/berlin-conference-january-2020.md"),
        ("Burkina", "explainers/sahel.md"),
    ],
)
def test_a_briefing_and_an_explainer_are_found_by_a_word_of_their_text(
    word: str, file: str, browser_page: Page, site: str, project: Project
) -> None:
    source = frontmatter.load(str(project.content / file))
    title = str(source["title"])
    assert word in source.content
    assert word not in title
    browser_page.goto(f"{site}search/")
    assert title in search_for(browser_page, word)
    browser_page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text(title)


def test_the_address_keeps_the_search(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    found = search_for(browser_page, "arms embargo")
    assert found
    expect(browser_page).to_have_url(f"{site}search/?q=arms+embargo")
    browser_page.reload()
    expect(browser_page.get_by_role("searchbox")).to_have_value("arms embargo")
    expect(browser_page.locator("main ol h2")).to_have_count(len(found))
    assert results(browser_page) == found
    browser_page.locator("main ol h2 a").first.click()
    browser_page.wait_for_url(re.compile("/(briefings|explainers)/"))
    browser_page.go_back()
    expect(browser_page.get_by_role("searchbox")).to_have_value("arms embargo")
    expect(browser_page.locator("main ol h2")).to_have_count(len(found))


def test_a_search_is_narrowed_ordered_and_kept_in_the_address(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/?q=Libya")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Libya”")
    every = int((browser_page.get_by_role("status").inner_text()).split()[0])
    browser_page.get_by_text("Narrow the search").click()
    browser_page.get_by_label("Year").select_option("2018")
    expect(browser_page.get_by_role("status")).not_to_contain_text(f"{every} pages")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Libya”")
    expect(browser_page.locator("main ol time").nth(1)).to_be_visible()
    narrowed = results(browser_page)
    assert 1 < len(narrowed) < every
    dates = browser_page.locator("main ol time")
    assert {d.get_attribute("datetime")[:4] for d in dates.all()} == {"2018"}  # type: ignore[index]
    browser_page.get_by_label("Order").select_option("oldest")
    expect(browser_page).to_have_url(f"{site}search/?q=Libya&year=2018&sort=oldest")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Libya”")
    days = [str(one.get_attribute("datetime")) for one in dates.all()]
    assert len(days) > 1
    assert days == sorted(days)
    browser_page.reload()
    expect(browser_page.locator("main ol h2")).to_have_count(len(narrowed))
    expect(browser_page.get_by_label("Year")).to_have_value("2018")


@pytest.fixture
def stopped_phone_page(browser: Browser) -> Iterator[Page]:
    """A page on a phone whose clock a test may stop, in a context that no other test uses."""
    with browser.new_context(**PHONE) as context:
        yield context.new_page()


def test_a_search_is_made_narrowed_and_followed_by_touch(
    stopped_phone_page: Page, site: str
) -> None:
    page = stopped_phone_page
    page.clock.install(time=0)
    page.goto(f"{site}search/")
    field = page.get_by_role("searchbox")
    status = page.get_by_role("status")
    page.get_by_role("heading", level=1).tap()
    expect(field).not_to_be_focused()
    field.tap()
    page.clock.pause_at(60)  # so that nothing but the tap begins the search
    page.keyboard.type("Libya")
    page.get_by_role("button", name="Search", exact=True).tap()
    expect(page).to_have_url(f"{site}search/?q=Libya")
    page.clock.resume()
    expect(status).to_contain_text("found for “Libya”")
    every = status.inner_text()
    year = page.get_by_role("combobox", name="Year", exact=True)
    expect(year).to_be_hidden()
    page.get_by_text("Narrow the search").tap()
    year.select_option("2020")
    expect(page).to_have_url(f"{site}search/?q=Libya&year=2020")
    expect(status).not_to_have_text(every)
    expect(status).to_contain_text("found for “Libya”")
    expect(page.locator("main ol time").first).to_contain_text("2020")
    result = page.locator("main ol h2 a").first
    title = result.inner_text()
    result.tap()
    expect(page).to_have_url(re.compile("/briefings/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


@pytest.mark.parametrize(
    ("typed", "offered", "by_the_name"),
    [
        ("Kosvo", "Kosovo", ""),
        ("Lybia", "Libya", ""),
        ("Umnik", "UN Interim Administration Mission in Kosovo", " (UNMIK)"),
    ],
)
def test_a_misspelt_search_gets_similar_subjects(
    typed: str, offered: str, by_the_name: str, browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, typed)
    status = browser_page.get_by_role("status")
    expect(status).to_contain_text(f"Nothing found for “{typed}”")
    expect(status).to_contain_text(f"{offered}{by_the_name}")
    status.get_by_role("link", name=offered, exact=True).click()
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text(offered)


def test_arrow_keys_walk_from_the_field_through_the_results_and_back(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, "OSCE")
    field = browser_page.get_by_role("searchbox")
    titles = browser_page.locator("main ol h2 a")
    field.focus()
    for expected in (titles.nth(0), titles.nth(1)):
        browser_page.keyboard.press("ArrowDown")
        expect(expected).to_be_focused()
    for expected in (titles.nth(0), field):
        browser_page.keyboard.press("ArrowUp")
        expect(expected).to_be_focused()


def test_the_number_of_results_is_announced(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    found = search_for(browser_page, "Burkina")
    status = browser_page.get_by_role("status")
    noun = "page" if len(found) == 1 else "pages"
    expect(status).to_have_text(f"{len(found)} {noun} found for “Burkina”.")
    assert status.get_attribute("aria-live") in {None, "polite"}


def test_more_results_are_shown_on_demand(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, "Libya")
    browser_page.get_by_role("button", name="Show more").scroll_into_view_if_needed()
    expect(browser_page.locator("main ol h2")).to_have_count(10)
    announced = re.match(r"\d+", browser_page.get_by_role("status").inner_text())
    assert announced
    more = browser_page.get_by_role("button", name="Show more")
    more.click()
    expect(browser_page.locator("main ol h2").nth(10).get_by_role("link")).to_be_focused()
    while more.is_visible():
        before = len(results(browser_page))
        more.click()
        expect(browser_page.locator("main ol h2").nth(before)).to_be_visible()
    assert len(results(browser_page)) == int(announced[0])


def test_results_that_come_late_do_not_push_away_what_has_the_focus(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, "Libya")
    found = browser_page.locator("main ol h2")
    expect(found).to_have_count(5)
    more = browser_page.get_by_role("button", name="Show more")
    with browser_page.expect_event("requestfinished", lambda one: "/fragment/" in one.url):
        more.focus()
    browser_page.wait_for_load_state("networkidle")
    expect(more).to_be_in_viewport(ratio=1)
    expect(found).to_have_count(5)
    browser_page.keyboard.press("Enter")
    expect(found.nth(5).get_by_role("link")).to_be_focused()
    expect(found).to_have_count(10)


def test_an_excerpt_goes_on_from_its_heading_and_shows_where_it_is_cut(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, "Libyan Political Agreement")
    excerpts = browser_page.locator(".search-result__excerpt")
    found = excerpts.evaluate_all(
        "all => all.map((e) => [(e.previousElementSibling.closest('a')"
        " ?? e.parentElement.querySelector('h2')).textContent, e.textContent])"
    )
    assert len(found) > 5
    assert [words for title, words in found if words.startswith(f"{title}.")] == []
    assert [words for _, words in found if not re.search(r"[.!?:…][”\"’)]*$", words)] == []
    assert "Libyan Political Agreement" in [title for title, _ in found]
    assert excerpts.first.locator("mark").count() > 0


def test_an_empty_result_is_announced(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    assert search_for(browser_page, "<b>qwxzj</b>") == []
    expect(browser_page.get_by_role("status")).to_contain_text("Nothing found for “<b>qwxzj</b>”.")


def test_every_result_leads_to_a_page(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    assert search_for(browser_page, "Libya")
    assert broken_links(browser_page, "main ol a") == []


def test_text_typed_before_the_script_loads_is_searched(browser_page: Page, site: str) -> None:
    def late(route: Route) -> None:
        browser_page.get_by_role("searchbox").evaluate("box => { box.value = 'Kosovo' }")
        route.continue_()

    browser_page.route("**/javascripts/search.js", late)
    browser_page.goto(f"{site}search/")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Kosovo”")
    browser_page.unroute("**/javascripts/search.js")


def test_the_site_works_below_a_folder_of_a_server(
    browser_page: Page, project: Project, serve_site: ServeSite, tmp_path: Path
) -> None:
    shutil.copytree(project.site, tmp_path / "news/briefed")
    site = serve_site(tmp_path) + "news/briefed/"
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("/")
    expect(browser_page).to_have_url(f"{site}search/")
    found = search_for(browser_page, "Burkina")
    assert broken_links(browser_page, "a[href], main ol a") == []
    browser_page.locator("main ol h2 a").first.click()
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text(found[0])
    assert browser_page.url.startswith(f"{site}explainers/")
