"""Front matter of the pages of the site's owner, and of the home page."""

from pydantic import Field

from briefings.files.schemas.shared import AnyPageFields, Strict
from briefings.files.schemas.values import Phrase, Slug, Text
from briefings.model.own_page import Place


class PageFields(AnyPageFields):
    """Front matter of `content/pages/<slug>.md`."""

    title: Text
    summary: Text | None = None
    place: Place = Field(Place.FOOTER, alias="in")
    redirect_from: tuple[Slug, ...] = ()


class LeadFields(Strict):
    """`lead`: the passage of a briefing that leads the home page, with its note."""

    briefing: Slug
    note: Phrase | None = None


class HomeFields(Strict):
    """Front matter of `content/index.md`."""

    title: Text | None = None
    lead: LeadFields | None = None
