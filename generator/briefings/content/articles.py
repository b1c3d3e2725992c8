"""Parse a capture and its sidecar into an `Article`.

The editor's facts have priority over those of the capture. Missing facts are reported, never
guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from briefings.content import chosen_lines, evidence, left_out, redirects, revisions, summaries
from briefings.content.checks import addresses
from briefings.files import charsets, clippings, complexity
from briefings.files.frontmatter import Parsed, parse_page, parse_page_text, parse_yaml
from briefings.files.guard import guarded
from briefings.files.schemas.articles import ArticleFields, BriefFields, MarkdownArticleFields
from briefings.markup import notes
from briefings.model.article import Article, Brief, Capture, Pointer
from briefings.model.content import Problem, RefusedError, Severity, SourceFile
from briefings.model.outlet import OutletFile
from briefings.model.reading import Block, BlockKind, Evidence, Fact, Field, MarkupKind, Reading
from briefings.readers import dateline, formats, languages, text_files
from briefings.readers.formats import SIDECAR
from briefings.readers.quotations import finder as quotations
from briefings.text import sentences, uris, urls
from briefings.text.superscripts import plain
from briefings.text.visible import REPLACEMENT, visible
from briefings.text.zero_width import without_zero_width

# The text reader's rule for lines that are too long or too far down.
BEYOND = "beyond-any-page"
# The mail reader's rule for attachments that have a format of captures.
ATTACHED = "attached-document"
# A mail with less text, in characters, says what is in its attachment.
_COVERING_LETTER = 400

# The year of Johann Carolus' Relation: https://en.wikipedia.org/wiki/Relation_aller_Fürnemmen
_FIRST_NEWSPAPER = 1605

# Two lines of a heading.
_TITLE_LENGTH = 90

Outlets = Mapping[str, OutletFile | None]


@dataclass(frozen=True, slots=True)
class Parsing:
    """A parsed capture."""

    problems: tuple[Problem, ...]
    """All its problems."""
    article: Article | None = None
    """The article; None if it cannot be published."""
    reading: Reading | None = None
    """The reader's result; None if the capture cannot be read."""
    faulty: Article | None = None
    """An article with errors, without the invalid facts, for further checks."""


def parse(
    capture: SourceFile, sidecar: SourceFile | None, outlets: Outlets, site_language: str = ""
) -> Parsing:
    """Return the article of a capture and all problems, as `parse_for_site` does.

    An outlet with a pattern that takes too long counts as one with errors. Its problem is among
    the others.
    """
    found: tuple[Problem, ...] = ()
    while True:
        try:
            parsing = parse_for_site(capture, sidecar, outlets, site_language)
        except RefusedError as error:
            found += error.problems
            slow = {problem.file for problem in found}
            outlets = {
                slug: None if file and file.path in slow else file for slug, file in outlets.items()
            }
        else:
            return replace(parsing, problems=(*found, *parsing.problems))


def parse_for_site(
    capture: SourceFile, sidecar: SourceFile | None, outlets: Outlets, site_language: str = ""
) -> Parsing:
    """Return the article of a capture and all problems.

    Args:
        capture: the captured file, of one of the formats of `formats.FORMATS`.
        sidecar: its sidecar; None if there is none.
        outlets: the known outlets by slug; None for a file with errors.
        site_language: tag of the site's language, which an article may be in whose own is unknown.

    Raises:
        ValueError: the file's name has none of the suffixes of captures.
        RefusedError: a pattern of an outlet takes too long; no capture may be read with it.
    """
    if problem := formats.too_large(capture.path, len(capture.data)):
        return Parsing((problem,))
    format_ = formats.format_of(capture.path)
    if format_ is None:
        raise ValueError(f"{capture.path} is not a capture")
    return _parse(capture, sidecar, outlets, format_, site_language)


