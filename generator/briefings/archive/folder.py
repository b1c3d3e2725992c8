"""Write an archive into a folder.

    parts/NAME.jsonl.gz   the records of a part, one per line
    done/NAME.json        digests of their sources and of the records
    manifest.json         the list of parts; it exists if and only if all parts do

Files are replaced atomically. A part is written again unless its `done` file has the digests of its
current sources and of its records. The same sources give the same bytes on every worker. A database
is not suitable: workers on several machines write at the same time to a network file system.
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
from briefings.archive.reader import LoadedCapture, Reader
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
class ArchivePaths:
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

    def captured(self, name: str) -> LoadedCapture:
        """Load a capture and its sidecar."""
        sidecar_name = formats.stem(name) + formats.SIDECAR
        sidecar = None
        if (self.root / sidecar_name).exists():
            sidecar = content_folder.read_file(self.root / sidecar_name, sidecar_name)
        return LoadedCapture(name, content_folder.read_file(self.root / name, name), sidecar)


# --------------------------------------------------------------------------- one part, by a worker


def made_by(background: str) -> str:
    """Return a digest of everything that records depend on, except captures and sidecars.

    Args:
        background: digest of explainers, outlets and rules.
    """
    parts = (f"records {record.VERSION}", background, *sorted(versions()))
    return sha256("\n".join(parts).encode()).hexdigest()


def make(part: Part, paths: ArchivePaths, reader: Reader, made_by: str) -> tuple[Done, bool]:
    """Write a part, unless it is up to date.

    Args:
        part: the part.
        paths: the folders of the archive and of its captures.
        reader: parses and links its captures.
        made_by: digest from `made_by`.

    Returns:
        The part, and whether it was up to date.

    Raises:
        OSError: the part cannot be written.
    """
    before = _whole_part(paths, part.name)
    if before:
        now = _made_from(made_by, (_stamp(paths.captured(name)) for name in part.captures))
        if before.made_from == now:
            return before, True
    stamps: list[str] = []

    def loaded() -> Iterator[LoadedCapture]:
        for name in part.captures:
            captured = paths.captured(name)
            stamps.append(_stamp(captured))
            yield captured

    digest = sha256()
    captures = articles = mentions = 0
    records_file, done_file = paths.files(part.name)
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


def _whole_part(paths: ArchivePaths, name: str) -> Done | None:
    """Return the `done` file of a part; None if it or the records are missing or damaged."""
    records_file, done_file = paths.files(name)
    try:
        done = Done(**json.loads(done_file.read_bytes()))
        digest = sha256()
        with gzip.open(records_file) as packed:
            while block := packed.read(_BUFFER):
                digest.update(block)
    except (OSError, EOFError, ValueError, TypeError, zlib.error):
        return None
    return done if done.sha256 == digest.hexdigest() else None


def _stamp(captured: LoadedCapture) -> str:
    """Return a text that changes with the bytes of a capture and of its sidecar."""

    def content(file: SourceFile | Problem | None) -> object:
        return sha256(file.data).hexdigest() if isinstance(file, SourceFile) else file

    return repr((captured.path, content(captured.capture), content(captured.sidecar)))


def _made_from(made_by: str, stamps: Iterable[str]) -> str:
    return sha256("\n".join([made_by, *stamps]).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


# ------------------------------------------------------------------- the archive, by the command


@contextmanager
def prepared(paths: ArchivePaths) -> Iterator[None]:
    """Create the folders, and lock them inside the block.

    Raises:
        FolderError: the folder cannot be used.
        OSError: the folder cannot be created.
    """
    out = paths.out
    try:
        marker = disk.claim(out, _PURPOSE)
    except disk.ForeignFolderError:
        raise FolderError(
            f"{out} holds files that are not an archive's. Name another folder."
        ) from None
    for folder in paths.folders:
        folder.mkdir(parents=True, exist_ok=True)
    with marker.open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(f"Another run is writing into {out}. Wait for its end.") from None
        (out / _MANIFEST).unlink(missing_ok=True)
        yield


def finish(paths: ArchivePaths, parts: Sequence[tuple[Part, Done]]) -> None:
    """Write the manifest, and delete all other parts."""
    kept = {file for part, _ in parts for file in paths.files(part.name)}
    stale = [path for f in paths.folders for path in f.iterdir() if path not in kept]
    for path in stale:
        path.unlink()
    totals = ("captures", "articles", "mentions")
    manifest = {
        "version": record.VERSION,
        **{total: sum(getattr(done, total) for _, done in parts) for total in totals},
        "parts": [
            {
                "file": paths.files(part.name)[0].relative_to(paths.out).as_posix(),
                "first": part.captures[0],
                **asdict(done),
            }
            for part, done in parts
        ],
    }
    with disk.replacement(paths.out / _MANIFEST) as file:
        file.write(_json(manifest))
