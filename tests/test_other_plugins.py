"""What hooks and plugins make of the whole site is made of the whole site, also after an edit."""

import re
from pathlib import Path

import pytest

from briefings.mkdocs_plugin import other_plugins, project, render
from tests.project import FERRY, GENEVA, SMALL, TALKS_FACTS, Project, tree

NOTED = f"{TALKS_FACTS}notes: [{{quote: the river crossings, note: There are *three*.}}]\n"
CONTENT = {**SMALL, "articles/talks.yml": NOTED}
EDITED = FERRY.replace("beside the", "near the")

FEED = """
from pathlib import Path
pages = []
def on_pre_build(config): pages.clear()
def on_page_content(html, page, **_): pages.append(page)
def on_post_build(config):
    feed = "\\n".join(f"{page.url} {page.title} {page.meta['description']}" for page in pages)
    Path(config.site_dir, "feed.txt").write_text(feed, "utf-8")
"""
REDIRECTS = """
import logging
from pathlib import Path
def on_files(files, config):
    global known
    known = {file.src_uri for file in files.documentation_pages()}
def on_post_build(config):
    if "briefings/talks.md" in known:
        Path(config.site_dir, "old.html").write_text("briefings/talks/", "utf-8")
    else:
        logging.getLogger("mkdocs.plugins.redirects").warning("there is no such page")
"""
LISTED = """
def on_page_markdown(markdown, files, **_):
    return f"{markdown}\\n\\n{len(files.documentation_pages())} pages"
"""
COUNTED = """
seen = []
def on_pre_build(config): seen.clear()
def on_page_markdown(markdown, page, **_): seen.append(page.url)
def on_post_page(output, **_): return f"{output}<!-- one of {len(set(seen))} -->"
"""
COLLECTED = """
seen = []
def on_pre_build(config): seen.clear()
def on_page_markdown(markdown, page, **_): seen.append(page.url)
def on_env(env, **_): env.globals["seen"] = len(seen)
def on_post_page(output, **_): return output
"""
NAVIGATION = "def on_nav(nav, **_): nav.items[0].title = f'All {len(nav.pages)}'\n"
SHOUTED = "def on_page_content(html, **_): return html.upper()\n"
LAST = "def on_post_page(output, **_): return output + '<!-- seen -->'\n"
UNUSED = "def on_page_markdown(markdown, *, page, config, files): return markdown.upper()\n"
CLOSURE = """
def on_page_markdown(markdown, *, page, config, files):
    return markdown + str(sum(1 for _ in (lambda: files)()))
"""


def hooked(folder: Path, hook: str, settings: str = "") -> Project:
    """Return a project with a hook."""
    made = Project(folder, CONTENT)
    made.configure(f"hooks: [hook.py]\n{settings}")
    (folder / "hook.py").write_text(hook, encoding="utf-8")
    return made


@pytest.mark.parametrize("hook", [FEED, REDIRECTS, LISTED, COUNTED, COLLECTED, NAVIGATION])
def test_a_build_after_an_edit_is_that_of_mkdocs_if_a_hook_needs_all_pages(
    hook: str, tmp_path: Path
) -> None:
    site = hooked(tmp_path, hook)
    done = site.built("--strict")
    assert "these need the whole site: hook.py" in done.stdout
    site.write("articles/ferry.md", EDITED)
    site.built("--strict")
    after = tree(site.site)
    assert "Nothing has changed" in site.built().stdout
    assert site.run("mkdocs", "build").returncode == 0
    assert tree(site.site) == after


def test_a_plugin_that_collects_pages_gets_each_once_with_title_and_description(
    tmp_path: Path,
) -> None:
    site = hooked(tmp_path, FEED)
    site.built()
    site.write("articles/ferry.md", EDITED)
    site.built()
    feed = (site.site / "feed.txt").read_text("utf-8").splitlines()
    pages = {line.partition(" ")[0] for line in feed}
    assert len(pages) == len(feed) > 10
    assert "briefings/ferry/ A ferry takes over A ferry now runs near the Blue Bridge." in feed


