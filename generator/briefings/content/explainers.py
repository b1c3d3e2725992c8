"""Parse explainers, and collect their names for the lexicon."""

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from briefings.content import redirects, revisions
from briefings.files.frontmatter import Parsed, parse_page
from briefings.files.guard import guarded
from briefings.files.schemas.explainers import (
    FACTS,
    EraFields,
    ExplainerFields,
    FactsFields,
    OfficeFields,
)
from briefings.files.schemas.shared import UNWRITTEN
from briefings.files.schemas.values import is_name_enough
from briefings.linking.lexicon import Name
from briefings.linking.profiles import Profile
from briefings.markup.editorial import MarkdownPassage
from briefings.model.content import Problem, Severity, SourceFile
from briefings.model.explainer import (
    Alias,
    AliasTest,
    Era,
    Explainer,
    ExplainerKind,
    Fact,
    FactValue,
    Location,
    TimelineEntry,
)
from briefings.model.written import Reference
from briefings.readers import languages
from briefings.text import uris, urls

_LANGUAGE_SHOWS = 200  # characters
_DATED = frozenset({"born", "died", "founded", "dissolved", "adopted", "began", "ended"})


@guarded(lambda problem: (None, (problem,)))
def parse(source: SourceFile) -> tuple[Explainer | None, tuple[Problem, ...]]:
    """Return the explainer of a file without its invalid fields, and all problems of the file.

    The explainer is None if nothing can be read.
    """
    slug = uris.stem(source.path)
    stand_ins = {"title": slug, "kind": ExplainerKind.CONCEPT, "summary": slug}
    parsed = parse_page(source, ExplainerFields, stand_ins)
    if isinstance(parsed, tuple):
        return None, parsed
    return _explainer(source, slug, parsed), parsed.problems


def _explainer(source: SourceFile, slug: str, parsed: Parsed[ExplainerFields]) -> Explainer:
    fields = parsed.fields
    aliases = [
        Alias(alias.text, parsed.line("aliases", number), _era(alias.valid))
        for number, alias in enumerate(fields.aliases)
    ]
    forms = [Alias(form, parsed.line("forms", number)) for number, form in enumerate(fields.forms)]
    return Explainer(
        slug=slug,
        path=source.path,
        title=fields.title,
        kind=fields.kind,
        summary=fields.summary,
        body=parsed.body,
        body_line=parsed.body_line,
        names=(*_title(parsed), *aliases, *forms),
        also_called=tuple(a.text for a in aliases if a.text != fields.title),
        context=fields.context,
        never_link=tuple(
            Alias(text, parsed.line("never_link", number))
            for number, text in enumerate(fields.never_link)
        ),
        links_inside=tuple(
            Alias(text, parsed.line("links_inside", number))
            for number, text in enumerate(fields.links_inside)
        ),
        valid=_era(fields.valid),
        must_link=_sentences(parsed, "must_link", fields.must_link),
        must_not_link=_sentences(parsed, "must_not_link", fields.must_not_link),
        links=fields.links.rules(parsed.line),
        timeline=_timeline(parsed),
        sources=tuple(Reference(s.title, s.url or "") for s in fields.sources),
        facts=tuple(_facts(fields.facts, fields.kind)),
        location=_location(fields),
        authors=fields.authors,
        redirect_from=redirects.former(fields.redirect_from, source.path, parsed.line),
        picture=fields.as_picture(source.path, parsed.line),
        draft=fields.as_draft(),
        reviewed=fields.reviewed,
        reviewed_line=parsed.line("reviewed") if fields.reviewed else 0,
        revisions=revisions.of(parsed, source.path),
        lang=language_of(f"{fields.summary}\n{parsed.body}"),
    )


def _facts(fields: FactsFields, kind: ExplainerKind) -> Iterator[Fact]:
    """Yield the facts of a subject in the order of its kind, then those with their own labels."""
    for name in FACTS[kind]:
        if values := tuple(_values(name, getattr(fields, name))):
            yield Fact(name, values)
    for label, text in fields.other.items():
        yield Fact("", (FactValue(text),), label)


def _values(name: str, value: object) -> Iterator[FactValue]:
    """Yield the values of a fact: none if it is not given."""
    for one in value if isinstance(value, tuple) else (value,):
        match one:
            case OfficeFields():
                yield FactValue(one.office, one.start, one.end)
            case str() if name in _DATED:
                yield FactValue(start=one)
            case str() if name == "text":
                yield FactValue(urls.host(one), address=one)
            case str():
                yield FactValue(one)


