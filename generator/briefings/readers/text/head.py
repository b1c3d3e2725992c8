"""Authors and day of publication in the lines around a headline.

The lines between headline and text are searched first, then those among the first paragraphs, those
above the headline, and those below the text. Sentences, captions and credits say nothing about the
article, so they are not searched. The rules:

| rule | role | matches |
|---|---|---|
| `byline` | byline | “By Ann Lee”, perhaps with a day, in any language; lines of names below “By” |
| `name-beside-day` | byline | only names, in or next to the line with the day |
| `name-again` | byline | only names, which the page repeats below the text |
| `day-of-publication` | byline | a day alone, with its time, names, a label, a reading time |
| `day-of-change` | byline | the same with “Updated”, in any language |
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from briefings.model.reading import Evidence, Fact, Field
from briefings.readers import bylines, dates, languages, written_days
from briefings.readers.labels import Label
from briefings.readers.text import features as text_features
from briefings.readers.text import phrases
from briefings.readers.text.blocks import Kind, TextBlock

# Numbers of blocks: below the headline, above the text, in the text, above the headline, and below
# the text.
_BELOW_HEADLINE, _ABOVE_TEXT, _IN_TEXT, _ABOVE_HEADLINE, _BELOW_TEXT = 12, 24, 14, 6, 4
# The first blocks of a page are its masthead: their day is that of the capture.
_MASTHEAD = 8
_LONGEST = 160
# More words in lower case are a sentence, which may tell of any day.
_SENTENCE = 5
_WORDS, _UNLABELLED = 14, 7
# These are too many even if some are names of months, labels and reading times.
_LOWER_AT_MOST = 12
_NOT_SEARCHED = frozenset({Kind.PROSE, Kind.LONG, Kind.CAPTION})
# Day and month of such a date have another order in another language.
_SLASHES = re.compile(r"\d[/-]\d{1,2}[/-]\d{4}")
_BODY = 12
_PARTS = re.compile(r"\s*[|·•/]\s*|\s+[-–—]\s+")
# Between names and a day, which a bar replaces.
_BEFORE_DAY = re.compile(r"\s(?:am|den|el|il|le|on|op)\s\|")
_STRIPPED = " |·•,;–—-:/."
# Begins with a capital, in any script that has them.
_NAME_WORD = r"[^\W\d_a-z](?:[^\W\d]|[’'.\-])*"
_PARTICLES = "de|van|von|der|den|da|di|del|la|le|al|bin|dos|du|ten|zu"
NAME = rf"{_NAME_WORD}(?: (?:(?:{_PARTICLES}) )*{_NAME_WORD}){{1,3}}"
"""Pattern of the name of a person, of two to four words without particles."""
_NAME = re.compile(NAME)
_FURNITURE = re.compile("|".join((*map(re.escape, phrases.SITE), *phrases.AFTER)), re.IGNORECASE)
_ARTICLES = frozenset(("the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "de"))
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says about authors and days."""

    names: tuple[str, ...] = ()
    """Its names."""
    is_byline: bool = False
    """Whether a word such as `by` is before the names."""
    published: str = ""
    """The day of publication, in ISO 8601."""
    changed: str = ""
    """The day of a change."""
    labelled: bool = False
    """Whether a label such as `Published` is in it."""
    timed: bool = False
    """Whether it has any date, also an unusable one, or the time that reading takes."""


@dataclass(frozen=True, slots=True)
class Head:
    """The facts in the lines around a headline."""

    facts: tuple[Fact, ...] = ()
    """Authors, day of publication, day of a change."""
    labels: Mapping[int, Label] = field(default_factory=dict)
    """The labels of their blocks, by number."""


