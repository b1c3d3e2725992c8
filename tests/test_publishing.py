"""The published site: in a sub path, and with the headers that the documentation names."""

import functools
import re
import threading
import tomllib
from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from lxml.html import document_fromstring
from playwright.sync_api import Page, Response, expect

from tests.browser_pages import settle
from tests.project import REPOSITORY, SMALL, Project

ADDRESS = "https://example.org/briefings/"
DOCUMENTED = (REPOSITORY / "docs/publishing.md").read_text("utf-8")
(POLICY,) = set(re.findall(r'Content-Security-Policy "([^"]+)"', DOCUMENTED))
CONTENT = {
    **SMALL,
    "articles/talks.yml": SMALL["articles/talks.yml"]
    + "redirect_from: [crossings]\n"
    + "notes: [{quote: stays closed, note: It is open., kind: correction, date: 2020-05-06}]\n",
    "explainers/geneva.md": SMALL["explainers/geneva.md"]
    + "\n| Year | Event |\n|-----:|:-----:|\n| 1815 | [Congress](https://other.example/) |\n",
    "pages/imprint.md": "---\ntitle: Imprint\nsummary: Who we are.\n---\n\nUs.\n",
}
WRONG = "no/such/page/"
# Files to which no page leads: those that programs know by name, and what other settings use.
ALONE = {
    "404.html", "llms.txt", "robots.txt", "data/briefings.json", "data/explainers.json",
    "data/annotations.jsonld", "search.md", "assets/images/card.png",
    "briefings/crossings/", "topics/crossings/", "assets/javascripts/consent.js",
    "assets/stylesheets/dossiers.css",
}  # fmt: skip
PAGES = (
    "", "briefings/", "briefings/talks/", "timeline/", "explainers/", "explainers/geneva/",
    "topics/", "topics/crossings/", "outlets/", "outlets/wire/", "pages/imprint/",
    "briefings/crossings/", "corrections/",
    "search/?q=geneva",
)  # fmt: skip


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as hosts do: with a page for wrong addresses, and the documented policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        del message, explain
        body = Path(self.directory, "briefings/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest has the floor."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("published"), CONTENT)
    project.configure(f"site_url: {ADDRESS}\n")
    project.built("--strict")
    return project


@pytest.fixture(scope="module")
def host(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has the site in a sub path, and nothing else."""
    root = tmp_path_factory.mktemp("host")
    (root / "briefings").symlink_to(project.site, target_is_directory=True)
    handler = functools.partial(Handler, directory=str(root))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_examples_of_netlify_can_be_read() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCUMENTED, re.DOTALL)
    settings = tomllib.loads(example)
    assert settings["build"]["publish"] == "build/site"
    assert settings["headers"][0]["values"]["Content-Security-Policy"] == POLICY


# ------------------------------------------------------------------------------ sub path


def addresses(text: str, kind: str) -> Iterator[str]:
    """Yield the addresses in a file of the site, absolute or not."""
    yield from (found.rstrip(".") for found in re.findall(r"https://example\.org/[\w./%~-]*", text))
    if kind == "text/html":
        for element in document_fromstring(text.encode()).iter():
            for name in ("href", "src", "action", "poster", "data-index"):
                yield from filter(None, [element.get(name)])
    elif kind == "text/css":
        yield from re.findall(r"url\([\"']?([^\"')]+)", text)
    elif kind.endswith("javascript"):
        yield from re.findall(r"(?:from|import|import\()\s*[\"']([^\"']+)[\"']", text)


def test_no_address_leads_out_of_the_sub_path_or_to_nothing(host: str, project: Project) -> None:
    found: dict[str, str] = {}
    due = [ADDRESS, ADDRESS + WRONG, *(ADDRESS + path for path in sorted(ALONE))]
    broken = []
    while due:
        address, _ = urldefrag(due.pop())
        if address in found or not address.startswith("https://example.org/"):
            continue
        try:
            with urlopen(address.replace("https://example.org/", host)) as answer:
                body, kind = answer.read(), answer.headers.get_content_type()
        except HTTPError as error:
            body, kind = error.read(), error.headers.get_content_type()
            if not address.endswith(WRONG):
                broken.append(address)
        found[address] = kind
        if kind.startswith("text/") or kind.endswith(("json", "xml", "javascript")):
            text = body.decode("utf-8")
            due += [urljoin(address, other) for other in addresses(text, kind)]
    assert broken == []
    files = {path.relative_to(project.site).as_posix() for path in project.site.rglob("*.*")}
    files = {path.removesuffix("index.html") for path in files if not path.startswith("pagefind/")}
    reached = {address.removeprefix(ADDRESS) for address in found}
    assert files <= reached


# ------------------------------------------------------------------------------- headers


def test_the_site_passes_the_documented_policy(
    browser_page: Page, host: str, browser_findings: list[str]
) -> None:
    failed: list[str] = []

    def on_response(response: Response) -> None:
        inside = response.url.startswith(f"{host}briefings/")
        if not inside or (response.status >= HTTPStatus.BAD_REQUEST):
            failed.append(response.url)

    browser_page.on("response", on_response)
    for path in PAGES:
        browser_page.goto(f"{host}briefings/{path}")
        settle(browser_page)
        browser_page.locator("[data-scheme-switch]").click()
        if path == "briefings/talks/":
            browser_page.locator("article a[href*='explainers/geneva']").first.hover()
            expect(browser_page.get_by_role("tooltip")).to_be_visible()
    expect(browser_page.locator("[data-search-group] li").first).to_be_visible()
    assert failed == []
    assert browser_findings == []
    browser_page.goto(f"{host}briefings/{WRONG}")
    expect(browser_page.get_by_role("heading", level=1)).to_have_text(
        "There is no page at this address"
    )
    assert failed == [f"{host}briefings/{WRONG}"]
    browser_findings[:] = [text for text in browser_findings if "404" not in text]