@pytest.mark.parametrize(
    ("hook", "needs"),
    [
        *((hook, True) for hook in (FEED, REDIRECTS, LISTED, COUNTED, COLLECTED, NAVIGATION)),
        (CLOSURE, True),
        *((hook, False) for hook in (SHOUTED, LAST, UNUSED, "")),
    ],
)
def test_the_events_of_a_hook_decide_whether_it_needs_all_pages(
    hook: str, needs: bool, tmp_path: Path
) -> None:
    loaded = project.load(hooked(tmp_path, hook).folder / "mkdocs.yml")
    assert other_plugins.needing_site(loaded.config, []) == (["hook.py"] if needs else [])
    assert other_plugins.needing_site(loaded.config, ["hook.py"]) == []


def test_the_owner_can_say_that_a_hook_needs_one_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = hooked(tmp_path, "def on_env(env, **_): return env\n")
    settings = site.folder / "mkdocs.yml"
    named = "- briefings: {per_page_plugins: [hook.py]}"
    settings.write_text(settings.read_text("utf-8").replace("- briefings", named), "utf-8")
    monkeypatch.setattr(render, "render_all", None)
    assert "whole site" not in site.built().stdout


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("hook.py", None),
        ("hok.py", "there is no plugin or hook `hok.py`; did you mean `hook.py`?"),
        ("macros", "there is no plugin or hook `macros`."),
        ("briefings", "there is no plugin or hook `briefings`."),
    ],
)
def test_an_unknown_name_is_refused(named: str, said: str | None, tmp_path: Path) -> None:
    settings = hooked(tmp_path, "").folder / "mkdocs.yml"
    options = f"- briefings: {{per_page_plugins: [{named}]}}"
    settings.write_text(settings.read_text("utf-8").replace("- briefings", options), "utf-8")
    found = project.load(settings).settings.problems
    assert [one.message for one in found] == ([f"per_page_plugins: {said}"] if said else [])
    assert all(one.line and one.hint.endswith("and `hooks`: hook.py.") for one in found)


def test_a_captured_title_is_no_template_of_another_plugin(tmp_path: Path) -> None:
    hook = """
def on_page_markdown(markdown, **_): return markdown
def on_post_page(output, page, **_): return f"{output}<i>{page.title}</i>"
"""
    site = hooked(tmp_path, hook)
    title = "'A ferry {{7*7}} {% if %} {#5'"
    site.write("articles/ferry.md", FERRY.replace("A ferry takes over", title))
    site.built()
    page = site.page("briefings/ferry/").text
    # Nothing of it is lost, and no mark of Jinja is whole.
    (title,) = re.findall("<i>(A ferry .*?)</i>", page)
    assert not any(mark in title for mark in ("{{", "{%", "{#"))
    assert title.replace("\u2060", "") == "A ferry {{7*7}} {% if %} {#5"
    assert "<h1>A ferry {{7*7}} {% if %} {#5</h1>" in re.sub("<h1[^>]*>", "<h1>", page)


def test_other_plugins_find_files_where_editors_write_them(tmp_path: Path) -> None:
    hook = """
from pathlib import Path
def on_page_markdown(markdown, page, config, **_):
    if "INCLUDE" in markdown:
        beside = Path(page.file.abs_src_path).with_name("beside.txt").read_text("utf-8")
        below = Path(config.docs_dir, "below.txt").read_text("utf-8")
        return markdown.replace("INCLUDE", beside + below)
"""
    site = hooked(tmp_path, hook)
    site.write("explainers/geneva.md", f"{GENEVA}\nINCLUDE\n")
    site.write("explainers/beside.txt", "one ")
    site.write("below.txt", "two")
    site.built()
    assert "<p>one two</p>" in site.page("explainers/geneva/").text
    assert site.run("mkdocs", "build").returncode == 0
    assert "<p>one two</p>" in site.page("explainers/geneva/").text


def test_what_a_plugin_reports_is_the_error_of_the_build(tmp_path: Path) -> None:
    hook = """
from mkdocs.exceptions import PluginError
def on_page_markdown(markdown, **_): raise PluginError("there is no file x.md")
"""
    failed = hooked(tmp_path, hook).briefings("build")
    assert failed.exit_code == 1
    assert "there is no file x.md The published site was not touched." in failed.stderr


def test_the_documentation_has_all_plugins_that_were_tried() -> None:
    text = (Path(__file__).parents[1] / "docs/plugins.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|[^|]*\| (all|changed) pages \|", text, re.M)
    assert {name: pages == "all" for name, pages in rows} == other_plugins.NEEDS_SITE
