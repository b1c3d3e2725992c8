"""A partial build of a page gives the same files as a compile of everything."""

from collections.abc import Mapping

import pytest

from briefings.model.content import Content, Settings, Severity, SourceFile
from briefings.model.site import Page
from briefings.site.compile import compile_all
from briefings.site.partial_build import PartialBuild
from tests import drawn
from tests.project import BRIDGE, FERRY, GENEVA, SMALL, TALKS, TALKS_FACTS, WIRE

SETTINGS = Settings()
ABOUT = "---\ntitle: About Us\n---\n\nWe write.\n"
ENTRIES = "entries: [{briefing: talks}, {explainer: geneva, line: So.}, {explainer: blue-bridge}]\n"
DOSSIER = f"---\ntitle: Crossings\nsummary: All.\n{ENTRIES}---\n\nEnvoys in Geneva.\n"
FILES = {
    **SMALL, "explainers/blue-bridge.md": BRIDGE, "pages/about.md": ABOUT, "index.md": ABOUT,
    "dossiers/crossings.md": DOSSIER,
}  # fmt: skip
NOTE = "notes: [{quote: the mediator said, note: 'He is from [Geneva](../explainers/genf.md).'}]\n"
MORE = "More of the crossings\n\nThe ferry stays.\n\nRead more: Envoys speak about the crossings\n"
RENAMED = GENEVA.replace("kind:", "redirect_from: [genf]\nkind:")
DECIDED = BRIDGE.replace("kind:", "links: {envoys: genf}\nkind:")
TALKS_PAGE, GENEVA_PAGE, BRIDGE_PAGE, DOSSIER_PAGE = (
    "briefings/talks.md", "explainers/geneva.md", "explainers/blue-bridge.md",
    "dossiers/crossings.md",
)  # fmt: skip


Files = Mapping[str, str | bytes]


def read(files: Files) -> dict[str, SourceFile]:
    given = ((path, f.encode() if isinstance(f, str) else f) for path, f in files.items())
    return {path: SourceFile(path, data) for path, data in given}


def partial_build(before: Files, after: Files) -> PartialBuild:
    compiled = compile_all(Content(tuple(read(before).values())), SETTINGS)
    changed = {path for path in {**before, **after} if before.get(path) != after.get(path)}
    return PartialBuild(compiled, read(after), changed, SETTINGS)


def made(files: Files, uri: str) -> tuple[Page, ...]:
    site = compile_all(Content(tuple(read(files).values())), SETTINGS).site
    return next((target.files() for target in site.targets if target.page == uri), ())


@pytest.mark.parametrize(
    ("path", "text", "uri"),
    [
        ("articles/talks.txt", TALKS.replace("money", "the Blue Bridge money"), TALKS_PAGE),
        ("articles/talks.yml", TALKS_FACTS + NOTE, TALKS_PAGE),
        ("articles/talks.yml", TALKS_FACTS + "links: {envoys: geneva}\n", TALKS_PAGE),
        ("articles/talks.yml", TALKS_FACTS + "links: {envoys: genf}\n", TALKS_PAGE),
        ("articles/talks.yml", TALKS_FACTS.replace("2020-05", "2020-07"), TALKS_PAGE),
        ("articles/ferry.md", FERRY + "\n> “Geneva” it was.\n", "briefings/ferry.md"),
        ("outlets/wire.yml", WIRE.replace("The Wire", "A Wire"), TALKS_PAGE),
        ("explainers/geneva.md", GENEVA + "\nThe Blue Bridge leads there.\n", GENEVA_PAGE),
        ("explainers/geneva.md", RENAMED, GENEVA_PAGE),
        ("explainers/geneva.md", GENEVA.replace("A Swiss", "Another"), TALKS_PAGE),
        ("explainers/geneva.md", GENEVA.replace("kind:", "aliases: [mediator]\nkind:"), TALKS_PAGE),
        ("explainers/geneva.md", GENEVA.replace("title: Geneva", "title: Bern"), TALKS_PAGE),
        ("explainers/geneva.md", None, TALKS_PAGE),
        ("explainers/geneva.md", None, GENEVA_PAGE),
        ("explainers/blue-bridge.md", BRIDGE.replace("by envoys", "by the envoys"), BRIDGE_PAGE),
        ("explainers/blue-bridge.md", DECIDED, BRIDGE_PAGE),
        ("explainers/ferry.md", BRIDGE.replace("Blue Bridge", "the mediator"), TALKS_PAGE),
        ("articles/talks.txt", None, TALKS_PAGE),
        ("pages/about.md", ABOUT.replace("Us", "We"), "pages/about.md"),
        ("pages/about.md", ABOUT + "\nSee [it](../explainers/geneva.md).\n", "pages/about.md"),
        ("pages/about.md", None, "pages/about.md"),
        ("pages/imprint.md", ABOUT, "pages/imprint.md"),
        ("explainers/geneva.md", RENAMED, "pages/about.md"),
        ("dossiers/crossings.md", DOSSIER.replace("Envoys", "On the Blue Bridge"), DOSSIER_PAGE),
        ("dossiers/crossings.md", DOSSIER.replace("talks", "ferry"), DOSSIER_PAGE),
        ("dossiers/crossings.md", None, DOSSIER_PAGE),
        ("dossiers/boats.md", DOSSIER.replace("explainer: geneva", "explainer: genf"),
         "dossiers/boats.md"),
        ("explainers/geneva.md", GENEVA.replace("title: Geneva", "title: Bern"), DOSSIER_PAGE),
        ("explainers/geneva.md", None, DOSSIER_PAGE),
        ("index.md", "Seen from [Geneva](explainers/geneva.md).\n", "index.md"),
        ("index.md", f"{ABOUT}\nMore.\n", "index.md"),
        ("index.md", None, "index.md"),
    ],
)  # fmt: skip
def test_a_page_built_alone_is_that_of_a_whole_compile(
    path: str, text: str | None, uri: str
) -> None:
    renamed = "genf" in (text or "") and text != RENAMED
    before = {**FILES, "explainers/geneva.md": RENAMED} if renamed else FILES
    after = {name: said for name, said in {**before, path: text}.items() if said is not None}
    found = partial_build(before, after)
    assert found.build(uri) == made(after, uri)
    assert (uri in found.pages) == bool(made(after, uri))
    assert found.problems == ()


