"""Words that distinguish names from other capitalised words.

Countries, regions, nationalities, months and weekdays come from Unicode CLDR (Babel), in the
language of the text. Titles and particles are the ones that find speakers of quotations.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from re import Pattern

import regex
from babel import Locale, UnknownLocaleError

from briefings.model.explainer import ExplainerKind
from briefings.text import languages
from briefings.text.attribution import BODIES, TITLE_ENDINGS, TITLES, lexicon_of

_TITLES = TITLES | frozenset(
    """king queen prince princess pope sheikh imam ayatollah sultan emir archbishop bishop
    cardinal marshal chairperson-in-office spokesperson deputies ministers presidents lord lady
    sir monsignor presidente président ministre ministro première counsel congressman
    congresswoman congressmen lawmaker lawmakers senators governors representatives justices
    reps sens govs gens ministers mayors solicitor treasurer comptroller auditor delegate
    assemblyman assemblywoman councilman councilwoman councillor alderman trooper detective
    prosecutor administrator correspondent anchor reporter columnist economist historian author
    pastor reverend rev rabbi father sister brother dame baron count duke duchess chancellors
    president-elect nominee candidate tsar shah crown mme mlle messrs maître don doña dom
    lord-mayor taoiseach führer comrade cumhurbaşkanı başkan başkanı başbakan başbakanı bakan bakanı
    vali valisi lider lideri sözcü sözcüsü müdürü milletvekili büyükelçi büyükelçisi
    komutanı""".split()  # noqa: SIM905
)
# Words before a title that belong to it: “Acting Foreign Minister”.
MODIFIERS = frozenset(
    """foreign prime special deputy vice acting interim former interior finance defence defense
    justice trade energy first second third field chief executive secretary attorney personal
    home health oil high permanent assistant under-secretary senior major brigadier
    lieutenant rear staff state crown majority minority""".split()  # noqa: SIM905
)
# Words that alone are not names, although newspapers capitalise them.
_GENERIC = BODIES | frozenset(
    """parliament government senate congress army navy force forces state states republic
    kingdom empire church university treaty agreement accord constitution charter resolution
    internet web god university institute college hospital airport island islands sea river
    north south east west northern southern eastern western central group alliance league
    mission chamber cabinet opposition presidency ambassador embassy summit conference talks
    article chapter section part page figure table photo video image reporting editing editor
    law medical business ok tv uk-based ceo gmt utc am pm et cet bst ap afp dpa reuters
    jr sr llc inc ltd corp plc gmbh vp mp mps ngo ngos gdp ai ki tv faq pdf""".split()  # noqa: SIM905
)
# Public bodies that are the same everywhere, so that the name of a place before them is its own.
_ORGANS = frozenset(
    """administration agency army assembly board bureau cabinet caucus chamber commission
    commissioner committee congress constitution consulate council court courts delegation
    department embassy force forces government guard house judiciary legislature ministry mission
    navy office parliament police senate treasury""".split()  # noqa: SIM905
)
PARTIES = frozenset(
    """democrat democrats democratic republican republicans gop dem dems independent independents
    conservative conservatives tory tories labour liberal liberals green greens socialist socialists
    communist communists""".split()  # noqa: SIM905
)
COMPASS = frozenset(
    """north south east west northeast northwest southeast southwest northern southern eastern
    western central nord sud süd ost est ouest norte sur sul este oeste leste oriental occidental
    noord zuid oost kuzey güney doğu batı северная северный северное южная южный южное западная
    западный западное восточная восточный восточное північна південна західна східна північний
    південний західний східний północna południowa zachodnia wschodnia północny południowy
    zachodni wschodni الشمالية الجنوبية الشرقية الغربية""".split()  # noqa: SIM905
)
# Words that make the name of another place, unless a sentence begins with them.
NEW = frozenset(
    """new nuevo nueva nouveau nouvelle nova novo nuova nuovo neu nieuw nowa nowy новая новый нова
    новий yeni""".split()  # noqa: SIM905
)
# Words before a name that make the name of another place.
PLACE_PREFIXES = COMPASS | frozenset(
    "st saint san santa são santo fort ft mount mt lake port cape camp".split()  # noqa: SIM905
)
# What is often named after a person or a place, and is something else.
NAMESAKES = frozenset(
    """academy airlines airport airways arena avenue award awards banca banco bank banque beach
    boulevard bowl bridge building business-school cathedral center centre chronicle church
    cidade città ciudad clinic club college company corp corporation daily examiner
    foundation fund gallery gazette globe group herald hospital hotel inc inquirer institute
    institution island islands journal lake library llc ltd magazine memorial mountains
    museum observer plc post press prize review river school square stadium star street
    studios sun telegraph theater theatre times tower tribune trust university valley weekly
    universität hochschule stiftung zeitung université universidad università universidade
    universiteit universitet uniwersytet üniversitesi университет університет""".split()  # noqa: SIM905
)
# A number after one of these words belongs to the name.
NUMBERED = (
    "resolution|resolución|résolution|risoluzione|directive|regulation|article|chapter|protocol"
    "|decree|act|law|annex|operation|flight|apollo|boeing|airbus|group|type"
)
_DOCUMENTS = frozenset(NUMBERED.split("|")[:6])
# Words in lower case that belong to the name before them: “the Minsk agreements”.
EVENTS = (
    "agreements?|accords?|process|talks|conference|congress|summit|protocols?|treaty|pact|format"
    "|formula|declaration|memorandum|convention|doctrine|roadmap|referendum|massacre|scandal"
)
_KIND_BY_LAST_WORD = {
    ExplainerKind.ORGANISATION: """council commission committee ministry organization
        organisation party agency assembly association parliament authority foundation movement
        institute university corporation brigade""",
    ExplainerKind.DOCUMENT: "agreement agreements accord accords treaty declaration memorandum",
    ExplainerKind.EVENT: "conference summit election elections referendum massacre talks",
}
_WATERS = frozenset("sea ocean strait gulf peninsula river lake bay".split())  # noqa: SIM905
_COMMON_BODIES = frozenset(
    """ministry bank office party council government court command committee agency school
    """.split()  # noqa: SIM905
)
# Words after the names of agencies that credit a picture.
_CREDITS = frozenset("photo photos image images video".split())  # noqa: SIM905
_ORGANISATIONS = frozenset({"united nations", "european union", "african union", "arab league"})
_KINDS = {w: kind for kind, listed in _KIND_BY_LAST_WORD.items() for w in listed.split()}

# Usual names of countries that differ from CLDR, and irregular adjectives.
_MORE_PLACES = (
    *(
        "America",
        "Turkey",
        "Britain",
        "Burma",
        "Palestine",
        "Hong Kong",
        "Ivory Coast",
        "Macau",
        "Korea",
    ),
    *("West Bank", "Balkans", "Middle East", "Crimea", "Taiwan", "Kosovo"),
)
_SHORT_PLACES = ("US", "USA", "UK", "UAE")
_BODIES_IN_CLDR = frozenset({"EU", "EZ", "UN"})
_IRREGULAR = {
    "british": "united kingdom", "american": "united states", "dutch": "netherlands",
    "swiss": "switzerland", "french": "france", "turkish": "turkey", "greek": "greece",
    "spanish": "spain", "polish": "poland", "welsh": "wales", "irish": "ireland",
    "danish": "denmark", "finnish": "finland", "swedish": "sweden", "filipino": "philippines",
    "emirati": "united arab emirates", "saudi": "saudi arabia", "iraqi": "iraq",
    "afghan": "afghanistan", "chinese": "china", "czech": "czechia", "thai": "thailand",
    "norwegian": "norway", "portuguese": "portugal", "german": "germany",
    "english": "england", "scottish": "scotland", "belgian": "belgium", "cypriot": "cyprus",
    "briton": "united kingdom", "turk": "turkey", "dane": "denmark", "swede": "sweden",
    "spaniard": "spain", "frenchman": "france", "englishman": "england", "pole": "poland",
    "finn": "finland", "peruvian": "peru", "palestinian": "palestine", "asian": "asia",
    "congolese": "congo - kinshasa", "montenegrin": "montenegro", "argentine": "argentina",
}  # fmt: skip
# Names of parties in English, German, Dutch, French, Spanish and Portuguese, and Italian.
_PARTY = re.compile(r"(\S+?)(?: party|e? ?partei| partij)|(?:parti|partido|partito) (\S+)")
_ENDINGS = re.compile(r"(?:ian|ean|an|n|ese|i|ish|ic|er|ar|k)$")
_SHORTEST_STEM = 3
NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language."""

    tag: str
    """BCP 47 tag, without its region."""
    small: frozenset[str]
    """Words that have a capital only at the start of a sentence."""
    weekdays: frozenset[str]
    """Names of the days."""
    months: frozenset[str]
    """Names of the months."""
    places: frozenset[str]
    """Countries, continents and regions."""
    cities: frozenset[str]
    """Capitals and other large cities that time zones are named after."""
    abbreviations: frozenset[str]
    """Abbreviated months and days."""
    tongues: frozenset[str]
    """Names of languages, which in English are also nationalities."""
    nouns_capital: bool
    """Whether all nouns have a capital."""

    def is_demonym(self, word: str) -> bool:
        """Return whether a folded word is a nationality."""
        if word in self.places:
            return False
        one = word.removesuffix("s")
        return word in self.tongues or one in self.tongues or bool(country(word, self.places))

    def is_people(self, word: str) -> bool:
        """Return whether a folded word names a people by the stem of its language: “Kurd”."""
        return not self.tongues.isdisjoint({f"{word}ic", f"{word}ish"})


