"""Direct quotations of an article, and who says them.

Where quotations stand is said by their marks alone (`quotation_marks`). Who speaks is said by the
words around them (`speakers`, with the words of each language in `speech`), in this order:

1. the same sentence: `"…," X said`, `X said: "…"`, `X called it "…"`, `"…", according to X`;
2. the paragraph before left the quotation open and this one takes it up;
3. the neighbouring sentence, where the quotation is a sentence of its own: the one before that has
   a speaker (`"…," X said. "…"`), or a short one after it (`"…." So said X.`);
4. the paragraph before, where a paragraph is nothing but quotation and that one ends with speech.

A pronoun stands for the last named speaker unless another person was named since. Where none of
this gives a name the speaker stays unknown. So do the speakers of one or two words in marks, which
are often the author's, unless the verb stands right beside them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sentencex import get_sentence_boundaries

from briefings.model.article import Quotation
from briefings.model.reading import Block, BlockKind
from briefings.readers.quotations import marks as quotation_marks
from briefings.readers.quotations import speakers
from briefings.readers.quotations.marks import Marked
from briefings.readers.quotations.memory import Memory, full_names
from briefings.readers.quotations.speakers import Speaker
from briefings.readers.quotations.speech import Words, words

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION})
# What may stand between two paragraphs of one speech.
_BETWEEN = frozenset({BlockKind.RELATED, BlockKind.CAPTION})
_SCARE_WORDS = 2
_BESIDE = 24
_SHORT_SENTENCE = 60
_BLANK = "\ue000"
# An article is 1 to 100 kB; what is longer than this in one paragraph is no prose.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block with its quotations and its sentences."""

    number: int
    text: str
    kind: BlockKind
    marked: tuple[Marked, ...]
    blanked: str
    sentences: tuple[_Sentence, ...]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence in which a character stands."""
        return next(
            (n for n, s in enumerate(self.sentences) if offset < s.end), len(self.sentences) - 1
        )


def quotations(blocks: Sequence[Block], lang: str) -> tuple[Quotation, ...]:
    """Return the direct quotations of an article.

    Args:
        blocks: the body. Quotations are looked for in paragraphs, headings and captions.
        lang: BCP 47 tag of its language. In a language without data on speech quotations are
            found, and their speakers stay unknown.

    Returns:
        Quotations in order; those of one block do not overlap.
    """
    known = words(lang)
    marked = {
        number: quotation_marks.find(block.text, lang)
        for number, block in enumerate(blocks)
        if block.kind in _TEXT and len(block.text) <= _LONGEST
    }
    if not any(marked.values()):
        return ()
    paragraphs = [
        _paragraph(number, blocks[number], found, lang, known) for number, found in marked.items()
    ]
    found = (
        speaker
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        for speaker in sentence.speakers
    )
    everything = "\n".join(paragraph.text for paragraph in paragraphs)
    names = full_names(found, everything, known)
    memory = Memory(names, known.singular if known else frozenset())
    said: list[list[str]] = []
    for number, paragraph in enumerate(paragraphs):
        if known is None or not paragraph.sentences:
            said.append(["" for _ in paragraph.marked])
            continue
        spoken = _speakers(paragraph, memory, known)
        earlier = _earlier(paragraphs, number)
        before = (paragraphs[earlier], said[earlier]) if earlier is not None else None
        said.append(_attribute(paragraph, spoken, before, memory, known))
    _share(paragraphs, said)
    return tuple(
        Quotation(paragraph.number, marked.start, marked.end, speaker)
        for paragraph, names in zip(paragraphs, said, strict=True)
        for marked, speaker in zip(paragraph.marked, names, strict=True)
    )


def _earlier(paragraphs: Sequence[_Paragraph], number: int) -> int | None:
    """Return the number of the paragraph before one, past captions and related lines."""
    before = (n for n in range(number - 1, -1, -1) if paragraphs[n].kind not in _BETWEEN)
    found = next(before, None)
    if found is None or paragraphs[found].kind is not BlockKind.PARAGRAPH:
        return None
    return found


def _paragraph(
    number: int, block: Block, marked: tuple[Marked, ...], lang: str, known: Words | None
) -> _Paragraph:
    blanked = block.text
    for one in marked:
        blanked = _blank(blanked, one)
    sentences: tuple[_Sentence, ...] = ()
    if known:
        bounds = get_sentence_boundaries(lang.partition("-")[0].lower(), blanked)
        spans = _joined([(int(b["start_index"]), int(b["end_index"])) for b in bounds], blanked)
        sentences = tuple(
            _Sentence(start, end, _in_sentence(blanked, start, end, known)) for start, end in spans
        )
    return _Paragraph(number, block.text, block.kind, marked, blanked, sentences)


def _blank(text: str, marked: Marked) -> str:
    """Blank the words of a quotation out, so that only its last mark still ends a sentence."""
    inner = text[marked.start : marked.end].rstrip()
    last = inner[-1] if inner and inner[-1] in ".!?…" else _BLANK
    room = marked.end - marked.start
    return text[: marked.start] + _BLANK * (room - 1) + last + text[marked.end :]


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join what is one sentence: a quotation ends with `?`, and `he asked` goes on small."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        opening = text[start:end].lstrip(' "”’»“«–—-')
        if joined and (not opening or opening[0].islower()):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _in_sentence(text: str, start: int, end: int, known: Words) -> tuple[Speaker, ...]:
    sentence = text[start:end]
    return tuple(
        replace(speaker, at=speaker.at + start) for speaker in speakers.in_sentence(sentence, known)
    )


# ------------------------------------------------------------------- attribution


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A verb of saying, and who was found to say."""

    at: int
    name: str


