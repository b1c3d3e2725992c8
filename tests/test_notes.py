"""Editors' notes: anchored to their quotations, without a change of the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.markup import note_anchors
from briefings.model.content import Content, Problem, Settings, Severity, SourceFile
from briefings.model.note import AnchoredNote, Note, NoteKind
from briefings.model.reading import Block, BlockKind
from briefings.model.site import Site
from briefings.site.compile import compile
from tests.foreign import TEXTS
from tests.rendering import fold, page_html

BODY = (
    Block(BlockKind.PARAGRAPH, "The envoy said that talks “must go on”, and left for Tunis.", 3),
    Block(BlockKind.PARAGRAPH, "Talks in Geneva were to follow on 12 May 2019.", 5),
    Block(BlockKind.HEADING, "What comes next", 7, level=1),
    Block(BlockKind.PARAGRAPH, "It isn't clear who\xadever leads them – the envoy, perhaps.", 9),
    Block(BlockKind.TABLE, "Year Votes 2018 14", 11, rows=(("Year", "Votes"), ("2018", "14"))),
    Block(
        BlockKind.PARAGRAPH, "Nobody knows; the envoy, too, is silent about Cafe\u0301 Tunis.", 14
    ),
)
SIDECAR, CAPTURE = "articles/talks.yml", "articles/talks.txt"


def note(quote: str, prefix: str = "", suffix: str = "") -> Note:
    return Note(NoteKind.CONTEXT, quote, "Said.", prefix, suffix, file=SIDECAR, line=6)


def anchored(*wanted: Note) -> tuple[AnchoredNote, ...]:
    found, problems = note_anchors.anchor(wanted, BODY, CAPTURE)
    assert problems == ()
    return found


def shown(found: AnchoredNote) -> list[str]:
    """Return the words of the article that a note stands on, block by block."""
    return [BODY[number].text[start:end] for number, start, end in found.spans]


def wrong(wanted: Note) -> Problem:
    """Return the one thing that is wrong with a note."""
    _, (problem,) = note_anchors.anchor([wanted], BODY, CAPTURE)
    assert (problem.file, problem.line) == (SIDECAR, 6)
    return problem


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("left for Tunis", ["left for Tunis"]),
        ("voy sai", ["voy sai"]),
        ('talks "must go on"', ["talks “must go on”"]),
        ("talks «must go on»", ["talks “must go on”"]),
        ("It isn’t clear", ["It isn't clear"]),
        ("whoever leads them", ["who\xadever leads them"]),
        ("them — the envoy", ["them – the envoy"]),
        ("Café Tunis", ["Cafe\u0301 Tunis"]),
        ("left\n   for  Tunis", ["left for Tunis"]),
        ("for Tunis. Talks in Geneva", ["for Tunis.", "Talks in Geneva"]),
        ("May 2019. What comes next It isn't", ["May 2019.", "What comes next", "It isn't"]),
        ("What comes next", ["What comes next"]),
        ("Votes 2018", ["Votes 2018"]),
        ("perhaps. Year Votes 2018 14 Nobody", ["perhaps.", "Year Votes 2018 14", "Nobody"]),
    ],
)
def test_a_quotation_finds_its_words(quote: str, words: list[str]) -> None:
    (found,) = anchored(note(quote))
    assert shown(found) == words
    assert found.exact


@pytest.mark.parametrize(
    ("prefix", "suffix", "block"),
    [
        ("The", "", 0),
        ("", "said", 0),
        ("them – the", "", 3),
        ("them - the ", "", 3),
        ("", ", perhaps", 3),
        ("Nobody knows; the", ", too", 5),
        ("14 nobody KNOWS; the", "", 5),
    ],
)
def test_words_before_and_after_choose_between_places(prefix: str, suffix: str, block: int) -> None:
    (found,) = anchored(note("envoy", prefix, suffix))
    assert found.spans[0][0] == block


@pytest.mark.parametrize(
    ("quote", "present"),
    [
        ("The envoy said that talks must go on and left for Tunis", BODY[0].text[:-1]),
        ("that talks 'must go on' and", "that talks “must go on”, and"),
        ("the envoi said", "The envoy said"),
        ("The en voy said thattalks must go on", "The envoy said that talks “must go on"),
        ("Nobody knosw; the envoy", "Nobody knows; the envoy"),
        ("Talks in Geneva where to folow", "Talks in Geneva were to follow"),
        ("WHAT COMES NEXT", "What comes next"),
        ("No body knows, the envoy too is silent", "Nobody knows; the envoy, too, is silent"),
        ("for Tunis. Talks in Genewa were to follow", "for Tunis. Talks in Geneva were to follow"),
    ],
)
def test_a_quotation_that_changed_a_little_is_found_and_the_editor_told(
    quote: str, present: str
) -> None:
    (found,), (problem,) = note_anchors.anchor([note(quote)], BODY, CAPTURE)
    assert " ".join(shown(found)) == present
    assert not found.exact
    assert (problem.code, problem.severity) == ("note-moved", Severity.WARNING)
    assert f"“{present}”" in problem.message
    assert f'`quote: "{present}"`' in problem.hint


def test_a_quotation_whose_surroundings_changed_is_found_and_the_editor_told() -> None:
    (found,), (problem,) = note_anchors.anchor([note("left for Tunis", "soon")], BODY, CAPTURE)
    assert shown(found) == ["left for Tunis"]
    assert problem.code == "note-moved"
    assert "`prefix`" in problem.hint


def test_case_is_looked_at_first() -> None:
    (found,) = anchored(note("Talks"))
    assert found.spans == ((1, 0, 5),)


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("the envoy stayed at home for Christmas", "“The envoy said that talks”"),
        ("to follow on 13 May 2019", "line 5 of articles/talks.txt (with another number): "),
        ("talks in Geneva were to follow on 12 May 2018", "12 May 2019"),
        ("Talks in Geneva were not to follow on 12 May 2019", "(with other words): “Talks in"),
        ("The envoy now said that talks “must go on”, and left", "(with other words): “The envoy"),
        ("The envoy said that talks “may go on”, and left for Tunis", "(with other words): “The"),
        ("Salim said that talks “must go on”, and left for Tunis", "(with other words): “"),
        ("nobody knows; the envoy, too, is violent about Tunis", "(with other words): “Nobody"),
    ],
)
def test_a_quotation_that_is_gone_is_an_error_that_shows_the_nearest(
    quote: str, nearest: str
) -> None:
    problem = wrong(note(quote))
    assert (problem.code, problem.severity) == ("note-lost", Severity.ERROR)
    assert nearest in problem.hint


def test_where_nothing_is_alike_that_is_said() -> None:
    problem = wrong(note("Quantum zebras juggle whisky"))
    assert problem.code == "note-lost"
    assert problem.hint.startswith("Nothing similar is there.")


@pytest.mark.parametrize("wanted", [note("envoy"), note("envoy", "an unknown"), note("the envoi,")])
def test_a_quotation_in_two_places_is_an_error_that_shows_them_all(wanted: Note) -> None:
    problem = wrong(wanted)
    assert (problem.code, problem.severity) == ("note-twice", Severity.ERROR)
    for line in (9, 14):
        assert f"line {line} of {CAPTURE}: " in problem.message
    assert "`prefix: " in problem.hint


def test_a_hint_on_two_places_mends_the_note() -> None:
    assert '`prefix: "Nobody knows; the"` for the last place' in wrong(note("envoy")).hint
    (found,) = anchored(note("envoy", "Nobody knows; the"))
    assert found.spans[0][0] == 5


def test_a_place_that_is_nearly_as_good_leaves_it_open() -> None:
    body = [
        Block(BlockKind.PARAGRAPH, "The blue bridge was opened in spring.", 1),
        Block(BlockKind.PARAGRAPH, "The blue bridge was opened in spryng.", 2),
    ]
    wanted = Note(NoteKind.CONTEXT, "The blue bridge was opened in sprng", "x")
    _, (problem,) = note_anchors.anchor([wanted], body, CAPTURE)
    assert problem.code == "note-twice"


def test_notes_are_numbered_as_their_references_stand_and_may_overlap() -> None:
    found = anchored(note("Geneva were"), note("for Tunis. Talks in Geneva"), note("talks “must"))
    assert [n.number for n in found] == [1, 2, 3]
    assert [n.note.quote for n in found] == [
        "talks “must", "for Tunis. Talks in Geneva", "Geneva were",
    ]  # fmt: skip


# ----------------------------------------------------------------- files


ARTICLE = "Envoys met in Geneva on Monday to speak.\n\nThe bridge stays closed, they said.\n"


def site_of(sidecar: str, **more: str) -> Site:
    """Return the site of an article with a sidecar."""
    files = {
        "articles/talks.txt": ARTICLE,
        "articles/talks.yml": "title: Talks\npublished: 2020-01-02\noutlet: wire\n" + sidecar,
        "outlets/wire.yml": "name: Wire\n",
        **more,
    }
    content = Content(tuple(SourceFile(name, text.encode()) for name, text in files.items()))
    return compile(content, Settings())


def problems_of(sidecar: str) -> list[tuple[int, str]]:
    """Return line and code of what is wrong with a sidecar."""
    return [(problem.line, problem.code) for problem in site_of(sidecar).problems]


def test_all_that_is_wrong_with_notes_is_said_at_once() -> None:
    problems = problems_of(
        """\
