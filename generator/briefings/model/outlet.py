"""An outlet's file: who publishes articles, and how captures of them look."""

import re
from dataclasses import dataclass
from datetime import date, tzinfo

from briefings.model.article import Outlet


@dataclass(frozen=True, slots=True)
class Profile:
    """How captures of one outlet look: data for the text reader.

    Every pattern must match a whole line, stripped of the space around it, unless said otherwise.
    """

    recognise: tuple[re.Pattern[str], ...] = ()
    """Patterns any of which, found anywhere in a line, shows the capture to be this outlet's."""
    clock: str = ""
    """`strptime` format of the line that shows the moment of capture; empty for none."""
    zone: tzinfo | None = None
    """Zone of that clock."""
    start: tuple[re.Pattern[str], ...] = ()
    """The last of these lines before the article: nothing down to it is the article's."""
    end: tuple[re.Pattern[str], ...] = ()
    """The first of these lines after the article: nothing from it on is the article's."""
    boilerplate: tuple[re.Pattern[str], ...] = ()
    """Lines of the web site around the article, which are dropped."""
    section: re.Pattern[str] | None = None
    """The line that names the outlet's section."""
    headline: re.Pattern[str] | None = None
    """The line of the headline, with group `title`."""
    byline: re.Pattern[str] | None = None
    """The line that says who wrote the article, with group `names`."""
    published: re.Pattern[str] | None = None
    """The line that says when the article was published, with group `date`."""
    caption: re.Pattern[str] | None = None
    """What a picture shows."""
    credit: re.Pattern[str] | None = None
    """Whose a picture is."""
    entry: re.Pattern[str] | None = None
    """The time mark of an entry of a live report; the phrase under it is the entry's heading."""
    dateline: re.Pattern[str] | None = None
    """The dateline at the beginning of a paragraph, with group `place`."""
    related: re.Pattern[str] | None = None
    """A line between paragraphs that names another article, with group `title`."""
    teaser: re.Pattern[str] | None = None
    """A line of a box about another article, which is dropped."""
    tags: re.Pattern[str] | None = None
    """The line of tags that closes the capture, separated by commas."""
    address_date: re.Pattern[str] | None = None
    """Found anywhere in an article's address: groups `year`, `month`, `day` of publication."""

    def day_of(self, address: str) -> str | None:
        """Return the day of publication in an article's address, as ISO 8601, or None."""
        found = self.address_date.search(address) if self.address_date else None
        try:
            return (
                found and date(*(int(found[key]) for key in ("year", "month", "day"))).isoformat()
            )
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class OutletFile:
    """An outlet with its profile, as one file declares them."""

    outlet: Outlet
    """Who publishes."""
    profile: Profile
    """How its captures look."""
    path: str
    """The file, relative to the content folder."""
