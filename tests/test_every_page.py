"""Every kind of page: links, widths, accessibility, and scrolling to a fragment."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import (
    ARABIC,
    BRIEFING,
    EXPLAINER,
    HOSTILE,
    LAPTOP,
    PAGES,
    PHONE,
    SCHEMES,
    WIDTHS,
    MentionPage,
    accessibility_problems,
    broken_links,
    expect_scheme,
    middle,
    resize,
    results,
    settle,
    violations,
)
from tests.test_redirects import RENAMED, compiled, file


def test_every_page_loads_without_errors_and_its_links_have_targets(
    browser_page: Page, site: str
) -> None:
    for path in PAGES.values():
        browser_page.goto(site + path)
        settle(browser_page)
        expect(browser_page.get_by_role("heading", level=1)).to_have_count(1)
        assert broken_links(browser_page, "a[href], link[href]:not([rel=canonical]), [src]") == []


def test_no_page_is_wider_than_its_window(browser_page: Page, site: str) -> None:
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    with_long_words = [HOSTILE, "explainers/kosovo/", "search/?q=zyzzyva", ARABIC]
    found = []
    for path in [*PAGES.values(), *with_long_words]:
        browser_page.goto(site + path)
        settle(browser_page)
        for width in WIDTHS:
            resize(browser_page, width)
            if browser_page.evaluate(wide):
                found.append((path, width))
    assert found == []


# Names and titles become a word for which no phone has room; labels keep their words.
LONG_WORDS = """() => {
    const names = "main :is(h1, h2, h3, a:not(.headerlink, .source, .note-back, .note-ref a))";
    for (const name of document.querySelectorAll(names)) {
        if (name.children.length === 0) name.textContent = "Genossenschaftsversammlung".repeat(4);
    }
}"""


def test_long_names_and_titles_do_not_widen_a_page(browser_page: Page, site: str) -> None:
    found = []
    for path in PAGES.values():
        browser_page.goto(site + path)
        settle(browser_page)
        browser_page.evaluate(LONG_WORDS)
        for width in (320, LAPTOP):
            resize(browser_page, width)
            if browser_page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append((path, width))
    assert found == []


# What can be pressed and is smaller than 24 px. Not counted: links in a sentence, and dots of a
# figure, which the list below it repeats.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, input")].filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    if (!width || !one.checkVisibility({ visibilityProperty: true }) || one.closest("svg"))
        return false;
    const added = getComputedStyle(one, "::after");
    const grown = added.position === "absolute" ? added : { width: "0", height: "0" };
    const block = one.closest("p, li, dd, dt, td, figcaption, h2, h3") ?? one;
    const others = block.textContent.trim().length - one.textContent.trim().length;
    if (!one.matches(".headerlink, .note-ref a") && others > 12) return false;
    return Math.max(width, parseFloat(grown.width)) < 24
        || Math.max(height, parseFloat(grown.height)) < 24;
}).map((one) => `${one.className} ${one.textContent.trim()}`)"""


def test_what_a_finger_presses_is_24_px_wide_and_high(phone_page: Page, site: str) -> None:
    found = []
    for path in PAGES.values():
        phone_page.goto(site + path)
        found += [(path, small) for small in phone_page.evaluate(SMALL)]
    assert found == []


def test_axe_finds_no_barrier_on_any_page(browser_page: Page, site: str) -> None:
    found = []
    for path in [*PAGES.values(), HOSTILE, ARABIC]:
        browser_page.goto(site + path)
        settle(browser_page)
        found += accessibility_problems(browser_page)
    assert found == []


def barriers(page: Page, within: str) -> list[str]:
    """Return the problems of a part of a page, in windows of two widths, light and dark."""
    found = []
    for width, scheme in product((PHONE, LAPTOP), SCHEMES):
        resize(page, width)
        page.emulate_media(color_scheme=scheme)
        expect_scheme(page, scheme)
        found += [f"{width}, {scheme}: {said}" for said in violations(page, within=within)]
    return found