@cache
def language(tag: str) -> Language:
    """Return the words of the language of a BCP 47 tag."""
    base = languages.base(tag)
    known = lexicon_of(base)
    small = NO_WORDS
    if known:
        small = known.singular | known.plural | known.articles | known.prepositions | known.adverbs
    try:
        locale = Locale.parse(base)
    except (UnknownLocaleError, ValueError):
        return Language(base, small, *(NO_WORDS,) * 6, nouns_capital=False)
    names = [name for code, name in locale.territories.items() if code not in _BODIES_IN_CLDR]
    names += (*_SHORT_PLACES, *(_MORE_PLACES if base == "en" else ()))
    return Language(
        tag=base,
        small=small,
        weekdays=_calendar(locale.days),
        months=_calendar(locale.months),
        places=_folded(re.sub(r" \(.*| SAR .*", "", name) for name in names),
        cities=languages.cities(base),
        abbreviations=_calendar(locale.days, "abbreviated")
        | _calendar(locale.months, "abbreviated"),
        tongues=_folded(locale.languages.values()) if base == "en" else NO_WORDS,
        nouns_capital=bool(known and known.nouns_capital),
    )


def _calendar(
    names: Mapping[str, Mapping[str, Mapping[int, str]]], width: str = "wide"
) -> frozenset[str]:
    uses = ("format", "stand-alone")
    return _folded(name.rstrip(".") for use in uses for name in names[use][width].values())


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold().replace(" & ", " and ") for name in names)


