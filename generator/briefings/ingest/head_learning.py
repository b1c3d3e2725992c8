"""Learn how an outlet writes headline, byline and day, from the lines above its articles."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefings.ingest.line_patterns import affixes, literal, of_form
from briefings.readers import dates, written_days
from briefings.readers.text.blocks import Kind, TextBlock
from briefings.readers.text.features import byline
from briefings.readers.text.head import NAME

# The lines above an article end with its third paragraph: a summary may precede the byline.
_PARAGRAPHS = 3
_LONGEST = 160
_MOST_LEAD_WORDS = 4
_AND = "(?:, | & | and | und | et | y | e | og | och | en | i | и )"
_NAMES = re.compile(rf"{NAME}(?:{_AND}{NAME})*")
# Names without the end of a sentence, so that “By Monday it was back.” is no byline.
_NAMES_PATTERN = r"(?P<names>\S+(?: \S+){1,9}(?<![.!?:]))"
_SEPARATOR = re.compile(r"\s*[|,;•·–—(/-]")
# `Title:` before a headline, `| Harbour News` after it.
_LABEL = re.compile(r"(?:.*[^\W\d_].*:|#+) +")
_SITE_NAME = re.compile(r"[|–—:·•»-].*[^\W\d_]{2}.*")


class Found(NamedTuple):
    """A key of a profile that captures show."""

    key: str
    """The key: `headline`, `byline` or `published`."""
    pattern: str
    """Its pattern."""
    number: int
    """How many captures show it."""


class Capture(NamedTuple):
    """What is looked at in a capture."""

    lines: Sequence[TextBlock]
    """Its blocks, without the line of its clock."""
    title: str
    """Its headline, as the reader finds it; empty for none."""


def learn(captures: Sequence[Capture], shared: frozenset[str], needed: int) -> list[Found]:
    """Return what the lines above articles show.

    Args:
        captures: the captures.
        shared: lines that several captures have.
        needed: the least number of captures that must show something.
    """
    tops = [_top(capture.lines, shared) for capture in captures]
    heads = [_below(top, capture.title) for top, capture in zip(tops, captures, strict=True)]
    heads = [[line for line in head if line not in shared or byline(line)] for head in heads]
    # Above a headline the day of a page is that of the capture, unless nothing else is there.
    own = [top if shared.isdisjoint(top) else () for top in tops]
    found = (
        _byline(heads, needed) or _byline(own, needed),
        _published(heads, needed) or _published(own, needed),
        _headline(tops, shared),
    )
    return [one for one in found if one]


def _top(blocks: Sequence[TextBlock], shared: frozenset[str]) -> list[str]:
    """Return the short lines above an article."""
    lines: list[str] = []
    paragraphs = 0
    for block in blocks:
        if block.kind in (Kind.PROSE, Kind.LONG):
            paragraphs += block.text not in shared
            if paragraphs == _PARAGRAPHS:
                break
        elif len(block.text) <= _LONGEST:
            lines.append(block.text)
    return lines


def _below(lines: Sequence[str], title: str) -> Sequence[str]:
    """Return the lines below the headline; all of them if it is not among them."""
    at = [n for n, line in enumerate(lines) if title and title in line]
    return lines[at[-1] + 1 :] if at else lines


def _byline(heads: Sequence[Sequence[str]], needed: int) -> Found | None:
    """Return the pattern of the names after the words that begin a line in several captures."""
    leads = dict.fromkeys(lead for head in heads for line in head for lead in _leads(line))
    best: tuple[int, int, str, list[str]] | None = None
    for lead in leads:
        rests = [rest for head in heads if (rest := _after_names(head, lead)) is not None]
        rank = (len(rests), -len(lead.split()))
        if len(rests) >= needed and (best is None or rank > best[:2]):
            best = (*rank, lead, rests)
    if best is None:
        return None
    number, _, lead, rests = best
    suffix = of_form(rests) if any(rests) else ""
    if suffix is None:
        return None
    return Found("byline", f"{literal(lead)}{_NAMES_PATTERN}{suffix}", number)


def _leads(line: str) -> Iterator[str]:
    """Yield the words that may stand before the names of a byline: `By`, or a label and a colon."""
    words = re.findall(r"\S+\s+", line)
    for count in range(1, min(len(words), _MOST_LEAD_WORDS) + 1):
        lead = "".join(words[:count])
        if lead.rstrip().endswith(":") or (count == 1 and byline(line)):
            yield lead


def _after_names(head: Sequence[str], lead: str) -> str | None:
    """Return what follows the names in the first line that is such a byline; None for none."""
    for line in map(dates.fold, head):
        day = next((found.start for found in dates.find_days(line)), len(line))
        if line.startswith(lead) and (names := _NAMES.match(line[:day], len(lead))):
            rest = line[names.end() :]
            if not rest or _SEPARATOR.match(rest) or rest.lstrip()[0].isdigit():
                return rest
    return None


def _published(heads: Sequence[Sequence[str]], needed: int) -> Found | None:
    split = [parts for head in heads if (parts := _dated(head))]
    if len(split) < needed:
        return None
    before, day, after = (of_form(column) for column in zip(*split, strict=True))
    if before is None or after is None or day is None or ".*?" in day:
        return None
    return Found("published", f"{before}(?P<date>{day}){after}", len(split))


def _dated(head: Sequence[str]) -> tuple[str, str, str] | None:
    """Return the first line with a day of publication, cut around the day; None for none."""
    for line in map(dates.fold, head):
        if written_days.written(line, ""):
            found = dates.find_days(line)[0]
            return line[: found.start], line[found.start : found.end], line[found.end :]
    return None


def _headline(tops: Sequence[Sequence[str]], shared: frozenset[str]) -> Found | None:
    """Return the pattern of the first lines, if all begin or end with the same words and a sign."""
    first = [line for top in tops if (line := next((x for x in top if x not in shared), ""))]
    if len(first) < len(tops):
        return None
    before, after = affixes(first)
    before = before if _LABEL.fullmatch(before) else ""
    after = f" {after}" if _SITE_NAME.fullmatch(after) else ""
    if not before and not after:
        return None
    pattern = f"{literal(before)}(?P<title>.+?){literal(after)}"
    return Found("headline", pattern, len(first))
