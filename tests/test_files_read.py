"""Pages depend on all files of the owner that are read for them, though no setting names them."""

from pathlib import Path

import pytest

from briefings.mkdocs_plugin import render
from briefings.preview.rendering import Renderer
from briefings.preview.session import PreviewSession
from tests.project import FERRY, GENEVA, SMALL, TALKS_FACTS, Project, tree

PAGE = "explainers/geneva/"
SNIPPETS = "markdown_extensions: [{pymdownx.snippets: {base_path: [%s]}}]\n"
READING = """
from pathlib import Path
import helper
DATA = Path(__file__).with_name("at-once.txt").read_text("utf-8")
def on_page_content(html, **_):
    later = Path(__file__).with_name("later.txt").read_text("utf-8")
    return f"{html}<i>{DATA} {later} {helper.TEXT}</i>"
"""
EXTENSION = """
from pathlib import Path
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
class Words(Preprocessor):
    def run(self, lines):
        word = Path(__file__).with_name("word.txt").read_text("utf-8")
        return [line.replace("WORD", word) for line in lines]
class Ours(Extension):
    def extendMarkdown(self, md): md.preprocessors.register(Words(md), "words", 50)
def makeExtension(**options): return Ours(**options)
"""


def built(site: Project) -> str:
    """Build as users do, in a new process, and return what is said."""
    done = site.run("briefings", "build")
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(site: Project, page: str, file: str, text: str) -> str:
    """Edit a file, build, and return a page."""
    (site.folder / file).write_text(text, "utf-8")
    built(site)
    return site.page(page).text


def test_a_snippet(tmp_path: Path) -> None:
    text = f'{GENEVA}\n--8<-- "about.md"\n'
    noted = f"{TALKS_FACTS}notes: [{{quote: crossings, note: '--8<-- \"noted.md\"'}}]\n"
    site = Project(tmp_path, {**SMALL, "explainers/geneva.md": text, "articles/talks.yml": noted})
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets/about.md").write_text("One *snippet*.")
    (tmp_path / "snippets/noted.md").write_text("One *note*.")
    site.configure(SNIPPETS % "snippets")
    built(site)
    assert "One <em>snippet</em>." in site.page(PAGE).text
    assert "Two <em>snippets</em>." in shown(site, PAGE, "snippets/about.md", "Two *snippets*.")
    noted = shown(site, "briefings/talks/", "snippets/noted.md", "Two *notes*.")
    assert "Two <em>notes</em>." in noted
    assert "Nothing has changed" in built(site)
    after = tree(site.site)
    assert site.run("mkdocs", "build").returncode == 0
    assert tree(site.site) == after


def test_what_a_hook_reads_and_imports(tmp_path: Path) -> None:
    site = Project(tmp_path, SMALL)
    site.configure("hooks: [hook.py]\n")
    for name, text in (
        ("hook.py", READING), ("helper.py", "TEXT = 'a'"), ("at-once.txt", "b"), ("later.txt", "c"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text)
    built(site)
    assert "<i>b d a</i>" in shown(site, PAGE, "later.txt", "d")
    assert "<i>b d ee</i>" in shown(site, PAGE, "helper.py", "TEXT = 'ee'")
    assert "<i>f d ee</i>" in shown(site, PAGE, "at-once.txt", "f")


def test_what_an_extension_of_ones_own_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    site = Project(tmp_path, {**SMALL, "explainers/geneva.md": f"{GENEVA}\nA WORD.\n"})
    site.configure("markdown_extensions: [ours]\n")
    (tmp_path / "ours.py").write_text(EXTENSION)
    (tmp_path / "word.txt").write_text("first")
    built(site)
    assert "<p>A second.</p>" in shown(site, PAGE, "word.txt", "second")
    louder = EXTENSION.replace("word)", "word.upper())")
    assert "<p>A SECOND.</p>" in shown(site, PAGE, "ours.py", louder)


def test_what_watch_names(tmp_path: Path) -> None:
    site = Project(tmp_path, SMALL)
    site.configure("hooks: [hook.py]\nwatch: [data, dates.txt]\n")
    (tmp_path / "data").mkdir()
    for name in ("data/a.txt", "dates.txt"):
        (tmp_path / name).write_text("one")
    hook = """
import subprocess
def on_page_content(html, **_):
    names = ["data/a.txt", "dates.txt"]
    return html + subprocess.run(["cat", *names], capture_output=True, text=True).stdout
"""
    (tmp_path / "hook.py").write_text(hook)
    built(site)
    assert "twoone" in shown(site, PAGE, "data/a.txt", "two")
    assert "twothree" in shown(site, PAGE, "dates.txt", "three")


def test_a_page_that_reads_a_file_first_does_not_make_all_others_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Project(tmp_path, SMALL)
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets/about.md").write_text("One.")
    site.configure(SNIPPETS % (tmp_path / "snippets"))
    site.built()
    site.write("explainers/geneva.md", f'{GENEVA}\n--8<-- "about.md"\n')
    site.built()
    rendered: list[str] = []
    here = render.render_here

    def noted(task: render.Task, *options: object) -> render.Rendered:
        rendered.extend(task.pages)
        return here(task, *options)  # type: ignore[arg-type]

    monkeypatch.setattr(render, "render_here", noted)
    site.write("articles/ferry.md", FERRY.replace("A ferry now runs", "A ferry runs now"))
    site.built()
    assert "briefings/ferry.md" in rendered
    assert "explainers/geneva.md" not in rendered


def test_the_preview_follows_a_snippet(tmp_path: Path) -> None:
    site = Project(tmp_path, {**SMALL, "explainers/geneva.md": f'{GENEVA}\n--8<-- "about.md"\n'})
    snippet = tmp_path / "snippets/about.md"
    site.configure(SNIPPETS % snippet.parent)
    renderer = Renderer(pytest.fail, runs_scripts=True)

    def html() -> str:
        page = renderer.page(session.snapshot, "explainers/geneva.md")
        assert page
        return page.html

    with PreviewSession(tmp_path / "mkdocs.yml") as session:
        session.rendered_with = lambda: renderer.read
        assert "<p>A city on a lake.</p>" in html()
        assert snippet.parent in session.watched[1]()
        snippet.parent.mkdir()
        assert session.reload([snippet.parent])
        assert "<p>A city on a lake.</p>" in html()
        assert snippet in session.watched[1]()
        snippet.write_text("One.")
        assert session.reload([snippet])
        assert "<p>One.</p>" in html()
        assert snippet in session.watched[1]()
        assert not session.reload([snippet.with_name("other.md")])
        snippet.write_text("Two.")
        assert session.reload([snippet])
        assert "<p>Two.</p>" in html()
