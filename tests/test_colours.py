"""Light and dark colours: as the system has them, or as the reader chooses."""

import pytest
from playwright.sync_api import Page

from tests.browser_pages import (
    BRIEFING,
    Scheme,
    expect_scheme,
)


def test_dark_mode_of_the_system_is_followed(browser_page: Page, site: str) -> None:
    browser_page.emulate_media(color_scheme="dark")
    browser_page.goto(site + BRIEFING)
    expect_scheme(browser_page, "dark")
    browser_page.emulate_media(color_scheme="light")
    expect_scheme(browser_page, "light")


@pytest.mark.parametrize(
    ("system", "presses", "chosen"),
    [
        ("light", ["Switch to dark mode"], "dark"),
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
    names = ["Switch to dark mode", "Follow the system setting"]
    for name in names:
        browser_page.get_by_title(name).click()
    browser_page.reload()
    expect_scheme(browser_page, "light")
    browser_page.emulate_media(color_scheme="dark")
    expect_scheme(browser_page, "dark")
