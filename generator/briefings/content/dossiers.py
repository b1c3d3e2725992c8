"""Parse dossiers, and find the briefings and explainers in them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from briefings.content import explainers, redirects, revisions
from briefings.content.checks import addresses, names
from briefings.files.frontmatter import parse_page
from briefings.files.guard import guarded
from briefings.files.schemas.dossiers import DossierFields
from briefings.files.schemas.shared import UNWRITTEN
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.content import Problem, Severity, SourceFile
from briefings.model.dossier import Dossier, DossierPart, PartKind
from briefings.model.written import Reference
from briefings.text import uris

_URIS = {PartKind.BRIEFING: uris.briefing, PartKind.EXPLAINER: uris.explainer}
_FOLDERS = {PartKind.BRIEFING: "articles/", PartKind.EXPLAINER: "explainers/"}


def uri_of(part: DossierPart) -> str:
    """Return the URI of the page of a part."""
    return _URIS[part.kind](part.slug)


@guarded(lambda problem: (None, (problem,)))
def parse(source: SourceFile) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """Return the dossier of a file, and all problems of the file.

    The dossier is None if it cannot be published.
    """
    parsed = parse_page(source, DossierFields, {"title": uris.stem(source.path), "summary": "-"})
    if isinstance(parsed, tuple):
        return None, parsed
    fields = parsed.fields
    dossier = Dossier(
        slug=uris.stem(source.path),
        path=source.path,
        title=fields.title,
        summary=fields.summary,
        body=parsed.body,
        body_line=parsed.body_line,
        parts=tuple(
            DossierPart(
                entry.kind,
                uris.slugify(entry.file),
                " ".join((entry.line or "").split()),
                parsed.line("entries", number),
                entry.file,
            )
            for number, entry in enumerate(fields.entries)
        ),
        sources=tuple(Reference(s.title, s.url or "") for s in fields.sources),
        authors=fields.authors,
        published=fields.published,
        revisions=revisions.of(parsed, source.path),
        links=fields.links.rules(parsed.line),
        redirect_from=redirects.former(fields.redirect_from, source.path, parsed.line),
        picture=fields.as_picture(source.path, parsed.line),
        draft=fields.as_draft(),
        lang=explainers.language_of(f"{fields.summary}\n{parsed.body}"),
    )
    problems = (*parsed.problems, *addresses.unsafe(dossier))
    if not problems:
        # If this fails, the problem names this file. The whole site parses them again.
        passages(dossier)
    return (None, problems) if problems else (dossier, tuple(_unwritten(dossier)))


def passages(dossier: Dossier) -> tuple[MarkdownPassage, ...]:
    """Return the passages of an introduction."""
    uri = uris.dossier(dossier.slug)
    return editorial.markdown_passages(dossier.body, dossier.body_line, uri)


def _unwritten(dossier: Dossier) -> Iterator[Problem]:
    if dossier.draft:
        return
    if not dossier.parts:
        yield Problem(
            dossier.path, 0, "empty-dossier", "The dossier has no entries.",
            "List its briefings and explainers as `entries`, or add `draft: true`.",
        )  # fmt: skip
    if dossier.summary == UNWRITTEN or not dossier.body.strip():
        yield Problem(
            dossier.path, 0, "unwritten", "The summary or the introduction is missing.",
            "Write one or two sentences as `summary`, and the text below the front matter.",
            Severity.WARNING,
        )  # fmt: skip


def checked(
    dossier: Dossier,
    written: Collection[str],
    moved: Mapping[str, str],
    known: Mapping[str, object],
    phrases: Collection[str],
) -> tuple[Dossier, tuple[Problem, ...]]:
    """Return a dossier with the current names of what it refers to, and the problems of these.

    Args:
        dossier: the dossier.
        written: URIs of the pages of all files, also of drafts and of files with errors.
        moved: current URIs by former ones.
        known: all explainers by slug.
        phrases: all their names, folded (`names.phrases`).

    Returns:
        The dossier, with each part that has a file once; and the problems.
    """
    links, renamed = names.renamed_links(dossier.links, dossier.path, moved)
    problems = [*renamed, *names.unknown_links(links, dossier.path, known, phrases)]
    decided = tuple((phrase, slug) for phrase, slug in links.decided if known.get(slug))
    first: dict[str, DossierPart] = {}
    for part in dossier.parts:
        named = replace(part, slug=uris.stem(part.file))
        if uri_of(part) not in written and uri_of(named) in written:
            part = named  # noqa: PLW2901 - the part by the name of its file
        uri = uri_of(part)
        if uri in moved:
            part = replace(part, slug=uris.stem(moved[uri]))  # noqa: PLW2901 - the part as it is now
            problems.append(_renamed(dossier, uri, part))
            uri = uri_of(part)
        if uri not in written:
            problems.append(_unknown(dossier, part, written))
        elif uri in first:
            problems.append(_twice(dossier, part, first[uri]))
        else:
            first[uri] = part
    parts = tuple(first.values())
    return replace(dossier, parts=parts, links=replace(links, decided=decided)), tuple(problems)


def with_pages(
    dossier: Dossier, published: Collection[str], drafts: Collection[str]
) -> tuple[Dossier, tuple[Problem, ...]]:
    """Return a dossier without the parts that have no page, and a warning for each draft in it.

    Args:
        dossier: the dossier.
        published: URIs of the pages that the site has.
        drafts: URIs of the pages that drafts will have.
    """
    parts = tuple(part for part in dossier.parts if uri_of(part) in published)
    found = () if dossier.draft else _drafts(dossier, drafts)
    return replace(dossier, parts=parts), tuple(found)


def from_the_future(found: Iterable[Dossier], day: date | None) -> Iterator[Problem]:
    """Yield a warning for each published dossier whose day is after the day of the build."""
    for dossier in found:
        if day and dossier.published and dossier.published > day and not dossier.draft:
            yield Problem(
                dossier.path, 0, "future-date",
                f"The day of publication, {dossier.published}, is in the future.",
                "Correct `published`; to publish the dossier on a later day, add `publish_on`.",
                Severity.WARNING,
            )  # fmt: skip


def _drafts(dossier: Dossier, drafts: Collection[str]) -> Iterator[Problem]:
    for part in dossier.parts:
        if uri_of(part) in drafts:
            yield Problem(
                dossier.path, part.line, "draft-in-dossier",
                f"The {part.kind} `{part.slug}` is a draft, and not in the published dossier.",
                "Publish it, or delete the entry.", Severity.WARNING,
            )  # fmt: skip


def _unknown(dossier: Dossier, part: DossierPart, written: Iterable[str]) -> Problem:
    like = [uri for uri in written if uri == _URIS[part.kind](uris.stem(uri))]
    other = next(kind for kind in PartKind if kind is not part.kind)
    if _URIS[other](part.slug) in written:
        hint = f"It is an {other}: write `{other}: {part.slug}`."
        hint = hint if other is PartKind.EXPLAINER else hint.replace("an ", "a ", 1)
    elif meant := addresses.nearest(uri_of(part), like):
        hint = f"Did you mean `{uris.stem(meant)}`?"
    else:
        hint = f"Name a file in {_FOLDERS[part.kind]} without its ending, or delete the entry."
    return Problem(
        dossier.path, part.line, "unknown-entry",
        f"`entries` names the {part.kind} `{part.file}`, but there is none.", hint,
    )  # fmt: skip


def _twice(dossier: Dossier, part: DossierPart, first: DossierPart) -> Problem:
    return Problem(
        dossier.path, part.line, "entry-twice",
        f"`entries` names the {part.kind} `{part.slug}` twice, first in line {first.line}.",
        "Delete one of the entries.",
    )  # fmt: skip


def _renamed(dossier: Dossier, former: str, part: DossierPart) -> Problem:
    return Problem(
        dossier.path, part.line, "renamed-entry",
        f"`entries` names the {part.kind} `{uris.stem(former)}`, which was renamed.",
        f"Write `{part.slug}`.", Severity.WARNING,
    )  # fmt: skip
