"""All real captures: no word is lost or invented, and every line has a decision."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.build import content_folder
from briefings.content import articles, loading
from briefings.content.articles import Outlets
from briefings.markup import article_text
from briefings.model.content import SourceFile
from briefings.model.reading import DROPPED, BlockKind
from tests.articles import check_words
from tests.rendering import ROOT, fold


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    return loading.outlets_of(content_folder.read_content(ROOT / "content"))


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


def test_every_capture_shows_word_for_word_what_was_kept_of_it(
    shared: Path, outlets: Outlets
) -> None:
    for capture in captures(shared):
        article = articles.parse(capture, None, outlets).article
        assert article, capture.path
        kept = "".join(block.text for block in article.blocks)
        check_words(article_text.blocks_of(article.blocks, (), str), kept, capture.path)


def test_every_line_of_a_text_capture_is_kept_or_dropped_by_a_named_rule(
    shared: Path, outlets: Outlets
) -> None:
    for capture in captures(shared):
        if not capture.path.endswith(".txt"):
            continue
        reading = articles.parse(capture, None, outlets).reading
        assert reading
        lines = capture.data.decode().split("\n")
        there = [number for number, line in enumerate(lines, 1) if fold(line)]
        assert sorted({d.line for d in reading.decisions}) == there, capture.path
        assert all(d.rule for d in reading.decisions)


def test_what_is_kept_of_a_page_is_all_that_its_blocks_hold(shared: Path, outlets: Outlets) -> None:
    for capture in captures(shared):
        if not capture.path.endswith(".html.gz"):
            continue
        reading = articles.parse(capture, None, outlets).reading
        assert reading
        assert all(d.rule for d in reading.decisions)
        kept = "".join(d.text for d in reading.decisions if d.role != DROPPED)
        body = [b.text for b in reading.blocks if b.kind is BlockKind.PARAGRAPH]
        folded = "".join(kept.split())
        assert all("".join(text.split()) in folded for text in body), capture.path
