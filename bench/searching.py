"""Measure the search: `python -m bench.searching prepare | index | ask`, each in a new process.

What is compared: indexes of the same records in bundles of three sizes: a few months each, as the
site has them, and everything in one. For each: the cost of the full index, the cost after a change
of one briefing, and the bytes that a browser requests for a first search. A real browser with an
empty cache searches for one word of a subject's name and waits for results. The page, its styles
and `search.js` do not count; the index and all of Pagefind do. The peer loads its whole index at
the first search; its size is estimated by page from a smaller build of the same kind.

Bytes are counted where the server sends them, so the browser's cache does not count. They are
counted twice: with scripts compressed, as usual web servers send them, and without. Pagefind
compresses its own files.
"""

import gzip
import json
import shutil
import sys
from pathlib import Path
from statistics import mean

import click
import yaml
from playwright.sync_api import Browser

from bench.loading import Sent, serving
from briefings.build import content_folder, manifest, search
from briefings.build.store import Store
from briefings.mkdocs_plugin import project
from briefings.model.site import OutputDir
from briefings.site.compile import compile

_WORDS = 8
"""For how many words the bytes of a first search are measured."""
_MOST_BYTES = 10_000
"""More than a briefing's record has, so that only the number of briefings divides the index."""


@click.group()
def main() -> None:
    """Measure the search in steps."""


@main.command()
@click.argument("config_file", type=Path)
@click.argument("records", type=Path)
def prepare(config_file: Path, records: Path) -> None:
    """Compile a project and write its search records to a file."""
    loaded = project.load(config_file)
    site = compile(content_folder.read_content(loaded.content_dir), loaded.settings)
    made = [
        page for target in site.targets for page in target.files() if page.tree is OutputDir.RECORDS
    ]
    records.write_text(json.dumps({page.uri: page.text for page in made}), encoding="utf-8")


@main.command()
@click.argument("records", type=Path)
@click.argument("folder", type=Path)
@click.argument("at_most", type=int)
@click.option("--change", is_flag=True, help="After a change in one briefing.")
def index(records: Path, folder: Path, at_most: int, change: bool) -> None:
    """Build the index of records in a folder, which may hold parts of it already."""
    search.AT_MOST, search.BYTES_AT_MOST = at_most, at_most * _MOST_BYTES
    found: dict[str, str] = json.loads(records.read_bytes())
    if change:
        middle = sorted(found)[len(found) // 2]
        found[middle] = found[middle].replace('"text":[', '"text":[{"text":"One more sentence."},')
    for path, text in found.items():
        (folder / "records" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "records" / path).write_text(text, encoding="utf-8")
    digests = {path: manifest.digest_of(text.encode()) for path, text in found.items()}
    del found
    with Store(folder / "cache.sqlite", "") as store:
        pages = search.index(
            folder / "records", digests, store, folder / "cache", folder / "pagefind"
        )
    made = [path for path in (folder / "pagefind").rglob("*") if path.is_file()]
    parts = len(json.loads((folder / "pagefind" / search.MANIFEST).read_bytes())["bundles"])
    size = sum(path.stat().st_size for path in made)
    json.dump({"pages": pages, "parts": parts, "size": size}, sys.stdout)


@main.command()
@click.argument("site", type=Path)
@click.argument("index_folder", type=Path)
@click.argument("content", type=Path)
def ask(site: Path, index_folder: Path, content: Path) -> None:
    """Search a site with this index for names, and print what a first search loads."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    shutil.copytree(index_folder, site / "pagefind")
    explainers = sorted((content / "explainers").iterdir())
    chosen = explainers[:: max(1, len(explainers) // _WORDS)][:_WORDS]
    names = [yaml.safe_load(path.read_text().split("---")[1])["title"] for path in chosen]
    words = [max(name.split(), key=len) for name in names]
    with serving(site) as (browser, root, sent):
        loaded = [_loaded(browser, f"{root}search/?q={word}", sent) for word in words]
    sizes, plain = zip(*loaded, strict=True)
    json.dump({"sent": mean(sizes), "most": max(sizes), "plain": mean(plain)}, sys.stdout)


def _loaded(browser: Browser, url: str, sent: Sent) -> tuple[int, int]:
    """Return the bytes of the index that a first search loads, scripts compressed and not."""
    sent.clear()
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(url)
        page.get_by_role("status").filter(has_text="found for").wait_for()
        page.wait_for_load_state("networkidle")
    bodies = [(path.partition("?")[0], body) for path, body in sent if "/pagefind/" in path]
    sizes = (
        len(gzip.compress(body)) if path.endswith(".js") else len(body) for path, body in bodies
    )
    return sum(sizes), sum(len(body) for _, body in bodies)


if __name__ == "__main__":
    main()
