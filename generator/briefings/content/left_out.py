"""What a reader dropped between the lines of an article, and what editors are told about it.

Lines before and after the article are the page around it and nobody's concern. Lines inside are
counted on the published page. An editor is warned of those that may be words of the article: a line
that a rule knows as a link, credit, control or advertisement is none, and neither is what the
profile of the outlet names.
"""

from collections.abc import Iterator

from briefings.content.chosen_lines import DROPPED_BY_EDITOR
from briefings.model.content import Problem, Severity
from briefings.model.reading import DROPPED, BlockKind, Decision, Reading
from briefings.readers import formats
from briefings.readers.text.blocks import is_prose
from briefings.readers.text.features import Features, opens_boilerplate
from briefings.text.report import plural

_KEPT = frozenset(BlockKind)
# Rules that keep the summary above the text: the byline and buttons below it are around the text.
_ABOVE_THE_TEXT = frozenset({
    "standfirst", "declared-summary", "named-standfirst", "extracted-standfirst",
    "under-the-headline", "before-the-text",
})  # fmt: skip
_BY_PROFILE = ("outlet-", "above-start", "below-end", "clock", "entry-time")
# What stands on another place of the page: facts, and the heads and feet of printed pages; and what
# a page holds for programs and for other browsers, which no reader sees, and pictures.
_ELSEWHERE = (
    "byline", "day-of-publication", "page-number", "running-",
    "annotation", "fallback", "for-browsers-without-scripts", "picture-without-description",
)  # fmt: skip
# Rules that know what a line is. Lines that readers of pages call by name are also known.
_KNOWN = frozenset({
    "photo-credit", "said-twice", "teaser-picture", "repeats-the-text",
    "list-of-links", "link-alone", "heading-of-links", "heading-is-link", "heading-without-text",
    "for-screen-readers", "hidden", "control", "form", "dialog", "navigation", "made-by-machine",
    "beyond-any-page", "furniture", "above-the-headline", "turned-text",
    "drawing", "address-beside-headline", DROPPED_BY_EDITOR,
})  # fmt: skip
_NAMED, _NAMED_TEXT = "named-", "named-fact-box"
# Rules of the text reader that drop what is no sentence, so that the form of a line says nothing.
_FRAGMENTS = frozenset({
    "not-a-sentence", "off-indent", "date-line", "speaks-of-the-site", "stands-often",
    "outside-the-article",
})  # fmt: skip
# One word is a label or a button.
_FRAGMENT_WORDS = 2
# A day alone is a label; with more words, it may be an entry of a chronology.
_DATED_WORDS = 5
_SHOWN_LINES, _SHOWN_WORDS = 6, 6


def inside(reading: Reading) -> tuple[Decision, ...]:
    """Return the lines that were dropped between the first and the last line of the article.

    A line with several decisions is there several times.
    """
    kept = [n for n, line in enumerate(reading.decisions) if line.role in _KEPT]
    text = [n for n in kept if reading.decisions[n].rule not in _ABOVE_THE_TEXT]
    if not text:
        return ()
    return tuple(
        line
        for line in reading.decisions[text[0] : kept[-1]]
        if line.role == DROPPED and not line.rule.startswith(_ELSEWHERE)
    )


def problems(path: str, facts_path: str, reading: Reading) -> Iterator[Problem]:
    """Yield a warning if words of the article may have been left out.

    Args:
        path: the capture.
        facts_path: its sidecar.
        reading: the parsed capture.
    """
    lines = [line for line in inside(reading) if _may_be_text(line)]
    if not lines:
        return
    unit = formats.unit_of(path)
    places = [f"{unit} {line.line} " if unit else "" for line in lines]
    shown = [
        f"{place}“{_beginning(line.text)}”"
        for place, line in zip(places, lines[:_SHOWN_LINES], strict=False)
    ]
    were = "was" if len(lines) == 1 else "were"
    more = f" and {len(lines) - len(shown)} more" if len(lines) > len(shown) else ""
    see = f"`briefings read --diff {path}` shows each line"
    hint = f"{see}; if words are missing, save the text of the article as a .txt file."
    format_ = formats.format_of(path)
    if format_ and format_.has_pages:
        hint = f"If they do, add `capture: clean` to {facts_path}, or name the lines around the "
        hint += f"article in the profile of the outlet; {see}."
    yield Problem(
        path, lines[0].line if unit == "line" else 0, "left-out",
        f"{plural(len(lines), 'line')} inside the article {were} left out, but may belong to it: "
        f"{', '.join(shown)}{more}.",
        hint, Severity.WARNING,
    )  # fmt: skip


def _may_be_text(line: Decision) -> bool:
    """Return whether a dropped line may belong to the article."""
    rule, text = line.rule, line.text
    if rule.startswith(_BY_PROFILE) or rule in _KNOWN or opens_boilerplate(text):
        return False
    if rule.startswith(_NAMED) and rule != _NAMED_TEXT:
        return False
    # A line that stands often is a label of the page, or the name of who speaks.
    if rule == "stands-often" and not text.endswith(":"):
        return False
    if rule in _FRAGMENTS:
        least = _DATED_WORDS if rule == "date-line" else _FRAGMENT_WORDS
        return len(text.split()) >= least
    return is_prose(Features(text))


def _beginning(text: str) -> str:
    words = text.split(maxsplit=_SHOWN_WORDS)
    return " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")
