"""Explainers: background files become `Explainer` values, and their names the lexicon's phrases."""

from collections.abc import Iterable, Mapping

from generator import uris
from generator.frontmatter import Parsed, parse_page
from generator.linking.lexicon import Name
from generator.model.content import Problem, Severity, SourceFile
from generator.model.explainer import Alias, AliasTest, Era, Explainer, Reference, TimelineEntry
from generator.model.redirect import Former
from generator.schemas import UNWRITTEN, EraFields, ExplainerFields, is_name_enough


def parse(source: SourceFile) -> Explainer | tuple[Problem, ...]:
    """Return the explainer that a file holds, or all that is wrong with the file."""
    parsed = parse_page(source, ExplainerFields)
    if isinstance(parsed, tuple):
        return parsed
    fields = parsed.fields
    aliases = [
        Alias(alias.text, parsed.line("aliases", number), _era(alias.valid))
        for number, alias in enumerate(fields.aliases)
    ]
    forms = [Alias(form, parsed.line("forms", number)) for number, form in enumerate(fields.forms)]
    return Explainer(
        slug=uris.stem(source.path),
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
        valid=_era(fields.valid),
        must_link=_sentences(parsed, "must_link", fields.must_link),
        must_not_link=_sentences(parsed, "must_not_link", fields.must_not_link),
        links=fields.links.rules(parsed.line),
        timeline=tuple(TimelineEntry(e.date, e.event, e.source or "") for e in fields.timeline),
        sources=tuple(Reference(s.title, s.url or "") for s in fields.sources),
        redirect_from=tuple(
            Former(slug, source.path, parsed.line("redirect_from", number))
            for number, slug in enumerate(fields.redirect_from)
        ),
        reviewed=fields.reviewed,
        reviewed_line=parsed.line("reviewed") if fields.reviewed else 0,
    )


def _title(parsed: Parsed[ExplainerFields]) -> tuple[Alias, ...]:
    """Return the title as a name, unless it is too short to be looked for."""
    title = parsed.fields.title
    return (Alias(title, parsed.line("title")),) if is_name_enough(title) else ()


def _sentences(
    parsed: Parsed[ExplainerFields], key: str, texts: Iterable[str]
) -> tuple[AliasTest, ...]:
    return tuple(AliasTest(t, parsed.line(key, number)) for number, t in enumerate(texts))


def _era(fields: EraFields | None) -> Era | None:
    return Era(fields.start, fields.end) if fields else None


def unwritten(explainers: Iterable[Explainer]) -> tuple[Problem, ...]:
    """Return a warning for each explainer whose summary or text has not been written yet."""
    return tuple(
        Problem(
            explainer.path, 0, "unwritten", "The summary or the text has not been written yet.",
            "Write one or two sentences as `summary`, and the text below the front matter.",
            Severity.WARNING,
        )
        for explainer in explainers
        if explainer.summary == UNWRITTEN or not explainer.body.strip()
    )  # fmt: skip


def names(explainers: Iterable[Explainer]) -> tuple[Name, ...]:
    """Return every phrase that names a subject, and every one that an explainer rejects."""
    found = [
        Name(
            alias.text, explainer.slug, explainer.kind,
            eras=tuple(era for era in (explainer.valid, alias.valid) if era),
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


def contexts(explainers: Iterable[Explainer]) -> Mapping[str, tuple[str, ...]]:
    """Return the words that speak for each explainer that has some."""
    return {explainer.slug: explainer.context for explainer in explainers if explainer.context}


def by_title(explainer: Explainer) -> tuple[str, str]:
    """Sort key of explainers: the title without regard to case, then the slug."""
    return explainer.title.casefold(), explainer.slug
