"""Which phrases match: tables, and properties compared with the simple matcher."""

import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.linking.folding import fold_phrase
from briefings.linking.lexicon import Lexicon, Name
from briefings.model.explainer import Era, ExplainerKind
from tests.simple_linker import folding, matching

ORGANISATION = ExplainerKind.ORGANISATION
DOCUMENT = ExplainerKind.DOCUMENT
PERSON = ExplainerKind.PERSON
PLACE = ExplainerKind.PLACE


def found(aliases: list[str], text: str, kind: ExplainerKind | None = None) -> list[str]:
    """Return the chosen matches as the text writes them."""
    lexicon = Lexicon(Name(alias, alias, kind) for alias in aliases)
    return [text[start:end] for start, end, _ in lexicon.find(text)]


# ------------------------------------------------------------------------------- folding


@pytest.mark.parametrize(
    ("alias", "text", "expected"),
    [
        # Composed and decomposed letters are the same, in the alias and in the text.
        ("Thaçi", "Hashim Thac\u0327i spoke", "Thac\u0327i"),
        ("Thac\u0327i", "Hashim Thaçi spoke", "Thaçi"),
        ("Gülen", "😀 Gu\u0308len’s", "Gu\u0308len’s"),
        ("서울", unicodedata.normalize("NFD", "서울 회담"), unicodedata.normalize("NFD", "서울")),
        ("Ångström Pact", "the A\u030angstro\u0308m Pact", "A\u030angstro\u0308m Pact"),
        # Apostrophes of any shape.
        ("People's Assembly", "the People’s Assembly", "People’s Assembly"),
        ("People’s Assembly", "the People's Assembly", "People's Assembly"),
        *(("People's Assembly", f"the People{mark}s Assembly", f"People{mark}s Assembly")
          for mark in "‘‛ʼʻ＇"),
        # White space of any kind and length, a line break too.
        ("Resolution 1244", "Resolution\u00a01244", "Resolution\u00a01244"),
        ("Resolution 1244", "Resolution\u20091244", "Resolution\u20091244"),
        ("Resolution 1244", "Resolution\u202f1244", "Resolution\u202f1244"),
        ("Resolution 1244", "Resolution   1244", "Resolution   1244"),
        ("Resolution 1244", "Resolution\n1244", "Resolution\n1244"),
        ("Resolution 1244", "Resolution\r\n\t1244", "Resolution\r\n\t1244"),
        ("Resolution 1244", "Resolution\u20281244", "Resolution\u20281244"),
        ("Resolution\u00a01244", "Resolution 1244", "Resolution 1244"),
        ("  Resolution  1244 ", "Resolution 1244", "Resolution 1244"),
        # Soft hyphens and other invisible characters.
        ("Montenegro", "in Monte\u00adnegro today", "Monte\u00adnegro"),
        ("Mon\u00adtenegro", "in Montenegro today", "Montenegro"),
        ("Kosovo War", "the Kosovo\u200b War", "Kosovo\u200b War"),
        ("Kosovo War", "the Kosovo \u2060 War", "Kosovo \u2060 War"),
        ("Libya", "\u200eLibya\u200f", "Libya"),
        # Hyphens and en dashes.
        ("Bosnia-Herzegovina", "in Bosnia–Herzegovina", "Bosnia–Herzegovina"),
        ("Bosnia–Herzegovina", "in Bosnia-Herzegovina", "Bosnia-Herzegovina"),
        *(("Bosnia-Herzegovina", f"in Bosnia{hyphen}Herzegovina", f"Bosnia{hyphen}Herzegovina")
          for hyphen in "\u2010\u2011\u2012\u2212\ufe63\uff0d"),
        # Long dashes in names; not where they part words.
        *(("Israel–Gaza war", f"the Israel{dash}Gaza war", f"Israel{dash}Gaza war")
          for dash in "—―⸺﹘"),
        ("Israel—Gaza war", "the Israel-Gaza war", "Israel-Gaza war"),
        ("ceasefire", "the ceasefire—it held", "ceasefire"),
        ("תל־אביב", "בעיר תל-אביב", "תל-אביב"),
        # Quotation marks of any shape.
        *((f"Omar {given[0]}the Fox{given[1]} Reyes", f"Omar {marks[0]}the Fox{marks[1]} Reyes",
           f"Omar {marks[0]}the Fox{marks[1]} Reyes")
          for given in ('""', "“”", "''", "«»")
          for marks in ('""', "“”", "„“", "«»", "‹›", "‚‘", "‘’", "''", "″″", "＂＂", "「」",
                        "❝❞", "❛❜")),
        ("או\"ם", "נציג או״ם", "או״ם"),
        # What is typed for an apostrophe.
        *(("People's Assembly", f"the People{mark}s Assembly", f"People{mark}s Assembly")
          for mark in "´`′ʹʽʿ"),
        ("Qur'an", "the Qurʾan", "Qurʾan"),
        # Characters that stand for letters.
        ("Pacific Fleet", "the Paciﬁc Fleet", "Paciﬁc Fleet"),
        ("Office of Affairs", "Oﬃce of Aﬀairs", "Oﬃce of Aﬀairs"),
        ("Flemish Coast", "ﬂ, Flemish Coaﬆ", "Flemish Coaﬆ"),
        ("NATO", "ＮＡＴＯ", "ＮＡＴＯ"),
        ("Ａ１４ plan", "the A14 plan", "A14 plan"),
        ("World War II", "World War Ⅱ.", "World War Ⅱ"),
        ("IJmuiden", "in Ĳmuiden", "Ĳmuiden"),
        ("ليبيا", "في \ufedf\ufef4\ufe92\ufef4\ufe8e اليوم", "\ufedf\ufef4\ufe92\ufef4\ufe8e"),
        ("الله", "\ufdf2", "\ufdf2"),
        # Vowel marks and tatweel; the last ones belong to the name.
        ("محمد", "قال مُحَمَّدٌ هنا", "مُحَمَّدٌ"),
        ("مُحَمَّد", "قال محمد هنا", "محمد"),
        ("ليبيا", "في ليبـــيا", "ليبـــيا"),
        ("الأردن", "في الأُرْدُن", "الأُرْدُن"),
        # Cyrillic.
        ("Королёв", "город Королев", "Королев"),
        # Letters of another keyboard.
        ("Sacré-Cœur", "le Sacré-Coeur", "Sacré-Coeur"),
        ("oeuvre", "L'œuvre", "œuvre"),
        ("oeuvre", "Œuvre", "Œuvre"),
        ("ایران", "در ايران", "ايران"),
        ("کتاب", "اين كتاب", "كتاب"),
        ("Горбачев", "Михаил Горбаче\u0308в", "Горбаче\u0308в"),
    ],
)  # fmt: skip
def test_typing_habits_do_not_hide_a_mention(alias: str, text: str, expected: str) -> None:
    assert found([alias], text) == [expected]


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        ("Thaçi", "Thaci"),  # accents tell words apart
        ("Bosnia-Herzegovina", "Bosnia Herzegovina"),
        ("self-determination", "self—determination"),  # a dash that parts sentences is no hyphen
        # Characters that stand for others, but mean something else.
        ("Resolution 12", "Resolution 1²"),
        ("G7", "G⁷"),
        ("Article 12", "Article ½, Article 1½"),
        ("ACMETM", "ACME™"),
        ("Area 1", "Area ①"),
        # Marks that make another letter.
        ("Лии", "Лий"),
        ("Мой край", "Мои краи"),
        ("شام", "شأم"),
        ("علی", "على"),
        ("אלון", "אַלּוֹן"),
        ("insan", "ınsan"),
        ("Kosovo War", "KosovoWar"),
        ("Resolution 1244", "Resolution, 1244"),
    ],
)
def test_other_differences_do_not_match(alias: str, text: str) -> None:
    assert found([alias], text) == []


