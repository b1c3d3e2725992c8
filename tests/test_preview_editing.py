"""Editing in the preview: what the requests read and write, and what they never do."""

import json
import re
import shutil
import threading
import time
from base64 import b64encode
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from briefings.build.content_folder import FileChangedError
from briefings.preview import scripts, writing
from briefings.preview.editing_requests import requests
from briefings.preview.session import PreviewSession
from tests.previews import Heard, Site, previewed
from tests.project import FERRY, GENEVA, REPOSITORY, SMALL, TALKS_FACTS, Project, tree

TALKS, FACTS = "/briefings/talks/", "articles/talks.yml"
NOTE = {"kind": "context", "text": "They had met *before*.", "sources": [], "author": ""}
ADD = {"type": "add-note", "at": {"quote": "the mediator said"}, "note": NOTE}
# A capture that tries to be the editor, in the formats that could hold HTML.
SCRIPT = '<script type="application/json" id="preview-editor">{"token":"forged"}</script>'
HOSTILE = f"""\
Preview editor

{SCRIPT} said the minister in Geneva on Monday, and nobody could say what he had meant by it.

<form action="/-preview/edit" method="post"><button>Send</button></form> was what they answered.
"""
HOSTILE_PAGE = f"""<!doctype html><html lang="en"><head><title>Envoys speak</title></head>
<body><article><h1>Envoys speak</h1>
<p>Envoys met in Geneva on Monday to speak about the crossings of the river.</p>
<h2 id="preview-editor">Preview editor</h2>{SCRIPT}
<p>The bridge stays closed, the mediator said, and repairs would take a year and much money.</p>
<p onclick="fetch('/-preview/edit')">A ferry runs every hour, as the city has said since April.</p>
<form action="/-preview/edit" method="post"><input name="token"><button>Go</button></form>
<script src="/-preview/editor/main.js"></script></article></body></html>"""
FILES = {
    **SMALL,
    "articles/hostile.txt": HOSTILE,
    "articles/hostile.yml": "title: '</script><script>alert(1)</script>'\npublished: 2020-05-06\n",
    "articles/page.html": HOSTILE_PAGE,
    "articles/page.yml": "published: 2020-05-07\noutlet: wire\n",
    "articles/odd.md": "---\ntitle: Odd\npublished: 2020-01-01\noutlet: wire\n---\n\n"
    "## Preview editor\n\n" + SCRIPT + "\n\nAn odd paragraph about the bridges of the city.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    heard = Heard()
    with previewed(Project(tmp_path_factory.mktemp("editing"), FILES), heard) as site:
        yield site
    assert heard.failures == []


@pytest.fixture(autouse=True)
def _as_before(site: Site) -> Iterator[None]:
    """Give every file back what it had."""
    yield
    site.restore(FILES)


def page(site: Site, path: str = TALKS) -> Any:  # noqa: ANN401
    """Return the state of a page whose files are those on disk."""
    until = time.monotonic() + 20
    while True:
        status, state = site.ask("page", path=path)
        if status == 200 and all(
            digest == writing.digest(read(site, file)) for file, digest in state["digests"].items()
        ):
            return state
        assert time.monotonic() < until


def read(site: Site, path: str) -> bytes | None:
    file = site.project.content / path
    return file.read_bytes() if file.exists() else None


def edit(site: Site, what: object, path: str = TALKS, **sent: object) -> tuple[int, Any]:
    return site.post(
        "edit", **{"path": path, "digests": page(site)["digests"], "edit": what, **sent}
    )


# --------------------------------------------------------------------------------- what a page has


def test_a_briefing_tells_its_files_facts_and_problems(site: Site) -> None:
    state = page(site)
    assert (state["uri"], state["kind"]) == ("briefings/talks.md", "briefing")
    assert (state["file"], state["sidecar"]) == ("articles/talks.txt", FACTS)
    assert Path(state["absolute"][FACTS]).samefile(site.project.content / FACTS)
    facts = {fact["key"]: fact for fact in state["facts"]}
    published = facts["published"]
    assert (published["value"], published["evidence"], published["rule"]) == (
        "2020-05-04", "sidecar", "line 2",
    )  # fmt: skip
    assert (facts["tags"]["value"], facts["authors"]["value"]) == (["crossings"], None)
    assert facts["brief.says"]["label"] == "What it says"
    assert [one["slug"] for one in state["explainers"]] == ["geneva"]


@pytest.mark.parametrize(
    ("path", "kind", "file", "sidecar"),
    [
        ("/briefings/ferry/", "briefing", "articles/ferry.md", "articles/ferry.md"),
        ("/briefings/talks", "other", "", ""),
        ("/explainers/geneva/", "explainer", "explainers/geneva.md", ""),
        ("/", "home", "index.md", ""),
        ("/briefings/", "other", "", ""),
        ("/none/", "other", "", ""),
    ],
)
def test_each_kind_of_page_names_its_files(
    site: Site, path: str, kind: str, file: str, sidecar: str
) -> None:
    state = page(site, path)
    assert (state["kind"], state["file"], state["sidecar"]) == (kind, file, sidecar)


def test_notes_are_anchored_moved_or_lost(site: Site) -> None:
    notes = (
        "notes:\n- {quote: the mediator said, note: One.}\n"
        "- {quote: 'Repairs would take a year, and   money', prefix: other words, note: Two.}\n"
        "- {quote: nobody wrote this, note: Three.}\n"
    )
    site.project.write(FACTS, TALKS_FACTS + notes)
    state = page(site)
    assert [(note["line"], note["state"]) for note in state["notes"]] == [
        (6, "anchored"), (7, "lost"), (8, "lost"),
    ]  # fmt: skip
    assert "nobody wrote this" in state["notes"][2]["message"]
    assert {problem["code"] for problem in state["problems"] if problem["here"]} >= {"note-lost"}


def test_lines_left_out_have_their_rules(site: Site) -> None:
    state = page(site, "/briefings/page/")
    assert state["lines_left_out"]
    assert all(line["rule"] and line["reason"] for line in state["lines_left_out"])


def test_explainers_are_read_and_found(site: Site) -> None:
    status, found = site.ask("explainer", slug="geneva")
    assert (status, found["text"], found["body"]) == (200, GENEVA, "A city on a lake.\n")
    assert found["fields"]["kind"] == "place"
    assert site.ask("explainer", slug="none")[0] == 404
    assert site.ask("explainer", slug="../articles/talks")[0] == 404
    assert site.ask("explainers", q="gEn")[1] == {
        "explainers": [{"slug": "geneva", "title": "Geneva"}]
    }
    assert site.ask("explainers", q="x")[1] == {"explainers": []}


# ------------------------------------------------------------------------------ write, and undo


def test_an_edit_is_written_shown_and_undone(site: Site) -> None:
    before = read(site, FACTS)
    status, saved = edit(site, ADD)
    assert status == 200
    after = read(site, FACTS)
    assert before
    assert after
    assert after.startswith(before)
    assert [(file["path"], file["digest"]) for file in saved["files"]] == [
        (FACTS, writing.digest(after))
    ]
    assert "+  - quote: the mediator said\n" in saved["files"][0]["diff"]
    # The page is new before the answer comes.
    _, state = site.ask("page", path=TALKS)
    assert (state["notes"][0]["state"], state["digests"][FACTS]) == (
        "anchored", writing.digest(after),
    )  # fmt: skip
    status, undone = site.post("undo", id=saved["undo"])
    assert (status, read(site, FACTS)) == (200, before)
    status, _ = site.post("undo", id=undone["undo"])  # which does it again
    assert (status, read(site, FACTS)) == (200, after)


def test_what_is_previewed_is_not_written(site: Site) -> None:
    before = read(site, FACTS)
    digests = page(site)["digests"]
    status, found = site.post("preview-edit", path=TALKS, digests=digests, edit=ADD)
    assert status == 200
    assert "+    note: They had met *before*.\n" in found["files"][0]["diff"]
    assert read(site, FACTS) == before


def test_a_sidecar_is_made_and_unmade(site: Site) -> None:
    (site.project.content / FACTS).unlink()
    assert page(site)["digests"][FACTS] == ""
    status, saved = edit(site, ADD)
    assert (status, read(site, FACTS) is None) == (200, False)
    assert site.post("undo", id=saved["undo"])[1]["files"][0]["digest"] == ""
    assert read(site, FACTS) is None


def test_a_problem_is_an_answer_and_nothing_is_written(site: Site) -> None:
    before = read(site, FACTS)
    status, said = edit(site, {**ADD, "at": {"quote": "nobody wrote this"}})
    assert (status, said["file"]) == (400, "articles/talks.txt")
    assert said["message"]
    assert said["hint"]
    assert read(site, FACTS) == before


# ----------------------------------------------------------------------------------- conflicts


def test_a_file_that_has_changed_is_not_written_over(site: Site) -> None:
    digests = page(site)["digests"]
    site.project.write(FACTS, TALKS_FACTS + "section: World\n")
    changed = read(site, FACTS)
    status, said = site.post("edit", path=TALKS, digests=digests, edit=ADD)
    assert (status, said["files"]) == (
        409, [{"path": FACTS, "digest": writing.digest(changed)}],
    )  # fmt: skip
    assert "has changed" in said["message"]
    assert read(site, FACTS) == changed


def test_of_two_tabs_the_second_is_told(site: Site) -> None:
    digests = page(site)["digests"]
    status, said = site.post("edit", path=TALKS, digests=digests, edit=ADD)
    assert status == 200, said
    after = read(site, FACTS)
    assert site.post("edit", path=TALKS, digests=digests, edit=ADD)[0] == 409
    assert read(site, FACTS) == after


def test_an_edit_is_not_undone_over_a_later_one(site: Site) -> None:
    _, saved = edit(site, ADD)
    data = read(site, FACTS)
    assert data
    site.project.write(FACTS, data + b"# mine\n")
    assert site.post("undo", id=saved["undo"])[0] == 409
    assert read(site, FACTS) == data + b"# mine\n"
    assert site.post("undo", id="none")[0] == 404


def test_an_edit_says_what_its_page_was_made_from(site: Site) -> None:
    status, said = edit(site, ADD, digests={})
    assert (status, said["message"]) == (400, "The digest of this file is missing.")


def test_another_program_that_writes_at_the_same_moment_wins(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes are compared right before the file is replaced."""
    sweep = writing._sweep

    def late(folders: set[Path]) -> None:
        sweep(folders)
        site.project.write(FACTS, TALKS_FACTS + "# mine\n")

    digests = page(site)["digests"]
    monkeypatch.setattr(writing, "_sweep", late)
    assert site.post("edit", path=TALKS, digests=digests, edit=ADD)[0] == 409
    assert read(site, FACTS) == (TALKS_FACTS + "# mine\n").encode()


# ------------------------------------------------------------------------ what is not understood


def deep(opening: str, closing: str) -> dict[str, object]:
    value = json.loads(opening * 400 + "1" + closing * 400)
    return {"type": "write-explainer", "slug": "geneva", "fields": {"facts": value}}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("edit", {}),
        ("edit", {"path": TALKS, "digests": {}, "edit": {"type": "none"}}),
        ("edit", {"path": TALKS, "digests": {}, "edit": {"type": "add-note"}}),
        ("edit", {"path": TALKS, "digests": {}, "edit": ADD, "more": 1}),
        ("edit", {"path": 1, "digests": {}, "edit": ADD}),
        ("edit", {"path": TALKS, "digests": [], "edit": ADD}),
        ("undo", {"id": None}),
        ("note-html", {"path": TALKS}),
        ("note-html", {"path": TALKS, "text": "A", "kind": "none"}),
        ("note-html", {"path": TALKS, "text": "[" * 20_000}),
        ("edit", {"path": TALKS, "digests": {}, "edit": deep("[", "]")}),
        ("edit", {"path": TALKS, "digests": {}, "edit": deep('{"a":', "}")}),
    ],
)
def test_other_json_is_refused(site: Site, name: str, sent: dict[str, object]) -> None:
    status, said = site.post(name, **sent)
    assert status == 400
    assert said["message"]


@pytest.mark.parametrize(
    ("method", "name", "status"),
    [
        ("POST", "page", 405), ("GET", "edit", 405), ("GET", "undo", 405),
        ("POST", "none", 404), ("GET", "none", 404),
    ],
)  # fmt: skip
def test_a_request_has_one_method(site: Site, method: str, name: str, status: int) -> None:
    assert (site.post(name) if method == "POST" else site.ask(name))[0] == status


# ------------------------------------------------------------------------------ files and folders


def test_what_was_written_is_told_although_another_file_changes(site: Site) -> None:
    digests = page(site)["digests"]
    written = threading.Event()
    reload, write = PreviewSession.reload, writing.write

    def changing(session: PreviewSession, paths: Collection[Path]) -> bool:
        if written.is_set():
            written.clear()
            raise FileChangedError("articles/ferry.md")
        return reload(session, paths)

    def noting(*given: Any) -> Any:  # noqa: ANN401
        found = write(*given)
        written.set()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PreviewSession, "reload", changing)
        patch.setattr(writing, "write", noting)
        status, saved = site.post("edit", path=TALKS, digests=digests, edit=ADD)
    assert (status, [file["path"] for file in saved["files"]]) == (200, [FACTS])
    assert site.post("undo", id=saved["undo"])[0] == 200
    assert read(site, FACTS) == TALKS_FACTS.encode()


def test_a_slow_disk_is_told_and_nothing_is_written_later(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, digests = read(site, FACTS), page(site)["digests"]
    sweep = writing._sweep

    def slow(folders: set[Path]) -> None:
        sweep(folders)
        time.sleep(1.5)

    with monkeypatch.context() as patch:
        patch.setattr(requests, "_SECONDS", 1.0)
        patch.setattr(writing, "_sweep", slow)
        status, said = site.post("edit", path=TALKS, digests=digests, edit=ADD)
        assert (status, "Nothing was written" in said["message"]) == (504, True)
        time.sleep(1)
    assert read(site, FACTS) == before


# --------------------------------------------------------------------------- a page cannot act


@pytest.mark.parametrize("name", ["hostile", "page", "odd"])
def test_a_capture_cannot_be_the_editor_nor_read_its_token(site: Site, name: str) -> None:
    status, _, html = site.get(f"briefings/{name}/")
    assert status == 200
    elements = re.findall(r'<script[^>]*type="application/json" id="preview-editor">', html)
    assert len(elements) == 1
    assert html.count(site.server.access.token) == 1
    assert "<form action" not in html
    assert "onclick" not in html
    assert "<script>alert" not in html
    assert html.count('src="/-preview/editor/main.js"') == 1
    # Whatever ids headings have, the first `script` is ours.
    head = html.partition("</head>")[0]
    told = head.partition(f'<script type="application/json" id="{scripts.CONFIGURATION}">')[2]
    assert json.loads(told.partition("</script>")[0])["token"] == site.server.access.token


@pytest.mark.parametrize("read_only", [False, True])
def test_scripts_of_editors_run_only_where_pages_cannot_write(
    read_only: bool, tmp_path: Path
) -> None:
    code = "document.title = 1"
    known = b64encode(sha256(code.encode()).digest()).decode()
    note = f"notes:\n- quote: Blue Bridge\n  note: Old.<script>{code}</script>\noutlet: wire\n"
    project = Project(
        tmp_path / "scripts",
        {
            **SMALL,
            "articles/ferry.md": FERRY.replace("outlet: wire\n", note),
            "explainers/geneva.md": f"{GENEVA}\n<script>{code}</script>\n",
        },
    )
    with previewed(project, Heard(), read_only=read_only) as site:
        for path in ("explainers/geneva/", "briefings/ferry/"):
            status, _, html = site.get(path)
            assert (status, code in html) == (200, True)
            (policy,) = re.findall('"Content-Security-Policy" content="([^"]*)"', html)
            assert ("'unsafe-inline'" in policy, known in policy) == (False, read_only)


def test_a_draft_of_a_note_runs_no_script(site: Site) -> None:
    text = (
        "A **note** on [Geneva](../explainers/geneva.md).<script>alert(1)</script>"
        '<img src=x onerror="alert(1)"><a href="javascript:alert(1)">b</a><form action=/x></form>'
    )
    source = {"title": "A report", "url": "https://example.org/a"}
    status, found = site.post(
        "note-html", path=TALKS, kind="disputed", text=text, sources=[source], author="Ann"
    )
    assert status == 200
    html = found["html"]
    assert html.startswith('<aside class="note note--disputed')
    assert "<strong>note</strong>" in html
    assert 'href="../../explainers/geneva/"' in html
    assert "A report" in html
    assert not re.search("<script|onerror|javascript:|<form", html)
    _, found = site.post("note-html", path=TALKS, text="[b](javascript:alert(1))")
    assert [problem["code"] for problem in found["problems"]] == ["note-link"]


def test_a_draft_of_an_explainer_is_shown_as_its_page_would(site: Site) -> None:
    status, found = site.post(
        "note-html", path=TALKS, kind="explainer", text="On Geneva.\n\n## Since\n<script></script>"
    )
    assert status == 200
    assert 'class="mention"' in found["html"]
    assert "<h2" in found["html"]
    assert "<script" not in found["html"]


CAPTURE = """\
The harbour opens

The harbour of Geneva opened on Monday, and ships came from both banks of the lake.

Advertisement

The envoys were glad about it, a mediator said in Geneva on the evening of that day.
"""
EDITS: list[tuple[str, dict[str, Any]]] = [
    ("harbour", {"type": "keep-line", "line": 5, "text": "Advertisement"}),
    ("harbour", {"type": "drop-line", "line": 7}),
    ("harbour", {"type": "set-fact", "key": "brief.says", "value": "It is open: again."}),
    ("harbour", {"type": "set-fact", "key": "authors", "value": ["Ann", "Bo"]}),
    ("talks", ADD),
    ("talks", {"type": "link-here", "phrase": "Envoys", "slug": "geneva"}),
    ("talks", {"type": "add-alias", "slug": "geneva", "alias": "river crossings"}),
    ("talks", {"type": "new-explainer", "title": "Blue Bridge", "kind": "place"}),
]


def test_a_site_edited_on_its_pages_is_the_one_that_is_built_at_once(tmp_path: Path) -> None:
    facts = "published: 2020-02-02\noutlet: wire\n"
    content = {**SMALL, "articles/harbour.txt": CAPTURE, "articles/harbour.yml": facts}
    project = Project(tmp_path / "edited", content)
    project.built()
    with previewed(project, Heard()) as site:
        for name, what in EDITS:
            path = f"/briefings/{name}/"
            before = site.get(path[1:])[2]
            status, saved = edit(site, what, path, digests=page(site, path)["digests"])
            assert (status, len(saved["files"])) == (200, 1), (what, saved)
            if what["type"] not in ("add-alias", "new-explainer"):  # of other pages
                assert site.get(path[1:])[2] != before, what
    project.built()
    shutil.copytree(project.content, tmp_path / "clean/content")
    shutil.copy(project.folder / "mkdocs.yml", tmp_path / "clean")
    clean = Project(tmp_path / "clean")
    clean.built()
    assert tree(project.site) == tree(clean.site)


def test_a_published_site_has_nothing_of_editing(small_site: Project) -> None:
    modules = {p.name for p in (REPOSITORY / "generator/briefings/preview/editor").glob("*.js")}
    for file in (p for p in small_site.site.rglob("*") if p.is_file()):
        data = file.read_bytes()
        for part in (b"-preview/", b"preview-editor", b"X-Briefings-Token", b"add-note"):
            assert part not in data, file
        assert file.name not in modules - {p.name for p in (
            REPOSITORY / "theme_overrides/assets/javascripts").rglob("*.js")}  # fmt: skip


# ---------------------------------------------------------------------------------------- why


@pytest.mark.parametrize(
    ("quote", "verdicts", "actions"),
    [
        ("Geneva", ["linked"], {"link-here", "never-here", "drop-line"}),
        ("mediator", [], {"link-here", "add-alias", "new-explainer", "drop-line"}),
    ],
)
def test_words_have_a_reason_and_what_can_be_done(
    site: Site, quote: str, verdicts: list[str], actions: set[str]
) -> None:
    status, found = site.post("why", path=TALKS, at={"quote": quote, "before": "", "after": ""})
    assert status == 200
    assert found["sentence"]
    assert [mention["verdict"] for mention in found["mentions"]] == verdicts
    assert {action["edit"]["type"] for action in found["actions"]} >= actions


def test_the_reason_follows_an_edit_at_once(site: Site) -> None:
    asked = {"path": TALKS, "at": {"quote": "Geneva"}}
    assert edit(site, {"type": "never-here", "phrase": "Geneva"})[0] == 200
    _, found = site.post("why", **asked)
    assert found["mentions"][0]["verdict"] == "never-link"
    assert site.post("why", path=TALKS, at={"quote": "not there"})[0] == 400
    assert site.post("why", path="/briefings/", at={"quote": "Geneva"})[0] == 404


# ------------------------------------------------------------------------------------ taking in

ARTICLE = "The harbour reopens\n\n" + "".join(
    f"The harbour of Geneva has been open again since {day}, the mediator said on that day.\n\n"
    for day in ("Monday", "Tuesday", "Thursday")
)


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ({"name": "The Harbour.txt", "content": base64(ARTICLE)}, "articles/the-harbour.txt"),
        ({"name": "C:\\a\\x.txt", "content": base64(ARTICLE)}, "articles/x.txt"),
        ({"name": "../../y.txt", "content": base64(ARTICLE)}, "articles/y.txt"),
        ({"text": ARTICLE, "title": "Harbour open"}, "articles/harbour-open.txt"),
        ({"text": ARTICLE}, "articles/the-harbour-reopens-the-harbour-of-geneva-has.txt"),
    ],
)
def test_an_article_is_taken_in(site: Site, sent: dict[str, object], path: str) -> None:
    status, taken = site.post("article", **sent)
    assert status == 200
    assert (taken["path"], taken["duplicates"]) == (path, [])
    assert read(site, path) == ARTICLE.encode()
    assert b"# published: YYYY-MM-DD" in (read(site, path.replace(".txt", ".yml")) or b"")
    assert "unknown-date" in {problem["code"] for problem in taken["problems"]}
    assert site.get(taken["url"].removeprefix("/"))[0] == 200
    assert site.post("undo", id=taken["undo"])[0] == 200
    assert read(site, path) is None


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Give a file, an address or a text."),
        ({"text": "  \n"}, "Give a file, an address or a text."),
        ({"text": "A", "address": "https://example.org/"}, "Give a file, an address or a text."),
        ({"address": "file:///etc/passwd"}, "An address begins with https://"),
        ({"address": "/etc/passwd"}, "An address begins with https://"),
        ({"address": "http://127.0.0.1:1/"}, "is not a public address"),
        ({"address": "http://localhost:1/"}, "is not a public address"),
        ({"name": "a.exe", "content": ""}, "Captures end in"),
        ({"name": "a.txt", "content": "%"}, "has not arrived whole"),
        ({"name": "a.txt", "content": ""}, "contains no article text"),
        ({"name": "talks.md", "content": base64("# A\n\nText.\n")}, "same address on the site"),
        ({"name": "index.txt", "content": base64(ARTICLE)}, "list of briefings"),
        ({"name": "talks.txt", "content": base64(ARTICLE)}, "This file exists already"),
    ],
)
def test_what_is_no_article_is_not_taken_in(
    site: Site, sent: dict[str, object], message: str
) -> None:
    before = sorted(site.project.content.rglob("*"))
    status, said = site.post("article", **sent)
    assert (status, message in said["message"]) == (400, True), said
    assert sorted(site.project.content.rglob("*")) == before


def test_a_duplicate_is_told_and_added_only_anyway(site: Site) -> None:
    long = ARTICLE * 2
    site.project.write("articles/first.txt", long)
    site.settle()
    _, taken = site.post("article", name="second.txt", content=base64(long + "One more.\n"))
    assert (taken["path"], [one["url"] for one in taken["duplicates"]]) == (
        "", ["/briefings/first/"],
    )  # fmt: skip
    assert read(site, "articles/second.txt") is None
    _, taken = site.post("article", name="second.txt", content=base64(long), anyway=True)
    assert taken["path"] == "articles/second.txt"


# ------------------------------------------------------------------------- effects and suggestions


def test_the_effect_on_links_is_told_before_and_after(site: Site) -> None:
    alias = {"type": "add-alias", "slug": "geneva", "alias": "mediator"}
    site.settle()
    status, found = site.post("preview-edit", path=TALKS, edit=alias)
    assert status == 200
    assert found["ledger"]
    assert "adds 1 link to geneva on 1 page" in found["ledger"][0]
    _, saved = edit(site, alias)
    until = time.monotonic() + 20
    while (known := site.ask("effect", undo=saved["undo"])[1]["ledger"]) is None:
        assert time.monotonic() < until
    assert known == found["ledger"]
    assert site.ask("effect", undo="none")[0] == 404


def test_the_effect_of_an_edit_of_one_page_is_told(site: Site) -> None:
    site.settle()
    digests = page(site)["digests"]
    never = {"type": "never-here", "phrase": "Geneva"}
    _, found = site.post("preview-edit", path=TALKS, digests=digests, edit=never)
    assert found["ledger"] == ["“Geneva” removes 1 link to geneva on 1 page."]
    _, found = site.post("preview-edit", path=TALKS, digests=digests, edit=ADD)
    assert found["ledger"] == []


def test_names_without_an_explainer_are_suggested_when_they_are_known(site: Site) -> None:
    until = time.monotonic() + 20
    while (found := site.ask("page", path=TALKS)[1]["suggestions"]) is None:
        assert time.monotonic() < until
    names = {one["name"]: one for one in found}
    assert "The Blue Bridge stays closed" in names["Blue Bridge"]["quote"]
    assert names["Blue Bridge"]["briefings"] == 2
