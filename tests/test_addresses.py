"""Links that an editor wrote by hand: to pages that are there, and to pages that are not."""

import pytest

from generator.model.content import Content, Settings, SourceFile
from generator.site import compile
from tests.project import BRIDGE, SMALL


def problems(body: str) -> list[tuple[int, str, str]]:
    files = {**SMALL, "explainers/blue-bridge.md": BRIDGE + "\n" + body}
    content = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
    found = compile(content, Settings()).problems
    return [(p.line, p.message, p.hint) for p in found if p.code == "broken-link"]


@pytest.mark.parametrize(
    "body",
    [
        "[Geneva](geneva.md)", "[it](geneva.md#timeline)", "[here](#sources)",
        "[talks](../briefings/talks.md)", "[home](../index.md)", "[out](https://example.org/a.md)",
        "[mail](mailto:a@example.org)", "`[code](nowhere.md)`", "<https://example.org/>",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(body: str) -> None:
    assert problems(body) == []


def test_links_that_lead_nowhere_are_named_all_at_once_with_their_lines() -> None:
    first = BRIDGE.count("\n") + 2
    assert problems("One\n[a](genva.md) line.\n\n[b](../briefings/none-at-all.md)") == [
        (first + 1, "“genva.md” leads to no page.", "Did you mean geneva.md?"),
        (
            first + 3,
            "“../briefings/none-at-all.md” leads to no page.",
            "Write the address of a page as other-explainer.md or ../briefings/a-briefing.md.",
        ),
    ]