@cache
def joint(tag: str) -> str:
    """Return the “and” of the language of a BCP 47 tag; that of English if it is unknown."""
    words = {"de": "und", "fr": "et", "it": "e", "es": "y", "pt": "e", "nl": "en"}
    return words.get(language(tag).tag, "and")


@cache
def joined_places(tag: str) -> tuple[str, ...]:
    """Return the places of a language that contain an “and”."""
    try:
        names = Locale.parse(language(tag).tag).territories.values()
    except (UnknownLocaleError, ValueError):
        return ()
    word = joint(tag)
    return tuple(sorted({
        name.replace("&", word) for name in names if f" {word} " in name or " & " in name
    }))  # fmt: skip


@lru_cache(maxsize=1 << 16)
def country(word: str, places: frozenset[str]) -> str:
    """Return the place from which an English word is derived; empty if unknown.

    Args:
        word: the word, folded: `russian`, `libyans`, `turk`.
        places: places, folded.
    """
    one = word.removesuffix("s")
    if _IRREGULAR.get(one, "") in places:
        return _IRREGULAR[one]
    ending = _ENDINGS.search(one)
    stem = one[: ending.start()] if ending else one
    if len(stem) < _SHORTEST_STEM:
        return ""
    # A Nigerian is from Nigeria, not from Niger.
    # An Iraqi is from Iraq, the Lebanese are from Lebanon, but Francis is not from France.
    tails = {"": ("ia",), "i": ("", "a", "ia"), "ese": ("", "a", "o", "on", "i")}
    for tail in tails.get(ending[0] if ending else "", ("ia", "a", "y", "", "o", "e", "i", "ea")):
        if stem + tail in places:
            return stem + tail
    # Bosnian and Bosnia and Herzegovina.
    joined = (place for place in places if place.startswith(f"{stem}ia and "))
    return min(joined, default="") if ending and ending[0] == "ian" else ""


def parties(names: Iterable[str]) -> dict[str, str]:
    """Return the parties among folded names by the word that tells them apart: `republican`."""
    found = ((_PARTY.fullmatch(name), name) for name in names)
    known: dict[str, str] = {}
    for match, name in found:
        if match:
            known.setdefault(match[1] or match[2], name)
    return known


def party(word: str, known: Mapping[str, str]) -> str:
    """Return the party whose members or policies a word names; empty if it is none of these.

    Args:
        word: the word, folded: `republicans`, `democrat`, `dems`, `socialista`.
        known: parties, as `parties` returns them; the first that fits is taken.
    """
    one = word.removesuffix("s")
    full = [stem for stem in known if stem in (one, f"{one}s", f"{one}ic")]
    if full:
        return known[full[0]]
    short = [stem for stem in known if stem.startswith(one)] if word != one and len(one) > 2 else []
    return known[short[0]] if len(short) == 1 else ""


