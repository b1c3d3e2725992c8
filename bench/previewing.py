"""Measures the preview: `python -m bench.previewing PROJECT` prints seconds as JSON.

A real browser has a page open, and the file of that page is written. What counts is the time from
then until the browser shows what was written: the file read again, the page made and rendered, the
browser told, and the page loaded anew. That is measured twice in turn: when the preview has nothing
else to do, and while it compiles everything after the edit before.
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
"""How often a page is edited at rest, and how often again."""
_REST = 25.0
"""Seconds after an edit in which everything is compiled, with some to spare."""
_SOON = 3.0
"""Seconds after an edit when everything is being compiled, beyond the second of quiet before."""
_BIN = Path(sys.executable).parent


def main(folder: str) -> None:
    """Measure the preview of a project, and print seconds by what was edited and when."""
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
    """Edit a file, and return the seconds until the browser shows the sentence that is new."""
    sentence = f"The reader finds quoxibrand {sentence} here."
    started = perf_counter()
    edit(path, sentence)
    page.get_by_text(sentence).first.wait_for()
    return perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1])