def _speakers(paragraph: _Paragraph, memory: Memory, known: Words) -> list[list[_Spoken]]:
    """Return for each sentence of a paragraph who speaks in it, pronouns resolved."""
    spoken: list[list[_Spoken]] = []
    for sentence in paragraph.sentences:
        at, found = sentence.start, []
        for speaker in sentence.speakers:
            memory.read(paragraph.blanked[at : speaker.at])
            at = speaker.at
            found.append(_Spoken(at, memory.resolve(speaker)))
        saying = _saying(paragraph.blanked[sentence.start : sentence.end], known)
        if saying is not None and not found:
            text = paragraph.blanked[sentence.start : sentence.start + saying]
            memory.read(text)
            subject = speakers.subject(text, known)
            if subject:
                found.append(_Spoken(sentence.start + saying, memory.resolve(subject)))
        memory.read(paragraph.blanked[at : sentence.end])
        spoken.append(found)
    return spoken


def _saying(text: str, known: Words) -> int | None:
    """Return where a participle of saying follows on a comma."""
    for match in re.finditer(r",\s+(\w+)", text):
        if match.group(1) in known.saying:
            return match.start(1)
    return None


def _attribute(
    paragraph: _Paragraph,
    spoken: list[list[_Spoken]],
    before: tuple[_Paragraph, list[str]] | None,
    memory: Memory,
    known: Words,
) -> list[str]:
    """Return the speaker of each quotation of a paragraph; empty where unknown."""
    places = [paragraph.sentence_at(marked.start - 1) for marked in paragraph.marked]
    said: list[str | None] = [
        _in_same_sentence(paragraph, marked, place, spoken[place], memory, known)
        for marked, place in zip(paragraph.marked, places, strict=True)
    ]
    for number, (marked, place) in enumerate(zip(paragraph.marked, places, strict=True)):
        if said[number] is not None or not _is_sentence(paragraph, marked, place):
            continue
        said[number] = (
            _after(paragraph, number, places, said, spoken)
            or _before(place, number, places, said, spoken)
            or (_paragraph_before(paragraph, place, before, memory) if before else "")
        )
    memory.ending = spoken[-1][-1].name if spoken[-1] else ""
    return [name or "" for name in said]


