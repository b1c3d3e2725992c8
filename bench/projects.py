"""The projects that are built: ours, and plain ones with the Markdown that ours makes."""

import gzip
import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import yaml

from bench import corpus, real_corpus
from briefings.mkdocs_plugin.defaults import MARKDOWN_EXTENSIONS
from briefings.site import sections
from briefings.text import words

_REPOSITORY = Path(__file__).parents[1]
_SHARE = 0.01
"""Share of the briefings that mention the usual explainer."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Content of any size."""

    write: Callable[[Path, int], None]
    """Writes a content folder with a number of briefings."""
    add: Callable[[Path, int, str], Path]
    """Adds a briefing, newer than all others, to a folder with a number of briefings, and returns
    its capture. The last argument is its headline."""


def invented(explainers: int) -> Corpus:
    """Return the invented corpus with a number of explainers."""
    return Corpus(
        partial(corpus.write, explainers=explainers),
        partial(corpus.add_briefing, explainers=explainers),
    )


def real(archive: Path) -> Corpus:
    """Return the corpus of real articles in an archive."""
    return Corpus(partial(real_corpus.write, archive), partial(real_corpus.add_briefing, archive))


def prepare_ours(ours: Path, repository: Path = _REPOSITORY) -> None:
    """Copy the project of a repository without its content."""
    ours.mkdir(parents=True, exist_ok=True)
    shutil.copy(repository / "mkdocs.yml", ours)


def prepare_peer(peer: Path, ours: Path, *, mkdocs: bool = True) -> None:
    """Make a plain project of the Markdown of ours: only the search plugin, no templates.

    Args:
        peer: the folder to make.
        ours: our project, built.
        mkdocs: whether MkDocs builds it; Zensical takes the same file, and has its own search.
    """
    settings = yaml.safe_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["theme"] = {"name": "material", "language": "en", "font": False}
    settings |= {"docs_dir": "docs", "site_dir": "site", "nav": _navigation()}
    settings["markdown_extensions"] = {k: dict(v) for k, v in MARKDOWN_EXTENSIONS.items()}
    settings["validation"] = {"nav": {"omitted_files": "ignore"}}
    if mkdocs:
        settings["plugins"] = ["search"]
    else:
        del settings["plugins"]
    shutil.copytree(ours / "build" / "docs", peer / "docs")
    (peer / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def _navigation() -> list[dict[str, str]]:
    """Return the navigation that ours has if `mkdocs.yml` has none."""
    return [{name: uri} for uri, name in sections.names(words.SOURCE).items()]


def pick_explainers(ours: Path) -> tuple[tuple[str, int], tuple[str, int]]:
    """Return the explainer that about 1 % of the briefings mention, and the one that most mention.

    Returns:
        For each its name, and in how many briefings it is linked.
    """
    kept = json.loads(gzip.decompress((ours / "build" / "links.json.gz").read_bytes()))
    briefings = [links for page, links in kept["pages"].items() if page.startswith("briefings/")]
    naming = Counter(slug for links in briefings for slug in {subject for _, subject, *_ in links})
    wanted = _SHARE * len(briefings)
    usual = min(naming.items(), key=lambda item: (abs(item[1] - wanted), item[0]))
    return usual, max(naming.items(), key=lambda item: (item[1], item[0]))


def is_published(site: Path, page: str, word: str) -> bool:
    """Return whether a page of a site and its search index contain a word."""
    kind = page.partition("/")[0]
    shown = (site / page / "index.html").read_text(encoding="utf-8")
    entries = site.glob(f"pagefind/{kind}*/fragment/*")
    return word in shown and any(word in gzip.decompress(e.read_bytes()).decode() for e in entries)
