"""One Pagefind bundle: records in, files out, the same bytes every time: https://pagefind.app/.

Pagefind's command takes pages in the order in which a disk lists them, and writes filters in an
order that changes from run to run. So the records are told to it one by one, and what it makes is
put in order: filters are sorted, and files are named by what they hold, not by their hash.

All names stand in the one file that a first search must load whole, the metadata. So short names
save a reader bytes, and so do the pages' numbers of words, which are rounded: they only serve to
weigh long pages against short ones. That file is compressed as tightly as can be, which takes
Zopfli a fifth of a second: it is a fifth smaller than zlib makes it, measured with 1,200 pages. Of
other files that would save a reader 4 %, and there are thousands.

Fragments, of which there is one for each page, are named by its day, in days since 1970 to the base
of 36, with a number: `djv.0` on 2018-02-01, or `_.0` where there is none. The search page orders
results by these names. A browser never takes an old file for a new one of the same name, because
the folder of a bundle is named by the digest of its records.
"""

import base64
import gzip
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from math import log2
from operator import attrgetter
from threading import Thread
from typing import IO, Any

import cbor2
import numpy as np
import zopfli.gzip
from pagefind.service import get_executable

from briefings.model.site import SearchRecord

Files = dict[str, bytes]
"""The files of a bundle, by path."""

FORMAT = 5
"""To be raised whenever the same records give other bytes."""
CHUNK = 2500
"""About how many places of words one file of the index holds. Pagefind's own is 20,000, of which a
first search loads one from each bundle; `make bench ARGS=search` shows what sizes cost."""

_FIRST = date(1970, 1, 1)
# The first one that a service makes.
_INDEX = 0
_KEPT = ("pagefind.js", "pagefind-entry.json", "fragment/", "index/", "filter/")
# What the metadata and the program are called instead of by a hash and a language, so that the
# search page can ask for them before it has read what they are called.
_NAME = "all"
# Our search page asks the bundles one by one, which the interface for others does not let it do.
_EXPORT = b"export{Pagefind};\n"
# Every compressed file begins with this, once it is unpacked.
_SIGNATURE = b"pagefind_dcd"


def make(records: Sequence[SearchRecord]) -> Files:
    """Return the bundle of some records, at least one: by day, and else in this order.

    Raises:
        OSError: Pagefind cannot be run, or has failed.
    """
    pages = (
        {
            "type": "AddFile", "index_id": _INDEX, "url": record.address,
            "file_contents": record.html, "file_path": None,
        }
        # So names that begin alike stand together, which makes the file that holds them smaller.
        for record in sorted(records, key=attrgetter("day"))
    )  # fmt: skip
    *_, made = _answers([
        {"type": "NewIndex", "config": {}}, *pages, {"type": "GetFiles", "index_id": _INDEX},
    ])  # fmt: skip
    files = {file["path"]: base64.b64decode(file["content"]) for file in made["files"]}
    return _put_in_order(files, {record.address: record.day for record in records})


