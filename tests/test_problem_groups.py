"""Many problems at once: what a build says of them, and how an owner chooses among them."""

import ast
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bench import real_corpus
from bench.projects import prepare_ours
from briefings.model.content import Problem, Severity, graded
from briefings.model.problem_codes import CODES, OF_ONE_ARTICLE
from briefings.text import problem_groups
from briefings.text.problem_groups import FEW, Findings
from tests.project import REPOSITORY, SMALL, Project, lines

# Problems that the content of a site cannot have: of settings, and of `briefings new`.
ELSEWHERE = {"bad-setting", "name-taken", "no-feed", "not-fetched"}


def problems(number: int, code: str = "unknown-date", message: str = "No day.") -> list[Problem]:
    return [
        Problem(f"articles/{code}-{n:03}.txt", 0, code, message, "Add it.", Severity.WARNING)
        for n in range(number)
    ]


def said(new: Sequence[Problem], known: Sequence[Problem] = (), *, all_known: bool = False) -> str:
    found = Findings(tuple(new), tuple(known))
    return "\n".join(text for _, text in problem_groups.lines(found, "c", all_known=all_known))


def test_every_problem_has_a_code_of_the_list() -> None:
    found, package = set(), REPOSITORY / "generator/briefings"
    for file in package.rglob("*.py"):
        if file.relative_to(package).parts[0] in {"editing", "preview"}:  # answers to one edit
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "")
                place = {"Problem": 2, "Refusal": 0, "gap": 0}.get(name, len(node.args))
                for argument in node.args[place : place + 1]:
                    if isinstance(argument, ast.Constant):
                        found.add(argument.value)
    assert found - ELSEWHERE == CODES
    assert OF_ONE_ARTICLE < CODES


def test_few_problems_have_a_line_each() -> None:
    shown = said(problems(FEW)).splitlines()
    assert len(shown) == FEW
    assert shown[0] == "c/articles/unknown-date-000.txt: No day. Add it. [unknown-date]"


def test_many_problems_are_shown_by_code_with_their_first_places() -> None:
    shown = said([*problems(FEW), *problems(1, "duplicate", "It repeats.")])
    assert shown.splitlines() == [
        "[unknown-date] 20 times: No day. Add it.",
        "        c/articles/unknown-date-000.txt, c/articles/unknown-date-001.txt, "
        "c/articles/unknown-date-002.txt and 17 more",
        "c/articles/duplicate-000.txt: It repeats. Add it. [duplicate]",
    ]


def test_a_hint_that_names_a_file_is_said_to_be_for_the_first() -> None:
    many = [replace(p, hint=f"Mend {p.file}.") for p in problems(FEW + 1)]
    assert said(many).splitlines()[0] == (
        "[unknown-date] 21 times: No day. For the first: Mend articles/unknown-date-000.txt."
    )


def test_a_code_has_its_most_frequent_causes() -> None:
    many = [one for n in range(9) for one in problems(9 - n, "unknown-outlet", f"No outlet {n}.")]
    shown = said(many).splitlines()
    assert shown[0] == "[unknown-outlet] 45 times:"
    assert [line.strip() for line in shown[1::2]] == [
        "No outlet 0. Add it.",
        "No outlet 1. Add it.",
        "No outlet 2. Add it.",
        "and 21 more: briefings check --code unknown-outlet",
    ]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "1 warning of the last build remains: briefings check shows all."),
        (300, "300 warnings of the last build remain: briefings check shows all."),
    ],
)
def test_what_the_last_build_had_is_one_line(number: int, line: str) -> None:
    new, known = problems(1, "duplicate"), problems(number)
    assert said([], known) == f"No problem is new. {line}"
    assert said(new, known).splitlines()[1:] == [line]


def test_known_problems_that_stop_the_build_are_shown_after_new_ones() -> None:
    shown = said(problems(1, "duplicate"), problems(1), all_known=True).splitlines()
    assert [line.split()[-1] for line in shown] == [
        "build:",
        "[duplicate]",
        "build:",
        "[unknown-date]",
    ]


