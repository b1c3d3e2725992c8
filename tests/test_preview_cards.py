"""The preview card of a mention: by mouse, keyboard and touch."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser_pages import (
    ARABIC,
    BRIEFING,
    EXPLAINER,
    LAPTOP,
    PHONE,
    WIDTHS,
    MentionPage,
    facts_of,
    read,
    resize,
    slug_of,
    violations,
    words,
)
from tests.conftest import ServeSite
from tests.drawn import raster
from tests.project import Project


@pytest.fixture(scope="module")
def stopped(browser: Browser, site: str) -> Iterator[MentionPage]:
    """A page in a context of its own, whose clock is stopped for good."""
    with browser.new_context() as context:
        yield read(context.new_page(), site + BRIEFING)


@pytest.fixture
def reading(stopped: MentionPage, site: str) -> MentionPage:
    """The same page, loaded again."""
    stopped.point_elsewhere()
    stopped.page.goto(site + BRIEFING)
    return stopped


def test_a_preview_shows_the_title_and_summary_after_half_a_second(
    reading: MentionPage, project: Project
) -> None:
    facts = facts_of(project, slug_of(reading.mention))
    reading.point_at(reading.mention)
    reading.wait(450)
    expect(reading.card).to_be_hidden()
    reading.wait(100)
    expect(reading.card).to_be_visible()
    shown = words(reading.card.inner_text())
    assert shown.startswith(words(f"{facts['title']} {facts['summary']}"))


def test_explainers_have_previews_of_explainers(
    reading: MentionPage, site: str, project: Project
) -> None:
    reading.page.goto(site + EXPLAINER)
    summary = words(facts_of(project, slug_of(reading.mention))["summary"])
    reading.point_at(reading.mention)
    reading.wait(550)
    expect(reading.card).to_contain_text(summary)
    reading.page.keyboard.press("Escape")
    expect(reading.card).to_be_hidden()
    reading.tab_to_mention()
    expect(reading.card).to_contain_text(summary)


# The events of Libya in the background of a briefing of 1 February 2018.
THEN_AND_NOW = """
    Where things stood
    August 2014 Armed groups take Tripoli; the newly elected parliament convenes in Tobruk.
    17 December 2015 The Libyan Political Agreement is signed in Skhirat, Morocco.
    Since then
    23 October 2020 A nationwide ceasefire is signed in Geneva.
    24 December 2021 The date set for national elections passes without a vote.
    11 September 2023 Storm Daniel breaks two dams above Derna; thousands die.
"""


def open_libya(page: Page) -> Locator:
    """Give the focus to a mention at the top of the window, so that the room is all below."""
    page.keyboard.press("Tab")
    page.locator("a.mention[href$='/libya/']").first.evaluate(
        """link => {
            link.scrollIntoView({ block: "start", behavior: "instant" });
            link.focus({ preventScroll: true });
        }"""
    )
    return page.get_by_role("tooltip")


# The last event before the article and the first one after it are the last to go.
LAST_AND_FIRST = """
    Where things stood
    17 December 2015 The Libyan Political Agreement is signed in Skhirat, Morocco.
    Since then
    23 October 2020 A nationwide ceasefire is signed in Geneva.
