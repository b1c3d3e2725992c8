"""The label that a reader gives each part of a capture."""

from typing import NamedTuple

from briefings.model.reading import BlockKind

_KINDS = {kind.value: kind for kind in BlockKind}


class Label(NamedTuple):
    """What a part of a capture is, and why."""

    role: str
    """`paragraph`, `heading`, `caption`, `table`, `related`, `title`, `headline`, `section`,
    `tags`, `byline` (its names and days are facts) or `dropped`."""
    rule: str
    """Name of the rule that decided."""

    @property
    def block_kind(self) -> BlockKind | None:
        """The kind of block that it becomes; None if it is no part of the body."""
        return _KINDS.get(self.role)
