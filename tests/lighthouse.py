"""`make lighthouse`: Lighthouse's four categories, on a phone, for each kind of page.

The built site is served as any web server would serve it, compressed, on this machine. Lighthouse
comes from npm through npx, in a version that is pinned here, and drives the Chromium that the
browser tests drive. The figures of performance are of a simulated slow phone and network, but what
else the machine does shows in them; so a page that misses the floor is measured twice more, and the
median counts: https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from rich.console import Console
from rich.table import Table

from tests.browser import FLAGS, NoBrowserError, find_chromium
from tests.browser_pages import PAGES

SITE = Path(__file__).parents[1] / "build" / "site"
ADDRESSES = {
    **{kind: PAGES[kind] for kind in ("home", "briefing", "explainer")},
    "search": "search/",
    "search, with results": PAGES["search"],
}
# The last line of versions that runs with Node.js 20.
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLOOR = 100
# The first results stand behind 72 kB of Pagefind's program: they are painted after 2.3 s of the
# slow network, where 100 wants less than 2; without the font, the most that is loaded beside, 2.1.
# The scripts that answer questions and correct slips (37 kB, uncompressed) cost one point more.
FLOOR_OF_RESULTS = 97
SECONDS = 180

_COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".md")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder as web servers do: texts are compressed, connections and answers kept."""

    protocol_version = "HTTP/1.1"
    # Else the head of a small file is sent at once, and its body when the head is acknowledged,
    # which a receiver puts off by 40 ms: https://www.rfc-editor.org/rfc/rfc896
    disable_nagle_algorithm = True

    def send_head(self) -> BinaryIO | BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in _COMPRESSED or not path.is_file():
            return super().send_head()
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Last-Modified", self.date_time_string(path.stat().st_mtime))
        self.end_headers()
        return BytesIO(data)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the table has everything."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def scores(url: str, chromium: Path) -> Mapping[str, int]:
    """Return the score of each category for a page, of 100.

    Raises:
        RuntimeError: Lighthouse did not run; the message has its last words.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [
                "npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json",
                f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags=--headless=new {' '.join(f for f in FLAGS if ' ' not in f)}",
            ],
            env={**os.environ, "CHROME_PATH": str(chromium)},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
        if done.returncode or not report.is_file():
            raise RuntimeError((done.stderr or done.stdout).strip()[-600:])
        found = json.loads(report.read_text(encoding="utf-8"))
    _say_why(found)
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}


def _say_why(report: Mapping[str, Any]) -> None:
    """Print the audits that cost points."""
    for category in report["categories"].values():
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"  {audit['id']}: {audit['title']} {audit.get('displayValue', '')}")


def main() -> int:
    """Measure each kind of page, print a table, and return 1 where a score is below the floor."""
    if not shutil.which("npx"):
        print("lighthouse: npx is missing. It comes with Node.js 18 or newer (nodejs, npm).")
        return 1
    if not (SITE / "index.html").is_file():
        print("lighthouse: there is no site in build/site. To build it, run: make site")
        return 1
    table = Table("page", *CATEGORIES)
    low = False
    try:
        chromium = find_chromium(shell=False)
        with _served(SITE) as root:
            for kind, address in ADDRESSES.items():
                floor = FLOOR_OF_RESULTS if "?" in address else FLOOR
                found = scores(root + address, chromium)
                if min(found.values()) < floor:
                    runs = [found, *(scores(root + address, chromium) for _ in range(2))]
                    found = {name: sorted(run[name] for run in runs)[1] for name in CATEGORIES}
                low = low or min(found.values()) < floor
                table.add_row(kind, *(str(found[name]) for name in CATEGORIES))
    except (NoBrowserError, RuntimeError, subprocess.TimeoutExpired) as error:
        print(f"lighthouse: {error}")
        return 1
    Console().print(table)
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
