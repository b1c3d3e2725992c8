"""A temporary site that a test may build and change, and a parser of built sites."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import click
from click.testing import CliRunner, Result

from briefings.commands.main import main
from tests import programs

REPOSITORY = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

WIRE = """\
name: The Wire
"""
TALKS = """\
Envoys met in Geneva on Monday to speak about the river crossings.

The Blue Bridge stays closed, the mediator said. Repairs would take a year, and money.
"""
TALKS_FACTS = """\
title: Envoys speak about the crossings
published: 2020-05-04
outlet: wire
tags: [crossings]
"""
FERRY = """\
---
title: A ferry takes over
published: 2020-06-01
outlet: wire
---

A ferry now runs beside the Blue Bridge.
"""
GENEVA = """\
---
title: Geneva
kind: place
summary: A Swiss city in which envoys meet.
---

A city on a lake.
"""
BRIDGE = """\
---
title: Blue Bridge
kind: place
summary: The bridge that joins the two banks.
---

It was opened in 1931 by envoys from Geneva.
"""

# A content of two briefings and one explainer, without any problem. Nobody explains Blue Bridge.
SMALL: Mapping[str, str] = {
    "articles/talks.txt": TALKS,
    "articles/talks.yml": TALKS_FACTS,
    "articles/ferry.md": FERRY,
    "explainers/geneva.md": GENEVA,
    "outlets/wire.yml": WIRE,
}


class Project:
    """A folder with mkdocs.yml and content, in which commands can be run."""

    def __init__(self, folder: Path, content: Mapping[str, str] | None = None) -> None:
        """Open the project in a folder; if there is none, make it with this content.

        Without content it is made with the content of this repository.
        """
        self.folder = folder
        self.content = folder / "content"
        self.docs = folder / "build/docs"
        self.site = folder / "build/site"
        if self.content.exists():
            return
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / "mkdocs.yml", folder)
        if content is None:
            shutil.copytree(REPOSITORY / "content", self.content)
        else:
            self.content.mkdir()
            for path, text in content.items():
                self.write(path, text)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the content."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def configure(self, settings: str) -> None:
        """Add settings, in YAML, to `mkdocs.yml`."""
        with (self.folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
            file.write(settings)

    def override(self, path: str, text: str | None = None) -> Path:
        """Write a file of the owner's own theme folder; without a text, a copy of the theme's."""
        settings = self.folder / "mkdocs.yml"
        named = settings.read_text(encoding="utf-8").replace(
            "theme: material", "theme: {name: material, custom_dir: own}"
        )
        settings.write_text(named, encoding="utf-8")
        file = self.folder / "own" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            text = (REPOSITORY / "theme_overrides" / path).read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        return file

    def briefings(self, *arguments: str | Path) -> Result:
        """Run the command `briefings` in the folder, in this process."""
        with contextlib.chdir(self.folder):
            return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)

    def built(self, *arguments: str) -> Result:
        """Build the site, which must succeed."""
        result = self.briefings("build", *arguments)
        assert result.exit_code == 0, result.output
        return result

    def run(self, program: str, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
        """Run an installed program in the folder, as a user would.

        With variables for its environment it is run by a new Python, which reads some of them.
        """
        if not env:
            return programs.run(program, arguments, self.folder, environment())
        return subprocess.run(
            [BIN / program, *arguments],
            cwd=self.folder,
            env=environment(**env),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def page(self, path: str) -> "HtmlPage":
        """Read a page of the built site: `briefings/talks/`."""
        return HtmlPage(self.site, f"{path}index.html")

    def left_over(self) -> list[str]:
        """Return what lies in build/ besides what belongs there."""
        if not self.site.parent.is_dir():
            return []
        belongs = {"docs", "views", "files", "records", "site", ".site.work", "search"}
        belongs |= {"cache.sqlite", "links.json.gz", "version.txt"}
        return sorted({p.name for p in self.site.parent.iterdir()} - belongs)


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment with these changes; colours and adverts are off."""
    kept = {key: value for key, value in os.environ.items() if key != "FORCE_COLOR"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", **more}


def lines(output: str) -> list[str]:
    """Return the lines of an output, without colours and without the empty ones."""
    return [line for line in click.unstyle(output).splitlines() if line.strip()]


def lose_a_bit(file: Path, place: int | None = None) -> None:
    """Flip a bit in a byte of a file, as a disk may: size and times stay.

    Args:
        file: the file.
        place: the place of the byte; that in the middle if it is not given.
    """
    state, data = file.stat(), bytearray(file.read_bytes())
    data[len(data) // 2 if place is None else place] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def tree(folder: Path) -> dict[str, str]:
    """Return the path of every file below a folder, with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def times(folder: Path) -> dict[str, int]:
    """Return the path of every page below a folder, with the moment it was last written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in sorted(folder.rglob("*.md"))
    }


class HtmlPage(HTMLParser):
    """The ids and addresses of one page of a built site."""

    def __init__(self, site: Path, path: str) -> None:
        """Read the page at `path` below the folder `site`."""
        super().__init__(convert_charrefs=True)
        self.url = f"/{path.removesuffix('index.html')}"
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.links: dict[str, str] = {}
        """Where each link that has an id leads."""
        self.text = (site / path).read_text(encoding="utf-8")
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        for name in ("href", "src", "poster", "action"):
            if name in found:
                self.addresses.append(urljoin(self.url, found[name]))
        if tag == "a" and {"id", "href"} <= found.keys():
            self.links[found["id"]] = urljoin(self.url, found["href"])

    def leads_to(self, url: str) -> list[str]:
        """Return the addresses on this page that begin so, each once, in order."""
        return list(dict.fromkeys(a for a in self.addresses if a.startswith(url)))


def broken_links(site: Path) -> list[str]:
    """Return every internal address that leads nowhere, and every id that a page has twice."""
    pages = [HtmlPage(site, p.relative_to(site).as_posix()) for p in sorted(site.rglob("*.html"))]
    ids = {page.url: set(page.ids) for page in pages}
    return [finding for page in pages for finding in _broken(page, site, ids)]


def _broken(page: HtmlPage, site: Path, ids: Mapping[str, set[str]]) -> Iterable[str]:
    for twice in sorted({name for name in page.ids if page.ids.count(name) > 1}):
        yield f"{page.url}: the id {twice} stands twice"
    for address in dict.fromkeys(page.addresses):
        if urlsplit(address).scheme or urlsplit(address).netloc:
            continue
        url, fragment = urldefrag(address)
        path = unquote(urlsplit(url).path)
        file = site / path.removeprefix("/")
        if not (file / "index.html" if path.endswith("/") else file).is_file():
            yield f"{page.url}: no file at {address}"
        elif fragment and unquote(fragment) not in ids.get(path.removesuffix("index.html"), set()):
            yield f"{page.url}: no id at {address}"