@dataclass(frozen=True, slots=True)
class Prepositions:
    """The words of a language that mean “in” before the name of a place."""

    bare: frozenset[str]
    """Those before a bare name, which hardly stand before names of other kinds."""
    contracted: frozenset[str]
    """Those that contain an article: “au Mali”, but “au Figaro” too."""
    towns: frozenset[str]
    """Those before towns, which also mean “to”: “à Lyon”, but “à Macron” too."""


_IN: Mapping[str, tuple[str, str, str]] = {
    "fr": ("en", "au aux", "à"), "it": ("in", "nei negli nelle", "a ad"),
    "pt": ("em", "no na nos nas", ""),
    **{tag: (words, "", "") for tag, words in {
        "en": "in", "de": "in", "nl": "in", "ro": "în", "id": "di", "ms": "di",
        "es": "en", "ca": "en", "gl": "en",
        "sv": "i", "da": "i", "nb": "i", "nn": "i", "no": "i",
        "pl": "w we", "cs": "v ve", "sk": "v vo", "sl": "v", "hr": "u", "sr": "u у", "bs": "u",
        "ru": "в во", "uk": "в у", "be": "у ў", "bg": "в във", "mk": "во",
        "ar": "في", "fa": "در",
    }.items()},
}  # fmt: skip


@cache
def before_places(tag: str) -> Prepositions:
    """Return the words for “in” of the language of a BCP 47 tag; none if they are unknown."""
    return Prepositions(*(frozenset(w.split()) for w in _IN.get(languages.base(tag), ("",) * 3)))


@cache
def in_a_place(tag: str) -> Pattern[str]:
    """Return a pattern for the preposition before the name of a place."""
    known = before_places(tag)
    before = "|".join(sorted(known.bare | known.towns)) or "(?!)"
    return re.compile(rf"(?:^|\W)(?:{before}) $", re.IGNORECASE)


# A German noun after an article, perhaps with an adjective between, is not a name. A capital after
# it shows that it is the first word of a name: “die Europäische Zentralbank”.
_GERMAN_NOUN = regex.compile(
    r"\b(?i:d(?:er|ie|as|en|em|es)|(?:[ksm]?ein|ihr|unser|dies|jed|all|viel|mehrer|wenig)(?:e[nmrs]?)?"
    r"|im|am|zum|zur|vom|beim|ins|mehr|\d+) (?:\p{Ll}+(?:e[nmrs]?) )?"
    r"(\p{Lu}[\p{L}-]+)(?! \p{Lu})"
)


def common_nouns(text: str) -> set[str]:
    """Return the common nouns of a German text, folded."""
    return {noun.casefold() for noun in _GERMAN_NOUN.findall(text)}


@lru_cache(maxsize=1 << 16)
def is_title(word: str) -> bool:
    """Return whether a folded word, or the word after its last hyphen, is a title."""
    last = word.rpartition("-")[2].removesuffix("s")
    return word in _TITLES or last in _TITLES or bool(TITLE_ENDINGS.search(last))


def is_generic(word: str) -> bool:
    """Return whether a folded word alone is not a name."""
    return word in _GENERIC or word in MODIFIERS or is_title(word)


def is_place_acronym(word: str, lang: Language) -> bool:
    """Return whether a folded word is the acronym of a country: “u.s.”."""
    short = word.replace(".", "")
    return short.upper() in _SHORT_PLACES and short in lang.places


def is_organ(word: str) -> bool:
    """Return whether a folded word is a kind of public body: “government”, “senate”."""
    return word in _ORGANS


def is_body(word: str) -> bool:
    """Return whether a folded word is a kind of organisation, so that no title precedes it."""
    return word in BODIES or word in _KINDS


def is_common(name: str, lang: Language) -> bool:
    """Return whether every word of a folded name is common: “Foreign Ministry”, “East European”."""
    *before, last = name.split()
    if not before:
        return (
            is_generic(last) or last in lang.small or last in lang.abbreviations or last in _CREDITS
        )
    if last in _CREDITS:
        return len(before) == 1
    common = last in _COMMON_BODIES or lang.is_demonym(last)
    return common and all(is_generic(word) or lang.is_demonym(word) for word in before)


def kind_of(name: str, lang: Language) -> ExplainerKind | None:
    """Return the kind of a folded name if its words make it certain, else None."""
    first, _, rest = name.partition(" ")
    last = rest.rpartition(" ")[2]
    water = last in _WATERS or (first in _WATERS and rest.startswith("of ")) or first == "lake"
    if name in lang.places or name in lang.cities or (rest and water):
        return ExplainerKind.PLACE
    if name in _ORGANISATIONS:
        return ExplainerKind.ORGANISATION
    if first in _DOCUMENTS and rest[:1].isdigit():
        return ExplainerKind.DOCUMENT
    if " " in name and first == "ministry":
        return ExplainerKind.ORGANISATION
    return _KINDS.get(last)
