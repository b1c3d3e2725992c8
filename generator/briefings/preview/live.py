"""Server-sent events: send each open page its version and the problems of the content.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from briefings.content import articles
from briefings.content.folders import ARTICLES, DOSSIERS, EXPLAINERS, INTRODUCTION, PAGES
from briefings.mkdocs_plugin import editors
from briefings.model.content import Problem, Severity
from briefings.preview.answers import Answer
from briefings.preview.session import Snapshot
from briefings.text import report, uris

# Problems shown on a page; the terminal shows all.
_SHOWN = 30
# A regular message, because sending to a closed page fails and so ends its connection.
_PULSE_SECONDS = 15
# Each holds a thread. Hidden pages close theirs.
_MOST = 60


class EventClients:
    """The clients that have a page open."""

    def __init__(self, most: int = _MOST) -> None:
        """Take the maximal number of clients."""
        self._most, self._lock = most, threading.Lock()
        self._open: list[_Client] = []

    @contextmanager
    def subscribed(self, path: str) -> Iterator[Callable[[], str | None]]:
        """Register a client for a path; yields a function that blocks for its next message.

        The function returns an empty text if no message comes for some seconds, and None at the
        end: if there are too many clients, the one that came first is closed.
        """
        client = _Client(path)
        with self._lock:
            self._open.append(client)
            if len(self._open) > self._most:
                self._open.pop(0).messages.put(None)

        def wait() -> str | None:
            try:
                return client.messages.get(timeout=_PULSE_SECONDS)
            except queue.Empty:
                return ""

        try:
            yield wait
        finally:
            with self._lock:
                if client in self._open:
                    self._open.remove(client)

    def send(self, message: Callable[[str], str]) -> None:
        """Send each client the message for its path, the newest client first."""
        with self._lock:
            clients = list(reversed(self._open))
        sent: dict[str, str] = {}
        for client in clients:
            if client.path not in sent:
                sent[client.path] = message(client.path)
            client.messages.put(sent[client.path])


@dataclass(frozen=True, slots=True, eq=False)
class _Client:
    path: str
    messages: "queue.SimpleQueue[str | None]" = field(default_factory=queue.SimpleQueue)


def message(snapshot: Snapshot, answer: Answer) -> str:
    """Return the message for a page: its current version and the problems, as JSON."""
    folder, root = snapshot.project.content_name, snapshot.project.content_dir.absolute()
    editor = snapshot.project.plugin.config.editor
    problems = [
        {
            "severity": problem.severity.value,
            "where": report.where(problem, folder),
            "message": problem.message,
            "hint": problem.hint,
            "here": page_of(problem) == answer.uri != "",
            "link": editors.link(editor, root / problem.file, problem.line),
        }
        for problem in snapshot.problems
    ]
    config_file = Path(snapshot.project.config.config_file_path)
    for error in snapshot.config_error.splitlines():
        where, _, said = error.removeprefix(f"{config_file.parent}/").partition(": ")
        problems.append(
            {
                "severity": Severity.ERROR.value,
                "where": where,
                "message": said,
                "hint": "The preview uses the last valid settings.",
                "here": False,
                "link": editors.link(editor, config_file, 0),
            }
        )
    if answer.failure:
        file, line = answer.failure.file, answer.failure.line
        problems.append(
            {
                "severity": Severity.ERROR.value,
                "where": f"{file}:{line}" if line else file,
                "message": answer.failure.message,
                "hint": "The preview shows the last version that could be rendered.",
                "here": True,
                "link": editors.link(editor, Path(file), line),
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
    """Return the URI of the page of a problem's file; empty if the file affects several pages."""
    folder = problem.file.partition("/")[0]
    if folder == INTRODUCTION:
        return uris.HOME
    slug = articles.slug_of(problem.file)
    pages = {
        ARTICLES: uris.briefing,
        DOSSIERS: uris.dossier,
        EXPLAINERS: uris.explainer,
        PAGES: uris.own_page,
    }
    return pages[folder](slug) if folder in pages else ""
