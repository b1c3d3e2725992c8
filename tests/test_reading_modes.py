"""What a reader chooses to see of annotations: all, notes only, or none."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser_pages import (
    ARABIC,
    BRIEFING,
    LAPTOP,
    PHONE,
    accessibility_problems,
    resize,
    violations,
)
from tests.export_site import compiled
from tests.project import SMALL, TALKS_FACTS
from tests.rendering import page_html
from tests.test_passage_tools import copied_link, open_article, select

MODES = ("All", "Notes only", "None")


def choice(page: Page, mode: str) -> Locator:
    return page.get_by_role("radiogroup", name="Annotations").get_by_role("radio", name=mode)


def expect_mode(page: Page, mode: str) -> None:
    """Check what stands in the article, and what the control says."""
    article = page.locator(".article")
    expect(choice(page, mode)).to_be_checked()
    for other in set(MODES) - {mode}:
        expect(choice(page, other)).not_to_be_checked()
    expect(article.get_by_role("link", name="Kosovo", exact=True)).to_have_count(
        1 if mode == "All" else 0
    )
    expect(article.locator("#m-kosovo-1")).to_have_css(
        "text-decoration-line", "underline" if mode == "All" else "none"
    )
    expect(article.locator(".gloss").first).to_be_visible(visible=mode == "All")
    for part in ("#note-1", "#note-ref-1"):
        expect(article.locator(part)).to_be_visible(visible=mode != "None")
    mark = article.locator("mark").first
    expect(mark).to_have_css("border-bottom-style", "none" if mode == "None" else "solid")
    expect(page.locator(".background")).to_be_visible()


def test_a_choice_is_kept_for_all_articles(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    for mode in MODES:
        choice(browser_page, mode).check()
        expect_mode(browser_page, mode)
        browser_page.goto(site + ARABIC)
        expect(choice(browser_page, mode)).to_be_checked()
        browser_page.goto(site + BRIEFING)
        expect_mode(browser_page, mode)


def test_a_reader_who_goes_back_finds_the_last_choice(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    choice(browser_page, "None").check()
    browser_page.goto(site + ARABIC)
    choice(browser_page, "All").check()
    browser_page.go_back()
    expect_mode(browser_page, "All")
    # A browser may also keep the page as it was; this one never does.
    browser_page.evaluate("localStorage.setItem('annotations', 'notes')")
    browser_page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect_mode(browser_page, "Notes only")


def test_a_choice_is_applied_before_the_first_paint(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    choice(browser_page, "None").check()
    scripts = "**/javascripts/*.js"
    browser_page.route(scripts, lambda route: route.fulfill(content_type="text/javascript"))
    browser_page.goto(site + BRIEFING)
    expect(browser_page.locator("#note-1")).to_be_hidden()
    expect(browser_page.locator(".gloss").first).to_be_hidden()
    none = browser_page.locator(".annotations label").last
    assert none.evaluate("e => getComputedStyle(e).borderBottomColor") != "rgba(0, 0, 0, 0)"
    browser_page.unroute(scripts)


def test_the_keyboard_chooses(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    choice(browser_page, "All").focus()
    browser_page.keyboard.press("ArrowRight")
    expect(choice(browser_page, "Notes only")).to_be_focused()
    expect_mode(browser_page, "Notes only")
    assert violations(browser_page, within=".annotations") == []
    browser_page.keyboard.press("ArrowRight")
    expect_mode(browser_page, "None")
    # Tab stops at no word that does not look like a link.
    stops = []
    for _ in range(6):
        browser_page.keyboard.press("Tab")
        stops.append(browser_page.evaluate("document.activeElement.className"))
    assert set(stops) == {"headerlink", ""}


def test_the_targets_of_the_choice_are_large_enough(phone_page: Page, site: str) -> None:
    phone_page.goto(site + BRIEFING)
    for mode in reversed(MODES):
        box = choice(phone_page, mode).bounding_box()
        assert box
        assert box["height"] >= 36
        assert box["width"] >= 24
        choice(phone_page, mode).tap()
        expect(choice(phone_page, mode)).to_be_checked()


@pytest.mark.parametrize("mode", MODES[1:])
def test_axe_finds_no_barrier_in_a_page_with_fewer_annotations(
    mode: str, browser_page: Page, site: str
) -> None:
    browser_page.goto(site + ARABIC)
    choice(browser_page, mode).check()
    assert accessibility_problems(browser_page) == []


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_the_text_keeps_its_place_and_loses_no_word(
    width: int, browser_page: Page, site: str
) -> None:
    resize(browser_page, width)
    browser_page.goto(site + BRIEFING)
    gaps = """() => {
        const column = [...document.querySelectorAll(".article > :is(p, h2)")];
        const box = (e) => e.getBoundingClientRect();
        return column.slice(1).map((e, n) => Math.round(box(e).top - box(column[n]).bottom));
    }"""
    words = """() => [...document.querySelectorAll(".article > :is(p, h2)")].map((block) => {
        const copy = block.cloneNode(true);
        for (const link of copy.querySelectorAll(".headerlink, .note-ref")) link.remove();
        return copy.textContent;
    })"""
    before, said = browser_page.evaluate(gaps), browser_page.evaluate(words)
    choice(browser_page, "None").check()
    assert browser_page.evaluate(words) == said
    after = browser_page.evaluate(gaps)
    if width == LAPTOP:
        assert all(now <= then for now, then in zip(after, before, strict=True))
    assert max(after) < 60
    assert min(after) > 5


def test_who_follows_a_link_to_a_note_sees_it(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    choice(browser_page, "None").check()
    browser_page.goto(site)
    browser_page.goto(f"{site}{BRIEFING}#note-4")
    expect(browser_page.locator("#note-4")).to_be_in_viewport()
    expect_mode(browser_page, "Notes only")
    browser_page.goto(site)
    browser_page.goto(site + BRIEFING)
    expect_mode(browser_page, "None")
    browser_page.locator(".facts a[href^='#note']").click()
    expect(browser_page.locator("#note-ref-1")).to_be_in_viewport()
    expect_mode(browser_page, "Notes only")


def test_the_link_to_a_passage_is_the_same_whatever_is_shown(browser_page: Page, site: str) -> None:
    links = set()
    resize(browser_page, LAPTOP)
    open_article(browser_page, site)
    for mode in MODES:
        choice(browser_page, mode).check()
        select(browser_page, "law", "finding that has")
        links.add(copied_link(browser_page))
    assert len(links) == 1


@pytest.mark.parametrize("mode", MODES)
def test_paper_has_what_the_reader_has_chosen(mode: str, browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    choice(browser_page, mode).check()
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".annotations")).to_be_hidden()
    expect(browser_page.locator("#note-1")).to_be_visible(visible=mode != "None")
    number = "([part, pseudo]) => getComputedStyle(document.querySelector(part), pseudo).content"
    for place in (["#m-kosovo-1", "::after"], [".background dt", "::before"]):
        shown = browser_page.evaluate(number, place)
        assert (shown == "none") == (mode != "All"), place
    marked = "getComputedStyle(document.querySelector('.note-mark')).textDecorationLine"
    assert browser_page.evaluate(marked) == ("none" if mode == "None" else "underline")


def test_without_scripts_there_is_no_choice(plain_page: Page, site: str) -> None:
    plain_page.goto(site + BRIEFING)
    expect(plain_page.locator(".annotations")).to_be_hidden()
    expect(plain_page.locator("#note-1")).to_be_visible()


UNEXPLAINED = {name: text for name, text in SMALL.items() if "explainers" not in name}
NOTE = "notes: [{quote: Envoys met, note: Late.}]\n"


@pytest.mark.parametrize(
    ("content", "offered"),
    [
        (SMALL, ["all", "none"]),
        ({**SMALL, "articles/talks.yml": TALKS_FACTS + NOTE}, ["all", "notes", "none"]),
        ({**UNEXPLAINED, "articles/talks.yml": TALKS_FACTS + NOTE}, ["all", "none"]),
        (UNEXPLAINED, []),
    ],
    ids=["mentions", "both", "notes", "neither"],
)
def test_only_what_an_article_has_can_be_chosen(
    content: dict[str, str], offered: list[str]
) -> None:
    html = page_html(compiled(content), "briefings/talks.md")
    values = [value for value in ("all", "notes", "none") if f'value="{value}"' in html]
    assert values == offered
