"""What one build keeps of its links for the next: a file beside the compiled pages."""

import gzip
import json
import zlib
from collections.abc import Sequence
from pathlib import Path

from generator.model.site import LinkRecord

_NAME = "links.json.gz"
_VERSION = 1


def beside(compiled_dir: Path) -> Path:
    """Return where the file stands of a site that is compiled into a folder."""
    return compiled_dir.with_name(_NAME)


def read(path: Path) -> tuple[LinkRecord, ...] | None:
    """Return the links of the last build; None where there was none, or the file is damaged."""
    try:
        data = json.loads(gzip.decompress(path.read_bytes()))
        if data["version"] != _VERSION:
            return None
        return tuple(
            LinkRecord(page, str(phrase), str(subject), bool(quoted), int(number))
            for page, listed in data["pages"].items()
            for phrase, subject, quoted, number in listed
        )
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, zlib.error):
        return None


def write(path: Path, links: Sequence[LinkRecord]) -> None:
    """Keep the links of a build.

    Raises:
        OSError: it cannot be written.
    """
    pages: dict[str, list[tuple[str, str, bool, int]]] = {}
    for link in links:
        pages.setdefault(link.page, []).append(
            (link.phrase, link.subject, link.quoted, link.number)
        )
    data = json.dumps({"version": _VERSION, "pages": pages}, ensure_ascii=False).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(gzip.compress(data, mtime=0))
    unfinished.replace(path)
