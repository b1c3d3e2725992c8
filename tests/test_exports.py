"""For machines: feeds, structured data, the sitemap, plain Markdown, metadata and citations."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect

from generator import disk, prose, uris
from generator.exports import addresses, citation, feeds, plain, sitemap
from generator.model.article import Article, Capture, Outlet
from generator.model.content import Content, Settings, SourceFile
from generator.model.linking import Mention
from generator.model.reading import Block, BlockKind, Container, Markup, MarkupKind
from generator.model.site import Site
from generator.site import annotate, compile
from tests.conftest import ServeSite
from tests.project import SMALL, Project, broken_links, tree
from tests.rendering import ROOT, fold, render, words
from tests.test_plugin import SERVE, preview
from tests.test_prose import FOREIGN

HERE = Settings(
    site_name="A Site", site_description="What it is.", site_url="https://example.org/news/"
)
HOSTILE = "</script><!-- <b>&amp; \"x\" 'y' {{ z }} ]]> \u2028 # *a* [b](c) \\"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def made(files: Mapping[str, str] = SMALL, settings: Settings = HERE) -> Site:
    return compile(content(files), settings)


def content(files: Mapping[str, str]) -> Content:
    return Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))


def exports(files: Mapping[str, str] = SMALL, settings: Settings = HERE) -> dict[str, str]:
    return {file.uri: file.text for file in made(files, settings).exports}


def meta(site: Site, uri: str) -> dict[str, object]:
    text = next(page.text for page in site.pages if page.uri == uri)
    loaded = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(loaded, dict)
    return loaded


def jsonld(site: Site, uri: str) -> dict[str, object]:
    loaded = json.loads(str(meta(site, uri)["jsonld"]))
    assert isinstance(loaded, dict)
    return loaded


def markdown_article(name: str, **facts: object) -> dict[str, str]:
    header = yaml.safe_dump(facts, allow_unicode=True)
    return {f"articles/{name}.md": f"---\n{header}---\n\nA text about the bridge. It is short.\n"}


# ------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("uri", "directories", "files"),
    [
        ("index.md", "", "index.html"),
        ("search.md", "search/", "search.html"),
        ("briefings/index.md", "briefings/", "briefings/index.html"),
        ("briefings/a.md", "briefings/a/", "briefings/a.html"),
        ("feed.xml", "feed.xml", "feed.xml"),
    ],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(
    uri: str, directories: str, files: str
) -> None:
    assert addresses.absolute(HERE, uri) == HERE.site_url + directories
    flat = replace(HERE, directory_urls=False)
    assert addresses.absolute(flat, uri) == HERE.site_url + files


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("source", ["index.md", "briefings/index.md", "briefings/a.md"])
@pytest.mark.parametrize("target", ["index.md", "explainers/index.md", "explainers/b.md", "d.json"])
def test_a_relative_address_leads_where_the_whole_one_does(
    source: str, target: str, directories: bool
) -> None:
    whole = replace(HERE, directory_urls=directories)
    relative = addresses.reference(replace(whole, site_url=""), source, target)
    assert "://" not in relative
    found = urljoin(addresses.absolute(whole, source), relative)
    assert found == addresses.absolute(whole, target)
    assert addresses.reference(whole, source, target) == found


# ------------------------------------------------------------------------------- feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def atom(text: str) -> ET.Element:
    """Read an Atom document, checking what RFC 4287 requires of every one."""
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    root = ET.fromstring(text)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):  # sections 4.1.1 and 4.1.2: exactly one
            (found,) = element.findall(f"{ATOM}{name}")
            assert (found.text or "").strip()
        assert (element.findtext(f"{ATOM}id") or "").startswith("https://")
        for name in ("updated", "published"):  # section 3.3
            for found in element.findall(f"{ATOM}{name}"):
                assert RFC_3339.fullmatch(found.text or "")
        relations = [(link.get("rel"), link.get("type")) for link in element.iter(f"{ATOM}link")]
        assert ("alternate", "text/html") in relations
        (author, *_) = element.findall(f"{ATOM}author")  # section 3.2.1
        assert author.findtext(f"{ATOM}name")
        for category in element.findall(f"{ATOM}category"):  # section 4.2.2.1
            assert category.get("term")
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) > 0
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in root.findall(f"{ATOM}entry")]
    assert root.findtext(f"{ATOM}updated") == max(updated)
    return root


def json_feed(text: str) -> dict[str, object]:
    """Read a JSON Feed, checking what version 1.1 requires of every one."""
    feed = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert all(isinstance(feed[key], str) for key in ("home_page_url", "feed_url"))
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert all(isinstance(tag, str) for tag in item.get("tags", ()))
        for author in item.get("authors", ()):
            assert author["name"]
        for key in ("date_published", "date_modified"):
            assert key not in item or RFC_3339.fullmatch(item[key])
    assert isinstance(feed, dict)
    return feed


def test_the_feed_of_the_site_in_both_formats() -> None:
    files = exports()
    root, feed = atom(files["feed.xml"]), json_feed(files["feed.json"])
    assert root.findtext(f"{ATOM}title") == feed["title"] == "A Site"
    assert root.findtext(f"{ATOM}subtitle") == feed["description"] == "What it is."
    assert feed["feed_url"] == "https://example.org/news/feed.json"
    assert feed["home_page_url"] == "https://example.org/news/"
    ferry, talks = root.findall(f"{ATOM}entry")
    assert ferry.findtext(f"{ATOM}title") == "A ferry takes over"
    assert talks.findtext(f"{ATOM}id") == "https://example.org/news/briefings/talks/"
    assert talks.findtext(f"{ATOM}published") == "2020-05-04T00:00:00Z"
    assert talks.findtext(f"{ATOM}author/{ATOM}name") == "The Wire"
    category = talks.find(f"{ATOM}category")
    assert category is not None
    assert dict(category.attrib) == {"term": "crossings", "label": "crossings"}
    items = feed["items"]
    assert isinstance(items, list)
    assert items[1] == {
        "id": "https://example.org/news/briefings/talks/",
        "url": "https://example.org/news/briefings/talks/",
        "title": "Envoys speak about the crossings",
        "content_text": talks.findtext(f"{ATOM}summary"),
        "summary": talks.findtext(f"{ATOM}summary"),
        "date_published": "2020-05-04T00:00:00Z",
        "date_modified": "2020-05-04T00:00:00Z",
        "authors": [{"name": "The Wire"}],
        "tags": ["crossings"],
        "language": "en",
    }


def test_a_topic_and_an_explainer_have_feeds_of_their_briefings() -> None:
    files = exports()
    for page, listed, title in (
        ("topics/crossings", ["talks"], "crossings – A Site"),
        ("explainers/geneva", ["talks"], "Geneva – A Site"),
    ):
        root, feed = atom(files[f"{page}/feed.xml"]), json_feed(files[f"{page}/feed.json"])
        assert root.findtext(f"{ATOM}title") == feed["title"] == title
        assert feed["home_page_url"] == f"https://example.org/news/{page}/"
        ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
        assert ids == [f"https://example.org/news/briefings/{slug}/" for slug in listed]
    assert [uri for uri in files if uri.endswith("feed.xml")] == [
        "explainers/geneva/feed.xml", "feed.xml", "topics/crossings/feed.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "published", "updated"),
    [
        ({"published": date(2020, 1, 2)}, "2020-01-02", "2020-01-02"),
        ({"captured": datetime(2020, 1, 3, 23, 30, tzinfo=UTC)}, None, "2020-01-03"),
        (
            {"published": date(2020, 1, 2), "captured": datetime(2020, 1, 3, tzinfo=UTC)},
            "2020-01-02", "2020-01-02",
        ),
    ],
)  # fmt: skip
def test_an_entry_has_the_days_that_are_known(
    facts: dict[str, object], published: str | None, updated: str
) -> None:
    root = atom(exports(markdown_article("a", title="A", **facts))["feed.xml"])
    (entry,) = root.findall(f"{ATOM}entry")
    midnight = "T00:00:00Z"
    said = entry.findtext(f"{ATOM}published")
    assert said == (published + midnight if published else None)
    assert entry.findtext(f"{ATOM}updated") == updated + midnight
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "unknown"


def test_an_article_without_any_day_is_in_no_feed() -> None:
    undated = markdown_article("a", title="A", tags=["t"])
    site = made(undated)
    assert not [file.uri for file in site.exports if "feed" in file.uri]
    assert "feed" not in meta(site, "topics/t.md")
    both = {**undated, **markdown_article("b", title="B", published=date(2020, 1, 2), tags=["t"])}
    (entry,) = atom(exports(both)["topics/t/feed.xml"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "B"


def test_a_feed_has_the_newest_briefings_only() -> None:
    files: dict[str, str] = {}
    for number in range(1, 27):
        files |= markdown_article(f"a{number}", title=f"A{number}", published=date(2020, 1, number))
    entries = atom(exports(files)["feed.xml"]).findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles == [f"A{number}" for number in range(26, 26 - feeds.NEWEST, -1)]


def test_without_an_address_there_is_neither_feed_nor_sitemap() -> None:
    settings = replace(HERE, site_url="")
    site = made(settings=settings)
    files = {file.uri for file in site.exports}
    assert not {uri for uri in files if "feed" in uri or "sitemap" in uri}
    assert {"llms.txt", "data/briefings.json", "index.md", "briefings/talks.md"} <= files
    assert all("feed" not in meta(site, page.uri) for page in site.pages)
    assert "example.org" not in "".join(file.text for file in site.exports)


def test_foreign_text_in_a_feed_is_text() -> None:
    title = f"{HOSTILE} \ufffe end"
    files = exports(markdown_article("a", title=title, published=date(2020, 1, 2), tags=[title]))
    (entry,) = atom(files["feed.xml"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == title.replace("\ufffe", "\ufffd")
    items = json_feed(files["feed.json"])["items"]
    assert isinstance(items, list)
    assert items[0]["title"] == title


# ------------------------------------------------------------------------------- JSON-LD

TALKS = {
    **SMALL,
    "articles/talks.yml": SMALL["articles/talks.yml"]
    + "authors: [Ada Berg]\nurl: https://wire.example/talks\n",
}


def test_a_briefing_says_what_it_is_based_on_and_what_it_mentions() -> None:
    assert jsonld(made(TALKS), "briefings/talks.md") == {
        "@context": "https://schema.org",
        "@type": "Article",
        "url": "https://example.org/news/briefings/talks/",
        "headline": "Envoys speak about the crossings",
        "description": meta(made(TALKS), "briefings/talks.md")["description"],
        "inLanguage": "en",
        "isBasedOn": {
            "@type": "NewsArticle",
            "url": "https://wire.example/talks",
            "headline": "Envoys speak about the crossings",
            "datePublished": "2020-05-04",
            "author": ["Ada Berg"],
            "keywords": ["crossings"],
            "inLanguage": "en",
            "publisher": {"@type": "NewsMediaOrganization", "name": "The Wire"},
        },
        "mentions": [{
            "@type": "DefinedTerm", "name": "Geneva",
            "url": "https://example.org/news/explainers/geneva/",
        }],
        "isPartOf": {"@type": "WebSite", "name": "A Site", "url": "https://example.org/news/"},
    }  # fmt: skip


def test_what_is_not_known_is_not_said() -> None:
    said = jsonld(made(markdown_article("a", title="A")), "briefings/a.md")
    assert said["isBasedOn"] == {"@type": "NewsArticle", "headline": "A", "inLanguage": "en"}
    assert "mentions" not in said


def test_an_explainer_is_a_defined_term() -> None:
    files = {**SMALL, "explainers/geneva.md": SMALL["explainers/geneva.md"].replace(
        "kind:", "aliases: [Genf]\nreviewed: 2026-01-02\nsources: [{title: S}]\nkind:"
    )}  # fmt: skip
    said = jsonld(made(files), "explainers/geneva.md")
    assert said["@type"] == "WebPage"
    assert said["lastReviewed"] == "2026-01-02"
    assert said["citation"] == [{"@type": "CreativeWork", "name": "S"}]
    assert said["mainEntity"] == {
        "@type": "DefinedTerm",
        "name": "Geneva",
        "url": "https://example.org/news/explainers/geneva/",
        "description": "A Swiss city in which envoys meet.",
        "alternateName": ["Genf"],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet", "name": "Explainers",
            "url": "https://example.org/news/explainers/",
        },
    }  # fmt: skip


def test_every_page_but_the_search_says_what_it_is() -> None:
    site = made()
    kinds = {
        page.uri: jsonld(site, page.uri)["@type"] for page in site.pages if page.uri != uris.SEARCH
    }
    assert kinds["index.md"] == "WebSite"
    assert kinds["topics/crossings.md"] == kinds["outlets/wire.md"] == "CollectionPage"
    relative = jsonld(made(settings=replace(HERE, site_url="")), "briefings/talks.md")
    assert relative["url"] == "./"
    assert relative["isPartOf"] == {"@type": "WebSite", "name": "A Site", "url": "../../"}


@given(FOREIGN.map(prose.visible).map(fold).filter(bool))
def test_no_title_gets_out_of_its_script(title: str) -> None:
    site = made(markdown_article("a", title=title, tags=[title], authors=[title]))
    text = str(meta(site, "briefings/a.md")["jsonld"])
    assert not set("<>&\u2028\u2029\n") & set(text)
    assert jsonld(site, "briefings/a.md")["headline"] == title.strip()


# ------------------------------------------------------------------------------- sitemap


def sitemap_entries(text: str, kind: str = "url") -> dict[str, str | None]:
    """Read a sitemap, checking what https://www.sitemaps.org/protocol.html requires."""
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring(text)
    assert root.tag == namespace + {"url": "urlset", "sitemap": "sitemapindex"}[kind]
    found: dict[str, str | None] = {}
    for element in root:
        assert element.tag == namespace + kind
        address = element.findtext(f"{namespace}loc") or ""
        assert address.startswith(HERE.site_url)
        assert address not in found
        found[address.removeprefix(HERE.site_url)] = element.findtext(f"{namespace}lastmod")
    return found


