"""The search index: what is in its records, in which parts it is made, and what is found by it."""

import gzip
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from generator import anchors, bundles, disk, search
from generator import content as contents
from generator.model.content import Content, Settings, SourceFile
from generator.model.site import SearchRecord, Site
from generator.pages.records import EVERY, page
from generator.site import compile
from tests.conftest import ServeSite
from tests.project import SMALL, Project, tree
from tests.rendering import ROOT, render

SETTINGS = Settings(site_name="Test")


@pytest.fixture(scope="module")
def shipped() -> Content:
    return disk.read_content(ROOT / "content")


@pytest.fixture(scope="module")
def site(shipped: Content) -> Site:
    return compile(shipped, SETTINGS)


def made(*files: tuple[str, str]) -> Site:
    return compile(Content(tuple(SourceFile(p, t.encode()) for p, t in files)), SETTINGS)


def record(site: Site, address: str) -> SearchRecord:
    return next(record for record in site.records if record.address == address)


def edited(content: Content, path: str, edit: Callable[[str], str]) -> Content:
    """Return content in which one file has changed."""
    files = (
        SourceFile(f.path, edit(f.data.decode()).encode()) if f.path == path else f
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


def page_ids(site: Site, address: str) -> set[str]:
    """Return the ids on the page of an address, as the site renders it."""
    uri = f"{address.rstrip('/')}.md"
    text = next(page.text for page in site.pages if page.uri == uri)
    return set(re.findall(r'<h\d\b[^>]* id="([^"]+)"', render(text.split("---\n", 2)[2])))


# ----------------------------------------------------------------------------- records


def test_every_briefing_and_explainer_has_a_record_and_nothing_else_has(site: Site) -> None:
    pages = [page.uri.removesuffix(".md") + "/" for page in site.pages]
    wanted = {p for p in pages if re.match("(briefings|explainers)/(?!index/)", p)}
    assert {record.address for record in site.records} == wanted
    assert len(site.records) == len(wanted)


def test_a_record_has_all_words_of_the_article(shipped: Content, site: Site) -> None:
    for article in contents.read(shipped).texts.values():
        text = Document(record(site, f"briefings/{article.slug}/").html).text
        assert article.title in text
        for block in article.blocks:
            assert block.text in text


def test_a_record_has_all_words_of_the_explainer(shipped: Content, site: Site) -> None:
    for subject in contents.read(shipped).explainers:
        text = Document(record(site, f"explainers/{subject.slug}/").html).text
        said = {subject.title, subject.summary, *subject.also_called}
        said |= set(re.findall(r"[^\W_]{4,}", re.sub(r"\(\S+\)", "", subject.body)))
        said |= {word for e in subject.timeline for word in re.findall(r"[^\W_]{4,}", e.event)}
        assert {words for words in said if words not in text} == set()


def test_a_section_has_on_its_page_the_id_that_it_has_in_the_record(site: Site) -> None:
    sections = 0
    for one in site.records:
        ids = Document(one.html).ids
        assert set(ids) <= page_ids(site, one.address)
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
    assert Document(record(site, "explainers/a/").html).ids == [name]
    assert name in page_ids(site, "explainers/a/")


@given(st.lists(st.text(max_size=20), max_size=8))
def test_no_two_sections_have_the_same_id(titles: list[str]) -> None:
    ids = anchors.section_ids(titles)
    assert len(set(ids)) == len(titles)
    assert all(re.fullmatch(r"section-[a-z0-9-]+", name) for name in ids)
    assert anchors.section_ids(titles[:-1]) == ids[: max(0, len(titles) - 1)]


def test_headings_of_foreign_text_have_ids_too() -> None:
    lines = ["# <b>a</b>", "# { #x }", "# {: .background }", "# نتائج", "# 2. a", "# a | b", "# a"]
    text = "\n\nWords.\n\n".join(lines)
    site = made(("articles/a.md", f"---\ntitle: T\n---\n\nWords.\n\n{text}\n\nWords.\n"))
    ids = Document(record(site, "briefings/a/").html).ids
    assert len(ids) == len(lines)
    assert set(ids) <= page_ids(site, "briefings/a/")


def test_a_record_says_what_a_search_can_be_narrowed_by(site: Site) -> None:
    facets = Document(record(site, "briefings/lavrov-alfano-february-2018/").html).facets
    assert facets["kind"] == ["briefing"]
    assert facets["year"] == ["2018"]
    assert facets["outlet"] == ["Sample Wire"]
    assert "Kosovo" in facets["subject"]
    assert "OSCE" in facets["topic"]
    assert Document(record(site, "explainers/libya/").html).facets == {"kind": ["explainer"]}


def test_to_edit_an_explainer_changes_its_own_record_alone(shipped: Content, site: Site) -> None:
    content = edited(
        shipped, "explainers/libya.md", lambda text: text + "\nA new paragraph on Kosovo.\n"
    )
    content = edited(
        content, "explainers/libya.md", lambda text: re.sub("summary: .*", "summary: New.", text)
    )
    after = compile(content, SETTINGS)
    changed = {r.address for r in set(after.records) ^ set(site.records)}
    assert changed == {"explainers/libya/"}


def test_foreign_text_cannot_leave_its_place_in_a_record() -> None:
    title = '</h1></body><i data-pagefind-filter="kind[title]" title="x"> &amp; "q"'
    facts = json.dumps({"title": title, "tags": ['"><b id="evil">'], "summary": "S."})
    site = made(("articles/a.md", f"---\n{facts}\n---\n\n<p data-pagefind-ignore>Words</p>.\n"))
    document = Document(record(site, "briefings/a/").html)
    assert title in document.text
    assert document.ids == []
    assert document.facets["topic"] == ['"><b id="evil">']
    assert document.facets["kind"] == ["briefing"]


# ------------------------------------------------------------------------------- parts


def records(*days: str, explainers: int = 0) -> list[SearchRecord]:
    html = f'<html lang="en"><body data-pagefind-body data-pagefind-meta="every:{EVERY}">'
    made = [
        SearchRecord("briefing", day, f"briefings/{n}/", f"{html}<h1>No {n}</h1></body></html>")
        for n, day in enumerate(days)
    ]
    return made + [
        SearchRecord("explainer", "", f"explainers/{n}/", f"{html}<h1>Of {n}</h1></body></html>")
        for n in range(explainers)
    ]


@settings(max_examples=60)
@given(
    st.lists(st.none() | st.dates(date(2001, 1, 1), date(2009, 12, 31)), max_size=40),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_each_record_is_in_one_part_and_no_month_in_two(
    days: list[date | None], explainers: int, random: "object"
) -> None:
    everything = records(*(str(day or "") for day in days), explainers=explainers)
    paths = [page(str(n), record).uri for n, record in enumerate(everything)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "AT_LEAST", 5)
        found = search.plan(dict.fromkeys(paths, "digest"))
        random.shuffle(paths)  # type: ignore[attr-defined]
        assert search.plan(dict.fromkeys(paths, "digest")) == found
        assert set(found) & set(search.plan(dict.fromkeys(paths, "other"))) == set()
    assert sorted(path for part in found.values() for path in part) == sorted(paths)
    folders = [{path.rpartition("/")[0] for path in part} for part in found.values()]
    assert sum(map(len, folders)) == len(set[str]().union(*folders))
    kinds = [{path.partition("/")[0] for path in part} for part in found.values()]
    assert all(len(kind) == 1 for kind in kinds)
    briefings = [part for part in found.values() if part[0].startswith("briefing/")]
    # The last but one may be growing, and the last is what is newest.
    assert all(len(part) >= 5 for part in briefings[:-2])


def test_the_newest_briefings_are_apart_until_there_are_enough_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "AT_LEAST", 10)

    def sizes(number: int) -> list[int]:
        days = (f"20{n // 12:02}-{n % 12 + 1:02}-01" for n in range(number))
        paths = [page(str(n), one).uri for n, one in enumerate(records(*days))]
        return [len(part) for part in search.plan(dict.fromkeys(paths, "digest")).values()]

    assert [sizes(n) for n in range(1, 13)] == [
        [1], [2], [2, 1], [4], [4, 1], [6], [6, 1], [8], [8, 1], [10], [10, 1], [10, 2],
    ]  # fmt: skip


# ----------------------------------------------------------------------------- bundles


@pytest.fixture(scope="module")
def some(site: Site) -> list[SearchRecord]:
    return [record for record in site.records if record.kind == "briefing"]


def test_the_same_records_give_the_same_bytes_on_any_number_of_processors(
    some: list[SearchRecord],
) -> None:
    files = bundles.make(some)
    assert len(some) == sum(path.startswith("fragment/") for path in files)
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system has no way to hold a process to one processor")
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(ours)})
    try:
        assert bundles.make(some) == files
    finally:
        os.sched_setaffinity(0, ours)


