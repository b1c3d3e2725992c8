"""Addresses of pages in the built site, as MkDocs assigns them.

Without `site_url` there are only addresses relative to a page.
"""

from briefings.model.content import Settings
from briefings.text import uris


def path(settings: Settings, uri: str) -> str:
    """Return the address of a page relative to the home page: `briefings/a/`, empty for home.

    The address of any other file is its URI.
    """
    is_page = uri.endswith(".md")
    return uris.address(uri, directories=settings.directory_urls) if is_page else uri


def absolute(settings: Settings, uri: str) -> str:
    """Return the absolute address of a page; empty if the address of the site is unknown."""
    return settings.site_url + path(settings, uri) if settings.site_url else ""


def reference(settings: Settings, source: str, uri: str) -> str:
    """Return the absolute address of a page, or its address relative to the page `source`."""
    if settings.site_url:
        return absolute(settings, uri)
    return uris.relative(path(settings, source), path(settings, uri)) or "./"
