"""Server-sent events: send each open page its version and the problems of the content.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefings.content import articles
from briefings.content.folders import ARTICLES, DOSSIERS, EXPLAINERS, INTRODUCTION, PAGES
from briefings.model.content import Problem, Severity
from briefings.preview.answers import Answer
from briefings.preview.session import Snapshot
from briefings.text import report, uris, words

# Problems shown on a page; the terminal shows all.
_SHOWN = 30
# A regular message, because sending to a closed page fails and so ends its connection.
_PULSE_SECONDS = 15


class EventClients:
    """The clients that have a page open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[tuple[str, queue.SimpleQueue[str]]] = []

    @contextmanager
    def subscribed(self, path: str) -> Iterator[Callable[[], str]]:
        """Register a client for a path; yields a function that blocks for its next message.

        The function returns an empty text if no message comes for some seconds.
        """
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

    def send(self, message: Callable[[str], str]) -> None:
        """Send each client the message for its path, the newest client first."""
        with self._lock:
            clients = list(reversed(self._open))
        sent: dict[str, str] = {}
        for path, messages in clients:
            if path not in sent:
                sent[path] = message(path)
            messages.put(sent[path])


def message(snapshot: Snapshot, answer: Answer) -> str:
    """Return the message for a page: its current version and the problems, as JSON."""
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


def interface(locale: str) -> str:
    """Return the words of `live.js` in the site's language as JSON; placeholders are in braces."""
    gettext = words.of(locale).gettext

    def plural_forms(singular: str, plural: str) -> Mapping[str, str]:
        return words.plural_forms(singular, plural, locale)

    return json.dumps({
        "locale": locale.replace("_", "-"),
        "errors": plural_forms("{number} error", "{number} errors"),
        "warnings": plural_forms("{number} warning", "{number} warnings"),
        "more": plural_forms("{number} more in the terminal.", "{number} more in the terminal."),
        "error": gettext("Error"),
        "warning": gettext("Warning"),
        "hide": gettext("Hide"),
        "show": gettext("{problems} in the content: show"),
        "comma": gettext(", "),
    })  # fmt: skip


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
