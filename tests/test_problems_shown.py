"""Problems of the content, as `briefings build` and `briefings check` show them."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import (
    FERRY,
    GENEVA,
    SMALL,
    Project,
    lines,
    tree,
)

# --------------------------------------------------------------------------------- build

SPOILT = {
    "articles/nothing.txt": "\n",
    "articles/talks.yml": "title: Talks\noutlet: wier\ntittle: Talks\n",
    "explainers/geneva.md": GENEVA.replace("kind: place", "kind: town"),
    "explainers/open.md": "---\ntitle: Open\n",
    "outlets/wire.yml": "name: [The Wire\n",
}
SPOILT_AT = {
    "content/articles/nothing.txt",
    "content/articles/talks.yml:2",
    "content/articles/talks.yml:3",
    "content/explainers/geneva.md:3",
    "content/explainers/open.md:1",
    "content/outlets/wire.yml:2",  # and not once more for each article that names this outlet
}


def places(printed: list[str], severity: str) -> set[str]:
    """Return `file:line` of the problems in an output."""
    found = (re.match(rf"{severity} (\S+?): \S", line) for line in printed)
    return {match[1] for match in found if match}


def spoil(project: Project) -> None:
    for path, text in SPOILT.items():
        project.write(path, text)


def test_errors_are_shown_all_at_once_and_the_site_stays(small_site: Project) -> None:
    before = (tree(small_site.site), tree(small_site.docs), small_site.site.stat().st_ino)
    spoil(small_site)
    result = small_site.briefings("build")
    shown = lines(result.stderr)
    assert result.exit_code == 1
    assert places(shown, "error") == SPOILT_AT
    assert all(re.search(r"[.?] \[[a-z-]+\]$", line) for line in shown if line.startswith("error"))
    assert shown[-1] == (
        "Nothing was built: 6 errors, 0 warnings in the content. "
        "The published site was not touched."
    )
    assert result.stdout == ""
    assert (tree(small_site.site), tree(small_site.docs), small_site.site.stat().st_ino) == before
    assert small_site.left_over() == []


def test_errors_in_the_first_build_leave_no_site(small: Project) -> None:
    spoil(small)
    assert small.briefings("build").exit_code == 1
    assert not small.site.exists()
    assert small.left_over() == []


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("briefing.html", "\n{{ 1 / 0 }}", "own/briefing.html:2: {} division by zero."),
        ("briefing.html", "{% if %}", "own/briefing.html:1: {} Expected an expression"),
        ("explainer.html", '\n{% include "no.html" %}', "own/explainer.html:2: {}"),
        (
            "partials/mention.html",
            "{% macro mention(run, words) %}\n{{ run.id + 1 }}{% endmacro %}",
            "own/partials/mention.html:2: {} can only concatenate str",
        ),
        ("partials/mention.html", "", "theme_overrides/partials/text.html:"),
    ],
)
def test_an_error_in_a_template_is_shown_and_leaves_the_site(
    path: str, text: str, message: str, small_site: Project
) -> None:
    before = tree(small_site.site)
    small_site.override(path, text)
    result = small_site.briefings("build")
    assert result.exit_code == 1
    said = message.format("This template cannot be rendered:")
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
    assert "The published site was not touched." in " ".join(result.stderr.split())
    assert tree(small_site.site) == before
    assert small_site.left_over() == []


UNWRITTEN = GENEVA.replace("\nA city on a lake.\n", "")


@pytest.mark.parametrize(
    ("strict", "exit_code"), [((), 0), (("--strict",), 1)], ids=["build", "strict"]
)
def test_warnings_build_unless_they_are_errors(
    strict: tuple[str, ...], exit_code: int, small_site: Project
) -> None:
    before = tree(small_site.site)
    small_site.write("explainers/geneva.md", UNWRITTEN)
    result = small_site.briefings("build", *strict)
    assert result.exit_code == exit_code
    assert places(lines(result.stderr), "warning") == {"content/explainers/geneva.md"}
    assert ("Built build/site" in result.stdout) is (exit_code == 0)
    assert (tree(small_site.site) == before) is (exit_code == 1)
    assert small_site.left_over() == []


def test_a_broken_link_is_shown_and_fails_a_strict_build(small_site: Project) -> None:
    before = tree(small_site.site)
    small_site.write("explainers/geneva.md", f"{GENEVA}\n[More](missing.md)\n")
    result = small_site.briefings("build", "--strict")
    assert result.exit_code == 1
    assert "missing.md" in result.stderr
    assert tree(small_site.site) == before
    assert small_site.left_over() == []
    assert "missing.md" in small_site.built().stderr


# ------------------------------------------------------------------------------------------- check


def test_check_counts_the_content_and_writes_only_the_cache(small: Project) -> None:
    before = tree(small.folder)
    result = small.briefings("check")
    assert result.exit_code == 0
    assert lines(result.stdout) == [
        "Checked 2 briefings, 1 explainer, 1 link, 1 topic, 1 outlet: 0 errors, 0 warnings."
    ]
    assert result.stderr == ""
    after = tree(small.folder)
    assert after.pop("build/cache.sqlite")
    assert after == before


def test_check_finds_what_build_finds(small: Project) -> None:
    spoil(small)
    result = small.briefings("check")
    assert result.exit_code == 1
    assert places(lines(result.stderr), "error") == SPOILT_AT
    assert lines(result.stdout)[-1].endswith(": 6 errors, 0 warnings.")
    assert not small.site.exists()


@pytest.mark.parametrize(("options", "exit_code"), [((), 0), (("--strict",), 1)])
def test_check_lets_warnings_pass_unless_strict(
    options: tuple[str, ...], exit_code: int, small: Project
) -> None:
    assert small.briefings("check", *options).exit_code == 0
    small.write("explainers/geneva.md", UNWRITTEN)
    result = small.briefings("check", *options)
    assert result.exit_code == exit_code
    assert lines(result.stdout)[-1].endswith(": 0 errors, 1 warning.")


# What stands in the content folder, and the problem that it gives; None for no problem.
ODD: dict[str, tuple[Callable[[Path], object], str | None]] = {
    "a picture": (
        lambda content: (content / "articles/a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0"),
        "error content/articles/a.txt: This is a binary file",
    ),
    "a picture for an explainer": (
        lambda content: (content / "explainers/a.md").write_bytes(b"---\n\0\0\n---\n"),
        "error content/explainers/a.md: This is a binary file",
    ),
    "an explainer in another encoding": (
        lambda content: (content / "explainers/a.md").write_bytes(b"---\ntitle: Caf\xe9\n---\n"),
        "error content/explainers/a.md:2: This file is not UTF-8: byte 0xe9",
    ),
    "a folder named like an article": (
        lambda content: (content / "articles/a.txt").mkdir(),
        "warning content/articles/a.txt: This is a folder",
    ),
    "a broken symbolic link": (
        lambda content: (content / "articles/a.txt").symlink_to("nowhere"),
        "error content/articles/a.txt: This file cannot be read",
    ),
    "a symbolic link to itself": (
        lambda content: (content / "articles/a.txt").symlink_to("a.txt"),
        "error content/articles/a.txt: This file cannot be read",
    ),
    "an empty file": (
        lambda content: (content / "articles/a.txt").touch(),
        "error content/articles/a.txt: This file contains no article text",
    ),
    "a file that nobody reads": (
        lambda content: (content / "articles/a.rtf").write_bytes(b"{\\rtf1}"),
        "warning content/articles/a.rtf: This file is not read",
    ),
    "a file in no folder": (
        lambda content: (content / "a.txt").write_text("Text."),
        "warning content/a.txt: This file is not read",
    ),
    "a sidecar of nothing": (
        lambda content: (content / "articles/a.yml").write_text("title: A\n"),
        "error content/articles/a.yml: This sidecar has no capture",
    ),
    "a hidden file": (
        lambda content: (content / "articles/.a.txt").write_bytes(b"\0"),
        None,
    ),
    "a hidden folder": (
        lambda content: shutil.copytree(content / "articles", content / ".backup"),
        None,
    ),
    "an empty folder": (
        lambda content: (content / "articles/2020").mkdir(),
        None,
    ),
}


@pytest.mark.parametrize(("make", "problem"), ODD.values(), ids=ODD.keys())
def test_odd_things_in_the_content(
    make: Callable[[Path], object], problem: str | None, small: Project
) -> None:
    make(small.content)
    result = small.briefings("check")
    shown = lines(result.stderr)
    assert len(shown) == (problem is not None)
    if problem is not None:
        assert shown[0].startswith(problem)
    assert result.exit_code == (problem is not None and problem.startswith("error"))
    assert "Checked 2 briefings, 1 explainer" in result.stdout


def test_windows_line_ends_change_nothing_but_the_hash(small: Project, tmp_path: Path) -> None:
    files = {**SMALL, "articles/ferry.md": f"{FERRY}\n    a table\n    of times\n"}
    small.write("articles/ferry.md", files["articles/ferry.md"])
    windows = Project(tmp_path / "windows", {k: v.replace("\n", "\r\n") for k, v in files.items()})
    pages = []
    for each in (small, windows):
        each.built()
        pages.append({
            page.name: re.sub(r"[0-9a-f]{64}|\d+ bytes", "…", page.read_bytes().decode())
            for page in each.docs.rglob("*.md")
        })  # fmt: skip
    assert pages[0] == pages[1]
    spoil(windows)
    for path, text in SPOILT.items():
        windows.write(path, text.replace("\n", "\r\n"))
    assert places(lines(windows.briefings("check").stderr), "error") == SPOILT_AT
