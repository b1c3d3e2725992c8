"""The views of a compiled site."""

from typing import TypeVar

from briefings.model.site import OutputDir, Site
from briefings.text import uris
from briefings.views import registry
from briefings.views.page import Head, View

V = TypeVar("V")


def views(site: Site) -> dict[str, View]:
    """Return the view of each page, by the URI of the page."""
    files = (file for target in site.targets for file in target.files())
    return {
        uris.of_view(file.uri): registry.view(registry.file(file.data))
        for file in files
        if file.tree is OutputDir.VIEWS
    }


def view(site: Site, uri: str, kind: type[V]) -> V:
    """Return the view of a page; it must be of this type."""
    found = _view(site, uri)
    assert isinstance(found, kind)
    return found


def head(site: Site, uri: str) -> Head:
    """Return the head of the view of a page."""
    return _view(site, uri).head


def _view(site: Site, uri: str) -> View:
    target = next(target for target in site.targets if target.page == uri)
    (file,) = (file for file in target.files() if file.tree is OutputDir.VIEWS)
    return registry.view(registry.file(file.data))
