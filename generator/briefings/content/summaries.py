"""Derive a summary from the opening of an article: its first whole sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from briefings.readers.bylines import opens_byline
from briefings.readers.html.names import fold
from briefings.readers.text import features as text_features
from briefings.readers.text.features import Features
from briefings.text import sentences

# Three lines of text; a single sentence may be longer.
_LENGTH = 240
_LONGEST_SENTENCE = 330
# A shorter paragraph gets the next sentence too.
_SHORT = 40
_MOST_PARAGRAPHS = 12
# Number of characters of a paragraph in which sentences are searched.
_READ = 1000
_LEAST_WORDS = 3
# A shorter title may be the name that ends or begins a sentence.
_TITLE = 20
_INNER = frozenset(",;'’")
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


def summary(paragraphs: Sequence[str], titles: Sequence[str], lang: str) -> str:
    """Return the first whole sentences of an article; empty if nothing follows its title.

    If no paragraph is a sentence, as in a language without full stops, the first one that is not
    the title is shortened.

    Args:
        paragraphs: the paragraphs, without a dateline.
        titles: the titles of the article: the editor's and the capture's.
        lang: BCP 47 tag of the language.
    """
    bodies = _after_titles(paragraphs[:_MOST_PARAGRAPHS], titles)
    told = filter(_is_opening, bodies)
    first = next(told, "")
    if not first:
        rest = next(_after_titles(paragraphs[:_MOST_PARAGRAPHS], titles), "")
        return sentences.shorten(rest, _LENGTH)
    found = ""
    for sentence in _sentences(first, told, lang):
        longer = sentences.joined(found, sentence)
        if len(longer) > (_LENGTH if len(found) >= _SHORT else _LONGEST_SENTENCE):
            return found or sentences.shorten(sentence, _LENGTH)
        found = longer
    return found


def _sentences(first: str, others: Iterable[str], lang: str) -> Iterator[str]:
    """Yield the sentences of the first paragraph, and the next ones while those are short."""
    yield from sentences.all_sentences(first[:_READ], lang)
    length = len(first)
    for text in others:
        for sentence in sentences.all_sentences(text[:_READ], lang):
            if length >= _SHORT:
                return
            length += len(sentence)
            yield sentence


def _after_titles(paragraphs: Iterable[str], titles: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs without the titles at their beginning, and none that is only a title."""
    for text in paragraphs:
        if after := reduce(_after, filter(None, titles), text):
            yield after


def _after(text: str, title: str) -> str:
    """Return a paragraph without the title at its beginning; empty if nothing else is there."""
    whole = fold(title)
    if text.casefold().startswith(title.casefold()):
        rest = text[len(title) :].lstrip()
        # “The ferry is back on Monday” goes on in lower case: it is a sentence, not the title.
        return text if rest[:1].islower() or rest[:1] in _INNER else rest.lstrip(" .:|–—-")
    if len(text) <= 2 * len(title) and fold(text) in whole:
        return ""
    # A caption, and the title again.
    is_again = len(title) >= _TITLE and fold(text[-2 * len(title) :]).endswith(whole)
    return "" if is_again else text


def _is_opening(text: str) -> bool:
    """Return whether a paragraph is one sentence or more, and not of the page around the text."""
    features = Features(text)
    if text[0] == "(" and text[-1] == ")":
        return False
    words = features.words >= _LEAST_WORDS or text_features.is_dense(text)
    if (
        not words
        or text[0].islower()
        or not sentences.FULL_STOP.search(text)
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
