"""Lists on a large site: every page has a limited size, and a new article changes few pages."""

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256

import pytest

from briefings.model.content import Settings
from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.site.lists.listings import LENGTHS
from briefings.text import uris
from tests.export_site import content, markdown_article
from tests.project import BRIDGE, GENEVA, SMALL, WIRE

FIRST = date(2016, 1, 1)
SETTINGS = Settings(site_name="Test", site_url="https://example.org/")


def many(number: int, days_apart: int = 7) -> dict[str, str]:
    """Return content with `number` briefings, which all mention one subject and share a topic."""
    articles = {
        f"articles/story-{n:03}.md": story(n, FIRST + timedelta(days=n * days_apart))
        for n in range(number)
    }
    return {
        **articles,
        "explainers/geneva.md": GENEVA.replace(
            "\n---\n\n", "\ntimeline:\n  - {date: 1815-05-19, event: 'It joins.'}\n---\n\n"
        ),
        "explainers/bridge.md": BRIDGE,
        "outlets/wire.yml": WIRE,
    }


def story(number: int, day: date | None) -> str:
    published = f"published: {day}\n" if day else ""
    # Otherwise each would be found to repeat the others.
    file = sha256(f"{number} {day}".encode()).hexdigest()
    return (
        f"---\ntitle: Story {number}\n{published}outlet: wire\ntags: [bridges, t{number % 3}]\n"
        f"lang: en\n---\n\nEnvoys met in Geneva for the time {number}. It is file {file}.\n"
    )


def pages(files: Mapping[str, str]) -> dict[str, str]:
    return {page.uri: page.text for page in compiled(files).pages}


def compiled(files: Mapping[str, str]) -> Site:
    return compile(content(files), SETTINGS)


@pytest.fixture(scope="module")
def large() -> Site:
    return compiled(many(250))


def text(site: Site, uri: str) -> str:
    return next(page.text for page in site.pages if page.uri == uri)


def test_a_small_site_has_one_page_for_each_list() -> None:
    found = set(pages(many(12)))
    assert not {uri for uri in found if uri.count("/") > 1}
    assert {"briefings/index.md", "timeline/index.md", "topics/bridges.md"} <= found


@pytest.mark.parametrize("directories", [True, False])
def test_whatever_topics_are_called_each_page_has_an_address_of_its_own(directories: bool) -> None:
    # The last ones are too many for a page, and part at their fifth letter.
    tags = ["Index", "index", "README", "404", "All", "A_Z", "Feed", "2018", "Undated"]
    tags += ["Indefinite", *(f"Indexing {n}" for n in range(LENGTHS.names))]
    files = {"articles/a.md": f"---\ntitle: A\ntags: {tags}\nlang: en\n---\n\nText.\n"}
    site = compiled(files)
    found = [uris.output(page.uri, directories=directories) for page in site.pages]
    found += [file.uri for file in site.exports]
    assert len(found) == len({address.casefold() for address in found})
    assert {"topics/index_.md", "topics/a_z/index_.md"} <= {page.uri for page in site.pages}
    assert "(a_z/i.md)" in text(site, uris.TOPICS)
    assert "(index_.md)" in text(site, "topics/a_z/i.md")


def test_no_list_is_longer_than_it_may_be(large: Site) -> None:
    for page in large.pages:
        assert page.text.count("{ .entry }") <= LENGTHS.briefings, page.uri
    assert text(large, "explainers/geneva.md").count("{ .entry }") == LENGTHS.mentions


@pytest.mark.parametrize(
    ("uri", "part"),
    [
        ("briefings/index.md", "all/2016.md"),
        ("topics/bridges.md", "bridges/2016.md"),
        ("outlets/wire.md", "wire/2016.md"),
        ("explainers/geneva/briefings.md", "briefings/2016.md"),
    ],
)
def test_a_long_list_shows_its_newest_entries_and_leads_to_its_years(
    large: Site, uri: str, part: str
) -> None:
    shown = text(large, uri)
    assert shown.count("{ .entry }") == SETTINGS.latest
    # An address with the year's heading, from when the list was short, still leads to the year.
    assert f'[2016]({part}){{ #2016 }} <span class="count">53</span>' in shown
    assert "All 250 briefings" in shown


