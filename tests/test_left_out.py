"""What of a capture is left out, and what editors are told about it."""

import pytest

from briefings.content import articles
from briefings.content.articles import Parsing
from briefings.model.content import SourceFile
from briefings.model.reading import DROPPED
from tests.pages import HEADLINE, SENTENCES, page

# A menu before the text makes this a page; the lines between the paragraphs are no sentences.
MENU = "\n".join(["Home", "World", "Sport", "Weather", "Log in", "Home", "World", "Sport"] * 3)
TEXT = "\n\n".join([HEADLINE, *SENTENCES[:2], "- Ferries: 86\n- Trams: 12", *SENTENCES[2:]])


def parsed(name: str, capture: str, facts: str = "") -> Parsing:
    """Return a parsed capture with its sidecar."""
    file = SourceFile(f"articles/{name}", capture.encode())
    sidecar = SourceFile("articles/a.yml", facts.encode()) if facts else None
    return articles.parse(file, sidecar, {})


def test_nothing_of_a_capture_that_an_editor_calls_clean_is_dropped() -> None:
    capture = f"{MENU}\n\n{TEXT}"
    for facts, is_whole in (("title: A title", False), ("capture: clean", True)):
        found = parsed("a.txt", capture, facts)
        assert found.reading
        assert all(line.role != DROPPED for line in found.reading.decisions) == is_whole


def test_a_markdown_article_may_say_that_it_is_clean() -> None:
    found = parsed("a.md", f"---\ncapture: clean\n---\n\n{TEXT}")
    assert found.article
    assert "never-clean" not in [problem.code for problem in found.problems]


def test_a_saved_page_is_never_clean() -> None:
    found = parsed("a.html", page(), "lang: en\ncapture: clean\n")
    (problem,) = (problem for problem in found.problems if problem.code == "never-clean")
    assert (problem.file, problem.line) == ("articles/a.yml", 2)


@pytest.mark.parametrize("value", ["page", "[clean]", "true"])
def test_a_capture_is_clean_or_nothing_is_said(value: str) -> None:
    found = parsed("a.txt", TEXT, f"capture: {value}\n")
    assert [problem.code for problem in found.problems if problem.file.endswith(".yml")] == [
        "bad-value"
    ]
