"""The set-up: `make` explains itself, and `.ci/setup` works on different machines.

Nothing is installed here. A stand-in for Python notes what it was asked to do.
"""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.browser import NoBrowserError, find_chromium

REPOSITORY = Path(__file__).parent.parent
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
PUBLIC_TARGETS = re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE)

# Both the machine's python3 and, copied by `-m venv`, the one in .venv.
STAND_IN = """\
#!{python}
import os, sys
from pathlib import Path

sys.version_info = {version}
if not {has_ensurepip}:
    sys.modules["ensurepip"] = None
match sys.argv[1:]:
    case ["-c", code]:
        exec(code)
    case ["-V"]:
        print("Python", *sys.version_info)
    case ["-m", "pip", "--version"]:
        pass
    case ["-m", "venv", folder]:
        Path("log").open("a").write("venv\\n")
        target = Path(folder, "bin")
        target.mkdir()
        (target / "python").write_bytes(Path(__file__).read_bytes())
        (target / "python").chmod(0o755)
        (target / "pip").write_text(f"#!{{target.absolute()}}/python\\n")
    case ["-m", "pip", "install", *options]:
        said = [one for one in options if one.endswith((".txt", ".")) or one == "--require-hashes"]
        Path("log").open("a").write(f"install {{' '.join(said)}}\\n")
        if Path("no-network").exists():
            sys.exit("ERROR: no such network")
    case other:
        sys.exit(f"not expected: {{other}}")
"""


SITE = ["install --require-hashes constraints.txt", "install ."]
DEV = ["install --require-hashes constraints.txt constraints-dev.txt", "install ."]


