"""Which differences between a quotation and an article leave the statement as it was."""

import re
import tarfile
import unicodedata
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefings.linking.folding import fold
from briefings.markup import note_anchors, statements
from briefings.model.note import Note, NoteKind
from briefings.model.reading import Block, BlockKind
from briefings.text.sentences import first_sentence
from tests.conftest import SHARED

# Invented reports with what captures and editors vary: names, numbers, marks, capitals.
SENTENCES = {
    "en": (
        "Delegate Orla Venn said she could accept the plan if 40 million crowns were paid in May.",
        "The court detained 14 miners, hired two guards and did not publish its long ruling.",
        "It isn't known whether the council's “emergency” session approved the -5 per cent cut.",
        "Prices rose by 1.5 per cent, to 1,400 crowns a tonne, after Tormark left the US-led pact.",
    ),
    "de": (
        "Ministerin Vella Dorn hat am Montag gefordert, die Abgabe um 1,5 Prozent zu senken.",
        "Der Rat wird die Vereinbarung nicht verlängern, weil 1.400 Arbeiter entlassen wurden.",
        "Die Abgeordneten hatten zuvor „mit Nachdruck“ widersprochen – auch die aus Norddorf.",
    ),
    "fr": (
        "L'accord n'a pas été signé par le préfet Maurel, qui doit réunir 30 élus mardi.",
        "Selon la commission, les pêcheurs ont refusé « toute » hausse des taxes en juin.",
    ),
    "es": (
        "El alcalde Lerma publicó el informe y no descartó que podría costar 12 millones.",
        "¿Quién aprobó la medida? Los vecinos de Villarroja dicen que nunca votaron.",
    ),
    "ru": (
        "Губернатор Лозин не подписал указ, хотя депутаты одобрили расходы в 30 миллионов.",
        "Рабочие могли вернуться в понедельник, но завод «Заря» остался закрыт.",
    ),
    "ja": ("市長は五月に橋を閉鎖しないと述べた。",),
}
EXAMPLES = [(lang, text) for lang, texts in SENTENCES.items() for text in texts]
CORPUS = SHARED / "corpus" / "content.tar.gz"


def real_examples() -> Iterator[tuple[str, str]]:
    """Yield sentences of some real articles, if they are there."""
    if not CORPUS.exists():
        return
    with tarfile.open(CORPUS) as tar:
        texts = (member for member in tar if member.name.endswith(".txt"))
        for member in islice(texts, 40):
            file = tar.extractfile(member)
            text = file.read().decode() if file else ""
            for paragraph in text.split("\n\n"):
                sentence = first_sentence(" ".join(paragraph.split()), "en")
                if 7 < len(sentence.split()) < 40:
                    yield "en", sentence


EXAMPLES += real_examples()


def changes(quote: str, passage: str, lang: str = "en") -> list[str]:
    """Return what a message would say about two passages."""
    one, other = fold(quote).text, fold(passage).text
    found = statements.changes(one, other, f"before {other} behind".lower(), lang)
    return [str(change) for change in found]


@pytest.mark.parametrize(
    ("lang", "quote", "passage"),
    [
        ("en", "the 'long-term' plan", "the “long‑term” plan"),
        ("en", "the long-term plan", "the long term plan"),
        ("en", "the cease-fire holds", "the ceasefire holds"),
        ("en", "the govern- ment left", "the government left"),
        ("en", "that talks go on", "thattalks go on"),
        ("en", "a delegate, too, left", "A delegate too left"),
        ("en", "it rose; the council met", "it rose. The council met"),
        ("en", "The Council Met In Norvik", "The council met in Norvik"),
        ("en", "THE COUNCIL MET IN NORVIK", "The council met in Norvik"),
        ("en", "1,400 crowns, 40bn in all", "1400 crowns, 40 bn in all"),
        ("en", "some 12 400 crowns", "some 12,400 crowns"),
        ("de", "rund 1.400 Kronen", "rund 1 400 Kronen"),
        ("en", "its government recieved them", "its governement received them"),
        ("en", "they were accomodated", "they were accommodated"),
        ("en", "an independent parliment", "an independent parliament"),
        ("de", "sie haben verurteilten", "sie haben verurtielten"),
        ("fr", "le gouvernement", "le gouvernment"),
        ("es", "con los trabajadores", "con los trabjadores"),
        ("ru", "о переговорах", "о перегворах"),
        ("th", "รัฐบาล ลาออก", "รัฐบาลลาออก"),
    ],
)
def test_typography_and_slips_in_long_words_are_no_other_statement(
    lang: str, quote: str, passage: str
) -> None:
    assert changes(quote, passage, lang) == []
    assert changes(passage, quote, lang) == []


