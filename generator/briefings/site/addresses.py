"""Where pages stand in the finished site: the addresses that MkDocs gives them.

A host is never invented: without `site_url` there are only addresses relative to a page.
"""

import posixpath

from briefings.model.content import Settings
from briefings.text import uris


def path(settings: Settings, uri: str) -> str:
    """Return where the page of a URI stands below the home page: `briefings/a/`, empty for home.

    A file that is no page stands where its URI says.
    """
    if not uri.endswith(".md"):
        return uri
    stem = uri.removesuffix(".md")
    folder, name = posixpath.split(stem)
    if not settings.directory_urls:
        return f"{stem}.html"
    if name == uris.INDEX:
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def absolute(settings: Settings, uri: str) -> str:
    """Return the whole address of a page; empty where the site's own is not known."""
    return settings.site_url + path(settings, uri) if settings.site_url else ""


def reference(settings: Settings, source: str, uri: str) -> str:
    """Return the address of a page as another may write it: whole, or else relative to that one."""
    if settings.site_url:
        return absolute(settings, uri)
    target = path(settings, uri)
    base = posixpath.dirname(path(settings, source))
    relative = posixpath.relpath(target or ".", base or ".")
    return f"{relative}/" if not target or target.endswith("/") else relative