def _answers(requests: Sequence[Mapping[str, object]]) -> list[dict[str, Any]]:
    """Return the answers of Pagefind, run as a service, to requests, in order.

    https://github.com/Pagefind/pagefind/blob/main/pagefind/src/service/requests.rs. The package's
    own client sleeps a tenth of a second before each answer. Here all requests are sent at once:
    were each to wait for the answer to the one before, this thread would wait as often for others
    that are busy, some milliseconds each time.
    """
    program = get_executable()
    if program is None:
        raise FileNotFoundError("Pagefind is not installed")
    process = subprocess.Popen(
        [program, "--service"],
        env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    asking = Thread(target=_ask, args=(process.stdin, requests))
    asking.start()
    try:
        return list(map(_payload, _messages(process.stdout.fileno(), len(requests))))
    finally:
        process.kill()
        asking.join()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        process.wait()


def _ask(program: IO[bytes], requests: Iterable[Mapping[str, object]]) -> None:
    with suppress(BrokenPipeError):  # it has ended: there will be no answer
        for request in requests:
            message = json.dumps({"message_id": 0, "payload": request}).encode()
            program.write(base64.b64encode(message) + b",")
        program.flush()


def _messages(program: int, number: int) -> list[bytes]:
    """Read so many messages, each of which ends with the only comma in it."""
    parts = []
    while number > 0:
        part = os.read(program, 1 << 20)
        if not part:
            raise OSError("the search index could not be made: Pagefind has ended")
        number -= part.count(b",")
        parts.append(part)
    return b"".join(parts).split(b",")[:-1]


def _payload(message: bytes) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(base64.b64decode(message))["payload"]
    if payload["type"] == "Error":
        raise OSError(f"the search index could not be made: {payload['message']}")
    return payload


def _put_in_order(files: Files, days: Mapping[str, str]) -> Files:
    """Return a bundle with filters sorted and files renamed.

    Args:
        files: the bundle as Pagefind made it: the parts of its metadata that are read and written
            here are version, pages, index chunks and filters, in that order (`index_metadata.rs`).
        days: the day of each page, by address.
    """
    entry = json.loads(files["pagefind-entry.json"])
    (about,) = entry["languages"].values()
    meta = _unpack(files.pop(f"pagefind.{about['hash']}.pf_meta"))
    renamed: dict[str, str] = {}
    number = Counter[str]()
    for page in meta[1]:
        old = f"fragment/{page[0]}.pf_fragment"
        day = _day(days[_fragment(files[old])["url"]])
        page[0] = f"{day}.{_digits(number[day])}"
        number[day] += 1
        page[1] = rounded(page[1])
        renamed[old] = f"fragment/{page[0]}.pf_fragment"
    for place, chunk in enumerate(meta[2]):
        renamed[f"index/{chunk[2]}.pf_index"] = f"index/{_digits(place)}.pf_index"
        chunk[2] = _digits(place)
    meta[3].sort()
    for facet in meta[3]:
        old = f"filter/{facet[1]}.pf_filter"
        name, values = _unpack(files[old])
        files[old] = _pack([name, sorted(values)])
        facet[1] = name
        renamed[old] = f"filter/{name}.pf_filter"
    renamed[f"wasm.{about['wasm'] or 'unknown'}.pagefind"] = f"wasm.{_NAME}.pagefind"
    about["hash"] = about["wasm"] = _NAME
    files["pagefind-entry.json"] = json.dumps(entry).encode()
    files["pagefind.js"] += _EXPORT
    # Pagefind brings search pages of its own, and programs for other languages.
    kept = {
        renamed.get(path, path): data
        for path, data in files.items()
        if path in renamed or path.startswith(_KEPT)
    }
    packed = zopfli.gzip.compress(_SIGNATURE + cbor2.dumps(meta))
    return {**kept, f"pagefind.{_NAME}.pf_meta": packed}


def _day(day: str) -> str:
    """Return what the name of a fragment says of an ISO 8601 day, which may be empty."""
    return _digits((date.fromisoformat(day) - _FIRST).days) if day else "_"


def _digits(number: int) -> str:
    """Return a number to the base of 36."""
    return np.base_repr(number, 36).lower()


def rounded(words: int) -> int:
    """Return about so many words, a fifth off at most: the nearest half power of two, from 1."""
    return round(2 ** (round(2 * log2(max(words, 1))) / 2))


def _fragment(data: bytes) -> dict[str, Any]:
    fragment: dict[str, Any] = json.loads(gzip.decompress(data)[len(_SIGNATURE) :])
    return fragment


def _unpack(data: bytes) -> list[Any]:
    unpacked: list[Any] = cbor2.loads(gzip.decompress(data)[len(_SIGNATURE) :])
    return unpacked


def _pack(value: object) -> bytes:
    return gzip.compress(_SIGNATURE + cbor2.dumps(value), mtime=0)
