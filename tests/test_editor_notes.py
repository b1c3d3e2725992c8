"""Notes that an editor writes on the pages of the preview, by mouse and by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser_pages import SELECT, loaded_again, violations, wait_until
from tests.previews import Heard, Site, previewed
from tests.project import SMALL, Project

TALKS = """\
Envoys met in Geneva on Monday to speak about the river crossings. They will meet again in May.

The Blue Bridge stays closed, the mediator said. \
<b onclick="alert(1)">Repairs</b> would take a year, and money.

The ferry runs at noon. The bridge was closed for repairs, and the ferry is slow.
"""
FACTS = """\
# Asked for on 5 May.
title: Envoys speak about the crossings
published: 2020-05-04
outlet: wire
tags: [crossings]
notes:
  - quote: "stays closed"   # until when?
    kind: update
    note: It was opened in June.
    sources: ["https://wire.example/bridge"]
  - quote: meet again in May
    note: >-
      They met in June,
      and in July.
    author: Ada Berg
"""
ARABIC = "\n\n".join(
    [
        "اجتمع المبعوثون يوم الاثنين في جنيف للحديث عن معابر النهر.",
        "يبقى الجسر الأزرق مغلقا، قال الوسيط.",
    ]
)
ARABIC_FACTS = "title: المعابر\nlang: ar\npublished: 2020-05-05\noutlet: wire\n"
FILES = {
    **SMALL,
    "articles/talks.txt": TALKS,
    "articles/talks.yml": FACTS,
    "articles/river.txt": f"{ARABIC}\n",
    "articles/river.yml": ARABIC_FACTS,
}
TALKS_PAGE, FERRY_PAGE, RIVER_PAGE = "briefings/talks/", "briefings/ferry/", "briefings/river/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with previewed(Project(tmp_path_factory.mktemp("notes"), FILES), Heard()) as site:
        yield site


@pytest.fixture
def sidecar(preview: Site) -> Iterator[Callable[[str], str]]:
    """Reads a file of the content; afterwards all are as they were."""
    yield lambda path: (preview.project.content / path).read_text("utf-8")
    preview.restore(FILES)


@pytest.fixture
def page(browser: Browser, sidecar: object) -> Iterator[Page]:
    del sidecar
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


Read = Callable[[str], str]
SELECT_IN_VIEW = f"""(words) => {{
    ({SELECT})(words);
    const {{ parentElement }} = getSelection().anchorNode;
    parentElement.scrollIntoView({{ block: "center", behavior: "instant" }});
}}"""


def visit(page: Page, preview: Site, path: str = TALKS_PAGE) -> None:
    page.goto(preview.url + path)
    expect(page.locator(".passage-tools button", has_text="Add a note")).to_be_attached()


def select(page: Page, start: str, end: str = "") -> None:
    page.evaluate(SELECT_IN_VIEW, [start, end or start])
    expect(page.get_by_role("toolbar", name="Selected passage")).to_be_visible()


def form(page: Page) -> Locator:
    return page.locator("briefings-note").get_by_role("dialog")


def text_of_note(page: Page) -> Locator:
    return form(page).get_by_role("textbox", name="Text of the note")


def add_note(page: Page, start: str, end: str = "") -> Locator:
    """Open the form for a note on some words."""
    select(page, start, end)
    page.get_by_role("toolbar").get_by_role("button", name="Add a note").click()
    return form(page)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def said(page: Page) -> Locator:
    return page.locator("briefings-announcements .toasts")


def chosen(page: Page) -> Locator:
    return page.get_by_role("application", name="Choose the words of the note")


# -------------------------------------------------------------------------------- adding


def test_a_note_is_added_by_mouse(page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview)
    add_note(page, "would take", "and money")
    expect(form(page).get_by_role("blockquote")).to_have_text("would take a year, and money")
    text_of_note(page).fill("The *cost* is not known.")
    form(page).get_by_role("radio", name="Disputed").check()
    form(page).get_by_role("button", name="Add a source").click()
    page.keyboard.type("Cost of the bridge")
    form(page).get_by_label("Address of the source").fill("https://wire.example/cost")
    form(page).get_by_label("Author of the note").fill("Cem Oz")
    # It is shown as it will be.
    shown = form(page).frame_locator("iframe").locator("aside.note--disputed")
    expect(shown.locator("em")).to_have_text("cost")
    expect(shown).to_contain_text("Cost of the bridge")
    form(page).get_by_text("Show the change in the file").click()
    expect(form(page).locator(".diff ins").first).to_contain_text("quote: would take a year")
    form(page).get_by_role("button", name="Save").click()
    # The page comes back with the note, and focus is at it.
    note = page.get_by_role("note", name="disputed")
    expect(note).to_contain_text("The cost is not known.")
    expect(page.get_by_role("button", name="Change note 3")).to_be_focused()
    expect(said(page)).to_contain_text("Note added")
    assert sidecar("articles/talks.yml") == FACTS + (
        "  - quote: would take a year, and money\n"
        "    kind: disputed\n"
        "    note: The *cost* is not known.\n"
        "    sources: [{title: Cost of the bridge, url: 'https://wire.example/cost'}]\n"
        "    author: Cem Oz\n"
    )
    # Who writes is remembered.
    add_note(page, "runs at noon")
    expect(form(page).get_by_label("Author of the note")).to_have_value("Cem Oz")


def test_a_note_is_added_by_keyboard_alone(page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview, FERRY_PAGE)
    press(page, "Alt+n")
    expect(chosen(page)).to_be_focused()
    expect(chosen(page).locator(".chosen")).to_have_text("A")
    press(page, *["ArrowRight"] * 2, *["Shift+ArrowRight"] * 2)
    expect(chosen(page).locator(".chosen")).to_have_text("now runs beside")
    press(page, "Shift+ArrowLeft", "Enter")
    expect(text_of_note(page)).to_be_focused()
    page.keyboard.type("From 1 June / to 1 July?")
    expect(text_of_note(page)).to_have_value("From 1 June / to 1 July?")
    press(page, "Control+Enter")
    expect(page.get_by_role("note")).to_contain_text("From 1 June")
    expect(page.get_by_role("button", name="Change note 1")).to_be_focused()
    assert "  - quote: now runs\n" in sidecar("articles/ferry.md")
    press(page, "Alt+n", "Escape")
    expect(chosen(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Change note 1")).to_be_focused()


# Keys, and what is chosen then; the first word in the window at first.
STEPS = {
    TALKS_PAGE: [
        ("", "Envoys"),
        ("ArrowRight", "met"),
        ("ArrowLeft", "Envoys"),
        ("ArrowDown", "The"),
        ("Shift+ArrowRight", "The Blue"),
        ("End", "money"),
        ("Home", "The"),
        ("ArrowUp", "Envoys"),
        ("Shift+End", "Envoys met in Geneva on Monday to speak about the river crossings. "
         "They will meet again in May"),
        ("Shift+Home", "Envoys"),
        ("ArrowUp", "Envoys"),
    ],
    RIVER_PAGE: [
        ("", "اجتمع"),
        ("ArrowLeft", "المبعوثون"),
        ("Shift+ArrowLeft", "المبعوثون يوم"),
        ("ArrowRight", "المبعوثون"),
        ("ArrowDown", "يبقى"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("path", STEPS)
def test_keys_choose_words_in_the_direction_of_the_text(
    path: str, page: Page, preview: Site
) -> None:
    visit(page, preview, path)
    press(page, "Alt+n")
    for key, words in STEPS[path]:
        press(page, *filter(None, [key]))
        expect(chosen(page).locator(".chosen")).to_have_text(words)


def test_selected_words_of_the_article_alone_are_annotated(
    page: Page, preview: Site, sidecar: Read
) -> None:
    """A note on words with a link and the number of another note, from the middle of a word."""
    visit(page, preview)
    select(page, "met in", "on Monday")
    page.evaluate("getSelection().modify('extend', 'forward', 'paragraph')")
    page.evaluate("getSelection().modify('extend', 'backward', 'word')")
    press(page, "Alt+n")
    quote = form(page).get_by_role("blockquote").inner_text()
    assert quote.startswith("met in Geneva on Monday to speak")
    text_of_note(page).fill("On 4 May.")
    press(page, "Control+Enter")
    expect(page.get_by_role("note").filter(has_text="On 4 May.")).to_be_visible()
    assert f"  - quote: {quote}\n" in sidecar("articles/talks.yml").replace("\n      ", " ")


def test_a_note_without_text_is_not_saved(page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview)
    add_note(page, "runs at noon").get_by_role("button", name="Save").click()
    expect(form(page).get_by_role("alert")).to_have_text("First write the text of the note.")
    expect(text_of_note(page)).to_be_focused()
    assert sidecar("articles/talks.yml") == FACTS


# -------------------------------------------------------------------------------- changing


def change(page: Page, number: int) -> Locator:
    page.get_by_role("button", name=f"Change note {number}").click()
    return form(page)


def test_a_note_is_changed_and_that_is_undone(page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview)
    change(page, 1)
    expect(text_of_note(page)).to_have_value("They met in June, and in July.")
    text_of_note(page).fill("They met in June.")
    form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("note", name="Note 1")).not_to_contain_text("July")
    expect(page.get_by_role("button", name="Change note 1")).to_be_focused()
    assert "They met in June.\n    author: Ada Berg\n" in sidecar("articles/talks.yml")
    assert sidecar("articles/talks.yml").startswith(FACTS[: FACTS.index("    note: >-")])
    said(page).get_by_role("button", name="Undo").click()
    expect(page.get_by_role("note", name="Note 1")).to_contain_text("July")
    assert sidecar("articles/talks.yml") == FACTS


def test_a_note_is_deleted_by_keyboard_and_that_is_undone(
    page: Page, preview: Site, sidecar: Read
) -> None:
    visit(page, preview)
    page.get_by_role("button", name="Change note 2").focus()
    press(page, "Enter")
    expect(text_of_note(page)).to_be_focused()
    form(page).get_by_role("button", name="Delete").press("Enter")
    expect(page.get_by_role("note")).to_have_count(1)
    expect(said(page)).to_contain_text("Note deleted")
    assert "stays closed" not in sidecar("articles/talks.yml")
    said(page).get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_role("note")).to_have_count(2)
    assert sidecar("articles/talks.yml") == FACTS


@pytest.mark.parametrize("place", ["#note-ref-2", "#note-2 .note-back", "#note-2 .note-sources a"])
def test_a_key_changes_the_note_that_has_the_focus(place: str, page: Page, preview: Site) -> None:
    visit(page, preview)
    page.locator(place).first.focus()
    press(page, "Alt+n")
    expect(text_of_note(page)).to_have_value("It was opened in June.")
    expect(text_of_note(page)).to_be_focused()
    press(page, "Escape")
    expect(page.locator(place).first).to_be_focused()
    select(page, "The ferry", "at noon")
    press(page, "Alt+n")
    expect(text_of_note(page)).to_have_value("")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_note_is_moved_to_other_words(by: str, page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview)
    change(page, 2).get_by_role("button", name="Move to a selection").click()
    expect(form(page)).to_be_hidden()
    if by == "mouse":
        page.evaluate(SELECT_IN_VIEW, ["The ferry", "at noon"])
        expect(chosen(page).locator(".chosen")).to_have_text("The ferry runs at noon")
        chosen(page).get_by_role("button", name="Use these words").click()
    else:
        press(page, "ArrowDown", *["Shift+ArrowRight"] * 4, "Enter")
    expect(form(page).get_by_role("blockquote")).to_have_text("The ferry runs at noon")
    form(page).get_by_role("button", name="Save").click()
    expect(page.locator("[data-notes='2']")).to_have_text("The ferry runs at noon")
    assert sidecar("articles/talks.yml") == FACTS.replace(
        'quote: "stays closed"', 'quote: "The ferry runs at noon"'
    )


def test_a_lost_note_says_what_was_found_and_is_moved(
    page: Page, preview: Site, sidecar: Read
) -> None:
    preview.project.write("articles/talks.yml", FACTS.replace("stays closed", "stays opened"))
    preview.settle()
    visit(page, preview)
    panel = page.locator("briefings-panel")
    panel.locator("summary", has_text="Notes").click()
    lost = panel.get_by_role("listitem").filter(has=page.get_by_text("Lost", exact=True))
    expect(lost).to_contain_text("The most similar words are on line 3")
    lost.get_by_role("button", name="Move to a selection").click()
    page.evaluate(SELECT_IN_VIEW, ["stays", "closed"])
    chosen(page).get_by_role("button", name="Use these words").click()
    expect(form(page).get_by_role("blockquote")).to_have_text("stays closed")
    form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("note")).to_have_count(2)
    assert sidecar("articles/talks.yml") == FACTS


def test_a_note_whose_words_have_changed_says_so_and_takes_the_new_ones(
    page: Page, preview: Site, sidecar: Read
) -> None:
    preview.project.write("articles/talks.txt", TALKS.replace("again in", "again, in"))
    preview.settle()
    visit(page, preview)
    page.get_by_role("button", name="Moved: Change note 1").click()
    expect(form(page)).to_contain_text("The words of this note have changed in the article.")
    expect(form(page)).to_contain_text("meet again, in May")
    form(page).get_by_role("button", name="Move to a selection").click()
    expect(chosen(page).locator(".chosen")).to_have_text("meet again, in May")
    press(page, "Enter")
    expect(form(page).get_by_role("status")).to_be_empty()
    form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Change note 1", exact=True)).to_be_focused()
    assert sidecar("articles/talks.yml") == FACTS.replace("meet again in", "meet again, in")


# ------------------------------------------------------------------- edits that readers do not see


UNSEEN = "lang: en\n"
SAVE_UNSEEN = """async () => {
    const { desk } = await import("/-preview/editor/main.js");
    const { written } = await import("/-preview/editor/confirm.js");
    await written(desk, { type: "set-fact", key: "lang", value: "en" }, "Language");
}"""


def save_unseen_fact(page: Page, preview: Site) -> None:
    """Save a fact that moves the notes in the file, and changes nothing on the page."""
    before = preview.get(TALKS_PAGE)
    page.evaluate(SAVE_UNSEEN)
    assert UNSEEN in (preview.project.content / "articles/talks.yml").read_text("utf-8")
    assert preview.get(TALKS_PAGE) == before


def test_after_an_edit_without_a_trace_and_its_undo_a_note_is_saved(
    page: Page, preview: Site, sidecar: Read
) -> None:
    visit(page, preview)
    with loaded_again(page):
        save_unseen_fact(page, preview)
    assert UNSEEN in sidecar("articles/talks.yml")
    with loaded_again(page):
        said(page).get_by_role("button", name="Undo").click()
    assert sidecar("articles/talks.yml") == FACTS
    change(page, 2)
    text_of_note(page).fill("It was opened in May.")
    form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("note", name="Note 2")).to_contain_text("opened in May")
    assert sidecar("articles/talks.yml") == FACTS.replace("opened in June", "opened in May")


@pytest.mark.parametrize("by", ["Save", "Delete"])
def test_a_note_is_found_after_its_lines_have_moved_under_an_open_form(
    by: str, page: Page, preview: Site, sidecar: Read
) -> None:
    visit(page, preview)
    change(page, 2)
    text_of_note(page).fill("It was opened in May.")
    save_unseen_fact(page, preview)
    after = sidecar("articles/talks.yml")
    assert after.replace(UNSEEN, "") == FACTS
    # Of two messages none takes the place of the other.
    expect(said(page)).to_contain_text("This page has changed. What you typed is kept.")
    expect(said(page).get_by_role("button", name="Undo")).to_be_visible()
    form(page).get_by_role("button", name=by).click()
    if by == "Save":
        expect(page.get_by_role("note", name="Note 2")).to_contain_text("opened in May")
        assert sidecar("articles/talks.yml") == after.replace("opened in June", "opened in May")
    else:
        expect(page.get_by_role("note")).to_have_count(1)
        assert "They met in June" in sidecar("articles/talks.yml")
        assert "stays closed" not in sidecar("articles/talks.yml")


# -------------------------------------------------------------------------------- nothing is lost


def test_a_file_that_has_changed_is_not_overwritten_and_what_is_typed_is_kept(
    page: Page, preview: Site, sidecar: Read
) -> None:
    visit(page, preview)
    add_note(page, "runs at noon")
    text_of_note(page).fill("Once a day.")
    theirs = FACTS.replace("tags: [crossings]", "tags: [crossings, rivers]")
    preview.project.write("articles/talks.yml", theirs)
    expect(said(page)).to_contain_text("This page has changed. What you typed is kept.")
    form(page).get_by_role("button", name="Save").click()
    expect(form(page).get_by_role("alert")).to_contain_text("articles/talks.yml")
    assert sidecar("articles/talks.yml") == theirs
    form(page).get_by_role("button", name="Load").click()
    expect(text_of_note(page)).to_have_value("Once a day.")
    expect(form(page).get_by_role("blockquote")).to_have_text("runs at noon")
    form(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("note")).to_have_count(3)
    assert "Once a day." in sidecar("articles/talks.yml")
    assert "rivers" in sidecar("articles/talks.yml")


def test_a_second_tab_does_not_undo_the_first(page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview)
    change(page, 1)
    text_of_note(page).fill("From the first tab.")
    other = page.context.new_page()
    visit(other, preview)
    change(other, 1)
    text_of_note(other).fill("From the second tab.")
    form(other).get_by_role("button", name="Save").click()
    expect(other.get_by_role("note", name="Note 1")).to_contain_text("second")
    page.bring_to_front()
    form(page).get_by_role("button", name="Save").click()
    expect(form(page).get_by_role("alert")).to_be_visible()
    expect(text_of_note(page)).to_have_value("From the first tab.")
    assert "second" in sidecar("articles/talks.yml")
    assert "first" not in sidecar("articles/talks.yml")


def test_what_is_typed_survives_a_reload_and_escape(page: Page, preview: Site) -> None:
    visit(page, preview)
    add_note(page, "runs at noon")
    page.keyboard.type("Once")
    page.reload()
    expect(text_of_note(page)).to_have_value("Once")
    expect(text_of_note(page)).to_be_focused()
    press(page, "End")
    page.keyboard.type(" a day.")
    press(page, "Escape")
    expect(form(page)).to_be_hidden()
    expect(said(page)).to_contain_text("The note is not saved. What you typed is kept.")
    # Another note does not take its place.
    change(page, 1)
    text_of_note(page).fill("Another")
    form(page).get_by_role("button", name="Discard").click()
    page.reload()
    said(page).get_by_role("button", name="Go on writing").click()
    expect(text_of_note(page)).to_have_value("Once a day.")
    form(page).get_by_role("button", name="Discard").click()
    page.reload()
    expect(page.get_by_role("button", name="Change note 1")).to_be_visible()
    expect(said(page)).to_be_hidden()
    expect(form(page)).to_be_hidden()


def test_one_note_is_written_at_a_time(page: Page, preview: Site) -> None:
    visit(page, preview)
    change(page, 2)
    text_of_note(page).fill("Now this.")
    page.get_by_role("button", name="Change note 1").click()
    expect(said(page)).to_contain_text("First save or discard this note.")
    expect(text_of_note(page)).to_have_value("Now this.")
    # An untouched form gives way.
    form(page).get_by_role("button", name="Discard").click()
    change(page, 2)
    change(page, 1)
    expect(form(page)).to_have_count(1)
    expect(text_of_note(page)).to_have_value("They met in June, and in July.")


def test_without_a_preview_what_is_typed_stays(page: Page, preview: Site) -> None:
    visit(page, preview)
    add_note(page, "runs at noon")
    text_of_note(page).fill("Once a day.")
    page.route("**/-preview/edit", lambda route: route.abort())
    form(page).get_by_role("button", name="Save").click()
    expect(form(page).get_by_role("alert")).to_contain_text("does not answer")
    expect(text_of_note(page)).to_have_value("Once a day.")


# -------------------------------------------------------------------------------- hostile content

HOSTILE = """
<script>top.acted = 1</script><img src="/x" onerror="top.acted = 2; parent.acted = 3">
<svg onload="top.acted = 4"></svg> [link](javascript:top.acted=5)
<iframe srcdoc="<script>top.acted=6</script>"></iframe><base href="https://other.example/">
<form action="/-preview/edit" method="post"><button>Save</button></form>
"""


def test_neither_the_article_nor_a_note_can_act(page: Page, preview: Site, sidecar: Read) -> None:
    visit(page, preview)
    written = []
    page.on(
        "request", lambda request: written.append(request.url) if request.method == "POST" else None
    )
    add_note(page, '<b onclick="alert(1)">', "Repairs")
    quote = '<b onclick="alert(1)">Repairs'
    expect(form(page).get_by_role("blockquote")).to_have_text(quote)
    text_of_note(page).fill(HOSTILE)
    shown = form(page).frame_locator("iframe").first
    expect(shown.get_by_text("link")).to_be_visible()
    shown.get_by_text("link").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.acted") is None
    assert {url.rpartition("/")[2] for url in written} == {"note-html"}
    assert sidecar("articles/talks.yml") == FACTS


# -------------------------------------------------------------------------------- for everybody


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_forms_can_be_used_by_everybody(
    width: int, scheme: str, browser: Browser, preview: Site
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 844},
        has_touch=width < 500,
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        visit(page, preview)
        change(page, 1)
        expect(form(page).frame_locator("iframe").locator("aside.note")).to_be_visible()
        assert violations(page) == []
        # Both the words and the whole form can be seen.
        wait_until(
            page,
            """(() => {
                const { shadowRoot } = document.querySelector("briefings-note");
                const dock = shadowRoot.querySelector(".dock");
                const { left, top, right, bottom } = dock.getBoundingClientRect();
                const quote = document.querySelector("[data-notes='1']").getBoundingClientRect();
                return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight + 1
                    && (quote.bottom <= top || quote.right <= left);
            })()""",
        )
        smallest = 44 if width < 500 else 24
        for target in form(page).locator("button, summary, input:not([type=radio])").all():
            size = target.bounding_box()
            assert size is None or size["height"] >= smallest
        form(page).get_by_role("button", name="Move to a selection").click()
        assert violations(page) == []
        press(page, "Escape")
        expect(text_of_note(page)).to_be_focused()


def test_on_paper_there_is_nothing_of_the_editor(page: Page, preview: Site) -> None:
    visit(page, preview)
    change(page, 1)
    page.emulate_media(media="print")
    expect(form(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Change note 1")).to_be_hidden()


def test_the_page_stays_as_it_is_published(page: Page, preview: Site) -> None:
    page.goto(preview.url + TALKS_PAGE)
    published = page.evaluate(
        "fetch(location).then((answer) => answer.text()).then((html) => "
        "new DOMParser().parseFromString(html, 'text/html').querySelector('.article').outerHTML)"
    )
    visit(page, preview)
    change(page, 1)
    expect(form(page)).to_be_visible()
    assert page.locator(".article").evaluate("e => e.outerHTML") == published


def test_buttons_follow_the_notes(page: Page, preview: Site) -> None:
    visit(page, preview)
    beside = """(() => {
        const { shadowRoot } = document.querySelector("briefings-note-buttons");
        const label = document.querySelector("#note-1 .note-label");
        const [one, other] = [shadowRoot.querySelector("button"), label]
            .map((element) => element.getBoundingClientRect());
        return one.top < other.bottom && one.bottom > other.top;
    })()"""
    wait_until(page, beside)
    page.set_viewport_size({"width": 390, "height": 844})
    wait_until(page, beside)
    page.get_by_role("radio", name="None").check()
    expect(page.get_by_role("button", name="Change note 1")).to_be_hidden()
