"""Derive a summary from the opening of an article: its first whole sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence

from briefings.readers.bylines import opens_byline
from briefings.readers.text import features as text_features
from briefings.readers.text.features import Features
from briefings.text import sentences

# Three lines of text; a single sentence may be longer.
_LENGTH = 240
_LONGEST_SENTENCE = 330
# A shorter paragraph gets the next sentence too.
_SHORT = 40
_MOST_PARAGRAPHS = 12
_LEAST_WORDS = 3
_SENTENCE_ENDS = re.compile(r"[.!?…。！？।؟۔][\s\"”»’'“‘)\]）」』]*$")
# In a sentence most words are in lower case; in a byline or a list of names hardly any.
_LOWER = 0.25
# A shorter text that speaks of the site so often is a notice.
_SITE_WORDS, _NOTICE_LENGTH = 2, 200
_PICTURE = re.compile(
    r"^FILE\b|\bfile photo\b|\barchivbild\b|\bAP Photos?\b|\bGetty Images\b"
    r"|\((?:AP|AFP|Reuters|REUTERS|dpa)\)\s*$"
)
# What editors put before an article, in the languages of most captures.
_NOTICE = re.compile(
    r"(?:\w+/)?(?:editor['’]?s?['’]? note|update[ds]?|correction|analysis|opinion|advertisement|"
    r"(?:anmerkung|hinweis) der redaktion|aktualisier\w+|korrektur|anzeige|"
    r"note de la rédaction|mise à jour|nota (?:del editor|de la redacción)|actualización|"
    r"nota del(?:la redazione| direttore)|примечание редакции|обновлено|реклама)"
    r"(?: ?\([^)]{1,40}\)|,[^:.]{1,30})? ?[:—–]",
    re.IGNORECASE,
)


def opening(paragraphs: Sequence[str]) -> str:
    """Return the first paragraph that is one sentence or more, else the first; empty for none.

    Captions, bylines and notices are no opening.
    """
    first = paragraphs[:_MOST_PARAGRAPHS]
    return next(filter(_is_opening, first), next(iter(first), ""))


def summary(paragraphs: Sequence[str], titles: Iterable[str], lang: str) -> str:
    """Return the first whole sentences of an article; empty if nothing follows its title.

    If no paragraph is a sentence, as in a language without full stops, the first one that is not
    the title is shortened.

    Args:
        paragraphs: the paragraphs, without a dateline.
        titles: the titles of the article: the editor's and the capture's.
        lang: BCP 47 tag of the language.
    """
    bodies = paragraphs[:_MOST_PARAGRAPHS]
    for title in titles:
        bodies = [body for text in bodies if (body := _after(title, text))]
    told = [body for body in bodies if _is_opening(body)]
    if not told:
        return sentences.shorten(bodies[0], _LENGTH) if bodies else ""
    found = ""
    for sentence in _sentences(told, lang):
        longer = f"{found} {sentence}".strip()
        if len(longer) > (_LENGTH if found else _LONGEST_SENTENCE):
            return found or sentences.shorten(sentence, _LENGTH)
        found = longer
    return found


def _sentences(paragraphs: Sequence[str], lang: str) -> Iterator[str]:
    """Yield the sentences of the first paragraph, and the next ones while those are short."""
    yield from sentences.all_sentences(paragraphs[0], lang)
    length = len(paragraphs[0])
    for text in paragraphs[1:]:
        for sentence in sentences.all_sentences(text, lang):
            if length >= _SHORT:
                return
            length += len(sentence)
            yield sentence


def _after(title: str, text: str) -> str:
    """Return a paragraph without the title at its beginning; empty if nothing else is there."""
    bare, whole = _letters(text), _letters(title)
    if whole and (bare in whole or (bare.endswith(whole) and not bare.startswith(whole))):
        return ""
    if title and text.casefold().startswith(title.casefold()):
        return text[len(title) :].lstrip(" .:|–—-")
    return text


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_opening(text: str) -> bool:
    """Return whether a paragraph is one sentence or more, and not of the page around the text."""
    features = Features(text)
    if text[0] == "(" and text[-1] == ")":
        return False
    words = features.words >= _LEAST_WORDS or text_features.is_dense(text)
    if (
        not words
        or text[0].islower()
        or not _SENTENCE_ENDS.search(text)
        or features.lower < _LOWER * _has_case(text)
    ):
        return False
    if text_features.is_credit(text) or text_features.is_caption(text):
        return False
    if opens_byline(text) and features.lower < 2 * _LOWER:
        return False
    if features.site >= _SITE_WORDS and features.weight < _NOTICE_LENGTH:
        return False
    return not _PICTURE.search(text) and not _NOTICE.match(text)


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()
