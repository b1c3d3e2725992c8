"""Parse the pages of the site's owner, and the owner's words on the home page."""

from briefings.content import redirects
from briefings.content.checks import addresses
from briefings.files import frontmatter
from briefings.files.frontmatter import parse_page
from briefings.files.guard import guarded
from briefings.files.schemas.own_pages import HomeFields, PageFields
from briefings.markup import editorial
from briefings.markup.editorial import MarkdownPassage
from briefings.model.content import Problem, Severity, SourceFile
from briefings.model.own_page import Introduction, Lead, OwnPage
from briefings.text import uris


@guarded(lambda problem: (None, (problem,)))
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
        redirect_from=redirects.former(fields.redirect_from, source.path, parsed.line),
        picture=fields.as_picture(source.path, parsed.line),
        draft=fields.as_draft(),
    )
    errors = (*parsed.problems, *addresses.unsafe(page))
    hint = "Write it below the front matter, or add `draft: true` until it is written."
    if not errors:
        # If this fails, the problem names this file. The whole site parses them again.
        passages(page)
    is_empty = not (page.body.strip() or page.draft)
    return (None, errors) if errors else (page, _unwritten(source, hint) if is_empty else ())


@guarded(lambda problem: (None, (problem,)))
def parse_introduction(source: SourceFile) -> tuple[Introduction | None, tuple[Problem, ...]]:
    """Return the owner's words on the home page, and all problems of their file.

    They are None if they cannot be published. The file may have front matter.
    """
    text = frontmatter.decode(source)
    if isinstance(text, Problem):
        return None, (text,)
    introduction = Introduction(source.path, "", text, 1)
    problems: tuple[Problem, ...] = ()
    if text.startswith("---"):
        parsed = frontmatter.parse_page_text(source.path, text, HomeFields)
        if isinstance(parsed, tuple):
            return None, parsed
        title, problems = parsed.fields.title or "", parsed.problems
        chosen, line = parsed.fields.lead, parsed.line("lead", "briefing")
        lead = Lead(chosen.briefing, chosen.note or "", line) if chosen else None
        introduction = Introduction(source.path, title, parsed.body, parsed.body_line, lead)
    errors = (*problems, *addresses.unsafe(introduction))
    if errors:
        return None, errors
    passages(introduction)  # as of other pages
    is_empty = not (introduction.body.strip() or (introduction.lead and not introduction.title))
    hint = "Write it, or delete the file."
    return introduction, _unwritten(source, hint) if is_empty else ()


def passages(page: OwnPage | Introduction) -> tuple[MarkdownPassage, ...]:
    """Return the passages of a body."""
    return editorial.markdown_passages(page.body, page.body_line, addresses.uri_of(page))


def _unwritten(source: SourceFile, hint: str) -> tuple[Problem, ...]:
    message = "The text is missing."
    return (Problem(source.path, 0, "unwritten", message, hint, Severity.WARNING),)
