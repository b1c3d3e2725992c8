"""The panel of the editor in a real browser: what is known of a page, what can be changed, undo."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from tests.browser_pages import violations
from tests.previews import Heard, Site, previewed
from tests.project import BRIDGE, GENEVA, SMALL, TALKS_FACTS, Project

HOSTILE = "<img src=x onerror=alert(1)>"
FILES = {
    **SMALL,
    "articles/talks.yml": f"# The talks\n{TALKS_FACTS.replace('published: 2020-05-04', '')}",
    "explainers/blue-bridge.md": BRIDGE,
    "explainers/hostile.md": GENEVA.replace("title: Geneva", f"title: '{HOSTILE}'"),
}
TALKS, BRIDGE_PAGE = "briefings/talks/", "explainers/blue-bridge/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    heard = Heard()
    with previewed(Project(tmp_path_factory.mktemp("panel"), FILES), heard) as running:
        yield running
    assert heard.failures == []


@pytest.fixture
def files(site: Site) -> Iterator[Callable[[str], str]]:
    """Reads a file; afterwards all are as they were."""
    yield lambda path: (site.project.content / path).read_bytes().decode()
    site.restore(FILES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        shown = context.new_page()
        shown.on("dialog", lambda _: pytest.fail("a script of a text has run"))
        yield shown


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Editor")


def part(page: Page, name: str) -> Locator:
    """Return a part of the panel, unfolded."""
    found = panel(page).locator("details").filter(has=page.locator("summary", has_text=name))
    expect(found).to_be_visible()
    found.evaluate("one => { one.open = true; }")
    return found


def opened(page: Page, site: Site, path: str = TALKS) -> Locator:
    page.goto(site.url + path)
    page.get_by_role("button", name="in the content: show").or_(
        page.get_by_role("button", name="Editor")
    ).or_(panel(page)).first.wait_for()
    until = time.monotonic() + 20
    while not panel(page).is_visible():
        # A page that loads itself again in this moment does not hear the key.
        page.keyboard.press("F2")
        assert time.monotonic() < until
    return panel(page)


# ------------------------------------------------------------------------------- open and closed


def test_a_key_leads_into_the_panel_and_out_of_it(site: Site, page: Page) -> None:
    page.goto(site.url + BRIDGE_PAGE)
    button = page.get_by_role("button", name="in the content: show")
    expect(button).to_be_visible()
    expect(panel(page)).to_be_hidden()
    link = page.locator(".masthead a").first
    link.focus()
    page.keyboard.press("F2")
    expect(panel(page)).to_be_visible()
    expect(panel(page).locator("summary").first).to_be_focused()
    page.keyboard.press("F2")
    expect(link).to_be_focused()
    expect(panel(page)).to_be_visible()
    # It stays open on other pages, and closed after it has been closed.
    page.goto(site.url + "explainers/geneva/")
    expect(panel(page)).to_be_visible()
    page.keyboard.press("F2")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    page.reload()
    expect(button).to_be_visible()
    expect(panel(page)).to_be_hidden()


def test_problems_of_the_page_open_the_panel_until_it_is_closed(site: Site, page: Page) -> None:
    page.goto(site.url + TALKS)
    problems = panel(page).locator("details").first
    expect(problems.get_by_role("alert")).to_have_text("1 warning")
    expect(problems).to_contain_text("content/articles/talks.txt")
    assert violations(page) == []
    panel(page).get_by_role("button", name="Close").click()
    page.reload()
    expect(page.get_by_role("button", name="1 warning in the content: show")).to_be_visible()
    expect(panel(page)).to_be_hidden()


def test_paper_has_no_panel(site: Site, page: Page) -> None:
    opened(page, site)
    page.emulate_media(media="print")
    expect(panel(page)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_panel(scheme: str, site: Site, page: Page) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, site)
    for name in ("Problems", "Facts"):
        expect(part(page, name)).to_be_visible()
    assert violations(page) == []


def test_on_a_phone_it_is_a_sheet_that_leaves_the_page_in_sight(
    site: Site, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True) as context:
        page = context.new_page()
        opened(page, site)
        part(page, "Facts")
        box = panel(page).bounding_box()
        assert box
        assert box["width"] == 390
        assert 150 < box["y"] < 500
        for button in panel(page).locator("button, summary, a").all():
            if button.is_visible():
                height = button.evaluate("one => one.offsetHeight")
                assert height >= 44, button.inner_text()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# ------------------------------------------------------------------------------- facts


def test_an_unknown_day_is_written_and_taken_back(
    site: Site, page: Page, files: Callable[[str], str]
) -> None:
    opened(page, site)
    day = part(page, "Facts").get_by_label("Published")
    day.fill("2020-05-04")
    panel(page).get_by_role("button", name="Save").click()
    expect(page.locator("main").get_by_text("4 May 2020").first).to_be_visible()
    assert files("articles/talks.yml") == FILES["articles/talks.yml"].replace(
        "crossings\n", "crossings\npublished: 2020-05-04\n", 1
    )
    assert "# The talks\n" in files("articles/talks.yml")
    done = part(page, "Done here")
    expect(done).to_contain_text("articles/talks.yml")
    done.get_by_role("button", name="Undo").click()
    expect(page.locator("main").get_by_text("4 May 2020")).to_have_count(0)
    assert files("articles/talks.yml") == FILES["articles/talks.yml"]
    expect(panel(page).get_by_text("Done here")).to_be_hidden()
    # The page has loaded itself again, and says what was undone.
    said = page.get_by_role("region", name="Undone: Published")
    expect(said).to_be_visible()
    assert violations(page) == []


def test_a_fact_is_changed_by_keyboard(site: Site, page: Page, files: Callable[[str], str]) -> None:
    opened(page, site)
    part(page, "Facts").get_by_role("button", name="Change: Title").focus()
    page.keyboard.press("Enter")
    field = panel(page).get_by_label("Title")
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(f"Envoys {HOSTILE}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Envoys {HOSTILE}")
    assert f"Envoys {HOSTILE}" in files("articles/talks.yml")
    # The page has loaded itself again, and the keyboard is where it was.
    expect(panel(page)).to_be_visible()


def test_what_another_program_has_changed_is_not_overwritten(
    site: Site, page: Page, files: Callable[[str], str]
) -> None:
    opened(page, site)
    field = part(page, "Facts").get_by_label("Authors")
    field.fill("Ada Berg")
    site.project.write("articles/talks.yml", f"{FILES['articles/talks.yml']}lang: en\n")
    with page.expect_response("**/-preview/edit") as answer:
        panel(page).get_by_role("button", name="Save").click()
    assert answer.value.status == 409
    said = panel(page).get_by_role("alert").filter(has_text="Changed since")
    expect(said).to_contain_text("articles/talks.yml")
    assert files("articles/talks.yml").endswith("lang: en\n")
    said.get_by_role("button", name="Load the page again").click()
    expect(said).to_have_count(0)
    expect(field).to_have_value("Ada Berg")
    panel(page).get_by_role("button", name="Save").click()
    expect(page.locator("main").get_by_text("Ada Berg").first).to_be_visible()
    text = files("articles/talks.yml")
    assert "authors: [Ada Berg]\n" in text
    assert text.endswith("lang: en\n")


# ------------------------------------------------------------------------------- explainers


def writer(page: Page, site: Site, path: str = BRIDGE_PAGE) -> Locator:
    opened(page, site, path).get_by_role("button", name="Write here").click()
    return page.get_by_role("dialog")


def test_an_explainer_is_written_beside_what_readers_see(
    site: Site, page: Page, files: Callable[[str], str]
) -> None:
    dialog = writer(page, site)
    shown = dialog.locator("iframe").content_frame
    expect(shown.get_by_role("heading", level=1)).to_have_text("Blue Bridge")
    dialog.get_by_label("Text").fill(f"It is *old*.\n\n{HOSTILE}<script>alert(1)</script>\n")
    expect(shown.locator("em")).to_have_text("old")
    dialog.get_by_label("Other names").fill("The Bridge\nOld Bridge")
    dialog.get_by_label("Text").fill("It is *old*.\n")
    # Escape does not lose what was typed.
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_text("It is old.")).to_be_visible()
    assert files("explainers/blue-bridge.md") == (
        BRIDGE.split("summary:")[0]
        + "summary: The bridge that joins the two banks.\naliases: [The Bridge, Old Bridge]\n---\n"
        "\nIt is *old*.\n"
    )


def test_what_was_typed_outlives_the_page(site: Site, page: Page) -> None:
    dialog = writer(page, site)
    dialog.get_by_label("Text").fill("Half a sentence")
    dialog.get_by_label("Draft").check()
    page.reload()
    expect(dialog.get_by_label("Text")).to_have_value("Half a sentence")
    expect(dialog.get_by_label("Draft")).to_be_checked()
    dialog.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Go on writing").click()
    expect(dialog.get_by_label("Text")).to_have_value("Half a sentence")
    dialog.get_by_role("button", name="Discard").click()
    expect(dialog.get_by_label("Text")).to_have_value(BRIDGE.partition("---\n\n")[2])
    page.keyboard.press("Escape")
    page.reload()
    expect(panel(page)).to_be_visible()
    expect(dialog).to_have_count(0)


def test_what_was_typed_is_merged_with_what_another_program_has_saved(
    site: Site, page: Page, files: Callable[[str], str]
) -> None:
    dialog = writer(page, site)
    dialog.get_by_label("Text").fill("My own words.\n")
    theirs = BRIDGE.replace("kind: place", "kind: concept # a colleague's")
    assert theirs != BRIDGE
    site.project.write("explainers/blue-bridge.md", theirs)
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("button", name="Load the page again").click()
    expect(dialog.get_by_role("alert")).to_contain_text("This page has changed.")
    expect(dialog.get_by_label("Text")).to_have_value("My own words.\n")
    expect(dialog.get_by_label("Kind")).to_have_value("concept")
    dialog.get_by_text("Show the change in the file").click()
    expect(dialog.locator("ins")).to_have_text(["My own words."])
    assert violations(page) == []
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("main").get_by_text("My own words.")).to_be_visible()
    assert files("explainers/blue-bridge.md") == theirs.partition("---\n\n")[0] + (
        "---\n\nMy own words.\n"
    )


def test_the_last_preview_stays_while_a_text_has_errors(site: Site, page: Page) -> None:
    dialog = writer(page, site)
    shown = dialog.locator("iframe").content_frame
    dialog.get_by_label("Text").fill("It is *old*.\n")
    expect(shown.locator("em")).to_have_text("old")
    dialog.get_by_label("Text").fill("It is *new*. [Here](javascript:alert(1))\n")
    expect(dialog.get_by_text("A link leads to")).to_be_visible()
    expect(shown.locator("em")).to_have_text("old")


def test_a_hostile_explainer_is_text(site: Site, page: Page) -> None:
    dialog = writer(page, site, "explainers/hostile/")
    expect(dialog.get_by_role("heading", level=2)).to_have_text(HOSTILE)
    shown = dialog.locator("iframe").content_frame
    expect(shown.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    assert violations(page) == []
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)


def test_only_a_preview_that_may_write_offers_it(tmp_path: Path, page: Page) -> None:
    with previewed(Project(tmp_path, FILES), Heard(), read_only=True) as site:
        expect(opened(page, site)).to_contain_text("1 warning")
        expect(panel(page).locator("details:visible")).to_have_count(1)
        expect(panel(page).get_by_role("button")).to_have_count(1)
        assert site.get("-preview/new-article")[0] == 404


# ------------------------------------------------------------------------------- why

SELECT = """(words) => {
    const texts = document.createTreeWalker(document.querySelector(".article"), 4);
    while (texts.nextNode()) {
        const at = texts.currentNode.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(
            texts.currentNode, at, texts.currentNode, at + words.length,
        );
        return;
    }
}"""


def article(page: Page, site: Site) -> Locator:
    """Return the article of a page that can be asked for reasons."""
    opened(page, site)
    page.locator("briefings-why").wait_for(state="attached")
    return page.locator(".article")


def reason(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Why?")


def test_pointing_at_a_mention_offers_its_reason_beside_the_card(site: Site, page: Page) -> None:
    article(page, site)
    page.keyboard.press("Escape")
    mention = page.locator(".article a.mention").first
    mention.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    button = page.get_by_role("button", name="Why?").and_(page.locator("briefings-why button"))
    expect(button).to_be_visible()
    boxes = [one.bounding_box() for one in (button, page.get_by_role("tooltip"), mention)]
    pill, card, word = (box for box in boxes if box)
    assert pill["y"] + pill["height"] <= card["y"] or pill["y"] >= card["y"] + card["height"]
    assert pill["y"] + pill["height"] <= word["y"] or pill["y"] >= word["y"] + word["height"] - 1
    button.click()
    expect(reason(page)).to_contain_text("Linked to Geneva.")
    expect(reason(page).get_by_role("button", name="Drop this line")).to_have_count(0)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(reason(page)).to_have_count(0)


def test_a_mention_is_excluded_by_keyboard(
    site: Site, page: Page, files: Callable[[str], str]
) -> None:
    article(page, site)
    mention = page.locator(".article a.mention").first
    mention.focus()
    page.keyboard.press("?")
    expect(reason(page)).to_contain_text("Linked to Geneva")
    reason(page).get_by_role("button", name="Never here").focus()
    page.keyboard.press("Enter")
    look = page.get_by_role("dialog", name="Never here")
    expect(look.locator("ins")).to_contain_text("Geneva")
    expect(look).to_contain_text("articles/talks.yml")
    expect(look).to_contain_text("removes 1 link")
    assert violations(page) == []
    assert "never" not in files("articles/talks.yml")
    expect(look.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".article a.mention", has_text="Geneva")).to_have_count(0)
    assert "links: {never: [Geneva]}" in files("articles/talks.yml")
    expect(page.get_by_role("region", name="Never here")).to_contain_text("removes 1 link")
    part(page, "Done here").get_by_role("button", name="Undo").click()
    expect(page.locator(".article a.mention", has_text="Geneva")).to_have_count(1)
    assert files("articles/talks.yml") == FILES["articles/talks.yml"]


def test_selected_words_become_a_link(site: Site, page: Page, files: Callable[[str], str]) -> None:
    article(page, site)
    page.keyboard.press("Escape")
    page.evaluate(SELECT, "mediator")
    tools = page.get_by_role("toolbar", name="Selected passage")
    tools.get_by_role("button", name="Why?").click()
    expect(reason(page)).to_contain_text("mediator")
    reason(page).get_by_role("button", name="Link here as …").click()
    field = reason(page).get_by_role("combobox")
    expect(field).to_be_focused()
    expect(reason(page).get_by_role("option", selected=True)).to_contain_text("Blue Bridge")
    page.keyboard.press("ArrowDown")
    expect(reason(page).get_by_role("option", selected=True)).to_contain_text("Geneva")
    # Titles are text, whatever they contain.
    field.fill("IMG")
    expect(reason(page).get_by_role("option")).to_contain_text([HOSTILE])
    assert violations(page) == []
    page.keyboard.press("Enter")
    look = page.get_by_role("dialog", name=f"Link here as {HOSTILE}")
    expect(look.locator("ins")).to_contain_text("links: {mediator: hostile}")
    expect(look).to_contain_text("adds 1 link")
    look.get_by_role("button", name="Save").click()
    expect(page.locator(".article").get_by_role("link", name="mediator")).to_be_visible()
    assert "links: {mediator: hostile}\n" in files("articles/talks.yml")


def test_a_link_is_given_another_explainer(
    site: Site, page: Page, files: Callable[[str], str]
) -> None:
    article(page, site)
    page.locator(".article a.mention", has_text="Geneva").focus()
    page.keyboard.press("?")
    reason(page).get_by_role("button", name="Link here as …").click()
    reason(page).get_by_role("combobox").fill("Blue")
    expect(reason(page).get_by_role("option", selected=True)).to_contain_text("Blue Bridge")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    link = page.locator(".article a.mention", has_text="Geneva")
    expect(link).to_have_attribute("href", re.compile("blue-bridge"))
    assert "links: {Geneva: blue-bridge}\n" in files("articles/talks.yml")


def test_a_line_is_dropped_and_kept(site: Site, page: Page, files: Callable[[str], str]) -> None:
    article(page, site)
    page.evaluate(SELECT, "Repairs would take")
    tools = page.get_by_role("toolbar", name="Selected passage")
    tools.get_by_role("button", name="Why?").click()
    reason(page).get_by_role("button", name="Drop this line").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.locator(".article")).not_to_contain_text("Repairs would take")
    assert "drop:" in files("articles/talks.yml")
    keep = part(page, "Left out").get_by_role("button", name="Keep this line: The Blue Bridge")
    keep.click()
    expect(page.locator(".article")).to_contain_text("Repairs would take")
    assert files("articles/talks.yml") == FILES["articles/talks.yml"]


# ------------------------------------------------------------------------------- suggestions

SUGGESTED = {
    f"articles/summit-{n}.txt": f"Headline {n}\n\nDelegates of the Harbour Council met on day {n}. "
    "They said that the Harbour Council has to decide.\n"
    for n in range(5)
}


@pytest.fixture(scope="module")
def harbour_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    project = Project(tmp_path_factory.mktemp("harbour"), {**SMALL, **SUGGESTED})
    with previewed(project, Heard()) as running:
        yield running


@pytest.fixture
def harbour(harbour_site: Site) -> Site:
    """A preview of five briefings that name what no explainer has."""
    harbour_site.settle()
    return harbour_site


def test_a_suggestion_becomes_a_draft_that_opens(harbour: Site, page: Page) -> None:
    opened(page, harbour, "briefings/summit-1/")
    suggested = part(page, "Suggestions").locator("li").filter(has_text="Harbour Council")
    expect(suggested).to_contain_text("In 5 briefings")
    suggested.get_by_role("button", name="Begin an explainer").focus()
    page.keyboard.press("Enter")
    look = page.get_by_role("dialog", name="Begin an explainer: Harbour Council")
    expect(look).to_contain_text("explainers/harbour-council.md")
    expect(look.locator("ins").filter(has_text="draft: true")).to_be_visible()
    assert not (harbour.project.content / "explainers/harbour-council.md").exists()
    expect(look.get_by_role("button", name="Save")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    # It opens at once, and the page keeps until it is written.
    writing = page.get_by_role("dialog", name="Harbour Council")
    writing.get_by_label("Summary").fill("The council of the harbour.")
    writing.get_by_label("Text").fill("It meets by the sea.\n")
    page.keyboard.press("Control+Enter")
    expect(writing).to_have_count(0)
    expect(page.locator("main").get_by_role("link", name="Harbour Council").first).to_be_visible()
    text = (harbour.project.content / "explainers/harbour-council.md").read_text("utf-8")
    assert "summary: The council of the harbour.\n" in text
    assert text.endswith("---\n\nIt meets by the sea.\n")


def test_a_dozen_suggestions_are_shown_first(site: Site, page: Page) -> None:
    names = [f"Council of the {n}th Harbour" for n in range(20)]
    about = {"kind": "", "briefings": 2, "why": "", "looks_like": None, "quote": ""}

    def many(route: Route) -> None:
        answer = route.fetch()
        named = [{**about, "name": name} for name in names]
        route.fulfill(response=answer, json={**answer.json(), "suggestions": named})

    page.route("**/-preview/page?*", many)
    opened(page, site)
    suggested = part(page, "Suggestions")
    expect(suggested.locator("li .name")).to_have_text(names[:12])
    suggested.get_by_role("button", name="More").press("Enter")
    expect(suggested.locator("li .name")).to_have_text(names)
    expect(suggested.locator("li").nth(12).get_by_role("button")).to_be_focused()
    expect(suggested.get_by_role("button", name="More")).to_have_count(0)


# ------------------------------------------------------------------------------- new articles

NEWS = "Rivers rise\n\nThe river rose by a metre on Sunday, the mediator said in Geneva.\n"


def test_a_text_is_taken_in_and_opened(harbour: Site, page: Page) -> None:
    opened(page, harbour).get_by_role("link", name="New article").click()
    expect(page).to_have_title("New article")
    # The panel, which is open on other pages, would cover the form.
    expect(panel(page)).to_be_hidden()
    assert violations(page) == []
    page.get_by_label("Title").fill(f"Rivers {HOSTILE}")
    page.get_by_label("Text", exact=True).fill(NEWS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Rivers {HOSTILE}")
    # What is unknown is there to be filled.
    expect(panel(page).get_by_label("Published")).to_be_visible()
    # Once more, it is the same story.
    page.goto(f"{harbour.url}-preview/new-article")
    page.get_by_label("Text", exact=True).fill(NEWS)
    page.get_by_role("button", name="Add this article").last.click()
    said = page.get_by_role("status").filter(has_text="The same story")
    expect(said.get_by_role("link")).to_contain_text(f"Rivers {HOSTILE}")
    expect(said.get_by_role("link")).to_be_focused()


DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "text/plain" }));
    const main = document.querySelector("main");
    for (const type of ["dragover", "drop"]) {
        main.dispatchEvent(new DragEvent(type, {
            dataTransfer: data, bubbles: true, cancelable: true, composed: true,
        }));
    }
}"""


