"""Hooks and plugins of the site's owner get and change pages as in any site of MkDocs."""

import re
from pathlib import Path

import pytest

from tests.project import GENEVA, SMALL, TALKS_FACTS, Project, tree

NOTED = f"""{TALKS_FACTS}
notes:
  - quote: the river crossings
    note: There are *teh* three.
"""
EVENT = GENEVA.replace(
    "kind: place", "kind: place\ntimeline:\n  - date: 2019-01-01\n    event: A bridge opens."
)


def hooked(folder: Path, hook: str, **content: str) -> Project:
    """Return a project with a hook; `talks` and `geneva` replace the content of these files."""
    files = {"articles/talks.yml": content.get("talks", TALKS_FACTS)}
    files["explainers/geneva.md"] = content.get("geneva", GENEVA)
    project = Project(folder, {**SMALL, **files})
    project.configure("hooks: [hook.py]\n")
    (folder / "hook.py").write_text(hook, encoding="utf-8")
    return project


def test_warnings_about_a_note_are_repeated_until_the_note_is_mended(tmp_path: Path) -> None:
    hook = """
import logging
def on_page_markdown(markdown, **_):
    if "teh" in markdown:
        logging.getLogger("mkdocs.hooks").warning("a misspelt note")
"""
    project = hooked(tmp_path, hook, talks=NOTED)
    for _ in range(2):
        done = project.briefings("build", "--strict")
        assert done.exit_code == 1
        # Its briefing shows the note, and the home page that leads with it: it is told once.
        assert done.stderr.count("a misspelt note") == 1
    project.write("articles/talks.yml", NOTED.replace("teh", "the"))
    assert "misspelt" not in project.built("--strict").stderr


def test_hooks_get_a_note_or_an_event_with_the_page_that_shows_it(tmp_path: Path) -> None:
    hook = "def on_page_content(html, page, **_): return f'{html}<i>{page.file.src_uri}</i>'\n"
    project = hooked(tmp_path, hook, talks=NOTED, geneva=EVENT)
    project.write("articles/again.txt", SMALL["articles/talks.txt"].replace("Monday", "Tuesday"))
    project.write("articles/again.yml", TALKS_FACTS.replace("speak", "speak again"))
    project.built()
    for uri, number in (("briefings/talks", 2), ("briefings/again", 1), ("explainers/geneva", 2)):
        stamps = re.findall("<i>(.*?)</i>", project.page(f"{uri}/").text)
        assert stamps == [f"{uri}.md"] * number


def test_a_page_that_a_hook_adds_is_rendered_whatever_its_metadata(tmp_path: Path) -> None:
    hook = """
from mkdocs.structure.files import File
def on_files(files, config):
    text = "---\\nhide: true\\ntitle: 5\\n---\\n\\nOur imprint."
    files.append(File.generated(config, "about.md", content=text))
"""
    project = hooked(tmp_path, hook)
    project.built()
    page = project.page("about/").text
    assert "<h1>5</h1>\n<p>Our imprint.</p>" in page
    site = tree(project.site)
    assert project.run("mkdocs", "build").returncode == 0
    assert tree(project.site) == site


@pytest.mark.parametrize(("anchor", "exit_code"), [("m-geneva-1", 0), ("m-geneva-2", 1)])
def test_mkdocs_finds_the_anchors_that_templates_print(
    anchor: str, exit_code: int, tmp_path: Path
) -> None:
    text = f"{GENEVA}\n[Here](../briefings/talks.md#{anchor})\n"
    project = Project(tmp_path, {**SMALL, "explainers/geneva.md": text})
    project.configure("validation: {anchors: warn}\n")
    assert project.briefings("build", "--strict").exit_code == exit_code


def test_a_hook_changes_the_written_pages_in_both_builds(tmp_path: Path) -> None:
    hook = """
from pathlib import Path
def on_post_build(config):
    for page in Path(config.site_dir).rglob("*.html"):
        page.write_text(page.read_text("utf-8") + "<!-- seen -->", "utf-8")
"""
    project = hooked(tmp_path, hook)
    project.built()
    site = tree(project.site)
    assert project.page("briefings/talks/").text.endswith("<!-- seen -->")
    assert project.run("mkdocs", "build").returncode == 0
    assert tree(project.site) == site
