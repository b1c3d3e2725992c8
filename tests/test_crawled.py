"""Every address of a site leads somewhere: flat or not, at a host or below it.

Addresses stand in pages, Markdown, feeds, data, books, search records, the sitemap and the pages of
former addresses.
"""

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from zipfile import ZipFile

import pytest

from tests.drawn import raster
from tests.project import FERRY, GENEVA, SMALL, TALKS_FACTS, HtmlPage, Project, broken_links

HOST = "https://briefings.example"
CONTENT: dict[str, str | bytes] = {
    **SMALL,
    "articles/talks.yml": f"{TALKS_FACTS}redirect_from: [envoys]\n"
    "notes: [{quote: crossings, note: 'See [it](../explainers/geneva.md#history).'}]\n"
    "corrections: [{date: 2021-01-02, text: A figure.}]\n",
    "articles/ferry.md": FERRY.replace("A ferry now", "A ferry from Geneva now"),
    "explainers/geneva.md": GENEVA.replace("kind: place", "kind: place\npicture: {file: lake.jpg, "
        "alt: A lake, credit: Ada}\ntimeline: [{date: 2019-01-01, event: A bridge opens.}]\n"
        "redirect_from: [genf]\naliases: [lakeside city]")
    + "\n![The lake](lake.jpg)\n\n## History\n\nOf [talks](../briefings/talks.md#p2).\n",
    "explainers/lake.jpg": raster("JPEG", 1800, 900),
    "dossiers/river.md": "---\ntitle: The river\nsummary: Two parts.\n"
    "entries: [{briefing: talks}, {explainer: geneva}]\n---\n\nWhy [here](../index.md).\n",
    "pages/imprint.md": "---\ntitle: Imprint\nsummary: We.\nin: footer\n---\n\n"
    "[Geneva](../explainers/geneva.md)\n",
    "index.md": "Read [on](explainers/geneva.md) or [about us](pages/imprint.md).\n",
}  # fmt: skip