@guarded(lambda problem: Parsing((problem,)))
def _parse(
    capture: SourceFile,
    sidecar: SourceFile | None,
    outlets: Outlets,
    format_: formats.Format,
    site_language: str,
) -> Parsing:
    facts_path = capture.path if format_.front_matter else formats.stem(capture.path) + SIDECAR
    if format_.front_matter:
        editor_fields = _front_matter(capture, sidecar)
    else:
        editor_fields = parse_yaml(sidecar, ArticleFields) if sidecar else _NO_FIELDS
    profiles = {slug: file.profile for slug, file in outlets.items() if file}
    fields = ArticleFields() if isinstance(editor_fields, tuple) else editor_fields.fields
    reading = format_.read(capture, profiles, fields.outlet, clean=fields.capture == "clean")
    if isinstance(reading, Problem) or isinstance(editor_fields, tuple):
        unreadable = (reading,) if isinstance(reading, Problem) else ()
        invalid = editor_fields if isinstance(editor_fields, tuple) else editor_fields.problems
        return Parsing(tuple(dict.fromkeys((*unreadable, *invalid))))
    return _join(capture, reading, editor_fields, facts_path, outlets, site_language)


def pointers(blocks: Iterable[Block]) -> Iterator[Pointer]:
    """Yield the related lines."""
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.RELATED:
            links = (m.target for m in block.markup if m.kind is MarkupKind.LINK)
            yield Pointer(number, plain(block), tuple(links))


def slug_of(path: str) -> str:
    """Return the slug of a capture."""
    return uris.slugify(formats.stem(path).rpartition("/")[2])


_MARKDOWN_FIELDS: type[ArticleFields] = MarkdownArticleFields
_NO_FIELDS = Parsed(ArticleFields(), "", 1, {})


def fields_of(source: SourceFile) -> Parsed[ArticleFields] | tuple[Problem, ...]:
    """Return the editor's facts in a sidecar or in front matter, or why they cannot be read."""
    if formats.has_front_matter(source.path):
        return parse_page(source, _MARKDOWN_FIELDS)
    return parse_yaml(source, ArticleFields)


def _front_matter(
    capture: SourceFile, sidecar: SourceFile | None
) -> Parsed[ArticleFields] | tuple[Problem, ...]:
    """Return the editor's facts in a capture's front matter; a sidecar is a problem."""
    superfluous = (Problem(
        sidecar.path, 0, "sidecar-of-markdown",
        f"`{capture.path}` needs no sidecar, because it has front matter.",
        "Move the facts into the front matter of the article, and delete this file.",
    ),) if sidecar else ()  # fmt: skip
    decoded = text_files.decode(capture)
    if isinstance(decoded, Problem):
        return decoded, *superfluous
    found = _NO_FIELDS
    if decoded.text.startswith("---"):
        parsed = parse_page_text(capture.path, decoded.text, _MARKDOWN_FIELDS)
        if isinstance(parsed, tuple):
            return *parsed, *superfluous
        found = parsed
    return replace(found, problems=(*found.problems, *superfluous))


