"""Pages of the site's owner: about, method, imprint."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from briefings.model.content import Content, SourceFile
from briefings.site.compile import compile
from briefings.views.own_page import OwnPageView
from tests.export_site import HERE, compiled
from tests.project import FERRY, SMALL, Project
from tests.views import view

ABOUT = """\
---
title: About us
in: nav
summary: Who makes this site.
---

We write about Geneva. See the [imprint](imprint.md) and [Geneva](../explainers/geneva.md).

## Method

We read captures twice.
"""
IMPRINT = "---\ntitle: Imprint\n---\n\nExample Press, Long Street 1.\n"
HOME = "---\ntitle: What this is\n---\n\nBriefings on [Geneva](explainers/geneva.md).\n"
FILES = {**SMALL, "pages/about.md": ABOUT, "pages/imprint.md": IMPRINT, "index.md": HOME}


def said(files: Mapping[str, str], code: str) -> list[tuple[str, int, str, str]]:
    problems = compiled({**SMALL, **files}).problems
    return [(p.file, p.line, p.message, p.hint) for p in problems if p.code == code]


# -------------------------------------------------------------------------------- content


def test_a_page_shows_the_words_of_the_owner_without_links_at_names() -> None:
    site = compiled(FILES)
    assert site.problems == ()
    found = {page.uri: page.text for page in site.pages}
    assert found["pages/about.md"] == (
        "---\ntitle: About us\nsummary: Who makes this site.\n---\n\n# About us\n\n"
        + ABOUT.partition("---\n\n")[2]
    )
    shown = view(site, "pages/about.md", OwnPageView)
    assert (shown.place, shown.head.title, shown.head.description) == (
        "nav", "About us", "Who makes this site.",
    )  # fmt: skip
    assert view(site, "pages/imprint.md", OwnPageView).place == "footer"


def test_a_page_is_in_the_search_and_the_sitemap() -> None:
    site = compiled(FILES)
    record = next(record for record in site.records if record.kind == "page")
    assert record.address == "pages/about/"
    assert [(text.level, text.text) for text in record.text][-2:] == [
        (2, "Method"), (0, "We read captures twice."),
    ]  # fmt: skip
    exports = {page.uri: page.text for page in site.exports}
    assert "/pages/imprint/</loc>" in exports["sitemap.xml"]


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ("in: nav\n", "missing-key", 1, "The key `title` is missing."),
        ("title: A\nsumary: B\n", "unknown-key", 3, "The key `sumary` is not known."),
        (
            "title: A\nin: header\n", "bad-value", 3,
            "`in` is not valid: it must be 'footer' or 'nav' (it is “header”).",
        ),
        ("title: A\nredirect_from: [Old Name]\n", "bad-value", 3, None),
    ],
)  # fmt: skip
def test_wrong_front_matter_is_an_error_with_its_line(
    text: str, code: str, line: int, message: str | None
) -> None:
    (found,) = said({"pages/a.md": f"---\n{text}---\n\nWords.\n"}, code)
    assert found[:2] == ("pages/a.md", line)
    assert message in (None, found[2])


def test_links_are_checked_like_those_of_explainers() -> None:
    body = "\n[x](imprnt.md) and\n[y](nowhere-at-all.md)\n"
    assert said({"pages/imprint.md": IMPRINT + body}, "broken-link") == [
        ("pages/imprint.md", 7, "“imprnt.md” leads to no page.", "Did you mean imprint.md?"),
        (
            "pages/imprint.md", 8, "“nowhere-at-all.md” leads to no page.",
            "Write the address of a page as other-page.md or ../explainers/an-explainer.md.",
        ),
    ]  # fmt: skip
    (unsafe,) = said({"pages/a.md": f"{IMPRINT}\n[x](javascript:alert)\n"}, "unsafe-link")
    assert unsafe[1] == 7


def test_a_renamed_page_is_found_at_its_former_address_and_by_links_to_it() -> None:
    renamed = IMPRINT.replace("---\n\n", "redirect_from: [legal]\n---\n\n") + "\n## A\n"
    linking = IMPRINT.replace("Imprint", "Contact") + "\nSee the [imprint](legal.md#a).\n"
    files = {**SMALL, "pages/imprint.md": renamed, "pages/contact.md": linking}
    site = compiled(files)
    assert [(p.code, p.file, p.line) for p in site.problems] == [
        ("moved-link", "pages/contact.md", 7)
    ]
    assert any(page.uri == "pages/legal/index.html" for page in site.exports)
    assert "](imprint.md#section-a)" in next(
        p.text for p in site.pages if p.uri == "pages/contact.md"
    )


def test_a_draft_is_in_the_preview_only() -> None:
    draft = IMPRINT.replace("---\n\n", "draft: true\n---\n\n")
    files = {**SMALL, "pages/imprint.md": draft, "pages/a.md": f"{IMPRINT}\n[x](imprint.md)\n"}
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    published = compile(content, HERE)
    assert "pages/imprint.md" not in published.addresses
    assert [p.message for p in published.problems] == ["“imprint.md” leads to a draft."]
    preview = compile(Content(content.files, with_drafts=True), HERE)
    assert view(preview, "pages/imprint.md", OwnPageView).head.is_draft


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("about.md", "pages/"),
        ("introduction.md", "index.md"),
        ("explainers/map.gif", ".svg, .png, .jpg, .webp or .avif"),
        ("photo.HEIC", ".svg, .png, .jpg, .webp or .avif"),
        ("report.pdf", "articles/"),
        ("pages/report.pdf", "custom_dir"),
        ("pages/about.yml", "outlets/"),
        ("pages/about.txt", "articles/"),
        ("pages/about.odt", "Files in pages/ end in .md."),
        ("robots.txt", "custom_dir"),
        ("old/notes", "articles/, explainers/, outlets/, pages/ or dossiers/"),
    ],
)
def test_a_file_that_is_not_read_gets_fitting_advice(path: str, advice: str) -> None:
    ((file, _, _, hint),) = said({path: "x"}, "not-read")
    assert file == path
    assert advice in hint


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("pages/con.md", "con"), ("articles/AUX.txt", "aux"), ("explainers/lpt1/a.md", "lpt1"),
        ("outlets/com9.yml", "com9"), ("pages/contact.md", ""), ("pages/com10.md", ""),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_on_windows_gets_a_warning(path: str, name: str) -> None:
    found = said({path: "x"}, "file-name")
    assert [(file, name in message) for file, _, message, _ in found] == [(path, True)] * bool(name)


# ---------------------------------------------------------------------- words on the home page

HELLO = "We write about [Geneva](explainers/geneva.md).\n\n### How\n\nWith care.\n"


@pytest.mark.parametrize(
    ("header", "heading"),
    [("", ""), ("---\ntitle: Welcome *you*\n---\n\n", "## Welcome \\*you\\*")],
)
def test_the_home_page_begins_with_the_words_of_the_owner(header: str, heading: str) -> None:
    site = compiled({**SMALL, "index.md": header + HELLO})
    assert site.problems == ()
    (home,) = (page.text for page in site.pages if page.uri == "index.md")
    before, _, after = home.partition(HELLO)
    assert before.endswith(f"What it is.\n\n{heading}".rstrip() + "\n\n")
    assert after.startswith("\n## Latest briefings")
    assert site.internal_links["index.md"] == ("explainers/geneva.md",)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\nname: A\n---\n\nWords.\n", "unknown-key", 2),
        ("---\ntitle: A\nWords.\n", "open-front-matter", 1),
        ("---\ntitle: A\n---\n", "unwritten", 0),
        ("\n", "unwritten", 0),
        ("Words and\n[more](explainers/genva.md).\n", "broken-link", 2),
        ("---\ntitle: A\n---\n\n[x](javascript:alert)\n", "unsafe-link", 5),
    ],
)
def test_wrong_words_on_the_home_page_are_a_problem_with_its_line(
    text: str, code: str, line: int
) -> None:
    assert [found[:2] for found in said({"index.md": text}, code)] == [("index.md", line)]


# ------------------------------------------------------------------------- rendered pages


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("own") / "project", FILES)
    project.built("--strict")
    return project


def html(project: Project, path: str) -> HtmlElement:
    return document_fromstring((project.site / path).read_text("utf-8"))


def links(project: Project, path: str, part: str) -> list[str]:
    """Return the texts of links that lead to pages of the owner, in a part of a page."""
    (found,) = html(project, path).find_class(part)
    return [a.text_content() for a in found.iter("a") if "pages/" in a.get("href", "")]


PAGES = (
    "index.html", "404.html", "briefings/talks/index.html", "explainers/index.html",
    "pages/about/index.html",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_links_to_the_pages_of_the_owner(project: Project, path: str) -> None:
    assert links(project, path, "masthead") == ["About us"]
    assert links(project, path, "drawer") == ["About us"]
    assert links(project, path, "colophon") == ["About us", "Imprint"]


def test_a_page_is_rendered_with_its_contents(project: Project) -> None:
    page = html(project, "pages/about/index.html")
    assert [h.get("id") for h in page.iter("h1", "h2")] == ["about-us", "section-method"]
    (contents,), (prose,) = page.find_class("contents"), page.find_class("prose")
    assert [a.get("href") for a in contents.iter("a")] == ["#section-method"]
    assert [a.get("href") for p in prose.iter("p") for a in p.iter("a")] == [
        "../imprint/", "../../explainers/geneva/",
    ]  # fmt: skip
    (header,) = page.find_class("masthead")
    (current,) = (a for a in header.iter("a") if a.get("aria-current"))
    assert current.text_content() == "About us"


def test_the_words_on_the_home_page_are_above_the_lists(project: Project) -> None:
    page = html(project, "index.html")
    (words,) = page.find_class("introduction")
    assert [h.get("id") for h in page.iter("h2")] == [
        "section-what-this-is", "latest-briefings", "most-mentioned",
    ]  # fmt: skip
    assert [a.get("href") for p in words.iter("p") for a in p.iter("a")] == ["explainers/geneva/"]


def numbers(project: Project) -> dict[str, int]:
    return {str(p): p.stat().st_ino for p in project.site.rglob("index.html")}


def test_an_edit_renders_one_page_and_a_new_title_all(project: Project) -> None:
    before = numbers(project)
    project.write("pages/imprint.md", IMPRINT.replace("Street 1", "Street 2"))
    project.built("--strict")
    after = numbers(project)
    changed = {Path(path).parent.name for path in after if after[path] != before[path]}
    assert changed == {"imprint"}
    project.write("pages/imprint.md", IMPRINT.replace("Imprint", "Legal notice"))
    project.built("--strict")
    renamed = numbers(project)
    # The address of a topic without a page is a redirect, which has no links to other pages.
    kept = {Path(path).parent.name for path in renamed if renamed[path] == after[path]}
    assert kept == {"crossings"}
    for path in PAGES:
        assert links(project, path, "colophon") == ["About us", "Legal notice"]
    project.write("pages/imprint.md", IMPRINT)
    project.built("--strict")


def test_the_navigation_of_the_settings_wins(project: Project) -> None:
    settings = project.folder / "mkdocs.yml"
    before = settings.read_text("utf-8")
    project.configure("nav:\n  - index.md\n  - Who we are: pages/about.md\n  - pages/imprint.md\n")
    project.built("--strict")
    for path in ("index.html", "404.html"):
        assert links(project, path, "masthead") == ["Who we are", "Imprint"]
        assert links(project, path, "colophon") == ["Who we are", "Imprint"]
    settings.write_text(before, "utf-8")


def test_a_draft_in_the_navigation_has_no_link_and_a_missing_page_a_warning(
    project: Project,
) -> None:
    settings = project.folder / "mkdocs.yml"
    before = settings.read_text("utf-8")
    project.write("pages/imprint.md", IMPRINT.replace("---\n", "---\ndraft: true\n", 1))
    project.configure("nav:\n  - index.md\n  - Legal: [pages/imprint.md, pages/about.md]\n")
    project.built()
    for path in ("index.html", "404.html"):
        assert links(project, path, "colophon") == ["About us"]
        assert "imprint" not in (project.site / path).read_text("utf-8")
    project.write("pages/imprint.md", IMPRINT)
    settings.write_text(before, "utf-8")
    project.configure("nav:\n  - index.md\n  - Team: pages/team.md\n")
    done = project.run("briefings", "build", "--strict")
    assert done.returncode == 1
    assert "`nav` names pages/team.md, but there is no such file." in " ".join(done.stderr.split())
    settings.write_text(before, "utf-8")
    project.built("--strict")


def tabs(project: Project) -> list[str]:
    (found,) = html(project, "briefings/ferry/index.html").find_class("tabs")
    return [a.text_content() for a in found.iter("a")]


def test_one_outlet_and_topics_without_a_page_have_no_entry(project: Project) -> None:
    always = ["Home", "Briefings", "Timeline", "Explainers"]
    assert tabs(project) == [*always, "About us"]
    project.write("outlets/post.yml", "name: The Post\nhome: https://www.post.example/\n")
    project.write("articles/ferry.md", FERRY.replace("wire", "post\ntags: [crossings]"))
    project.built("--strict")
    assert tabs(project) == [*always, "Topics", "Outlets", "About us"]
    rows = [li.text_content().split() for li in html(project, "outlets/index.html").iter("li")]
    assert ["The", "Post", "post.example", "1"] in rows
    project.write("articles/ferry.md", FERRY)
    project.built()
    assert tabs(project) == [*always, "About us"]
    settings = project.folder / "mkdocs.yml"
    before = settings.read_text("utf-8")
    project.configure("nav:\n  - Home: index.md\n  - Wires: outlets/index.md\n")
    project.built()
    assert tabs(project) == ["Home", "Wires", "About us"]
    settings.write_text(before, "utf-8")
    (project.content / "outlets/post.yml").unlink()
    project.built("--strict")


def test_mkdocs_builds_the_same_pages(project: Project) -> None:
    project.built("--strict")
    pages = {path: (project.site / path).read_bytes() for path in PAGES}
    done = project.run("mkdocs", "build", "--quiet", "--site-dir", "other")
    assert done.returncode == 0, done.stderr
    for path, data in pages.items():
        assert (project.folder / "other" / path).read_bytes() == data, path
