"""Label each text block of a page: part of the article, or dropped.

Inside the main content (see `scoring`) boilerplate is dropped; before it only the standfirst is
kept, after it nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from briefings.model.reading import DROPPED, MarkupKind
from briefings.readers.html import class_names, refine
from briefings.readers.html.boilerplate import boilerplate, is_related_line
from briefings.readers.html.elements import BlockElement, Context, TextBlock
from briefings.readers.html.scoring import (
    Hints,
    Page,
    alphanumerics,
    latin_length,
    score,
)
from briefings.readers.html.standfirst import ArticleTop, standfirsts
from briefings.readers.labels import Label
from briefings.text.sentences import FULL_STOP

# A block whose signature has this share of the prose is a paragraph of any length.
_OWN_SIGNATURE = 0.1
# A link of fewer words is a button.
_RELATED_WORDS = 4
# A linked sentence of this length is a paragraph.
_LINKED_PARAGRAPH = 70
_TEXT_BOXES = frozenset({"li", "dt", "dd", "blockquote", "details", "pre", "address", "td", "th"})
# Below the text, lists and tables are mostly those of the site.
_LISTS = frozenset({"li", "td", "th"})
# What a box of the text does not hold.
_NOT_IN_BOXES = Context.FORM | Context.CONTROL | Context.FIGURE | Context.CAPTION | Context.ARTICLE
_TEXT_TAGS = ("p", "li", "blockquote", "td", "dd")


@dataclass(frozen=True, slots=True)
class Classification:
    """The labels of all text blocks, and where the article begins."""

    labels: list[Label]
    """One for each block, in order."""
    headline: int
    """Number of the block that is the headline; -1 for none."""
    first: int
    """Number of the first paragraph; the number of blocks for none."""
    depth: int
    """How many quotations and list items contain the whole article."""


def classify(blocks: Sequence[TextBlock], hints: Hints) -> Classification:
    """Return a label for each text block of a page."""
    if not blocks:
        return Classification([], -1, 0, 0)
    descriptions = [key for text in hints.descriptions if (key := alphanumerics(text))]
    headlines = [key for text in hints.headlines if (key := alphanumerics(text))]
    page = score(blocks, alphanumerics(hints.extracted), headlines)
    found = boilerplate(page)
    first = _first_paragraph(page, found)
    headline = _headline(page, first, headlines)
    above = standfirsts(ArticleTop(page, headline, first, descriptions))
    labels = []
    for number, block in enumerate(blocks):
        if number == headline or (number <= first and _is_headline(block, headlines)):
            label = Label("title", "headline")
        else:
            label = found[number] or _label(page, block, number > first, hints.address)
            if number in above and label.role != "paragraph":
                label = Label("paragraph", above[number])
        labels.append(label)
    refine.drop_repeats(page, labels)
    refine.keep_declared_body(page, labels, alphanumerics(hints.body))
    refine.drop_closing_notes(page, labels, hints.address)
    refine.find_headings(page, labels)
    refine.drop_outer_related(labels)
    return Classification(labels, headline, first, len(page.main.containers))


def _first_paragraph(page: Page, found: Sequence[Label | None]) -> int:
    for number, block in enumerate(page.blocks):
        if page.in_main[number] and page.is_prose[number]:
            likely = page.has_main_signature(block) or page.is_extracted[number]
            if likely and not found[number]:
                return number
    return len(page.blocks)


def _headline(page: Page, first: int, declared: Sequence[str]) -> int:
    """Return the number of the headline's block; -1 for none.

    It is the last declared headline that is a heading before the text, or the last `h1` there.
    """
    numbers = [n for n in range(min(first + 1, len(page.blocks))) if page.blocks[n].element.heading]
    same = [n for n in numbers if alphanumerics(page.blocks[n].text) in declared]
    tops = [n for n in numbers if page.blocks[n].element.heading == 1]
    return (same or tops or [-1])[-1]


def _is_headline(block: TextBlock, declared: Iterable[str]) -> bool:
    """Return whether a heading is a declared headline, perhaps with a kicker."""
    if not block.element.heading:
        return False
    text = alphanumerics(block.text)
    return len(text) >= 15 and any(
        text in headline
        or (len(headline) >= 15 and headline in text and len(text) < 2 * len(headline))
        for headline in declared
    )


def _label(page: Page, block: TextBlock, in_text: bool, address: str) -> Label:
    """Label a block without regard to its neighbours."""
    if not page.in_main[block.number]:
        return Label(DROPPED, "outside-the-text")
    return _heading(page, block, address) or _link(page, block) or _text(page, block, in_text)


def _heading(page: Page, block: TextBlock, address: str) -> Label | None:
    if not block.element.heading:
        return None
    if block.element.heading == 1 and not page.is_beside_text(block.element.own_box()):
        return Label(DROPPED, "other-headline")
    if block.is_link() and not _is_anchor(block, address):
        return Label(DROPPED, "heading-is-link")
    return Label("heading", "heading")


def _is_anchor(block: TextBlock, address: str) -> bool:
    """Return whether all links of a block lead to places on the same page."""
    targets = [target for _, _, kind, target in block.spans if kind is MarkupKind.LINK]
    places = [target.partition("#") for target in targets]
    return all(mark and _is_same_page(page, address) for page, mark, _ in places)


def _is_same_page(target: str, address: str) -> bool:
    if target in ("", address):
        return True
    try:
        _, _, found = urljoin(address, target).partition("://")
    except ValueError:
        return False
    return bool(found) and found == address.partition("://")[2]


def _link(page: Page, block: TextBlock) -> Label | None:
    """Label a block that is a link: to a related article if it has several words.

    A paragraph stays one if all of its sentences are a link.
    """
    if block.is_link() or is_related_line(block):
        if _is_linked_paragraph(page, block):
            return Label("paragraph", "linked-paragraph")
        words = len(block.text.split())
        return Label("related" if words >= _RELATED_WORDS else DROPPED, "link-alone")
    return None


def _is_linked_paragraph(page: Page, block: TextBlock) -> bool:
    long = latin_length(block.text) >= _LINKED_PARAGRAPH
    is_text = page.has_main_signature(block) or page.holds_prose(block.element.own_box().parent)
    return long and is_text and FULL_STOP.search(block.text) is not None


def _text(page: Page, block: TextBlock, in_text: bool) -> Label:
    if block.rows:
        return Label("table", "table-in-the-text")
    element, parent = block.element, block.element.parent
    prose = page.is_prose[block.number]
    in_list = element.tag == "li" and parent is not None and parent.parent is not None
    beside = parent in page.roots or page.holds_prose(parent)
    goes_on = in_text and block.number < page.last
    ends = in_text and not block.spans and element.tag not in _LISTS
    inside = (goes_on or ends) and _is_in_text_box(page, element)
    note = prose and beside and not block.linked
    rules = (
        ("made-like-the-text", page.has_main_signature(block, _OWN_SIGNATURE)),
        ("extracted", prose and page.is_extracted[block.number]),
        ("among-the-text", element.tag == "p" and beside),
        ("list-among-the-text", in_list and parent and page.holds_prose(parent.parent)),
        ("prose-in-the-text", (prose and element.tag in _TEXT_TAGS) or note),
        ("list-or-quotation", inside),
        ("line-of-a-box", goes_on and _is_line_of_box(page, block)),
    )
    if rule := next((rule for rule, holds in rules if holds), ""):
        return Label("paragraph", rule)
    return Label(DROPPED, "unlike-the-text")


def _is_in_text_box(page: Page, element: BlockElement) -> bool:
    """Return whether an element is in a list, quotation, or other element that holds text."""
    inner = list(page.inside_main(element))
    is_other = any(around.own_context & Context.ARTICLE for around in inner)
    return not is_other and any(around.tag in _TEXT_BOXES for around in inner)


def _is_line_of_box(page: Page, block: TextBlock) -> bool:
    """Return whether a block is a short line of a box: a question, its answer, a step, a verse.

    The box stands between paragraphs, without links, controls and pictures. The line is a sentence,
    or one of several with the element of the paragraphs, or the box has the class of a verse or of
    columns; labels and credits mostly have elements of their own.
    """
    chain = page.inside_main(block.element)
    box = next((e for e in chain if e.parent in page.roots or page.holds_prose(e.parent)), None)
    if box is None or box.links or box.inner_context & _NOT_IN_BOXES:
        return False
    if FULL_STOP.search(block.text) or (page.has_main_tag(block) and box.blocks > 1):
        return True
    return not class_names.LINES.isdisjoint(class_names.words(f"{box.names} {block.element.names}"))