def _in_same_sentence(
    paragraph: _Paragraph,
    marked: Marked,
    place: int,
    spoken: list[_Spoken],
    memory: Memory,
    known: Words,
) -> str | None:
    """Return who speaks by the same sentence: empty if that is not known, None if nobody does."""
    sentence, text = paragraph.sentences[place], paragraph.blanked
    opening, closing = marked.start - 1, min(marked.end + 1, sentence.end)
    head = text[sentence.start : opening].strip()
    if head.endswith(":") and (name := speakers.name(head[:-1], known)):
        return memory.names.get(name, name)
    earlier = [one for one in spoken if one.at < opening]
    later = [one for one in spoken if one.at >= closing]
    beside = later and _BLANK not in text[closing : later[0].at]
    goes_on = text[marked.end - 1] in "!?…" or bool(
        re.match(r"\s*[,–—-]", text[closing:])
        or re.match(r".*[,–—-]\s*$", _inner(paragraph, marked))
    )
    scare = len(_inner(paragraph, marked).split()) <= _SCARE_WORDS and not goes_on
    if beside and (goes_on or not earlier):
        nearest, gap = later[0], later[0].at - closing
    elif earlier:
        nearest, gap = earlier[-1], opening - earlier[-1].at
    elif later:
        nearest, gap = later[0], later[0].at - closing
    else:
        return None
    return "" if scare and (gap > _BESIDE or nearest in later) else nearest.name


def _inner(paragraph: _Paragraph, marked: Marked) -> str:
    return paragraph.text[marked.start : marked.end]


def _is_sentence(paragraph: _Paragraph, marked: Marked, place: int) -> bool:
    """Whether a quotation is a sentence of its own, or begins one."""
    head = paragraph.blanked[paragraph.sentences[place].start : marked.start - 1]
    inner = _inner(paragraph, marked).lstrip(" …[(«“‘\"'—–-")
    return not re.sub(rf"[\W{_BLANK}]", "", head) and not inner[:1].islower()


def _after(
    paragraph: _Paragraph,
    number: int,
    places: list[int],
    said: list[str | None],
    spoken: list[list[_Spoken]],
) -> str:
    """Return who speaks in the next sentence: a short one, or more of the quotation."""
    following = places[number] + 1
    if following >= len(paragraph.sentences) or not spoken[following]:
        return ""
    sentence, first = paragraph.sentences[following], spoken[following][0]
    lead = paragraph.blanked[sentence.start : first.at]
    if paragraph.text[paragraph.marked[number].end - 1] in "!?…" and _BLANK not in lead:
        # “Never!” Foreign Minister X told reporters: two sentences by their marks alone.
        return first.name if len(lead) <= _SHORT_SENTENCE else ""
    if following in places:
        quoted = places.index(following)
        opens = paragraph.marked[quoted].start - 1
        begins = not paragraph.blanked[sentence.start : opens].strip()
        return (said[quoted] or "") if begins else ""
    text = paragraph.blanked[sentence.start : sentence.end].strip()
    return first.name if len(text) <= _SHORT_SENTENCE else ""


def _before(
    place: int, number: int, places: list[int], said: list[str | None], spoken: list[list[_Spoken]]
) -> str:
    """Return who speaks in the sentence before, or in this one's quotation before."""
    if number and places[number - 1] in (place, place - 1) and said[number - 1]:
        return said[number - 1] or ""
    return spoken[place - 1][-1].name if place and spoken[place - 1] else ""


def _paragraph_before(
    paragraph: _Paragraph, place: int, before: tuple[_Paragraph, list[str]], memory: Memory
) -> str:
    """Return who speaks at the end of the paragraph before."""
    earlier, said = before
    only = not re.sub(rf"[\W{_BLANK}]", "", paragraph.blanked)
    announced = earlier.text.rstrip().endswith(":") and place == 0
    if not (only or announced):
        return ""
    if memory.ending:
        return memory.ending
    last = len(earlier.sentences) - 1
    ends_quoted = bool(earlier.marked) and earlier.sentence_at(earlier.marked[-1].start) == last
    return said[-1] if ends_quoted else ""


def _share(paragraphs: Sequence[_Paragraph], said: list[list[str]]) -> None:
    """Give one speaker to a quotation that goes on from paragraph to paragraph."""
    chain: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.marked:
            if paragraph.kind not in _BETWEEN:
                chain = []
            continue
        earlier = chain[-1] if chain else None
        if earlier is None or not quotation_marks.continues(
            paragraphs[earlier].marked[-1], paragraph.text, paragraph.marked
        ):
            chain = []
        chain.append(number)
        if len(chain) > 1:
            first, rest = said[chain[0]], [said[n] for n in chain[1:]]
            name = next((n for n in (first[-1], *(one[0] for one in rest)) if n), "")
            first[-1] = first[-1] or name
            for one in rest:
                one[0] = one[0] or name
        if len(paragraph.marked) > 1:
            chain = [number]
