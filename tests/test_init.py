"""`briefings init`: a folder in which a site can be built, in the language of its editors."""

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from briefings.build import content_folder
from briefings.commands.main import main
from briefings.model.content import Settings
from briefings.readers.languages import language as detected
from briefings.site.compile import compile
from briefings.text import languages, words
from tests.project import BIN, HtmlPage, broken_links, environment

# What is in English on every site: its name here, commands, keys, addresses, menus of programs.
CODE = re.compile(
    r"^# .*?$|---.*?^---|```.*?```|`[^`]*`|\*[^*]*\*|\([^)]*\)", re.DOTALL | re.MULTILINE
)


def briefings(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def begin(folder: Path, language: str, **options: str) -> Result:
    said = {"name": "Harbour: news & notes", "language": language, "outlet": "The Pier", **options}
    flags = [part for name, value in said.items() for part in (f"--{name}", value)]
    return briefings("init", str(folder), *flags)


@pytest.mark.parametrize("language", words.languages())
def test_the_examples_are_in_the_language_of_the_site(language: str, tmp_path: Path) -> None:
    assert begin(tmp_path, language).exit_code == 0
    content = content_folder.read_content(tmp_path / "content")
    site = compile(content, Settings(site_name="Harbour", locale=words.locale(language)))
    assert site.problems == ()
    linked = {slug for _, slug, *_ in site.links["briefings/example-declaration"]}
    assert linked == {"example-declaration", "example-general-assembly"}
    for path in ("README.md", "content/pages/example-about.md"):
        text = CODE.sub(" ", (tmp_path / path).read_text(encoding="utf-8"))
        assert detected(text) == languages.base(language), path


def test_a_new_site_is_built_until_its_examples_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    assert begin(folder, "en", url="https://example.org/").exit_code == 0
    # Commands find the settings in a folder above.
    monkeypatch.chdir(folder / "content/articles")
    done = briefings("build", "--strict")
    assert done.exit_code == 0, done.stderr
    assert "warning" not in done.stderr + done.stdout
    site = folder / "build/site"
    page = HtmlPage(site, "briefings/example-declaration/index.html")
    assert "The Pier" in page.text
    assert page.leads_to("/explainers/example-declaration/")
    assert page.leads_to("/pages/example-about/")
    assert not broken_links(site)

    readme = (folder / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^rm .*$", readme, re.MULTILINE)
    subprocess.run(command, shell=True, check=True, cwd=folder)
    left = [path.name for path in (folder / "content").rglob("*") if path.is_file()]
    assert left == ["the-pier.yml"]
    assert briefings("build").exit_code == 0


def test_the_settings_are_what_was_said(tmp_path: Path) -> None:
    begin(tmp_path, "de", url="https://example.org/")
    settings = yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_name"] == "Harbour: news & notes"
    assert settings["site_url"] == "https://example.org/"
    assert settings["theme"] == {"name": "material", "language": "de"}
    workflow = yaml.safe_load((tmp_path / ".github/workflows/publish.yml").read_text())
    assert {"run": "briefings build"} in workflow["jobs"]["publish"]["steps"]
    pages = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text())["pages"]
    assert "briefings build" in pages["script"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "tlh"}, "there are no words for 'tlh'. Write one of ar, de, en"),
        ({"url": "example.org"}, "example.org is no address"),
        ({"outlet": " "}, "at least one letter"),
    ],
)
def test_a_wrong_option_is_explained(options: dict[str, str], message: str, tmp_path: Path) -> None:
    done = begin(tmp_path, **{"language": "en", **options})
    assert done.exit_code == 2
    assert message in done.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("outlet", "name"),
    [
        ("Example Gazette", "example-gazette"),
        ("الرصيف", "lrsyf"),
        ("Index", "outlet"),
    ],
)
def test_the_outlet_is_no_example(outlet: str, name: str, tmp_path: Path) -> None:
    begin(tmp_path, "en", outlet=outlet)
    file = tmp_path / f"content/outlets/{name}.yml"
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == {"name": outlet}
    article = (tmp_path / "content/articles/example-declaration.md").read_text(encoding="utf-8")
    assert f"\noutlet: {name}\n" in article


def test_it_asks_for_what_no_option_says(tmp_path: Path) -> None:
    asking, terminal = pty.openpty()
    os.write(asking, b"\nxx\nde\n\nDer Bote\n")
    done = subprocess.run(
        [BIN / "briefings", "init", "hafen"],
        cwd=tmp_path,
        env=environment(),
        stdin=terminal,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "there are no words for 'xx'" in done.stdout
    settings = yaml.safe_load((tmp_path / "hafen/mkdocs.yml").read_text(encoding="utf-8"))
    assert (settings["site_name"], settings["theme"]["language"]) == ("hafen", "de")
    assert "site_url" not in settings
    outlet = tmp_path / "hafen/content/outlets/der-bote.yml"
    assert yaml.safe_load(outlet.read_text(encoding="utf-8")) == {"name": "Der Bote"}


def test_text_editors_find_the_schemas(tmp_path: Path) -> None:
    begin(tmp_path, "en")
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    for schema, files in settings["yaml.schemas"].items():
        Draft202012Validator.check_schema(json.loads((tmp_path / schema).read_text("utf-8")))
        assert files == "mkdocs.yml" or (tmp_path / files).parent.is_dir()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("Mine.")
    done = begin(tmp_path, "en")
    assert done.exit_code == 1
    assert "has mkdocs.yml already" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


def test_a_site_can_begin_in_a_new_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("Mine.")
    (tmp_path / ".gitignore").write_text("*.log\n/build/")
    monkeypatch.chdir(tmp_path)
    done = begin(Path(), "en")
    assert done.exit_code == 0
    assert ". is ready. `briefings serve` shows the site." in done.stdout
    assert "EDITORS.md says how to go on" in done.stdout
    assert (tmp_path / "README.md").read_text() == "Mine."
    assert (tmp_path / ".gitignore").read_text() == "*.log\n/build/\n/.venv/\n"
    assert "briefings serve" in (tmp_path / "EDITORS.md").read_text("utf-8")
    assert begin(Path(), "en").exit_code == 1


def test_a_folder_without_a_site_says_how_to_begin_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = briefings("build")
    assert done.exit_code == 2
    assert "`briefings init DIRECTORY` begins a site" in done.stderr
