"""What is left out of the stylesheet of all pages."""

import pytest

from briefings.mkdocs_plugin.stylesheets import compact


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (
            "a {\n  /* Why. */\n  top: 0;\n}\n\n\n/* The\n   next's. */\nb { top: 0 }",
            "a {\ntop: 0;\n}\nb { top: 0 }",
        ),
        ('a::after { content: "/* no comment */" }', 'a::after { content: "/* no comment */" }'),
        ("""a { content: 'it\\'s /* */' } /* it's */""", """a { content: 'it\\'s /* */' } """),
        ("/*! It's a licence. */\na {} /* b */", "/*! It's a licence. */\na {} "),
        ("a b {}", "a b {}"),
    ],
)
def test_comments_and_indentation_are_left_out(css: str, left: str) -> None:
    assert compact(css) == left
