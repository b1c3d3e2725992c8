"""Who speaks in a briefing: the persons and bodies whom the article certainly quotes.

A speaker is the subject of an explainer where the linker takes the words that name the speaker for
it, and else a name of the article. A surname, or a longer part of a name without the forename, is
that of the only longer name.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from operator import attrgetter

from briefings.linking.centrality import NOT_NAMED
from briefings.markup import heading_ids, markdown_writer
from briefings.model.article import Article, Naming, Quotation
from briefings.model.content import Settings
from briefings.model.explainer import Explainer, ExplainerKind, FactValue
from briefings.model.linking import Annotated, Mention
from briefings.site import links
from briefings.site.lists import labels
from briefings.site.numbers import number
from briefings.text import uris, words
from briefings.text.languages import differing
from briefings.views.briefing import Voice
from briefings.views.text import Link

SECTION = "who-speaks-here"
"""Id of the section that shows them."""

_SPEAKING = frozenset({ExplainerKind.PERSON, ExplainerKind.ORGANISATION})


def of(
    article: Article,
    said: Iterable[Quotation],
    annotated: Annotated,
    subjects: Mapping[str, Explainer],
    settings: Settings,
) -> tuple[Voice, ...]:
    """Return the speakers of an article, those with most quotations first, else in its order.

    Args:
        article: the article.
        said: its quotations whose speakers are certain, in order.
        annotated: its mentions.
        subjects: the explainers that it links, by slug.
        settings: the site's settings.
    """
    named = [(one, one.naming) for one in said if one.naming]
    if not named:
        return ()
    speaking = _speaking(annotated, subjects)
    explained = _explained([naming for _, naming in named], speaking, subjects)
    longer = _longer({naming.name for _, naming in named if naming.name})
    spoken: dict[tuple[str, str], list[Quotation]] = {}
    for quotation, naming in named:
        subject = explained.get(naming.name, "") or _subject(naming, speaking, subjects)
        name = "" if subject else longer.get(naming.name) or naming.name
        subject = subject or explained.get(name, "")
        if subject or name:
            spoken.setdefault((subject, "" if subject else name), []).append(quotation)
    ids = heading_ids.of_paragraphs(article.blocks)
    uri, foreign = uris.briefing(article.slug), differing(article.lang, settings.locale)
    return tuple(
        Voice(
            speaker=links.explainer(uri, subjects[subject], settings)
            if subject
            else Link(name, "", "", *foreign),
            quotations=number(len(found), settings),
            first=f"#{ids[found[0].block]}",
            offices=offices(subjects[subject], article.published) if subject else (),
        )
        for (subject, name), found in sorted(spoken.items(), key=lambda item: -len(item[1]))
    )


def _speaking(
    annotated: Annotated, subjects: Mapping[str, Explainer]
) -> Mapping[int, Sequence[Mention]]:
    """Return the mentions of persons and bodies that are linked, in order, by their passages."""
    found: dict[int, list[Mention]] = {}
    for mention in annotated.mentions:
        subject = subjects.get(mention.subject)
        if subject and subject.kind in _SPEAKING and mention.verdict not in NOT_NAMED:
            found.setdefault(mention.passage, []).append(mention)
    return found


def _explained(
    namings: Sequence[Naming],
    speaking: Mapping[int, Sequence[Mention]],
    subjects: Mapping[str, Explainer],
) -> dict[str, str]:
    """Return the subject of each name that means only one."""
    meant: dict[str, set[str]] = {}
    for naming in namings:
        if naming.name and (subject := _subject(naming, speaking, subjects)):
            meant.setdefault(naming.name, set()).add(subject)
    return {name: found.pop() for name, found in meant.items() if len(found) == 1}


def _subject(
    naming: Naming,
    speaking: Mapping[int, Sequence[Mention]],
    subjects: Mapping[str, Explainer],
) -> str:
    """Return the subject that a naming means; empty if none is certain.

    Its mention has the surname, or a body's whole name. Mentions do not overlap.
    """
    here = speaking.get(naming.block, ())
    place = bisect_left(here, naming.end, key=attrgetter("end"))
    if place == len(here):
        return ""
    mention = here[place]
    if subjects[mention.subject].kind is ExplainerKind.ORGANISATION:
        return mention.subject if mention.start <= naming.start else ""
    return mention.subject if mention.start < naming.end else ""


def _longer(names: Iterable[str]) -> Mapping[str, str]:
    """Return the longer name by what it has behind its forename; empty where several have it."""
    found: dict[str, set[str]] = {}
    for name in names:
        parts = name.split(" ")
        for first, last in combinations(range(1, len(parts) + 1), 2):
            found.setdefault(" ".join(parts[first:last]), set()).add(name)
    return {part: longer.pop() if len(longer) == 1 else "" for part, longer in found.items()}


def offices(person: Explainer, day: date | None) -> tuple[str, ...]:
    """Return the offices that a person certainly held on a day.

    Args:
        person: the explainer of the person.
        day: the day; None if it is unknown.
    """
    iso = day.isoformat() if day else ""
    held = (value for fact in person.facts if fact.name == "offices" for value in fact.values)
    return tuple(value.text for value in held if _has_begun(value, iso) and _lasts(value, iso))


def _has_begun(office: FactValue, day: str) -> bool:
    """Return whether an office began on or before a day; a month or year must be over."""
    if not office.start:
        return False
    return office.start == day or office.start < day[: len(office.start)]


def _lasts(office: FactValue, day: str) -> bool:
    """Return whether an office ends after a day; a month or year must not have begun."""
    return office.end is not None and (not office.end or office.end > day[: len(office.end)])


def entries(voices: Iterable[Voice], uri: str, settings: Settings) -> Iterator[str]:
    """Yield speakers as Markdown: `Ann Roe, Mayor of Oldham: 2 quotations`."""
    spoken = words.of(settings.locale)
    for voice in voices:
        speaker = markdown_writer.page_link(voice.speaker, uri)
        who = spoken.gettext(", ").join((speaker, *map(markdown_writer.text, voice.offices)))
        said = spoken.ngettext(
            "%(number)s quotation", "%(number)s quotations", voice.quotations.value
        ) % {"number": voice.quotations.written}
        yield labels.within(who, said, settings)