def test_errors_come_first() -> None:
    warnings = problems(FEW)
    error = Problem("explainers/a.md", 3, "yaml", "No.", "Mend it.")
    assert said([*warnings, error]).startswith("c/explainers/a.md:3: No.")


# -------------------------------------------------------------------------------- builds


def undated(project: Project, number: int) -> None:
    for n in range(number):
        word = f"{chr(97 + n)}lpha"
        text = f"The {word} of envoys met. {f'They spoke of {word} and no other. ' * 9}"
        project.write(f"articles/undated-{n}.txt", text)
        project.write(f"articles/undated-{n}.yml", f"title: The {word}\noutlet: wire\n")


def test_a_build_shows_what_is_new_since_the_last_one(small: Project) -> None:
    undated(small, 1)
    assert "[unknown-date]" in small.built().stderr
    again = small.built()
    assert lines(again.stderr) == []
    assert "No problem is new." in again.stdout
    small.write("articles/undated-0.yml", "tags: [a]\ntitle: The alpha\noutlet: wire\n")
    small.write("articles/talks.yml", "title: Talks\noutlet: wire\n")
    third = small.built()
    assert "articles/talks.txt: The day of publication is unknown." in third.stderr
    assert "undated-0" not in third.stderr
    shown = lines(small.briefings("check", "--since-last").stdout)
    assert shown[0] == "No problem is new since the last build."
    undated(small, 2)
    assert "undated-1" in small.briefings("check", "--since-last").stderr
    assert "undated-1" in small.briefings("check", "--since-last").stderr  # a check is no build
    assert "undated-1" in small.built().stderr


def test_check_shows_all_and_counts_them(small: Project) -> None:
    undated(small, FEW)
    small.built()
    result = small.briefings("check")
    dates = [line for line in lines(result.stderr) if line.endswith("[unknown-date]")]
    assert len(dates) == FEW
    assert f"By code: {FEW} unknown-date" in result.stdout


def test_check_prints_json(small: Project) -> None:
    undated(small, 1)
    small.built()
    undated(small, 2)
    found = json.loads(small.briefings("check", "--json", "--code", "unknown-date").stdout)
    assert [(one["file"], one["new"]) for one in found] == [
        ("articles/undated-1.txt", True),
        ("articles/undated-0.txt", False),
    ]
    assert found[0].keys() == {"file", "line", "code", "message", "hint", "severity", "new"}


@pytest.mark.parametrize(
    ("options", "exit_code"),
    [
        (["--strict"], 1),
        (["--strict=unknown-date"], 1),
        (["--strict=duplicate,unknown-date"], 1),
        (["--strict=duplicate"], 0),
        (["--strict=unknown-dat"], 2),
        ([], 0),
    ],
)
def test_codes_can_be_strict(options: list[str], exit_code: int, small: Project) -> None:
    undated(small, 1)
    assert small.briefings("check", *options).exit_code == exit_code
    built = small.briefings("build", *options)
    assert built.exit_code == exit_code
    if exit_code == 2:
        assert "did you mean `unknown-date`?" in built.stderr


def test_the_exit_status_is_that_of_the_shown_problems(small: Project) -> None:
    undated(small, 1)
    assert small.briefings("check", "--strict", "--code", "duplicate").exit_code == 0
    assert small.briefings("check", "--strict", "--code", "unknown-date").exit_code == 1


def test_errors_do_not_bring_known_warnings_back(small: Project) -> None:
    undated(small, 1)
    small.built()
    small.write("articles/talks.yml", "title: Talks\noutlet: wire\nnotes: [{quote: x, note: z}]\n")
    failed = small.briefings("build")
    assert failed.exit_code == 1
    assert "[note-lost]" in failed.stderr
    assert "undated-0" not in failed.stderr
    assert "undated-0" in small.briefings("build", "--strict").stderr


SEVERE = "plugins:\n  - briefings:\n      problems: {{{}: {}}}\n"


