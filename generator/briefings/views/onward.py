"""Links at the foot of a page to the pages before and after it."""

from msgspec import Struct

from briefings.views.text import Link


class Onward(Struct, frozen=True, omit_defaults=True):
    """The pages before and after a page, in the order of what it belongs to."""

    previous: Link | None = None
    """The page before; None for the first."""
    next: Link | None = None
    """The page after; None for the last."""
