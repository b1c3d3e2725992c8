"""Editors' notes in a browser: in the margin, by keyboard, on a phone, on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser_pages import ARABIC, SCHEMES, Scheme, accessibility_problems, settle
from tests.conftest import ServeSite
from tests.hostile import ARABIC_TEXT
from tests.project import SMALL, Project

LONG = " ".join(["Much could be said of this, and much of it has been said before."] * 6)
SIDECAR = f"""\
title: Envoys speak about the crossings
published: 2020-05-04
outlet: wire
tags: [crossings]
notes:
  - {{quote: Envoys met in Geneva, kind: correction, note: "{LONG}"}}
  - quote: Geneva on Monday
    kind: update
    note: A short note.
    sources: [https://example.org/{"long/" * 20}]
  - {{quote: river crossings. The Blue Bridge, kind: disputed, note: "{LONG}"}}
  - quote: ridge stays clo
    prefix: The Blue B
    suffix: sed
    note: "Within words.\\n\\n- a list\\n\\n> quoted, `code`"
  - {{quote: and money, note: "{LONG}", sources: [{{title: An almanac}}]}}
"""
LISTED = f"""\
---
title: A ferry takes over
published: 2020-06-01
outlet: wire
notes:
  - {{quote: What runs now, kind: update, note: On a heading.}}
  - {{quote: the first item, kind: correction, note: "{LONG}"}}
  - {{quote: a quotation, kind: disputed, note: "{LONG}"}}
  - {{quote: some code, note: On code.}}
  - {{quote: the end, note: "{LONG} {LONG}"}}
---

## What runs now

A ferry now runs beside the Blue Bridge.

- the first item
- the second item

## What is said

> a quotation

```
some code
```

## What comes

And this is the end.
"""
REMARKS = "\n".join(
    f'  - {{quote: word {n} of, note: "{n % 3 * LONG or "Short."}"}}' for n in range(10, 24)
)
CROWDED = f"""\
---
title: Twelve remarks on one paragraph
published: 2020-07-01
outlet: wire
notes:
{REMARKS}
---

## Before

{" ".join(f"Here stands word {n} of a long paragraph." for n in range(10, 22))}

## Between

Here stands word 22 of a short one.

And here stands word 23 of another one, which has a little more to say than that.

Nothing is said about this.
"""
PAGES = ("briefings/talks/", "briefings/ferry/", "briefings/crowded/", ARABIC)
WIDTHS = (320, 390, 600, 768, 1024, 1219, 1220, 1280, 1366, 1440, 1600, 1920, 2560)
WIDE = 1280


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve_site: ServeSite) -> str:
    content = {**SMALL, "articles/talks.yml": SIDECAR, "articles/ferry.md": LISTED}
    content["articles/crowded.md"] = CROWDED
    content["articles/arabic.md"] = ARABIC_TEXT
    content["outlets/sample-wire.yml"] = "name: Sample Wire\n"
    project = Project(tmp_path_factory.mktemp("notes"), content)
    project.built("--strict")
    return serve_site(project.site)


# Where the notes stand, and everything else.
BOXES = """() => {
    const box = (element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return [left, top, right, bottom, element.id || element.textContent.trim().slice(0, 30)];
    };
    const all = (selector) => [...document.querySelectorAll(selector)].map(box);
    return [
        all(".article > .note"),
        all(".article > :not(.note), .article ~ *, .contents, .colophon, h1, .facts"),
        document.documentElement.clientWidth,
        document.documentElement.scrollWidth,
    ];
}"""


STYLE = """(rules) => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: rules }));
}"""
# The spacing that no page may break under: https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""


def overlap(one: list[float], other: list[float]) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    )


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("spacing", ["", SPACED], ids=["as set", "spaced out"])
def test_no_note_lies_on_another_or_on_the_text(
    path: str, spacing: str, plain_page: Page, site: str
) -> None:
    plain_page.goto(site + path)
    plain_page.evaluate(STYLE, spacing)
    found = []
    for width in WIDTHS:
        plain_page.set_viewport_size({"width": width, "height": 900})
        notes, others, inside, whole = plain_page.evaluate(BOXES)
        assert len(notes) == plain_page.locator("a[role=doc-noteref]").count() >= 2
        found += [f"{width} px: wider than the window by {whole - inside}"] * (whole > inside)
        for number, note in enumerate(notes):
            leaves = note[0] < -0.5 or note[2] > inside + 0.5
            found += [f"{width} px: {note[4]} leaves the window"] * leaves
            for other in (*notes[number + 1 :], *others):
                if overlap(note, other):
                    found.append(f"{width} px: {note[4]} lies on {other[4]}")
    assert found == []


def test_wide_screens_have_the_note_beside_its_passage(plain_page: Page, site: str) -> None:
    plain_page.set_viewport_size({"width": WIDE, "height": 900})
    plain_page.goto(site + PAGES[0])
    paragraph = plain_page.locator(".article > p").first.bounding_box()
    note = plain_page.locator("#note-1").bounding_box()
    assert paragraph
    assert note
    assert note["x"] > paragraph["x"] + paragraph["width"]
    assert abs(note["y"] - paragraph["y"]) < 2
    plain_page.set_viewport_size({"width": 390, "height": 900})
    paragraph = plain_page.locator(".article > p").first.bounding_box()
    note = plain_page.locator("#note-1").bounding_box()
    assert paragraph
    assert note
    assert note["y"] >= paragraph["y"] + paragraph["height"]


def test_notes_on_a_text_from_right_to_left_have_its_order_and_the_margin_of_all_pages(
    plain_page: Page, site: str
) -> None:
    plain_page.set_viewport_size({"width": WIDE, "height": 900})
    plain_page.goto(site + ARABIC)
    paragraph = plain_page.locator(".article > p").first
    expect(paragraph).to_have_css("direction", "rtl")
    marks = plain_page.locator("mark[data-notes]")
    assert marks.all_text_contents() == ["مبعوث الأمم المتحدة", "كانت مفيدة"]
    references = plain_page.locator("a[role=doc-noteref]")
    assert references.all_text_contents() == ["1", "2"]
    first, second = (reference.bounding_box() for reference in references.all())
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] > second["x"]
    text = paragraph.bounding_box()
    assert text
    filled = text["y"] - 10
    for number, note in enumerate(plain_page.locator(".note[id]").all(), start=1):
        expect(note).to_have_css("direction", "ltr")
        expect(note.locator(".note-number")).to_have_text(str(number))
        box = note.bounding_box()
        assert box
        assert box["x"] > text["x"] + text["width"]
        assert box["y"] > filled
        filled = box["y"] + box["height"]


@pytest.mark.parametrize("width", [390, WIDE])
def test_the_keyboard_goes_to_the_note_and_back(width: int, browser_page: Page, site: str) -> None:
    browser_page.set_viewport_size({"width": width, "height": 700})
    browser_page.goto(site + PAGES[0])
    reference = browser_page.locator("a[role=doc-noteref][aria-label='Note 2, update']")
    reference.focus()
    browser_page.keyboard.press("Enter")
    note = browser_page.get_by_role("note", name="Note 2, update")
    expect(note).to_be_in_viewport()
    assert note.evaluate("e => e.matches(':target')")
    browser_page.keyboard.press("Tab")
    expect(note.get_by_role("link", name="example.org")).to_be_focused()
    browser_page.keyboard.press("Tab")
    expect(note.locator("a[role=doc-backlink]")).to_be_focused()
    browser_page.keyboard.press("Enter")
    expect(reference).to_be_in_viewport()
    assert reference.evaluate("e => e.matches(':target')")
    browser_page.keyboard.press("Shift+Tab")
    browser_page.keyboard.press("Tab")
    expect(reference).to_be_focused()


# The space between what stands in the column, one after the other, in lines of the text.
GAPS = """() => {
    const article = document.querySelector(".article");
    const column = [...article.children].filter((e) => e.checkVisibility()
        && getComputedStyle(e).float !== "right");
    const line = parseFloat(getComputedStyle(article.querySelector(":scope > p")).lineHeight);
    const box = (e) => e.getBoundingClientRect();
    return column.slice(1).map((e, n) => (box(e).top - box(column[n]).bottom) / line);
}"""


@pytest.mark.parametrize("path", PAGES)
def test_the_text_waits_for_no_note(path: str, plain_page: Page, site: str) -> None:
    plain_page.goto(site + path)
    for width in WIDTHS:
        plain_page.set_viewport_size({"width": width, "height": 900})
        gaps = plain_page.evaluate(GAPS)
        assert max(gaps) < 2.5, width
        assert min(gaps) > 0.2, width


@pytest.mark.parametrize("path", PAGES)
def test_a_note_begins_beside_its_paragraph_or_right_below(
    path: str, plain_page: Page, site: str
) -> None:
    plain_page.set_viewport_size({"width": WIDE, "height": 900})
    plain_page.goto(site + path)
    for note in plain_page.locator(".note[id]").all():
        box = note.bounding_box()
        text = note.locator("xpath=preceding-sibling::*[not(self::aside)][1]").bounding_box()
        assert box
        assert text
        if box["x"] > text["x"] + text["width"]:
            assert text["y"] - 10 < box["y"] < text["y"] + text["height"]
        else:
            assert box["x"] == text["x"]
            assert box["y"] > text["y"] + text["height"]
    below = plain_page.locator(".note[id]:not(.beside)").count()
    assert below == {PAGES[2]: 12}.get(path, below)


def test_pointing_at_the_twelfth_number_shows_its_words_too(browser_page: Page, site: str) -> None:
    browser_page.goto(site + PAGES[2])
    colour = "e => getComputedStyle(e).backgroundColor"
    words = browser_page.locator('[data-notes~="12"]').last
    quiet = words.evaluate(colour)
    browser_page.locator("#note-ref-12").hover()
    assert words.evaluate(colour) == browser_page.locator("#note-12 .note-label").evaluate(colour)
    assert words.evaluate(colour) != quiet


def test_pointing_at_a_number_shows_words_and_note(browser_page: Page, site: str) -> None:
    browser_page.set_viewport_size({"width": WIDE, "height": 900})
    browser_page.goto(site + PAGES[0])
    colour = "e => getComputedStyle(e).backgroundColor"
    words = browser_page.locator('[data-notes~="3"]').last
    label = browser_page.locator("#note-3 .note-label")
    other = browser_page.locator("#note-1 .note-label")
    quiet = label.evaluate(colour)
    browser_page.locator("#note-ref-3").hover()
    assert words.evaluate(colour) == label.evaluate(colour) != quiet
    assert other.evaluate(colour) == quiet
    browser_page.locator("#note-3").hover()
    assert words.evaluate(colour) != quiet


def test_the_kinds_differ_without_colour(browser_page: Page, site: str) -> None:
    browser_page.emulate_media(forced_colors="active")
    browser_page.set_viewport_size({"width": 390, "height": 900})
    browser_page.goto(site + PAGES[0])
    kinds = ("correction", "update", "disputed", "context")
    line = """(e, side) => {
        const style = getComputedStyle(e);
        return style[`border${side}Style`] + style[`border${side}Width`];
    }"""
    marks = [browser_page.locator(f".note-mark--{k}").last.evaluate(line, "Bottom") for k in kinds]
    edges = [browser_page.locator(f".note--{k}").first.evaluate(line, "Left") for k in kinds]
    assert marks == edges
    assert len(set(edges)) == 4
    labels = [browser_page.locator(f".note--{k} .note-label").first for k in kinds]
    assert [" ".join(label.inner_text().split()) for label in labels] == [
        "1 Correction", "2 Update", "3 Disputed", "4 Context",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_with_a_note_are_seen_in_forced_colours(
    scheme: Scheme, browser_page: Page, site: str
) -> None:
    browser_page.emulate_media(forced_colors="active", color_scheme=scheme)
    browser_page.goto(site + PAGES[0])
    of = "(e, what) => getComputedStyle(e)[what]"
    canvas = browser_page.locator("body").evaluate(of, "backgroundColor")
    words, link = (browser_page.locator(p).first for p in (".article p", ".article a[href]"))
    for mark in browser_page.locator(".note-mark").all():
        around = link if mark.locator("xpath=ancestor::a").count() else words
        assert mark.evaluate(of, "color") == around.evaluate(of, "color") != canvas
        assert mark.evaluate(of, "borderBottomColor") == mark.evaluate(of, "color")


def test_letters_of_notes_are_no_smaller_than_thirteen_pixels(plain_page: Page, site: str) -> None:
    for width in (320, WIDE):
        plain_page.set_viewport_size({"width": width, "height": 900})
        plain_page.goto(site + PAGES[0])
        sizes = plain_page.locator(".note p").evaluate_all(
            "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(sizes) >= 13


def test_the_contents_and_the_heading_have_no_number(plain_page: Page, site: str) -> None:
    plain_page.goto(site + PAGES[1])
    contents = plain_page.locator(".contents a").all_text_contents()
    assert [" ".join(text.split()) for text in contents][:3] == [
        "What runs now", "What is said", "What comes",
    ]  # fmt: skip
    expect(plain_page.locator("h2#section-what-runs-now mark")).to_have_text("What runs now")


def test_axe_finds_no_barrier_in_notes(browser_page: Page, site: str) -> None:
    found = []
    for path in (*PAGES, f"{PAGES[0]}#note-1", f"{PAGES[0]}#note-ref-3"):
        browser_page.goto("about:blank")
        browser_page.goto(site + path)
        settle(browser_page)
        found += accessibility_problems(browser_page)
    assert found == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_has_every_note_below_its_paragraph(
    scheme: Scheme, browser_page: Page, site: str
) -> None:
    browser_page.emulate_media(media="print", color_scheme=scheme)
    browser_page.set_viewport_size({"width": WIDE, "height": 900})
    browser_page.goto(site + PAGES[0])
    for note in browser_page.locator(".note").all():
        expect(note).to_be_visible()
        assert note.evaluate("e => getComputedStyle(e).float") == "none"
    assert not any(back.is_visible() for back in browser_page.locator(".note-back").all())


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024), (1280, 720)])
def test_a_link_to_a_note_shows_the_note_and_its_words(
    width: int, height: int, plain_page: Page, site: str
) -> None:
    plain_page.set_viewport_size({"width": width, "height": height})
    page = f"{site}briefings/lavrov-alfano-february-2018/"
    plain_page.goto(page)
    for number in range(1, plain_page.locator("aside.note").count() + 1):
        plain_page.goto(f"{page}#note-{number}")
        masthead, note, words = (
            plain_page.locator(part).first.bounding_box()
            for part in (".masthead", f"#note-{number}", f'[data-notes~="{number}"]')
        )
        assert masthead
        assert note
        assert words
        top = masthead["y"] + masthead["height"]
        assert top <= words["y"] <= height - words["height"], number
        assert top <= note["y"] <= height - 60, number
        marked = f"""e => getComputedStyle(document.querySelector('[data-notes~="{number}"]'))
            .backgroundColor"""
        assert plain_page.locator("html").evaluate(marked) != "rgba(0, 0, 0, 0)", number
