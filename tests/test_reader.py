"""What readers meet: the built site in a real Chromium, by mouse, keyboard, touch and on paper.

Tests on `browser_page` fail too when the console shows an error, or when a page asks any other
host for anything.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import frontmatter
import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, ViewportSize, expect

from tests.conftest import ServeSite
from tests.project import Project

BRIEFING = "briefings/lavrov-alfano-february-2018/"
EXPLAINER = "explainers/libya/"
HOSTILE = "briefings/hostile/"
ARABIC = "briefings/arabic/"

PAGES = {
    "home": "",
    "briefings": "briefings/",
    "briefing": BRIEFING,
    "explainers": "explainers/",
    "explainer": EXPLAINER,
    "topics": "topics/",
    "topic": "topics/libya/",
    "outlets": "outlets/",
    "outlet": "outlets/sample-wire/",
    "search": "search/?q=libya",
    "not found": "404.html",
}
text_page = pytest.mark.parametrize("path", [BRIEFING, EXPLAINER], ids=["briefing", "explainer"])

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
each_scheme = pytest.mark.parametrize("scheme", SCHEMES)

WIDTHS = {320: 568, 390: 844, 768: 1024, 1280: 720, 1920: 1080}
PHONE, LAPTOP = 390, 1280

TITLE = '</title><script>window.hacked=1</script> & "quotes" {{ 7*7 }}'
SUMMARY = (
    '<img src=x onerror="window.hacked=2"> </script> {{ 7*7 }} [x](javascript:window.hacked=3)'
)
TAGS = ['<b onclick="window.hacked=4">', "{{ 7*7 }}", "[tag](javascript:window.hacked=5)"]
TEXT = (
    r"""
Kosovo, <script>window.hacked=6</script> wrote <img src=x onerror="window.hacked=7"> of zyzzyva.

# The third paragraph says <svg/onload=window.hacked=8> and nothing more than that to its readers.

