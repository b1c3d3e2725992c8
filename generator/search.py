"""The search index: in parts, of which only those are made again whose records have changed.

`write` lays the records of all pages down on disk, one file for each part, and `index` makes a
Pagefind bundle of each file. Neither needs a page that was built, so that both can run beside
MkDocs, in a thread or a process. The search page asks `bundles.json` which bundles there are.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from generator import bundles
from generator.model.site import SearchRecord

MANIFEST = "bundles.json"
"""The names of all bundles, each a folder beside this file."""
AT_LEAST = 1500
"""How many briefings the years of one part have together, before the next one begins.

Each part adds to what a first search must load, and the larger a part, the longer takes a change
in it: `make bench ARGS=search` shows both."""

_ENDING = ".jsonl"
_LIST = "files.json"
_HOUR = 3600


def parts(records: Iterable[SearchRecord]) -> Iterator[tuple[str, list[SearchRecord]]]:
    """Yield the parts of the index by name: the explainers, and some years of briefings each.

    Years follow each other; briefings without a day come before the first of them. Explainers are
    apart, so that to edit one leaves the briefings alone.
    """
    ordered = sorted(records, key=lambda record: (record.kind, record.day, record.address))
    for kind, of_kind in groupby(ordered, key=lambda record: record.kind):
        part: list[SearchRecord] = []
        for _, of_year in groupby(of_kind, key=lambda record: record.day[:4]):
            if len(part) >= AT_LEAST:
                yield _name(kind, part), part
                part = []
            part = [*part, *of_year]
        yield _name(kind, part), part


def _name(kind: str, part: list[SearchRecord]) -> str:
    return f"{kind}s-{part[0].day[:4]}".rstrip("-")


def write(records: Iterable[SearchRecord], folder: Path) -> None:
    """Make a folder hold these records, a file for each part, touching only what changes."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {}
    for name, part in parts(records):
        lines = (json.dumps(astuple(record), ensure_ascii=False) for record in part)
        wanted[f"{name}{_ENDING}"] = "".join(f"{line}\n" for line in lines).encode()
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, data in wanted.items():
        path = folder / name
        if not (path.is_file() and path.read_bytes() == data):
            path.write_bytes(data)


def index(records: Path, cache: Path, target: Path) -> int:
    """Make the search index of a site, and return the number of its pages.

    Args:
        records: folder that `write` has filled.
        cache: folder in which bundles are kept between builds; what is not used is removed.
        target: folder of the site for the index, which is made; what is in it goes.

    Raises:
        OSError: a folder cannot be written, or Pagefind cannot be run.
    """
    cache.mkdir(parents=True, exist_ok=True)
    # One after the other: Pagefind takes 0.3 MB of memory for a page, and the other processors are
    # rendering meanwhile.
    kept = [_bundle(path, cache) for path in sorted(records.iterdir())]
    shutil.rmtree(target, ignore_errors=True)
    for bundle in kept:
        shutil.copytree(
            bundle,
            target / bundle.name,
            copy_function=_link,
            ignore=shutil.ignore_patterns(_LIST),
        )
    target.mkdir(parents=True, exist_ok=True)
    names = [bundle.name for bundle in kept]
    (target / MANIFEST).write_text(json.dumps({"bundles": names}), encoding="utf-8")
    _remove_unused(cache, names)
    return sum(_pages(bundle) for bundle in kept)


def _bundle(path: Path, cache: Path) -> Path:
    """Return the folder of the bundle for a file of records, and make it unless it is there."""
    data = path.read_bytes()
    made_by = f"{bundles.FORMAT} {bundles.CHUNK} {version('pagefind')}\n"
    digest = hashlib.sha256(made_by.encode() + data).hexdigest()[:12]
    folder = cache / f"{path.name.removesuffix(_ENDING)}-{digest}"
    if not _is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        records = [SearchRecord(*json.loads(line)) for line in data.decode().split("\n") if line]
        _keep(bundles.make(records), folder)
    return folder


def _keep(files: bundles.Files, folder: Path) -> None:
    """Write a bundle into the cache with a list of its files; it is there whole or not at all."""
    new = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, data in files.items():
            (new / name).parent.mkdir(exist_ok=True)
            (new / name).write_bytes(data)
        listed = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
        (new / _LIST).write_text(json.dumps(listed), encoding="utf-8")
        new.chmod(0o755)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    """Return whether a bundle in the cache is, byte for byte, as it was made."""
    try:
        listed = json.loads((folder / _LIST).read_bytes())
        found = {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }
    except (OSError, ValueError):
        return False
    found.pop(_LIST)
    return bool(listed == found)


def _pages(bundle: Path) -> int:
    return sum(1 for _ in (bundle / "fragment").iterdir())


def _link(source: str, target: str) -> None:
    """Put a file of the cache into the site, as the same file where the disk lets us."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _remove_unused(cache: Path, used: Iterable[str]) -> None:
    """Remove bundles that this build has not used; those begun just now may be another build's."""
    for path in cache.iterdir():
        begun = path.name.startswith(".") and path.stat().st_mtime > time.time() - _HOUR
        if path.name not in used and not begun:
            shutil.rmtree(path, ignore_errors=True)
