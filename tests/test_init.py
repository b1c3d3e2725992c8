"""`briefings init`: a folder in which a site can be built, in the language of its editors."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from briefings.commands.main import main
from tests.project import HtmlPage, broken_links

# A word of the example article in each language with examples.
LANGUAGES = {"en": "Human Rights", "de": "Menschenrechte", "ar": "لحقوق الإنسان"}


def briefings(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def begin(folder: Path, language: str, **options: str) -> Result:
    said = {"name": "Harbour: news & notes", "language": language, "outlet": "The Pier", **options}
    flags = [part for name, value in said.items() for part in (f"--{name}", value)]
    return briefings("init", str(folder), *flags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_site_is_built_without_a_problem(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    assert begin(folder, language, url="https://example.org/").exit_code == 0
    # Commands find the settings in a folder above.
    monkeypatch.chdir(folder / "content/articles")
    done = briefings("build", "--strict")
    assert done.exit_code == 0, done.stderr
    assert "warning" not in done.stderr + done.stdout
    site = folder / "build/site"
    page = HtmlPage(site, "briefings/example-declaration/index.html")
    assert LANGUAGES[language] in page.text
    assert "The Pier" in page.text
    assert page.leads_to("/explainers/example-declaration/")
    assert page.leads_to("/explainers/example-general-assembly/")
    assert page.leads_to("/pages/example-about/")
    assert not broken_links(site)

    # One command deletes the examples, and the site can still be built.
    readme = (folder / "README.md").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"rm (content/\S+?)`?$", readme, re.MULTILINE)
    for path in folder.glob(pattern):
        path.unlink()
    assert not [path for path in (folder / "content").rglob("*") if path.is_file()]
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
    ],
)
def test_a_wrong_option_is_explained(options: dict[str, str], message: str, tmp_path: Path) -> None:
    done = begin(tmp_path, **{"language": "en", **options})
    assert done.exit_code == 2
    assert message in done.stderr
    assert not [*tmp_path.iterdir()]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mine.")
    done = begin(tmp_path, "en")
    assert done.exit_code == 1
    assert "has README.md already" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_a_folder_without_a_site_says_how_to_begin_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = briefings("build")
    assert done.exit_code == 2
    assert "`briefings init DIRECTORY` begins a site" in done.stderr
