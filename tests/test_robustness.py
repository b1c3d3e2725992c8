"""Unusual names, links, permissions and settings: nothing crashes, and nothing is lost."""

import os
import subprocess
from pathlib import Path

import pytest

from briefings.build import content_folder
from briefings.files import limits
from tests.project import BIN, SMALL, Project, environment, lines, tree


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project", SMALL)


def test_a_phrase_decided_for_a_broken_explainer_is_no_crash(project: Project) -> None:
    project.write("articles/talks.yml", "outlet: wire\nlinks: {Blue Bridge: bridge}\n")
    project.write("explainers/bridge.md", "---\ntitle: Bridge\nkindd: x\n---\n")
    assert project.briefings("check").exit_code == 1


def test_a_folder_behind_a_symbolic_link_is_read_or_reported(project: Project) -> None:
    moved = project.folder / "elsewhere"
    (project.content / "articles").rename(moved)
    (project.content / "articles").symlink_to(moved)
    result = project.briefings("check")
    assert "2 briefings" in result.stdout or "articles" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_without_permission_is_a_problem(project: Project) -> None:
    (project.content / "articles").chmod(0)
    try:
        found = content_folder.read_content(project.content)
    finally:
        (project.content / "articles").chmod(0o755)
    assert [p.file for p in found.problems] == ["articles"]


def test_a_name_that_is_not_utf8_is_a_problem(project: Project) -> None:
    (project.content / "articles" / "\udcff.txt").write_text("Text.")
    assert project.briefings("check").exit_code == 1


@pytest.mark.parametrize("title", ["!!!", "§", "", "Index", "a" * 300])
def test_a_title_that_makes_no_valid_explainer_is_refused(title: str, project: Project) -> None:
    before = tree(project.folder)
    result = project.briefings("new", "explainer", title)
    if result.exit_code == 0:
        assert project.briefings("check").exit_code == 0
    else:
        assert result.exit_code in (1, 2)
        assert tree(project.folder) == before


@pytest.mark.parametrize("name", ["index.txt", "ferry.txt"])
def test_an_article_whose_address_is_taken_is_refused(
    name: str, project: Project, tmp_path: Path
) -> None:
    given = tmp_path / "g" / name
    given.parent.mkdir()
    given.write_text("Some text.")
    before = tree(project.content)
    result = project.briefings("new", "article", given)
    assert result.exit_code != 0
    assert tree(project.content) == before


def test_an_article_is_added_with_its_sidecar_or_not_at_all(
    project: Project, tmp_path: Path
) -> None:
    given = tmp_path / "a.txt"
    given.write_text("Some text.")
    project.write("articles/a.yml", "title: Mine\n")
    before = tree(project.content)
    result = project.briefings("new", "article", given)
    added = tree(project.content).keys() - before.keys()
    assert (result.exit_code, added) in [(1, set()), (0, {"articles/a.txt"})]


def test_the_problems_of_a_refused_capture_name_the_file_that_was_given(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "Empty one.txt").touch()
    result = project.briefings("new", "article", tmp_path / "Empty one.txt")
    assert "Empty one.txt" in result.stderr


def test_problems_are_named_by_a_path_from_here(project: Project) -> None:
    project.write("outlets/wire.yml", "nmae: x\n")
    done = subprocess.run(
        [BIN / "briefings", "-f", "project/mkdocs.yml", "check"],
        cwd=project.folder.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "error project/content/outlets/wire.yml:1: " in done.stderr


@pytest.mark.parametrize("name", ["a [draft]", "a [/x] b"])
def test_a_folder_may_have_brackets_in_its_name(name: str, tmp_path: Path) -> None:
    project = Project(tmp_path / name, SMALL)
    done = subprocess.run(
        [BIN / "briefings", "-f", project.folder / "mkdocs.yml", "new", "explainer", "Zed"],
        cwd="/",
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert f"Added {str(project.content)[1:]}/explainers/zed.md" in lines(done.stdout)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("theme: material", "theme: {name: material, custom_dir: x}"), "does not exist"),
        (("  - briefings\n", "  - briefings: {latest: many}\n"), "latest"),
        (("  - briefings\n", "  - nosuch\n"), "nosuch"),
        (("  - briefings\n", "  - briefings: {locale: xx_YY}\n"), "locale"),
        (("  - briefings\n", "  - briefings: {locale: de}\n"), "Set theme.language"),
        (("theme: material", "theme: {name: material, language: xx}"), "Write one of ar, de, en"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_settings_that_are_wrong_exit_with_2(
    change: tuple[str, str], message: str, project: Project
) -> None:
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text().replace(*change))
    done = project.run("briefings", "check")
    assert "Traceback" not in done.stderr
    assert message in done.stderr
    assert done.returncode == 2


def test_colons_in_a_message_stay_colons(project: Project) -> None:
    project.write("articles/talks.txt", "The team :fire: met.\n")
    project.write("articles/talks.yml", "outlet: wire\n")
    assert ":fire:" in project.briefings("check").stderr


def test_the_hint_for_a_huge_file_fits(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_BY_SUFFIX", {".yml": 10})
    (problem, *_) = content_folder.read_content(project.content).problems
    assert "permissions" not in problem.hint
