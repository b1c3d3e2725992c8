"""Remove a kicker, a label or boilerplate that is joined to the headline in its line.

Another line of the page, or the page title, must confirm where the headline begins and ends; only a
kicker in capitals, or before a word that begins a sentence, is removed without that.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from briefings.readers import languages
from briefings.readers.text import page_title
from briefings.readers.text.blocks import TextBlock
from briefings.text import stop_words

_WORD = re.compile(r"\w+")
# Number of common words from which two lines have the same headline.
_RUN = 5
# Maximum number of words in a label.
_LABEL = 4
_COLON = re.compile(r" ?: (?=\w|[“„«\"'‘])")
# An item of an ordered list.
_ITEM = re.compile(r"\d{1,2}[.)] (.+)")
_COLONS = (":", "-", "–", "—", "|")
_STOPS = (*_COLONS, ",", ".", "”", "“", '"')
_OPENING = "“„«\"'‘"
_CAPITALS, _CAPITAL_LETTERS = 3, 12
_LEAST = 15
_SHORTEST = 10
_NAME = 4
# Maximum length of an article: “der”, “les”, “los”.
_ARTICLE = 3
_READ = 300
# Number of blocks before and after the line in which the headline is searched.
_ABOVE, _BELOW = 80, 60


def of(blocks: Sequence[TextBlock], number: int, page: str) -> str:
    """Return the headline in a line.

    Args:
        blocks: the blocks of the capture.
        number: number of the line's block.
        page: the page title without the site's name; empty for none.
    """
    text = _inside_page_title(blocks[number].text, page)
    if page and text in page:
        return text
    text = _without_section(_shared_part(text, page), blocks)
    last = text.split()[-1].casefold()
    around = blocks[max(number - _ABOVE, 0) : number + _BELOW]
    near = [b.text.split(" ", 1)[1] if b.head.bullet else b.text for b in around]
    near = [line for line in (page, *near) if line not in ("", text)]
    # A line that repeats the end of this one contains its last word.
    again = [line for line in near if last in line[:_READ].casefold()]
    text = _with_colon(text, again) or _without_tail(text, near) or _without_label(text, again)
    return _without_capitals(text)


def without_kicker(text: str, article: str) -> str:
    """Return a headline without the kicker that a renderer put before it in the line.

    A stop word with a capital letter inside a line begins the headline: “Opinion Why the ferry …”.
    A short one before another capital is no evidence: it can begin a name (“Le Monde”). English
    is left alone, because its headlines can have capitals throughout.

    Args:
        text: the line.
        article: the text of the article, which tells the language.
    """
    found = text.split()
    capitals = len(list(takewhile(lambda word: word[0].isupper() and word[-1].isalnum(), found)))
    starts = [
        start
        for start in range(1, min(capitals, _LABEL, len(found) - _RUN) + 1)
        if (word := found[start].lstrip(_OPENING)).istitle()
        and not (len(word) <= _ARTICLE and found[start + 1][0].isupper())
    ]
    if not starts or not any(word.islower() for word in found):
        return text
    language = languages.language(article)
    if language == "en":
        return text
    # The article writes no nouns and names of a language with a small letter.
    small = stop_words.every(language).intersection(_WORD.findall(article))
    for start in starts:
        if found[start].lstrip(_OPENING).casefold() in small:
            sentence = any(word.casefold() in small for word in found[:start])
            return text if sentence else " ".join(found[start:])
    return text


def words(text: str) -> list[str]:
    """Return the words of a text in one case."""
    return _WORD.findall(text.casefold())


def with_kicker(kicker: str, text: str, page: str) -> str:
    """Return “Kicker: Headline” if the page title has two lines in that form; otherwise empty."""
    kicker = kicker.rstrip(" :")
    if len(text) < _SHORTEST or not kicker or not page.startswith(kicker):
        return ""
    colon = _COLON.match(page, len(kicker))
    return page[: colon.end() + len(text)] if colon and page.startswith(text, colon.end()) else ""


def _inside_page_title(text: str, page: str) -> str:
    """Return the page title if a line is a few words from its middle; otherwise the line."""
    own, all_ = words(text), words(page)
    run = len(own)
    if not 2 < run < len(all_) - 1:
        return text
    inner = any(all_[n : n + run] == own for n in range(1, len(all_) - run))
    return page if inner else text


def _shared_part(text: str, page: str) -> str:
    """Return the last part of a line if the page title ends with it too, after another label.

    “Label - Headline” and “Other label: Headline” show the headline; “Headline” and
    “Kicker: Headline” do not.
    """
    own, all_ = list(_WORD.finditer(text)), list(_WORD.finditer(page))
    pairs = list(zip(reversed(own), reversed(all_), strict=False))
    same = (one[0].casefold() == other[0].casefold() for one, other in pairs)
    run = sum(takewhile(bool, same))
    if not _RUN <= run < len(pairs):
        return text
    label, rest = _cut(text, own[-run].start())
    other, _ = _cut(page, all_[-run].start())
    parted = label.endswith(_COLONS) and other.endswith(_COLONS)
    apart = _names(label).isdisjoint(_names(other))
    return rest if parted and apart else text


def _names(label: str) -> set[str]:
    """Return the longer words of a label."""
    return {word for word in words(label) if len(word) >= _NAME}


def _cut(text: str, place: int) -> tuple[str, str]:
    """Split a text at an offset; an opening quotation mark before it goes to the second part."""
    before = text[:place].rstrip(_OPENING)
    return before.rstrip(), text[len(before) :].lstrip()


def _without_section(text: str, blocks: Sequence[TextBlock]) -> str:
    """Return a headline without the section before its colon.

    The breadcrumb confirms it: an ordered list of the page has the section and then the headline.
    """
    if not (colon := _COLON.search(text)):
        return text
    section, headline = text[: colon.start()], text[colon.end() :]
    for above, block in pairwise(blocks):
        if not block.text.endswith(headline):
            continue
        items = _ITEM.fullmatch(above.text), _ITEM.fullmatch(block.text)
        if [item and item[1] for item in items] == [section, headline]:
            return headline
    return text


def _with_colon(text: str, others: Sequence[str]) -> str:
    """Return another line with the same words and a colon between kicker and headline."""
    if ":" in text:
        return ""
    own = words(text)
    return next((other for other in others if ": " in other and words(other) == own), "")


def _without_tail(text: str, others: Sequence[str]) -> str:
    """Return another line that is this one without a separator and the name of the site."""
    heads = [
        other
        for other in others
        if _LEAST <= len(other) < len(text)
        and text.startswith(other)
        and page_title.parts(text)[0] == other
    ]
    longest = max(heads, key=len, default="")
    return longest if len(words(longest)) >= _RUN else ""


def _without_label(text: str, others: Sequence[str]) -> str:
    """Return a line without the label at its beginning, if another line begins with the rest.

    The label has a few words and no punctuation after it, and the rest begins like a title.
    """
    own = words(text)
    starts = [match.start() for match in _WORD.finditer(text)]
    folded = [words(other[:_READ]) for other in others]
    for label in range(1, min(_LABEL, len(own) - _RUN) + 1):
        before, rest = _cut(text, starts[label])
        if before.endswith(_STOPS) or rest.lstrip(_OPENING)[:1].islower():
            continue
        if any(other[: len(own) - label] == own[label:] for other in folded):
            return rest
    return text


def _without_capitals(text: str) -> str:
    """Return a headline without a kicker in capitals at its beginning."""
    found = text.split()
    caps = sum(1 for _ in takewhile(lambda word: word.isupper() and word.isalpha(), found))
    rest = found[caps:]
    if caps < _CAPITALS or sum(map(len, found[:caps])) < _CAPITAL_LETTERS or len(rest) < _RUN:
        return text
    return " ".join(rest) if any(word.islower() for word in rest) else text
