"""The label that a reader gives each part of a capture."""

from typing import NamedTuple


class Label(NamedTuple):
    """What a part of a capture is, and why."""

    role: str
    """`paragraph`, `heading`, `caption`, `table`, `related`, `title`, `headline`, `section`,
    `tags` or `dropped`."""
    rule: str
    """Name of the rule that decided."""
