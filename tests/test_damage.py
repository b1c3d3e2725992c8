"""Damage in `build/` is noticed whole: what does not fit is made again, with one warning."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefings.build import manifest
from briefings.build.manifest import Inventory
from briefings.build.store import FileRecord, Store, using
from briefings.cache import Result
from tests.project import GENEVA, Project, lose_a_bit, tree

RESULTS = {str(n): Result(str(n), f"head {n}".encode(), f"body {n}".encode()) for n in range(40)}
VALUES = {f"value {n}": f"data {n}".encode() for n in range(4)}
FOLDERS = {
    folder: {
        f"{folder}/{n}.md": FileRecord(folder, f"{folder}/{n}.md", f"key {n}", f"{n:x}", n, n * 7)
        for n in range(30)
    }
    for folder in ("docs", "files")
}
# What each column of the manifest may turn into.
CHANGES = [
    *(f"UPDATE {table} SET data = x'00' || substr(data, 2)" for table in ("head", "body", "value")),
    *(f"UPDATE {table} SET checksum = checksum + 1" for table in ("head", "body", "value", "file")),
    *(f"UPDATE {table} SET data = NULL" for table in ("head", "body", "value")),
    *(f"UPDATE {table} SET data = 7" for table in ("head", "body", "value")),
    *(f"UPDATE {table} SET key = 'x' || key" for table in ("head", "body")),
    "UPDATE value SET name = 'x' || name WHERE name != 'version'",
    *(
        f"UPDATE file SET {column} = 'x' || {column} WHERE size = 3"
        for column in ("folder", "uri", "made_from", "digest", "warnings")
    ),
    *(f"UPDATE file SET {column} = {column} + 1" for column in ("size", "modified", "together")),
    "UPDATE file SET uri = x'ff' WHERE size = 3",
    "UPDATE folder SET total = total + 1",
    "UPDATE folder SET name = 'x' || name",
    "DELETE FROM folder",
    "DROP TABLE head", "DROP TABLE body", "DROP TABLE file", "DROP TABLE value",
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "c", "1") as store:
        fill(store)
    return tmp_path / "c"


def fill(store: Store) -> None:
    store.keep(RESULTS.values())
    for name, data in VALUES.items():
        store.set_value(name, data)
    store.record(record for files in FOLDERS.values() for record in files.values())


def use(store: Store) -> bool:
    """Read everything, and check that it is as it was kept, or absent. Return whether all is."""
    heads = store.heads(RESULTS)
    assert all(RESULTS[key].head == head for key, head in heads.items())
    assert all(store.body(key) == RESULTS[key].body for key in heads)
    values = {name: found for name in VALUES if (found := store.value(name))}
    assert values.items() <= VALUES.items()
    listed = [store.files(folder) for folder in FOLDERS]
    assert all(
        files in ({}, wanted) for files, wanted in zip(listed, FOLDERS.values(), strict=True)
    )
    return len(heads) == len(RESULTS) and len(values) == len(VALUES) and all(listed)


def recovers(path: Path) -> list[str]:
    """Use a store that may be damaged, and again; return the warnings."""
    warnings: list[str] = []

    def mended(store: Store) -> None:
        use(store)
        fill(store)

    using(path, "1", mended, warn=warnings.append)
    assert len(warnings) <= 1
    assert using(path, "1", use, warn=warnings.append)
    return warnings


@pytest.mark.parametrize("change", CHANGES)
def test_a_value_that_changes_is_noticed(change: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(change)
    # A result under another key is as good as none.
    assert len(recovers(path)) == ("key = " not in change and "value SET name" not in change)


def test_bits_that_flip_are_noticed(path: Path) -> None:
    before, noticed = path.read_bytes(), 0
    for seed in range(200):
        chance, data = random.Random(seed), bytearray(before)
        for _ in range(chance.choice((1, 1, 4, 40))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for old in path.parent.iterdir():
            old.unlink()
        path.write_bytes(data)
        noticed += len(recovers(path))
    assert noticed > 50


def damages(project: Project) -> Iterator[bytes]:
    """Yield damaged versions of a project's cache."""
    whole = (project.folder / "build/cache.sqlite").read_bytes()
    for seed in range(8):
        chance, data = random.Random(seed), bytearray(whole)
        used = [n for n, byte in enumerate(data) if byte]
        for _ in range(chance.choice((1, 8, 60))):
            data[chance.choice(used)] ^= 1 << chance.randrange(8)
        yield bytes(data)


def test_a_build_with_a_damaged_cache_makes_the_site_of_a_clean_one(small_site: Project) -> None:
    project = small_site
    cache = project.folder / "build/cache.sqlite"
    texts = GENEVA, GENEVA.replace("on a lake", "on a lake, and a canton")
    sites = []
    for text in texts:
        project.write("explainers/geneva.md", text)
        project.built()
        sites.append(tree(project.site))
    for number, damaged in enumerate(damages(project)):
        cache.write_bytes(damaged)
        project.write("explainers/geneva.md", texts[number % 2])
        for _ in range(2):
            project.built()
            assert tree(project.site) == sites[number % 2]


def test_files_that_have_lost_a_bit_are_made_again_with_one_warning(small_site: Project) -> None:
    project, build, wanted = small_site, small_site.site.parent, tree(small_site.site)
    chance = random.Random(23)
    for pattern in ("site/**/*.html", "site/**/*.css", "views/*/*", "docs/**/*.md", "files/*.txt"):
        files = [path for path in build.glob(pattern) if path.stat().st_size]
        for file in files:
            lose_a_bit(file, chance.randrange(file.stat().st_size))
        if not pattern.startswith("site"):  # so that all are used
            shutil.rmtree(project.site)
        said = project.built().output
        assert said.count(" damaged. What did not match its checksums was made again.") == 1
        assert any(file.name in said for file in files)
        assert tree(project.site) == wanted
    assert "damaged" not in project.built().output


def test_of_a_large_site_each_build_checks_some_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "_MOST_READ", 10)
    site = tmp_path / "site"
    site.mkdir()
    for number in range(40):
        (site / f"{number}.html").write_text(f"page {number}")
    with Store(tmp_path / "c", "1") as store:
        new, _ = Inventory("site", site, store).changes(site, frozenset(), {}, {})
        store.record(new)
        assert Inventory("site", site, store).is_complete()
        for file in site.iterdir():
            lose_a_bit(file)
        inventory = Inventory("site", site, store)
        found = inventory.find_damage()
        assert len(set(found)) == 10
        assert {record.uri for record in new if not inventory.is_intact(record)} == {
            Path(path).name for path in found
        }
