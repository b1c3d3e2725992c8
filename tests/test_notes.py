"""Editors' notes: anchored to their quotations, without a change of the text."""

import json
from collections.abc import Sequence

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
from tests.rendering import page_html

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
    found, problems = note_anchors.anchor(wanted, BODY, CAPTURE, "en")
    assert problems == ()
    return found


def shown(found: AnchoredNote) -> list[str]:
    """Return the words of the article that a note stands on, block by block."""
    return [BODY[number].text[start:end] for number, start, end in found.spans]


def wrong(wanted: Note, body: Sequence[Block] = BODY) -> Problem:
    """Return the one thing that is wrong with a note that has no place."""
    found, (problem,) = note_anchors.anchor([wanted], body, CAPTURE, "en")
    assert not found
    assert (problem.file, problem.line) == (SIDECAR, 6)
    return problem


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("left for Tunis", ["left for Tunis"]),
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
    ("quote", "prefix", "suffix", "words"),
    [
        ("voy sai", "The en", "d that", "voy sai"),
        ("19", "12 May 20", "", "19"),
        ("1999", "", "", None),
        ("99", "", "", None),
        ("able to go", "un", "", "able to go"),
        ("able to go", "", "", None),
        ("400 people", "", "", None),
        ("5 per cent", "", "", None),
        ("he can", "", "", None),
        ("Assemblée", "", "", "Assemblée"),
        ("the minister", "", "", "the minister"),
        ("stayed", "", "", "stayed"),
    ],
)
def test_a_quotation_divides_a_word_only_where_the_rest_is_given(
    quote: str, prefix: str, suffix: str, words: str | None
) -> None:
    body = (
        *BODY,
        Block(BlockKind.PARAGRAPH, "unable to go, 1,400 people, 0.5 per cent, she can, 21999", 20),
        Block(
            BlockKind.PARAGRAPH, "where he can't see l’Assemblée, the minister’s — he:stayed", 21
        ),
    )
    wanted = note(quote, prefix, suffix)
    found, problems = note_anchors.anchor([wanted], body, CAPTURE, "en")
    if words is None:
        (problem,) = problems
        assert problem.code == "note-lost"
        assert "begins or ends inside a word" in problem.message
        hint = problem.hint.partition('`quote: "')[2].partition('"`')[0]
        ((mended,), _) = note_anchors.anchor([note(hint)], body, CAPTURE, "en")
        assert mended.exact
    else:
        ((number, start, end),) = found[0].spans
        assert body[number].text[start:end] == words
        assert not problems


@pytest.mark.parametrize(
    ("quote", "present"),
    [
        ("The envoy said that talks must go on and left for Tunis", BODY[0].text[:-1]),
        ("that talks 'must go on' and", "that talks “must go on”, and"),
        ("What Comes Next", "What comes next"),
        ("WHAT COMES NEXT", "What comes next"),
        ("« NOBODY KNOWS », « THE ENVOY », « TOO »", "Nobody knows; the envoy, too,"),
        ("nobody knows, the envoy too is silent", "Nobody knows; the envoy, too, is silent"),
        ("the envoy said thattalks must go on", "The envoy said that talks “must go on"),
    ],
)
def test_a_quotation_that_changed_a_little_is_found_and_the_editor_told(
    quote: str, present: str
) -> None:
    (found,), (problem,) = note_anchors.anchor([note(quote)], BODY, CAPTURE, "en")
    assert " ".join(shown(found)) == present
    assert not found.exact
    assert (problem.code, problem.severity) == ("note-moved", Severity.WARNING)
    assert f"“{present}”" in problem.message
    assert f'`quote: "{present}"`' in problem.hint


SENTENCE = "The salt levy of the northern province rose by a third in May."


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "told"),
    [
        (SENTENCE, "The tax did not.", "", ""),
        (SENTENCE, "", "Nobody had asked.", ""),
        (
            SENTENCE.removesuffix(" in May."),
            "",
            "in June",
            "after it stands “in May”, not “in June”",
        ),
        (SENTENCE.removeprefix("The salt levy"), "The harbour tax", "", "not “The harbour tax”"),
        ("rose by a third", "The salt levy", "", "before it stands “the northern province”"),
        ("rose by a third", "", "in June", "after it stands “in May”, not “in June”"),
    ],
)
def test_words_around_that_have_changed_lose_a_note_that_is_short_or_part_of_a_sentence(
    quote: str, prefix: str, suffix: str, told: str
) -> None:
    body = [Block(BlockKind.PARAGRAPH, f"Work went on. {SENTENCE} It was said.", 3)]
    found, (problem,) = note_anchors.anchor([note(quote, prefix, suffix)], body, CAPTURE, "en")
    assert (problem.code, bool(found)) == (("note-lost", False) if told else ("note-moved", True))
    assert told in problem.message
    assert "`suffix" in problem.hint if suffix else "`prefix" in problem.hint


def test_words_around_that_have_changed_lose_a_note_where_a_similar_sentence_is() -> None:
    other = SENTENCE.replace("salt", "silk")
    body = [Block(BlockKind.PARAGRAPH, f"Work went on. {SENTENCE} {other}", 3)]
    wanted = note(SENTENCE, "It was dear.")
    assert wrong(wanted, body).code == "note-lost"


