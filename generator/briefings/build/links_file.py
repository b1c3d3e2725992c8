"""The links of the last build, in a file beside the compiled pages.

It is no part of the cache, which a new version of the program deletes: then an editor may want to
know most how the links have changed.
"""

import gzip
import zlib
from collections.abc import Mapping
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
    pages: dict[str, LinkCounts]


class _Raw(msgspec.Struct):
    version: int
    pages: dict[str, msgspec.Raw]


_DECODER, _RAW = msgspec.json.Decoder(_File), msgspec.json.Decoder(_Raw)
_LINKS = msgspec.json.Decoder(LinkCounts)


def beside(compiled_dir: Path) -> Path:
    """Return the path of the file that belongs to a folder of compiled pages."""
    return compiled_dir.with_name(_NAME)


def read(path: Path) -> Mapping[str, LinkCounts] | None:
    """Return the links of the last build by page; None if there is no file, or it is damaged."""
    try:
        kept = _DECODER.decode(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError):
        return None
    return kept.pages if kept.version == _VERSION else None


def pack(links: Mapping[str, LinkCounts]) -> bytes:
    """Return the file's content for some links; the same links give the same bytes."""
    return gzip.compress(msgspec.json.encode(_File(_VERSION, dict(links))), _COMPRESSION, mtime=0)


def differing(path: Path, packed: bytes) -> tuple[Mapping[str, LinkCounts], ...]:
    """Return the links of the pages whose links have changed since the last build.

    Links of other pages are not decoded, which saves most of the time.

    Args:
        path: the file of the last build.
        packed: the content of the file of this build.

    Returns:
        The links then and now; empty if there is no file of the last build, or it is damaged.
    """
    try:
        then = path.read_bytes()
        if then == packed:
            return {}, {}
        before, after = (_RAW.decode(gzip.decompress(data)) for data in (then, packed))
        if before.version != after.version:
            return ()
        then_pages, now_pages = before.pages, after.pages
        differ = {page for page, links in now_pages.items() if then_pages.get(page) != links}
        differ |= then_pages.keys() - now_pages.keys()
        return tuple(
            {page: _LINKS.decode(links) for page, links in pages.items() if page in differ}
            for pages in (then_pages, now_pages)
        )
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError):
        return ()


def write(path: Path, packed: bytes) -> None:
    """Write the file.

    Raises:
        OSError: it cannot be written.
    """
    disk.replace(path, packed)
