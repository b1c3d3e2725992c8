"""The links of the last build, in a file beside the folder of the Markdown.

It is not in the cache, because a new version of the program deletes the cache, and just then an
editor may want to know how the links have changed.
"""

import gzip
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from briefings.build import disk
from briefings.model.linking import LinkCounts

_NAME = "links.json.gz"
_VERSION = 2
# Each build writes and reads the file, so speed matters more than size.
_COMPRESSION = 1


class _File(msgspec.Struct):
    version: int
    pages: dict[str, msgspec.Raw]


_decode_file = msgspec.json.Decoder(_File).decode
_decode_links = msgspec.json.Decoder(LinkCounts).decode


def beside(compiled_dir: Path) -> Path:
    """Return the path of the file that belongs to the folder of the Markdown."""
    return compiled_dir.with_name(_NAME)


def differing(
    path: Path, links: Iterable[tuple[str, LinkCounts]]
) -> tuple[Mapping[str, LinkCounts], Mapping[str, LinkCounts]] | None:
    """Return the links of the pages whose links differ from those of the last build.

    Args:
        path: the file of the last build.
        links: all pages, each with its links.

    Returns:
        The links then and now; None if there is no file of the last build, or it is damaged.
    """
    try:
        then = dict(_pages(path.read_bytes()))
        now: dict[str, LinkCounts] = {}
        for page, counts in links:
            if bytes(then.get(page, b"")) == msgspec.json.encode(counts):
                del then[page]
            else:
                now[page] = counts
        return {page: _decode_links(counts) for page, counts in then.items()}, now
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError):
        return None


def pack(links: Mapping[str, LinkCounts]) -> bytes:
    """Return the file's content for some links; the same links give the same bytes."""
    content = {"version": _VERSION, "pages": dict(links)}
    return gzip.compress(msgspec.json.encode(content), _COMPRESSION, mtime=0)


def _pages(packed: bytes) -> Mapping[str, msgspec.Raw]:
    """Return the encoded links by page; raises MsgspecError for another version of the format."""
    file = _decode_file(gzip.decompress(packed))
    if file.version != _VERSION:
        raise msgspec.ValidationError(f"version {file.version}")
    return file.pages


def write(path: Path, packed: bytes) -> None:
    """Write the file, and delete what a killed build has left beside it.

    Raises:
        OSError: it cannot be written.
    """
    for unfinished in path.parent.glob(disk.UNFINISHED):
        unfinished.unlink(missing_ok=True)
    disk.replace(path, packed)
