"""The setting `editor`: what opens a file from the preview."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from briefings.mkdocs_plugin import editors
from tests.previews import Heard, Site, previewed
from tests.project import SMALL, Project

FILE = Path("/a b/é;$(x) {line}.yml")


@pytest.mark.parametrize(
    ("setting", "line", "link"),
    [
        ("", 3, ""),
        ("vscode", 3, "vscode://file/a%20b/%C3%A9.yml:3"),
        ("idea", 0, "idea://open?file=/a%20b/%C3%A9.yml&line=1"),
        ("subl://open?url=file://{path}&line={line}", 7,
         "subl://open?url=file:///a%20b/%C3%A9.yml&line=7"),
        ("x-mine://{path}", 1, "x-mine:///a%20b/%C3%A9.yml"),
    ],
)  # fmt: skip
def test_an_address_opens_a_file_at_its_line(setting: str, line: int, link: str) -> None:
    editor = editors.editor(setting)
    assert editor.link(Path("/a b/é.yml"), line) == link
    assert not editor.command


@pytest.mark.parametrize(
    ("setting", "command"),
    [
        ("subl {path}:{line}", ["subl", f"{FILE}:7"]),
        ("code -g {path}:{line}", ["code", "-g", f"{FILE}:7"]),
        ("'/my tools/ed' --line={line} '{path}'", ["/my tools/ed", "--line=7", str(FILE)]),
        (["my tools/ed", "+{line}", "{path}"], ["my tools/ed", "+7", str(FILE)]),
        (["wsl", "--", "see", "a; b", "file://{path}"], ["wsl", "--", "see", "a; b", f"file://{FILE}"]),
    ],
)  # fmt: skip
def test_a_command_gets_the_path_within_one_argument(
    setting: str | list[object], command: list[str]
) -> None:
    editor = editors.editor(setting)
    assert editor.arguments(FILE, 7) == command
    assert editor.link(FILE, 7) == ""


@pytest.mark.parametrize(
    "setting",
    [
        "vi",
        "javascript://{path}",
        "JavaScript://{path}",
        "vscode://file",
        "://{path}",
        "{path}",
        "{path} {path}",
        "bin/{line} {path}",
        'subl "{path}',
        ["subl"],
        ["", "{path}"],
        ["subl", "{path}", 7],
    ],
    ids=str,
)
def test_a_setting_that_opens_nothing_is_an_error(
    setting: str | list[object], small: Project
) -> None:
    configure(small, setting)
    result = small.briefings("check")
    assert result.exit_code != 0
    assert "write one of vscode, " in " ".join(result.stderr.split())


def configure(project: Project, setting: object) -> None:
    file = project.folder / "mkdocs.yml"
    plugin = f"- briefings: {{editor: {json.dumps(setting)}}}"
    file.write_text(file.read_text("utf-8").replace("- briefings", plugin), "utf-8")


# ------------------------------------------------------------------------------- a command is run

RECORDS = "import json, sys; open('opened', 'w').write(json.dumps(sys.argv[1:]))"
COMMAND = [sys.executable, "-c", RECORDS, "{path}", "{line}"]
TALKS = "articles/talks.yml"
BROKEN = f"{SMALL[TALKS]}colour: red\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, heard = tmp_path_factory.mktemp("editors"), Heard()
    (folder / "secret").write_text("secret", "utf-8")
    project = Project(folder / "site", {**SMALL, TALKS: BROKEN})
    configure(project, COMMAND)
    project.override("main.html")
    (project.folder / "opener.py").write_text("", "utf-8")
    (project.content / "out.yml").symlink_to(folder / "secret")
    with previewed(project, heard) as running:
        yield running
    assert heard.failures == []


def opened(site: Site) -> list[str]:
    """Return the arguments of the command that ran last, and forget them."""
    file, until = site.project.folder / "opened", time.monotonic() + 20
    while not (file.exists() and (text := file.read_text("utf-8"))):
        assert time.monotonic() < until
        time.sleep(0.02)
    file.unlink()
    found: list[str] = json.loads(text)
    return found


def test_a_page_opens_the_file_of_a_problem(site: Site, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.url}briefings/talks/")
        button = page.get_by_role("button", name="Open file: ").first
        button.focus()
        page.keyboard.press("Enter")
        path, line = opened(site)
        assert path == str(site.project.content / TALKS)
        assert BROKEN.splitlines()[int(line) - 1] == "colour: red"
        expect(button).to_be_focused()


@pytest.mark.parametrize("path", ["mkdocs.yml", f"content/{TALKS}", "own/main.html"])
def test_files_of_the_site_are_opened(path: str, site: Site) -> None:
    file = site.project.folder / path
    status, _ = site.post("open-file", path=str(file), line=3)
    assert (status, opened(site)) == (200, [str(file), "3"])


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "../secret", "content/../mkdocs.yml", "opener.py", "content/out.yml",
        "content", "content/none.yml", "", "content/a\0b", "a" * 300, "/" + "a/" * 5000,
    ],
)  # fmt: skip
def test_no_other_file_is_opened(path: str, site: Site) -> None:
    status, said = site.post("open-file", path=str(site.project.folder / path), line=1)
    assert (status, said["message"]) == (404, "This is no file of the site.")
    assert not (site.project.folder / "opened").exists()


def test_a_command_that_fails_says_so(small: Project) -> None:
    settings = small.folder / "mkdocs.yml"
    before, path = settings.read_text("utf-8"), str(settings)
    for command, said in (
        (["no-such-program", "{path}"], "`no-such-program` of the setting `editor` does not start"),
        (["false", "{path}"], "`false` of the setting `editor` ended with code 1."),
        ("vscode", "The setting `editor` has no command."),
    ):
        settings.write_text(before, "utf-8")
        configure(small, command)
        with previewed(small, Heard()) as site:
            status, answer = site.post("open-file", path=path, line=1)
        assert (status >= 400, said in answer["message"]) == (True, True), answer


def test_a_preview_that_other_computers_reach_starts_no_program(small: Project) -> None:
    configure(small, COMMAND)
    small.write(TALKS, BROKEN)
    with previewed(small, Heard(), host="0.0.0.0") as site:
        path = str(small.content / TALKS)
        sent = json.dumps({"path": path, "line": 1}).encode()
        assert site.server.routes.post("open-file", sent).status == 403
        told = json.loads(site.server.message(site.server.snapshot(), "/briefings/talks/"))
    assert told["problems"]
    assert all(problem["opens"] is None for problem in told["problems"])
    assert not (small.folder / "opened").exists()


def test_a_read_only_preview_has_no_such_request(small: Project) -> None:
    configure(small, COMMAND)
    with previewed(small, Heard(), read_only=True) as site:
        status, said = site.post("open-file", path=str(small.content / TALKS), line=1)
    assert (status, said["message"]) == (403, "This preview is read-only.")
