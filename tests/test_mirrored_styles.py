"""Right-to-left pages are mirrored: styles name no side as left or right."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import REPOSITORY

THEME = REPOSITORY / "theme_overrides"
STYLES = [
    *(THEME / "styles").glob("*.css"),
    *(THEME / "assets/stylesheets").glob("*.css"),
]
COMMENT = re.compile(r"/\*.*?\*/|\{[#%].*?[#%]\}", re.DOTALL)
TOKEN = re.compile(r"([^{};]*)([{};])")
SIDE = re.compile(r"\b(?:left|right)\b")
MIRRORED = '[dir="rtl"] > body '
# Properties whose values are sides.
OF_SIDES = {
    "text-align",
    "float",
    "clear",
    "background-position",
    "transform-origin",
    "caption-side",
}
# Their values are those of the top, the right, the bottom and the left, where there are four.
OF_FOUR = re.compile(
    r"(?:margin|padding|inset|border-(?:width|style|color)|scroll-(?:margin|padding))"
)


def rules(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the selector, property and value of each declaration."""
    around: list[str] = []
    for words, mark in TOKEN.findall(COMMENT.sub("", text)):
        if mark != "{" and ":" in words:
            name, _, value = words.partition(":")
            yield around[-1] if around else "", name.strip(), " ".join(value.split())
        if mark == "{":
            around.append(" ".join(words.split()))
        elif mark == "}":
            around.pop()


def sided(text: str) -> list[str]:
    """Return the declarations that name a side, and that the other direction does not replace."""
    found = list(rules(text))
    mirrored = {at.removeprefix(MIRRORED) for at, *_ in found if at.startswith(MIRRORED)}
    wrong = []
    for selector, name, value in found:
        values = value.split()
        four = OF_FOUR.fullmatch(name) and len(values) == 4 and values[1] != values[3]
        side = not name.startswith("--") and SIDE.search(name.replace("-", " "))
        if four or side or (name in OF_SIDES and SIDE.search(value)):
            by_direction = selector.startswith("[dir=") or selector in mirrored
            wrong += [] if by_direction else [f"{selector} {{ {name}: {value} }}"]
    return wrong


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_name_no_side(path: Path) -> None:
    assert sided(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("style", "number"),
    [
        ("p { margin-left: 1em }", 1),
        ("@media print { p { text-align: right; color: red } }", 1),
        ("p { border-top-left-radius: 2px; inset-inline-start: 0; left: 0 }", 2),
        ("p { margin: 0 1em 0 2em; padding: 0 1em 0 1em }", 1),
        ("p { margin: 0 1em; --start-side: left; float: var(--start-side) }", 0),
        ('p { left: 0 } [dir="rtl"] > body p { left: auto; right: 0 }', 0),
        ("/* p { left: 0 } */ :is(p, a:hover) { text-align: end }", 0),
    ],
)
def test_what_names_a_side(style: str, number: int) -> None:
    assert len(sided(style)) == number
