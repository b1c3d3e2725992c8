"""Settings of readers: zoom, text spacing, reduced motion and forced colours."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import ARABIC, BRIEFING, EXPLAINER, HOSTILE, PAGES, settle, wait_until

# A window of 1280 by 1024 CSS pixels at this zoom: 400 % leaves 320 by 256.
# https://www.w3.org/TR/WCAG22/#reflow
ZOOMED = {"200 %": (640, 512), "400 %": (320, 256)}
each_zoom = pytest.mark.parametrize("size", ZOOMED.values(), ids=ZOOMED.keys())
# What is cut off, or needs moving sideways to be read.
LOST = """() => {
    const wide = document.documentElement.clientWidth;
    const found = [];
    for (const e of document.querySelectorAll("main *, header *, footer *")) {
        if (!e.checkVisibility() || e.closest("svg") || e.closest("select")) continue;
        if (e.matches(".tabs *, .masthead__search *, [aria-hidden=true], .out-of-sight")) continue;
        const { right, left, width } = e.getBoundingClientRect();
        const { overflowX, textOverflow } = getComputedStyle(e);
        if (width && (right > wide + 0.5 || left < -0.5)) found.push([e.tagName, e.className]);
        if (overflowX !== "visible" && textOverflow !== "ellipsis" && e.localName !== "input"
            && e.scrollWidth > e.clientWidth + 1) found.push([e.tagName, e.className, "cut"]);
    }
    return found;
}"""


@each_zoom
def test_enlarged_pages_need_no_moving_sideways(
    size: tuple[int, int], browser_page: Page, site: str
) -> None:
    browser_page.set_viewport_size({"width": size[0], "height": size[1]})
    found = []
    for path in (*PAGES.values(), HOSTILE):
        browser_page.goto(site + path)
        settle(browser_page)
        found += [(path, *lost) for lost in browser_page.evaluate(LOST)]
        assert browser_page.evaluate("document.documentElement.scrollWidth") == size[0], path
    assert found == []


@each_zoom
def test_enlarged_the_masthead_leaves_the_window_to_the_text(
    size: tuple[int, int], browser_page: Page, site: str
) -> None:
    browser_page.set_viewport_size({"width": size[0], "height": size[1]})
    browser_page.goto(site + BRIEFING)
    browser_page.mouse.wheel(0, 3000)
    wait_until(browser_page, "scrollY > 1000")
    taken = browser_page.evaluate(
        "Math.max(document.querySelector('.masthead').getBoundingClientRect().bottom, 0)"
    )
    assert taken <= size[1] / 8


# Whether the card of the mention that has the focus is right, by the mention's id.
CARD = """() => {
    const link = document.activeElement;
    if (!link.matches("a.mention")) return {};
    const card = document.getElementById("preview");
    const { left, top, right, bottom, height } = card.getBoundingClientRect();
    const inside = height > 0 && left >= 0 && top >= 0
        && right <= document.documentElement.clientWidth && bottom <= window.innerHeight;
    const whole = card.scrollHeight <= card.clientHeight + 1;
    return { [link.id]: inside && (whole || !card.querySelector("li:not([hidden])")) };
}"""


@each_zoom
def test_enlarged_a_card_is_inside_the_window_and_whole_or_brief(
    size: tuple[int, int], browser_page: Page, site: str
) -> None:
    browser_page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in (BRIEFING, EXPLAINER, ARABIC):
        browser_page.goto(site + path)
        mentions = browser_page.locator("a.mention").count()
        found: dict[str, bool] = {}
        for _ in range(100):
            browser_page.keyboard.press("Tab")
            found |= browser_page.evaluate(CARD)
            if len(found) == mentions:
                break
        assert len(found) == mentions
        assert [mention for mention, right in found.items() if not right] == [], path


# Of each line of the card, whether it can be read at this moment.
LINES = """() => {
    const card = document.getElementById("preview");
    const box = card.getBoundingClientRect();
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, window.innerHeight)];
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    const lines = [];
    while (texts.nextNode()) {
        const range = new Range();
        range.selectNodeContents(texts.currentNode);
        lines.push(...range.getClientRects());
    }
    return lines.map((line) => line.top >= top - 1 && line.bottom <= bottom + 1);
}"""
AWAIT_SCROLLING = """() => {
    window.still = false;
    const stop = () => { window.still = true; };
    document.addEventListener("scrollend", stop, { once: true, capture: true });
}"""


@pytest.mark.parametrize("slug", ["sahel", "osce"])
def test_enlarged_the_arrow_keys_bring_every_line_of_a_card(
    slug: str, browser_page: Page, site: str
) -> None:
    width, height = ZOOMED["400 %"]
    browser_page.set_viewport_size({"width": width, "height": height})
    browser_page.goto(site + BRIEFING)
    mention = browser_page.locator(f"a.mention[href$='/{slug}/']").first
    for _ in range(60):
        browser_page.keyboard.press("Tab")
        if mention.evaluate("e => e === document.activeElement"):
            break
    expect(browser_page.get_by_role("tooltip")).to_be_visible()
    lines: list[bool] = browser_page.evaluate(LINES)
    assert not all(lines)
    been_read = set[int]()
    shown = lines
    while shown:
        been_read |= {number for number, seen in enumerate(shown) if seen}
        browser_page.evaluate(AWAIT_SCROLLING)
        browser_page.keyboard.press("ArrowDown")
        wait_until(browser_page, "window.still")
        shown = browser_page.evaluate(LINES)
    assert been_read == set(range(len(lines)))


def test_nothing_moves_for_readers_who_asked_for_stillness(browser_page: Page, site: str) -> None:
    browser_page.emulate_media(reduced_motion="reduce")
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(site + BRIEFING)
    browser_page.get_by_role("button", name="Menu").click()
    expect(browser_page.get_by_role("navigation", name="Menu")).to_be_in_viewport(ratio=1)
    moving = """[...document.querySelectorAll("*")].filter((e) => {
        const style = getComputedStyle(e);
        const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
        return lasts(style.transitionDuration) || lasts(style.animationDuration)
            || style.scrollBehavior === "smooth";
    }).map((e) => e.outerHTML.slice(0, 80))"""
    assert browser_page.evaluate(moving) == []


def test_a_readers_own_colours_leave_controls_and_pictures_to_be_seen(
    browser_page: Page, site: str
) -> None:
    browser_page.emulate_media(forced_colors="active")
    browser_page.goto(site + EXPLAINER)
    canvas = browser_page.evaluate("getComputedStyle(document.body).backgroundColor")
    lines = browser_page.locator(".figure :is(.axis, .tie, .dot, .tick)")
    assert lines.count() > 5
    strokes = lines.evaluate_all("all => all.map((e) => getComputedStyle(e).stroke)")
    assert canvas not in strokes
    words = browser_page.locator(".figure svg text")
    assert canvas not in words.evaluate_all("all => all.map((e) => getComputedStyle(e).fill)")
    icons = browser_page.locator(".masthead svg >> visible=true")
    assert canvas not in icons.evaluate_all("all => all.map((e) => getComputedStyle(e).fill)")
    mention = browser_page.locator("a.mention").first
    assert "underline" in mention.evaluate("e => getComputedStyle(e).textDecorationLine")
    mention.focus()
    card = browser_page.get_by_role("tooltip")
    browser_page.keyboard.press("Shift")
    browser_page.keyboard.press("Tab")
    expect(card).to_be_visible()
    assert card.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
    browser_page.goto(f"{site}search/?q=libya")
    settle(browser_page)
    edges = browser_page.locator("main :is(input[type=search], select, button) >> visible=true")
    widths = edges.evaluate_all(
        "all => all.map((e) => parseFloat(getComputedStyle(e).borderTopWidth))"
    )
    assert widths
    assert min(widths) >= 1
