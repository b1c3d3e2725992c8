"""The open pages of a preview: each is told when it has changed, and what is wrong.

By server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from briefings.content import articles
from briefings.content.folders import ARTICLES, EXPLAINERS
from briefings.model.content import Problem, Severity
from briefings.preview.answers import Answer
from briefings.preview.session import Snapshot
from briefings.text import report, uris

# More than anyone reads on a page; all of them are in the terminal.
_SHOWN = 30
# A message to a page that is gone fails, which ends its connection.
_PULSE_SECONDS = 15


class EventClients:
    """Whoever has a page open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[tuple[str, queue.SimpleQueue[str]]] = []

    @contextmanager
    def reading(self, path: str) -> Iterator[Callable[[], str]]:
        """Take part as a reader of a path; gives what waits for the next message, if any."""
        messages: queue.SimpleQueue[str] = queue.SimpleQueue()
        with self._lock:
            self._open.append((path, messages))

        def wait() -> str:
            try:
                return messages.get(timeout=_PULSE_SECONDS)
            except queue.Empty:
                return ""

        try:
            yield wait
        finally:
            with self._lock:
                self._open.remove((path, messages))

    def tell(self, message: Callable[[str], str]) -> None:
        """Send every reader the message for the path that is read; who came last is first."""
        with self._lock:
            readers = list(reversed(self._open))
        told: dict[str, str] = {}
        for path, messages in readers:
            if path not in told:
                told[path] = message(path)
            messages.put(told[path])


def message(snapshot: Snapshot, answer: Answer) -> str:
    """Return what a page is told: the version that it should be of, and what is wrong."""
    folder = snapshot.project.content_name
    problems = [
        {
            "severity": problem.severity.value,
            "where": report.where(problem, folder),
            "message": problem.message,
            "hint": problem.hint,
            "here": page_of(problem) == answer.uri != "",
        }
        for problem in snapshot.problems
    ]
    if snapshot.unloaded:
        problems.append(
            {
                "severity": Severity.ERROR.value,
                "where": snapshot.project.config.config_file_path.rpartition("/")[2],
                "message": snapshot.unloaded,
                "hint": "The preview goes on with what the file said before.",
                "here": False,
            }
        )
    if answer.failure:
        file, line = answer.failure.file, answer.failure.line
        problems.append(
            {
                "severity": Severity.ERROR.value,
                "where": f"{file}:{line}" if line else file,
                "message": answer.failure.message,
                "hint": "The page is shown as it was before.",
                "here": True,
            }
        )
    problems.sort(key=lambda p: (p["severity"] != Severity.ERROR.value, not p["here"]))
    errors = sum(problem["severity"] == Severity.ERROR.value for problem in problems)
    return json.dumps(
        {
            "version": answer.version,
            "errors": errors,
            "warnings": len(problems) - errors,
            "problems": problems[:_SHOWN],
            "more": len(problems[_SHOWN:]),
        }
    )


def page_of(problem: Problem) -> str:
    """Return the URI of the page that a problem's file is for; nothing where it is for many."""
    folder = problem.file.partition("/")[0]
    slug = articles.slug_of(problem.file)
    return {ARTICLES: uris.briefing(slug), EXPLAINERS: uris.explainer(slug)}.get(folder, "")
