"""Articles: a capture, and the facts an editor adds in its sidecar, become one `Article`.

What the editor says wins over what the capture shows. What neither says stays unknown and is
reported, with the sidecar key that would fill it: nothing is guessed.
"""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from generator import prose, sentences, uris
from generator.frontmatter import Parsed, decode, parse_page, parse_yaml
from generator.model import (
    Article,
    BlockKind,
    Capture,
    LinkRules,
    Problem,
    Reading,
    Severity,
    SourceFile,
)
from generator.outlets import OutletFile
from generator.readers import dateline, markdown, text
from generator.schemas import ArticleFields

CAPTURES = (".txt", ".md")
SIDECAR = ".yml"

# A derived title is cut to what two lines of a heading hold, a summary to three lines of text.
_TITLE_LENGTH = 90
_SUMMARY_LENGTH = 240

Parsing = tuple[Article | None, tuple[Problem, ...]]


def parse(
    capture: SourceFile, sidecar: SourceFile | None, outlets: Mapping[str, OutletFile | None]
) -> Parsing:
    """Return the article of a capture, if it could be read, and all that is wrong with it.

    Args:
        capture: the captured file.
        sidecar: the editor's facts about it; None where there are none.
        outlets: the known outlets by slug; None for one whose file has errors of its own.
    """
    if capture.path.endswith(".md"):
        return _parse_markdown(capture, sidecar, outlets)
    return _parse_text(capture, sidecar, outlets)


def _parse_text(
    capture: SourceFile, sidecar: SourceFile | None, outlets: Mapping[str, OutletFile | None]
) -> Parsing:
    facts = parse_yaml(sidecar, ArticleFields) if sidecar else _no_facts()
    content = decode(capture)
    if isinstance(content, Problem) or isinstance(facts, tuple):
        content_problems = (content,) if isinstance(content, Problem) else ()
        return None, (*content_problems, *(facts if isinstance(facts, tuple) else ()))
    profiles = {slug: file.profile for slug, file in outlets.items() if file}
    reading = text.read(prose.visible(content), profiles, facts.fields.outlet)
    facts_path = sidecar.path if sidecar else f"{PurePosixPath(capture.path).with_suffix('.yml')}"
    return _join(capture, content, reading, facts, facts_path, outlets)


def _parse_markdown(
    capture: SourceFile, sidecar: SourceFile | None, outlets: Mapping[str, OutletFile | None]
) -> Parsing:
    content = decode(capture)
    if isinstance(content, Problem):
        return None, (content,)
    facts = parse_page(capture, ArticleFields) if content.startswith("---") else _no_facts(content)
    problems = list(facts) if isinstance(facts, tuple) else []
    if sidecar:
        problems.append(Problem(
            sidecar.path, 0, "sidecar-of-markdown",
            f"A sidecar beside `{capture.path}`, which has front matter for the same facts.",
            "Move the facts into the front matter of the article, and delete this file.",
        ))  # fmt: skip
    if isinstance(facts, tuple) or problems:
        return None, tuple(problems)
    reading = markdown.read(prose.visible(facts.body), facts.body_line)
    return _join(capture, facts.body, reading, facts, capture.path, outlets)


def _no_facts(body: str = "") -> Parsed[ArticleFields]:
    return Parsed(ArticleFields(), body, 1, {})


