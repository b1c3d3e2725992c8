"""The background of a page: the subjects that it links, with their summaries."""

from msgspec import Struct

from briefings.views.text import Day, Editorial, Link


class SubjectEvent(Struct, frozen=True, omit_defaults=True):
    """An event of a subject's timeline."""

    day: Day
    """Its date, of any precision."""
    text: Editorial
    """What happened, in one sentence."""


class Development(Struct, frozen=True, omit_defaults=True):
    """An event after the day of an article, with its subject."""

    subject: Link
    """The name of the subject, with a link to its explainer."""
    day: Day
    """The date of the event, of any precision."""
    text: Editorial
    """What happened, in one sentence."""


class BackgroundEntry(Struct, frozen=True, omit_defaults=True):
    """A subject with its summary, and its events before and after the day of an article."""

    subject: Link
    """Its name, with a link to its explainer."""
    summary: str
    """The first sentence of its summary."""
    rest: str = ""
    """The rest of its summary, with the space before it; may be empty."""
    number: int = 0
    """Its number in the text, from 1."""
    figure: str = ""
    """Width and height of its lead picture, or else of its map: `4/3`; empty if it has neither."""
    is_central: bool = False
    """Whether the page is mainly about it. Other entries are folded to one line."""
    at_the_time: tuple[SubjectEvent, ...] = ()
    """The last events before the day."""
    about_then: tuple[SubjectEvent, ...] = ()
    """Events whose date is only the year or month of that day: before or after it."""
    since_then: tuple[SubjectEvent, ...] = ()
    """The first events after the day."""
    more_since: int = 0
    """Number of later events, which are not listed."""
    timeline: str = ""
    """Address of the subject's timeline if it has more events; else empty."""
