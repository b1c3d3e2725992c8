"""One Pagefind bundle: records in, files out, the same bytes every time: https://pagefind.app/.

Pagefind's command takes pages in the order in which a disk lists them, and writes filters in an
order that changes from run to run. So the records are told to it one by one, and what it makes is
put in order: filters are sorted, and files are named by what they hold, not by their hash.

All names stand in the one file that a first search must load whole, so that short ones save a
reader bytes; so do the pages' numbers of words, which are rounded: they only serve to weigh long
pages against short ones.

Fragments, of which there is one for each page, are named by its day: `2018-02-01.0`, or `0` where
there is none. The search page orders results by these names. A browser never takes an old file for
a new one of the same name, because the folder of a bundle is named by the digest of its records.
"""

import base64
import gzip
import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import cbor2
from pagefind.service import get_executable

from generator.model.site import SearchRecord

Files = dict[str, bytes]
"""The files of a bundle, by path."""

FORMAT = 2
"""To be raised whenever the same records give other bytes."""
CHUNK = 2500
"""About how many places of words one file of the index holds. Pagefind's own is 20,000, of which a
first search loads one from each bundle; `make bench ARGS=search` shows what sizes cost."""

_KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.", "fragment/", "index/", "filter/")
# Our search page asks the bundles one by one, which the interface for others does not let it do.
_EXPORT = b"export{Pagefind};\n"
# Every compressed file begins with this, once it is unpacked.
_SIGNATURE = b"pagefind_dcd"


def make(records: Sequence[SearchRecord]) -> Files:
    """Return the bundle of some records, at least one, in this order.

    Raises:
        OSError: Pagefind cannot be run, or has failed.
    """
    with _service() as ask:
        index = ask(type="NewIndex", config={})["index_id"]
        for record in records:
            page = {"url": record.address, "file_contents": record.html, "file_path": None}
            ask(type="AddFile", index_id=index, **page)
        made = ask(type="GetFiles", index_id=index)["files"]
    files = {file["path"]: base64.b64decode(file["content"]) for file in made}
    return _put_in_order(files, {record.address: record.day for record in records})


@contextmanager
def _service() -> Iterator[Callable[..., dict[str, Any]]]:
    """Run Pagefind as a service: yields a function that sends a request and returns the answer.

    https://github.com/Pagefind/pagefind/blob/main/pagefind/src/service/requests.rs. The package's
    own client sleeps a tenth of a second before each answer.
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
    questions, answers = process.stdin, process.stdout.fileno()

    def ask(**request: object) -> dict[str, Any]:
        message = json.dumps({"message_id": 0, "payload": request}).encode()
        with suppress(BrokenPipeError):  # it has ended: there will be no answer
            questions.write(base64.b64encode(message) + b",")
            questions.flush()
        answer = b""
        parts = []
        while not answer.endswith(b","):
            answer = os.read(answers, 1 << 20)
            if not answer:
                raise OSError("the search index could not be made: Pagefind has ended")
            parts.append(answer)
        payload: dict[str, Any] = json.loads(base64.b64decode(b"".join(parts)[:-1]))["payload"]
        if payload["type"] == "Error":
            raise OSError(f"the search index could not be made: {payload['message']}")
        return payload

    try:
        yield ask
    finally:
        with suppress(BrokenPipeError):
            questions.close()
        process.stdout.close()
        process.kill()
        process.wait()


def _put_in_order(files: Files, days: Mapping[str, str]) -> Files:
    """Return a bundle with filters sorted and files renamed.

    Args:
        files: the bundle as Pagefind made it: the parts of its metadata that are read and written
            here are version, pages, index chunks and filters, in that order (`index_metadata.rs`).
        days: the day of each page, by address.
    """
    entry = json.loads(files["pagefind-entry.json"])
    ((language, about),) = entry["languages"].items()
    meta = _unpack(files.pop(f"pagefind.{about['hash']}.pf_meta"))
    renamed: dict[str, str] = {}
    count: dict[str, int] = {}
    for page in meta[1]:
        old = f"fragment/{page[0]}.pf_fragment"
        day = days[_fragment(files[old])["url"]]
        count[day] = count.get(day, -1) + 1
        page[0] = f"{day}.{count[day]}" if day else str(count[day])
        page[1] = max(1, _rounded(page[1]))
        renamed[old] = f"fragment/{page[0]}.pf_fragment"
    for number, chunk in enumerate(meta[2]):
        renamed[f"index/{chunk[2]}.pf_index"] = f"index/{number}.pf_index"
        chunk[2] = str(number)
    meta[3].sort()
    for facet in meta[3]:
        old = f"filter/{facet[1]}.pf_filter"
        name, values = _unpack(files[old])
        files[old] = _pack([name, sorted(values)])
        facet[1] = name
        renamed[old] = f"filter/{name}.pf_filter"
    about["hash"] = language
    files["pagefind-entry.json"] = json.dumps(entry).encode()
    files["pagefind.js"] += _EXPORT
    kept = {renamed.get(path, path): data for path, data in files.items() if _is_kept(path, about)}
    return {**kept, f"pagefind.{language}.pf_meta": _pack(meta)}


def _rounded(words: int) -> int:
    """Return a number of words to two digits or so."""
    step = 50 if words >= 250 else 10
    return step * round(words / step)


def _is_kept(path: str, about: Mapping[str, object]) -> bool:
    """Return whether our search page needs a file; Pagefind brings search pages of its own."""
    if path.startswith("wasm."):
        return path == f"wasm.{about['wasm'] or 'unknown'}.pagefind"
    return path.startswith(_KEPT)


def _fragment(data: bytes) -> dict[str, Any]:
    fragment: dict[str, Any] = json.loads(gzip.decompress(data)[len(_SIGNATURE) :])
    return fragment


def _unpack(data: bytes) -> list[Any]:
    unpacked: list[Any] = cbor2.loads(gzip.decompress(data)[len(_SIGNATURE) :])
    return unpacked


def _pack(value: object) -> bytes:
    return gzip.compress(_SIGNATURE + cbor2.dumps(value), mtime=0)
