"""Check which events editors say are the same."""

from collections.abc import Iterator, Mapping

from briefings.content.checks import addresses
from briefings.model.content import Problem, Severity
from briefings.model.explainer import Explainer
from briefings.text import uris


def problems(explainers: Mapping[str, Explainer]) -> Iterator[Problem]:
    """Yield a warning for each event whose `same` names no other event: it stays apart.

    Args:
        explainers: the published explainers by slug.
    """
    for subject in explainers.values():
        for entry in subject.timeline:
            if not entry.same:
                continue
            other = explainers.get(entry.same)
            if other and other is not subject and any(e.date == entry.date for e in other.timeline):
                continue
            message = f"`same` names `{entry.same}`, which has no event of {entry.date}."
            hint = "Name another explainer whose timeline has the event on the same date."
            if not other:
                message = f"`same` names `{entry.same}`, which is no published explainer."
                near = addresses.nearest(
                    uris.explainer(entry.same), map(uris.explainer, explainers)
                )
                hint = f"Did you mean `{uris.stem(near)}`?" if near else hint
            yield Problem(
                subject.path, entry.line, "no-such-event", message, hint, Severity.WARNING
            )
