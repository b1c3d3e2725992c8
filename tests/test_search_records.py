"""Search records: all words of a page, its sections and its facets."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build import indexed_html
from briefings.content import loading as contents
from briefings.markup import editorial, heading_ids
from briefings.model.content import Content, SourceFile
from briefings.model.site import SearchRecord, SearchText, Site
from briefings.site.compile import compile
from tests.rendering import SETTINGS, page_html


def made(*files: tuple[str, str]) -> Site:
    return compile(Content(tuple(SourceFile(p, t.encode()) for p, t in files)), SETTINGS)


Records = Sequence[SearchRecord]


def by_address(records: Records) -> dict[str, SearchRecord]:
    return {record.address: record for record in records}


@pytest.fixture(scope="module")
def found(compiled: Site) -> Records:
    """The records of the shipped content: a site builds them at each access."""
    return compiled.records


def edited(content: Content, path: str, edit: Callable[[str], str]) -> Content:
    """Return content in which one file has changed."""
    files = (
        SourceFile(f.path, edit(f.load().data.decode()).encode()) if f.path == path else f
        for f in content.files
    )
    return replace(content, files=tuple(files))


def words(record: SearchRecord) -> str:
    """Return all words of a record."""
    return "\n".join((record.title, record.names, *(part.text for part in record.text)))


def ids(record: SearchRecord) -> list[str]:
    """Return the ids of its headings."""
    return [part.id for part in record.text if part.id]


def page_ids(site: Site, address: str) -> set[str]:
    """Return the ids of the headings on the page of an address."""
    html = page_html(site, f"{address.rstrip('/')}.md")
    return set(re.findall(r'<h\d\b[^>]* id="([^"]+)"', html))


def test_every_briefing_explainer_and_dossier_has_a_record_and_nothing_else_has(
    compiled: Site, found: Records
) -> None:
    addresses = [page.uri.removesuffix(".md") + "/" for page in compiled.pages]
    wanted = {
        address
        for address in addresses
        if re.fullmatch("(briefings|explainers)/(?!index/).*|dossiers/(?!index/)[^/]+/", address)
    }
    assert by_address(found).keys() == wanted
    assert len(found) == len(wanted)


def test_a_record_has_all_words_of_the_article(shipped: Content, found: Records) -> None:
    made_of = by_address(found)
    for article in contents.read(shipped).texts.values():
        text = words(made_of[f"briefings/{article.slug}/"])
        assert article.title in text
        for block in article.blocks:
            assert block.text in text


def test_a_record_has_all_words_of_the_explainer(shipped: Content, found: Records) -> None:
    made_of = by_address(found)
    for subject in contents.read(shipped).explainers:
        text = words(made_of[f"explainers/{subject.slug}/"])
        said = {subject.title, subject.summary, *subject.also_called}
        said |= set(re.findall(r"[^\W_]{4,}", re.sub(r"\(\S+\)", "", subject.body)))
        said |= {word for e in subject.timeline for word in re.findall(r"[^\W_]{4,}", e.event)}
        assert {word for word in said if word not in text} == set()


def test_a_section_has_on_its_page_the_id_that_it_has_in_the_record(
    compiled: Site, found: Records
) -> None:
    sections = 0
    for one in found:
        assert set(ids(one)) <= page_ids(compiled, one.address)
        sections += len(ids(one))
    assert sections > 60


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("The vote", "section-the-vote"),
        ("*The* `vote`", "section-the-vote"),
        ("The vote { #own-name }", "own-name"),
        ("The vote {: .quiet #own-name }", "own-name"),
        ("Голосование", "section-golosovanie"),
        ("Timeline", "section-timeline"),
        ("The vote ##", "section-the-vote"),
        ("2018", "section-2018"),
    ],
)
def test_a_heading_of_an_explainer_has_an_id(heading: str, name: str) -> None:
    text = f"---\ntitle: A\nkind: place\nsummary: S.\n---\n\nText.\n\n## {heading}\n\nMore.\n"
    site = made(("explainers/a.md", text))
    assert ids(by_address(site.records)["explainers/a/"]) == [name]
    assert name in page_ids(site, "explainers/a/")


@given(st.lists(st.text(max_size=20), max_size=8))
def test_no_two_sections_have_the_same_id(titles: list[str]) -> None:
    made = heading_ids.section_ids(titles)
    assert len(set(made)) == len(titles)
    assert all(re.fullmatch(r"section-[a-z0-9-]+", name) for name in made)
    assert heading_ids.section_ids(titles[:-1]) == made[: max(0, len(titles) - 1)]


def test_headings_of_foreign_text_have_ids_too() -> None:
    lines = ["# <b>a</b>", "# { #x }", "# {: .background }", "# نتائج", "# 2. a", "# a | b", "# a"]
    text = "\n\nWords.\n\n".join(lines)
    site = made(("articles/a.md", f"---\ntitle: T\n---\n\nWords.\n\n{text}\n\nWords.\n"))
    found = ids(by_address(site.records)["briefings/a/"])
    assert len(found) == len(lines)
    assert set(found) <= page_ids(site, "briefings/a/")


def test_a_record_says_what_a_search_can_be_narrowed_by(found: Records) -> None:
    facets = by_address(found)["briefings/lavrov-alfano-february-2018/"].facets
    assert facets["outlet"] == ("Sample Wire",)
    assert "Kosovo" in facets["subject"]
    assert "OSCE" in facets["topic"]
    assert by_address(found)["explainers/libya/"].facets == {}


def test_a_briefing_is_found_by_its_day_outlet_and_topics(found: Records) -> None:
    names = by_address(found)["briefings/lavrov-alfano-february-2018/"].names
    for fact in ("2018-02-01", "1 February 2018", "Sample Wire", "OSCE"):
        assert fact in names


def test_an_explainer_is_found_by_the_titles_of_its_sources(
    shipped: Content, found: Records
) -> None:
    made_of = by_address(found)
    for subject in contents.read(shipped).explainers:
        text = words(made_of[f"explainers/{subject.slug}/"])
        assert [source.title for source in subject.sources if source.title not in text] == []


def test_to_edit_an_explainer_changes_its_own_record_alone(
    shipped: Content, found: Records
) -> None:
    content = edited(
        shipped, "explainers/libya.md", lambda text: text + "\nA new paragraph on Kosovo.\n"
    )
    content = edited(
        content, "explainers/libya.md", lambda text: re.sub("summary: .*", "summary: New.", text)
    )
    before, after = by_address(found), by_address(compile(content, SETTINGS).records)
    assert [at for at in before | after if before.get(at) != after.get(at)] == ["explainers/libya/"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("*One* [link](libya.md), `code`\nand\\\na<br>break.", ["One link, code and a break."]),
        ("AT&amp;T \\*x\\*{ .quiet }", ["AT&T *x*"]),
        ("- a\n- b\n    1. c", ["a", "b", "c"]),
        ("> a\n\n    b < c\n\n```\nd\n```", ["a", "b < c\n", "d\n"]),
        ("| A | B |\n|---|---|\n| c[^1] | d |\n\n[^1]: e", ["A", "B", "c", "d", "e"]),
        ("<div><b>a</b> &lt;b&gt;</div>\n\n<script>\nvar a;\n</script>\n\nz", ["a <b>", "z"]),
        (
            '!!! note "A title"\n    Text.\n\nTerm\n:   Meaning',
            ["A title", "Text.", "Term", "Meaning"],
        ),
        ("![picture](https://a.example/p.png)", []),
    ],
)
def test_markup_of_editors_is_not_searched(markdown: str, text: list[str]) -> None:
    assert [part.text for part in editorial.plain_text(markdown)] == text


def test_pagefind_gets_words_and_the_page_gets_the_text() -> None:
    text = (SearchText("Łódź—安理", 2, "a"), SearchText("…"), SearchText("“So”, C++!"))
    record = SearchRecord("explainer", "a/", "en", "Øre", text, also_called=("S/1",), lang="pl ltr")
    indexed = indexed_html.indexed(record)
    html = indexed_html.document(indexed)
    for element in ("<h1>ore</h1>", "<h2>lodz 安 理</h2>", '"names[title]" title="s 1"'):
        assert element in html
    assert indexed_html.fragment(indexed) == {
        "url": "a/",
        "kind": "explainer",
        "title": "Øre",
        "lang": "pl ltr",
        "words": "|".join(["Øre ", "Łódź—", "安", "理 ", "“So”, ", "C", "+", "+! "]).replace(
            "|", indexed_html.BETWEEN
        ),
        "sections": [(0, 1, "", "Øre"), (1, 3, "a", "Łódź—安理")],
    }
    assert indexed.number == 8
