"""Find the speakers in a sentence, by their position relative to a reporting verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings.readers.quotations.person_names import (
    POSSESSIVE,
    Run,
    Token,
    is_function_word,
    is_governed,
    is_officer,
    is_title,
    name_of,
    officer,
    run_at,
    runs,
    tokens,
)
from briefings.text.attribution import BODIES, Lexicon

# Maximum number of words in a noun phrase for a speaker: `a spokesman for the ministry`.
_LONGEST_PHRASE = 9
# Number of words before or after the verb in which the subject is searched.
_REACH = 40
# “Ann Roe von der Galerie sagt”, “Ann Roe fra Oslo sier”
_ORIGIN = frozenset("von vom aus från fra van del della de".split())  # noqa: SIM905
MASK = "\ue000"
"""The character by which the finder masks quotations."""
_SEPARATORS = frozenset(",–—-")
_CLOSING = frozenset("”“\"»«’‘'")
# In shorter marks stands a name or a scare quote.
_SHORTEST_SPEECH = 12
_INVERTED = re.compile(rf"{MASK}{{{_SHORTEST_SPEECH}}}[.!?…]?[”“\"»«’‘']?\s*[,–—-]\s*[^\W\d_A-Z]")
_RELATIVE = frozenset({"der", "die", "das"})
_WORD = re.compile(r"\w+")
# Prepositions before the time of a speech, or before whom it is addressed to, in several languages.
_CIRCUMSTANCES = frozenset(
    """during after before durante tras antes después pendant lors avant après dopo prima während
    etter efter til till gegenüber devant ante davanti""".split()  # noqa: SIM905
)
_PASSIVE = frozenset("is are was were be been being".split())  # noqa: SIM905
# Articles of whom somebody speaks to: “sagte er dem Blatt”.
_DATIVE = frozenset({"dem", "den"})
_INDEFINITE = frozenset("a an un una une um uma ein einer einem eine en ett et".split())  # noqa: SIM905
# “According to his analysis” names nobody.
_POSSESSIVES = frozenset(
    """his her its their su sus sa son ses seiner seinem ihrer ihrem suo sua seu seus hans hennes
    hendes sin sitt""".split()  # noqa: SIM905
)
_CLAUSE_ENDS = frozenset(';:()[]—–-|/“”"„«»‘')


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or organisation to whom a sentence attributes speech."""

    text: str
    """The name or noun phrase; empty for a pronoun."""
    pronoun: str
    """The pronoun or a similar word; empty for a name or noun phrase."""
    is_name: bool
    """Whether the text is a name, not a noun phrase such as `a spokesman`."""
    at: int
    """Offset of the verb."""
    is_body: bool = False
    """Whether the name is certainly that of an organisation, so that no pronoun refers to it."""
    passes_on: bool = False
    """Whether somebody else's words may be meant: `according to X`, `writes X`."""


def in_sentence(text: str, lexicon: Lexicon) -> tuple[Speaker, ...]:
    """Return the speakers in a sentence, in the order of their verbs.

    Args:
        text: the sentence, with its quotations masked.
        lexicon: the words of its language.
    """
    attributed = lexicon.according.search(text)
    inverted = not lexicon.subject_first and _INVERTED.search(text)
    if not (attributed or inverted) and lexicon.verbs.isdisjoint(_WORD.findall(text)):
        return ()
    parts = tokens(text)
    found: list[Speaker] = []
    for number, token in enumerate(parts):
        calls = token.text in lexicon.calls
        if not (calls or token.text in lexicon.says):
            if inverted and _follows_speech(parts, number, lexicon):
                speaker = after(parts, number, lexicon)
                if speaker and (speaker.is_name or speaker.pronoun):
                    found.append(speaker)
            continue
        speaker = _of_verb(parts, number, lexicon)
        if speaker and (speaker.is_name or speaker.pronoun or not calls):
            found.append(replace(speaker, passes_on=token.text in lexicon.passes_on))
        elif token.text in lexicon.tells and number and parts[number - 1].text.islower():
            # “when doctors told them”: somebody, but not the last speaker
            found.append(Speaker("", "", is_name=False, at=token.start))
    for match in lexicon.according.finditer(text):
        start = next((n for n, t in enumerate(parts) if t.start >= match.end()), len(parts))
        is_own = start < len(parts) and parts[start].word in _POSSESSIVES
        if not is_own and (speaker := _after_from(parts, start, match.start(), lexicon)):
            found.append(replace(speaker, passes_on=True))
    return tuple(sorted(found, key=lambda speaker: speaker.at))


