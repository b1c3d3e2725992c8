"""Measure what one page loads: `python -m bench.loading SITE` prints it as JSON.

A real browser opens pages of each kind, each with an empty cache. The result counts the bytes of
all files that it requests, in their size on disk: this web server does not compress.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import mean
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser import FLAGS, find_chromium

_OF_EACH = 6
"""Number of pages of each kind to load."""
_LISTS = {"home page": "", "list of briefings": "briefings/", "timeline": "timeline/",
          "list of topics": "topics/"}  # fmt: skip

Sent = list[tuple[str, bytes]]
"""Path and body of each answer of a server."""


class _Server(SimpleHTTPRequestHandler):
    """Serves files, and records what it sends."""

    sent: Sent

    def copyfile(self, source: Any, outputfile: Any) -> None:  # noqa: ANN401
        """Send a file."""
        body = source.read()
        self.sent.append((self.path, body))
        outputfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Browser, str, Sent]]:
    """Serve a folder, and yield a browser, the address of the folder, and what is sent."""
    sent: Sent = []
    _Server.sent = sent
    handler = partial(_Server, directory=str(folder))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS)) as browser,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        yield browser, f"http://127.0.0.1:{server.server_port}/", sent
        server.shutdown()


def main(folder: str) -> None:
    """Load pages of a site, and print the average number of bytes of each kind."""
    site = Path(folder)
    pages = {name: [page] for name, page in _LISTS.items()}
    pages |= {kind: _some(site, f"{kind}s") for kind in ("briefing", "explainer")}
    with serving(site) as (browser, root, sent):
        loaded = {
            kind: mean(_loaded(browser, root + page, sent) for page in some)
            for kind, some in pages.items()
        }
    json.dump(loaded, sys.stdout)


def _some(site: Path, kind: str) -> list[str]:
    """Return pages of a kind, spread evenly over the alphabet."""
    found = sorted(
        f"{path.parent.relative_to(site)}/" for path in site.glob(f"{kind}/*/index.html")
    )
    return found[:: max(1, len(found) // _OF_EACH)][:_OF_EACH]


def _loaded(browser: Browser, url: str, sent: Sent) -> int:
    """Return the bytes that a page requests until the network is idle."""
    sent.clear()
    with browser.new_context() as context:
        context.new_page().goto(url, wait_until="networkidle")
    return sum(len(body) for _, body in sent)


if __name__ == "__main__":
    main(sys.argv[1])
