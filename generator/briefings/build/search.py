"""The search index, in bundles: only the bundles whose records have changed are made again.

Each page has a search record, a file in a folder by kind and month. A bundle indexes the records of
some months, and its name contains a digest of them. The index needs no rendered page. The search
page reads the names of the bundles from `bundles.json`.
"""

import json
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain, groupby
from math import ceil
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec import structs

from briefings.build import disk, manifest, pagefind
from briefings.build.manifest import Inventory
from briefings.build.store import DamagedError, FileRecord, Store
from briefings.cache import decoder, encode
from briefings.model.site import SearchRecord

FOLDER = "search"
"""Name of the folder of bundles in the manifest."""
MANIFEST = "bundles.json"
"""The file with the names of all bundles; each is a folder beside this file."""
AT_MOST = 1200
"""Largest number of briefings in a bundle.

Each bundle adds to what a first search must load. The larger a bundle, the more time and memory it
takes to make it, and no other step of a build needs as much. `make bench ARGS=search` measures all
three."""
BYTES_AT_MOST = 8_000_000
"""Largest size of the records of a bundle; one record may be larger.

Pagefind needs 56 to 66 bytes for each byte of 1,200 real articles, and 28 to 41 for one of long
reports, which repeat their words: at most some 530 MB, so that all processes of a build stay under
1 GB at 10,000 articles. 1,200 articles of 1,050 words have 9.1 MB."""
_STEPS = 5
"""Steps in which the last bundle grows. Most new briefings are the newest ones of the site: those
of the last step are a bundle of their own, so that only they are indexed again."""

_BITS = 32
"""Number of bits of a checksum."""
_Fit = Callable[[Iterable[str]], bool]
"""Tells whether records, given by their paths, fit into a bundle."""

_TEXTS = "texts of search bundles"


