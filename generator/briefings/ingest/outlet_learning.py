"""Derive a first outlet profile from several captures of the outlet.

Articles differ, so lines that captures share are boilerplate. Lines that share only their form
become a pattern. At least two captures are needed. Each entry has its evidence as a comment, for
the editor who checks it. Then the captures are read with the profile: what is still not found in
them is said, too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml

from briefings.content import outlets
from briefings.ingest import head_learning
from briefings.ingest.line_patterns import literal, of_form
from briefings.model.content import SourceFile
from briefings.model.outlet import OutletFile, Profile
from briefings.model.patterns import Pattern
from briefings.model.reading import Field
from briefings.readers import dateline
from briefings.readers.text import blocks as text_blocks
from briefings.readers.text import features as text_features
from briefings.readers.text import outlet_profile, segmentation
from briefings.readers.text import reader as text_reader
from briefings.readers.text.blocks import Kind, TextBlock
from briefings.text import urls

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


def _shape(clock: str) -> re.Pattern[str]:
    codes = re.compile(r"%\w")
    return re.compile(codes.sub(lambda c: _CODES.get(c[0], r"[^\W\d_]+"), literal(clock)))


_CLOCK_SHAPES = tuple(_shape(clock) for clock in _CLOCKS)
# A dateline of an outlet that signs its own stories; several captures have the same name in it.
_DATELINE = re.compile(r"[A-Z][A-Z .,'/-]*[A-Z] \((?P<agency>[A-Z][\w .&-]*)\) ?[-–—]?")
_RELATED = re.compile(r"(?P<lead>[^\W\d_][\w ]{2,25}[:»›]) (?P<title>\S.+)")
_ADDRESS_DATE = Pattern(
    r"(?<!\d)(?P<year>20\d\d)(?P<sep>[/-]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)"
)
_COUNTER = re.compile(r"\d[\d .,]*")
_TAG = r"[^\s,]+(?: [^\s,]+){0,4}"
_TAGS = re.compile(rf"{_TAG}(?:, {_TAG}){{2,}}")
_TAG_PATTERN = rf"{_TAG}(?:, {_TAG})+"
# What a reader of an article wants to know, by the key of a profile, and the way without a pattern.
_WANTED = (
    (Field.OUTLET, "recognise", "write `outlet` in the sidecars"),
    (Field.TITLE, "headline", "write `title` in the sidecars"),
    (Field.AUTHOR, "byline", "write `authors` in the sidecars"),
    (Field.PUBLISHED, "published", "write `published` in the sidecars"),
)


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
    missing: tuple[Learned, ...] = ()
    """What reading the captures with these entries does not find: the value is what an editor can
    do instead."""

    def values(self, key: str) -> tuple[str, ...]:
        """Return the values of one key."""
        return tuple(entry.value for entry in self.entries if entry.key == key)


def learn(captures: Sequence[str], name: str = "", addresses: Sequence[str] = ()) -> LearnedProfile:
    """Derive a profile from what captures of one outlet share.

    Args:
        captures: texts of different pages; of fewer than two nothing is learned.
        name: the outlet's name for readers. A line with it shows whose capture it is.
        addresses: the addresses of the captures, as far as they are known.
    """
    if len(captures) < _AT_LEAST:
        why = "it takes two captures or more"
        missing = (Learned(key, instead, why) for _, key, instead in _WANTED)
        return LearnedProfile(len(captures), (), tuple(missing))
    titles = [_title(capture) for capture in captures]
    entries = (
        *_by_address(addresses),
        *_entries([_units(capture) for capture in captures], titles, name),
    )
    learned = LearnedProfile(len(captures), entries)
    return LearnedProfile(len(captures), entries, tuple(_missing(captures, learned)))


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
    ]
    home = [entry for entry in learned.entries if entry.key == "home"]
    lines += [f"home: {_scalar(entry.value)}  # {entry.why}" for entry in home]
    if not home:
        lines.append("# home: https://…          # address of the home page")
    keys = dict.fromkeys(entry.key for entry in learned.entries if entry.key != "home")
    if keys:
        lines.append("capture:")
    for key in keys:
        entries = [entry for entry in learned.entries if entry.key == key]
        if key in ("recognise", "boilerplate", "end"):
            lines.append(f"  {key}:")
            lines += [f"    - {_scalar(entry.value)}  # {entry.why}" for entry in entries]
        else:
            lines += [f"  {key}: {_scalar(entry.value)}  # {entry.why}" for entry in entries]
    for missing in learned.missing:
        lines.append(f"# Not learned: {missing.key} ({missing.why}). Add it, or {missing.value}.")
    return "\n".join(lines) + "\n"


def _scalar(value: str) -> str:
    text = yaml.safe_dump(value, allow_unicode=True, width=10_000, default_style="'")
    return text.strip().removesuffix("...").strip()


def _units(capture: str) -> list[TextBlock]:
    return text_blocks.blocks(list(enumerate(segmentation.segments(capture))))


def _title(capture: str) -> str:
    """Return the title that the reader finds without a profile; empty for none."""
    facts = text_reader.read(capture, {}).facts
    return next((fact.value for fact in facts if fact.field is Field.TITLE), "")


def _entries(
    captures: Sequence[Sequence[TextBlock]], titles: Sequence[str], name: str
) -> Iterator[Learned]:
    number = len(captures)
    needed = max(_AT_LEAST, round(_SHARED * number))
    shared = _shared(captures, needed)
    clock = _clock(captures, shared, needed)
    tops = [
        head_learning.Capture(
            [b for b in blocks if not clock or not _is_clock(b.text, clock.value)], title
        )
        for blocks, title in zip(captures, titles, strict=True)
    ]
    head = head_learning.learn(tops, frozenset(shared), needed)
    yield from _recognise(captures, name, needed)
    yield from [clock] if clock else []
    yield from _boilerplate(captures, shared, [re.compile(found.pattern) for found in head], needed)
    for found in head:
        yield Learned(
            found.key, found.pattern, f"a line above the text, in {found.number} of {number}"
        )
    end = _end(captures, shared, needed)
    if end:
        why = f"the first shared line below the text, in {end[1]} of {number}"
        yield Learned("end", literal(end[0]), why)
    yield from _related(captures, needed)
    tagged = sum(any(_TAGS.fullmatch(block.text) for block in blocks[-6:]) for blocks in captures)
    if tagged >= needed:
        yield Learned("tags", _TAG_PATTERN, f"a list near the end, in {tagged} of {number}")


def _by_address(addresses: Sequence[str]) -> Iterator[Learned]:
    """Yield the home page, and the pattern of the day, that all addresses show."""
    hosts = {urls.host(address) for address in addresses}
    if len(addresses) < _AT_LEAST or len(hosts) > 1 or "" in hosts:
        return
    parts = urlsplit(addresses[0])
    why = f"the host of {len(addresses)} addresses"
    yield Learned("home", f"{parts.scheme}://{parts.netloc}/", why)
    profile = Profile(address_date=_ADDRESS_DATE)
    if all(profile.day_of(address) for address in addresses):
        yield Learned("address_date", _ADDRESS_DATE.source, f"in {len(addresses)} addresses")


def _missing(captures: Sequence[str], learned: LearnedProfile) -> Iterator[Learned]:
    """Yield what reading the captures with the profile does not find."""
    file = outlets.parse(SourceFile("outlets/learned.yml", as_yaml("Learned", learned).encode()))
    profile = file.profile if isinstance(file, OutletFile) else Profile()
    recognised = [
        outlet_profile.detect(list(segmentation.segments(capture)), {"learned": profile})
        for capture in captures
    ]
    known = [
        {fact.field for fact in text_reader.read(capture, {"learned": profile}, "learned").facts}
        for capture in captures
    ]
    if learned.values("home"):
        recognised = ["learned"] * len(captures)
    for field, key, instead in _WANTED:
        count = sum(field in fields for fields in known)
        count = count if field is not Field.OUTLET else len(captures) - recognised.count(None)
        if count < len(captures):
            why = f"found in {count} of {len(captures)} captures"
            yield Learned(key, instead, why)


def _recognise(
    captures: Sequence[Sequence[TextBlock]], name: str, needed: int
) -> Iterator[Learned]:
    """Yield patterns of lines that name the outlet: its datelines, or a line with its name."""
    agencies: Counter[str] = Counter()
    for blocks in captures:
        found = (_DATELINE.match(block.text) for block in blocks if block.kind is Kind.PROSE)
        agencies.update({match["agency"] for match in found if match})
    own = [
        (agency, count)
        for agency, count in agencies.most_common()
        if (not dateline.is_agency(agency) or agency.casefold() in name.casefold())
    ]
    for agency, count in own[:1]:
        if count >= needed:
            why = f"opens an article in {count} of {len(captures)}"
            yield Learned("recognise", rf"^[A-Z][A-Za-z .,/-]* \({literal(agency)}\)", why)
            place = r"(?P<place>[A-Z][A-Z .,'/-]*[A-Z])"
            yield Learned("dateline", rf"{place} \({literal(agency)}\)(?: ?[-–—])?", why)
            return
    yield from _by_name(captures, name, needed)


def _by_name(captures: Sequence[Sequence[TextBlock]], name: str, needed: int) -> Iterator[Learned]:
    """Yield the pattern of a line with the outlet's name, the same in several captures.

    The first and the last such line of each capture are compared.
    """
    said = [
        [
            b.text
            for b in blocks
            if b.kind is not Kind.PROSE and name.casefold() in b.text.casefold()
        ]
        for blocks in captures
    ]
    said = [lines for lines in said if lines]
    if not name or len(said) < needed:
        return
    patterns = (of_form([lines[at] for lines in said]) for at in (-1, 0))
    named = [p for p in patterns if p and literal(name).casefold() in p.casefold() and _tells(p)]
    for pattern in sorted(named, key=len)[-1:]:
        why = f"a line with the name, in {len(said)} of {len(captures)}"
        yield Learned("recognise", f"^{pattern}$", why)


def _tells(pattern: str) -> bool:
    """Return whether a pattern has more than one word and wildcards: two words, or a sign."""
    words = re.sub(r"\.\*\?|\[.*?\]\+|\\d\{.*?\}", " ", pattern)
    return len(re.findall(r"[^\W\d_]{2,}", words)) > 1 or bool(re.search(r"[|©–—-]", words))


def _clock(
    captures: Sequence[Sequence[TextBlock]], shared: dict[str, int], needed: int
) -> Learned | None:
    """Return the clock of the page: a time at the very top, beside lines that captures share.

    Below the headline, or right above it, it is the day of publication.
    """
    for clock in _CLOCKS:
        count = 0
        for blocks in captures:
            own = [b.text for b in blocks[:_TOP_BLOCKS] if b.text not in shared]
            beside = any(b.text in shared for b in blocks[:2])
            count += bool(own) and beside and _is_clock(own[0], clock)
        if count >= needed:
            why = f"a time at the top, in {count} of {len(captures)}: the time of capture"
            return Learned("clock", clock, why)
    return None


def _is_clock(text: str, clock: str) -> bool:
    return _CLOCK_SHAPES[_CLOCKS.index(clock)].fullmatch(text) is not None


def _shared(captures: Sequence[Sequence[TextBlock]], needed: int) -> dict[str, int]:
    """Return the lines that captures share, with the number of captures of each."""
    counts: Counter[str] = Counter()
    for blocks in captures:
        counts.update({block.text for block in blocks if len(block.text) <= _MAX_LENGTH})
    return {text: count for text, count in counts.items() if count >= needed}


def _boilerplate(
    captures: Sequence[Sequence[TextBlock]],
    shared: dict[str, int],
    head: Sequence[re.Pattern[str]],
    needed: int,
) -> Iterator[Learned]:
    number = len(captures)
    counted = sum(any(_COUNTER.fullmatch(block.text) for block in blocks) for blocks in captures)
    if counted >= needed:
        yield Learned("boilerplate", _COUNTER.pattern, f"a counter, in {counted} of {number}")
    order = list(
        dict.fromkeys(block.text for blocks in captures for block in blocks if block.text in shared)
    )
    lines = [
        text
        for text in order
        if not _COUNTER.fullmatch(text)
        and not any(p.fullmatch(text) for p in (*head, *_CLOCK_SHAPES))
    ]
    for text in lines[:_MAX_LINES]:
        yield Learned("boilerplate", literal(text), f"in {shared[text]} of {number}")


def _end(
    captures: Sequence[Sequence[TextBlock]], shared: dict[str, int], needed: int
) -> tuple[str, int] | None:
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
    return (line, count) if count >= needed else None


def _related(captures: Sequence[Sequence[TextBlock]], needed: int) -> Iterator[Learned]:
    """Yield the lead-in of links to other articles: the same words before different titles."""
    leads: Counter[str] = Counter()
    for blocks in captures:
        first = next((n for n, b in enumerate(blocks) if b.kind is Kind.PROSE), len(blocks))
        found = (
            _RELATED.fullmatch(block.text)
            for block in blocks[first:]
            if block.head.above and not block.features.ends
        )
        leads.update({match["lead"] for match in found if match})
    for lead, count in leads.most_common(1):
        if count >= needed:
            pattern = rf"{literal(lead)} (?P<title>.+)"
            yield Learned("related", pattern, f"before another line in {count} of {len(captures)}")
