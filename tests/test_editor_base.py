"""What all parts of the editing script build on: words of the page, requests, and checked types."""

import json
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser_pages import BRIEFING, MARKED
from tests.project import REPOSITORY

SCRIPTS = REPOSITORY / "generator/briefings/preview/editor"
EVENTS = "text/event-stream"


@pytest.fixture
def scripts(browser_page: Page, site: str) -> Page:
    """A page of the site that can import the modules of the editing script."""
    browser_page.route(
        "**/-preview/editor/*.js",
        lambda route: route.fulfill(
            path=SCRIPTS / route.request.url.rpartition("/")[2], content_type="text/javascript"
        ),
    )
    browser_page.goto(f"{site}404.html")
    return browser_page


def test_types_are_correct() -> None:
    done = subprocess.run(
        [REPOSITORY / ".ci/scripts", "--offline"], capture_output=True, text=True, check=False
    )
    if done.returncode == 77:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout


# -------------------------------------------------------------------------------- words of the page

# The body of an article with the selection between brackets; its words, what is before, and after.
SELECTIONS: dict[str, tuple[str, tuple[str, str, str] | None]] = {
    "words of a line": (
        "<p>The [bridge stays] closed.</p>", ("bridge stays", "The ", " closed."),
    ),
    "spaces around the words": ("<p>The[ bridge ]stays.</p>", ("bridge", "The ", " stays.")),
    "spaces as in the source": (
        "<p>The [blue\n   bridge] is old.</p>", ("blue bridge", "The ", " is old."),
    ),
    "spaces of other kinds": (
        "<p>In [40\N{NO-BREAK SPACE}days].</p>", ("40\N{NO-BREAK SPACE}days", "In ", "."),
    ),
    "several blocks": (
        "<h2>Talks</h2>\n<p>They [met.</p>\n<p>The bridge] stays.</p>",
        ("met.\nThe bridge", "Talks\nThey ", " stays."),
    ),
    "a list and a table": (
        "<ul><li>one</li><li>[two]</li></ul><table><tr><td>a</td><td>b</td></tr></table>",
        ("two", "one\n", "\na\nb"),
    ),
    "a line that ends early": ("<p>One[<br>two] three</p>", ("two", "One\n", " three")),
    "links and marks of notes": (
        '<p>The <a href="/">blue [<mark class="note-mark">br</mark></a>idge] is old.</p>',
        ("bridge", "The blue ", " is old."),
    ),
    "the number of a note, and the note": (
        '<p>Closed[ at noon<sup class="note-ref"><a role="doc-noteref">1</a></sup>, then</p>'
        '<aside class="note"><p>No.</p></aside><p>opened].</p>',
        ("at noon, then\nopened", "Closed ", "."),
    ),
    "nothing but a number of a note": (
        '<p>Closed<sup><a role="doc-noteref">[1]</a></sup> again.</p>', None,
    ),
    "nothing but spaces": ("<p>Closed[ ]again.</p>", None),
    "characters of two units": ("<p>😀 [😀😀] 😀</p>", ("😀😀", "😀 ", " 😀")),
    "from right to left": (
        "<p dir='rtl'>بقي [الجسر الأزرق] مغلقا.</p>", ("الجسر الأزرق", "بقي ", " مغلقا."),
    ),
    "markup in the words": (
        "<p>He wrote [&lt;b&gt;no&lt;/b&gt;].</p>", ("<b>no</b>", "He wrote ", "."),
    ),
}  # fmt: skip
PREPARE = f"""async (html) => {{
    const [article, range] = ({MARKED})(html);
    const {{ ArticleText }} = await import("/-preview/editor/selection.js");
    return [new ArticleText(article, ".note, [role=doc-noteref]"), range];
}}"""
SELECTED = f"""async (html) => {{
    const [text, range] = await ({PREPARE})(html);
    const span = text.spanOf(range);
    if (!span) return null;
    const selection = text.selectionOf(span);
    const found = text.find(selection);
    const again = text.spanOf(text.rangeOf(span));
    const isFound = JSON.stringify([found, again]) === JSON.stringify([span, span]);
    return {{ selection: [selection.quote, selection.before, selection.after], isFound }};
}}"""


def test_a_selection_has_the_words_of_the_article_alone_and_is_found_again(scripts: Page) -> None:
    for case, (html, selection) in SELECTIONS.items():
        found = scripts.evaluate(SELECTED, html)
        expected = selection and {"selection": list(selection), "isFound": True}
        assert found == expected, case


# A text, the selection that was made in another, and the place in this one.
FOUND = {
    "the same place": ("The bridge. A bridge.", ("bridge", "A ", "."), 14),
    "words before have changed": ("Now the bridge. That bridge.", ("bridge", "A ", ". That"), 8),
    "in doubt none": ("The bridge. The bridge.", ("bridge", "x", "y"), None),
    "gone": ("The ferry.", ("bridge", "The ", "."), None),
    "no words": ("The ferry.", ("", "The ", "."), None),
}


