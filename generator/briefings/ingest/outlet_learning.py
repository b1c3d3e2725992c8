"""Derive a first outlet profile from several captures of the outlet.

Articles differ, so lines that captures share are boilerplate. Lines that share only their shape
become a pattern. At least two captures are needed. Each entry has its evidence as a comment, for
the editor who checks it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from briefings.readers.text import blocks as text_blocks
from briefings.readers.text import features as text_features
from briefings.readers.text import segmentation
from briefings.readers.text.blocks import Kind, TextBlock

# Share of the captures that must contain a line; a cut capture may lack it.
_SHARED = 0.6
_AT_LEAST = 2
# A longer shared line is a legal notice, too long for a pattern.
_MAX_LENGTH = 200
_MAX_LINES = 120
_TOP_BLOCKS = 4
_CLOCKS = (
    "%H:%M GMT%d %B %Y",
    "%d %B %Y %H:%M",
    "%d.%m.%Y %H:%M",
    "%Y-%m-%d %H:%M",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
    "%H:%M %d.%m.%Y",
)
_CODES = {"%H": r"\d\d", "%M": r"\d\d", "%d": r"\d{1,2}", "%m": r"\d\d", "%Y": r"\d{4}"}


def _literal(text: str) -> str:
    """Return a pattern that matches the text, without needless escapes."""
    return re.sub(r"\\([ \-&#~])", r"\1", re.escape(text))


def _shape(clock: str) -> re.Pattern[str]:
    codes = re.compile(r"%\w")
    return re.compile(codes.sub(lambda c: _CODES.get(c[0], r"[^\W\d_]+"), _literal(clock)))


_CLOCK_SHAPES = tuple(_shape(clock) for clock in _CLOCKS)
_DATELINE = re.compile(r"[A-Z][A-Z .,'/-]*[A-Z] \((?P<agency>[A-Z][\w .&-]*)\) ?[-–—]?")
_RELATED = re.compile(r"(?P<lead>[^\W\d_][\w ]{2,25}[:»›]) (?P<title>\S.+)")
_COUNTER = re.compile(r"\d[\d .,]*")
_TAGS = re.compile(r"[^\s,]+(?: [^\s,]+){0,4}(?:, [^\s,]+(?: [^\s,]+){0,4}){2,}")
_TAG_PATTERN = r"[^\s,]+(?: [^\s,]+){0,4}(?:, [^\s,]+(?: [^\s,]+){0,4})+"


@dataclass(frozen=True, slots=True)
class Learned:
    """One entry of a profile with its evidence."""

    key: str
    """The profile's key: `boilerplate`, `clock` …"""
    value: str
    """A pattern, or the format of a clock."""
    why: str
    """Its evidence in the captures, in a few words."""


