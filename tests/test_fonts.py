"""`theme.font`: fonts of the owner, whose files lie in `custom_dir`."""

import shutil

import pytest
from playwright.sync_api import Page

from tests.conftest import ServeSite
from tests.project import REPOSITORY, Project

OWN = REPOSITORY / "theme_overrides/assets/fonts/briefing-serif"
TWO = """{text: Own Serif, code: Own Mono, files: [
    {family: Own Serif, file: assets/own serif.woff2, weight: 200 900},
    {family: Own Serif, file: assets/slanted.woff2, style: italic, weight: 400},
    {family: Own Mono, file: assets/slanted.woff2}]}"""


def with_font(project: Project, font: str) -> Project:
    project.override("assets/text.txt", "no font")
    for source, name in (("latin-normal", "own serif"), ("latin-italic", "slanted")):
        shutil.copy(OWN / f"{source}.woff2", project.folder / f"own/assets/{name}.woff2")
    file = project.folder / "mkdocs.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("custom_dir: own", f"custom_dir: own, font: {font}"), "utf-8")
    return project


def test_own_fonts_are_used_and_no_other_is_loaded(
    small: Project, browser_page: Page, serve_site: ServeSite
) -> None:
    with_font(small, TWO).built("--strict")
    loaded: list[str] = []
    browser_page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    browser_page.goto(serve_site(small.site) + "explainers/geneva/")
    browser_page.evaluate("document.fonts.ready")
    fonts = {name for name in loaded if name.endswith(".woff2")}
    assert "own%20serif.woff2" in fonts <= {"own%20serif.woff2", "slanted.woff2"}
    family = browser_page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert family.startswith('"Own Serif", ')
    assert browser_page.locator("link[rel=preload][as=font]").count() == 1
    css = (small.site / "assets/stylesheets/site.css").read_text("utf-8")
    assert css.count("font-display: swap") == 12 + 3
    assert "Briefing Serif" not in browser_page.get_by_role("contentinfo").inner_text()


@pytest.mark.parametrize(
    ("font", "said"),
    [
        ("{text: A, files: [{family: A, file: none.woff2}]}", "there is no file none.woff2"),
        ("{text: A, files: [{family: A, file: ../own/assets/slanted.woff2}]}", "there is no file"),
        ("{text: A, files: [{family: A, file: assets/text.txt}]}", "is no WOFF2 file"),
        ("{text: A, files: [{family: A}]}", "`theme.font.files[1].file` is missing"),
        ("{text: A, files: [{family: A, file: a, weight: bold}]}", "Write a number, or two"),
        ("{text: A, files: [{family: A, file: a, stile: italic}]}", "Did you mean `style`?"),
        ("{text: 'A\"', files: []}", "a name has no quotation marks"),
        ("{text: A, files: a.woff2}", "is not a list"),
    ],
)
def test_a_font_that_cannot_be_used_is_named_with_its_line(
    font: str, said: str, small: Project
) -> None:
    result = with_font(small, font).briefings("build")
    assert result.exit_code == 1
    (problem,) = (one for one in result.stderr.splitlines() if one.startswith("error"))
    assert problem.startswith("error mkdocs.yml:8: ")
    assert said in problem


@pytest.mark.parametrize(
    ("font", "named"),
    [
        ("{text: Lato, code: Fira Code}", ["Lato", "Fira Code"]),
        (TWO.replace("code: Own Mono", "code: Fira Code"), ["Fira Code"]),
        ("false", []),
    ],
)
def test_a_font_without_files_is_not_loaded_from_google(
    font: str, named: list[str], small: Project
) -> None:
    result = with_font(small, font).built()
    for name in named:
        assert f"theme.font, {name} (pages load nothing from Google; put its WOFF2" in result.stderr
    assert ("no effect" in result.stderr) == bool(named)
    pages = "".join(path.read_text("utf-8") for path in small.site.rglob("*.html"))
    assert "fonts.g" not in pages