# ---------------------------------------------------------------------------- boundaries


@pytest.mark.parametrize(
    ("aliases", "text", "expected"),
    [
        # Letters, digits, underscores and combining marks continue a word.
        (["Iran"], "Tirana, Irangate, _Iran, Iran_, Iran2, Iran.", ["Iran"]),
        (["Libya"], "Libyan Libyas aLibya", []),
        (["Cafe"], "a Cafe\u0301, a Cafe", ["Cafe"]),
        (["Cafe"], "a Cafe\u0323\u0301", []),
        # A name ends at a hyphen or en dash; so does its other half.
        (["UN"], "a UN-backed plan", ["UN"]),
        (["Libya", "Tunisia"], "the Libya–Tunisia border", ["Libya", "Tunisia"]),
        (["Libya", "Tunisia"], "the Libya-Tunisia border", ["Libya", "Tunisia"]),
        (["OSCE"], "non-OSCE states", ["OSCE"]),
        (["G7"], "non-G7 states, the G77", ["G7"]),
        # A word in lower case does not.
        (["determination"], "self-determination, determination-makers", []),
        (["determination"], "determination - of sorts -, pre- and determination",
         ["determination"] * 2),
        (["ceasefire"], "the ceasefire—it held—and the ceasefire", ["ceasefire"] * 2),
        (["self-determination"], "their self-determination", ["self-determination"]),
        # Numbers end where their digits end.
        (["Resolution 1244"], "under Resolution 1244.", ["Resolution 1244"]),
        (["Resolution 1244"], "Resolution 1244, adopted", ["Resolution 1244"]),
        (["Resolution 1244"], "Resolution 1244-based", ["Resolution 1244"]),
        (["Resolution 1244"], "Resolution 12440, Resolution 1244.5, Resolution 1244,000", []),
        (["1244 talks"], "the 1,1244 talks, the 0.1244 talks, the 01244 talks", []),
        (["1244 talks"], "on, 1244 talks", ["1244 talks"]),
        (["Libya"], "Libya.5", ["Libya"]),
        (["9/11"], "19/11/2018, 9/11/2018, 1:9/11, 9/11:30, 9/112, 3-9/11, 9/11–5, 2.9/11", []),
        (["9/11"], "since 9/11, post-9/11, 9/11-era, (9/11): 9/11/", ["9/11"] * 5),
        (["7/7"], "7/7's victims; 17/7", ["7/7's"]),
        (["Article 5"], "Article 5/6, Article 5–7, Article 5:2", []),
        # An ampersand joins.
        (["AT", "T"], "AT&T", []),
        (["AT&T", "AT"], "AT&T and AT & T", ["AT&T", "AT"]),
        # Apostrophes, quotation marks and brackets are edges.
        (["ONU"], "l’ONU et d'ONU", ["ONU", "ONU"]),
        (["Libya"], "(Libya) “Libya” ‘Libya’ *Libya* /Libya/ …Libya…", ["Libya"] * 6),
        (["Erdoğan"], "Erdoğan’ın", ["Erdoğan"]),
        # A phrase may have a mark at its edge.
        (["Yahoo!", "U.S."], "Yahoo! and U.S. law", ["Yahoo!", "U.S."]),
    ],
)  # fmt: skip
def test_where_words_end(aliases: list[str], text: str, expected: list[str]) -> None:
    assert found(aliases, text) == expected


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        # Web addresses, with a scheme or without.
        *(("Libya", f"Read {address} today") for address in (
            "https://example.org/wiki/Libya", "http://Libya.example.org/", "HTTPS://X.ORG/#Libya",
            "https://example.org/?q=Libya&x=1", "(https://example.org/Tripoli_(Libya))",
            "<https://example.org/a,Libya>", "www.Libya.ly", "WWW.EXAMPLE.ORG/Libya", "Libya.ly.",
            "news.Libya.example", "example.org/Libya/Tunisia", "ftp://a.b/Libya", "geo.x/~Libya!",
            "mailto:Libya", "https://ar.example/wiki/Libya", "example.org:80/Libya",
            "a.eu/-Libya-b", "localhost:80/Libya", "doi:10.1000/Libya.18", "10.1000/Libya",
            "DOI:Libya/1", "arXiv:18.1/Libya", "urn:isbn:Libya",
        )),
        ("ليبيا", "https://ar.example/wiki/ليبيا"),
        ("利比亚", "见https://zh.example/wiki/利比亚"),
        ("правительство", "сайт правительство.рф"),
        # E-mail addresses and handles.
        *(("NATO", f"Write to {address}, please") for address in (
            "press@NATO.example", "NATO@example.org", "press.NATO@x", "@NATO", "@NATO-Press",
            "@press@NATO.example", "(@NATO)", "x+NATO@y.example",
        )),
        # Hashtags.
        *(("NATO", text) for text in (
            "#NATO", "(#NATO)", "about #NATO-talks", "page#NATO", "$NATO",
        )),
        # Names of files, and paths.
        *(("Libya", f"The file {name}.") for name in (
            "Libya.pdf", "Libya-report.docx", "report-Libya.txt", "old.Libya.tar.gz", "Libya.PDF",
            "C:\\Libya\\x", "D:\\a\\Libya", "/home/Libya/x", "~/data/Libya", "./a/Libya",
            "./Libya", "../Libya/x", "~/Libya",
            "\\\\server\\Libya",
        )),
        # Abbreviations with dots.
        ("U.N.", "the U.N.C.T.A.D. report"),
        ("U.N", "the U.N.C.T.A.D. report"),
        ("T.A.D.", "the U.N.C.T.A.D. report"),
        ("U.S.", "in the D.U.S. Assembly"),
        ("A", "A.B."),
        ("Node", "in Node.js"),
    ],
)  # fmt: skip
def test_no_name_is_inside_an_address(alias: str, text: str) -> None:
    assert found([alias], text) == []


