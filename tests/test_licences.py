"""The licences of all that is shipped, and the bill of materials of a release."""

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from briefings.build import licences
from briefings.commands.main import main
from tests import sbom
from tests.project import REPOSITORY

PACKAGE, THEME = REPOSITORY / "generator/briefings", REPOSITORY / "theme_overrides"
# Made by this project, like its code and its texts.
OURS = {
    "theme/assets/images/favicon.svg", "theme/assets/images/card.png",
    "starter/files/content/explainers/example-general-assembly.svg",
}  # fmt: skip
TEXTS = {
    ".py", ".pyi", ".html", ".css", ".js", ".ts", ".po", ".j2", ".md", ".yml", ".json", ".txt",
    ".typed", "",
}  # fmt: skip


def shipped() -> list[str]:
    """Return the files that are no texts, by their paths in the installed package."""
    found = [(path, path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*")]
    found += [(path, "theme" / path.relative_to(THEME)) for path in THEME.rglob("*")]
    return [
        name.as_posix()
        for path, name in found
        if path.is_file() and path.suffix not in {*TEXTS, ".pyc"}
    ]


def test_every_font_picture_and_table_has_a_licence() -> None:
    files = shipped()
    patterns = [pattern for part in licences.PARTS for pattern in part.files]
    unnamed = [name for name in files if not any(fnmatch(name, each) for each in patterns)]
    assert set(unnamed) == OURS
    assert all(any(fnmatch(name, pattern) for name in files) for pattern in patterns)


def test_no_script_is_of_others() -> None:
    foreign = re.compile(r"copyright|licen[cs]e|@preserve", re.IGNORECASE)
    scripts = [*PACKAGE.rglob("*.js"), *THEME.rglob("*.js")]
    assert scripts
    assert [path.name for path in scripts if foreign.search(path.read_text("utf-8"))] == []


def test_every_package_states_a_licence() -> None:
    found = {one.name: one.licence for one in licences.packages()}
    assert {"annotated-briefings", "mkdocs-material", "pypdfium2", "distributed"} <= found.keys()
    assert "pytest" not in found
    assert [name for name, licence in found.items() if licence == "unknown"] == []


def test_the_command_lists_them() -> None:
    listed = CliRunner().invoke(main, ["licences"]).output
    assert re.search(
        r"^\* pagefind-bin [\d.]+: MIT \(the program of the search\), https://", listed, re.M
    )
    assert "* Source Serif 4, changed, as Briefing Serif 4.005: OFL-1.1, https://" in listed
    assert "\n  click " in listed
    found = json.loads(CliRunner().invoke(main, ["licences", "--json"]).output)
    assert len(found) == len(listed.splitlines())
    assert {"name", "version", "licence", "home", "files", "published"} == found[0].keys()


def test_the_bill_of_materials_is_valid_and_always_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1580601600")
    written = sbom.bill()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None
    assert sbom.bill() == written
    bill = json.loads(written)
    assert bill["metadata"]["timestamp"].startswith("2020-02-02T00:00:00")
    named = {one["name"]: one for one in bill["components"]}
    assert named.keys() == {
        one.name
        for one in (*licences.packages(), *licences.PARTS)
        if one.name != "annotated-briefings"
    }
    assert all(one["licenses"] for one in named.values())
    (files,) = (
        one["hashes"]
        for one in named["click"]["externalReferences"]
        if one["type"] == "distribution"
    )
    assert files


def test_the_documentation_says_how_to_see_them() -> None:
    assert "briefings licences" in (REPOSITORY / "docs/operating.md").read_text("utf-8")
    assert Path(REPOSITORY / ".ci/audit").stat().st_mode & 0o111
