"""Editors' Markdown: links are inserted into plain text only, and nothing else changes."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.content import loading
from briefings.linking.lexicon import Lexicon, Name
from briefings.markup import editorial
from briefings.mkdocs_plugin.editorial import contained, is_plain
from briefings.model.content import Content
from briefings.model.linking import Mention, PageText
from briefings.model.policy import LinkPolicy, OncePer
from briefings.text.uris import slugify
from tests.linking import link
from tests.rendering import fold, render

LEXICON = Lexicon(
    Name(text, slugify(text))
    for text in ("Libya", "Kosovo", "Kosovo War", "Resolution 1244", "AT&T", "S.A. Kolm")
)
INLINE = st.sampled_from(
    [
        *("Libya", "Resolution 1244", "Resolution\n1244", "Kosovo War", "Kosovo", "Libya's", "and"),
        *(
            "*Libya*",
            "**the Kosovo War**",
            "`Libya`",
            "[Libya](http://a.b/Libya)",
            "![Libya](x.png)",
        ),
        *(
            "<http://Libya.org/>",
            "<b>Libya</b>",
            "[Kosovo][1]",
            "{ Libya }",
            "\\*Libya\\*",
            "&amp;",
        ),
        *('<a href="x">Libya</a>', "<code>Libya</code>", "$Libya$", "$$Libya$$", "\\\\(Libya\\\\)"),
        *("costs $5", "[^Libya]", "[^1]", "[Libya]{ .x }", "*[HTML]: Libya", "Kosovo Libya", "!"),
        *(
            "_Libya_",
            "__Kosovo__ War",
            "_Kosovo War_",
            "*Lib*ya",
            "***Libya** a*",
            "Kosovo&nbsp;War",
        ),
        *(
            "AT&amp;T",
            "Li&shy;bya",
            "Kosovo&#32;War",
            r"S\.A\. Kolm",
            r"S.A\: Kolm",
            "Libya  \nKosovo",
        ),
        *("Libya\\\nKosovo", "Kosovo<br>War", "} Libya {", "{{ Libya }}", "{% Libya %}", "Libya }"),
        *("[[Libya]]", "++Libya+a++", ":Libya:", "{++Libya++}", "https://a.b/Libya", "a@Libya.org"),
        *(
            "[*Kosovo* `War`](x.md)",
            "[![Libya](y.png)](x.md)",
            "[_Libya_]",
            "2 * Libya * 3",
            "`",
            "_",
        ),
        *("Wow!Libya", "a_Libya_b", "non-Libya", '"Libya"', "(Kosovo)", "1 < 2", "<!-- Libya -->"),
    ]
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=8).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map(lambda text: "## " + text.replace("\n", " ")),
    PARAGRAPH.map(lambda text: "> " + text.replace("\n", "\n> ")),
    PARAGRAPH.map(lambda text: "* " + text.replace("\n", "\n  ")),
    PARAGRAPH.map(lambda text: '!!! note "Libya"\n    ' + text.replace("\n", "\n    ")),
    PARAGRAPH.map(lambda text: "    " + text.replace("\n", "\n    ")),
    PARAGRAPH.map(lambda text: f"```\n{text}\n```"),
    PARAGRAPH.map(lambda text: f"| Libya | b |\n|---|---|\n| {' '.join(text.split())} | x |"),
    PARAGRAPH.map(lambda text: f"<div>\n{text}\n</div>"),
    PARAGRAPH.map(lambda text: f"<div>\n\n{text}\n\n</div>"),
    PARAGRAPH.map(lambda text: f"<div markdown>\n\n{text}\n\n</div>"),
    PARAGRAPH.map(lambda text: f"Libya\n:   {' '.join(text.split())}"),
)


def annotate(markdown: str, once_per: OncePer = OncePer.SECTION) -> tuple[str, tuple[Mention, ...]]:
    """Return an explainer's Markdown with its links, and these."""
    passages = editorial.markdown_passages(markdown)
    page = PageText("x", [p.passage for p in passages], about="x")
    # Without a budget: the words of a link's address would count when it is read again.
    policy = LinkPolicy(once_per=once_per, per_100_words=0)
    (annotated,) = link([page], LEXICON, policy=policy)
    text = editorial.insert_links(
        markdown, passages, annotated.mentions,
        lambda mention: f']({mention.subject}.md "{editorial.mention_title(mention, 1)}")',
    )  # fmt: skip
    return text, annotated.linked()


INSERTED = re.compile(r'\[([^\[\]]*?)\]\([a-z0-9-]+\.md "mention m-[a-z0-9-]+ 1"\)')


NOTE = st.sampled_from(["", "\n\n[^1]: Libya, and Kosovo\n    Libya"])
EXPLAINERS = st.tuples(st.lists(BLOCK, max_size=5).map("\n\n".join), NOTE).map("".join)


