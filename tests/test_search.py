"""The search index: its bundles, and which of them a build creates again."""

import gzip
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from briefings.build import disk, manifest, pagefind, search
from briefings.build.pagefind import PagefindError
from briefings.build.store import DamagedError, Store
from briefings.model.site import SearchRecord, SearchText, Site
from briefings.site.search_records import page
from tests.project import lose_a_bit, tree

# ------------------------------------------------------------------------------------------- parts


def records(*days: str, explainers: int = 0) -> list[SearchRecord]:
    briefings = (record("briefing", f"briefings/{n}/", day) for n, day in enumerate(days))
    return [
        *briefings,
        *(record("explainer", f"explainers/{number}/") for number in range(explainers)),
    ]


def record(kind: str, address: str, day: str = "") -> SearchRecord:
    text = (SearchText("A bridge."),)
    return SearchRecord(kind, address, "en", f"No {address}", text, day=day)


def planned(sizes: Mapping[str, int], digest: str = "digest") -> dict[str, list[str]]:
    return search.plan(dict.fromkeys(sizes, digest), sizes)


@settings(max_examples=60)
@given(
    st.lists(st.none() | st.dates(date(2001, 1, 1), date(2009, 12, 31)), max_size=40),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_each_record_is_in_one_bundle_and_each_short_month_in_one(
    days: list[date | None], explainers: int, random: "object"
) -> None:
    everything = records(*(str(day or "") for day in days), explainers=explainers)
    paths = [page(str(n), record).uri for n, record in enumerate(everything)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "AT_MOST", 5)
        found = planned(dict.fromkeys(paths, 1))
        random.shuffle(paths)  # type: ignore[attr-defined]
        assert planned(dict.fromkeys(paths, 1)) == found
        assert set(found) & set(planned(dict.fromkeys(paths, 1), "other")) == set()
    assert sorted(path for part in found.values() for path in part) == sorted(paths)
    months = Counter(path.rpartition("/")[0] for path in paths)
    split = Counter(chain(*({path.rpartition("/")[0] for path in part} for part in found.values())))
    assert all(split[month] == 1 for month, number in months.items() if number <= 5)
    kinds = [{path.partition("/")[0] for path in part} for part in found.values()]
    assert all(len(kind) == 1 for kind in kinds)
    briefings = [part for part in found.values() if part[0].startswith("briefing/")]
    assert all(len(part) <= 5 for part in briefings)
    # The last but one may be growing, and the last is what is newest.
    assert all(len(one) + len(next_) > 5 for one, next_ in pairwise(briefings[:-2]))


def test_the_newest_briefings_are_apart_until_there_are_enough_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "AT_MOST", 10)

    def sizes(number: int) -> list[int]:
        days = (f"20{n // 12:02}-{n % 12 + 1:02}-01" for n in range(number))
        paths = [page(str(n), one).uri for n, one in enumerate(records(*days))]
        return [len(part) for part in planned(dict.fromkeys(paths, 1)).values()]

    assert [sizes(n) for n in range(1, 13)] == [
        [1], [2], [2, 1], [2, 2], [4, 1], [4, 2], [6, 1], [6, 2], [8, 1], [8, 2], [10, 1], [10, 2],
    ]  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(["", "2018-01/", "2018-02/"]), st.integers(1, 150))),
    st.integers(1, 150),
    st.randoms(use_true_random=False),
)
def test_a_bundle_of_several_records_has_a_largest_size(
    found: list[tuple[str, int]], added: int, random: "object"
) -> None:
    sizes = {f"briefing/{month}{n}.json": size for n, (month, size) in enumerate(found)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "BYTES_AT_MOST", 100)
        before = planned(sizes)
        bundles = [[sizes[path] for path in part] for part in before.values()]
        assert all(len(part) == 1 or sum(part) <= 100 for part in bundles)
        shuffled = list(sizes)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert planned({path: sizes[path] for path in shuffled}) == before
        # A newest briefing changes the newest bundles only.
        after = planned(sizes | {"briefing/2018-03/new.json": added})
        assert set([*before][:-2]) <= set(after)


