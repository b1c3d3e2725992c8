"""The bytes that each kind of page loads, compared with the same text in plain Material."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Response

from briefings.mkdocs_plugin.defaults import MARKDOWN_EXTENSIONS
from tests.browser_pages import BRIEFING, PAGES
from tests.conftest import ServeSite
from tests.project import REPOSITORY, Project

KINDS = {kind: path.partition("?")[0] for kind, path in PAGES.items() if kind != "not found"}


@pytest.fixture(scope="module")
def plain(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in plain Material, with as few files as possible.

    No web fonts (Google would send more), no search, no palette, and no other page in the
    navigation of any.
    """
    folder = tmp_path_factory.mktemp("plain")
    for path in KINDS.values():
        source = project.docs / path / "index.md"
        source = source if source.is_file() else (project.docs / path).with_suffix(".md")
        target = folder / "docs" / path / "index.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(markdown(source), encoding="utf-8")
    ours = yaml.safe_load((project.folder / "mkdocs.yml").read_text("utf-8"))
    settings = {
        "site_name": ours["site_name"],
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "markdown_extensions": {k: dict(v) for k, v in MARKDOWN_EXTENSIONS.items()},
        "nav": ["index.md"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "mkdocs"), "build", "-q"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return folder / "site"


def markdown(source: Path) -> str:
    """Return the words of a page; the whole of a dossier lists its parts, whose words it shows."""
    text = source.read_text("utf-8").split("---\n", 2)[2]
    if source.stem != "whole":
        return text
    parts = re.findall(r"^- \[.*\]\((\S+\.md)\)$", text, re.MULTILINE)
    assert parts
    return "\n".join([text, *(markdown(source.parent / part) for part in parts)])


@pytest.fixture(scope="module")
def theme(browser: Browser, plain: Path, serve_site: ServeSite) -> int:
    """What each of these pages loads beside itself, in bytes."""
    found = loaded(browser, serve_site(plain) + BRIEFING)
    assert any("bundle" in url for url in found)
    return sum(found.values()) - (plain / BRIEFING / "index.html").stat().st_size


def loaded(browser: Browser, url: str) -> dict[str, int]:
    """Return what the first visit of a page loads: address → bytes, uncompressed."""
    answers: list[Response] = []
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()

        def keep(answer: Response) -> None:
            answers.append(answer)

        page.on("response", keep)
        page.goto(url, wait_until="networkidle")
        return {answer.url: len(answer.body()) for answer in answers}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_lighter_than_the_same_words_on_a_plain_page(
    kind: str, browser: Browser, site: str, plain: Path, theme: int
) -> None:
    ours = loaded(browser, site + KINDS[kind])
    theirs = theme + (plain / KINDS[kind] / "index.html").stat().st_size
    assert any(url.endswith(".woff2") for url in ours)
    assert sum(ours.values()) < 0.75 * theirs, ours


@pytest.mark.parametrize(
    ("page", "letter"),
    [("briefings/libya-ceasefire-october-2020/", "ğ"), ("explainers/kosovo-war/", "š")],
)
def test_a_letter_of_another_language_needs_no_font_of_its_own(
    page: str, letter: str, browser: Browser, site: str, project: Project
) -> None:
    assert letter in (project.site / page / "index.html").read_text("utf-8")
    fonts = [url.rpartition("/")[2] for url in loaded(browser, site + page) if "woff2" in url]
    assert fonts == ["latin-normal.woff2"]


def test_italics_of_plain_weight_load_a_font_of_half_the_bytes(browser: Browser, site: str) -> None:
    ours = loaded(browser, f"{site}briefings/berlin-conference-january-2020/")
    fonts = {url.rpartition("/")[2]: size for url, size in ours.items() if "woff2" in url}
    assert fonts.keys() == {"latin-normal.woff2", "latin-italic.woff2"}
    assert fonts["latin-italic.woff2"] < 0.6 * fonts["latin-normal.woff2"]


def test_nothing_is_loaded_twice_or_asked_of_material(browser: Browser, site: str) -> None:
    ours = loaded(browser, site + BRIEFING)
    names = [url.rpartition("/")[2] for url in ours]
    assert len(names) == len(set(names))
    assert [name for name in names if name.endswith(".css")] == ["site.css"]


def test_the_site_holds_no_file_of_the_theme_that_no_page_asks_for(project: Project) -> None:
    published = {path.name for path in (project.site / "assets").rglob("*") if path.is_file()}
    ours = {p.name for p in (REPOSITORY / "theme_overrides/assets").rglob("*") if p.is_file()}
    assert published == ours
