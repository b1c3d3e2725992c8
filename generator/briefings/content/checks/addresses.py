"""Check the links of editors: broken, renamed and unsafe targets."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from briefings.content import redirects
from briefings.content.redirects import Redirects
from briefings.files import complexity
from briefings.markup.editorial import MarkdownPassage
from briefings.model.article import Metadata
from briefings.model.content import Problem, Severity
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer
from briefings.model.note import Note
from briefings.model.own_page import Introduction, OwnPage
from briefings.model.revision import Revision
from briefings.readers import markdown
from briefings.text import uris, urls

Written = Explainer | Dossier | OwnPage | Introduction
"""What has a body of Markdown."""
Leads = Callable[[str, str], bool]
"""Whether a page, by its URI, has an element with an id, written as a fragment."""

# How a page links to others, by its folder.
_EXAMPLES = {
    "briefings": "../explainers/an-explainer.md or other-briefing.md",
    "explainers": "other-explainer.md or ../briefings/a-briefing.md",
    "dossiers": "other-dossier.md or ../briefings/a-briefing.md",
    "pages": "other-page.md or ../explainers/an-explainer.md",
    uris.HOME: "pages/a-page.md or explainers/an-explainer.md",
}
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


def uri_of(page: Written) -> str:
    """Return the URI of the page that shows a body."""
    match page:
        case Explainer():
            return uris.explainer(page.slug)
        case Dossier():
            return uris.dossier(page.slug)
        case OwnPage():
            return uris.own_page(page.slug)
        case Introduction():
            return uris.HOME


@dataclass(frozen=True, slots=True)
class EditorsLink:
    """A link that an editor wrote."""

    file: str
    """The file, relative to the content folder."""
    line: int
    """Its line in the file, from 1."""
    address: str
    """The address, as written."""
    base: str
    """URI from which the address leads."""
    page: str
    """URI of the page that shows the link."""

    @property
    def target(self) -> str | None:
        """URI of the page on this site, existing or not, to which it leads; None for others."""
        return uris.resolve(self.base, self.address)


def links(page: Written, passages: Iterable[MarkdownPassage]) -> Iterator[EditorsLink]:
    """Yield the links of a page's body, lines and revisions; `passages` are those of its body."""
    uri = uri_of(page)
    for placed in passages:
        for start, _, address in placed.links:
            line = page.body_line + page.body.count("\n", 0, start)
            yield EditorsLink(page.path, line, address, uri, uri)
    for line, address in _in_lines(page):
        yield EditorsLink(page.path, line, address, uri, uri)


def links_of_article(article: Metadata) -> Iterator[EditorsLink]:
    """Yield the links of an article's notes and revisions."""
    notes = (anchored.note for anchored in article.notes)
    remarks: tuple[Note | Revision, ...] = (*notes, *article.revisions)
    uri = uris.briefing(article.slug)
    for remark in remarks:
        for address in markdown.links(remark.text):
            yield EditorsLink(remark.file, remark.line, address, uris.BRIEFINGS, uri)


def targets(found: Iterable[EditorsLink]) -> set[str]:
    """Return the URIs on this site, existing or not, to which links lead."""
    return {target for link in found if (target := link.target)}


def unsafe(page: Written) -> Iterator[Problem]:
    """Yield an error for each link of a page with a forbidden scheme.

    Links are not looked for in Markdown that makes too much work, which is an error itself.
    """
    texts = [page.body, *(text for _, text in _lines(page))]
    if problem := complexity.fault(page.path, page.body_line, texts):
        yield problem
        return
    placed = markdown.placed_addresses(page.body)
    found = [(page.body_line + line, address) for line, address in placed]
    found += _in_lines(page)
    for line, address in dict.fromkeys(found):
        if not _is_safe(address):
            yield _unsafe(page.path, line, address, uri_of(page))


def unsafe_in_revisions(article: Metadata) -> Iterator[Problem]:
    """Yield an error for each link with a forbidden scheme in an article's revisions."""
    for revision in article.revisions:
        for address in markdown.addresses(revision.text):
            if not _is_safe(address):
                yield _unsafe(revision.file, revision.line, address, uris.BRIEFINGS)


