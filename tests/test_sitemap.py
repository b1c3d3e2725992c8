"""The sitemap, with the day of each page's last change, and robots.txt, which names it."""

from datetime import date
from pathlib import Path

import pytest

from briefings.model.content import Settings
from briefings.site import addresses
from briefings.site.exports import sitemap
from tests.export_site import (
    HERE,
    compiled,
    exports,
    markdown_article,
    sitemap_entries,
)
from tests.project import SMALL, Project


def test_the_sitemap_has_every_page_with_the_day_that_is_known() -> None:
    reviewed = SMALL["explainers/geneva.md"].replace("kind:", "reviewed: 2026-01-02\nkind:")
    files = {**SMALL, "explainers/geneva.md": reviewed, **markdown_article("none", title="N")}
    site = compiled(files)
    found = sitemap_entries(next(f.text for f in site.exports if f.uri == "sitemap.xml"))
    assert set(found) == {addresses.path(HERE, page.uri) for page in site.pages}
    assert found == {
        "": "2020-06-01",
        "briefings/": "2020-06-01",
        "briefings/ferry/": "2020-06-01",
        "briefings/none/": None,
        "briefings/talks/": "2026-01-02",
        "explainers/": "2026-01-02",
        "explainers/geneva/": "2026-01-02",
        "outlets/": "2020-06-01",
        "outlets/wire/": "2020-06-01",
        "search/": None,
        "timeline/": "2020-06-01",
        "topics/": "2020-05-04",
        "topics/crossings/": "2020-05-04",
    }


@pytest.mark.parametrize(
    ("captured", "reviewed", "briefing", "explainer"),
    [
        ("", "", "2020-05-04", "2020-05-04"),
        ("2020-05-06T23:30:00Z", "", "2020-05-06", "2020-05-06"),
        ("2020-05-06T23:30:00Z", "2020-05-05", "2020-05-06", "2020-05-06"),
        ("", "2021-01-02", "2021-01-02", "2021-01-02"),
    ],
)
def test_a_page_changes_with_what_it_shows(
    captured: str, reviewed: str, briefing: str, explainer: str
) -> None:
    files = dict(SMALL)
    if captured:
        files["articles/talks.yml"] += f"captured: {captured}\n"
    if reviewed:
        files["explainers/geneva.md"] = files["explainers/geneva.md"].replace(
            "kind:", f"reviewed: {reviewed}\nkind:"
        )
    site = compiled(files)
    found = sitemap_entries(next(f.text for f in site.exports if f.uri == "sitemap.xml"))
    assert found["briefings/talks/"] == briefing
    assert found["explainers/geneva/"] == explainer
    assert found["briefings/ferry/"] == "2020-06-01"


def test_a_large_sitemap_comes_in_parts() -> None:
    days = [*(date(2020, 1, n) for n in range(1, 5)), None]
    dated = tuple((f"briefings/{n}.md", day) for n, day in enumerate(days, 1))
    files = {file.uri: file.text for file in sitemap.build(sitemap.Inputs(HERE, dated), largest=2)}
    assert sitemap_entries(files["sitemap.xml"], "sitemap") == {
        "sitemap-1.xml": "2020-01-02", "sitemap-2.xml": "2020-01-04", "sitemap-3.xml": None,
    }  # fmt: skip
    parts = [sitemap_entries(files[f"sitemap-{number}.xml"]) for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [2, 2, 1]


def test_robots_txt_has_the_address_of_the_sitemap() -> None:
    assert exports()["robots.txt"] == (
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/news/sitemap.xml\n"
    )
    assert "robots.txt" not in exports(settings=Settings())


@pytest.mark.parametrize("by_mkdocs", [False, True])
def test_files_of_the_owner_win_over_those_for_machines(tmp_path: Path, by_mkdocs: bool) -> None:
    project = Project(tmp_path, SMALL)
    project.configure("site_url: https://example.org/\n")
    own = {
        "robots.txt": "User-agent: *\nDisallow: /\n",
        "sitemap.xml": "<urlset></urlset>",
        "data/briefings.json": "{}\n",
    }
    for path, text in own.items():
        project.override(path, text)
    done = project.run("mkdocs" if by_mkdocs else "briefings", "build", "--strict")
    assert done.returncode == 0, done.stderr
    for path, text in own.items():
        assert (project.site / path).read_text("utf-8") == text
    assert (project.site / "data/explainers.json").is_file()
    (project.folder / "own/robots.txt").unlink()
    project.built()
    assert "Sitemap:" in (project.site / "robots.txt").read_text("utf-8")
