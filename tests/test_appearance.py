"""The owner's face: what settings of MkDocs and Material change on every page."""

from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from briefings.mkdocs_plugin.appearance import IGNORED, PLUGINS
from tests.project import REPOSITORY, SMALL, Project, tree

SETTINGS = """
copyright: © 2026 Face
repo_url: https://git.example/press/site
edit_uri: edit/trunk/texts/
extra_css: [assets/own.css]
extra_javascript: [assets/own.js, {path: assets/late.js, defer: true}]
extra:
  social:
    - {icon: fontawesome/brands/mastodon, link: "https://social.example/@face"}
    - {icon: material/email, link: "mailto:face@example.org", name: Mail}
nav:
  - Start: index.md
  - More:
    - Deeper:
      - Subjects: topics/index.md
      - The paper: https://paper.example/
    - explainers/index.md
  - Shop: https://shop.example/
"""
PAGES = ("index.html", "404.html", "explainers/geneva/index.html")
ANNOUNCED = """\
{% extends "theme/main.html" %}
{% block announce %}We move on <a href="https://example.org/">Monday</a>.{% endblock %}
"""


def site(folder: Path, theme: str, settings: str = "") -> Project:
    project = Project(folder / "project", SMALL)
    project.override("main.html", ANNOUNCED)
    for name in ("logo.svg", "own.css", "own.js", "late.js"):
        project.override(f"assets/{name}", "")
    file = project.folder / "mkdocs.yml"
    text = file.read_text("utf-8").replace("custom_dir: own", f"custom_dir: own, {theme}")
    file.write_text(text + settings, "utf-8")
    return project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    theme = "logo: assets/logo.svg, favicon: assets/logo.svg"
    project = site(tmp_path_factory.mktemp("face"), theme, SETTINGS)
    project.built("--strict")
    return project


def html(project: Project, path: str) -> HtmlElement:
    return document_fromstring((project.site / path).read_text("utf-8"))


def links(page: HtmlElement, part: str) -> list[tuple[str, str]]:
    """Return text and address of the links in a part of a page, addresses without the way there."""
    (found,) = page.find_class(part)
    return [(a.text_content().strip(), a.get("href", "").lstrip("./")) for a in found.iter("a")]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_the_owner_s_face(project: Project, path: str) -> None:
    page = html(project, path)
    (name,) = page.find_class("masthead__name")
    (logo,) = name.iter("img")
    assert logo.get("src", "").lstrip("./") == "assets/logo.svg"
    assert logo.get("alt") == ""  # the name of the site stands beside it
    icons = [link.get("href", "") for link in page.iter("link") if link.get("rel") == "icon"]
    assert [icon.lstrip("./") for icon in icons] == ["assets/logo.svg"]
    styles = [link.get("href", "") for link in page.iter("link") if link.get("rel") == "stylesheet"]
    names = [style.rpartition("/")[2] for style in styles]
    assert (names[0], names[-1]) == (
        "site.css",
        "own.css",
    )  # a kind of page may have its own between
    scripts = [
        (s.get("src", "").rpartition("/")[2], "defer" in s.attrib) for s in page.iter("script")
    ]
    assert scripts[-2:] == [("own.js", False), ("late.js", True)]
    (announcement,) = page.find_class("announcement")
    assert announcement.text_content() == "We move on Monday."
    (foot,) = page.find_class("colophon")
    assert "© 2026 Face" in foot.text_content()


@pytest.mark.parametrize("path", PAGES)
def test_the_navigation_has_groups_and_outside_addresses(project: Project, path: str) -> None:
    page = html(project, path)
    everything = [
        ("Start", ""), ("Subjects", "topics/"), ("The paper", "https://paper.example/"),
        ("Explainers", "explainers/"), ("Shop", "https://shop.example/"),
    ]  # fmt: skip
    accounts = [
        ("social.example", "https://social.example/@face"), ("Mail", "mailto:face@example.org"),
    ]  # fmt: skip
    assert links(page, "tabs") == [
        ("Start", ""), ("More", "topics/"), ("Shop", "https://shop.example/"),
    ]  # fmt: skip
    assert links(page, "drawer")[:5] == everything
    assert links(page, "colophon")[:7] == [*everything, *accounts]
    assert len([svg for a in page.find_class("social") for svg in a.iter("svg")]) == 2


def test_an_explainer_leads_to_its_file(project: Project) -> None:
    links = [a for a in html(project, PAGES[2]).iter("a") if a.get("rel") == "edit"]
    assert [(a.text_content(), a.get("href")) for a in links] == [
        (
            "Improve this explainer",
            "https://git.example/press/site/edit/trunk/texts/explainers/geneva.md",
        )
    ]


def test_without_an_edit_address_the_content_folder_of_the_repository_is_taken(
    tmp_path: Path,
) -> None:
    project = site(
        tmp_path, "icon: {logo: material/newspaper}", "repo_url: https://github.com/a/b\n"
    )
    project.built("--strict")
    text = (project.site / PAGES[2]).read_text("utf-8")
    assert "https://github.com/a/b/edit/master/content/explainers/geneva.md" in text
    (logo,) = html(project, PAGES[2]).find_class("masthead__logo")
    assert [*logo.iter("svg")]