def broken(
    found: Iterable[EditorsLink], pages: Collection[str], drafts: Collection[str], leads: Leads
) -> Iterator[Problem]:
    """Yield a warning for each broken link.

    Args:
        found: the links.
        pages: the URIs of all pages.
        drafts: the URIs that drafts will have.
        leads: says of a page and a fragment whether the page has an element with this id.
    """
    for link in found:
        target = link.target
        if target and target not in pages:
            yield _broken(link, target, pages, drafts)
        elif not _leads(link, leads):
            yield Problem(
                link.file, link.line, "broken-link", f"“{link.address}” leads to no section.",
                "Write # and the heading in small letters, with hyphens between the words.",
                Severity.WARNING,
            )  # fmt: skip


def moved(found: Iterable[EditorsLink], renamed: Redirects) -> Iterator[Problem]:
    """Yield a warning for each link to the former address of a page.

    Args:
        found: the links.
        renamed: current URIs by former ones.
    """
    for link in found:
        if link.target in renamed:
            current = redirects.follow(link.base, link.address, renamed)
            yield Problem(
                link.file, link.line, "moved-link",
                f"“{link.address}” is the former address of a page.",
                f"Write {current}; the site already links to it.", Severity.WARNING,
            )  # fmt: skip


def _lines(page: Written) -> list[tuple[int, str]]:
    """Return the Markdown in the front matter of a page, with its lines in the file."""
    if not isinstance(page, Explainer | Dossier):
        return []
    if isinstance(page, Dossier):
        lines = [(part.line, part.text) for part in page.parts]
    else:
        lines = [(entry.line, entry.event) for entry in page.timeline]
    return lines + [(revision.line, revision.text) for revision in page.revisions]


def _in_lines(page: Written) -> Iterator[tuple[int, str]]:
    for line, text in _lines(page):
        # Pictures have a check of their own.
        for address in markdown.links(text):
            yield line, address


def _is_safe(address: str) -> bool:
    # Browsers ignore white space in a scheme: https://url.spec.whatwg.org/#url-parsing
    return not _SCHEME.match("".join(address.split())) or urls.web_address(address) is not None


def _unsafe(file: str, line: int, address: str, uri: str) -> Problem:
    return Problem(
        file, line, "unsafe-link", f"A link leads to “{address}”.",
        "An address starts with https://, http:// or mailto:; link to a page of this site "
        f"as {_EXAMPLES[uri.partition('/')[0]]}.",
    )  # fmt: skip


def _leads(link: EditorsLink, leads: Leads) -> bool:
    """Return whether a link has no fragment, or one to which it leads."""
    page, _, fragment = link.address.partition("#")
    target = uris.resolve(link.page, page) if page else link.page
    return not fragment or not target or leads(target, fragment)


def _broken(
    link: EditorsLink, target: str, pages: Collection[str], drafts: Collection[str]
) -> Problem:
    if target in drafts:
        message, hint = "leads to a draft", "Publish it first, or delete the link."
    else:
        message, hint = "leads to no page", _hint(link.base, target, pages)
    return Problem(
        link.file, link.line, "broken-link", f"“{link.address}” {message}.", hint,
        Severity.WARNING,
    )  # fmt: skip


def nearest(path: str, known: Iterable[str]) -> str:
    """Return the path that was probably meant: that with the most similar name; empty for none.

    Folders and endings say nothing: those of any two paths are alike.
    """
    found = process.extract(
        path, list(known), scorer=fuzz.ratio, processor=_name_of, score_cutoff=80
    )
    best = [other for other, score, _ in found if score == found[0][1]]
    return max(best, key=lambda other: fuzz.WRatio(path, other), default="")


def _name_of(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0].casefold()


def _hint(uri: str, target: str, pages: Collection[str]) -> str:
    if meant := nearest(target, pages):
        return f"Did you mean {uris.relative(uri, meant)}?"
    return f"Write the address of a page as {_EXAMPLES[uri.partition('/')[0]]}."
