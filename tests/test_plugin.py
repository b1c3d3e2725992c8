"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` build the same site as `briefings`."""

import contextlib
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from briefings.mkdocs_plugin.defaults import MARKDOWN_EXTENSIONS, complete
from briefings.mkdocs_plugin.project import load
from tests.project import (
    BIN,
    BRIDGE,
    GENEVA,
    SMALL,
    TALKS,
    Project,
    environment,
    lose_a_bit,
    tree,
)


def test_mkdocs_builds_the_same_site_as_the_command(project: Project, tmp_path: Path) -> None:
    shutil.copytree(project.folder, tmp_path, dirs_exist_ok=True)
    project = Project(tmp_path)
    site, docs = tree(project.site), tree(project.docs)
    done = project.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert "empty output" not in done.stderr  # MkDocs of a template that it expects
    assert len(site) > 100
    assert tree(project.site) == site
    assert tree(project.docs) == docs


def test_mkdocs_reports_all_errors_and_keeps_the_site(small_site: Project) -> None:
    project = small_site
    before = (tree(project.site), tree(project.docs))
    project.write("explainers/geneva.md", GENEVA.replace("kind: place", "kind: town"))
    project.write("articles/talks.yml", "tittle: Talks\n")
    done = project.run("mkdocs", "build")
    assert done.returncode == 1
    assert "ERROR   -  briefings: content/explainers/geneva.md:3: `kind` is not" in done.stderr
    assert "ERROR   -  briefings: content/articles/talks.yml:1: The key `tittle`" in done.stderr
    assert "Nothing was built: 2 errors, 0 warnings in the content." in done.stdout
    assert "Traceback" not in done.stderr
    assert (tree(project.site), tree(project.docs)) == before


def test_mkdocs_lets_warnings_pass_unless_strict(tmp_path: Path) -> None:
    project = Project(tmp_path, {**SMALL, "articles/talks.yml": "outlet: wire\n"})
    strict = project.run("mkdocs", "build", "--strict")
    assert strict.returncode == 1
    assert "Nothing was built: 0 errors, 2 warnings in the content." in strict.stdout
    assert not project.site.exists()
    done = project.run("mkdocs", "build")
    assert done.returncode == 0
    assert "WARNING -  briefings: content/articles/talks.txt: The day of public" in done.stderr
    assert (project.site / "briefings/talks/index.html").is_file()


