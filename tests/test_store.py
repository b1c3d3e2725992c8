"""The store: entries are complete, of the current version, and used; or they are absent."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build.owned import Owned
from briefings.build.store import DamagedError, FileRecord, Store, using
from briefings.cache import (
    Cache,
    Heads,
    Index,
    Mapped,
    Memory,
    Result,
    digest,
    encode,
    ensure,
    get_or_compute,
    load,
)

FIRST = Result("a", encode("head a"), encode("body a"))
SECOND = Result("b", encode("head b"), encode("body b"))


@pytest.fixture(params=[Memory, Store])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Cache:
    return Memory() if request.param is Memory else Store(tmp_path / "cache.sqlite", "1")


def test_what_is_kept_is_there(cache: Cache) -> None:
    cache.keep([FIRST, SECOND])
    assert cache.heads(["b", "a", "c"]) == {"a": FIRST.head, "b": SECOND.head}
    assert cache.body("a") == FIRST.body
    with pytest.raises(KeyError):
        cache.body("c")


def test_the_last_result_of_a_key_counts(cache: Cache) -> None:
    cache.keep([FIRST, SECOND, Result("a", encode("other"), encode("text"))])
    assert cache.heads(["a"]) == {"a": encode("other")}
    assert cache.body("a") == encode("text")


def test_only_what_is_missing_is_made(cache: Cache) -> None:
    made: list[str] = []

    def make(keys: object) -> list[Result]:
        assert isinstance(keys, list)
        made.extend(keys)
        return [Result(key, encode(f"made {key}")) for key in keys]

    cache.keep([FIRST])
    assert get_or_compute(cache, str, ["b", "a", "b"], make) == {"a": "head a", "b": "made b"}
    assert get_or_compute(cache, str, ["b", "a"], make) == {"a": "head a", "b": "made b"}
    assert made == ["b"]


def test_a_head_of_another_type_is_no_result(cache: Cache) -> None:
    cache.keep([FIRST])
    assert dict(load(cache, int, ["a"])) == {}
    assert dict(load(cache, str, ["a"])) == {"a": "head a"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), ("a", "")),
        ((1,), ("1",)),
        ((b"a",), ("a",)),
        ((None,), ("",)),
        (([],), ([[]],)),
    ],
)
def test_other_values_have_another_digest(
    one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    assert digest(*one) != digest(*other)


def test_equal_sets_have_one_digest_in_any_order() -> None:
    assert digest(frozenset("abcdef")) == digest(frozenset("fedcba"))


# ------------------------------------------------------------------- the file


def test_it_outlasts_the_process(tmp_path: Path) -> None:
    made = FileRecord("docs", "a.md", "key", "digest", 3, 4, "said")
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
        store.record([made])
        store.set_value("name", b"value")
    with Store(tmp_path / "c", "1") as store:
        assert store.heads(["a"]) == {"a": FIRST.head}
        assert store.files("docs") == {"a.md": made}
        assert store.files("site") == {}
        assert (store.value("name"), store.value("other")) == (b"value", b"")
        store.record([], [("docs", "a.md")])
        assert store.files("docs") == {}


def test_a_store_of_another_version_is_replaced(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
    with Store(tmp_path / "c", "2") as store:
        assert store.heads(["a"]) == {}


@pytest.mark.parametrize("data", [b"", b"junk" * 5000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_file_that_is_not_a_store_is_replaced(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(data)
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
        assert store.heads(["a"]) == {"a": FIRST.head}


def test_a_file_that_cannot_be_opened_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    with pytest.raises(OSError, match=f"{tmp_path}/c: unable to open database file"):
        Store(tmp_path / "c", "1")


def test_a_full_disk_is_no_damage(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
        store._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(OSError, match="database or disk is full"):
            store.keep([Result("b", b"", bytes(1 << 20))])
        assert store.heads(["a"]) == {"a": FIRST.head}


def test_unused_results_are_removed(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST, SECOND])
    with Store(tmp_path / "c", "1") as store:
        store.heads(["a"])
        store.sweep()
        assert set(store.heads(["a", "b"])) == {"a"}
        with pytest.raises(DamagedError):
            store.body("b")


def test_a_build_leaves_alone_what_a_command_keeps(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
        Owned(store, "x").keep([SECOND])
    with Store(tmp_path / "c", "1") as store:
        store.sweep()
        assert store.heads(["a"]) == {}
        assert Owned(store, "x").body("b") == SECOND.body


def test_a_command_sweeps_what_it_has_not_used(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
        Owned(store, "xy").keep([FIRST])
        Owned(store, "x").keep([FIRST, SECOND, replace(FIRST, key="c")])
    with Store(tmp_path / "c", "1") as store:
        command = Owned(store, "x")
        command.heads(["a"])
        command.sweep(also=["b"])
        assert set(command.heads(["a", "b", "c"])) == {"a", "b"}
        assert set(store.heads(["a"])) == set(Owned(store, "xy").heads(["a"])) == {"a"}


def test_results_that_another_process_has_added_stay(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
    with Store(tmp_path / "c", "1") as store, Store(tmp_path / "c", "1") as other:
        other.keep([SECOND])
        store.sweep()
        assert set(other.heads(["a", "b"])) == {"b"}
        assert other.body("b") == SECOND.body
        with pytest.raises(DamagedError):
            other.body("a")


@pytest.mark.parametrize("error", [TypeError("odd"), sqlite3.DatabaseError("elsewhere")])
def test_what_goes_wrong_while_results_are_made_is_no_damage(
    error: Exception, tmp_path: Path
) -> None:
    keys = list(map(str, range(1200)))

    def made() -> Iterator[Result]:
        yield from (Result(key, b"head", b"body") for key in keys)
        raise error

    with Store(tmp_path / "c", "1") as store:
        with pytest.raises(type(error), match=str(error)):
            store.keep(made())
        assert set(store.heads(keys)) == set(keys[:1000])


def test_another_process_may_write_while_results_are_made(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store, Store(tmp_path / "c", "1") as other:
        other._db.execute("PRAGMA busy_timeout = 0")

        def made() -> Iterator[Result]:
            for number in range(1200):
                other.set_value("number", str(number).encode())
                yield Result(str(number), b"head", b"body")

        store.keep(made())
        assert store.value("number") == b"1199"


@pytest.mark.parametrize("change", ["DELETE FROM body", "UPDATE body SET data = x'0042'"])
def test_a_result_without_its_body_is_ignored(change: str, tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST, SECOND])
        store._db.execute(f"{change} WHERE key = 'a'")
        assert set(store.heads(["a", "b"])) == {"a", "b"}
        with pytest.raises(DamagedError):
            store.body("a")
        assert set(store.heads(["a", "b"])) == {"b"}


def test_a_changed_result_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "c"
    with Store(path, "1") as store:
        store.keep([FIRST, SECOND])
    data = path.read_bytes()
    assert data.count(b"head a") == data.count(b"body a") == 1
    path.write_bytes(data.replace(b"head a", b"HEAD a").replace(b"body a", b"BODY a"))
    with Store(path, "1") as store:
        assert set(store.heads(["a", "b"])) == {"b"}
        with pytest.raises(DamagedError):
            store.body("a")


def test_threads_may_read_while_another_one_writes_and_closes(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache.sqlite", "1")
    store.keep(Result(str(number), b"", str(number).encode()) for number in range(100))

    def read(first: int) -> None:
        for number in itertools.cycle(range(first, first + 20)):
            assert store.body(str(number)) == str(number).encode()

    with ThreadPoolExecutor(4) as readers:
        reading = [readers.submit(read, 20 * number) for number in range(4)]
        store.keep(Result(f"more {number}", b"", b"more") for number in range(2000))
        store.__exit__()
        for one in reading:
            with pytest.raises(DamagedError, match="closed"):
                one.result()


RECORD = FileRecord("docs", "a.md", "key", "digest", 3, 4)
CALLS: dict[str, Callable[[Store], object]] = {
    "heads": lambda store: store.heads(["a"]),
    "keep": lambda store: store.keep([FIRST]),
    "head": lambda store: store.head("a"),
    "body": lambda store: store.body("a"),
    "sweep": lambda store: store.sweep(),
    "retain": lambda store: store.retain("suggest:", ()),
    "files": lambda store: store.files("docs"),
    "between": lambda store: store.between("docs", "", "b.md"),
    "record": lambda store: store.record([RECORD], [("docs", "b.md")]),
    "value": lambda store: store.value("name"),
    "set_value": lambda store: store.set_value("name", b"value"),
}


class Guarded:
    """A connection that may only be used while the store's lock is held."""

    def __init__(self, store: Store) -> None:
        self._connection, self._lock = store._db, store._lock

    def __getattr__(self, name: str) -> object:
        assert self._lock.locked(), f"{name} without the lock"
        return getattr(self._connection, name)

    def __enter__(self) -> object:
        assert self._lock.locked()
        return self._connection.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> object:
        return self._connection.__exit__(kind, error, trace)


