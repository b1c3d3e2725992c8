"""One Pagefind bundle: search records in, files out, always the same bytes: https://pagefind.app/.

Pagefind's documented interface (its command, its Python API) is not enough, for these reasons:

- A first search loads the whole metadata, with a random name for each page and both ends of each
  file of the index. `metadata` has what these follow from, in a quarter of the bytes, and
  `search/metadata.js` makes Pagefind's metadata of it. The limit for a first search is 220 kB at
  10,000 briefings.
- The search page sorts results by the day, which the names of fragments contain.
- Its fragments show the words of the index. Ours show the text as it stands
  (`indexed_html.fragment`), and are loaded without Pagefind.
- Its filters count the pages of one query. The search page counts what is left of several, by
  `facets`: the values of each, and the pages that have them.
- The Python client waits a tenth of a second before each answer.

So the records go to Pagefind's service directly, and `_rewrite` alone knows the format of the files
that come back. It accepts one version of the format, and `constraints.txt` pins it.
"""

import base64
import gzip
import json
import os
import select
import subprocess
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import takewhile
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

import cbor2
import zopfli.gzip
from msgspec import structs
from pagefind.service import get_executable

from briefings.build import indexed_html, names
from briefings.model.site import SearchRecord

METADATA = "metadata.packed"
"""The file of a bundle with its pages and the words at which the files of its index begin."""
FACETS = "facets.packed"
"""The file of a bundle with what its results can be narrowed by."""
PROGRAM = "wasm.all.pagefind"
"""The file of a bundle with Pagefind's program. The same file in all bundles of a site."""
Files = dict[str, bytes]
"""The files of a bundle, by path."""

FORMAT = 11
"""To be increased whenever the same records give other bytes."""
CHUNK = 2500
"""Approximate number of word positions in one file of the index. Pagefind's default is 20,000. A
first search loads one such file from each bundle; `make bench ARGS=search` shows the cost."""
FILE_AT_MOST = 9_000
"""Largest size in bytes of a file of the index with several words. A file of `CHUNK` positions has
some 5 kB, but Pagefind ends a file only after the word that fills it, such as “the”."""
READABLE = "1.5."
"""Beginning of the versions of Pagefind whose files `_rewrite` can read."""

# A bundle takes a few seconds. Nothing at all in this time means that Pagefind hangs.
_SILENCE_SECONDS = 300
# The service gives the number 0 to its first index.
_INDEX = 0
Chunk = tuple[str, str, str]
"""A file of the index: its first and its last word, and its name."""
_KEPT = ("pagefind.js", "fragment/", "index/")
# The search page queries each bundle separately and loads other metadata, which the exported
# functions do not allow.
_EXPORT = b"export{PagefindInstance};\n"
# All compressed files begin with this when they are unpacked.
_SIGNATURE = b"pagefind_dcd"
_FIRST_DAY = date(1970, 1, 1)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class PagefindError(OSError):
    """Pagefind is not installed, has failed, hangs, or writes a format that is not known here."""


class _Page(NamedTuple):
    """What is kept of a record until Pagefind has ended: a thirtieth of its text and words."""

    record: SearchRecord
    """The record without its text."""
    words: int
    """Number of its words."""
    fragment: bytes
    """Its fragment, packed."""