@pytest.mark.parametrize(
    ("lang", "quote", "passage"),
    [
        # names
        ("en", "Iran", "Iraq"), ("en", "Hale", "Hall"), ("en", "Hoffmann", "Hofmann"),
        ("en", "Johanssen said", "Johansson said"), ("en", "Niger", "Nigeria"),
        ("de", "Schneider", "Schneyder"), ("ru", "Иванова", "Иванов"), ("en", "US", "us"),
        ("en", "in March they", "in march they"), ("en", "the Polish plan", "the polish plan"),
        # numbers, amounts, days
        ("en", "40 million", "40 billion"), ("en", "1.5", "15"), ("en", "1.400", "1400"),
        ("de", "1,400", "1400"), ("en", "5 degrees", "-5 degrees"), ("en", "$40", "€40"),
        ("en", "40%", "40"), ("en", "2018-19", "201819"), ("en", "10 15", "1015"),
        ("en", "12:30", "12.30"), ("en", "a third", "a fifth"), ("en", "Tuesday", "Thursday"),
        ("fr", "dix millions", "dix milliards"), ("de", "Millionen", "Milliarden"),
        # negations and modal verbs
        ("en", "could", "would"), ("en", "may go", "must go"), ("en", "can", "can't"),
        ("en", "is not", "is now"), ("en", "legal", "illegal"), ("en", "likely", "unlikely"),
        ("de", "eine", "keine"), ("fr", "il a dit", "il n'a dit"), ("es", "sí", "si"),
        ("en", "we're ready", "were ready"), ("en", "He knew?", "He knew."),
        # words that look like slips of each other
        ("en", "hired", "fired"), ("en", "casual", "causal"), ("en", "martial", "marital"),
        ("en", "united", "untied"), ("en", "prosecuted", "persecuted"),
        ("en", "adoption", "adaption"), ("en", "immoral", "immortal"),
        ("en", "deported", "departed"), ("en", "attacked", "attached"),
        ("en", "repealed", "repeated"), ("en", "detained", "detailed"),
        ("en", "prescribed", "proscribed"), ("en", "interned", "interred"),
        ("de", "gefordert", "gefördert"), ("de", "verhandelt", "verwandelt"),
        ("fr", "condamnait", "condamnerait"), ("es", "publico", "publicó"),
        ("es", "ayudarte", "ayudaste"), ("it", "sparito", "sparato"), ("de", "loyalen", "lokalen"),
        ("ru", "настолько", "насколько"),
        ("ru", "уходили", "входили"),
        # another tense, number, beginning or ending
        ("en", "worked", "works"), ("en", "denied", "deny"), ("en", "delegates", "delegate"),
        ("en", "goverments", "government"), ("en", "inmoralist", "immoralist"),
        # divided words
        ("en", "nowhere", "now here"), ("en", "maybe", "may be"), ("en", "apart", "a part"),
        ("en", "resigned", "re-signed"), ("en", "nobody", "no body"),
        # slips of short words, and where no list of words is
        ("en", "teh", "the"), ("en", "folow", "follow"), ("yo", "registaro", "registarro"),
        ("eo", "registaro", "registarro"), ("pl", "porozumienie", "porozumenie"),
        # scripts without spaces
        ("ja", "閉鎖した", "閉鎖しない"), ("zh", "没有同意", "有同意"), ("th", "ไม่ลาออก", "ลาออก"),
    ],
)  # fmt: skip
def test_any_other_difference_is_another_statement(lang: str, quote: str, passage: str) -> None:
    for one, other in ((quote, passage), (passage, quote)):
        assert changes(f"x, {one} x", f"x, {other} x", lang)


def test_a_word_that_the_article_has_elsewhere_is_no_slip() -> None:
    quote, passage = "the adjudged governement", "the adjudged government"
    assert not statements.changes(quote, passage, passage, "en")
    assert statements.changes(quote, passage, f"{passage}, a governement", "en")
    assert statements.changes(passage, quote, f"{quote}, a governement", "en")