"""


@pytest.mark.parametrize(
    ("height", "told"), [(720, THEN_AND_NOW), (390, LAST_AND_FIRST), (240, "")]
)
def test_events_give_way_one_by_one_where_there_is_no_room(
    height: int, told: str, browser_page: Page, site: str, project: Project
) -> None:
    facts = facts_of(project, "libya")
    browser_page.set_viewport_size({"width": LAPTOP, "height": height})
    browser_page.goto(site + BRIEFING)
    card = open_libya(browser_page)
    assert words(card.inner_text()) == words(f"{facts['title']} {facts['summary']} {told}")
    assert card.evaluate("e => e.scrollHeight <= e.clientHeight")


def test_a_card_becomes_brief_when_it_loses_its_room_and_full_when_it_has_it_again(
    browser_page: Page, site: str, project: Project
) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    card = open_libya(browser_page)
    moments = card.get_by_text(re.compile("Where things stood|Since then")).filter(visible=True)
    for height, count in ((720, 2), (240, 0), (720, 2)):
        browser_page.set_viewport_size({"width": LAPTOP, "height": height})
        expect(moments).to_have_count(count)
        expect(card.get_by_text(words(facts_of(project, "libya")["summary"]))).to_be_visible()


def test_a_pointer_on_its_way_elsewhere_opens_no_preview(reading: MentionPage) -> None:
    reading.point_at(reading.mention)
    reading.wait(300)
    reading.point_elsewhere()
    reading.wait(5000)
    expect(reading.card).to_be_hidden()


def test_a_preview_closes_a_moment_after_the_pointer_has_left(reading: MentionPage) -> None:
    reading.point_at(reading.mention)
    reading.wait(60_000)
    expect(reading.card).to_be_visible()
    reading.point_elsewhere()
    reading.wait(250)
    expect(reading.card).to_be_visible()
    reading.wait(100)
    expect(reading.card).to_be_hidden()


def test_the_pointer_may_move_onto_the_preview_and_rest_there(reading: MentionPage) -> None:
    reading.point_at(reading.mention)
    reading.wait(550)
    reading.point_elsewhere()
    reading.wait(200)
    reading.point_at(reading.card)
    reading.wait(60_000)
    expect(reading.card).to_be_visible()
    reading.point_elsewhere()
    reading.wait(350)
    expect(reading.card).to_be_hidden()


def test_escape_dismisses_a_preview_that_the_pointer_opened(reading: MentionPage) -> None:
    reading.point_at(reading.mention)
    reading.wait(550)
    reading.page.keyboard.press("Escape")
    expect(reading.card).to_be_hidden()
    reading.wait(5000)
    expect(reading.card).to_be_hidden()


def test_the_keyboard_shows_the_preview_and_ties_it_to_the_link(
    reading: MentionPage, project: Project
) -> None:
    reading.tab_to_mention()
    expect(reading.card).to_be_visible()
    summary = facts_of(project, slug_of(reading.mention))["summary"]
    expect(reading.mention).to_have_accessible_description(re.compile(re.escape(words(summary))))
    expect(reading.mention).to_have_accessible_description(words(summary))


def test_escape_dismisses_the_preview_and_the_focus_stays(reading: MentionPage) -> None:
    reading.tab_to_mention()
    reading.page.keyboard.press("Escape")
    expect(reading.card).to_be_hidden()
    expect(reading.mention).to_be_focused()
    expect(reading.mention).not_to_have_attribute("aria-describedby", re.compile(""))


def test_tabbing_away_hides_the_preview(reading: MentionPage) -> None:
    reading.tab_to_mention()
    reading.page.keyboard.press("Shift+Tab")
    reading.wait(350)
    expect(reading.card).to_be_hidden()
    expect(reading.mention).not_to_have_attribute("aria-describedby", re.compile(""))


def test_tabbing_on_shows_the_preview_of_the_next_mention(
    reading: MentionPage, project: Project
) -> None:
    reading.tab_to_mention()
    reading.page.keyboard.press("Tab")
    reading.wait(5000)
    following = reading.page.locator("a.mention").nth(1)
    expect(following).to_be_focused()
    expect(reading.card).to_contain_text(facts_of(project, slug_of(following))["title"])


def without_anchors(page: Page) -> None:
    """Let the page be what it is in a browser that cannot place one element by another."""

    def older(route: Route) -> None:
        sheet = route.fetch()
        known = "@supports (anchor-name:"
        assert known in sheet.text()
        route.fulfill(response=sheet, body=sheet.text().replace(known, "@supports (unknown:"))

    page.route("**/site.css", older)


each_browser = pytest.mark.parametrize("anchored", [True, False], ids=["anchors", "none"])


@pytest.mark.parametrize(
    ("width", "anchored"), [(PHONE, True), (LAPTOP, True), (1920, True), (LAPTOP, False)]
)
def test_a_preview_is_inside_the_window_and_never_on_its_link(
    width: int, anchored: bool, browser_page: Page, site: str
) -> None:
    if not anchored:
        without_anchors(browser_page)
    resize(browser_page, width)
    for path in (BRIEFING, EXPLAINER, ARABIC):
        browser_page.goto(site + path)
        browser_page.keyboard.press("Tab")
        placed, misplaced = browser_page.evaluate(TRY_PREVIEWS)
        assert misplaced == [], path
        assert placed


# Each mention is brought to the top, the middle and the foot of the window, and given the focus.
TRY_PREVIEWS = """() => {
    const escape = { key: "Escape", bubbles: true };
    const card = document.getElementById("preview");
    const found = [[], []];
    for (const block of ["start", "center", "end"]) {
        for (const link of document.querySelectorAll("a.mention")) {
            document.body.dispatchEvent(new KeyboardEvent("keydown", escape));
            link.blur();
            link.scrollIntoView({ block, behavior: "instant" });
            link.focus({ preventScroll: true });
            const c = card.getBoundingClientRect();
            const inside = c.width > 0 && c.height > 0 && c.left >= 0 && c.top >= 0
                && c.right <= document.documentElement.clientWidth
                && c.bottom <= window.innerHeight;
            const onLink = [...link.getClientRects()].some((r) => r.left < c.right
                && r.right > c.left && r.top < c.bottom && r.bottom > c.top);
            const whole = card.scrollHeight <= card.clientHeight + 1;
            const told = document.getElementById(link.getAttribute("aria-describedby"));
            const tied = card.contains(told);
            const right = inside && !onLink && whole && tied;
            found[right ? 0 : 1].push([block, link.id]);
        }
    }
    return found;
}"""


@each_browser
def test_a_preview_begins_with_its_line_and_goes_with_it(
    anchored: bool, browser_page: Page, site: str
) -> None:
    if not anchored:
        without_anchors(browser_page)
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    card = browser_page.get_by_role("tooltip")
    placed = """(card) => {
        const link = document.querySelector("[aria-describedby=preview-summary]");
        const lines = [...link.getClientRects()];
        const [box, whole] = [card.getBoundingClientRect(), link.getBoundingClientRect()];
        const most = document.documentElement.clientWidth - 12 - box.width;
        const left = (line) => Math.abs(box.left - Math.min(line.left, most)) < 1;
        return {
            far: Math.round(Math.max(whole.top - box.bottom, box.top - whole.bottom)),
            line: lines.findIndex(left), lines: lines.length,
        };
    }"""
    links = browser_page.locator("a.mention")
    numbers = links.evaluate_all("all => all.map((e) => e.getClientRects().length)")
    assert 2 in numbers
    browser_page.keyboard.press("Tab")
    for link in (links.first, links.nth(numbers.index(2))):
        link.evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
        lines = link.evaluate("e => [...e.getClientRects()].map((line) => line.toJSON())")
        browser_page.mouse.move(lines[-1]["x"] + 5, lines[-1]["y"] + lines[-1]["height"] / 2)
        expect(card).to_be_visible()
        number = len(lines)
        assert card.evaluate(placed) == {"far": 8, "line": number - 1, "lines": number}
        browser_page.keyboard.press("Escape")
        browser_page.mouse.move(2, 700)
        link.evaluate("e => e.focus({ preventScroll: true })")
        for _ in range(4):
            assert card.evaluate(placed) == {"far": 8, "line": 0, "lines": number}
            browser_page.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
            browser_page.evaluate("new Promise((done) => requestAnimationFrame(() => done()))")
        browser_page.keyboard.press("Escape")


@each_browser
def test_a_preview_stays_in_the_window_when_its_line_comes_near_the_edge(
    anchored: bool, browser_page: Page, site: str
) -> None:
    if not anchored:
        without_anchors(browser_page)
    resize(browser_page, LAPTOP)
    browser_page.goto(site + EXPLAINER)
    link = browser_page.locator("a.mention").nth(4)
    browser_page.keyboard.press("Tab")
    link.evaluate("e => e.scrollIntoView({ block: 'end', behavior: 'instant' })")
    link.evaluate("e => e.focus({ preventScroll: true })")
    card = browser_page.get_by_role("tooltip")
    sides = []
    while link.evaluate("e => e.getBoundingClientRect().top > 60"):
        box, line = card.bounding_box(), link.bounding_box()
        assert box
        assert line
        assert 0 <= box["y"] <= WIDTHS[LAPTOP] - box["height"], line
        sides.append("above" if box["y"] < line["y"] else "below")
        browser_page.evaluate("scrollBy({ top: 40, behavior: 'instant' })")
        browser_page.evaluate("new Promise((done) => requestAnimationFrame(() => done()))")
    assert sides[0] == "above"
    assert sides[-1] == "below"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_on_a_phone_a_card_is_a_sheet_that_does_not_cover_the_sentence(
    direction: str, phone_page: Page, site: str
) -> None:
    phone_page.goto(site + BRIEFING)
    phone_page.evaluate("dir => { document.documentElement.dir = dir; }", direction)
    card = phone_page.get_by_role("tooltip")
    for mention in phone_page.locator("a.mention").all()[:8]:
        mention.scroll_into_view_if_needed()
        mention.tap()
        expect(card).to_be_visible()
        sheet, link = card.bounding_box(), mention.bounding_box()
        paragraph = mention.locator("xpath=ancestor::p").bounding_box()
        assert sheet
        assert link
        assert paragraph
        height = phone_page.evaluate("window.innerHeight")
        width = phone_page.evaluate("document.documentElement.clientWidth")
        assert (sheet["x"], sheet["width"]) == (0, width)
        assert sheet["y"] + sheet["height"] == pytest.approx(height, abs=1)
        assert sheet["height"] <= height / 2 + 1
        assert link["y"] + link["height"] <= sheet["y"]
        assert paragraph["y"] + paragraph["height"] <= sheet["y"] or paragraph["y"] <= 140
        # With few words too.
        card.evaluate("card => card.replaceChildren('No.')")
        sheet = card.bounding_box()
        assert sheet
        assert (sheet["x"], sheet["width"]) == (0, width)
        phone_page.locator("h1").dispatch_event("click")


def without_pointers_of_clicks(page: Page) -> None:
    """Let the page be what it is in a browser that does not tell with a click what pointed."""
    page.add_init_script(
        """{
            const { get } = Object.getOwnPropertyDescriptor(PointerEvent.prototype, "pointerType");
            Object.defineProperty(PointerEvent.prototype, "pointerType", {
                get() { return this.type === "click" ? undefined : get.call(this); },
            });
        }"""
    )


each_click = pytest.mark.parametrize("told", [True, False], ids=["click tells", "click is silent"])


@each_click
def test_a_tap_shows_the_preview_and_a_second_one_follows_the_link(
    told: bool, phone_page: Page, site: str, project: Project
) -> None:
    if not told:
        without_pointers_of_clicks(phone_page)
    phone_page.goto(site + BRIEFING)
    card = phone_page.get_by_role("tooltip")
    first, second = (phone_page.locator("a.mention").nth(n) for n in (0, 1))
    first.tap()
    expect(card).to_contain_text(facts_of(project, slug_of(first))["title"])
    expect(card).to_contain_text("Tap the link again")
    phone_page.locator("h1").tap()
    expect(card).to_be_hidden()
    second.tap()
    expect(card).to_contain_text(facts_of(project, slug_of(second))["title"])
    phone_page.locator("h1").tap()
    first.tap()
    expect(card).to_be_visible()
    slug = slug_of(first)
    first.tap()
    expect(phone_page).to_have_url(f"{site}explainers/{slug}/")
    expect(card).to_be_hidden()


@each_click
def test_a_click_follows_the_link_at_once(told: bool, browser_page: Page, site: str) -> None:
    if not told:
        without_pointers_of_clicks(browser_page)
    browser_page.goto(site + BRIEFING)
    mention = browser_page.locator("a.mention").first
    slug = slug_of(mention)
    mention.click()
    expect(browser_page).to_have_url(f"{site}explainers/{slug}/")


@each_click
@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_after_a_tap_mouse_and_keyboard_still_follow_a_link_at_once(
    by: str, told: bool, phone_page: Page, site: str
) -> None:
    if not told:
        without_pointers_of_clicks(phone_page)
    phone_page.goto(site + BRIEFING)
    mention = phone_page.locator("a.mention").first
    slug = slug_of(mention)
    phone_page.locator("h1").tap()
    if by == "mouse":
        mention.click()
    else:
        mention.focus()
        phone_page.keyboard.press("Escape")
        expect(phone_page.get_by_role("tooltip")).to_be_hidden()
        phone_page.keyboard.press("Enter")
    expect(phone_page).to_have_url(f"{site}explainers/{slug}/")


# ------------------------------------------------------------------- pictures and maps in cards

PICTURE = (
    "picture: {file: ../harbour.png, alt: Cranes at dawn, credit: Ada Berg, licence: CC BY 4.0}"
)
STORY = """\
---
title: Envoys meet
published: 2020-05-04
---

