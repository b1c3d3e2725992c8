"""A corpus of real articles on disk; articles are repeated to reach the wanted number.

An archive has articles as `.md` with front matter and as `.txt` with a sidecar, their outlets, and
explainers. A repetition has another name, title and address, and each of its paragraphs comes from
another article: it is real prose of the same shape, and no duplicate of an article.
"""

import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

_NEWEST = date(2024, 1, 1)
"""A day after the dates of all articles."""


@dataclass(frozen=True, slots=True)
class _Article:
    name: Path
    """Its capture, relative to the content folder."""
    facts: Mapping[str, Any]
    """Its front matter or sidecar."""
    paragraphs: Sequence[str]
    """Its text."""


def write(archive: Path, root: Path, briefings: int) -> None:
    """Write a content folder with a number of briefings, and with all explainers of an archive."""
    articles = _unpack(archive, root)
    for article in articles[briefings:]:
        (root / article.name).unlink()
        (root / article.name).with_suffix(".yml").unlink(missing_ok=True)
    for number in range(len(articles), briefings):
        _repeat(articles, root, number)


def add_briefing(archive: Path, root: Path, number: int, title: str) -> Path:
    """Add a briefing, newer than all others, to a content folder, and return its capture.

    Args:
        archive: the archive that the folder was made from.
        root: the folder.
        number: the number of briefings in the folder.
        title: its headline.
    """
    with TemporaryDirectory() as folder:
        articles = _unpack(archive, Path(folder))
    return _repeat(articles, root, number, title=title, published=_NEWEST)


def _unpack(archive: Path, root: Path) -> list[_Article]:
    with tarfile.open(archive) as files:
        files.extractall(root, filter="data")
        names = [Path(file.name) for file in files if file.isfile()]
    captures = (name for name in names if name.parent.name == "articles" and name.suffix != ".yml")
    return [_read(root, name) for name in sorted(captures)]


def _read(root: Path, name: Path) -> _Article:
    text = (root / name).read_text(encoding="utf-8")
    if name.suffix == ".md":
        _, header, text = text.split("---\n", 2)
    else:
        header = (root / name).with_suffix(".yml").read_text(encoding="utf-8")
    return _Article(name, yaml.safe_load(header), text.strip().split("\n\n"))


def _repeat(articles: Sequence[_Article], root: Path, number: int, **changed: object) -> Path:
    """Write a repetition of an article, and return its capture."""
    round_, place = divmod(number, len(articles))
    article = articles[place]
    alike = [one for one in articles if one.name.suffix == article.name.suffix]
    step, at = round_ + 1, alike.index(article)
    donors = (alike[(at + step * n) % len(alike)] for n in range(len(article.paragraphs)))
    text = "\n\n".join(one.paragraphs[n % len(one.paragraphs)] for n, one in enumerate(donors))
    facts = {
        **article.facts,
        "title": f"{article.facts['title']} ({step})",
        "url": f"https://real.example/{number}",
        **changed,
    }
    header = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False)
    path = root / article.name.with_stem(f"{article.name.stem}-{number}")
    if path.suffix == ".md":
        text = f"---\n{header}---\n\n{text}"
    else:
        path.with_suffix(".yml").write_text(header, encoding="utf-8")
    path.write_text(f"{text}\n", encoding="utf-8")
    return path
