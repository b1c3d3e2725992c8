"""What an outlet's profile decides about a capture, before any general rule is asked.

Each rule is named after the profile's key (`outlet-chrome` for `chrome`), and decides on whole
lines; the general rules read the lines that are left.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from briefings.model.outlet import Profile
from briefings.model.reading import DROPPED, Evidence, Fact, Field
from briefings.readers.text import facts as text_facts
from briefings.readers.text.lines import Piece

Sorted = tuple[str, str]
Decided = dict[int, Sorted]

# How many lines from the top the clock of a web page can stand.
_CLOCK_LINES = 4
# The furniture of a page is looked for in so many lines of its top and end, its name in the text.
_EDGE = 15
_NAMED = 200
# Patterns are for lines; no line of furniture is longer, and a pattern's time is bounded.
_LINE = 400


def recognise(pieces: Sequence[Piece], profiles: Mapping[str, Profile]) -> str | None:
    """Return the one outlet whose signature stands in the capture; None for none or several."""
    heads = [piece.text[:_LINE] for piece in pieces]
    found = [
        slug
        for slug, profile in profiles.items()
        if any(pattern.search(text) for pattern in profile.recognise for text in heads)
    ]
    return _by_furniture(pieces, profiles) if not found else found[0] if len(found) == 1 else None


def _by_furniture(pieces: Sequence[Piece], profiles: Mapping[str, Profile]) -> str | None:
    """Return the outlet that a capture without a signature shows by its clock and furniture.

    It is the one whose clock stands at the top, and of several the one of whose furniture there is
    most; of outlets that share their furniture, the one that the text names.
    """
    edges = [*pieces[:_EDGE], *pieces[_EDGE:][-_EDGE:]]
    text = ""
    scores: list[tuple[int, bool, str]] = []
    for slug, profile in profiles.items():
        if _clock(pieces, profile):
            text = text or " ".join(piece.text[:_LINE] for piece in pieces[:_NAMED]).casefold()
            known = (
                *profile.chrome,
                *profile.end,
                *((profile.section,) if profile.section else ()),
            )
            count = sum(_matches(known, piece) for piece in edges)
            scores.append((count, slug.replace("-", " ") in text, slug))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][:2] == scores[1][:2]):
        return None
    return scores[0][2]


def decide(pieces: Sequence[Piece], profile: Profile) -> tuple[Decided, list[Fact]]:
    """Return role and rule of the pieces that the profile knows, by number, and their facts."""
    decided: Decided = {}
    facts: list[Fact] = []
    if profile == Profile():
        return decided, facts
    first, last = _bounds(pieces, profile)
    for number in range(len(pieces)):
        if number < first:
            decided[number] = (DROPPED, "above-start")
        elif number >= last:
            decided[number] = (DROPPED, "below-end")
    if clock := _clock(pieces, profile):
        decided[clock[0]] = (DROPPED, "clock")
        facts.append(clock[1])
    for number, piece in enumerate(pieces):
        if len(piece.text) > _LINE or decided.get(number, ("", ""))[1] in ("clock", "below-end"):
            continue
        if role := _line(piece, profile, facts):
            decided[number] = role
    return decided, facts


def _bounds(pieces: Sequence[Piece], profile: Profile) -> tuple[int, int]:
    last = next((n for n, p in enumerate(pieces) if _matches(profile.end, p)), len(pieces))
    starts = [n for n, p in enumerate(pieces[:last]) if _matches(profile.start, p)]
    return (starts[-1] + 1 if starts else 0), last


def _matches(patterns: Iterable[re.Pattern[str]], piece: Piece) -> bool:
    return any(pattern.fullmatch(piece.text[:_LINE]) for pattern in patterns)


def _line(piece: Piece, profile: Profile, facts: list[Fact]) -> Sorted | None:
    """Return role and rule of a line that the profile knows, and add its facts.

    A line is kept where all of its words are; one that only part of is a fact is dropped.
    """
    text, where = piece.text, f"line {piece.number}"
    if _matches(profile.chrome, piece):
        return DROPPED, "outlet-chrome"
    if profile.section and profile.section.fullmatch(text):
        if any(fact.field is Field.SECTION for fact in facts):
            return DROPPED, "outlet-section"
        facts.append(Fact(Field.SECTION, text, Evidence.TEXT, where))
        return "section", "outlet-section"
    if profile.headline and (found := profile.headline.fullmatch(text)):
        title = found["title"].strip()
        facts.append(Fact(Field.TITLE, title, Evidence.TEXT, where))
        return "title" if title == text else DROPPED, "outlet-headline"
    byline = profile.byline and profile.byline.fullmatch(text)
    dated = profile.published and profile.published.fullmatch(text)
    if byline:
        facts.extend(text_facts.authors(byline["names"], where))
    if dated:
        facts.extend(text_facts.published(dated["date"], where))
    return (DROPPED, "outlet-byline") if byline or dated else _part(text, profile)


def _part(text: str, profile: Profile) -> Sorted | None:
    for pattern, role in (
        (profile.teaser, (DROPPED, "outlet-teaser")),
        (profile.entry, (DROPPED, "entry-time")),
        (profile.related, ("related", "related-line")),
    ):
        if pattern and pattern.fullmatch(text):
            return role
    return None


def _clock(pieces: Sequence[Piece], profile: Profile) -> tuple[int, Fact] | None:
    """Return the piece that shows the moment of capture, and that moment."""
    if not profile.clock:
        return None
    for number, piece in enumerate(pieces[:_CLOCK_LINES]):
        text, zone = _without_offset(piece.text[:_LINE])
        try:
            moment = datetime.strptime(text, profile.clock)
        except ValueError:
            continue
        utc = moment.replace(tzinfo=zone or profile.zone).astimezone(UTC)
        where = f"line {piece.number}"
        return number, Fact(Field.CAPTURED, utc.isoformat(), Evidence.TEXT, where)
    return None


# `18:19 GMT +307 March 2018`: the offset from GMT (+3) and the day (07) run together.
_OFFSET = re.compile(r"(?P<time>\d{1,2}:\d{2} (?:GMT|UTC)) ?\+(?P<hours>\d{1,2})(?P<rest>\d{2} .*)")


def _without_offset(text: str) -> tuple[str, tzinfo | None]:
    """Return a clock without the offset that it is written with, and that offset."""
    found = _OFFSET.fullmatch(text)
    if not found or int(found["hours"]) > _GREATEST_OFFSET:
        return text, None
    return f"{found['time']}{found['rest']}", timezone(timedelta(hours=int(found["hours"])))


_GREATEST_OFFSET = 14
