"""Learning how captures of one outlet look: a first profile from several of its captures.

What the captures share is furniture, because articles differ; what they share in shape, not in
words, becomes a pattern. Nothing is learned from fewer than two captures, and an editor reads the
result: every line of it says on what it rests.
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

# Shared by this share of the captures: a line can be missing where one was cut.
_SHARED = 0.6
_AT_LEAST = 2
# A longer line that captures share is a notice; as a pattern it would only be long.
_LINE = 200
_AT_MOST = 120
_EDGE = 4
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
    """Return a pattern for the text itself, as a person would write it."""
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
    """One entry of a profile, with what it rests on."""

    key: str
    """The profile's key: `boilerplate`, `clock` …"""
    value: str
    """A pattern, or the format of a clock."""
    why: str
    """What in the captures speaks for it, in a few words."""


@dataclass(frozen=True, slots=True)
class LearnedProfile:
    """What several captures of one outlet teach about all of them."""

    captures: int
    """How many captures it was learned from."""
    entries: tuple[Learned, ...]
    """What was learned, key by key."""

    def of(self, key: str) -> tuple[str, ...]:
        """Return what was learned for one key."""
        return tuple(entry.value for entry in self.entries if entry.key == key)


def learn(captures: Sequence[str]) -> LearnedProfile:
    """Return what captures of one outlet share.

    Args:
        captures: texts of different pages; of fewer than two nothing is learned.
    """
    read = [_units(capture) for capture in captures]
    entries = list(_entries(read)) if len(read) >= _AT_LEAST else []
    return LearnedProfile(len(read), tuple(entries))


def as_yaml(name: str, learned: LearnedProfile) -> str:
    """Return a first outlet file: valid as it stands, with a comment for each thing taken.

    Args:
        name: the outlet's name, as readers know it.
        learned: what its captures taught.
    """
    lines = [
        f"# Learned from {learned.captures} captures. Read it over before relying on it: drop what",
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
    """Yield the datelines that open the articles, with the agency that names the outlet."""
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
    for features, pattern in zip(_CLOCKS, _CLOCK_SHAPES, strict=True):
        tops = [[block.text for block in blocks[:_EDGE]] for blocks in captures]
        count = sum(any(pattern.fullmatch(text) for text in top) for top in tops)
        if count >= needed:
            why = f"a time at the top, in {count} of {len(captures)}: the moment of capture"
            yield Learned("clock", features, why)
            return


def _shared(captures: Sequence[Sequence[TextBlock]], needed: int) -> dict[str, int]:
    """Return the lines that captures share, with the number of captures that have each."""
    counts: Counter[str] = Counter()
    for blocks in captures:
        counts.update({block.text for block in blocks if len(block.text) <= _LINE})
    return {text: count for text, count in counts.items() if count >= needed}


def _boilerplate(
    captures: Sequence[Sequence[TextBlock]], shared: dict[str, int], needed: int
) -> Iterator[Learned]:
    number = len(captures)
    counted = sum(any(_COUNTER.fullmatch(block.text) for block in blocks) for blocks in captures)
    if counted >= needed:
        yield Learned("boilerplate", _COUNTER.pattern, f"a counter, in {counted} of {number}")
    order = list(dict.fromkeys(u.text for blocks in captures for u in blocks if u.text in shared))
    lines = [text for text in order if not _COUNTER.fullmatch(text)]
    for text in lines[:_AT_MOST]:
        yield Learned("boilerplate", _literal(text), f"in {shared[text]} of {number}")


def _end(captures: Sequence[Sequence[TextBlock]], shared: dict[str, int]) -> tuple[str, int] | None:
    """Return the shared line that most often comes first after the last sentence of its own."""
    first: Counter[str] = Counter()
    for blocks in captures:
        own = [n for n, u in enumerate(blocks) if u.kind is Kind.PROSE and u.text not in shared]
        below = blocks[own[-1] + 1 :] if own else []
        line = next((u.text for u in below if u.text in shared), None)
        if line and not text_features.is_credit(line):
            first[line] += 1
    line, count = next(iter(first.most_common(1)), ("", 0))
    return (line, count) if count >= max(_AT_LEAST, round(_SHARED * len(captures))) else None


def _related(captures: Sequence[Sequence[TextBlock]], needed: int) -> Iterator[Learned]:
    """Yield the words that lead to other articles: before a line that differs, in most captures."""
    leads: Counter[str] = Counter()
    for blocks in captures:
        found = (_RELATED.fullmatch(u.text) for u in blocks if u.head.above and not u.features.ends)
        leads.update({match["lead"] for match in found if match})
    for lead, count in leads.most_common(1):
        if count >= needed:
            pattern = rf"{_literal(lead)} (?P<title>.+)"
            yield Learned("related", pattern, f"before another line in {count} of {len(captures)}")