@pytest.fixture(scope="module", params=[
    (directories, path) for directories in (True, False) for path in ("/", "/news/press/")
])  # fmt: skip
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a host with a site on it, named by its path."""
    directories, path = request.param
    project = Project(tmp_path_factory.mktemp("crawled"), {})
    for name, data in CONTENT.items():
        project.write(name, data)
    project.configure(
        f"site_url: {HOST}{path}\nuse_directory_urls: {str(directories).lower()}\n"
        "repo_url: https://forge.example/us/site\n"
    )
    project.built("--strict")
    root = project.folder / "host"
    place = root / str(path).strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    project.site.rename(place)
    return place


def host(served: Path) -> Path:
    return next(folder for folder in (served, *served.parents) if folder.name == "host")


def missing(addresses: set[str], served: Path) -> list[str]:
    """Return the addresses on this host that lead nowhere."""
    root, found = host(served), []
    for address in sorted(addresses):
        path, fragment = urldefrag(address.removeprefix(HOST))
        file = root / unquote(path.partition("?")[0]).removeprefix("/")
        file = file / "index.html" if path.endswith("/") else file
        if not (file.is_file() and file.is_relative_to(served)):
            found.append(address)
        elif fragment and file.suffix == ".html":
            page = HtmlPage(root, file.relative_to(root).as_posix())
            found += [address] if unquote(fragment) not in page.ids else []
    return found


def texts(file: Path) -> Iterator[str]:
    """Yield the texts in a file of a site."""
    data = file.read_bytes()
    if data[:2] == b"PK":
        with ZipFile(BytesIO(data)) as archive:
            packed = [archive.read(name) for name in archive.namelist()]
    else:
        packed = [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data]
    for one in packed:
        try:
            yield one.decode()
        except UnicodeDecodeError:
            continue  # a picture, a font or the program of Pagefind


def files(served: Path) -> list[Path]:
    return [path for path in sorted(served.rglob("*")) if path.is_file()]


def test_links_of_pages(served: Path) -> None:
    assert broken_links(host(served)) == []


def test_copies_of_pictures(served: Path) -> None:
    found = {
        urljoin(f"{HOST}/{file.relative_to(host(served)).as_posix()}", copy.split()[0])
        for file in served.rglob("*.html")
        for copies in re.findall(r'srcset="([^"]+)"', file.read_text("utf-8"))
        for copy in copies.split(",")
    }
    assert found
    assert missing(found, served) == []


def test_pages_of_former_addresses(served: Path) -> None:
    moved = set()
    for file in served.rglob("*.html"):
        at = f"{HOST}/{file.relative_to(host(served)).as_posix().removesuffix('index.html')}"
        text = file.read_text("utf-8")
        moved |= {
            urljoin(at, unescape(to)) for to in re.findall(r'content="0; ?url=([^"]+)"', text)
        }
    assert len(moved) == 2
    assert missing(moved, served) == []


def test_whole_addresses_in_all_files(served: Path) -> None:
    pattern = re.compile(rf"{re.escape(HOST)}[^\s\"'<>\\)\]}}]*")
    found = {
        address.rstrip(".,;")
        for file in files(served)
        for text in texts(file)
        for address in pattern.findall(unescape(text))
    }
    assert len(found) > 30
    assert missing(found, served) == []


def test_addresses_in_markdown(served: Path) -> None:
    found = {
        urljoin(f"{HOST}/{file.relative_to(host(served)).as_posix()}", address)
        for file in served.rglob("*.md")
        for address in re.findall(r"\]\(<?([^)>\s]+)", file.read_text("utf-8"))
        if not re.match("[a-z]+:", address)
    }
    assert len(found) > 10
    assert missing(found, served) == []


def test_addresses_in_stylesheets(served: Path) -> None:
    found = {
        urljoin(f"{HOST}/{file.relative_to(host(served)).as_posix()}", address)
        for file in served.rglob("*.css")
        for address in re.findall(r"url\([\"']?([^)\"']+)", file.read_text("utf-8"))
        if not address.startswith("data:")
    }
    assert found
    assert missing(found, served) == []


def test_addresses_that_the_search_shows(served: Path) -> None:
    base = f"{HOST}/{served.relative_to(host(served)).as_posix()}/".replace("/./", "/")
    records = [json.loads(text) for file in served.rglob("*.pf_fragment") for text in texts(file)]
    names = [json.loads(text) for file in served.rglob("names*.packed") for text in texts(file)]
    found = {urljoin(base, record["url"]) for record in records}
    found |= {
        urljoin(base, f"{record['url']}#{section[2]}")
        for record in records
        for section in record["sections"]
        if section[2]
    }
    found |= {urljoin(base, entry[1]) for file in names for entry in file["entries"]}
    assert len(found) >= len(records) >= 4
    assert missing(found, served) == []


def test_addresses_in_data(served: Path) -> None:
    base = f"{HOST}/{served.relative_to(host(served)).as_posix()}/".replace("/./", "/")
    found = {
        urljoin(base, entry[key])
        for name in ("briefings", "explainers")
        for entry in json.loads((served / f"data/{name}.json").read_text("utf-8"))[name]
        for key in ("page", "markdown")
    }
    assert len(found) == 6
    assert missing(found, served) == []


def test_links_inside_books(served: Path) -> None:
    books = list(served.rglob("*.epub"))
    assert books
    for book in books:
        with ZipFile(book) as archive:
            pages = {n: archive.read(n).decode() for n in archive.namelist() if "html" in n}
            names = set(archive.namelist())
        for name, text in pages.items():
            for address in re.findall(r'(?:href|src)="([^"]+)"', text):
                if re.match("[a-z]+:", address):
                    continue
                path, fragment = urldefrag(urljoin(f"/{name}", unescape(address)))
                assert path[1:] in names, (name, address)
                if fragment:
                    assert f'id="{fragment}"' in pages[path[1:]], (name, address)
