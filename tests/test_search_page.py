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
    violations,
)
from tests.conftest import PHONE, ServeSite
from tests.project import Project


def search_for(page: Page, query: str) -> list[str]:
    """Type a query into the field, and return the titles that are found."""
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_contain_text(f"for “{query}”")
    return results(page)


def test_a_slash_leads_to_the_search_field(browser_page: Page, site: str) -> None:
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("/")
    field = browser_page.locator(".masthead input")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    browser_page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    browser_page.goto(f"{site}search/")
    browser_page.get_by_role("link", name="Briefings").first.focus()
    browser_page.keyboard.press("/")
    expect(browser_page.get_by_role("searchbox")).to_be_focused()


def test_the_slash_can_be_turned_off(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    browser_page.get_by_role("checkbox", name="Pressing /").uncheck()
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("/")
    expect(browser_page.locator(".masthead input")).not_to_be_focused()


def suggested(page: Page, site: str, typed: str) -> list[str]:
    """Type into the field of the masthead, and return the names that are suggested."""
    page.goto(site + BRIEFING)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.last).to_have_text(f"Search for “{typed}”")
    return options.all_inner_texts()[:-1]


def test_the_masthead_suggests_names(browser_page: Page, site: str) -> None:
    field = browser_page.locator(".masthead input")
    names = suggested(browser_page, site, "koso")
    assert names[0].startswith("Kosovo")
    options = browser_page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    for typed, first in {"odi": "Office for", "Ksovo": "Kosovo", "salame": "Ghassan"}.items():
        field.fill(typed)
        expect(options.last).to_have_text(f"Search for “{typed}”")
        expect(options.first).to_have_text(re.compile(rf"^\s*{first}"))
    field.fill("xq")
    expect(options).to_have_text(["Search for “xq”"])


def test_suggestions_are_chosen_by_keyboard(browser_page: Page, site: str) -> None:
    names = suggested(browser_page, site, "koso")
    field = browser_page.get_by_role("combobox", name="Search")
    options = browser_page.get_by_role("option")
    expect(field).to_have_attribute("aria-expanded", "true")
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        browser_page.keyboard.press(key)
        expect(options.nth(at)).to_have_attribute("aria-selected", "true")
        selected = str(options.nth(at).get_attribute("id"))
        expect(field).to_have_attribute("aria-activedescendant", selected)
        expect(field).to_be_focused()
    browser_page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options).to_have_count(0)
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("ArrowDown")
    browser_page.keyboard.press("Enter")
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text(names[0])
    assert violations(browser_page, within=".masthead") == []


def test_enter_searches_for_what_is_typed(browser_page: Page, site: str) -> None:
    suggested(browser_page, site, "arms embargo")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(f"{site}search/?q=arms+embargo")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “arms embargo”")


def test_names_are_loaded_when_the_field_has_the_focus(browser_page: Page, site: str) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(site + BRIEFING, wait_until="networkidle")
    assert [url for url in asked if "pagefind" in url or "suggestions" in url] == []
    browser_page.keyboard.press("/")
    browser_page.keyboard.type("ko")
    expect(browser_page.get_by_role("option").first).to_be_visible()
    assert sum("names.packed" in url for url in asked) == 1


def test_on_a_phone_a_button_opens_the_field(phone_page: Page, site: str) -> None:
    phone_page.goto(site + BRIEFING)
    field = phone_page.locator(".masthead input")
    expect(field).to_be_hidden()
    phone_page.get_by_role("button", name="Search").tap()
    expect(field).to_be_focused()
    phone_page.keyboard.type("kosovo f")
    phone_page.get_by_role("option", name="Kosovo Force").tap()
    expect(phone_page.get_by_role("heading", level=1)).to_contain_text("Kosovo Force")


def test_a_long_name_of_a_site_leaves_room_for_sections_and_field(
    browser_page: Page, serve_site: ServeSite, small: Project
) -> None:
    small.configure(f"site_name: {'The Annotated Bulletin of the Northern Provinces ' * 3}\n")
    small.built()
    browser_page.goto(serve_site(small.site))
    for width in (360, 768, 960, 1024, 1280):
        browser_page.set_viewport_size({"width": width, "height": 700})
        head = browser_page.locator(".masthead").bounding_box()
        assert head
        assert head["height"] < 54
        assert browser_page.evaluate("document.documentElement.scrollWidth") == width
        if width >= 1024:
            for entry in browser_page.locator(".tabs a").all()[:3]:
                expect(entry).to_be_in_viewport(ratio=1)
            expect(browser_page.locator(".masthead input")).to_be_in_viewport(ratio=1)


