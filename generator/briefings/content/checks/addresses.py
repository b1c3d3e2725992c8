"""Check the links of editors: broken, renamed and unsafe targets."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

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


def targets(page: Written, passages: Iterable[MarkdownPassage]) -> set[str]:
    """Return the URIs on this site, valid or not, that the editors' own links of a page lead to."""
    uri = uri_of(page)
    found = (uris.resolve(uri, address) for _, address in _links(page, passages))
    return {target for target in found if target}


def written(page: Written, passages: Iterable[MarkdownPassage]) -> Iterator[str]:
    """Yield the addresses of the editors' own links of a page, as written."""
    return (address for _, address in _links(page, passages))


def written_in_article(article: Metadata) -> Iterator[str]:
    """Yield the addresses of the links of an article's editors, as written."""
    return (address for *_, address in _in_remarks(article))


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


def targets_of_article(article: Metadata) -> set[str]:
    """Return the URIs on this site, valid or not, that an article's editors link to."""
    found = (uris.resolve(uris.BRIEFINGS, address) for *_, address in _in_remarks(article))
    return {target for target in found if target}


def broken(
    page: Written,
    passages: Sequence[MarkdownPassage],
    pages: Collection[str],
    drafts: Collection[str],
    leads: Leads,
) -> Iterator[Problem]:
    """Yield a warning for each broken link of a page.

    Args:
        page: the page.
        passages: the passages of its body.
        pages: the URIs of all pages.
        drafts: the URIs that drafts will have.
        leads: says of a page and a fragment whether the page has an element with this id.
    """
    uri = uri_of(page)
    for line, address in _links(page, passages):
        target = uris.resolve(uri, address)
        if target and target not in pages:
            yield _broken(page.path, line, address, target, uri, pages, drafts)
        elif not _leads(uri, address, leads):
            yield _nowhere(page.path, line, address)


def broken_in_article(
    article: Metadata, pages: Collection[str], drafts: Collection[str], leads: Leads
) -> Iterator[Problem]:
    """Yield a warning for each broken link of an article's notes and revisions.

    Arguments as of `broken`.
    """
    for file, line, address in _in_remarks(article):
        target = uris.resolve(uris.BRIEFINGS, address)
        if target and target not in pages:
            yield _broken(file, line, address, target, uris.BRIEFINGS, pages, drafts)
        elif not _leads(uris.briefing(article.slug), address, leads):
            yield _nowhere(file, line, address)


def moved(
    page: Written, passages: Sequence[MarkdownPassage], renamed: Redirects
) -> Iterator[Problem]:
    """Yield a warning for each link of a page to the former address of a page.

    Args:
        page: the page.
        passages: the passages of its body.
        renamed: current URIs by former ones.
    """
    uri = uri_of(page)
    for line, address in _links(page, passages):
        if uris.resolve(uri, address) in renamed:
            yield _moved(page.path, line, uri, address, renamed)


def moved_in_article(article: Metadata, renamed: Redirects) -> Iterator[Problem]:
    """Yield a warning for each link of an article's editors to the former address of a page."""
    for file, line, address in _in_remarks(article):
        if uris.resolve(uris.BRIEFINGS, address) in renamed:
            yield _moved(file, line, uris.BRIEFINGS, address, renamed)


def _links(page: Written, passages: Iterable[MarkdownPassage]) -> Iterator[tuple[int, str]]:
    """Yield the line and the address of each link of a page's body, lines and revisions."""
    for placed in passages:
        for start, _, address in placed.links:
            yield page.body_line + page.body.count("\n", 0, start), address
    yield from _in_lines(page)


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


def _in_remarks(article: Metadata) -> Iterator[tuple[str, int, str]]:
    """Yield file, line and address of each link of an article's notes and revisions."""
    notes = (anchored.note for anchored in article.notes)
    remarks: tuple[Note | Revision, ...] = (*notes, *article.revisions)
    for remark in remarks:
        for address in markdown.links(remark.text):
            yield remark.file, remark.line, address


def _is_safe(address: str) -> bool:
    # Browsers ignore white space in a scheme: https://url.spec.whatwg.org/#url-parsing
    return not _SCHEME.match("".join(address.split())) or urls.web_address(address) is not None


def _unsafe(file: str, line: int, address: str, uri: str) -> Problem:
    return Problem(
        file, line, "unsafe-link", f"A link leads to “{address}”.",
        "An address starts with https://, http:// or mailto:; link to a page of this site "
        f"as {_EXAMPLES[uri.partition('/')[0]]}.",
    )  # fmt: skip


def _moved(file: str, line: int, uri: str, address: str, renamed: Redirects) -> Problem:
    return Problem(
        file, line, "moved-link", f"“{address}” is the former address of a page.",
        f"Write {redirects.follow(uri, address, renamed)}; the site already links to it.",
        Severity.WARNING,
    )  # fmt: skip


def _leads(uri: str, address: str, leads: Leads) -> bool:
    """Return whether a link on a page has no fragment, or one to which it leads."""
    page, _, fragment = address.partition("#")
    target = uris.resolve(uri, page) if page else uri
    return not fragment or not target or leads(target, fragment)


def _nowhere(file: str, line: int, address: str) -> Problem:
    return Problem(
        file, line, "broken-link", f"“{address}” leads to no section.",
        "Write # and the heading in small letters, with hyphens between the words.",
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
