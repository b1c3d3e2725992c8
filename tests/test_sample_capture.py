"""One real capture, unedited: every step from the file to the page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefings.build import content_folder
from briefings.content import explainers, loading
from briefings.files.frontmatter import decode
from briefings.linking.lexicon import Lexicon
from briefings.markup import passages
from briefings.model.article import Article
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.linking import PageText, Verdict
from briefings.model.reading import Block, BlockKind
from briefings.model.site import Site
from briefings.readers.text import reader as text
from briefings.site.compile import compile
from tests.linking import link
from tests.rendering import ROOT, page_html, words

NAME = "articles/seed"


@pytest.fixture(scope="module")
def capture(shared: Path) -> SourceFile:
    (path,) = (shared / "seeds").glob("*.txt")
    return SourceFile(f"{NAME}.txt", path.read_bytes())


@pytest.fixture(scope="module")
def shipped() -> Content:
    return content_folder.read_content(ROOT / "content")


@pytest.fixture(scope="module")
def site(shipped: Content, capture: SourceFile) -> Site:
    return compile(Content((*shipped.files, capture)), Settings())


@pytest.fixture(scope="module")
def article(shipped: Content, capture: SourceFile) -> Article:
    return loading.read(Content((*shipped.files, capture))).texts["seed"]


def lines(capture: SourceFile) -> list[str]:
    source = decode(capture)
    assert isinstance(source, str)
    return [" ".join(line.split()) for line in source.split("\n")]


def of_kind(article: Article, kind: BlockKind) -> list[Block]:
    return [block for block in article.blocks if block.kind is kind]


def test_boilerplate_is_dropped_with_its_rule(shipped: Content, capture: SourceFile) -> None:
    outlets = loading.read(shipped).outlets
    profiles = {slug: file.profile for slug, file in outlets.items()}
    source = decode(capture)
    assert isinstance(source, str)
    dropped = {
        lines(capture)[d.line - 1]: d.rule
        for d in text.read(source, profiles).decisions
        if d.role == "dropped"
    }
    assert sorted(dropped) == [
        "0 100",
        "19:08 GMT07 August 2020",
        "Community standardsDiscussion",
        "Get short URL",
        "Listen Live",
    ]
    assert all(dropped.values())


def test_the_clock_is_the_capture_s_and_the_day_of_publication_stays_unknown(
    article: Article,
) -> None:
    assert article.captured == datetime(2020, 8, 7, 19, 8, tzinfo=UTC)
    assert article.published is None


def test_the_outlet_and_the_dateline_are_found(article: Article) -> None:
    assert article.outlet
    assert article.outlet.name == "Sputnik"
    assert article.dateline
    assert article.dateline.place == "MOSCOW"


def test_the_body_is_whole_word_for_word_and_in_order(
    article: Article, capture: SourceFile
) -> None:
    # In this capture headings have no end mark and fewer than ten words, and paragraphs are long.
    body = lines(capture)[5:]
    end = next(n for n, line in enumerate(body) if line.startswith("Lavrov, De Mistura"))
    kept = [line for line in body[:end] if line]
    assert [block.text for block in article.blocks] == kept
    assert [b.text for b in of_kind(article, BlockKind.PARAGRAPH)] == [
        line for line in kept if len(line.split()) > 15
    ]
    assert len(of_kind(article, BlockKind.PARAGRAPH)) == 16


def test_the_four_section_headings_are_found_without_marks(article: Article) -> None:
    headings = of_kind(article, BlockKind.HEADING)
    assert [block.text.split()[-1] for block in headings] == [
        "Libya", "Settlement", "Kosovo", "OSCE",
    ]  # fmt: skip


def test_the_four_related_lines_stay_in_their_places(article: Article) -> None:
    kinds = [block.kind for block in article.blocks]
    related = [n for n, kind in enumerate(kinds) if kind is BlockKind.RELATED]
    assert len(related) == 4
    assert all(article.blocks[n].text.startswith("READ MORE:") for n in related)
    assert all(kinds[n - 1] is BlockKind.PARAGRAPH is kinds[n + 1] for n in related)


def test_the_closing_headlines_and_tags_are_distinguished(
    article: Article, capture: SourceFile
) -> None:
    assert article.headlines == tuple(lines(capture)[-7:-2])
    assert article.tags == tuple(lines(capture)[-2].split(", "))
    assert (len(article.headlines), len(article.tags)) == (5, 7)


def test_the_title_is_derived_and_both_gaps_name_the_keys_that_fill_them(site: Site) -> None:
    found = {p.code: p for p in site.problems if p.file == f"{NAME}.txt"}
    assert set(found) == {"derived-title", "unknown-date"}
    assert "`title: …`" in found["derived-title"].hint
    assert "`published: " in found["unknown-date"].hint
    assert all(f"{NAME}.yml" in problem.hint for problem in found.values())
    assert not site.failed()


def test_a_sidecar_fills_the_gaps(shipped: Content, capture: SourceFile) -> None:
    sidecar = SourceFile(f"{NAME}.yml", b"title: A title\npublished: 2018-02-01\n")
    site = compile(Content((*shipped.files, capture, sidecar)), Settings())
    assert site.problems == ()
    html = page_html(site, "briefings/seed.md")
    assert "<h1>A title</h1>" in html
    assert 'Published <time datetime="2018-02-01">1 February 2018</time>' in html


@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        ("UN Security Council Resolution 1244", "resolution-1244"),
        ("UN Security Council Resolution 2254", "resolution-2254"),
        ("Kosovo War", "kosovo-war"),
        ("Libyan National Army", "libyan-national-army"),
        ("Libyan", "libya"),
        ("Staffan de Mistura", "staffan-de-mistura"),
    ],
)
def test_each_subject_is_linked_by_its_longest_name(site: Site, phrase: str, slug: str) -> None:
    page = next(page.text for page in site.pages if page.uri == "briefings/seed.md")
    assert f"[{phrase}](../explainers/{slug}.md)" in page


def test_the_page_shows_the_capture_word_for_word(site: Site, article: Article) -> None:
    html = page_html(site, "briefings/seed.md")
    assert words(html, "article") == [block.text for block in article.blocks]
    assert article.capture.sha256 in html


def test_no_subject_is_linked_twice_in_a_section(article: Article, shipped: Content) -> None:
    lexicon = Lexicon(explainers.names(loading.read(shipped).explainers))
    found = passages.of_article(article.blocks, article.quotations)
    (annotated,) = link([PageText(article.slug, found)], lexicon)
    linked = [(annotated.passages[m.passage].section, m.subject) for m in annotated.linked()]
    assert len(linked) == len(set(linked))
    assert any(m.verdict is Verdict.REPEATED for m in annotated.mentions)
