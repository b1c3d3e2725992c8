"""Measure what one page loads: `python -m bench.loading SITE` prints it as JSON.

A real browser opens pages of each kind, each with an empty cache. The result counts the bytes of
all files that it requests, in their size on disk: this web server does not compress.
"""

import json
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean
from threading import Thread

from playwright.sync_api import Browser, Response, sync_playwright

from tests.browser import FLAGS, find_chromium

_OF_EACH = 6
"""Number of pages of each kind to load."""
_LISTS = {"home page": "", "list of briefings": "briefings/", "timeline": "timeline/",
          "list of topics": "topics/"}  # fmt: skip


def main(folder: str) -> None:
    """Load pages of a site, and print the average number of bytes of each kind."""
    site = Path(folder)
    pages = {name: [page] for name, page in _LISTS.items()}
    pages |= {kind: _some(site, f"{kind}s") for kind in ("briefing", "explainer")}
    handler = partial(_Quiet, directory=folder)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS)) as browser,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        loaded = {
            kind: mean(_loaded(browser, root + page) for page in some)
            for kind, some in pages.items()
        }
        server.shutdown()
    json.dump(loaded, sys.stdout)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def _some(site: Path, kind: str) -> list[str]:
    """Return pages of a kind, spread evenly over the alphabet."""
    found = sorted(
        f"{path.parent.relative_to(site)}/" for path in site.glob(f"{kind}/*/index.html")
    )
    return found[:: max(1, len(found) // _OF_EACH)][:_OF_EACH]


def _loaded(browser: Browser, url: str) -> int:
    """Return the bytes that a page requests until the network is idle."""
    with browser.new_context() as context:
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda one: answers.append(one))  # noqa: PLW0108 - it is given attributes
        page.goto(url, wait_until="networkidle")
        return sum(len(one.body()) for one in answers if one.ok)


if __name__ == "__main__":
    main(sys.argv[1])
