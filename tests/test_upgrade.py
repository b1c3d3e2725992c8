"""What an update has changed for a site, from the changelog, said once."""

import pytest
from packaging.version import Version

from briefings.build import version_file
from briefings.commands import upgrade
from briefings.mkdocs_plugin import defaults
from briefings.text import changelog
from tests.project import REPOSITORY, Project

TEXT = """\
# Changes

Words about this file.

## Unreleased

- **Your site:** coming.
- Nothing for owners.

## 1.10.0 (2026-12-01)

- **Your site:** write `a`, or **b**,
  on two lines.
- **Other:** no.

## 1.9.0 (2026-11-01)

- **Your site:** older.
"""
TWO_LINES = "write `a`, or b, on two lines."


def test_the_changelog_of_this_program_has_the_form_that_is_read() -> None:
    text = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    newest, *_ = found = changelog.sections(text)
    assert all(section.entries for section in found)
    for_owners = [e for section in found for e in section.entries if "**Your site" in e]
    assert for_owners
    assert all(entry.startswith(changelog.OWNERS) for entry in for_owners)
    assert newest.version is None or newest.version >= upgrade.running()


@pytest.mark.parametrize(
    ("since", "now", "notes"),
    [
        ("1.9.0", "1.10.0", [TWO_LINES]),
        ("1.8.2", "1.10.0", [TWO_LINES, "older."]),
        ("1.8.2", "1.9.0", ["older."]),
        ("1.9.1", "1.9.2", ["coming."]),
        ("1.10.0", "1.11.0.dev1", ["coming."]),
        ("1.10.0rc1", "1.10.0", [TWO_LINES]),
        ("1.10.0", "1.10.0", []),
        ("1.10.0", "1.9.0", []),
        ("1.11.0.dev1", "1.11.0.dev1", []),
        ("1.11.0.dev1", "1.10.0", []),
    ],
)
def test_the_owner_gets_what_is_newer_than_the_last_build(
    since: str, now: str, notes: list[str]
) -> None:
    assert list(changelog.for_owners(TEXT, Version(since), Version(now))) == notes


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("## 1.9.0 (2026-11-01)", "## 1.9.0", "line 16: no heading of a version: ## 1.9.0"),
        ("## 1.9.0 (2026-11-01)", "## 1.11 (2026-11-01)", "the newest version comes first"),
        ("## 1.9.0 (2026-11-01)", "## Unreleased", "the newest version comes first"),
        ("- Nothing for", "Nothing for", "line 8: no entry of a list: Nothing for owners."),
    ],
)
def test_another_form_is_an_error_with_its_line(before: str, after: str, message: str) -> None:
    assert TEXT.count(before) == 1
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        changelog.sections(TEXT.replace(before, after))


@pytest.mark.parametrize("text", ["", "one\n", "\xff"])
def test_a_damaged_file_is_no_version(text: str, small: Project) -> None:
    file = small.docs.with_name("version.txt")
    file.parent.mkdir()
    file.write_bytes(text.encode("latin-1"))
    assert version_file.read(small.docs) is None


@pytest.fixture
def updated(small_site: Project) -> Project:
    """A site that an older version has built."""
    version_file.write(small_site.docs, Version("0.0.9"))
    return small_site


def test_a_build_says_once_what_an_update_has_changed(updated: Project) -> None:
    first, second = updated.built().stdout, updated.built().stdout
    said = f"Version {upgrade.running()} has changed this for your site, last built by 0.0.9:\n- "
    assert said in first
    text = defaults.changelog().read_text(encoding="utf-8")
    newest, *_ = changelog.for_owners(text, Version("0.0.9"), upgrade.running())
    assert f"\n- {newest}\n" in first
    assert "briefings help changes" in first
    assert second.startswith("Nothing has changed")
    assert "changed this" not in second


def test_a_build_that_fails_says_it_and_the_next_one_again(updated: Project) -> None:
    bad = updated.write("explainers/bad.md", "no front matter")
    failed = updated.briefings("build")
    assert failed.exit_code == 1
    assert "has changed this for your site" in failed.stdout
    bad.unlink()
    assert "has changed this for your site" in updated.built().stdout


def test_a_quiet_build_says_nothing_and_leaves_it_to_the_next_one(updated: Project) -> None:
    assert updated.built("--quiet").output == ""
    assert "changed this" in updated.built().output


def test_a_quiet_first_build_is_remembered(small: Project) -> None:
    assert small.built("--quiet").output == ""
    assert version_file.read(small.docs) == upgrade.running()


@pytest.mark.parametrize("version", ["99.0", None])
def test_an_older_version_says_nothing(version: str | None, small_site: Project) -> None:
    file = small_site.docs.with_name("version.txt")
    assert version_file.read(small_site.docs) == upgrade.running()
    file.unlink()
    if version:
        version_file.write(small_site.docs, Version(version))
    assert "changed this" not in small_site.built().output
    assert version_file.read(small_site.docs) == upgrade.running()


def test_nothing_is_said_where_the_changelog_is_missing(
    updated: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(defaults, "changelog", lambda: updated.folder / "none")
    assert "changed this" not in updated.built().output
