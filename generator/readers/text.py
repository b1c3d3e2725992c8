"""Text captures: the lines of a scraped page become an article's blocks.

A capture is the whole page as text: furniture of the web site, then paragraphs (and headings, and
lines that point to other articles) separated by blank lines, then a closing run of headlines and
tags. Each line is kept as something or dropped, by a rule that has a name; the reading returns
that account with the article, so that nothing disappears unexplained.

An outlet's profile (`outlets.Profile`) says how its captures look. Without one, the general rules
below still find paragraphs, headings, datelines and related lines.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from generator.model import (
    Block,
    BlockKind,
    Decision,
    Reading,
)
from generator.outlets import Profile

DROPPED = "dropped"

_RELATED = re.compile(r"(?:READ MORE|READ ALSO|Read more|Read also|See also): (?P<title>.+)")

# A section heading of a news article is a phrase, not a sentence. The longest of the headings in
# the captures this was made with has nine words.
_HEADING_WORDS = 12
_SENTENCE_ENDS = (".", "!", ",", ";", ":", "…", '"', "”", "»", "'", "’")
# How many lines from the top the clock of a web page can stand.
_CLOCK_LINES = 4


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(slots=True)
class _Account:
    """Collects the decision on each line while a capture is read."""

    decisions: dict[int, Decision] = field(default_factory=dict)

    def keep(self, lines: Sequence[_Line], role: str, rule: str) -> None:
        for line in lines:
            self.decisions[line.number] = Decision(line.number, role, rule)

    def drop(self, line: _Line, rule: str) -> None:
        self.keep((line,), DROPPED, rule)

    def open(self, line: _Line) -> bool:
        """Return whether nothing has been decided on the line yet."""
        return line.number not in self.decisions


def read(text: str, profiles: Mapping[str, Profile], outlet: str | None = None) -> Reading:
    """Read a text capture.

    Args:
        text: the capture, with line feeds as line ends.
        profiles: how captures of each known outlet look, by the outlet's slug.
        outlet: slug of the outlet where an editor named it; else it is recognised.
    """
    lines = [
        _Line(number, " ".join(line.split()))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    outlet = outlet or _recognise(lines, profiles)
    profile = profiles.get(outlet or "", Profile())
    account = _Account()
    captured = _clock(lines, profile, account)
    for line in lines:
        if account.open(line) and any(p.fullmatch(line.text) for p in profile.chrome):
            account.drop(line, "outlet-chrome")
    groups = list(_groups([line for line in lines if account.open(line)]))
    headlines, tags = _closing(groups, profile, account)
    title = _headline(groups, account)
    blocks = tuple(_blocks(groups, profile, account))
    return Reading(
        blocks=blocks,
        decisions=tuple(account.decisions[line.number] for line in lines),
        outlet=outlet,
        title=title,
        captured=captured,
        headlines=headlines,
        tags=tags,
    )


def _recognise(lines: Sequence[_Line], profiles: Mapping[str, Profile]) -> str | None:
    """Return the one outlet whose signature stands in the capture; None for none or several."""
    found = [
        slug
        for slug, profile in profiles.items()
        if any(pattern.search(line.text) for pattern in profile.recognise for line in lines)
    ]
    return found[0] if len(found) == 1 else None


def _clock(lines: Sequence[_Line], profile: Profile, account: _Account) -> datetime | None:
    """Return the moment of capture that the page's clock shows, and drop that line."""
    if not profile.clock:
        return None
    for line in lines[:_CLOCK_LINES]:
        try:
            moment = datetime.strptime(line.text, profile.clock)
        except ValueError:
            continue
        account.drop(line, "clock")
        return moment.replace(tzinfo=profile.zone).astimezone(UTC)
    return None


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield runs of lines with neither a blank nor a dropped line between them."""
    group: list[_Line] = list(lines[:1])
    for before, line in pairwise(lines):
        if line.number > before.number + 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _closing(
    groups: list[list[_Line]], profile: Profile, account: _Account
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take the closing run of headlines and tags off the end, and return both.

    It is the last group, when none of its lines ends as a sentence does and either it has several
    lines or its one line is a line of tags.
    """
    if len(groups) < 2:
        return (), ()
    last = groups[-1]
    tag_line = last[-1] if profile.tags and profile.tags.fullmatch(last[-1].text) else None
    if any(line.text.endswith(".") for line in last) or (len(last) == 1 and not tag_line):
        return (), ()
    groups.pop()
    headlines = [line for line in last if line is not tag_line]
    account.keep(headlines, "headline", "closing-run")
    tags: tuple[str, ...] = ()
    if tag_line:
        account.keep((tag_line,), "tags", "tag-line")
        tags = tuple(tag for part in tag_line.text.split(",") if (tag := part.strip()))
    return tuple(line.text for line in headlines), tags


def _headline(groups: list[list[_Line]], account: _Account) -> str | None:
    """Take the headline off the top: a phrase that stands alone before the first paragraph."""
    if len(groups) < 2 or not _is_phrase(groups[0]) or _RELATED.fullmatch(groups[0][0].text):
        return None
    group = groups.pop(0)
    account.keep(group, "title", "phrase-before-text")
    return group[0].text


def _is_phrase(group: Sequence[_Line]) -> bool:
    if len(group) != 1:
        return False
    text = group[0].text
    return len(text.split()) <= _HEADING_WORDS and not text.endswith(_SENTENCE_ENDS)


def _blocks(
    groups: Sequence[Sequence[_Line]], profile: Profile, account: _Account
) -> Iterator[Block]:
    related = profile.related or _RELATED
    for index, group in enumerate(groups):
        text, line = " ".join(line.text for line in group), group[0].number
        is_last = index == len(groups) - 1
        if len(group) == 1 and related.fullmatch(text):
            account.keep(group, "related", "related-line")
            yield Block(BlockKind.RELATED, text, line)
        elif not is_last and _is_phrase(group) and not _is_phrase(groups[index + 1]):
            account.keep(group, "heading", "phrase-between-paragraphs")
            yield Block(BlockKind.HEADING, text, line, level=1)
        else:
            account.keep(group, "paragraph", "paragraph")
            yield Block(BlockKind.PARAGRAPH, text, line)