@pytest.mark.parametrize(
    ("prefix", "suffix", "stays"),
    [("she", "", True), ("he", "", False), ("d she", "", True), ("", "by 4", False)],
)
def test_a_word_before_or_after_is_not_the_half_of_another(
    prefix: str, suffix: str, stays: bool
) -> None:
    body = [Block(BlockKind.PARAGRAPH, "The mayor said she lost the vote by 40 to 12.", 3)]
    wanted = note("lost the vote", prefix, suffix)
    found, _ = note_anchors.anchor([wanted], body, CAPTURE, "en")
    assert bool(found) == stays


@pytest.mark.parametrize(
    ("prefix", "suffix"), [('“Nobody knows”; "the', ""), ("nobody  knows the", " too"), ("The", "")]
)
def test_words_around_may_have_other_marks(prefix: str, suffix: str) -> None:
    (found,) = anchored(note("envoy", prefix, suffix))
    assert found.exact


def test_case_is_looked_at_first() -> None:
    (found,) = anchored(note("Talks"))
    assert found.spans == ((1, 0, 5),)


@pytest.mark.parametrize(
    ("quote", "changed", "nearest"),
    [
        ("the envoy stayed at home for Christmas", "is not in the article", "The envoy said that"),
        ("to follow on 13 May 2019", "“13” is now “12”", "line 5 of articles/talks.txt: “to"),
        ("Talks in Geneva were not to follow on 12 May 2019", "“not” is gone", "“Talks in Geneva"),
        ("The envoy said talks “must go on”, and left", "“that” is new", "“The envoy said that"),
        ("The envoy said that talks “may go on”, and left for Tunis", "“may” is now “must”", "The"),
        ("Salim said that talks “must go on”, and left for Tunis", "“Salim” is gone", "“said that"),
        ("for Tunis. Talks in Genewa were to follow", "“Genewa” is now “Geneva”", "for Tunis."),
        ("no body knows; the envoy, too", "“no body” is now “Nobody”", "Nobody knows; the envoy"),
        ("Talks “must go on”, and left for Tunis", "“envoy said that” is new", "“talks “must go"),
    ],
)
def test_a_quotation_that_is_gone_is_an_error_that_shows_the_change_and_the_nearest_words(
    quote: str, changed: str, nearest: str
) -> None:
    problem = wrong(note(quote))
    assert (problem.code, problem.severity) == ("note-lost", Severity.ERROR)
    assert changed in problem.message
    assert nearest in problem.hint


def test_where_nothing_is_alike_that_is_said() -> None:
    problem = wrong(note("Quantum zebras juggle whisky"))
    assert problem.code == "note-lost"
    assert problem.hint.startswith("Nothing similar is there.")


def test_a_very_long_quotation_is_only_found_as_it_is() -> None:
    body = [Block(BlockKind.PARAGRAPH, "The salt tax and the levy. " * 100, 3)]
    assert wrong(note("The salt tax and the levy. " * 80 + "The port"), body).hint.startswith(
        "Above 2,000 characters, similar words are not looked for."
    )
    (found,), problems = note_anchors.anchor([note(body[0].text.strip())], body, CAPTURE, "en")
    assert found.exact
    assert not problems


@pytest.mark.parametrize("wanted", [note("envoy"), note("envoy", "an unknown"), note("THE ENVOY")])
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
        Block(BlockKind.PARAGRAPH, "The “blue” bridge was opened in spring.", 2),
    ]
    assert wrong(note("the blue bridge, was opened in spring"), body).code == "note-twice"


def test_notes_are_numbered_as_their_references_stand_and_may_overlap() -> None:
    found = anchored(note("Geneva were"), note("for Tunis. Talks in Geneva"), note("talks “must"))
    assert [n.number for n in found] == [1, 2, 3]
    assert [n.note.quote for n in found] == [
        "talks “must", "for Tunis. Talks in Geneva", "Geneva were",
    ]  # fmt: skip


# ----------------------------------------------------------------- files


ARTICLE = (
    "Envoys met in Geneva on Monday to speak.\n\nThe bridge stays closed, they said on Monday.\n"
)


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
  - {quote: on Monday, note: H.}
"""
    )
    assert problems == [
        (5, "bad-value"), (6, "note-lost"), (7, "note-link"), (7, "note-link"), (9, "bad-value"),
        (10, "bad-value"), (11, "missing-key"), (12, "unknown-key"), (13, "note-twice"),
    ]  # fmt: skip


@pytest.mark.parametrize("footnote", ["Ibid.", "[Wire](../outlets/wire.md)", "*Gone.*"])
def test_a_footnote_of_a_note_may_be_a_single_word_or_link(footnote: str) -> None:
    note = json.dumps({"quote": "met in Geneva", "note": f"A.[^1]\n\n[^1]: {footnote}"})
    assert problems_of(f"notes: [{note}]\n") == []


def test_a_link_in_a_footnote_of_a_note_is_checked_like_the_others() -> None:
    note = json.dumps({"quote": "met in Geneva", "note": "A.[^1]\n\n[^1]: [x](javascript:a)"})
    assert [code for _, code in problems_of(f"notes: [{note}]\n")] == ["note-link"]


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
    assert '</aside>\n<p id="p2">The bridge stays' in html
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
    found, problems = note_anchors.anchor([wanted], blocks, CAPTURE, "en")
    assert bool(found) != bool(problems and problems[0].severity is Severity.ERROR)
    for problem in problems:
        divided = "begins or ends inside a word" in problem.message
        assert problem.code == "note-twice" or divided
    if found:
        assert found[0].exact
