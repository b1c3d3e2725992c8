"""Who wrote notes and explainers, and when: on pages, in Markdown and in the files for machines."""

import json
from dataclasses import replace
from datetime import date

import pytest
from lxml.html import fragment_fromstring

from briefings.model.content import Content, SourceFile
from briefings.site.compile import compile
from tests.export_site import HERE, compiled, exports, jsonld
from tests.project import SMALL
from tests.rendering import page_html


def site(note: str = "", explainer: str = "") -> dict[str, str]:
    """Return a site with a note and an explainer that have these further keys."""
    facts = f'notes: [{{quote: stays closed, note: "Until *May*."{note}}}]\n'
    return {
        **SMALL,
        "articles/talks.yml": SMALL["articles/talks.yml"] + facts,
        "explainers/geneva.md": SMALL["explainers/geneva.md"].replace("kind:", f"{explainer}kind:"),
    }


@pytest.mark.parametrize(
    ("keys", "line", "footnote", "creation"),
    [
        ("", None, "", {}),
        (", author: Ada Berg", "Ada Berg", "Ada Berg.", {"creator": "Ada Berg"}),
        (", date: 2020-05-06", "6 May 2020", "2020-05-06.", {"created": "2020-05-06T00:00:00Z"}),
        (
            ', author: "1. <b>", date: 2020-05-06', "1. <b> · 6 May 2020",
            "1\\. &lt;b>, 2020-05-06.",
            {"creator": "1. <b>", "created": "2020-05-06T00:00:00Z"},
        ),
    ],
)  # fmt: skip
def test_a_note_says_who_wrote_it_and_when(
    keys: str, line: str | None, footnote: str, creation: dict[str, str]
) -> None:
    made = compiled(site(keys))
    page = fragment_fromstring(page_html(made, "briefings/talks.md"), create_parent="div")
    assert [found.text_content() for found in page.find_class("note-byline")] == (
        [line] if line else []
    )
    (markdown,) = (file.text for file in made.pages if file.uri == "briefings/talks.md")
    last = f"\n\n    {footnote}" if footnote else ""
    assert markdown.endswith(f"[^1]: **Context.** Until *May*.{last}\n")
    annotations = json.loads(exports(site(keys))["data/annotations.jsonld"])
    (annotation,) = annotations["first"]["items"]
    creator = annotation.pop("creator", None)
    found = {"creator": creator["name"]} if creator else {}
    found |= {"created": annotation["created"]} if "created" in annotation else {}
    assert found == creation


@pytest.mark.parametrize("names", [[], ["Ada Berg"], ["Ada Berg", "Jo <i>"]])
def test_an_explainer_names_its_authors(names: list[str]) -> None:
    files = site(explainer=f"authors: {json.dumps(names)}\n" if names else "")
    made = compiled(files)
    page = fragment_fromstring(page_html(made, "explainers/geneva.md"), create_parent="div")
    kind, *line = page.find_class("facts")[0].text_content().split(" · ")
    assert kind == "Place"
    assert ([*line, ""][0] == ", ".join(names)) is bool(names)
    (markdown,) = (file.text for file in made.pages if file.uri == "explainers/geneva.md")
    assert ("\nauthors:\n- Ada Berg\n" in markdown) is bool(names)
    (entry,) = json.loads(exports(files)["data/explainers.json"])["explainers"]
    assert entry["authors"] == names
    persons = [{"@type": "Person", "name": name} for name in names]
    assert jsonld(made, "explainers/geneva.md").get("author", []) == persons


@pytest.mark.parametrize(
    ("files", "where", "said"),
    [
        (
            site(explainer="authors: Ada Berg, Jo Wald\n"), "explainers/geneva.md:3",
            "`authors` is not a list. Write a list: `authors: [Ada Berg, Jo Wald]`.",
        ),
        (
            site(", date: May"), "articles/talks.yml:5",
            "`notes[1].date` is not valid: write a day as 2018-02-01 (it is “May”).",
        ),
        (
            site(", date: 2020-02-30"), "articles/talks.yml:5",
            "`notes[1].date` is not valid: write a day as 2018-02-01 (it is “2020-02-30”).",
        ),
        (site(", author: ''"), "articles/talks.yml:5", "`notes[1].author` is empty."),
    ],
)  # fmt: skip
def test_wrong_authors_and_days_are_errors(files: dict[str, str], where: str, said: str) -> None:
    (problem,) = compiled(files).problems
    assert f"{problem.file}:{problem.line}" == where
    assert f"{problem.message} {problem.hint}".startswith(said)


@pytest.mark.parametrize(
    ("more", "day", "lines"),
    [
        ("", date(2026, 11, 11), [5]),
        ("", date(2026, 11, 12), []),
        ("", None, []),
        ("publish_on: 2026-11-12\n", date(2026, 11, 11), []),
    ],
)
def test_a_note_from_the_future_is_reported(more: str, day: date | None, lines: list[int]) -> None:
    files = site(", date: 2026-11-12")
    files["articles/talks.yml"] += more
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    problems = compile(replace(content, day=day), HERE).problems
    assert [(p.line, p.code, p.message) for p in problems] == [
        (line, "future-date", "The day of this note, 2026-11-12, is in the future.")
        for line in lines
    ]
