"""What can be said of a piece only once its neighbours are judged: repeats, doubts, headings."""

from collections.abc import Sequence

from briefings.model.reading import DROPPED, MarkupKind
from briefings.readers.html.furniture import Verdict
from briefings.readers.html.survey import (
    LINK,
    MAIN_MAKE,
    SEARCHED,
    SENTENCE_END,
    Page,
    is_voted,
    make,
    squeeze,
    width,
)

# Pages of more pieces are not looked through for what is said twice: it takes their square.
_MANY = 2000


def drop_repeats(page: Page, verdicts: list[Verdict]) -> None:
    """Drop what the article says twice: pull quotes, captions as paragraphs, second copies."""
    kept = [n for n, verdict in enumerate(verdicts) if verdict.role == "paragraph"]
    if len(kept) > _MANY:
        return
    squeezed = {n: squeeze(page.pieces[n].text) for n in kept}
    everything = "\n".join(squeezed.values())
    for number in kept:
        text, piece = squeezed[number], page.pieces[number]
        if len(text) > 2000:
            copies = sum(
                other[:50] in text
                for n, other in squeezed.items()
                if n != number and len(other) > 50
            )
            if copies >= 3:
                verdicts[number] = Verdict(DROPPED, "copy-of-the-text")
        elif (
            len(text) >= 20
            and page.makes[make(piece)] <= MAIN_MAKE * page.size
            and verdicts[number].rule != "declared-summary"
            and everything.count(text) > 1
        ):
            verdicts[number] = Verdict(DROPPED, "repeats-the-text")


def follow_declared_body(page: Page, verdicts: list[Verdict], declared: str) -> None:
    """Where the page declares the text of its article, let that settle what is doubtful.

    Only a declared text that holds most of what was found is believed: many are cut short.
    """
    if not declared or len(declared) > SEARCHED:
        return
    kept = [n for n, v in enumerate(verdicts) if v.role == "paragraph" and page.prose[n]]
    said = {n for n in kept if is_voted(page.pieces[n], declared)}
    size = sum(len(page.pieces[n].text) for n in kept)
    if not size or sum(len(page.pieces[n].text) for n in said) < 0.75 * size:
        return
    for number in range(len(verdicts)):
        if number in said or verdicts[number].role != "paragraph" or not page.prose[number]:
            continue
        if verdicts[number].rule not in (
            "declared-summary",
            "named-standfirst",
            "extracted-standfirst",
        ):
            verdicts[number] = Verdict(DROPPED, "not-in-declared-text")


def settle_related(verdicts: list[Verdict]) -> None:
    """Drop links to other articles that do not stand between paragraphs of the text."""
    text = [number for number, verdict in enumerate(verdicts) if verdict.role == "paragraph"]
    for number, verdict in enumerate(verdicts):
        if verdict.role == "related" and not (text and text[0] < number < text[-1]):
            verdicts[number] = Verdict(DROPPED, verdict.rule)


def settle_headings(page: Page, verdicts: list[Verdict]) -> None:
    """Find headings without heading elements, and drop those that head nothing."""
    heads_something, below = False, 0
    for number in range(len(verdicts) - 1, -1, -1):
        verdict = verdicts[number]
        if verdict.role == "paragraph" and heads_something and _is_crosshead(page, number):
            verdicts[number] = verdict = Verdict("heading", "line-like-a-heading")
        if verdict.role in ("paragraph", "table"):
            heads_something, below = True, 0
        elif verdict.role == "heading":
            level = page.pieces[number].box.heading
            # A heading can head a section that opens with a heading of its own.
            if _heads_links(page, verdicts, number):
                verdicts[number] = Verdict(DROPPED, "heading-of-links")
            elif heads_something or 0 < level < below:
                heads_something, below = False, level
            else:
                verdicts[number] = Verdict(DROPPED, "heading-without-text")


def _heads_links(page: Page, verdicts: Sequence[Verdict], number: int) -> bool:
    """Return whether the first thing below a heading is a link to something else."""
    after = number + 1
    if after >= len(verdicts) or verdicts[after].role not in (DROPPED, "related"):
        return False
    piece = page.pieces[after]
    return piece.linked > LINK * len(piece.text) and page.inside[after]


def _is_crosshead(page: Page, number: int) -> bool:
    """Return whether a paragraph is a heading: a short line in bold that is no sentence."""
    piece = page.pieces[number]
    if piece.box.heading or piece.box.containers or width(piece.text) > 90:
        return False
    if SENTENCE_END.search(piece.text) and not piece.text.endswith("?"):
        return False
    bold = any(
        kind is MarkupKind.STRONG and start == 0 and end == len(piece.text)
        for start, end, kind, _ in piece.spans
    )
    other_make = bool(piece.box.names.strip()) and page.makes[make(piece)] <= 0.02 * page.size
    return bold or (piece.box.tag == "p" and other_make and not piece.spans)
