"""`briefings build` from end to end: real content, real sites, real exit codes."""

import re
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefings.build import publish
from briefings.build.publish import PublishError
from tests.project import (
    BRIDGE,
    GENEVA,
    HtmlPage,
    Project,
    broken_links,
    lines,
    times,
    tree,
)


@dataclass(frozen=True)
class Shipped:
    """The site of the content that is shipped, as the installed command built it."""

    project: Project
    exit_code: int
    printed: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    project = Project(tmp_path_factory.mktemp("shipped"))
    done = project.run("briefings", "build")
    return Shipped(project, done.returncode, lines(done.stdout), lines(done.stderr))


# ---------------------------------------------------------------------- the shipped content


def test_the_shipped_content_builds_without_a_word_of_complaint(shipped: Shipped) -> None:
    assert (shipped.exit_code, shipped.complaints) == (0, [])
    assert shipped.project.left_over() == []


def test_every_content_file_has_its_page(shipped: Shipped) -> None:
    content, site = shipped.project.content, shipped.project.site
    wanted = {"", "briefings/", "timeline/", "explainers/", "topics/", "outlets/", "search/"}
    wanted |= {f"briefings/{p.stem}/" for p in content.glob("articles/*") if p.suffix != ".yml"}
    wanted |= {f"explainers/{p.stem}/" for p in content.glob("explainers/*.md")}
    dossiers = [f"dossiers/{path.stem}/" for path in content.glob("dossiers/*.md")]
    wanted |= {"dossiers/", *dossiers, *(f"{place}whole/" for place in dossiers)}
    wanted |= {"outlets/sample-wire/"}  # the one outlet that has articles
    found = {p.relative_to(site).as_posix()[: -len("index.html")] for p in site.rglob("index.html")}
    assert {url for url in found if not re.match(r"(topics|timeline)/.", url)} == wanted
    assert (site / "404.html").is_file()


def test_every_link_and_fragment_on_the_site_leads_somewhere(shipped: Shipped) -> None:
    assert broken_links(shipped.project.site) == []


def test_counts_place_and_seconds_are_printed(shipped: Shipped) -> None:
    built, hint = shipped.printed
    counted = re.fullmatch(
        r"Built build/site in \d+\.\d s \(\d+ ms a briefing\): (\d+) briefings, "
        r"(\d+) explainers, (\d+) links, (\d+) topics, (\d+) outlets?; (\d+) pages searchable\.",
        built,
    )
    assert counted, built
    site = shipped.project.site
    kinds = ("briefings", "explainers", "topics", "outlets")
    pages = {kind: list(site.glob(f"{kind}/*/index.html")) for kind in kinds}
    # The home page repeats a passage of a briefing.
    texts = [page.read_text(encoding="utf-8") for page in site.glob("*/**/*.html")]
    links = sum(text.count('class="mention"') for text in texts)
    searchable = len(list(site.glob("pagefind/*/fragment/*")))
    dossiers = len(list(site.glob("dossiers/*/index.html")))
    assert searchable == len(pages["briefings"]) + len(pages["explainers"]) + dossiers
    assert [int(number) for number in counted.groups()] == [
        len(pages["briefings"]), len(pages["explainers"]), links,
        len(pages["topics"]), len(pages["outlets"]), searchable,
    ]  # fmt: skip
    assert "briefings serve" in hint
    assert "python3 -m http.server --directory build/site" in hint


