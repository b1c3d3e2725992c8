"""What an edit would do to the links of all pages, computed in a thread before it is saved."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future

from briefings.cache import digest
from briefings.model.content import Content
from briefings.model.linking import LinkCounts

Links = Mapping[str, LinkCounts]

# A large site takes longer if all pages have to be linked again. What has been computed by then is
# kept, so that the compile after the edit is faster.
_SECONDS = 4.0


class Effects:
    """The last edit that was looked at, with the links that all pages would have."""

    def __init__(self, links_with: Callable[[Content], Links]) -> None:
        """Take what returns the links with some content."""
        self._links_with, self._lock = links_with, threading.Lock()
        self._key = ""
        self._future: Future[Links] | None = None

    def links(self, content: Content) -> Links | None:
        """Return the links of all pages with some content; None if that is not known yet.

        One computation runs at a time; while it does, nothing is known about other content.
        """
        key = digest([(file.path, file.digest) for file in content.files])
        with self._lock:
            future = self._future
            if future is None or (self._key != key and future.done()):
                self._key, self._future = key, (future := Future[Links]())
                threading.Thread(target=self._run, args=(future, content), daemon=True).start()
            elif self._key != key:
                return None
        try:
            return future.result(_SECONDS)
        except TimeoutError:
            return None

    def _run(self, future: "Future[Links]", content: Content) -> None:
        try:
            future.set_result(self._links_with(content))
        except BaseException as error:  # noqa: BLE001  raised by `result`
            self._key = ""
            future.set_exception(error)