def test_fragments_are_named_by_their_days_so_that_results_can_be_put_in_order() -> None:
    days = ("2018-02-01", "", "1969-12-31", "2018-02-01", "1970-01-01")
    html = "<html lang=en><body><p>A bridge.</p></body></html>"
    records = [SearchRecord("briefing", day, f"{n}/", html) for n, day in enumerate(days)]
    found = {
        json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))["url"]: path
        for path, data in bundles.make(records).items()
        if path.startswith("fragment/")
    }
    names = ("djv.0", "_.0", "-1.0", "djv.1", "0.0")
    assert found == {f"{n}/": f"fragment/{name}.pf_fragment" for n, name in enumerate(names)}


@given(words=st.integers(1, 1_000_000))
def test_a_page_is_taken_to_be_as_long_as_it_is_but_for_a_fifth(words: int) -> None:
    assert abs(bundles.rounded(words) - words) <= words / 5


def test_few_lengths_of_pages_are_told_apart() -> None:
    assert {bundles.rounded(words) for words in range(300, 1000)} == {256, 362, 512, 724, 1024}
    assert bundles.rounded(0) == 1


def test_a_bundle_has_what_our_search_page_needs_and_no_more(some: list[SearchRecord]) -> None:
    paths = {path.partition("/")[0] for path in bundles.make(some)}
    assert paths == {
        "pagefind.js", "pagefind-entry.json", "pagefind.en.pf_meta", "wasm.en.pagefind",
        "fragment", "index", "filter",
    }  # fmt: skip


