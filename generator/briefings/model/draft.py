"""Pages that are written and not published yet."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that only the preview shows."""

    until: date | None = None
    """The day on which it is published; None if an editor has to publish it."""

    def holds(self, day: date | None) -> bool:
        """Return whether the page is a draft on a day; on an unknown day (None) it is."""
        return self.until is None or day is None or day < self.until
