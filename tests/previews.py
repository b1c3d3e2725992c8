"""A preview that runs in this process, for tests."""

import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

from briefings.model.content import Problem
from briefings.preview.preview import preview
from briefings.preview.server import Server
from tests.project import Project


class Heard:
    """Records the events of the preview."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.config_error = ""
        self.failures: list[str] = []
        self._news = threading.Condition()

    def found(self, problems: Sequence[Problem], folder: str, config_error: str) -> None:
        del folder
        with self._news:
            self.codes, self.config_error = [problem.code for problem in problems], config_error
            self._news.notify_all()

    def warned(self, message: str) -> None:
        self.failures.append(message)

    def failed(self, message: str) -> None:
        self.failures.append(message)

    def until(self, condition: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(condition, 20), (self.codes, self.config_error)


class Site:
    """A preview that runs, of a project."""

    def __init__(self, project: Project, server: Server, heard: Heard) -> None:
        self.project, self.server, self.heard = project, server, heard
        self.url = server.address

    def get(self, path: str) -> tuple[int, str, str]:
        """Return the status, the address in the end, and the text of what is at a path."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=20) as answer:
                return answer.status, answer.url.removeprefix(self.url), answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, path, error.read().decode()

    def ask(self, name: str, /, **query: str) -> tuple[int, Any]:
        """Return the status and the JSON of an editing request by GET."""
        return self._json(f"{self._requests}{name}?{urlencode(query)}")

    def post(self, name: str, /, **sent: object) -> tuple[int, Any]:
        """Return the status and the JSON of an editing request by POST, as a page sends it."""
        url = f"{self._requests}{name}"
        headers = {
            "Content-Type": "application/json",
            "Origin": self._requests.removesuffix("/-preview/"),
            "X-Briefings-Token": self.server.access.token,
        }
        return self._json(urllib.request.Request(url, json.dumps(sent).encode(), headers))

    def restore(self, files: Mapping[str, str]) -> None:
        """Give the content folder these files and no others, and wait until they are compiled.

        A page that is opened earlier may load itself again in the middle of the next test.
        """
        for path in self._files().keys() - files.keys():
            (self.project.content / path).unlink()
        now = self._files()
        for path, text in files.items():
            if now.get(path) != text.encode():
                self.project.write(path, text)
        self.settle()

    def settle(self) -> None:
        """Wait until everything that is on disk has been compiled."""
        until = time.monotonic() + 20
        while True:
            on_disk = {path: sha256(data).hexdigest() for path, data in self._files().items()}
            compiled = self.server.snapshot().compiled_from
            if {path: file.digest for path, file in compiled.items()} == on_disk:
                return
            assert time.monotonic() < until
            time.sleep(0.02)

    def _files(self) -> dict[str, bytes]:
        root = self.project.content
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file()
        }

    @property
    def _requests(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/-preview/"

    def _json(self, request: str | urllib.request.Request) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            with error:
                return error.code, json.load(error)


@contextmanager
def previewed(
    project: Project, heard: Heard, *, host: str | None = None, read_only: bool = False
) -> Iterator[Site]:
    """Run a preview of a project inside the block."""
    settings = project.folder / "mkdocs.yml"
    with preview(settings, 0, heard, host=host, read_only=read_only) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Site(project, server, heard)
        finally:
            server.shutdown()
            thread.join()
