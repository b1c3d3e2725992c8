"""Parse the pages of the site's owner."""

from briefings.content.checks import addresses
from briefings.files.frontmatter import parse_page
from briefings.files.schemas import PageFields
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.content import Problem, Severity, SourceFile
from briefings.model.own_page import OwnPage
from briefings.model.redirect import Former
from briefings.text import uris


def parse(source: SourceFile) -> tuple[OwnPage | None, tuple[Problem, ...]]:
    """Return the page of a file, and all problems of the file.

    The page is None if it cannot be published.
    """
    parsed = parse_page(source, PageFields, {"title": uris.stem(source.path)})
    if isinstance(parsed, tuple):
        return None, parsed
    fields = parsed.fields
    page = OwnPage(
        slug=uris.stem(source.path),
        path=source.path,
        title=fields.title,
        body=parsed.body,
        body_line=parsed.body_line,
        summary=fields.summary or "",
        place=fields.place,
        redirect_from=tuple(
            Former(slug, source.path, parsed.line("redirect_from", number))
            for number, slug in enumerate(fields.redirect_from)
        ),
        draft=fields.as_draft(),
    )
    errors = (*parsed.problems, *addresses.unsafe(page))
    return (None, errors) if errors else (page, tuple(_unwritten(page)))


def passages(page: OwnPage) -> tuple[MarkdownPassage, ...]:
    """Return the passages of a page's body."""
    return editorial.markdown_passages(page.body, page.body_line, uris.own_page(page.slug))


def _unwritten(page: OwnPage) -> list[Problem]:
    if page.body.strip() or page.draft:
        return []
    return [Problem(
        page.path, 0, "unwritten", "The text is missing.",
        "Write it below the front matter, or add `draft: true` until it is written.",
        Severity.WARNING,
    )]  # fmt: skip
