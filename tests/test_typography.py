"""Typography: paper, line length, and the direction of languages."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import (
    ARABIC,
    BRIEFING,
    EXPLAINER,
    HOSTILE,
    LAPTOP,
    Scheme,
    each_scheme,
    expect_scheme,
    resize,
    settle,
    text_page,
)
from tests.conftest import ServeSite
from tests.project import SMALL, Project


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


QUOTED = """---
title: What was said
---

“We will come back,” he said.

«Nous reviendrons», dit-il.

He said: “We will come back.”
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, serve_site: ServeSite) -> str:
    """A site with an address, a text with quotations and one in Italian."""
    texts = {**SMALL, "articles/quoted.md": QUOTED, "articles/ponte.md": ITALIAN}
    project = Project(tmp_path_factory.mktemp("own") / "site", texts)
    project.configure(f"site_url: {ADDRESS}\n")
    project.built()
    return serve_site(project.site)


def test_the_mark_of_a_quotation_hangs_before_the_lines(plain_page: Page, own: str) -> None:
    plain_page.goto(f"{own}briefings/quoted/")
    before = plain_page.locator(".article > p").evaluate_all(
        """paragraphs => paragraphs.map((paragraph) => {
            const first = document.createRange();
            first.setStart(paragraph.firstChild, 0);
            first.setEnd(paragraph.firstChild, 1);
            const { left, right } = first.getBoundingClientRect();
            return (paragraph.getBoundingClientRect().left - left) / (right - left);
        })"""
    )
    assert [0.7 < share < 1.3 for share in before] == [True, True, False]


ADDRESS = "https://example.org/news/"


def test_paper_says_at_which_address_the_page_stands(plain_page: Page, own: str) -> None:
    address = plain_page.locator(".page-address")
    for path in ("", "briefings/", "briefings/ferry/", "explainers/geneva/"):
        plain_page.goto(own + path)
        expect(address).to_be_hidden()
        plain_page.emulate_media(media="print")
        expect(address).to_be_visible()
        expect(address).to_have_text(ADDRESS + path)
        plain_page.emulate_media(media="screen")


def test_paper_names_no_address_where_none_is_known(plain_page: Page, site: str) -> None:
    plain_page.emulate_media(media="print")
    plain_page.goto(site + BRIEFING)
    expect(plain_page.locator(".page-address")).to_have_count(0)


@text_page
@pytest.mark.parametrize("width", [768, LAPTOP, 1920])
def test_lines_are_of_a_length_that_is_easy_to_read(
    width: int, path: str, browser_page: Page, site: str
) -> None:
    resize(browser_page, width)
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


@pytest.mark.parametrize(
    ("path", "place", "old_style"),
    [
        (BRIEFING, ".article > p", True),
        (BRIEFING, "h1", False),
        (BRIEFING, ".note-sources", False),
        (EXPLAINER, ".prose > p", True),
        (EXPLAINER, ".timeline dd", True),
        (EXPLAINER, ".apparatus li", False),
    ],
)
def test_figures_are_old_style_in_running_text_and_lining_beside_capitals(
    path: str, place: str, old_style: bool, browser_page: Page, site: str
) -> None:
    browser_page.goto(site + path)
    below = browser_page.evaluate(
        """async place => {
            await document.fonts.ready;
            const style = getComputedStyle(document.querySelector(place));
            const drawing = document.createElement("canvas").getContext("2d");
            document.body.append(drawing.canvas);
            drawing.canvas.style.fontVariantNumeric = style.fontVariantNumeric;
            drawing.font = `40px ${style.fontFamily}`;
            return drawing.measureText("9").actualBoundingBoxDescent;
        }""",
        place,
    )
    assert (below > 4) == old_style


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


@pytest.mark.parametrize(
    "path",
    [
        "", "briefings/", "timeline/2015/", "outlets/sample-wire/", "explainers/libya/",
        ARABIC, HOSTILE, "search/?q=ليبيا",
    ],
)  # fmt: skip
def test_words_of_an_article_say_in_which_language_they_are(
    path: str, browser_page: Page, plain_page: Page, site: str
) -> None:
    page = browser_page if "?" in path else plain_page
    page.goto(site + path)
    settle(page)
    found = page.evaluate(
        """() => {
            const arabic = (text) => /\\p{Script=Arabic}/u.test(text);
            const found = [];
            const walker = document.createTreeWalker(document.querySelector("main"), 4);
            while (walker.nextNode()) {
                const { data, parentElement: around } = walker.currentNode;
                if (around.closest("svg, .cite pre, .search-status")) continue;
                if (!/\\p{L}/u.test(data)) continue;
                const said = around.closest("[lang]");
                const { direction } = getComputedStyle(around);
                if (arabic(data)) found.push(["ar", said.lang, direction, data]);
                // A Latin name in an Arabic sentence is a part of that.
                else if (!arabic(said.textContent)
                        && (!said.lang.startsWith("en") || direction !== "ltr"))
                    found.push(["en", said.lang, direction, data]);
            }
            return found;
        }"""
    )
    assert found
    assert [words for words in found if words[:3] != ["ar", "ar", "rtl"]] == []


ITALIAN = """---
title: Il ponte è chiuso
published: 2020-05-04
lang: it
tags: [ponti]
---

## Che cosa è successo

Il ponte blu è chiuso da lunedì, ha detto il sindaco della città.

### Ieri

Le riparazioni dureranno un anno e costeranno molto denaro.

## Che cosa verrà

Un traghetto partirà ogni ora da una riva e dall'altra.
"""


def test_the_contents_say_which_sections_are_in_the_language_of_the_article(
    plain_page: Page, own: str
) -> None:
    plain_page.goto(f"{own}briefings/ponte/")
    found = plain_page.locator(".contents a").evaluate_all(
        "all => all.map((e) => [e.closest('[lang]').lang, e.textContent.trim()])"
    )
    assert found == [
        ["it", "Che cosa è successo"],
        ["it", "Che cosa verrà"],
        ["en", "Topics"],
        ["en", "About this text"],
        ["en", "Cite"],
    ]


def test_on_paper_a_line_begins_inside_the_page(browser_page: Page, site: str) -> None:
    """A quotation mark left of the line would be outside of the printed area."""
    browser_page.goto(site + BRIEFING)
    add = """() => {
        const line = document.createElement("p");
        line.className = "hung";
        document.querySelector(".article").append(line);
        return parseFloat(getComputedStyle(line).textIndent);
    }"""
    assert browser_page.evaluate(add) < 0
    browser_page.emulate_media(media="print")
    assert browser_page.evaluate(add) == 0


def test_the_foot_is_at_the_bottom_of_a_short_page(browser_page: Page, site: str) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 1400})
    browser_page.goto(f"{site}404.html")
    foot = browser_page.locator(".colophon").bounding_box()
    assert foot
    assert foot["y"] + foot["height"] == pytest.approx(1400, abs=1)


def test_on_paper_the_address_of_a_source_is_as_people_write_it(
    plain_page: Page, site: str
) -> None:
    plain_page.emulate_media(media="print")
    plain_page.goto(f"{site}explainers/resolution-1244/")
    source = plain_page.locator(".apparatus li a[href*='undocs.org/S/RES/1244']").first
    shown = source.evaluate("e => getComputedStyle(e, '::after').content")
    assert shown == '" (https://undocs.org/S/RES/1244(1999))"'
