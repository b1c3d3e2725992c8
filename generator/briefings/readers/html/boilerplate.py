"""Boilerplate inside the main content, found by class names and by link density.

A class name is a guess, and text is not dropped on a guess: an element that holds much of the
prose, elements that hold much of it together, and a section between paragraphs that reads like
them are text, whatever they are called.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import NamedTuple

from briefings.model.reading import DROPPED, MarkupKind
from briefings.readers.html import class_names
from briefings.readers.html.elements import BlockElement, Context, TextBlock
from briefings.readers.html.scoring import Page
from briefings.readers.labels import Label
from briefings.text.sentences import SENTENCE_END

# An element with this share of the prose is the article, despite its class names.
_TOO_MUCH_PROSE = 0.35
# From this share of links among its blocks, an element is a list of other articles.
_LINK_SHARE = 0.3
# The longest line that points to another article.
_RELATED_LENGTH = 150
_CONTEXTS = {
    Context.NAVIGATION: "navigation",
    Context.FOOTER: "footer",
    Context.ASIDE: "aside",
    Context.FORM: "form",
    Context.CONTROL: "control",
    Context.DIALOG: "dialog",
    Context.HIDDEN: "hidden",
}


class Reason(NamedTuple):
    """Why elements of a page are taken for boilerplate: a rule, and words of their names."""

    rule: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An element around a text block that may be boilerplate."""

    page: Page
    block: TextBlock
    element: BlockElement
    among_prose: bool
    """The element is the block's own, and the block a paragraph among others or a heading."""


def boilerplate(page: Page) -> list[Label | None]:
    """Return a label for each block that is boilerplate or a caption; None for any other.

    A reason that would drop much of the prose is wrong on this page: texts are cut into boxes with
    layout names such as `sidebar-grid`.
    """
    wrong: set[Reason] = set()
    while True:
        found = [_find(page, block, wrong) for block in page.blocks]
        lost: Counter[Reason] = Counter()
        for label, weight in zip(found, page.own_weight, strict=True):
            if label:
                lost[label[1]] += weight
        limit = _TOO_MUCH_PROSE * page.weight[page.main]
        more = {reason for reason, weight in lost.items() if weight > limit} - wrong
        if not more:
            return [label and label[0] for label in found]
        wrong |= more


def _find(page: Page, block: TextBlock, wrong: Set[Reason]) -> tuple[Label, Reason] | None:
    if not page.in_main[block.number]:
        return None
    among = page.is_among_prose(block)
    limit = _TOO_MUCH_PROSE * page.weight[page.main]
    for element in page.inside_main(block.element):
        if page.weight[element] < limit:
            own = element is block.element
            candidate = _Candidate(
                page, block, element, own and (among or block.element.heading > 0)
            )
            if label := next(filter(None, (rule(candidate) for rule in _RULES)), None):
                reason = Reason(label.rule, class_names.words(element.names))
                if reason not in wrong:
                    return label, reason
    reason = Reason("for-screen-readers", class_names.words(block.names))
    if class_names.is_for_screen_readers(block.names) and reason not in wrong:
        return Label(DROPPED, reason.rule), reason
    kind = class_names.boilerplate_kind(block.names) if block.names else ""
    if kind and (not among or kind in class_names.ON_PARAGRAPHS):
        return _by_kind(kind), Reason(kind, class_names.words(block.names))
    return None


def _by_context(candidate: _Candidate) -> Label | None:
    bits = candidate.element.own_context & Context.BOILERPLATE
    # The footer of a quotation says whose words it is.
    if bits == Context.FOOTER and candidate.element.context & Context.QUOTATION:
        return None
    if bits:
        return Label(DROPPED, _CONTEXTS[bits & -bits])
    return None


def _in_figure(candidate: _Candidate) -> Label | None:
    if candidate.block.rows:
        return None
    if candidate.element.own_context & Context.CAPTION:
        return Label("caption", "figure-caption")
    context = candidate.block.element.context
    is_shown = context & Context.FIGURE and not context & Context.QUOTATION
    if candidate.element.own_context & Context.FIGURE and is_shown:
        return Label("caption", "in-figure")
    return None


def _for_screen_readers(candidate: _Candidate) -> Label | None:
    hidden = class_names.is_for_screen_readers(candidate.element.names)
    return Label(DROPPED, "for-screen-readers") if hidden else None


def _machine_summary(candidate: _Candidate) -> Label | None:
    names = candidate.element.names
    is_summary = not candidate.among_prose and class_names.is_machine_summary(names)
    return Label(DROPPED, "made-by-machine") if is_summary else None


def _by_name(candidate: _Candidate) -> Label | None:
    names = candidate.element.names
    if candidate.page.is_beside_text(candidate.element):
        if _is_section(candidate):
            return None
        # Between paragraphs, an id of several words is made of a heading: `social-services`.
        classes, _, identity = names.rpartition(" ")
        names = classes if len(class_names.words(identity)) > 1 else names
    kind = class_names.boilerplate_kind(names)
    if not kind or (candidate.among_prose and kind not in class_names.ON_PARAGRAPHS):
        return None
    # German pages name the standfirst a teaser; a teaser for another article has a link.
    is_teaser = kind in ("teaser", "related")
    if is_teaser and not candidate.element.links and candidate.page.weight[candidate.element]:
        return None
    return _by_kind(kind)


def _is_section(candidate: _Candidate) -> bool:
    """Return whether an element among paragraphs has only paragraphs, lists and headings inside.

    The last one of the text, and one with a single paragraph, has a heading; a form or a control
    is for readers, not text.
    """
    page, element = candidate.page, candidate.element
    inside = page.content[element]
    others = element.blocks - inside.prose - inside.headings - inside.items
    goes_on = inside.last < page.last
    least = 1 if goes_on and inside.headings else 2
    return (
        element is not candidate.block.element
        and inside.prose >= least
        and (goes_on or inside.headings > 0)
        and not element.links
        and not element.inner_context & (Context.FORM | Context.CONTROL)
        and others * 4 <= element.blocks
    )


def _list_of_links(candidate: _Candidate) -> Label | None:
    page, block, element = candidate.page, candidate.block, candidate.element
    many = element.links >= 2 and element.links >= _LINK_SHARE * element.blocks
    # Links between paragraphs do not make the paragraphs a list.
    is_paragraph = page.is_prose[block.number] and page.has_main_signature(block)
    is_heading = block.element.heading > 0 and block.element.parent in page.text_boxes
    is_text = is_paragraph or (is_heading and not block.linked)
    is_list = many and not is_text and element is not block.element
    return Label(DROPPED, "list-of-links") if is_list else None


_RULES: Iterable[Callable[[_Candidate], Label | None]] = (
    _by_context, _in_figure, _for_screen_readers, _machine_summary, _by_name,
    _list_of_links,
)  # fmt: skip


def _by_kind(kind: str) -> Label:
    if kind == "caption":
        return Label("caption", "named-caption")
    return Label(DROPPED, f"named-{kind}")


def is_related_line(block: TextBlock) -> bool:
    """Return whether a block is a label and one link: `Read more | The other story`."""
    links = sum(kind is MarkupKind.LINK for _, _, kind, _ in block.spans)
    return (
        links == 1
        and block.linked * 2 >= len(block.text)
        and len(block.text) <= _RELATED_LENGTH
        and not SENTENCE_END.search(block.text)
        and block.spans[-1][1] >= len(block.text) - 1
    )
