"""Inflections that follow by rule: tables of forms for each language, and what a form means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.linking import inflections
from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import PageText, Passage
from briefings.model.policy import LinkRules
from tests.inflections import LANGUAGES, Table, rows
from tests.linking import link
from tests.simple_linker import matching

PLACE, PERSON, ORGANISATION = (
    ExplainerKind.PLACE, ExplainerKind.PERSON, ExplainerKind.ORGANISATION,
)  # fmt: skip
MANY = ("de", "fr", "es", "it", "pl", "ru", "uk", "tr", "ar")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forms_match_as_the_table_says(lang: str) -> None:
    table = Table(lang)
    wrong = [
        (row.name, form)
        for row in table.rows
        for form in row.forms
        if table.reaches(row, form) is form.startswith("?")
    ]
    assert wrong == []
    assert [
        (r.name, word) for r in table.rows for word in r.others if table.mistakes(r, word)
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_are_large_enough(lang: str) -> None:
    listed = list(rows(lang))
    assert len(listed) >= (40 if lang in MANY else 10)
    assert len({row.name for row in listed}) == len(listed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forms_are_folded_as_texts_are(lang: str) -> None:
    for row in rows(lang):
        found = inflections.forms(fold_phrase(row.name), row.kind, lang)
        assert {form for form in found if form != fold_phrase(form)} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "phrase",
    ["Анна-" * 20 + "Мария", "мир и " * 20 + "труд", "Иван " * 20 + "Петров", "a--b", "-а"],
)
def test_a_long_or_strange_phrase_has_few_forms(phrase: str, lang: str) -> None:
    for kind in ExplainerKind:
        assert len(inflections.forms(phrase, kind, lang)) < 1000


# ------------------------------------------------------------------------ the language of the page

LIBYEN = Name("Libyen", "libya", PLACE)


def matched(names: list[Name], text: str, lang: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the matches on a page: as written, the phrase of the ledger, and the candidates."""
    (annotated,) = link([PageText("page", [Passage(text, 0, 1)], lang=lang)], Lexicon(names))
    return [(text[m.start : m.end], m.phrase, m.candidates) for m in annotated.mentions]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("de", ["Libyens", "libysche", "Libyen"]),
        ("de-AT", ["Libyens", "libysche", "Libyen"]),
        ("DE_ch", ["Libyens", "libysche", "Libyen"]),
        # In other languages, and in those without rules, only what an explainer lists.
        ("en", ["Libyen"]),
        ("fr", ["Libyen"]),
        ("ka", ["Libyen"]),
        ("", ["Libyen"]),
    ],
)
def test_forms_match_in_texts_of_their_language(lang: str, expected: list[str]) -> None:
    found = matched([LIBYEN], "wie Libyens und libysche und Libyen", lang)
    assert found == [(text, "Libyen", ("libya",)) for text in expected]


def test_english_plurals_match_in_english() -> None:
    ngo = Name("NGO", "ngo", ORGANISATION)
    assert matched([ngo], "two NGOs", "en") == [("NGOs", "NGO", ("ngo",))]
    assert matched([ngo], "две NGOs", "ru") == []


def test_an_adjective_with_a_capital_begins_a_longer_name() -> None:
    assert matched([LIBYEN], "Libysche Nationalarmee. Libysche Armee", "de") == []


@pytest.mark.parametrize(
    ("lang", "name", "kind", "text", "expected"),
    [
        ("de", "Libyen", PLACE, "weil Libyens Regierung zögert", "linked"),
        ("de", "Müller", PERSON, "weil Müllers Partei zögert", "linked"),
        ("ru", "Россия", PLACE, "президента России Владимира", "linked"),
        ("pl", "Warszawa", PLACE, "a w Warszawie Jan czeka", "linked"),
        # Without an ending it may be part of a longer name, but not where all nouns have a capital.
        ("pl", "Warszawa", PLACE, "a tak Warszawa Zachodnia czeka", "inside-a-longer-name"),
        ("de", "Libyen", PLACE, "weil Libyen Waffen liefert", "linked"),
    ],
)
def test_a_name_with_the_ending_of_a_case_is_one_name_with_no_word_behind_it(
    lang: str, name: str, kind: ExplainerKind, text: str, expected: str
) -> None:
    page = PageText("page", [Passage(text, 0, 1)], lang=lang)
    (annotated,) = link([page], Lexicon([Name(name, name, kind)]))
    assert [mention.verdict.value for mention in annotated.mentions] == [expected]


