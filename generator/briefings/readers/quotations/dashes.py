"""Find direct speech after a dash at the beginning of a paragraph.

The press of many languages quotes so, each in one of three ways:

- `– Speech, says X. – More speech.` (Nordic languages, Czech, French, Turkish);
- `— Speech, — says X. — More speech.` (Russian, Ukrainian; Polish, Portuguese and Italian without
  the comma);
- `—Speech —says X—. More speech.` (Spanish).

A clause with a reporting verb interrupts the speech, and a dash resumes it. In other languages a
dash at the beginning of a paragraph is no mark of speech.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from briefings.model.reading import Block, BlockKind, Container
from briefings.readers.quotations.marks import QuotedSpan
from briefings.text import languages
from briefings.text.attribution import Lexicon, lexicon_of

LANGUAGES = frozenset("cs da es fi fr it nb nn no pl pt ru sv tr uk".split())  # noqa: SIM905
# In these languages a dash, not a comma, separates the reporting clause.
_DASHED = frozenset({"es", "pl", "ru", "uk"})
# In these languages every paragraph of a speech has a dash, and so have headlines that quote.
_NORDIC = frozenset("da nb nn no sv".split())  # noqa: SIM905
_LONG = "–—―‒−"
MARKS = _LONG + "-"
# A hyphen is a typewritten dash.
_OPENING = re.compile(rf"\s?(?:[{_LONG}]\s?|-\s|-(?=[^\W\d_]))(?=[^\w\s]{{0,2}}\w)")
_BOUNDARY = re.compile(rf"(?P<dash>,?\s?[{_LONG}]\s?|,?\s-\s?)|,\s|(?<=[!?…])\s")
_CLAUSE = re.compile(rf"[^.,;:!?…{_LONG}]*")
_WORD = re.compile(r"\w+")
# Maximum number of words before the reporting verb of a clause.
_LEAD = 3
_LONGEST_CLAUSE = 60
# A dash after a mark, between spaces, or attached to the left.
_RESUMPTION = re.compile(
    rf"(?P<mark>[.,:;!?…])\s?(?:[{_LONG}]|-\s)\s?|\s[{_LONG}-]\s|(?<=\w)(?:[{_LONG}][.,:;]?|-[.,:;])\s"
)
_SENTENCE_END = re.compile(r"[.!?…]\s")
_ENDS = '.!?…:»”"“)'


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph that begins with a dash."""

    spans: tuple[QuotedSpan, ...]
    """What may be speech, without the dashes and the reporting clauses."""
    is_reported: bool
    """Whether it has a reporting clause."""
    is_sentence: bool
    """Whether it begins and ends like a sentence."""
    asks: bool
    """Whether it ends with a question."""


def in_article(prose: Mapping[int, Block], lang: str) -> dict[int, tuple[QuotedSpan, ...]]:
    """Return the speech after dashes in an article, by the number of its block.

    Without a reporting clause (`– Speech, says X.`), an announcement (`X says:`) or an answer after
    a question, the dashes of an article may mark the items of a list.

    Args:
        prose: the blocks that may quote, in order, by their number in the body.
        lang: BCP 47 tag of its language.
    """
    language = languages.base(lang)
    lexicon = lexicon_of(lang)
    if lexicon is None or language not in LANGUAGES:
        return {}
    found: dict[int, _Paragraph] = {}
    is_evident = False
    for number, block in prose.items():
        paragraph = _paragraph(block.text, language, lexicon)
        if paragraph is None or Container.LIST_ITEM in block.containers:
            continue
        before, announcement = found.get(number - 1), prose.get(number - 1)
        is_evident = (
            is_evident
            or paragraph.is_reported
            or (before is not None and before.asks and not paragraph.asks)
            or (announcement is not None and _announces(announcement.text, lexicon))
        )
        is_headline = block.kind is BlockKind.HEADING and language in _NORDIC
        if paragraph.is_reported or paragraph.is_sentence or is_headline:
            found[number] = paragraph
    return {n: paragraph.spans for n, paragraph in found.items()} if is_evident else {}


def _paragraph(text: str, language: str, lexicon: Lexicon) -> _Paragraph | None:
    opening = _OPENING.match(text)
    if not opening:
        return None
    mark = opening.group().strip()
    spans: list[QuotedSpan] = []
    at: int | None = opening.end()
    clause = None
    while at is not None:
        clause = _clause(text, at, lexicon, dashed=language in _DASHED)
        end = clause.start() if clause else len(text.rstrip())
        if any(map(str.isalnum, text[at:end])):
            spans.append(QuotedSpan(at, end, mark, closed=True))
        at = _resumption(text, clause) if clause else None
    return _Paragraph(
        spans=tuple(spans),
        is_reported=clause is not None or len(spans) > 1,
        is_sentence=_is_sentence(text),
        asks=text.rstrip().endswith("?"),
    )


def _is_sentence(text: str) -> bool:
    """Return whether a text begins and ends like a sentence, and is more than a name."""
    first, *rest = _WORD.findall(text)
    last = text.rstrip()[-1]
    return first[0].isupper() and last in _ENDS and (last in "?!" or any(map(str.islower, rest)))


def _announces(text: str, lexicon: Lexicon) -> bool:
    """Return whether a paragraph ends with a reporting verb and a colon, or nearly so."""
    text = text.rstrip()
    words = _WORD.findall(text, len(text) - _LONGEST_CLAUSE)
    return text.endswith(":") and not lexicon.inserted.isdisjoint(words)


def _clause(text: str, at: int, lexicon: Lexicon, *, dashed: bool) -> re.Match[str] | None:
    """Return the boundary before the next reporting clause."""
    for boundary in _BOUNDARY.finditer(text, at):
        if boundary["dash"] is None and dashed:
            continue
        at = boundary.end()
        if text[boundary.start() - 1] in "?!" and text[at : at + 1].islower():
            return boundary
        words = _WORD.findall(_CLAUSE.findall(text, at, at + _LONGEST_CLAUSE)[0])
        verbs = (n for n, word in enumerate(words[: _LEAD + 1]) if word in lexicon.inserted)
        verb = next(verbs, len(words))
        lead, rest = words[:verb], words[verb + 1 :]
        # “…, sier jeg”: nobody reports their own speech.
        if verb == len(words) or (rest and rest[0] in lexicon.plural - lexicon.articles):
            continue
        # “, sanoo Virtanen”, “, a-t-il dit”, “, Virtanen sanoo”
        is_lead = all(word in lexicon.adverbs | lexicon.singular or len(word) == 1 for word in lead)
        is_subject = not rest and all(word[0].isupper() for word in lead)
        if boundary["dash"] is not None or is_lead or is_subject:
            return boundary
    return None


def _resumption(text: str, clause: re.Match[str]) -> int | None:
    """Return where speech goes on after a reporting clause; None if it does not."""
    may_be_between_spaces = clause["dash"] is not None
    for dash in _RESUMPTION.finditer(text, clause.end()):
        if dash["mark"]:
            return dash.end()
        if may_be_between_spaces and not _SENTENCE_END.search(text, clause.end(), dash.start()):
            return dash.end()
        may_be_between_spaces = False
    return None


def is_nordic(lang: str) -> bool:
    """Return whether a speech has a dash in each of its paragraphs in a language."""
    return languages.base(lang) in _NORDIC
