"""The fingerprint of the program: its own code and its imports, and nothing else."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefings.build import fingerprint


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Installs a package into the environment, in front of one of the same name."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    def forget() -> None:
        fingerprint.versions.cache_clear()
        fingerprint._metadata.cache_clear()

    def installed(name: str, version: str, *requires: str, points: str = "") -> None:
        folder = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Dist: {line}" for line in requires]
        (folder / "METADATA").write_text("\n".join([*lines, "", "Requires-Dist: a-description"]))
        (folder / "entry_points.txt").write_text(points)
        forget()

    forget()
    yield installed
    forget()


def test_a_package_that_nothing_here_requires_does_not_count(
    install: Callable[..., None],
) -> None:
    before = fingerprint.program()
    install("unrelated", "1.0")
    assert fingerprint.program() == before


@pytest.mark.parametrize("name", ["lxml", "markupsafe", "pagefind-bin"])
def test_another_version_of_what_is_required_counts(
    name: str, install: Callable[..., None]
) -> None:
    """`markupsafe` is required by Jinja, `pagefind-bin` by an extra of Pagefind."""
    before = fingerprint.program()
    install(name, "0.0.1")
    assert fingerprint.program() != before
    assert f"{name} 0.0.1" in fingerprint.versions()


@pytest.mark.parametrize(
    ("requirement", "counts"),
    [
        ("Needed_One>=0.1", True),
        ("needed.one; python_version >= '3'", True),
        ("needed-one; sys_platform == 'amiga'", False),
        ("needed-one; extra == 'more'", False),
        ("helper[more]", True),
        ("helper[other]", False),
        ("absent", False),
    ],
)
def test_requirements_are_followed_as_pip_follows_them(
    requirement: str, counts: bool, install: Callable[..., None]
) -> None:
    install("annotated-briefings", "9.9", requirement)
    install("needed-one", "1.2")
    install("helper", "1.0", "needed-one; extra == 'more'", "annotated-briefings")
    assert ("needed-one 1.2" in fingerprint.versions()) is counts


def test_a_change_of_the_program_counts(
    install: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_PACKAGE", tmp_path)
    before = fingerprint.program()
    (tmp_path / "new.py").write_text("")
    install("unrelated", "1.0")
    assert fingerprint.program() != before


def test_the_theme_depends_on_packages_that_the_settings_name(
    install: Callable[..., None],
) -> None:
    before = fingerprint.extensions(["briefings", "material", "odd"])
    install("odd-plugin", "2.0", points="[mkdocs.plugins]\nodd = odd:Plugin\n")
    assert set(fingerprint.extensions(["briefings", "material", "odd"])) - {*before} == {
        "odd-plugin 2.0"
    }
    assert fingerprint.extensions(["briefings", "material"]) == before
    assert fingerprint.theme({}, ["odd 1"], []) != fingerprint.theme({}, ["odd 2"], [])


def test_the_theme_depends_on_files_in_linked_folders(tmp_path: Path) -> None:
    own, shared = tmp_path / "own", tmp_path / "shared/.icons"
    own.mkdir()
    shared.mkdir(parents=True)
    (own / "partials").symlink_to("../shared")
    (shared / "loop").symlink_to("../../own")
    (shared / "broken").symlink_to("nowhere")
    before = fingerprint.theme({}, [], [own])
    (shared / "logo.svg").write_text("<svg/>")
    assert fingerprint.theme({}, [], [own]) != before