def test_a_new_record_divides_only_the_part_that_it_belongs_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "BYTES_AT_MOST", 100)
    sizes = {f"briefing/{n}.json": 90 for n in range(20)}
    before = planned(sizes)
    after = planned(sizes | {"briefing/long.json": 500})
    assert [len(part) for part in before.values()] == [1] * 20
    assert len(set(after) - set(before)) == 1


# ----------------------------------------------------------------------------------------- bundles


@pytest.fixture(scope="module")
def some(compiled: Site) -> list[SearchRecord]:
    return [record for record in compiled.records if record.kind == "briefing"]


def test_the_same_records_give_the_same_bytes_on_any_number_of_processors(
    some: list[SearchRecord],
) -> None:
    files = pagefind.make(some, len(some))
    assert len(some) == sum(path.startswith("fragment/") for path in files)
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system has no way to hold a process to one processor")
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(ours)})
    try:
        assert pagefind.make(some, len(some)) == files
    finally:
        os.sched_setaffinity(0, ours)


def test_fragments_are_named_by_their_days_so_that_results_can_be_put_in_order() -> None:
    days = ("2018-02-01", "", "1969-12-31", "2018-02-01", "1970-01-01")
    records = [record("briefing", f"{n}/", day) for n, day in enumerate(days)]
    found = {
        json.loads(gzip.decompress(data))["url"]: path
        for path, data in pagefind.make(records, len(records)).items()
        if path.startswith("fragment/")
    }
    names = ("djv.0", "_.0", "-1.0", "djv.1", "0.0")
    assert found == {f"{n}/": f"fragment/{name}.pf_fragment" for n, name in enumerate(names)}


@given(words=st.integers(1, 1_000_000))
def test_a_page_is_taken_to_be_as_long_as_it_is_but_for_a_fifth(words: int) -> None:
    assert abs(2 ** (pagefind.length(words) / 2) - words) <= words / 5 or words > 2**17


def test_pages_have_few_different_lengths() -> None:
    assert {pagefind.length(words) for words in range(300, 1000)} == {16, 17, 18, 19, 20}
    assert pagefind.length(0) == 0


def test_metadata_has_the_pages_and_where_the_files_of_the_index_begin() -> None:
    pages = [("", 8), ("1969-12-31", 9), ("1970-01-02", 16), ("1970-01-02", 4)]
    chunks = [("baker", "ball"), ("balm", "bar"), ("zoo", "über")]
    assert pagefind.metadata("1.5.2", pages, chunks, ["title"]) == {
        "version": "1.5.2", "undated": 1, "days": [-1, 1, 2, 2], "lengths": "6684",
        "starts": "0baker 2lm 0zoo", "fields": ["title"],
    }  # fmt: skip
    with pytest.raises(ValueError, match="after"):
        pagefind.metadata("1.5.2", pages, reversed(chunks), [])


def test_a_frequent_word_has_a_file_of_the_index_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def file(*words: str) -> bytes:
        packed = cbor2.dumps([[[word, [[1, [len(word)]]]] for word in words]])
        return gzip.compress(b"pagefind_dcd" + packed, mtime=0)

    words = {"a": ("an", "ancient", "and"), "b": ("bridge", "by"), "c": ("city",)}
    files = {f"index/{name}.pf_index": file(*some) for name, some in words.items()}
    chunks = [(some[0], some[-1], name) for name, some in words.items()]
    assert list(pagefind.divided(files, chunks)) == chunks
    monkeypatch.setattr(pagefind, "FILE_AT_MOST", len(file("bridge", "by")))
    assert len(file(*words["a"])) > pagefind.FILE_AT_MOST
    assert list(pagefind.divided(files, chunks)) == [
        ("an", "ancient", "a-"), ("and", "and", "a"), *chunks[1:],
    ]  # fmt: skip
    assert files["index/a-.pf_index"] == file("an", "ancient")
    assert files["index/a.pf_index"] == file("and")
    monkeypatch.setattr(pagefind, "FILE_AT_MOST", 1)
    assert ("city", "city", "c") in list(pagefind.divided(files, chunks))


