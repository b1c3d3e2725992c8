"""Addresses that pages used to have."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Former:
    """A name that a page had in its address before it was renamed."""

    slug: str
    """The name, such as `old-name` of `explainers/old-name/`."""
    file: str
    """File that says so, relative to the content folder."""
    line: int
    """Line of that file, from 1."""
