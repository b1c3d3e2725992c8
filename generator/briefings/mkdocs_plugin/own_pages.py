"""The links to the pages of the site's owner, which stand on every page of the site."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from briefings.model.own_page import Place
from briefings.text import collation, uris
from briefings.views import registry
from briefings.views.own_page import OwnPageView


@dataclass(frozen=True, slots=True)
class OwnLink:
    """What other pages show of a page of the owner."""

    uri: str
    """URI of the page."""
    title: str
    """Its title."""
    place: str
    """Where the link stands: a `Place`."""


def links(views: Iterable[bytes], locale: str) -> tuple[OwnLink, ...]:
    """Return the links, in the order of their titles in a locale.

    Args:
        views: the files with the views of the pages (`views.page.ViewFile`, packed).
        locale: the locale.
    """
    found = (registry.view(registry.file(packed)) for packed in views)
    shown = [
        OwnLink(view.head.uri, view.head.title, view.place)
        for view in found
        if isinstance(view, OwnPageView)
    ]
    return tuple(sorted(shown, key=lambda one: (collation.key(one.title, locale), one.uri)))


def uris_of(found: Iterable[str]) -> list[str]:
    """Return those URIs that are of pages of the owner, sorted."""
    return sorted(uri for uri in found if uri == uris.own_page(uris.stem(uri)))


def navigation(shown: Sequence[OwnLink], named: Collection[str]) -> list[dict[str, str]]:
    """Return what the links add to a `nav` of `mkdocs.yml` that names some pages itself."""
    return [
        {one.title: one.uri} for one in shown if one.place == Place.NAV and one.uri not in named
    ]


def footer(
    shown: Sequence[OwnLink], named: Collection[str], *, directories: bool
) -> list[dict[str, str]]:
    """Return titles and addresses, relative to the home page, for the footer.

    Args:
        shown: the links.
        named: pages that the navigation names: they are in the footer as its entries.
        directories: as in `uris.address`.
    """
    return [
        {"title": one.title, "url": uris.address(one.uri, directories=directories)}
        for one in shown
        if one.place == Place.FOOTER and one.uri not in named
    ]
