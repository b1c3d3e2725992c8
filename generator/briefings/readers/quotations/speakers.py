"""Who speaks: names of speakers in a sentence, by where they stand to a verb of saying."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefings.readers.quotations.person_names import (
    Run,
    Token,
    is_governed,
    name_of,
    officer,
    run_at,
    runs,
    tokens,
)
from briefings.readers.quotations.speech import Words

# A phrase that is no name, such as `a spokesman for the ministry`, has at most so many words.
_LONGEST_PHRASE = 9
# How many words away a verb's subject is looked for.
_REACH = 40
_WORD = re.compile(r"\w+")
_CLAUSE_ENDS = frozenset(';:()[]—–-|/“”"„«»‘')


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone to whom a sentence attributes speech."""

    text: str
    """As the article names them; empty for a pronoun."""
    pronoun: str
    """The pronoun, or another word that names nobody; empty for a name or a phrase."""
    is_name: bool
    """Whether the text is a name, rather than a phrase such as `a spokesman`."""
    at: int
    """Offset of the verb."""


def in_sentence(text: str, words: Words) -> tuple[Speaker, ...]:
    """Return all to whom a sentence attributes speech by a verb, in the order of the verbs.

    Args:
        text: the sentence; what is quoted in it must have been blanked out.
        words: of its language.
    """
    attributed = words.according and words.according.search(text)
    if not attributed and words.verbs.isdisjoint(_WORD.findall(text)):
        return ()
    parts = tokens(text)
    found: list[Speaker] = []
    for number, token in enumerate(parts):
        calls = token.text in words.calls
        if not (calls or token.text in words.says):
            continue
        speaker = _of_verb(parts, number, words)
        if speaker and (speaker.is_name or speaker.pronoun or not calls):
            found.append(speaker)
    if words.according:
        for match in words.according.finditer(text):
            start = next((n for n, t in enumerate(parts) if t.start >= match.end()), len(parts))
            if speaker := _after_from(parts, start, match.start(), words):
                found.append(speaker)
    return tuple(sorted(found, key=lambda speaker: speaker.at))


def _of_verb(parts: Sequence[Token], verb: int, words: Words) -> Speaker | None:
    """Return the subject of a verb: before it, or after it where the clause is turned round."""
    turned = verb > 0 and parts[verb - 1].text == ","
    if turned:
        speaker = after(parts, verb, words)
        if speaker and (speaker.is_name or speaker.pronoun):
            return speaker
    return before(parts, verb, words) or after(parts, verb, words)


def name(text: str, words: Words) -> str:
    """Return the name that a text is, without titles; empty if it is anything else."""
    parts = tokens(text)
    if not parts or not parts[0].is_capital or run_at(parts, 0, words) != (0, len(parts)):
        return ""
    return name_of(parts, (0, len(parts)), words)


def subject(text: str, words: Words) -> Speaker | None:
    """Return the name or pronoun with which a sentence begins: whose `saying` follows later."""
    parts = tokens(text)
    for number, token in enumerate(parts):
        if token.word in words.singular:
            return Speaker("", token.word, is_name=False, at=token.start)
        if token.is_capital and token.word not in words.articles | words.prepositions:
            run = run_at(parts, number, words)
            found = name_of(parts, run, words)
            preceded = parts[number - 1].word if number else ""
            if found and preceded not in words.prepositions:
                return Speaker(found, "", is_name=True, at=token.start)
            if number > 8:
                return None
    return None


def before(parts: Sequence[Token], verb: int, words: Words) -> Speaker | None:
    """Return who stands before a verb as its subject."""
    at = parts[verb].start
    end = verb
    while end and parts[end - 1].word in words.adverbs:
        end -= 1
    start = end
    nearest = max(end - _REACH, 0)
    while start > nearest and parts[start - 1].text not in _CLAUSE_ENDS | {"."}:
        start -= 1
    # “…, Lavrov, who was in Rome, said”: what stands between commas before the verb is skipped.
    groups = _split(parts, start, end)
    if not groups:
        return None
    first, last = groups[-1]
    if parts[end - 1].text != ",":
        return _subject_in(parts, first, last, words, at)
    phrase = None
    for first, last in reversed(groups[:-1]):
        speaker = _subject_in(parts, first, last, words, at)
        if speaker and (speaker.is_name or speaker.pronoun):
            return speaker
        phrase = phrase or speaker
    # “The spokesman, Ann Roe, said”: the name stands in the aside.
    first, last = groups[-1]
    aside = runs(parts, first, last, words)
    if (
        phrase
        and next(aside, None) == (first, last)
        and (found := name_of(parts, (first, last), words))
    ):
        return Speaker(found, "", is_name=True, at=at)
    return phrase


