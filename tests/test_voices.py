"""Who speaks in a briefing."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from briefings.cache import Memory
from briefings.content import explainers
from briefings.model.article import Quotation
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.reading import Block, BlockKind
from briefings.model.site import OutputDir, Site
from briefings.readers.quotations import finder
from briefings.site import voices
from briefings.site.compile import compile, compile_all
from briefings.views.briefing import BriefingView
from tests.browser_pages import LAPTOP, PHONE, resize, violations
from tests.export_site import compiled
from tests.rendering import page_html
from tests.views import view

OFFICES = """facts:
  offices:
    - {office: Mayor of Oldham, from: 2010-05-04, to: 2014-06-01}
    - {office: Envoy, from: 2013, to: 2018-12}
    - {office: Minister, from: 2020-01-02}
    - {office: Clerk, to: 2001}
    - {office: Poet}
"""
ROE = f"""---
title: Ann Roe
kind: person
aliases: [Roe, Ann B. Roe]
summary: A mayor.
{OFFICES}---

Text.
"""
BANK = (
    "---\ntitle: River Bank\nkind: organisation\naliases: [RVB]\nsummary: A bank.\n---\n\nText.\n"
)
OLDHAM = "---\ntitle: Oldham\nkind: place\nsummary: A town.\n---\n\nText.\n"


def site_of(text: str, day: str = "2014-02-03", lang: str = "en") -> Site:
    """Return a site with an article and three explainers."""
    return compiled(
        {
            "explainers/roe.md": ROE,
            "explainers/bank.md": BANK,
            "explainers/oldham.md": OLDHAM,
            "articles/talks.md": f"---\ntitle: Talks\nlang: {lang}\npublished: {day}\n---\n{text}",
        }
    )


def spoken(text: str, lang: str = "en") -> list[tuple[str, int, str]]:
    """Return each speaker of an article, with the number of quotations and the first of them."""
    shown = view(site_of(text, lang=lang), "briefings/talks.md", BriefingView).voices
    return [(one.speaker.text, one.quotations.value, one.first) for one in shown]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” said Bob Poe. “We go now.”", [("Bob Poe", 2, "#p1")]),
        # Most quotations first, then in the order of the article.
        (
            "“No,” said Bob Poe.\n\n“We go,” said Una Holm.\n\n“We go,” said Holm. “Now.”",
            [("Una Holm", 3, "#p2"), ("Bob Poe", 1, "#p1")],
        ),
        # All names that the linker takes for a subject are one speaker, under its title.
        (
            "“We go,” said Ann B. Roe.\n\nIt rained.\n\n“We go,” said Roe.\n\n“Now,” Ann Roe said.",
            [("Ann Roe", 3, "#p1")],
        ),
        # A body needs its whole name; one of capitals alone needs an explainer.
        ("The River Bank said: “We go.”", [("River Bank", 1, "#p1")]),
        ("RVB said: “We go.”\n\nXYZ said: “We stay.”", [("River Bank", 1, "#p1")]),
        ("The River Bank Council said: “We go.”", [("River Bank Council", 1, "#p1")]),
        # A surname of several words is that of the fuller name.
        ("“We go,” said Una Le Holm.\n\n“Now,” said Le Holm.", [("Una Le Holm", 2, "#p1")]),
        # Nobody whom the article only tells of, or who is not certain.
        ("Bob Poe said the bridge was unsafe.", []),
        ("“We go,” said a man from Oldham.", []),
        ("Oldham said: “We go.”", []),
        # A quotation in a heading repeats one of the text.
        ("## “We go,” says Bob Poe\n\n“We go,” said Bob Poe.", [("Bob Poe", 1, "#p1")]),
    ],
)
def test_speakers_are_counted(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert spoken(text) == expected


def test_other_languages_have_no_speakers() -> None:
    assert spoken("„Wir gehen“, sagte Bob Poe.", "de") == []


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2010-05-03", ()),
        ("2010-05-04", ("Mayor of Oldham",)),
        # A year in which an office began or ended does not tell the day.
        ("2013-12-31", ("Mayor of Oldham",)),
        ("2014-01-01", ("Mayor of Oldham", "Envoy")),
        # Who held it on the last day is not certain.
        ("2014-06-01", ("Envoy",)),
        ("2018-11-30", ("Envoy",)),
        ("2018-12-01", ()),
        ("2020-01-01", ()),
        ("2020-01-02", ("Minister",)),
        ("2030-01-01", ("Minister",)),
        ("1999-01-01", ()),
        ("", ()),
    ],
)
def test_offices_are_those_of_the_day(day: str, held: tuple[str, ...]) -> None:
    person, _ = explainers.parse(SourceFile("explainers/roe.md", ROE.encode()))
    assert person
    assert voices.offices(person, date.fromisoformat(day) if day else None) == held


def test_the_page_and_its_markdown_say_who_speaks() -> None:
    site = site_of("“We go,” said Ann Roe. “Now.”\n\n“No,” said Bob Poe.")
    html = page_html(site, "briefings/talks.md")
    assert re.search(r'href="#who-speaks-here">2 speakers</a>', html)
    assert 'Ann Roe</a></b>, Mayor of Oldham, Envoy</span> <a class="said" href="#p1">' in html
    (file,) = (
        file
        for target in site.targets
        if target.page == "briefings/talks.md"
        for file in target.files()
        if file.tree is OutputDir.DOCS
    )
    assert (
        "## Who speaks here\n\n"
        "- [Ann Roe](../explainers/roe.md), Mayor of Oldham, Envoy: 2 quotations\n"
        "- Bob Poe: 1 quotation\n"
    ) in file.text


def test_a_page_without_speakers_says_nothing_of_them() -> None:
    html = page_html(site_of("It rained."), "briefings/talks.md")
    assert "speak" not in html


_SENTENCES = st.sampled_from([
    "“We go,” said Ann Roe.", "“We go,” said Roe. “Now.”", "“No,” said Bob Poe.",
    "He said “no way, never”.", "It rained.", "The River Bank said: “We go.”", "“All is well,”",
])  # fmt: skip


@settings(max_examples=20)
@given(st.lists(st.lists(_SENTENCES, min_size=1, max_size=3).map(" ".join), max_size=4))
def test_counts_are_those_of_quotations_and_links_lead_to_them(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs) or "Nothing."
    site = site_of(text)
    blocks = [Block(BlockKind.PARAGRAPH, one, 1) for one in text.split("\n\n")]
    named = [one for one in finder.certain(blocks, "en") if one.naming]
    shown = view(site, "briefings/talks.md", BriefingView).voices
    assert sum(one.quotations.value for one in shown) == len(named)
    html = page_html(site, "briefings/talks.md")
    assert all(f'id="{one.first[1:]}"' in html for one in shown)


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_a_speaker_leads_to_the_first_quotation(width: int, browser_page: Page, site: str) -> None:
    resize(browser_page, width)
    browser_page.goto(f"{site}briefings/berlin-conference-january-2020/")
    assert violations(browser_page, within=".voices") == []
    browser_page.locator(".facts").get_by_role("link", name="1 speaker").click()
    expect(browser_page.get_by_role("heading", name="Who speaks here")).to_be_in_viewport()
    browser_page.get_by_role("link", name="1 quotation").click()
    expect(browser_page.locator("p:target")).to_contain_text("Sergei Lavrov, told reporters")
    expect(browser_page.locator("p:target")).to_be_in_viewport()


def test_speakers_are_found_once_and_only_for_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []

    def counting(blocks: Sequence[Block], lang: str) -> tuple[Quotation, ...]:
        found.append(blocks[0].text)
        return certain(blocks, lang)

    certain = finder.certain
    monkeypatch.setattr(finder, "certain", counting)
    texts = {"a": "“We go,” said Bob Poe.", "b": "It rained.", "c": "“No,” said Una Holm."}
    files = (SourceFile(f"articles/{name}.md", text.encode()) for name, text in texts.items())
    content, cache = Content(tuple(files)), Memory()
    whole = compile_all(content, Settings(), cache)
    assert found == []
    site = compile(content, Settings(), cache)
    assert [one.key for one in site.targets] == [one.key for one in whole.site.targets]
    assert sorted(found) == sorted([texts["a"], texts["c"]])
    compile(content, Settings(), cache)
    assert len(found) == 2
    fresh = compile_all(content, Settings()).corpus.speakers
    assert {**whole.corpus.speakers} == {**fresh}
    assert [one.naming.name for one in fresh["a"] if one.naming] == ["Bob Poe"]
