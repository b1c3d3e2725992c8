"""Whatever a file does to what works on it is one problem of it, and all others are published."""

import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from briefings.content.loading import read
from briefings.files import guard
from briefings.files.guard import guarded, time_limit, unlimited
from briefings.mkdocs_plugin import view_pages
from briefings.model import site
from briefings.model.content import Content, Problem, RefusedError, Settings, Severity, SourceFile
from briefings.model.linking import Passage
from briefings.site.compile import compile, compile_all
from briefings.site.kinds.briefing import page as briefing_page
from briefings.site.kinds.briefing.inputs import Inputs
from briefings.site.partial_build import PartialBuild
from tests.pages import HEADLINE, SENTENCES
from tests.project import SMALL, Project

ARTICLE = "\n\n".join([HEADLINE, *SENTENCES])
PAGE = "---\ntitle: Quay\n{}---\n\nShips unload here.\n"
SECONDS = 0.3


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the limits of time."""
    monkeypatch.setattr(guard, "SECONDS", SECONDS)
    monkeypatch.setattr(view_pages, "SECONDS", SECONDS)
    monkeypatch.setattr(guard, "AGAIN", SECONDS / 4)


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
    fault: Callable[[], None], code: str, message: str
) -> None:
    began = time.process_time()
    problem = reads(SourceFile("a.txt", b""), fault)
    assert (problem.file, problem.code) == ("a.txt", code)
    assert message in problem.message
    assert time.process_time() - began < 10 * SECONDS


def test_a_limit_ends_with_its_block_and_leaves_the_one_around_it() -> None:
    with time_limit(3 * SECONDS), pytest.raises(guard.TooLongError):  # noqa: PT012
        assert reads(SourceFile("a.txt", b""), boundless).code == "too-costly"
        boundless()
    began = time.process_time()
    while time.process_time() - began < 2 * guard.AGAIN:
        pass


@pytest.mark.parametrize(("fault", "code"), [(f, code) for f, code, _ in FAULTS if f != backtracks])
def test_a_reader_in_another_thread_has_the_same_limits(
    fault: Callable[[], None], code: str
) -> None:

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


def test_what_is_for_all_files_is_not_charged_to_one() -> None:

    def share() -> None:
        with unlimited():
            began = time.thread_time()
            while time.thread_time() - began < 2 * SECONDS:
                pass

    def share_and_divide() -> None:
        share()
        divides()

    def share_and_go_on() -> None:
        share()
        boundless()

    def read() -> list[str]:
        source = SourceFile("a.txt", b"")
        return [reads(source, share_and_divide).code, reads(source, share_and_go_on).code]

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(read).result() == ["reader-failed", "too-costly"]
    assert read() == ["reader-failed", "too-costly"]


# ------------------------------------------------------------------------- after reading

SITE = {
    "articles/other.txt": ARTICLE,
    "articles/bad.txt": ARTICLE.replace("crane", "tower crane"),
    "explainers/bad.md": PAGE.format("kind: place\nsummary: A.\n"),
    "dossiers/bad.md": PAGE.format("summary: A.\nentries: [{briefing: other}]\n"),
    "pages/bad.md": PAGE.format(""),
}


def is_bad_article(passages: Iterable[Passage]) -> bool:
    return any("tower crane" in passage.text for passage in passages)


# A step after reading, and whether it is one for a file.
STEPS: list[tuple[str, Callable[..., bool], str]] = [
    ("briefings.linking.linker.Linker.annotate",
     lambda _, page: is_bad_article(page.passages), "articles/bad.txt"),
    ("briefings.site.page_mentions._linked",
     lambda page, *_: is_bad_article(page.passages), "articles/bad.txt"),
    ("briefings.linking.linker.Linker.annotate",
     lambda _, page: page.about == "bad", "explainers/bad.md"),
    ("briefings.site.page_mentions._dossier_text", lambda _: True, "dossiers/bad.md"),
    ("briefings.content.own_pages.passages", lambda _: True, "pages/bad.md"),
    ("briefings.content.dossiers.passages", lambda _: True, "dossiers/bad.md"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "is_bad", "path"), STEPS)
@pytest.mark.parametrize("fault", [divides, boundless])
def test_a_step_that_fails_costs_one_file_its_page(
    function: str,
    is_bad: Callable[..., bool],
    path: str,
    fault: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = pkgutil.resolve_name(function)

    def step(*args: object) -> object:
        if is_bad(*args):
            fault()
        return real(*args)

    monkeypatch.setattr(function, step)
    content = Content(tuple(SourceFile(name, text.encode()) for name, text in SITE.items()))
    found = compile(content, Settings())
    (problem,) = [p for p in found.problems if p.code in ("reader-failed", "too-costly")]
    assert problem.file == path
    # As of a file that cannot be read: a capture is left out, of others the site needs all.
    assert found.failed() is not path.startswith("articles/")
    names = {f"{folder}/bad.md" for folder in ("briefings", "explainers", "dossiers", "pages")}
    bad = path.replace("articles/bad.txt", "briefings/bad.md")
    assert names - found.addresses == {bad}
    assert "briefings/other.md" in found.addresses


def test_a_page_that_cannot_be_made_or_rendered_leaves_all_others_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path / "project", SMALL)
    project.write("explainers/bridge.md", PAGE.format("kind: place\nsummary: A.\n") + "\n<b>&\n")
    convert, made = Page.render, briefing_page.build

    def render(page: Page, *rest: object) -> None:
        if "Ships" in (page.markdown or ""):
            divides()
        convert(page, *rest)  # type: ignore[arg-type]

    def build(inputs: Inputs) -> tuple[site.Page, ...]:
        if inputs.article.value.slug == "talks":
            divides()
        return made(inputs)

    monkeypatch.setattr(Page, "render", render)
    monkeypatch.setattr(briefing_page, "build", build)
    monkeypatch.setattr(guard, "SECONDS", 10 * SECONDS)
    result = project.built()
    assert "'explainers/bridge.md' is shown as it is written: rendering its Mark" in result.stderr
    assert "Ships unload here.\n\n&lt;b&gt;&amp;" in project.page("explainers/bridge/").text
    assert "A city on a lake" in project.page("explainers/geneva/").text
    said = [line for line in result.stderr.splitlines() if "reader-failed" in line]
    assert len(said) == 1
    assert "articles/talks.txt: Making the page of this file fails: ZeroDivisionError" in said[0]
    assert not (project.site / "briefings/talks").exists()
    assert "talks/" not in project.page("briefings/ferry/").text


@pytest.mark.parametrize(
    "function", ["linking.linker.Linker.annotate", "site.kinds.briefing.view_of"]
)
def test_an_edited_page_that_cannot_be_made_is_refused_in_the_preview(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {name: SourceFile(name, text.encode()) for name, text in SITE.items()}
    before = compile_all(Content(tuple(files.values())), Settings())
    edited = PartialBuild(before, files, {"articles/bad.txt"}, Settings())
    monkeypatch.setattr(f"briefings.{function}", lambda *_: divides())
    with pytest.raises(RefusedError) as refused:
        edited.build("briefings/bad.md")
    (problem,) = refused.value.problems
    assert (problem.file, problem.code) == ("articles/bad.txt", "reader-failed")


@pytest.mark.parametrize("fault", [divides, deep, boundless])
def test_editors_markdown_that_cannot_be_rendered_is_shown_as_it_is_written(
    fault: Callable[[], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = cast(
        Page, SimpleNamespace(markdown="<b>&", file=SimpleNamespace(src_uri="a.md"), content="")
    )
    view_pages.render_or_warn(page, lambda *_: fault(), MkDocsConfig(), Files([]))
    assert page.content == "<pre>&lt;b&gt;&amp;</pre>"
    assert "'a.md' is shown as it is written: rendering its Markdown" in caplog.text
    view_pages.render_or_warn(page, lambda *_: divides(), MkDocsConfig(), Files([]), "A\nnote")
    assert "'a.md', its note or event “A note…” is shown as it is written" in caplog.text
