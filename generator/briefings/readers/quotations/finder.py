"""Direct quotations of an article, and their speakers (quotation attribution).

Quotations are found by their marks alone (`marks`), or by the dash at the beginning of a paragraph
in languages that quote so (`dashes`); names, titles and scare quotes are left out (`labels`).
Speakers are found by the words around them (`speakers`, with the words of each language in
`lexicon`), in this order:

1. the same sentence: `"…," X said`, `X said: "…"`, `X called it "…"`, `"…", according to X`;
2. the paragraph before, if the quotation is open there and continues in this one;
3. the next sentence if it is short (`"…." So said X.`), or the one before (`"…," X said. "…"`), if
   the quotation is a sentence of its own;
4. the end of the paragraph before, if this one is nothing but a quotation.

A pronoun refers to the last named speaker unless that is an organisation or another person was
named since. Otherwise the speaker is unknown. What the press passes on (`writes the Gazette`) is
said by the speaker whom it names. One or two words in marks (scare quotes) have a speaker only if
the verb is next to them. Readers are told the speakers who are certain (`certainty`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefings.model.article import Naming, Quotation
from briefings.model.reading import Block, BlockKind
from briefings.readers.quotations import dashes, person_names, speakers
from briefings.readers.quotations import marks as quotation_marks
from briefings.readers.quotations.certainty import (
    Names,
    begins_clause,
    is_clear,
    is_measured,
    is_title_like,
)
from briefings.readers.quotations.coreference import (
    NOBODY,
    Attribution,
    SpeakerTracker,
    full_names,
)
from briefings.readers.quotations.labels import is_label
from briefings.readers.quotations.marks import SINGLE, QuotedSpan
from briefings.readers.quotations.speakers import MASK, Speaker
from briefings.text import languages
from briefings.text import sentences as sentences_of
from briefings.text.attribution import Lexicon, lexicon_of

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})
# Blocks between two paragraphs of one speech.
_BETWEEN = frozenset({BlockKind.RELATED, BlockKind.CAPTION})
_SCARE_WORDS = 2
_NEAR_VERB = 24
_SHORT_SENTENCE = 60
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(rf"[\W{MASK}]")
# An article has 1 to 100 kB; a longer paragraph is no prose.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block with its quotations and sentences."""

    number: int
    text: str
    kind: BlockKind
    quoted: tuple[QuotedSpan, ...]
    masked: str
    sentences: tuple[_Sentence, ...]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that contains an offset."""
        return next(
            (n for n, s in enumerate(self.sentences) if offset < s.end), len(self.sentences) - 1
        )


def quotations(blocks: Sequence[Block], lang: str) -> tuple[Quotation, ...]:
    """Return the direct quotations of an article, without speakers.

    Args:
        blocks: the body. Quotations are searched in paragraphs, headings and captions.
        lang: BCP 47 tag of its language.

    Returns:
        Quotations in order; those of one block do not overlap.
    """
    return tuple(
        Quotation(number, one.start, one.end)
        for number, found in _quoted(blocks, lang).items()
        for one in found
    )


def certain(blocks: Sequence[Block], lang: str) -> tuple[Quotation, ...]:
    """Return the direct quotations of an article, and where it names speakers who are certain.

    Takes ten times as long as `quotations`, with the same arguments, and finds no names of
    speakers. In languages that are not measured no speaker is certain.
    """
    if not is_measured(lang):
        return quotations(blocks, lang)
    found = _attributed(blocks, lang, _quoted(blocks, lang), certain_only=True)
    return tuple(replace(one, speaker="") for one in found)


def attributed(blocks: Sequence[Block], lang: str) -> tuple[Quotation, ...]:
    """Return the direct quotations of an article with all speakers that can be found.

    Takes longer than `certain`, with the same arguments. In a language without a lexicon,
    speakers are unknown.
    """
    quoted = _quoted(blocks, lang)
    return _attributed(blocks, lang, quoted, certain_only=False)


def _attributed(
    blocks: Sequence[Block],
    lang: str,
    quoted: Mapping[int, tuple[QuotedSpan, ...]],
    *,
    certain_only: bool,
) -> tuple[Quotation, ...]:
    """Return quotations with their speakers.

    Args:
        blocks: the body.
        lang: BCP 47 tag of its language.
        quoted: the quotations of each block that may have some.
        certain_only: whether only the speakers who are certain are needed. They are named in the
            paragraph or the one before, so the others are not looked at.
    """
    if not any(quoted.values()):
        return ()
    lexicon = lexicon_of(lang)
    numbers = [*quoted, -1]
    near = {n for n, following in pairwise(numbers) if quoted[n] or quoted.get(following)}
    paragraphs = [
        _paragraph(n, blocks[n], found, lang, lexicon if n in near or not certain_only else None)
        for n, found in quoted.items()
    ]
    speaking = (
        speaker
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        for speaker in sentence.speakers
    )
    everything = "\n".join(paragraph.text for paragraph in paragraphs)
    full = full_names(speaking, everything, lexicon)
    tracker = SpeakerTracker(full, lexicon)
    names = None
    if lexicon and is_measured(lang):
        prose = (one.text for one in paragraphs if one.kind is BlockKind.PARAGRAPH)
        names = Names(full, "\n".join(prose), lexicon, lang)
    resolved: list[list[Attribution]] = []
    for earlier, paragraph in zip(_earlier(paragraphs), paragraphs, strict=True):
        if lexicon is None or not paragraph.sentences:
            resolved.append([NOBODY for _ in paragraph.quoted])
            tracker.begin_paragraph()
            tracker.ending = NOBODY
            continue
        attributor = _Attributor(paragraph, tracker, lexicon, names, certain_only=certain_only)
        before = None
        is_headline = paragraph.kind is BlockKind.HEADING
        if (
            earlier is not None
            and not is_headline
            and not _may_reply(paragraph, paragraphs[earlier], lang)
        ):
            before = paragraphs[earlier], resolved[earlier]
        resolved.append(attributor.attribute(before))
    _join_continued(paragraphs, resolved)
    single = _is_mostly_single(paragraphs)
    return tuple(
        Quotation(
            paragraph.number,
            quoted.start,
            quoted.end,
            found.name,
            found.naming
            if paragraph.kind is BlockKind.PARAGRAPH and (quoted.mark in SINGLE) is single
            else None,
        )
        for paragraph, attributions in zip(paragraphs, resolved, strict=True)
        for quoted, found in zip(paragraph.quoted, attributions, strict=True)
    )


def _is_mostly_single(paragraphs: Sequence[_Paragraph]) -> bool:
    """Return whether most quotations are in single marks.

    If not, those in single marks are often parts of headlines that stand in between.
    """
    single = [one.mark in SINGLE for paragraph in paragraphs for one in paragraph.quoted]
    return sum(single) * 2 > len(single)


def _quoted(blocks: Sequence[Block], lang: str) -> dict[int, tuple[QuotedSpan, ...]]:
    """Return the quotations of each block that may have some."""
    prose = {
        number: block
        for number, block in enumerate(blocks)
        if block.kind in _TEXT and len(block.text) <= _LONGEST
    }
    speech = dashes.in_article(prose, lang)
    lexicon = lexicon_of(lang)
    found: dict[int, tuple[QuotedSpan, ...]] = {}
    for number, block in prose.items():
        said = speech.get(number, ())
        marked = quotation_marks.find(_without(block.text, said) if said else block.text, lang)
        if lexicon:
            marked = tuple(one for one in marked if not is_label(block.text, one, lexicon))
        found[number] = tuple(sorted((*said, *marked), key=lambda span: span.start))
    return found


def _without(text: str, spans: Iterable[QuotedSpan]) -> str:
    """Return a text of the same length in which some spans are masked."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = MASK * (span.end - span.start)
    return "".join(characters)