# ----------------------------------------------------------------------------- what a form means


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        # What an explainer lists comes before a form.
        ([LIBYEN, Name("Libyens", "other")], "Libyens", [("Libyens", "Libyens", ("other",))]),
        ([LIBYEN, Name("Libyens", "libya", rejected=True)], "Libyens",
         [("Libyens", "Libyens", ())]),
        # Subjects that share a name share its forms.
        ([LIBYEN, Name("Libyen", "opera")], "Libyens",
         [("Libyens", "Libyen", ("libya", "opera"))]),
        # A form that follows from two names means either.
        ([Name("Karl", "karl", PERSON), Name("Karls", "karls", PERSON)], "Karls",
         [("Karls", "Karls", ("karls",))]),
        ([Name("Ländliche Bank", "a"), Name("Ländlicher Bank", "b")], "Ländlichen Bank",
         [("Ländlichen Bank", "Ländlichen Bank", ("a", "b"))]),
        # A phrase that an explainer rejects is rejected in its forms too.
        ([Name("Rat", "un"), Name("Russischer Rat", "un", rejected=True)], "im Russischen Rat",
         [("Russischen Rat", "Russischer Rat", ())]),
        # The longest compound wins in every form.
        ([Name("UN", "un", ORGANISATION), Name("UN-Sicherheitsrat", "unsc", ORGANISATION)],
         "des UN-Sicherheitsrates in der UN-Charta",
         [("UN-Sicherheitsrates", "UN-Sicherheitsrat", ("unsc",)), ("UN", "UN", ("un",))]),
    ],
)  # fmt: skip
def test_what_a_form_means(
    names: list[Name], text: str, expected: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    for given_names in (names, names[::-1]):
        assert matched(given_names, f"wie {text} ist", "de") == expected


def test_the_word_of_an_editor_holds_for_the_forms() -> None:
    lexicon = Lexicon([Name("Tripolis", "libya"), Name("Tripolis", "lebanon")])
    text = "in Tripolis und Beirut, libanesisch"
    decided = LinkRules(decided=(("Beirut", "lebanon"),), never=frozenset({"Libanon"}))
    page = PageText("page", [Passage(text, 0, 1)], rules=decided, lang="de")
    (annotated,) = link([page], lexicon)
    assert annotated.subjects() == ("lebanon",)
    own = LinkRules(decided=(("Ankara", "lebanon"),))
    page = PageText("page", [Passage("Ankaras Antwort", 0, 1)], rules=own, lang="de")
    (annotated,) = link([page], lexicon)
    assert annotated.subjects() == ("lebanon",)


# ------------------------------------------------------------------------------------ properties


@given(
    st.sampled_from(LANGUAGES),
    st.text(min_size=1, max_size=12).map(fold_phrase).filter(bool),
    st.sampled_from([None, *ExplainerKind]),
)
@settings(max_examples=800)
def test_any_phrase_has_forms_that_are_folded_and_not_short(
    lang: str, phrase: str, kind: ExplainerKind | None
) -> None:
    for form in inflections.forms(phrase, kind, lang):
        assert form != phrase
        assert form == fold_phrase(form)
        assert len(form) > 2


@given(st.data(), st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_the_matcher_agrees_with_the_simple_one_on_forms(data: st.DataObject, lang: str) -> None:
    listed = data.draw(st.lists(st.sampled_from(list(rows(lang))), min_size=1, max_size=4))
    aliases: dict[str, ExplainerKind | None] = {row.name: row.kind for row in listed}
    forms = {
        (form, alias)
        for alias, kind in aliases.items()
        for form in inflections.forms(fold_phrase(alias), kind, lang)
    }
    words = sorted({form for form, _ in forms} | aliases.keys() | {"x", "."})
    text = " ".join(data.draw(st.lists(st.sampled_from(words), max_size=6)))
    fast = Lexicon([Name(a, a, k) for a, k in aliases.items()], lang=lang).find(text)
    # The simple matcher tries every form at every offset.
    there = {(form, alias) for form, alias in forms if form in text}
    slow = matching.find(dict.fromkeys(aliases), text, there)
    assert fast == [(match.start, match.end, match.phrase) for match in slow]


@pytest.mark.parametrize(
    ("lang", "name", "text", "is_linked"),
    [
        ("ru", "Вера Серова", "встреча с Верой Ивановной Серовой вчера", True),
        ("ru", "Вера Серова", "встреча с Анной Ивановной Серовой вчера", False),
        ("pl", "Andrzej Lis", "rozmowa z Andrzejem Janem Lisem wczoraj", True),
        ("pl", "Andrzej Lis", "rozmowa z Marcinem Janem Lisem wczoraj", False),
    ],
)
def test_a_given_name_in_a_case_is_that_of_the_person(
    lang: str, name: str, text: str, is_linked: bool
) -> None:
    names = [Name(alias, "person", PERSON) for alias in (name, name.rpartition(" ")[2])]
    (annotated,) = link([PageText("page", [Passage(text, 0, 1)], lang=lang)], Lexicon(names))
    assert [bool(mention.subject) for mention in annotated.mentions] == [is_linked]