def test_axe_finds_no_barrier_in_what_opens(browser_page: Page, site: str) -> None:
    resize(browser_page, PHONE)
    browser_page.emulate_media(color_scheme="light", reduced_motion="reduce")
    browser_page.goto(site + BRIEFING)
    MentionPage(browser_page).tab_to_mention()
    for scheme in SCHEMES:
        browser_page.emulate_media(color_scheme=scheme)
        expect_scheme(browser_page, scheme)
        expect(browser_page.get_by_role("tooltip")).to_be_visible()
        assert violations(browser_page, within="#preview") == []
    browser_page.get_by_role("button", name="Menu").click()
    expect(browser_page.get_by_role("navigation", name="Menu")).to_be_in_viewport(ratio=1)
    for scheme in SCHEMES:
        browser_page.emulate_media(color_scheme=scheme)
        expect_scheme(browser_page, scheme)
        assert violations(browser_page) == []


def test_axe_finds_no_barrier_in_a_search_that_is_narrowed(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/?q=libya")
    settle(browser_page)
    browser_page.locator("summary", has_text="Subject").click()
    chips = browser_page.get_by_role("group", name="Subject").get_by_role("button")
    expect(chips.first).to_be_visible()
    browser_page.get_by_role("group", name="Year").get_by_role("button").first.click()
    expect(browser_page.locator("[aria-pressed=true]")).to_be_visible()
    settle(browser_page)
    assert results(browser_page)
    assert barriers(browser_page, "main") == []


def test_axe_finds_no_barrier_in_what_unfolds(browser_page: Page, site: str) -> None:
    browser_page.goto(site + BRIEFING)
    for box, summary in {".cite": "BibTeX", ".background": "More (Tobruk)"}.items():
        folded = browser_page.locator(f"{box} details", has_text=summary)
        unfolded = folded.locator(":scope > :not(summary)").first
        expect(unfolded).to_be_hidden()
        folded.locator("summary").click()
        expect(unfolded).to_be_visible()
        assert barriers(browser_page, box) == []


def test_axe_finds_no_barrier_on_a_page_at_a_former_address(browser_page: Page) -> None:
    # Served, it would lead on at once. In the dark axe takes a page without colours for white.
    browser_page.set_content(file(compiled(RENAMED), "explainers/genf/index.html"))
    expect(browser_page.get_by_role("link", name="Geneva")).to_be_visible()
    assert violations(browser_page) == []


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
@pytest.mark.parametrize("which", ["first", "last"])
def test_a_backlink_lands_on_the_mention(
    which: str, width: int, browser_page: Page, site: str
) -> None:
    resize(browser_page, width)
    browser_page.goto(site + EXPLAINER)
    plain = browser_page.evaluate(
        "getComputedStyle(document.querySelector('a.mention')).backgroundColor"
    )
    backlink = getattr(browser_page.locator(".mentions li a[href*='#']"), which)
    anchor = (backlink.get_attribute("href") or "").partition("#")[2]
    backlink.focus()
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url(f"**/briefings/*/#{anchor}")
    mention = browser_page.locator(f"[id='{anchor}']")
    expect(mention).to_have_attribute("href", f"../../{EXPLAINER}")
    expect(mention).to_be_in_viewport(ratio=1)
    expect(mention).not_to_have_css("background-color", plain)
    assert mention.evaluate("e => e.matches(':target')")
    # Neither the header nor a preview covers it.
    there = browser_page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y)?.closest('a')?.id", middle(mention)
    )
    assert there == anchor
    expect(browser_page.get_by_role("tooltip")).to_be_hidden()


def test_a_section_is_not_hidden_under_the_header(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    section = browser_page.locator(".article h2").nth(1)
    anchor = section.get_attribute("id")
    contents = browser_page.get_by_role("navigation", name="In this briefing")
    contents.locator(f"a[href='#{anchor}']").click()
    expect(section).to_be_in_viewport(ratio=1)
    there = browser_page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y)?.closest('h2')?.id", middle(section)
    )
    assert there == anchor


def test_the_contents_say_which_section_is_being_read(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    contents = browser_page.get_by_role("navigation", name="In this briefing")
    current = contents.locator("a[aria-current]")
    expect(current).to_have_count(0)
    for number in (1, 0):
        section = browser_page.locator(".article h2").nth(number)
        section.evaluate("e => scrollTo(0, e.offsetTop - 150)")
        expect(current).to_have_attribute("href", f"#{section.get_attribute('id')}")