def _follows_speech(parts: Sequence[Token], number: int, lexicon: Lexicon) -> bool:
    """Return whether a word is a verb by its place: `„…“, schmunzelte Roe`.

    In languages with inversion whatever follows speech and a comma or a dash is a reporting verb.
    """
    if number < 2 or not parts[number].text.islower() or parts[number - 1].text not in _SEPARATORS:
        return False
    last = number - 2
    while last and (parts[last].text in _CLOSING or parts[last].text in ".!?…"):
        last -= 1
    speech = parts[last]
    pronouns = lexicon.singular | lexicon.plural
    known = lexicon.articles | lexicon.prepositions | lexicon.adverbs | pronouns
    word = parts[number].word
    if speech.text[0] != MASK or len(speech.text) < _SHORTEST_SPEECH or word in known:
        return False
    # An adjective: “öffentlichen Nahverkehr”.
    return not (lexicon.nouns_capital and word.endswith(("en", "em", "er", "es")))


def _of_verb(parts: Sequence[Token], verb: int, lexicon: Lexicon) -> Speaker | None:
    """Return the subject of a verb: before it, or after it in an inverted clause."""
    if lexicon.subject_first and _is_passive(parts, verb, lexicon):
        return None
    if lexicon.subject_first and parts[verb].text in lexicon.calls:
        # Whom somebody accuses or praises follows the verb.
        return before(parts, verb, lexicon)
    inverted = verb > 0 and parts[verb - 1].text == ","
    if inverted:
        speaker = after(parts, verb, lexicon)
        if speaker and (speaker.is_name or speaker.pronoun):
            return speaker
    if lexicon.subject_first and verb and parts[verb - 1].text.isalpha():
        # “Friend says Ann Roe was right”
        return before(parts, verb, lexicon)
    return before(parts, verb, lexicon) or after(parts, verb, lexicon)


def _is_passive(parts: Sequence[Token], verb: int, lexicon: Lexicon) -> bool:
    """Return whether a verb is passive in English: `Ann Roe was told`, `was often called`."""
    number = verb - 1
    while number >= 0 and parts[number].word in lexicon.adverbs - _PASSIVE:
        number -= 1
    return number >= 0 and parts[number].word in _PASSIVE


def name(text: str, lexicon: Lexicon) -> str:
    """Return a text without titles if it is a name; empty if not."""
    parts = tokens(text)
    if not parts or not parts[0].is_capital or run_at(parts, 0, lexicon) != (0, len(parts)):
        return ""
    if is_function_word(parts[0].text, lexicon):
        # “Das Fazit: …”, “Und: …”
        return ""
    return name_of(parts, (0, len(parts)), lexicon)


def subject(text: str, lexicon: Lexicon) -> Speaker | None:
    """Return the name or pronoun at the beginning of a sentence, the subject of a participle."""
    parts = tokens(text)
    for number, token in enumerate(parts):
        if token.word in lexicon.singular:
            return Speaker("", token.word, is_name=False, at=token.start)
        if token.is_capital and not is_function_word(token.text, lexicon):
            run = run_at(parts, number, lexicon)
            found = name_of(parts, run, lexicon)
            preceded = parts[number - 1].word if number else ""
            if found and preceded not in lexicon.prepositions:
                return Speaker(found, "", is_name=True, at=token.start)
            if number > 8:
                return None
    return None


