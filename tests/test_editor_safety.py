"""What other people have written, and other sites, cannot act as the editor: in a real browser."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.previews import Heard, Site, previewed
from tests.project import GENEVA, SMALL, TALKS, Project, tree

MARKUP = "<img src=x onerror=top.acted=1><script>top.acted=2</script>"
FORGED = (
    '<script type="application/json" id="preview-editor">{"token":"forged","words":{}}</script>'
    '<a id="fetch" href="/x">f</a><form id="location"></form>'
)
# Ids of headings are names in the browser, which scripts could take for their own.
HEADINGS = "".join(
    f"## {name}\n\nGeneva has a word about {name}.\n\n"
    for name in ("preview editor", "documentElement", "title", "forms", "body", "head", "fetch",
                 "location", "Intl", "sessionStorage", "desk", "panel", "notes", "then")
)  # fmt: skip
ACTS = """
<script>fetch("/-preview/page?path=/"); top.acted = 3</script>
<script type="module">top.acted = 4</script>
<iframe srcdoc="<script>top.acted = 5</script>"></iframe><base href="https://other.example/">
<svg onload="top.acted = 6"></svg><div onclick="top.acted = 7" id="pressed">Press</div>
"""
# Who forgets to close one of these would lose everything below it.
UNCLOSED = ("textarea", "title", "template")


def explainer(title: str, text: str) -> str:
    return f"{GENEVA.replace('title: Geneva', f'title: X{title}')}\n{text}\n"


FILES = {
    **SMALL,
    "articles/hostile.txt": f"{TALKS}\n{MARKUP} was what he said in Geneva.\n\n{FORGED}\n",
    "articles/hostile.yml": "".join(
        f"{key}: {json.dumps(value)}\n"
        for key, value in {
            "title": f"Talks {MARKUP}", "published": "2020-05-06", "outlet": "hostile",
            "authors": [MARKUP], "tags": [MARKUP], "brief": {"says": MARKUP},
            "notes": [
                {"quote": "Blue Bridge", "note": f"Old. {MARKUP} {ACTS}", "author": MARKUP},
                {"quote": f"Lost {MARKUP}", "note": "Lost."},
            ],
        }.items()
    ),
    "articles/headings.md":
        f"---\ntitle: A\npublished: 2020-06-02\noutlet: wire\n---\n\nGeneva.\n\n{HEADINGS}",
    "outlets/hostile.yml": f"name: {json.dumps(MARKUP)}\n",
    "explainers/acts.md": explainer("acts", HEADINGS + ACTS + FORGED),
    **{f"explainers/{tag}.md": explainer(tag, f"The <{tag}> of it.") for tag in UNCLOSED},
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    heard = Heard()
    project = Project(tmp_path_factory.mktemp("safety"), FILES)
    with previewed(project, heard) as running:
        before = tree(project.content)
        yield running
        assert tree(project.content) == before
    assert heard.failures == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        shown = context.new_page()
        yield shown


@pytest.mark.parametrize(
    "path",
    ["briefings/hostile/", "briefings/headings/", "explainers/acts/",
     *(f"explainers/{tag}/" for tag in UNCLOSED)],
)  # fmt: skip
def test_no_text_is_the_editor_nor_keeps_it_away(path: str, site: Site, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site.url + path)
    panel = page.get_by_role("region", name="Editor")
    panel.or_(page.get_by_role("button", name="in the content: show")).first.wait_for()
    if not panel.is_visible():
        page.keyboard.press("F2")
    page.evaluate(
        """() => document.querySelector("briefings-panel").shadowRoot.querySelectorAll("details")
            .forEach((part) => { part.open = true; })"""
    )
    expect(panel).to_contain_text(path.split("/")[1])
    if path.startswith("briefings/"):
        expect(panel).to_contain_text("2020")
    pressed = page.locator("#pressed")
    if pressed.count():
        pressed.click()
    assert panel.locator("img, script, svg").count() == 0
    assert page.evaluate("window.acted") is None
    assert errors == []


ATTACK = """async (preview) => {
    const told = {};
    const attempt = async (name, act) => {
        try { told[name] = await act(); } catch { told[name] = "refused"; }
    };
    const added = (tag, traits) => new Promise((resolve) => {
        const element = Object.assign(document.createElement(tag), traits);
        element.onload = () => resolve("loaded");
        element.onerror = () => resolve("refused");
        document.body.append(element);
    });
    const headers = { "Content-Type": "application/json", "X-Briefings-Token": "guessed" };
    const edit = `${preview}-preview/edit`;
    const post = (more) => fetch(edit, { method: "POST", body: "{}", ...more });
    await attempt("read", async () => (await fetch(preview)).text());
    await attempt("read blindly", async () => (await fetch(preview, { mode: "no-cors" })).type);
    await attempt("state", async () => (await fetch(`${preview}-preview/page?path=/`)).text());
    await attempt("JSON", async () => (await post({ headers })).text());
    await attempt("form", async () => (await post({ mode: "no-cors" })).type);
    await attempt("script", () => added("script", { src: `${preview}-preview/page?path=/` }));
    await attempt("module", () => import(`${preview}-preview/editor/main.js`));
    await attempt("events", () => new Promise((resolve) => {
        const events = new EventSource(`${preview}-preview/events?path=/`);
        events.onmessage = ({ data }) => resolve(data);
        events.onerror = () => resolve("refused");
    }));
    await added("iframe", { src: `${preview}briefings/talks/` });
    told.frame = document.querySelector("iframe").contentDocument ? "read" : "refused";
    return told;
}"""


@contextmanager
def other_site() -> Iterator[str]:
    """Serve an empty page at another port, which is another origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: ANN401
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_page_of_another_site_reads_nothing_and_writes_nothing(site: Site, page: Page) -> None:
    with other_site() as address:
        page.goto(address)
        told = page.evaluate(ATTACK, site.url)
        assert set(told.values()) == {"refused"}, told
        # A form that a person sends.
        page.set_content(
            f'<form method="post" action="{site.url}-preview/edit"><button>Go</button></form>'
        )
        page.get_by_role("button").click()
        expect(page.locator("body")).to_contain_text("This request comes from another site.")
