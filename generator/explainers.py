"""Explainers: background files become `Explainer` values, and their names the lexicon's phrases."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator import uris
from generator.frontmatter import parse_page
from generator.model.content import Problem, Severity, SourceFile
from generator.model.explainer import Alias, Era, Explainer, Reference, TimelineEntry
from generator.schemas import UNWRITTEN, EraFields, ExplainerFields


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
        names=(Alias(fields.title, parsed.line("title")), *aliases, *forms),
        also_called=tuple(a.text for a in aliases if a.text != fields.title),
        context=fields.context,
        valid=_era(fields.valid),
        must_link=fields.must_link,
        must_not_link=fields.must_not_link,
        timeline=tuple(TimelineEntry(e.date, e.event, e.source or "") for e in fields.timeline),
        sources=tuple(Reference(s.title, s.url or "") for s in fields.sources),
        reviewed=fields.reviewed,
    )


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


def phrases(explainers: Iterable[Explainer]) -> Mapping[str, tuple[str, ...]]:
    """Return every phrase that names a subject, with the slugs that claim it, sorted."""
    claims: dict[str, set[str]] = defaultdict(set)
    for explainer in explainers:
        for name in explainer.names:
            claims[name.text].add(explainer.slug)
    return {phrase: tuple(sorted(slugs)) for phrase, slugs in sorted(claims.items())}


def shared_aliases(explainers: Iterable[Explainer]) -> tuple[Problem, ...]:
    """Return a warning for each phrase that several explainers claim: it is left unlinked."""
    claims: dict[str, list[tuple[Explainer, Alias]]] = defaultdict(list)
    for explainer in sorted(explainers, key=lambda e: e.path):
        for name in {name.text: name for name in explainer.names}.values():
            claims[name.text].append((explainer, name))
    return tuple(
        Problem(
            claimants[-1][0].path, claimants[-1][1].line, "shared-alias",
            f"“{phrase}” names {len(claimants)} explainers and is therefore left unlinked: "
            + ", ".join(f"{e.path} (line {n.line})" for e, n in claimants) + ".",
            "Keep the alias in one of them, or say in an article which one is meant: "
            f"`links: {{{phrase}: {claimants[0][0].slug}}}`.",
            Severity.WARNING,
        )
        for phrase, claimants in sorted(claims.items())
        if len(claimants) > 1
    )  # fmt: skip


def by_title(explainer: Explainer) -> tuple[str, str]:
    """Sort key of explainers: the title without regard to case, then the slug."""
    return explainer.title.casefold(), explainer.slug
