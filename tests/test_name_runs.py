"""Names in a text: found by their capitals, and classified by their words."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.explainer import ExplainerKind
from briefings.suggestions.definitions import definitions, initials
from briefings.suggestions.runs import Covered, find
from briefings.text.name_words import country, kind_of, language

ENGLISH = language("en")


def named(
    text: str, lang: str = "en", covered: Sequence[str] = (), person: bool = False
) -> list[str]:
    """Return the names in a text, without first words of sentences that may be none."""
    spans = [Covered(text.index(c), text.index(c) + len(c), person) for c in covered]
    found = find(text, language(lang), spans)
    return [text[one.sure : one.end] for one in found if one.sure < one.end and not one.weak]


# --------------------------------------------------------------------------------- names in a text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the port of Tartus and the Blue Bridge", ["Tartus", "Blue Bridge"]),
        ("a letter to Anna de Vries from Khalid al-Amri", ["Anna de Vries", "Khalid al-Amri"]),
        ("the House of Deputies and the Bank of Norway", ["House of Deputies", "Bank of Norway"]),
        ("then Ann Roe of the Harbour Board spoke", ["Ann Roe", "Harbour Board"]),
        ("in Norway's Lake District", ["Norway", "Lake District"]),
        ("in Norway’s north", ["Norway"]),
        ("the EU-led force and UN-backed talks", ["EU", "UN"]),
        ("the Kurdish-led forces", ["Kurdish"]),
        ("Jean-Luc of the COVID-19 unit", ["COVID-19"]),
        ("a visit by O'Brien and D’Alema", ["O'Brien", "D’Alema"]),
        ("under Resolution 1234 and resolution 2222", ["Resolution 1234", "resolution 2222"]),
        ("under UNSCR 1999, UNSCR 2100 and EU 2020", ["UNSCR 1999", "UNSCR 2100", "EU"]),
        ("about Norway 2,000 people and Norway 12 ships", ["Norway", "Norway"]),
        ("on Tuesday Moss met Roe in Oslo Thursday", ["Moss", "Roe", "Oslo"]),
        ("on 21 March Oslo said in May that April Moss", ["Oslo", "April Moss"]),
        ("the Bergen agreements and the Oslo process", ["Bergen agreements", "Oslo process"]),
        ("the Norwegian talks", ["Norwegian"]),
        ("the court in The Hague", ["The Hague"]),
        ("BREAKING NEWS FROM OSLO", []),
        ("see @Example and #Example and a/Example", []),
        ("he cited J. K. Moss and the U.S. He left", ["J. K. Moss", "U.S."]),
        ("the International Court of Justice", ["International Court of Justice"]),
        ("", []),
        ("nothing here", []),
    ],
)  # fmt: skip
def test_capitals_particles_and_numbers_make_a_name(text: str, names: list[str]) -> None:
    assert named(text) == names


_PIECES = (
    "Roe", "Ann", "of", "of the", "van der", "v.", "Council", "Centers", "on", "for the", "U.S.",
    "Mr.", "J.", "COVID-19", "non-EU-led", "co-operation", "al-Bab", "d’Ivoire", "O'Brien", "AT&T",
    "KFOR", "No. 10", "1999", "Resolution", "agreements", "president", "In", "—", "“", "/", "@",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(_PIECES), max_size=12),
    st.sampled_from([" ", "\u00a0", "", ", "]),
    st.sampled_from(["en", "de"]),
)
def test_text_in_ascii_has_the_same_names_beside_other_letters(
    pieces: list[str], between: str, lang: str
) -> None:
    text = between.join(pieces)
    assert list(find(text, language(lang))) == list(find(f"{text}\nж", language(lang)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("with Foreign Minister Ann Roe", ["Ann Roe"]),
        ("with Mr. Roe and Dr Moss", ["Roe", "Moss"]),
        ("the Nordic Council President Ann Roe", ["Nordic Council", "Ann Roe"]),
        ("with Secretary of State Ann Roe", ["Ann Roe"]),
        ("with President of the Nordic Council", ["Nordic Council"]),
        ("the Justice Department", ["Justice Department"]),
        ("then the President left with Prime Minister", []),
        ("the secretary-general and Secretary-General Ann Roe", ["Ann Roe"]),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("with Minister Ann Roe", True),
        ("the ambassador, Ann Roe, left", True),
        ("with Secretary of Energy Ann Roe", True),
        ("a friend of Ann Roe", False),
        ("in general Western Europe", False),
    ],
)
def test_a_title_before_a_name_marks_a_person(text: str, titled: bool) -> None:
    assert [one.titled for one in find(text, ENGLISH)][-1] is titled


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The Blue Bridge is closed", ["Blue Bridge"]),
        ("Of the Blue Bridge", ["Blue Bridge"]),
        ("Monday Roe left", ["Roe"]),
        ("Bridges are closed", []),
        ("He left. Bridges are closed", []),
        ("he said: “Bridges are closed”", []),
        ("Yesterday Roe left", ["Roe"]),
        ("UNESCO left", ["UNESCO"]),
    ],
)
def test_the_first_word_of_a_sentence_is_in_doubt(text: str, sure: list[str]) -> None:
    found = [text[one.sure : one.end] for one in find(text, ENGLISH) if one.sure < one.end]
    # Whether an acronym in that place is a name needs no other text: see `gather`.
    assert found == [name for name in sure if name != "UNESCO"]


@pytest.mark.parametrize(
    ("text", "covered", "person", "names"),
    [
        ("in Libya and Malta", ["Libya"], False, ["Malta"]),
        ("the Kosovo Security Force", ["Kosovo"], False, ["Kosovo Security Force"]),
        ("the UN Security Council Resolution 2510", ["UN Security Council"], False,
         ["Resolution 2510"]),
        ("with Marshal Ann Roe", ["Ann Roe"], True, []),
        ("with Chairholder Ann Roe", ["Ann Roe"], True, []),
        ("in Russian Libya", ["Libya"], False, []),
        ("the Libya talks", ["Libya"], False, ["Libya talks"]),
        ("the whole Nordic Council", ["Nordic Council"], False, []),
    ],
)  # fmt: skip
def test_what_a_mention_covers_is_left_out(
    text: str, covered: list[str], person: bool, names: list[str]
) -> None:
    assert named(text, covered=covered, person=person) == names


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("de", "Die Brücke bei Ursula von der Berg und das Rote Kreuz in Norwegen gehören der UNO",
         ["Ursula von der Berg", "Rote Kreuz", "Norwegen", "UNO"]),
        ("de", "Am Montag kam die Ministerin mit dem Zug", []),
        ("fr", "avec Anne de la Tour à Lyon", ["Anne de la Tour", "Lyon"]),
        ("ru", "встреча Анны Ивановой в Осло", ["Анны Ивановой", "Осло"]),
        ("ar", "قال وزير الخارجية إن COVID-19 خطر", ["COVID-19"]),
        ("zh", "外交部长在北京说 NATO 的计划", ["NATO"]),
        ("xx", "the Blue Bridge", ["Blue Bridge"]),
    ],
)  # fmt: skip
def test_names_in_other_languages_are_found_by_capitals(
    lang: str, text: str, names: list[str]
) -> None:
    assert named(text, lang) == names


@given(st.text(alphabet=st.sampled_from("Ab É.’'-( )„\"of1 Дд\u00a0"), max_size=60))
def test_a_name_lies_within_its_text_and_holds_a_capital(text: str) -> None:
    for lang in ("en", "de"):
        for one in find(text, language(lang)):
            assert 0 <= one.start < one.end <= len(text)
            assert one.start <= one.sure <= one.end
            assert one.start <= one.base <= one.end
            assert any(c.isupper() for c in text[one.start : one.end])


# ---------------------------------------------------------------------------------------- acronyms


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("the Blue Bridge Board (BBB) met", [("Blue Bridge Board", "BBB")]),
        ("the Board for Bridges and Ferries in Oslo (BBFO)",
         [("Board for Bridges and Ferries in Oslo", "BBFO")]),
        ("a joint river patrol (JRP)", [("joint river patrol", "JRP")]),
        ("the River Force (RIFOR)", [("River Force", "RIFOR")]),
        ("Ann Roe (Oslo) and a man (AP)", []),
        ("the board, Big Bad (BBB)", []),
        ("it met (NATO)", []),
    ],
)  # fmt: skip
def test_an_acronym_in_brackets_is_defined_by_the_name_before_it(
    text: str, pairs: list[tuple[str, str]]
) -> None:
    found = [(text[one.start : one.end], one.acronym) for one in definitions(text)]
    assert found == pairs


def test_initials_leave_out_small_words() -> None:
    assert initials("Board for Bridges and Ferries of the North") == "BBFN"


# ------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("norwegian", "norway"), ("nigerian", "nigeria"), ("syrians", "syria"), ("serb", "serbia"),
        ("bosnian", "bosnia and herzegovina"), ("american", "united states"), ("roman", ""),
        ("norway", ""), ("x", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_nationality_leads_to_its_country(word: str, place: str) -> None:
    assert country(word, ENGLISH.places) == place


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("norway", ExplainerKind.PLACE),
        ("oslo", ExplainerKind.PLACE),
        ("black sea", ExplainerKind.PLACE),
        ("united nations", ExplainerKind.ORGANISATION),
        ("harbour commission", ExplainerKind.ORGANISATION),
        ("ministry of bridges", ExplainerKind.ORGANISATION),
        ("resolution 1234", ExplainerKind.DOCUMENT),
        ("bergen agreements", ExplainerKind.DOCUMENT),
        ("bergen conference", ExplainerKind.EVENT),
        ("conference", None),
        ("blue bridge", None),
    ],
)
def test_a_name_has_a_kind_only_if_it_is_certain(name: str, kind: ExplainerKind | None) -> None:
    assert kind_of(name, ENGLISH) is kind
