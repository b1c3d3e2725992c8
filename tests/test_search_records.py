"""Search records: all words of a page, its sections and its facets."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.content import loading as contents
from briefings.markup import heading_ids
from briefings.model.content import Content, SourceFile
from briefings.model.site import SearchRecord, Site
from briefings.site.compile import compile
from tests.rendering import SETTINGS, render


def made(*files: tuple[str, str]) -> Site:
    return compile(Content(tuple(SourceFile(p, t.encode()) for p, t in files)), SETTINGS)


def records(site: Site) -> dict[str, SearchRecord]:
    """Return all records by address; they are built at each access to the site."""
    return {record.address: record for record in site.records}


def pages(site: Site) -> dict[str, str]:
    """Return the text of all pages by their URIs, likewise."""
    return {page.uri: page.text for page in site.pages}


def edited(content: Content, path: str, edit: Callable[[str], str]) -> Content:
    """Return content in which one file has changed."""
    files = (
        SourceFile(f.path, edit(f.load().data.decode()).encode()) if f.path == path else f
        for f in content.files
    )
    return replace(content, files=tuple(files))


class Document(HTMLParser):
    """The words, the sections and the facets of a record."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: list[str] = []
        self.facets: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        found = {name: value or "" for name, value in attrs}
        self.text += found["title"] if found.get("data-pagefind-meta") == "names[title]" else ""
        self.ids += [found["id"]] if "id" in found else []
        if facet := found.get("data-pagefind-filter"):
            self.facets.setdefault(facet.removesuffix("[title]"), []).append(found["title"])

    def handle_data(self, data: str) -> None:
        self.text += data


def page_ids(texts: dict[str, str], address: str) -> set[str]:
    """Return the ids on the page of an address, as the site renders it."""
    text = texts[f"{address.rstrip('/')}.md"]
    return set(re.findall(r'<h\d\b[^>]* id="([^"]+)"', render(text.split("---\n", 2)[2])))


def test_every_briefing_and_explainer_has_a_record_and_nothing_else_has(compiled: Site) -> None:
    addresses = [page.uri.removesuffix(".md") + "/" for page in compiled.pages]
    wanted = {p for p in addresses if re.match("(briefings|explainers)/(?!index/)", p)}
    assert {record.address for record in compiled.records} == wanted
    assert len(compiled.records) == len(wanted)


def test_a_record_has_all_words_of_the_article(shipped: Content, compiled: Site) -> None:
    made_of = records(compiled)
    for article in contents.read(shipped).texts.values():
        text = Document(made_of[f"briefings/{article.slug}/"].html).text
        assert article.title in text
        for block in article.blocks:
            assert block.text in text


def test_a_record_has_all_words_of_the_explainer(shipped: Content, compiled: Site) -> None:
    made_of = records(compiled)
    for subject in contents.read(shipped).explainers:
        text = Document(made_of[f"explainers/{subject.slug}/"].html).text
        said = {subject.title, subject.summary, *subject.also_called}
        said |= set(re.findall(r"[^\W_]{4,}", re.sub(r"\(\S+\)", "", subject.body)))
        said |= {word for e in subject.timeline for word in re.findall(r"[^\W_]{4,}", e.event)}
        assert {words for words in said if words not in text} == set()


def test_a_section_has_on_its_page_the_id_that_it_has_in_the_record(compiled: Site) -> None:
    sections, texts = 0, pages(compiled)
    for one in compiled.records:
        ids = Document(one.html).ids
        assert set(ids) <= page_ids(texts, one.address)
        sections += len(ids)
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
    assert Document(records(site)["explainers/a/"].html).ids == [name]
    assert name in page_ids(pages(site), "explainers/a/")


@given(st.lists(st.text(max_size=20), max_size=8))
def test_no_two_sections_have_the_same_id(titles: list[str]) -> None:
    ids = heading_ids.section_ids(titles)
    assert len(set(ids)) == len(titles)
    assert all(re.fullmatch(r"section-[a-z0-9-]+", name) for name in ids)
    assert heading_ids.section_ids(titles[:-1]) == ids[: max(0, len(titles) - 1)]


def test_headings_of_foreign_text_have_ids_too() -> None:
    lines = ["# <b>a</b>", "# { #x }", "# {: .background }", "# نتائج", "# 2. a", "# a | b", "# a"]
    text = "\n\nWords.\n\n".join(lines)
    site = made(("articles/a.md", f"---\ntitle: T\n---\n\nWords.\n\n{text}\n\nWords.\n"))
    ids = Document(records(site)["briefings/a/"].html).ids
    assert len(ids) == len(lines)
    assert set(ids) <= page_ids(pages(site), "briefings/a/")


def test_a_record_says_what_a_search_can_be_narrowed_by(compiled: Site) -> None:
    facets = Document(records(compiled)["briefings/lavrov-alfano-february-2018/"].html).facets
    assert facets["kind"] == ["briefing"]
    assert facets["year"] == ["2018"]
    assert facets["outlet"] == ["Sample Wire"]
    assert "Kosovo" in facets["subject"]
    assert "OSCE" in facets["topic"]
    assert Document(records(compiled)["explainers/libya/"].html).facets == {"kind": ["explainer"]}


def test_to_edit_an_explainer_changes_its_own_record_alone(
    shipped: Content, compiled: Site
) -> None:
    content = edited(
        shipped, "explainers/libya.md", lambda text: text + "\nA new paragraph on Kosovo.\n"
    )
    content = edited(
        content, "explainers/libya.md", lambda text: re.sub("summary: .*", "summary: New.", text)
    )
    after = compile(content, SETTINGS)
    changed = {r.address for r in set(after.records) ^ set(compiled.records)}
    assert changed == {"explainers/libya/"}


def test_foreign_text_cannot_leave_its_place_in_a_record() -> None:
    title = '</h1></body><i data-pagefind-filter="kind[title]" title="x"> &amp; "q"'
    facts = json.dumps({"title": title, "tags": ['"><b id="evil">'], "summary": "S."})
    site = made(("articles/a.md", f"---\n{facts}\n---\n\n<p data-pagefind-ignore>Words</p>.\n"))
    document = Document(records(site)["briefings/a/"].html)
    assert title in document.text
    assert document.ids == []
    assert document.facets["topic"] == ['"><b id="evil">']
    assert document.facets["kind"] == ["briefing"]
