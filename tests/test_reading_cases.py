"""Small captures, each with one difficulty, and what must come of them.

Each folder of `tests/reading_cases` holds one capture and `expected.txt`: a sentence that says what
is difficult, and one expectation a line, `- key: value`. Alternatives are separated by ` || `;
`none` means an empty or unknown value. `_CHECKS` has the keys.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefings.content.articles import parse
from briefings.ingest import feeds
from briefings.model.article import Article
from briefings.model.content import Problem, SourceFile
from briefings.model.reading import Block, BlockKind, MarkupKind
from briefings.readers.quotations import finder

CASES = Path(__file__).parent / "reading_cases"
# Problems that do not say that text is missing.
_NOT_ABOUT_TEXT = {"unknown-date", "unknown-outlet"}
_MEANS_NOT_PLAIN = {"superscript", "subscript", "deleted", "inserted"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a capture."""

    article: Article
    problems: Sequence[Problem]


def outcome(folder: Path) -> tuple[Article | None, Sequence[Problem]]:
    """Return the article of the capture in a folder, and the problems."""
    (file,) = (path for path in folder.iterdir() if path.name != "expected.txt")
    capture = SourceFile(f"articles/{file.name}", file.read_bytes())
    sidecar = None
    if file.suffix == ".xml":
        feed = feeds.parse_feed(SourceFile(file.name, file.read_bytes()))
        if isinstance(feed, Problem):
            return None, [feed]
        data, facts = feeds.capture(feed.entries[0])
        capture = SourceFile("articles/entry.html", data)
        text = "".join(f"{key}: {value!r}\n" for key, value in facts.items() if value)
        sidecar = SourceFile("articles/entry.yml", text.encode())
    parsing = parse(capture, sidecar, {})
    return parsing.article, parsing.problems


def _values(article: Article, key: str) -> Sequence[str]:
    """Return the values of a fact as they can be expected."""
    facts: Mapping[str, Callable[[], object]] = {
        "published": lambda: article.published and str(article.published)[:10],
        "modified": lambda: article.modified and str(article.modified)[:10],
        "authors": lambda: " | ".join(article.authors),
        "title": lambda: article.title,
        "url": lambda: article.url,
        "summary": lambda: article.summary,
    }
    return [" ".join(str(facts[key]() or "none").split())]


def _kinds(article: Article, words: str) -> Iterator[str]:
    return (block.kind.value for block in article.blocks if words in block.text)


def _is_flat(block: Block, words: str) -> bool:
    kinds = {markup.kind.value for markup in block.markup}
    return words in block.text and not kinds & _MEANS_NOT_PLAIN


def _quotations(article: Article) -> Iterator[str]:
    for found in finder.attributed(article.blocks, article.lang):
        words = article.blocks[found.block].text[found.start : found.end]
        yield f"{words} — {found.speaker}"


def _cells(article: Article) -> list[str]:
    return [cell for block in article.blocks for row in block.rows for cell in row]


def _links(article: Article) -> list[str]:
    spans = [span for block in article.blocks for span in block.markup]
    return [span.target for span in spans if span.kind is MarkupKind.LINK]


def _facts_are(key: str) -> Callable[[Outcome, str], bool]:
    return lambda got, want: want in _values(got.article, key)


def _has(got: Outcome, want: str) -> bool:
    return any(want in block.text for block in got.article.blocks)


def _has_heading(got: Outcome, want: str) -> bool:
    headings = (b for b in got.article.blocks if b.kind is BlockKind.HEADING)
    return any(block.text == want for block in headings)


def _is_quoted(got: Outcome, want: str) -> bool:
    words, _, speaker = want.partition(" — ")
    found = (line.rpartition(" — ") for line in _quotations(got.article))
    return any(words in text and who == speaker for text, _, who in found)


def _warns(got: Outcome, want: str) -> bool:
    lost = {problem.code for problem in got.problems} - _NOT_ABOUT_TEXT
    return _has(got, want) or bool(lost)


_CHECKS: Mapping[str, Callable[[Outcome, str], bool]] = {
    "body has": _has,
    "refused or body has": _has,
    "body lacks": lambda got, want: not _has(got, want),
    "body has or a warning": _warns,
    "paragraph has": lambda got, want: "paragraph" in _kinds(got.article, want),
    "quotation block has": lambda got, want: any(
        want in block.text and "quotation" in block.containers for block in got.article.blocks
    ),
    "caption has": lambda got, want: "caption" in _kinds(got.article, want),
    "heading": _has_heading,
    "no heading": lambda got, want: not _has_heading(got, want),
    "not flattened": lambda got, want: not any(_is_flat(b, want) for b in got.article.blocks),
    "table has": lambda got, want: "table" in _kinds(got.article, want),
    "cell": lambda got, want: want in _cells(got.article),
    "cell lacks": lambda got, want: want not in _cells(got.article),
    "link": lambda got, want: want in _links(got.article),
    "quotation": _is_quoted,
    "problem": lambda got, want: want in {problem.code for problem in got.problems},
    "no problem": lambda got, want: want not in {problem.code for problem in got.problems},
    **{
        key: _facts_are(key)
        for key in ("published", "modified", "authors", "title", "url", "summary")
    },
}


def expectations(folder: Path) -> list[tuple[str, str]]:
    """Return the expectations of a case as pairs of key and value."""
    lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line[2:].partition(": ") for line in lines if line.startswith("- "))
    return [(key, value) for key, _, value in pairs]


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_what_comes_of_a_capture(case: str) -> None:
    article, problems = outcome(CASES / case)
    expected = expectations(CASES / case)
    assert expected
    if article is None:
        codes = {problem.code for problem in problems}
        assert all(
            k == "refused or body has" or (k == "problem" and v in codes) for k, v in expected
        )
        return
    got = Outcome(article, problems)
    failed = [
        f"{key}: {value}"
        for key, value in expected
        if not any(_CHECKS[key](got, one) for one in value.split(" || "))
    ]
    shown = "\n".join(f"{b.kind.value}: {b.text}" for b in article.blocks)
    facts = [_values(article, key)[0] for key in ("title", "authors", "published", "url")]
    assert not failed, f"{facts}\n{shown}"