def test_changes_are_named() -> None:
    assert changes("Iran may not pay 40 crowns", "Iraq may pay exactly 40 crowns, too") == [
        "“Iran” is now “Iraq”", "“not” is gone", "“exactly” is new", "“too” is new",
    ]  # fmt: skip


def stays(lang: str, quote: str, sentence: str) -> bool:
    """Return whether a note keeps its place in an article that has a sentence."""
    body = [
        Block(BlockKind.PARAGRAPH, "Zzz zz.", 1),
        Block(BlockKind.PARAGRAPH, f"Zz zzzz. {sentence} Zz zzz!", 2),
    ]
    found, _ = note_anchors.anchor([Note(NoteKind.CONTEXT, quote, "x")], body, "a.txt", lang)
    return bool(found)


def spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of a text."""
    if " " not in text:  # each letter is a word; those at the ends are not looked at
        return [(at, at + 1) for at in range(1, len(text) - 2)]
    found = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        bare = word.strip(".,;:?¿“”„«»–()[]'’\"")
        if any(map(str.isalnum, bare)):
            first = text.index(bare, start)
            found.append((first, first + len(bare)))
    return found


def another_statement(text: str, data: st.DataObject) -> str:
    """Return a sentence with one word, letter or digit changed, added or removed."""
    words = spans(text)
    start, end = data.draw(st.sampled_from(words), "word")
    word = text[start:end]
    others = [text[i:j] for i, j in words if text[i:j].lower() != word.lower()] or ["ない"]
    other = data.draw(st.sampled_from(others), "other word")
    cut = start + data.draw(st.sampled_from([0, len(word) - 1]), "an end of the word")
    letter = data.draw(st.sampled_from("aeio"), "letter").replace(text[cut].lower(), "u")
    edits = [
        f"{text[:start]}{other}{text[end:]}",
        f"{text[:cut]}{text[cut + 1 :]}",
        f"{text[:cut]}{letter}{text[cut + 1 :]}",
        f"{text[:start]}7{text[start:]}",
    ]
    if words[0][0] < start and end < words[-1][1]:  # else the sentence would still be there
        edits.append(f"{text[:start]}{other} {text[start:]}")
        edits.append(f"{text[:start]}{text[end:]}")
    if word[:1].isupper() or len(word) < 7:
        at = start + data.draw(st.integers(0, len(word) - 1), "place in a name or short word")
        edits.append(f"{text[:at]}{letter.replace(text[at].lower(), 'y')}{text[at + 1 :]}")
    return data.draw(st.sampled_from(edits), "edit")


@given(st.sampled_from(EXAMPLES), st.data())
def test_a_note_never_moves_to_another_statement(
    example: tuple[str, str], data: st.DataObject
) -> None:
    lang, sentence = example
    changed = another_statement(sentence, data)
    both = (" ".join(re.findall(r"\w+", text.lower())) for text in (sentence, changed))
    one, other = (f" {words} " for words in both)
    assume(one not in other and other not in one)  # else the quotation is still there
    assert not stays(lang, sentence, changed)
    assert not stays(lang, changed, sentence)


MARKS = [
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'},
    {"“": "„", "”": "“", "„": "»", "«": "“", "»": "”"},
    {"'": "’"},
    {"–": "—", "-": "\u2011"},
    {" ": "\u00a0"},
    {" ": "  "},
    {",": ""},
    {"n": "n\u00ad", "о": "о\u00ad"},
    {"1,400": "1400", "1.400": "1\u202f400"},
]


@given(
    st.sampled_from(EXAMPLES),
    st.lists(st.sampled_from(MARKS), max_size=4),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from([str, str.upper]),
)
def test_a_note_stays_where_typography_alone_has_changed(
    example: tuple[str, str], marks: list[dict[str, str]], form: str, capitals: type[str]
) -> None:
    lang, sentence = example
    changed = sentence
    if re.search(r"\d,\d", sentence):
        marks = [some for some in marks if "," not in some]
    for some in marks:
        for old, new in some.items():
            changed = changed.replace(old, new)
    changed = unicodedata.normalize(form, capitals(changed))  # type: ignore[arg-type]
    assert stays(lang, sentence, changed)
    assert stays(lang, changed, sentence)