def test_the_sitemap_has_every_page_with_the_day_that_is_known() -> None:
    reviewed = SMALL["explainers/geneva.md"].replace("kind:", "reviewed: 2026-01-02\nkind:")
    files = {**SMALL, "explainers/geneva.md": reviewed, **markdown_article("none", title="N")}
    site = made(files)
    found = sitemap_entries(next(f.text for f in site.exports if f.uri == "sitemap.xml"))
    assert set(found) == {addresses.path(HERE, page.uri) for page in site.pages}
    assert found == {
        "": "2020-06-01",
        "briefings/": "2020-06-01",
        "briefings/ferry/": "2020-06-01",
        "briefings/none/": None,
        "briefings/talks/": "2020-05-04",
        "explainers/": "2026-01-02",
        "explainers/geneva/": "2026-01-02",
        "outlets/": "2020-06-01",
        "outlets/wire/": "2020-06-01",
        "search/": None,
        "timeline/": "2020-06-01",
        "topics/": "2020-05-04",
        "topics/crossings/": "2020-05-04",
    }


def test_a_large_sitemap_comes_in_parts() -> None:
    corpus = annotate(content({}), HERE)
    dated = [(f"briefings/{n}.md", date(2020, 1, n) if n != 5 else None) for n in range(1, 6)]
    files = {file.uri: file.text for file in sitemap.write(corpus, dated, largest=2)}
    assert sitemap_entries(files["sitemap.xml"], "sitemap") == {
        "sitemap-1.xml": "2020-01-02", "sitemap-2.xml": "2020-01-04", "sitemap-3.xml": None,
    }  # fmt: skip
    parts = [sitemap_entries(files[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]


# ------------------------------------------------------------------------------- llms.txt, twins

LINK = re.compile(r"\[(?:[^\]\\]|\\.)*\]\((\S+?)\)")


def test_llms_txt_has_the_form_that_llmstxt_org_asks_for() -> None:
    text = exports()["llms.txt"]
    title, summary, about, *sections = text.rstrip("\n").split("\n\n")
    assert title == "# A Site"
    assert summary == "> What it is."
    assert not about.startswith(("#", ">", "-"))
    assert sections[::2] == ["## Briefings", "## Explainers", "## Lists"]
    for entry in "\n".join(sections[1::2]).splitlines():
        assert re.fullmatch(r"- \[.+\]\(https://example\.org/news/\S+\): .+", entry), entry
    assert text.count("\n# ") == 0


def test_links_of_twins_and_of_llms_txt_lead_to_files_that_are_there() -> None:
    shipped = compile(disk.read_content(ROOT / "content"), replace(HERE, site_url=""))
    files = {file.uri: file.text for file in shipped.exports}
    pages = {addresses.path(HERE, page.uri) for page in shipped.pages}
    for uri, text in files.items():
        if uri.endswith((".md", "llms.txt")):
            for address in LINK.findall(text):
                found = urljoin(f"/{uri}", address).removeprefix("/")
                assert "://" in found or found in files or found in pages, (uri, address)


def test_twins_are_plain_markdown_of_every_page() -> None:
    shipped = compile(disk.read_content(ROOT / "content"), HERE)
    twins = {file.uri: file.text for file in shipped.exports if file.uri.endswith(".md")}
    assert set(twins) == {page.uri for page in shipped.pages} - {uris.SEARCH}
    for uri, text in twins.items():
        assert not re.search(r"^---|\{ ?[.:#]|<(?!https?://)|\n\n\n", text), uri
        html = MarkdownIt("commonmark").enable("table").render(text)
        assert html.startswith("<h1>")
        assert html.count("<h1>") == 1


@pytest.mark.parametrize("uri", ["briefings/talks.md", "explainers/geneva.md"])
def test_a_twin_links_what_its_page_links(uri: str) -> None:
    site = made()
    page = next(page.text for page in site.pages if page.uri == uri)
    twin = exports()[uri]
    mentioned = re.findall(r"\]\((\S+?)\)\{ \.mention", page)
    linked = [address for address in LINK.findall(twin) if address in mentioned]
    assert linked[: len(mentioned)] == mentioned


def test_a_twin_has_the_notes_of_the_editors_and_the_metadata_their_number() -> None:
    note = '{quote: "Blue Bridge", kind: context, note: "One of *two*.", sources: [{title: A map}]}'
    notes = {"articles/talks.yml": SMALL["articles/talks.yml"] + f"notes: [{note}]\n"}
    files = exports({**SMALL, **notes})
    twin = files["briefings/talks.md"]
    assert "- Context, on “Blue Bridge”: One of *two*. Sources: A map." in twin
    assert "The Blue Bridge stays closed" in twin
    assert json.loads(files["data/briefings.json"])["briefings"][1]["notes"] == 1


def no_address(_: Mention) -> str:
    raise AssertionError("there is no mention")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION]),
            FOREIGN.map(prose.visible).map(fold),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_an_article_contains_shows_as_itself_in_plain_markdown(
    texts: list[tuple[BlockKind, str]],
) -> None:
    body = [Block(kind, text, 1, level=1) for kind, text in texts if text]
    html = MarkdownIt("commonmark").enable("table").render(plain.blocks(body, (), no_address))
    shown = words(f'<div class="article">{html}</div>', "article")
    assert shown == [block.text for block in body]