def _earlier(paragraphs: Sequence[_Paragraph]) -> Iterator[int | None]:
    """Yield the number of the paragraph before each one, across captions and related lines."""
    found: int | None = None
    for number, paragraph in enumerate(paragraphs):
        yield found
        if paragraph.kind not in _BETWEEN:
            found = number if paragraph.kind is BlockKind.PARAGRAPH else None


def _may_reply(paragraph: _Paragraph, earlier: _Paragraph, lang: str) -> bool:
    """Return whether the dash of a paragraph may open the speech of another person."""
    if not all(one.quoted and _is_dash(one.quoted[0]) for one in (earlier, paragraph)):
        return False
    ends = [one.text.rstrip()[-1] for one in (earlier, paragraph)]
    return "?" in ends or (ends[0] != ":" and not dashes.is_nordic(lang))


def _paragraph(
    number: int, block: Block, quoted: tuple[QuotedSpan, ...], lang: str, lexicon: Lexicon | None
) -> _Paragraph:
    masked = block.text
    for one in quoted:
        masked = _mask(masked, one)
    sentences: tuple[_Sentence, ...] = ()
    if lexicon:
        spans = _joined(sentences_of.boundaries(masked, languages.base(lang)), masked)
        inserts = any(map(_is_dash, quoted)) or block.text.rstrip().endswith(":")
        words = lexicon.with_inserted if inserts else lexicon
        sentences = tuple(_sentence(masked, start, end, words) for start, end in spans)
    return _Paragraph(number, block.text, block.kind, quoted, masked, sentences)


