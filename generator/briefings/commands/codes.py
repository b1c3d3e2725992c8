"""Options of commands that name codes of problems."""

from collections.abc import Callable

import click

from briefings.mkdocs_plugin import severities
from briefings.model.problem_codes import CODES

ALL = "all"
"""What `--strict` without codes means: all warnings, also those of MkDocs."""


class Codes(click.ParamType[frozenset[str]]):
    """Codes of problems, separated by commas."""

    name = "codes"

    def __init__(self, *others: str) -> None:
        """Take what else is valid."""
        self._known = CODES.union(others)

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> frozenset[str]:
        """Return the codes."""
        if isinstance(value, frozenset):
            return value
        codes = frozenset(filter(None, str(value).replace(" ", "").split(",")))
        for code in sorted(codes - self._known):
            self.fail(severities.unknown(code), param, ctx)
        return codes


def strict() -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option `--strict`, whose value has the codes, or only `ALL`."""
    return click.option(
        "--strict", type=Codes(ALL), is_flag=False, flag_value=ALL, default="", metavar="[CODE,…]",
        help="Treat warnings as errors: all, or those of some codes.",
    )  # fmt: skip
