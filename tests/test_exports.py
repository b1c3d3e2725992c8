"""Files for machines: addresses and metadata, and all outputs of a real build."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from briefings.site import addresses
from tests.export_site import (
    HERE,
    HOSTILE,
    TALKS,
    atom,
    exports,
    markdown_article,
    sitemap_entries,
)
from tests.project import SMALL, Project, broken_links, tree
from tests.test_plugin import SERVE, preview

# --------------------------------------------------------------------------------------- addresses


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


# ---------------------------------------------------------------------------------------- metadata


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
        "corrections": [],
        "updates": [],
    }
    assert json.loads(exports({})["data/briefings.json"])["briefings"] == []


def test_the_metadata_of_all_explainers_one_on_a_line() -> None:
    geneva = SMALL["explainers/geneva.md"].replace("kind:", "aliases: [Genf]\nkind:")
    text = exports({**TALKS, "explainers/geneva.md": geneva})["data/explainers.json"]
    data = json.loads(text)
    assert {key: data[key] for key in ("version", "site", "number")} == {
        "version": 1, "site": "A Site", "number": 1,
    }  # fmt: skip
    lines = text.splitlines()
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == data["explainers"]
    assert data["explainers"] == [
        {
            "slug": "geneva",
            "page": "explainers/geneva/",
            "markdown": "explainers/geneva.md",
            "title": "Geneva",
            "also_called": ["Genf"],
            "kind": "place",
            "summary": "A Swiss city in which envoys meet.",
            "authors": [],
            "reviewed": None,
            "corrections": [],
            "updates": [],
            "briefings": 1,
        }
    ]


# ------------------------------------------------------------------------------------- real builds


class Head(HTMLParser):
    """The metadata in the head of a built page."""

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
    project.configure("site_url: https://example.org/news\n")
    project.built()
    return project


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
        "og:image": ["https://example.org/news/cards/briefings/talks.png"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["Envoys speak about the crossings"],
        "og:site_name": ["Annotated Briefings"],
        "og:title": ["Envoys speak about the crossings"],
        "og:type": ["article"],
        "og:locale": ["en_GB"],
        "og:description": [json.loads(script)["description"]],
        "article:published_time": ["2020-05-04"],
        "article:tag": ["crossings"],
    }
    assert (project.site / "cards/briefings/talks.png").is_file()


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
    project.configure("site_url: https://example.org/news/\nuse_directory_urls: false\n")
    project.built()
    entries = sitemap_entries((project.site / "sitemap.xml").read_text(encoding="utf-8"))
    assert all((project.site / address).is_file() for address in entries)
    head = Head(project.site / "explainers/geneva.html")
    assert head.alternates["application/atom+xml"] == "geneva/feed.xml"
    assert head.alternates["text/markdown"] == "geneva.md"
    assert (project.site / "explainers/geneva/feed.xml").is_file()


def test_without_directory_urls_every_link_leads_to_a_file(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.configure("use_directory_urls: false\n")
    project.built()
    assert broken_links(project.site) == []


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
    project.configure("site_url: https://example.org/news\n")
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
