"""Measure the preview: `python -m bench.previewing PROJECT` prints seconds as JSON.

A real browser shows a page, and the file of that page is edited. The result is the time from the
edit until the browser shows it: reading the file, building and rendering the page, notifying the
browser, and loading the page again. It is measured twice: while the preview is idle, and while it
compiles everything after the previous edit.
"""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen
from time import perf_counter, sleep

from playwright.sync_api import Page, sync_playwright

from bench import corpus
from tests.browser import FLAGS, find_chromium

EDITS = 5
"""Number of edits while the preview is idle, and of edits right after those."""
_REST = 25.0
"""Seconds after an edit in which the preview certainly compiles everything."""
_SOON = 3.0
"""Seconds after an edit when the preview is compiling; it waits for one second first."""
_BIN = Path(sys.executable).parent


def main(folder: str) -> None:
    """Measure the preview of a project, and print seconds by kind of edit."""
    content = Path(folder, "content")
    briefing = sorted((content / "articles").glob("*.txt"))[0]
    explainer = sorted((content / "explainers").glob("*.md"))[0]
    command = [
        str(_BIN / "briefings"), "-f", str(Path(folder, "mkdocs.yml")), "serve", "--port", "0",
    ]  # fmt: skip
    with Popen(command, stdout=PIPE, text=True) as server, ExitStack() as stack:
        stack.callback(server.terminate)
        assert server.stdout is not None
        started = perf_counter()
        address = next(word for word in server.stdout.readline().split() if "://" in word)
        seconds: dict[str, list[float]] = {"begin": [perf_counter() - started]}
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(
                executable_path=find_chromium(), args=list(FLAGS)
            ) as browser,
        ):
            page = browser.new_page()
            for name, path, edit in (
                ("briefing", briefing, corpus.edit_briefing),
                ("explainer", explainer, corpus.edit_explainer),
            ):
                page.goto(f"{address}{name}s/{path.stem}/")
                for number in range(EDITS):
                    for when, pause in ((f"{name} at rest", _REST), (f"{name} again", _SOON)):
                        sleep(pause)
                        took = _shown_after(page, path, edit, f"{when} {number}")
                        seconds.setdefault(when, []).append(took)
    json.dump(seconds, sys.stdout)


def _shown_after(page: Page, path: Path, edit: Callable[[Path, str], None], sentence: str) -> float:
    """Edit a file, and return the seconds until the browser shows the new sentence."""
    sentence = f"The reader finds quoxibrand {sentence} here."
    started = perf_counter()
    edit(path, sentence)
    page.get_by_text(sentence).first.wait_for()
    return perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1])