class Index:
    """The search index of some records, made again and again."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.records, self.cache, self.target = folder / "r", folder / "c", folder / "t"
        self.made: list[str] = []
        make = bundles.make

        def noted(part: list[SearchRecord]) -> bundles.Files:
            self.made.append(part[0].day[:4] or part[0].kind)
            return make(part)

        patch.setattr(bundles, "make", noted)
        patch.setattr(search, "AT_LEAST", 1)

    def of(self, records: list[SearchRecord]) -> list[str]:
        """Make it, and return for which parts Pagefind had to be asked."""
        self.made.clear()
        files = [page(str(n), record) for n, record in enumerate(records)]
        for file in files:
            disk.replace(self.records / file.uri, file.text.encode())
        made = {file.uri: sha256(file.text.encode()).hexdigest() for file in files}
        assert search.index(self.records, made, self.cache, self.target) == len(records)
        return self.made

    def bundle(self) -> Path:
        return next(path for path in self.cache.iterdir() if path.name.startswith("briefings-2018"))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    return Index(tmp_path, monkeypatch)


def test_only_what_has_changed_is_indexed_again(index: Index) -> None:
    assert index.of(records("2018-01-01", "2019-01-01", explainers=2)) == [
        "2018", "2019", "explainer",
    ]  # fmt: skip
    before = tree(index.target)
    assert index.of(records("2018-01-01", "2019-01-01", explainers=2)) == []
    assert tree(index.target) == before
    assert index.of(records("2018-01-01", "2019-01-01", explainers=3)) == ["explainer"]
    assert index.of(records("2018-01-01", "2019-01-02", explainers=3)) == ["2019"]
    names = {path.name for path in index.target.iterdir()} - {search.MANIFEST}
    assert names == {path.name for path in index.cache.iterdir()}
    assert json.loads((index.target / search.MANIFEST).read_text()) == {"bundles": sorted(names)}


def test_another_pagefind_or_format_indexes_all_again(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.of(records("2018-01-01"))
    monkeypatch.setattr(bundles, "FORMAT", bundles.FORMAT + 1)
    assert index.of(records("2018-01-01")) == ["2018"]
    monkeypatch.setattr(search, "version", lambda _: "9.9.9")
    assert index.of(records("2018-01-01")) == ["2018"]
    assert index.of(records("2018-01-01")) == []


def change_a_byte(bundle: Path) -> None:
    file = next((bundle / "index").iterdir())
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        change_a_byte,
        lambda bundle: next((bundle / "fragment").iterdir()).unlink(),
        lambda bundle: (bundle / "files.json").unlink(),
        lambda bundle: (bundle / "files.json").write_text("{"),
        lambda bundle: bundle.rename(bundle.with_name("elsewhere")),
    ],
    ids=["byte", "file gone", "list gone", "list cut off", "bundle gone"],
)
def test_a_damaged_bundle_is_noticed_and_made_again(
    damage: Callable[[Path], None], index: Index
) -> None:
    some = records("2018-01-01", "2018-01-02", explainers=1)
    index.of(some)
    before = tree(index.target)
    damage(index.bundle())
    assert index.of(some) == ["2018"]
    assert tree(index.target) == before
    assert index.of(some) == []


def test_nothing_of_an_index_that_failed_is_taken_for_whole(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = records("2018-01-01", explainers=1)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError("disk is full")))
        with pytest.raises(OSError, match="disk is full"):
            index.of(some)
    assert list(index.cache.iterdir()) == []
    assert index.of(some) == ["2018", "explainer"]


def test_where_files_cannot_be_shared_they_are_copied(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = records("2018-01-01")
    index.of(some)
    before = tree(index.target)

    def refuse(*_: object) -> None:
        raise OSError("another file system")

    monkeypatch.setattr(os, "link", refuse)
    assert index.of(some) == []
    assert tree(index.target) == before


def test_a_site_without_pages_has_an_empty_index(index: Index) -> None:
    assert index.of([]) == []
    assert json.loads((index.target / search.MANIFEST).read_text()) == {"bundles": []}


def test_pagefind_that_is_not_there_or_ends_is_an_error(
    some: list[SearchRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "get_executable", lambda: None)
    with pytest.raises(OSError, match="not installed"):
        bundles.make(some)
    monkeypatch.setattr(bundles, "get_executable", lambda: "/bin/true")
    with pytest.raises(OSError, match=r"could not be made|[Bb]roken pipe"):
        bundles.make(some)


# ------------------------------------------------------------------------- in the browser

ITALIAN = """\
---
title: I ministri a Ginevra
published: 2016-03-02
lang: it
---

