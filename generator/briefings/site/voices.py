"""Who speaks in a briefing: the persons and bodies whom the article certainly quotes.

A speaker is the subject of an explainer where the linker takes the words that name the speaker for
it, and else a name of the article. A surname, or a longer part of a name without the forename, is
that of the only longer name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

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
    article: Article, annotated: Annotated, subjects: Mapping[str, Explainer], settings: Settings
) -> tuple[Voice, ...]:
    """Return the speakers of an article, those with most quotations first, else in its order.

    Args:
        article: the article.
        annotated: its mentions.
        subjects: the explainers that it links, by slug.
        settings: the site's settings.
    """
    named = [(one, one.naming) for one in article.quotations if one.naming]
    if not named:
        return ()
    explained = _explained([naming for _, naming in named], annotated, subjects)
    names = {naming.name for _, naming in named if naming.name}
    spoken: dict[tuple[str, str], list[Quotation]] = {}
    for quotation, naming in named:
        subject = explained.get(naming.name, "") or _subject(naming, annotated, subjects)
        name = "" if subject else _longest(naming.name, names)
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


def _explained(
    namings: Sequence[Naming], annotated: Annotated, subjects: Mapping[str, Explainer]
) -> dict[str, str]:
    """Return the subject of each name that means only one."""
    meant: dict[str, set[str]] = {}
    for naming in namings:
        if naming.name and (subject := _subject(naming, annotated, subjects)):
            meant.setdefault(naming.name, set()).add(subject)
    return {name: found.pop() for name, found in meant.items() if len(found) == 1}


def _subject(naming: Naming, annotated: Annotated, subjects: Mapping[str, Explainer]) -> str:
    """Return the subject that the words of a naming mean; empty if none is certain."""
    meant = {m.subject for m in annotated.mentions if _is_meant(m, naming, subjects)}
    return meant.pop() if len(meant) == 1 else ""


def _is_meant(mention: Mention, naming: Naming, subjects: Mapping[str, Explainer]) -> bool:
    """Return whether a mention is that of a speaker: with the surname, or a body's whole name."""
    if mention.passage != naming.block or mention.subject not in subjects:
        return False
    kind = subjects[mention.subject].kind
    starts = mention.start < naming.end
    if kind is ExplainerKind.ORGANISATION:
        starts = mention.start <= naming.start
    named = kind in _SPEAKING and mention.verdict not in NOT_NAMED
    return named and starts and mention.end >= naming.end


def _longest(name: str, names: Iterable[str]) -> str:
    """Return the only longer name that has a name behind its forename, or the name itself."""
    longer = [other for other in names if name and f" {name} " in f"{other} "]
    return longer[0] if len(longer) == 1 else name


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