@pytest.mark.parametrize(
    ("alias", "text", "expected"),
    [
        # A slash joins names.
        ("NATO", "NATO/EU, EU/NATO and/or NATO, the NATO/EU.", 4),
        ("Libya", "Libya/Tunisia (Libya/Chad), 1/Libya; /Libya/ Libya:Chad", 5),
        # Only a space is missing.
        ("Libya", "in Libya.The next; it ended.Libya won,Libya lost.[1]Libya went:Libya", 5),
        ("Libya", "Libya...and Libya…and Libya.5", 3),
        ("NATO", "NATO.\nnext NATO?! (NATO.) NATO.” NATO: NATO", 6),
        # Beside an address.
        ("Libya", "Libya https://example.org/x Libya, a@b.example (Libya) #tag Libya", 4),
        ("Libya", "Libya: https://example.org/x; “Libya”@ 5", 2),
        ("利比亚", "见example.org利比亚，利比亚", 2),
        # A phrase may have the sign of an address.
        ("Booking.com", "Booking.com, Booking.com-owned, (Booking.com).", 3),
        ("U.N.", "the U.N.-backed, U.N./U.S., U.N.’s", 3),
        ("U.S", "the U.S. army", 1),
        ("S/RES/1973", "S/RES/1973(2011)", 1),
        ("#MeToo", "the #MeToo era", 1),
        ("Resolution 1973", "Resolution 1973(2011)", 1),
        ("J. Roe", "Ann J. Roe, A.J. Roe", 1),
    ],
)
def test_names_beside_signs(alias: str, text: str, expected: int) -> None:
    assert len(found([alias], text)) == expected