@settings(max_examples=200)
@given(EXPLAINERS)
def test_links_are_all_that_changes_in_an_explainer(markdown: str) -> None:
    linked, mentions = annotate(markdown)
    assert INSERTED.sub(r"\1", linked).replace("\\!", "!") == markdown
    before, after = render(markdown), render(linked)
    assert _without_tags(before) == _without_tags(after)
    assert after.count('class="mention"') == len(mentions)
    assert "<a" not in "".join(re.findall(r"<a\b[^>]*>(.*?)</a>", after, re.DOTALL))


@given(EXPLAINERS, st.sampled_from([OncePer.SECTION, OncePer.PAGE]))
def test_linking_what_is_linked_adds_nothing(markdown: str, once_per: OncePer) -> None:
    linked, _ = annotate(markdown, once_per)
    assert annotate(linked, once_per) == (linked, ())


def _without_tags(html: str) -> str:
    return fold(re.sub(r"<[^>]*>", "", html))


LINK = '[Libya](libya.md "mention m-libya-1 1")'


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("See Libya.", f"See {LINK}."),
        ("Kosovo\nWar", '[Kosovo\nWar](kosovo-war.md "mention m-kosovo-war-1 1")'),
        ("> Kosovo\n> War", '> [Kosovo\n> War](kosovo-war.md "mention m-kosovo-war-1 1")'),
        ("*Libya*", f"*{LINK}*"),
        ("* Libya", f"* {LINK}"),
        ("<b>Libya</b>", f"<b>{LINK}</b>"),
        ("Wow!Libya", f"Wow\\!{LINK}"),
        ("Term\n:   Libya", f"Term\n:   {LINK}"),
        ("<div markdown>\n\nLibya\n\n</div>", f"<div markdown>\n\n{LINK}\n\n</div>"),
        ("[^1]: In Libya.\n\na[^1]", f"[^1]: In {LINK}.\n\na[^1]"),
        ('!!! note "Libya"\n    Libya', f'!!! note "Libya"\n    {LINK}'),
        # Sums of money are no formulas.
        ("from $5 in Libya to $10", f"from $5 in {LINK} to $10"),
        ("\\$5, Libya, $6", f"\\$5, {LINK}, $6"),
        # What was open is closed again.
        ("<div>\na\n\n</div>\n\nLibya", f"<div>\na\n\n</div>\n\n{LINK}"),
        ("<hr>\n<img src='x'>\n\nLibya", f"<hr>\n<img src='x'>\n\n{LINK}"),
        ("<!-- <div> -->\n\nLibya", f"<!-- <div> -->\n\n{LINK}"),
        ("a^Libya", f"a^{LINK}"),
        # Markdown is matched as readers read it.
        ("_Libya_", f"_{LINK}_"),
        ("__Libya__ a", f"__{LINK}__ a"),
        ("**_Libya_**", f"**_{LINK}_**"),
        ("2 * Libya * 3", f"2 * {LINK} * 3"),
        *(
            (written, f'[{written}]({slug}.md "mention m-{slug}-1 1")')
            for written, slug in (
                ("Resolution&nbsp;1244", "resolution-1244"),
                ("Resolution&#160;1244", "resolution-1244"),
                ("Resolution\\\n1244", "resolution-1244"),
                ("Resolution  \n1244", "resolution-1244"),
                ("AT&amp;T", "at-t"),
                ("AT&#38;T", "at-t"),
                ("AT&T", "at-t"),
                (r"AT\&T", ""),
                ("Li&shy;bya", "libya"),
                ("&#76;ibya", "libya"),
                ("Libya&rsquo;s", "libya"),
                (r"S\.A\. Kolm", "s-a-kolm"),
                (r"S.A\. Kolm", "s-a-kolm"),
            )
            if slug
        ),
        ("> _Resolution_\n> 1244, Libya", f"> _Resolution_\n> 1244, {LINK}"),
        ("*a* &amp; [b](c) \\* Libya", f"*a* &amp; [b](c) \\* {LINK}"),
        # Braces later on the line.
        ("Libya and {{ x }}", f"{LINK} and {{{{ x }}}}"),
        ("Libya } `{x}` {: .y }", f"{LINK} }} `{{x}}` {{: .y }}"),
        ("Libya { .x }", f"{LINK} {{ .x }}"),
        ("Libya, [a](b){ .x } {% if a %}", f"{LINK}, [a](b){{ .x }} {{% if a %}}"),
        # Beside the syntax of extensions.
        ("C++ and Libya, i++", f"C++ and {LINK}, i++"),
        ("at 10:30: Libya: here", f"at 10:30: {LINK}: here"),
        ("{{ a }} Libya {% b %}", f"{{{{ a }}}} {LINK} {{% b %}}"),
        ("--8<-- 'a.md'\n\nLibya", f"--8<-- 'a.md'\n\n{LINK}"),
        ("/// note\nLibya\n///", f"/// note\n{LINK}\n///"),
        ('Libya\n===\n\n"Libya"', f'Libya\n===\n\n"{LINK}"'),
        ("a^[Libya]", f"a^[{LINK}]"),
        ("<code>a</code> Libya", f"<code>a</code> {LINK}"),
    ],
)
def test_running_text_carries_links(markdown: str, expected: str) -> None:
    assert annotate(markdown)[0] == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "# Libya",
        "Libya\n=====",
        "`Libya`",
        "``a ` Libya``",
        "```\nLibya\n```",
        "~~~ text\nLibya\n~~~",
        "    Libya",
        "* a\n\n        Libya",
        "[Libya](a.md)",
        '[the *old* Libya](a.md "Libya")',
        "[Libya][1]\n\n[1]: a.md",
        "[Libya]\n\n[Libya]: a.md",
        "[a][Libya]\n\n[Libya]: a.md 'Libya'",
        "![Libya](a.png)",
        "![Libya][1]\n\n[1]: a.png",
        "<https://example.org/Libya>",
        "<b title='Libya'>",
        "<a href='x'>to Libya</a>",
        "<CODE>in Libya</CODE>",
        "<kbd>Libya</kbd>",
        "<!-- Libya -->",
        "<div>Libya</div>",
        "<div>\n\nLibya\n\n</div>",
        "<section>\n<p>a</p>\n\nLibya\n\n<div>a</div>\n\nLibya\n\n</section>",
        "[a](b){ #Libya }",
        "Libya{ .x }",
        "in Libya{: #y}",
        "text\n{: title='Libya' }",
        "$Libya + 1$",
        "$$\nLibya\n$$",
        "\\(Libya\\)",
        "\\[Libya\\]",
        "text[^Libya]\n\n[^Libya]: a",
        "a [^Libya]",  # a footnote that is not there
        '!!! note "Libya"\n    text',
        "*[LBY]: Libya",
        "a\n*[LBY]: Libya",
        "Libya\n:   a country",
        "| Libya | a |\n|---|---|\n| b | in Libya |",
        # Across the edge of markup.
        "*Lib*ya",
        "Resolution *1244*",
        "Resolution `1244`",
        "Resolution[^1] 1244",
        # Addresses.
        "Read https://example.org/wiki/Libya now",
        "press@Libya.example",
        "https://example.org/_Libya_/",
        # What extensions replace.
        '--8<-- "Libya.md"',
        "--8<--\nin Libya\n--8<--",
        "a\n\n;--8<-- Libya",
        '=== "About Libya"',
        '===! "About Libya"',
        "/// note | Libya\n    type: Libya\n///",
        "::: Libya",
        "++ctrl+Libya++",
        '++ctrl+"Libya"++',
        "[[Libya]]",
        "[[Libya|the country]]",
        ":Libya:",
        '[=50% "Libya"]',
        "{{ Libya }}",
        "{{ a(\n  Libya\n) }}",
        "{% a %} {% set b =\n\n'in Libya' %}",
        "{# Libya #}",
        "{! Libya.md !}",
        '{% include-markdown "in Libya" %}',
        "{++Libya++} {--Libya--} {==Libya==} {>>Libya<<} {~~Libya~>Libya~~}",
    ],
)
def test_other_text_carries_no_links(markdown: str) -> None:
    assert annotate(markdown)[0] == markdown