def test_the_same_content_gives_the_same_pages_on_any_machine(
    shipped: Shipped, tmp_path: Path
) -> None:
    other = Project(tmp_path / "another place, with spaces")
    for folder in sorted(other.content.iterdir()):  # written anew, in the opposite order
        files = {path: path.read_bytes() for path in folder.iterdir()}
        shutil.rmtree(folder)
        for path in sorted(files, reverse=True):
            other.write(str(path.relative_to(other.content)), files[path])
    done = other.run(
        "briefings", "build", TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", LC_ALL="C", LANG="C"
    )
    assert done.returncode == 0, done.stderr
    assert tree(other.docs) == tree(shipped.project.docs)


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        ('<a href="nowhere/">x</a>', "/: no file at /nowhere/"),
        ('<a href="..">x</a><a href="a%20b/#c&amp;d">x</a>', "/: no id at /a%20b/#c&d"),
        ('<a href="a%20b/?q=1#missing">x</a>', "/: no id at /a%20b/?q=1#missing"),
        ('<a href="#missing">x</a>', "/: no id at /#missing"),
        ('<img src="/picture.svg">', "/: no file at /picture.svg"),
        ('<a href="a%20b">x</a>', "/: no file at /a%20b"),
        ('<p id="p"><i id="p"></i></p>', "/: the id p stands twice"),
        ('<b id="b"></b><a href="#b">x</a><a href="a%20b/#t">x</a>', None),
        ('<a href="https://elsewhere.example/x">x</a><a href="mailto:a@b.example">x</a>', None),
    ],
)
def test_the_checker_of_links_finds(html: str, finding: str | None, tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b/index.html").write_text('<h1 id="t">A</h1>')
    (tmp_path / "index.html").write_text(html)
    assert broken_links(tmp_path) == ([finding] if finding else [])


# ------------------------------------------------------------------------ links come and go


def links_between(project: Project, subject: str) -> dict[str, list[str]]:
    """Return where the briefings link to a subject, and where its page links back to.

    Both ends are checked: a backlink's fragment is the id of a link to that subject.
    """
    page = f"/explainers/{subject}/"
    ahead = {
        f"{briefing.url}#{anchor}"
        for path in sorted(project.site.glob("briefings/*/index.html"))
        for briefing in [HtmlPage(project.site, path.relative_to(project.site).as_posix())]
        for anchor, target in briefing.links.items()
        if target == page
    }
    back = set()
    if (project.site / page.strip("/")).is_dir():
        found = project.page(page.strip("/") + "/").leads_to("/briefings/")
        back = {address for address in found if "#" in address}
    return {"ahead": sorted(ahead), "back": sorted(back)}


BOTH = {
    way: ["/briefings/ferry/#m-{}-1", "/briefings/talks/#m-{}-1"] for way in ("ahead", "back")
}  # fmt: skip
NONE: dict[str, list[str]] = {"ahead": [], "back": []}


def both(slug: str) -> dict[str, list[str]]:
    return {way: [address.format(slug) for address in found] for way, found in BOTH.items()}


def test_links_follow_the_explainer_file(small_site: Project) -> None:
    without = tree(small_site.docs)
    assert links_between(small_site, "blue-bridge") == NONE

    # Adding the file makes the links, and the list of mentions that leads back to each.
    file = small_site.write("explainers/blue-bridge.md", BRIDGE)
    assert "2 explainers, 4 links" in small_site.built().stdout
    assert links_between(small_site, "blue-bridge") == both("blue-bridge")
    assert "/explainers/blue-bridge/" in small_site.page("explainers/geneva/").addresses
    assert broken_links(small_site.site) == []

    # Renaming it moves them.
    file.rename(file.with_name("old-bridge.md"))
    small_site.built()
    assert links_between(small_site, "blue-bridge") == NONE
    assert links_between(small_site, "old-bridge") == both("old-bridge")
    assert not (small_site.docs / "explainers/blue-bridge.md").exists()
    assert not (small_site.site / "explainers/blue-bridge").exists()
    assert not [p for p in small_site.site.rglob("*.html") if "explainers/blue-b" in p.read_text()]
    assert broken_links(small_site.site) == []

    # Deleting it leaves what there was before.
    (small_site.content / "explainers/old-bridge.md").unlink()
    small_site.built()
    assert links_between(small_site, "old-bridge") == NONE
    assert not (small_site.site / "explainers/old-bridge").exists()
    assert tree(small_site.docs) == without
    assert broken_links(small_site.site) == []


def test_the_pages_of_an_article_go_with_it(small_site: Project) -> None:
    assert (small_site.site / "topics/crossings/index.html").is_file()
    for name in ("talks.txt", "talks.yml"):
        (small_site.content / "articles" / name).unlink()
    small_site.built()
    for gone in ("briefings/talks", "topics/crossings"):
        assert not (small_site.docs / f"{gone}.md").exists()
        assert not (small_site.site / gone).exists()
    assert broken_links(small_site.site) == []


def test_only_pages_that_change_are_written(small_site: Project) -> None:
    before = times(small_site.docs)
    small_site.built()
    assert times(small_site.docs) == before
    small_site.write("explainers/geneva.md", GENEVA.replace("on a lake", "on a lake, and a canton"))
    small_site.built()
    after = times(small_site.docs)
    assert {page for page in after if after[page] != before[page]} == {"explainers/geneva.md"}


def test_a_file_of_the_search_index_without_a_record_is_published_again(
    small_site: Project,
) -> None:
    with sqlite3.connect(small_site.folder / "build/cache.sqlite") as database:
        lost = "folder = 'site' AND uri LIKE 'pagefind/briefings%fragment%'"
        database.execute(f"DELETE FROM file WHERE {lost}")
    database.close()
    before = tree(small_site.site)
    small_site.built()
    assert tree(small_site.site) == before


def test_the_published_site_is_not_written_to_by_a_build_that_fails(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.configure("site_url: https://example.org/\n")
    # MkDocs makes a file at a place where the published site has one of ours.
    small.override("sitemap.xml", "<urlset></urlset>\n")
    small.built()
    folders = (small.site, small.docs.with_name("files"))
    before = [tree(folder) for folder in folders]

    def fail(_: publish.Staged) -> None:
        raise PublishError("The disk is gone.")

    monkeypatch.setattr(publish.Staged, "publish", fail)
    small.override("sitemap.xml", "<urlset>new</urlset>\n")
    assert small.briefings("build").exit_code == 1
    assert [tree(folder) for folder in folders] == before


def test_a_foreign_folder_is_not_changed(small: Project) -> None:
    notes = small.docs / "my notes.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("Mine.")
    result = small.briefings("build")
    assert result.exit_code == 1
    assert "holds files that were not compiled from content" in result.stderr
    assert tree(small.docs) == {"my notes.md": tree(small.docs)["my notes.md"]}
    assert notes.read_text() == "Mine."
    assert not small.site.exists()
    assert small.left_over() == []


def test_what_a_killed_build_was_writing_is_deleted(small: Project) -> None:
    unfinished = small.folder / "build/.407701f543485e28.tmp"
    unfinished.parent.mkdir()
    unfinished.touch()
    foreign = small.folder / "build/.letter.tmp"
    foreign.touch()
    small.built()
    foreign.unlink()  # which must still be there
    assert small.left_over() == []