@pytest.mark.parametrize(
    ("alias", "text", "expected"),
    [
        ("Ливия", "«Ливия», а не Ливиями", ["Ливия"]),
        ("ООН", "миссия ООН-Хабитат", ["ООН"]),
        ("Λιβύη", "η Λιβύη· Λιβύης", ["Λιβύη"]),
        ("ليبيا", "في ليبيا، والليبيا", ["ليبيا"]),
        ("ליביה", "על ליביה ובליביה", ["ליביה"]),
        ("भारत", "भारत और भारतीय", ["भारत"]),
        ("क", "कि क की", ["क"]),  # a vowel sign belongs to its letter
        ("한국", "한국 정부, 한국어", ["한국"]),  # particles too: these are an editor's `forms`
        # Scripts without spaces: beside any letter, but not inside a letter with its signs.
        ("利比亚", "在利比亚的会谈", ["利比亚"]),
        ("日本", "日本語と日本", ["日本", "日本"]),
        ("国連", "国連UN2020", ["国連"]),
        ("ไทย", "ประเทศไทยและไทย", ["ไทย", "ไทย"]),
        ("กน", "กนิกน", ["กน"]),
        # A word in katakana ends with its katakana.
        ("リビア", "リビアの和平", ["リビア"]),
        ("リビア", "リビアン、アリビア、リビアー", []),
        ("リビア", "UNリビアUN", ["リビア"]),
        ("中東リビア", "中東リビア会議", ["中東リビア"]),
        ("UN", "UNの会議、国連UN", ["UN", "UN"]),
    ],
)
def test_every_script(alias: str, text: str, expected: list[str]) -> None:
    assert found([alias], text) == expected


# ---------------------------------------------------------------------------------- case


