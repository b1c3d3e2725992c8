"""An outlet, and the layout of its captures."""

from dataclasses import dataclass
from datetime import date, tzinfo

from briefings.model.article import Outlet
from briefings.model.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout of an outlet's captures, for the text reader.

    Each pattern must match a whole line without surrounding space, unless its docstring says
    otherwise.
    """

    recognise: tuple[Pattern, ...] = ()
    """A match anywhere in a line identifies the outlet."""
    clock: str = ""
    """`strptime` format of the line with the time of capture; empty for none."""
    zone: tzinfo | None = None
    """Zone of that clock."""
    start: tuple[Pattern, ...] = ()
    """The article begins after the last of these lines."""
    end: tuple[Pattern, ...] = ()
    """The article ends before the first of these lines."""
    boilerplate: tuple[Pattern, ...] = ()
    """Lines of the web site around the article; they are dropped."""
    section: Pattern | None = None
    """The line with the outlet's section."""
    headline: Pattern | None = None
    """The line of the headline, with group `title`."""
    byline: Pattern | None = None
    """The line with the authors, with group `names`."""
    published: Pattern | None = None
    """The line with the date of publication, with group `date`."""
    caption: Pattern | None = None
    """The caption of a picture."""
    credit: Pattern | None = None
    """The credit of a picture."""
    entry: Pattern | None = None
    """The time of an entry in a live report; the line below it is the entry's heading."""
    dateline: Pattern | None = None
    """The dateline at the start of a paragraph, with group `place`."""
    related: Pattern | None = None
    """A line between paragraphs that names another article, with group `title`."""
    teaser: Pattern | None = None
    """A line of a box about another article; it is dropped."""
    tags: Pattern | None = None
    """The last line, with tags separated by commas."""
    address_date: Pattern | None = None
    """The day of publication in an article's address, with groups `year`, `month`, `day`."""

    def day_of(self, address: str) -> str | None:
        """Return the day of publication in an address, as ISO 8601; None if there is none."""
        if not self.address_date or not (found := self.address_date.search(address)):
            return None
        try:
            return date(*map(int, found.group("year", "month", "day"))).isoformat()
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class OutletFile:
    """A parsed outlet file."""

    outlet: Outlet
    """The outlet."""
    profile: Profile
    """The layout of its captures."""
    path: str
    """The file, relative to the content folder."""
