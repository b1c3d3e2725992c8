"""All real captures: no word is lost or invented, and every line has a decision."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from briefings.build import content_folder
from briefings.content import articles, loading
from briefings.content.articles import Parsing
from briefings.markup import article_text
from briefings.model.content import SourceFile
from briefings.model.reading import DROPPED, BlockKind
from tests.articles import check_words
from tests.rendering import ROOT, fold


def captures(shared: Path) -> Iterator[SourceFile]:
    """Yield the real captures of every format; of the text scrapes one page in five."""
    reading = shared / "eval" / "reading"
    for path in sorted((reading / "html").glob("*.html.gz")):
        yield SourceFile(f"articles/{path.name}", path.read_bytes())
    for path in sorted((reading / "sputnik").glob("*.txt")):
        yield SourceFile(f"articles/{path.name}", path.read_bytes())
    with (reading / "text.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 5 == 0:
                row = json.loads(line)
                yield SourceFile(f"articles/{row['id']}.txt", row["text"].encode())


Captures = Sequence[tuple[SourceFile, Parsing]]


@pytest.fixture(scope="module")
def parsed(shared: Path) -> Captures:
    """All captures, each parsed once."""
    outlets = loading.outlets_of(content_folder.read_content(ROOT / "content"))
    return [(capture, articles.parse(capture, None, outlets)) for capture in captures(shared)]


def test_every_capture_shows_word_for_word_what_was_kept_of_it(parsed: Captures) -> None:
    for capture, found in parsed:
        assert found.article, capture.path
        blocks = found.article.blocks
        kept = "".join(block.text for block in blocks)
        check_words(article_text.blocks_of(blocks, (), str), kept, capture.path)


def test_every_line_of_a_text_capture_is_kept_or_dropped_by_a_named_rule(parsed: Captures) -> None:
    for capture, found in parsed:
        if not capture.path.endswith(".txt"):
            continue
        assert found.reading
        lines = capture.data.decode().split("\n")
        there = [number for number, line in enumerate(lines, 1) if fold(line)]
        assert sorted({d.line for d in found.reading.decisions}) == there, capture.path
        assert all(d.rule for d in found.reading.decisions)


def test_what_is_kept_of_a_page_is_all_that_its_blocks_hold(parsed: Captures) -> None:
    for capture, found in parsed:
        if not capture.path.endswith(".html.gz"):
            continue
        assert found.reading
        decisions, blocks = found.reading.decisions, found.reading.blocks
        assert all(d.rule for d in decisions)
        kept = "".join(d.text for d in decisions if d.role != DROPPED)
        body = [b.text for b in blocks if b.kind is BlockKind.PARAGRAPH]
        folded = "".join(kept.split())
        assert all("".join(text.split()) in folded for text in body), capture.path