@pytest.mark.parametrize(
    ("alias", "text", "expected"),
    [
        ("US", "us, Us, uS, US", ["US"]),
        ("WHO", "who is WHO? Who", ["WHO"]),
        ("Turkey", "turkey and Turkey, TURKEY", ["Turkey"]),
        ("Security Council", "security council, Security council, Security Council",
         ["Security Council"]),
        # All in lower case: with a capital where a sentence begins, and nowhere else.
        ("no-fly zone", "No-fly zone. A no-fly zone", ["No-fly zone", "no-fly zone"]),
        ("no-fly zone", "It held. No-fly zone? “No-fly zone!” (No-fly zone) It: No-fly zone",
         ["No-fly zone"] * 4),
        ("no-fly zone", "the No-fly zone, NO-FLY ZONE, No-Fly Zone", []),
        ("al-Nusra Front", "the al-Nusra Front. Al-Nusra Front",
         ["al-Nusra Front", "Al-Nusra Front"]),
        ("al-Nusra Front", "the Al-Nusra Front", []),
        ("éire", "Éire. E\u0301ire. An Éire", ["Éire", "E\u0301ire"]),
        ("ливия", "Ливия. В Ливия", ["Ливия"]),
        # The capitals of Turkish and Dutch.
        ("insan hakları", "İnsan hakları. Her İnsan hakları", ["İnsan hakları"]),
        ("ısı", "Isı. İsı", ["Isı"]),
        ("ijsje", "IJsje! De IJsje. Ĳsje. Ijsje", ["IJsje", "Ĳsje", "Ijsje"]),
    ],
)  # fmt: skip
def test_case_counts(alias: str, text: str, expected: list[str]) -> None:
    assert found([alias], text) == expected


@pytest.mark.parametrize(
    "before",
    [
        "", "It held. ", "It held! ", "It held? ", "It held… ", "It: ", "It held; ", "It held‽ ",
        # Behind closing marks, marks of notes, and numbers of items.
        "(It held.) ", "It held.] ", "It held.” ", "It held.» ", "It held.' ", 'It held." ',
        "It held.[3] ", "It held. [3] ", "It held.³ ", "It held.3 ", "It held.)[12] ", "[3] ",
        "It held. (a) ", "(a) ", "a) ", "1. ", "12) ", "(iv) ", "* ",
        # Behind opening marks.
        "“", "„", "«", "(", "[", "¿", "¡", "Dijo que ¿", "It held. ¡", "He said, “", "He said: «",
        "He said, ‘",
        # Behind dashes and bullets.
        "— ", "– ", "- ", "—", "It held — ", "LONDON (AP) — ", "RIGA - ", "“— ", "• ", "‣ ",
        "a • ", "▪ ", "It held -- ", "--- ", "➤ ", "→ ", "| ", "It held. ",
    ],
)  # fmt: skip
def test_where_a_sentence_may_begin(before: str) -> None:
    assert found(["talks"], f"{before}Talks go on") == ["Talks"]


@pytest.mark.parametrize(
    "before",
    [
        "The ", "the, ", "the (", "the “", "said “", "the “zone,” ", "(so they say) ", "the [3] ",
        "the (a) ", "the ™ ", "pre-", "the (EU) ", "he’", "the_", "the & ", "5 % ",
        "the 3 ", "rose 5.3 ", "pre--",
    ],
)  # fmt: skip
def test_where_no_sentence_begins(before: str) -> None:
    assert found(["talks"], f"{before}Talks go on") == []


@pytest.mark.parametrize(("lang", "expected"), [("tr", ["İnsan"]), ("en", ["Insan", "İnsan"])])
def test_in_turkish_the_capital_of_i_keeps_its_dot(lang: str, expected: list[str]) -> None:
    lexicon = Lexicon([Name("insan", "a")], lang=lang)
    text = "Insan. İnsan"
    assert [text[start:end] for start, end, _ in lexicon.find(text)] == expected


# --------------------------------------------------------------------------- inflections


@pytest.mark.parametrize(
    ("alias", "text", "expected"),
    [
        ("Libya", "Libya's army", ["Libya's"]),
        ("Libya", "Libya’s army", ["Libya’s"]),
        ("Libya", "Libya’s, Libya's", ["Libya’s", "Libya's"]),
        ("Libya", "Libya'sx, Libya's2", ["Libya", "Libya"]),
        ("Libya", "'Libya' ‘Libya’", ["Libya", "Libya"]),
        ("Libya", "Libya' s", ["Libya"]),
        # After a plural the apostrophe alone.
        ("Emirates", "the Emirates' oil", ["Emirates'"]),
        ("Emirates", "the Emirates’ oil", ["Emirates’"]),
        ("Emirates", "‘It is sold’, but the Emirates’ oil", ["Emirates’"]),
        ("Emirates", "it’s the Emirates’ oil", ["Emirates’"]),
        # Where it may close a quotation it is no possessive.
        ("Emirates", "‘the Emirates’ said", ["Emirates"]),
        ("Emirates", "‘Emirates’ said", ["Emirates"]),
        ("Emirates", "the Emirates'", ["Emirates"]),
        ("Emirates", "the Emirates', said", ["Emirates"]),
        ("Emirates", "the Emirates's' oil", ["Emirates's"]),
        ("Libya", "Libya' oil", ["Libya"]),
    ],
)
def test_possessives_belong_to_the_match(alias: str, text: str, expected: list[str]) -> None:
    assert found([alias], text) == expected


