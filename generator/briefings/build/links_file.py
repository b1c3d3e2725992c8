"""What one build keeps of its links for the next: a file beside the compiled pages."""

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefings.build import disk
from briefings.model.linking import LinkCounts

_NAME = "links.json.gz"
_VERSION = 2
# Links are read again at each build, so that what is written fast is better than what is small.
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
    """Return where the file stands of a site that is compiled into a folder."""
    return compiled_dir.with_name(_NAME)


def read(path: Path) -> Mapping[str, LinkCounts] | None:
    """Return the links of the last build; None where there was none, or the file is damaged."""
    try:
        kept = _DECODER.decode(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError):
        return None
    return kept.pages if kept.version == _VERSION else None


def pack(links: Mapping[str, LinkCounts]) -> bytes:
    """Return what is to be kept of the links of a build: the same bytes for the same links."""
    return gzip.compress(msgspec.json.encode(_File(_VERSION, dict(links))), _COMPRESSION, mtime=0)


def differing(path: Path, packed: bytes) -> tuple[Mapping[str, LinkCounts], ...]:
    """Return the links of the pages on which they are others than in the last build.

    Those of all other pages are not decoded, which is most of the work.

    Args:
        path: the file of the last build.
        packed: the links now.

    Returns:
        Those of then and those of now; nothing where there was no build, or its file is damaged.
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
    """Keep the links of a build.

    Raises:
        OSError: it cannot be written.
    """
    disk.replace(path, packed)
