"""From selected words to the place of a note: it anchors there, and nowhere else."""

import re
import tarfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build import content_folder
from briefings.content import loading
from briefings.editing import anchoring
from briefings.editing.anchoring import Anchor
from briefings.editing.edits import Selection
from briefings.markup import note_anchors
from briefings.model.article import Article
from briefings.model.content import Problem
from briefings.model.note import Note, NoteKind
from briefings.model.reading import Block, BlockKind
from tests.conftest import REPOSITORY

CAPTURE = "articles/talks.txt"
BODY = (
    Block(BlockKind.PARAGRAPH, "The envoy said that talks “must go on”, and left for Tunis.", 3),
    Block(BlockKind.HEADING, "What comes next", 7, level=1),
    Block(BlockKind.PARAGRAPH, "Talks in Geneva: the envoy said that 1,400 people had left.", 9),
    Block(BlockKind.TABLE, "Year Votes 2018 14", 11, rows=(("Year", "Votes"), ("2018", "14"))),
    Block(BlockKind.PARAGRAPH, "Over 10km2 burned in l'État\u00a0libre, the envoy said.", 14),
    Block(BlockKind.CAPTION, "The harbour of Tunis", 16),
)


def anchored(
    quote: str, before: str = "", after: str = "", body: tuple[Block, ...] = BODY
) -> Anchor:
    found = anchoring.anchor(Selection(quote, before, after), body, "en", CAPTURE)
    assert isinstance(found, Anchor), found
    return found


PLACES = {
    "words of a sentence": ("left for Tunis", "", "", "left for Tunis", "", ""),
    "half words grow": ("eft for Tun", "", "", "left for Tunis", "", ""),
    "half numbers grow": ("400 peo", "1,", "", "1,400 people", "", ""),
    "other quotation marks": ('talks "must go on"', "", "", "talks “must go on”", "", ""),
    "over paragraphs": ("Tunis.\n\nWhat comes next\n\nTalks", "", "",
                        "Tunis. What comes next Talks", "", ""),
    "cells without space": ("YearVotes\t2018", "", "", "Year Votes 2018", "", ""),
    "a caption": ("harbour", "", "", "harbour", "", ""),
    "superscripts": ("10km²", "", "", "10km2", "", ""),
    "a space that does not break": ("l’État libre", "", "", "l'État libre", "", ""),
    "twice, told by the words after": ("Tunis", "left for ", "", "Tunis", "for", ""),
    "at the end": ("Tunis", "harbour of ", "", "Tunis", "of", ""),
    "three times, the first": ("envoy said", "The ", " that talks", "envoy said", "The", ""),
    "three times, the second": ("envoy said", "Geneva: the ", "", "envoy said", "", "that 1,400"),
    "in capitals by the stylesheet": ("WHAT COMES", "", "", "What comes", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "before", "after", "words", "prefix", "suffix"), PLACES.values(), ids=PLACES
)
def test_place(quote: str, before: str, after: str, words: str, prefix: str, suffix: str) -> None:
    found = anchored(quote, before, after)
    assert (found.quote, found.prefix, found.suffix) == (words, prefix, suffix)


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection("Berlin"), "is not in the text of the article"),
        (Selection(" \u200b"), "No words are selected"),
        (Selection("“"), "these are none"),
        (Selection("the envoy said"), "occurs 2 times"),
    ],
)
def test_no_place(selection: Selection, message: str) -> None:
    found = anchoring.anchor(selection, BODY, "en", CAPTURE)
    assert isinstance(found, Problem)
    assert message in found.message


WORDS = {
    "en": ["the", "he", "she", "Libya", "1,400", "no", "“so", "no”,", "go on.", "re-sign", "said?"],
    "fr": ["l’État", "l'", "été", "1er", "10 000", "« oui", "»", "aujourd’hui", "d’"],
    "ar": ["مجلس", "الأمن", "في", "ليبيا،", "مُجَلَّد", "قال:", "١٢", "ليـبيا"],
    "zh": ["利比亚", "的", "在", "安理会", "。", "2011年", "“是”"],
    "he": ["הוא", "אמר", "כי", "ז״ל", "-", "ישראל"],
}


@st.composite
def selections(draw: st.DrawFn) -> tuple[str, tuple[Block, ...], int, int]:
    """Texts that repeat themselves, with a span in them."""
    lang = draw(st.sampled_from(sorted(WORDS)))
    joint = "" if lang == "zh" else " "
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=8),
                          min_size=1, max_size=5))  # fmt: skip
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, joint.join(text), number) for number, text in enumerate(texts)
    )
    whole = "\n".join(block.text for block in blocks)
    start = draw(st.integers(0, len(whole) - 1))
    return lang, blocks, start, draw(st.integers(start + 1, len(whole)))


def check(lang: str, blocks: tuple[Block, ...], start: int, end: int) -> None:
    """Check that the note for a span of an article anchors at its words, and only there."""
    whole = "\n".join(block.text for block in blocks)
    at = Selection(whole[start:end], whole[max(0, start - 200) : start], whole[end : end + 200])
    found = anchoring.anchor(at, blocks, lang, CAPTURE)
    if isinstance(found, Problem):
        assert not any(map(str.isalnum, note_anchors.folded(at.quote))), found
        return
    note = Note(NoteKind.CONTEXT, found.quote, "Said.", found.prefix, found.suffix)
    (one,), problems = note_anchors.anchor([note], blocks, CAPTURE, lang)
    assert problems == ()
    assert one.spans == found.spans
    covered = offsets(blocks, one.spans)
    assert {n for n in range(start, end) if whole[n].isalnum()} <= covered
    # Half words become whole ones (10 000 is one, too), and nothing more.
    before, behind = whole[min(covered) : start], whole[end : max(covered) + 1]
    assert not re.search(r"\D\s|\s\D", before.rstrip() + behind.lstrip())


def offsets(blocks: tuple[Block, ...], spans: tuple[tuple[int, int, int], ...]) -> set[int]:
    """Return the offsets in the whole text that spans cover."""
    first = [0]
    for block in blocks:
        first.append(first[-1] + len(block.text) + 1)
    return {first[n] + at for n, start, end in spans for at in range(start, end)}


@given(selections())
def test_any_span_is_anchored_where_it_was_selected(
    span: tuple[str, tuple[Block, ...], int, int],
) -> None:
    check(*span)


def random_spans(found: Iterable[Article], number: int) -> None:
    """Check random spans of articles: many short ones, some over paragraphs."""
    chance = Random(22)
    for article in found:
        whole = "\n".join(block.text for block in article.blocks)
        for _ in range(number):
            start = chance.randrange(len(whole))
            length = chance.choice((1, 3, 8, 20, 60, 400))
            check(article.lang, article.blocks, start, min(start + length, len(whole)))


def test_any_span_of_the_sample_articles() -> None:
    sources = loading.read(content_folder.read_content(REPOSITORY / "content"))
    random_spans(sources.texts.values(), 15)


def test_any_span_of_real_articles(shared: Path, tmp_path: Path) -> None:
    with tarfile.open(shared / "corpus/content.tar.gz") as tar:
        members = [m for m in tar if m.name.endswith(".md") and "articles/" in m.name][:8]
        tar.extractall(tmp_path, members, filter="data")
    folder = next(tmp_path.rglob("articles")).parent
    sources = loading.read(content_folder.read_content(folder))
    assert len(sources.texts) > 4
    random_spans(sources.texts.values(), 15)
