"""What of a capture is left out, and what editors are told about it."""

import re
from collections.abc import Callable

import pytest

from briefings.content import articles, left_out
from briefings.content.articles import Parsing
from briefings.model.content import Content, Problem, Severity, SourceFile
from briefings.model.reading import DROPPED, Decision, Reading
from briefings.site.compile import compile
from briefings.text import report
from briefings.views.briefing import BriefingView
from tests import test_eml
from tests.pages import HEADLINE, SENTENCES, page, paragraphs
from tests.rendering import SETTINGS, fold, page_html
from tests.test_webarchive import webarchive
from tests.views import view

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


def reading(*lines: tuple[str, str, str]) -> Reading:
    """Return a reading of lines that have a role, a rule and a text each."""
    decisions = (Decision(n, *line) for n, line in enumerate(lines, 1))
    return Reading((), tuple(decisions))


def warned(found: Reading, name: str = "articles/a.txt") -> list[Problem]:
    """Return the warnings about a reading."""
    return list(left_out.problems(name, "articles/a.yml", found))


PARAGRAPH = ("paragraph", "sentences", SENTENCES[0])
FRAGMENT = "Nobody of the harbour office"


@pytest.mark.parametrize(
    ("rule", "text", "is_warned"),
    [
        ("not-a-sentence", FRAGMENT, True),
        ("off-indent", SENTENCES[1], True),
        ("date-line", "5 March 2024 The bridge is closed", True),
        ("stands-often", "ADA BROOK:", True),
        ("unlike-the-text", SENTENCES[1], True),
        ("aside", SENTENCES[1], True),
        ("a-rule-of-the-future", SENTENCES[1], True),
        # What is known to be no text, or has not its form.
        ("photo-credit", "Photo: Ada Brook", False),
        ("stands-often", "Article content", False),
        ("not-a-sentence", "Advertisement: buy it", False),
        ("not-a-sentence", "Menu", False),
        ("date-line", "5 March 2024, 10:30", False),
        ("unlike-the-text", "Share this article", False),
        ("list-of-links", SENTENCES[1], False),
        ("named-teaser", SENTENCES[1], False),
        ("hidden", SENTENCES[1], False),
        # What the profile of the outlet names.
        ("outlet-boilerplate", SENTENCES[1], False),
        ("entry-time", "10:30 in the morning", False),
    ],
)
def test_a_line_inside_an_article_that_may_be_text_is_a_warning(
    rule: str, text: str, is_warned: bool
) -> None:
    found = reading(PARAGRAPH, (DROPPED, rule, text), PARAGRAPH)
    assert [problem.line for problem in warned(found)] == [2] * is_warned
    assert [line.line for line in left_out.inside(found)] == [2]


def test_lines_around_the_article_are_not_left_out_of_it() -> None:
    menu = (DROPPED, "not-a-sentence", FRAGMENT)
    for rule in ("standfirst", "declared-summary", "under-the-headline"):
        standfirst = ("paragraph", rule, SENTENCES[1])
        found = reading(menu, standfirst, menu, PARAGRAPH, ("heading", "h", "Dry"), menu)
        assert left_out.inside(found) == ()
        assert warned(found) == []
    assert left_out.inside(reading(menu, menu)) == ()


def test_one_warning_names_all_lines_of_a_capture_and_says_what_to_do() -> None:
    many = [(DROPPED, "not-a-sentence", f"Pier {n} and many more of its words") for n in range(9)]
    (problem,) = warned(reading(PARAGRAPH, *many, PARAGRAPH))
    assert (problem.file, problem.line) == ("articles/a.txt", 2)
    assert problem.severity is Severity.WARNING
    assert "9 lines" in problem.message
    assert "line 2 “Pier 0 and many more of …”, line 3 “Pier 1" in problem.message
    assert problem.message.endswith("and 3 more.")
    for way in ("`capture: clean`", "articles/a.yml", "profile", "briefings read --diff"):
        assert way in problem.hint