def _split(parts: Sequence[Token], start: int, end: int) -> list[Run]:
    """Return the stretches between commas, without empty ones."""
    groups, first = [], start
    for number in range(start, end + 1):
        if number == end or parts[number].text == ",":
            if number > first:
                groups.append((first, number))
            first = number + 1
    return groups


def _subject_in(
    parts: Sequence[Token], first: int, last: int, words: Words, at: int
) -> Speaker | None:
    final = parts[last - 1]
    if final.word in words.singular | words.plural:
        return Speaker("", final.word, is_name=False, at=at)
    for run in reversed(list(runs(parts, first, last, words))):
        named = officer(parts, run, words) if is_governed(parts, run[0], first, words) else run
        if named is None:
            continue
        follows = parts[run[1]].word if run[1] < last else ""
        if follows and not (words.subject_first and follows in words.prepositions | words.adverbs):
            break
        if _is_common(parts, named, first, words):
            break
        if found := name_of(parts, named, words):
            return Speaker(found, "", is_name=True, at=at)
        break
    return _phrase(parts, first, last, words, at)


def after(parts: Sequence[Token], verb: int, words: Words) -> Speaker | None:
    """Return who stands after a verb as its subject: `said Lavrov`, `dit-il`."""
    if parts[verb].text in words.tells:
        return None
    start = verb + 1
    while start < len(parts) and parts[start].text == "-":
        start += 1
    return _after_from(parts, start, parts[verb].start, words)


def _after_from(parts: Sequence[Token], start: int, at: int, words: Words) -> Speaker | None:
    end = start
    farthest = min(start + _REACH, len(parts))
    while end < farthest and parts[end].text not in _CLAUSE_ENDS | {",", "."}:
        end += 1
    if end == start:
        return None
    if parts[start].word in words.singular:
        return Speaker("", parts[start].word, is_name=False, at=at)
    if parts[start].word in words.plural:
        return None
    governing = words.prepositions - words.articles
    for run in runs(parts, start, end, words):
        lead = [parts[n] for n in range(start, run[0])]
        if len(lead) > 1 and any(token.word in governing for token in lead):
            continue
        if len(lead) > 4:
            break
        named = officer(parts, run, words) if is_governed(parts, run[0], start, words) else run
        if named is None:
            continue
        if _is_common(parts, named, start, words) or not _may_end(parts, run[1], end, words):
            break
        further = _coordinated(parts, run, end, words)
        if found := name_of(parts, further or named, words):
            return Speaker(found, "", is_name=True, at=at)
        break
    if parts[start].word in words.articles and _may_end(parts, end, end, words):
        return _phrase(parts, start, end, words, at)
    return None


def _is_common(parts: Sequence[Token], run: Run, first: int, words: Words) -> bool:
    """Whether a single capitalised word is not a name but part of a phrase: `la Plataforma`."""
    if run[1] - run[0] > 1 or run[0] == first:
        return False
    lead = parts[run[0] - 1]
    return lead.word in words.articles or (words.nouns_capital and lead.text.islower())


def _may_end(parts: Sequence[Token], at: int, end: int, words: Words) -> bool:
    """Whether a subject after its verb may end at a place.

    In English it must not go on with a verb of its own: `he said Russia would`.
    """
    if not words.subject_first or at >= end:
        return True
    follows = parts[at]
    return not follows.text.islower() or follows.word in words.prepositions | words.plural


def _coordinated(parts: Sequence[Token], run: Run, end: int, words: Words) -> Run | None:
    """Return the name after `X and`, where X is one word: an office before the name."""
    conjunction = run[1]
    if run[1] - run[0] > 1 or conjunction + 1 >= end or not words.nouns_capital:
        return None
    if parts[conjunction].text != "und" or not parts[conjunction + 1].is_capital:
        return None
    return run_at(parts, conjunction + 1, words, end)


def _phrase(parts: Sequence[Token], first: int, last: int, words: Words, at: int) -> Speaker | None:
    """Return a phrase that names someone by what they are, if a stretch is nothing but that."""
    while first < last and parts[first].word in words.adverbs:
        first += 1
    if not 2 <= last - first <= _LONGEST_PHRASE or parts[first].word not in words.articles:
        return None
    inner = [parts[n] for n in range(first, last)]
    if any(token.word in words.plural | words.singular | words.says for token in inner):
        return None
    if words.nouns_capital:
        # A phrase ends with a noun: “der Präsident wahrscheinlich” does not.
        while inner and not inner[-1].is_capital:
            inner.pop()
        if len(inner) < 2:
            return None
    text = " ".join(token.text for token in inner)
    text = re.sub(r"(?<=['’]) ", "", text)
    return Speaker(text[0].lower() + text[1:], "", is_name=False, at=at)
