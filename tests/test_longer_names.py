"""Names inside longer names: which are mentions, and which are not."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.linking.folding import fold
from briefings.linking.known_names import KnownNames
from briefings.linking.lexicon import Lexicon, Match, Name, select
from briefings.linking.longer_names.name import Context
from briefings.linking.longer_names.span import longer_name
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import PageText, Passage, Verdict
from briefings.model.policy import LinkPolicy, OncePer
from briefings.text.name_words import language
from tests.linking import link
from tests.simple_linker import longer_names as simple_names
from tests.simple_linker.name import Match as SimpleMatch
from tests.simple_linker.name import Page

PERSON, PLACE, BODY = ExplainerKind.PERSON, ExplainerKind.PLACE, ExplainerKind.ORGANISATION
PEOPLE = {
    "Ann Roe": "Roe", "Jean Marchand": "Marchand", "Scott Hale": "Hale", "Ted Cruz": "Cruz",
    "Osama bin Laden": "Laden", "Eva Le Brun": "Le Brun", "Angela Merkel": "Merkel",
    "Вера Серова": "Серова",
}  # fmt: skip


def names(kind: ExplainerKind, name: str) -> list[Name]:
    """Return the names of a site: people, some places, and one more."""
    people = [Name(text, full, PERSON) for full, short in PEOPLE.items() for text in (full, short)]
    places = [Name(text, text, PLACE) for text in ("Tunisia", "Ohio", "Iowa")]
    bodies = [Name(text, text, BODY) for text in ("White House", "Justice Department")]
    known = {one.text for one in (*people, *places, *bodies)}
    return [*people, *places, *bodies, *([] if name in known else [Name(name, "new", kind)])]


def longer(kind: ExplainerKind, marked: str, lang: str) -> str:
    """Return the longer name around the name in brackets; empty if it is linked."""
    before, name, after = re.split(r"[\[\]]", marked)
    lexicon = Lexicon(names(kind, name))
    text = fold(before + name + after).text
    matches = [match for match in lexicon.matches(text) if match[2].text != fold(name).text]
    known = KnownNames(lexicon)
    context = Context(text, language(lang), known)
    start = len(fold(before).text)
    end = start + len(fold(name).text)
    phrase = lexicon.phrases[fold(name).text]
    (subject,) = known.subjects(phrase)
    end += 2 * text.startswith("'s", end)
    span = longer_name(context, (start, end, phrase), subject, matches)
    ordered = sorted([*matches, (start, end, phrase)], key=lambda match: match[0])
    page, number = simple_page(lexicon, text, lang, ordered), ordered.index((start, end, phrase))
    assert span == simple_names.span(page, number, phrase.candidates[0])
    return text[slice(*span)] if span else ""


def simple_page(lexicon: Lexicon, text: str, lang: str, matches: Sequence[Match]) -> Page:
    """Return a page for the simple rules."""
    phrases = lexicon.phrases.values()
    listed = {(claim.slug, claim.text): claim for phrase in phrases for claim in phrase.claims}
    found = [SimpleMatch(start, end, p.text, p.candidates) for start, end, p in matches]
    return Page(text, lang, [*listed.values()], found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Somebody else of that name, whatever stands before.
        ("after Nikolas [Cruz] had left", "Nikolas Cruz"),
        ("said Sheriff Nikolas [Cruz].", "Nikolas Cruz"),
        ("Nikolas [Cruz] said so.", "Nikolas Cruz"),
        ("the trial of Maria Elena [Cruz]", "Maria Elena Cruz"),
        ("a letter of J. K. [Cruz]", "J. K. Cruz"),
        ("a letter of J.K. [Cruz]", "J.K. Cruz"),
        ("as Jean-Luc [Cruz] said", "Jean-Luc Cruz"),
        ("with Ohio [Cruz] and others", "Ohio Cruz"),
        ("Scott [Cruz] said so.", "Scott Cruz"),  # a given name that the site knows
        ("the heirs of Rafael de [Cruz]", "Rafael de Cruz"),
        ("when Nikolas [Cruz]’s lawyer spoke", "Nikolas Cruz"),
        ("the actor Nikolas O’[Cruz]", "O'Cruz"),
        # What follows: a surname, a son, an institution.
        ("the writer [Cruz] Vidal", "Cruz Vidal"),
        ("with [Cruz] Jr. at the door", "Cruz Jr"),
        ("the [Cruz] Foundation", "Cruz Foundation"),
        ("of [Cruz] University", "Cruz University"),
        ("at the [Ted Cruz] Library", "Ted Cruz Library"),
        ("with [Ted Cruz] III", "Ted Cruz III"),
        ("the firm of [Cruz] & Sons", "Cruz & Sons"),
        ("at [Cruz] & Cruz", "Cruz & Cruz"),
        ("according to Levin-[Cruz]", "Levin-Cruz"),
        # The subject itself, by a fuller name.
        ("said Ted R. [Cruz]", ""),
        ("the words of T. [Cruz]", ""),
        ("said Theodore [Cruz]", ""),
        ("said Theresa [Cruz]", "Theresa Cruz"),
        # Titles, offices, parties, nationalities, days.
        ("when President [Cruz] spoke", ""),
        ("when Governor [Cruz] spoke", ""),  # also a given name
        ("with Sen. [Cruz] and Gov. [Hale]"[:20], ""),
        ("former Special Counsel [Cruz]", ""),
        ("Attorney General [Cruz] said", ""),
        ("the Secretary of State [Cruz]", ""),
        ("the race of Republican [Cruz]", ""),
        ("the French [Cruz] won", ""),
        ("on Friday [Cruz] said", ""),
        ("CEO [Cruz], CNN’s [x]"[:10], ""),
        ("with [Cruz] Friday night", ""),
        ("the [Cruz] White House", ""),
        ("the [Cruz] Justice Department", ""),
        ("the [Cruz] Administration", ""),
        ("the [Cruz] campaign of Ohio", ""),
        ("[Cruz] of Texas said", ""),
        ("the Age of [Cruz]", ""),
        # Possessives, marks and other names end a name.
        ("Ohio’s [Cruz] said", ""),
        ("in Iowa, [Cruz] said", ""),
        ("“Nikolas” [Cruz] said", ""),
        ("left Detroit. [Cruz] stayed", ""),
        ("the Trump-[Cruz] meeting. Then Trump said", ""),
        ("a US-[Cruz] row, anti-[x]"[:18], ""),
        ("an anti-[Cruz] rally, a [Cruz]-backed bill"[:20], ""),
        # A capital where a sentence begins.
        ("When [Cruz] spoke", ""),
        ("Will [Cruz] speak?", ""),
        ("the actor Will [Cruz]", "Will Cruz"),
        ("Brad [Cruz], the former chief", "Brad Cruz"),
        ("Yesterday [Cruz] spoke. It was yesterday", ""),
        ("Despite [Cruz]’s vote", ""),
        ("Calling [Cruz] names", ""),
        ("“If [Cruz] goes”, she said", ""),
        ("Supporters [Cruz] brought along. Many supporters came", ""),
        ("MUST WATCH [Cruz] speak", ""),
        ("with [Hale] Roe and others", "Hale Roe"),
        # Capitals say nothing in a headline.
        ("Five Questions For [Cruz] At The Great Senate Hearing", ""),
        ("Former Foreign Secretary Nikolas [Cruz] left; Maria stayed.", "Nikolas Cruz"),
        ("Lawyer Nikolas [Cruz] Jr. Asks Great Senate Hearing For Help", "Nikolas Cruz Jr"),
    ],
)  # fmt: skip
def test_surnames_in_english(text: str, expected: str) -> None:
    assert longer(PERSON, text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in South [Africa] and", "South Africa"),
        ("North [Africa] is", "North Africa"),
        ("parts of New [England]", "New England"),
        ("the tomb of George [Washington]", "George Washington"),
        ("said Melanie [Israel], a researcher", "Melanie Israel"),
        ("Scott [Israel] said", "Scott Israel"),
        ("Melanie [Israel] said", "Melanie Israel"),
        ("Denzel [Washington] said", "Denzel Washington"),  # “denzel” is no word
        ("Protests [Washington] saw", ""),
        ("when Sheriff [Israel] spoke", "Sheriff Israel"),
        ("Mr. [Washington] was", "Mr. Washington"),
        ("the [Boston] Globe", "Boston Globe"),
        ("in The [Washington] Times today", "Washington Times"),
        ("the [Texas] Rangers lost", "Texas Rangers"),
        ("at [Boston] University", "Boston University"),
        ("outside of [Kansas] City.", "Kansas City"),
        ("the University of [Texas] said", "University of Texas"),
        ("the governor of the Bank of [England]", "Bank of England"),
        ("in the Gulf of [Mexico]", "Gulf of Mexico"),
        ("the [Paris] Hilton case", "Paris Hilton"),
        ("in [Guinea]-Bissau and", "Guinea-Bissau"),
        ("the [African]-American vote", "African-American"),
        ("many [African] Americans", "African Americans"),
        ("flew [British] Airways", "British Airways"),
        ("St. [Louis] is", "St. Louis"),
        # Titles, parties, public bodies and days after a place.
        ("the [Ohio] Senator Ann Roe", ""),
        ("said [Texas] Gov. Ann Roe", ""),
        ("the [Israeli] Prime Minister", ""),
        ("the [Iranian] Foreign Minister", ""),
        ("a [Texas] Republican", ""),
        ("the [Texas] Senate", ""),
        ("the [California] Supreme Court", ""),
        ("the [Syrian] Negotiation Commission", ""),
        ("in [Chicago] Thursday", ""),
        ("the [Kosovo] Serbs", ""),
        ("the envoy for [Libya] Ann Roe", ""),
        # Before it.
        ("Ann Roe of [Ohio] said", ""),
        ("with Smith of [Ohio]", ""),
        ("the Mayor of [Chicago]", ""),
        ("the Government of [India]", ""),
        ("But [Israel] said", ""),
        ("Former [Virginia] governor", ""),
        ("Roe, R-[Texas], said", ""),
        ("Roe’s [Ohio] result", ""),
        ("the US-[Mexico] border", ""),
        ("the [Libya]–Tunisia border", ""),
        ("the [Russian]-backed side", ""),
        ("western [Libya], northern [x]"[:15], ""),
    ],
)  # fmt: skip
def test_places_in_english(text: str, expected: str) -> None:
    assert longer(PLACE, text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a Kenyan [Supreme Court] ruling", "Kenyan Supreme Court"),
        ("the [Supreme Court] of Kenya", "Supreme Court of Kenya"),
        ("the opposition Liberal [Democrats]", "Liberal Democrats"),
        ("the U.S. [Supreme Court]", ""),
        ("the [NATO] Parliamentary Assembly", ""),
        ("the [OSCE] High Representative", ""),
        ("[White House] Press Secretary Ann Roe", ""),
        ("the House [Judiciary Committee]", ""),
        ("the Cruz [White House]", ""),
        ("Ohio [Democrats] said", ""),
        ("[EU]-led", ""),
    ],
)
def test_bodies_in_english(text: str, expected: str) -> None:
    assert longer(BODY, text, "en") == expected


@pytest.mark.parametrize(
    ("lang", "kind", "text", "expected"),
    [
        ("de", PERSON, "mit Bundeskanzlerin [Merkel]", ""),
        ("de", PERSON, "der Autor [Merkel] schrieb", ""),
        ("de", PERSON, "der Bruder Scott [Merkel]", "Scott Merkel"),
        ("de", PERSON, "die [Merkel] Stiftung", "Merkel Stiftung"),
        ("de", PLACE, "in [Guinea]-Bissau", "Guinea-Bissau"),
        ("de", PLACE, "an der Universität von [Texas]", "Universität von Texas"),
        ("fr", PERSON, "le frère, Nicolas [Marchand], a dit", "Nicolas Marchand"),
        ("fr", PERSON, "le président [Marchand] a dit", ""),
        ("fr", PERSON, "Selon [Marchand], tout va", ""),
        ("fr", PERSON, "Hier [Marchand] a parlé", ""),
        ("fr", PERSON, "avec Jean-Marie [Le Brun] hier", "Jean-Marie Le Brun"),
        ("fr", PERSON, "avec Eva [Le Brun] hier", ""),
        ("fr", PERSON, "la France de [Marchand]", ""),
        ("fr", PERSON, "chez Charles de [Marchand]", "Charles de Marchand"),
        ("fr", PLACE, "à l’Université de [Genève]", "Université de Genève"),
        ("fr", PLACE, "la [Corée] du Nord", "Corée du Nord"),
        ("fr", PLACE, "en Île-de-[France]", "Île-de-France"),
        ("fr", PLACE, "la [Corée] du passé", ""),
        ("fr", PLACE, "le président d’[Iran] et l’[x]"[:23], ""),
        ("es", PERSON, "con Nicolás [Cruz] ayer", "Nicolás Cruz"),
        ("es", PERSON, "el presidente [Cruz] dijo", ""),
        ("es", PERSON, "Según [Cruz], no", ""),
        ("es", PERSON, "Hoy [Cruz] habla", ""),
        ("es", PERSON, "Según Roe y [Cruz]", ""),
        ("es", PERSON, "la España de [Cruz]", ""),
        ("es", PLACE, "viajó a Nuevo [México]", "Nuevo México"),
        ("es", PLACE, "en [Corea] del Norte", "Corea del Norte"),
        ("es", PLACE, "en Ciudad de [México]", "Ciudad de México"),
        ("es", PLACE, "el Banco de [España]", "Banco de España"),
        ("es", PLACE, "la Universidad de [Texas]", "Universidad de Texas"),
        ("es", PLACE, "el Gobierno de [España]", ""),
        ("it", PERSON, "con Nicola [Cruz] ieri", "Nicola Cruz"),
        ("it", PERSON, "Secondo [Cruz] no", ""),
        ("it", PERSON, "Ieri Roe e [Cruz] a casa", ""),
        ("it", PLACE, "all’Università di [Bologna]", "Università di Bologna"),
        ("pt", PERSON, "com Nicolau [Cruz] ontem", "Nicolau Cruz"),
        ("pt", PLACE, "o Banco do [Brasil]", "Banco do Brasil"),
        ("pt", PLACE, "a Universidade de [Lisboa]", "Universidade de Lisboa"),
        ("pt", PLACE, "em [Portugal] Cruz falou", ""),
        ("fr", PLACE, "En [Libye] Marchand a parlé", ""),
        ("fr", PLACE, "avec [Libye] Marchand hier", "Libye Marchand"),
        ("de", PLACE, "weil er in [Libyen] Merkel traf", ""),
        ("tr", PERSON, "dün Dışişleri Bakanı [Cruz] konuştu", ""),
        ("pl", PERSON, "wczoraj Adam [Cruz] mówił", "Adam Cruz"),
        ("pl", PERSON, "Według [Cruz] nie", ""),
        ("pl", PERSON, "wrócił Adam do [Cruz]", ""),
        ("ru", PERSON, "вчера Ирина [Серова] сказала", "Ирина Серова"),
        ("ru", PERSON, "вчера Вера [Серова] сказала", ""),
        ("ru", PERSON, "президент [Серова] сказала", ""),
        ("ru", PERSON, "Потом [Серова] сказала", ""),
        ("ru", PERSON, "Вчера [Серова] сказала", ""),
        ("ru", PLACE, "Северная [Корея] молчит", "Северная Корея"),
        ("uk", PERSON, "вчора Ірина [Серова] сказала", "Ірина Серова"),
        ("tr", PERSON, "dün Kemal [Cruz] konuştu", "Kemal Cruz"),
        ("tr", PERSON, "Ancak [Cruz] konuştu", ""),
        ("tr", PERSON, "Cumhurbaşkanı [Cruz] konuştu", ""),
        ("tr", PLACE, "[Türkiye] Cumhurbaşkanı geldi", ""),
        ("tr", PLACE, "Kuzey [Kore] sustu", "Kuzey Kore"),
        ("nl", PERSON, "gisteren zei Jan [Cruz] dat", "Jan Cruz"),
        ("nl", PERSON, "Volgens [Cruz] niet", ""),
        # Scripts without capitals.
        ("ar", PLACE, "في جنوب [أفريقيا] اليوم", ""),
        ("ar", PLACE, "في [كوريا] الشمالية اليوم", "كوريا الشمالية"),
        ("ja", PLACE, "南[アフリカ]", ""),
    ],
)
def test_other_languages(lang: str, kind: ExplainerKind, text: str, expected: str) -> None:
    assert longer(kind, text, lang) == expected


LOWER = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)
MARKS = st.sampled_from([" ", ", ", ". ", "; ", ": ", " (", ") ", " “", "” ", "? ", " - "])


@given(
    st.lists(st.tuples(LOWER, MARKS)),
    st.sampled_from([("Cruz", PERSON), ("Africa", PLACE), ("OSCE", BODY)]),
    st.lists(st.tuples(MARKS, LOWER)),
    st.sampled_from(["en", "de", "fr", "es", "ru", "tr", "ar", "und"]),
)
def test_a_name_between_words_in_lower_case_is_in_no_longer_name(
    before: list[tuple[str, str]],
    name: tuple[str, ExplainerKind],
    after: list[tuple[str, str]],
    lang: str,
) -> None:
    alias, kind = name
    left, right = ("".join(map("".join, words)) for words in (before, after))
    page = PageText("page", [Passage(f"{left}{alias}{right}", 0, 1)], lang=lang)
    (annotated,) = link([page], Lexicon([Name(alias, "it", kind)]))
    assert [mention.verdict for mention in annotated.mentions] == [Verdict.LINKED]


BESIDE = (
    *("Ted", "T.", "Nikolas", "Ann", "Will", "Jean-Luc", "Supporters", "Calling", "Levin", "Vidal"),
    *(
        "When",
        "Hier",
        "said",
        "supporters",
        "and",
        "y",
        "de",
        "bin",
        "van",
        "of",
        "the",
        "The",
        "&",
    ),
    *("Senator", "Sheriff", "Foreign", "Minister", "Mr.", "CEO", "U.S.", "Republican", "Liberal"),
    *(
        "South",
        "New",
        "St.",
        "del",
        "Norte",
        "Norde",
        "Île",
        "O",
        "al",
        "pro",
        "US",
        "in",
        "En",
        "la",
    ),
    *("University", "Supreme", "Court", "Senate", "Times", "Foundation", "Sons", "Jr.", "III"),
    *("French", "African", "American", "Americans", "Friday", "May", "Paris", "Libye", "Boston"),
    *("Libyens", "Москвы", "мэр", "Северная", "الشمالية"),
)
NAMED = (
    *((text, text.split()[-1], PERSON) for text in PEOPLE for text in (text, PEOPLE[text])),
    *((text, text, PLACE) for text in ("Ohio", "Africa", "African", "Корея", "Libyen", "Москва")),
    *((text, text, BODY) for text in ("White House", "Supreme Court", "Democrats", "OSCE")),
    *(("Washington", slug, kind) for slug, kind in (("city", PLACE), ("george", PERSON))),
    *(("Geneva", "Geneva", None), ("Blue Bridge", "bridge", None)),
)
SITE = Lexicon([Name(text, slug, kind) for text, slug, kind in NAMED])
PIECES = st.one_of(st.sampled_from(BESIDE), st.sampled_from([text for text, *_ in NAMED]))
JOINTS = st.sampled_from([*[" "] * 12, "-", ", ", ". ", "'s ", "' ", " '", "/", "—", "\n", ".\n"])


@settings(max_examples=500)
@given(
    st.lists(st.tuples(PIECES, JOINTS), max_size=9),
    st.sampled_from(["en", "en", "de", "fr", "es", "ru", "ar"]),
)
def test_the_rules_agree_with_the_simple_ones(words: list[tuple[str, str]], lang: str) -> None:
    text = fold("".join(map("".join, words))).text
    lexicon = SITE.in_language(lang)
    matches, known = select(lexicon.matches(text)), KnownNames(lexicon)
    context = Context(text, language(lang), known)
    page = simple_page(lexicon, text, lang, matches)
    for number, match in enumerate(matches):
        near = matches[max(0, number - 1) : number + 2]
        for slug, subject in zip(match[2].candidates, known.subjects(match[2]), strict=True):
            expected = simple_names.span(page, number, slug)
            assert longer_name(context, match, subject, near) == expected
            event("inside" if expected else "alone")


@pytest.mark.parametrize(
    "texts",
    [["He met Nikolas", "Cruz left."], ["He met Rafael", "de Cruz left."], ["y Cruz"],
     ["They saw Cruz", "Vidal left."], ["The University", "of Cruz left."]],
)  # fmt: skip
def test_a_longer_name_ends_with_its_passage(texts: list[str]) -> None:
    page = PageText("page", [Passage(text, 0, 1) for text in texts])
    (annotated,) = link([page], Lexicon([Name("Cruz", "ted", PERSON)]))
    assert [mention.verdict for mention in annotated.mentions] == [Verdict.LINKED]


def test_an_explainer_says_in_which_longer_names_its_names_stay_linked() -> None:
    def verdicts(*inside: str) -> list[Verdict]:
        page = PageText("page", [Passage("The Libya Herald, and Libya Herald’s Ann.", 0, 1)])
        (annotated,) = link([page], Lexicon([Name("Libya", "libya", PLACE, inside=inside)]))
        return [mention.verdict for mention in annotated.mentions]

    assert verdicts() == [Verdict.LONGER_NAME] * 2
    assert verdicts("Libya  Herald") == [Verdict.LINKED, Verdict.REPEATED]
    assert verdicts("Libya Times") == [Verdict.LONGER_NAME] * 2


def test_a_name_in_a_longer_name_is_no_evidence_for_a_shared_name() -> None:
    lexicon = Lexicon([
        Name("Libya", "libya", PLACE), Name("Tripoli", "libya"), Name("Tripoli", "lebanon"),
    ])  # fmt: skip
    page = PageText("page", [Passage("In Tripoli the Libya Herald said.", 0, 1)])
    (annotated,) = link([page], lexicon)
    assert [(m.subject, m.verdict) for m in annotated.mentions] == [
        ("", Verdict.SHARED), ("", Verdict.LONGER_NAME),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "verdicts"),
    [
        # Only somebody else is named in full: a bare surname means that person, before or after.
        (["Police met Nikolas Cruz. Then Cruz left."], "inside namesake"),
        (["Then Cruz left.", "They met Nikolas Cruz."], "namesake inside"),
        (["They met Nikolas Cruz.", "“Mr. Cruz left.”"], "inside namesake"),
        (["They met Sheriff Nikolas Cruz.", "Sheriff Cruz left."], "inside namesake"),
        # The subject is named in full, or by a title that the other one does not have.
        (["With Nikolas Cruz came Ted Cruz.", "Then Cruz left."], "inside linked linked"),
        (["They met Nikolas Cruz.", "Then Senator Cruz left."], "inside linked"),
        (["They met Sheriff Nikolas Cruz.", "Senator Cruz left. Cruz spoke."],
         "inside linked linked"),
        # In the paragraph that names the other one last nothing decides.
        (["Ted Cruz and his father, Rafael Cruz, came. Cruz spoke."], "linked inside namesake"),
        (["His father, Rafael Cruz, and Ted Cruz came. Cruz spoke."], "inside linked linked"),
        # A foundation or a district named after the subject is nobody else.
        (["The Cruz Foundation. Then Cruz left."], "inside linked"),
        # A word at the beginning of a sentence may be no name, but one that is in no dictionary is.
        (["Gordon Cruz sang. Then Cruz left."], "inside namesake"),
        (["They met.", "Gordon Cruz sang. Then Cruz left."], "inside namesake"),
        (["Supporters Cruz brought sang. Then Cruz left."], "inside linked"),
        # A known name behind the surname is a name of its own.
        (["They met Nikolas Cruz Roe Foundation.", "Then Cruz left."], "inside inside linked"),
        # Other names of the page are not concerned.
        (["They met Nikolas Cruz. Then Roe left."], "inside linked"),
    ],
)  # fmt: skip
def test_a_surname_that_the_page_gives_to_somebody_else(texts: list[str], verdicts: str) -> None:
    people = [Name(text, "ted", PERSON) for text in ("Ted Cruz", "Cruz")]
    page = PageText("page", [Passage(text, number, 1) for number, text in enumerate(texts)])
    policy = LinkPolicy(OncePer.MENTION)
    (annotated,) = link([page], Lexicon([*people, Name("Roe", "ann", PERSON)]), policy=policy)
    found = [mention.verdict.value.partition("-")[0] for mention in annotated.mentions]
    assert " ".join(found) == verdicts