P, L, Q = BlockKind.PARAGRAPH, (Container.LIST_ITEM,), (Container.QUOTATION,)


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ([Block(P, "a", 1, containers=L, marker="*"), Block(P, "b", 1, containers=L)],
         "*   a\n\n    b"),
        ([Block(P, "a", 1, containers=L)], "a"),
        ([Block(P, "a", 1, containers=(*Q, *L), marker="3."), Block(P, "b", 1, containers=Q)],
         "> 3.  a\n\n> b"),
        ([Block(P, "a", 1, containers=L, marker="*"),
          Block(P, "b", 1, containers=(*L, *L), marker="*")],
         "*   a\n\n    *   b"),
        ([Block(BlockKind.CODE, "a ```\n  b", 1)], "````\na ```\n  b\n````"),
        ([Block(BlockKind.TABLE, "a b c", 1, rows=(("a|", "b"), ("c",)))],
         "| a\\| | b |\n| --- | --- |\n| c |  |"),
        ([Block(BlockKind.RULE, "", 1)], "***"),
        ([Block(BlockKind.RELATED, "- x", 1)], "&#45; x"),
        ([Block(P, "so it is", 1, markup=(Markup(3, 5, MarkupKind.EMPHASIS),))], "so *it* is"),
        ([Block(P, "unit", 1, markup=(Markup(0, 2, MarkupKind.STRONG),))], "unit"),
        ([Block(P, "a b", 1, markup=(Markup(0, 1, MarkupKind.LINK, "https://x.example/"),))],
         "[a](https://x.example/) b"),
    ],
)  # fmt: skip
def test_blocks_as_plain_markdown(body: list[Block], written: str) -> None:
    assert plain.blocks(body, (), no_address) == written