def test_a_file_is_dropped_or_chosen(harbour: Site, page: Page) -> None:
    page.goto(f"{harbour.url}-preview/new-article")
    page.get_by_role("button", name="Choose a file").wait_for()
    page.evaluate(DROP, ["picture.png", "no text"])
    expect(page.get_by_role("alert")).to_contain_text("Captures end in")
    page.evaluate(DROP, ["../../../harbours.txt", "Harbours close\n\nNo ship leaves today."])
    expect(page.locator("main .article")).to_contain_text("No ship leaves")
    assert (harbour.project.content / "articles/harbours.txt").exists()
    page.goto(f"{harbour.url}-preview/new-article")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").press("Enter")
    text = b"Tides\n\nThe tides turn."
    chooser.value.set_files(FilePayload(name="tides.txt", mimeType="text/plain", buffer=text))
    expect(page.locator("main .article")).to_contain_text("The tides turn")


def test_what_is_pasted_goes_where_it_belongs_and_is_not_taken_in(
    harbour: Site, page: Page
) -> None:
    page.goto(f"{harbour.url}-preview/new-article")
    address = page.get_by_label("From an address")
    address.wait_for()
    paste = """text => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
    }"""
    page.evaluate(paste, "https://example.org/news/1")
    expect(address).to_have_value("https://example.org/news/1")
    expect(address).to_be_focused()
    page.evaluate(paste, NEWS)
    expect(page.get_by_label("Text", exact=True)).to_have_value(NEWS.strip())
