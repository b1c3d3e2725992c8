"""The live preview: what an editor sees in the browser and in the terminal."""

import contextlib
import queue
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from briefings.build.content_folder import FileChangedError
from briefings.build.store import DamagedError, Store
from briefings.preview import answers
from briefings.preview import preview as preview_module
from briefings.preview.preview import preview
from briefings.preview.rendering import Renderer
from briefings.preview.session import PreviewSession
from tests import drawn
from tests.browser_pages import violations, wait_until
from tests.previews import Heard, Site, previewed
from tests.project import (
    BRIDGE,
    FERRY,
    GENEVA,
    REPOSITORY,
    SMALL,
    TALKS_FACTS,
    Project,
    environment,
)

LONG = FERRY.replace("A ferry takes over", "A long story") + "".join(
    f"\nParagraph {number} says what the mediator said in Geneva.\n" for number in range(60)
)
FILES = {**SMALL, "articles/long.md": LONG, "explainers/blue-bridge.md": BRIDGE}
BROKEN = GENEVA.replace("kind: place", "kind: <b>town</b>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    project, heard = Project(tmp_path_factory.mktemp("preview"), FILES), Heard()
    for template in ("404.html", "briefing.html"):
        project.override(template)
    with previewed(project, heard) as site:
        yield site
    assert heard.failures == []


@pytest.fixture
def write(site: Site) -> Iterator[Callable[..., None]]:
    """Writes a file, or deletes it; afterwards everything is as it was."""

    def change(path: str, text: str | bytes | None) -> None:
        if text is None:
            (site.project.content / path).unlink()
        else:
            site.project.write(path, text)

    yield change
    site.restore(FILES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()


Write = Callable[..., None]


def problems(page: Page) -> Locator:
    """Return the part of the panel that shows problems."""
    heading = page.get_by_role("heading", name="Problems", include_hidden=True)
    return page.locator("briefings-panel details").filter(has=heading)


def visit(page: Page, url: str) -> None:
    """Open a page, which may reload itself at once."""
    page.goto("about:blank")
    page.goto(url, wait_until="commit")


# ----------------------------------------------------------------------- what is served


@pytest.mark.parametrize(
    ("path", "status", "end", "text"),
    [
        ("", 200, "", "Envoys speak about the crossings"),
        ("briefings/talks/", 200, "briefings/talks/", "Envoys met in"),
        ("briefings/talks", 200, "briefings/talks/", "Envoys met in"),
        ("briefings/talks.md", 200, "briefings/talks.md", "# Envoys speak"),
        ("briefings/", 200, "briefings/", "A ferry takes over"),
        ("search/", 200, "search/", "Words to look for"),
        ("llms.txt", 200, "llms.txt", "# Annotated Briefings"),
        ("data/briefings.json", 200, "data/briefings.json", '"slug": "talks"'),
        ("assets/javascripts/comforts.js", 200, "assets/javascripts/comforts.js", "slash"),
        ("assets/stylesheets/site.css", 200, "assets/stylesheets/site.css", ".md-typeset"),
        ("timeline/", 200, "timeline/", "A ferry takes over"),
        ("briefings/index.md", 200, "briefings/index.md", "A ferry takes over"),
        ("briefings/none/", 404, "briefings/none/", "There is no page at this address"),
        ("pagefind/pagefind.js", 404, "pagefind/pagefind.js", "There is no page at this address"),
        ("../mkdocs.yml", 404, "../mkdocs.yml", "There is no page at this address"),
        ("pagefind/../../docs", 404, "pagefind/../../docs", "There is no page at this address"),
    ],
)  # fmt: skip
def test_everything_of_the_site_is_served(
    site: Site, path: str, status: int, end: str, text: str
) -> None:
    found = site.get(path)
    assert found[:2] == (status, end)
    assert text in found[2]


def test_a_page_is_what_a_build_makes_but_for_the_preview_s_own_line(site: Site) -> None:
    built = Project(site.project.folder.parent / "built", FILES)
    built.built()
    for path in ("", "briefings/talks/", "explainers/geneva/", "briefings/"):
        lines = site.get(path)[2].splitlines()
        assert [line for line in lines if "/-preview/" not in line] == [
            line
            for line in (built.site / path / "index.html").read_text("utf-8").splitlines()
            if line.strip() != "</head>"
        ]
    assert "/-preview/" not in "".join(p.read_text("utf-8") for p in built.site.rglob("*.html"))


def test_nothing_is_published_and_nothing_compiled_to_disk(site: Site) -> None:
    assert not site.project.site.exists()
    assert not site.project.docs.exists()


# ---------------------------------------------------------------- what an editor sees


def test_an_edit_shows_where_the_reader_is(site: Site, write: Write, page: Page) -> None:
    visit(page, f"{site.url}briefings/long/")
    page.get_by_text("Paragraph 40").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 500
    write("articles/long.md", LONG.replace("Paragraph 41 says", "New words say"))
    expect(page.get_by_text("New words say what")).to_be_visible()
    wait_until(page, "place => Math.abs(scrollY - place) < 2", arg=place)
    # A changed summary of a subject is shown too, and a new subject is linked.
    write("explainers/geneva.md", GENEVA.replace("A Swiss city", "A very Swiss city"))
    expect(page.get_by_text("A very Swiss city").first).to_be_attached()
    write("explainers/mediator.md", BRIDGE.replace("Blue Bridge", "mediator"))
    expect(page.get_by_role("link", name="mediator").first).to_be_attached()
    wait_until(page, "place => scrollY > 500")


def test_what_follows_for_other_pages_comes_after(site: Site, write: Write, page: Page) -> None:
    visit(page, f"{site.url}briefings/")
    write("articles/more.md", FERRY.replace("A ferry takes over", "A second ferry"))
    expect(page.get_by_role("link", name="A second ferry")).to_be_visible()


def test_a_broken_file_is_told_and_its_page_stays(site: Site, write: Write, page: Page) -> None:
    visit(page, f"{site.url}explainers/geneva/")
    write("explainers/geneva.md", BROKEN.replace("on a lake", "under water"))
    told = problems(page)
    expect(told).to_be_visible()
    expect(told).to_contain_text("content/explainers/geneva.md:3")
    expect(told).to_contain_text("<b>town</b>")  # as text, not as markup
    expect(told.get_by_role("alert")).to_have_text("1 error")
    expect(page.get_by_text("A city on a lake.")).to_be_visible()
    site.heard.until(lambda: site.heard.codes == ["bad-value"])
    assert violations(page) == []

    # It can be put away by keyboard, stays away on other pages, and can be had again.
    page.get_by_role("button", name="Close").focus()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    visit(page, f"{site.url}explainers/blue-bridge/")
    page.get_by_role("button", name="1 error in the content: show").click()
    expect(told).to_be_visible()
    expect(told.locator("summary")).to_be_focused()

    # Another page goes on, and a good_files file takes the problem away.
    write("explainers/blue-bridge.md", BRIDGE.replace("in 1931", "in May 1931"))
    expect(page.get_by_text("It was opened in May 1931")).to_be_visible()
    expect(told).to_be_visible()
    write("explainers/geneva.md", GENEVA.replace("on a lake", "with a fountain"))
    expect(told).to_be_hidden()
    visit(page, f"{site.url}explainers/geneva/")
    expect(page.get_by_text("A city with a fountain.")).to_be_visible()
    site.heard.until(lambda: site.heard.codes == [])


def test_warnings_of_other_pages_do_not_cover_the_page(
    site: Site, write: Write, page: Page
) -> None:
    visit(page, f"{site.url}explainers/geneva/")
    write("articles/talks.yml", TALKS_FACTS.replace("published: 2020-05-04\n", ""))
    button = page.get_by_role("button", name="1 warning in the content: show")
    expect(button).to_be_visible()
    expect(problems(page)).to_be_hidden()
    visit(page, f"{site.url}briefings/talks/")
    expect(problems(page)).to_contain_text("content/articles/talks.txt")


def test_a_page_that_is_deleted_is_gone_and_comes_again(
    site: Site, write: Write, page: Page
) -> None:
    visit(page, f"{site.url}briefings/ferry/")
    write("articles/ferry.md", None)
    expect(page.get_by_role("heading", name="There is no page at this address")).to_be_visible()
    assert site.get("briefings/ferry/")[0] == 404
    write("articles/ferry.md", FERRY)
    expect(page.get_by_role("heading", name="A ferry takes over")).to_be_visible()


def test_a_draft_is_marked(site: Site, write: Write, page: Page) -> None:
    visit(page, f"{site.url}briefings/ferry/")
    mark = page.locator(".draft")
    expect(mark).to_have_count(0)
    write("articles/ferry.md", FERRY.replace("outlet:", "publish_on: 2999-01-02\noutlet:"))
    expect(mark).to_have_text("Draft · Will be published on 2 January 2999")


def test_pages_of_the_owner_are_followed(site: Site, write: Write, page: Page) -> None:
    picture = "![A map](../assets/images/favicon.svg)"
    write("pages/imprint.md", f"---\ntitle: Imprint\n---\n\nLong Street 1. {picture}\n")
    visit(page, f"{site.url}explainers/geneva/")
    page.locator(".colophon").get_by_role("link", name="Imprint").click()
    expect(page.get_by_text("Long Street 1.")).to_be_visible()
    assert page.get_by_alt_text("A map").evaluate("one => one.decode().then(() => one.width)")
    write("pages/imprint.md", "---\ntitle: Legal notice\n---\n\nLong Street 2.\n")
    expect(page.get_by_text("Long Street 2.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Legal notice")
    expect(page.locator(".colophon")).to_contain_text("Legal notice")
    assert "Legal notice" in site.get("nowhere/")[2]


def test_pictures_and_words_of_the_home_page_are_followed(
    site: Site, write: Write, page: Page
) -> None:
    visit(page, site.url)
    write("index.md", "Hello.\n")
    expect(page.get_by_text("Hello.")).to_be_visible()
    shown = "one => one.decode().then(() => one.naturalWidth)"
    for width in (60, 90):
        write("a.png", drawn.raster("PNG", width))
        write("index.md", "Hello.\n\n![It](a.png)\n")
        expect(page.locator(f"img[width='{width}']")).to_be_visible()
        assert page.get_by_alt_text("It").evaluate(shown) == width
    write("a.png", b"nothing")
    expect(problems(page)).to_contain_text("content/a.png")
    assert page.get_by_alt_text("It").evaluate(shown) == 90
    write("index.md", None)
    expect(page.get_by_text("Hello.")).to_be_hidden()


def test_a_page_that_is_renamed_leads_on(site: Site, write: Write, page: Page) -> None:
    visit(page, f"{site.url}explainers/geneva/")
    write("explainers/genf.md", GENEVA.replace("kind:", "redirect_from: [geneva]\nkind:"))
    write("explainers/geneva.md", None)
    page.wait_for_url(f"{site.url}explainers/genf/")
    expect(page.get_by_text("A city on a lake.")).to_be_visible()
    assert site.get("explainers/geneva/")[1] == "explainers/genf/"


def test_templates_and_settings_are_followed(site: Site, page: Page) -> None:
    settings = site.project.folder / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    template = site.project.folder / "own/404.html"
    visit(page, f"{site.url}nowhere/")
    template.write_text(
        template.read_text("utf-8").replace("It may have moved", "Perhaps it moved")
    )
    expect(page.get_by_text("Perhaps it moved")).to_be_visible()

    visit(page, f"{site.url}briefings/talks/")
    template = template.with_name("briefing.html")
    whole = template.read_text(encoding="utf-8")
    template.write_text(whole + "{% if %}", encoding="utf-8")
    broken = problems(page)
    expect(broken).to_contain_text(f"briefing.html:{whole.count(chr(10)) + 1}")
    expect(broken).not_to_contain_text("mkdocs.yml")
    expect(page.get_by_role("heading", name="Envoys speak about the crossings")).to_be_visible()
    template.write_text(whole, encoding="utf-8")
    expect(broken).to_be_hidden()

    visit(page, f"{site.url}briefings/talks/")
    errors = {
        "2 errors": written.replace("theme:", "copyright: [a]\ntheme:").replace(
            "site_name: Annotated Briefings", "site_name: 5"
        ),
        "error": f"{written}nav: [\n",
    }
    for number, broken_settings in errors.items():
        settings.write_text(broken_settings, encoding="utf-8")
        expect(problems(page)).to_contain_text("mkdocs.yml:")
        expect(problems(page).get_by_role("alert")).to_contain_text(number)
        settings.write_text(written, encoding="utf-8")
        expect(problems(page)).to_be_hidden()
    settings.write_text(written.replace("site_name: Annotated", "site_name: Explained"), "utf-8")
    expect(page).to_have_title("Envoys speak about the crossings – Explained Briefings")
    settings.write_text(written, encoding="utf-8")
    expect(page).to_have_title("Envoys speak about the crossings – Annotated Briefings")


def test_a_damaged_cache_is_made_anew(site: Site, write: Write, page: Page) -> None:
    visit(page, f"{site.url}briefings/ferry/")
    cache = site.project.folder / "build/cache.sqlite"
    with sqlite3.connect(cache) as database:
        database.execute("DELETE FROM body")
    write("explainers/geneva.md", GENEVA.replace("lake", "big lake"))
    visit(page, f"{site.url}briefings/talks/")
    expect(page.get_by_role("heading", name="Envoys speak about the crossings")).to_be_visible()


# ------------------------------------------------------------ a build beside the preview

TALKS_PAGE = "briefings/talks.md"


class Cache:
    """The cache of a project, in the hands of another process."""

    def __init__(self, project: Project) -> None:
        self._path, self._before = project.folder / "build/cache.sqlite", project.folder / "before"
        self._before.hardlink_to(self._path)

    def sweep(self) -> None:
        with contextlib.closing(sqlite3.connect(self._path)) as database:
            database.executescript("DELETE FROM head; DELETE FROM body")

    def is_the_same_file(self) -> bool:
        return self._before.samefile(self._path)


@pytest.fixture
def cache(small_site: Project) -> Cache:
    return Cache(small_site)


def test_what_a_build_has_swept_away_is_made_again(small_site: Project, cache: Cache) -> None:
    with PreviewSession(small_site.folder / "mkdocs.yml") as session:
        before = session.snapshot.partial_build.build(TALKS_PAGE)
        cache.sweep()
        with pytest.raises(DamagedError):
            session.snapshot.partial_build.build(TALKS_PAGE)
        session.compile()
        assert session.snapshot.partial_build.build(TALKS_PAGE) == before
    assert cache.is_the_same_file()


@pytest.mark.parametrize("change", ["UPDATE body SET data = x'0042'", "DROP TABLE body"])
@pytest.mark.parametrize("runs", [False, True], ids=["at the start", "while it runs"])
def test_a_damaged_cache_is_mended_with_one_warning(
    change: str, runs: bool, small_site: Project
) -> None:
    warnings: list[str] = []

    def damage() -> None:
        with contextlib.closing(sqlite3.connect(small_site.folder / "build/cache.sqlite")) as cache:
            cache.executescript(change)

    if not runs:
        damage()
    with PreviewSession(small_site.folder / "mkdocs.yml", warnings.append) as session:
        if runs:
            damage()
        for _ in range(2):
            with contextlib.suppress(DamagedError):
                session.snapshot.partial_build.build(TALKS_PAGE)
            session.compile()
        assert session.snapshot.partial_build.build(TALKS_PAGE)
    assert [message.partition("build/")[2].partition(".")[0] for message in warnings] == ["cache"]


def test_a_cache_that_stays_damaged_is_an_error_and_is_not_tried_for_ever(
    small_site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stays_damaged(*_: object) -> None:
        raise DamagedError("a bit")

    with PreviewSession(small_site.folder / "mkdocs.yml") as session:
        session.reload([small_site.write("explainers/blue-bridge.md", BRIDGE)])
        monkeypatch.setattr(Store, "heads", stays_damaged)
        with pytest.raises(OSError, match=r"cache\.sqlite stays damaged: 'a bit'"):
            session.compile()


def test_an_own_page_that_cannot_be_made_leaves_the_others(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    small.write("pages/imprint.md", "---\ntitle: Imprint\n---\n\nWe write.\n")
    with PreviewSession(small.folder / "mkdocs.yml") as session:
        monkeypatch.setattr("briefings.site.kinds.own_page.build", fails)
        renderer = Renderer(pytest.fail, runs_scripts=True)
        home, imprint = (
            renderer.page(session.snapshot, uri) for uri in ("index.md", "pages/imprint.md")
        )
        assert home
        assert home.failure is None
        assert imprint
        assert imprint.failure
        assert imprint.failure.file.endswith("pages/imprint.md")
        assert answers._export(session.snapshot, "pages/imprint.md") is None


def test_what_a_build_sweeps_away_during_a_compile_is_made_again(
    small_site: Project, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = Store.body

    def swept(store: Store, key: str) -> bytes:
        monkeypatch.undo()
        cache.sweep()
        return store.body(key)

    with PreviewSession(small_site.folder / "mkdocs.yml") as session:
        session.reload([small_site.write("explainers/blue-bridge.md", BRIDGE)])
        monkeypatch.setattr(Store, "body", swept)
        session.compile()
        assert Store.body is body
        assert "blue-bridge.md" in session.snapshot.partial_build.build(TALKS_PAGE)[0].text
    assert cache.is_the_same_file()


def test_a_page_stays_when_its_first_sidecar_has_errors(small: Project) -> None:
    (small.content / "articles/talks.yml").unlink()
    with PreviewSession(small.folder / "mkdocs.yml") as session:
        before = session.snapshot.partial_build.build(TALKS_PAGE)
        session.reload([small.write("articles/talks.yml", "odd: 1\n")])
        session.compile()
        assert session.snapshot.partial_build.build(TALKS_PAGE) == before
        assert "unknown-key" in {problem.code for problem in session.snapshot.problems}


def test_a_compile_after_the_end_does_nothing(small_site: Project, cache: Cache) -> None:
    with PreviewSession(small_site.folder / "mkdocs.yml") as session:
        last = session.snapshot
    session.compile()
    assert session.snapshot is last
    assert cache.is_the_same_file()


# ------------------------------------------------------------ changes that come one after another


def test_inherited_settings_and_hooks_are_followed(small: Project) -> None:
    settings, base, hook = (small.folder / name for name in ("mkdocs.yml", "base.yml", "hook.py"))
    said = settings.read_text(encoding="utf-8")
    settings.write_text(f"INHERIT: base.yml\nhooks: [hook.py]\n{said}", encoding="utf-8")
    base.write_text("copyright: First\n", encoding="utf-8")
    hook.write_text("", encoding="utf-8")
    with PreviewSession(settings) as session:
        assert session.watched[1]() == [settings, base, hook]
        base.write_text("copyright: Second\n", encoding="utf-8")
        assert session.reload([base])
        assert session.snapshot.project.config.copyright == "Second"
        hook.write_text("# changed\n", encoding="utf-8")
        assert session.reload([hook])
        assert not session.reload([settings, base, hook])


def test_a_file_that_changes_before_that_is_reported_is_no_failure(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, batches = Heard(), queue.SimpleQueue[Path | None]()

    def watching(*_: object) -> Iterator[frozenset[Path]]:
        return (frozenset({path}) for path in iter(batches.get, None))

    monkeypatch.setattr(preview_module, "watching", watching)
    with preview(small.folder / "mkdocs.yml", 0, heard):
        first = small.write("articles/talks.txt", "The talks of Geneva go on.\n")
        second = small.write("articles/talks.yml", TALKS_FACTS + "odd: 1\n")
        batches.put(first)
        batches.put(second)
        heard.until(lambda: "unknown-key" in heard.codes)
        batches.put(small.write("articles/talks.yml", TALKS_FACTS))
        heard.until(lambda: heard.codes == [])
        batches.put(None)
    assert heard.failures == []


def test_a_page_whose_file_is_being_changed_is_shown_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise FileChangedError("talks.txt was changed while it was read.")

    with monkeypatch.context() as patch:
        patch.setattr(answers, "answer", fail)
        status, _, text = site.get("briefings/talks/")
    assert (status, "is being changed" in text, "main.js" in text) == (503, True, True)
    until = time.monotonic() + 20
    while site.get("briefings/talks/")[0] != 200:  # the files of the test before may be read again
        assert time.monotonic() < until


# ------------------------------------------------------------ the end

ENDED = """
import os, signal, sys, threading, time
from pathlib import Path
import psutil
from briefings.preview import session
from briefings.preview import answers
from briefings.preview import preview as preview_module
from briefings.preview.preview import preview
from briefings.preview.rendering import Renderer
from tests.test_workers import sleep

class Nobody:
    def found(self, *_): pass
    def warned(self, message): print(message, flush=True)
    failed = warned

def slow(content, settings, cache, mapper):
    list(mapper(sleep, [60] * 20))

def interrupt():
    while not psutil.Process().children():
        time.sleep(0.1)
    time.sleep(1)
    print(time.monotonic(), flush=True)
    os.kill(os.getpid(), signal.SIGINT)

if __name__ == "__main__":
    # A program in the background of a shell ignores it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with preview(Path(sys.argv[1]), 0, Nobody()) as server:
            session.compile_all = slow
            server.on_damage()
            threading.Thread(target=interrupt, daemon=True).start()
            server.serve_forever()
    except KeyboardInterrupt:
        pass
"""


def test_ctrl_c_ends_a_preview_at_once_also_in_the_middle_of_a_long_compile(
    small: Project, tmp_path: Path
) -> None:
    program = tmp_path / "ended.py"
    program.write_text(ENDED)
    done = subprocess.run(
        [sys.executable, program, small.folder / "mkdocs.yml"],
        env=environment(PYTHONPATH=str(REPOSITORY)), capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    seconds = time.monotonic() - float(done.stdout)
    assert done.stderr == ""
    assert seconds < 20  # 1 on a quiet machine; the calls would take ten minutes
