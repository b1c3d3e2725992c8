"""`briefings read`: facts, body and dropped lines of a capture, with rules."""

import json
from pathlib import Path

import pytest

from tests.project import SMALL, Project

CAPTURE = """19:08 GMT07 August 2020
Listen Live

HARBOUR (Wire) - The ministers met in the harbour on Tuesday, said the mayor of the town.

"We talked for long," said Ada Berg, the mayor of the town, after the meeting was over.
"""
PROFILE = """name: The Wire
capture: {clock: '%H:%M GMT%d %B %Y', boilerplate: [Listen Live], recognise: ['\\(Wire\\)']}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "project", SMALL)
    project.write("outlets/the-wire.yml", PROFILE)
    project.write("articles/met.txt", CAPTURE)
    return project


def test_facts_are_shown_with_what_they_rest_on_and_dropped_lines_with_their_rule(
    project: Project,
) -> None:
    result = project.briefings("read", project.content / "articles/met.txt")
    assert result.exit_code == 0
    for words in (
        "the-wire",
        "2020-08-07T19:08:00+00:00",
        "line 1",
        "outlet-boilerplate: Listen Live",
    ):
        assert words in result.stdout
    assert "The ministers met in the harbour on Tuesday" in result.stdout
    assert "unknown-date" in result.stderr


def test_a_sidecar_beside_the_capture_counts(project: Project) -> None:
    project.write("articles/met.yml", "title: Given\npublished: 2020-08-06\n")
    result = project.briefings("read", project.content / "articles/met.txt")
    assert "Given" in result.stdout
    assert "unknown-date" not in result.stderr


def test_the_diff_has_every_line_once_kept_or_dropped(project: Project) -> None:
    result = project.briefings("read", "--diff", project.content / "articles/met.txt")
    shown = [line for line in result.stdout.splitlines() if line]
    assert len(shown) == len([line for line in CAPTURE.splitlines() if line])
    assert [line[0] for line in shown] == ["-", "-", " ", " "]


def test_json_holds_the_article_the_decisions_and_the_problems(project: Project) -> None:
    result = project.briefings("read", "--json", project.content / "articles/met.txt")
    data = json.loads(result.stdout)
    assert data["article"]["published"] is None
    assert [q["speaker"] for q in data["article"]["quotations"]] == ["Ada Berg"]
    assert [d["role"] for d in data["decisions"]][:2] == ["dropped", "dropped"]
    assert {p["code"] for p in data["problems"]} == {"derived-title", "unknown-date"}


def test_the_character_set_is_shown_with_what_it_rests_on(project: Project) -> None:
    text = "Мэр города сообщил в понедельник, что мост через реку будет закрыт до весны.\n"
    project.write("articles/most.txt", "")
    (project.content / "articles/most.txt").write_bytes(text.encode("cp1251"))
    shown = project.briefings("read", project.content / "articles/most.txt")
    assert "charset: windows-1251, decided from the bytes" in shown.stdout
    assert text.strip() in " ".join(shown.stdout.split())
    assert "charset-decided" in shown.stderr
    as_json = project.briefings("read", "--json", project.content / "articles/most.txt")
    assert json.loads(as_json.stdout)["charset"] == "windows-1251, decided from the bytes"
    met = project.briefings("read", project.content / "articles/met.txt")
    assert "charset: utf-8, valid UTF-8" in met.stdout


def test_a_file_that_cannot_be_read_exits_with_1_and_says_why(project: Project) -> None:
    project.write("articles/empty.txt", "")
    result = project.briefings("read", project.content / "articles/empty.txt")
    assert result.exit_code == 1
    assert "empty-article" in result.stderr


def test_a_file_of_another_kind_is_a_wrong_call(project: Project) -> None:
    assert project.briefings("read", project.folder / "mkdocs.yml").exit_code == 2


def test_an_outlet_is_learned_from_what_its_captures_share(project: Project) -> None:
    bodies = ("Rain fell on the town all day long.", "The mayor spoke to the people in the square.")
    for number, body in enumerate(bodies):
        text = CAPTURE.replace("The ministers met in the harbour on Tuesday, said the mayor", body)
        project.write(f"articles/c{number}.txt", text)
    names = [project.content / f"articles/c{number}.txt" for number in range(2)]
    result = project.briefings("new", "outlet", "Harbour Wire", *names)
    assert result.exit_code == 0
    learned = (project.content / "outlets/harbour-wire.yml").read_text(encoding="utf-8")
    assert "name: 'Harbour Wire'" in learned
    assert "- 'Listen Live'  # in 2 of 2" in learned
    assert project.briefings("new", "outlet", "Harbour Wire", *names).exit_code == 1
