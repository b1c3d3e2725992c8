"""What a reader copies of a passage: a link that leads to it, and a quotation with its source."""

from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from briefings.markup import heading_ids
from briefings.model.reading import Block, BlockKind
from briefings.site.exports import citation
from tests.browser_pages import (
    ARABIC,
    BRIEFING,
    LAPTOP,
    MARKED,
    PHONE,
    SELECT,
    resize,
    violations,
    wait_until,
)
from tests.export_site import HERE
from tests.test_citation import ARTICLE

COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type) => (await item.getType(type)).text();
    return Object.fromEntries(await Promise.all(item.types.map(async (t) => [t, await read(t)])));
}"""


def toolbar(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Selected passage")


def open_article(page: Page, site: str, path: str = BRIEFING) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site[:-1])
    page.goto(site + path)


def select(page: Page, start: str, end: str) -> None:
    """Select a passage in the middle of the window."""
    page.evaluate(SELECT, [start, end])
    page.evaluate(
        """() => getSelection().anchorNode.parentElement.closest("p, h2")
            .scrollIntoView({ block: "center", behavior: "instant" })"""
    )
    expect(toolbar(page)).to_be_visible()


def copied(page: Page, button: str, said: str) -> dict[str, str]:
    """Return what is on the clipboard after a press of a button."""
    tools = toolbar(page)
    tools.get_by_role("button", name=button).click()
    expect(tools.get_by_role("status")).to_have_text(said)
    found: dict[str, str] = page.evaluate(COPIED)
    return found


def copied_link(page: Page) -> str:
    return copied(page, "Copy link to this passage", "Link copied")["text/plain"]


# ----------------------------------------------------------------------------------- ids of places


def test_paragraphs_have_numbers() -> None:
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH)
    blocks = [Block(kind, "p1", n) for n, kind in enumerate(kinds)]
    assert heading_ids.of_paragraphs(blocks) == {1: "p1", 3: "p2"}
    assert heading_ids.of_headings(blocks) == {0: "section-p1"}


def test_without_scripts_a_link_leads_to_its_paragraph(plain_page: Page, site: str) -> None:
    resize(plain_page, LAPTOP)
    plain_page.goto(f"{site}{BRIEFING}#p5")
    expect(plain_page.locator("p#p5:target")).to_be_in_viewport(ratio=1)
    expect(plain_page.locator(".passage-tools")).to_be_hidden()


# --------------------------------------------------------------------------------- text directives

# The body of a page, with the passage between brackets, and the directive that leads to it.
LONG = "Envoys met in Geneva on Monday to speak about the crossings, which have been closed for"
DIRECTIVES = {
    "words that stand alone": ("<p>The [bridge stays] closed.</p>", "bridge%20stays"),
    "parts of words": ("<p>The br[idge sta]ys closed.</p>", "bridge%20stays"),
    "an apostrophe and a quotation mark": (
        "<p>He said: “[It’s closed”].</p>", "It%E2%80%99s%20closed",
    ),
    "marks with a meaning in directives": (
        "<p>[Long-term, A&amp;B (or 100%)].</p>", "Long%2Dterm%2C%20A%26B%20%28or%20100",
    ),
    "words that stand there before": (
        "<p>The bridge is old.</p><p>Near the [bridge] a ferry runs.</p>", "Near%20the-,bridge",
    ),
    "case and accents make no difference": (
        "<p>The RÉSUMÉ.</p><p>[Resume] the talks.</p>", "Resume,-the",
    ),
    "words that stand there before in what an editor added": (
        '<aside class="note">The bridge.</aside><p>See [the bridge].</p>', "See-,the%20bridge",
    ),
    "words that stand there later": ("<p>The [bridge].</p><p>A bridge.</p>", "bridge"),
    "a long passage": (f"<p>[{LONG} a year].</p>", "Envoys%20met%20in,for%20a%20year"),
    "a long passage that begins like another": (
        f"<p>Envoys met in Bern.</p><p>[{LONG} a year].</p>",
        "Envoys%20met%20in%20Geneva,for%20a%20year",
    ),
    "a passage of two paragraphs": (
        "<p>They [met in Geneva.</p><p>The bridge] stays closed.</p>",
        "met%20in%20Geneva,The%20bridge",
    ),
    "the number of a note within": (
        '<p>It was [closed at noon<sup><a role="doc-noteref">1</a></sup> and then opened].</p>',
        "closed%20at,and%20then%20opened",
    ),
    "the number of a note at the end": (
        '<p>It was [closed<sup><a role="doc-noteref">1</a></sup>] and opened.</p>', "was,and",
    ),
    "a note between": (
        '<p>They [met.</p><aside class="note">No.</aside><p>It was] late.</p>', "met,It%20was",
    ),
    "links and emphasis": (
        '<p>The [<a href="/">blue</a> <em>bridge</em>] is old.</p>', "blue%20bridge",
    ),
    "spaces as in the source": ("<p>The [blue\n   bridge] is old.</p>", "blue%20bridge"),
    "no spaces between words": ("<p lang='ja'>[青い橋は閉鎖]された。</p>", "青い橋は閉鎖"),
    "from right to left": ("<p dir='rtl'>بقي [الجسر الأزرق] مغلقا.</p>", "الجسر%20الأزرق"),
    "the same paragraph twice": ("<p>No.</p><p>[No].</p>", ""),
    "nothing but marks": ("<p>Closed [...] again.</p>", ""),
}  # fmt: skip
DIRECTIVE = f"""async (html) => {{
    const [article, range] = ({MARKED})(html);
    const {{ directiveOf }} = await import("/assets/javascripts/text_fragments.js");
    return directiveOf(range, article, ".note, [role=doc-noteref]");
}}"""


def test_a_directive_names_the_words_of_the_article_that_lead_to_a_passage(
    browser_page: Page, site: str
) -> None:
    browser_page.goto(f"{site}404.html")
    for case, (html, expected) in DIRECTIVES.items():
        found = browser_page.evaluate(DIRECTIVE, html)
        written = f"text={expected}" if expected else ""
        assert found == browser_page.evaluate(
            "text => text.replace(/[^ -~]/gu, encodeURIComponent)", written
        ), case


# The middle of a selection in the page, and its place in the window.
PLACE = """() => {
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    return [scrollY + (box.top + box.bottom) / 2, innerHeight];
}"""


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Minsk agreements", "Donbas"),
        ("law", "finding that has"),
        ("declaration had not", "the lack of progress"),
    ],
)
def test_the_link_of_a_passage_leads_to_it(
    start: str, end: str, browser_page: Page, site: str
) -> None:
    # In a low window, what is marked is in the middle.
    browser_page.set_viewport_size({"width": LAPTOP, "height": 500})
    open_article(browser_page, site)
    select(browser_page, start, end)
    link = copied_link(browser_page)
    assert link.startswith(f"{site}{BRIEFING}#")
    middle, height = browser_page.evaluate(PLACE)
    anchor, mark, directive = link.partition("#")[2].partition(":~:text=")
    assert mark, directive
    expect(browser_page.locator(f"#{anchor}")).to_contain_text(start)
    # The words decide, also without the paragraph.
    for address in (link, f"{site}{BRIEFING}#:~:text={directive}"):
        browser_page.goto("about:blank")
        browser_page.goto(address)
        wait_until(browser_page, "scrollY > 0")
        at = middle - browser_page.evaluate("scrollY")
        assert abs(at - height / 2) < 200, address


def test_a_repeated_line_is_named_by_its_paragraph(browser_page: Page, site: str) -> None:
    open_article(browser_page, site)
    browser_page.locator("#p7").evaluate(
        "p => { p.textContent = 'No.'; p.scrollIntoView({ block: 'center' }); }"
    )
    browser_page.locator("#p4").evaluate("p => { p.textContent = 'No.'; }")
    browser_page.evaluate("getSelection().selectAllChildren(document.querySelector('#p7'))")
    expect(toolbar(browser_page)).to_be_visible()
    assert copied_link(browser_page) == f"{site}{BRIEFING}#p7"


# ------------------------------------------------------------------------------------- quotations


@pytest.mark.parametrize(
    ("lang", "form"),
    [
        ("en", "“{text}”"),
        ("de-AT", "„{text}“"),
        ("fr", "«\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}»"),
        ("ja", "「{text}」"),
        ("xx", "“{text}”"),
        ("", "“{text}”"),
    ],
)
def test_a_quotation_has_the_marks_of_the_language_of_its_words(lang: str, form: str) -> None:
    assert citation.quoted(replace(ARTICLE, lang=lang), HERE) == form


def test_a_quotation_has_the_words_and_their_source(browser_page: Page, site: str) -> None:
    open_article(browser_page, site)
    select(browser_page, "In 2010", "Minsk")
    found = copied(browser_page, "Copy quotation with source", "Quotation copied")
    cited = browser_page.locator(".citation").inner_text()
    quoted = (
        "“In 2010 the International Court of Justice advised that the declaration had not violated "
        "international law, a finding that has not changed Belgrade's position.\n\n"
        "On Ukraine the two ministers spoke of the Minsk”"
    )
    assert found["text/plain"] == f"{quoted}\n\n{cited} {site}{BRIEFING}#p5"
    assert found["text/html"].count("<p>") == 3
    assert "<blockquote" in found["text/html"]
    assert f'<a href="{site}{BRIEFING}#p5">' in found["text/html"]
    assert found["text/html"].count("<a ") == 1


# For random passages: the letters of a quotation, and those of the article between its ends.
LETTERS = """async (shares) => {
    const { wordsOf } = await import("/assets/javascripts/cite.js");
    const article = document.querySelector(".article");
    const added = ".beside, .note, .note-refs, .headerlink, [role=doc-noteref]";
    const all = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (all.nextNode()) texts.push(all.currentNode);
    const own = texts.filter((node) => !node.parentElement.closest(added));
    const place = (share) => {
        const node = own[Math.floor(share * own.length)];
        return [node, Math.floor(((share * 997) % 1) * node.length)];
    };
    return shares.map(([one, other]) => {
        const range = document.createRange();
        range.setStart(...place(one));
        range.setEnd(...place(other));
        const letters = own.map((node) => {
            if (range.collapsed || !range.intersectsNode(node)) return "";
            const from = node === range.startContainer ? range.startOffset : 0;
            return node.data.slice(from, node === range.endContainer ? range.endOffset : undefined);
        });
        const both = [wordsOf(range).textContent, letters.join("")];
        return both.map((text) => text.replace(/\\s/g, ""));
    });
}"""


@pytest.mark.parametrize("path", [BRIEFING, ARABIC])
def test_a_copy_of_any_passage_has_the_letters_of_the_article_alone(
    path: str, browser_page: Page, site: str
) -> None:
    browser_page.goto(site + path)
    shares = [[n / 61 % 1, n / 61 % 1 + (1 - n / 61 % 1) * (n * 7 % 10) / 10] for n in range(60)]
    found = browser_page.evaluate(LETTERS, shares)
    assert sum(len(letters) > 20 for _, letters in found) > 10
    assert [own for own, letters in found if own != letters] == []


def test_a_copy_of_a_passage_has_no_links_that_were_added(browser_page: Page, site: str) -> None:
    open_article(browser_page, site)
    select(browser_page, "In 2010", "Minsk")
    browser_page.keyboard.press("Control+C")
    html = browser_page.evaluate(COPIED)["text/html"]
    assert "International Court of Justice" in html
    assert "<a " not in html
    assert "class=" not in html


def test_without_a_clipboard_of_its_own_a_page_copies_too(browser_page: Page, site: str) -> None:
    open_article(browser_page, site)
    reader = browser_page.context.new_page()
    reader.goto(site)
    browser_page.bring_to_front()
    browser_page.evaluate("delete Navigator.prototype.clipboard")
    select(browser_page, "In 2010", "advised")
    tools = toolbar(browser_page)
    for button, flavours in (
        ("Copy link", {"text/plain"}),
        ("quotation", {"text/plain", "text/html"}),
    ):
        browser_page.bring_to_front()
        tools.get_by_role("button", name=button).click()
        expect(tools.get_by_role("status")).to_contain_text("copied")
        reader.bring_to_front()
        found = reader.evaluate(COPIED)
        assert set(found) == flavours
        assert f"{BRIEFING}#p5" in found["text/plain"]


# ------------------------------------------------------------------------------------ the toolbar

# Whether the toolbar lies in the window, and on no line of the selection.
BESIDE = """() => {
    const t = document.querySelector(".passage-tools").getBoundingClientRect();
    const lines = [...getSelection().getRangeAt(0).getClientRects()];
    const width = document.documentElement.clientWidth;
    return t.width > 0 && t.left >= 0 && t.right <= width && t.top >= 0 && t.bottom <= innerHeight
        && !lines.some((l) => l.left < t.right && l.right > t.left
            && l.top < t.bottom && l.bottom > t.top);
}"""


def test_the_mouse_selects_and_the_toolbar_stands_beside_the_selection(
    browser_page: Page, site: str
) -> None:
    resize(browser_page, LAPTOP)
    open_article(browser_page, site)
    paragraph = browser_page.locator("#p5")
    paragraph.scroll_into_view_if_needed()
    box = paragraph.bounding_box()
    assert box
    browser_page.mouse.move(box["x"] + 4, box["y"] + 14)
    browser_page.mouse.down()
    browser_page.mouse.move(box["x"] + 300, box["y"] + 50, steps=4)
    browser_page.wait_for_timeout(250)
    expect(toolbar(browser_page)).to_be_hidden()
    browser_page.mouse.up()
    expect(toolbar(browser_page)).to_be_visible()
    assert browser_page.evaluate(BESIDE)
    assert violations(browser_page, within=".passage-tools") == []
    selection = browser_page.evaluate("getSelection().toString()")
    assert len(selection) > 20
    copied_link(browser_page)
    assert browser_page.evaluate("getSelection().toString()") == selection
    # No card opens beside it.
    browser_page.locator("#p5 a.mention").last.hover()
    browser_page.wait_for_timeout(600)
    expect(browser_page.get_by_role("tooltip")).to_be_hidden()
    browser_page.mouse.click(box["x"] - 20, box["y"])
    expect(toolbar(browser_page)).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE, LAPTOP])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_toolbar_is_never_on_the_selection(
    direction: str, width: int, browser_page: Page, site: str
) -> None:
    resize(browser_page, width)
    browser_page.goto(site + BRIEFING)
    browser_page.evaluate("dir => { document.documentElement.dir = dir; }", direction)
    for block in ("start", "center", "end"):
        browser_page.evaluate(
            """(block) => {
                const paragraph = document.querySelector("#p5");
                paragraph.scrollIntoView({ block, behavior: "instant" });
                getSelection().selectAllChildren(paragraph);
            }""",
            block,
        )
        wait_until(browser_page, BESIDE)
    # Where all that is seen is selected, it stands on the masthead.
    browser_page.evaluate("getSelection().selectAllChildren(document.querySelector('.article'))")
    browser_page.evaluate("document.querySelector('#p5').scrollIntoView({ behavior: 'instant' })")
    lid = browser_page.locator(".masthead").bounding_box()
    assert lid
    wait_until(
        browser_page,
        "lid => document.querySelector('.passage-tools').getBoundingClientRect().top < lid",
        arg=lid["y"] + lid["height"],
    )


def test_the_keyboard_selects_copies_and_goes_on_from_the_passage(
    browser_page: Page, site: str
) -> None:
    resize(browser_page, LAPTOP)
    open_article(browser_page, site)
    select(browser_page, "Lavrov asked", "still")
    browser_page.keyboard.press("Shift+ArrowRight")
    tools = toolbar(browser_page)
    link, quotation = tools.get_by_role("button").all()
    browser_page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert violations(browser_page, within=".passage-tools") == []
    browser_page.keyboard.press("ArrowRight")
    expect(quotation).to_be_focused()
    browser_page.keyboard.press("Enter")
    expect(tools.get_by_role("status")).to_have_text("Quotation copied")
    browser_page.keyboard.press("Home")
    browser_page.keyboard.press("Space")
    expect(tools.get_by_role("status")).to_have_text("Link copied")
    browser_page.keyboard.press("Escape")
    expect(tools).to_be_hidden()
    assert browser_page.evaluate("getSelection().toString()").startswith("Lavrov asked")
    browser_page.keyboard.press("Tab")
    inside = "document.activeElement.closest('#p4') !== null"
    assert browser_page.evaluate(inside)
    # It comes back with another selection, and Tab leaves it too.
    select(browser_page, "Lavrov asked", "open")
    browser_page.keyboard.press("Tab")
    expect(link).to_be_focused()
    browser_page.keyboard.press("Tab")
    expect(tools).to_be_hidden()
    assert browser_page.evaluate(inside)


def test_a_script_can_offer_more_in_the_toolbar(browser_page: Page, site: str) -> None:
    open_article(browser_page, site)
    select(browser_page, "In 2010", "advised")
    browser_page.evaluate(
        """async () => {
            const { offer } = await import("/assets/javascripts/passage_tools.js");
            for (const name of ["One", "Two"]) {
                offer(name, ({ range }) => { document.title = `${name}: ${range}`; });
            }
        }"""
    )
    buttons = toolbar(browser_page).get_by_role("button")
    assert buttons.all_inner_texts()[:2] == ["One", "Two"]
    assert browser_page.evaluate(BESIDE)
    for key, name in (("Tab", "One"), ("ArrowRight", "Two")):
        browser_page.keyboard.press(key)
        browser_page.keyboard.press("Enter")
        assert browser_page.title().startswith(f"{name}: In 2010")
    copied_link(browser_page)


def test_on_a_touch_screen_the_toolbar_leaves_room_for_the_handles(
    phone_page: Page, site: str
) -> None:
    phone_page.goto(site + BRIEFING)
    phone_page.locator("h1").tap()
    phone_page.evaluate("document.querySelector('#p5').scrollIntoView({ block: 'start' })")
    phone_page.evaluate("getSelection().selectAllChildren(document.querySelector('#p5'))")
    tools = toolbar(phone_page)
    expect(tools).to_be_visible()
    box, text = tools.bounding_box(), phone_page.locator("#p5").bounding_box()
    assert box
    assert text
    assert box["y"] >= text["y"] + text["height"] + 30
    for button in tools.get_by_role("button").all():
        target = button.bounding_box()
        assert target
        assert target["height"] >= 40
    assert violations(phone_page, within=".passage-tools") == []


def test_nothing_is_offered_for_the_words_of_editors_or_on_paper(
    browser_page: Page, site: str
) -> None:
    resize(browser_page, LAPTOP)
    browser_page.goto(site + BRIEFING)
    for place in (".note", ".brief", ".background", "h1"):
        browser_page.evaluate(
            "place => getSelection().selectAllChildren(document.querySelector(place))", place
        )
        browser_page.wait_for_timeout(200)
        expect(toolbar(browser_page)).to_be_hidden()
    # Of a selection around the article, its words count.
    browser_page.evaluate("getSelection().selectAllChildren(document.body)")
    expect(toolbar(browser_page)).to_be_visible()
    browser_page.emulate_media(media="print")
    expect(toolbar(browser_page)).to_be_hidden()
