"""The head of an explainer: its facts and its map."""

import re

import pytest
from playwright.sync_api import Page, expect

from briefings.content import explainers
from briefings.model.content import Settings, SourceFile
from briefings.model.explainer import Explainer
from briefings.site import subject_facts
from briefings.views.text import Link
from tests.browser_pages import LAPTOP, PHONE, resize, violations
from tests.export_site import compiled
from tests.project import SMALL
from tests.rendering import page_html


def parsed(kind: str, keys: str) -> tuple[Explainer, list[tuple[int, str]]]:
    """Return an explainer with the keys of its front matter, and the lines of its problems."""
    text = f"---\ntitle: Alma\nkind: {kind}\nsummary: A subject.\n{keys}\n---\n\nText.\n"
    subject, problems = explainers.parse(SourceFile("explainers/alma.md", text.encode()))
    assert subject
    return subject, [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("kind", "keys", "rows"),
    [
        ("place", "facts: {capital: Borea}", [("Capital", "Borea")]),
        # In the order of the kind, not of the file; a list has a line for each value.
        (
            "place",
            "facts: {languages: [Alman, Borean], population: 9 million}",
            [("Population", "9 million"), ("Languages", "Alman | Borean")],
        ),
        # Days are written out, with the precision that they have.
        (
            "organisation",
            "facts: {founded: 1999-06-10, dissolved: 2008-02}",
            [("Founded", "10 June 1999"), ("Dissolved", "February 2008")],
        ),
        # Offices have a period, open at either end.
        (
            "person",
            "facts:\n  offices:\n"
            "    - {office: Envoy, from: 2014, to: 2018-12}\n"
            "    - {office: Minister, from: 2020}\n"
            "    - {office: Clerk, to: 2001}\n"
            "    - {office: Poet}",
            [
                (
                    "Offices",
                    "Envoy, 2014 to December 2018 | Minister, since 2020 | Clerk, until 2001"
                    " | Poet",
                )
            ],
        ),
        (
            "document",
            "facts: {text: 'https://example.org/a', adopted: 2001}",
            [("Adopted", "2001"), ("Text", "example.org <https://example.org/a>")],
        ),
        ("concept", "facts: {other: {First used: in a poem}}", [("First used", "in a poem")]),
        # Of the aliases, those that tell another name: no spellings and no parts of the title.
        ("place", "aliases: [ALMA, Old Alma, old alma, Alm]", [("Also called", "Old Alma, Alm")]),
        (
            "organisation",
            "aliases: [Organisation of Co-operation, Organization of Cooperation, O.C., OC, Óc]",
            [("Also called", "Organisation of Co-operation, O.C.")],
        ),
        # Those of an event describe it.
        ("event", "aliases: [the war in Alma]", []),
        ("event", "", []),
    ],
)
def test_facts_have_labels_and_values(kind: str, keys: str, rows: list[tuple[str, str]]) -> None:
    subject, problems = parsed(kind, keys)
    assert problems == []

    def written(value: Link) -> str:
        return f"{value.text} <{value.href}>" if value.href else value.text

    found = subject_facts.rows(subject, Settings())
    assert [(row.label, " | ".join(map(written, row.values))) for row in found] == rows


@pytest.mark.parametrize(
    ("kind", "keys", "line", "words"),
    [
        ("person", "facts: {capital: Borea}", 5, "`capital`: not a fact of the kind person"),
        ("person", "facts: {born: in June}", 5, "write a date as 1999-06-10"),
        ("place", "facts: {capitol: Borea}", 5, "capitol"),
        ("place", "country: Libya", 5, "write the ISO 3166 code of a country, such as LY"),
        ("place", "country:\n  - LY\n  - ly", 7, "write the ISO 3166 code of a country"),
        ("place", "at: [91, 0]", 5, "less than or equal to 90"),
        ("place", "at: 32.9", 5, "list"),
        ("place", "country: LY\nmap: {boundaries: all}", 6, "in force"),
        ("document", "facts: {text: example}", 5, "an address starts with"),
    ],
)
def test_a_wrong_fact_is_a_problem_with_its_line(
    kind: str, keys: str, line: int, words: str
) -> None:
    subject, problems = parsed(kind, keys)
    assert [number for number, _ in problems] == [line]
    assert words in problems[0][1]
    assert subject.title == "Alma"


def test_a_map_says_in_words_what_it_shows() -> None:
    geneva = SMALL["explainers/geneva.md"]
    for keys, caption in (
        ("country: CH", "Borders: Italy, France, Germany, Austria, Liechtenstein."),
        ("country: CH\nat: [46.2, 6.15]", "In Switzerland."),
        ("country: [CH, FR]", "In Switzerland, France."),
    ):
        text = geneva.replace("kind:", f"{keys}\nkind:")
        html = page_html(compiled({**SMALL, "explainers/geneva.md": text}), "explainers/geneva.md")
        (found,) = re.findall(r"<figcaption>(.*?)</figcaption>", html)
        end = "Boundaries as they are in force, which may be disputed. Map: Natural Earth."
        assert found == f"{caption} {end}"
    text = geneva.replace("kind:", "country: CH\nmap: {boundaries: none}\nkind:")
    html = page_html(compiled({**SMALL, "explainers/geneva.md": text}), "explainers/geneva.md")
    assert "<figcaption>Map: Natural Earth.</figcaption>" in html


def test_a_long_label_leaves_room_for_its_value(browser_page: Page, site: str) -> None:
    resize(browser_page, 320)
    browser_page.goto(f"{site}explainers/kosovo/")
    browser_page.evaluate(
        """() => {
            const [label, value] = document.querySelectorAll(".subject-facts :is(dt, dd)");
            label.textContent = "Verwaltungsgemeinschaftszugehörigkeit".repeat(2);
            value.textContent = "A long fact. ".repeat(25);
        }"""
    )
    value = browser_page.locator(".subject-facts dd").first.bounding_box()
    assert value
    assert value["width"] > 130
    assert browser_page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_the_facts_are_beside_the_text_or_above_it(
    width: int, browser_page: Page, site: str
) -> None:
    resize(browser_page, width)
    for slug in ("kosovo", "resolution-1244", "sergei-lavrov"):
        browser_page.goto(f"{site}explainers/{slug}/")
        facts, lead = (
            browser_page.locator(part).bounding_box() for part in (".subject-facts", ".lead")
        )
        assert facts
        assert lead
        if width == LAPTOP:
            assert facts["x"] >= lead["x"] + lead["width"]
        else:
            assert facts["y"] + facts["height"] <= lead["y"]
        assert violations(browser_page, within=".subject-facts") == []
        overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not browser_page.evaluate(overflow)
    browser_page.goto(f"{site}explainers/kosovo/")
    expect(browser_page.get_by_role("complementary", name="Facts")).to_contain_text("Pristina")
    smallest = browser_page.evaluate(
        """() => Math.min(...[...document.querySelectorAll(".locator-map text")]
            .map((text) => text.getBoundingClientRect().height))"""
    )
    assert smallest >= 12


def test_on_paper_land_and_sea_differ_with_and_without_backgrounds(
    plain_page: Page, site: str
) -> None:
    plain_page.emulate_media(media="print")
    plain_page.goto(f"{site}explainers/kosovo/")
    colours = plain_page.evaluate(
        """() => {
            const map = document.querySelector(".locator-map");
            const land = map.querySelector(".land");
            return [getComputedStyle(map).backgroundColor, getComputedStyle(land).fill];
        }"""
    )
    assert colours == ["rgba(0, 0, 0, 0)", "rgb(228, 228, 228)"]