# ------------------------------------------------------------------------------- metadata


def test_the_metadata_of_all_briefings_one_on_a_line() -> None:
    text = exports(TALKS)["data/briefings.json"]
    data = json.loads(text)
    assert {key: data[key] for key in ("version", "site", "site_url", "number")} == {
        "version": 1, "site": "A Site", "site_url": "https://example.org/news/", "number": 2,
    }  # fmt: skip
    lines = text.splitlines()
    assert len(lines) == 2 + data["number"]
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == data["briefings"]
    talks = data["briefings"][1]
    assert talks.pop("sha256").isalnum()
    assert talks.pop("summary").startswith("Envoys met in Geneva")
    assert talks == {
        "slug": "talks",
        "page": "briefings/talks/",
        "markdown": "briefings/talks.md",
        "title": "Envoys speak about the crossings",
        "headline": None,
        "lang": "en",
        "published": "2020-05-04",
        "published_from": "sidecar",
        "modified": None,
        "captured": None,
        "authors": ["Ada Berg"],
        "outlet": {"slug": "wire", "name": "The Wire"},
        "section": None,
        "url": "https://wire.example/talks",
        "topics": ["crossings"],
        "subjects": ["geneva"],
        "notes": 0,
    }
    assert json.loads(exports({})["data/briefings.json"])["briefings"] == []


