"""Typographic quotation marks: by the language, in what editors write, and nowhere else."""

import re
from html import unescape
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.mkdocs_plugin.project import load
from briefings.mkdocs_plugin.quotation_marks import NAME
from briefings.text.quotation_marks import Piece, in_pieces, of, typographic
from tests.project import WIRE, Project

TYPED = """He said "it's 'fine' by me"."""


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en_GB", "He said “it’s ‘fine’ by me”."),
        ("de", "He said „it’s ‚fine‘ by me“."),
        ("de_CH", "He said «it’s ‹fine› by me»."),
        ("fr", "He said «\u202fit’s “fine” by me\u202f»."),
        ("pl", "He said „it’s «fine» by me”."),
        ("ru", "He said «it’s „fine“ by me»."),
        ("ja", "He said 「it’s 『fine』 by me」."),
        ("pt_BR", "He said “it’s ‘fine’ by me”."),
        ("pt_PT", "He said «it’s “fine” by me»."),
        ("zh_Hans", "He said “it’s ‘fine’ by me”."),
    ],
)
def test_a_language_has_its_own_marks(locale: str, shown: str) -> None:
    assert typographic(TYPED, of(locale)) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Serbia's, the states' and Sana'a", "Serbia’s, the states’ and Sana’a"),
        ("the '90s", "the ’90s"),
        ("""She quoted "'Never' is long".""", "She quoted “‘Never’ is long”."),
        ("""("all", "none")—"some".""", "(“all”, “none”)—“some”."),
        # Inches, marks without a partner, and those of who writes them.
        ("""a 5'10" man""", """a 5’10" man"""),
        ("""one " mark""", """one " mark"""),
        ("„so“ «so» “so”", "„so“ «so» “so”"),
    ],
)
def test_marks_are_told_apart(typed: str, shown: str) -> None:
    assert typographic(typed, of("en")) == shown
    assert typographic(typed, ()) == typed


MARKS = dict.fromkeys("""'"‘’“”""", "'")
PIECES = st.lists(
    st.builds(Piece, st.text("""ab1 '"(.—-""", max_size=8), st.integers(0, 2), st.booleans())
)


@given(PIECES)
def test_nothing_but_marks_is_changed(pieces: list[Piece]) -> None:
    texts = in_pieces(pieces, of("en"))
    for piece, text in zip(pieces, texts, strict=True):
        plain = str.maketrans(MARKS)
        assert text.translate(plain) == piece.text.translate(plain)
        assert text == piece.text or not piece.fixed


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("""He said "**no**, *that's* it".""",
         "<p>He said “<strong>no</strong>, <em>that’s</em> it”.</p>"),
        ("""[Serbia's "x"](http://a.b/c "it's") and <http://a.b/'c'>""",
         """<p><a href="http://a.b/c" title="it's">Serbia’s “x”</a> and """
         """<a href="http://a.b/'c'">http://a.b/'c'</a></p>"""),
        ("""`it's "code"` and "`code`".""",
         """<p><code>it's "code"</code> and “<code>code</code>”.</p>"""),
        ("""    it's "code"\n""", """<pre><code>it's "code"\n</code></pre>"""),
        ("""Entities &quot;stay&quot;, and \\"escapes\\" too.""",
         """<p>Entities &quot;stay&quot;, and "escapes" too.</p>"""),
        ("""<b title="it's">it's</b>""", """<p><b title="it's">it’s</b></p>"""),
        ("""- "one\n- two\"""", """<ul>\n<li>"one</li>\n<li>two"</li>\n</ul>"""),
        ("""## Serbia's "x\"""", """<h2 id="serbias-x">Serbia’s “x”</h2>"""),
    ],
)  # fmt: skip
def test_marks_of_markdown_are_changed_in_its_words_alone(source: str, html: str) -> None:
    options = {NAME: {"marks": of("en")}}
    assert markdown.markdown(source, extensions=["toc", NAME], extension_configs=options) == html


ARTICLE = """---
title: "Serbia's \\"no\\""
published: 2018-02-01
outlet: wire
notes:
- quote: It's "no"
  note: Serbia's word was "no". That's *all*.
brief: {says: It's "no".}
---

It's "no", said Alma's minister on Monday. They spoke of it for an hour.
"""
EXPLAINER = """---
title: Alma
kind: place
summary: Alma's "big" town.
facts: {capital: Alma's "own"}
timeline:
- {date: 1999, event: Alma's "first" thing.}
- {date: 2001, event: Alma's **second** "thing".}
sources: [{title: It's a source, url: "https://www.example.org/"}]
---

It's Alma's "body".

## Alma's "section"
"""
CONTENT = {"articles/a.md": ARTICLE, "explainers/alma.md": EXPLAINER, "outlets/wire.yml": WIRE}


def words(page: Path) -> str:
    body = page.read_text("utf-8").partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]*>", "", re.sub("<title>.*?</title>", "", body)))


def test_editors_words_have_typographic_marks_and_articles_and_markdown_do_not(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path, CONTENT)
    project.built()
    briefing = words(project.site / "briefings/a/index.html")
    assert 'It\'s "no"' in briefing
    assert 'Serbia\'s "no"' in briefing
    for shown in ("It’s “no”.", "Serbia’s word was “no”. That’s all.", "Alma’s “big” town."):
        assert shown in briefing
    explainer = words(project.site / "explainers/alma/index.html")
    for shown in ("Alma’s “big” town.", "Alma’s “first” thing.", "Alma’s second “thing”.",
                  "It’s Alma’s “body”.", "Alma’s “section”", "Alma’s “own”",
                  "It’s a source"):  # fmt: skip
        assert shown in explainer
    written = (project.site / "explainers/alma.md").read_text("utf-8")
    for typed in ('Alma\'s "big" town.', 'Alma\'s **second** "thing".', "It's Alma's \"body\"."):
        assert typed in written


@pytest.mark.parametrize(
    ("settings", "marks"),
    [
        ("theme: {name: material, language: de}", of("de")),
        ("theme: {name: material, language: de}\nplugins: [{briefings: {locale: de_CH}}]", "«»‹›"),
        (f"markdown_extensions: [{{{NAME}: {{marks: »«›‹}}}}]", "»«›‹"),
        (f"markdown_extensions: [{{{NAME}: {{marks: ''}}}}]", ""),
        ("markdown_extensions: [{smarty: {smart_quotes: false}}]", ""),
    ],
)
def test_language_and_settings_of_the_site_decide(
    settings: str, marks: str, tmp_path: Path
) -> None:
    file = tmp_path / "mkdocs.yml"
    usual = "site_name: A\ntheme: material\nplugins: [briefings]\n"
    kept = [line for line in usual.splitlines() if line.partition(":")[0] not in settings]
    file.write_text("\n".join([*kept, settings]))
    (tmp_path / "content").mkdir()
    assert load(file).config.mdx_configs[NAME]["marks"] == marks