@pytest.mark.parametrize(
    ("alias", "kind", "text", "expected"),
    [
        # Words in lower case.
        ("treaty", DOCUMENT, "treaty, treaties, treatys", ["treaty", "treaties"]),
        ("no-fly zone", PLACE, "no-fly zones", ["no-fly zones"]),
        ("tax", DOCUMENT, "taxes", ["taxes"]),
        ("peace march", DOCUMENT, "Peace marches", ["Peace marches"]),
        ("envoy", DOCUMENT, "envoys, envoies", ["envoys"]),
        ("sanctions", DOCUMENT, "sanctionss, sanctionses", []),
        # Acronyms of three letters or more.
        ("NGO", ORGANISATION, "NGO, NGOs, NGOS", ["NGO", "NGOs"]),
        ("US", PLACE, "USs, us, USes", []),
        ("UN", ORGANISATION, "UNs", []),
        ("UN NGO", ORGANISATION, "UN NGOs", []),
        # The last word of a name of several, unless of a person or place.
        ("Geneva Convention", DOCUMENT, "Geneva Convention, Geneva Conventions",
         ["Geneva Convention", "Geneva Conventions"]),
        ("Security Treaty", DOCUMENT, "Security Treaties", ["Security Treaties"]),
        ("John Adam", PERSON, "John Adams", []),
        ("Adam", PERSON, "Adams", []),
        ("Georgia", PLACE, "Georgias", []),
        ("New Georgia", PLACE, "New Georgias", []),
        ("Convention", DOCUMENT, "Conventions", []),
        ("United Nations", ORGANISATION, "United Nationss, United Nationses", []),
        ("Treaty of NATO", DOCUMENT, "Treaty of NATOs", []),
        # Nothing but English letters.
        ("договор", DOCUMENT, "договорs", []),
        ("Resolution 1244", DOCUMENT, "Resolution 1244s", []),
        # With a possessive.
        ("NGO", ORGANISATION, "the NGOs’ work and an NGO’s", ["NGOs’", "NGO’s"]),
    ],
)  # fmt: skip
def test_regular_plurals_are_added(
    alias: str, kind: ExplainerKind, text: str, expected: list[str]
) -> None:
    assert found([alias], text, kind) == expected


# -------------------------------------------------------------------------- what matches win


@pytest.mark.parametrize(
    ("aliases", "text", "expected"),
    [
        (["Kosovo", "Kosovo War"], "the Kosovo War", ["Kosovo War"]),
        (["Libya", "Libyan National Army", "Libyan"], "the Libyan National Army",
         ["Libyan National Army"]),
        (["Council", "UN Security Council", "Security Council"], "UN Security Council",
         ["UN Security Council"]),
        # The longest of those that overlap, and of what is left again.
        (["UN Security Council", "Security Council Resolution 1244", "UN"],
         "UN Security Council Resolution 1244", ["UN", "Security Council Resolution 1244"]),
        (["the British", "British Met Office"], "the British Met Office", ["British Met Office"]),
        (["New York", "York City Hall", "City"], "New York City Hall", ["York City Hall"]),
        (["North Sea", "Sea Shepherd", "Shepherd Bush"], "North Sea Shepherd Bush",
         ["North Sea", "Shepherd Bush"]),
        # The leftmost of those of the same length.
        (["A B", "B C", "C D"], "A B C D", ["A B", "C D"]),
        # A phrase that ends inside a word is no match and hides none.
        (["Libya", "Libya's civil"], "Libya's civilians", ["Libya's"]),
        (["UN", "UN Security"], "UN Securityless", ["UN"]),
        # Nor does a word that only begins like a name.
        (["European", "European Union"], "European Unity, European Union", ["European",
         "European Union"]),
        # A name that ends in 's is longer than a possessive.
        (["McDonald", "McDonald's"], "at McDonald's, McDonald’s", ["McDonald's", "McDonald’s"]),
        ([], "Libya", []),
        (["Libya"], "", []),
    ],
)  # fmt: skip
def test_the_longest_wins_and_of_those_the_leftmost(
    aliases: list[str], text: str, expected: list[str]
) -> None:
    assert found(aliases, text) == expected


