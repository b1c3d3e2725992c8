"""The severities of problems in `mkdocs.yml`: the `problems` of the plugin."""

import difflib
from collections.abc import Mapping

from mkdocs.config import config_options
from mkdocs.config.base import ValidationError

from briefings.model.content import Severities, Severity
from briefings.model.problem_codes import CODES

IGNORE = "ignore"
"""The value that hides the warnings of a code."""
VALUES = (Severity.ERROR.value, Severity.WARNING.value, IGNORE)
"""The values of a code."""


class Problems(config_options.Type[dict[str, str]]):
    """Codes of problems, each with its severity."""

    def __init__(self) -> None:
        super().__init__(dict, default={})

    def run_validation(self, value: object) -> dict[str, str]:
        """Return the severities; a misspelt code would have no effect in silence."""
        chosen = super().run_validation(value)
        wrong = [unknown(code) for code in chosen if code not in CODES]
        wrong += [
            f"{code}: write {', '.join(VALUES[:-1])} or {VALUES[-1]}, not {severity!r}"
            for code, severity in chosen.items()
            if severity not in VALUES
        ]
        if wrong:
            raise ValidationError("; ".join(wrong))
        return chosen


def unknown(code: object) -> str:
    """Return that there is no such code of a problem, and which is similar."""
    close = difflib.get_close_matches(str(code), sorted(CODES), 1)
    return f"there is no problem `{code}`{f'; did you mean `{close[0]}`?' if close else ''}"


def of(chosen: Mapping[str, str]) -> Severities:
    """Return the severities as the core takes them."""
    return tuple(
        (code, None if severity == IGNORE else Severity(severity))
        for code, severity in sorted(chosen.items())
    )
