"""What matches and what does not, and a slow, obvious matcher that agrees with the fast one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lexicon import Lexicon, fold, select


def found(aliases: list[str], text: str) -> list[str]:
    lexicon = Lexicon({alias: [alias] for alias in aliases})
    return [text[match.start : match.end] for match in select(lexicon.find(text))]


@pytest.mark.parametrize(
    ("aliases", "text", "expected"),
    [
        # The longest alias wins, the leftmost first.
        (["Kosovo", "Kosovo War"], "the Kosovo War", ["Kosovo War"]),
        (["Libya", "Libyan National Army", "Libyan"], "the Libyan National Army",
         ["Libyan National Army"]),
        (["UN Security Council", "Security Council Resolution 1244"],
         "UN Security Council Resolution 1244", ["UN Security Council"]),
        (["New York", "York City Hall"], "New York City Hall", ["New York"]),
        # A longer alias that ends inside a word does not hide the shorter one.
        (["Libya", "Libya's civil"], "Libya's civilians", ["Libya's"]),
        # Word boundaries.
        (["Iran"], "Tirana Irangate Iran.", ["Iran"]),
        (["Libya"], "Libyan Libyas aLibya _Libya", []),
        (["Resolution 1244"], "Resolution 12440", []),
        (["Resolution 1244"], "Resolution 1244.5 and Resolution 1244,000", []),
        (["Resolution 1244"], "under Resolution 1244.", ["Resolution 1244"]),
        (["G7"], "the G7, the G77", ["G7"]),
        # Hyphens and dashes are boundaries for names and not for words.
        (["UN", "OSCE", "Sahel"], "UN-backed, non-OSCE, Sahara-Sahel, Libya–Sahel",
         ["UN", "OSCE", "Sahel", "Sahel"]),
        (["determination"], "self-determination of determination-makers", []),
        (["determination"], "a determination - of sorts", ["determination"]),
        # Case.
        (["US", "WHO"], "us who US WHO", ["US", "WHO"]),
        (["Turkey"], "turkey Turkey", ["Turkey"]),
        (["chairperson-in-office"], "Chairperson-in-office spoke. Chairperson-in-office",
         ["Chairperson-in-office", "Chairperson-in-office"]),
        (["chairperson"], "the Chairperson said “Chairperson”", []),
        # Possessives, straight and curly.
        (["Libya"], "Libya's and Libya’s", ["Libya's", "Libya’s"]),
        (["Libya"], "'Libya'", ["Libya"]),
        (["Libya"], "Libya'sx", ["Libya"]),
        # White space and apostrophes stand for one another.
        (["Resolution 1244"], "Resolution\n  1244", ["Resolution\n  1244"]),
        (["Resolution 1244"], "Resolution\u00a01244", ["Resolution\u00a01244"]),
        (["People's Assembly"], "the People’s  Assembly", ["People’s  Assembly"]),
        (["People’s Assembly"], "People's Assembly", ["People's Assembly"]),
        # Any script; offsets are those of the original.
        (["Ливия"], "«Ливия» и Ливии", ["Ливия"]),
        (["日本"], "日本 と 日本語", ["日本"]),
        (["Thaçi"], "😀  Thaçi", ["Thaçi"]),
        ([], "Libya", []),
        (["Libya"], "", []),
    ],
)  # fmt: skip
def test_what_matches(aliases: list[str], text: str, expected: list[str]) -> None:
    assert found(aliases, text) == expected


def test_a_phrase_with_two_claims_names_both() -> None:
    lexicon = Lexicon({"Tripoli": ["tripoli-libya", "tripoli-lebanon"]})
    assert lexicon.find("Tripoli")[0].slugs == ("tripoli-lebanon", "tripoli-libya")


@given(st.text(alphabet="ab \t\n\u00a0’'", max_size=40))
def test_folded_offsets_lead_back_to_the_original(text: str) -> None:
    folded, offsets = fold(text)
    for at, character in enumerate(folded):
        original = text[offsets.original(at)]
        assert character == " " if original.isspace() else character == original.replace("’", "'")


WORDS = st.sampled_from(["Libya", "Libyan", "Kosovo", "War", "UN", "un", "1244", "12440", "войн"])
ALIASES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=5, unique=True)
TEXT = st.lists(
    st.one_of(WORDS, st.sampled_from([" ", "  ", "\n", ".", "-", "'s", "’", ",", '"'])), max_size=25
).map("".join)


@given(ALIASES, TEXT)
def test_the_fast_matcher_agrees_with_the_obvious_one(aliases: list[str], text: str) -> None:
    assert found(aliases, text) == [text[start:end] for start, end in _obvious(aliases, text)]


def _obvious(aliases: list[str], text: str) -> list[tuple[int, int]]:
    """Try every alias at every place, the longest first."""
    result: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        ends = [end for alias in aliases if (end := _ends(alias, text, at)) is not None]
        if ends:
            result.append((at, max(ends)))
            at = max(ends)
        else:
            at += 1
    return result


def _ends(alias: str, text: str, start: int) -> int | None:
    at = start
    for number, word in enumerate(alias.split(" ")):
        if number:
            after = at
            while after < len(text) and text[after].isspace():
                after += 1
            if after == at:
                return None
            at = after
        wanted = text[at : at + len(word)]
        if wanted != word and not (number == 0 and _capitalised(word, wanted, text[:start])):
            return None
        at += len(word)
    named = alias != alias.lower() or any(c.isdigit() for c in alias)
    if not _free(text[:start][::-1], named) or not _free(text[at:], named):
        return None
    rest = text[at:]
    if alias[-1].isdigit() and rest[:1] in (".", ",") and rest[1:2].isdigit():
        return None
    if rest[:2] in ("'s", "’s") and not (rest[2:3].isalnum() or rest[2:3] == "_"):
        return at + 2
    return at


def _capitalised(word: str, wanted: str, before: str) -> bool:
    begins = before.rstrip(" \t\n\"'’“‘(") == "" or before.rstrip(" \t\n\"'’“‘(")[-1] in ".!?…:"
    return begins and word[0].islower() and wanted == word[0].upper() + word[1:]


def _free(outside: str, named: bool) -> bool:
    if outside[:1].isalnum() or outside[:1] == "_":
        return False
    return named or not (outside[:1] == "-" and outside[1:2].isalnum())