@dataclass(frozen=True, slots=True)
class LearnedProfile:
    """A profile derived from captures."""

    captures: int
    """Number of captures."""
    entries: tuple[Learned, ...]
    """Its entries, grouped by key."""

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values of one key."""
        return tuple(entry.value for entry in self.entries if entry.key == key)


def learn(captures: Sequence[str]) -> LearnedProfile:
    """Derive a profile from what captures of one outlet share.

    Args:
        captures: texts of different pages; fewer than two give an empty profile.
    """
    split = [_units(capture) for capture in captures]
    entries = list(_entries(split)) if len(split) >= _AT_LEAST else []
    return LearnedProfile(len(split), tuple(entries))


def as_yaml(name: str, learned: LearnedProfile) -> str:
    """Return a valid outlet file with the evidence of each entry as a comment.

    Args:
        name: the outlet's name for readers.
        learned: the derived profile.
    """
    lines = [
        f"# Learned from {learned.captures} captures. Check it before you rely on it: delete what",
        "# could be a line of an article, and add what the captures did not show.",
        f"name: {_scalar(name)}",
        "# home: https://…          # address of the home page",
    ]
    if learned.entries:
        lines.append("capture:")
    for key in dict.fromkeys(entry.key for entry in learned.entries):
        entries = [entry for entry in learned.entries if entry.key == key]
        if key in ("recognise", "boilerplate", "end"):
            lines.append(f"  {key}:")
            lines += [f"    - {_scalar(entry.value)}  # {entry.why}" for entry in entries]
        else:
            lines += [f"  {key}: {_scalar(entry.value)}  # {entry.why}" for entry in entries]
    return "\n".join(lines) + "\n"


def _scalar(value: str) -> str:
    text = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_style="'")
    return text.strip().removesuffix("...").strip()


def _units(capture: str) -> list[TextBlock]:
    return text_blocks.blocks(list(enumerate(segmentation.segments(capture))))


def _entries(captures: Sequence[Sequence[TextBlock]]) -> Iterator[Learned]:
    number = len(captures)
    needed = max(_AT_LEAST, round(_SHARED * number))
    yield from _recognise(captures, needed)
    yield from _clock(captures, needed)
    shared = _shared(captures, needed)
    yield from _boilerplate(captures, shared, needed)
    end = _end(captures, shared)
    if end:
        why = f"the first shared line below the text, in {end[1]} of {number}"
        yield Learned("end", _literal(end[0]), why)
    yield from _related(captures, needed)
    tagged = sum(any(_TAGS.fullmatch(block.text) for block in blocks[-6:]) for blocks in captures)
    if tagged >= needed:
        yield Learned("tags", _TAG_PATTERN, f"a list near the end, in {tagged} of {number}")


def _recognise(captures: Sequence[Sequence[TextBlock]], needed: int) -> Iterator[Learned]:
    """Yield patterns of the datelines that open the articles: the agency names the outlet."""
    agencies: Counter[str] = Counter()
    for blocks in captures:
        found = (_DATELINE.match(block.text) for block in blocks if block.kind is Kind.PROSE)
        agencies.update({match["agency"] for match in found if match})
    for agency, count in agencies.most_common(1):
        if count >= needed:
            why = f"opens an article in {count} of {len(captures)}"
            name = _literal(agency)
            yield Learned("recognise", rf"^[A-Z][A-Za-z .,/-]* \({name}\)", why)
            place = r"(?P<place>[A-Z][A-Z .,'/-]*[A-Z])"
            yield Learned("dateline", rf"{place} \({name}\)(?: ?[-–—])?", why)


def _clock(captures: Sequence[Sequence[TextBlock]], needed: int) -> Iterator[Learned]:
    for clock, pattern in zip(_CLOCKS, _CLOCK_SHAPES, strict=True):
        tops = [[block.text for block in blocks[:_TOP_BLOCKS]] for blocks in captures]
        count = sum(any(pattern.fullmatch(text) for text in top) for top in tops)
        if count >= needed:
            why = f"a time at the top, in {count} of {len(captures)}: the time of capture"
            yield Learned("clock", clock, why)
            return


def _shared(captures: Sequence[Sequence[TextBlock]], needed: int) -> dict[str, int]:
    """Return the lines that captures share, with the number of captures of each."""
    counts: Counter[str] = Counter()
    for blocks in captures:
        counts.update({block.text for block in blocks if len(block.text) <= _MAX_LENGTH})
    return {text: count for text, count in counts.items() if count >= needed}


def _boilerplate(
    captures: Sequence[Sequence[TextBlock]], shared: dict[str, int], needed: int
) -> Iterator[Learned]:
    number = len(captures)
    counted = sum(any(_COUNTER.fullmatch(block.text) for block in blocks) for blocks in captures)
    if counted >= needed:
        yield Learned("boilerplate", _COUNTER.pattern, f"a counter, in {counted} of {number}")
    order = list(
        dict.fromkeys(block.text for blocks in captures for block in blocks if block.text in shared)
    )
    lines = [text for text in order if not _COUNTER.fullmatch(text)]
    for text in lines[:_MAX_LINES]:
        yield Learned("boilerplate", _literal(text), f"in {shared[text]} of {number}")


def _end(captures: Sequence[Sequence[TextBlock]], shared: dict[str, int]) -> tuple[str, int] | None:
    """Return the shared line that most often is the first one after the article's own text."""
    first: Counter[str] = Counter()
    for blocks in captures:
        own = [
            n
            for n, block in enumerate(blocks)
            if block.kind is Kind.PROSE and block.text not in shared
        ]
        below = blocks[own[-1] + 1 :] if own else []
        line = next((block.text for block in below if block.text in shared), None)
        if line and not text_features.is_credit(line):
            first[line] += 1
    line, count = next(iter(first.most_common(1)), ("", 0))
    return (line, count) if count >= max(_AT_LEAST, round(_SHARED * len(captures))) else None


def _related(captures: Sequence[Sequence[TextBlock]], needed: int) -> Iterator[Learned]:
    """Yield the lead-in of links to other articles: the same words before different titles."""
    leads: Counter[str] = Counter()
    for blocks in captures:
        found = (
            _RELATED.fullmatch(block.text)
            for block in blocks
            if block.head.above and not block.features.ends
        )
        leads.update({match["lead"] for match in found if match})
    for lead, count in leads.most_common(1):
        if count >= needed:
            pattern = rf"{_literal(lead)} (?P<title>.+)"
            yield Learned("related", pattern, f"before another line in {count} of {len(captures)}")
