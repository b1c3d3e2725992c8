"""A site built in parts, by several machines, is the one that one machine builds."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build import fingerprint
from briefings.build.folders import Folders
from briefings.build.shards import Shard
from briefings.build.workers import Workers
from briefings.commands import build
from briefings.content import articles
from briefings.mkdocs_plugin.render import Task, render
from briefings.site.kinds import briefing
from tests.project import BRIDGE, GENEVA, SMALL, Project, lines, tree

# Pages that link to each other by name, by hand and from a note, and one of which MkDocs warns.
CONTENT: Mapping[str, str] = {
    **SMALL,
    "articles/talks.yml": SMALL["articles/talks.yml"]
    + """notes:
  - quote: The Blue Bridge stays closed
    note: A [ferry](../briefings/ferry.md) took over in June.
""",
    "explainers/bridge.md": BRIDGE,
    "explainers/geneva.md": f"{GENEVA}\nSee [the bridge](bridge.md), and [a map](map.pdf).\n",
}
WARNING = "map.pdf"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site, built by one machine."""
    project = Project(tmp_path_factory.mktemp("alone"), CONTENT)
    assert WARNING in project.built().stderr
    return project


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two parts of the site."""
    return parts(tmp_path_factory.mktemp("halves"), 2)


@pytest.fixture
def machine(tmp_path: Path) -> Project:
    """Another machine, which has built nothing yet."""
    return Project(tmp_path / "machine", CONTENT)


def parts(folder: Path, number: int, content: Mapping[str, str] = CONTENT) -> list[Path]:
    """Build each part on a machine of its own."""
    return [
        part(Project(folder / str(one), content), f"{one}/{number}") for one in range(1, number + 1)
    ]


def part(project: Project, shard: str) -> Path:
    result = project.briefings("build", "--shard", shard)
    assert result.exit_code == 0, result.output
    name = f"part-{shard.replace('/', '-of-')}.sqlite"
    assert f"Built build/{name} in " in result.stdout
    assert project.left_over() == [name]
    return project.site.with_name(name)


def transferred(files: Iterable[Path], folder: Path) -> list[Path]:
    """Copy files as a machine would get them: nothing but their bytes."""
    folder.mkdir()
    return [shutil.copyfile(file, folder / file.name) for file in files]


def built(project: Project) -> dict[str, dict[str, str]]:
    """Return all that a build leaves for others, and what it was made from."""
    folders = {"site": project.site} | Folders(project.docs).trees
    return {name: tree(folder) for name, folder in folders.items()}


# ------------------------------------------------------------------------------- the shares


@given(st.text(), st.integers(1, 40))
def test_everything_is_in_one_share(name: str, of: int) -> None:
    assert sum(Shard(number, of).has(name) for number in range(1, of + 1)) == 1


@pytest.mark.parametrize("of", [2, 4, 20])
def test_shares_are_about_equal(of: int) -> None:
    names = [f"briefings/{number}.md" for number in range(20_000)]
    for number in range(1, of + 1):
        share = sum(map(Shard(number, of).has, names))
        assert share == pytest.approx(20_000 / of, rel=0.1)


# ---------------------------------------------------------------------------------- joining


@pytest.mark.parametrize("number", [1, 2, 3])
def test_parts_in_any_order_make_the_site_that_one_machine_makes(
    number: int, alone: Project, machine: Project, tmp_path: Path
) -> None:
    files = transferred(reversed(parts(tmp_path, number)), tmp_path / "parts")
    result = machine.briefings("merge", *files)
    assert result.exit_code == 0, result.output
    assert built(machine) == built(alone)
    assert WARNING in result.stderr
    assert sorted(files[0].parent.iterdir()) == sorted(files)
    assert "Nothing has changed" in machine.built().stdout


def test_nothing_is_done_twice(
    halves: list[Path], machine: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []

    def noted(
        task: Task, target: Path, workers: Workers, progress: Callable[[int], None]
    ) -> Sequence[tuple[str, str]]:
        rendered.extend(task.pages)
        return render(task, target, workers, progress)

    def never(*_: object) -> None:
        raise AssertionError("this was done for the parts already")

    monkeypatch.setattr(build, "render", noted)
    monkeypatch.setattr(articles, "parse", never)
    monkeypatch.setattr(briefing, "briefing", never)
    assert machine.briefings("merge", *halves).exit_code == 0
    assert rendered == []


def test_a_site_that_is_there_is_brought_up_to_date(
    alone: Project, halves: list[Path], tmp_path: Path
) -> None:
    machine = Project(tmp_path / "machine", SMALL)
    machine.built()
    for path, text in CONTENT.items():
        machine.write(path, text)
    assert machine.briefings("merge", *halves).exit_code == 0
    assert built(machine) == built(alone)


def test_building_a_part_leaves_the_site_as_it_is(machine: Project) -> None:
    machine.built()
    before = built(machine)
    machine.write("articles/ferry.md", "---\ntitle: No ferry\n---\n\nIt sank.\n")
    part(machine, "1/2")
    assert built(machine) == before


def test_a_warning_of_mkdocs_fails_a_strict_merge(halves: list[Path], machine: Project) -> None:
    result = machine.briefings("merge", "--strict", *halves)
    assert result.exit_code == 1
    assert WARNING in result.stderr
    assert not machine.site.exists()


# ------------------------------------------------------------------- what does not belong

ANOTHER_VERSION = "by another version of the generator, of a package or of Python"


def edit(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    project.write("articles/ferry.md", "---\ntitle: No ferry\n---\n\nIt sank.\n")


def set_up(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    file = project.folder / "mkdocs.yml"
    file.write_text(file.read_text().replace("Annotated Briefings", "Another Site"))


def restyle(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    (project.folder / "theme_overrides/main.html").write_text("Mine.")


def update(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    del project
    monkeypatch.setattr(fingerprint, "program", lambda: "another version")


def edit_and_update(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project, monkeypatch)
    update(project, monkeypatch)


@pytest.mark.parametrize(
    ("change", "differing"),
    [
        (edit, "from other content"),
        (set_up, "with other settings or templates"),
        (restyle, "with other settings or templates"),
        (update, ANOTHER_VERSION),
        (edit_and_update, f"from other content, and {ANOTHER_VERSION}"),
    ],
)
def test_a_part_of_another_site_is_named(
    change: Callable[[Project, pytest.MonkeyPatch], None],
    differing: str,
    halves: list[Path],
    machine: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = Project(tmp_path / "other", CONTENT)
    with monkeypatch.context() as context:
        change(other, context)
        odd = part(other, "1/2")
    result = machine.briefings("merge", odd, halves[1])
    assert result.exit_code == 1
    assert lines(result.stderr) == [
        f"{odd} was built {differing} than there is here. The published site was not touched."
    ]
    assert not machine.site.exists()


def test_missing_parts_are_named(tmp_path: Path, machine: Project) -> None:
    files = parts(tmp_path, 3)
    result = machine.briefings("merge", files[1], files[1])
    assert result.exit_code == 1
    assert lines(result.stderr)[:2] == [
        "Part 1 of 3 is missing.",
        "Part 3 of 3 is missing. The published site was not touched.",
    ]


def test_parts_of_several_divisions_are_named(
    halves: list[Path], machine: Project, tmp_path: Path
) -> None:
    whole = parts(tmp_path, 1)[0]
    result = machine.briefings("merge", whole, halves[0])
    assert result.exit_code == 1
    assert lines(result.stderr) == [
        f"These parts are not of one division: {whole} is part 1 of 1; {halves[0]} is part 1 of 2. "
        "The published site was not touched."
    ]


@pytest.mark.parametrize("data", [b"", b"junk", b"SQLite format 3\0", None])
def test_a_file_that_is_no_whole_part_is_named(
    data: bytes | None, halves: list[Path], machine: Project, tmp_path: Path
) -> None:
    first, second = transferred(halves, tmp_path / "parts")
    cut_short = second.read_bytes()[: second.stat().st_size // 2]
    second.write_bytes(cut_short if data is None else data)
    result = machine.briefings("merge", first, second)
    assert result.exit_code == 1
    assert lines(result.stderr) == [
        f"{second} is no part that `briefings build --shard` made, or is damaged.",
        "Part 2 of 2 is missing. The published site was not touched.",
    ]
    assert tree(second.parent)[second.name] != tree(halves[1].parent)[second.name]


# ------------------------------------------------------------------------------- damage


@pytest.mark.parametrize(
    ("harm", "again"),
    [
        ("UPDATE body SET data = zeroblob(length(data))", True),
        ("UPDATE head SET data = zeroblob(length(data))", True),
        ("UPDATE head SET checksum = checksum + 1", True),
        ("DELETE FROM head", True),
        ("UPDATE about SET value = value WHERE 0", False),
    ],
)
def test_what_is_damaged_in_a_part_is_made_again(
    harm: str, again: bool, alone: Project, halves: list[Path], machine: Project, tmp_path: Path
) -> None:
    files = transferred(halves, tmp_path / "parts")
    for file in files:
        with sqlite3.connect(file) as database:
            database.execute(harm)
        database.close()
    result = machine.briefings("merge", *files)
    assert result.exit_code == 0, result.output
    assert built(machine) == built(alone)
    assert ("rendered here" in result.stderr) is again


def test_a_part_in_which_nothing_can_be_looked_up_is_named(
    halves: list[Path], machine: Project, tmp_path: Path
) -> None:
    first, second = transferred(halves, tmp_path / "parts")
    with sqlite3.connect(second) as database:
        database.execute("DROP TABLE body")
    database.close()
    result = machine.briefings("merge", first, second)
    assert result.exit_code == 1
    assert lines(result.stderr) == [
        f"{second} is damaged. Transfer it again, or build it again. "
        "The published site was not touched."
    ]
