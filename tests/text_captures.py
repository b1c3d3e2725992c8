"""Text captures of invented pages: an article between a menu and a footer."""

from briefings.model.reading import BlockKind, Field, Reading
from briefings.readers.text import reader as text

MENU = "\n\n".join(["Home", "News", "Politics", "Sport", "Culture", "Weather", "Log in"] * 3)
FOOTER = "\n\n".join(["Contact", "About us", "Jobs", "Terms", "Imprint", "Press", "Archive"] * 2)
HEADLINE = "The ferry sails again at last"
FIRST = (
    "The ferry between the two towns sailed again on Sunday after a long winter. Nobody had "
    "expected it to be ready before the summer, and few had wished for it."
)
SECOND = (
    "It had been laid up because nobody wished to pay for the repair of the engine. In the end the "
    "council found the money in the fund that had been meant for the bridge."
)
THIRD = (
    "The captain said that she was glad to be at work again. The first crossing took eleven "
    "minutes, which is two minutes less than in the year before."
)
FOURTH = (
    "Tickets cost as much as they did before the winter, and children travel free. The ferry runs "
    "every half hour from six in the morning until ten at night."
)


def page(*lines: str, top: str = "", indent: str = "") -> str:
    body = "\n\n".join(indent + line for line in lines)
    return f"{top}{MENU}\n\n{body}\n\n{FOOTER}\n"


def rules(capture: str) -> dict[str, tuple[str, str]]:
    return {d.text: (d.role, d.rule) for d in text.read(capture, {}).decisions}


def fact(reading: Reading, field: Field) -> list[str]:
    return [found.value for found in reading.facts if found.field is field]


def paragraphs(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if block.kind is BlockKind.PARAGRAPH]
