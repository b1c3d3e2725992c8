"""What stands above an article, and what a copy of its words has."""

import pytest
from playwright.sync_api import Page, expect

from briefings.content import loading
from briefings.model.content import Content, SourceFile
from briefings.views.briefing import Brief, BriefingView
from tests.browser_pages import BRIEFING, LAPTOP, PHONE, resize, violations
from tests.export_site import compiled
from tests.project import SMALL, TALKS, TALKS_FACTS
from tests.rendering import page_html
from tests.views import view


def with_brief(brief: str) -> dict[str, str]:
    return {**SMALL, "articles/talks.yml": f"{TALKS_FACTS}brief: {brief}\n"}


@pytest.mark.parametrize(
    ("brief", "shown"),
    [
        ("{says: They met.}", Brief("They met.")),
        (
            '{says: "They\\n  met.", matters: It is far., disputed: "Where."}',
            Brief("They met.", "It is far.", "Where."),
        ),
        ("{}", None),
    ],
)
def test_a_brief_has_lines_of_text(brief: str, shown: Brief | None) -> None:
    site = compiled(with_brief(brief))
    assert view(site, "briefings/talks.md", BriefingView).brief == shown
    html = page_html(site, "briefings/talks.md")
    assert html.count('<aside class="brief"') == (shown is not None)


def test_a_brief_is_text_and_no_markup() -> None:
    site = compiled(with_brief("{says: '<script>alert(1)</script> *A*'}"))
    html = page_html(site, "briefings/talks.md")
    assert "<dd>&lt;script&gt;alert(1)&lt;/script&gt; *A*</dd>" in html


@pytest.mark.parametrize("brief", ["They met.", "{say: They met.}", "{says: ''}", "{says: [A]}"])
def test_a_wrong_brief_is_a_problem(brief: str) -> None:
    files = (
        SourceFile("articles/talks.txt", TALKS.encode()),
        SourceFile("articles/talks.yml", f"title: Talks\nbrief: {brief}\n".encode()),
    )
    found = loading.read(Content(files)).problems
    assert [problem.line for problem in found if problem.file.endswith(".yml")] == [2]


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_the_head_says_what_an_article_is_about(width: int, browser_page: Page, site: str) -> None:
    resize(browser_page, width)
    browser_page.goto(site + BRIEFING)
    brief = browser_page.get_by_role("complementary", name="In brief")
    expect(brief).to_contain_text("Why it matters")
    assert violations(browser_page, within=".briefing-head") == []
    if width == LAPTOP:
        article = browser_page.locator(".article").bounding_box()
        assert article
        assert article["y"] < 720, "the article begins below the first screen of a laptop"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_what_followed_stands_beside_the_head_and_the_article_directly_below_it(
    direction: str, browser_page: Page, site: str
) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    browser_page.evaluate("direction => { document.documentElement.dir = direction }", direction)
    since = browser_page.locator(".since")
    # A tall box does not move the article: it is the first note in the margin that goes below it.
    for times in (1, 4):
        since.locator("ul").evaluate(
            "(list, times) => { list.innerHTML = list.innerHTML.repeat(times) }", times
        )
        head = browser_page.locator(".briefing-head > div").bounding_box()
        beside = since.bounding_box()
        first = browser_page.locator(".annotations").bounding_box()
        note = browser_page.locator(".article > .beside").first.bounding_box()
        assert head
        assert beside
        assert first
        assert note
        assert beside["y"] == head["y"]
        after = beside["x"] - head["x"] - head["width"]
        before = head["x"] - beside["x"] - beside["width"]
        assert (after if direction == "ltr" else before) > 20
        assert 0 <= first["y"] - head["y"] - head["height"] < 40
        assert note["y"] >= beside["y"] + beside["height"]


def test_a_copy_of_the_article_has_its_words_alone(browser_page: Page, site: str) -> None:
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site[:-1])
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    words = """() => {
        const article = document.querySelector(".article").cloneNode(true);
        const added = ".beside, .note, .note-refs, .headerlink, [role=doc-noteref]";
        for (const part of article.querySelectorAll(added)) part.remove();
        return article.textContent.split(/\\s+/).filter(Boolean).join(" ");
    }"""
    select = """(selector) => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(selector));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }"""

    def copied(selector: str) -> str:
        browser_page.evaluate(select, selector)
        browser_page.keyboard.press("Control+C")
        return " ".join(browser_page.evaluate("navigator.clipboard.readText()").split())

    assert copied(".article") == browser_page.evaluate(words)
    expect(browser_page.locator(".article .note").first).to_be_visible()
    # Nor are the editors' words between the headline and the article part of a copy of both.
    whole = copied(".md-content__inner")
    assert "What it says" not in whole
    assert "Since this was written" not in whole
    # A note or brief that is selected by itself is copied.
    assert "all necessary measures" in copied("#note-4")
    brief = copied(".brief")
    assert "What it says" in brief
    # Without a selection, the clipboard stays as it is.
    browser_page.evaluate("getSelection().collapse(document.querySelector('.article p'), 0)")
    browser_page.keyboard.press("Control+C")
    kept = browser_page.evaluate("navigator.clipboard.readText()")
    assert " ".join(kept.split()) == brief
