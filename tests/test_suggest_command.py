"""`briefings suggest`, and the suggestions in a draft of an explainer."""

import json

import pytest
import yaml

from briefings.build import fingerprint
from briefings.build.store import Store
from briefings.suggestions import suggest as suggestions
from tests.project import FERRY, SMALL, Project, lines, tree
from tests.test_suggestions import explainer


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("suggest"), SMALL)


def test_the_command_shows_names_with_counts_and_a_sentence(project: Project) -> None:
    before = tree(project.folder)
    result = project.briefings("suggest")
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines(result.stdout) == [
        "Names without an explainer (1)",
        "  Blue Bridge 2 briefings, 2 mentions",
        "      A ferry now runs beside the Blue Bridge. (ferry)",
        "Places without an explainer (0)",
        "Possibly a missing alias (0)",
        'To write one of them: briefings new explainer "Blue Bridge"',
    ]
    (project.folder / "build/cache.sqlite").unlink()
    assert tree(project.folder) == before


def test_the_command_fits_a_terminal_of_80_characters(project: Project) -> None:
    long = "The Blue Bridge " + "and the ferry beside it, which everybody likes, " * 8
    project.write("articles/long.md", f"---\ntitle: Long\n---\n\n{long}\n")
    project.write(
        "explainers/x.md", explainer("X y", aliases=[f"Some other name {n}" for n in range(9)])
    )
    shown = lines(project.briefings("suggest", "--all").stdout)
    assert max(map(len, shown)) <= 80
    assert "      … " not in shown[2]


def test_near_misses_and_idle_names_are_shown_with_what_to_do(project: Project) -> None:
    project.write(
        "explainers/decision.md",
        explainer("Resolution 1234", "document", aliases=["River Decision", "Decision"]),
    )
    project.write("articles/c.md", "---\ntitle: C\n---\n\nUNSCR 1234 is no River Decision.\n")
    shown = lines(project.briefings("suggest").stdout)
    start = shown.index("Possibly a missing alias (1)")
    assert shown[start + 1 : start + 4] == [
        "  UNSCR 1234 1 briefing, 1 mention",
        "      UNSCR 1234 is no River Decision. (c)",
        "      looks like Resolution 1234 (decision; same number): add the alias?",
    ]  # fmt: skip
    start = shown.index("Aliases and forms that occur only within longer names (1)")
    assert shown[start + 1].endswith("decision.md:4: Decision, only within River Decision")


def test_longer_names_are_shown_with_the_name_that_is_not_linked(project: Project) -> None:
    for number in range(2):
        text = f"We read the Geneva Gazette in {number}."
        project.write(f"articles/g{number}.md", f"---\ntitle: G\n---\n\n{text}\n")
    shown = lines(project.briefings("suggest").stdout)
    start = shown.index("Longer names with a name of an explainer (1)")
    assert shown[start + 1 : start + 3] == [
        "  Write an explainer, or add them to links_inside of the one named.",
        "  [Geneva] Gazette (geneva): 2 briefings",
    ]


def test_only_the_first_are_shown_unless_all_are_asked_for(project: Project) -> None:
    towns = ", ".join(f"the Bridge {chr(65 + n)}{chr(97 + m)}x" for n in range(5) for m in range(5))
    for number in range(2):
        project.write(
            f"articles/t{number}.md", f"---\ntitle: T\n---\n\nWe saw {towns}, {number}.\n"
        )
    assert "Names without an explainer (20 of 26, --all for all)" in lines(
        project.briefings("suggest").stdout
    )
    assert "Names without an explainer (26)" in lines(project.briefings("suggest", "--all").stdout)


def test_json_is_the_same_each_time_and_says_everything(project: Project) -> None:
    first = project.briefings("suggest", "--json").stdout
    assert first == project.briefings("suggest", "--json").stdout
    data = json.loads(first)
    assert list(data) == [
        "subjects", "subjects_in_all", "places", "places_in_all", "aliases", "aliases_in_all",
        "longer", "longer_in_all", "unused", "shadowed", "unmentioned",
    ]  # fmt: skip
    (bridge,) = data["subjects"]
    assert (bridge["name"], bridge["briefings"], bridge["mentions"]) == ("Blue Bridge", 2, 2)
    assert bridge["context"] == ["Geneva"]
    assert [s["slug"] for s in bridge["samples"]] == ["ferry", "talks"]


def header(project: Project, path: str) -> dict[str, object]:
    parts = (project.content / path).read_text(encoding="utf-8").split("---\n")
    loaded: dict[str, object] = yaml.safe_load(parts[1])
    return loaded


def test_a_new_explainer_begins_with_what_the_briefings_know(project: Project) -> None:
    project.write(
        "articles/norway.md",
        "---\ntitle: N\n---\n\nIn Geneva, Minister Anna Roedal met a Norwegian crew from Norway. "
        "Roedal, and the Roedal: [No], left.\n",
    )
    result = project.briefings("new", "explainer", "Anna Roedal")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 briefing named it without an explainer" in result.stdout
    drafted = header(project, "explainers/anna-roedal.md")
    assert drafted["kind"] == "person"
    assert drafted["aliases"] == ["Roedal"]
    assert drafted["context"] == ["Geneva"]
    project.briefings("new", "explainer", "Norway")
    assert header(project, "explainers/norway.md")["forms"] == ["Norwegian"]
    assert project.briefings("check").exit_code == 0
    assert "Roedal" not in project.briefings("suggest", "--all").stdout


def test_a_variant_makes_the_full_name_an_alias(project: Project) -> None:
    project.write("articles/n.md", "---\ntitle: N\n---\n\nThe River Force (RIFOR) met.\n")
    project.briefings("new", "explainer", "RIFOR", "--kind", "organisation")
    drafted = header(project, "explainers/rifor.md")
    assert (drafted["title"], drafted["aliases"]) == ("RIFOR", ["River Force"])
    assert drafted["kind"] == "organisation"


@pytest.mark.parametrize("arguments", [("Blue Bridge", "--blank"), ("Unheard-of",)], ids=str)
def test_without_a_suggestion_a_draft_is_blank(
    arguments: tuple[str, ...], project: Project
) -> None:
    result = project.briefings("new", "explainer", *arguments)
    assert "named it" not in result.stdout
    (path,) = (p for p in project.content.glob("explainers/*") if p.stem != "geneva")
    drafted = header(project, f"explainers/{path.name}")
    assert "context" not in drafted
    assert (drafted["kind"], drafted["aliases"]) == ("concept", [])


def test_a_new_explainer_that_looks_like_another_says_so(project: Project) -> None:
    project.write("explainers/d.md", explainer("Resolution 1234", "document"))
    project.write("articles/c.md", "---\ntitle: C\n---\n\nWe read UNSCR 1234.\n")
    result = project.briefings("new", "explainer", "UNSCR 1234")
    assert "It looks like Resolution 1234 (d)" in result.stdout


def test_an_unchanged_site_is_not_read_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = project.briefings("suggest")
    everything = project.briefings("suggest", "--all")
    monkeypatch.setattr(suggestions, "survey", None)
    with Store(project.folder / "build" / "cache.sqlite", fingerprint.program()) as store:
        store.sweep()  # as a build does
    assert project.briefings("suggest").stdout == first.stdout
    assert project.briefings("suggest", "--all").stdout == everything.stdout
    project.write("articles/ferry.md", f"{FERRY}\nAnna Roedal spoke.\n")
    with pytest.raises(TypeError):
        project.briefings("suggest")