class Checkout:
    """A copy of what `.ci/setup` reads, on a machine whose python3 is the stand-in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder.with_name(f"{folder.name} bin")
        self.bin.mkdir()
        (folder / ".ci").mkdir(parents=True)
        for name in (".ci/setup", "pyproject.toml", "constraints.txt", "constraints-dev.txt"):
            shutil.copy(REPOSITORY / name, folder / name)
        self.python()

    def python(self, version: tuple[int, int] = (3, 11), *, has_ensurepip: bool = True) -> None:
        text = STAND_IN.format(python=sys.executable, version=version, has_ensurepip=has_ensurepip)
        (self.bin / "python3").write_text(text)
        (self.bin / "python3").chmod(0o755)

    def setup(self, what: str = "site") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.folder / ".ci/setup", what],
            env={"PATH": f"{self.bin}:/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )

    def done(self, what: str = "site") -> list[str]:
        """Run the set-up, which must succeed, and return what Python was asked to do."""
        log = self.folder / "log"
        log.unlink(missing_ok=True)
        result = self.setup(what)
        assert result.returncode == 0, result.stderr
        return log.read_text().splitlines() if log.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "a check-out")


def test_make_alone_lists_every_target() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r"^ +make (\S+) +\w", shown, flags=re.MULTILINE) == PUBLIC_TARGETS
    assert {"site", "serve", "test", "check"} < set(PUBLIC_TARGETS)


def test_every_target_is_phony() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)
    assert phony
    assert sorted(phony[1].split()) == sorted(PUBLIC_TARGETS)


def test_an_old_python_is_named(checkout: Checkout) -> None:
    checkout.python((3, 9))
    result = checkout.setup()
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed; python3 is Python 3.9" in result.stderr
    assert not (checkout.folder / ".venv").exists()


def test_a_missing_venv_module_names_the_package(checkout: Checkout) -> None:
    checkout.python((3, 12), has_ensurepip=False)
    result = checkout.setup()
    assert result.returncode == 1
    assert "apt install python3.12-venv" in result.stderr
    assert not (checkout.folder / ".venv").exists()


def test_a_missing_python_names_the_package(checkout: Checkout) -> None:
    result = subprocess.run(
        [checkout.folder / ".ci/setup", "site"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": "python3.99"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "python3.99 was not found" in result.stderr


def test_the_second_run_does_nothing(checkout: Checkout) -> None:
    assert checkout.done("site") == ["venv", *SITE]
    assert checkout.done("site") == []
    assert checkout.done("dev") == DEV
    assert checkout.done("dev") == []
    assert checkout.done("site") == []


def test_changed_requirements_are_installed(checkout: Checkout) -> None:
    checkout.done("dev")
    assert checkout.done("site") == []
    with (checkout.folder / "constraints.txt").open("a") as constraints:
        constraints.write("another==1.0\n")
    assert checkout.done("site") == SITE
    assert checkout.done("dev") == DEV


def test_a_failed_installation_shows_why_and_is_begun_anew(checkout: Checkout) -> None:
    (checkout.folder / "no-network").touch()
    result = checkout.setup()
    assert result.returncode == 1
    assert "ERROR: no such network" in result.stderr
    (checkout.folder / "no-network").unlink()
    assert checkout.done() == ["venv", *SITE]


@pytest.mark.parametrize("gone", ["bin/python", "bin/pip", "bin"])
def test_a_broken_venv_is_made_anew(checkout: Checkout, gone: str) -> None:
    checkout.done()
    (checkout.folder / ".venv" / gone).rename(checkout.folder / "gone")
    (checkout.folder / ".venv/site.stamp").unlink()
    assert checkout.done() == ["venv", *SITE]


def test_a_venv_that_lost_its_python_is_made_anew(checkout: Checkout) -> None:
    checkout.done()
    (checkout.folder / ".venv/bin/python").unlink()
    assert checkout.done() == ["venv", *SITE]


def test_a_moved_checkout_gets_a_venv_of_its_own(checkout: Checkout) -> None:
    checkout.done()
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))
    assert checkout.done() == ["venv", *SITE]


@pytest.mark.parametrize("text", ["echo Install the chromium snap; exit 1", "echo Something 1.0"])
def test_a_chromium_that_does_not_run_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    stub = tmp_path / "chromium"
    stub.write_text(f"#!/bin/sh\n{text}\n")
    stub.chmod(0o755)
    monkeypatch.setenv("BRIEFINGS_CHROMIUM", str(stub))
    with pytest.raises(NoBrowserError, match="is not a Chromium that runs"):
        find_chromium()


def blocks(name: str) -> dict[str, tuple[str, Marker | None, int]]:
    """Return version, condition and number of hashes of each package in a file, by its name."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    found = {}
    for block in re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]:
        first, *lines = block.splitlines()
        pinned = Requirement(first.removesuffix("\\"))
        (only,) = pinned.specifier
        assert only.operator == "=="
        hashes = re.findall(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$", block, re.MULTILINE)
        assert len(hashes) == len(lines), f"{name}: {block}"
        found[str(canonicalize_name(pinned.name))] = only.version, pinned.marker, len(hashes)
    return found


def pins() -> dict[str, str]:
    """Return the version of each package that is installed here, by its name."""
    both = blocks("constraints.txt") | blocks("constraints-dev.txt")
    return {name: version for name, (version, wanted, _) in both.items()
            if not wanted or wanted.evaluate()}  # fmt: skip


def test_every_pin_has_hashes_and_stands_in_one_file() -> None:
    site, dev = blocks("constraints.txt"), blocks("constraints-dev.txt")
    assert not site.keys() & dev.keys()
    assert all(hashes for *_, hashes in (site | dev).values())


def test_constraints_are_within_the_bounds_of_pyproject() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = pins()
    listed = [project["dependencies"], *project["optional-dependencies"].values()]
    for text in chain.from_iterable(listed):
        wanted = Requirement(text)
        if wanted.name == project["name"]:  # an extra that includes another one
            continue
        assert "<" in str(wanted.specifier), f"{text} has no upper bound"
        assert pinned[canonicalize_name(wanted.name)] in wanted.specifier, f"make lock: {text}"


def test_the_oldest_python_supported_can_use_every_pin() -> None:
    # A package may ask for 3.11.5, say, which Debian 12 and other systems with a 3.11 do not have.
    for name in pins():
        for asked in importlib.metadata.metadata(name).get_all("Requires-Python", []):
            assert "3.11.0" in SpecifierSet(asked), f"{name} asks for Python {asked}: make lock"


def test_what_is_installed_is_what_is_pinned() -> None:
    assert {name: importlib.metadata.version(name) for name in pins()} == pins()