def before(parts: Sequence[Token], verb: int, lexicon: Lexicon) -> Speaker | None:
    """Return the subject before a verb."""
    at = parts[verb].start
    end = verb
    while end and parts[end - 1].word in lexicon.adverbs:
        end -= 1
    start = end
    nearest = max(end - _REACH, 0)
    while start > nearest and parts[start - 1].text not in _CLAUSE_ENDS | {"."}:
        if parts[start - 1].text in lexicon.says and parts[start].word in lexicon.conjunctions:
            # “She says that the council says”
            start += 1
            break
        start -= 1
    # “…, Lavrov, who was in Rome, said”: a clause between commas before the verb is skipped.
    groups = _split(parts, start, end)
    if not groups:
        return None
    first, last = groups[-1]
    if parts[end - 1].text != "," and lexicon.nouns_capital and _is_relative(parts, groups):
        # “Roe, die von Ruhe berichtete”
        run = next(iter(reversed(list(runs(parts, *groups[-2], lexicon)))), None)
        found = name_of(parts, run, lexicon) if run and run[1] == groups[-2][1] else ""
        return Speaker(found, "", is_name=True, at=at) if found else None
    if parts[end - 1].text != ",":
        return _subject_in(parts, first, last, lexicon, at)
    phrase = None
    for first, last in reversed(groups[:-1]):
        speaker = _subject_in(parts, first, last, lexicon, at)
        if speaker and (speaker.is_name or speaker.pronoun):
            return speaker
        phrase = phrase or speaker
    # “The spokesman, Ann Roe, said”: the name is an apposition.
    first, last = groups[-1]
    apposition = runs(parts, first, last, lexicon)
    if (
        phrase
        and next(apposition, None) == (first, last)
        and (found := name_of(parts, (first, last), lexicon))
    ):
        return Speaker(found, "", is_name=True, at=at)
    return phrase


def _is_relative(parts: Sequence[Token], groups: Sequence[Run]) -> bool:
    """Return whether the last group is a relative clause: `die von Ruhe`, not `der Minister`."""
    first, last = groups[-1]
    if len(groups) < 2 or parts[first].text not in _RELATIVE:
        return False
    return last - first == 1 or not any(parts[n].is_capital for n in range(first, first + 2))


def _split(parts: Sequence[Token], start: int, end: int) -> list[Run]:
    """Return the runs between commas, without empty ones."""
    groups, first = [], start
    for number in range(start, end + 1):
        if number == end or parts[number].text == ",":
            if number > first:
                groups.append((first, number))
            first = number + 1
    return groups


def _subject_in(
    parts: Sequence[Token], first: int, last: int, lexicon: Lexicon, at: int
) -> Speaker | None:
    final = parts[last - 1]
    if final.word in lexicon.singular | lexicon.plural:
        return Speaker("", final.word, is_name=False, at=at)
    for run in reversed(list(runs(parts, first, last, lexicon))):
        named = officer(parts, run, lexicon) if is_governed(parts, run[0], first, lexicon) else run
        if named is None:
            continue
        follows = parts[run[1]].word if run[1] < last else ""
        is_origin = follows in _ORIGIN and named[1] - named[0] > 1
        if (
            follows
            and not is_origin
            and not (lexicon.subject_first and follows in lexicon.prepositions | lexicon.adverbs)
        ):
            break
        if _is_common(parts, named, first, lexicon):
            break
        if found := name_of(parts, named, lexicon):
            is_body = _is_body(parts, named, lexicon)
            return Speaker(found, "", is_name=True, at=at, is_body=is_body)
        break
    return _phrase(parts, first, last, lexicon, at)


def after(parts: Sequence[Token], verb: int, lexicon: Lexicon) -> Speaker | None:
    """Return the subject after a verb: `said Lavrov`, `dit-il`."""
    if parts[verb].text in lexicon.tells:
        return None
    start = verb + 1
    while start < len(parts) and parts[start].text == "-":
        start += 1
    return _after_from(parts, start, parts[verb].start, lexicon)


def _after_from(parts: Sequence[Token], start: int, at: int, lexicon: Lexicon) -> Speaker | None:
    end = start
    farthest = min(start + _REACH, len(parts))
    while end < farthest and parts[end].text not in _CLAUSE_ENDS | {",", "."}:
        end += 1
    if end == start:
        return None
    if parts[start].word in lexicon.singular:
        return Speaker("", parts[start].word, is_name=False, at=at)
    if parts[start].word in lexicon.plural:
        return None
    governing = lexicon.prepositions - lexicon.articles
    for run in runs(parts, start, end, lexicon):
        lead = [parts[n] for n in range(start, run[0])]
        if len(lead) > 1 and any(token.word in governing for token in lead):
            continue
        if len(lead) > 4 or (lexicon.nouns_capital and any(t.word in _DATIVE for t in lead)):
            break
        named = officer(parts, run, lexicon) if is_governed(parts, run[0], start, lexicon) else run
        if named is None:
            continue
        if _is_common(parts, named, start, lexicon) or not _may_end(parts, run[1], end, lexicon):
            break
        further = _coordinated(parts, run, end, lexicon)
        if found := name_of(parts, further or named, lexicon):
            is_body = _is_body(parts, further or named, lexicon)
            return Speaker(found, "", is_name=True, at=at, is_body=is_body)
        break
    if parts[start].word in lexicon.articles and _may_end(parts, end, end, lexicon):
        return _phrase(parts, start, end, lexicon, at)
    return None


