"""Tell names, titles and scare quotes in quotation marks from quotations."""

import re

from briefings.readers.quotations.marks import QuotedSpan
from briefings.text.attribution import Lexicon

# Longer ones are what somebody said, or titles.
_SCARE_WORDS = 2
_LONGEST_NAME = 6
_LONGEST = 80
_STOPS = ".,!?…;:"
_BEFORE = 120
_AFTER = 30
_WORD = re.compile(r"\w[\w'’-]*")
_SENTENCE_END = re.compile(r"[.!?…]\s")


def is_label(text: str, span: QuotedSpan, lexicon: Lexicon) -> bool:
    """Return whether what is in marks is a name, a title, or words held at a distance.

    A name or title has capitals; one or two other words are a quotation if the sentence has a
    reporting verb, or if they end like a sentence.

    Args:
        text: the paragraph.
        span: what is in marks.
        lexicon: the words of its language.
    """
    if not span.closed or span.end - span.start > _LONGEST:
        return False
    inner = text[span.start : span.end].strip()
    words = _WORD.findall(inner)
    if len(words) > _LONGEST_NAME or inner[-1] in _STOPS:
        return False
    before = text[max(span.start - 1 - _BEFORE, 0) : span.start - 1]
    if before.rstrip().endswith(":"):
        return False
    small = [word for word in words if not (word[0].isupper() or word[0].isdigit())]
    is_title = all(word in lexicon.articles or word in lexicon.prepositions for word in small)
    if is_title and len(words) > 1 and not lexicon.nouns_capital and words[0] not in small:
        return True
    if len(words) > _SCARE_WORDS:
        return False
    sentence = _SENTENCE_END.split(before)[-1]
    near = _WORD.findall(sentence) + _WORD.findall(text, span.end + 1, span.end + _AFTER)
    return lexicon.verbs.isdisjoint(near) and lexicon.saying.isdisjoint(near)