def test_settings_without_effect_are_named_in_one_warning(tmp_path: Path) -> None:
    project = site(
        tmp_path,
        "logo: assets/none.png, font: {text: Lato}, features: [toc.follow], icon: {repo: x/y}",
        "exclude_docs: explainers/*\nextra_css: [none.css, 'https://a.example/b.css']\n"
        "extra_javascript: [{path: none.js, type: module}]\n"
        "extra: {analytics: {provider: google}, status: {new: New}, "
        "social: [{icon: x/y, link: 'https://a.example/'}]}\n",
    )
    said = project.built().stderr
    (warning,) = (line for line in said.splitlines() if "no effect" in line)
    for name in (
        "theme.font", "theme.features", "extra.analytics", "theme.logo (there is no file",
        "theme.icon.repo (override", "extra.status", "extra_css (there is no file none.css",
        "extra_javascript (there is no file none.js", "exclude_docs (write draft: true",
        "extra.social, https://a.example/ (there is no icon x/y",
    ):  # fmt: skip
        assert name in warning
    assert (project.site / "explainers/geneva/index.html").is_file()
    assert project.briefings("build", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("extra: {social: mastodon}", "`extra.social` is not a list. Write each entry as"),
        ("extra: {social: {icon: a}}", "`extra.social` is not a list. Begin each entry with `- `"),
        ("extra: {social: [a]}", "`extra.social[1]` is “a”, and must have keys with values."),
        ("extra: {social: [{icon: a/b}]}", "`extra.social[1].link` is missing."),
        ("extra: {alternate: [{name: B, lang: b}]}", "`extra.alternate[1].link` is missing."),
        ("extra: {analytics: google}", "`extra.analytics` is “google”, and must have keys"),
        ("extra: {consent: true}", "`extra.consent` is “True”, and must have keys"),
        ("theme: {name: material, logo: 3}", "`theme.logo` is not valid"),
        ("theme: {name: material, favicon: [a]}", "`theme.favicon` is not valid"),
        ("theme: {name: material, icon: a}", "`theme.icon` is “a”, and must have keys"),
        ("theme: {name: material, font: Lato}", "`theme.font` is not valid: write `false`, or"),
        ("theme: {name: material, palette: teal}", "`theme.palette` is “teal”, and must have keys"),
    ],
)  # fmt: skip
def test_a_setting_of_another_form_is_a_problem_with_its_line(
    settings: str, said: str, small: Project
) -> None:
    file = small.folder / "mkdocs.yml"
    kept = [line for line in file.read_text("utf-8").splitlines() if "material" not in line]
    theme = "theme: {name: material}" if settings.startswith("extra") else ""
    file.write_text("\n".join([*kept, theme, settings]), "utf-8")
    done = small.briefings("check")
    assert done.exit_code == 1
    (problem,) = (line for line in done.stderr.splitlines() if line.startswith("error "))
    assert f"mkdocs.yml:{len(kept) + 2}: " in problem
    assert said in problem


def test_a_setting_of_another_form_ends_a_build_of_mkdocs_with_its_problem(small: Project) -> None:
    small.configure("extra: {social: [a], consent: [b]}\n")
    done = small.run("mkdocs", "build")
    assert done.returncode == 1
    assert "`extra.social[1]` is “a”" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_documentation_names_every_setting_and_plugin_without_effect() -> None:
    text = (REPOSITORY / "docs/operating.md").read_text("utf-8")
    assert not [name for name in (*IGNORED, *PLUGINS) if f"`{name}`" not in text]


def test_plugins_of_material_change_nothing(small: Project, small_site: Project) -> None:
    named = [name for name in PLUGINS if name not in ("group", "social")]
    plugins = "\n".join(f"  - {name}" for name in [*named, "briefings"])
    file = small.folder / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("  - briefings", plugins), "utf-8")
    said = small.built().stderr
    (warning,) = (line for line in said.splitlines() if "no effect" in line)
    assert not [name for name in named if f"plugins.{name} (" not in warning]
    assert tree(small.site) == tree(small_site.site)
    done = small.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    assert "no effect" in done.stderr


@pytest.mark.parametrize(("settings", "stays"), [("", True), ("extra: {generator: false}", False)])
def test_the_line_that_names_the_generator_can_be_removed(
    settings: str, stays: bool, small: Project
) -> None:
    small.configure(settings)
    small.built("--strict")
    assert ("Material for MkDocs" in (small.site / "index.html").read_text("utf-8")) == stays


@pytest.mark.parametrize(
    ("validation", "warns"), [("{}", True), ("{nav: {not_found: ignore}}", False)]
)
def test_validation_decides_what_mkdocs_warns_of(
    validation: str, warns: bool, small: Project
) -> None:
    small.configure(f"validation: {validation}\nnav: [index.md, none.md]\n")
    assert ("none.md" in small.built().stderr) == warns


def test_a_hook_that_fails_is_named_with_its_line(small: Project) -> None:
    hook = "def on_post_page(output, **_):\n    return output / 2\n"
    (small.folder / "hook.py").write_text(hook, "utf-8")
    small.configure("hooks: [hook.py]\n")
    done = small.run("briefings", "build")
    assert done.returncode == 1
    assert "hook.py:2: This hook has failed: TypeError: unsupported" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_template_that_extends_one_of_material_is_told_what_to_extend(tmp_path: Path) -> None:
    project = site(tmp_path, "logo: assets/logo.svg")
    project.override("main.html", '{% extends "base.html" %}')
    assert '{% extends "theme/main.html" %} in yours' in project.briefings("build").stderr


def test_a_hook_changes_every_page(small: Project) -> None:
    hook = "def on_post_page(output, **_):\n    return output.replace('</body>', 'Hooked</body>')\n"
    (small.folder / "hook.py").write_text(hook, "utf-8")
    small.configure("hooks: [hook.py]\n")
    small.built("--strict")
    for path in PAGES:
        assert ("Hooked" in (small.site / path).read_text("utf-8")) == (path != "404.html")
