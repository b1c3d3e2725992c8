"""A briefing with the sentences that mention a subject."""

from msgspec import Struct

from briefings.views.text import Day, Link, Run


class MentioningBriefing(Struct, frozen=True, omit_defaults=True):
    """A briefing with its sentences that mention a subject."""

    id: str
    """Id of its heading."""
    headline: Link
    """Its headline, with a link to the briefing. The sentences have the same language."""
    published: Day | None = None
    """Day of publication; None if it is unknown."""
    outlet: Link | None = None
    """Its outlet; None if it is unknown."""
    sentences: tuple[Run, ...] = ()
    """The sentences, each a link to its place in the briefing, with the mention marked."""