def _join(
    capture: SourceFile,
    content: str,
    reading: Reading,
    facts: Parsed[ArticleFields],
    facts_path: str,
    outlets: Mapping[str, OutletFile | None],
) -> Parsing:
    fields = facts.fields
    outlet = fields.outlet or reading.outlet
    known = outlets.get(outlet or "")
    pattern = known.profile.dateline if known else None
    blocks, found_dateline = dateline.mark(reading.blocks, pattern or dateline.GENERIC)
    body = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    if not body:
        return None, (Problem(
            capture.path, 0, "empty-article", "There is no article text in this file.",
            "Put the text of the article into it, or delete the file.",
        ),)  # fmt: skip
    problems: list[Problem] = []
    if outlet is not None and outlet not in outlets:
        problems.append(_unknown_outlet(facts_path, facts.line("outlet"), outlet, outlets))
    lang = fields.lang or "en"
    opening = dateline.without(body[0]) or body[0].text
    title = fields.title or reading.title
    if title is None:
        title = sentences.shorten(sentences.first_sentence(opening, lang), _TITLE_LENGTH)
        problems.append(_gap(
            capture.path, "derived-title",
            f"No headline was found; the title is taken from the opening sentence: “{title}”.",
            f"Add `title: …` to {facts_path}.",
        ))  # fmt: skip
    if fields.published is None:
        problems.append(_gap(
            capture.path, "unknown-date", "The day of publication is not known.",
            f"Add `published: YYYY-MM-DD` to {facts_path}, if you know it.",
        ))  # fmt: skip
    if outlet is None:
        problems.append(_gap(
            capture.path, "unknown-outlet", "Who published the article is not known.",
            f"Add `outlet: …` to {facts_path}, naming a file in outlets/.",
        ))  # fmt: skip
    problems.extend(_control_characters(capture.path, content))
    if fields.notes:
        problems.append(Problem(
            facts_path, facts.line("notes"), "notes-not-shown",
            f"Editors' notes ({len(fields.notes)} in all) are not shown yet.",
            "Keep them: they will be, in a coming version.", Severity.WARNING,
        ))  # fmt: skip
    article = Article(
        slug=uris.stem(capture.path),
        capture=Capture(capture.path, sha256(capture.data).hexdigest(), len(capture.data)),
        title=title,
        headline=reading.title if reading.title and reading.title != title else "",
        summary=fields.summary or sentences.shorten(opening, _SUMMARY_LENGTH),
        lang=lang,
        blocks=blocks,
        published=fields.published,
        captured=reading.captured,
        outlet=known.outlet if known else None,
        url=fields.url or "",
        dateline=found_dateline,
        headlines=reading.headlines,
        tags=reading.tags if fields.tags is None else fields.tags,
        links=LinkRules(frozenset(fields.links.never), tuple(sorted(fields.links.decided.items()))),
    )
    return article, tuple(problems)


def _gap(path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(path, 0, code, message, hint, Severity.WARNING)


def _unknown_outlet(
    path: str, line: int, outlet: str, outlets: Mapping[str, OutletFile | None]
) -> Problem:
    known = ", ".join(sorted(outlets)) or "none yet"
    return Problem(
        path, line, "unknown-outlet", f"There is no outlet `{outlet}`.",
        f"Name one of outlets/ ({known}), or add outlets/{uris.slugify(outlet)}.yml.",
    )  # fmt: skip


def _control_characters(path: str, content: str) -> Iterable[Problem]:
    cleaned = prose.visible(content)
    if cleaned != content:
        at = next(i for i, (a, b) in enumerate(zip(content, cleaned, strict=True)) if a != b)
        count = sum(a != b for a, b in zip(content, cleaned, strict=True))
        yield Problem(
            path, content.count("\n", 0, at) + 1, "control-characters",
            f"Control characters ({count} in all), which no page can show, stand as � on the page.",
            "Look at the capture there; it may have been damaged.", Severity.WARNING,
        )  # fmt: skip


def unknown_links(article: Article, path: str, explainers: Collection[str]) -> tuple[Problem, ...]:
    """Return a problem for each explainer that an article's `links` names and that is not there."""
    named = {*article.links.never, *(slug for _, slug in article.links.decided)}
    return tuple(
        Problem(
            path, 0, "unknown-explainer", f"`links` names `{slug}`: there is no such explainer.",
            f"Name a file of explainers/, or add explainers/{slug}.md.",
        )
        for slug in sorted(named - set(explainers))
    )  # fmt: skip
