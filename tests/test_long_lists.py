"""Long lists of names have letters, and a field that chooses names."""

import pytest
from playwright.sync_api import Page, Route, expect

from briefings.site.lists.listings import LENGTHS
from briefings.text import uris
from briefings.views.home import HomeView
from briefings.views.lists import MANY, Counted, Entries, Listed, ListView
from briefings.views.page import Head
from briefings.views.text import Link, Number, Summary
from tests.export_site import compiled
from tests.project import GENEVA, WIRE
from tests.rendering import page_html
from tests.views import view

LETTERS = ("A", "É", "М", "Z")


def places(number: int) -> dict[str, str]:
    """Return explainers of places whose names begin with four letters."""
    names = (f"{LETTERS[n % len(LETTERS)]}place {n}" for n in range(number))
    return {
        f"explainers/place-{n}.md": GENEVA.replace("Geneva", name) for n, name in enumerate(names)
    }


@pytest.mark.parametrize(("number", "letters"), [(MANY - 1, ()), (MANY, ("A", "É", "Z", "М"))])
def test_many_names_have_letters(number: int, letters: tuple[str, ...]) -> None:
    (section,) = view(compiled(places(number)), uris.EXPLAINERS, ListView).entries
    assert tuple(link.text for link in section.letters) == letters
    ids = {entry.id for entry in section.explainers} - {""}
    assert {link.href.removeprefix("#") for link in section.letters} == ids
    first = {entry.id: entry.subject.text[0] for entry in section.explainers if entry.id}
    assert tuple(first.values()) == letters


def test_letters_of_each_kind_lead_to_the_names_of_that_kind() -> None:
    files = places(2 * MANY)
    for n in range(0, 2 * MANY, 2):
        path = f"explainers/place-{n}.md"
        files[path] = files[path].replace("kind: place", "kind: person")
    html = page_html(compiled(files), uris.EXPLAINERS)
    for anchor in ("a", "e", "z"):
        assert html.count(f' id="{anchor}"') == 1
    assert html.count('class="jump letters"') == 2


def test_three_hundred_explainers_have_one_page() -> None:
    assert LENGTHS.explainers >= 300
    assert not view(compiled(places(300)), uris.EXPLAINERS, ListView).groups


@pytest.mark.parametrize("number", [MANY, LENGTHS.explainers + 50, 2 * LENGTHS.explainers])
def test_the_home_page_leads_to_each_kind_in_the_list_of_explainers(number: int) -> None:
    files = places(number)
    kinds = ("place", "place", "place", "person", "event")
    for n, path in enumerate(files):
        files[path] = files[path].replace("kind: place", f"kind: {kinds[n % len(kinds)]}")
    site = compiled(files)
    ways = view(site, uris.HOME, HomeView).kinds
    assert [way.link.text for way in ways] == ["Places", "People", "Events"]
    for way in ways:
        assert f' id="{way.link.href.partition("#")[2]}"' in page_html(site, way.link.uri)


@pytest.mark.parametrize(("number", "has_filter"), [(MANY - 1, False), (MANY, True)])
def test_many_names_have_a_filter(number: int, has_filter: bool) -> None:
    link = Link("A", "a/", "a.md")
    half = number // 2
    entries = (
        Entries(explainers=(Summary(link, "It."),) * half),
        Entries(names=(Counted(link, Number(1, "1")),) * (number - half)),
    )
    head = Head(uri="x.md", kind="index", title="T")
    listed = ListView(
        head=head, id="t", listed=Listed.TOPICS, number=Number(1, "1"), entries=entries
    )
    assert listed.has_filter is has_filter


def test_a_long_list_shows_its_years_before_its_entries() -> None:
    header = "---\ntitle: Story {n}\npublished: {day}\noutlet: wire\nlang: en\n---\n\nText {n}.\n"
    files = {
        f"articles/s{n}.md": header.format(n=n, day=f"{2012 + n % 4}-0{1 + n % 9}-11")
        for n in range(LENGTHS.briefings + 1)
    } | {"outlets/wire.yml": WIRE}
    shown = view(compiled(files), uris.BRIEFINGS, ListView)
    assert [link.text for link in shown.jump] == [group.link.text for group in shown.groups]
    assert all(link.href for link in shown.jump)


# ----------------------------------------------------------------- in a browser


def test_a_reader_types_letters_of_a_name(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}explainers/")
    field = browser_page.get_by_role("searchbox", name="Filter by name")
    names = browser_page.locator(".catalogue dt")
    headings = browser_page.locator(".catalogue h2")
    everything, kinds = names.count(), headings.count()
    field.fill("SALAME")
    expect(names.filter(visible=True)).to_have_text(["Ghassan Salamé"])
    expect(browser_page.locator(".catalogue dd").filter(visible=True)).to_have_count(1)
    expect(headings.filter(visible=True)).to_have_count(1)
    field.fill("qqq")
    expect(browser_page.get_by_role("status")).to_have_text("No name has these letters.")
    field.fill("")
    expect(names.filter(visible=True)).to_have_count(everything)
    expect(headings.filter(visible=True)).to_have_count(kinds)
    expect(browser_page.get_by_role("status")).to_have_text("")


@pytest.mark.parametrize("typed", ["lodz", "ŒUVRE", "oeuvre of ło", "Łódź,"])
def test_a_name_is_found_by_the_letters_of_a_plain_keyboard(
    browser_page: Page, site: str, typed: str
) -> None:
    def renamed(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace("Ghassan Salamé", "Œuvre of Łódź")
        route.fulfill(response=answer, body=body)

    browser_page.route("**/explainers/", renamed)
    browser_page.goto(f"{site}explainers/")
    browser_page.get_by_role("searchbox", name="Filter by name").fill(typed)
    names = browser_page.locator(".catalogue dt").filter(visible=True)
    expect(names).to_have_text(["Œuvre of Łódź"])


def test_without_scripts_there_is_no_field_and_every_name(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}explainers/")
    expect(plain_page.locator("[data-filter]")).to_be_hidden()
    names = plain_page.locator(".catalogue dt")
    expect(names.filter(visible=True)).to_have_count(names.count())