def make(records: Iterable[SearchRecord], number: int, programs: Iterable[Path] = ()) -> Files:
    """Return the bundle of some records.

    Each record is taken apart and sent before the next one is asked for. Pagefind needs 0.4 MB for
    each page of a real article, so little else should be held meanwhile.

    Args:
        records: the records. In the order of their days, similar names are next to each other,
            which makes the metadata smaller.
        number: how many there are, at least one.
        programs: files of other bundles with Pagefind's program (`PROGRAM`), compressed by this
            function. One with the same program saves compressing it again.

    Raises:
        PagefindError: it cannot be made.
    """
    sent: dict[str, _Page] = {}

    def requests() -> Iterator[Mapping[str, object]]:
        yield {"type": "NewIndex", "config": {}}
        for record in records:
            indexed = indexed_html.indexed(record)
            sent[record.address] = _Page(
                structs.replace(record, text=()), indexed.number,
                packed(indexed_html.fragment(indexed)),
            )  # fmt: skip
            yield {
                "type": "AddFile", "index_id": _INDEX, "url": record.address,
                "file_contents": indexed_html.document(indexed), "file_path": None,
            }  # fmt: skip
        yield {"type": "GetFiles", "index_id": _INDEX}

    *_, made = _answers(requests(), number + 2)
    files = {file["path"]: base64.b64decode(file["content"]) for file in made["files"]}
    try:
        return _rewrite(files, sent, programs)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, OSError) as error:
        version = json.loads(files["pagefind-entry.json"]).get("version")
        raise PagefindError(
            f"Pagefind {version} writes files that cannot be read here ({error!r}). "
            f"Install Pagefind {READABLE}*, as constraints.txt has it."
        ) from error


