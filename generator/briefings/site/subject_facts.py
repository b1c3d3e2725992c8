"""The facts of a subject as readers see them, and the map of where it is."""

from collections.abc import Iterator, Mapping
from itertools import islice

from rapidfuzz import fuzz

from briefings.model.content import Settings
from briefings.model.explainer import Explainer, ExplainerKind, FactValue
from briefings.site import days
from briefings.site.figures import locator
from briefings.text import search_words, words
from briefings.text.world import point
from briefings.views.explainer import FactRow, LocatorMap
from briefings.views.text import Link

# A longer list says less than its beginning.
_MOST_NEIGHBOURS, _MOST_NAMES = 6, 4
# In percent: “Organization for Cooperation” and “Organisation for Co-operation” have more, “Kosovo”
# and “Kosova” less.
_SAME_NAME = 90
_NAMED = {ExplainerKind.PLACE, ExplainerKind.PERSON, ExplainerKind.ORGANISATION}


def rows(subject: Explainer, settings: Settings) -> tuple[FactRow, ...]:
    """Return the facts of a subject, with labels in the site's language."""
    labels = _labels(settings)
    found = [
        FactRow(fact.label or labels[fact.name], tuple(_value(v, settings) for v in fact.values))
        for fact in subject.facts
    ]
    if names := tuple(islice(_other_names(subject), _MOST_NAMES)):
        joined = words.of(settings.locale).gettext(", ").join(names)
        found.append(FactRow(labels["also_called"], (Link(joined),)))
    return tuple(found)


def _other_names(subject: Explainer) -> Iterator[str]:
    """Yield the aliases that tell readers a name: no spellings, and no parts of the title.

    The aliases of events, documents and concepts describe them rather than name them.
    """
    if subject.kind not in _NAMED:
        return
    title = f" {search_words.line(subject.title)} "
    told = [search_words.folded(subject.title)]
    for name in subject.also_called:
        letters = search_words.folded(name)
        is_part = f" {search_words.line(name)} " in title
        if not is_part and all(fuzz.ratio(letters, other) < _SAME_NAME for other in told):
            told.append(letters)
            yield name


def _labels(settings: Settings) -> Mapping[str, str]:
    gettext = words.of(settings.locale).gettext
    return {
        "part_of": gettext("Part of"),
        "capital": gettext("Capital"),
        "population": gettext("Population"),
        "area": gettext("Area"),
        "languages": gettext("Languages"),
        "born": gettext("Born"),
        "died": gettext("Died"),
        "offices": gettext("Offices"),
        "founded": gettext("Founded"),
        "dissolved": gettext("Dissolved"),
        "seat": gettext("Seat"),
        "head": gettext("Head"),
        "members": gettext("Members"),
        "symbol": gettext("Symbol"),
        "adopted": gettext("Adopted"),
        "by": gettext("By"),
        "vote": gettext("Vote"),
        "decides": gettext("Decides"),
        "text": gettext("Text"),
        "began": gettext("Began"),
        "ended": gettext("Ended"),
        "place": gettext("Where"),
        "participants": gettext("Participants"),
        "result": gettext("Result"),
        "also_called": gettext("Also called"),
    }


def _value(value: FactValue, settings: Settings) -> Link:
    """Return a value as text, linked if it has an address."""
    return Link(" ".join(_parts(value, settings)), value.address)


def _parts(value: FactValue, settings: Settings) -> Iterator[str]:
    gettext = words.of(settings.locale).gettext
    start, end = (days.written(day, settings) if day else "" for day in (value.start, value.end))
    period = start
    if value.end is not None and (start or end):
        form = {
            (True, True): gettext("%(start)s to %(end)s"),
            (True, False): gettext("since %(start)s"),
            (False, True): gettext("until %(end)s"),
        }[bool(start), bool(end)]
        period = form % {"start": start, "end": end}
    if value.text and period:
        yield gettext("%(office)s, %(period)s") % {"office": value.text, "period": period}
    else:
        yield value.text or period


def locator_map(subject: Explainer, settings: Settings) -> LocatorMap | None:
    """Return the map of where a subject is; None if its file does not say."""
    location = subject.location
    if location is None:
        return None
    at = point(*location.at) if location.at else None
    drawn = locator.draw(location.countries, at, settings.locale, borders=location.boundaries)
    names = locator.names(settings.locale)
    return LocatorMap(
        svg=drawn.svg,
        countries=tuple(names[code] for code in drawn.countries if code),
        is_inside=at is not None,
        neighbours=tuple(names[code] for code in drawn.neighbours[:_MOST_NEIGHBOURS]),
        boundaries=location.boundaries,
    )
