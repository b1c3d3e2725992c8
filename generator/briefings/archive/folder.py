"""The folder of an archive: what lies in it, and how a part of it is made.

    parts/NAME.jsonl.gz   the records of a part, one a line
    done/NAME.json        what they were made from, and their hash
    manifest.json         the parts in order; there when, and only when, all of them are

Every file is written beside its place and renamed, so it is whole or not there. A part is made
again unless its `done` file names the bytes of its captures, the explainers and the versions of
today, and the hash of its records. Whoever makes a part, and however often, writes the same bytes.
"""

import fcntl
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from briefings.archive import record
from briefings.archive.parts import Part
from briefings.archive.reader import Captured, Reader
from briefings.build import content_folder, disk
from briefings.model.content import Problem, SourceFile
from briefings.readers import formats

_PURPOSE = "archive"
_MANIFEST = "manifest.json"

# Beyond this a file hardly gets smaller, and takes much longer.
_COMPRESSION = 6
_BUFFER = 1 << 20


class FolderError(Exception):
    """The folder cannot be an archive's: it holds other files, or another run is at work in it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is made."""

    made_from: str
    """Hash of all that went into it: captures, sidecars, explainers, outlets, rules, versions."""
    sha256: str
    """Hash of its records, unpacked."""
    captures: int
    """Number of its captures, each of which has a record."""
    articles: int
    """How many of them hold an article."""
    mentions: int
    """How many mentions stand in those."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where an archive's captures are, and where its parts go."""

    root: Path
    """Where relative names of captures begin."""
    out: Path
    """The archive's folder."""

    @property
    def folders(self) -> tuple[Path, Path]:
        """The folders of records, and of what says what they were made from."""
        return self.out / "parts", self.out / "done"

    def files(self, name: str) -> tuple[Path, Path]:
        """Return the files of a part in those folders."""
        parts, done = self.folders
        return parts / f"{name}.jsonl.gz", done / f"{name}.json"

    def captured(self, name: str) -> Captured:
        """Load a capture and what lies beside it."""
        beside = formats.stem(name) + formats.SIDECAR
        there = (self.root / beside).exists()
        sidecar = content_folder.read_file(self.root / beside, beside) if there else None
        return Captured(name, content_folder.read_file(self.root / name, name), sidecar)


# --------------------------------------------------------------------------- parts, by workers


def make(part: Part, place: Workplace, reader: Reader, made_by: str) -> tuple[Done, bool]:
    """Make a part, unless it is there already.

    Args:
        part: the part.
        place: where everything is.
        reader: reads and links its captures.
        made_by: hash of what the reader does its work with.

    Returns:
        What there is now, and whether that was there before.

    Raises:
        OSError: the part cannot be written.
    """
    before = _whole_part(place, part.name)
    if before:
        now = _made_from(made_by, (_stamp(place.captured(name)) for name in part.captures))
        if before.made_from == now:
            return before, True
    stamps: list[str] = []

    def loaded() -> Iterator[Captured]:
        for name in part.captures:
            captured = place.captured(name)
            stamps.append(_stamp(captured))
            yield captured

    digest = sha256()
    captures = articles = mentions = 0
    records_file, done_file = place.files(part.name)
    with (
        disk.replacement(records_file) as file,
        gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as packed,
    ):
        for found in reader.records(loaded()):
            line = record.line(found)
            digest.update(line)
            packed.write(line)
            captures += 1
            articles += found.title is not None
            mentions += sum(len(subject.mentions) for subject in found.subjects)
    made_from = _made_from(made_by, stamps)
    done = Done(made_from, digest.hexdigest(), captures, articles, mentions)
    with disk.replacement(done_file) as file:
        file.write(_json(asdict(done)))
    return done, False


def _whole_part(place: Workplace, name: str) -> Done | None:
    """Return what is said of a part, if it is there as it is said to be."""
    records_file, done_file = place.files(name)
    try:
        done = Done(**json.loads(done_file.read_bytes()))
        digest = sha256()
        with gzip.open(records_file) as packed:
            while block := packed.read(_BUFFER):
                digest.update(block)
    except (OSError, EOFError, ValueError, TypeError, zlib.error):
        return None
    return done if done.sha256 == digest.hexdigest() else None


def _stamp(captured: Captured) -> str:
    """Return what tells a capture and its sidecar from any others."""

    def of(file: SourceFile | Problem | None) -> object:
        return sha256(file.data).hexdigest() if isinstance(file, SourceFile) else file

    return repr((captured.path, of(captured.capture), of(captured.sidecar)))


def _made_from(made_by: str, stamps: Iterable[str]) -> str:
    return sha256("\n".join([made_by, *stamps]).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


# ------------------------------------------------------------------- the whole, by who runs it


@contextmanager
def prepared(place: Workplace) -> Iterator[None]:
    """Keep the folder ready, and for this run alone.

    Raises:
        FolderError: it cannot be used.
        OSError: it cannot be made.
    """
    out = place.out
    try:
        marker = disk.claim(out, _PURPOSE)
    except disk.ForeignFolderError:
        raise FolderError(
            f"{out} holds files that are not an archive's. Name another folder."
        ) from None
    for folder in place.folders:
        folder.mkdir(parents=True, exist_ok=True)
    with marker.open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(f"Another run is writing into {out}. Wait for its end.") from None
        (out / _MANIFEST).unlink(missing_ok=True)
        yield


def is_ready(place: Workplace) -> bool:
    """Return whether the folder is, seen from here, one that was prepared."""
    return disk.mark(place.out, _PURPOSE).is_file()


def finish(place: Workplace, parts: Sequence[tuple[Part, Done]]) -> None:
    """Write the manifest, and delete what earlier runs left of captures that are not given now."""
    kept = {file for part, _ in parts for file in place.files(part.name)}
    stale = [path for f in place.folders for path in f.iterdir() if path not in kept]
    for path in stale:
        path.unlink()
    totals = ("captures", "articles", "mentions")
    manifest = {
        "version": record.VERSION,
        **{total: sum(getattr(done, total) for _, done in parts) for total in totals},
        "parts": [
            {
                "file": place.files(part.name)[0].relative_to(place.out).as_posix(),
                "first": part.captures[0],
                **asdict(done),
            }
            for part, done in parts
        ],
    }
    with disk.replacement(place.out / _MANIFEST) as file:
        file.write(_json(manifest))
