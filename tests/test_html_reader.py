"""The HTML reader: which blocks of a page are the article, and by which rule."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from briefings.files.charsets import Decoded
from briefings.model.reading import BlockKind, Container, Markup, MarkupKind, Reading
from briefings.readers.html import decoding, segment
from briefings.readers.html import reader as html
from briefings.readers.refusals import Refusal
from tests.pages import (
    HEADLINE,
    SENTENCES,
    block,
    json_ld,
    meta,
    page,
    paragraphs,
    read,
    rule,
    texts,
)

TWO, THREE = SENTENCES[:2], SENTENCES[2:]


def around(inserted: str) -> Reading:
    """Read a page with something between the paragraphs of its text."""
    return read(page(paragraphs(*TWO) + inserted + paragraphs(*THREE)))


def test_the_text_of_an_article_is_its_body() -> None:
    reading = read(page())
    assert texts(reading) == list(SENTENCES)
    assert rule(reading, HEADLINE) == "title: headline"
    assert rule(reading, "Sport") == "dropped: outside-the-text"
    assert rule(reading, "All rights") == "dropped: outside-the-text"


def test_the_same_page_gives_the_same_result() -> None:
    assert read(page()) == read(page())


@pytest.mark.parametrize(
    ("inserted", "verdict"),
    [
        ("<nav><p>READ aloud to me, while I am doing something else in the house.</p></nav>",
         "dropped: navigation"),
        ("<aside><p>READ how the port was built, a hundred years ago this month.</p></aside>",
         "dropped: aside"),
        ("<form><p>READ our letter every morning. Your address is safe with us.</p></form>",
         "dropped: form"),
        ("<div role='complementary'><p>READ all that we wrote about it over the years.</p></div>",
         "dropped: aside"),
        ("<button>READ on</button>", "dropped: control"),
        ("<div style='display: none'><p>READ this only if you are a machine, please.</p></div>",
         "dropped: hidden"),
        ("<span class='visually-hidden'><div class='sr-only'>READ article content</div></span>",
         "dropped: for-screen-readers"),
        ("<div class='share-bar'>READ and share</div>", "dropped: named-share"),
        ("<div class='newsletterSignup'><p>READ what matters, every day, in your mail.</p></div>",
         "dropped: named-newsletter"),
        ("<div id='comments'><p>READ this twice, and I still do not believe a word.</p></div>",
         "dropped: named-comments"),
        ("<div class='teaser'><a href='/b'>READ the other</a></div>", "dropped: named-teaser"),
        ("<div class='ad'>READ the small print</div>", "dropped: named-advertisement"),
        ("<div class='fact-box'><p>READ: the port has nine quays and forty cranes.</p></div>",
         "dropped: named-fact-box"),
        ("<div class='ai-summary'><p>READ in short: a crane fell over, and that is it.</p></div>",
         "dropped: made-by-machine"),
        ("<blockquote class='twitter-tweet'><p>READ the wind! (@crane) 3 May</p></blockquote>",
         "paragraph: list-or-quotation"),
        ("<p class='image-caption'>READ the plate on the crane: it was built in 1961.</p>",
         "caption: named-caption"),
        ("<figure><img src='/i.jpg'><figcaption>READ the plate.</figcaption></figure>",
         "caption: figure-caption"),
        ("<figure><p>READ the plate.</p></figure>", "caption: in-figure"),
        ("<p><a href='/b'>READ what the harbour master said</a></p>", "related: link-alone"),
        ("<p>READ MORE | <a href='/b'>What the harbour master said</a></p>", "related: link-alone"),
        ("<p><a href='/b'>READ on</a></p>", "dropped: link-alone"),
        ("<h3><a href='/b'>READ the other story</a></h3>", "dropped: heading-is-link"),
        ("<div>READ</div>", "dropped: unlike-the-text"),
        ("<p>READ: a word from the harbour.</p>", "paragraph: made-like-the-text"),
        ("<h2>READ the wind</h2>", "heading: heading"),
        ("<p><b>READ the wind</b></p>", "heading: line-like-a-heading"),
        ("<p class='interline'>READ the wind</p>", "heading: line-like-a-heading"),
    ],
)  # fmt: skip
def test_every_piece_is_kept_or_dropped_by_a_rule(inserted: str, verdict: str) -> None:
    reading = around(inserted)
    assert rule(reading, "READ") == verdict
    kept = [text for text in texts(reading) if not text.startswith("READ")]
    assert kept == list(SENTENCES)


def test_a_list_of_links_is_dropped_with_the_words_between_them() -> None:
    card = "<li><h3><a href='/{0}'>Headline of story {0}</a></h3><p>READ {0} of the other.</p></li>"
    reading = around("<ul>" + "".join(map(card.format, range(4))) + "</ul>")
    assert rule(reading, "READ 2") == "dropped: list-of-links"
    assert "Headline of story 3" in reading.headlines


def test_a_heading_of_links_and_a_heading_of_nothing_are_dropped() -> None:
    reading = around("<h2>Also on this</h2><p><a href='/b'>The other story of the day</a></p>")
    assert rule(reading, "Also on this") == "dropped: heading-of-links"
    reading = read(page(paragraphs() + "<h2>More to come</h2>"))
    assert rule(reading, "More to come") == "dropped: heading-without-text"


def test_an_element_with_the_text_is_not_boilerplate_despite_its_class_name() -> None:
    wrapped = f"<div class='ad-wrapper paywall teaser' hidden>{paragraphs()}</div>"
    assert texts(read(page(wrapped))) == list(SENTENCES)
    named = "".join(f"<p class='paywall ad'>{sentence}</p>" for sentence in SENTENCES)
    assert texts(read(page(named))) == list(SENTENCES)


def test_of_several_articles_on_a_page_the_one_with_the_headline_is_read() -> None:
    first = f"<article><h1>{HEADLINE}</h1>{paragraphs()}</article>"
    other = "<p>The town council will vote on the budget for the new swimming pool next week.</p>"
    second = f"<article><h1>Pool before the council</h1>{other * 9}</article>"
    markup = f"<html><head>{meta('og:title', HEADLINE)}</head><body>{first}{second}</body></html>"
    assert texts(read(markup)) == list(SENTENCES)


def test_text_in_two_elements_of_the_same_class_is_one_text() -> None:
    first, second = paragraphs(*SENTENCES * 3), paragraphs(*THREE)
    box = "<div><section class='text'>{}</section></div>"
    reading = read(page(box.format(first.replace("<p>", "<p class='x'>")) + box.format(second)))
    assert texts(reading)[-3:] == list(THREE)


@pytest.mark.parametrize(
    ("above", "head", "verdict"),
    [
        ("<div>READ here why the harbour of the town was closed on Monday.</div>",
         meta("og:description", "READ here why the harbour of the town was closed on Monday."),
         "declared-summary"),
        ("<div class='standfirst'>READ here why the harbour was closed on Monday.</div>", "",
         "named-standfirst"),
        ("<h2>READ here why the harbour of the town was closed on Monday and for long</h2>", "",
         "under-the-headline"),
    ],
)  # fmt: skip
def test_the_standfirst_is_the_first_paragraph(above: str, head: str, verdict: str) -> None:
    markup = page(head=head).replace("</h1>", f"</h1>{above}<p>By Ann Lee, 3 May 2024 10:30</p>")
    reading = read(markup)
    assert rule(reading, "READ") == f"paragraph: {verdict}"
    assert rule(reading, "By Ann Lee").startswith("dropped")


def test_repeated_text_of_an_article_is_dropped() -> None:
    quote = f"<blockquote class='pull'><p>{THREE[0]}</p></blockquote>"
    reading = around(quote)
    assert texts(reading) == list(SENTENCES)


def test_declared_text_decides_about_doubtful_blocks() -> None:
    extra = "<p>Write to us if you have seen something; we would like to hear from you.</p>"
    body = paragraphs() + extra
    assert len(texts(read(page(body)))) == 6
    declared = json_ld(headline=HEADLINE, articleBody=" ".join(SENTENCES))
    reading = read(page(body, head=declared))
    assert texts(reading) == list(SENTENCES)
    assert rule(reading, "Write to us") == "dropped: not-in-declared-text"


def test_text_in_the_data_of_scripts_is_read() -> None:
    held = paragraphs().replace("<", "\\u003c")
    script = f'<script>load({{\'a\': 1, "html": "{held}"}})</script>'
    shell = f"<title>x</title><div id='app'></div>{script}"
    reading = read(f"<html><body>{shell}</body></html>")
    assert texts(reading) == list(SENTENCES)
    assert rule(reading, SENTENCES[0]) == "paragraph: from-script-data"


# --------------------------------------------------------------------------- structure


def test_markup_is_kept_beside_the_words() -> None:
    markup = (
        "<p>The <b>crane\n <i>fell</i></b>, says the\n<a href='/log?a=1'>log <em>of</em> Monday</a>"
        ", and <code>tilt</code> was written there by the harbour master.</p>"
    )
    canonical = "<link rel=canonical href='https://example.org/news/crane'>"
    reading = read(page(paragraphs(*TWO) + markup + paragraphs(*THREE), head=canonical))
    found = block(reading, "The crane")
    assert found.text.startswith("The crane fell, says the log of Monday, and tilt was")
    assert [(found.text[m.start : m.end], m.kind.value, m.target) for m in found.markup] == [
        ("crane fell", "strong", ""),
        ("fell", "emphasis", ""),
        ("log of Monday", "link", "https://example.org/log?a=1"),
        ("of", "emphasis", ""),
        ("tilt", "code", ""),
    ]


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "#top", "/a",
     " jAvascript:x", "http://[bad", "//"],
)  # fmt: skip
def test_an_unsafe_link_leaves_its_text(target: str) -> None:
    reading = around(
        f"<p>The <a href='{target}'>log of the port</a> says nothing about it all.</p>"
    )
    assert block(reading, "The log of the port").markup == ()


def test_lists_quotations_and_their_markers() -> None:
    items = "<ol start=3><li>Ferries leave from the southern pier.</li><li>Trains run.</li></ol>"
    said = "We were lucky that it was Monday morning, said the captain."
    quote = f"<blockquote><p>{said}</p></blockquote>"
    reading = around(items + quote)
    assert block(reading, "Ferries leave").containers == (Container.LIST_ITEM,)
    assert block(reading, "Ferries leave").marker == "3."
    assert block(reading, "We were lucky").containers == (Container.QUOTATION,)
    assert block(reading, "We were lucky").marker == ""


def test_headings_have_their_depth_below_the_headline() -> None:
    reading = around("<h3>The wind</h3><p>It blew hard, at nine.</p><h4>The sea</h4>")
    levels = [(b.text, b.level) for b in reading.blocks if b.kind is BlockKind.HEADING]
    assert levels == [("The wind", 1), ("The sea", 2)]


def test_a_table_of_data_is_one_block_and_a_layout_table_is_not() -> None:
    rows = "<tr><th>Quay</th><th>Length</th></tr><tr><td>North</td><td>300 m</td></tr>"
    reading = around(f"<table><caption>The quays</caption>{rows}</table>")
    (table,) = (b for b in reading.blocks if b.kind is BlockKind.TABLE)
    assert table.rows == (("Quay", "Length"), ("North", "300 m"))
    assert table.text == "Quay Length North 300 m"
    assert texts(reading, BlockKind.CAPTION) == ["The quays"]
    layout = f"<table role=presentation><tr><td>{paragraphs()}</td><td>Menu</td></tr></table>"
    assert texts(read(page(layout))) == list(SENTENCES)


def test_two_line_breaks_separate_paragraphs_and_one_does_not() -> None:
    text = f"<div class='txt'>{TWO[0]}<br>{TWO[1]}<br><br>{THREE[0]}<br> <br/>{THREE[1]}</div>"
    assert texts(read(page(text))) == [" ".join(TWO), THREE[0], THREE[1]]


def test_blocks_know_their_line() -> None:
    body = f"\n\n<p>{TWO[0]}</p>\n<p>\n{TWO[1]}</p>\n" + paragraphs(*THREE)
    lines = [b.line for b in read(page(body)).blocks]
    assert lines[:2] == [3, 4]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Three ships", "Two cranes"], BlockKind.TABLE),
        (["Three ships, one of which sank."], BlockKind.TABLE),
        (["Three ships", "One line of very many. " * 20], BlockKind.PARAGRAPH),
        (["<img src=a.png>", "Three ships"], BlockKind.CAPTION),
    ],
)
def test_cells_of_a_figure_without_a_picture_are_no_captions(
    cells: list[str], kind: BlockKind
) -> None:
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    reading = around(f"<figure><table>{rows}</table><figcaption>What is left</figcaption></figure>")
    assert block(reading, "Three ships").kind is kind
    assert block(reading, "What is left").kind is BlockKind.CAPTION


@pytest.mark.parametrize(
    "ruby",
    [
        "<rb>東</rb><rt>とう</rt><rb>京</rb><rt>きょう</rt>",
        "<rb>東<rt>とう<rb>京<rt>きょう",
        "<rb>東<rb>京<rt>とう<rt>きょう",
        "東<rt>とう<rb>京</rb><rt>きょう</rt>",
        "<rb>東<rp>（<rt>とう<rp>）<rb>京<rp>（<rt>きょう<rp>）",
    ],
)
def test_a_base_of_ruby_ends_the_reading_before_it(ruby: str) -> None:
    reading = around(f"<p>The sign on the pier says <ruby>{ruby}</ruby>, in white letters.</p>")
    assert block(reading, "The sign").text == "The sign on the pier says 東京, in white letters."
    assert rule(reading, "きょう") == "dropped: reading"


@pytest.mark.parametrize(
    ("formula", "text", "scripts"),
    [
        ("<mi>x</mi><mo>=</mo><mn>5</mn>", "x = 5", []),
        ("\n<mi>x</mi>\n<mo>=</mo>\n<mn>5</mn>\n", "x = 5", []),
        ("<msup>\n<mi>c</mi>\n<mn>2</mn></msup>", "c2", ["2"]),
        ("<msubsup><mi>x</mi><mi>i</mi><mrow><mi>n</mi><mi>k</mi></mrow></msubsup>", "xink",
         ["i", "nk"]),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>3</mn></mfrac>", "(a + b)/3", []),
        ("<msqrt><mn>2</mn><mi>g</mi></msqrt>", "√(2g)", []),
        ("<mroot><mi>z</mi><mn>3</mn></mroot>", "3√z", ["3"]),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>", "1 2", []),
        ("<semantics><mi>x</mi><annotation>TeX of x</annotation></semantics>", "x", []),
        ("<mtext>loss of <b>many</b> jobs</mtext>", "loss of many jobs", []),
    ],
)  # fmt: skip
def test_a_formula_is_text_of_its_line(formula: str, text: str, scripts: list[str]) -> None:
    reading = around(f"<p>The length of the quay, <math>{formula}</math>, was never measured.</p>")
    found = block(reading, "The length")
    assert found.text == f"The length of the quay, {text}, was never measured."
    kinds = (MarkupKind.SUPERSCRIPT, MarkupKind.SUBSCRIPT)
    assert [found.text[m.start : m.end] for m in found.markup if m.kind in kinds] == scripts
    if "annotation" in formula:
        assert rule(reading, "TeX") == "dropped: annotation"


@pytest.mark.parametrize(
    ("inside", "verdict"),
    [
        ("<video src=a.mp4>READ: your browser shows no videos.</video>", "fallback"),
        ("<object data=a.swf><p>READ: get the player.</p></object>", "fallback"),
        ("<canvas>READ: water level 4.1 m</canvas>", "fallback"),
        ("<iframe src=a.html>READ: your browser shows no frames.</iframe>", "fallback"),
        ("<noscript><p>READ: enable scripts.</p></noscript>", "for-browsers-without-scripts"),
        ("<svg><g><text>READ: <tspan>1 May</tspan></text></g></svg>", "drawing"),
        ("<span hidden>READ: 14 <b>votes</b></span>", "hidden"),
        ("<b style='display: none'>READ: <i hidden>no</i></b>", "hidden"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["<p>The crane {} fell.</p>", "<div>{}</div>", "<div></div>{}"])
def test_words_that_are_not_shown_are_left_out_by_name(
    place: str, inside: str, verdict: str
) -> None:
    reading = around(place.format(inside))
    assert rule(reading, "READ") == f"dropped: {verdict}"
    shown = ["The crane fell."] if "crane" in place else []
    assert texts(reading) == [*TWO, *shown, *THREE]


def test_words_around_a_picture_are_in_their_line() -> None:
    reading = around("<p>The flag of <picture><img src=a.png> Malta</picture> was up again.</p>")
    assert block(reading, "The flag").text == "The flag of Malta was up again."


# --------------------------------------------------------------------------- provenance

_NO_TEXT = {"head", "script", "style", "template", "title", "img", "rp"}


def written(tree: HtmlElement) -> str:
    """Return the words of a page, shown or not, without code and metadata, the slow way."""
    found: list[str] = []
    for text in tree.xpath("//text()"):
        parent = text.getparent()
        around = parent.getparent() if text.is_tail else parent
        if not any(one.tag in _NO_TEXT for one in (around, *around.iterancestors())):
            found.append(text)
    return "".join(found)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def assert_accounted_for(markup: str) -> None:
    """Kept and dropped together are the whole page, word for word and in order.

    Words that were left out of a line are behind its block.
    """
    tree = decoding.parse(markup)
    assert not isinstance(tree, Refusal)
    pieces = segment.text_blocks(tree)
    all_texts = [text for p in pieces for text in (p.text, *(aside.text for aside in p.asides))]
    found, shown = letters("".join(all_texts)), letters(written(tree))
    assert found == shown or (any(p.asides for p in pieces) and sorted(found) == sorted(shown))
    reading = html.read("page.html", markup.encode())
    if isinstance(reading, Reading) and pieces:
        assert [d.text for d in reading.decisions][: len(all_texts)] == all_texts
        kept = [d.text for d in reading.decisions if d.role in ("paragraph", "heading", "caption")]
        blocks = [
            b.text
            for b in reading.blocks
            if b.kind.value in ("paragraph", "heading", "caption", "code")
        ]
        assert blocks == kept


_TAGS = st.sampled_from(
    [
        "p",
        "div",
        "a",
        "b",
        "span",
        "li",
        "ul",
        "ol",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h4",
        "blockquote",
        "br",
        "figure",
        "figcaption",
        "aside",
        "nav",
        "header",
        "footer",
        "pre",
        "em",
        "script",
        "template",
        "button",
        "section",
        "article",
        "time",
        "x-card",
        "q",
        "sup",
        "ruby",
        "rt",
        "span class='sr-only'",
        "i aria-hidden=true",
    ]
)
_WORDS = st.text(alphabet="ab c\nЖ漢\u00a0\u200f&;", max_size=12)
_MARKUP = st.recursive(
    _WORDS,
    lambda inner: st.tuples(_TAGS, st.lists(inner, max_size=4)).map(
        lambda node: f"<{node[0]}>{' '.join(node[1])}</{node[0].split()[0]}>"
    ),
    max_leaves=25,
)


@given(_MARKUP)
def test_every_visible_word_is_accounted_for(markup: str) -> None:
    assert_accounted_for(page(paragraphs(*TWO) + markup + paragraphs(*THREE)))


@given(_MARKUP)
def test_markup_of_a_block_nests_and_lies_within_it(markup: str) -> None:
    for found in read(page(paragraphs(*TWO) + markup + paragraphs(*THREE))).blocks:
        opened: list[Markup] = []
        for span in found.markup:
            assert 0 <= span.start < span.end <= len(found.text)
            opened = [outer for outer in opened if outer.end > span.start]
            assert not opened or span.end <= opened[-1].end
            assert (span.kind is MarkupKind.LINK) == bool(span.target)
            opened.append(span)


def test_every_word_of_real_pages_is_accounted_for(shared: Path) -> None:
    for path in sorted((shared / "eval" / "reading" / "html").glob("*.html.gz"))[::3]:
        page = decoding.unpack(path.name, path.read_bytes())
        assert isinstance(page, decoding.Unpacked)
        decoded = decoding.decode(page)
        assert isinstance(decoded, Decoded)
        assert_accounted_for(decoded.text)