def test_every_method_holds_the_lock_while_it_uses_the_file(tmp_path: Path) -> None:
    assert CALLS.keys() == {name for name in vars(Store) if not name.startswith("_")}
    with Store(tmp_path / "c", "1") as store:
        store.keep([FIRST])
        store._db = Guarded(store)  # type: ignore[assignment]
        for call in CALLS.values():
            call(store)


def test_threads_may_call_all_methods_at_once(tmp_path: Path) -> None:
    calls = [call for name, call in CALLS.items() if name != "sweep"] * 30
    with Store(tmp_path / "c", "1") as store, ThreadPoolExecutor(8) as threads:
        store.keep([FIRST])
        for done in [threads.submit(call, store) for call in calls]:
            done.result()
        assert store.files("docs") == {"a.md": RECORD}


def test_a_result_that_another_process_has_removed_is_computed_again(tmp_path: Path) -> None:
    path, attempts = tmp_path / "c", list[set[str]]()
    with Store(path, "1") as store:
        store.keep([FIRST, SECOND])

    def use(store: Store) -> bytes:
        attempts.append(set(store.heads(["a", "b"])))
        if len(attempts) == 1:
            with Store(path, "1") as other:
                other.heads(["b"])
                other.sweep()
        return store.body("a" if len(attempts) == 1 else "b")

    assert using(path, "1", use) == SECOND.body
    assert attempts == [{"a", "b"}, {"b"}]


