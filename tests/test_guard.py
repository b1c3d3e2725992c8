"""Whatever a file does to what reads it is one problem of that file, and all others are read."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mkdocs.structure.pages import Page

from briefings.content.loading import read
from briefings.files import guard
from briefings.files.guard import guarded, time_limit
from briefings.mkdocs_plugin import view_pages
from briefings.model.content import Content, Problem, Severity, SourceFile
from tests.pages import HEADLINE, SENTENCES
from tests.project import SMALL, Project

ARTICLE = "\n\n".join([HEADLINE, *SENTENCES])
PAGE = "---\ntitle: Quay\n{}---\n\nShips unload here.\n"
SECONDS = 0.3


def boundless() -> None:
    """Take all time there is, and catch what is thrown at it."""
    while True:
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001, S110
            pass


def hungry() -> None:
    raise MemoryError


def deep() -> None:
    deep()


def backtracks() -> None:
    re.match("(a+)+b", "a" * 60)


def divides() -> None:
    1 / 0  # noqa: B018


FAULTS: list[tuple[Callable[[], None], str, str]] = [
    (divides, "reader-failed", "Reading this file fails: ZeroDivisionError: division by zero."),
    (deep, "reader-failed", "RecursionError: maximum recursion depth exceeded"),
    (hungry, "reader-failed", "Reading this file fails: MemoryError."),
    (boundless, "too-costly", "seconds of processor time"),
    (backtracks, "too-costly", "seconds of processor time"),
]

# A file of each kind, and a function that reads it.
KINDS: list[tuple[str, str, str]] = [
    ("articles/bad.txt", ARTICLE, "briefings.readers.text.reader.read"),
    ("articles/bad.md", ARTICLE, "briefings.readers.markdown.read"),
    ("articles/bad.html", f"<p>{ARTICLE}", "briefings.readers.html.reader.read"),
    ("articles/bad.txt", ARTICLE, "briefings.content.articles.quotations.quotations"),
    ("articles/bad.txt", ARTICLE, "briefings.content.parse.fingerprint"),
    ("articles/bad.yml", "title: A\n", "briefings.files.frontmatter.yaml_tree.compose"),
    ("explainers/bad.md", PAGE.format("kind: place\nsummary: A.\n"),
     "briefings.content.explainers._explainer"),
    ("explainers/bad.md", PAGE.format("kind: place\nsummary: A.\n"),
     "briefings.content.parse.editorial.markdown_passages"),
    ("outlets/bad.yml", "name: The Wire\n", "briefings.content.outlets.Outlet"),
    ("dossiers/bad.md", PAGE.format("summary: A.\n"), "briefings.content.dossiers.Dossier"),
    ("pages/bad.md", PAGE.format(""), "briefings.content.own_pages.OwnPage"),
    ("index.md", "Welcome.\n", "briefings.content.own_pages.Introduction"),
    ("explainers/bad.svg", "<svg/>", "briefings.content.pictures._drawing"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "function"), KINDS, ids=[kind[2] for kind in KINDS])
def test_a_reader_that_fails_costs_one_file_of_any_kind(
    path: str, text: str, function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        divides()

    other = SourceFile("outlets/other.yml", b"name: The Other\n")
    if path.endswith(".yml"):
        other = SourceFile("articles/other.txt", ARTICLE.encode())
    files = [SourceFile(path, text.encode()), other]
    if path == "articles/bad.yml":
        files.append(SourceFile("articles/bad.txt", ARTICLE.encode()))
    monkeypatch.setattr(function, fails)
    found = read(Content(tuple(files)))
    (problem,) = (p for p in found.problems if p.severity is Severity.ERROR)
    assert (problem.file, problem.code) == (path, "reader-failed")
    assert re.search(r"ZeroDivisionError: division by zero \(\w+/\w+", problem.message)
    assert [*found.articles, *found.outlets] == ["other"]


@guarded(lambda problem: problem)
def reads(_: SourceFile, fault: Callable[[], None]) -> Problem:
    fault()
    raise AssertionError


@pytest.mark.parametrize(("fault", "code", "message"), FAULTS, ids=[f[0].__name__ for f in FAULTS])
def test_any_fault_is_one_problem_that_names_it(
    fault: Callable[[], None], code: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "SECONDS", SECONDS)
    began = time.process_time()
    problem = reads(SourceFile("a.txt", b""), fault)
    assert (problem.file, problem.code) == ("a.txt", code)
    assert message in problem.message
    assert time.process_time() - began < 10 * SECONDS


def test_a_limit_ends_with_its_block_and_leaves_the_one_around_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "SECONDS", SECONDS)
    with time_limit(3 * SECONDS), pytest.raises(guard.TooLongError):  # noqa: PT012
        assert reads(SourceFile("a.txt", b""), boundless).code == "too-costly"
        boundless()
    began = time.process_time()
    while time.process_time() - began < 2 * guard.AGAIN:
        pass


@pytest.mark.parametrize(("fault", "code"), [(f, code) for f, code, _ in FAULTS if f != backtracks])
def test_a_reader_in_another_thread_has_the_same_limits(
    fault: Callable[[], None], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "SECONDS", SECONDS)

    def read_twice() -> Iterator[Problem]:
        yield reads(SourceFile("a.txt", b""), fault)
        # What ended the one does not end another.
        began = time.thread_time()
        while time.thread_time() - began < 2 * guard.AGAIN:
            pass
        yield reads(SourceFile("b.txt", b""), divides)

    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: [*read_twice()]).result()
    assert [(problem.file, problem.code) for problem in found] == [
        ("a.txt", code), ("b.txt", "reader-failed"),
    ]  # fmt: skip


@pytest.mark.parametrize("fault", [divides, deep, boundless])
def test_editors_markdown_that_cannot_be_rendered_is_shown_as_it_is_written(
    fault: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path / "project", SMALL)
    project.write("explainers/bridge.md", PAGE.format("kind: place\nsummary: A.\n") + "\n<b>&\n")
    convert = Page.render

    def render(page: Page, *rest: object) -> None:
        if "Ships" in (page.markdown or ""):
            fault()
        convert(page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Page, "render", render)
    monkeypatch.setattr(view_pages, "SECONDS", SECONDS)
    result = project.built()
    assert "'explainers/bridge.md' is shown as it is written: rendering its Mark" in result.stderr
    assert "Ships unload here.\n\n&lt;b&gt;&amp;" in project.page("explainers/bridge/").text
    assert "A city on a lake" in project.page("explainers/geneva/").text