Envoys met in Tripoli on Monday. They spoke of the Harbour there, and of nothing else at all.
"""


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory, serve_site: ServeSite) -> str:
    """A site whose explainers are one with a lead picture and one with a map."""
    project = Project(tmp_path_factory.mktemp("pictured"), {
        "articles/story.md": STORY,
        "explainers/harbour.md": (
            f"---\ntitle: Harbour\nkind: place\nsummary: Where ships lie.\n{PICTURE}\n"
            "at: [32.9, 13.2]\ncountry: LY\n---\n\nOld.\n"
        ),
        "explainers/tripoli.md": (
            "---\ntitle: Tripoli\nkind: place\nsummary: The capital of Libya.\n"
            "at: [32.9, 13.2]\ncountry: LY\n---\n\nA city.\n"
        ),
    })  # fmt: skip
    (project.content / "harbour.png").write_bytes(raster("PNG", 1600, 1000))
    project.built()
    return serve_site(project.site)


def opened(page: Page, slug: str) -> Locator:
    """Give the focus to a mention, and return the picture in its card."""
    page.keyboard.press("Tab")
    page.locator(f".article a.mention[href$='/{slug}/']").focus()
    return page.get_by_role("tooltip").locator("figure")


def test_a_card_shows_the_map_of_a_place_or_its_lead_picture(
    browser_page: Page, pictured: str
) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url.removeprefix(pictured)))
    resize(browser_page, LAPTOP)
    browser_page.goto(f"{pictured}briefings/story/", wait_until="networkidle")
    assert not [url for url in asked if "explainers" in url or "pictures" in url]
    figure = opened(browser_page, "tripoli")
    expect(figure.locator(".locator-map .here")).to_be_visible()
    expect(figure.locator(".locator-map .spot")).to_be_visible()
    box = figure.bounding_box()
    assert box
    assert box["width"] == pytest.approx(160, abs=1)
    assert box["height"] == pytest.approx(120, abs=1)
    figure = opened(browser_page, "harbour")
    picture = figure.locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.naturalWidth") == 1000, "a card has the smallest copy"
    expect(figure).to_have_text("Ada Berg · CC BY 4.0")
    expect(browser_page.locator("[aria-describedby]")).to_have_accessible_description(
        "Where ships lie."
    )
    assert violations(browser_page, within=".preview") == []
    # A card that opens again has it at once.
    pages = [url for url in asked if url.startswith("explainers/")]
    assert pages == ["explainers/tripoli/", "explainers/harbour/"]
    expect(opened(browser_page, "tripoli").locator(".spot")).to_be_visible()
    assert [url for url in asked if url.startswith("explainers/")] == pages


def test_a_card_keeps_its_words_where_its_picture_has_no_room(
    browser_page: Page, pictured: str
) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.set_viewport_size({"width": LAPTOP, "height": 720})
    browser_page.goto(f"{pictured}briefings/story/")
    browser_page.set_viewport_size({"width": LAPTOP, "height": 230})
    browser_page.locator("#p1").scroll_into_view_if_needed()
    figure = opened(browser_page, "tripoli")
    card = browser_page.get_by_role("tooltip")
    expect(card).to_contain_text("The capital of Libya.")
    expect(figure).to_be_hidden()
    assert not [url for url in asked if "explainers" in url]
    browser_page.set_viewport_size({"width": LAPTOP, "height": 720})
    expect(figure.locator(".spot")).to_be_visible()


def test_a_card_without_its_picture_has_no_hole(
    browser_page: Page, pictured: str, browser_findings: list[str]
) -> None:
    browser_page.route("**/explainers/**", lambda route: route.fulfill(status=404))
    resize(browser_page, LAPTOP)
    browser_page.goto(f"{pictured}briefings/story/")
    figure = opened(browser_page, "tripoli")
    expect(browser_page.get_by_role("tooltip")).to_contain_text("The capital of Libya.")
    expect(figure).to_have_count(0)
    browser_page.unroute("**/explainers/**")
    browser_findings[:] = [text for text in browser_findings if "404" not in text]
