"""Patterns are found by their beginnings, as if they were looked for whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.linking.beginnings import Beginnings

END = "\x7f"  # behind every text, and in no pattern


def found(patterns: list[str], text: str) -> list[tuple[str, bool]]:
    """Return what was found, as the text says it, and whether it is a whole pattern."""
    encoded = f"{text}{END}".encode()
    columns = Beginnings([pattern.encode() for pattern in patterns], []).find(encoded)
    spans = zip(columns.starts.tolist(), columns.ends.tolist(), strict=True)
    shown = [encoded[start:end].decode(errors="replace") for start, end in spans]
    return list(zip(shown, columns.whole.tolist(), strict=True))


@pytest.mark.parametrize(
    ("patterns", "text", "expected"),
    [
        (["European Union"], "the European Union met", [("European Union", True)]),
        (["European Union"], "European Unity", [("European Un", False)]),
        (["European Union"], "European Un", [("European Un", False)]),
        # Of one word nine letters are enough, of several the last one begins.
        (["Afghanistan"], "Afghanistoff", [("Afghanist", False)]),
        (["European Union"], "European Council", []),
        # What another pattern begins with, or begins like, is looked for.
        (["Geneva", "Geneva Conventions", "Geneva Consensus"], "Geneva Conferences",
         [("Geneva", True)]),
        (["Geneva Conventions", "Geneva Consensus"], "Geneva Consents", [("Geneva Cons", False)]),
        # No more than a machine word is compared.
        (["Organization for Security and Co-operation in Europe"],
         "Organization for Security and Co-operation in Africa", []),
        (["a" * 80, "a" * 79 + "b"], "a" * 79 + "b", [("a" * 79 + "b", True)]),
        (["Совет Безопасности"], "Совет Безопасности", [("Совет Безопасности", True)]),
    ],
)  # fmt: skip
def test_a_pattern_is_looked_for_by_as_much_as_tells_it_apart(
    patterns: list[str], text: str, expected: list[tuple[str, bool]]
) -> None:
    assert found(patterns, text) == expected


STEMS = st.sampled_from(["ab", "Geneva ", "Gen", "conference", "é", "-"])
PATTERN = st.lists(STEMS, min_size=1, max_size=6).map("".join)


@settings(max_examples=600)
@given(st.lists(PATTERN, min_size=1, max_size=8, unique=True), st.lists(STEMS, max_size=24))
def test_what_stands_whole_is_the_longest_and_no_pattern_begins_elsewhere(
    patterns: list[str], words: list[str]
) -> None:
    encoded = [pattern.encode() for pattern in patterns]
    text = f"{''.join(words)}{END}".encode()
    columns = Beginnings(encoded, [text]).find(text)
    covered: set[int] = set()
    for start, end, number, whole in zip(
        columns.starts.tolist(), columns.ends.tolist(), columns.patterns.tolist(),
        columns.whole.tolist(), strict=True,
    ):  # fmt: skip
        there = [pattern for pattern in encoded if text.startswith(pattern, start)]
        assert whole == (encoded[number] in there)
        assert encoded[number].startswith(text[start:end])
        if whole:
            assert encoded[number] == text[start:end] == max(there, key=len)
        covered |= set(range(start, end))
    begun = {n for n in range(len(text)) if any(text.startswith(p, n) for p in encoded)}
    assert begun <= covered
