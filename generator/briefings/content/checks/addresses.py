"""Check the links of editors: broken, renamed and unsafe targets."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from rapidfuzz import process

from briefings.content import redirects
from briefings.content.redirects import Redirects
from briefings.markup.editorial import MarkdownPassage
from briefings.model.content import Problem, Severity
from briefings.model.explainer import Explainer
from briefings.model.note import AnchoredNote
from briefings.readers import markdown
from briefings.text import uris, urls

_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


def targets(explainer: Explainer, passages: Iterable[MarkdownPassage]) -> set[str]:
    """Return the URIs on this site, valid or not, that an explainer's own links lead to."""
    uri = uris.explainer(explainer.slug)
    found = (uris.resolve(uri, address) for _, address in _links(explainer, passages))
    return {target for target in found if target}


def unsafe(explainer: Explainer) -> Iterator[Problem]:
    """Yield an error for each link of an explainer with a forbidden scheme."""
    placed = markdown.placed_addresses(explainer.body)
    found = [(explainer.body_line + line, address) for line, address in placed]
    found += _in_timeline(explainer)
    for line, address in dict.fromkeys(found):
        # Browsers ignore white space in a scheme: https://url.spec.whatwg.org/#url-parsing
        if _SCHEME.match("".join(address.split())) and urls.web_address(address) is None:
            yield Problem(
                explainer.path, line, "unsafe-link", f"A link leads to “{address}”.",
                "An address starts with https://, http:// or mailto:; link to a page of this site "
                "as other-explainer.md or ../briefings/a-briefing.md.",
            )  # fmt: skip


def targets_of_notes(notes: Iterable[AnchoredNote]) -> set[str]:
    """Return the URIs on this site, valid or not, that the links of notes lead to."""
    found = (
        uris.resolve(uris.BRIEFINGS, address)
        for anchored in notes
        for address in markdown.addresses(anchored.note.text)
    )
    return {target for target in found if target}


def broken(
    explainer: Explainer,
    passages: Sequence[MarkdownPassage],
    pages: Collection[str],
    drafts: Collection[str],
) -> Iterator[Problem]:
    """Yield a warning for each broken link of an explainer.

    Args:
        explainer: the explainer.
        passages: the passages of its body.
        pages: the URIs of all pages.
        drafts: the URIs that drafts will have.
    """
    uri = uris.explainer(explainer.slug)
    for line, address in _links(explainer, passages):
        target = uris.resolve(uri, address)
        if target and target not in pages:
            yield _broken(explainer.path, line, address, target, uri, pages, drafts)


def broken_in_notes(
    notes: Iterable[AnchoredNote], pages: Collection[str], drafts: Collection[str]
) -> Iterator[Problem]:
    """Yield a warning for each broken link of a note.

    Args:
        notes: the notes of an article.
        pages: the URIs of all pages.
        drafts: the URIs that drafts will have.
    """
    for note in (anchored.note for anchored in notes):
        for address in markdown.addresses(note.text):
            target = uris.resolve(uris.BRIEFINGS, address)
            if target and target not in pages:
                yield _broken(note.file, note.line, address, target, uris.BRIEFINGS, pages, drafts)


def moved(
    explainer: Explainer, passages: Sequence[MarkdownPassage], renamed: Redirects
) -> Iterator[Problem]:
    """Yield a warning for each link of an explainer to the former address of a page.

    Args:
        explainer: the explainer.
        passages: the passages of its body.
        renamed: current URIs by former ones.
    """
    uri = uris.explainer(explainer.slug)
    for line, address in _links(explainer, passages):
        if uris.resolve(uri, address) in renamed:
            yield _moved(explainer.path, line, uri, address, renamed)


def moved_in_notes(notes: Iterable[AnchoredNote], renamed: Redirects) -> Iterator[Problem]:
    """Yield a warning for each link of an editor's note to the former address of a page."""
    for note in (anchored.note for anchored in notes):
        for address in markdown.addresses(note.text):
            if uris.resolve(uris.BRIEFINGS, address) in renamed:
                yield _moved(note.file, note.line, uris.BRIEFINGS, address, renamed)


def _links(explainer: Explainer, passages: Iterable[MarkdownPassage]) -> Iterator[tuple[int, str]]:
    """Yield the line and the address of each link of an explainer's body and timeline."""
    for placed in passages:
        for start, _, address in placed.links:
            yield explainer.body_line + explainer.body.count("\n", 0, start), address
    yield from _in_timeline(explainer)


def _in_timeline(explainer: Explainer) -> Iterator[tuple[int, str]]:
    for entry in explainer.timeline:
        for address in markdown.addresses(entry.event):
            yield entry.line, address


def _moved(file: str, line: int, uri: str, address: str, renamed: Redirects) -> Problem:
    return Problem(
        file, line, "moved-link", f"“{address}” is the former address of a page.",
        f"Write {redirects.follow(uri, address, renamed)}; the site already links to it.",
        Severity.WARNING,
    )  # fmt: skip


def _broken(
    file: str,
    line: int,
    address: str,
    target: str,
    uri: str,
    pages: Collection[str],
    drafts: Collection[str],
) -> Problem:
    if target in drafts:
        message, hint = f"“{address}” leads to a draft.", "Publish it first, or delete the link."
    else:
        message, hint = f"“{address}” leads to no page.", _hint(uri, target, pages)
    return Problem(file, line, "broken-link", message, hint, Severity.WARNING)


def _hint(uri: str, target: str, pages: Collection[str]) -> str:
    nearest = process.extractOne(target, pages, score_cutoff=80)
    if nearest:
        return f"Did you mean {uris.relative(uri, nearest[0])}?"
    if uri == uris.BRIEFINGS:
        return "Write the address of a page as ../explainers/an-explainer.md or other-briefing.md."
    return "Write the address of a page as other-explainer.md or ../briefings/a-briefing.md."