def test_of_a_name_in_s_and_a_possessive_the_name_is_found() -> None:
    lexicon = Lexicon([Name("McDonald", "person"), Name("McDonald's", "company")])
    assert [phrase for _, _, phrase in lexicon.find("McDonald’s")] == ["McDonald's"]


def test_a_phrase_with_a_capital_beats_one_that_a_sentence_gives_a_capital() -> None:
    lexicon = Lexicon([Name("state", "a"), Name("State", "b")])
    found = [phrase for _, _, phrase in lexicon.find("State. A state. A State.")]
    assert found == ["State", "state", "State"]


# ------------------------------------------------------------------------------- claims


def claims(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    return {text: phrase.candidates for text, phrase in lexicon.phrases.items()}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([Name("Tripoli", "libya"), Name("Tripoli", "lebanon")], {"Tripoli": ("lebanon", "libya")}),
        ([Name("Tripoli", "libya"), Name(" Tripoli ", "libya")], {"Tripoli": ("libya",)}),
        # A listed phrase has priority over the plural of another phrase.
        ([Name("NGO", "a", ORGANISATION), Name("NGOs", "b")], {"NGO": ("a",), "NGOs": ("b",)}),
        ([Name("NGOs", "b"), Name("NGO", "a", ORGANISATION)], {"NGO": ("a",), "NGOs": ("b",)}),
        ([Name("NGO", "a", ORGANISATION), Name("NGOs", "b", rejected=True)],
         {"NGO": ("a",), "NGOs": ()}),
        # Several may claim a plural, as they may its singular.
        ([Name("treaty", "a", DOCUMENT), Name("treaty", "b", DOCUMENT)],
         {"treaty": ("a", "b"), "treaties": ("a", "b")}),
        # A rejected phrase is found, and has no claim.
        ([Name("Council", "un"), Name("Russian Council", "un", rejected=True)],
         {"Council": ("un",), "Russian Council": ()}),
        ([Name("Council", "un", rejected=True), Name("Council", "eu"), Name("Council", "un")],
         {"Council": ("eu",)}),
        ([Name(" ", "a"), Name("\u00ad", "b")], {}),
    ],
)  # fmt: skip
def test_who_claims_a_phrase(names: list[Name], expected: dict[str, tuple[str, ...]]) -> None:
    for given_names in (names, names[::-1]):
        assert claims(Lexicon(given_names)) == expected


def test_a_plural_has_the_era_of_its_singular() -> None:
    era = Era("1999", "2008")
    ngo = Name("NGO", "a", ORGANISATION, (era,))
    lexicon = Lexicon([ngo])
    assert lexicon.phrases["NGOs"].claims == (ngo,)
    assert "NGO of others" not in lexicon.phrases


# ------------------------------------------------------- properties, against the simple matcher

WORDS = [
    *("Libya", "Libyan", "UN", "un", "Kosovo War", "War", "treaty", "treaties", "NGO", "NGOs"),
    *("Emirates", "1244", "Resolution 1244", "self", "AT&T", "AT", "de Ville", "McDonald's"),
    *(
        "Tha\u00e7i",
        "Thac\u0327i",
        "e\u0301",
        "\u00e9",
        "Ливия",
        "ливия",
        "Λιβύη",
        "ليبيا",
        "ליביה",
    ),
    *("भारत", "भारती", "क\u093c", "日本", "日本語", "リビア", "アラ", "リビアー", "ไทย", "ที่", "กิ"),
    *("한국", "\u1112\u1161\u11ab국", "서울", "S\u00e3o", "Bosnia-Herzegovina", "x", "s", "the"),
]
JOINTS = [
    *(" ", " ", " ", "  ", "\n", "\r\n", "\u00a0", "\u2009", "\t", "-", "–", "\u2011", "—", "."),
    *(",", "'s", "’s", "'", "’", "‘", '"', "“", "”", "(", ")", "&", ":", "!", "?", "…", "_", "5"),
    *("\u00ad", "\u200b", "\u200d", "\u200e", "\u0301", "\u0327", "\u093f", "\u0e34", "\u3099"),
    *("😀", "·", "/", "s", "es", "n"),
    *(
        "`",
        "´",
        "«",
        "‹",
        "―",
        "־",
        "ﬁ",
        "Ａ",
        "Ⅱ",
        "²",
        "™",
        "ё",
        "ـ",
        "\u064e",
        "\u0654",
        "\ufe0f",
    ),
]
KINDS = st.sampled_from([None, *ExplainerKind])
JOINT = st.one_of(st.sampled_from([" ", " ", "-", "'s ", ". "]), st.sampled_from(JOINTS))
Aliases = dict[str, ExplainerKind | None]


