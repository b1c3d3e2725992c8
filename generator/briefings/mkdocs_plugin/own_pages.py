"""The links on every page of the site: to the pages of its owner, to dossiers and corrections."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefings.model.own_page import Place
from briefings.site import sections
from briefings.text import collation, uris
from briefings.views import registry
from briefings.views.lists import ListView
from briefings.views.own_page import OwnPageView
from briefings.views.page import View

_LISTS: Mapping[str, Callable[[str], str]] = {
    uris.CORRECTIONS: sections.corrections,
    uris.DOSSIERS: lambda locale: sections.names(locale)[uris.DOSSIERS],
}
# An outlet alone is no choice, topics may all be too small for a page, and not every site explains.
_FEWEST: Mapping[str, int] = {uris.EXPLAINERS: 1, uris.TOPICS: 1, uris.OUTLETS: 2}
OPTIONAL = (*_LISTS, *_FEWEST)
"""URIs of the lists to which pages link only if they have entries enough."""


@dataclass(frozen=True, slots=True)
class OwnLink:
    """What other pages show of a page of the owner, or of a list that not every site has."""

    uri: str
    """URI of the page."""
    title: str
    """Its title."""
    place: str
    """Where the link stands: a `Place`; empty if only the default navigation has it."""


def links(views: Iterable[bytes], locale: str) -> tuple[OwnLink, ...]:
    """Return the links, in the order of their titles in a locale.

    Args:
        views: the files with the views of the pages (`views.page.ViewFile`, packed).
        locale: the locale.
    """
    found = (registry.view(registry.file(packed)) for packed in views)
    shown = [link for view in found if (link := _link(view, locale))]
    return tuple(sorted(shown, key=lambda one: (collation.key(one.title, locale), one.uri)))


def _link(view: View, locale: str) -> OwnLink | None:
    """Return the link to a page; None for a list with too few entries."""
    uri = view.head.uri
    if isinstance(view, OwnPageView):
        return OwnLink(uri, view.head.title, view.place)
    if isinstance(view, ListView) and view.number.value < _FEWEST.get(uri, 0):
        return None
    if uri in _FEWEST:
        return OwnLink(uri, view.head.title, "")
    return OwnLink(uri, _LISTS[uri](locale), Place.NAV.value)


def uris_of(found: Iterable[str]) -> list[str]:
    """Return those URIs that are of pages of the owner or of `OPTIONAL` lists, sorted."""
    return sorted(uri for uri in found if uri in OPTIONAL or uri == uris.own_page(uris.stem(uri)))


def existing(navigation: Sequence[object], shown: Sequence[OwnLink]) -> Sequence[object]:
    """Return a `nav` of `mkdocs.yml` without those pages of this kind that the site has not yet.

    These are drafts, and lists before their first entry. MkDocs would link to them.
    """
    kept = (_existing(item, {one.uri for one in shown}) for item in navigation)
    return [item for item in kept if item]


def _existing(item: object, known: Collection[str]) -> object:
    """Return an item of a `nav` without missing pages; an empty value if nothing is left."""
    if isinstance(item, Mapping):
        kept = {title: _existing(inside, known) for title, inside in item.items()}
        return {title: inside for title, inside in kept.items() if inside}
    if isinstance(item, Sequence) and not isinstance(item, str):
        return [inside for inside in (_existing(one, known) for one in item) if inside]
    is_missing = isinstance(item, str) and item not in (*known, *_FEWEST) and uris_of([item])
    return None if is_missing else item


def without_short_lists(
    navigation: Iterable[Mapping[str, str]], shown: Iterable[OwnLink]
) -> list[Mapping[str, str]]:
    """Return the entries of the default `nav` without lists that have too few entries."""
    short = _FEWEST.keys() - {one.uri for one in shown}
    return [entry for entry in navigation if short.isdisjoint(entry.values())]


def unwritten(named: Iterable[str], files: Iterable[str]) -> list[str]:
    """Return those pages of the owner that `nav` names and that no file will be, sorted.

    Args:
        named: the pages that `nav` names.
        files: the names of the files with such pages.
    """
    written = {uris.own_page(uris.stem(name)) for name in files}
    return [uri for uri in uris_of(named) if uri not in OPTIONAL and uri not in written]


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