def test_without_scripts_the_field_leads_to_the_search_page(plain_page: Page, site: str) -> None:
    plain_page.goto(site + BRIEFING)
    plain_page.get_by_role("banner").get_by_role("searchbox").fill("Kosovo")
    plain_page.keyboard.press("Enter")
    expect(plain_page).to_have_url(f"{site}search/?q=Kosovo")
    assert "Searching needs JavaScript" in plain_page.get_by_role("main").inner_text()


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
    expect(browser_page.locator("main ol h3")).to_have_count(len(found))
    assert results(browser_page) == found
    browser_page.locator("main ol h3 a").first.click()
    browser_page.wait_for_url(re.compile("/(briefings|explainers)/"))
    browser_page.go_back()
    expect(browser_page.get_by_role("searchbox")).to_have_value("arms embargo")
    expect(browser_page.locator("main ol h3")).to_have_count(len(found))


def test_a_search_is_narrowed_ordered_and_kept_in_the_address(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/?q=Libya")
    briefings = browser_page.get_by_role("region", name="Briefings")
    chip = briefings.get_by_role("button", name=re.compile("^2018"))
    number = int(chip.inner_text().removeprefix("2018"))
    chip.click()
    expect(browser_page.get_by_role("status")).to_have_text(f"{number} pages found for “Libya”.")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()
    expect(browser_page.get_by_role("region", name="Explained")).to_be_hidden()
    dates = browser_page.locator("main ol time")
    expect(dates).to_have_count(number)
    assert {d.get_attribute("datetime")[:4] for d in dates.all()} == {"2018"}  # type: ignore[index]
    browser_page.get_by_label("Order").select_option("oldest")
    expect(browser_page).to_have_url(f"{site}search/?q=Libya&year=2018&sort=oldest")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Libya”")
    expect(dates).to_have_count(number)
    days = [str(one.get_attribute("datetime")) for one in dates.all()]
    assert days == sorted(days)
    browser_page.reload()
    expect(dates).to_have_count(number)
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(browser_page).to_have_url(f"{site}search/?q=Libya&sort=oldest")
    expect(browser_page.get_by_role("region", name="Explained")).to_be_visible()


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
    page.get_by_role("button", name=re.compile("^2020")).tap()
    expect(page).to_have_url(f"{site}search/?q=Libya&year=2020")
    expect(status).not_to_have_text(every)
    expect(status).to_contain_text("found for “Libya”")
    expect(page.locator("main ol time").first).to_contain_text("2020")
    result = page.locator("main ol h3 a").first
    title = result.inner_text()
    result.tap()
    expect(page).to_have_url(re.compile("/briefings/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_arrow_keys_walk_from_the_field_through_the_results_and_back(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, "OSCE")
    field = browser_page.get_by_role("searchbox")
    titles = browser_page.locator("main ol h3 a")
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


def test_all_that_is_explained_is_shown_on_request(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/?q=Libya")
    explained = browser_page.get_by_role("region", name="Explained")
    expect(explained.locator("h3")).to_have_count(3)
    number = int(explained.get_by_role("heading", level=2).inner_text().split()[-1])
    explained.get_by_role("button", name=f"Show all ({number})").click()
    expect(explained.locator("h3")).to_have_count(number)
    expect(explained.locator("h3 a").nth(3)).to_be_focused()


def test_an_excerpt_begins_and_ends_like_a_sentence_or_shows_where_it_is_cut(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}search/?q=Libya")
    briefings = browser_page.get_by_role("region", name="Briefings")
    excerpts = briefings.locator(".search-result__excerpt")
    expect(excerpts.nth(5)).to_be_attached()
    texts = excerpts.all_inner_texts()
    assert [text for text in texts if not re.search(r"[.!?:…][”\"’)]*$", text)] == []
    assert [text for text in texts if re.match(r"[a-z]", text)] == []
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
    browser_page.keyboard.type("Burkina")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(f"{site}search/?q=Burkina")
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Burkina”")
    found = results(browser_page)
    assert broken_links(browser_page, "a[href], main ol a") == []
    browser_page.locator("main ol h3 a").first.click()
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text(found[0])
    assert browser_page.url.startswith(f"{site}explainers/")
