"""The home page in a browser: its columns, and its passage by keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser_pages import LAPTOP, PHONE, resize
from tests.conftest import ServeSite
from tests.project import FERRY, Project


def left(found: Locator) -> float:
    box = found.bounding_box()
    assert box
    return box["x"]


def top(found: Locator) -> float:
    box = found.bounding_box()
    assert box
    return box["y"]


def test_the_note_stands_beside_its_passage_or_below_it(browser_page: Page, site: str) -> None:
    browser_page.goto(site)
    words, note = (
        browser_page.locator(".passage blockquote"),
        browser_page.locator(".passage .note"),
    )
    first, second = (browser_page.locator(".front article").nth(n) for n in (0, 1))
    resize(browser_page, LAPTOP)
    assert left(note) > left(words)
    assert abs(top(note) - top(words)) < 20
    # The columns of the passage are those of the briefings below it.
    assert abs(left(second) - left(note)) < 1
    resize(browser_page, PHONE)
    assert left(note) == left(words)
    assert top(note) > top(words)
    assert top(second) > top(first)


def test_of_three_briefings_two_stand_beside_the_first(
    browser_page: Page, serve_site: ServeSite, small: Project
) -> None:
    small.write("articles/boat.md", FERRY.replace("A ferry", "A long, long story of a boat " * 9))
    small.built()
    browser_page.goto(serve_site(small.site))
    resize(browser_page, LAPTOP)
    first, second, third = (browser_page.locator(".front article").nth(n) for n in range(3))
    assert top(first) == top(second) < top(third)
    assert left(first) < left(second) == left(third)


ROWS = """([front, number, hasPicture]) => {
    const [first, ...others] = front.children;
    const copies = Array.from({ length: number - 1 }, () => others[0].cloneNode(true));
    front.replaceChildren(first, ...copies);
    first.querySelector(".picture")?.remove();
    if (hasPicture) first.insertAdjacentHTML("afterbegin", "<div class=picture>A</div>");
    const right = Math.round(front.getBoundingClientRect().right);
    const boxes = [...front.children].map((one) => one.getBoundingClientRect());
    const last = boxes.filter(({ top }) => Math.abs(top - boxes.at(-1).top) < 2);
    return [last.length, last.length === 1 && Math.abs(last[0].right - right) < 2];
}"""


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("has_picture", [False, True])
def test_the_last_row_of_briefings_is_full_or_has_several(
    browser_page: Page, site: str, width: int, has_picture: bool
) -> None:
    browser_page.goto(site)
    browser_page.set_viewport_size({"width": width, "height": 800})
    front = browser_page.locator(".front").element_handle()
    for number in range(2, 16):
        count, is_full = browser_page.evaluate(ROWS, [front, number, has_picture])
        assert count > 1 or is_full, number


def test_a_reader_goes_from_the_passage_to_its_note_and_its_briefing(
    plain_page: Page, site: str
) -> None:
    plain_page.goto(site)
    passage = plain_page.locator(".passage")
    passage.locator(".note-ref a").focus()
    plain_page.keyboard.press("Enter")
    expect(passage.get_by_role("note")).to_be_in_viewport()
    plain_page.keyboard.press("Tab")
    expect(passage.locator(".note-sources a").first).to_be_focused()
    headline = passage.locator(".passage__from a")
    title = headline.inner_text()
    headline.click()
    expect(plain_page.get_by_role("heading", level=1)).to_contain_text(title)