# ------------------------------------------------------------------------------- citations

ARTICLE = Article(
    slug="talks", capture=Capture("articles/talks.txt", "0" * 64, 1), title="Talks", headline="",
    summary="", lang="en", blocks=(),
)  # fmt: skip
FULL = replace(
    ARTICLE,
    published=date(2018, 2, 1),
    captured=datetime(2018, 2, 12, 23, 59, tzinfo=UTC),
    authors=("Ada Berg", "Bo Li", "Cy Day"),
    outlet=Outlet("wire", "The Wire", "", ""),
    section="World",
    url="https://wire.example/talks",
)


@pytest.mark.parametrize(
    ("article", "site", "sentence"),
    [
        (FULL, HERE, "Ada Berg, Bo Li and Cy Day. “Talks.” The Wire, 1 February 2018. "
         "https://wire.example/talks Captured 12 February 2018. "
         "Annotated copy: https://example.org/news/briefings/talks/"),
        (ARTICLE, Settings(), "“Talks.” n.d."),
        (replace(ARTICLE, title="Talks?", authors=("A. B.",)), Settings(), "A. B. “Talks?” n.d."),
        (replace(ARTICLE, outlet=FULL.outlet), Settings(locale="de"), "“Talks.” The Wire, n.d."),
        (replace(ARTICLE, published=FULL.published), Settings(locale="de"),
         "“Talks.” 1. Februar 2018."),
        (replace(ARTICLE, url="mailto:a@b.example"), Settings(), "“Talks.” n.d."),
    ],
)  # fmt: skip
def test_a_citation_as_a_sentence(article: Article, site: Settings, sentence: str) -> None:
    assert citation.sentence(article, site) == sentence