def _is_dash(quoted: QuotedSpan) -> bool:
    return quoted.mark in dashes.MARKS


def _mask(text: str, quoted: QuotedSpan) -> str:
    """Mask the text of a quotation, except for a mark at its end that can end a sentence."""
    inner = text[quoted.start : quoted.end].rstrip()
    last = inner[-1] if inner and inner[-1] in ".!?…" else MASK
    room = quoted.end - quoted.start
    return text[: quoted.start] + MASK * (room - 1) + last + text[quoted.end :]


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join sentences that continue in lower case: `"…?" he asked`."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        opening = text[start:end].lstrip(' "”’»“«–—-')
        if joined and (not opening or opening[0].islower()):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _sentence(masked: str, start: int, end: int, lexicon: Lexicon) -> _Sentence:
    found = speakers.in_sentence(masked[start:end], lexicon)
    return _Sentence(start, end, tuple(replace(s, at=s.at + start) for s in found))


class _Attributor:
    """Finds the speakers of the quotations of one paragraph."""

    def __init__(
        self,
        paragraph: _Paragraph,
        tracker: SpeakerTracker,
        lexicon: Lexicon,
        names: Names | None,
        *,
        certain_only: bool,
    ) -> None:
        self.paragraph, self.tracker, self.lexicon = paragraph, tracker, lexicon
        self.names, self.certain_only = names, certain_only
        if paragraph.kind is BlockKind.PARAGRAPH:
            tracker.begin_paragraph()
        self.attributed = [self._attributions(sentence) for sentence in paragraph.sentences]
        self.places = [paragraph.sentence_at(quoted.start - 1) for quoted in paragraph.quoted]
        self.is_all_quoted = not _without_masked(paragraph.masked)
        self.resolved: list[Attribution | None] = []

    def _attributions(self, sentence: _Sentence) -> list[Attribution]:
        """Return the attributions in a sentence, with pronouns resolved."""
        at, masked, found = sentence.start, self.paragraph.masked, []
        for speaker in sentence.speakers:
            self._read(masked[at : speaker.at])
            at = speaker.at
            found.append(self._attribution(sentence, speaker))
        participle = _participle(masked[sentence.start : sentence.end], self.lexicon)
        if participle is not None and not found:
            text = masked[sentence.start : sentence.start + participle]
            self._read(text)
            if subject := speakers.subject(text, self.lexicon):
                subject = replace(subject, at=sentence.start + participle)
                found.append(self._attribution(sentence, subject))
        self._read(masked[at : sentence.end])
        return found

    def _read(self, text: str) -> None:
        if self.certain_only and not self.tracker.recent():
            return
        self.tracker.read(text)
        if self.names and self.tracker.naming and self.names.has_strangers(text, self.tracker.last):
            self.tracker.naming = None

    def _attribution(self, sentence: _Sentence, speaker: Speaker) -> Attribution:
        """Return the attribution to a speaker, and follow who is named."""
        name = self.tracker.resolve(speaker)
        found = Attribution(speaker.at, name, speaker.passes_on)
        if not name:
            return found
        if speaker.pronoun:
            return replace(found, naming=self.tracker.recent())
        naming = self._naming(sentence, speaker)
        if self.tracker.last == name:
            self.tracker.name(naming)
        return replace(found, naming=naming if self._is_own(speaker) else None)

    def _is_own(self, speaker: Speaker) -> bool:
        """Return whether a speaker's own words are certainly meant."""
        if not speaker.passes_on:
            return True
        verb = _WORD.match(self.paragraph.masked, speaker.at)
        return verb is not None and verb[0] in self.lexicon.writes and not speaker.is_body

    def _naming(self, sentence: _Sentence, speaker: Speaker) -> Naming | None:
        """Return where a speaker is certainly named."""
        if not (self.names and speaker.is_name):
            return None
        text = self.paragraph.masked[sentence.start : sentence.end]
        at = speaker.at - sentence.start
        length = len(speaker.text)
        found = ((n, n + length) for n in person_names.occurrences(speaker.text, text))
        spans = sorted(found, key=lambda span: min(abs(at - edge) for edge in span))
        if not spans or not is_clear(text, replace(speaker, at=at), *spans[0], self.lexicon):
            return None
        begins = not text[: spans[0][0]].strip()
        name = self.names.name(speaker.text, is_body=speaker.is_body, begins=begins)
        start, end = (sentence.start + edge for edge in spans[0])
        return None if name is None else Naming(self.paragraph.number, start, end, name)

    def attribute(self, before: tuple[_Paragraph, list[Attribution]] | None) -> list[Attribution]:
        """Return the speaker of each quotation; empty if unknown.

        Args:
            before: the paragraph before, and the speakers of its quotations; None for none.
        """
        self.resolved = [self._in_same_sentence(n) for n in range(len(self.places))]
        for number, resolved in enumerate(self.resolved):
            if resolved is None and self._is_sentence(number):
                self.resolved[number] = (
                    self._after(number)
                    or self._before(number)
                    or (self._paragraph_before(self.places[number], before) if before else None)
                )
        last = self.attributed[-1][-1] if self.attributed[-1] else None
        announces = self.paragraph.text.rstrip().endswith(":")
        self.tracker.ending = last if last and (announces or not last.passes_on) else NOBODY
        return [found or NOBODY for found in self.resolved]

    def _in_same_sentence(self, number: int) -> Attribution | None:
        """Return the attribution in the same sentence: nobody if unknown, None if there is none."""
        quoted, attributed = self.paragraph.quoted[number], self.attributed[self.places[number]]
        sentence, text = self.paragraph.sentences[self.places[number]], self.paragraph.masked
        opening, closing = quoted.start - 1, min(quoted.end + 1, sentence.end)
        head = text[sentence.start : opening].strip()
        if head.endswith(":") and (name := speakers.name(head[:-1], self.lexicon)):
            found = self._label(sentence, name)
            # “Ann Roe: “Rivers” is a song.”
            is_whole = not _without_masked(text[closing : sentence.end])
            return found if is_whole else found.doubtful()
        earlier = [one for one in attributed if one.at < opening]
        later = [one for one in attributed if one.at >= closing]
        if earlier and later and earlier[-1].name and later[0].passes_on:
            # X said that it was “safe”, writes the Gazette.
            later = []
        next_to_verb = later and MASK not in text[closing : later[0].at]
        inner = self.paragraph.text[quoted.start : quoted.end]
        outside = text[quoted.end if _is_dash(quoted) else closing :]
        continues = text[quoted.end - 1] in "!?…" or bool(
            re.match(r"\s*[,–—-]", outside) or re.match(r".*[,–—-]\s*$", inner)
        )
        is_scare = len(inner.split()) <= _SCARE_WORDS and not continues
        if earlier and not (next_to_verb and continues):
            if self._is_of_another(sentence.start, earlier[-1]):
                return NOBODY
            nearest, gap = earlier[-1], opening - earlier[-1].at
        elif later:
            nearest, gap = later[0], later[0].at - closing
        else:
            return None
        if is_scare and (gap > _NEAR_VERB or nearest in later):
            return NOBODY
        if nearest in later:
            naming = nearest.naming
            end = nearest.at
            if naming and naming.block == self.paragraph.number and closing <= naming.start < end:
                end = naming.start
            is_certain = continues and not begins_clause(text[closing:end])
        else:
            is_certain = self._is_nearest(nearest, opening)
        if is_title_like(inner, self.lexicon):
            is_certain = False
        return nearest if is_certain else nearest.doubtful()

    def _label(self, sentence: _Sentence, name: str) -> Attribution:
        """Return the attribution by a name and a colon before a quotation."""
        found = Attribution(sentence.start, self.tracker.names.get(name, name))
        start = self.paragraph.masked.find(name, sentence.start, sentence.end)
        if not self.names or start < 0:
            return found
        known = self.names.name(name, is_body=False, begins=True)
        if known is None:
            return found
        naming = Naming(self.paragraph.number, start, start + len(name), known)
        return replace(found, naming=naming)

    def _is_nearest(self, found: Attribution, opening: int) -> bool:
        """Return whether no other verb stands between that of an attribution and a quotation."""
        between = _WORD.findall(self.paragraph.masked, found.at, opening)[1:]
        return self.lexicon.verbs.isdisjoint(between)

    def _is_of_another(self, start: int, found: Attribution) -> bool:
        """Return whether a source tells what another person said: `Roe is, according to X, “…”`."""
        text = self.paragraph.masked[start : found.at]
        is_source = self.lexicon.according.match(self.paragraph.masked, found.at)
        return bool(is_source) and any(person_names.titled(text))

    def _is_sentence(self, number: int) -> bool:
        """Return whether a quotation is a sentence of its own, or begins one."""
        quoted, sentence = self.paragraph.quoted[number], self.places[number]
        head = self.paragraph.masked[self.paragraph.sentences[sentence].start : quoted.start - 1]
        inner = self.paragraph.text[quoted.start : quoted.end].lstrip(" …[(«“‘\"'—–-")
        return not _without_masked(head) and not inner[:1].islower()

    def _after(self, number: int) -> Attribution | None:
        """Return the attribution in the next sentence: a short one, or more of the quotation."""
        following = self.places[number] + 1
        if following >= len(self.attributed) or not self.attributed[following]:
            return None
        sentence, first = self.paragraph.sentences[following], self.attributed[following][0]
        masked, end = self.paragraph.masked, self.paragraph.quoted[number].end
        lead = masked[sentence.start : first.at]
        if self.paragraph.text[end - 1] in "!?…" and MASK not in lead:
            # “Never!” Foreign Minister X told reporters: one sentence, split after the mark.
            return _named(first) if len(lead) <= _SHORT_SENTENCE else None
        if following in self.places:
            quoted = self.places.index(following)
            opening = self.paragraph.quoted[quoted].start - 1
            begins = not masked[sentence.start : opening].strip()
            resolved = self.resolved[quoted]
            return _named(resolved.doubtful()) if begins and resolved else None
        text = masked[sentence.start : sentence.end].strip()
        return _named(first) if len(text) <= _SHORT_SENTENCE else None

    def _before(self, number: int) -> Attribution | None:
        """Return the attribution of the quotation before, or of the sentence before."""
        place, resolved = self.places[number], self.resolved[number - 1]
        if number and self.places[number - 1] in (place, place - 1) and resolved and resolved.name:
            return resolved
        if not place or not self.attributed[place - 1]:
            return None
        return _named(self.attributed[place - 1][-1].doubtful())

    def _paragraph_before(
        self, place: int, before: tuple[_Paragraph, list[Attribution]]
    ) -> Attribution | None:
        """Return the attribution at the end of the paragraph before."""
        earlier, resolved = before
        announced = earlier.text.rstrip().endswith(":") and place == 0
        if not self.is_all_quoted and not announced:
            return None
        last = len(earlier.sentences) - 1
        ends_quoted = bool(earlier.quoted) and earlier.sentence_at(earlier.quoted[-1].start) == last
        found = self.tracker.ending
        if not found.name:
            found = resolved[-1] if ends_quoted else NOBODY
        same_mark = not earlier.quoted or earlier.quoted[-1].mark == self.paragraph.quoted[0].mark
        return _named(found if same_mark else found.doubtful())


