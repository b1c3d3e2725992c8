"""The home page: its annotated passage, the latest briefings, and the explainers on its shelf."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fragment_fromstring

from briefings.markup.article_text import text_of
from briefings.model.article import Article, Capture
from briefings.model.content import Content, SourceFile
from briefings.model.note import AnchoredNote, Note, NoteKind
from briefings.model.own_page import Lead
from briefings.model.reading import Block, BlockKind
from briefings.site import annotated_passage
from briefings.site.compile import compile, compile_all
from briefings.site.partial_build import PartialBuild
from briefings.text import uris
from briefings.views.home import AnnotatedPassage, HomeView
from briefings.views.text import Run, RunKind
from tests import drawn
from tests.export_site import HERE, compiled
from tests.project import FERRY, GENEVA, SMALL, TALKS_FACTS
from tests.rendering import page_html
from tests.views import view

SECOND = "The Blue Bridge stays closed, the mediator said. Repairs would take a year, and money."
LONG = "It has been said of this before, and by many people, who were not all of one mind. " * 6


def noted(*quotes: str, text: str = "Note.", before: str = TALKS_FACTS) -> str:
    """Return a sidecar with notes on these words."""
    return before + "notes:\n" + "".join(f"- {{quote: {q}, note: '{text}'}}\n" for q in quotes)


def home(files: Mapping[str, str | bytes]) -> HomeView:
    given = {**SMALL, **files}
    sources = (SourceFile(p, t.encode() if isinstance(t, str) else t) for p, t in given.items())
    return view(compile(Content(tuple(sources)), HERE), uris.HOME, HomeView)


def passage(files: Mapping[str, str | bytes]) -> AnnotatedPassage:
    found = home(files).passage
    assert found
    return found


def words(passage: AnnotatedPassage) -> str:
    return text_of(passage.block.runs)


def flat(runs: tuple[Run, ...]) -> list[Run]:
    return [found for run in runs for found in (run, *flat(run.runs))]


def printed(files: Mapping[str, str]) -> HtmlElement:
    return fragment_fromstring(page_html(compiled({**SMALL, **files}), uris.HOME), "div")


# -------------------------------------------------------------------------------- the passage


def test_the_page_begins_with_a_passage_as_the_briefing_shows_it() -> None:
    note = "See [Geneva](../explainers/geneva.md)."
    found = passage({"articles/talks.yml": noted("about the", before=TALKS_FACTS.replace(
        "title:", "summary: Short.\ntitle:"), text=note), "articles/talks.txt": (
        "Envoys met in Geneva on Monday to speak about the river crossings, and about nothing else "
        "that either side would name.\n\nAfter that they went home again, all of them by train.\n"
    )})  # fmt: skip
    assert words(found).startswith("Envoys met in Geneva")
    shown = {run.kind: run for run in flat(found.block.runs)}
    assert shown[RunKind.MENTION].href == "explainers/geneva/"
    assert text_of(shown[RunKind.HIGHLIGHT].runs) == "about the"
    assert shown[RunKind.REFERENCE].href == "#note-1"
    # Links of the note are those of the home page.
    assert found.note.text.text == "See [Geneva](explainers/geneva.md)."
    assert (found.briefing.href, found.outlet and found.outlet.text) == (
        "briefings/talks/", "The Wire",
    )  # fmt: skip


def test_the_page_is_printed_with_the_passage_and_its_note_beside_it() -> None:
    page = printed({"articles/talks.yml": noted("a year")})
    (shown,) = page.find_class("passage")
    (quotation,) = shown.iter("blockquote")
    assert quotation.text_content().strip() == SECOND.replace("a year", "a year1")
    (note,) = shown.find_class("note")
    assert (note.get("id"), note.get("role")) == ("note-1", "note")
    assert [a.get("href") for a in note.iter("a")] == ["#note-ref-1"]
    assert shown.xpath(".//a[@id='note-ref-1']")


def test_without_notes_there_is_no_passage() -> None:
    assert home({}).passage is None
    assert not printed({}).find_class("passage")


@pytest.mark.parametrize(
    ("talks", "ferry", "slug"),
    [
        (["Repairs"], [], "talks"),
        (["Repairs"], ["runs beside"], "ferry"),
        (["Repairs", "a year"], ["runs beside"], "talks"),
    ],
)
def test_the_briefing_with_most_notes_is_chosen_then_the_newest(
    talks: list[str], ferry: list[str], slug: str
) -> None:
    notes = noted(*ferry, before="") if ferry else ""
    files = {
        "articles/talks.yml": noted(*talks),
        "articles/ferry.md": FERRY.replace("outlet: wire\n", f"outlet: wire\n{notes}"),
    }
    assert passage(files).briefing.uri == uris.briefing(slug)


def article(*blocks: Block, notes: tuple[AnchoredNote, ...] = ()) -> Article:
    return Article(
        slug="a", capture=Capture("articles/a.txt", "", 1), title="A", headline="", summary="",
        lang="en", blocks=blocks, notes=notes,
    )  # fmt: skip


def text(words: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind, words, 1)


def note(number: int, block: int, start: int, end: int, words: str = "Note.") -> AnchoredNote:
    return AnchoredNote(Note(NoteKind.CONTEXT, "q", words), number, ((block, start, end),))


UNBROKEN, HEADING = text(LONG.replace(". ", ", ")), text("A heading", BlockKind.HEADING)


@pytest.mark.parametrize(
    ("blocks", "notes", "chosen"),
    [
        # A note of moderate length comes before a long one, and a paragraph before nothing.
        ([text(SECOND)], [note(1, 0, 4, 8, LONG), note(2, 0, 50, 57)], 2),
        ([text(SECOND)], [note(1, 0, 4, 8), note(2, 0, 50, 57)], 1),
        ([UNBROKEN, text(SECOND)], [note(1, 0, 4, 8), note(2, 1, 4, 8)], 2),
        ([HEADING, text(SECOND)], [note(1, 0, 2, 9), note(2, 1, 4, 8)], 2),
        ([HEADING], [note(1, 0, 2, 9)], None),
        ([text("a b", BlockKind.TABLE)], [note(1, 0, 0, 1)], None),
        ([text(SECOND)], [note(1, 0, 4, 8, LONG * 2)], None),
    ],
)  # fmt: skip
def test_a_note_is_chosen_that_shows_well(
    blocks: list[Block], notes: list[AnchoredNote], chosen: int | None
) -> None:
    found = annotated_passage.choose_note(article(*blocks, notes=tuple(notes)), ())
    assert (found.number if found else None) == chosen


def test_a_quotation_over_two_paragraphs_is_not_shown() -> None:
    both = AnchoredNote(Note(NoteKind.CONTEXT, "q", "N."), 1, ((0, 4, 90), (1, 0, 5)))
    assert (
        annotated_passage.choose_note(article(text(SECOND), text(SECOND), notes=(both,)), ())
        is None
    )


SENTENCES = st.lists(
    st.sampled_from((
        "It rained.", "“Nobody came,” she said.", "Dr. No lives at 3.5 Long St. in Rome.",
        "السلام عليكم.", "会議は終わった。", LONG, "No end",
    )), min_size=1, max_size=6,
).map(" ".join).map(str.strip)  # fmt: skip


@given(SENTENCES, st.integers(0, 999), st.integers(0, 9))
def test_the_passage_is_a_part_of_the_paragraph_around_the_quotation(
    paragraph: str, at: int, length: int
) -> None:
    found = [word.span() for word in re.finditer(r"\S+", paragraph)]
    first = at % len(found)
    start, end = found[first][0], found[min(first + length, len(found) - 1)][1]
    one = article(text(paragraph), notes=(note(1, 0, start, end),))
    chosen = annotated_passage.choose_note(one, (), Lead("other"))
    if chosen:
        assert 0 <= chosen.start <= start
        assert end <= chosen.end <= len(paragraph)
        shown = paragraph[chosen.start : chosen.end]
        assert shown.strip() == shown


# ------------------------------------------------------------------------- the editor's choice

TWO = {"articles/talks.yml": noted("Repairs", "a year"), "articles/ferry.md": FERRY}


def led(lead: str, words: str = "") -> dict[str, str]:
    return {**TWO, "index.md": f"---\nlead: {lead}\n---\n{words}"}


@pytest.mark.parametrize(
    ("lead", "number"),
    [
        ("{briefing: talks}", 1),
        ("{briefing: talks, note: a  year}", 2),
        ("{briefing: talks, note: Repair}", 1),
    ],
)
def test_an_editor_chooses_the_passage(lead: str, number: int) -> None:
    files = led(lead)
    assert compiled({**SMALL, **files}).problems == ()
    assert passage(files).note.number == number


@pytest.mark.parametrize(
    ("lead", "message", "hint"),
    [
        ("{briefing: talk}", "`lead` names `talk`, which is no briefing.", "Did you mean `talks`?"),
        (
            "{briefing: harbour}", "`lead` names `harbour`, which is no briefing.",
            "Write the name of a file in articles/, without its ending.",
        ),
        (
            "{briefing: ferry}", "`ferry` has no note.", "Choose a briefing with notes.",
        ),
        (
            "{briefing: talks, note: the end}", "`talks` has no note on “the end”.",
            "Its notes are on “Repairs”; “a year”.",
        ),
        (
            "{briefing: gone}", "`lead` names `gone`, a draft.",
            "Publish it, or choose another briefing.",
        ),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_shown_is_a_warning_and_the_rule_chooses(
    lead: str, message: str, hint: str
) -> None:
    draft = FERRY.replace("A ferry takes over", "Gone\ndraft: true").replace("ferry", "boat")
    files = {**led(lead), "articles/gone.md": draft}
    (problem,) = compiled({**SMALL, **files}).problems
    assert (problem.file, problem.line, problem.code) == ("index.md", 2, "bad-lead")
    assert (problem.message, problem.hint) == (message, hint)
    assert passage(files).note.number == 1


def test_a_renamed_briefing_still_leads() -> None:
    files = led("{briefing: old-talks, note: a year}")
    files["articles/talks.yml"] += "redirect_from: [old-talks]\n"
    (problem,) = compiled({**SMALL, **files}).problems
    assert problem.hint == "Write `talks`; the site already shows it."
    assert passage(files).note.number == 2


def test_the_preview_shows_a_new_choice_at_once() -> None:
    def read(files: Mapping[str, str]) -> dict[str, SourceFile]:
        return {path: SourceFile(path, text.encode()) for path, text in files.items()}

    before, after = {**SMALL, **TWO}, {**SMALL, **led("{briefing: talks, note: a year}")}
    compilation = compile_all(Content(tuple(read(before).values())), HERE)
    partial = PartialBuild(compilation, read(after), {"index.md"}, HERE)
    whole = compile(Content(tuple(read(after).values())), HERE)
    (target,) = (target for target in whole.targets if target.page == uris.HOME)
    assert partial.build(uris.HOME) == target.files()


# -------------------------------------------------------------------------- briefings and shelf


def test_the_first_briefing_has_its_picture_and_why_it_matters() -> None:
    brief = "brief: {matters: People cross there.}\npicture: {file: a.png, alt: A, credit: B}\n"
    files: dict[str, str | bytes] = {
        "articles/ferry.md": FERRY.replace("outlet: wire\n", f"outlet: wire\n{brief}"),
        "articles/a.png": drawn.raster("PNG", 600),
    }
    shown = home(files)
    assert shown.picture
    assert shown.picture.alt == "A"
    assert shown.brief
    assert shown.brief.matters == "People cross there."


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_briefing_shows_the_number_of_its_notes(count: int) -> None:
    quotes = ["Envoys met", "Repairs", "a year"][:count]
    page = printed({"articles/talks.yml": noted(*quotes)} if quotes else {})
    lines = [" ".join(found.text_content().split()) for found in page.find_class("facts")]
    expected = {0: "", 1: " · 1 note", 3: " · 3 notes"}[count]
    assert f"4 May 2020 · The Wire{expected}" in lines


def explainer(title: str, kind: str = "concept", more: str = "") -> str:
    summary = f"About {title}. More of it."
    return f"---\ntitle: {title}\nkind: {kind}\nsummary: {summary}\n{more}---\n\nText.\n"


def shelf(explainers: Mapping[str, str], text: str) -> list[tuple[str, int, bool]]:
    files = {f"explainers/{slug}.md": page for slug, page in explainers.items()}
    articles = {"articles/ferry.md": FERRY.replace("beside the Blue Bridge", text)}
    return [
        (entry.subject.text, entry.number.value, bool(entry.locator or entry.picture))
        for entry in home({**files, **articles}).shelf
    ]


def test_the_shelf_has_the_explainers_that_most_briefings_mention() -> None:
    found = shelf({"repairs": explainer("Repairs"), "ferry": explainer("Nobody")}, "to Geneva")
    assert found == [("Geneva", 2, False), ("Repairs", 1, False)]
    assert [entry.text for entry in home({}).shelf] == ["A Swiss city in which envoys meet."]


def test_a_map_comes_first_and_takes_the_room_of_two() -> None:
    names = ["Alma", "Borea", "Cardo", "Doran", "Evora", "Fargo"]
    pages = {n.lower(): explainer(n, "place", "country: CH\n" * (n == "Cardo")) for n in names}
    found = shelf(
        pages, "to Geneva, and Alma, and Borea, and Cardo, and Doran, and Evora, and Fargo"
    )
    assert found[0] == ("Cardo", 1, True)
    assert [name for name, *_ in found[1:]] == ["Geneva", "Alma", "Borea", "Doran"]


@pytest.mark.parametrize(
    ("title", "aliases", "shown"),
    [
        ("Geneva", "[GVA]", "Geneva"),
        ("Organization of the Long Bridges", "[Long bridges of all the countries, OLB]", "OLB"),
        ("Organization of the Long Bridges", "[the bridges, Bridges]", "Bridges"),
        ("Organization of the Long Bridges", "[]", "Organization of the Long Bridges"),
    ],
)
def test_lists_name_subjects_by_their_short_names(title: str, aliases: str, shown: str) -> None:
    files = {
        "explainers/geneva.md": GENEVA.replace(
            "title: Geneva", f"title: {title}\naliases: {aliases}"
        ),
        "articles/ferry.md": FERRY.replace("the Blue Bridge", f"the {title}"),
    }
    (first, *_) = home(files).latest
    assert [subject.text for subject in first.subjects] == [shown]
