"""The answer to a request: a page, a file, a redirect or "not found"."""

import mimetypes
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from briefings.cache import digest
from briefings.model.content import RefusedError
from briefings.model.site import OutputDir, Page
from briefings.preview.rendering import Failure, Renderer
from briefings.preview.session import Snapshot
from briefings.text import uris

HTML = "text/html; charset=utf-8"
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request."""

    version: str
    """Changes whenever another field changes."""
    status: HTTPStatus = HTTPStatus.OK
    """HTTP status."""
    media_type: str = HTML
    body: bytes | Path = b""
    """The content, or the file that holds it."""
    location: str = ""
    """Relative URL to redirect to; empty for none."""
    uri: str = ""
    """URI of the page; empty for anything else."""
    failure: Failure | None = None
    """Why the page cannot be rendered; None if it can."""


def mount(snapshot: Snapshot) -> str:
    """Return the URL path of the home page, which is the path of `site_url`."""
    return urlsplit(snapshot.project.settings.site_url).path or "/"


def answer(snapshot: Snapshot, renderer: Renderer, path: str) -> Answer:
    """Return the answer for a path relative to the home page, such as `briefings/a/`."""
    directories = snapshot.project.settings.directory_urls
    place = _place(path)
    for uri in uris_at(snapshot, path):
        if page := renderer.page(snapshot, uri):
            return Answer(page.version, body=page.html.encode(), uri=uri, failure=page.failure)
        if current := snapshot.partial_build.moved.get(uri):
            return _redirect(uris.final(uri, current, directories=directories))
    folder = _uris(f"{place}/{_INDEX}", directories=directories)
    if any(uri in snapshot.partial_build.pages for uri in folder):
        return _redirect(f"{place.rpartition('/')[2]}/")
    return _export(snapshot, place) or _file(snapshot, renderer, place)


def uris_at(snapshot: Snapshot, path: str) -> Iterator[str]:
    """Yield the URIs that a page at a path relative to the home page may have."""
    return _uris(_place(path), directories=snapshot.project.settings.directory_urls)


def _place(path: str) -> str:
    return path + _INDEX if path.endswith("/") or not path else path


def _uris(place: str, *, directories: bool) -> Iterator[str]:
    """Yield the page URIs that have this path in the site."""
    stem = place.removesuffix(".html")
    for uri in (f"{stem}.md", f"{stem.removesuffix('/index')}.md"):
        if uris.output(uri, directories=directories) == place:
            yield uri


def _redirect(location: str) -> Answer:
    return Answer(digest(location), HTTPStatus.FOUND, location=location)


def _export(snapshot: Snapshot, place: str) -> Answer | None:
    """Build and return a file for machines; None if there is none at this path."""
    pages: tuple[Page, ...] = ()
    if place in snapshot.partial_build.pages:
        with suppress(RefusedError):  # its page tells why
            pages = snapshot.partial_build.build(place)
    elif place in snapshot.exports:
        pages = snapshot.exports[place].files()
    published = {page.tree: page for page in pages if page.uri == place}
    page = published.get(OutputDir.FILES) or published.get(OutputDir.DOCS)
    if page is None:
        return None
    return Answer(digest(page.content), media_type=_media_type(place), body=page.content)


def _file(snapshot: Snapshot, renderer: Renderer, place: str) -> Answer:
    """Return a file of the theme or of the last build's search index, or "not found"."""
    assets = renderer.assets(snapshot)
    if (data := assets.get(place)) is not None:
        return Answer(digest(data), media_type=_media_type(place), body=data)
    with suppress(OSError, ValueError):  # an address can be too long for a name, or have a null
        root = Path(snapshot.project.config.site_dir, "pagefind").resolve()
        path = (root.parent / place).resolve()
        if path.is_relative_to(root) and path.is_file():
            stat = path.stat()
            version = digest(stat.st_mtime_ns, stat.st_size)
            return Answer(version, media_type=_media_type(place), body=path)
    body = assets.get("404.html", b"There is no page at this address.")
    return Answer(digest(body), HTTPStatus.NOT_FOUND, body=body)


def _media_type(place: str) -> str:
    kind, _ = mimetypes.guess_type(place)
    kind = {".md": "text/markdown"}.get(Path(place).suffix, kind or "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
