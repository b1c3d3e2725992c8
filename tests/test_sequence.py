"""The briefings before and after one: on its subject, or else of the whole site."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from briefings.model.article import Capture, Metadata
from briefings.site.lists.sequence import neighbours
from briefings.views.briefing import BriefingView
from briefings.views.text import Link, Number
from tests.export_site import compiled
from tests.project import GENEVA
from tests.views import view

ARTICLE = "---\ntitle: {0}\npublished: {1}\n---\n\n{2} is where they met.\n"


def told(stories: Sequence[tuple[str, int, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return older, newer, subject, place and number of each briefing that has any of them.

    Args:
        stories: name, day in January (0 if unknown) and central subjects of each briefing.
    """
    articles = [
        Metadata(
            slug=slug, capture=Capture(f"articles/{slug}.md", "", 0), title=slug, headline="",
            summary="", lang="en", published=date(2020, 1, day) if day else None,
        )
        for slug, day, _ in sorted(stories, key=lambda story: -story[1])
    ]  # fmt: skip
    central = {slug: tuple(subjects.split()) for slug, _, subjects in stories}
    found = neighbours(articles, central.__getitem__)
    assert found.keys() == central.keys()
    return {
        slug: (
            one.older.slug if one.older else "",
            one.newer.slug if one.newer else "",
            one.subject,
            f"{one.place}/{one.number}",
        )
        for slug, one in found.items()
    }


@pytest.mark.parametrize(
    ("stories", "slug", "expected"),
    [
        # On the same subject, with others between.
        ([("a", 1, "libya"), ("b", 2, ""), ("c", 3, "libya")], "a", ("", "c", "libya", "1/2")),
        ([("a", 1, "libya"), ("b", 2, ""), ("c", 3, "libya")], "c", ("a", "", "libya", "2/2")),
        # Without a subject of others, those of the whole site.
        ([("a", 1, "libya"), ("b", 2, ""), ("c", 3, "libya")], "b", ("a", "c", "", "0/0")),
        ([("a", 1, "libya"), ("b", 2, "syria")], "b", ("a", "", "", "0/0")),
        # The most central of the subjects that others are about too.
        (
            [("a", 1, "un libya"), ("b", 2, "nato libya un"), ("c", 3, "un")],
            "b",
            ("a", "", "libya", "2/2"),
        ),
        # One of unknown day is a part of no story.
        ([("a", 0, "libya"), ("b", 1, "libya"), ("c", 2, "libya")], "a", ("", "", "", "0/0")),
        ([("a", 0, "libya"), ("b", 1, "libya"), ("c", 2, "libya")], "b", ("", "c", "libya", "1/2")),
    ],
)
def test_neighbours_are_on_the_same_subject(
    stories: Sequence[tuple[str, int, str]], slug: str, expected: tuple[str, ...]
) -> None:
    assert told(stories)[slug] == expected


def test_many_briefings_are_not_counted() -> None:
    """Their number would change on all their pages with each new one."""
    stories = [(f"a{number}", 1 + number // 2, "libya") for number in range(51)]
    assert {one[2:] for one in told(stories).values()} == {("libya", "0/0")}


def test_a_briefing_says_which_story_it_is_a_part_of() -> None:
    site = compiled({
        "explainers/geneva.md": GENEVA,
        "articles/one.md": ARTICLE.format("Geneva talks", "2020-01-01", "Geneva"),
        "articles/two.md": ARTICLE.format("Rain", "2020-01-02", "Rome"),
        "articles/three.md": ARTICLE.format("Geneva again", "2020-01-03", "Geneva"),
    })  # fmt: skip
    shown = view(site, "briefings/three.md", BriefingView)
    assert shown.onward.previous == Link("Geneva talks", "../one/", "briefings/one.md")
    assert shown.story
    geneva = Link("Geneva", "../../explainers/geneva/#mentioned-in", "explainers/geneva.md")
    assert shown.story.subject == geneva
    assert (shown.story.place, shown.story.number) == (Number(2, "2"), Number(2, "2"))
    assert view(site, "briefings/two.md", BriefingView).story is None


def test_readers_follow_a_story(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}briefings/libya-ceasefire-october-2020/")
    expect(browser_page.locator(".story:not([id])")).to_have_text("Briefing 4 of 4 on Libya")
    browser_page.get_by_role("link", name="Before this").click()
    expect(browser_page.locator(".story:not([id])")).to_have_text("Briefing 3 of 4 on Libya")
