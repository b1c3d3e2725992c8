"""The timeline in a browser: kinds of events by choice, and what other subjects tell."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import LAPTOP, resize

PAGE = "timeline/2015/"
TALLEST = 8000


@pytest.mark.parametrize("kind", ["briefing", "document"])
def test_without_scripts_a_reader_sees_one_kind_of_events(
    plain_page: Page, site: str, kind: str
) -> None:
    plain_page.goto(site + PAGE)
    events = plain_page.locator(".chronicle dd")
    everything = events.filter(visible=True).count()
    plain_page.locator(f'.choices [value="{kind}"]').check()
    shown = events.filter(visible=True)
    expect(shown.first).to_be_visible()
    assert 0 < shown.count() < everything
    expect(plain_page.locator(f'.chronicle dd:not([data-kinds~="{kind}"])').first).to_be_hidden()
    # No year or day without an event stays.
    for around in (".chronicle .group", ".chronicle dl > div"):
        found = plain_page.locator(around).filter(visible=True)
        entry = plain_page.locator("dd").filter(visible=True)
        assert found.count() == found.filter(has=entry).count()
    plain_page.locator('.choices [value=""]').check()
    assert events.filter(visible=True).count() == everything


def test_the_kinds_are_chosen_by_keyboard(browser_page: Page, site: str) -> None:
    browser_page.goto(site + PAGE)
    chosen = browser_page.get_by_role("radio", checked=True)
    expect(chosen).to_have_accessible_name("Everything")
    chosen.focus()
    browser_page.keyboard.press("ArrowRight")
    expect(chosen).to_have_accessible_name("Briefings")
    expect(browser_page.locator('.chronicle dd:not([data-kinds="briefing"])').first).to_be_hidden()


def test_the_adoption_of_a_resolution_is_told_once(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}timeline/2010/")
    day = plain_page.locator("div:has(> dt > time[datetime='2011-03-17'])")
    expect(day.locator("> dd")).to_have_count(1)
    day.locator("summary").click()
    expect(day.locator("li")).to_have_count(5)
    expect(day.locator("li").first).to_be_visible()
    expect(day.get_by_role("link", name="UN Security Council Resolution 1973")).to_be_visible()


def test_no_page_of_the_timeline_is_long(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(f"{site}timeline/")
    periods = browser_page.locator(".jump a")
    pages = periods.evaluate_all("links => links.map((link) => link.href)")
    assert len(pages) > 3
    for page in (f"{site}timeline/", *pages):
        browser_page.goto(page)
        assert browser_page.evaluate("document.documentElement.scrollHeight") < TALLEST