def test_the_page_of_a_subject_leads_to_all_that_mention_it(large: Site) -> None:
    assert "[All 250 briefings that mention it](geneva/briefings.md)" in text(
        large, "explainers/geneva.md"
    )
    year = text(large, "explainers/geneva/briefings/2016.md")
    assert "# Briefings that mention Geneva: 2016" in year
    assert "Envoys met in <mark>Geneva</mark> for the time 1." in year


def test_a_new_article_changes_its_neighbours_its_groups_and_the_counts() -> None:
    files = many(250)
    before = pages(files)
    after = pages({**files, "articles/new.md": story(7, date(2018, 2, 6))})
    assert set(before) <= set(after)
    changed = {uri for uri, text in after.items() if before.get(uri) != text}
    beside = {uri for uri in changed if uri.startswith("briefings/story-")}
    assert len(beside) == 2
    assert changed - beside == {
        "briefings/new.md",
        "briefings/index.md", "briefings/all/2018.md",
        "topics/index.md", "topics/bridges.md", "topics/bridges/2018.md", "topics/t1.md",
        "outlets/index.md", "outlets/wire.md", "outlets/wire/2018.md",
        "timeline/index.md",
        "explainers/geneva.md", "explainers/geneva/briefings.md",
        "explainers/geneva/briefings/2018.md",
    }  # fmt: skip


def test_briefings_without_a_day_have_a_group_of_their_own() -> None:
    files = many(LENGTHS.briefings)
    files |= {f"articles/undated-{n}.md": story(n, None) for n in range(3)}
    found = pages(files)
    assert "(all/undated.md){ #publication-date-unknown }" in found["briefings/index.md"]
    undated = found["briefings/all/undated.md"]
    assert "# Briefings: Publication date unknown" in undated
    assert undated.count("{ .entry }") == 3


def test_alternates_and_the_sitemap_have_the_pages_of_lists(large: Site) -> None:
    exports = {file.uri: file.text for file in large.exports}
    assert {page.uri for page in large.pages} - set(exports) == {"search.md"}
    assert "- [2016](all/2016.md): 53" in exports["briefings/index.md"]
    assert exports["briefings/all/2016.md"].count("\n- [Story") == 53
    assert "https://example.org/briefings/all/2016/" in exports["sitemap.xml"]


# ----------------------------------------------------------------- before and after


def test_a_briefing_leads_to_the_one_before_and_the_one_after() -> None:
    files = {
        "articles/b.md": story(2, date(2018, 2, 1)),
        "articles/a.md": story(1, date(2018, 1, 1)),
        "articles/none.md": story(4, None),
        "articles/c.md": story(3, date(2018, 3, 1)),
        "outlets/wire.yml": WIRE,
    }
    found = pages(files)
    older = "[<span>Older</span> Story {}]({}.md){{ rel=prev }}"
    newer = "[<span>Newer</span> Story {}]({}.md){{ rel=next }}"
    assert older.format(1, "a") in found["briefings/b.md"]
    assert newer.format(3, "c") in found["briefings/b.md"]
    assert "rel=prev" not in found["briefings/a.md"]
    assert newer.format(2, "b") in found["briefings/a.md"]
    assert "rel=next" not in found["briefings/c.md"]
    # Nobody knows where it belongs.
    assert "onward" not in found["briefings/none.md"]


# ----------------------------------------------------------------- timeline