def test_words_are_found_again_after_the_page_has_changed_unless_in_doubt(scripts: Page) -> None:
    for case, (text, (quote, before, after), place) in FOUND.items():
        found = scripts.evaluate(
            """async ([text, selection]) => {
                document.body.innerHTML = `<div class="article"><p>${text}</p></div>`;
                const { ArticleText } = await import("/-preview/editor/selection.js");
                const found = new ArticleText(document.querySelector(".article"), "i");
                return found.find(selection)?.start ?? null;
            }""",
            [text, {"quote": quote, "before": before, "after": after}],
        )
        assert found == place, case


def test_the_words_of_a_page_are_those_of_its_language(scripts: Page) -> None:
    words = """async ([html, lang]) => {
        document.body.innerHTML = `<div class="article" lang="${lang}">${html}</div>`;
        const { ArticleText } = await import("/-preview/editor/selection.js");
        const text = new ArticleText(document.querySelector(".article"), "i");
        return text.words().map(({ start, end }) => text.text.slice(start, end));
    }"""
    assert scripts.evaluate(words, ["<p>It’s a “blue” bridge…</p><p>Yes</p>", "en"]) == [
        "It’s", "a", "blue", "bridge", "Yes",
    ]  # fmt: skip
    assert len(scripts.evaluate(words, ["<p>青い橋は閉鎖された。</p>", "ja"])) > 2


# --------------------------------------------------------------------------------------- requests

ASK = """async () => {
    const { Api } = await import("/-preview/editor/api.js");
    const edit = { type: "delete-note", line: 3 };
    return new Api("secret", "/briefings/a/").edit(edit, { "a.yml": "1" });
}"""
Answer = Callable[[Route], None]


def answer(status: int, body: str) -> Answer:
    return lambda route: route.fulfill(status=status, body=body)


NO_NOTE = {"message": "No such note.", "hint": "Load the page.", "file": "a.yml", "line": 3}
NOW = {"files": [{"path": "a.yml", "digest": "2"}]}
REFUSALS: dict[str, tuple[Answer, dict[str, object]]] = {
    "a problem": (answer(400, json.dumps(NO_NOTE)), {"kind": "problem", **NO_NOTE}),
    "no right to write": (
        answer(403, "Not from here.\n"), {"kind": "forbidden", "message": "Not from here."},
    ),
    "a file that has changed": (answer(409, json.dumps(NOW)), {"kind": "conflict", **NOW}),
    "too much": (answer(413, "Too large."), {"kind": "too-large", "message": "Too large."}),
    "a part that is missing": (answer(501, ""), {"kind": "failed"}),
    "an answer that is none": (answer(200, "<p>Sign in"), {"kind": "unreachable"}),
    "no preview any more": (lambda route: route.abort(), {"kind": "unreachable"}),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_is_a_value(case: str, scripts: Page, browser_findings: list[str]) -> None:
    respond, expected = REFUSALS[case]
    scripts.route("**/-preview/edit", respond)
    outcome = scripts.evaluate(ASK)
    browser_findings.clear()  # browsers report the status as an error
    assert outcome["ok"] is False
    assert outcome["refusal"] == {
        "kind": "", "message": "", "hint": "", "file": "", "line": 0, "files": [], **expected,
    }  # fmt: skip


def test_what_is_not_there_yet_is_asked_for_again(
    scripts: Page, browser_findings: list[str]
) -> None:
    answers = [(503, "Try again."), (200, json.dumps({"undo": "u1"}))]

    def respond(route: Route) -> None:
        status, body = answers.pop(0)
        route.fulfill(status=status, body=body)

    scripts.route("**/-preview/edit", respond)
    assert scripts.evaluate(ASK) == {"ok": True, "value": {"undo": "u1"}}
    browser_findings.clear()  # browsers report the status as an error


def test_a_request_that_writes_has_the_token_and_the_digests(scripts: Page) -> None:
    asked = []

    def hear(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(json={"files": [], "undo": "u1", "ledger": None, "url": None})

    scripts.route("**/-preview/edit", hear)
    assert scripts.evaluate(ASK)["value"]["undo"] == "u1"
    (request,) = asked
    assert request.method == "POST"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["x-briefings-token"] == "secret"
    assert json.loads(request.post_data or "") == {
        "path": "/briefings/a/",
        "digests": {"a.yml": "1"},
        "edit": {"type": "delete-note", "line": 3},
    }


def test_the_entry_starts_with_what_the_preview_tells(scripts: Page, site: str) -> None:
    scripts.route("**/-preview/events*", lambda route: route.fulfill(content_type=EVENTS))
    scripts.goto(site + BRIEFING)
    said = scripts.evaluate(
        """async () => {
            const heading = '<h2 id="preview-editor">Preview editor</h2>';
            document.body.insertAdjacentHTML("afterbegin", heading);
            const element = document.createElement("script");
            Object.assign(element, { id: "preview-editor", type: "application/json" });
            const files = { one: "{number} file", other: "{number} files of {kind}" };
            const words = { locale: "de", close: "Schließen {what}", files };
            element.textContent = JSON.stringify({ token: "", version: "1", words });
            document.head.prepend(element);
            const { desk: { words: said } } = await import("/-preview/editor/main.js");
            const [one, many] = [1, 1200].map((number) => said.count("files", number));
            return [said.say("close", { what: "<b>" }), one, many];
        }"""
    )
    assert said == ["Schließen <b>", "1 file", "1.200 files of {kind}"]
