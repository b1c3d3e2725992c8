"""The setting `editor`: what opens a file from the preview."""

from pathlib import Path

import pytest

from briefings.mkdocs_plugin import editors
from tests.project import Project


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
def test_a_file_is_opened_at_its_line(setting: str, line: int, link: str) -> None:
    assert editors.is_valid(setting)
    assert editors.link(setting, Path("/a b/é.yml"), line) == link


@pytest.mark.parametrize(
    "setting",
    [
        "vi",
        "javascript://{path}",
        "JavaScript://{path}",
        "code -g {path}",
        "vscode://file",
        "://{path}",
    ],
)
def test_a_setting_that_opens_nothing_is_an_error(setting: str, small: Project) -> None:
    assert not editors.is_valid(setting)
    settings = small.folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace(
        "- briefings", f"- briefings: {{editor: '{setting}'}}"
    )
    settings.write_text(text, "utf-8")
    result = small.briefings("check")
    assert result.exit_code != 0
    assert "write one of vscode, " in " ".join(result.stderr.split())
