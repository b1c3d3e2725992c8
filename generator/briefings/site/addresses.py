"""Where pages stand in the finished site: the addresses that MkDocs gives them.

A host is never invented: without `site_url` there are only addresses relative to a page.
"""

import posixpath

from briefings.model.content import Settings
from briefings.text import uris


def path(settings: Settings, uri: str) -> str:
    """Return the address of a file below the home page: `briefings/a/` of a page, empty for home.

    The address of a file that is no page is its URI.
    """
    is_page = uri.endswith(".md")
    return uris.address(uri, directories=settings.directory_urls) if is_page else uri


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
