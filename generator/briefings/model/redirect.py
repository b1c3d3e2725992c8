"""Former addresses of pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Former:
    """A former name in a page's address."""

    slug: str
    """The name: `old-name` of `explainers/old-name/`."""
    file: str
    """File with the `redirect_from` key, relative to the content folder."""
    line: int
    """Line in that file, from 1."""
