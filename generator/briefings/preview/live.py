"""Server-sent events: send each open page its version and the problems of the content.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json
import os
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
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


def message(snapshot: Snapshot, answer: Answer, *, starts_programs: bool) -> str:
    """Return the message for a page: its current version and the problems, as JSON.

    Args:
        snapshot: the content.
        answer: the page.
        starts_programs: whether the page may have files opened by a command.
    """
    folder, root = snapshot.project.content_name, snapshot.project.content_dir.absolute()
    config_file = Path(snapshot.project.config.config_file_path).absolute()
    editor = editors.editor(snapshot.project.plugin.config.editor)

    def shown(
        severity: Severity,
        where: str,
        message: str,
        hint: str,
        file: Path,
        line: int,
        *,
        here: bool,
    ) -> dict[str, object]:
        opens = bool(editor.command) and starts_programs
        path = os.path.normpath(file)
        return {
            "severity": severity.value, "where": where, "message": message, "hint": hint,
            "here": here, "link": editor.link(Path(path), line),
            "opens": {"path": path, "line": line} if opens else None,
        }  # fmt: skip

    extra = []
    if answer.failure:
        file, line = answer.failure.file, answer.failure.line
        where = f"{file}:{line}" if line else file
        hint = "The preview shows the last version that could be rendered."
        extra.append(
            shown(
                Severity.ERROR, where, answer.failure.message, hint,
                config_file.parent / file, line, here=True,
            )
        )  # fmt: skip
    for error in snapshot.config_error.splitlines():
        where, _, said = error.removeprefix(f"{config_file.parent}/").partition(": ")
        hint = "The preview uses the last valid settings."
        extra.append(shown(Severity.ERROR, where, said, hint, config_file, 0, here=False))
    # A large site may have thousands of problems: only what is shown is put in words.
    sorted_ = ordered(snapshot.problems, answer.uri)
    problems = extra + [
        shown(
            one.severity, report.where(one, folder), one.message, one.hint, root / one.file,
            one.line, here=is_here(one, answer.uri),
        )
        for one in sorted_[:_SHOWN]
    ]  # fmt: skip
    problems.sort(key=lambda p: (p["severity"] != Severity.ERROR.value, not p["here"]))
    errors = len(extra) + sum(one.severity is Severity.ERROR for one in sorted_)
    number = len(extra) + len(sorted_)
    return json.dumps(
        {
            "version": answer.version,
            "errors": errors,
            "warnings": number - errors,
            "problems": problems[:_SHOWN],
            "more": max(number - _SHOWN, 0),
        }
    )


def ordered(problems: Sequence[Problem], uri: str) -> Sequence[Problem]:
    """Return problems as a page shows them: errors first, and those of the page before others."""
    return sorted(problems, key=lambda p: (p.severity is not Severity.ERROR, not is_here(p, uri)))


def is_here(problem: Problem, uri: str) -> bool:
    """Return whether the file of a problem is that of a page; `uri` is empty for no page."""
    return page_of(problem.file) == uri != ""


@lru_cache(maxsize=1 << 16)
def page_of(path: str) -> str:
    """Return the URI of the page of a file; empty if the file affects several pages."""
    folder = path.partition("/")[0]
    if folder == INTRODUCTION:
        return uris.HOME
    slug = articles.slug_of(path)
    pages = {
        ARTICLES: uris.briefing,
        DOSSIERS: uris.dossier,
        EXPLAINERS: uris.explainer,
        PAGES: uris.own_page,
    }
    return pages[folder](slug) if folder in pages else ""