def _join(
    capture: SourceFile,
    reading: Reading,
    editor_fields: Parsed[ArticleFields],
    facts_path: str,
    outlets: Outlets,
    site_language: str,
) -> Parsing:
    """Combine the editor's facts and the reader's result."""
    fields, revised = editor_fields.fields, revisions.of(editor_fields, facts_path)
    remarks = [*(note.note for note in fields.notes), *(revision.text for revision in revised)]
    if too_complex := complexity.fault(facts_path, editor_fields.line("notes"), remarks):
        return Parsing((*editor_fields.problems, too_complex), reading=reading)
    fields = editor_fields.fields
    reading, unmatched = chosen_lines.chosen(
        _visible(reading), fields.keep, fields.drop, facts_path, editor_fields.line
    )
    facts = [*_editor_facts(editor_fields), *reading.facts]
    facts += _from_address(facts, outlets)
    slug = _value(facts, Field.OUTLET)
    known = outlets.get(slug)
    pattern = known.profile.dateline if known else None
    body = [block for block in reading.blocks if block.kind is BlockKind.PARAGRAPH]
    if not body and any(decision.rule == BEYOND for decision in reading.decisions):
        lost = (replace(p, severity=Severity.ERROR) for p in _damage(capture.path, reading))
        beyond = (problem for problem in lost if problem.code == BEYOND)
        return Parsing((*editor_fields.problems, *unmatched, *beyond), reading=reading)
    if not body:
        empty = Problem(
            capture.path, 0, "empty-article", "This file contains no article text.",
            "Add the text of the article, or delete the file.",
        )  # fmt: skip
        return Parsing((*editor_fields.problems, *unmatched, empty), reading=reading)
    text = " ".join(block.text for block in body)
    facts += _language(facts, text)
    lang = _value(facts, Field.LANG) or languages.assumed(text, site_language)
    blocks, found_dateline = dateline.mark(reading.blocks, lang, pattern)
    body = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    facts += _derived(facts, [text for block in body if (text := dateline.without(block))], lang)
    published = evidence.first(facts, Field.PUBLISHED)
    modified = evidence.first(facts, Field.MODIFIED)
    captured = evidence.first(facts, Field.CAPTURED)
    title = _value(facts, Field.TITLE)
    summary = evidence.first(facts, Field.SUMMARY)
    headline = evidence.first(reading.facts, Field.TITLE)
    anchored, note_problems = notes.anchored(editor_fields, blocks, facts_path, capture.path, lang)
    article = Article(
        slug=slug_of(capture.path),
        capture=Capture(capture.path, sha256(capture.data).hexdigest(), len(capture.data)),
        title=title,
        headline=headline.value if headline and headline.value != title else "",
        summary=summary.value if summary else "",
        summary_from=summary.evidence if summary else None,
        lang=lang,
        blocks=blocks,
        published=evidence.day(published) if published else None,
        published_from=published.evidence if published else None,
        modified=evidence.day(modified) if modified else None,
        captured=evidence.moment(captured) if captured else None,
        authors=evidence.values(facts, Field.AUTHOR),
        outlet=known.outlet if known else None,
        section=_value(facts, Field.SECTION),
        url=_value(facts, Field.URL),
        dateline=found_dateline,
        quotations=quotations.quotations(blocks, lang),
        pointers=tuple(pointers(blocks)),
        headlines=reading.headlines,
        # An empty list from the editor removes the tags.
        tags=() if editor_fields.fields.tags == () else evidence.values(facts, Field.TAG),
        links=editor_fields.fields.links.rules(editor_fields.line),
        notes=anchored,
        revisions=revised,
        redirect_from=redirects.former(
            editor_fields.fields.redirect_from, facts_path, editor_fields.line
        ),
        picture=editor_fields.fields.as_picture(facts_path, editor_fields.line),
        draft=editor_fields.fields.as_draft(),
        facts=tuple(facts),
        left_out=tuple(line.line for line in left_out.inside(reading)),
        brief=_brief(fields.brief),
    )
    problems = (
        *editor_fields.problems,
        *unmatched,
        *_gaps(article, facts_path, editor_fields),
        *_improbable_day(article, facts_path, editor_fields.line("published")),
        *_never_clean(capture.path, facts_path, editor_fields),
        *_unknown_outlet(facts, facts_path, editor_fields.line("outlet"), outlets),
        *_contradictions(capture.path, facts, facts_path),
        *_damage(capture.path, reading),
        *_attached(capture.path, reading),
        *left_out.problems(capture.path, facts_path, reading),
        *note_problems,
        *addresses.unsafe_in_revisions(article),
    )
    if editor_fields.problems:
        return Parsing(problems, reading=reading, faulty=article)
    return Parsing(problems, article, reading)


def _visible(reading: Reading) -> Reading:
    """Return the reader's result with U+FFFD in place of control characters.

    Facts have no zero-width characters, because they are compared and searched.
    """

    def block(found: Block) -> Block:
        rows = tuple(tuple(visible(cell) for cell in row) for row in found.rows)
        return replace(found, text=visible(found.text), rows=rows)

    return replace(
        reading,
        blocks=tuple(block(found) for found in reading.blocks),
        facts=tuple(replace(f, value=visible(without_zero_width(f.value))) for f in reading.facts),
        headlines=tuple(visible(line) for line in reading.headlines),
    )


def _brief(fields: BriefFields) -> Brief | None:
    texts = (fields.says or "", fields.matters or "", fields.disputed or "")
    lines = [" ".join(text.split()) for text in texts]
    return Brief(*lines) if any(lines) else None


def _value(facts: Iterable[Fact], field: Field) -> str:
    fact = evidence.first(facts, field)
    return fact.value if fact else ""


