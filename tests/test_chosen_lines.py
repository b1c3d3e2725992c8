"""`keep` and `drop`: what an editor decides about lines of a capture, against the reader."""

import io
import time

import docx
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.content.articles import Parsing, parse
from briefings.content.chosen_lines import DROPPED_BY_EDITOR, KEPT_BY_EDITOR, chosen
from briefings.files.schemas.articles import LineFields
from briefings.model.content import SourceFile
from briefings.model.reading import (
    DROPPED,
    Block,
    BlockKind,
    Decision,
    Markup,
    MarkupKind,
    Reading,
)
from tests.pdfs import Text, pdf, stack

ONE = "The envoy said on Monday that talks in Geneva must go on, whatever happens."
TWO = "She left for Tunis, where delegations from both sides were to meet her on Friday."
THREE = "Nobody expects an agreement before the summer, diplomats in both capitals say."
TEASER = "Sign up for our newsletter"
PAGE = f"""<html><head><title>Talks</title></head><body>
<nav>Home Politics</nav>
<article><h1>Talks in Geneva</h1>
<p>{ONE}</p>
<div class="ad">{TEASER}</div>
<p>{TWO} <b>In bold.</b></p>
<p>{THREE}</p></article></body></html>
"""


def parsed(capture: str | bytes, sidecar: object, name: str = "articles/a.html") -> Parsing:
    data = capture if isinstance(capture, bytes) else capture.encode()
    facts = yaml.safe_dump(sidecar, allow_unicode=True).encode()
    return parse(SourceFile(name, data), SourceFile("articles/a.yml", facts), {})


def texts(parsing: Parsing) -> list[str]:
    assert parsing.article
    return [block.text for block in parsing.article.blocks]


def rules(parsing: Parsing, text: str) -> list[tuple[str, str]]:
    assert parsing.reading
    return [(d.role, d.rule) for d in parsing.reading.decisions if d.text == text]


def codes(parsing: Parsing) -> list[tuple[str, int]]:
    return [(p.code, p.line) for p in parsing.problems if "line" in p.code]


def test_a_dropped_line_is_kept_at_its_place() -> None:
    assert TEASER not in texts(parsed(PAGE, {}))
    found = parsed(PAGE, {"keep": [TEASER]})
    assert texts(found) == [ONE, TEASER, f"{TWO} In bold.", THREE]
    assert rules(found, TEASER) == [("paragraph", KEPT_BY_EDITOR)]
    assert codes(found) == []


def test_a_kept_line_is_dropped_with_a_rule_of_its_own() -> None:
    found = parsed(PAGE, {"drop": [THREE.replace(" an ", "  an ")]})
    assert texts(found) == [ONE, f"{TWO} In bold."]
    assert rules(found, THREE) == [(DROPPED, DROPPED_BY_EDITOR)]
    found = parsed(PAGE, {"drop": [f"{TWO} In bold."]})
    assert texts(found) == [ONE, THREE]
    # It is counted on the page, and nobody is warned of it.
    assert found.article
    assert len(found.article.left_out) == 2
    assert "left-out" not in [problem.code for problem in found.problems]


def test_an_entry_that_changes_nothing_is_a_problem() -> None:
    found = parsed(PAGE, {"drop": ["Not there.", TEASER], "keep": [ONE]})
    assert codes(found) == [("no-such-line", 2), ("line-unchanged", 3), ("line-unchanged", 5)]


def test_a_line_number_tells_lines_with_one_text_apart() -> None:
    page = PAGE.replace(f"<p>{THREE}", f'<div class="ad">{TEASER}</div>\n<p>{THREE}')
    assert texts(parsed(page, {"keep": [TEASER]})).count(TEASER) == 2
    found = parsed(page, {"keep": [{"text": TEASER, "line": 7}]})
    assert texts(found) == [ONE, f"{TWO} In bold.", TEASER, THREE]
    assert codes(parsed(page, {"keep": [{"text": TEASER, "line": 8}]})) == [("no-such-line", 2)]


def test_lines_of_a_text_that_is_broken_into_lines() -> None:
    lines = [*ONE.split(" must "), *TWO.split(" where "), THREE]
    capture = (
        "A Talk in Geneva\n\n" + "\n".join(lines) + "\n\nThe end of it came soon after that.\n"
    )
    found = parsed(capture, {"capture": "clean", "drop": [lines[2]]}, "articles/a.txt")
    assert found.article
    whole = " ".join(texts(found))
    assert lines[2] not in whole
    assert f"{lines[1]} {lines[3]}" in whole


