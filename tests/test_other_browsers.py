"""Features that Firefox 153 and WebKitGTK 2.50 lack: no style may need them.

The tests of pages run in Chromium alone.
"""

import re

import pytest

from tests.project import REPOSITORY

STYLES = sorted((REPOSITORY / "theme_overrides" / "styles").glob("*.css"))


@pytest.mark.parametrize(
    "beyond",
    [
        # WebKit takes a line alone from it; with a variable in it, not even that.
        r"text-decoration: \w+ [^;]+",
        # Of what is anchored on a page that has been scrolled, Firefox and WebKit reckon that less
        # than nothing is left between an anchor and an edge, and align it far away.
        r"inset(-\w+)?: (?=[^;]*anchor\()(?![^;]*\bauto\b)[^;]+",
    ],
)
def test_no_style_relies_on_what_only_chromium_does(beyond: str) -> None:
    found = [
        f"{path.name}: {match[0]}"
        for path in STYLES
        for match in re.finditer(beyond, path.read_text(encoding="utf-8"))
    ]
    assert len(STYLES) > 5
    assert found == []