I ministri hanno discusso delle elezioni libiche.

# Le conclusioni

Il documento fu approvato dall'assemblea.
"""
CHINESE = """\
---
title: 安理会在日内瓦开会
published: 2015-05-04
lang: zh
---

联合国安全理事会星期一在日内瓦开会，讨论利比亚局势。各方同意停火。
"""
RUSSIAN = """\
---
title: Министры в Женеве
published: 2016-07-01
lang: ru
---

Министры говорили о выборах в Ливии.
"""
UNDATED = """\
---
title: A text without a day
outlet: sample-wire
---

Somebody wrote of Libya, and nobody knows when.
"""
ARTICLES = {
    "italian": ITALIAN,
    "chinese": CHINESE,
    "russian": RUSSIAN,
    "undated": UNDATED,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped content with articles in other languages, each month in a part of its own."""
    project = Project(tmp_path_factory.mktemp("search"))
    for name, text in ARTICLES.items():
        project.write(f"articles/{name}.md", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "AT_LEAST", 1)
        project.built()
    assert len(list((project.site / "pagefind").iterdir())) > 6
    return project


@pytest.fixture(scope="module")
def address(project: Project, serve_site: ServeSite) -> str:
    return serve_site(project.site)


def found(page: Page, url: str) -> list[str]:
    """Go to a search, wait for its end, scroll through it, and return the titles found."""
    page.goto(url)
    status = page.get_by_role("status")
    expect(status).to_contain_text(re.compile("found|selection"), ignore_case=True)
    number = re.match(r"\d+", status.inner_text())
    titles = page.locator("main ol h2")
    more = page.get_by_role("button", name="Show more")
    while number and titles.count() < int(number[0]):
        before = titles.count()
        more.scroll_into_view_if_needed()
        if before % 10 == 0:
            more.click()
        expect(titles.nth(before)).to_be_visible()
    return titles.all_inner_texts()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("elezioni", "I ministri a Ginevra"),  # other parts have only "El"
        ("conclusioni assemblea", "I ministri a Ginevra"),  # in no part but one are both words
        ("libiche", "I ministri a Ginevra"),
        ("выборах", "Министры в Женеве"),
        ("говори", "Министры в Женеве"),  # the beginning of a word
        ("МИНИСТРЫ", "Министры в Женеве"),
        ("日内瓦", "安理会在日内瓦开会"),  # from the middle of a sentence
        ("利比亚", "安理会在日内瓦开会"),
    ],
)
def test_articles_are_found_in_their_own_language_and_script(
    query: str, title: str, browser_page: Page, address: str
) -> None:
    assert found(browser_page, f"{address}search/?q={query}") == [title]


