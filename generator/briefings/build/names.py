"""The names of explainers, dossiers and the owner's pages, which are suggested and searched for.

A file in their bundle, or several on a large site: a reader who types a name loads only those whose
names begin like it.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from briefings.model.site import SearchRecord
from briefings.text import search_words, stop_words

INDEX = "names.packed"
"""An object: `from`, the beginning at which each file starts; `entries` where there is one file."""
FILE_BYTES = 20_000
"""Size from which the next file begins, about a third of it when compressed: a reader who types
loads one file or two."""
_LETTERS = 3

Entry = tuple[str, str, str, tuple[str, ...], str, tuple[str, ...]]
"""Name of the fragment, address, title, other names, kind of page (empty for an explainer), and
inflections of the names."""


def files(records: Mapping[str, SearchRecord]) -> dict[str, object]:
    """Return the files of a bundle, by path; none if it has no names.

    Args:
        records: the records of the bundle by the name of their fragments.
    """
    entries = sorted(
        (_entry(name, record) for name, record in records.items() if record.kind != "briefing"),
        key=lambda entry: (entry[2], entry[1]),
    )
    if not entries:
        return {}
    language = next(record.language for record in records.values())
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for beginning in _beginnings(entry, frozenset(stop_words.of(language))):
            found.setdefault(beginning, []).append(entry)
    starts = _starts({beginning: found[beginning] for beginning in sorted(found)})
    if len(starts) == 1:
        return {INDEX: {"from": starts, "entries": entries}}
    shards: list[dict[Entry, None]] = [{} for _ in starts]
    for beginning, some in sorted(found.items()):
        shards[bisect_right(starts, beginning) - 1].update(dict.fromkeys(some))
    return {
        INDEX: {"from": starts},
        **{f"names/{number}.packed": sorted(some) for number, some in enumerate(shards)},
    }


def _entry(name: str, record: SearchRecord) -> Entry:
    kind = "" if record.kind == "explainer" else record.kind
    return name, record.address, record.title, record.also_called, kind, record.forms


def _beginnings(entry: Entry, stop: frozenset[str]) -> set[str]:
    """Return how the words of an entry's names begin; stop words only where there are no others."""
    found = set()
    for name in (entry[2], *entry[3], *entry[5]):
        words = [word.folded for word in search_words.words(name)]
        found |= {word[:_LETTERS] for word in words if word not in stop} or {
            word[:_LETTERS] for word in words
        }
    return found or {""}


def _starts(found: Mapping[str, Iterable[Entry]]) -> list[str]:
    """Return the beginning of each file, the first empty."""
    starts, size, inside = [""], 0, set[Entry]()
    for beginning, entries in found.items():
        new = [entry for entry in entries if entry not in inside]
        if size >= FILE_BYTES:
            starts.append(beginning)
            size, inside, new = 0, set(), list(entries)
        inside.update(new)
        size += sum(len(json.dumps(entry, ensure_ascii=False)) for entry in new)
    return starts
