"""The site in a browser without JavaScript."""

from playwright.sync_api import Page, expect

from briefings.text.quotation_marks import of, typographic
from tests.browser_pages import (
    ARABIC,
    BRIEFING,
    HOSTILE,
    PAGES,
    PHONE,
    Scheme,
    each_scheme,
    expect_scheme,
    facts_of,
    resize,
    slug_of,
    text_page,
    words,
)
from tests.project import Project


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
        expect(background).to_contain_text(typographic(words(facts["summary"]), of("en")))
    title = facts_of(project, slug_of(mentions[0]))["title"]
    mentions[0].click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text(title)


def test_without_javascript_the_menu_of_a_phone_opens(plain_page: Page, site: str) -> None:
    resize(plain_page, PHONE)
    plain_page.goto(site)
    link = plain_page.locator(".drawer").get_by_text("Explainers")
    expect(link).to_be_hidden()
    plain_page.get_by_role("button", name="Menu").click()
    link.click()
    expect(plain_page).to_have_url(f"{site}explainers/")


@each_scheme
def test_without_javascript_the_colours_follow_the_system(
    scheme: Scheme, plain_page: Page, site: str
) -> None:
    plain_page.emulate_media(color_scheme=scheme)
    plain_page.goto(site + BRIEFING)
    expect_scheme(plain_page, scheme)
