"""Navigation of a large site in a browser: groups of lists, the timeline, newer and older pages."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import LAPTOP, WIDTHS, accessibility_problems, resize
from tests.conftest import ServeSite
from tests.project import Project, broken_links
from tests.test_listings import many

STORY = "briefings/story-050/"
PAGES = ("briefings/", "briefings/all/first/", "explainers/geneva/briefings/", STORY)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site whose lists are just too long for one page."""
    project = Project(tmp_path_factory.mktemp("ways") / "project", many(102))
    project.built("--strict")
    return project


@pytest.fixture(scope="module")
def site(project: Project, serve_site: ServeSite) -> str:
    return serve_site(project.site)


def test_every_link_of_a_large_site_leads_somewhere(project: Project) -> None:
    assert broken_links(project.site) == []


def test_a_reader_walks_from_the_list_to_the_year_to_a_briefing_and_on(
    plain_page: Page, site: str
) -> None:
    plain_page.goto(f"{site}briefings/")
    expect(plain_page.locator(".entry")).to_have_count(49)
    plain_page.get_by_role("link", name="2016", exact=True).first.click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text("Briefings: 2016")
    plain_page.get_by_role("link", name="Newer 2017").click()
    plain_page.get_by_role("link", name="Older 2016").click()
    plain_page.get_by_role("link", name="Story 52", exact=True).click()
    expect(plain_page).to_have_url(f"{site}briefings/story-052/")
    plain_page.get_by_role("link", name="Older Story 51").click()
    plain_page.get_by_role("link", name="Newer Story 52").click()
    expect(plain_page.locator("a[rel=next]")).to_have_text("Newer Story 53")
    expect(plain_page.locator("a[rel=prev]")).to_have_text("Older Story 51")


def test_the_address_of_a_year_in_the_list_still_leads_to_it(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}briefings/#2016")
    expect(browser_page.locator(":target")).to_have_text("2016")
    expect(browser_page.locator(":target")).to_be_in_viewport()


def test_the_section_of_a_group_is_marked_in_the_masthead(browser_page: Page, site: str) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(f"{site}briefings/all/2016/")
    current = browser_page.get_by_role("navigation", name="Sections", exact=True)
    expect(current.locator("[aria-current]")).to_have_text("Briefings")


def test_the_timeline_leads_to_the_entry_of_its_subject(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}timeline/")
    browser_page.locator(".jump a").last.click()
    expect(browser_page.get_by_role("heading", name="1815", level=2)).to_be_visible()
    browser_page.get_by_role("link", name="Geneva", exact=True).last.click()
    expect(browser_page).to_have_url(f"{site}explainers/geneva/#on-1815-05-19")
    expect(browser_page.locator(":target")).to_be_in_viewport()


def test_groups_fit_every_window_and_are_open_to_everybody(browser_page: Page, site: str) -> None:
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    found = []
    for path in PAGES:
        browser_page.goto(site + path)
        for width in WIDTHS:
            resize(browser_page, width)
            found += [f"{path} is wider than {width} px"] if browser_page.evaluate(wide) else []
        found += accessibility_problems(browser_page)
    assert found == []


def test_paper_has_no_links_to_other_pages_of_the_row(browser_page: Page, site: str) -> None:
    browser_page.goto(site + STORY)
    expect(browser_page.locator(".onward")).to_be_visible()
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".onward")).to_be_hidden()