def test_a_bundle_has_what_our_search_page_needs_and_no_more(some: list[SearchRecord]) -> None:
    paths = {path.partition("/")[0] for path in pagefind.make(some, len(some))}
    assert paths == {
        "pagefind.js", "metadata.packed", "wasm.all.pagefind", "fragment", "index", "facets.packed",
    }  # fmt: skip


class Index:
    """The search index of some records, made again and again."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.records, self.cache, self.target = folder / "r", folder / "c", folder / "t"
        self.store = Store(folder / "cache.sqlite", "1")
        self.made: list[str] = []
        make = pagefind.make

        def noted(
            records: Iterable[SearchRecord], number: int, programs: Iterable[Path]
        ) -> pagefind.Files:
            part = list(records)
            self.made.append(part[0].day[:4] or part[0].kind)
            return make(part, number, programs)

        patch.setattr(pagefind, "make", noted)
        patch.setattr(search, "AT_MOST", 2)

    def of(self, records: list[SearchRecord]) -> list[str]:
        """Make it, and return for which parts Pagefind had to be asked."""
        self.made.clear()
        files = [page(str(n), record) for n, record in enumerate(records)]
        for file in files:
            disk.replace(self.records / file.uri, file.text.encode())
        digests = {file.uri: manifest.digest_of(file.text.encode()) for file in files}
        made = search.index(self.records, digests, self.store, self.cache, self.target)
        assert made == len(records)
        return self.made

    def bundle(self) -> Path:
        return next(path for path in self.cache.iterdir() if path.name.startswith("briefings-2018"))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    return Index(tmp_path, monkeypatch)


def test_only_what_has_changed_is_indexed_again(index: Index) -> None:
    assert index.of(records("2018-01-01", "2019-01-01", explainers=2)) == [
        "2018", "2019", "explainer",
    ]  # fmt: skip
    before = tree(index.target)
    assert index.of(records("2018-01-01", "2019-01-01", explainers=2)) == []
    assert tree(index.target) == before
    assert index.of(records("2018-01-01", "2019-01-01", explainers=3)) == ["explainer"]
    assert index.of(records("2018-01-01", "2019-01-02", explainers=3)) == ["2019"]
    names = {path.name for path in index.target.iterdir()} - {search.MANIFEST}
    assert names == {path.name for path in index.cache.iterdir()}
    assert json.loads((index.target / search.MANIFEST).read_text()) == {"bundles": sorted(names)}


def test_the_program_of_another_bundle_is_taken_if_it_is_the_same(
    some: list[SearchRecord], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = pagefind.make(some, len(some))
    monkeypatch.setattr(pagefind, "_compressed", lambda _: b"")
    kept = [tmp_path / name for name in ("gone", "damaged", "other", "same")]
    for path, data in zip(
        kept[1:], (b"\x1f\x8bno", gzip.compress(b"other"), made[pagefind.PROGRAM]), strict=True
    ):
        path.write_bytes(data)
    assert pagefind.make(some, len(some), kept) == made
    assert pagefind.make(some, len(some), kept[:3])[pagefind.PROGRAM] == b""


def test_other_links_change_facets_without_pagefind(index: Index, tmp_path: Path) -> None:
    first, second, *others = records("2018-01-01", "2018-01-01", "2019-01-01", explainers=1)
    linked = structs.replace(second, facets={"subject": ("Libya",)})
    index.of([first, second, *others])
    assert index.of([first, linked, *others]) == []
    with pytest.MonkeyPatch.context() as patch:
        clean = Index(tmp_path / "clean", patch)
        assert clean.of([first, linked, *others]) == ["2018", "2019", "explainer"]
    assert tree(index.target) == tree(clean.target)
    renamed = structs.replace(linked, title="Another")
    assert index.of([first, renamed, *others]) == ["2018"]


def test_another_pagefind_or_format_indexes_all_again(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.of(records("2018-01-01"))
    monkeypatch.setattr(pagefind, "FORMAT", pagefind.FORMAT + 1)
    assert index.of(records("2018-01-01")) == ["2018"]
    monkeypatch.setattr(search, "version", lambda _: "9.9.9")
    assert index.of(records("2018-01-01")) == ["2018"]
    assert index.of(records("2018-01-01")) == []


def change_a_byte(bundle: Path) -> None:
    file = next((bundle / "index").iterdir())
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.unlink()
    file.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        change_a_byte,
        lambda bundle: next((bundle / "fragment").iterdir()).unlink(),
        lambda bundle: bundle.rename(bundle.with_name("elsewhere")),
    ],
    ids=["byte", "file gone", "bundle gone"],
)
def test_a_damaged_bundle_is_noticed_and_made_again(
    damage: Callable[[Path], None], index: Index
) -> None:
    some = records("2018-01-01", "2018-01-02", explainers=1)
    index.of(some)
    before = tree(index.target)
    damage(index.bundle())
    assert index.of(some) == ["2018"]
    assert tree(index.target) == before
    assert index.of(some) == []


@pytest.mark.parametrize("facets", [{}, {"subject": ("Libya",)}], ids=["used", "copied"])
def test_a_file_that_has_lost_a_bit_is_not_used(
    facets: dict[str, tuple[str, ...]], index: Index
) -> None:
    (one,) = records("2018-01-01")
    index.of([one])
    lose_a_bit(next((index.bundle() / "index").iterdir()))
    again = structs.replace(one, facets=facets)
    with pytest.raises(DamagedError):
        index.of([again])
    with pytest.raises(DamagedError):
        manifest.verify({search.FOLDER: index.cache}, index.store)
    assert index.of([again]) == ["2018"]
    with pytest.raises(DamagedError):
        search.make(index.records, {page("0", again).uri: "another digest"}, {})


def test_a_bundle_without_the_record_of_a_file_is_made_again(index: Index) -> None:
    some = records("2018-01-01", explainers=1)
    index.of(some)
    before, bundle = tree(index.target), index.bundle().name
    lost = next(uri for uri in index.store.files("search") if uri.startswith(f"{bundle}/fragment"))
    index.store.record([], [("search", lost)])
    assert index.of(some) == ["2018"]
    assert tree(index.target) == before


def test_an_index_that_failed_is_not_used(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    some, replace = records("2018-01-01", explainers=1), disk.replace

    def fail(path: Path, data: bytes) -> None:
        if path.suffix == ".pagefind":
            raise OSError("disk is full")
        replace(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", fail)
        with pytest.raises(OSError, match="disk is full"):
            index.of(some)
    assert index.of(some) == ["2018", "explainer"]
    assert index.of(some) == []


def test_where_files_cannot_be_shared_they_are_copied(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = records("2018-01-01")
    index.of(some)
    before = tree(index.target)

    def refuse(*_: object) -> None:
        raise OSError("another file system")

    monkeypatch.setattr(os, "link", refuse)
    assert index.of(some) == []
    assert tree(index.target) == before


def test_a_site_without_pages_has_an_empty_index(index: Index) -> None:
    assert index.of([]) == []
    assert json.loads((index.target / search.MANIFEST).read_text()) == {"bundles": []}


def test_a_missing_or_killed_pagefind_is_an_error(
    some: list[SearchRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind, "get_executable", lambda: None)
    with pytest.raises(PagefindError, match="not installed"):
        pagefind.make(some, len(some))
    monkeypatch.setattr(pagefind, "get_executable", lambda: "/bin/true")
    with pytest.raises(PagefindError, match="could not be made: Pagefind has ended"):
        pagefind.make(some, len(some))


def test_an_exception_of_the_records_is_passed_on(some: list[SearchRecord]) -> None:
    def records() -> Iterator[SearchRecord]:
        yield some[0]
        raise FileNotFoundError("its record")

    with pytest.raises(FileNotFoundError, match="its record"):
        pagefind.make(records(), 2)


def test_pagefind_that_hangs_is_an_error(
    some: list[SearchRecord], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "hangs"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: str(program))
    monkeypatch.setattr(pagefind, "_SILENCE_SECONDS", 0.1)
    with pytest.raises(PagefindError, match=r"not answered for 0\.1 seconds"):
        pagefind.make(some * 50, len(some) * 50)


# ------------------------------------------------------------------------------ Pagefind's format

# If a test of this section fails after an upgrade, Pagefind has changed the format of its files.
# Then change `pagefind._rewrite`, READABLE and FORMAT, and this section.


def raw(records: list[SearchRecord], monkeypatch: pytest.MonkeyPatch) -> pagefind.Files:
    """Return a bundle as Pagefind writes it."""
    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "_rewrite", lambda files, *_: files)
        return pagefind.make(records, len(records))


def test_pagefind_writes_the_format_of_version_1_5(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (SearchText("A bridge."),)
    files = raw([SearchRecord("briefing", "a/", "en", "Build", text)], monkeypatch)
    entry = json.loads(files["pagefind-entry.json"])
    assert entry["version"].startswith("1.5.")
    assert pagefind.READABLE == "1.5."
    (about,) = entry["languages"].values()
    assert about.keys() == {"hash", "wasm", "page_count"}
    version, ((page, words),), ((first, last, chunk),), filters, sorts, fields = pagefind._unpack(
        files[f"pagefind.{about['hash']}.pf_meta"]
    )
    assert (version, words, first, last) == (entry["version"], 3, "a", "build")
    assert (filters, sorts, fields) == ([], [], ["title"])
    assert {
        f"fragment/{page}.pf_fragment", f"index/{chunk}.pf_index",
        f"wasm.{about['wasm']}.pagefind", "pagefind.js",
    } <= files.keys()  # fmt: skip
    fragment = json.loads(pagefind._content(files[f"fragment/{page}.pf_fragment"]))
    assert (fragment["url"], fragment["word_count"]) == ("a/", 3)


def other_version(files: pagefind.Files) -> None:
    entry = files["pagefind-entry.json"]
    files["pagefind-entry.json"] = entry.replace(b'"version":"1.5.', b'"version":"1.6.')


def other_names(files: pagefind.Files) -> None:
    for path in [path for path in files if path.startswith("fragment/")]:
        files[path.replace("fragment/", "pages/")] = files.pop(path)


def other_metadata(files: pagefind.Files) -> None:
    (path,) = (path for path in files if path.endswith(".pf_meta"))
    files[path] = gzip.compress(b"pagefind_dcd" + cbor2.dumps({"version": "1.5.2"}))


def other_packing(files: pagefind.Files) -> None:
    (path,) = (path for path in files if path.endswith(".pf_meta"))
    files[path] = gzip.decompress(files[path])


def other_words(files: pagefind.Files) -> None:
    (path, *_) = (path for path in files if path.startswith("fragment/"))
    files[path] = gzip.compress(
        gzip.decompress(files[path]).replace(b'"word_count":', b'"word_count":1')
    )


@pytest.mark.parametrize(
    "change", [other_version, other_names, other_metadata, other_packing, other_words]
)
def test_another_format_is_an_error_that_names_the_version(
    change: Callable[[pagefind.Files], None],
    some: list[SearchRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rewrite = pagefind._rewrite

    def changed(
        files: pagefind.Files, sent: Mapping[str, pagefind._Page], programs: Iterable[Path]
    ) -> pagefind.Files:
        change(files)
        return rewrite(files, sent, programs)

    monkeypatch.setattr(pagefind, "_rewrite", changed)
    with pytest.raises(PagefindError, match=r"Pagefind 1\.\d\.\d writes files .* 1\.5\.\*"):
        pagefind.make(some, len(some))