@pytest.mark.parametrize(
    ("path", "text", "line", "uri"),
    [
        ("articles/talks.yml", "tittle: Talks\n", 1, TALKS_PAGE),
        ("explainers/geneva.md", GENEVA.replace("kind: place", "kind: town"), 3, GENEVA_PAGE),
        ("explainers/geneva.md", GENEVA.replace("kind: place", "kind: town"), 3, TALKS_PAGE),
        ("index.md", "---\nname: A\n---\n\nWords.\n", 2, "index.md"),
    ],
)
def test_a_page_of_a_broken_file_is_unchanged(path: str, text: str, line: int, uri: str) -> None:
    found = partial_build(FILES, {**FILES, path: text})
    assert found.build(uri) == made(FILES, uri)
    errors = [p for p in found.problems if p.severity is Severity.ERROR]
    assert [(p.file, p.line) for p in errors] == [(path, line)]


@pytest.mark.parametrize(
    ("path", "text", "uri"),
    [
        ("explainers/bern.md", GENEVA.replace("kind: place", "kind: town"), "explainers/bern.md"),
        ("articles/bern.md", FERRY.replace("outlet:", "outlett:"), "briefings/bern.md"),
    ],
)
def test_a_new_broken_file_has_no_page(path: str, text: str, uri: str) -> None:
    found = partial_build(FILES, {**FILES, path: text})
    assert found.pages == partial_build(FILES, FILES).pages
    assert found.build(uri) == ()


@pytest.mark.parametrize("folder", ["2018", "winter"])
def test_a_moved_article_keeps_its_page(folder: str) -> None:
    after = {path.replace("/talks", f"/{folder}/talks"): text for path, text in FILES.items()}
    found = partial_build(FILES, after)
    assert TALKS_PAGE in found.pages
    assert found.build(TALKS_PAGE) == made(after, TALKS_PAGE)


def test_what_is_new_and_what_has_moved_is_known_at_once() -> None:
    after = {path: text for path, text in FILES.items() if path != "explainers/geneva.md"}
    after["explainers/genf.md"] = GENEVA.replace("kind:", "redirect_from: [geneva]\nkind:")
    after["articles/more.md"] = FERRY.replace("A ferry takes", "Another ferry takes")
    found = partial_build(FILES, after)
    assert {"explainers/genf.md", "briefings/more.md"} <= found.pages
    assert GENEVA_PAGE not in found.pages
    assert found.moved == {GENEVA_PAGE: "explainers/genf.md"}
    assert "Another ferry" in found.build("briefings/more.md")[0].text
    assert "genf.md" in found.build(TALKS_PAGE)[0].text


def test_a_related_line_links_at_once() -> None:
    after, uri = {**FILES, "articles/more.txt": MORE}, "briefings/more.md"
    found = partial_build(FILES, after).build(uri)
    assert "[Envoys speak about the crossings](talks.md)" in found[0].text
    assert found == made(after, uri)


LEAD = "picture: {file: lake.png, alt: The lake., credit: Ada Berg}\n"
IMAGE = "\n![The lake.](../explainers/lake.png)\n"
PICTURED: Files = {
    **FILES,
    "explainers/geneva.md": GENEVA.replace("kind:", f"{LEAD}kind:"),
    "explainers/lake.png": drawn.raster("PNG"),
    "articles/talks.yml": TALKS_FACTS + LEAD.replace("lake.png", "../explainers/lake.png"),
    "pages/about.md": ABOUT + IMAGE,
    "index.md": ABOUT + IMAGE.replace("../", ""),
}


@pytest.mark.parametrize("uri", [GENEVA_PAGE, TALKS_PAGE, "pages/about.md", "index.md"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PICTURED, {**PICTURED, "explainers/lake.png": drawn.raster("PNG", 1300)}),
        (FILES, PICTURED),
        (
            {path: file for path, file in PICTURED.items() if path != "explainers/lake.png"},
            PICTURED,
        ),
    ],
    ids=["changed", "added with its pages", "added later"],
)
def test_pages_follow_their_pictures(before: Files, after: Files, uri: str) -> None:
    found = partial_build(before, after)
    assert found.build(uri) == made(after, uri)
    copies = {uri: target.files() for uri, target in found.exports.items()}
    assert {page.uri for pages in copies.values() for page in pages} == copies.keys()
    view, written = (found.build(uri)[number].content for number in (1, 0))
    assert any(copy.encode() in view and copy.encode() in written for copy in copies)


def test_a_picture_that_breaks_is_told_and_pages_keep_the_last_one() -> None:
    after: Files = {**PICTURED, "explainers/lake.png": b"nothing"}
    found = partial_build(PICTURED, after)
    assert [p.code for p in found.problems] == ["bad-picture"]
    assert found.build(GENEVA_PAGE) == made(PICTURED, GENEVA_PAGE)
