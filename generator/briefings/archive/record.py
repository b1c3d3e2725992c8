"""Records: one line of JSON for each capture.

Every record has every key, with null for unknown values, so that tables have the same columns for
every file. Keys that `data/briefings.json` also has mean the same there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import msgspec

from briefings.linking import ledger
from briefings.model.article import Article
from briefings.model.content import Problem
from briefings.model.linking import Annotated, Sense, Verdict
from briefings.site import facts

VERSION = 1
"""Version of the format; it changes with the meaning of a key."""


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention of a subject."""

    text: str
    """The words in the article."""
    start: int
    """Offset of the first character in the article's text, its blocks separated by a line feed."""
    end: int
    """Offset after the last character."""
    line: int
    """Line of the capture on which the block begins, from 1."""
    phrase: str
    """The phrase of the lexicon."""
    candidates: tuple[str, ...]
    """Slugs of the explainers that claim the phrase, sorted."""
    sense: Sense
    """How one of them was chosen."""
    verdict: Verdict
    """The rule that allowed or rejected the link."""
    quoted: bool
    """Whether it is in a direct quotation."""
    sentence: str
    """The sentence with the mention, shortened if long."""


@dataclass(frozen=True, slots=True)
class MentionedSubject:
    """A subject, with all mentions of it in one capture."""

    subject: str | None
    """Slug of the explainer; None if it is not known."""
    mentions: tuple[FoundMention, ...]
    """The mentions, in reading order."""


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one capture."""

    path: str
    """Name of the capture as given."""
    sha256: str | None
    """SHA-256 of its bytes; None if they could not be read."""
    title: str | None = None
    """Headline; None if no article could be parsed from the capture."""
    headline: str | None = None
    """The headline of the capture, if the title differs from it."""
    summary: str | None = None
    """One or two sentences."""
    lang: str | None = None
    """Language of the text, a BCP 47 tag."""
    published: str | None = None
    """Day of publication."""
    published_from: str | None = None
    """The evidence for that day."""
    modified: str | None = None
    """Day of the outlet's last change."""
    captured: str | None = None
    """Moment of capture, in UTC."""
    authors: tuple[str, ...] = ()
    """Names of the authors."""
    outlet: Mapping[str, str] | None = None
    """Slug and name of the outlet."""
    section: str | None = None
    """The outlet's section."""
    url: str | None = None
    """Its address."""
    tags: tuple[str, ...] = ()
    """Topics, as the editor or the outlet wrote them."""
    words: int | None = None
    """Number of words, separated by white space."""
    subjects: tuple[MentionedSubject, ...] = ()
    """The mentioned subjects, in the order of their first mentions."""
    problems: tuple[Problem, ...] = ()
    """All problems; if there is no article, they give the reason."""


def of_article(
    path: str, sha256: str | None, article: Article, found: Annotated, problems: Sequence[Problem]
) -> Record:
    """Return the record of a capture with an article.

    Args:
        path: name of the capture.
        sha256: SHA-256 of its bytes.
        article: the article.
        found: its mentions.
        problems: all its problems.
    """
    outlet = article.outlet
    return Record(
        path=path,
        sha256=sha256,
        title=article.title,
        headline=article.headline or None,
        summary=article.summary or None,
        lang=facts.language(article) or None,
        published=article.published.isoformat() if article.published else None,
        published_from=article.published_from.value if article.published_from else None,
        modified=article.modified.isoformat() if article.modified else None,
        captured=facts.moment(article.captured) if article.captured else None,
        authors=article.authors,
        outlet={"slug": outlet.slug, "name": outlet.name} if outlet else None,
        section=article.section or None,
        url=article.url or None,
        tags=article.tags,
        words=sum(len(block.text.split()) for block in article.blocks),
        subjects=tuple(_subjects(path, article.lang, found)),
        problems=tuple(problems),
    )


def _subjects(path: str, lang: str, annotated: Annotated) -> Iterator[MentionedSubject]:
    first = [0, *accumulate(len(passage.text) + 1 for passage in annotated.passages)]
    by_subject: dict[str, list[FoundMention]] = {}
    entries = ledger.entries(path, lang, annotated)
    for mention, entry in zip(annotated.mentions, entries, strict=True):
        found = FoundMention(
            text=entry.text,
            start=first[mention.passage] + mention.start,
            end=first[mention.passage] + mention.end,
            line=entry.line,
            phrase=entry.phrase,
            candidates=entry.candidates,
            sense=entry.sense,
            verdict=entry.verdict,
            quoted=entry.quoted,
            sentence=entry.sentence,
        )
        by_subject.setdefault(entry.subject, []).append(found)
    for slug, mentions in by_subject.items():
        yield MentionedSubject(slug or None, tuple(mentions))


def line(record: Record) -> bytes:
    """Return a record as a line of JSON in UTF-8; equal records give equal bytes.

    A lone surrogate, which UTF-8 cannot encode, becomes a question mark.
    """
    text = json.dumps(msgspec.to_builtins(record), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"