def _editor_facts(editor_fields: Parsed[ArticleFields]) -> Iterator[Fact]:
    """Yield the editor's facts."""
    fields = editor_fields.fields
    single = {
        Field.TITLE: fields.title,
        Field.PUBLISHED: fields.published and fields.published.isoformat(),
        Field.CAPTURED: fields.captured and fields.captured.isoformat(),
        Field.OUTLET: fields.outlet,
        Field.URL: fields.url,
        Field.LANG: fields.lang,
        Field.SUMMARY: fields.summary,
    }
    # A clipper writes this key too.
    is_clipping = any((key,) in editor_fields.lines for key in clippings.KEYS)
    several = {Field.AUTHOR: fields.authors, Field.TAG: fields.tags}
    for field, value in single.items():
        if value:
            clipped = is_clipping and field is Field.PUBLISHED
            stated = Evidence.DECLARED if clipped else Evidence.SIDECAR
            yield Fact(field, value, stated, f"line {editor_fields.line(field.value)}")
    for field, values in several.items():
        key = f"{field.value}s"
        for value in values or ():
            yield Fact(field, value, Evidence.SIDECAR, f"line {editor_fields.line(key)}")


def _from_address(facts: Iterable[Fact], outlets: Outlets) -> Iterator[Fact]:
    """Yield the outlet by the host of the article's address, and the day by its pattern."""
    address = evidence.first(facts, Field.URL)
    if not address:
        return
    host = urls.host(address.value)
    for slug, file in outlets.items():
        if file and file.outlet.home and urls.host(file.outlet.home) == host:
            yield Fact(Field.OUTLET, slug, Evidence.ADDRESS, f"the address ({host})")
            if day := file.profile.day_of(address.value):
                yield Fact(Field.PUBLISHED, day, Evidence.ADDRESS, "the address")


def _language(facts: Iterable[Fact], text: str) -> Iterator[Fact]:
    """Yield the detected language of the text, if no other fact gives it."""
    if not _value(facts, Field.LANG):
        found = languages.language(text)
        if found:
            yield Fact(Field.LANG, found, Evidence.TEXT, "the words of the text")


def _derived(facts: Iterable[Fact], paragraphs: Sequence[str], lang: str) -> Iterator[Fact]:
    """Yield a title and a summary from the opening, if no other fact gives them."""
    facts = tuple(facts)
    where = "the opening sentence"
    titles = [fact.value for fact in facts if fact.field is Field.TITLE]
    if not titles:
        sentence = sentences.first_sentence(summaries.opening(paragraphs), lang)
        yield Fact(Field.TITLE, sentences.shorten(sentence, _TITLE_LENGTH), Evidence.DERIVED, where)
        titles = [sentence]
    if evidence.first(facts, Field.SUMMARY):
        return
    if summary := summaries.summary(paragraphs, titles, lang):
        yield Fact(Field.SUMMARY, summary, Evidence.DERIVED, where)


def _gaps(
    article: Article, facts_path: str, editor_fields: Parsed[ArticleFields]
) -> Iterator[Problem]:
    """Yield a warning for each missing title, day and outlet.

    Invalid values and unknown keys have their own problems.
    """
    left_out = editor_fields.left_out.keys()
    if not left_out <= ArticleFields.model_fields.keys():
        return

    def gap(code: str, message: str, hint: str) -> Problem:
        return Problem(article.capture.path, 0, code, message, hint, Severity.WARNING)

    title = evidence.first(article.facts, Field.TITLE)
    if title and title.evidence is Evidence.DERIVED and "title" not in left_out:
        yield gap(
            "derived-title",
            f"No headline was found; the title is taken from {title.where}: “{title.value}”.",
            f"Add `title: …` to {facts_path}.",
        )
    if article.published is None and "published" not in left_out:
        yield gap(
            "unknown-date", "The day of publication is unknown.",
            f"Add `published: YYYY-MM-DD` to {facts_path}, if you know it.",
        )  # fmt: skip
    if not evidence.first(article.facts, Field.OUTLET) and "outlet" not in left_out:
        yield gap(
            "unknown-outlet", "The outlet of the article is unknown.",
            f"Add `outlet: …` to {facts_path}, with the name of a file in outlets/.",
        )  # fmt: skip


