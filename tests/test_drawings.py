"""Drawings (SVG) of editors: what is harmless stays, and nothing that runs or loads survives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from briefings.files import svg
from tests import drawn

HARMLESS = (
    '<title>A &amp; B</title><g transform="scale(2)"><path d="M0 0h9" style="stroke:#123"/></g>'
    '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>'
    "<style>.a{fill:url(#g)} @media (prefers-color-scheme: dark){.a{fill:#fff}}</style>"
    '<rect class="a" fill="url(\'#g\') red" width="4"/><use href="#g"/>tail'
)


def test_what_is_harmless_stays() -> None:
    drawing = svg.read(drawn.svg(HARMLESS).encode())
    assert drawing.left_out == ()
    inside = drawing.text.partition(">")[2].removesuffix("</svg>\n")
    assert etree.canonicalize(f"<a>{inside}</a>") == etree.canonicalize(f"<a>{HARMLESS}</a>")


@pytest.mark.parametrize(
    ("inside", "left_out"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<rect onclick="alert(1)"/>', "`onclick`"),
        ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
         "<foreignObject>"),
        ('<image href="https://a.example/a.png"/>', "<image>"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "<image>"),
        ('<use href="https://a.example/a.svg#b"/>', "an address outside of the file"),
        ('<animate attributeName="href" to="javascript:alert(1)"/>', "<animate>"),
        ('<set attributeName="onclick" to="alert(1)"/>', "<set>"),
        ('<rect style="fill: URL(//a.example/a.svg#b)"/>', "`style`"),
        ('<rect fill="url(https://a.example/a.svg#b)"/>', "`fill`"),
        ('<rect style="fill:u\\72l(//a.example)"/>', "`style`"),
        ('<rect style="background:image-set(&quot;//a.example&quot; 1x)"/>', "`style`"),
        ("<style>@import '//a.example/a.css';</style>", "a style"),
        ("<style>@font-face{font-family:a;src:url(//a.example/a)}</style>", "a style"),
        ("<style>a{b:c} /* </style>", "a style"),
        ("<style>a{b:c}<g/>@import '//a.example/a.css';</style>", "a style"),
        ("<style>a{fill:url(\n//a.example\n)}</style>", "a style"),
        ("<feImage href='//a.example/a.png'/>", "<feImage>"),
    ],
)  # fmt: skip
def test_what_runs_or_loads_is_left_out_and_said(inside: str, left_out: str) -> None:
    drawing = svg.read(drawn.svg(inside).encode())
    assert len(drawing.left_out) == 1
    assert drawing.left_out[0].startswith(left_out)
    assert "alert" not in drawing.text
    assert "a.example" not in drawing.text


def test_what_editors_need_not_know_is_left_out_silently() -> None:
    inside = (
        '<metadata>x</metadata><!-- x --><?x y?><a href="https://a.example/"><text>b</text></a>'
        '<i:guide xmlns:i="urn:inkscape" i:on="1">x</i:guide>'
    )
    drawing = svg.read(drawn.svg(inside, 'viewBox="0 0 9 9" i:zoom="1" xmlns:i="urn:x"').encode())
    assert drawing.left_out == ()
    assert drawing.text.partition(">")[2] == "<g><text>b</text></g></svg>\n"


NAMES = st.sampled_from((
    "script", "a", "g", "use", "image", "style", "animate", "set", "foreignObject", "iframe",
    "rect",     "handler", "feImage", "video", "SCRIPT", "x:script", "h:script", "h:img",
))  # fmt: skip
KEYS = st.sampled_from((
    "href", "xlink:href", "onload", "onclick", "ONLOAD", "style", "fill", "src", "x:href",
    "xml:base", "attributeName", "to", "values", "formaction", "filter", "clip-path", "h:href",
    "begin",
))  # fmt: skip
VALUES = st.sampled_from((
    "javascript:alert(1)", "java&#10;script:alert(1)", "#a", "//a.example/b", "url(#a)",
    "url(//a.example/b)", "url( 'https://a.example/b' )", "u\\72l(//a.example)", "data:text/html,x",
    "url(#a) url(//a.example)", "@import '//a.example'", "alert(1)", "/* url( */ url(//a.example)",
    "image(//a.example)", "expression(alert(1))", "url(#a)/**/url(//a.example)", "href",
))  # fmt: skip
ELEMENTS = st.recursive(
    st.one_of(VALUES, st.just("text")).map(lambda text: text.replace("&#10;", "")),
    lambda inner: st.builds(
        lambda name, keys, inside: (
            f"<{name} {' '.join(f'{k}={chr(34)}{v}{chr(34)}' for k, v in keys.items())}>"
            f"{''.join(inside)}</{name}>"
        ),
        NAMES, st.dictionaries(KEYS, VALUES, max_size=3), st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)  # fmt: skip
NAMESPACES = (
    'viewBox="0 0 9 9" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:x="http://www.w3.org/2000/svg" xmlns:h="http://www.w3.org/1999/xhtml"'
)


def is_closed(css: str) -> bool:
    """Return whether CSS has no functions but references to ids, and no rules that load."""
    uncommented = re.sub(r"/\*.*?\*/", "", css)
    called = re.findall(r"\(\s*['\"]?(.?)", uncommented)
    return set(called) <= {"#"} and "\\" not in css and "@" not in css


@given(inside=ELEMENTS, more=st.dictionaries(KEYS, VALUES, max_size=2))
def test_nothing_that_runs_or_loads_survives(inside: str, more: dict[str, str]) -> None:
    attributes = " ".join(f'{key}="{value}"' for key, value in more.items())
    text = svg.read(drawn.svg(inside, f"{NAMESPACES} {attributes}").encode()).text
    root = etree.fromstring(text.encode())
    for element in root.iter():
        name = etree.QName(element)
        assert name.namespace == svg.SVG
        assert name.localname in {"svg", "g", "use", "style", "rect"}
        for key, value in element.attrib.items():
            assert not str(key).lower().startswith("on")
            assert "href" not in str(key) or str(value).startswith("#")
            assert is_closed(str(value))
        assert name.localname != "style" or is_closed(element.text or "")
    # What was made harmless is harmless.
    assert svg.read(text.encode()).left_out == ()
    assert svg.read(text.encode()).text == text
