"""What an edit changes on all pages: the ledger's lines for an editor."""

from collections.abc import Mapping

from briefings.linking import ledger
from briefings.model.linking import LinkCounts

_SHOWN = 8


def lines(before: Mapping[str, LinkCounts], after: Mapping[str, LinkCounts]) -> tuple[str, ...]:
    """Return what was added and removed, the largest changes first; none if no link has changed.

    Args:
        before: the links of each page before the edit, by its address.
        after: those after it.
    """
    found = ledger.changes(before, after)
    more = len(found) - _SHOWN
    rest = (f"and {more:,} more names",) if more > 0 else ()
    return (*map(ledger.describe, found[:_SHOWN]), *rest)