@pytest.mark.browser
def test_scripts_without_spaces_are_shown_as_they_were(browser_page: Page, address: str) -> None:
    found(browser_page, f"{address}search/?q=日内瓦")
    excerpt = browser_page.locator("main ol .search-result__excerpt").first
    assert "安全理事会星期一在日内瓦开会" in excerpt.inner_text()
    assert excerpt.locator("mark").all_inner_texts()[:3] == ["日", "内", "瓦"]
    browser_page.goto(f"{address}search/?q=瓦内日")
    expect(browser_page.get_by_role("status")).to_contain_text("Nothing found")


@pytest.mark.browser
def test_a_section_of_a_result_is_where_its_link_leads(browser_page: Page, address: str) -> None:
    found(browser_page, f"{address}search/?q=approvato")
    section = browser_page.locator("main ol").get_by_role("link", name="Le conclusioni")
    section.click()
    expect(browser_page).to_have_url(f"{address}briefings/italian/#section-le-conclusioni")
    heading = browser_page.locator("#section-le-conclusioni")
    expect(heading).to_contain_text("Le conclusioni")
    expect(heading).to_be_in_viewport()


@pytest.mark.browser
def test_all_parts_are_searched_and_counted_as_one(browser_page: Page, address: str) -> None:
    titles = found(browser_page, f"{address}search/?q=Libya")
    assert len(titles) == len(set(titles)) > 10
    browser_page.get_by_text("Narrow the search").click()
    kinds = browser_page.get_by_label("Kind")
    expect(kinds.locator("option").nth(1)).to_contain_text("(")
    counts = dict(re.findall(r"(\w+) \((\d+)\)", kinds.inner_text()))
    assert sum(map(int, counts.values())) == len(titles)
    years = browser_page.get_by_label("Year").locator("option").all_inner_texts()[1:]
    assert [year[:4] for year in years] == sorted((y[:4] for y in years), reverse=True)
    kinds.select_option("briefing")
    expect(browser_page.get_by_role("status")).to_contain_text(f"{counts['Briefing']} pages")
    browser_page.get_by_label("Year").select_option("2018")
    expect(browser_page.get_by_role("status")).not_to_contain_text(f"{counts['Briefing']} pages")
    expect(browser_page.get_by_role("status")).to_contain_text("found for")
    assert set(browser_page.locator("main ol time").all_inner_texts())
    assert all("2018" in t for t in browser_page.locator("main ol time").all_inner_texts())


