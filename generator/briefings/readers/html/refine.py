"""Rules that need the labels of the neighbours: repetitions, declared text, headings."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from briefings.model.reading import DROPPED, MarkupKind
from briefings.readers.html import class_names
from briefings.readers.html.elements import BlockElement, TextBlock
from briefings.readers.html.scoring import (
    SEARCH_LIMIT,
    Page,
    alphanumerics,
    latin_length,
    occurs_in,
)
from briefings.readers.labels import Label
from briefings.text import urls
from briefings.text.sentences import SENTENCE_END

# Repetitions are not searched in more blocks than this: the search takes quadratic time.
_MANY = 2000
# A shorter line can stand in a text more than once.
_SHORTEST_REPEATED = 20
# A declared text that holds less of the article than this is only its beginning.
_DECLARED_SHARE = 0.75
# A signature with at most this share of the prose is not that of a paragraph.
_RARE_SIGNATURE = 0.02
_LONGEST_HEADING = 90
_LONGEST_NOTE = 500
# Where more paragraphs at the end look like notes, the text is set like that.
_MOST_NOTES = 3
_COPYRIGHT = re.compile(r"©|^Copyright\b|^\([cC]\)")
UNSUBSCRIBE = re.compile(
    r"unsubscri|\bopt[ -]?out\b|abmeld|abbestell|désabonn|désinscri|\bdarse? de baja|disiscri"
    r"|cancelar (?:\w+ )?(?:suscripci|inscri|subscri|assinatura)|afmeld|uitschrijv|avregistrer"
    r"|avprenumerer|avmeld|peruuta tilau|wypisz|zrezygnuj|odhlásit|leiratkoz|dezabon"
    r"|abonelik\w* (?:iptal|çık)|отпис|відпис|إلغاء الاشتراك|הסר|配信停止|退订|退訂|取消訂閱"
    r"|수신 ?거부",
    re.IGNORECASE,
)
"""Words of the link at the end of every newsletter, by which its readers leave it."""
# A number, or a colon after a few words.
_ABOUT_ARTICLE = re.compile(r"\d|^[^.:]{1,40}:(?=\s)")


def drop_repeats(page: Page, labels: list[Label]) -> None:
    """Drop text that the article repeats: pull quotes, captions as paragraphs, second copies.

    One copy stays: the one made like the text, else the first.
    """
    kept = [n for n, label in enumerate(labels) if label.role == "paragraph"]
    if len(kept) > _MANY:
        return
    texts = {n: alphanumerics(page.blocks[n].text) for n in kept}
    copies: dict[str, list[int]] = {}
    for number, text in texts.items():
        copies.setdefault(text, []).append(number)
    everything = "\n".join(copies)
    repeated: list[int] = []
    for text, numbers in copies.items():
        if len(text) >= _SHORTEST_REPEATED:
            repeated += _copies(page, labels, numbers, everything.count(text) > 1)
    quotations = {_quotation(page.blocks[n].element) for n in repeated} - {None}
    repeated += [n for n in kept if _quotation(page.blocks[n].element) in quotations]
    for number in repeated:
        labels[number] = Label(DROPPED, "repeats-the-text")


def _copies(
    page: Page, labels: Sequence[Label], numbers: Sequence[int], is_part: bool
) -> Sequence[int]:
    """Return which of the blocks with the same text to drop.

    A summary may repeat a paragraph; but there is only one summary.

    Args:
        page: the page with its scores.
        labels: the labels of its blocks.
        numbers: the numbers of the blocks with the same text, in order.
        is_part: whether the text is also part of a longer block.
    """
    others = [n for n in numbers if not page.has_main_signature(page.blocks[n])]
    if is_part or len(others) < len(numbers):
        summary = [n for n in others if labels[n].rule == "declared-summary"][:1]
        return [n for n in others if n not in summary]
    return others[1:]


def _quotation(element: BlockElement) -> BlockElement | None:
    """Return the innermost block quotation around an element."""
    return next((around for around in element.ancestors() if around.tag == "blockquote"), None)


def keep_declared_body(page: Page, labels: list[Label], declared: str) -> None:
    """Drop paragraphs that the declared text of the article lacks, below its first paragraph.

    What stands above it is the standfirst, which few declare as a part of the text.
    Only a declared text that holds most of the paragraphs is used: many pages cut it short.
    """
    if not declared or len(declared) > SEARCH_LIMIT:
        return
    kept = [n for n, v in enumerate(labels) if v.role == "paragraph" and page.is_prose[n]]
    found = {n for n in kept if occurs_in(page.blocks[n], declared)}
    size = sum(len(page.blocks[n].text) for n in kept)
    if not size or sum(len(page.blocks[n].text) for n in found) < _DECLARED_SHARE * size:
        return
    for number in kept:
        if number > min(found) and number not in found:
            labels[number] = Label(DROPPED, "not-in-declared-text")


def drop_closing_notes(page: Page, labels: list[Label], address: str) -> None:
    """Drop notes of the outlet below the text: who the author is, where to write, what to follow.

    Such a note is set in italics or bold as a whole, links only to pages for readers, has a link by
    which subscribers leave, or states a copyright. A dated note and one with a heading
    (`Correction: …`) are about the article, and stay.
    """
    kept = [n for n, label in enumerate(labels) if label.role == "paragraph"]
    notes: list[int] = []
    for number in reversed(kept):
        block = page.blocks[number]
        if not _is_closing_note(block, address):
            break
        notes.append(number)
    if len(notes) <= min(_MOST_NOTES, len(kept) - 1):
        for number in notes:
            labels[number] = Label(DROPPED, "closing-note")


def _is_closing_note(block: TextBlock, address: str) -> bool:
    if latin_length(block.text) > _LONGEST_NOTE:
        return False
    is_copyright = _COPYRIGHT.search(block.text) is not None
    if is_copyright or _is_emphasized(block):
        return True
    return _is_for_readers(block, address) or _is_for_subscribers(block)


def _is_for_subscribers(block: TextBlock) -> bool:
    """Return whether a link of a note is that by which subscribers leave a newsletter."""
    links = (block.text[s:e] for s, e, kind, _ in block.spans if kind is MarkupKind.LINK)
    return any(UNSUBSCRIBE.search(text) for text in links)


def _is_emphasized(block: TextBlock) -> bool:
    """Return whether a block is a note in italics or bold."""
    if _ABOUT_ARTICLE.search(block.text):
        return False
    emphasis = (MarkupKind.EMPHASIS, MarkupKind.STRONG)
    end = 0
    for first, last, kind, _ in block.spans:
        if kind in emphasis and first <= end + 1:
            end = max(end, last)
    return end >= len(block.text) - 1


def _is_for_readers(block: TextBlock, address: str) -> bool:
    """Return whether all links of a note lead to mail, profiles, or services of the outlet."""
    targets = [target for _, _, kind, target in block.spans if kind is MarkupKind.LINK]
    return bool(targets) and all(_is_service(target, address) for target in targets)


def _is_service(target: str, address: str) -> bool:
    try:
        found = urlsplit(urljoin(address, target))
    except ValueError:
        return False
    if found.scheme == "mailto":
        return True
    host, here = urls.host(found.geturl()), urls.host(address)
    is_own = bool(here) and (host == here or host.endswith(f".{here}"))
    is_profile = class_names.is_network(host)
    segments = found.path.strip("/").split("/")
    return (is_own or is_profile) and len(segments) == 1 and segments[0].count("-") <= 2


def drop_outer_related(labels: list[Label]) -> None:
    """Drop links to other articles that are not between paragraphs of the text."""
    text = [number for number, label in enumerate(labels) if label.role == "paragraph"]
    for number, label in enumerate(labels):
        if label.role == "related" and not (text and text[0] < number < text[-1]):
            labels[number] = Label(DROPPED, label.rule)


def find_headings(page: Page, labels: list[Label]) -> None:
    """Find headings without heading elements, and drop headings without text below them.

    Between paragraphs, a picture can stand below a heading in place of text.
    """
    has_text = text_follows = False
    level_below = 0
    for number in range(len(labels) - 1, -1, -1):
        label, block = labels[number], page.blocks[number]
        if label.role == "paragraph" and has_text and _is_crosshead(page, block):
            labels[number] = label = Label("heading", "line-like-a-heading")
        if label.role in ("paragraph", "table"):
            has_text = text_follows = True
            level_below = 0
        elif label.role == "heading":
            level = block.element.heading
            # The first block of a section can be a heading of a lower level.
            has_section = has_text or 0 < level < level_below
            if _is_above_link(page, labels, number):
                labels[number] = Label(DROPPED, "heading-of-links")
            elif has_section or (text_follows and page.is_beside_text(block.element)):
                has_text, level_below = False, level
            else:
                labels[number] = Label(DROPPED, "heading-without-text")


def _is_above_link(page: Page, labels: Sequence[Label], number: int) -> bool:
    """Return whether the block after a heading is a link to something else."""
    after = number + 1
    if after >= len(labels) or not page.in_main[after]:
        return False
    is_link = labels[after].role == DROPPED and page.blocks[after].is_link()
    return is_link or labels[after].rule == "link-alone"


def _is_crosshead(page: Page, block: TextBlock) -> bool:
    """Return whether a paragraph is a heading: a short line in bold that is no sentence."""
    element = block.element
    if element.heading or element.containers or latin_length(block.text) > _LONGEST_HEADING:
        return False
    if SENTENCE_END.search(block.text) and not block.text.endswith("?"):
        return False
    bold = any(
        kind is MarkupKind.STRONG and start == 0 and end == len(block.text)
        for start, end, kind, _ in block.spans
    )
    named = bool(element.names.strip()) and not page.has_main_signature(block, _RARE_SIGNATURE)
    return bold or (element.tag == "p" and named and not block.spans)