def test_a_block_of_markdown_can_be_dropped() -> None:
    head = f"---\ntitle: A\ndrop:\n  - {TWO} In bold.\n---\n\n"
    text = f"{head}{ONE}\n\n{TWO}\n**In bold**.\n\n{THREE}\n"
    found = parse(SourceFile("articles/a.md", text.encode()), None, {})
    assert texts(found) == [ONE, THREE]
    assert rules(found, TWO) == [(DROPPED, DROPPED_BY_EDITOR)]


def test_lines_of_a_pdf() -> None:
    data = pdf([stack([ONE, TWO, THREE]), [Text("Ministry of Water", 60, 780, 8)]])
    lines = {"keep": ["Ministry of Water"], "drop": [TWO]}
    assert texts(parsed(data, lines, "articles/a.pdf")) == [ONE, THREE, "Ministry of Water"]


def test_lines_of_a_word_document() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of Water"
    for text in (ONE, TWO, THREE):
        document.add_paragraph(text)
    document.save(out := io.BytesIO())
    lines = {"keep": ["Ministry of Water"], "drop": [TWO]}
    found = parsed(out.getvalue(), lines, "articles/a.docx")
    assert texts(found) == ["Ministry of Water", ONE, THREE]


SAID = ["One two.", "“Three” four:", "five", "好的。", "six-seven", "8", "(nine)"]
LINES = st.lists(st.sampled_from(SAID), min_size=1, max_size=6)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Blocks of several lines, with dropped lines between and inside of them."""
    blocks: list[Block] = []
    decisions: list[Decision] = []
    for texts_ in draw(st.lists(LINES, min_size=1, max_size=4)):
        block: list[str] = []
        for text in texts_:
            line = len(decisions) + 1
            if draw(st.booleans()):
                block.append(text)
                decisions.append(Decision(line, "paragraph", "prose", text))
            else:
                decisions.append(Decision(line, DROPPED, "link-alone", text))
        if block:
            whole = " ".join(block)
            mark = Markup(0, draw(st.integers(1, len(whole))), MarkupKind.STRONG)
            blocks.append(Block(BlockKind.PARAGRAPH, whole, line, markup=(mark,)))
    return Reading(tuple(blocks), tuple(decisions))


def shown(reading: Reading) -> str:
    return "".join("".join(block.text.split()) for block in reading.blocks)


def kept(reading: Reading) -> str:
    return "".join("".join(d.text.split()) for d in reading.decisions if d.role != DROPPED)


@given(readings(), st.data())
def test_every_line_stays_accounted_for(before: Reading, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(before.decisions))
    entry = LineFields(text=line.text, line=line.line)
    was_kept = line.role != DROPPED
    keep, drop = ((), (entry,)) if was_kept else ((entry,), ())
    after, problems = chosen(before, keep, drop, "a.yml", lambda *_: 1)
    assert not problems
    assert shown(after) == kept(after)
    now = {d.line: d.role for d in after.decisions}
    assert (now[line.line] == DROPPED) == was_kept
    assert [(d.line, d.text) for d in after.decisions] == [
        (d.line, d.text) for d in before.decisions
    ]
    for block in after.blocks:
        assert block.text == block.text.strip() != ""
        assert all(0 <= m.start < m.end <= len(block.text) for m in block.markup)


@given(readings())
def test_what_is_dropped_and_kept_again_is_as_before(before: Reading) -> None:
    line = next((d for d in before.decisions if d.role != DROPPED), None)
    if line is None:
        return
    entry = LineFields(text=line.text, line=line.line)
    dropped, _ = chosen(before, (), (entry,), "a.yml", lambda *_: 1)
    again, _ = chosen(dropped, (entry,), (), "a.yml", lambda *_: 1)
    assert shown(again) == shown(before) == kept(again)


def test_any_number_of_entries_takes_time_in_proportion() -> None:
    menu = [f"Menu item {number}" for number in range(1500)]
    said = [
        f"The crane lifted {number} boxes out of the ship, said the port." for number in range(1500)
    ]
    facts = {"keep": [*menu, "Not here"], "drop": [*said, "Not here"]}
    began = time.process_time()
    found = parsed("\n".join(menu) + "\n\n" + "\n\n".join([*said, ONE]), facts, "articles/a.txt")
    assert time.process_time() - began < 3
    assert texts(found) == [*menu, ONE]
    assert [code for code, _ in codes(found)].count("no-such-line") == 2
