"""A site with logo, imprint, draft, palette, font and consent together, in a real browser."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import SCHEMES, expect_scheme, violations
from tests.conftest import ServeSite
from tests.project import GENEVA, REPOSITORY, SMALL, Project

LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/></svg>
"""
IMPRINT = """\
---
title: Imprint
---

Face Press, Example Street 1. [Write to us](mailto:face@example.org).
"""
SETTINGS = """
copyright: © 2026 Face Press
extra:
  consent: {title: Videos, description: From another site., cookies: {videos: Videos}}
  social:
    - {icon: fontawesome/brands/mastodon, link: "https://social.example/@face"}
"""
THEME = """
  name: material
  language: %s
  custom_dir: own
  logo: assets/logo.svg
  font:
    text: Face
    files: [{family: Face, file: assets/face.woff2, weight: 400 700}]
  palette:
    - media: "(prefers-color-scheme: light)"
      primary: deep purple
      accent: red
      toggle: {icon: material/weather-sunny, name: Dark}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: amber
      accent: cyan
      toggle: {icon: material/weather-night, name: Light}
"""
PAGES = (
    "",
    "briefings/talks/",
    "explainers/geneva/",
    "pages/imprint/",
    "timeline/",
    "search/",
    "404.html",
)
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SECRET = "Nobody reads this yet"


def faced(folder: Path, language: str) -> Project:
    project = Project(folder / "project", SMALL)
    project.write("pages/imprint.md", IMPRINT)
    draft = GENEVA.replace("title: Geneva", f"title: {SECRET}\ndraft: true")
    project.write("explainers/secret.md", draft)
    project.override("assets/logo.svg", LOGO)
    font = REPOSITORY / "theme_overrides/assets/fonts/briefing-serif/latin-normal.woff2"
    shutil.copy(font, project.folder / "own/assets/face.woff2")
    file = project.folder / "mkdocs.yml"
    theme = f"theme:{THEME % language}"
    text = file.read_text("utf-8").replace("theme: {name: material, custom_dir: own}", theme)
    file.write_text(text + SETTINGS, "utf-8")
    project.built("--strict")
    return project


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_site_with_all_of_it_has_no_barrier_and_fits_on_a_phone(
    language: str, tmp_path: Path, browser_page: Page, serve_site: ServeSite
) -> None:
    project = faced(tmp_path, language)
    site = serve_site(project.site)
    found: list[str] = []
    for path in PAGES:
        browser_page.goto(site + path)
        expect(browser_page.locator(".masthead__logo")).to_be_visible()
        expect(browser_page.get_by_role("contentinfo").get_by_text("Imprint")).to_be_visible()
        for scheme in SCHEMES:
            browser_page.emulate_media(color_scheme=scheme)
            browser_page.evaluate(
                "scheme => document.documentElement.dataset.scheme = scheme", scheme
            )
            expect_scheme(browser_page, scheme)
            for width in (360, 1280):
                browser_page.set_viewport_size({"width": width, "height": 800})
                if browser_page.evaluate(WIDE):
                    found.append(f"{path} is wider than {width} px")
            found += [f"{path}, {scheme}: {problem}" for problem in violations(browser_page)]
    assert found == []
    text = "".join(file.read_text("utf-8") for file in project.site.rglob("*.[hjx][tsm]*"))
    assert SECRET not in text


def test_a_site_without_these_settings_has_nothing_of_them(small_site: Project) -> None:
    files = [*small_site.site.rglob("*.html"), small_site.site / "assets/stylesheets/site.css"]
    text = "".join(file.read_text("utf-8") for file in files)
    assert not [
        word
        for word in ("data-order", "The palette", "consent", "The fonts of this")
        if word in text
    ]