def _answers(requests: Iterable[Mapping[str, object]], number: int) -> list[dict[str, Any]]:
    """Return the answers of Pagefind's service to a number of requests, in order.

    Protocol: https://github.com/Pagefind/pagefind/blob/main/pagefind/src/service/requests.rs. All
    requests are sent at once, so that neither side waits for the other.
    """
    program = get_executable()
    if program is None:
        raise PagefindError("Pagefind is not installed.")
    process = subprocess.Popen(
        [program, "--service"],
        env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with ThreadPoolExecutor(1) as thread:
        sending = thread.submit(_send, process, requests)
        try:
            messages = _messages(process.stdout.fileno(), number)
        finally:
            process.kill()
            failed = sending.exception()
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()
            process.wait()
            if failed:
                raise failed
    # Pagefind has ended, and its memory is free, before its answers are unpacked.
    return [_payload(message) for message in messages]


def _send(program: subprocess.Popen[bytes], requests: Iterable[Mapping[str, object]]) -> None:
    assert program.stdin is not None
    try:
        for request in requests:
            message = json.dumps({"message_id": 0, "payload": request}).encode()
            program.stdin.write(base64.b64encode(message) + b",")
        program.stdin.flush()
    except BrokenPipeError:
        pass  # Pagefind has ended, which `_messages` reports
    except BaseException:
        program.kill()  # else `_messages` would wait for the other requests
        raise


def _messages(program: int, number: int) -> list[bytes]:
    """Read messages from a file descriptor; a comma ends each, and is nowhere else in it.

    Raises:
        PagefindError: there are fewer, or none comes for `_SILENCE_SECONDS`.
    """
    blocks = []
    while number > 0:
        if not select.select([program], [], [], _SILENCE_SECONDS)[0]:
            raise PagefindError(
                f"The search index could not be made: Pagefind has not answered for "
                f"{_SILENCE_SECONDS} seconds. Build again."
            )
        block = os.read(program, 1 << 20)
        if not block:
            raise PagefindError("The search index could not be made: Pagefind has ended.")
        number -= block.count(b",")
        blocks.append(block)
    return b"".join(blocks).split(b",")[:-1]


def _payload(message: bytes) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(base64.b64decode(message))["payload"]
    if payload["type"] == "Error":
        raise PagefindError(f"The search index could not be made: {payload['message']}")
    return payload


def _rewrite(files: Files, sent: Mapping[str, _Page], programs: Iterable[Path]) -> Files:
    """Return a bundle with short names, our fragments and without the files that are not used.

    The metadata is a list: version, pages (name, words), index chunks (first word, last word,
    name), filters, sort keys, meta fields. Source: `index_metadata.rs` of Pagefind.

    Args:
        files: the bundle as Pagefind made it.
        sent: the pages that it was sent, by address.
        programs: as of `make`.

    Raises:
        KeyError, ValueError, TypeError, IndexError, AttributeError, OSError: the files have another
            format.
    """
    entry = json.loads(files["pagefind-entry.json"])
    if not entry["version"].startswith(READABLE):
        raise ValueError(f"not version {READABLE}*")
    (about,) = entry["languages"].values()
    version, pages, chunks, filters, sort_keys, fields = _unpack(
        files[f"pagefind.{about['hash']}.pf_meta"]
    )
    if filters or sort_keys:
        raise ValueError("filters or sort keys, which no record has")
    chunks = list(divided(files, chunks))
    renamed: dict[str, str] = {}
    named = _named(page.record for page in sent.values())
    for page, ours, name in zip(pages, sent.values(), named, strict=True):
        old = f"fragment/{page[0]}.pf_fragment"
        theirs = json.loads(_content(files[old]))
        if (theirs["url"], theirs["word_count"]) != (ours.record.address, max(ours.words, 1)):
            raise ValueError(f"{theirs['url']} has {theirs['word_count']} words or another place")
        files[old] = ours.fragment
        renamed[old] = f"fragment/{name}.pf_fragment"
    for place, (_, _, name) in enumerate(chunks):
        renamed[f"index/{name}.pf_index"] = f"index/{_base36(place)}.pf_index"
    wasm = f"wasm.{about['wasm'] or 'unknown'}.pagefind"
    files[wasm] = _smaller(files[wasm], programs)
    renamed[wasm] = PROGRAM
    files["pagefind.js"] += _EXPORT
    kept = {
        renamed.get(path, path): data
        for path, data in files.items()
        if path in renamed or path.startswith(_KEPT)
    }
    lengths = (words for _, words in pages)
    dated = zip((record.day for record in named.values()), lengths, strict=True)
    starts = [(first, last) for first, last, _ in chunks]
    kept[METADATA] = packed(metadata(version, dated, starts, fields), zopfli.gzip.compress)
    kept[FACETS] = packed(facets(named))
    return kept | {path: packed(value) for path, value in names.files(named).items()}


def divided(files: Files, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """Yield the files of the index, with large ones divided before their last word.

    Otherwise a search for “ancient” would load all places of “and”, if both are in one file. A
    search for “an”, with which words of both files begin, finds only those of the first file. It is
    the same where Pagefind itself begins a new file.

    Args:
        files: the bundle as Pagefind made it, to which the new files are added.
        chunks: its files of the index.
    """
    for first, last, name in chunks:
        path = f"index/{name}.pf_index"
        if len(files[path]) > FILE_AT_MOST:
            ((*others, frequent),) = _unpack(files[path])
            if others:
                before, word = others[-1][0], frequent[0]
                # As short as it can be, as Pagefind has it: beginnings of the word lead here.
                begins = next(word[:end] for end in range(1, len(word) + 1) if word[:end] > before)
                files[f"index/{name}-.pf_index"] = _pack([others])
                files[path] = _pack([[frequent]])
                yield first, before, f"{name}-"
                yield begins, max(begins, last), name
                continue
        yield first, last, name


def with_facets(files: Files, records: Iterable[SearchRecord]) -> Files:
    """Return a bundle with the facets of its records, of which nothing else has changed.

    Args:
        files: the bundle.
        records: its records, in the order in which it was made.
    """
    return files | {FACETS: packed(facets(_named(records)))}


def _named(records: Iterable[SearchRecord]) -> dict[str, SearchRecord]:
    """Return the records of a bundle, in order, by the names of their fragments."""
    number = Counter[str]()
    named: dict[str, SearchRecord] = {}
    for record in records:
        day = _day(record.day)
        named[f"{day}.{_base36(number[day])}"] = record
        number[day] += 1
    return named


def metadata(
    version: str,
    pages: Iterable[tuple[str, int]],
    chunks: Iterable[tuple[str, str]],
    fields: Sequence[str],
) -> dict[str, Any]:
    """Return what `search/metadata.js` makes Pagefind's metadata of.

    `days` has two numbers for each run of pages of one day: days since the day before, counted from
    1970, and how many pages; those without a day come first. `lengths` has a digit to the base of
    36 for each page (`length`). `starts` has for each file of the index the word at which it
    begins: a digit says how many letters it shares with the word before.

    Args:
        version: the version of Pagefind.
        pages: ISO 8601 day, or nothing, and number of words of each page.
        chunks: first and last word of each file of the index.
        fields: names of the fields that are searched.

    Raises:
        ValueError: the words are in another order.
    """
    undated, days, lengths, last = 0, list[int](), list[str](), 0
    for day, words in pages:
        lengths.append(_base36(length(words)))
        since = (date.fromisoformat(day) - _FIRST_DAY).days if day else 0
        if not day:
            undated += 1
        elif days and since == last:
            days[-1] += 1
        else:
            days += since - last, 1
            last = since
    starts, before, end = list[str](), "", ""
    for first, final in chunks:
        if not end <= first <= final:
            raise ValueError(f"the index has {first} after {end}")
        same = takewhile(lambda both: both[0] == both[1], zip(before, first, strict=False))
        shared = min(len(list(same)), len(_DIGITS) - 1)
        starts.append(_DIGITS[shared] + first[shared:])
        before, end = first, final
    return {
        "version": version, "undated": undated, "days": days, "lengths": "".join(lengths),
        "starts": " ".join(starts), "fields": fields,
    }  # fmt: skip


def facets(records: Mapping[str, SearchRecord]) -> dict[str, Any]:
    """Return the values of all facets of a bundle, with the pages that have them.

    `pages` are the names of all fragments; a facet has, by value, places in that list.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for place, record in enumerate(records.values()):
        for name, values in record.facets.items():
            for value in values:
                found.setdefault(name, {}).setdefault(value, []).append(place)
    sort = {name: dict(sorted(values.items())) for name, values in sorted(found.items())}
    return {"pages": list(records), "facets": sort}


def packed(value: object, compress: Callable[[bytes], bytes] | None = None) -> bytes:
    """Return a value as compressed JSON, which the search page unpacks; no server has to.

    Args:
        value: the value.
        compress: compresses in the format of gzip; without it, zlib does.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return compress(text) if compress else gzip.compress(text, mtime=0)


def _smaller(wasm: bytes, programs: Iterable[Path]) -> bytes:
    """Return Pagefind's program compressed by Zopfli, which takes 3 kB from each first search.

    Args:
        wasm: the program, compressed by Pagefind.
        programs: files with a program, compressed by this function.
    """
    program = gzip.decompress(wasm)
    for made in programs:
        with suppress(OSError, EOFError, zlib.error):  # the file is gone or damaged
            if gzip.decompress(smaller := made.read_bytes()) == program:
                return smaller
    return _compressed(program)


@cache
def _compressed(program: bytes) -> bytes:
    # More blocks and iterations make it half a kilobyte smaller, in five times the time.
    smaller: bytes = zopfli.gzip.compress(program, numiterations=1, blocksplittingmax=4)
    return smaller


def _day(day: str) -> str:
    """Return an ISO 8601 day as days since 1970 to the base of 36; `_` for an empty one."""
    return _base36((date.fromisoformat(day) - _FIRST_DAY).days) if day else "_"


def _base36(number: int) -> str:
    def digits(rest: int) -> Iterator[str]:
        if rest >= len(_DIGITS):
            yield from digits(rest // len(_DIGITS))
        yield _DIGITS[rest % len(_DIGITS)]

    return "-" * (number < 0) + "".join(digits(abs(number)))


def length(words: int) -> int:
    """Return how long a page is, in half powers of two: a fifth more or less than its words.

    The number of words only weighs long pages against short ones, and few different ones compress
    well.
    """
    return min(round(2 * log2(max(words, 1))), len(_DIGITS) - 1)


def _content(data: bytes) -> bytes:
    content = gzip.decompress(data)
    if not content.startswith(_SIGNATURE):
        raise ValueError(f"no {_SIGNATURE.decode()} at the beginning")
    return content.removeprefix(_SIGNATURE)


def _unpack(data: bytes) -> list[Any]:
    unpacked: list[Any] = cbor2.loads(_content(data))
    return unpacked


def _pack(value: list[Any]) -> bytes:
    return gzip.compress(_SIGNATURE + cbor2.dumps(value), mtime=0)
