"""Where a sentence may begin."""

import unicodedata

from tests.simple_linker.characters import is_digit, is_letter, is_plain, is_word

ENDS = "\n.!?…:;。؟۔।‽¿¡•‣·→|—"


def begins_sentence(text: str, start: int) -> bool:
    """Whether only certain marks stand between a word and what may end a sentence."""
    quoted = start
    while quoted > 0 and start - quoted < 22 and is_opening(text[quoted - 1]):
        quoted -= 1
    before = text[:quoted]
    if quoted < start and (
        before.endswith(",") or (before[-1:].isspace() and before[-2:-1] == ",")
    ):
        return True
    return ends_sentence(text, start, start - 24)


def ends_sentence(text: str, at: int, first: int) -> bool:
    """Whether a sentence may end before an offset, with marks and numbers of items in between."""
    if at == 0:
        return True
    if at <= first:
        return False
    last, before = text[at - 1], text[:at]
    if last in ENDS or (unicodedata.category(last) == "So" and last not in "©®™°"):
        return True
    if last == "-":
        dashes = len(before) - len(before.rstrip("-"))
        return dashes <= 3 and (at == dashes or text[at - dashes - 1].isspace())
    shorter: list[int] = []
    for length in (1, 2):
        bare = before[:-length]
        numbered = all(map(is_digit, before[-length:])) and bare[-1:] in ("!", ".", "?")
        if numbered and is_letter(bare[-2:-1]):
            shorter.append(len(bare))
    if last.isspace() or unicodedata.category(last) in ("Ps", "Pe", "Pi", "Pf"):
        shorter.append(at - 1)
    if last in "\"'*_⁰¹²³⁴⁵⁶⁷⁸⁹":
        shorter.append(at - 1)
    for length in (1, 2, 3):
        inside = before[-1 - length : -1]
        opened = at - 2 - length
        if last in ")]" and len(inside) == length and all(map(is_word, inside)):
            if opened >= 0 and text[opened] in "[(":
                shorter.append(opened)
            if last == ")" and length < 3 and not (opened >= 0 and is_word(text[opened])):
                shorter.append(opened + 1)
    return any(ends_sentence(text, one, first) for one in shorter if one >= max(first, 0))


def is_opening(character: str) -> bool:
    return character in "\"'" or unicodedata.category(character) in ("Ps", "Pi")


def opens_a_quotation(text: str) -> bool:
    """Whether a text opens more single quotation marks than it closes."""
    balance = 0
    for at, character in enumerate(text):
        before = text[at - 1] if at else ""
        after = text[at + 1] if at + 1 < len(text) else ""
        if character != "'":
            continue
        if not is_plain(before) and (after == "" or is_plain(after)):
            balance += 1
        if (is_plain(before) or (before and before in ".,!?…")) and not is_plain(after):
            balance -= 1
    return balance > 0