def read(
    blocks: Sequence[TextBlock],
    title: int | None,
    start: int,
    end: int,
    in_text: int = _IN_TEXT,
    *,
    has_masthead: bool = True,
) -> Head:
    """Return the authors and days in the lines around a headline.

    Args:
        blocks: the blocks of the capture.
        title: number of the headline's block; None for none.
        start: number of the block with which the text begins.
        end: number of the block after the text.
        in_text: number of blocks of the text in which a byline can be.
        has_masthead: whether the capture can have the masthead of the site, whose day is another.
    """
    known = len(blocks)
    first = start - _ABOVE_TEXT if title is None else max(title + 1, start - _ABOVE_TEXT)
    below = range(0) if title is None else range(title + 1, min(title + 1 + _BELOW_HEADLINE, start))
    zone = sorted({*below, *range(max(first, 0), min(start + in_text, end, known))})
    lang = _language(blocks[start:end]) if any(_has_slashes(blocks[n]) for n in zone) else None
    lines = {n: line for n in zone if (line := of(blocks[n], lang))}
    days = {n: line for n, line in lines.items() if line.published}
    change = next((n for n, line in lines.items() if line.changed), known)
    days = {n: line for n, line in days.items() if n <= change + _BESIDE}
    if not days and title is not None:
        over = range(max(title - _ABOVE_HEADLINE, _MASTHEAD if has_masthead else 0), title)
        above = {n: line for n in over if (line := of(blocks[n])) and line.published}
        found = {n: line for n, line in above.items() if not has_masthead or _is_moment(line)}
        if len({line.published[:10] for line in found.values()}) == 1:
            days = found
    if not days:
        after = range(end, min(end + _BELOW_TEXT, known))
        found = {n: line for n in after if (line := of(blocks[n])) and line.labelled}
        days = {n: line for n, line in found.items() if line.published}
    changes = {n: line for n, line in {**days, **lines}.items() if line.changed}
    facts: list[Fact] = []
    labels: dict[int, Label] = {}
    for number in list(days)[:1]:
        facts.append(_fact(Field.PUBLISHED, days[number].published, blocks[number]))
        labels[number] = Label("byline", "day-of-publication")
    for number in list(changes)[:1]:
        facts.append(_fact(Field.MODIFIED, changes[number].changed, blocks[number]))
        labels.setdefault(number, Label("byline", "day-of-change"))
    authors = list(_authors(blocks, lines, zone, start, end))
    if not authors and title is not None and not has_masthead:
        over = range(max(title - _ABOVE_HEADLINE, 0), title)
        above = {n: line for n in over if (line := of(blocks[n])) and line.is_byline}
        lines |= above
        authors = [(n, "byline") for n in list(above)[:1]]
    for number, rule in authors:
        facts += [_fact(Field.AUTHOR, name, blocks[number]) for name in lines[number].names]
        labels.setdefault(number, Label("byline", rule))
    return Head(tuple(facts), labels)


def _has_slashes(block: TextBlock) -> bool:
    return len(block.text) <= _LONGEST and _SLASHES.search(block.text) is not None


def _language(body: Sequence[TextBlock]) -> str:
    """Return the language of a text, which decides on the order of day and month."""
    return languages.language(" ".join(b.text for b in body[:_BODY] if b.kind is Kind.PROSE))


def _is_moment(line: Line) -> bool:
    return "T" in line.published or (bool(line.published) and line.labelled)


def _fact(kind: Field, value: str, block: TextBlock) -> Fact:
    return Fact(kind, value, Evidence.BYLINE, f"line {block.head.number}")