def _improbable_day(article: Article, facts_path: str, line: int) -> Iterator[Problem]:
    """Yield a warning for a day of publication before there were newspapers."""
    day = article.published
    if day and day.year < _FIRST_NEWSPAPER:
        stated = article.published_from is Evidence.SIDECAR
        yield Problem(
            facts_path if stated else article.capture.path, line if stated else 0,
            "improbable-date", f"The day of publication, {day}, is before the first newspaper.",
            f"Correct `published` in {facts_path}, or delete it if the day is unknown.",
            Severity.WARNING,
        )  # fmt: skip


def _never_clean(
    path: str, facts_path: str, editor_fields: Parsed[ArticleFields]
) -> Iterator[Problem]:
    """Yield an error for a saved web page that an editor calls clean."""
    format_ = formats.format_of(path)
    if editor_fields.fields.capture and format_ and not (format_.has_pages or format_.front_matter):
        yield Problem(
            facts_path, editor_fields.line("capture"), "never-clean",
            f"`capture: clean` is for text captures; `{path}` is a page or document with parts "
            "around the article.",
            "Delete the key, or save the text of the article as a .txt or .md file.",
        )  # fmt: skip


def _unknown_outlet(
    facts: Iterable[Fact], path: str, line: int, outlets: Outlets
) -> Iterator[Problem]:
    slug = _value(facts, Field.OUTLET)
    if slug and slug not in outlets:
        known = ", ".join(sorted(outlets)) or "none yet"
        yield Problem(
            path, line, "unknown-outlet", f"There is no outlet `{slug}`.",
            f"Name a file in outlets/ ({known}), or add outlets/{uris.slugify(slug)}.yml.",
        )  # fmt: skip


def _contradictions(path: str, facts: list[Fact], facts_path: str) -> Iterator[Problem]:
    against = evidence.contradicting_days(facts, Field.PUBLISHED)
    winner = evidence.first(facts, Field.PUBLISHED)
    if against and winner:
        others = ", ".join(f"{fact.value} ({fact.where})" for fact in against)
        yield Problem(
            path, 0, "contradicting-dates",
            f"The day of publication is {winner.value} ({winner.where}), but also {others}.",
            f"Add the right one to {facts_path}: `published: YYYY-MM-DD`.", Severity.WARNING,
        )  # fmt: skip


def _damage(path: str, reading: Reading) -> Iterator[Problem]:
    """Yield warnings about damage of the capture."""
    if reading.charset:
        yield from charsets.findings(path, reading.charset)
    marked = [block for block in reading.blocks if REPLACEMENT in block.text]
    count = sum(block.text.count(REPLACEMENT) for block in marked)
    # Those in place of undecodable bytes are already reported.
    if count > (reading.charset.undecodable if reading.charset else 0):
        yield Problem(
            path, marked[0].line, "unreadable-characters",
            f"Control characters ({count} in all) are shown as � on the page.",
            "Check the capture there; it may be damaged.", Severity.WARNING,
        )  # fmt: skip
    if reading.cut_off:
        yield Problem(
            path, 0, "cut-off-page", "The saved page is cut off: it does not end with `</html>`.",
            "Check that the end of the article is there; otherwise save the page again.",
            Severity.WARNING,
        )  # fmt: skip
    beyond = [decision.line for decision in reading.decisions if decision.rule == BEYOND]
    if beyond:
        yield Problem(
            path, beyond[0], "beyond-any-page",
            f"Lines that are too long or too far down ({len(beyond):,} in all) were removed.",
            "Break long lines into paragraphs, and remove what is not the article.",
            Severity.WARNING,
        )  # fmt: skip


def _attached(path: str, reading: Reading) -> Iterator[Problem]:
    """Yield a warning if the article may be a document attached to a mail, which is not read."""
    names = [line.text for line in reading.decisions if line.rule == ATTACHED]
    if names and sum(len(block.text) for block in reading.blocks) < _COVERING_LETTER:
        yield Problem(
            path, 0, "article-attached",
            f"The text of this mail is short; the article may be attached: {', '.join(names)}.",
            "Save the attachment and add it with `briefings new article`; then delete the mail.",
            Severity.WARNING,
        )  # fmt: skip