def test_the_timeline_has_everything_with_a_date_in_time_order() -> None:
    timeline = """timeline:
  - {date: 2018, event: "A *year*."}
  - {date: 2018-02, event: "A [month](https://example.org/)."}
  - {date: 2018-02-01, event: "One day."}
  - {date: 2018-02-01, event: "The same day."}
"""
    files = {
        "explainers/geneva.md": GENEVA.replace("\n---\n\n", f"\n{timeline}---\n\n"),
        "articles/a.md": story(1, date(2018, 2, 1)),
        "articles/none.md": story(2, None),
        "outlets/wire.yml": WIRE,
    }
    found = pages(files)["timeline/index.md"]
    subject = "[Geneva](../explainers/geneva.md#on-2018"
    listed = found[found.index("## 2018") :].splitlines()
    assert [line for line in listed if line.strip()] == [
        "## 2018",
        '<time datetime="2018" class="out-of-sight">2018</time>',
        f":   {subject}) A year.",
        '<time datetime="2018-02">February</time>',
        f":   {subject}-02) A month.",
        '<time datetime="2018-02-01">1 February</time>',
        f":   {subject}-02-01) One day.",
        f":   {subject}-02-01-no-2) The same day.",
        ':   [Story 1](../briefings/a.md) <span class="facts">Briefing · The Wire</span>',
        "</div>",
        "Not here: [1 briefing of unknown date](../briefings/index.md).",
        "{: .more }",
    ]


def test_a_long_timeline_is_split_by_decade_and_year() -> None:
    entries = "".join(f'  - {{date: {1990 + n % 20}, event: "Event {n}."}}\n' for n in range(410))
    files = {"explainers/geneva.md": GENEVA.replace("\n---\n\n", f"\ntimeline:\n{entries}---\n\n")}
    found = pages(files)
    assert "[1990s](1990s.md){ #1990s } " in found["timeline/index.md"]
    decade = found["timeline/1990s.md"]
    assert decade.startswith("---")
    assert [line for line in decade.splitlines() if line.startswith("## ")] == [
        f"## {year}" for year in range(1990, 2000)
    ]
    assert "[<span>Later</span> 2000s](2000s.md){ rel=next }" in decade


# ----------------------------------------------------------------- names


def test_many_explainers_have_a_page_for_each_kind() -> None:
    files = {
        f"explainers/e{n}.md": GENEVA.replace("Geneva", f"Place {n}").replace(
            "kind: place", "kind: place" if n % 2 else "kind: person"
        )
        for n in range(LENGTHS.explainers + 1)
    }
    found = pages(files)
    first = found["explainers/index.md"]
    assert '* [Places](all/place.md){ #places } <span class="count">100</span>' in first
    assert "[People](all/person.md){ #people }" in first
    assert found["explainers/all/place.md"].count("\n:   ") == 100


def test_many_topics_have_a_page_for_each_letter_and_none_takes_the_place_of_another() -> None:
    names = [f"{letter}{n}" for letter in "abcde" for n in range(LENGTHS.names // 5)]
    tags = ", ".join(["All", "A-Z", *names])
    header = f"---\ntitle: Tags\npublished: 2018-01-01\noutlet: wire\ntags: [{tags}]\n---\n\n"
    files = {"articles/tags.md": header + "A text with many tags.\n", "outlets/wire.yml": WIRE}
    written = compiled(files).pages
    found = {page.uri: page.text for page in written}
    assert len(found) == len(written)
    assert '* [A](a_z/a.md){ #a } <span class="count">82</span>' in found["topics/index.md"]
    assert "[All](../all.md)" in found["topics/a_z/a.md"]


def test_the_timeline_says_which_briefings_it_cannot_have() -> None:
    def told(files: Mapping[str, str]) -> str:
        return next(page.text for page in compiled(files).pages if page.uri == uris.TIMELINE)

    assert "unknown date" not in told(SMALL)
    undated = {**SMALL, **markdown_article("a", title="A"), **markdown_article("b", title="B")}
    address = uris.relative(uris.TIMELINE, uris.BRIEFINGS)
    assert f"Not here: [2 briefings of unknown date]({address})." in told(undated)