def _named(found: Attribution) -> Attribution | None:
    """Return an attribution if it has a speaker, else None."""
    return found if found.name else None


def _participle(text: str, lexicon: Lexicon) -> int | None:
    """Return the offset of a reporting participle after a comma."""
    found = re.finditer(r",\s+(\w+)", text)
    return next((match.start(1) for match in found if match[1] in lexicon.saying), None)


def _without_masked(text: str) -> str:
    """Return the words of a text outside of quotations."""
    return _NO_WORD.sub("", text)


def _join_continued(paragraphs: Sequence[_Paragraph], resolved: list[list[Attribution]]) -> None:
    """Give one speaker to a quotation that continues over several paragraphs."""
    chain: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.quoted:
            if paragraph.kind not in _BETWEEN:
                chain = []
            continue
        earlier = chain[-1] if chain else None
        if earlier is None or not quotation_marks.continues(
            paragraphs[earlier].quoted[-1], paragraph.text, paragraph.quoted
        ):
            chain = []
        chain.append(number)
        if len(chain) > 1:
            # Before, either all of the chain have a speaker, or none.
            first, one = resolved[chain[0]], resolved[number]
            found = _named(first[-1]) or _named(one[0]) or NOBODY
            unnamed = chain[1:-1] if found.name and not first[-1].name else ()
            for earlier_one in unnamed:
                resolved[earlier_one][0] = found
            first[-1], one[0] = found, _named(one[0]) or found
        if len(paragraph.quoted) > 1:
            chain = [number]