def _location(fields: ExplainerFields) -> Location | None:
    if not (fields.country or fields.at):
        return None
    return Location(fields.country, fields.at, fields.map.boundaries != "none")


def language_of(text: str) -> str:
    """Return the language of what editors wrote; that of its script if it is too short."""
    found = languages.language(text) if len(text) >= _LANGUAGE_SHOWS else ""
    return found or languages.assumed(text, "")


def _timeline(parsed: Parsed[ExplainerFields]) -> tuple[TimelineEntry, ...]:
    """Return the timeline in time order."""
    entries = (
        TimelineEntry(
            e.date,
            " ".join(e.event.split()),
            e.source or "",
            parsed.line("timeline", number),
            e.same or "",
        )
        for number, e in enumerate(parsed.fields.timeline)
    )
    return tuple(sorted(entries, key=attrgetter("date")))


def _title(parsed: Parsed[ExplainerFields]) -> tuple[Alias, ...]:
    """Return the title as a name, unless it is too short for a name, or a stand-in."""
    title = parsed.fields.title
    is_name = ("title",) in parsed.lines and is_name_enough(title)
    return (Alias(title, parsed.line("title")),) if is_name else ()


def _sentences(
    parsed: Parsed[ExplainerFields], key: str, texts: Iterable[str]
) -> tuple[AliasTest, ...]:
    """Return the sentences that can be tested.

    A sentence with the text of an invalid field cannot: the text may be a name. Without a title
    none can.
    """
    if ("title",) not in parsed.lines and "title" not in parsed.left_out:
        return ()
    left_out = (text.strip() for texts in parsed.left_out.values() for text in texts)
    names = [re.escape(text) for text in left_out if text]
    unclear = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)") if names else None
    return tuple(
        AliasTest(text, parsed.line(key, number))
        for number, text in enumerate(texts)
        if not (unclear and unclear.search(text))
    )


def _era(fields: EraFields | None) -> Era | None:
    return Era(fields.start, fields.end) if fields else None


def unwritten(explainers: Iterable[Explainer]) -> tuple[Problem, ...]:
    """Return a warning for each explainer without a summary or without a text."""
    return tuple(
        Problem(
            explainer.path, 0, "unwritten", "The summary or the text is missing.",
            "Write one or two sentences as `summary`, and the text below the front matter.",
            Severity.WARNING,
        )
        for explainer in explainers
        if explainer.summary == UNWRITTEN or not explainer.body.strip()
    )  # fmt: skip


def names(explainers: Iterable[Explainer]) -> tuple[Name, ...]:
    """Return all phrases that name a subject, and all that an explainer rejects."""
    found = [
        Name(
            alias.text, explainer.slug, explainer.kind,
            eras=tuple(era for era in (explainer.valid, alias.valid) if era),
            inside=tuple(phrase.text for phrase in explainer.links_inside),
        )
        for explainer in explainers
        for alias in explainer.names
    ]  # fmt: skip
    found += [
        Name(alias.text, explainer.slug, rejected=True)
        for explainer in explainers
        for alias in explainer.never_link
    ]
    return tuple(found)


def defaults(phrases: Iterable[tuple[str, str]]) -> tuple[Name, ...]:
    """Return the phrases of the site's settings as names of their explainers."""
    return tuple(Name(phrase, slug) for phrase, slug in phrases)


def profiles(
    explainers: Iterable[Explainer], passages: Mapping[str, Iterable[MarkdownPassage]]
) -> tuple[Profile, ...]:
    """Return what explainers say that speaks for one subject or another of the same name.

    Args:
        explainers: the explainers.
        passages: the passages of the body of each, by its slug.
    """
    return tuple(
        Profile(
            slug=explainer.slug,
            title=explainer.title,
            kind=explainer.kind,
            context=explainer.context,
            summary=explainer.summary,
            text="\n".join(placed.passage.text for placed in passages.get(explainer.slug, ())),
        )
        for explainer in explainers
    )


def by_title(explainer: Explainer) -> tuple[str, str]:
    """Return the sort key of an explainer: its title, ignoring case, then its slug."""
    return explainer.title.casefold(), explainer.slug
