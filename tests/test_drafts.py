"""Drafts: the preview shows them with a mark, and the published site does not have them."""

from dataclasses import replace
from datetime import date

import pytest

from briefings.model.content import Content, SourceFile
from briefings.model.site import Site
from briefings.site.compile import compile
from briefings.views.text import Day
from tests.export_site import HERE
from tests.project import Project
from tests.views import head

DAY = date(2020, 5, 4)
ARTICLE = """\
---
title: {title}
published: 2020-05-01
tags: [Canals]
{draft}notes:
  - {{quote: "Envoys met", note: "As [before](other.md)."}}
---

Envoys met at the Lindmoor Lock on Monday.
"""
EXPLAINER = """\
---
title: Lindmoor Lock
kind: place
summary: A lock of the old canal.
{draft}---

It was opened in 1861.
"""


def content(day: date | None = DAY, **drafts: str) -> Content:
    """Return a site of two articles and an explainer, each with a line of its front matter."""
    texts = {
        "articles/talks.md": ARTICLE.format(title="Talks", draft=drafts.get("talks", "")),
        "articles/other.md": ARTICLE.format(title="Other", draft=drafts.get("other", "")),
        "explainers/lindmoor-lock.md": EXPLAINER.format(draft=drafts.get("lock", "")),
    }
    files = tuple(SourceFile(path, text.encode()) for path, text in texts.items())
    return Content(files, day=day)


def said(site: Site, code: str) -> list[str]:
    return [f"{one.file}: {one.message}" for one in site.problems if one.code == code]


@pytest.mark.parametrize(
    ("line", "is_published"),
    [
        ("", True),
        ("draft: false\n", True),
        ("draft: true\n", False),
        ("publish_on: 2020-05-03\n", True),
        ("publish_on: 2020-05-04\n", True),
        ("publish_on: 2020-05-05\n", False),
        ("draft: true\npublish_on: 2020-05-03\n", False),
    ],
)
def test_a_draft_is_nowhere_on_the_published_site(line: str, is_published: bool) -> None:
    site = compile(content(other=line, lock=line), HERE)
    files = "\n".join(file.text for file in (*site.pages, *site.exports))
    assert ("Other" in files) is is_published
    # Only an explainer that is published links its names.
    assert ("lindmoor-lock" in files) is is_published
    assert (site.counts.briefings, site.counts.explainers) == ((2, 1) if is_published else (1, 0))


def test_a_link_to_a_draft_is_reported() -> None:
    site = compile(content(other="draft: true\n"), HERE)
    assert said(site, "broken-link") == ["articles/talks.md: “other.md” leads to a draft."]


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("draft: true\n", (True, None)),
        ("publish_on: 2020-05-05\n", (True, Day("2020-05-05", "5 May 2020"))),
        ("publish_on: 2020-05-04\n", (False, None)),
        ("", (False, None)),
    ],
)
@pytest.mark.parametrize("uri", ["briefings/other.md", "explainers/lindmoor-lock.md"])
def test_the_preview_marks_a_draft(uri: str, line: str, mark: tuple[bool, Day | None]) -> None:
    drafts = replace(content(other=line, lock=line), with_drafts=True)
    found = head(compile(drafts, HERE), uri)
    assert (found.is_draft, found.publish_on) == mark


def test_a_day_in_the_future_is_reported() -> None:
    early = date(2020, 4, 30)
    site = compile(content(early, other="publish_on: 2020-05-01\n"), HERE)
    assert said(site, "future-date") == [
        "articles/talks.md: The day of publication, 2020-05-01, is in the future."
    ]
    assert [one.line for one in site.problems if one.code == "future-date"] == [3]
    assert not said(compile(content(None), HERE), "future-date")
    assert not said(compile(content(date(2020, 5, 1)), HERE), "future-date")


def test_a_build_takes_a_day(small: Project) -> None:
    small.write("explainers/dock.md", EXPLAINER.format(draft="publish_on: 2031-01-02\n"))
    page = small.site / "explainers/dock/index.html"
    for day, is_published in {"2031-01-01": False, "2031-01-02": True}.items():
        assert small.briefings("build", "--today", day).exit_code == 0
        assert page.exists() is is_published
