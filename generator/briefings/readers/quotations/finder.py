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
the verb is next to them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sentencex import get_sentence_boundaries

from briefings.model.article import Quotation
from briefings.model.reading import Block, BlockKind
from briefings.readers.quotations import dashes, person_names, speakers
from briefings.readers.quotations import marks as quotation_marks
from briefings.readers.quotations.coreference import SpeakerTracker, full_names
from briefings.readers.quotations.labels import is_label
from briefings.readers.quotations.marks import QuotedSpan
from briefings.readers.quotations.speakers import Speaker
from briefings.text import languages
from briefings.text.attribution import Lexicon, lexicon_of

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})
# Blocks between two paragraphs of one speech.
_BETWEEN = frozenset({BlockKind.RELATED, BlockKind.CAPTION})
_SCARE_WORDS = 2
_NEAR_VERB = 24
_SHORT_SENTENCE = 60
_MASK = "\ue000"
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
    """Return the direct quotations of an article, without their speakers.

    Args:
        blocks: the body. Quotations are searched in paragraphs, headings and captions.
        lang: BCP 47 tag of its language.

    Returns:
        Quotations in order; those of one block do not overlap.
    """
    return tuple(
        Quotation(number, quoted.start, quoted.end)
        for number, found in _quoted(blocks, lang).items()
        for quoted in found
    )


def attributed(blocks: Sequence[Block], lang: str) -> tuple[Quotation, ...]:
    """Return the direct quotations of an article with their speakers.

    Takes ten times as long as `quotations`, with the same arguments. In a language without a
    lexicon, speakers are unknown.
    """
    lexicon = lexicon_of(lang)
    quoted = _quoted(blocks, lang)
    if not any(quoted.values()):
        return ()
    paragraphs = [
        _paragraph(number, blocks[number], found, lang, lexicon) for number, found in quoted.items()
    ]
    found = (
        speaker
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        for speaker in sentence.speakers
    )
    everything = "\n".join(paragraph.text for paragraph in paragraphs)
    names = full_names(found, everything, lexicon)
    tracker = SpeakerTracker(names, lexicon)
    resolved: list[list[str]] = []
    for number, paragraph in enumerate(paragraphs):
        if lexicon is None or not paragraph.sentences:
            resolved.append(["" for _ in paragraph.quoted])
            continue
        attributor = _Attributor(paragraph, tracker, lexicon)
        earlier = _earlier(paragraphs, number)
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
    return tuple(
        Quotation(paragraph.number, quoted.start, quoted.end, speaker)
        for paragraph, names in zip(paragraphs, resolved, strict=True)
        for quoted, speaker in zip(paragraph.quoted, names, strict=True)
    )


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
        characters[span.start : span.end] = _MASK * (span.end - span.start)
    return "".join(characters)


def _earlier(paragraphs: Sequence[_Paragraph], number: int) -> int | None:
    """Return the number of the paragraph before one, across captions and related lines."""
    before = (n for n in range(number - 1, -1, -1) if paragraphs[n].kind not in _BETWEEN)
    found = next(before, None)
    if found is None or paragraphs[found].kind is not BlockKind.PARAGRAPH:
        return None
    return found


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
        bounds = get_sentence_boundaries(languages.base(lang), masked)
        spans = _joined([(int(b["start_index"]), int(b["end_index"])) for b in bounds], masked)
        inserts = any(map(_is_dash, quoted)) or block.text.rstrip().endswith(":")
        words = lexicon.with_inserted if inserts else lexicon
        sentences = tuple(_sentence(masked, start, end, words) for start, end in spans)
    return _Paragraph(number, block.text, block.kind, quoted, masked, sentences)


def _is_dash(quoted: QuotedSpan) -> bool:
    return quoted.mark in dashes.MARKS


