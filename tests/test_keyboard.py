"""Every function by keyboard: the order of focus, and the effect of keys."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import BRIEFING, EXPLAINER, LAPTOP, PAGES, PHONE, resize, settle

# The focused element, by the name of its role if it has one, and whether the focus is visible.
FOCUSED = """() => {
    const at = document.activeElement;
    if (at === document.body) return null;
    const { outlineStyle, outlineWidth, textDecorationLine } = getComputedStyle(at);
    const shapes = [...at.querySelectorAll(".dot, .area")].map((e) => getComputedStyle(e).stroke);
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const lid = document.querySelector(".masthead").getBoundingClientRect();
    const inLid = at.closest(".masthead, .drawer, .skip") !== null;
    return {
        name: (at.getAttribute("aria-label") || at.title || at.textContent || at.name).trim(),
        number: [...document.querySelectorAll("*")].indexOf(at),
        ring: outlineStyle !== "none" && parseFloat(outlineWidth) > 0 || shapes.length > 0,
        seen: right > 0 && left < innerWidth && bottom > (inLid ? 0 : Math.max(lid.bottom, 0))
            && top < innerHeight,
    };
}"""
# Everything that Tab should come to: what is shown, and can be pressed or filled in.
# Of a group of choices, Tab comes to the one that is chosen.
REACHABLE = """(isBelow) => [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary")]
    .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true })
        && !(isBelow && e.closest(".masthead, .drawer, .skip"))
        && (e.type !== "radio" || e.checked)).length"""


@pytest.mark.parametrize(
    ("width", "kind"),
    [*((LAPTOP, kind) for kind in PAGES), (PHONE, "home"), (PHONE, "briefing")],
)
def test_tab_comes_to_everything_in_order_and_shows_where_it_is(
    width: int, kind: str, browser_page: Page, site: str
) -> None:
    resize(browser_page, width)
    browser_page.goto(site + PAGES[kind])
    settle(browser_page)
    if kind == "search":
        expect(browser_page.locator("[data-search-option]")).to_be_visible()
    browser_page.evaluate("document.activeElement.blur()")
    reachable = browser_page.evaluate(REACHABLE, False)
    stops: list[dict[str, Any]] = []
    if kind not in {"home", "briefing"}:  # the masthead is the same on all pages
        browser_page.keyboard.press("Tab")
        stops.append(browser_page.evaluate(FOCUSED))
        browser_page.keyboard.press("Enter")
        reachable = browser_page.evaluate(REACHABLE, True)
    # A long page repeats itself: a hundred and fifty stops have seen every kind of thing.
    for _ in range(min(reachable, 150)):
        browser_page.keyboard.press("Tab")
        stop = browser_page.evaluate(FOCUSED)
        assert stop, f"after {stops[-1:]} nothing has the focus"
        stops.append(stop)
    assert stops[0]["name"] == "Skip to content"
    assert [stop["name"] for stop in stops if not stop["ring"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    numbers = [stop["number"] for stop in stops]
    assert numbers == sorted(set(numbers))


def test_the_skip_link_leads_past_the_masthead(browser_page: Page, site: str) -> None:
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("Tab")
    skip = browser_page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("Tab")
    inside = "document.activeElement.closest('main') !== null"
    assert browser_page.evaluate(inside)


def test_the_menu_of_a_phone_opens_and_closes(browser_page: Page, site: str) -> None:
    resize(browser_page, PHONE)
    browser_page.goto(site + BRIEFING)
    button = browser_page.get_by_role("button", name="Menu")
    drawer = browser_page.get_by_role("navigation", name="Menu")
    button.focus()
    browser_page.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    expect(drawer.get_by_role("link").first).to_be_focused()
    browser_page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    browser_page.keyboard.press("Enter")
    links = drawer.get_by_role("link")
    for _ in range(links.count()):
        browser_page.keyboard.press("Tab")
    expect(drawer).to_be_hidden()


def test_a_place_chosen_in_the_menu_is_shown_without_it(browser_page: Page, site: str) -> None:
    resize(browser_page, PHONE)
    browser_page.goto(site + EXPLAINER)
    browser_page.get_by_role("button", name="Menu").click()
    drawer = browser_page.get_by_role("navigation", name="Menu")
    drawer.locator("a[href='#timeline']").click()
    expect(drawer).to_be_hidden()
    expect(browser_page.locator("h2#timeline")).to_be_in_viewport(ratio=1)


def test_the_colours_are_chosen_with_the_keyboard(browser_page: Page, site: str) -> None:
    browser_page.emulate_media(color_scheme="light")
    browser_page.goto(site)
    page = browser_page.locator("html")
    # Light is what the system shows already, so the switch leads to dark and back.
    browser_page.get_by_role("button", name="Switch to dark mode").focus()
    browser_page.keyboard.press("Space")
    expect(page).to_have_attribute("data-scheme", "dark")
    expect(browser_page.get_by_role("button", name="Follow the system")).to_be_focused()
    browser_page.keyboard.press("Enter")
    expect(page).to_have_attribute("data-scheme", "")
    # The choice stays when the system changes, and the next click changes what is shown.
    browser_page.keyboard.press("Space")
    browser_page.emulate_media(color_scheme="dark")
    expect(page).to_have_attribute("data-scheme", "dark")
    browser_page.keyboard.press("Space")
    expect(page).to_have_attribute("data-scheme", "light")


def test_a_citation_is_unfolded_and_copied_with_the_keyboard(browser_page: Page, site: str) -> None:
    browser_page.goto(site + BRIEFING)
    browser_page.get_by_text("BibTeX", exact=True).focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator(".cite pre").first).to_be_visible()
    browser_page.keyboard.press("Tab")
    copy = browser_page.get_by_role("button", name="Copy BibTeX")
    expect(copy).to_be_focused()
    browser_page.keyboard.press("Enter")
    said = browser_page.get_by_role("status").filter(has_text="ed")
    expect(said.first).to_be_visible()


def test_pictures_are_followed_with_the_keyboard(browser_page: Page, site: str) -> None:
    browser_page.goto(site + EXPLAINER)
    dot = browser_page.locator(".timeline-picture a").first
    dot.focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile(f"/{EXPLAINER}#on-"))
    expect(browser_page.locator(".timeline dt:target")).to_be_in_viewport(ratio=1)
