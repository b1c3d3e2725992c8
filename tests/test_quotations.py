"""Direct quotations and their speakers."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.content.articles import parse
from briefings.markup import passages
from briefings.model.content import SourceFile
from briefings.model.reading import Block, BlockKind, Container
from briefings.readers.quotations import marks
from briefings.readers.quotations.finder import attributed

Said = list[tuple[str, str]]


def said(paragraphs: list[str] | str, lang: str = "en") -> Said:
    """Return each quotation of some paragraphs with its speaker."""
    texts = [paragraphs] if isinstance(paragraphs, str) else paragraphs
    blocks = [Block(BlockKind.PARAGRAPH, text, 1) for text in texts]
    found = attributed(blocks, lang)
    return [(blocks[q.block].text[q.start : q.end], q.speaker) for q in found]


def quoted(text: str, lang: str = "en") -> list[str]:
    """Return whatever stands in quotation marks."""
    return [text[one.start : one.end] for one in marks.find(text, lang)]


# ------------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ('"We go," he said. "Now."', "en", ["We go,", "Now."]),
        ("“We go,” he said. “Now.”", "en", ["We go,", "Now."]),
        ("‘We go,’ he said, ‘it’s the boys’ day.’", "en", ["We go,", "it’s the boys’ day."]),
        ("He said 'the boys' toys are mine.' Then", "en", ["the boys' toys are mine."]),
        ("„Wir gehen“, sagte er, ‚jetzt‘.", "de", ["Wir gehen", "jetzt"]),
        ("»Wir gehen«, sagte er. ›Jetzt‹", "de", ["Wir gehen", "Jetzt"]),
        ("« On y va », dit-il. «Oui»", "fr", [" On y va ", "Oui"]),
        ("”Vi går nu”, sa han.", "sv", ["Vi går nu"]),
        ("„Idziemy” – powiedział.", "pl", ["Idziemy"]),
        ("彼は「行く『今』」と『言』った", "ja", ["行く『今』", "言"]),
        ("他说：“走吧。”", "zh", ["走吧。"]),
        # What stands inside belongs to it.
        ("“He said ‘no’ and “never” to us,” she said.", "en", ["He said ‘no’ and “never” to us,"]),
        ("«ООО «Весна» закрыто", "ru", ["ООО «Весна"]),
        # One or two words in marks are quotations too.
        ("the so-called \"coalition\" and 'rebels'", "en", ["coalition", "rebels"]),
        ('She said,"We go" and left.', "en", ["We go"]),
        # A quotation that is never closed ends with its paragraph.
        ("He said: “We go. And then", "en", ["We go. And then"]),
    ],
)
def test_quotation_marks_of_all_usual_styles(text: str, lang: str, expected: list[str]) -> None:
    assert quoted(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's the boys' day, isn't it, in the '90s, rock 'n' roll and 'em", []),
        ('5\' 10" tall with a 30" waist', []),
        ('"It has a 5" screen," he said', ['It has a 5" screen,']),
        ('a slip " of the pen', []),
        ("” closes nothing and opens nothing “", []),
        ('“” "" « »', []),
        ('one "slip and "two" words', ["two"]),
    ],
)
def test_apostrophes_inches_and_slips_are_no_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        # Names, titles and words held at a distance.
        ("The so-called \"coalition\" and the 'rebels' left.", "en", []),
        ('The album "Songs of the River" is out, Ann Roe said.', "en", []),
        ("Ann Roe said so to the “River Gazette”, a paper.", "en", []),
        ("Глава «Речпорта» Иван Лунд уехал.", "ru", []),
        ("Die App „FischFuchs“ meldete sich.", "de", []),
        ('The "safe bridge" fell, and nobody, Ann Roe said, was to blame.', "en", []),
        # Words of somebody, few as they are.
        ('Ann Roe said the bridge was "unsafe".', "en", ["unsafe"]),
        ('Ann Roe called it a "paper bridge".', "en", ["paper bridge"]),
        ('The bridge was "unsafe", Ann Roe said.', "en", ["unsafe"]),
        ('"Never!" The hall fell silent.', "en", ["Never!"]),
        ("Ann Roe: “Never”.", "en", ["Never"]),
        ('She left with "a bridge that may fall" behind her.', "en", ["a bridge that may fall"]),
        # A language whose words are not known.
        ("彼は『言』った", "ja", ["言"]),
    ],
)
def test_names_titles_and_scare_quotes_are_no_quotations(
    text: str, lang: str, expected: list[str]
) -> None:
    assert [words for words, _ in said(text, lang)] == expected


# ------------------------------------------------------------------- dashes

SEEN = "Ada Holm"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # A comma before the reporting clause.
        ("nb", "– Vi så det komme, sier ingeniør Ada Holm.", [("Vi så det komme", SEEN)]),
        ("nb", "- Vi så det komme, sier Ada Holm, som er ingeniør.", [("Vi så det komme", SEEN)]),
        ("nn", "– Vi såg det kome, seier Ada Holm.", [("Vi såg det kome", SEEN)]),
        ("da-DK", "– Vi så det komme, siger Ada Holm. – Ingen kom, tilføjer hun.",
         [("Vi så det komme", SEEN), ("Ingen kom", SEEN)]),
        ("sv", "– Vi såg det komma, säger Ada Holm.", [("Vi såg det komma", SEEN)]),
        ("fi", "– Näimme sen tulevan, sanoo insinööri Ada Holm.", [("Näimme sen tulevan", SEEN)]),
        ("fi", "– Näimme sen tulevan, Ada Holm sanoo.", [("Näimme sen tulevan", SEEN)]),
        ("fr", "— Nous l’avons vu, a déclaré l’ingénieure Ada Holm.", [("Nous l’avons vu", SEEN)]),
        ("cs", "– Viděli jsme to, řekla inženýrka Ada Holm.", [("Viděli jsme to", SEEN)]),
        ("tr", "– Bunu görüyorduk, dedi mühendis Ada Holm.", [("Bunu görüyorduk", SEEN)]),
        # A dash before it; a dash resumes the speech.
        ("ru", "— Мы это видели, — сказала мэр Ада Хольм. — Никто не пришёл.",
         [("Мы это видели", "Ада Хольм"), ("Никто не пришёл.", "Ада Хольм")]),
        ("ru", "— Мы,— пояснила Ада Хольм,— это видели.", [("Мы", "Ада Хольм"),
         ("это видели.", "Ада Хольм")]),
        ("uk", "— Ми це бачили, — сказала Ада Гольм.", [("Ми це бачили", "Ада Гольм")]),
        ("pl", "– Mur – mówię od lat – runie – powiedziała Ada Holm. – I co?",
         [("Mur – mówię od lat – runie", SEEN), ("I co?", SEEN)]),
        ("pl", "– Mur runie – dodała Ada Holm. Wyszła – bez słowa.", [("Mur runie", SEEN)]),
        ("es", "—Lo vimos venir —dijo Ada Holm—. Nadie vino.",
         [("Lo vimos venir", SEEN), ("Nadie vino.", SEEN)]),
        ("es", "- Lo vimos venir -dijo Ada Holm-. Nadie vino.",
         [("Lo vimos venir", SEEN), ("Nadie vino.", SEEN)]),
        ("pt", "— Vimos isso — disse a engenheira Ada Holm. — Ninguém veio.",
         [("Vimos isso", SEEN), ("Ninguém veio.", SEEN)]),
        ("it", "– Lo sapevamo – ha detto Ada Holm. – Nessuno è venuto.",
         [("Lo sapevamo", SEEN), ("Nessuno è venuto.", SEEN)]),
        # A clause in lower case after a question, whatever its verb.
        ("sv", "– Kommer de? mumlar Ada Holm.", [("Kommer de?", "")]),
        # Marks inside belong to the speech, those outside do not.
        ("nb", "– Dette er «kvast», sier Ada Holm. Hun kalte det «helt utrolig».",
         [("Dette er «kvast»", SEEN), ("helt utrolig", SEEN)]),
    ],
)  # fmt: skip
def test_speech_after_a_dash(lang: str, text: str, expected: Said) -> None:
    assert said(text, lang) == expected


@pytest.mark.parametrize(
    ("paragraphs", "lang", "expected"),
    [
        # The next paragraph of a speech, which has a dash too.
        (["– Vi så det, sier Ada Holm.", "– Ingen kom."], "nb", ["Ada Holm", "Ada Holm"]),
        # Elsewhere a dash opens a reply, and so does one after a question.
        (["— Видели, — сказала Ада Хольм.", "— Никто не пришёл."], "ru", ["Ада Хольм", ""]),
        (["– Hvem betaler, spør Ada Holm?", "– Det vet ingen."], "nb", ["Ada Holm", ""]),
        # An announcement, and a question with its answer, show that it is speech.
        (["Ada Holm forteller:", "– Vi så det komme."], "nb", ["Ada Holm"]),
        (["– Hvem betaler?", "– Det vet jeg ikke."], "nb", ["", ""]),
        (["Иван Лунд продолжал:", "— Мы построим стену."], "ru", ["Иван Лунд"]),
    ],
)
def test_a_dash_opens_each_paragraph_of_a_speech_or_a_reply(
    paragraphs: list[str], lang: str, expected: list[str]
) -> None:
    assert [name for _, name in said(paragraphs, lang)] == expected


@pytest.mark.parametrize(
    ("paragraphs", "lang"),
    [
        (["– We saw it, says Ada Holm."], "en"),
        (["– Wir sahen es, sagt Ada Holm."], "de"),
        (["LONDON – Muren falt, sier Ada Holm."], "nb"),
        (["Du trenger:", "– Tolv egg.", "– En kopp mel og salt."], "nb"),
        (["Планы:", "— построить стену;", "— открыть причал."], "ru"),
        (["– 3–1 (2–0)", "– 12"], "nb"),
        (["– Vi så det, sier Ada Holm."[2:], "– Ada Holm"], "nb"),
    ],
)
def test_other_dashes_open_no_speech(paragraphs: list[str], lang: str) -> None:
    assert said(paragraphs, lang) == []


def test_items_of_a_list_are_no_speech() -> None:
    text = "– Vi så det komme, sier Ada Holm."
    item = Block(BlockKind.PARAGRAPH, text, 1, containers=(Container.LIST_ITEM,), marker="*")
    assert attributed([item], "nb") == ()


# ------------------------------------------------------------------- speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We will rebuild it," Ann Roe said.', "Ann Roe"),
        ('"We will rebuild it," said Ann Roe, the mayor.', "Ann Roe"),
        ('"We will rebuild it," Ann Roe, the mayor, told reporters.', "Ann Roe"),
        ('"Will it be rebuilt?" Ann Roe asked.', "Ann Roe"),
        ('"Never!" Prime Minister Ann Roe told the house.', "Ann Roe"),
        ('Mayor Ann Roe said: "We will rebuild it."', "Ann Roe"),
        ('Ann Roe: "We will rebuild it."', "Ann Roe"),
        ('Ann Roe said the bridge was "a danger to all".', "Ann Roe"),
        ('Ann Roe called the bridge "a danger to all".', "Ann Roe"),
        ('On Monday Ann Roe closed it, calling it "a danger to all".', "Ann Roe"),
        ('Earlier in the day, Col. Ann Roe, the head of the works, said it was "safe for now".',
         "Ann Roe"),
        ('Secretary of State Ann Roe announced that it will not "be delayed any further".',
         "Ann Roe"),
        ('According to Ann Roe, "it can be saved".', "Ann Roe"),
        ('The bridge is "a danger to all", according to Ann Roe.', "Ann Roe"),
        ('"We will rebuild it," the Ministry of Works said.', "the Ministry of Works"),
        ('"We will rebuild it," said a spokesman for the Ministry of Works.',
         "a spokesman for the Ministry of Works"),
        ('"We will rebuild it," the Justice Department said.', "Justice Department"),
        ('The mayor, Ann Roe, also said that it was "safe for now".', "Ann Roe"),
        ('"We will rebuild it," Ann Roe of the U.S. Department of Works said.', "Ann Roe"),
        ('Ann Roe, a head at U.K. think-tank Works, told the Herald. "It is safe."', "Ann Roe"),
        ('"It is safe," reporters who asked Ann Roe were told on Monday.', ""),
    ],
)  # fmt: skip
def test_the_speaker_stands_in_the_same_sentence(text: str, speaker: str) -> None:
    assert [name for _, name in said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "lang", "speaker"),
    [
        ("„Wir bauen sie neu“, sagte Ministerin Anna Roth am Montag.", "de", "Anna Roth"),
        ("Anna Roth erklärte: „Wir bauen sie neu.“", "de", "Anna Roth"),
        ("„Wir bauen sie neu“, so der Sprecher der Stadt.", "de", "der Sprecher der Stadt"),
        ("Laut Anna Roth ist sie „eine Gefahr für alle“.", "de", "Anna Roth"),
        ("« Nous la reconstruirons », a déclaré la ministre Anne Roux.", "fr", "Anne Roux"),
        ("Selon Anne Roux, « c’est un danger pour tous ».", "fr", "Anne Roux"),
        ("“La reconstruiremos pronto”, afirmó la ministra Ana Ruiz.", "es", "Ana Ruiz"),
        ("«La ricostruiremo presto», ha detto la ministra Anna Rossi.", "it", "Anna Rossi"),
        ("“Vamos reconstruí-la”, disse a ministra Ana Reis.", "pt", "Ana Reis"),
        ("‘We bouwen hem weer op,’ zei minister Anna de Roo.", "nl", "Anna de Roo"),
        ("«Мы построим его заново», — заявила министр Анна Розова.", "ru", "Анна Розова"),
        ("„Odbudujemy go”, powiedziała minister Anna Różycka.", "pl", "Anna Różycka"),
        ("”Vi bygger upp den”, säger Anna Roos.", "sv", "Anna Roos"),
        ("«Vi bygger den opp», sier Anna Ros.", "no", "Anna Ros"),
        # No words of speech are known for these.
        ("彼は「橋を直す」と言った。", "ja", ""),
    ],
)
def test_other_languages_attribute_in_their_own_ways(text: str, lang: str, speaker: str) -> None:
    assert [name for _, name in said(text, lang)] == [speaker]


@pytest.mark.parametrize(
    ("paragraphs", "speakers"),
    [
        # The speaker is in the sentence before or after.
        (['"It is safe," Ann Roe said. "We looked twice."'], ["Ann Roe", "Ann Roe"]),
        (['Ann Roe told reporters about the bridge. "It is safe."'], ["Ann Roe"]),
        (['"It is safe." Ann Roe said so.'], ["Ann Roe"]),
        # A full stop and a long sentence of someone else's say nothing.
        (['"It is safe." The council met and Ann Roe said that works would begin in March or May.'],
         [""]),
        # A paragraph that is all quotation follows on one that ends with speech.
        (['"It is safe," Ann Roe said.', '"We looked twice."'], ["Ann Roe", "Ann Roe"]),
        (["Ann Roe told reporters:", '"It is safe."'], ["Ann Roe"]),
        (["The council met.", '"It is safe."'], [""]),
        # Left open and taken up: one speech.
        (['"It is safe. We looked.', '"We looked twice.', '"All is well," Ann Roe said.'],
         ["Ann Roe", "Ann Roe", "Ann Roe"]),
        # The full name, once given, stands for the surname.
        (["Mayor Ann Roe opened the bridge.", '"It is safe," Roe said.'], ["Ann Roe"]),
        (["Ann Roe met Tom Roe.", '"It is safe," Roe said.'], ["Roe"]),
    ],
)  # fmt: skip
def test_the_speaker_stands_in_the_neighbourhood(
    paragraphs: list[str], speakers: list[str]
) -> None:
    assert [name for _, name in said(paragraphs)] == speakers


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        (['Ann Roe said it was late. "It is safe now," she added.'], "Ann Roe"),
        (["Ann Roe said it was late.", '"It is safe now," she added.'], "Ann Roe"),
        # Someone else was named since, or is meant by the other pronoun.
        (['Ann Roe said it was late. Mayor Tom Hill nodded. "It is safe now," he said.'], ""),
        (['Ann Roe said it was late. Then Tom Hill nodded. "It is safe now," he said.'], ""),
        (['Ann Roe said she was late. "It is safe now," he said.'], ""),
        # A place or an organisation is no other person, and no pronoun refers to one.
        (['Ann Roe said it was late at Hill Park. "It is safe now," she said.'], "Ann Roe"),
        (['The River Gazette said it was late. "It is safe now," he said.'], ""),
        (['The River Council said it was late. "It is safe now," he said.'], ""),
        (['"It is safe now," he said.'], ""),
        (['Ann Roe said it was late. "It is safe now," they said.'], ""),
    ],
)
def test_a_pronoun_stands_for_the_last_speaker_only_where_that_is_sure(
    paragraphs: list[str], speaker: str
) -> None:
    assert said(paragraphs)[-1][1] == speaker


@pytest.mark.parametrize(
    "text",
    [
        'A film called "a bridge that fell at night" is out.',
        '"It is safe now."',
    ],
)
def test_unknown_stays_unknown(text: str) -> None:
    assert [name for _, name in said(text)] == [""]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        # The press passes on what others said.
        ("en", 'Ann Roe said it was "safe for now", writes the Gazette.', "Ann Roe"),
        ("nb", "Ada Holm fortalte at muren «sprakk for lenge siden», skriver avisa Posten.",
         "Ada Holm"),
        # The subject of the last verb, where one speaker tells what another said.
        ("es", 'La vecina asegura que el Ayuntamiento afirma que "no es necesario hoy".',
         "el Ayuntamiento"),
        # The words around a name are not part of it.
        ("es", "«Estaba sola con ellos», explicó la madre durante la entrevista.", "la madre"),
        ("it", "L’imprenditore Ugo Lund ha detto: «Bene così, andiamo avanti».", "Ugo Lund"),
        ("de", "„Es ist sicher“, sagte Chefökonom Jan Lund.", "Jan Lund"),
        ("nb", "Naboen Lund så det. – Alle så det, sier naboen. «Vi så det», sier Lund.", "Lund"),
        # A relative clause speaks of the name before it.
        ("de", "Jan Lund, der von Anfang an ruhig berichtete: „Es ist alles sicher.“", "Jan Lund"),
        # Whatever follows speech and a comma is a reporting verb, where subjects are inverted.
        ("de", "„Alle schlafen noch“, schmunzelte Jan Lund.", "Jan Lund"),
        ("es", "«Nadie vino a verlo», bromea Juan Ek desde su casa.", "Juan Ek"),
        ("de", "Die Straße „Am alten Anger“, öffentlichen Nahverkehr und Schulen.", ""),
        # Where somebody belongs is no part of the name; noble names are.
        ("de", "„Es ist sicher“, sagt Ann Roe von der Stiftung Brücke.", "Ann Roe"),
        ("de", "Ann Roe von der Stiftung Brücke sagt dazu: „Es ist sicher.“", "Ann Roe"),
        ("de", "„Es ist sicher“, sagt Ursula von der Aue.", "Ursula von der Aue"),
        ("de", "„Es ist sicher“, beschreibt Roe den Bau. Auch Roe war da.", "Roe"),
        # A source tells what another person said.
        ("da", "Statsminister Ada Holm er ifølge Posten ”glad for, at muren holdt”.", ""),
        # A word that is capitalised only at the beginning of sentences is no name.
        ("de", "Inzwischen informierte das Land, dass alles gut sei: „Es ist sicher.“", ""),
        ("en", 'Speaking to the Gazette Roe claimed: "It is safe for now."', ""),
        ("de", "„Es ist sicher“, sagte Jan Lund zu Beginn der Sitzung.", "Jan Lund"),
        ("en", 'BMO’s Ann Roe said the bridge was "safe for now".', "Ann Roe"),
        # A noun phrase ends before the circumstances.
        ("es", "«No fuimos nosotros», explica la ONG en un comunicado.", "la ONG"),
        ("de", "„Es ist sicher“, sagte der 35 Jahre alte Kapitän.", "der 35 Jahre alte Kapitän"),
        ("en", '"We are full," the towns’ letter said.', "the towns’ letter"),
        # Neither what is reported nor what comes before a colon needs to be a speaker.
        ("en", 'Harbour pal says Ann Roe "was never sure of it".', ""),
        ("de", "Das Fazit: „Es ist sicher.“", ""),
        ("es", "Según su análisis, fue “para cambiar todo el plan”.", ""),
        ("en", 'Tom Hill, Chair of the Local Works Association said: "It is safe."', ""),
        # Whom somebody speaks to or of does not speak.
        ("de", "„Es ist sicher“, sagte der 86-Jährige dem Sender XYZ.", "der 86-Jährige"),
        ("de", "Er dankt für das „Lob vom alten Hafen“ der Zuschauerin und sagt nichts.", ""),
        ("en", 'Ann Roe was told the bridge was "safe for now".', ""),
        ("en", 'Ann Roe said she was there when engineers told them: "It is safe."', ""),
        ("de", "„Wo ist denn der Hafen?“, murmelt Jan Lund.", "Jan Lund"),
        ("en", '"We are full," Hill\'s report said.', "Hill's report"),
        ("nb", "«Muren er trygg», sier en talsperson for det lokale havnevesenet til avisen.",
         "en talsperson for det lokale havnevesenet"),
        # Offices and places are no speakers.
        ("pl", "„Mur zostanie odbudowany” – zakończył prezydent USA.", ""),
        ("pl", "Prezydent USA powiedział, że „mur zostanie odbudowany”.", ""),
        ("pl", "W serwisie Truth Nova podkreślił, że „mur zostanie odbudowany”.", ""),
    ],
)  # fmt: skip
def test_the_words_around_tell_who_speaks(lang: str, text: str, speaker: str) -> None:
    assert said(text, lang)[-1][1] == speaker


def test_a_headline_does_not_continue_the_paragraph_before() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, '"It is safe," Ann Roe said.', 1),
        Block(BlockKind.HEADING, '"A danger to all"', 2),
    ]
    assert [q.speaker for q in attributed(blocks, "en")] == ["Ann Roe", ""]


def test_headings_and_captions_quote_and_related_lines_tables_and_code_do_not() -> None:
    blocks = [Block(kind, '"It is safe," Ann Roe said.', 1) for kind in BlockKind]
    found = {blocks[q.block].kind for q in attributed(blocks, "en")}
    assert found == {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION}


def test_a_speech_goes_on_past_a_caption() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, '"It is safe," Ann Roe said.', 1),
        Block(BlockKind.CAPTION, "The bridge in June", 2),
        Block(BlockKind.PARAGRAPH, '"We looked twice."', 3),
    ]
    assert [q.speaker for q in attributed(blocks, "en")] == ["Ann Roe", "Ann Roe"]


# ------------------------------------------------------------------- laws


PIECES = st.sampled_from(
    [
        *('"', "“", "”", "„", "«", "»", "‹", "›", "「", "」", "『", "』", "‘", "’", "‚", "'", "‟"),
        *("–", "— ", "-", " – "),
        *(" ", ". ", ", ", "! ", ": ", "Ann Roe", "Roe", " said", "he ", "she ", "the ", "Mayor "),
        *(
            "said",
            "5",
            "It is safe",
            "according to ",
            " saying",
            "-",
            "\n",
            "Ünal",
            "あ",
            "é",
            "\0",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))
LANGUAGES = st.sampled_from(["en", "de", "fr", "sv", "es", "ja", "xx", "", "en-US"])


@given(st.lists(TEXTS, max_size=5), LANGUAGES)
def test_quotations_lie_inside_their_blocks_in_order_between_marks(
    texts: list[str], lang: str
) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text, 1) for text in texts]
    found = attributed(blocks, lang)
    known = set("\"“”„«»‹›「」『』‘’‚'‟")
    for quotation in found:
        text = texts[quotation.block]
        assert 1 <= quotation.start < quotation.end <= len(text)
        assert text[quotation.start - 1] in known or text.lstrip()[0] in "–—-"
        assert (
            quotation.end >= len(text.rstrip())
            or text[quotation.end] in known
            or text.lstrip()[0] in "–—-"
        )
    for one, other in pairwise(found):
        assert (one.block, one.end) < (other.block, other.start)


@given(st.text(alphabet="abc ,.", min_size=1).filter(lambda text: text.strip(" ,.")))
def test_what_stands_between_the_marks_is_given_exactly(text: str) -> None:
    assert quoted(f"He said: “{text}” and left.") == [text]
    assert quoted(f"Er sagte: „{text}“ und ging.", "de") == [text]
    assert quoted(f"「{text}」", "ja") == [text]


@given(st.lists(TEXTS, max_size=4))
def test_who_speaks_is_named_in_the_article(texts: list[str]) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text, 1) for text in texts]
    everything = "".join(" ".join(texts).casefold().split())
    for quotation in attributed(blocks, "en"):
        assert "".join(quotation.speaker.casefold().split()) in everything


@pytest.mark.parametrize("lang", ["en", "nb", "es"])
@pytest.mark.parametrize(
    "text",
    [
        "“" * 50_000,
        '"a ' * 30_000,
        "'a " * 30_000,
        "said " * 15_000,
        "Ann said, " * 9_000,
        '"It is safe," he said. ' * 3_000,
        '"It is safe," Ann Roe said. ' * 3_000,
        "x" * 5_000_000,
        "– Vi, " * 16_000,
        "– Vi, sier hun – " * 6_000,
        "—Sí —dijo Ada Holm " * 5_000,
        "– " * 50_000,
    ],
    ids=[
        *("opening", "straight", "single", "verbs", "names", "pronouns", "speeches", "word"),
        *("dashes", "clauses", "attached", "no words"),
    ],
)
def test_no_text_takes_long(text: str, lang: str) -> None:
    began = time.monotonic()
    attributed([Block(BlockKind.PARAGRAPH, text, 1)] * 2, lang)
    assert time.monotonic() - began < 20


def test_marks_of_real_captures_all_belong_to_quotations(shared: Path) -> None:
    captures = sorted((shared / "eval/reading/sputnik").glob("*.txt"))
    assert len(captures) == 14
    for path in captures:
        for line in path.read_text(encoding="utf-8").splitlines():
            found = marks.find(line, "en")
            outside = list(line)
            for quotation in found:
                outside[quotation.start - 1 : quotation.end + 1] = " " * len(
                    outside[quotation.start - 1 : quotation.end + 1]
                )
            assert not set('"“”«»') & set(outside), (path.name, line)


# ------------------------------------------------------------------- links


def test_links_in_speech_after_a_dash_follow_the_policy_for_quotations() -> None:
    source = SourceFile(
        "articles/quay.md",
        "---\ntitle: Kaia stengt\npublished: 2024-01-01\nlang: nb\n---\n"
        "Oslo stengte kaia.\n\n– Vi så det i Oslo, sier Ada Holm.\n".encode(),
    )
    article = parse(source, None, {}).article
    assert article
    (narration, speech) = passages.page_text(article).passages
    assert (narration.quoted, speech.quoted) == ((), ((2, 18),))


def test_a_phrase_with_a_quotation_in_it_is_no_speaker() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, "ACCORDING TO THE「A", 1)]
    assert [quotation.speaker for quotation in attributed(blocks, "en")] == [""]
