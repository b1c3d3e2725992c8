"""The wheel: it builds a site anywhere, and contains the theme and the documentation."""

import ast
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import Page, expect

from tests.browser_pages import COLOURS, violations
from tests.catalogues import PROGRAM, SHOWN, english, found_words
from tests.conftest import ServeSite
from tests.project import REPOSITORY, HtmlPage, broken_links, environment, tree

SETTINGS = """\
site_name: My briefings
docs_dir: content
theme:
  name: material
plugins:
  - briefings
"""
ARTICLE = """\
---
title: Envoys meet
published: 2020-05-04
---

Envoys met in Geneva on Monday to speak about the river crossings.
"""
EXPLAINER = """\
---
title: Geneva
kind: place
summary: A Swiss city in which envoys meet.
---

A city on a lake.
"""


@dataclass(frozen=True)
class Installed:
    """An environment outside of the repository with the wheel in it."""

    folder: Path
    names: frozenset[str]

    def run(self, program: str, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.folder / "bin" / program, *arguments],
            cwd=cwd, env=environment(PYTHONPATH=""), capture_output=True, text=True, check=False,
        )  # fmt: skip


def build(target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    wheel = build("wheel", folder / "dist")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv/bin/python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    # Dependencies come from the environment of the tests. Python does not follow the .pth files
    # that it finds there, so the checkout is not visible.
    (site_packages,) = (folder / "venv/lib").glob("python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    with zipfile.ZipFile(wheel) as archive:
        return Installed(folder / "venv", frozenset(archive.namelist()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in {
        "mkdocs.yml": SETTINGS,
        "content/articles/talks.md": ARTICLE,
        "content/explainers/geneva.md": EXPLAINER,
    }.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


@dataclass(frozen=True)
class Begun:
    """A site that `briefings init` has begun, built and served."""

    language: str
    content: str
    address: str


# What a page of the example says in each language: its day, and a word that the search finds.
SAID = {
    "en": ("ltr", "10 December 2018", "declaration"),
    "de": ("ltr", "10. Dezember 2018", "Erklärung"),
    "ar": ("rtl", "10 ديسمبر 2018", "الإعلان"),
}
PAGES = {
    "home": "",
    "briefing": "briefings/example-declaration/",
    "explainer": "explainers/example-declaration/",
    "briefings": "briefings/",
    "timeline": "timeline/",
    "search": "search/",
    "not found": "404.html",
    "own page": "pages/example-about/",
}


# Unfolds what is folded, and returns the words that are shown or read aloud.
SHOW_ALL = """([program, names]) => {
    for (const link of document.links) if (RegExp(program).test(link.href)) link.textContent = "";
    for (const data of document.querySelectorAll("pre, code")) data.textContent = "";
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const read = names.flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)));
    return [document.title, document.body.innerText, ...read].join("\\n");
}"""


@pytest.fixture(scope="module", params=SAID)
def begun(
    request: pytest.FixtureRequest,
    installed: Installed,
    tmp_path_factory: pytest.TempPathFactory,
    serve_site: ServeSite,
) -> Begun:
    folder, language = tmp_path_factory.mktemp("empty"), str(request.param)
    options = {"--language": language, "--name": "Hafen", "--outlet": "Pier"}
    flags = [part for option in options.items() for part in option]
    begun = installed.run("briefings", "init", "new", *flags, cwd=folder)
    assert begun.returncode == 0, begun.stderr
    built = installed.run("briefings", "build", "--strict", cwd=folder / "new/content")
    assert built.returncode == 0, built.stderr
    files = [path for path in (folder / "new/content").rglob("*") if path.is_file()]
    content = " ".join(path.read_text(encoding="utf-8") for path in files)
    return Begun(language, content, serve_site(folder / "new/build/site"))


@pytest.mark.parametrize("name", PAGES)
def test_a_new_site_speaks_its_language(name: str, begun: Begun, browser_page: Page) -> None:
    direction, day, word = SAID[begun.language]
    browser_page.set_viewport_size({"width": 360, "height": 640})
    browser_page.goto(begun.address + PAGES[name] + (f"?q={word}" if name == "search" else ""))
    if name == "search":
        expect(browser_page.locator("main ol h3").first).to_be_visible()
    html = browser_page.locator("html")
    expect(html).to_have_attribute("lang", begun.language)
    expect(html).to_have_css("direction", direction)
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360
    # Colours are those of each site; here are words of another language, and another direction.
    colours = () if begun.language == "en" else COLOURS
    assert violations(browser_page, *colours, without=True) == []

    shown = browser_page.evaluate(SHOW_ALL, [PROGRAM.pattern, SHOWN])
    assert day in shown or name in {"timeline", "not found", "own page"}
    if begun.language != "en":
        unknown = english(begun.language, begun.content)
        assert {"Published", "Captured", "Search"} <= unknown
        assert found_words(shown) & unknown == set()


def test_six_lines_and_two_files_make_a_site(installed: Installed, folder: Path) -> None:
    assert len(SETTINGS.splitlines()) == 6
    where = installed.run("python", "-c", "import briefings; print(briefings.__file__)", cwd=folder)
    assert where.stdout.startswith(str(installed.folder))
    done = installed.run("briefings", "build", cwd=folder)
    assert done.returncode == 0, done.stderr

    site = folder / "build/site"
    briefing = HtmlPage(site, "briefings/talks/index.html")
    assert briefing.leads_to("/explainers/geneva/")
    assert not broken_links(site)
    theme = REPOSITORY / "theme_overrides/assets"
    assert (site / "assets/stylesheets/site.css").stat().st_size > 10_000
    for font in theme.rglob("*.woff2"):
        copy = site / "assets" / font.relative_to(theme)
        assert copy.read_bytes() == font.read_bytes()
    assert "data-search-group" in HtmlPage(site, "search/index.html").text
    assert (site / "pagefind/bundles.json").is_file()
    sections = ["Home", "Briefings", "Timeline", "Explainers"]
    links = re.findall(r">(\w+)</a></li>", briefing.text.partition("</header>")[0])
    assert links == sections

    before = tree(site)
    done = installed.run("python", "-m", "mkdocs", "build", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "1 warning of the last build remains" in done.stderr  # the outlet is unknown
    assert tree(site) == before


def test_the_command_needs_no_docs_dir(installed: Installed, folder: Path) -> None:
    (folder / "mkdocs.yml").write_text(SETTINGS.replace("docs_dir: content\n", ""))
    done = installed.run("briefings", "build", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "build/site/briefings/talks/index.html").is_file()


def test_the_documentation_is_installed(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("briefings", "help", "editing", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "once_per" in done.stdout


def test_the_wheel_holds_the_theme_and_the_documentation_and_no_tests(installed: Installed) -> None:
    theme = REPOSITORY / "theme_overrides"
    wanted = {f"briefings/theme/{p.relative_to(theme)}" for p in theme.rglob("*") if p.is_file()}
    wanted |= {"briefings/CHANGELOG.md"}
    wanted |= {f"briefings/docs/{p.name}" for p in (REPOSITORY / "docs").glob("*.md")}
    package = REPOSITORY / "generator"
    starter = (package / "briefings/starter").rglob("*")
    wanted |= {path.relative_to(package).as_posix() for path in starter if path.is_file()}
    assert "briefings/starter/files/.vscode/settings.json" in wanted
    assert wanted < installed.names
    tops = {name.partition("/")[0] for name in installed.names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"briefings"}


def test_the_source_distribution_builds_the_same_wheel_and_holds_no_tests(
    installed: Installed, tmp_path: Path
) -> None:
    source = build("sdist", tmp_path / "dist")
    with tarfile.open(source) as archive:
        names = archive.getnames()
        archive.extractall(tmp_path / "source", filter="data")
    assert not [name for name in names if re.match(r"[^/]+/(tests|content)/", name)]
    (unpacked,) = (tmp_path / "source").iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=unpacked, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as built:
        assert set(built.namelist()) == installed.names
    # A release is reproducible: the same bytes, in another folder and at another time.
    assert wheel.read_bytes() == build("wheel", tmp_path / "again").read_bytes()


def imported(folder: Path) -> set[str]:
    """Return the top-level names that modules of a folder import."""
    nodes = [n for f in folder.rglob("*.py") for n in ast.walk(ast.parse(f.read_text("utf-8")))]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module and not n.level]
    return {name.partition(".")[0] for name in names}


def test_everything_imported_is_declared() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["cluster"], *extras["pdf"]]
    requirements = [Requirement(text) for text in wanted]
    declared: set[str] = {canonicalize_name(r.name) for r in requirements}
    declared |= {extra for r in requirements for extra in r.extras}  # dask[distributed]
    providers = packages_distributions()
    foreign = imported(REPOSITORY / "generator") - sys.stdlib_module_names - {"briefings"}
    undeclared = {
        name
        for name in foreign
        if not declared.intersection(map(canonicalize_name, providers.get(name, [name])))
    }
    assert not undeclared
    assert {"mkdocs", "mkdocs-material", "pyyaml", "python-frontmatter"} <= declared
