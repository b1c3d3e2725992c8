"""Declared moments of saved pages, each read with its zone."""

import re
from datetime import UTC, datetime

from briefings.readers import dates
from briefings.readers.written_days import plausible

_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_LONGEST_MOMENT = 80


def declared(value: str) -> str | None:
    """Return a moment in a machine-readable form in ISO 8601; None for anything but a full date.

    Args:
        value: such as `2024-04-28T08:52:55+02:00`, `20240428`, `1714287175` (seconds or
            milliseconds since 1970) or `Sun, 28 Apr 2024 08:52:55 GMT`.
    """
    value = _SPACED_ZONE.sub("", value.strip())
    if not value or len(value) > _LONGEST_MOMENT:
        return None
    if value.isascii() and value.isdecimal() and len(value) in (10, 13):
        return plausible(datetime.fromtimestamp(int(value[:10]), UTC).isoformat())
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        parsed = dates.parse_day(value, "en")
        return plausible(parsed) if parsed else None
    is_day = len(value) <= len("2024-04-28")
    return plausible(moment.date().isoformat() if is_day else moment.isoformat(timespec="seconds"))