def configure(project: Project, code: str, severity: str) -> None:
    settings = (project.folder / "mkdocs.yml").read_text("utf-8").partition("plugins:")[0]
    settings += SEVERE.format(code, severity)
    (project.folder / "mkdocs.yml").write_text(settings, "utf-8")


def test_the_settings_decide_how_much_a_code_matters(small: Project) -> None:
    undated(small, 1)
    configure(small, "unknown-date", "error")
    assert small.briefings("build").exit_code == 1
    configure(small, "unknown-date", "ignore")
    assert lines(small.built().stderr) == []
    before = (small.site / "briefings/talks/index.html").stat()
    configure(small, "unknown-date", "warning")
    assert "warning content/articles/undated-0.txt" in small.built().stderr
    configure(small, "unknown-dat", "ignore")
    result = small.briefings("check")
    assert result.exit_code == 2
    assert "did you mean `unknown-date`?" in result.stderr
    after = (small.site / "briefings/talks/index.html").stat()
    assert before.st_mtime_ns == after.st_mtime_ns, "no page depends on them"


def test_an_error_is_not_ignored() -> None:
    error = Problem("explainers/a.md", 1, "yaml", "No.", "Mend it.")
    assert [*graded([error], (("yaml", None),))] == [error]
    assert [p.severity for p in graded([error], (("yaml", Severity.WARNING),))] == ["warning"]


# ------------------------------------------------------------------------- damaged captures


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"title: Envoys speak\x07 about the crossings\n", 1),
        (b"title: Talks\ntags: [\x1b[31mred]\n", 2),
        (b"title: Talks\noutlet: wire\nurl: https://example.org/\x00a-long-address\n", 3),
        ("title: Talks\nauthors: [Ada\x85Byron\x9f]\n".encode(), 2),
        (b"title: Talks \xef\xbf\xbf\n", 1),
    ],
)
def test_a_control_character_in_a_sidecar_stops_its_own_article(
    text: bytes, line: int, small: Project
) -> None:
    small.write("articles/talks.yml", text)
    result = small.built()
    (shown,) = lines(result.stderr)
    assert shown.startswith(f"warning content/articles/talks.yml:{line}: Character ")
    assert shown.endswith("Until then the article has no page. [control-character]")
    assert not (small.site / "briefings/talks").exists()
    assert (small.site / "briefings/ferry/index.html").exists()
    assert small.briefings("build", "--strict=control-character").exit_code == 1


def test_a_control_character_in_an_explainer_is_an_error(small: Project) -> None:
    small.write("explainers/geneva.md", SMALL["explainers/geneva.md"].replace("Swiss", "Sw\x08iss"))
    assert small.briefings("build").exit_code == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("0001-01-01", "improbable-date"),
        ("1604-12-31", "improbable-date"),
        ("1605-01-01", None),
        ("2020-05-04", None),
        ("2050-01-01", "future-date"),
    ],
)
def test_an_improbable_day_is_a_problem(day: str, code: str | None, small: Project) -> None:
    small.write("articles/talks.yml", f"title: Talks\npublished: {day}\noutlet: wire\n")
    found = json.loads(small.briefings("check", "--json").stdout)
    assert [(one["file"], one["line"], one["code"]) for one in found] == (
        [("articles/talks.yml", 2, code)] if code else []
    )


def test_a_binary_sidecar_stops_its_own_article(small: Project) -> None:
    small.write("articles/talks.yml", b"\0\1\2\3" * 9)
    assert "warning content/articles/talks.yml: This is a binary file" in small.built().stderr


def test_real_articles_have_no_errors_and_few_lines_of_problems(
    shared: Path, tmp_path: Path
) -> None:
    real_corpus.write(shared / "corpus/content.tar.gz", tmp_path / "content", 150)
    prepare_ours(tmp_path)
    result = Project(tmp_path).briefings("check", "--json")
    assert result.exit_code == 0
    found = msgspec.convert(json.loads(result.stdout), list[Problem])
    assert len(found) > FEW
    assert said(found).count("\n") < FEW
