"""Lists on a large site: every page has a limited size, and a new article changes few pages."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from statistics import mean

import pytest

from briefings.model.content import Settings
from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.site.lists import pagination
from briefings.site.lists.listings import LENGTHS
from briefings.text import uris
from briefings.views.briefing import BriefingView
from briefings.views.lists import Counted, ListView
from briefings.views.page import Onward
from briefings.views.text import Link, Section
from tests.export_site import content, markdown_article
from tests.project import BRIDGE, GENEVA, SMALL, WIRE
from tests.views import view, views

FIRST = date(2016, 1, 1)
SETTINGS = Settings(site_name="Test", site_url="https://example.org/", smallest_topic=1)


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


def compiled(files: Mapping[str, str]) -> Site:
    return compile(content(files), SETTINGS)


def addresses(site: Site) -> set[str]:
    return {page.uri for page in site.pages}


@pytest.fixture(scope="module")
def large() -> Site:
    return compiled(many(250))


def markdown(site: Site, uri: str) -> str:
    return next(page.text for page in site.pages if page.uri == uri)


def listed(site: Site, uri: str) -> ListView:
    return view(site, uri, ListView)


def group(groups: Iterable[Counted], name: str) -> Counted:
    return next(found for found in groups if found.link.text == name)


def test_a_small_site_has_one_page_for_each_list() -> None:
    found = addresses(compiled(many(12)))
    assert not {uri for uri in found if uri.count("/") > 1}
    assert {"briefings/index.md", "timeline/index.md", "topics/bridges.md"} <= found


@pytest.mark.parametrize("directories", [True, False])
def test_whatever_topics_are_called_each_page_has_an_address_of_its_own(directories: bool) -> None:
    # The last ones are too many for a page, and have their first letters in common.
    tags = ["Index", "index", "README", "404", "All", "A_Z", "Feed", "2018", "Undated"]
    tags += ["Indefinite", *(f"Indexing {n}" for n in range(LENGTHS.names))]
    files = {"articles/a.md": f"---\ntitle: A\ntags: {tags}\nlang: en\n---\n\nText.\n"}
    site = compiled(files)
    found = [uris.output(page.uri, directories=directories) for page in site.pages]
    found += [file.uri for file in site.exports]
    assert len(found) == len({address.casefold() for address in found})
    assert "topics/index_.md" in addresses(site)
    assert any(uri.startswith("topics/a_z/") for uri in addresses(site))


def test_no_list_is_longer_than_it_may_be(large: Site) -> None:
    for uri, found in views(large).items():
        if isinstance(found, ListView):
            assert sum(len(p.briefings) for p in found.entries) <= LENGTHS.briefings, uri
            assert sum(len(p.mentioning) for p in found.entries) <= LENGTHS.mention_list, uri
            assert sum(len(p.days) for p in found.entries) <= LENGTHS.events, uri


@pytest.mark.parametrize(
    ("uri", "folder"),
    [
        ("briefings/index.md", "briefings/all"),
        ("topics/bridges.md", "topics/bridges"),
        ("outlets/wire.md", "outlets/wire"),
    ],
)
def test_a_long_list_begins_with_its_newest_page_and_leads_to_all(
    large: Site, uri: str, folder: str
) -> None:
    shown = listed(large, uri)
    newest, year, *_ = shown.groups
    assert sum(len(section.briefings) for section in shown.entries) == newest.number.value == 41
    # An address with the year's heading, from when the list was short, still leads to the year.
    assert (newest.link, newest.id) == (Link("2020"), "2020")
    assert (year.link.uri, year.id, year.number.value) == (f"{folder}/2019.md", "2019", 52)
    assert [section.title for section in shown.sections[:: len(shown.sections) - 1]] == [
        "October 2020", "All 250 briefings",
    ]  # fmt: skip
    assert [link.href for link in shown.jump[:2]] == ["#october-2020", year.link.href]
    assert shown.onward == Onward(year.link, None)
    # Where the newest page will be when it is not the newest any more.
    assert f"{folder}/2020/index.html" in {export.uri for export in large.exports}
    assert f"{folder}/2020.md" not in addresses(large)


def test_the_list_of_what_mentions_a_subject_has_more_on_a_page(large: Site) -> None:
    shown = listed(large, "explainers/geneva/briefings.md")
    assert [(group.link.text, group.number.value) for group in shown.groups] == [
        ("2020", 41), ("2018–2019", 104), ("2016–2017", 105),
    ]  # fmt: skip
    assert not any(e.uri.startswith("explainers/geneva/briefings/2") for e in large.exports)


@pytest.mark.parametrize("number", [300, 2_000, 8_000])
@pytest.mark.parametrize("days", [30, 3_000])
def test_lists_of_mentions_have_fewer_pages_than_half_of_the_briefings(
    number: int, days: int
) -> None:
    # Each briefing mentions 22 subjects, as in the news; the common ones most, by Zipf's law.
    rng = Random(number)
    common = [1 / (place + 1) for place in range(300)]
    first = date(2015, 1, 1)
    published = [first + timedelta(days=n * days // number) for n in range(number)]
    found: dict[int, list[str]] = {}
    for day in reversed(published):
        for subject in set(rng.choices(range(300), common, k=30)):
            found.setdefault(subject, []).append(day.isoformat())
    scale = pagination.by_day(str)
    pages = [
        len(page.entries)
        for of_subject in found.values()
        if len(of_subject) > LENGTHS.all_mentions
        for page in pagination.cut(of_subject, scale, LENGTHS.mention_list).all()
        if not page.groups
    ]
    assert len(pages) < 0.4 * number
    assert max(pages) <= LENGTHS.mention_list
    assert mean(pages) > LENGTHS.mention_list / 3


def test_the_page_of_a_subject_leads_to_all_that_mention_it(large: Site) -> None:
    assert "(geneva/briefings.md)" in markdown(large, "explainers/geneva.md")
    year = listed(large, "explainers/geneva/briefings/first.md")
    assert year.head.title == "Briefings that mention Geneva: 2016–2017"
    assert [link.text for link in year.above] == ["Briefings that mention Geneva"]
    assert "    - “Envoys met in Geneva for the time 1.”\n" in markdown(large, year.head.uri)


def test_a_new_article_changes_its_neighbours_its_groups_and_the_counts() -> None:
    files = many(250)
    keys = [
        {target.page: target.key for target in compiled(content).targets if target.page}
        for content in (files, {**files, "articles/new.md": story(7, date(2018, 2, 6))})
    ]
    before, after = keys
    assert set(before) <= set(after)
    changed = {uri for uri, key in after.items() if before.get(uri) != key}
    beside = {uri for uri in changed if uri.startswith("briefings/story-")}
    assert len(beside) == 2
    assert changed - beside == {
        "index.md", "briefings/new.md",
        "briefings/index.md", "briefings/all/2018.md",
        "topics/index.md", "topics/bridges.md", "topics/bridges/2018.md", "topics/t1.md",
        "outlets/index.md", "outlets/wire.md", "outlets/wire/2018.md",
        "timeline/index.md", "timeline/2018.md",
        "explainers/geneva.md", "explainers/geneva/briefings.md",
        "explainers/geneva/briefings/2018.md",
    }  # fmt: skip


def test_briefings_without_a_day_have_a_group_of_their_own() -> None:
    files = many(LENGTHS.briefings)
    files |= {f"articles/undated-{n}.md": story(n, None) for n in range(3)}
    site = compiled(files)
    known = group(listed(site, uris.BRIEFINGS).groups, "Publication date unknown")
    assert (known.link.uri, known.id) == ("briefings/all/undated.md", "publication-date-unknown")
    undated = listed(site, known.link.uri)
    assert undated.head.title == "Briefings: Publication date unknown"
    assert [len(section.briefings) for section in undated.entries] == [3]


def test_the_markdown_and_the_sitemap_have_the_pages_of_lists(large: Site) -> None:
    assert "\n- [2017](all/2017.md): 52\n" in markdown(large, uris.BRIEFINGS)
    assert markdown(large, "briefings/all/2017.md").count("\n- [Story") == 52
    exports = {file.uri: file.text for file in large.exports}
    assert "https://example.org/briefings/all/2017/" in exports["sitemap.xml"]


def test_an_address_of_a_year_leads_to_the_page_with_it(large: Site) -> None:
    former = next(f.text for f in large.exports if f.uri == "briefings/all/2016/index.html")
    assert 'content="0; url=../first/"' in former


# ----------------------------------------------------------------- before and after


def test_a_briefing_leads_to_the_one_before_and_the_one_after() -> None:
    files = {
        "articles/b.md": story(2, date(2018, 2, 1)),
        "articles/a.md": story(1, date(2018, 1, 1)),
        "articles/none.md": story(4, None),
        "articles/c.md": story(3, date(2018, 3, 1)),
        "outlets/wire.yml": WIRE,
    }
    site = compiled(files)

    def around(slug: str) -> tuple[str, str]:
        onward = view(site, uris.briefing(slug), BriefingView).onward
        previous, following = onward.previous, onward.next
        return previous.text if previous else "", following.text if following else ""

    assert around("a") == ("", "Story 2")
    assert around("b") == ("Story 1", "Story 3")
    assert around("c") == ("Story 2", "")
    # Nobody knows where it belongs.
    assert around("none") == ("", "")


# ----------------------------------------------------------------- timeline


def test_the_timeline_has_everything_with_a_date_newest_first() -> None:
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
    (year,) = listed(compiled(files), uris.TIMELINE).entries
    assert year.heading == Section("2018", "2018")
    shown = [
        (day.day.written, day.is_year, *((e.link.href, e.text, e.outlet) for e in day.events))
        for day in year.days
    ]
    subject = "../explainers/geneva/#on-2018"
    assert shown == [
        (
            "1 February", False,
            (f"{subject}-02-01", "One day.", ""),
            (f"{subject}-02-01-no-2", "The same day.", ""),
            ("../briefings/a/", "", "The Wire"),
        ),
        ("February", False, (f"{subject}-02", "A month.", "")),
        ("2018", True, (subject, "A year.", "")),
    ]  # fmt: skip


def test_a_long_timeline_is_split_by_decade_and_year() -> None:
    entries = "".join(f'  - {{date: {1990 + n % 20}, event: "Event {n}."}}\n' for n in range(100))
    files = {"explainers/geneva.md": GENEVA.replace("\n---\n\n", f"\ntimeline:\n{entries}---\n\n")}
    site = compiled(files)
    nineties = group(listed(site, uris.TIMELINE).groups, "1990–1999")
    assert (nineties.link.uri, nineties.id) == ("timeline/first.md", "1990")
    decade = listed(site, nineties.link.uri)
    assert [section.title for section in decade.sections] == [str(1999 - n) for n in range(10)]
    assert decade.onward == Onward(None, Link("2000–2009", "../", uris.TIMELINE))


# ----------------------------------------------------------------- names


def test_many_explainers_have_a_page_for_each_kind() -> None:
    files = {
        f"explainers/e{n}.md": GENEVA.replace("Geneva", f"Place {n}").replace(
            "kind: place", "kind: place" if n % 2 else "kind: person"
        )
        for n in range(LENGTHS.explainers + 1)
    }
    site = compiled(files)
    places, people = (
        group(listed(site, uris.EXPLAINERS).groups, name) for name in ("Places", "People")
    )
    # Its entries are on this page, under a heading with this id.
    assert listed(site, uris.EXPLAINERS).sections[0].id == "places"
    assert (places.link, places.id, places.number.value) == (
        Link("Places"),
        "",
        LENGTHS.explainers // 2,
    )
    assert (people.link.uri, people.id) == ("explainers/all/person.md", "people")
    assert [len(section.explainers) for section in listed(site, uris.EXPLAINERS).entries] == [
        LENGTHS.explainers // 2
    ]


def test_many_topics_have_a_page_for_each_letter_and_none_takes_the_place_of_another() -> None:
    names = [f"{letter}{n}" for letter in "abmzn" for n in range(LENGTHS.names // 5)]
    tags = ", ".join(["All", "A-Z", *names])
    header = f"---\ntitle: Tags\npublished: 2018-01-01\noutlet: wire\ntags: [{tags}]\n---\n\n"
    files = {"articles/tags.md": header + "A text with many tags.\n", "outlets/wire.yml": WIRE}
    site = compiled(files)
    assert len(addresses(site)) == len(site.pages)
    first, _ = listed(site, uris.TOPICS).groups
    assert (first.link.href, first.id, first.number.value) == ("", "a", 242)
    (section,) = listed(site, uris.TOPICS).entries
    assert group(section.names, "All").link.uri == "topics/all.md"


def test_the_timeline_says_which_briefings_it_cannot_have() -> None:
    def told(files: Mapping[str, str]) -> Counted | None:
        return listed(compiled(files), uris.TIMELINE).undated

    assert told(SMALL) is None
    undated = {**SMALL, **markdown_article("a", title="A"), **markdown_article("b", title="B")}
    found = told(undated)
    assert found
    assert (found.link.uri, found.number.value) == (uris.BRIEFINGS, 2)
