"""`theme.palette`: which ones pass, what is said about others, and how a site with one looks."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from briefings.mkdocs_plugin import configuration, palette
from briefings.mkdocs_plugin.palette import ACCENT, LINKS, PRIMARY, SURFACES, Palette
from briefings.model.content import Problem
from briefings.text import colours
from tests.browser_pages import LAPTOP, PHONE, expect_scheme, resize, violations
from tests.conftest import ServeSite
from tests.project import REPOSITORY, SMALL, Project

HEXADECIMAL = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
LIGHT, DARK = ["#fcfcfa", "#ffffff", "#f3f3ef"], ["#17191b", "#212427", "#1e2124"]
MEDIA = {"light": '"(prefers-color-scheme: light)"', "dark": '"(prefers-color-scheme: dark)"'}
TOGGLE = "toggle: {icon: material/%s, name: %s}"
DAY_TOGGLE = TOGGLE % ("weather-sunny", "Go dark")
NIGHT_TOGGLE = TOGGLE % ("weather-night", "Go light")
BOTH = f"""[
  {{media: {MEDIA["light"]}, scheme: default, primary: indigo, accent: pink, {DAY_TOGGLE}}},
  {{media: {MEDIA["dark"]}, scheme: slate, primary: teal, accent: lime, {NIGHT_TOGGLE}}},
]"""


def read(folder: Path, written: str, css: str = "") -> tuple[Palette | None, Sequence[Problem]]:
    """Return the palette of a `mkdocs.yml`, where it begins on the fifth line."""
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own/own.css").write_text(css)
    text = (
        "site_name: Palette\nplugins: [briefings]\nextra_css: [own.css]\n"
        f"theme: {{name: material, custom_dir: own, palette:\n{written}}}\n"
    )
    file = folder / "mkdocs.yml"
    file.write_text(text)
    return palette.read(configuration.load(file, text.encode()), "mkdocs.yml")


@pytest.mark.parametrize(
    ("written", "css"),
    [
        ("{primary: indigo}", ""),
        ("{primary: deep-purple, accent: deep purple}", ""),
        ("{primary: Blue Grey, accent: light blue}", ""),
        ("{scheme: slate, primary: red, accent: yellow}", ""),
        ('{primary: "#8A1F3D", accent: "#c13"}', ""),
        ("{primary: black}", ""),
        ("{primary: white, accent: red}", ""),
        ("{scheme: slate}", ""),
        ("{}", ""),
        ("{media: '(prefers-color-scheme)', scheme: default, primary: brown}", ""),
        ("{primary: custom}", ":root { --md-primary-fg-color: #123456; }"),
        ("{primary: custom}", ":root > * {--md-primary-fg-color:#123456}"),
        ("{accent: custom}", "/* --md-accent-fg-color: #fff */ :root{--md-accent-fg-color: #a00}"),
        (
            "{primary: custom}",
            ":root { --md-primary-fg-color: #ffe000; --md-typeset-a-color: #705800 }",
        ),
        (
            "{scheme: slate, primary: custom}",
            '[data-md-color-scheme="slate"] { --md-primary-fg-color: #9cf }'
            " :root { --md-primary-fg-color: #000 }",
        ),
    ],
)
def test_these_palettes_pass(written: str, css: str, tmp_path: Path) -> None:
    assert not read(tmp_path, written, css)[1]


@pytest.mark.parametrize(
    ("written", "css", "at", "said"),
    [
        ("{primary: red}", "", "primary", '#ef5552 on #f3f3ef have 3.09 to 1 … 4.5 … "#dc1814"'),
        ("{primary: purple}", "", "primary", "4.32 to 1 … Names that pass: deep purple, indigo"),
        ("{accent: yellow}", "", "accent", "Focus rings … 3. … pass: red, pink, purple"),
        ('{scheme: slate, primary: "#003366"}', "", "primary", "in the dark scheme … #212427"),
        ("{primary: custom}", ":root{--md-primary-fg-color:#ffe000}", "primary", "custom has too"),
        ("{primary: custom}", "", "primary", "`--md-primary-fg-color` … extra_css"),
        ("{accent: custom}", ":root{--md-accent-fg-color: navy}", "accent", "six digits"),
        (
            "{primary: custom}",
            "[data-md-color-scheme=slate] {--md-primary-fg-color:#123456}",
            "primary",
            "needs a colour",
        ),
        ("{primary: reddish}", "", "primary", "there is no colour reddish … red, pink, purple"),
        ("{accent: brown}", "", "accent", "there is no colour brown … red, pink, purple"),
        ("{primary: '#12345'}", "", "primary", "there is no colour #12345"),
        ("{primary: }", "", "primary", "is empty … Quotation marks"),
        ("{scheme: youtube}", "", "scheme", "'default' or 'slate'"),
        ("{primry: red}", "", "primry", "Did you mean `primary`?"),
        ("teal", "", "", "must have keys with values"),
        ("[{scheme: default, media: light}]", "", "media", "'(prefers-color-scheme: light)'"),
    ],
)
def test_a_palette_that_fails_is_named_with_its_mend(
    written: str, css: str, at: str, said: str, tmp_path: Path
) -> None:
    _, problems = read(tmp_path, written, css)
    (problem,) = problems
    text = f"{problem.message} {problem.hint}"
    assert (problem.file, problem.line) == ("mkdocs.yml", 5 if at else 4)
    assert f"theme.palette{'[1]' if written[0] == '[' else ''}{'.' if at else ''}{at}`" in text
    assert re.search(".*".join(map(re.escape, said.split(" … "))), text), text


def test_all_problems_of_a_palette_are_named_at_once(tmp_path: Path) -> None:
    written = f"""[
  {{scheme: default, primary: red, accent: cyan, {TOGGLE % ("none", "x")}}},
  {{scheme: slate}},
  {{scheme: slate}},
]"""
    _, problems = read(tmp_path, written)
    assert [(problem.line, problem.message.split(":")[0]) for problem in problems] == [
        (8, "`theme.palette[3]`"),
        (6, "`theme.palette[1].primary`"),
        (6, "`theme.palette[1].accent`"),
        (6, "`theme.palette[1].toggle.icon`"),
        (7, "`theme.palette[2]`"),
        (8, "`theme.palette[3]`"),
    ]


@pytest.mark.parametrize(
    ("written", "schemes", "start", "choices"),
    [
        ("{primary: indigo}", ("light",), "light", []),
        ("{scheme: slate}", ("dark",), "dark", []),
        ("[{scheme: slate}, {scheme: default}]", ("dark",), "dark", []),
        (BOTH, ("light", "dark"), "", ["light", "dark"]),
        (
            f"[{{scheme: slate, {NIGHT_TOGGLE}}}, {{scheme: default, {DAY_TOGGLE}}}]",
            ("dark", "light"), "dark", ["dark", "light"],
        ),
        (
            f"[{{media: {MEDIA['dark']}, scheme: slate}}, {{media: {MEDIA['light']}}}]",
            ("dark", "light"), "", [],
        ),
        (
            f"[{{media: (prefers-color-scheme), {DAY_TOGGLE}}}, {BOTH[1:]}",
            ("light", "dark"), "", ["", "light", "dark"],
        ),
        (f"{{media: (prefers-color-scheme), {DAY_TOGGLE}}}", ("light", "dark"), "", [""]),
    ],
)  # fmt: skip
def test_the_palette_decides_the_schemes_and_the_switch(
    written: str, schemes: tuple[str, ...], start: str, choices: list[str], tmp_path: Path
) -> None:
    found, problems = read(tmp_path, written)
    assert found
    assert not problems
    assert (found.schemes, found.start) == (schemes, start)
    assert [choice.scheme for choice in found.choices] == choices


@given(HEXADECIMAL, st.sampled_from([LIGHT, DARK]), st.sampled_from([3.0, 4.5, 7.0]))
def test_the_nearest_shade_passes(colour: str, surfaces: list[str], least: float) -> None:
    found = colours.nearest(colour, surfaces, least)
    assert colours.lowest(found, surfaces) >= least
    soft = colours.blend(found, surfaces[0], surfaces, 3)
    assert colours.lowest(soft, surfaces) >= 3


@given(HEXADECIMAL)
def test_words_on_the_masthead_can_be_read_whatever_its_colour(colour: str) -> None:
    found = palette._masthead(colour, {})
    for name in ("ink", "ink-soft", "accent"):
        assert colours.contrast(found[name], found["paper"]) >= 4.5


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_the_colours_of_the_theme_pass_too(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nplugins: [briefings]\n")
    config = configuration.load(
        tmp_path / "mkdocs.yml", b"site_name: a\ntheme: material\nplugins: [briefings]\n"
    )
    for scheme in palette.theme_colours(config).values():
        surfaces = [scheme[name] for name in (*SURFACES, "marker")]
        for name in ("ink", "accent"):
            assert colours.lowest(scheme[name], surfaces) >= 4.5
        assert colours.lowest(scheme["accent-soft"], surfaces[:3]) >= 3


def test_in_the_dark_every_name_of_material_passes() -> None:
    assert min(colours.lowest(colour, DARK) for colour in LINKS["dark"].values()) >= 4.5
    assert min(colours.lowest(colour, DARK) for colour in ACCENT.values()) >= 3
    assert LINKS["light"].keys() == LINKS["dark"].keys() == PRIMARY.keys()


@pytest.fixture(scope="module")
def coloured(tmp_path_factory: pytest.TempPathFactory, serve_site: ServeSite) -> str:
    """The address of a site with a light and a dark palette and a switch."""
    return serve_site(built(tmp_path_factory.mktemp("coloured"), BOTH).site)


def built(folder: Path, written: str) -> Project:
    project = Project(folder / "project", SMALL)
    file = project.folder / "mkdocs.yml"
    theme = f"theme: {{name: material, palette: {written}}}"
    file.write_text(file.read_text("utf-8").replace("theme: material", theme), "utf-8")
    project.built("--strict")
    return project


PAGES = ("", "briefings/talks/", "explainers/geneva/", "explainers/", "search/", "404.html")


def test_axe_finds_no_barrier_in_either_scheme(browser_page: Page, coloured: str) -> None:
    found = []
    for path in PAGES:
        browser_page.goto(coloured + path)
        for scheme, width in (("light", LAPTOP), ("dark", PHONE)):
            resize(browser_page, width)
            browser_page.evaluate(
                "scheme => document.documentElement.dataset.scheme = scheme", scheme
            )
            expect_scheme(browser_page, scheme)
            found += [f"{path}, {scheme}: {said}" for said in violations(browser_page)]
    assert found == []


def test_the_switch_works_by_keyboard_and_is_remembered(browser_page: Page, coloured: str) -> None:
    browser_page.emulate_media(color_scheme="light")
    browser_page.goto(coloured)
    expect_scheme(browser_page, "light")
    browser_page.get_by_role("button", name="Go dark").press("Enter")
    expect_scheme(browser_page, "dark")
    browser_page.goto(coloured + "explainers/geneva/")
    expect_scheme(browser_page, "dark")
    browser_page.get_by_role("button", name="Go light").press("Space")
    expect_scheme(browser_page, "light")
    browser_page.reload()
    expect_scheme(browser_page, "light")


def test_before_the_first_choice_the_system_decides(
    browser_page: Page, plain_page: Page, coloured: str
) -> None:
    for page in (browser_page, plain_page):
        page.emulate_media(color_scheme="dark")
        page.goto(coloured)
    expect_scheme(browser_page, "dark")
    browser_page.get_by_role("button", name="Go light").wait_for()
    assert masthead(plain_page) == "rgb(0, 148, 133)"
    plain_page.emulate_media(color_scheme="light")
    assert masthead(plain_page) == "rgb(64, 81, 181)"
    assert not plain_page.get_by_role("button", name="Go").is_visible()


def test_the_kept_choice_shows_before_any_script_file_runs(
    browser_page: Page, coloured: str
) -> None:
    browser_page.emulate_media(color_scheme="light")
    browser_page.goto(coloured)
    browser_page.get_by_role("button", name="Go dark").click()
    browser_page.route(
        "**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    browser_page.reload()
    expect_scheme(browser_page, "dark")


def test_without_media_the_first_entry_begins(
    browser_page: Page, plain_page: Page, tmp_path: Path, serve_site: ServeSite
) -> None:
    written = f"[{{scheme: slate, {NIGHT_TOGGLE}}}, {{scheme: default, {DAY_TOGGLE}}}]"
    site = serve_site(built(tmp_path, written).site)
    for page in (browser_page, plain_page):
        page.emulate_media(color_scheme="light")
        page.goto(site)
    expect_scheme(browser_page, "dark")
    browser_page.get_by_role("button", name="Go light").click()
    expect_scheme(browser_page, "light")
    # Without scripts there is no switch, and the system decides.
    assert masthead(plain_page) == "rgb(252, 252, 250)"


def test_the_examples_of_the_documentation_pass(tmp_path: Path) -> None:
    text = (REPOSITORY / "docs/operating.md").read_text("utf-8").partition("### Colours")[2]
    settings, css = (
        re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)[0] for kind in ("yaml", "css")
    )
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"site_name: a\nplugins: [briefings]\n{settings}")
    found, problems = palette.read(configuration.load(file, file.read_bytes()), "mkdocs.yml")
    assert found
    assert not problems
    for scheme in ("default", "slate"):
        written = f"{{scheme: {scheme}, primary: custom, accent: custom}}"
        assert not read(tmp_path, written, css)[1]


def masthead(page: Page) -> str:
    css = "getComputedStyle(document.querySelector('.masthead')).backgroundColor"
    return str(page.evaluate(css))


@pytest.mark.parametrize(("scheme", "shown"), [("default", "light"), ("slate", "dark")])
def test_a_site_with_one_scheme_has_only_that(
    scheme: str, shown: str, browser_page: Page, tmp_path: Path, serve_site: ServeSite
) -> None:
    site = serve_site(built(tmp_path, f"{{scheme: {scheme}, primary: black}}").site)
    for system in ("light", "dark"):
        browser_page.emulate_media(color_scheme=system)
        browser_page.goto(site)
        browser_page.evaluate("system => localStorage.setItem('scheme', system)", system)
        browser_page.reload()
        expect_scheme(browser_page, shown)
    assert browser_page.locator("[data-scheme-switch]").count() == 0
    assert browser_page.locator("meta[name=theme-color]").get_attribute("content") == "#14151a"