@pytest.mark.browser
@pytest.mark.parametrize(("order", "reverse"), [("newest", True), ("oldest", False)])
def test_results_of_all_parts_are_ordered_by_day_and_those_without_one_come_last(
    order: str, reverse: bool, browser_page: Page, address: str
) -> None:
    titles = found(browser_page, f"{address}search/?q=Libya&sort={order}")
    days = [
        str(time.get_attribute("datetime")) for time in browser_page.locator("main ol time").all()
    ]
    assert len(set(days)) > 4
    assert days == sorted(days, reverse=reverse)
    assert "A text without a day" in titles[len(days) :]


@pytest.mark.browser
def test_a_search_loads_little_and_what_it_can_be_narrowed_by_only_when_asked(
    browser_page: Page, address: str
) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    found(browser_page, f"{address}search/?q=elezioni")
    assert sum("/fragment/" in url for url in asked) == 1
    assert not any("/filter/" in url for url in asked)
    asked.clear()
    browser_page.get_by_text("Narrow the search").click()
    expect(browser_page.get_by_label("Year").locator("option").nth(1)).to_be_attached()
    assert any("/filter/" in url for url in asked)
    asked.clear()
    browser_page.goto("about:blank")
    assert found(browser_page, f"{address}search/?subject=Kosovo")
    bundles = {url.split("/pagefind/")[1].split("/")[0] for url in asked if "/index/" in url}
    chunks = [url for url in asked if "/index/" in url]
    assert len(chunks) == len(bundles) > 1  # and not the whole index


@pytest.mark.browser
def test_only_the_first_results_are_loaded_before_they_can_be_seen(
    browser_page: Page, address: str
) -> None:
    asked: list[str] = []
    browser_page.set_viewport_size({"width": 390, "height": 500})
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(f"{address}search/?q=Libya")
    expect(browser_page.get_by_role("status")).to_contain_text("found for")
    assert sum("/fragment/" in url for url in asked) == 5
    browser_page.get_by_role("button", name="Show more").scroll_into_view_if_needed()
    expect(browser_page.locator("main ol h2")).to_have_count(10)


@pytest.mark.browser
@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("site_url", ["", "https://example.org/news/"])
def test_results_lead_to_their_pages_wherever_the_site_stands(
    directories: bool, site_url: str, browser_page: Page, serve_site: ServeSite, tmp_path: Path
) -> None:
    project = Project(tmp_path / "project", SMALL)
    settings = project.folder / "mkdocs.yml"
    more = f"\nuse_directory_urls: {str(directories).lower()}\n"
    more += f"site_url: {site_url}\n" if site_url else ""
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    project.built()
    (tmp_path / "served").mkdir()
    project.site.rename(tmp_path / "served/below")
    root = f"{serve_site(tmp_path / 'served')}below/"
    page = "search/" if directories else "search.html"
    assert found(browser_page, f"{root}{page}?q=ferry") == ["A ferry takes over"]
    browser_page.locator("main ol h2 a").click()
    ending = "briefings/ferry/" if directories else "briefings/ferry.html"
    expect(browser_page).to_have_url(root + ending)
    expect(browser_page.get_by_role("heading", level=1)).to_contain_text("A ferry takes over")


@pytest.mark.browser
def test_an_index_that_cannot_be_loaded_is_said(
    browser_page: Page, browser_findings: list[str], address: str
) -> None:
    browser_page.route("**/bundles.json", lambda route: route.abort())
    browser_page.goto(f"{address}search/?q=Libya")
    expect(browser_page.get_by_role("status")).to_contain_text("could not be loaded")
    browser_page.unroute("**/bundles.json")
    browser_page.get_by_role("button", name="Search").click()
    expect(browser_page.get_by_role("status")).to_contain_text("found for “Libya”")
    browser_findings.clear()
