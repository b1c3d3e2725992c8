"""Select facts by the strength of their evidence (the order of `model.Evidence`)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from briefings.model.reading import Evidence, Fact, Field

_STRENGTH = {evidence: number for number, evidence in enumerate(Evidence)}
# A page gives its day in its own time zone or in UTC: one moment can be two days.
_SAME_DAYS = 1


def strongest(facts: Iterable[Fact], field: Field) -> tuple[Fact, ...]:
    """Return the facts on `field` with the strongest evidence, in their order."""
    on_field = [fact for fact in facts if fact.field is field and fact.value]
    best = min((_STRENGTH[fact.evidence] for fact in on_field), default=None)
    return tuple(fact for fact in on_field if _STRENGTH[fact.evidence] == best)


def first(facts: Iterable[Fact], field: Field) -> Fact | None:
    """Return the first fact on `field` with the strongest evidence; None if there is none."""
    return next(iter(strongest(facts, field)), None)


def values(facts: Iterable[Fact], field: Field) -> tuple[str, ...]:
    """Return the values of `field` with the strongest evidence, each once: authors, tags."""
    return tuple(dict.fromkeys(fact.value for fact in strongest(facts, field)))


def day(fact: Fact) -> date:
    """Return the day of a fact in its own time zone."""
    return datetime.fromisoformat(fact.value).date()


def moment(fact: Fact) -> datetime:
    """Return the moment of a fact; the default zone is UTC."""
    found = datetime.fromisoformat(fact.value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def contradicting_days(facts: Sequence[Fact], field: Field) -> tuple[Fact, ...]:
    """Return the days that contradict the strongest one.

    Adjacent days do not contradict each other. Nothing contradicts an editor.
    """
    winner = first(facts, field)
    if winner is None or winner.evidence is Evidence.SIDECAR:
        return ()
    return tuple(
        fact
        for fact in facts
        if fact.field is field and abs((day(fact) - day(winner)).days) > _SAME_DAYS
    )
