"""Kinds of characters."""

import unicodedata
from functools import cache

APOSTROPHES = "'’‘‚‛‹›＇´`′ʹʻʼʽʾʿ՚׳❛❜❟"
QUOTATION_MARKS = '"“”„‟«»″״⹂「」『』〝〞〟﹁﹂﹃﹄＂｢｣❝❞❠'
LONG_DASHES = "—―⸺⸻︱﹘〜〰"
UNSPACED = {"CJK", "HIRAGANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "IDEOGRAPHIC"}


def is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def is_letter(character: str) -> bool:
    return character.isalpha()


def is_plain(character: str) -> bool:
    return character.isalnum() or character == "_"


def is_digit(character: str) -> bool:
    return unicodedata.category(character) == "Nd"


def is_katakana(character: str) -> bool:
    return character == "ー" or script(character) == "KATAKANA"


def is_unspaced(character: str) -> bool:
    return is_word(character) and character != "ー" and script(character) in UNSPACED


def is_vowel_mark(character: str) -> bool:
    """Whether it is an Arabic vowel mark, or tatweel."""
    return character == "ـ" or 27 <= unicodedata.combining(character) <= 35


def is_invisible(character: str) -> bool:
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0x180B <= code <= 0x180F:
        return True
    return (
        code in (0xAD, 0x34F, 0x61C, 0x17B4, 0x17B5, 0xFEFF)
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
    )


@cache
def script(character: str) -> str:
    """Return the script of a character: the first word of its name."""
    return unicodedata.name(character, "NONE").split()[0]
