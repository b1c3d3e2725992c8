"""The folder of an archive: its files, and how a part is written.

    parts/NAME.jsonl.gz   the records of a part, one per line
    done/NAME.json        digests of their sources and of the records
    manifest.json         the list of parts; it exists if and only if all parts do

Files are replaced whole. A part is written again unless its `done` file names the present bytes of
its captures and explainers, the present versions, and the bytes of its records. The same sources
give the same bytes, whichever worker writes them. A database would not do here: workers on several
machines write at the same time, through a network file system.
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
from briefings.build.fingerprint import versions
from briefings.model.content import Problem, SourceFile
from briefings.readers import formats

_PURPOSE = "archive"
_MANIFEST = "manifest.json"

# A higher level takes much longer and hardly saves space.
_COMPRESSION = 6
_BUFFER = 1 << 20


class FolderError(Exception):
    """The folder holds other files than an archive, or another run writes into it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A part that has been written."""

    made_from: str
    """Digest of its sources: captures, sidecars, explainers, outlets, rules, versions."""
    sha256: str
    """Digest of its records, uncompressed."""
    captures: int
    """Number of captures, and so of records."""
    articles: int
    """Number of captures with an article."""
    mentions: int
    """Number of mentions in these articles."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders of an archive and of its captures."""

    root: Path
    """The folder that names of captures are relative to."""
    out: Path
    """The archive's folder."""

    @property
    def background(self) -> Path:
        """The file from which workers load explainers and outlets during a run."""
        return self.out / ".background"

    @property
    def folders(self) -> tuple[Path, Path]:
        """The folders `parts` and `done`."""
        return self.out / "parts", self.out / "done"

    def files(self, name: str) -> tuple[Path, Path]:
        """Return the paths of a part's two files."""
        parts, done = self.folders
        return parts / f"{name}.jsonl.gz", done / f"{name}.json"

    def captured(self, name: str) -> Captured:
        """Load a capture and its sidecar."""
        beside = formats.stem(name) + formats.SIDECAR
        there = (self.root / beside).exists()
        sidecar = content_folder.read_file(self.root / beside, beside) if there else None
        return Captured(name, content_folder.read_file(self.root / name, name), sidecar)


# --------------------------------------------------------------------------- one part, by a worker


def made_by(background: str) -> str:
    """Return a digest of all that records depend on besides captures and sidecars.

    Args:
        background: digest of explainers, outlets and rules.
    """
    parts = (f"records {record.VERSION}", background, *sorted(versions()))
    return sha256("\n".join(parts).encode()).hexdigest()


def make(part: Part, place: Workplace, reader: Reader, made_by: str) -> tuple[Done, bool]:
    """Write a part, unless it is up to date.

    Args:
        part: the part.
        place: where everything is.
        reader: parses and links its captures.
        made_by: digest from `made_by`.

    Returns:
        The part, and whether it was up to date.

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
    """Return the `done` file of a part; None if it or the records are missing or damaged."""
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
    """Return a text that names the bytes of a capture and of its sidecar."""

    def of(file: SourceFile | Problem | None) -> object:
        return sha256(file.data).hexdigest() if isinstance(file, SourceFile) else file

    return repr((captured.path, of(captured.capture), of(captured.sidecar)))


def _made_from(made_by: str, stamps: Iterable[str]) -> str:
    return sha256("\n".join([made_by, *stamps]).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


# ------------------------------------------------------------------- the archive, by the command


@contextmanager
def prepared(place: Workplace) -> Iterator[None]:
    """Create the folders, and lock them for this run inside the block.

    Raises:
        FolderError: it cannot be used.
        OSError: it cannot be created.
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


def finish(place: Workplace, parts: Sequence[tuple[Part, Done]]) -> None:
    """Write the manifest, and delete parts of captures that this run was not given."""
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