notes:
  - {quote: met in Geneva, kind: rumour, note: A.}
  - {quote: met in Bern, note: B.}
  - quote: bridge
    note: "See [x](javascript:alert(1)), [y](data:text/html,z) and [z](http://good.example)."
  - {quote: stays closed, note: D., sources: ["javascript:alert(1)", https://a.example]}
  - {quote: "…", note: E.}
  - {note: F.}
  - {quote: they said, note: G., colour: red}
  - {quote: t, note: H.}
"""
    )
    assert problems == [
        (5, "bad-value"), (6, "note-lost"), (7, "note-link"), (7, "note-link"), (9, "bad-value"),
        (10, "bad-value"), (11, "missing-key"), (12, "unknown-key"), (13, "note-twice"),
    ]  # fmt: skip


def test_the_front_matter_of_a_markdown_article_holds_notes_too() -> None:
    text = f"""\
---
title: T
published: 2020-01-01
notes:
  - {{quote: met in Geneva, note: A.}}
  - {{quote: met in Bern, note: B.}}
---

{ARTICLE}"""
    files = (SourceFile("articles/a.md", text.encode()),)
    problems = [p for p in compile(Content(files), Settings()).problems if "note" in p.code]
    assert [(p.line, p.code) for p in problems] == [(6, "note-lost")]
    assert "on line 9: “met in”" in problems[0].hint
    broken = text.replace("published", "publisched")
    problems = list(
        compile(Content((SourceFile("articles/a.md", broken.encode()),)), Settings()).problems
    )
    assert [(p.line, p.code) for p in problems] == [(3, "unknown-key"), (6, "note-lost")]


def test_a_link_of_a_note_to_a_page_that_is_not_there_is_a_warning() -> None:
    note_of = "notes:\n  - {{quote: Geneva, note: 'See [x]({}).'}}\n"
    assert problems_of(note_of.format("../explainers/genf.md")) == [(5, "broken-link")]
    assert problems_of(note_of.format("../briefings/index.md")) == []


def test_a_note_stands_behind_its_paragraph_with_label_sources_and_a_way_back() -> None:
    site = site_of(
        """\
notes:
  - quote: met in Geneva
    kind: correction
    note: "It was *Bern*."
    sources: ["https://undocs.org/S/RES/1973(2011)", {title: The Almanac 1/2}]
"""
    )
    html = page_html(site, "briefings/talks.md")
    assert (
        'Envoys <mark class="note-mark note-mark--correction" data-notes="1">met in Geneva</mark>'
        '<sup class="note-ref"><a id="note-ref-1" href="#note-1" role="doc-noteref" '
        'aria-label="Note 1, correction">1</a></sup> on Monday to speak.</p>\n'
        '<aside class="note note--correction beside" id="note-1" role="note" '
        'aria-label="Note 1, correction">\n'
        '<p class="note-label"><span class="note-number">1</span> Correction</p>\n'
        "<p>It was <em>Bern</em>.</p>\n"
        '<p class="note-sources">Sources: <a href="https://undocs.org/S/RES/1973%282011%29">'
        "undocs.org/<wbr>S/<wbr>RES/<wbr>1973(2011)</a>, The Almanac 1/2 "
        '<a class="note-back" href="#note-ref-1" role="doc-backlink"'
    ) in html
    assert "</aside>\n<p>The bridge stays" in html
    assert '<a href="#note-ref-1">1 note</a>' in html


@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_whatever_is_quoted_is_found_or_named(texts: list[str], data: st.DataObject) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text, 1) for text in texts]
    joined = "\n".join(texts)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(joined))] * 2)))
    quote = joined[start:end].strip()
    if not any(character.isalnum() for character in quote):
        return
    wanted = Note(NoteKind.CONTEXT, quote, "x")
    found, problems = note_anchors.anchor([wanted], blocks, CAPTURE)
    assert bool(found) != bool(problems and problems[0].severity is Severity.ERROR)
    assert all(problem.code == "note-twice" for problem in problems)
    if found:
        assert found[0].exact


@given(st.sampled_from([block.text for block in BODY]), st.data())
def test_a_wrong_letter_in_thirty_moves_no_note(text: str, data: st.DataObject) -> None:
    """In words of three letters it may: what is *now* is *not*."""
    parts = text.split()
    first = data.draw(st.integers(0, len(parts) - 1))
    quote = " ".join(parts[first:])
    at = data.draw(st.integers(1, len(quote) - 1))
    if not re.search(r"\w{3}$", quote[:at]) or not re.match(r"[a-z](?!\u0301)", quote[at:]):
        return
    if len(quote) < 30:
        return
    changed = f"{quote[:at]}{data.draw(st.sampled_from('xqj'))}{quote[at + 1 :]}"
    (found,), _ = note_anchors.anchor([Note(NoteKind.CONTEXT, changed, "x")], BODY, CAPTURE)
    (span,) = found.spans
    assert fold(BODY[span[0]].text[span[1] : span[2]]) == fold(quote)