def plan(records: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the records of each bundle, in order, by the bundle's name.

    Months follow each other, after the briefings without a date. Explainers are apart, so that an
    edit of one leaves the briefings alone.

    Args:
        records: digests of the records, by path, such as `briefing/2018-03/a.json`.
        sizes: their sizes in bytes, by path.
    """
    planned = {}
    for name, paths in _groups(sizes):
        digest = blake2b(_made_by(), digest_size=6)
        for path in paths:
            digest.update(f"{path} {records[path]}\n".encode())
        planned[f"{name}-{digest.hexdigest()}"] = paths
    return planned


def fits(sizes: Collection[int], parts: int = 1) -> bool:
    """Return whether records fit into a bundle, or into one of several equal parts of it.

    Args:
        sizes: their sizes in bytes.
        parts: the number of parts.
    """
    return len(sizes) <= ceil(AT_MOST / parts) and sum(sizes) <= BYTES_AT_MOST // parts


def _made_by() -> bytes:
    """Return what a bundle depends on beside its records."""
    versions = f"{version('pagefind')} {version('zopfli')}"
    return f"{pagefind.FORMAT} {pagefind.CHUNK} {versions}".encode()


def _groups(sizes: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name, without digest, and the records of each bundle."""

    def fit(paths: Iterable[str], parts: int = 1) -> bool:
        return fits([sizes[path] for path in paths], parts)

    ordered = sorted(sizes, key=lambda path: (_kind(path), _month(path), path))
    for kind, of_kind in groupby(ordered, key=_kind):
        months = [list(of_month) for _, of_month in groupby(of_kind, key=_month)]
        if kind == "briefing":
            months = [part for month in months for part in _divided(month, fit)]
        *full, last = _filled(months, fit)
        *steps, newest = _filled(last, partial(fit, parts=_STEPS))
        grown = [month for step in steps for month in step]
        for group in filter(None, (*full, grown, newest)):
            yield f"{kind}s-{_month(group[0][0])}".rstrip("-"), list(chain(*group))


def _divided(month: list[str], fit: _Fit, bits: int = 0) -> Iterator[list[str]]:
    """Yield a month in the parts that it needs, by the bits of a checksum of each path.

    Only a part that does not fit is divided, so a new record changes one part. Briefings without a
    date form one month.
    """
    if len(month) == 1 or bits == _BITS or fit(month):
        yield month
        return
    for bit in (0, 1):
        part = [path for path in month if crc32(path.encode()) >> bits & 1 == bit]
        if part:
            yield from _divided(part, fit, bits + 1)


def _filled(months: Iterable[list[str]], fit: _Fit) -> Iterator[list[list[str]]]:
    """Yield groups of months, each as long as fits into a bundle, but with one month at least."""
    group: list[list[str]] = []
    for month in months:
        if group and not fit(chain(*group, month)):
            yield group
            group = []
        group.append(month)
    yield group


def _kind(path: str) -> str:
    """Return the kind of page that a record is indexed with, from the record's path.

    The few dossiers and pages of the owner are in the bundle of explainers: one of their own would
    cost every search some kB.
    """
    kind = path.partition("/")[0]
    return "explainer" if kind in ("dossier", "page") else kind


def _month(path: str) -> str:
    """Return the month in the path of a record; empty if it has none."""
    return path.split("/")[1] if path.count("/") > 1 else ""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle."""

    files: pagefind.Files
    """Its files, by path."""
    texts: str
    """Digest of everything that they are made from but the facets."""


class Bundles:
    """A folder that keeps the bundles of earlier builds."""

    def __init__(self, folder: Path, store: Store) -> None:
        """Load the records of the bundles.

        Args:
            folder: the folder; it may be missing.
            store: holds the manifest.
        """
        self.folder, self._store = folder, store
        self._inventory = Inventory(FOLDER, folder, store)
        self._intact = manifest.intact([self._inventory])
        try:
            self._texts = decoder(dict[str, str])(store.value(_TEXTS))
        except msgspec.MsgspecError:
            self._texts = {}

    @property
    def by_texts(self) -> dict[str, Path]:
        """The folders of the intact bundles, by the digest of everything but their facets."""
        return {texts: self.folder / name for texts, name in self._names.items()}

    @property
    def _names(self) -> dict[str, str]:
        found = ((self._texts.get(name), name) for name in self._intact)
        return {texts: name for texts, name in found if texts}

    def missing(self, names: Iterable[str]) -> list[str]:
        """Return the bundles that must be made, in order of their names."""
        return sorted(name for name in names if name not in self._intact)

    def add(self, name: str, made: Made) -> None:
        """Write a bundle and record it.

        Raises:
            DamagedError: it has files of an earlier bundle, which have changed since.
            OSError: a file cannot be written.
        """
        before = self._names.get(made.texts, "")
        known = {record.uri: record.digest for record in self._intact.get(before, ())}
        programs = {
            record.digest
            for record in chain.from_iterable(self._intact.values())
            if record.uri.endswith(f"/{pagefind.PROGRAM}")
        }
        shutil.rmtree(self.folder / name, ignore_errors=True)
        written = []
        for path, data in sorted(made.files.items()):
            uri, digest = f"{name}/{path}", manifest.digest_of(data)
            if path != pagefind.FACETS and known.get(f"{before}/{path}", digest) != digest:
                raise DamagedError(f"{before}/{path}")
            if path == pagefind.PROGRAM and programs and digest not in programs:
                raise DamagedError(uri)
            disk.replace(self.folder / uri, data)
            stat = (self.folder / uri).stat()
            state = stat.st_size, stat.st_mtime_ns
            together = len(made.files)
            written.append(FileRecord(FOLDER, uri, name, digest, *state, together=together))
        self._intact[name] = written
        self._store.record(written)
        self._texts[name] = made.texts
        self._store.set_value(_TEXTS, encode(self._texts))

    def share(self, names: Iterable[str], target: Path) -> dict[str, str]:
        """Put bundles into a folder of a site. Return the name of the bundle for each file there.

        Args:
            names: the bundles.
            target: the folder, which is created.

        Raises:
            DamagedError: a file of a bundle has other bytes than when it was made.
        """
        shared = {record.uri: name for name in names for record in self._intact[name]}
        target.mkdir(parents=True, exist_ok=True)
        for record in (record for name in names for record in self._intact[name]):
            manifest.verified(self.folder / record.uri, record.digest)
            disk.share(f"{self.folder}/{record.uri}", f"{target}/{record.uri}")
        return shared

    def sweep(self, used: Iterable[str]) -> None:
        """Delete all bundles but those in use."""
        kept = set(used)
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        self._texts = {name: texts for name, texts in self._texts.items() if name in kept}
        gone = (uri for uri in self._inventory.records if uri.partition("/")[0] not in kept)
        self._store.record([], [(FOLDER, uri) for uri in gone])


class _Day(msgspec.Struct):
    """The day of a record."""

    day: str = ""


def make(folder: Path, digests: Mapping[str, str], kept: Mapping[str, Path]) -> Made:
    """Make a bundle.

    A link more in an article changes only the facets of its record, which Pagefind does not get.

    Args:
        folder: the folder of all search records.
        digests: the digests of its records, by path.
        kept: the folders of other bundles, by the digest of everything but their facets. One with
            the same digest gives all files but the facets.

    Raises:
        DamagedError: a record has other bytes than when it was made.
        PagefindError: it cannot be made.
    """

    def day(path: str) -> str:
        data = manifest.verified(folder / path, digests[path])
        return msgspec.json.decode(data, type=_Day).day

    ordered = [folder / path for path in sorted(digests, key=day)]

    def records() -> Iterator[SearchRecord]:
        return (msgspec.json.decode(file.read_bytes(), type=SearchRecord) for file in ordered)

    digest = blake2b(_made_by(), digest_size=16)
    for record in records():
        digest.update(msgspec.json.encode(structs.replace(record, facets={})) + b"\n")
    texts = digest.hexdigest()
    if texts in kept:
        return Made(pagefind.with_facets(_read(kept[texts]), records()), texts)
    programs = (bundle / pagefind.PROGRAM for bundle in kept.values())
    return Made(pagefind.make(records(), len(ordered), programs), texts)


def _read(bundle: Path) -> pagefind.Files:
    files = (path for path in bundle.rglob("*") if path.is_file())
    return {path.relative_to(bundle).as_posix(): path.read_bytes() for path in files}


def bundle_list(names: Iterable[str]) -> str:
    """Return the content of `bundles.json`."""
    return json.dumps({"bundles": sorted(names)})


def index(
    records: Path, digests: Mapping[str, str], store: Store, folder: Path, target: Path
) -> int:
    """Make the whole search index of a site in this process, and return the number of its pages.

    Args:
        records: the folder of the search records.
        digests: the digests of the records, by path.
        store: holds the manifest of the bundles.
        folder: keeps bundles between builds; those that are not used are removed.
        target: the index's folder in the site. Its old content is removed.

    Raises:
        OSError: a file cannot be written, or Pagefind failed.
    """
    sizes = {path: (records / path).stat().st_size for path in digests}
    planned, bundles = plan(digests, sizes), Bundles(folder, store)
    for name in bundles.missing(planned):
        due = {path: digests[path] for path in planned[name]}
        bundles.add(name, make(records, due, bundles.by_texts))
    shutil.rmtree(target, ignore_errors=True)
    bundles.share(planned, target)
    (target / MANIFEST).write_text(bundle_list(planned), encoding="utf-8")
    bundles.sweep(planned)
    return len(digests)