def test_a_citation_in_bibtex() -> None:
    assert citation.bibtex(FULL, HERE).splitlines() == [
        "@misc{talks,",
        "  author = {Ada Berg and Bo Li and Cy Day},",
        "  title = {{Talks}},",
        "  howpublished = {The Wire},",
        "  year = {2018},",
        "  month = feb,",
        "  day = {1},",
        "  url = {https://wire.example/talks},",
        "  urldate = {2018-02-12},",
        "  note = {Annotated copy: https://example.org/news/briefings/talks/},",
        "}",
    ]
    assert citation.bibtex(ARTICLE, Settings()) == "@misc{talks,\n  title = {{Talks}},\n}"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% of $5 & #1_a", r"100\% of \$5 \& \#1\_a"),
        ("a } b { c", r"a \textbraceright{} b \textbraceleft{} c"),
        (r"a\b~c^d", r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d"),
        ("Вучић “q” é", "Вучић “q” é"),
        ("a\n  b", "a b"),
        ('@misc{x, title = "y"}', '@misc\\textbraceleft{}x, title = "y"\\textbraceright{}'),
    ],
)
def test_what_tex_takes_for_commands_is_escaped(title: str, written: str) -> None:
    assert citation.bibtex(replace(ARTICLE, title=title), HERE).splitlines()[1] == (
        f"  title = {{{{{written}}}}},"
    )


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (("Ada Berg",), "Ada Berg"),
        (("Berg, Ada",), "{Berg, Ada}"),
        (("Berg and Li", "Cy"), "{Berg and Li} and Cy"),
        (("Anders And",), "{Anders And}"),
        (("Andy Sand",), "Andy Sand"),
    ],
)
def test_names_stay_apart_in_bibtex(authors: tuple[str, ...], written: str) -> None:
    lines = citation.bibtex(replace(ARTICLE, authors=authors), HERE).splitlines()
    assert lines[1] == f"  author = {{{written}}},"


@given(FOREIGN.map(prose.visible))
def test_no_text_unbalances_the_braces(text: str) -> None:
    article = replace(
        ARTICLE, title=text, authors=(text,), url=f"https://x.example/{text}",
        outlet=Outlet("x", text, "", ""),
    )  # fmt: skip
    written = citation.bibtex(article, HERE)
    depth = 0
    for character in written:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert written.endswith("}")


