"""Evidence weighed: which of the facts found about an article hold, and which contradict them.

The order of strength is that of `model.Evidence`; a fact that rests on weaker evidence never
overrules a stronger one, and what has no evidence stays unknown.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from briefings.model.reading import Evidence, Fact, Field

_STRENGTH = {evidence: number for number, evidence in enumerate(Evidence)}
# A page states its day in its own time zone or in UTC: the same moment can be two days.
_SAME_DAYS = 1


def strongest(facts: Iterable[Fact], field: Field) -> tuple[Fact, ...]:
    """Return the facts on `field` that rest on the strongest evidence there is, in their order."""
    on_field = [fact for fact in facts if fact.field is field and fact.value]
    best = min((_STRENGTH[fact.evidence] for fact in on_field), default=None)
    return tuple(fact for fact in on_field if _STRENGTH[fact.evidence] == best)


def first(facts: Iterable[Fact], field: Field) -> Fact | None:
    """Return the fact on `field` that holds, or None where there is no evidence."""
    return next(iter(strongest(facts, field)), None)


def values(facts: Iterable[Fact], field: Field) -> tuple[str, ...]:
    """Return all values of `field` that hold, each once: authors, tags."""
    return tuple(dict.fromkeys(fact.value for fact in strongest(facts, field)))


def day(fact: Fact) -> date:
    """Return the day of a fact that is a day or a moment, in the zone that it is given in."""
    return datetime.fromisoformat(fact.value).date()


def moment(fact: Fact) -> datetime:
    """Return the moment of a fact; one without a zone is taken as UTC."""
    found = datetime.fromisoformat(fact.value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def contradicting_days(facts: Sequence[Fact], field: Field) -> tuple[Fact, ...]:
    """Return the facts on a day that contradict the one that holds.

    Days next to each other do not contradict: the same moment can be two days, by time zone. What
    an editor says is not contradicted.
    """
    winner = first(facts, field)
    if winner is None or winner.evidence is Evidence.SIDECAR:
        return ()
    return tuple(
        fact
        for fact in facts
        if fact.field is field and abs((day(fact) - day(winner)).days) > _SAME_DAYS
    )