def test_a_store_that_stays_damaged_is_replaced(tmp_path: Path) -> None:
    path, attempts = tmp_path / "c", list[set[str]]()
    with Store(path, "1") as store:
        store.keep([FIRST])

    def use(store: Store) -> str:
        attempts.append(set(store.heads(["a"])))
        if attempts[-1]:
            raise DamagedError("page 7")
        return "done"

    assert using(path, "1", use) == "done"
    assert attempts == [{"a"}, {"a"}, set()]


@given(st.dictionaries(st.text(), st.binary()))
def test_an_index_is_a_dictionary_of_digests_in_the_given_order(named: dict[str, bytes]) -> None:
    keys = {name: digest(value) for name, value in named.items()}
    index = Index(keys, keys.values())
    assert [*index.items()] == [*keys.items()]
    assert len(index) == len(keys)
    for name in (*keys, "", "another"):
        assert index.get(name) == keys.get(name)
        assert (name in index) == (name in keys)


def test_a_head_is_decoded_at_each_access(cache: Cache) -> None:
    cache.keep([FIRST, SECOND])
    heads = Heads(cache, {"one": "a", "two": "b", "gone": "c"}, str)
    assert [*Mapped(str.upper, heads)] == ["one", "two", "gone"]
    assert Mapped(str.upper, heads)["one"] == "HEAD A"
    cache.keep([Result("a", encode("other"))])
    assert heads["one"] == "other"
    with pytest.raises(KeyError):
        heads["gone"]


def test_only_missing_results_are_computed(cache: Cache) -> None:
    cache.keep([FIRST])
    made: list[str] = []

    def make(keys: Sequence[str]) -> list[Result]:
        made.extend(keys)
        return [Result(key, encode(f"made {key}")) for key in keys]

    many = [str(number) for number in range(250)]
    ensure(cache, ["a", *many], make)
    assert made == many
    ensure(cache, ["a", *many], make)
    assert made == many
    assert cache.head("a") == FIRST.head


def test_without_the_keys_that_are_used_nothing_is_swept(tmp_path: Path) -> None:
    with Store(tmp_path / "c", "1", sweeps=False) as store:
        store.keep([FIRST])
        with pytest.raises(ValueError, match="not known"):
            store.sweep()
        assert store.head("a") == FIRST.head
