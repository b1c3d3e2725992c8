"""Speakers of quotations who are certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.reading import Block, BlockKind
from briefings.readers.quotations import finder


def certain(paragraphs: list[str] | str, lang: str = "en") -> list[str]:
    """Return the certain speaker of each quotation of some paragraphs; empty for none."""
    texts = [paragraphs] if isinstance(paragraphs, str) else paragraphs
    blocks = [Block(BlockKind.PARAGRAPH, text, 1) for text in texts]
    found = finder.certain(blocks, lang)
    return [one.naming.name if one.naming else "" for one in found]


ROE = "Ann Roe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” said Ann Roe.", [ROE]),
        ("“We go,” Ann Roe said.", [ROE]),
        ("“We go,” Ann Roe, the mayor of Oldham, said.", [ROE]),
        ("“We go,” said mayor Ann Roe of Oldham. “We go now.”", [ROE, ROE]),
        ("Ann Roe said, “We go.”", [ROE]),
        ("Ann Roe: “We go.”", [ROE]),
        ("Ann Roe called the bridge “a danger to all”.", [ROE]),
        ("Secretary of State Ann Roe said: “We go.”", [ROE]),
        ("Secretary of State Ann B. Roe said: “We go.”", ["Ann B. Roe"]),
        ("House Speaker Ann Roe said: “We go.”", [ROE]),
        ("The River Bank said: “We go.”", ["River Bank"]),
        ("Ann Roe wrote: “We go.”", [ROE]),
        # The day of a speech is no name.
        ("Ann Roe, a writer, said Tuesday that the bridge was “a danger to all”.", [ROE]),
    ],
)
def test_a_name_beside_its_verb_is_certain(text: str, expected: list[str]) -> None:
    assert certain(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Somebody else may be meant, or several.
        "Bob Poe and Ann Roe said: “We go.”",
        "“We go,” said Ann Roe and Bob Poe.",
        "An editor of the newspaper Al Roe said: “We go.”",
        "The president of Sunny River Lines said: “We go.”",
        "The Department of Health and River Affairs said: “We go.”",
        "The University of Oldham said: “We go.”",
        "Bob Poe hailed “a day of joy for us,” and Ann Roe said it was late.",
        "Ann Roe said she was often called “a danger to all”.",
        "Ann Roe was accused of “gross neglect of duty”.",
        "Ann Roe calls for an end of “all that noise”.",
        "The mayor, who left, accused Ann Roe of “gross neglect of duty”.",
        # What others said is passed on.
        "The bridge was “a danger to all”, reported Ann Roe.",
        "According to Ann Roe, the bridge was “a danger to all”.",
        # No speaker.
        "Russia said: “We go.”",
        "Republicans said: “We go.”",
        "A Michigan Republican said: “We go.”",
        "Ann HolmMore said: “We go.”",
        # More than the name, or less.
        "Pollster Ann Maria Roe said: “We go.”",
        "Said Roe: “We go.”",
        "NATO said: “We go.”",
        "The River Act says the bridge is “a danger to all”.",
        # No words of the speaker.
        "Ann Roe said so on “Songs of the River.”",
        "Ann Roe: “Rivers” is a song.",
    ],
)
def test_whoever_may_be_somebody_else_is_not_certain(text: str) -> None:
    assert not any(certain(text))


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Ann Roe left.", "“We go,” Roe said."], ROE),
        (["Mayor Ann Roe left.", "“We go,” Ms. Roe said."], ROE),
        (["“We go,” President Roe said.", "“We go,” added Roe."], "Roe"),
        # The surname may be that of somebody better known.
        (["Mayor Roe came.", "Her sister Ann Roe left.", "“We go,” Roe said."], ""),
        (["Ann Roe and Bob Roe left.", "“We go,” Roe said."], ""),
        (["“We go,” Roe said."], ""),
        (["Abby Roe left.", "“We go,” Abby said."], ""),
    ],
)
def test_a_surname_is_that_of_the_only_full_name_before(
    paragraphs: list[str], expected: str
) -> None:
    assert certain(paragraphs)[-1] == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["“We go,” Ann Roe said. She added: “We go now.”"], ROE),
        (["Ann Roe said the bridge would fall.", "“We go,” she said."], ROE),
        (["“We go,” Ann Roe said.", "“We go now.”"], ROE),
        (["Ann Roe said so.", "The bridge fell.", "“We go,” she said."], ""),
        (["Ann Roe said so. After that, Poe left.", "“We go,” she said."], ""),
        (["Ann Roe said so to Bob Poe.", "“We go,” he said."], ""),
        (["Ann Roe said the bridge fell.", "'We go now, all of us'", "“We go,” Poe said."], ""),
    ],
)
def test_a_pronoun_is_certain_if_nobody_else_was_named(
    paragraphs: list[str], expected: str
) -> None:
    found = certain(paragraphs)
    assert expected in found if expected else ROE not in found


def test_words_alone_may_need_an_explainer() -> None:
    (found,) = finder.certain([Block(BlockKind.PARAGRAPH, "NATO said: “We go.”", 1)], "en")
    assert found.naming
    assert (found.naming.start, found.naming.end, found.naming.name) == (0, 4, "")


@pytest.mark.parametrize("lang", ["de", "fr", "ja", ""])
def test_languages_that_are_not_measured_have_no_certain_speakers(lang: str) -> None:
    assert not any(certain("“We go,” said Ann Roe.", lang))


_WORDS = st.sampled_from(
    "Ann Roe Bob Poe said “We go,” “Now.” and she Mayor told , . the of NATO called".split()
)


@given(st.lists(st.lists(_WORDS, max_size=14).map(" ".join), max_size=4))
def test_a_certain_speaker_is_named_where_the_article_names_somebody(texts: list[str]) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text, 1) for text in texts]
    found = finder.certain(blocks, "en")
    assert [(q.block, q.start, q.end) for q in found] == [
        (q.block, q.start, q.end) for q in finder.attributed(blocks, "en")
    ]
    for naming in (one.naming for one in found if one.naming):
        written = blocks[naming.block].text[naming.start : naming.end]
        assert written[0].isupper()
        assert not naming.name or written.split()[-1] in naming.name
