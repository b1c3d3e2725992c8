"""What one build keeps of its links for the next: a file beside the compiled pages."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.model.linking import LinkCounts

_NAME = "links.json.gz"
_VERSION = 2
# Links are read again at each build, so that what is written fast is better than what is small.
_COMPRESSION = 1


class _File(msgspec.Struct):
    version: int
    pages: dict[str, LinkCounts]


_DECODER = msgspec.json.Decoder(_File)


def beside(compiled_dir: Path) -> Path:
    """Return where the file stands of a site that is compiled into a folder."""
    return compiled_dir.with_name(_NAME)


def read(path: Path) -> Mapping[str, LinkCounts] | None:
    """Return the links of the last build; None where there was none, or the file is damaged."""
    try:
        kept = _DECODER.decode(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError):
        return None
    return kept.pages if kept.version == _VERSION else None


def write(path: Path, links: Mapping[str, LinkCounts]) -> None:
    """Keep the links of a build.

    Raises:
        OSError: it cannot be written.
    """
    data = msgspec.json.encode(_File(_VERSION, dict(links)))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(gzip.compress(data, _COMPRESSION, mtime=0))
    unfinished.replace(path)
