"""Which dossiers a page is a part of, and what comes before and after it there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefings.content import dossiers
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.dossier import Dossier, DossierPart, PartKind
from briefings.model.explainer import Explainer
from briefings.site import links
from briefings.site.numbers import number
from briefings.text import uris
from briefings.text.languages import differing
from briefings.views.page import Onward, PartOf
from briefings.views.text import Link


@dataclass(frozen=True, slots=True)
class Beside:
    """A part of a dossier as the page of its neighbour shows it."""

    uri: str
    """URI of its page."""
    title: str
    """Its title."""
    lang: str
    """Language of the title as a BCP 47 tag; empty for that of the site."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The place of a page in a dossier."""

    slug: str
    """Slug of the dossier."""
    title: str
    """Its title."""
    place: int
    """Place of the page among the parts, from 1."""
    number: int
    """How many parts there are."""
    before: Beside | None
    """The part before; None for the first."""
    after: Beside | None
    """The part after; None for the last."""


Memberships = Mapping[str, tuple[Membership, ...]]
"""The places of pages in dossiers, by the URI of the page; the dossiers by title."""


def memberships(
    found: Iterable[Dossier],
    articles: Mapping[str, Metadata],
    explainers: Mapping[str, Explainer],
) -> Memberships:
    """Return the places of all pages that are parts of dossiers.

    Args:
        found: the dossiers, in the order of their titles. A part without a page is passed over.
        articles: all articles by slug.
        explainers: all explainers by slug.
    """
    placed: dict[str, list[Membership]] = defaultdict(list)

    def beside(part: DossierPart) -> Beside | None:
        if part.kind is PartKind.EXPLAINER:
            subject = explainers.get(part.slug)
            return Beside(dossiers.uri_of(part), subject.title, "") if subject else None
        article = articles.get(part.slug)
        return Beside(dossiers.uri_of(part), article.title, article.lang) if article else None

    for dossier in found:
        parts = [one for part in dossier.parts if (one := beside(part))]
        around = zip((None, *parts), parts, (*parts[1:], None), strict=False)
        for place, (before, here, after) in enumerate(around, start=1):
            placed[here.uri].append(
                Membership(dossier.slug, dossier.title, place, len(parts), before, after)
            )
    return {uri: tuple(places) for uri, places in placed.items()}


def view(places: Iterable[Membership], uri: str, settings: Settings) -> tuple[PartOf, ...]:
    """Return the places of a page for its view."""

    def link(other: Beside | None) -> Link | None:
        if other is None:
            return None
        shown = differing(other.lang, settings.locale) if other.lang else ("", "")
        return Link(other.title, links.address(uri, other.uri, settings), other.uri, *shown)

    return tuple(
        PartOf(
            links.to(uri, uris.dossier(one.slug), one.title, settings),
            number(one.place, settings),
            number(one.number, settings),
            Onward(link(one.before), link(one.after)),
        )
        for one in places
    )
