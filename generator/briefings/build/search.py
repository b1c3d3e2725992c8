"""The search index: in bundles, of which only those are made again whose records have changed.

Records lie on disk, one file for each page, by kind and month. A bundle holds the records of some
months; its name has a digest of them. Nothing here needs a page that was built, so that the index
can be made beside MkDocs. The search page asks `bundles.json` which bundles there are.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain, groupby
from math import ceil
from pathlib import Path

from briefings.build import disk, pagefind
from briefings.model.site import SearchRecord

MANIFEST = "bundles.json"
"""The names of all bundles, each a folder beside this file."""
AT_LEAST = 1200
"""How many briefings the months of one bundle have together, before the next one begins.

Each bundle adds to what a first search must load, and the larger a bundle, the longer takes a
change in it, and the more memory: `make bench ARGS=search` shows all three."""
_STEPS = 5
"""In how many steps the last bundle grows. What is added to a site is mostly its newest briefing:
so those since the last step are apart, and only they are indexed again."""

_LIST = "files.json"


def plan(records: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the bundles of an index by name, each with its records in order.

    Months follow each other; briefings without a day come before the first of them. Explainers are
    apart, so that to edit one leaves the briefings alone.

    Args:
        records: paths of records, such as `briefing/2018-03/a.json`, with digests of their bytes.
    """
    made_by = f"{pagefind.FORMAT} {pagefind.CHUNK} {version('pagefind')} {version('zopfli')}"
    planned = {}
    for name, paths in _parts(records):
        digest = blake2b(made_by.encode(), digest_size=6)
        for path in paths:
            digest.update(f"{path} {records[path]}\n".encode())
        planned[f"{name}-{digest.hexdigest()}"] = paths
    return planned


def _parts(paths: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the records of each bundle, with what it is called."""
    ordered = sorted(paths, key=lambda path: (_kind(path), _month(path), path))
    for kind, of_kind in groupby(ordered, key=_kind):
        months = [list(of_month) for _, of_month in groupby(of_kind, key=_month)]
        *full, last = _filled(months, AT_LEAST)
        *steps, newest = _filled(last, ceil(AT_LEAST / _STEPS))
        grown = [month for step in steps for month in step]
        for part in filter(None, (*full, grown, newest)):
            yield f"{kind}s-{_month(part[0][0])}".rstrip("-"), list(chain(*part))


def _filled(months: Iterable[list[str]], least: int) -> Iterator[list[list[str]]]:
    """Yield months together that have so many records, and at the end the rest, which has fewer."""
    part: list[list[str]] = []
    for month in months:
        part.append(month)
        if sum(map(len, part)) >= least:
            yield part
            part = []
    yield part


def _kind(path: str) -> str:
    """Return the kind of page of a record, as its path has it."""
    return path.partition("/")[0]


def _month(path: str) -> str:
    """Return the month of a record, as its path has it; nothing where it has none."""
    return path.split("/")[1] if path.count("/") > 1 else ""


def bundle(name: str, paths: Iterable[str], records: Path, cache: Path) -> Path:
    """Return the folder of a bundle in the cache, and make it unless it is there as it was made.

    Args:
        name: its name.
        paths: its records, in order.
        records: the folder of all records.
        cache: the folder of all bundles.

    Raises:
        OSError: it cannot be written, or Pagefind cannot be run.
    """
    folder = cache / name
    if not _is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        read = (json.loads((records / path).read_bytes()) for path in paths)
        _keep(pagefind.make([SearchRecord(*record) for record in read]), folder)
    return folder


def share(bundle: Path, target: Path) -> list[str]:
    """Put a bundle of the cache into a site as well, and return the paths of its files in there.

    Args:
        bundle: its folder in the cache.
        target: the folder for it, which is made.
    """
    listed: dict[str, object] = json.loads((bundle / _LIST).read_bytes())
    for file in listed:
        disk.share(f"{bundle}/{file}", f"{target}/{file}")
    return list(listed)


def manifest(names: Iterable[str]) -> str:
    """Return what `bundles.json` says of the bundles of an index."""
    return json.dumps({"bundles": sorted(names)})


def sweep(cache: Path, used: Iterable[str]) -> None:
    """Remove the bundles from the cache that are not among those used, and what is unfinished."""
    kept = set(used)
    for path in cache.iterdir() if cache.is_dir() else ():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def index(records: Path, made: Mapping[str, str], cache: Path, target: Path) -> int:
    """Make the whole search index of a site, and return the number of its pages.

    Args:
        records: the folder of the records.
        made: their paths, with digests of their bytes.
        cache: folder in which bundles are kept between builds; what is not used is removed.
        target: folder of the site for the index, which is made; what is in it goes.

    Raises:
        OSError: a folder cannot be written, or Pagefind cannot be run.
    """
    planned = plan(made)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, paths in planned.items():
        share(bundle(name, paths, records, cache), target / name)
    (target / MANIFEST).write_text(manifest(planned), encoding="utf-8")
    sweep(cache, planned)
    return len(made)


def _keep(made: pagefind.Files, folder: Path) -> None:
    """Write a bundle into the cache with a list of its files; it is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        listed = {}
        for name, data in sorted(made.items()):
            path = new / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            listed[name] = _seen(path)
        (new / _LIST).write_text(json.dumps(listed), encoding="utf-8")
        new.chmod(0o755)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    """Return whether the files of a bundle are, by size and time, as they were made."""
    try:
        listed = json.loads((folder / _LIST).read_bytes())
        return bool(listed) and all(_seen(folder / name) == seen for name, seen in listed.items())
    except (OSError, ValueError, AttributeError):
        return False


def _seen(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