def test_mkdocs_replaces_a_damaged_cache_and_reports_changed_links_once(
    small_site: Project,
) -> None:
    project = small_site
    cache = project.folder / "build/cache.sqlite"
    with contextlib.closing(sqlite3.connect(cache)) as database, database:
        database.execute("UPDATE body SET data = x'0042'")
    project.write("explainers/blue-bridge.md", BRIDGE)
    done = project.run("mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("cache.sqlite was damaged. What did not match") == 1
    assert "/explainers/blue-bridge/" in project.page("briefings/talks/").addresses
    assert done.stderr.count("Links since the last build: 3 more, on 3 pages") == 1
    wanted = tree(project.site)
    for pattern in ("views/briefings/*", "search/*/index/*"):
        lose_a_bit(min(project.site.parent.glob(pattern)))
    done = project.run("mkdocs", "build")
    assert "and 1 other file were damaged. What did not match" in done.stderr
    assert tree(project.site) == wanted


def test_the_options_of_the_plugin_are_followed(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    settings = project.folder / "mkdocs.yml"
    options = "{content_dir: texts, compiled_dir: out/pages, locale: de_AT, latest: 1}"
    changed = settings.read_text(encoding="utf-8").replace(
        "  - briefings\n", f"  - briefings: {options}\n"
    )
    changed = changed.replace("docs_dir: content", "docs_dir: texts")
    changed = changed.replace("theme: material", "theme: {name: material, language: de}")
    settings.write_text(changed, encoding="utf-8")
    project.content.rename(project.folder / "texts")
    project.built()
    assert not project.docs.exists()
    assert (project.folder / "out/pages/briefings/talks.md").is_file()
    assert "1. Juni 2020" in project.page("briefings/ferry/").text
    home = project.page("").leads_to("/briefings/")
    assert "/briefings/ferry/" in home
    assert "/briefings/talks/" not in home


# ----------------------------------------------------------------- several projects in a process


def test_mkdocs_builds_another_project_in_the_process_of_a_build(tmp_path: Path) -> None:
    first, other = Project(tmp_path / "a", SMALL), Project(tmp_path / "b", SMALL)
    first.built()
    settings = other.folder / "mkdocs.yml"
    build(load_config(str(settings)))
    assert tree(other.site) == tree(first.site)


def test_a_project_keeps_its_settings_when_another_one_is_loaded(tmp_path: Path) -> None:
    first, other = Project(tmp_path / "a", SMALL), Project(tmp_path / "b", SMALL)
    settings = first.folder / "mkdocs.yml"
    options = "  - briefings: {content_dir: texts, locale: en_US}\n"
    settings.write_text(settings.read_text().replace("  - briefings\n", options))
    loaded = load(settings)
    load(other.folder / "mkdocs.yml")
    assert loaded.settings.locale == "en_US"
    assert loaded.content_dir == first.folder / "texts"


def test_pages_without_a_title_in_the_navigation_have_their_own(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.configure("nav: [index.md, explainers/geneva.md, Lists: [briefings/index.md]]\n")
    project.built()
    project.write("explainers/geneva.md", GENEVA.replace("title: Geneva", "title: Genève"))
    project.write("articles/talks.txt", TALKS + "\nNothing else was said.\n")
    project.built()
    site = tree(project.site)
    assert project.page("briefings/talks/").text.count(">Genève</a>") == 3
    assert project.run("mkdocs", "build").returncode == 0
    assert tree(project.site) == site
    with preview(project, *SERVE) as server:
        server.wait("briefings/ferry/", ">Genève</a>")


# ----------------------------------------------------------------- the live preview


class Preview:
    """A running preview of a project, with what it printed so far."""

    def __init__(self, url: str, process: "subprocess.Popen[bytes]", printed: Path) -> None:
        self.url = url
        self.process = process
        self._printed = printed

    def printed(self) -> str:
        return self._printed.read_text(encoding="utf-8", errors="replace")

    def page(self, path: str) -> str:
        """Return the current page; empty if none is served."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                text: str = answer.read().decode()
                return text
        except OSError:
            return ""

    def wait(self, path: str, text: str, seconds: float = 20) -> None:
        """Wait until a page shows a text."""
        self._until(lambda: text in self.page(path), f"{path} to show “{text}”", seconds)

    def wait_printed(self, text: str, seconds: float = 20) -> None:
        """Wait until a text was printed."""
        self._until(lambda: text in self.printed(), f"“{text}” to be printed", seconds)

    def _until(self, condition: Callable[[], bool], what: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"waited in vain for {what}; printed so far:\n{self.printed()}")
            time.sleep(0.1)


@contextlib.contextmanager
def preview(project: Project, *command: str) -> Iterator[Preview]:
    """Run a preview server on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = project.folder / "printed.log"
    scratch = project.folder / "tmp"
    scratch.mkdir(exist_ok=True)
    arguments = [str(BIN / command[0]), *(part.format(port=port) for part in command[1:])]
    with log.open("wb") as output:
        process = subprocess.Popen(
            arguments,
            cwd=project.folder,
            env=environment(PYTHONUNBUFFERED="1", TMPDIR=str(scratch), COLUMNS="400"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Preview(f"http://127.0.0.1:{port}/", process, log)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


SERVE = ("briefings", "serve", "--port", "{port}")
MKDOCS_SERVE = ("mkdocs", "serve", "-a", "127.0.0.1:{port}")


def test_mkdocs_serve_follows_the_content(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    with preview(project, *MKDOCS_SERVE) as server:
        server.wait("explainers/geneva/", "A city on a lake.")

        # A change shows; a new explainer is linked at once.
        project.write("explainers/geneva.md", GENEVA.replace("on a lake", "on the Rhône"))
        server.wait("explainers/geneva/", "A city on the Rhône.")
        project.write("explainers/blue-bridge.md", BRIDGE)
        server.wait("briefings/talks/", 'href="../../explainers/blue-bridge/"')

        # Errors are reported, and the pages are unchanged.
        broken = GENEVA.replace("on a lake", "under water").replace("kind: place", "kind: town")
        project.write("explainers/geneva.md", broken)
        server.wait_printed("The preview does not change until the errors are mended.")
        assert "content/explainers/geneva.md:3: `kind` is not valid" in server.printed()
        server.wait("explainers/geneva/", "A city on the Rhône.")
        assert "blue-bridge" in server.page("briefings/talks/")

        # Once it is mended, the new text shows.
        project.write("explainers/geneva.md", GENEVA.replace("on a lake", "with a fountain"))
        server.wait("explainers/geneva/", "A city with a fountain.")
        assert "Traceback" not in server.printed()
    assert not project.site.exists()


def test_mkdocs_serves_the_valid_pages_if_another_version_has_made_the_others(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path, SMALL)
    project.built()
    (project.folder / "build/cache.sqlite").unlink()
    (project.folder / "build/views/briefings/talks.msgpack").write_bytes(b"older")
    project.write("explainers/open.md", "---\ntitle: Open\n")
    with preview(project, *MKDOCS_SERVE) as server:
        server.wait("briefings/talks/", "Envoys met in")


def test_the_preview_of_broken_content_shows_the_valid_pages(tmp_path: Path) -> None:
    project = Project(tmp_path, {**SMALL, "explainers/open.md": "---\ntitle: Open\n"})
    with preview(project, *SERVE) as server:
        server.wait("briefings/talks/", "Envoys met in")
        assert "content/explainers/open.md:1: The front matter is not closed." in server.printed()
        assert server.page("explainers/open/") == ""

        # When the error is corrected, the page is there, and the terminal reports it.
        project.write("explainers/open.md", BRIDGE)
        server.wait("explainers/open/", "It was opened in 1931")
        server.wait_printed("There are now 0 errors, 0 warnings.")
        assert "Traceback" not in server.printed()


def test_a_preview_takes_the_next_free_port(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with preview(project, "briefings", "serve", "--port", str(port)) as server:
            server.wait_printed(f"Port {port} is taken. The preview is at http://127.0.0.1:")
            assert "Traceback" not in server.printed()


def test_other_plugins_find_a_folder_of_documents(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.configure("hooks: [hook.py]")
    hook = "import os\n\ndef on_config(config):\n    os.listdir(config.docs_dir)\n"
    (project.folder / "hook.py").write_text(hook, encoding="utf-8")
    assert project.briefings("build").exit_code == 0


def test_a_preview_listens_where_the_settings_say(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    project.configure(f"dev_addr: 127.0.0.1:{port}")
    with preview(project, "briefings", "serve") as server:
        server.wait_printed(f"The preview is at http://127.0.0.1:{port}/ ")
        assert "Traceback" not in server.printed()


@pytest.mark.parametrize(
    ("said", "links"),
    [
        ("", 2),
        ("{once_per: mention}", 3),
        ("{never: [Geneva]}", 0),
        ("{never: [geneva], once_per: page, in_quotations: true, per_100_words: 3}", 0),
    ],
)
def test_the_rules_of_linking_are_set_in_mkdocs_yml(said: str, links: int, tmp_path: Path) -> None:
    text = "---\ntitle: Talks\npublished: 2020-05-04\noutlet: wire\n---\n\nGeneva and Geneva.\n"
    project = Project(tmp_path, {**SMALL, "articles/more.md": text})
    config = project.folder / "mkdocs.yml"
    options = f"\n  - briefings: {{links: {said}}}" if said else "\n  - briefings"
    written = config.read_text(encoding="utf-8").replace("\n  - briefings", options, 1)
    config.write_text(written, encoding="utf-8")
    assert f" {links} link" in project.briefings("check").stdout


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{once_per: chapter}", "'section', 'page', 'mention'"),
        ("{per_100_words: -1}", "write 0 for any number"),
        ("{in_quotations: maybe}", "it must be true or false, and is a text"),
        ("{Geneva: }", "line 11: “Geneva: None” names no explainer for a phrase. Write"),
        (
            "{the talks: geneva, 1999: geneva, no: geneva}",
            "line 11: “1999: geneva” names no explainer",
        ),
        ("{the talks: [geneva]}", "line 11: “the talks: ['geneva']” names no explainer"),
    ],
)
def test_an_invalid_link_rule_is_refused(said: str, message: str, tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    config = project.folder / "mkdocs.yml"
    options = f"\n  - briefings: {{links: {said}}}"
    written = config.read_text(encoding="utf-8").replace("\n  - briefings", options, 1)
    config.write_text(written, encoding="utf-8")
    result = project.briefings("check")
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{Geneva: genf}", "mkdocs.yml:11: `links` names `genf`, but there is no such explainer."),
        ("{Geneva: old}", "mkdocs.yml:11: `links` names `old`, which was renamed. Write `geneva`."),
    ],
)
def test_a_default_for_an_unknown_explainer_is_a_problem_of_mkdocs_yml(
    said: str, told: str, tmp_path: Path
) -> None:
    project = Project(tmp_path, SMALL)
    project.write("explainers/geneva.md", GENEVA.replace("kind:", "redirect_from: [old]\nkind:"))
    config = project.folder / "mkdocs.yml"
    options = f"\n  - briefings: {{links: {said}}}"
    written = config.read_text(encoding="utf-8").replace("\n  - briefings", options, 1)
    config.write_text(written, encoding="utf-8")
    result = project.briefings("check")
    assert told in result.stdout + result.stderr


# ----------------------------------------------------------------- defaults, and the owner's own


def test_the_owner_s_files_replace_those_of_the_theme(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.override("partials/footer.html", "<footer>Imprint</footer>")
    project.override("styles/colours.css", ":root { --ink: #123456 }")
    project.override("assets/images/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    project.override("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    project.built()
    page = project.page("briefings/talks/").text
    assert "<footer>Imprint</footer>" in page
    assert "colophon" not in page
    assert "--ink: #123456" in (project.site / "assets/stylesheets/site.css").read_text()
    assert "<svg xmlns='" in (project.site / "assets/images/favicon.svg").read_text()
    assert (project.site / "logo.svg").is_file()
    script = (project.site / "assets/javascripts/previews.js").read_text(encoding="utf-8")
    assert "WCAG" not in script  # in a comment
    assert not (project.site / "styles").exists()


def test_the_owner_s_template_extends_the_theme_s_of_the_same_name(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.built()
    before = pages(project)
    project.override(
        "main.html",
        '{% extends "theme/main.html" %}\n'
        '{% block scripts %}<script src="{{ root }}{{ "<" }}.js"></script>'
        "{{ super() }}{% endblock %}\n",
    )
    project.built()
    after = {
        path: re.sub(r'<script src="[./]+&lt;\.js"></script>', "", text, count=1)
        for path, text in pages(project).items()
    }
    assert after == before
    assert after != pages(project)


def test_values_are_escaped_in_a_folder_of_the_owner_s_named_like_the_prefix(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path, SMALL)
    project.override("partials/footer.html", '{% include "theme/imprint.html" %}')
    project.override("theme/imprint.html", '<footer>{{ "<b>" }}</footer>')
    project.built()
    assert "<footer>&lt;b&gt;</footer>" in project.page("briefings/talks/").text


def test_the_owner_s_partial_changes_what_it_prints_and_nothing_else(
    project: Project, tmp_path: Path
) -> None:
    shutil.copytree(project.folder, tmp_path, dirs_exist_ok=True)
    project = Project(tmp_path)
    before = pages(project)
    partial = project.override("partials/mention.html")
    theme_s = partial.read_text(encoding="utf-8")
    partial.write_text(theme_s.replace('class="mention"', 'class="mention ours"'), encoding="utf-8")
    project.built()
    after = pages(project)
    changed = {path for path in before if after[path] != before[path]}
    assert changed
    assert {path for path in changed if 'class="mention' not in before[path]} == set()
    assert {path: text.replace("mention ours", "mention") for path, text in after.items()} == before


def pages(project: Project) -> dict[Path, str]:
    """Return the HTML of all pages."""
    return {path: path.read_text(encoding="utf-8") for path in project.site.rglob("*.html")}


OWN = """
site_dir: public
nav: [index.md, search.md]
markdown_extensions:
  - sane_lists
  - toc:
      permalink: "#"
"""


def test_the_owner_s_settings_win_over_the_defaults(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    settings = project.folder / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + OWN, encoding="utf-8")
    config = load(settings).config
    assert config.site_dir == str(tmp_path / "public")
    assert config.nav == ["index.md", "search.md"]
    assert {"sane_lists", *MARKDOWN_EXTENSIONS} == set(config.markdown_extensions)
    assert config.mdx_configs["toc"] == {
        "permalink": "#", "permalink_title": "Link to this section",
    }  # fmt: skip
    before = deepcopy((config.theme.dirs, config.markdown_extensions, config.mdx_configs))
    complete(config)
    assert before == (config.theme.dirs, config.markdown_extensions, config.mdx_configs)


def test_a_key_that_is_written_twice_is_reported(small: Project) -> None:
    small.configure("extra: {a: 1, a: 2}\nsite_name: Another\n")
    said = " ".join(small.briefings("check").output.split())
    assert "The key `a` is already on line" in said
    assert "The key `site_name` is already on line 1." in said


def test_a_link_of_the_navigation_without_a_name_is_called_by_its_address(small: Project) -> None:
    small.configure("nav: [index.md, {More: [https://example.org/caf%C3%A9/]}]\n")
    small.built()
    assert ">example.org/café</a>" in (small.site / "index.html").read_text("utf-8")


def test_a_broken_link_is_reported_once_and_that_of_a_hook_too(small: Project) -> None:
    small.write("explainers/geneva.md", GENEVA + "\nSee [this](nowhere.md).\n")
    said = small.built().output
    assert "nowhere.md" in said
    assert "Doc file" not in said
    # Only MkDocs sees the links that a hook adds.
    (small.folder / "hook.py").write_text(
        "def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\n[x](not.md)'\n"
    )
    small.configure("hooks: [hook.py]\n")
    assert "contains a link 'not.md'" in " ".join(small.built().output.split())