@st.composite
def written(draw: st.DrawFn, words: list[str], most: int) -> str:
    """Return words with joints between them, and sometimes at the end."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, most))):
        parts += [draw(st.sampled_from(words)), draw(JOINT)]
    return "".join(parts) if draw(st.booleans()) else "".join(parts[:-1])


@st.composite
def situations(draw: st.DrawFn) -> tuple[Aliases, str]:
    """Return aliases, and a text of the same words."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    alias = st.one_of(st.sampled_from(words), written(words, 3)).filter(str.strip)
    aliases = draw(st.dictionaries(alias, KINDS, max_size=6))
    return aliases, draw(written([*words, *draw(st.lists(st.sampled_from(WORDS), max_size=2))], 9))


# Characters one by one, from all over.
LETTERS = st.text(
    "aA1'’`´\"“ -–—.&s\u00adée\u0301\u0327 яЯאبकि日アーไทิ한\u1161ﬁＡ²еёЁاـ\u064e\u0654İij",
    max_size=14,
)


def compile_names(aliases: Mapping[str, ExplainerKind | None]) -> Lexicon:
    return Lexicon(Name(alias, alias, kind) for alias, kind in aliases.items())


def agree(aliases: Mapping[str, ExplainerKind | None], text: str) -> None:
    fast = compile_names(aliases).find(text)
    assert fast == [
        (match.start, match.end, match.phrase) for match in matching.find(aliases, text)
    ]


@settings(max_examples=1200)
@given(situations())
def test_the_matcher_agrees_with_the_simple_one(situation: tuple[Aliases, str]) -> None:
    agree(*situation)


@settings(max_examples=800)
@given(st.dictionaries(LETTERS.filter(str.strip), KINDS, max_size=4), LETTERS)
def test_they_agree_on_characters_of_any_kind(aliases: Aliases, text: str) -> None:
    agree(aliases, text)


# Few characters, so that phrases overlap and stand inside of words.
CLOSE = st.text("ab'sA -.&/@#:\\", max_size=24)
CLOSE_ALIASES = st.sets(st.text("ab'sA -", min_size=1, max_size=5).filter(str.strip), max_size=8)


@settings(max_examples=1500)
@given(CLOSE_ALIASES, CLOSE)
def test_they_agree_where_phrases_overlap(aliases: set[str], text: str) -> None:
    agree(dict.fromkeys(aliases), text)


@settings(max_examples=250)
@given(situations())
def test_matches_are_apart_in_order_and_begin_with_their_phrase(
    situation: tuple[Aliases, str],
) -> None:
    aliases, text = situation
    matches = compile_names(aliases).find(text)
    for start, end, phrase in matches:
        assert 0 <= start < end <= len(text)
        shown = folding.folded_text(text[start:end])
        kinds = {kind for alias, kind in aliases.items() if fold_phrase(alias) == phrase}
        forms = [phrase, *filter(None, (matching.plural(phrase, kind) for kind in kinds))]
        assert any(
            shown in (written, f"{written}'", f"{written}'s")
            for form in forms
            for written in (*matching.spellings(form), *matching.capitals(form))
        )
    assert all(first[1] <= second[0] for first, second in pairwise(matches))


@settings(max_examples=250)
@given(situations(), st.data(), st.randoms(use_true_random=False))
def test_the_order_of_names_makes_no_difference(
    situation: tuple[Aliases, str], data: st.DataObject, random: Random
) -> None:
    aliases, text = situation
    names = {
        # A phrase that one explainer lists twice is a problem; the first entry counts.
        (folding.folded_phrase(alias), slug): Name(alias, slug, kind, (), rejected)
        for alias, kind in aliases.items()
        for slug, rejected in data.draw(
            st.dictionaries(st.sampled_from("abc"), st.booleans())
        ).items()
    }
    shuffled = list(names.values())
    random.shuffle(shuffled)
    first, second = Lexicon(names.values()), Lexicon(shuffled)
    assert first.phrases == second.phrases
    assert first.find(text) == second.find(text)