def _authors(
    blocks: Sequence[TextBlock],
    lines: Mapping[int, Line],
    zone: Sequence[int],
    start: int,
    end: int,
) -> Iterator[tuple[int, str]]:
    """Yield the lines with the authors, and the rule."""
    named = [n for n in zone if n in lines and lines[n].names]
    if not named:
        return
    for number in named:
        if lines[number].is_byline:
            yield number, "byline"
            return
        if number and bylines.is_by(blocks[number - 1].text):
            following = takewhile(named.__contains__, range(number, len(blocks)))
            yield from ((n, "byline") for n in following)
            return
    timed = [n for n, line in lines.items() if line.timed]
    body = [b.text for b in blocks[start:end] if b.kind is Kind.PROSE]
    inner = " ".join(body[:-2] if len(body) > 4 else body)
    menu = {block.text for block in blocks[: min(zone, default=0)]}
    tail = [*(b.text for b in blocks[end:]), *body[-2:]]

    @cache
    def common() -> frozenset[str]:
        return frozenset(w for b in blocks for w in b.text[:600].split() if w.islower())

    def is_person(name: str) -> bool:
        words = name.split()
        if words[-1] in inner or name in menu or _FURNITURE.search(name):
            return False
        return all(map(_is_name, words)) and not all(w.lower() in common() for w in words)

    best: dict[int, str] = {}
    for number in named:
        names = lines[number].names
        if not all(map(is_person, names)):
            continue
        if number in timed:
            yield number, "name-beside-day"
            return
        if any(text.startswith(name) for text in tail for name in names):
            best[number] = "name-again"
        elif any(abs(number - day) <= _BESIDE for day in timed) or number - 1 in best:
            best[number] = "name-beside-day"
    for number in sorted(best):
        yield number, best[number]
        if number + 1 not in best:
            return


def _is_name(word: str) -> bool:
    """Return whether a word is a particle or capitalised; initials and capitals can be labels."""
    return word.islower() or (len(word) > 1 and word[0].isupper() and not word.isupper())


def of(block: TextBlock, lang: str | None = None) -> Line | None:
    """Return what a block says about authors and days; None for nothing.

    Args:
        block: any block.
        lang: language of the text; None if it need not be known.
    """
    if block.kind is Kind.CREDIT and not any(map(str.isdigit, block.text)):
        return None
    if block.kind in _NOT_SEARCHED or len(block.text) > _LONGEST or "©" in block.text:
        return None
    text = dates.fold(text_features.without_marks(block.text))
    if block.head.bullet and not text[0].isdigit():
        text = text.partition(" ")[2]
    if sum(map(str.islower, text.split())) > _LOWER_AT_MOST:
        return None
    days = written_days.in_line(text, lang or "", is_dated=True)
    published = sorted(day.value for day in days if not day.is_change)
    is_one = bool(published) and published[0][:10] == published[-1][:10]
    changed = next((day.value for day in days if day.is_change), "")
    rest = written_days.READING_TIME.sub(" | ", dates.without_days(text, lang))
    timed = rest != text
    rest = written_days.LABEL.sub(" | ", rest)
    words = rest.split()
    if len(words) > _WORDS or sum(word.islower() for word in words) > _SENTENCE:
        return None
    names, is_byline = _names(rest, bool(days))
    labelled = bool(written_days.label(text))
    sentence = block.features.ends and sum(map(str.islower, words)) > 1
    if (sentence or len(words) > _UNLABELLED) and not (labelled or is_byline):
        return None
    day = published[0] if is_one else ""
    line = Line(names, is_byline, day, changed, labelled, timed)
    return line if names or timed else None


def _names(rest: str, dated: bool) -> tuple[tuple[str, ...], bool]:
    """Return the names in a line without its days, and whether they have a word before them."""
    rest = _BEFORE_DAY.sub(" |", " ".join(rest.split()))
    parts = [part for part in (p.strip(_STRIPPED) for p in _PARTS.split(rest)) if part]
    for part in parts:
        if by := text_features.byline(part):
            return _people(by), True
    found = [_people(part) for part in parts]
    if dated:
        return next((names for names in found if names), ()), False
    return (found[0] if len(found) == 1 else ()), False


def _people(text: str) -> tuple[str, ...]:
    """Return the names in a text of names; none if it has anything else first."""
    # A name has two words that begin with a capital.
    if sum(not word[0].islower() for word in text.split()) < 2:
        return ()
    names = []
    for name in map(_once, bylines.people(text, shown=True)):
        opens = name.partition(" ")[0].casefold()
        if not _NAME.fullmatch(name) or opens in _ARTICLES:
            break
        names.append(name)
    return tuple(names)


def _once(name: str) -> str:
    """Return a name without its repetition, as of a picture's description and its caption."""
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if words[:half] == words[half:] else name