def _is_common(parts: Sequence[Token], run: Run, first: int, lexicon: Lexicon) -> bool:
    """Return whether a single capitalised word is part of a noun phrase: `la Plataforma`."""
    if run[1] - run[0] > 1 or run[0] == first:
        return False
    lead = parts[run[0] - 1]
    if is_title(lead) and parts[run[0]].text.isupper():
        # “prezydent USA”
        return True
    small = lead.text.islower() or lead.text.isdigit()
    return lead.word in lexicon.articles or (lexicon.nouns_capital and small)


def _is_body(parts: Sequence[Token], run: Run, lexicon: Lexicon) -> bool:
    """Return whether a name has an article, an organisation's word, or capitals only."""
    if is_officer(parts, run):
        return False
    words = [parts[n] for n in range(*run)]
    lead = parts[run[0] - 1].word if run[0] else ""
    return (
        (lead in lexicon.articles and not any(map(is_title, words)))
        or words[0].word in lexicon.articles
        or any(word.word in BODIES for word in words)
        or all(word.text.isupper() for word in words)
    )


def _may_end(parts: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a subject after its verb may end at a token.

    In English no other verb may follow: `he said Russia would`.
    """
    if not lexicon.subject_first or at >= end:
        return True
    follows = parts[at]
    return not follows.text.islower() or follows.word in lexicon.prepositions | lexicon.plural


def _coordinated(parts: Sequence[Token], run: Run, end: int, lexicon: Lexicon) -> Run | None:
    """Return the name after `X und`, where X is an office of one word."""
    conjunction = run[1]
    if run[1] - run[0] > 1 or conjunction + 1 >= end or not lexicon.nouns_capital:
        return None
    if parts[conjunction].text != "und" or not parts[conjunction + 1].is_capital:
        return None
    return run_at(parts, conjunction + 1, lexicon, end)


def _is_circumstance(parts: Sequence[Token], number: int, lexicon: Lexicon) -> bool:
    """Return whether a word begins words on when or how something is said: `in a statement`."""
    word = parts[number].word
    follows = parts[number + 1].word if number + 1 < len(parts) else ""
    if lexicon.nouns_capital and word in _DATIVE:
        return True
    return word in _CIRCUMSTANCES or (word in lexicon.prepositions and follows in _INDEFINITE)


def _phrase(
    parts: Sequence[Token], first: int, last: int, lexicon: Lexicon, at: int
) -> Speaker | None:
    """Return the noun phrase for a speaker that a run of tokens is; None if it is none."""
    while first < last and parts[first].word in lexicon.adverbs:
        first += 1
    # “the council”, “Hill's letter”
    leads = first < last and (
        parts[first].word in lexicon.articles
        or (lexicon.subject_first and bool(POSSESSIVE.search(parts[first].text)))
    )
    if last - first < 2 or not leads:
        return None
    if lexicon.nouns_capital and first and parts[first - 1].text in _CLOSING:
        # “die „Mauer“ der Stadt”
        return None
    inner = [parts[n] for n in range(first, last)]
    cut = next((n for n in range(2, len(inner)) if _is_circumstance(inner, n, lexicon)), None)
    inner = inner[:cut]
    barred = (lexicon.plural - lexicon.articles) | lexicon.singular | lexicon.says
    if len(inner) > _LONGEST_PHRASE or any(
        token.word in barred or MASK in token.text for token in inner
    ):
        return None
    if lexicon.nouns_capital:
        # The phrase ends with its last noun: “der Präsident wahrscheinlich”, “der 86-Jährige”.
        while inner and not any(map(str.isupper, inner[-1].text)):
            inner.pop()
        if len(inner) < 2:
            return None
    text = inner[0].text
    for earlier, token in pairwise(inner):
        text += " " * (token.start > earlier.end) + token.text
    if inner[0].word in lexicon.articles:
        text = text[0].lower() + text[1:]
    return Speaker(text, "", is_name=False, at=at)