def test_a_citation_in_csl_json() -> None:
    assert json.loads(citation.csl(FULL, HERE)) == [{
        "id": "talks",
        "type": "article-newspaper",
        "title": "Talks",
        "author": [{"literal": "Ada Berg"}, {"literal": "Bo Li"}, {"literal": "Cy Day"}],
        "container-title": "The Wire",
        "section": "World",
        "issued": {"date-parts": [[2018, 2, 1]]},
        "accessed": {"date-parts": [[2018, 2, 12]]},
        "URL": "https://wire.example/talks",
        "language": "en",
        "note": "Annotated copy: https://example.org/news/briefings/talks/",
    }]  # fmt: skip
    assert json.loads(citation.csl(ARTICLE, Settings())) == [
        {"id": "talks", "type": "article-newspaper", "title": "Talks", "language": "en"}
    ]


@given(FOREIGN.map(prose.visible).map(fold).filter(bool))
def test_a_citation_on_its_page_is_the_text_that_is_copied(title: str) -> None:
    site = made(markdown_article("a", title=title, authors=[title]))
    corpus = annotate(content(markdown_article("a", title=title, authors=[title])), HERE)
    article = corpus.articles["a"]
    page = next(page.text for page in site.pages if page.uri == "briefings/a.md")
    shown = Cited(render(page.split("---\n", 2)[2]))
    assert fold(shown.texts["p"]) == fold(citation.sentence(article, HERE))
    assert shown.codes == [citation.bibtex(article, HERE), citation.csl(article, HERE)]