[a link](javascript:window.hacked=9), <javascript:window.hacked=10>, <https://example.org/auto> and
![a picture](https://example.org/picture.png){: onerror="window.hacked=11" } were in the text, too.

{{ 7*7 }} {% include "main.html" %} ${7*7} **bold** _emphasis_ ~~gone~~ \* [^1] said.

{: onclick="window.hacked=12" .background #preview } was written on the wall of the old town hall.

<div class="background" markdown="1" onclick="window.hacked=13"><iframe srcdoc=""></iframe></div>.

&lt;script&gt; &amp;amp; &#60;i&#62; </article></main></body> <!-- a comment --> ]]> --> <style>*.

1. not a list, said the mayor of the town in the evening, when all of the others had gone home.
+ nor this | a | table |, said the mayor of the town in the evening, when all of them had gone.

    nor code, said the mayor, with a word of forty letters in it: """
    + "Aa" * 20
    + " and so the story ends.\n"
)

ARABIC_TEXT = """---
title: محادثات حول ليبيا في جنيف
published: 2018-03-02
outlet: sample-wire
lang: ar
---

UNSMIL: قال مبعوث الأمم المتحدة إن المحادثات حول Libya كانت مفيدة، وإن الوفود ستعود إلى جنيف في
الأسبوع المقبل لكي تستكمل ما بدأته، على أن تعلن النتائج في نهاية الشهر.
"""


# ----------------------------------------------------------------- the site, and how it is visited


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped content, with an article that attacks the site and one in Arabic."""
    project = Project(tmp_path_factory.mktemp("reader"))
    project.write("articles/hostile.txt", TEXT)
    facts = frontmatter.Post("", title=TITLE, summary=SUMMARY, tags=TAGS, published="2018-03-01")
    project.write("articles/hostile.yml", frontmatter.dumps(facts).strip("-\n"))
    project.write("articles/arabic.md", ARABIC_TEXT)
    # In a process of its own: this one has Playwright's event loop, and indexing wants another.
    done = project.run("briefings", "build")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture(scope="module")
def site(project: Project, serve_site: ServeSite) -> str:
    return serve_site(project.site)


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """A page on a phone, which has a touch screen and no mouse."""
    size = ViewportSize(width=PHONE, height=WIDTHS[PHONE])
    with browser.new_context(viewport=size, has_touch=True, is_mobile=True) as context:
        yield context.new_page()


def resize(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})


def words(text: str | None) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join((text or "").split())


def facts_of(project: Project, slug: str) -> dict[str, Any]:
    """Return the front matter of an explainer, as its editor wrote it."""
    return frontmatter.load(str(project.content / f"explainers/{slug}.md")).metadata


def slug_of(link: Locator) -> str:
    return (link.get_attribute("href") or "").rstrip("/").rpartition("/")[2]


def middle(element: Locator) -> tuple[float, float]:
    """Return the middle of an element: of its first line, where it has several."""
    line = element.evaluate("e => e.getClientRects()[0].toJSON()")
    return line["x"] + line["width"] / 2, line["y"] + line["height"] / 2


# ----------------------------------------------------------------- previews


@dataclass(frozen=True)
class Reading:
    """A page with mentions on which no time passes but what the test lets pass."""

    page: Page

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("tooltip")

    @property
    def mention(self) -> Locator:
        return self.page.locator("a.mention").first

    def wait(self, milliseconds: int) -> None:
        self.page.clock.run_for(milliseconds)

    def point_at(self, element: Locator) -> None:
        """Rest the pointer on an element."""
        element.scroll_into_view_if_needed()
        self.page.mouse.move(*middle(element), steps=3)

    def point_elsewhere(self) -> None:
        self.page.mouse.move(2, WIDTHS[LAPTOP] - 2)

    def tab_to_mention(self) -> None:
        """Go to the first mention as a reader would who has only the keyboard."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            if self.mention.evaluate("e => e === document.activeElement"):
                return
        pytest.fail("sixty tabs did not reach a mention")


def read(page: Page, url: str) -> Reading:
    resize(page, LAPTOP)
    page.clock.install(time=0)
    page.goto(url)
    page.clock.pause_at(60)
    return Reading(page)


@pytest.fixture
def reading(browser_page: Page, site: str) -> Reading:
    return read(browser_page, site + BRIEFING)


def test_a_preview_shows_the_title_and_summary_after_half_a_second(
    reading: Reading, project: Project
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
    browser_page: Page, site: str, project: Project
) -> None:
    reading = read(browser_page, site + EXPLAINER)
    summary = words(facts_of(project, slug_of(reading.mention))["summary"])
    reading.point_at(reading.mention)
    reading.wait(550)
    expect(reading.card).to_contain_text(summary)
    reading.page.keyboard.press("Escape")
    expect(reading.card).to_be_hidden()
    reading.tab_to_mention()
    expect(reading.card).to_contain_text(summary)


def test_a_pointer_on_its_way_elsewhere_opens_no_preview(reading: Reading) -> None:
    reading.point_at(reading.mention)
    reading.wait(300)
    reading.point_elsewhere()
    reading.wait(5000)
    expect(reading.card).to_be_hidden()


def test_a_preview_closes_a_moment_after_the_pointer_has_left(reading: Reading) -> None:
    reading.point_at(reading.mention)
    reading.wait(60_000)
    expect(reading.card).to_be_visible()
    reading.point_elsewhere()
    reading.wait(250)
    expect(reading.card).to_be_visible()
    reading.wait(100)
    expect(reading.card).to_be_hidden()


def test_the_pointer_may_move_onto_the_preview_and_rest_there(reading: Reading) -> None:
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


def test_escape_dismisses_a_preview_that_the_pointer_opened(reading: Reading) -> None:
    reading.point_at(reading.mention)
    reading.wait(550)
    reading.page.keyboard.press("Escape")
    expect(reading.card).to_be_hidden()
    reading.wait(5000)
    expect(reading.card).to_be_hidden()


def test_the_keyboard_shows_the_preview_and_ties_it_to_the_link(
    reading: Reading, project: Project
) -> None:
    reading.tab_to_mention()
    expect(reading.card).to_be_visible()
    summary = facts_of(project, slug_of(reading.mention))["summary"]
    expect(reading.mention).to_have_accessible_description(re.compile(re.escape(words(summary))))
    described_by = reading.mention.get_attribute("aria-describedby")
    assert described_by == reading.card.get_attribute("id")


def test_escape_dismisses_the_preview_and_the_focus_stays(reading: Reading) -> None:
    reading.tab_to_mention()
    reading.page.keyboard.press("Escape")
    expect(reading.card).to_be_hidden()
    expect(reading.mention).to_be_focused()
    expect(reading.mention).not_to_have_attribute("aria-describedby", re.compile(""))


def test_tabbing_away_hides_the_preview(reading: Reading) -> None:
    reading.tab_to_mention()
    reading.page.keyboard.press("Shift+Tab")
    reading.wait(350)
    expect(reading.card).to_be_hidden()
    expect(reading.mention).not_to_have_attribute("aria-describedby", re.compile(""))


def test_tabbing_on_shows_the_preview_of_the_next_mention(
    reading: Reading, project: Project
) -> None:
    reading.tab_to_mention()
    reading.page.keyboard.press("Tab")
    reading.wait(5000)
    following = reading.page.locator("a.mention").nth(1)
    expect(following).to_be_focused()
    expect(reading.card).to_contain_text(facts_of(project, slug_of(following))["title"])


@pytest.mark.parametrize("width", [PHONE, LAPTOP, 1920])
def test_a_preview_is_inside_the_window_and_never_on_its_link(
    width: int, browser_page: Page, site: str
) -> None:
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
            const tied = link.getAttribute("aria-describedby") === card.id;
            const right = inside && !onLink && whole && tied;
            found[right ? 0 : 1].push([block, link.id]);
        }
    }
    return found;
}"""


def test_a_tap_on_a_touch_screen_follows_the_link(phone_page: Page, site: str) -> None:
    phone_page.goto(site + BRIEFING)
    mention = phone_page.locator("a.mention").first
    slug = slug_of(mention)
    mention.tap()
    expect(phone_page).to_have_url(f"{site}explainers/{slug}/")
    expect(phone_page.get_by_role("tooltip")).to_be_hidden()


# ----------------------------------------------------------------- without JavaScript


def test_without_javascript_every_page_has_all_of_its_text(
    plain_page: Page, browser_page: Page, site: str
) -> None:
    for path in {*PAGES.values(), HOSTILE, ARABIC} - {PAGES["search"]}:
        plain_page.goto(site + path)
        browser_page.goto(site + path)
        text = words(plain_page.get_by_role("main").inner_text())
        assert len(text) > 20
        assert text == words(browser_page.get_by_role("main").inner_text()), path


def test_without_javascript_the_search_page_leads_to_the_lists(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}search/")
    expect(plain_page.get_by_role("searchbox")).to_be_hidden()
    # Playwright's matchers pass over <noscript>, whose words are there all the same.
    assert "Searching needs JavaScript" in plain_page.get_by_role("main").inner_text()
    plain_page.locator("noscript a[href$='/briefings/']").click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Briefings")


@text_page
def test_without_javascript_links_and_background_are_there(
    path: str, plain_page: Page, site: str, project: Project
) -> None:
    plain_page.goto(site + path)
    background = plain_page.locator(".background")
    mentions = plain_page.locator("a.mention").all()
    for slug in {slug_of(mention) for mention in mentions}:
        facts = facts_of(project, slug)
        expect(background.get_by_role("link", name=facts["title"], exact=True)).to_be_visible()
        expect(background).to_contain_text(words(facts["summary"]))
    title = facts_of(project, slug_of(mentions[0]))["title"]
    mentions[0].click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text(title)


def test_without_javascript_the_menu_of_a_phone_opens(plain_page: Page, site: str) -> None:
    resize(plain_page, PHONE)
    plain_page.goto(site)
    link = plain_page.locator("#drawer").get_by_text("Explainers")
    expect(link).to_be_hidden()
    plain_page.locator("label.masthead__menu").click()
    link.click()
    expect(plain_page).to_have_url(f"{site}explainers/")


@each_scheme
def test_without_javascript_the_colours_follow_the_system(
    scheme: Scheme, plain_page: Page, site: str
) -> None:
    plain_page.emulate_media(color_scheme=scheme)
    plain_page.goto(site + BRIEFING)
    expect_scheme(plain_page, scheme)


# ----------------------------------------------------------------- search


def search_for(page: Page, query: str) -> list[str]:
    """Type a query into the field, and return the titles that are found."""
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_contain_text(f"for “{query}”")
    return results(page)


def results(page: Page) -> list[str]:
    return [words(title) for title in page.locator("main ol h2").all_inner_texts()]


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
    narrowed = results(browser_page)
    assert 1 < len(narrowed) < every
    dates = browser_page.locator("main ol time")
    assert {d.get_attribute("datetime")[:4] for d in dates.all()} == {"2018"}  # type: ignore[index]
    browser_page.get_by_label("Order").select_option("oldest")
    expect(browser_page).to_have_url(f"{site}search/?q=Libya&year=2018&sort=oldest")
    expect(dates.first).to_have_attribute("datetime", min_of(dates))
    browser_page.reload()
    expect(browser_page.locator("main ol h2")).to_have_count(len(narrowed))
    expect(browser_page.get_by_label("Year")).to_have_value("2018")


def min_of(dates: Locator) -> str:
    return min(str(one.get_attribute("datetime")) for one in dates.all())


def test_a_slip_of_the_keys_is_met_with_the_nearest_subjects(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    search_for(browser_page, "Kosvo")
    expect(browser_page.get_by_role("status")).to_contain_text("Nothing found")
    browser_page.get_by_role("status").get_by_role("link", name="Kosovo", exact=True).click()
    expect(browser_page.get_by_role("status")).to_contain_text("pages in this selection")
    expect(browser_page.get_by_label("Subject")).to_have_value("Kosovo")
    assert results(browser_page)


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


def test_nothing_found_is_said(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    assert search_for(browser_page, "<b>qwxzj</b>") == []
    expect(browser_page.get_by_role("status")).to_contain_text("Nothing found for “<b>qwxzj</b>”.")


def test_every_result_leads_to_a_page(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}search/")
    assert search_for(browser_page, "Libya")
    assert dead_ends(browser_page, "main ol a") == []


def test_the_site_works_below_a_folder_of_a_server(
    browser_page: Page, project: Project, serve_site: ServeSite, tmp_path: Path
) -> None:
    shutil.copytree(project.site, tmp_path / "news/briefed")
    site = serve_site(tmp_path) + "news/briefed/"
    browser_page.goto(site + BRIEFING)
    browser_page.keyboard.press("/")
    expect(browser_page).to_have_url(f"{site}search/")
    found = search_for(browser_page, "Burkina")
    assert dead_ends(browser_page, "a[href], main ol a") == []
    browser_page.locator("main ol h2 a").first.click()
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text(found[0])
    assert browser_page.url.startswith(f"{site}explainers/")


# ----------------------------------------------------------------- light and dark


# Whether ink on paper is dark on light or light on dark, by the colours that are really painted.
SCHEME = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const lightness = () => {
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const paint = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return lightness();
    };
    const bare = document.documentElement.appendChild(document.createElement("i"));
    bare.style.color = "Canvas";
    paint(getComputedStyle(bare).color);
    bare.remove();
    paint(getComputedStyle(document.documentElement).backgroundColor);
    const paper = paint(getComputedStyle(document.body).backgroundColor);
    const ink = paint(getComputedStyle(document.querySelector("h1")).color);
    if (Math.abs(paper - ink) < 0.5) return "unreadable";
    return paper > ink ? "light" : "dark";
}"""


def expect_scheme(page: Page, scheme: str) -> None:
    """Wait until the page is of this scheme."""
    page.wait_for_function(f"({SCHEME})() === '{scheme}'", timeout=5000)


def test_dark_mode_of_the_system_is_followed(browser_page: Page, site: str) -> None:
    browser_page.emulate_media(color_scheme="dark")
    browser_page.goto(site + BRIEFING)
    expect_scheme(browser_page, "dark")
    browser_page.emulate_media(color_scheme="light")
    expect_scheme(browser_page, "light")


@pytest.mark.parametrize(
    ("system", "presses", "chosen"),
    [
        ("light", ["Switch to light mode", "Switch to dark mode"], "dark"),
        ("dark", ["Switch to light mode"], "light"),
    ],
)
def test_the_readers_choice_of_colours_is_kept(
    system: Scheme, presses: list[str], chosen: str, browser_page: Page, site: str
) -> None:
    browser_page.emulate_media(color_scheme=system)
    browser_page.goto(site)
    for name in presses:
        browser_page.get_by_title(name).click()
    expect_scheme(browser_page, chosen)
    browser_page.reload()
    expect_scheme(browser_page, chosen)
    browser_page.goto(site + BRIEFING)
    expect_scheme(browser_page, chosen)


def test_the_choice_of_colours_can_be_taken_back(browser_page: Page, site: str) -> None:
    browser_page.emulate_media(color_scheme="light")
    browser_page.goto(site)
    names = ["Switch to light mode", "Switch to dark mode", "Follow the system setting"]
    for name in names:
        browser_page.get_by_title(name).click()
    browser_page.reload()
    expect_scheme(browser_page, "light")
    browser_page.emulate_media(color_scheme="dark")
    expect_scheme(browser_page, "dark")


# ----------------------------------------------------------------- arriving at a place on a page


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


# ----------------------------------------------------------------- every kind of page


def dead_ends(page: Page, selector: str) -> list[str]:
    """Return the addresses of this site, among the elements selected, that lead nowhere."""
    found: list[str] = page.evaluate(
        """async (selector) => {
            const pages = new Map();
            const load = async (address) => {
                const answer = await fetch(address);
                if (!answer.ok) return null;
                const text = await answer.text();
                return new DOMParser().parseFromString(text, "text/html");
            };
            const dead = new Set();
            const elements = document.querySelectorAll(selector);
            if (elements.length === 0) dead.add(`nothing is ${selector}`);
            for (const element of elements) {
                // In a picture `href` is no text.
                const address = element.getAttribute("href") ?? element.getAttribute("src");
                const { origin, pathname, hash, href } = new URL(address, document.baseURI);
                if (origin !== location.origin) continue;
                if (!pages.has(pathname)) pages.set(pathname, await load(pathname));
                const page = pathname === location.pathname ? document : pages.get(pathname);
                const id = decodeURIComponent(hash.slice(1));
                if (!page || (id && !page.getElementById(id))) dead.add(href);
            }
            return [...dead];
        }""",
        selector,
    )
    return found


def settle(page: Page) -> None:
    """Wait until a search, where there is one, has ended."""
    if "/search/" in page.url:
        expect(page.get_by_role("status")).to_contain_text("found")


def test_every_page_loads_in_peace_and_its_links_lead_somewhere(
    browser_page: Page, site: str
) -> None:
    for path in PAGES.values():
        browser_page.goto(site + path)
        settle(browser_page)
        expect(browser_page.get_by_role("heading", level=1)).to_have_count(1)
        assert dead_ends(browser_page, "a[href], link[href]:not([rel=canonical]), [src]") == []


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


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core has against the page as it stands, by these rules or by all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = rules
    report = page.evaluate("options => axe.run(document, options)", options)
    assert report["passes"]
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in report["violations"]
        for node in violation["nodes"]
    ]


def test_axe_finds_no_barrier_on_any_page(browser_page: Page, site: str) -> None:
    # In the dark only what depends on colours can be another matter.
    rules: dict[str, tuple[str, ...]] = {
        "light": (),
        "dark": ("color-contrast", "link-in-text-block"),
    }
    found = []
    for path in [*PAGES.values(), HOSTILE, ARABIC]:
        browser_page.goto(site + path)
        settle(browser_page)
        for scheme in SCHEMES:
            browser_page.emulate_media(color_scheme=scheme)
            expect_scheme(browser_page, scheme)
            for width in (PHONE, LAPTOP):
                resize(browser_page, width)
                barriers = violations(browser_page, *rules[scheme])
                found += [f"/{path}, {width} px, {scheme}: {barrier}" for barrier in barriers]
    assert found == []


@each_scheme
def test_axe_finds_no_barrier_in_what_opens(scheme: Scheme, browser_page: Page, site: str) -> None:
    resize(browser_page, PHONE)
    browser_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    browser_page.goto(site + BRIEFING)
    Reading(browser_page).tab_to_mention()
    expect(browser_page.get_by_role("tooltip")).to_be_visible()
    assert violations(browser_page) == []
    browser_page.get_by_role("button", name="Menu").click()
    expect(browser_page.get_by_role("navigation", name="Menu")).to_be_in_viewport(ratio=1)
    assert violations(browser_page) == []


def test_the_menu_of_a_phone_works_with_the_keyboard(browser_page: Page, site: str) -> None:
    resize(browser_page, PHONE)
    browser_page.goto(site + BRIEFING)
    button = browser_page.get_by_role("button", name="Menu")
    drawer = browser_page.get_by_role("navigation", name="Menu")
    button.focus()
    browser_page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(drawer.get_by_role("link").first).to_be_focused()
    browser_page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


# ----------------------------------------------------------------- paper and measure


@each_scheme
@text_page
def test_paper_has_the_text_and_its_background_alone(
    path: str, scheme: Scheme, browser_page: Page, site: str
) -> None:
    browser_page.emulate_media(media="print", color_scheme=scheme)
    browser_page.goto(site + path)
    main = browser_page.get_by_role("main")
    for away in ("banner", "contentinfo", "navigation", "searchbox"):
        assert browser_page.get_by_role(away).all() == []
    for part in ("h1", ".article p:not(.gloss p), .prose p", ".background dt", ".background dd"):
        for element in main.locator(part).all():
            expect(element).to_be_visible()
        assert main.locator(part).count()
    if path == BRIEFING:
        expect(main.locator(".provenance")).to_contain_text("SHA-256")
        expect(main.locator(".provenance")).to_be_visible()
    expect_scheme(browser_page, "light")


@text_page
def test_lines_are_of_a_length_that_is_easy_to_read(
    path: str, browser_page: Page, site: str
) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + path)
    browser_page.evaluate("document.fonts.ready")
    lengths = browser_page.evaluate(
        """() => {
            const full = [];
            for (const paragraph of document.querySelectorAll(".article > p, .prose > p")) {
                const lines = [0];
                const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
                let right = 0;
                while (texts.nextNode()) {
                    const text = texts.currentNode;
                    for (let at = 0; at < text.length; at++) {
                        const range = new Range();
                        range.setStart(text, at);
                        range.setEnd(text, at + 1);
                        const [box] = range.getClientRects();
                        if (!box || box.width === 0) continue;
                        if (box.left < right - 1) lines.push(0);
                        right = box.right;
                        lines[lines.length - 1]++;
                    }
                }
                full.push(...lines.slice(0, -1));
            }
            return full;
        }"""
    )
    assert len(lengths) > 20
    assert 60 <= sum(lengths) / len(lengths) <= 75


# ----------------------------------------------------------------- languages


@pytest.mark.parametrize(
    ("path", "language", "direction"), [(BRIEFING, "en", "ltr"), (ARABIC, "ar", "rtl")]
)
def test_an_article_is_set_in_the_direction_of_its_language(
    path: str, language: str, direction: str, browser_page: Page, site: str
) -> None:
    browser_page.goto(site + path)
    expect(browser_page.locator("html")).to_have_attribute("lang", "en")
    expect(browser_page.locator(".article")).to_have_attribute("lang", language)
    for element in (browser_page.locator(".article p").first, browser_page.locator("h1")):
        gaps = element.evaluate(
            """e => {
                const range = new Range();
                range.selectNodeContents(e);
                const lines = [...range.getClientRects()].filter((line) => line.width > 0);
                const bottom = Math.max(...lines.map((line) => line.bottom));
                const last = lines.filter((line) => line.bottom > bottom - line.height / 2);
                const box = e.getBoundingClientRect();
                return {
                    ltr: Math.min(...last.map((line) => line.left)) - box.left,
                    rtl: box.right - Math.max(...last.map((line) => line.right)),
                };
            }"""
        )
        # The last line begins where the language begins, and ends short of the other edge.
        assert gaps.pop(direction) < 2
        assert gaps.popitem()[1] > 20


# ----------------------------------------------------------------- an article that attacks


HOSTILE_PAGES = [
    HOSTILE, "", "briefings/", "explainers/kosovo/", "topics/", "topics/7-7/", "search/?q=zyzzyva",
]  # fmt: skip

ATTACKS = """() => [...document.querySelectorAll("body *")].filter((element) =>
    element.getAttributeNames().some((name) => name.startsWith("on") || name === "srcdoc")
    || element.protocol === "javascript:").map((element) => element.outerHTML)"""


def test_nothing_of_a_hostile_article_runs(browser_page: Page, site: str) -> None:
    dialogs: list[str] = []

    def note_dialog(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    browser_page.on("dialog", note_dialog)
    for path in HOSTILE_PAGES:
        browser_page.goto(site + path)
        settle(browser_page)
        expect(browser_page.get_by_role("main")).to_contain_text(re.compile("7\\*7|hacked"))
        assert browser_page.evaluate(ATTACKS) == [], path
        assert browser_page.evaluate("window.hacked") is None, path
    assert dialogs == []


def test_a_hostile_article_brings_no_elements_of_its_own(browser_page: Page, site: str) -> None:
    browser_page.goto(site + HOSTILE)
    tags = browser_page.locator(".article *").evaluate_all(
        "elements => [...new Set(elements.map((element) => element.localName))].sort()"
    )
    assert tags == ["a", "p"]
    links = browser_page.locator(".article a:not(.headerlink)")
    assert [slug_of(link) for link in links.all()] == ["kosovo"]
    assert browser_page.locator(".background").count() == 1


def test_a_hostile_article_shows_as_the_characters_that_it_is(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(site + HOSTILE)
    expect(browser_page).to_have_title(f"{TITLE} – Annotated Briefings")
    browser_page.locator(".headerlink").evaluate_all("all => all.forEach((link) => link.remove())")
    assert words(browser_page.locator("h1").text_content()) == TITLE
    assert words(browser_page.locator(".article").text_content()) == words(TEXT)
    assert browser_page.locator(".apparatus .subjects a").all_inner_texts() == TAGS
    description = browser_page.locator("meta[name=description]")
    expect(description).to_have_attribute("content", SUMMARY)


def test_lists_show_a_hostile_article_as_the_characters_that_it_is(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}briefings/")
    main = browser_page.get_by_role("main")
    expect(main.get_by_role("link", name=TITLE, exact=True)).to_be_visible()
    expect(main.get_by_text(SUMMARY, exact=True)).to_be_visible()
    browser_page.goto(f"{site}search/?q=zyzzyva")
    settle(browser_page)
    assert results(browser_page) == [TITLE]
    expect(browser_page.locator("main ol")).to_contain_text('onerror="window.hacked=7"> of zyzzyva')
    browser_page.get_by_role("main").get_by_role("link", name=TITLE, exact=True).click()
    expect(browser_page).to_have_url(site + HOSTILE)
