"""Background on a page: in the margin, then and now, and as numbered notes on paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from briefings.model.article import Article, Capture
from briefings.model.content import Content, Settings
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.model.linking import Annotated, Mention, Sense, Verdict
from briefings.model.note import AnchoredNote, Note, NoteKind
from briefings.model.reading import Block, BlockKind
from briefings.site import margin
from briefings.site.compile import annotate
from briefings.text import uris
from briefings.views.text import Link, Summary
from tests.browser_pages import resize
from tests.test_note_pages import overlap

BRIEFINGS = (
    "briefings/lavrov-alfano-february-2018/",
    "briefings/kosovo-security-force-december-2018/",
    "briefings/palermo-conference-november-2018/",
)
WIDTHS = (320, 390, 768, 1219, 1220, 1280, 1440, 1920, 2560)
WIDE = 1220


BOXES = """() => {
    const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return [left, top, right, bottom, element.id || element.textContent.trim().slice(0, 30)];
    };
    const all = (selector) => [...document.querySelectorAll(selector)].map(box)
        .filter(([left, , right]) => right > left);
    const others = ".article > :not(.gloss), .contents, .colophon, h1, .facts";
    return [all(".article > .gloss"), all(others)];
}"""


@pytest.mark.parametrize("path", BRIEFINGS)
def test_no_summary_in_the_margin_lies_on_another_a_note_or_the_text(
    path: str, plain_page: Page, site: str
) -> None:
    plain_page.goto(site + path)
    found = []
    for width in WIDTHS:
        plain_page.set_viewport_size({"width": width, "height": 900})
        glosses, others = plain_page.evaluate(BOXES)
        assert bool(glosses) is (width >= WIDE), width
        for number, gloss in enumerate(glosses):
            found += [f"{width} px: {gloss[4]} leaves the window"] * (gloss[2] > width + 0.5)
            found += [
                f"{width} px: {gloss[4]} lies on {other[4]}"
                for other in (*glosses[number + 1 :], *others)
                if overlap(gloss, other)
            ]
    assert found == []


def test_a_summary_begins_level_with_the_paragraph_that_mentions_its_subject(
    plain_page: Page, site: str
) -> None:
    plain_page.set_viewport_size({"width": 1280, "height": 900})
    plain_page.goto(site + BRIEFINGS[0])
    # A tall box of what followed the article would stand above the first ones.
    plain_page.locator(".since").evaluate("box => box.remove()")
    gloss = plain_page.locator(".gloss").first
    paragraph = gloss.locator("xpath=preceding-sibling::p[1]")
    title = gloss.locator("b").first.inner_text()
    expect(paragraph.locator("a.mention", has_text=title).first).to_be_visible()
    beside, text = gloss.bounding_box(), paragraph.bounding_box()
    assert beside
    assert text
    assert beside["x"] > text["x"] + text["width"]
    assert abs(beside["y"] - text["y"]) < 8


def test_on_paper_and_without_scripts_a_number_leads_from_a_mention_to_its_background(
    plain_page: Page, site: str
) -> None:
    plain_page.goto(site + BRIEFINGS[0])
    for media in ("screen", "print"):
        plain_page.emulate_media(media=media)
        for mention in plain_page.locator("a.mention").all():
            number = int(mention.get_attribute("data-number") or 0)
            term = plain_page.locator(f".background dt[data-number='{number}'] a")
            assert mention.get_attribute("href") == term.get_attribute("href")
            shown = mention.evaluate("e => getComputedStyle(e, '::after').content")
            assert shown.startswith(f'"[{number}]"'), shown
    expect(plain_page.locator(".gloss").first).to_be_hidden()


def test_the_background_says_what_had_happened_and_what_followed(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(site + BRIEFINGS[0])
    kosovo = browser_page.locator(".background dt", has_text="Kosovo").first
    said = kosovo.locator("xpath=following-sibling::dd[1]")
    days = [str(t.get_attribute("datetime")) for t in said.locator("time").all()]
    labels = said.locator(".moment").all_inner_texts()
    assert labels == ["Where things stood", "Since then"]
    assert days == sorted(days)
    assert days[0] <= "2018-02-01" < days[-1]


def test_what_followed_stands_above_the_article(
    browser_page: Page, phone_page: Page, plain_page: Page, site: str
) -> None:
    for page, is_open in ((browser_page, True), (plain_page, True), (phone_page, False)):
        page.goto(site + BRIEFINGS[0])
        since = page.locator(".since")
        expect(since.locator("summary")).to_have_text("Since this was written")
        events = since.locator("li")
        assert 3 <= events.count() <= 5
        days = [str(t.get_attribute("datetime")) for t in since.locator("time").all()]
        assert days == sorted(days, reverse=True)
        assert days[-1] > "2018-02-01"
        expect(since.get_by_role("link", name="Libya", include_hidden=True)).to_have_count(1)
        assert (events.first.evaluate("e => e.checkVisibility()")) is is_open
    phone_page.locator(".since summary").tap()
    expect(phone_page.locator(".since li").first).to_be_visible()
    expect(browser_page.locator(".since")).to_have_attribute("open", "")


def test_what_followed_is_closed_and_opened_as_the_window_changes(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(site + BRIEFINGS[0])
    since = browser_page.locator(".since")
    for width, is_open in ((390, False), (768, True), (390, False)):
        resize(browser_page, width)
        expect(since).to_have_js_property("open", is_open)
        expect(since.locator("li").first).to_be_visible(visible=is_open)
        # Where it cannot be closed, the keyboard finds nothing to press.
        expect(since.locator("summary")).to_have_js_property("tabIndex", -1 if is_open else 0)


def test_the_background_is_no_longer_than_the_article(plain_page: Page, site: str) -> None:
    plain_page.set_viewport_size({"width": 1280, "height": 900})
    for path in BRIEFINGS:
        plain_page.goto(site + path)
        background, article = (
            plain_page.locator(part).bounding_box() for part in (".background", ".article")
        )
        assert background
        assert article
        assert background["height"] <= article["height"], path


def test_a_subject_in_passing_is_a_sentence_that_opens(browser_page: Page, site: str) -> None:
    browser_page.goto(site + BRIEFINGS[0])
    tobruk = browser_page.locator(".background .others > div", has_text="Tobruk")
    events = tobruk.locator("li").first
    expect(events).to_be_hidden()
    opener = tobruk.locator("summary")
    expect(opener).to_have_text("More (Tobruk)")
    opener.click()
    expect(events).to_be_visible()
    # On paper there is one line of it, opened or not.
    browser_page.emulate_media(media="print")
    expect(opener).to_be_hidden()
    expect(events).to_be_hidden()
    expect(browser_page.locator(".background .central li").first).to_be_visible()


def test_many_summaries_are_beside_the_links_of_their_subjects(
    shipped: Content,
) -> None:
    corpus = annotate(shipped, Settings())
    explainers = corpus.explainers.values()
    placed = linked = 0
    for slug, article in corpus.texts.items():
        annotated = corpus.annotated[uris.briefing(slug)]
        linked += len(annotated.subjects())
        for number, gloss in margin.plan(article, annotated, explainers).glosses.items():
            here = {m.subject for m in annotated.linked() if m.passage == number}
            subjects = [corpus.explainers[subject] for subject in here]
            assert set(gloss) <= {Summary(Link(s.title), s.summary) for s in subjects}
            placed += len(gloss)
    assert placed / linked >= 0.38


PARAGRAPHS = st.lists(
    st.tuples(
        st.integers(1, 900),
        st.lists(st.integers(1, 500), max_size=3),
        st.lists(st.integers(1, 300), max_size=3),
    ),
    max_size=8,
)


def annotated_text(
    lengths: list[tuple[int, list[int], list[int]]],
) -> tuple[Article, tuple[Mention, ...], dict[str, Explainer]]:
    """Return an article: the length of each paragraph, and of its notes and summaries."""
    noted = [(n, length) for n, (_, notes, _) in enumerate(lengths) for length in notes]
    subjects = [(n, length) for n, (*_, summaries) in enumerate(lengths) for length in summaries]
    explainers = {
        f"s{number}": Explainer(
            slug=f"s{number}",
            path="",
            title="A subject",
            kind=ExplainerKind.CONCEPT,
            summary="a" * length,
            body="",
            body_line=1,
            names=(),
        )
        for number, (_, length) in enumerate(subjects)
    }
    article = Article(
        slug="a", capture=Capture("articles/a.txt", "", 0), title="A", headline="", summary="",
        lang="en",
        blocks=tuple(Block(BlockKind.PARAGRAPH, "a" * length, 1) for length, _, _ in lengths),
        notes=tuple(
            AnchoredNote(Note(NoteKind.CONTEXT, "a", "a" * length), number, ((block, 0, 1),))
            for number, (block, length) in enumerate(noted, start=1)
        ),
    )  # fmt: skip
    mentions = tuple(
        Mention(block, 0, 1, "a", (slug,), slug, Sense.ONLY, Verdict.LINKED)
        for slug, (block, _) in zip(explainers, subjects, strict=True)
    )
    return article, mentions, explainers


@pytest.mark.parametrize(
    ("lengths", "beside"),
    [
        # The second note begins below its paragraph, if nothing stands in the margin there.
        ([(300, [250, 100], []), (900, [], []), (900, [], [])], {1, 2}),
        ([(300, [250, 100], []), (900, [50], []), (900, [], [])], {1, 3}),
        ([(300, [250, 100], []), (900, [], []), (900, [50], [])], {1, 2, 3}),
        # Not far below it, and not below the article.
        ([(60, [500, 100], []), (900, [], []), (900, [], [])], {1}),
        ([(300, [250, 100], [])], {1}),
        # A first note always begins beside its paragraph.
        ([(60, [500], []), (60, [50], []), (900, [], [])], {1}),
    ],
)
def test_two_notes_of_a_paragraph_are_in_the_margin_where_there_is_room(
    lengths: list[tuple[int, list[int], list[int]]], beside: set[int]
) -> None:
    article, _, _ = annotated_text(lengths)
    assert margin.plan(article, Annotated((), ()), ()).notes == beside


@given(PARAGRAPHS)
def test_a_summary_takes_the_room_of_no_note(
    lengths: list[tuple[int, list[int], list[int]]],
) -> None:
    article, mentions, explainers = annotated_text(lengths)
    without = margin.plan(article, Annotated((), ()), ())
    found = margin.plan(article, Annotated((), mentions), explainers.values())
    assert found.notes == without.notes