def test_the_hint_for_a_web_page_names_no_way_that_is_not_open_to_it() -> None:
    found = reading(PARAGRAPH, (DROPPED, "aside", SENTENCES[1]), PARAGRAPH)
    (problem,) = warned(found, "articles/a.html")
    assert "clean" not in problem.hint
    assert "briefings read --diff articles/a.html" in problem.hint


def test_heads_of_pages_facts_and_words_that_no_reader_sees_are_not_left_out_of_the_text() -> None:
    unseen = ("annotation", "fallback", "for-browsers-without-scripts")
    for rule in ("running-head", "page-number", "byline", "day-of-publication", *unseen):
        found = reading(PARAGRAPH, (DROPPED, rule, SENTENCES[1]), PARAGRAPH)
        assert left_out.inside(found) == ()


def test_of_a_printed_document_the_page_is_named() -> None:
    found = reading(PARAGRAPH, (DROPPED, "a-rule-of-the-future", SENTENCES[1]), PARAGRAPH)
    (problem,) = warned(found, "articles/a.pdf")
    assert problem.line == 0
    assert "page 2 “" in problem.message


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], ""),
        ([4], "4"),
        ([4, 4, 4], "4"),
        ([1, 2, 4, 6, 7, 8], "1–2, 4, 6–8"),
        (list(range(1, 40, 2)), "1, 3, 5, 7, 9, 11, 13, 15, …"),
    ],
)
def test_numbers_of_lines_are_given_as_ranges(lines: list[int], text: str) -> None:
    assert report.ranges(lines) == text


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("", ""),
        ("<button>Share</button>", "1 line at line 2"),
        ("<button>Share</button><button>Save</button>", "2 lines at line 2"),
        ("<button>Share</button>\n<button>Save</button>", "2 lines at lines 2–3"),
    ],
)
def test_a_page_says_word_for_word_only_of_what_is_so(extra: str, said: str) -> None:
    """The page and its Markdown say how many lines are left out, and where they stand."""
    capture = page(f"<p>{SENTENCES[0]}</p>\n{extra}{paragraphs(*SENTENCES[1:])}")
    file = SourceFile("articles/a.html", capture.encode())
    site = compile(Content((file,)), SETTINGS)
    uri = "briefings/a.md"
    source = view(site, uri, BriefingView).provenance
    number = source.left_out
    assert said == (f"{report.plural(number, 'line')} at {source.left_out_at}" if number else "")
    shown = fold(re.sub("<[^>]+>", "", page_html(site, uri).partition('"apparatus provenance"')[2]))
    (markdown,) = (one.text for one in site.pages if one.uri == uri)
    for text in (shown, markdown):
        assert "word for word" in text
        assert ("left out" in text) == bool(said)
        assert ("except" in text) == bool(said)
        assert report.plural(number, "line") in text or not said
        assert f"{source.left_out_at} of the capture" in text or not said


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("a.eml", lambda text: test_eml.mail(html=text).as_bytes()),
        ("a.webarchive", lambda text: webarchive(text.encode())),
        ("a.mhtml", lambda text: b"Content-Type: text/html\n\n" + text.encode()),
    ],
)
def test_lines_of_a_packed_page_have_no_numbers(name: str, encode: Callable[[str], bytes]) -> None:
    capture = page(f"<p>{SENTENCES[0]}</p>\n<button>Share</button>{paragraphs(*SENTENCES[1:])}")
    site = compile(Content((SourceFile(f"articles/{name}", encode(capture)),)), SETTINGS)
    source = view(site, "briefings/a.md", BriefingView).provenance
    assert (source.left_out, source.left_out_at) == (1, "")
    (markdown,) = (one.text for one in site.pages if one.uri == "briefings/a.md")
    for text in (page_html(site, "briefings/a.md"), markdown):
        assert "left out" in text
        assert "of the capture" not in text
    found = reading(PARAGRAPH, (DROPPED, "a-rule-of-the-future", SENTENCES[1]), PARAGRAPH)
    (problem,) = warned(found, f"articles/{name}")
    assert problem.line == 0
    assert "belong to it: “" in problem.message