def _mask(text: str, quoted: QuotedSpan) -> str:
    """Mask the text of a quotation, except for a mark at its end that can end a sentence."""
    inner = text[quoted.start : quoted.end].rstrip()
    last = inner[-1] if inner and inner[-1] in ".!?…" else _MASK
    room = quoted.end - quoted.start
    return text[: quoted.start] + _MASK * (room - 1) + last + text[quoted.end :]


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


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A reporting verb and its speaker."""

    at: int
    name: str
    passes_on: bool = False


class _Attributor:
    """Finds the speakers of the quotations of one paragraph."""

    def __init__(self, paragraph: _Paragraph, tracker: SpeakerTracker, lexicon: Lexicon) -> None:
        self.paragraph, self.tracker, self.lexicon = paragraph, tracker, lexicon
        self.attributed = [self._attributions(sentence) for sentence in paragraph.sentences]
        self.places = [paragraph.sentence_at(quoted.start - 1) for quoted in paragraph.quoted]
        self.is_all_quoted = not _without_masked(paragraph.masked)
        self.resolved: list[str | None] = []

    def _attributions(self, sentence: _Sentence) -> list[_Attribution]:
        """Return the attributions in a sentence, with pronouns resolved."""
        at, masked, found = sentence.start, self.paragraph.masked, []
        for speaker in sentence.speakers:
            self.tracker.read(masked[at : speaker.at])
            at = speaker.at
            found.append(_Attribution(at, self.tracker.resolve(speaker), speaker.passes_on))
        participle = _participle(masked[sentence.start : sentence.end], self.lexicon)
        if participle is not None and not found:
            text = masked[sentence.start : sentence.start + participle]
            self.tracker.read(text)
            if subject := speakers.subject(text, self.lexicon):
                name = self.tracker.resolve(subject)
                found.append(_Attribution(sentence.start + participle, name))
        self.tracker.read(masked[at : sentence.end])
        return found

    def attribute(self, before: tuple[_Paragraph, list[str]] | None) -> list[str]:
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
                    or (self._paragraph_before(self.places[number], before) if before else "")
                )
        last = self.attributed[-1][-1] if self.attributed[-1] else None
        announces = self.paragraph.text.rstrip().endswith(":")
        self.tracker.ending = last.name if last and (announces or not last.passes_on) else ""
        return [name or "" for name in self.resolved]

    def _in_same_sentence(self, number: int) -> str | None:
        """Return the speaker in the same sentence: empty if unknown, None if there is none."""
        quoted, attributed = self.paragraph.quoted[number], self.attributed[self.places[number]]
        sentence, text = self.paragraph.sentences[self.places[number]], self.paragraph.masked
        opening, closing = quoted.start - 1, min(quoted.end + 1, sentence.end)
        head = text[sentence.start : opening].strip()
        if head.endswith(":") and (name := speakers.name(head[:-1], self.lexicon)):
            return self.tracker.names.get(name, name)
        earlier = [one for one in attributed if one.at < opening]
        later = [one for one in attributed if one.at >= closing]
        if earlier and later and earlier[-1].name and later[0].passes_on:
            # X said that it was “safe”, writes the Gazette.
            later = []
        next_to_verb = later and _MASK not in text[closing : later[0].at]
        inner = self.paragraph.text[quoted.start : quoted.end]
        outside = text[quoted.end if _is_dash(quoted) else closing :]
        continues = text[quoted.end - 1] in "!?…" or bool(
            re.match(r"\s*[,–—-]", outside) or re.match(r".*[,–—-]\s*$", inner)
        )
        is_scare = len(inner.split()) <= _SCARE_WORDS and not continues
        if earlier and not (next_to_verb and continues):
            if self._is_of_another(sentence.start, earlier[-1]):
                return ""
            nearest, gap = earlier[-1], opening - earlier[-1].at
        elif later:
            nearest, gap = later[0], later[0].at - closing
        else:
            return None
        return "" if is_scare and (gap > _NEAR_VERB or nearest in later) else nearest.name

    def _is_of_another(self, start: int, found: _Attribution) -> bool:
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

    def _after(self, number: int) -> str:
        """Return the speaker in the next sentence: a short one, or more of the quotation."""
        following = self.places[number] + 1
        if following >= len(self.attributed) or not self.attributed[following]:
            return ""
        sentence, first = self.paragraph.sentences[following], self.attributed[following][0]
        masked, end = self.paragraph.masked, self.paragraph.quoted[number].end
        lead = masked[sentence.start : first.at]
        if self.paragraph.text[end - 1] in "!?…" and _MASK not in lead:
            # “Never!” Foreign Minister X told reporters: one sentence, split after the mark.
            return first.name if len(lead) <= _SHORT_SENTENCE else ""
        if following in self.places:
            quoted = self.places.index(following)
            opening = self.paragraph.quoted[quoted].start - 1
            begins = not masked[sentence.start : opening].strip()
            return (self.resolved[quoted] or "") if begins else ""
        text = masked[sentence.start : sentence.end].strip()
        return first.name if len(text) <= _SHORT_SENTENCE else ""

    def _before(self, number: int) -> str:
        """Return the speaker of the quotation before, or of the sentence before."""
        place, resolved = self.places[number], self.resolved[number - 1]
        if number and self.places[number - 1] in (place, place - 1) and resolved:
            return resolved
        return self.attributed[place - 1][-1].name if place and self.attributed[place - 1] else ""

    def _paragraph_before(self, place: int, before: tuple[_Paragraph, list[str]]) -> str:
        """Return the speaker at the end of the paragraph before."""
        earlier, resolved = before
        announced = earlier.text.rstrip().endswith(":") and place == 0
        if not self.is_all_quoted and not announced:
            return ""
        if self.tracker.ending:
            return self.tracker.ending
        last = len(earlier.sentences) - 1
        ends_quoted = bool(earlier.quoted) and earlier.sentence_at(earlier.quoted[-1].start) == last
        return resolved[-1] if ends_quoted else ""


def _participle(text: str, lexicon: Lexicon) -> int | None:
    """Return the offset of a reporting participle after a comma."""
    found = re.finditer(r",\s+(\w+)", text)
    return next((match.start(1) for match in found if match[1] in lexicon.saying), None)


def _without_masked(text: str) -> str:
    """Return the words of a text outside of quotations."""
    return re.sub(rf"[\W{_MASK}]", "", text)


def _join_continued(paragraphs: Sequence[_Paragraph], resolved: list[list[str]]) -> None:
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
            first, rest = resolved[chain[0]], [resolved[n] for n in chain[1:]]
            name = next((n for n in (first[-1], *(one[0] for one in rest)) if n), "")
            first[-1] = first[-1] or name
            for one in rest:
                one[0] = one[0] or name
        if len(paragraph.quoted) > 1:
            chain = [number]