class Cited(HTMLParser):
    """The texts of the citation on a rendered page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, str] = {}
        self.codes: list[str] = []
        self._open = ""
        self.feed(html.partition('<div class="apparatus cite">')[2])
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre" or dict(attrs).get("class") == "citation":
            self._open = tag
            self.texts[tag] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open == "pre":
            self.codes.append(self.texts["pre"])
        self._open = self._open if tag != self._open else ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open] += data


# ------------------------------------------------------------------------------- real builds


class Head(HTMLParser):
    """What the head of a built page says."""

    def __init__(self, file: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, list[str]] = {}
        self.alternates: dict[str, str] = {}
        self.scripts: list[str] = []
        self._script = False
        self.feed(file.read_text(encoding="utf-8").partition("</head>")[0])
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta.setdefault(said.get("property", ""), []).append(said.get("content", ""))
        if tag == "link" and said.get("rel") == "alternate":
            self.alternates[said["type"]] = said["href"]
        self._script = tag == "script" and said.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._script = self._script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    hostile = markdown_article(
        "hostile", title=HOSTILE, published=date(2020, 7, 1), tags=[HOSTILE], summary=HOSTILE,
        lang="de-AT",
    )  # fmt: skip
    project = Project(tmp_path_factory.mktemp("exports"), {**TALKS, **hostile})
    configure(project, "site_url: https://example.org/news")
    project.built()
    return project


def configure(project: Project, *lines: str) -> None:
    with (project.folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(lines) + "\n")


def test_a_built_page_says_to_machines_what_it_is(project: Project) -> None:
    head = Head(project.site / "briefings/talks/index.html")
    assert head.alternates == {
        "application/atom+xml": "../../feed.xml",
        "application/feed+json": "../../feed.json",
        "text/markdown": "../talks.md",
    }
    (script,) = head.scripts
    assert json.loads(script)["url"] == "https://example.org/news/briefings/talks/"
    said = {key: values for key, values in head.meta.items() if ":" in key}
    assert said == {
        "og:url": ["https://example.org/news/briefings/talks/"],
        "og:site_name": ["Annotated Briefings"],
        "og:title": ["Envoys speak about the crossings"],
        "og:type": ["article"],
        "og:locale": ["en_GB"],
        "og:description": [json.loads(script)["description"]],
        "article:published_time": ["2020-05-04"],
        "article:tag": ["crossings"],
    }


def test_a_hostile_title_is_text_in_the_head_of_its_page(project: Project) -> None:
    head = Head(project.site / "briefings/hostile/index.html")
    (script,) = head.scripts
    assert json.loads(script)["headline"] == HOSTILE
    assert head.meta["og:title"] == [HOSTILE]
    assert head.meta["article:tag"] == [HOSTILE]
    assert head.meta["og:locale"] == ["de_AT"]


def test_feeds_stand_where_pages_say(project: Project) -> None:
    explainer = project.page("explainers/geneva/")
    assert explainer.leads_to("/explainers/geneva/feed") == [
        "/explainers/geneva/feed.xml", "/explainers/geneva/feed.json",
    ]  # fmt: skip
    assert 'class="feeds"' in explainer.text
    assert 'class="feeds"' not in project.page("briefings/talks/").text
    # The page for wrong addresses is shown at any, and links from the root of the host.
    broken = [link for link in broken_links(project.site) if not link.startswith("/404.html")]
    assert broken == []
    for file in project.site.rglob("feed.xml"):
        atom(file.read_text(encoding="utf-8"))


def test_the_addresses_of_exports_are_those_of_mkdocs(project: Project) -> None:
    entries = sitemap_entries((project.site / "sitemap.xml").read_text(encoding="utf-8"))
    canonical = {
        address
        for file in project.site.rglob("index.html")
        for address in re.findall(r'rel="canonical" href="(\S+?)"', file.read_text("utf-8"))
    }
    assert {HERE.site_url + address for address in entries} == canonical
    assert not (project.site / "sitemap.xml.gz").exists()


def test_without_directory_urls_the_addresses_are_files(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    configure(project, "site_url: https://example.org/news/", "use_directory_urls: false")
    project.built()
    entries = sitemap_entries((project.site / "sitemap.xml").read_text(encoding="utf-8"))
    assert all((project.site / address).is_file() for address in entries)
    head = Head(project.site / "explainers/geneva.html")
    assert head.alternates["application/atom+xml"] == "geneva/feed.xml"
    assert head.alternates["text/markdown"] == "geneva.md"
    assert (project.site / "explainers/geneva/feed.xml").is_file()


def test_without_an_address_a_built_site_has_no_feed_and_no_sitemap(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.built("--strict")
    found = {path.name for path in project.site.rglob("*") if path.is_file()}
    assert not {"feed.xml", "feed.json", "sitemap.xml", "sitemap.xml.gz"} & found
    assert {"llms.txt", "briefings.json", "talks.md"} <= found
    assert 'class="feeds"' not in project.page("explainers/geneva/").text
    assert list(Head(project.site / "explainers/geneva/index.html").alternates) == ["text/markdown"]


def test_the_preview_leaves_its_own_address_out_of_the_compiled_pages(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    configure(project, "site_url: https://example.org/news")
    project.built()
    before = tree(project.docs)
    with preview(project, *SERVE) as server:
        server.wait("news/llms.txt", "https://example.org/news/briefings/talks.md")
        assert "<feed" in server.page("news/feed.xml")
    assert tree(project.docs) == before


def test_two_builds_give_machines_the_same_bytes(project: Project) -> None:
    def found() -> dict[str, str]:
        left_out = ("pagefind/", "assets/")
        return {k: v for k, v in tree(project.site).items() if not k.startswith(left_out)}

    before = found()
    project.built()
    assert found() == before
    assert {"feed.xml", "sitemap.xml", "llms.txt", "data/briefings.json"} <= set(before)


# ------------------------------------------------------------------------------- in a browser


def test_a_citation_can_be_copied(
    browser_page: Page, project: Project, serve_site: ServeSite
) -> None:
    url = serve_site(project.site)
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url[:-1])
    browser_page.goto(f"{url}briefings/talks/")
    cited = browser_page.locator(".cite")
    cited.get_by_role("button", name="Copy citation").click()
    expect(cited.get_by_role("status").first).to_have_text("Copied")
    copied = browser_page.evaluate("navigator.clipboard.readText()")
    assert copied == cited.locator(".citation").inner_text()
    cited.get_by_text("BibTeX", exact=True).click()
    cited.get_by_role("button", name="Copy BibTeX").click()
    expect(cited.get_by_role("status").nth(1)).to_have_text("Copied")
    assert browser_page.evaluate("navigator.clipboard.readText()").startswith(
        "@misc{talks,\n  auth"
    )


def test_a_citation_that_cannot_be_copied_is_selected(
    browser_page: Page, project: Project, serve_site: ServeSite
) -> None:
    browser_page.add_init_script("delete Navigator.prototype.clipboard")
    browser_page.goto(f"{serve_site(project.site)}briefings/talks/")
    cited = browser_page.locator(".cite")
    cited.get_by_role("button", name="Copy citation").click()
    expect(cited.get_by_role("status").first).to_have_text("Selected")
    selected = browser_page.evaluate("getSelection().toString().trim()")
    assert selected == cited.locator(".citation").inner_text()
