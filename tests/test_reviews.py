"""Reviews: which explainers are due, and which briefings have newer background."""

from datetime import date
from pathlib import Path

import pytest

from briefings.content.checks import reviews
from briefings.model.content import Content, Problem, Settings, Severity, SourceFile
from briefings.site.compile import annotate, compile
from briefings.text import uris
from tests.project import Project

ARTICLE = "---\ntitle: {0}\npublished: {1}\n---\n\n{2} met on Monday. They spoke for an hour.\n"
EXPLAINER = "---\ntitle: {0}\nkind: place\nsummary: A place.\n{1}---\n\nText.\n"
CONTENT = {
    "articles/a.md": ARTICLE.format("One", "2018-02-01", "Alma and Borea"),
    "articles/b.md": ARTICLE.format("Two", "2020-10-05", "Alma"),
    "articles/c.txt": "Corvo met on Monday. They spoke for an hour.\n",
    "articles/c.yml": "title: Three\n",
    "explainers/alma.md": EXPLAINER.format("Alma", ""),
    "explainers/borea.md": EXPLAINER.format("Borea", ""),
    "explainers/corvo.md": EXPLAINER.format("Corvo", "reviewed: 2019-01-01\n"),
}


def content(**explainers: str) -> Content:
    texts = CONTENT | {
        f"explainers/{name}.md": EXPLAINER.format(name.capitalize(), facts)
        for name, facts in explainers.items()
    }
    return Content(tuple(SourceFile(path, text.encode()) for path, text in texts.items()))


def due(**explainers: str) -> list[Problem]:
    problems = compile(content(**explainers), Settings()).problems
    return [problem for problem in problems if problem.code == "review-due"]


def test_an_explainer_reviewed_before_its_newest_briefing_is_due() -> None:
    (problem,) = due(alma="reviewed: 2020-10-04\n", borea="reviewed: 2018-02-01\n")
    assert (problem.file, problem.line) == ("explainers/alma.md", 5)
    assert problem.severity is Severity.WARNING
    assert problem.message == (
        "The last review (2020-10-04) is older than the newest briefing (2020-10-05): “Two”."
    )


@pytest.mark.parametrize("facts", ["", "reviewed: 2020-10-05\n", "reviewed: 2026-11-01\n"])
def test_an_explainer_is_not_due_when_it_is_newer_or_promises_no_review(facts: str) -> None:
    assert due(alma=facts) == []


@pytest.mark.parametrize(
    ("day", "facts", "changed"),
    [
        ("2019-01-01", "reviewed: 2019-01-01\n", True),
        ("2019-01-02", "reviewed: 2019-01-01\n", False),
        ("2019-06-15", "timeline: [{date: 2019-06-15, event: A.}]\n", True),
        ("2019-06-15", "timeline: [{date: 2019-06-14, event: A.}]\n", False),
        ("2019-06-15", "timeline: [{date: 2019-06, event: A.}]\n", True),
        ("2019-06-15", "timeline: [{date: 2019-05, event: A.}]\n", False),
        ("2019-06-15", "timeline: [{date: 2019, event: A.}]\n", True),
        ("2019-06-15", "", False),
        ("2019-06-15", "corrections: [{date: 2019-06-15, text: A.}]\n", True),
        ("2019-06-15", "updates: [{date: 2019-06-14, text: A.}]\n", False),
    ],
)
def test_what_counts_as_changed_background(day: str, facts: str, changed: bool) -> None:
    corpus = annotate(content(borea=facts, corvo=""), Settings())
    since = date.fromisoformat(day)
    linking = [(slug, corpus.subjects(uris.briefing(slug))) for slug in corpus.articles]
    found = reviews.changed_since(since, corpus.explainers, linking)
    assert list(found) == (["a"] if changed else [])


def test_check_lists_the_briefings_whose_background_has_changed(tmp_path: Path) -> None:
    facts = "reviewed: 2020-11-01\ntimeline: [{date: 2020-12, event: A.}]\n"
    facts += "corrections: [{date: 2020-11-02, text: A.}]\n"
    texts = CONTENT | {"explainers/alma.md": EXPLAINER.format("Alma", facts)}
    project = Project(tmp_path / "project", texts)
    shown = project.briefings("check", "--since", "2020-11-01")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    what = "Alma (reviewed 2020-11-01, correction 2020-11-02, timeline 2020-12)"
    assert lines[:3] == [
        f"content/articles/b.md: {what}",
        f"content/articles/a.md: {what}",
        "The background of 2 briefings has changed since 2020-11-01.",
    ]
    assert "changed" not in project.briefings("check").stdout
    assert project.briefings("check", "--since", "yesterday").exit_code == 2