def test_a_line_with_unknown_offset_is_unchanged() -> None:
    # The cell's text stands twice on its line, so its place is not certain.
    assert annotate("| Libya | Libya |\n|---|---|\n| Libya | Libya |")[1] == ()


@given(
    st.one_of(st.text(max_size=30), PARAGRAPH, st.from_regex(r"[a-zA-Z].{0,30}", fullmatch=True))
)
@example("A - b + 1. c: d | e ~ f ^ g # h ! i (j) 'k' \"l\" = http://a.b/ $5 :m: --- ... é 漢")
def test_a_line_without_markup_is_rendered_as_it_is(markdown: str) -> None:
    if is_plain(markdown):
        assert render(markdown) == f"<p>{markdown}</p>"


def test_most_sentences_are_lines_without_markup(shipped: Content) -> None:
    events = [e.event for subject in loading.read(shipped).explainers for e in subject.timeline]
    assert sum(map(is_plain, events)) > 0.9 * len(events)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a &lt; b <p>c &amp; d</p> e", "a &lt; b <p>c &amp; d</p> e"),
        ("<p>a <b>b</p>", "<p>a <b>b</b></p>"),
        ("a</div></article> b", "a b"),
        (
            '<h2 class="x" id="y">A <i>b</i> c</h2> d',
            '<p class="heading"><strong>A <i>b</i> c</strong></p> d',
        ),
        ("<!-- a <h2> -->b", "<!-- a <h2> -->b"),
        ("", ""),
    ],
)
def test_a_note_cannot_change_the_page_around_it(html: str, expected: str) -> None:
    assert contained(html) == expected


def test_footnotes_of_several_notes_have_different_ids() -> None:
    html = render("See[^1] and [^1].\n\n[^1]: There.")
    ids = [re.findall(r'\bid="(.*?)"', contained(html, name)) for name in ("a", "b")]
    assert ids == [[f"{i}-{name}" for i in ("fnref:1", "fnref2:1", "fn:1")] for name in ("a", "b")]
    links = re.findall(r'href="#(.*?)"', contained(html, "a"))
    assert set(links) == set(ids[0])
