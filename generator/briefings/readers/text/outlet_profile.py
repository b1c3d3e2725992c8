"""Apply the profile of an outlet to a capture, before the general rules.

Each rule has the name of the profile's key (`outlet-boilerplate`) and labels whole lines; the
general rules label the remaining lines.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import regex

from briefings.model.outlet import Profile
from briefings.model.patterns import Pattern
from briefings.model.reading import DROPPED, Evidence, Fact, Field
from briefings.readers import bylines, dates
from briefings.readers.labels import Label
from briefings.readers.text.segmentation import Segment

Decided = dict[int, Label]

# Number of lines at the top in which the clock of the page is searched.
_CLOCK_LINES = 4
# Number of lines at the top and at the end in which boilerplate is searched, and of lines of the
# text in which the outlet's name is searched.
_EDGE = 15
_NAMED = 200
# Number of characters on which patterns are matched; bounds their time.
_LINE = 400


def detect(segments: Sequence[Segment], profiles: Mapping[str, Profile]) -> str | None:
    """Return the only outlet whose signature is in the capture; None for none or several."""
    heads = [segment.text[:_LINE] for segment in segments]
    found = [
        slug
        for slug, profile in profiles.items()
        if any(pattern.search(text) for pattern in profile.recognise for text in heads)
    ]
    return (
        _by_boilerplate(segments, profiles) if not found else found[0] if len(found) == 1 else None
    )


def _by_boilerplate(segments: Sequence[Segment], profiles: Mapping[str, Profile]) -> str | None:
    """Return the outlet of a capture without a signature, by clock and boilerplate.

    The clock of the outlet is at the top. Of several such outlets it is the one with the most lines
    of boilerplate, and of those with equally many the one that the text names.
    """
    edges = [*segments[:_EDGE], *segments[_EDGE:][-_EDGE:]]
    text = ""
    scores: list[tuple[int, bool, str]] = []
    for slug, profile in profiles.items():
        if _clock(segments, profile):
            text = (
                text or " ".join(segment.text[:_LINE] for segment in segments[:_NAMED]).casefold()
            )
            section = (profile.section,) if profile.section else ()
            known = (*profile.boilerplate, *profile.end, *section)
            count = sum(_matches(known, segment) for segment in edges)
            scores.append((count, slug.replace("-", " ") in text, slug))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][:2] == scores[1][:2]):
        return None
    return scores[0][2]


def decide(segments: Sequence[Segment], profile: Profile) -> tuple[Decided, list[Fact]]:
    """Return the labels of the segments that a profile matches, by number, and their facts."""
    decided: Decided = {}
    facts: list[Fact] = []
    if profile == Profile():
        return decided, facts
    first, last = _bounds(segments, profile)
    decided |= dict.fromkeys(range(first), Label(DROPPED, "above-start"))
    decided |= dict.fromkeys(range(last, len(segments)), Label(DROPPED, "below-end"))
    if clock := _clock(segments, profile):
        decided[clock[0]] = Label(DROPPED, "clock")
        facts.append(clock[1])
    for number, segment in enumerate(segments):
        if len(segment.text) > _LINE or decided.get(number, ("", ""))[1] in ("clock", "below-end"):
            continue
        if label := _line(segment, profile, facts):
            decided[number] = label
    return decided, facts


def _bounds(segments: Sequence[Segment], profile: Profile) -> tuple[int, int]:
    last = next((n for n, p in enumerate(segments) if _matches(profile.end, p)), len(segments))
    starts = [n for n, p in enumerate(segments[:last]) if _matches(profile.start, p)]
    return (starts[-1] + 1 if starts else 0), last


def _matches(patterns: Iterable[Pattern], segment: Segment) -> bool:
    return any(pattern.fullmatch(segment.text[:_LINE]) for pattern in patterns)


def _line(segment: Segment, profile: Profile, facts: list[Fact]) -> Label | None:
    """Return the label of a line that the profile matches, and add its facts.

    A line is kept if the whole line is the fact, and dropped if only a part is.
    """
    text, where = segment.text, f"line {segment.number}"
    if _matches(profile.boilerplate, segment):
        return Label(DROPPED, "outlet-boilerplate")
    if profile.section and profile.section.fullmatch(text):
        if any(fact.field is Field.SECTION for fact in facts):
            return Label(DROPPED, "outlet-section")
        facts.append(Fact(Field.SECTION, text, Evidence.TEXT, where))
        return Label("section", "outlet-section")
    if profile.headline and (found := profile.headline.fullmatch(text)):
        title = found["title"].strip()
        facts.append(Fact(Field.TITLE, title, Evidence.TEXT, where))
        return Label("title" if title == text else DROPPED, "outlet-headline")
    byline = profile.byline.fullmatch(text) if profile.byline else None
    dated = profile.published.fullmatch(text) if profile.published else None
    said = [
        *(Fact(Field.AUTHOR, name, Evidence.BYLINE, where) for name in _people(byline)),
        *(Fact(Field.PUBLISHED, day, Evidence.BYLINE, where) for day in _day(dated)),
    ]
    known = {fact.field: [f.value for f in facts if f.field is fact.field] for fact in said}
    # Another day or name further down is a line of the text, such as one of a chronology.
    if any(known[fact.field] and fact.value not in known[fact.field] for fact in said):
        return _part(text, profile)
    facts.extend(fact for fact in said if not known[fact.field])
    return Label(DROPPED, "outlet-byline") if byline or dated else _part(text, profile)


def _people(byline: regex.Match[str] | None) -> tuple[str, ...]:
    return bylines.people(byline["names"]) if byline else ()


def _day(dated: regex.Match[str] | None) -> tuple[str, ...]:
    return tuple(day.value for day in dates.find_days(dated["date"])[:1]) if dated else ()


def _part(text: str, profile: Profile) -> Label | None:
    for pattern, label in (
        (profile.teaser, Label(DROPPED, "outlet-teaser")),
        (profile.entry, Label(DROPPED, "entry-time")),
        (profile.related, Label("related", "related-line")),
    ):
        if pattern and pattern.fullmatch(text):
            return label
    return None


def _clock(segments: Sequence[Segment], profile: Profile) -> tuple[int, Fact] | None:
    """Return the number of the segment with the moment of capture, and that fact."""
    if not profile.clock:
        return None
    for number, segment in enumerate(segments[:_CLOCK_LINES]):
        text, zone = _without_offset(segment.text[:_LINE])
        try:
            moment = datetime.strptime(text, profile.clock)
        except ValueError:
            continue
        utc = moment.replace(tzinfo=zone or profile.zone).astimezone(UTC)
        where = f"line {segment.number}"
        return number, Fact(Field.CAPTURED, utc.isoformat(), Evidence.TEXT, where)
    return None


_GREATEST_OFFSET = 14  # hours
# `18:19 GMT +307 March 2018`: the offset (+3) and the day (07) have no space between.
_OFFSET = re.compile(r"(?P<time>\d{1,2}:\d{2} (?:GMT|UTC)) ?\+(?P<hours>\d{1,2})(?P<rest>\d{2} .*)")


def _without_offset(text: str) -> tuple[str, tzinfo | None]:
    """Return a clock without its offset from GMT, and the offset."""
    found = _OFFSET.fullmatch(text)
    if not found or int(found["hours"]) > _GREATEST_OFFSET:
        return text, None
    return f"{found['time']}{found['rest']}", timezone(timedelta(hours=int(found["hours"])))
