"""A hostile article: nothing of it runs, and all of its text is shown."""

import re

from playwright.sync_api import Dialog, Page, expect

from briefings.site.lists import topics
from tests.browser_pages import (
    HOSTILE,
    results,
    settle,
    slug_of,
    words,
)
from tests.hostile import SUMMARY, TAGS, TEXT, TITLE

HOSTILE_PAGES = [
    HOSTILE, "", "briefings/", "explainers/kosovo/", "topics/",
    f"topics/{topics.slug_of(TAGS[1])}/", "search/?q=zyzzyva",
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
    tags = browser_page.locator(".article :not(.gloss, .gloss *)").evaluate_all(
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
    browser_page.locator(".headerlink, .gloss").evaluate_all(
        "all => all.forEach((added) => added.remove())"
    )
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
    expect(browser_page.locator(".search-results").last).to_contain_text('hacked=7"> of zyzzyva')
    browser_page.get_by_role("main").get_by_role("link", name=TITLE, exact=True).click()
    expect(browser_page).to_have_url(site + HOSTILE)
