"""Why an edit cannot be made: raised where that is found, and caught where edits are applied."""

from typing import TypeVar

from briefings.model.content import Problem

T = TypeVar("T")


class EditError(Exception):
    """An edit cannot be made."""

    def __init__(self, problem: Problem) -> None:
        """Take the reason."""
        super().__init__(problem.message)
        self.problem = problem


def required(found: T | Problem) -> T:
    """Return a value; raises EditError if there is a problem in its place."""
    if isinstance(found, Problem):
        raise EditError(found)
    return found
