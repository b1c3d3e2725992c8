"""Which subject a shared phrase means: decided by evidence, or left open and reported."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.cache import Memory
from briefings.linking import senses
from briefings.linking.lexicon import Lexicon, Name
from briefings.linking.profiles import Profile, learn
from briefings.linking.senses import Evidence
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.explainer import Era, ExplainerKind
from briefings.model.linking import Annotated, PageText, Passage, Sense, Verdict
from briefings.model.policy import NO_RULES, LinkPolicy, LinkRules, OncePer
from briefings.site.compile import compile
from tests import simple_linker
from tests.linking import link
from tests.rendering import whole

NAMES = [
    Name("Tripoli", "tripoli-libya"),
    Name("Oea", "tripoli-libya"),
    Name("Tripoli", "tripoli-lebanon"),
    Name("Trablous", "tripoli-lebanon"),
    Name("Libya", "libya"),
    Name("Jamahiriya", "libya"),
    # The kingdom, the federation, and the state of two republics that came last.
    Name("Yugoslavia", "kingdom", eras=(Era("1918", "1945-11"),)),
    Name("Yugoslavia", "federation", eras=(Era("1945-11-29", "1992-04-27"),)),
    Name("Yugoslavia", "two-republics", eras=(Era("1992-04-28", "2003-02-04"),)),
    Name("FRY", "two-republics", eras=(Era("1992-04-28", "2003-02-04"),)),
    Name("Zaire", "congo", eras=(Era("1971", "1997"), Era("1971-10-27", ""))),
    Name("Georgia", "georgia-state"),
    Name("Georgia", "georgia-country", eras=(Era("1991-04-09"),)),
    Name("Sakartvelo", "georgia-country", eras=(Era("1991-04-09"),)),
]
LEXICON = Lexicon(NAMES)
CONTEXTS = {
    "tripoli-libya": ("Libya", "Haftar", "no-fly zone"),
    "tripoli-lebanon": ("Beirut", "Hezbollah", "no-fly zone"),
}


EVERY = LinkRules(once_per=OncePer.MENTION)


def with_contexts(contexts: Mapping[str, tuple[str, ...]]) -> list[Profile]:
    """Return profiles of explainers of which only the context words are known."""
    return [Profile(slug, context=words) for slug, words in contexts.items()]


def linked(
    pages: list[PageText], contexts: Mapping[str, tuple[str, ...]] = CONTEXTS
) -> list[Annotated]:
    evidence = Evidence(with_contexts(contexts), LEXICON)
    return link(pages, LEXICON, evidence)


def decide(
    phrase: str,
    *texts: str,
    day: str = "",
    rules: LinkRules = NO_RULES,
    contexts: Mapping[str, tuple[str, ...]] = CONTEXTS,
) -> tuple[str, Sense, Verdict]:
    """Return what the first mention of a phrase means on a page of these paragraphs."""
    page = PageText("page", [Passage(text, 0, 1) for text in texts], day, rules)
    (annotated,) = link([page], LEXICON, Evidence(with_contexts(contexts), LEXICON))
    mention = next(mention for mention in annotated.mentions if mention.phrase == phrase)
    return mention.subject, mention.sense, mention.verdict


# --------------------------------------------------------------------------------- the era


@pytest.mark.parametrize(
    ("start", "end", "day", "expected"),
    [
        ("", "", "2018-02-01", True),
        ("1999-06-10", "", "1999-06-10", True),
        ("1999-06-10", "", "1999-06-09", False),
        ("", "1999-06-10", "1999-06-10", True),
        ("", "1999-06-10", "1999-06-11", False),
        # Less precise dates include all of their month or year, at both ends.
        ("1999-06", "", "1999-06-01", True),
        ("1999-06", "", "1999-05-31", False),
        ("", "1999-06", "1999-06-30", True),
        ("", "1999-06", "1999-07-01", False),
        ("1999", "", "1999-01-01", True),
        ("1999", "", "1998-12-31", False),
        ("", "1999", "1999-12-31", True),
        ("", "1999", "2000-01-01", False),
        ("1999", "1999", "1999-07-01", True),
        # An unknown day excludes nothing.
        ("1999", "2000", "", True),
    ],
)
def test_existence_on_a_day(start: str, end: str, day: str, *, expected: bool) -> None:
    assert senses.existed([Era(start, end)], day) is expected


def test_an_alias_has_to_lie_in_the_era_of_its_explainer_too() -> None:
    eras = (Era("1971", "1997"), Era("1971-10-27", ""))
    assert [senses.existed(eras, day) for day in ("1971-05-01", "1980-01-01", "1998-01-01")] == [
        False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "day", "expected"),
    [
        ("Yugoslavia", "1930-01-01", ("kingdom", Sense.ERA, Verdict.LINKED)),
        ("Yugoslavia", "1991-07-01", ("federation", Sense.ERA, Verdict.LINKED)),
        ("Yugoslavia", "1995-07-01", ("two-republics", Sense.ERA, Verdict.LINKED)),
        ("Yugoslavia", "2001-07-01", ("two-republics", Sense.ERA, Verdict.LINKED)),
        # Two of them held in the month in which one became the other.
        ("Yugoslavia", "1945-11-30", ("", Sense.OPEN, Verdict.SHARED)),
        ("Yugoslavia", "2018-02-01", ("", Sense.ERA, Verdict.OUT_OF_ERA)),
        ("Yugoslavia", "", ("", Sense.OPEN, Verdict.SHARED)),
        # One claims it, in some years only.
        ("FRY", "2001-07-01", ("two-republics", Sense.ONLY, Verdict.LINKED)),
        ("FRY", "2018-02-01", ("", Sense.ONLY, Verdict.OUT_OF_ERA)),
        ("FRY", "", ("two-republics", Sense.ONLY, Verdict.LINKED)),
        ("Zaire", "1971-05-01", ("", Sense.ONLY, Verdict.OUT_OF_ERA)),
        ("Zaire", "1980-05-01", ("congo", Sense.ONLY, Verdict.LINKED)),
        # One of the two has always been there.
        ("Georgia", "1980-05-01", ("georgia-state", Sense.ERA, Verdict.LINKED)),
        ("Georgia", "2018-02-01", ("", Sense.OPEN, Verdict.SHARED)),
    ],
)
def test_the_era_decides(phrase: str, day: str, expected: tuple[str, Sense, Verdict]) -> None:
    assert decide(phrase, f"About {phrase}.", day=day) == expected


# ------------------------------------------------------------------ other names, and context


@pytest.mark.parametrize(
    ("texts", "subject", "sense"),
    [
        # Another name of one of them stands on the page, before or after.
        (["In Trablous. In Tripoli."], "tripoli-lebanon", Sense.NAMED),
        (["In Tripoli.", "In Oea’s walls."], "tripoli-libya", Sense.NAMED),
        # Names of both say nothing; then the context may.
        (["Oea; Trablous. In Tripoli."], "", Sense.OPEN),
        (["Oea; Trablous. In Tripoli. Beirut."], "tripoli-lebanon", Sense.CONTEXT),
        # Another name is stronger than any context.
        (["Trablous. Tripoli. Haftar, no-fly zone."], "tripoli-lebanon", Sense.NAMED),
        # Context words, anywhere on the page, as words are matched anywhere.
        (["In Tripoli.", "With Haftar’s men."], "tripoli-libya", Sense.CONTEXT),
        (["Beirut-based.", "In Tripoli."], "tripoli-lebanon", Sense.CONTEXT),
        (["In Tripoli. Beirutis."], "", Sense.OPEN),
        # A word that names a subject counts by any name of it, and once.
        (["In Tripoli, in the Jamahiriya."], "tripoli-libya", Sense.CONTEXT),
        (["Tripoli. Jamahiriya, Libya. Beirut, Hezbollah."], "tripoli-lebanon", Sense.CONTEXT),
        (["Tripoli. Jamahiriya, Libya, Libya. Beirut."], "", Sense.OPEN),
        # The most different words win, and not the most.
        (["Tripoli. Haftar, Haftar, Haftar. Beirut, Hezbollah."], "tripoli-lebanon",
         Sense.CONTEXT),
        # What speaks for both speaks for none; a tie is a tie.
        (["Tripoli. No-fly zone."], "", Sense.OPEN),
        (["Tripoli. Haftar. Beirut."], "", Sense.OPEN),
        (["Tripoli."], "", Sense.OPEN),
        # A part of a longer name is a word on the page too.
        (["Tripoli. The Libya Herald."], "tripoli-libya", Sense.CONTEXT),
    ],
)  # fmt: skip
def test_the_page_decides(texts: list[str], subject: str, sense: Sense) -> None:
    verdict = Verdict.LINKED if subject else Verdict.SHARED
    found = decide("Tripoli", *texts, day="2018-02-01", rules=EVERY)
    assert found == (subject, sense, verdict)


def test_a_name_that_has_an_era_is_evidence_in_it() -> None:
    text = "In Sakartvelo. In Georgia."
    linked_in_its_days = decide("Georgia", text, day="2018-02-01", rules=EVERY)
    assert linked_in_its_days == ("georgia-country", Sense.NAMED, Verdict.LINKED)
    contexts = {"georgia-state": ("Atlanta",), "tripoli-libya": ("Sakartvelo", "Georgian")}
    assert (
        decide("Tripoli", f"{text} Tripoli.", day="2018-02-01", contexts=contexts)[1]
        is Sense.CONTEXT
    )


def test_on_an_explainer_s_page_its_own_names_mean_it() -> None:
    def subject(text: str) -> str:
        page = PageText("tripoli-libya", [Passage(text, 0, 1)], about="tripoli-libya")
        (annotated,) = linked([page])
        return next(m.subject for m in annotated.mentions if m.phrase == "Tripoli")

    assert subject("Tripoli is a port. Beirut.") == "tripoli-libya"
    # Unless it names the other one too; then the context may decide.
    assert subject("Tripoli is a port. Trablous.") == ""
    assert subject("Tripoli is a port. Trablous. Beirut.") == "tripoli-lebanon"


def test_a_subject_that_did_not_exist_is_not_a_candidate() -> None:
    contexts = {"federation": ("Tito",), "two-republics": ("Belgrade",)}
    texts = ("Yugoslavia. Tito. Tito. Belgrade and Tito.",)
    assert decide("Yugoslavia", *texts, day="", contexts=contexts)[0] == ""
    assert decide("Yugoslavia", *texts, day="1995-01-01", contexts=contexts)[0] == "two-republics"


def test_a_phrase_has_one_sense_on_a_page() -> None:
    page = PageText("p", [Passage("Tripoli", 0, 1), Passage("Beirut. Tripoli", 1, 3)])
    (annotated,) = linked([page])
    assert [mention.subject for mention in annotated.mentions] == ["tripoli-lebanon"] * 2


def test_a_page_without_text_shifts_nothing() -> None:
    pages = [PageText("empty", []), PageText("page", [Passage("Tripoli. Beirut.", 0, 1)])]
    assert linked(pages)[1].mentions[0].subject == "tripoli-lebanon"


def test_a_context_word_counts_only_for_its_own_explainer() -> None:
    contexts = {**CONTEXTS, "georgia-state": ("Beirut Street",), "georgia-country": ("tbilisi",)}
    assert decide("Tripoli", "In Tripoli. Beirut Street.", contexts=contexts)[1] is Sense.CONTEXT
    assert decide("Georgia", "In Georgia. Tbilisi fell.", contexts=contexts)[1] is Sense.CONTEXT
    assert decide("Georgia", "In Georgia, in Tbilisi.", contexts=contexts)[1] is Sense.OPEN


def test_the_decision_of_another_page_s_editor_is_no_evidence() -> None:
    contexts = {"tripoli-libya": ("the General",), "tripoli-lebanon": ("Beirut",)}
    own = PageText("own", [Passage("Tripoli. Beirut. Libya.", 0, 1)])
    other = PageText(
        "other",
        [Passage("the General", 0, 1)],
        rules=LinkRules(decided=(("the General", "libya"),)),
    )
    alone = linked([own], contexts)[0]
    assert linked([own, other], contexts)[0] == alone
    assert alone.mentions[0].subject == "tripoli-lebanon"


def test_an_editor_s_decision_is_evidence_on_its_own_page() -> None:
    rules = LinkRules(decided=(("the second city", "tripoli-lebanon"),))
    found = decide("Tripoli", "Tripoli is the second city. Haftar.", rules=rules)
    assert found == ("tripoli-lebanon", Sense.NAMED, Verdict.LINKED)


def test_every_sense_without_explainers_texts_occurs() -> None:
    rules = LinkRules(decided=(("Zaire", "congo"),))
    text = "Libya Zaire Yugoslavia Tripoli Georgia Ontario. Beirut, Hezbollah. New London. Oz."
    names = [
        *NAMES,
        *(Name("Georgia", slug) for slug in ("georgia-one", "georgia-two")),
        *(Name("Ontario", slug) for slug in ("london", "lake")),
        *(Name("Oz", slug) for slug in ("film", "book")),
        Name("New London", "london"),
    ]
    page = PageText("p", [Passage(text, 0, 1)], "1995-01-01", rules)
    lexicon = Lexicon(names)
    evidence = Evidence(with_contexts(CONTEXTS), lexicon)
    policy = LinkPolicy(defaults=(("Oz", "book"),))
    (annotated,) = link([page], lexicon, evidence, policy)
    assert {mention.sense for mention in annotated.mentions} == set(Sense) - {
        Sense.KIND, Sense.TITLE, Sense.DESCRIBED, Sense.WORDS, Sense.NEIGHBOURS,
    }  # fmt: skip


# ------------------------------------------------------- what explainers say of their subjects

PLACE, PERSON, ORGANISATION, EVENT = (
    ExplainerKind.PLACE, ExplainerKind.PERSON, ExplainerKind.ORGANISATION, ExplainerKind.EVENT,
)  # fmt: skip
PROFILES = [
    Profile(
        "georgia-country", "Georgia (country)", PLACE,
        summary="Republic in the Caucasus, independent of the Soviet Union since 1991.",
        text="Tbilisi is its capital. Wine from Kakheti is sold in Moscow. Its parliament sat in "
        "Kutaisi for some years. The Rustavi steelworks closed.",
    ),
    Profile(
        "georgia-state", "Georgia (U.S. state)", PLACE,
        summary="State in the south-east of the United States.",
        text="Atlanta is its capital. Peaches and pecans grow there. Its senate and assembly sit "
        "in Atlanta. Savannah is a port.",
    ),
    Profile("georgia-song", "Georgia on My Mind", EVENT, summary="Ballad of 1930."),
    Profile("georgia-oneil", "Georgia O’Neil", PERSON, summary="Painter of deserts."),
    Profile("tbilisi", "Tbilisi", PLACE, text="A city."),
    Profile("kakheti", "Kakheti", PLACE, text="A region of vineyards."),
    Profile("atlanta", "Atlanta", PLACE, text="Capital of the Peach State."),
    Profile("rome", "Rome", PLACE, summary="City on the Tiber."),
    Profile("empire", "Roman Empire", PLACE, summary="Ancient power."),
    Profile("boston", "Boston", PLACE, summary="City in New England."),
    Profile("red-sox", "Boston Red Sox", ORGANISATION, summary="Baseball club."),
    Profile("portland-maine", "Portland, Maine", PLACE, summary="Harbour."),
    Profile("portland-oregon", "Portland, Oregon", PLACE, summary="Harbour."),
    Profile("ann-alba", "Ann Alba", PERSON, summary="Minister."),
    Profile("bea-alba", "Bea Alba", PERSON, summary="Skater."),
    Profile("alba", "Alba", PLACE, summary="Town in Piedmont."),
]  # fmt: skip
SHARED = {
    "Georgia": ["georgia-country", "georgia-state"],
    "Lady Georgia": ["georgia-song", "georgia-oneil", "georgia-country"],
    "Rome": ["rome", "empire"],
    "Boston": ["boston", "red-sox"],
    "Portland": ["portland-maine", "portland-oregon"],
    "Alba": ["ann-alba", "bea-alba", "alba"],
}
OWN_NAMES = {
    "Sakartvelo": "georgia-country", "Tbilisi": "tbilisi", "Kakheti": "kakheti",
    "Atlanta": "atlanta", "Roman Empire": "empire", "Eternal City": "rome",
    "Red Sox": "red-sox", "Ann Alba": "ann-alba",
}  # fmt: skip
KIND_OF = {profile.slug: profile.kind for profile in PROFILES}
TOLD = Lexicon([
    *(Name(phrase, slug, KIND_OF[slug]) for phrase, slugs in SHARED.items() for slug in slugs),
    *(Name(phrase, slug, KIND_OF[slug]) for phrase, slug in OWN_NAMES.items()),
])  # fmt: skip


def told(phrase: str, *texts: str, lang: str = "en") -> str:
    """Return what a phrase means on a page, and how that was decided."""
    page = PageText("page", [Passage(text, 0, 1) for text in texts], rules=EVERY, lang=lang)
    (annotated,) = link([page], TOLD, Evidence(PROFILES, TOLD))
    found = {(m.subject, m.sense.value) for m in annotated.mentions if m.phrase == phrase}
    (only,) = found
    return " ".join(only).strip()


@pytest.mark.parametrize(
    ("phrase", "text", "meant"),
    [
        # The kind, by the words right beside the name.
        ("Lady Georgia", "They met in Lady Georgia.", "georgia-country decided-by-kind"),
        ("Lady Georgia", "They met President Lady Georgia.", "georgia-oneil decided-by-kind"),
        # A place or a person may speak, and a song may not; this alone decides nothing.
        ("Lady Georgia", "Lady Georgia said so.", "undecided"),
        # “In somebody's house” is not in a place, and two kinds at once are none.
        ("Lady Georgia", "They met in Lady Georgia's house.", "undecided"),
        ("Lady Georgia", "In Lady Georgia, President Lady Georgia.", "undecided"),
        # Nor behind the end of a sentence.
        ("Lady Georgia", "They came in. Lady Georgia left.", "undecided"),
        # All of these are places.
        ("Georgia", "They met in Georgia.", "undecided"),
        # Another name, unless the subject has no better name than the shared one.
        ("Rome", "The Roman Empire fell. Rome burned.", "undecided"),
        ("Rome", "The Eternal City. Rome burned.", "rome decided-by-another-name"),
        ("Boston", "The Red Sox won. Boston cheered.", "undecided"),
        # A person is called by a part of the full name from there on, but a place is one.
        ("Alba", "Ann Alba won. Alba cheered.", "ann-alba decided-by-another-name"),
        ("Alba", "Ann Alba won in Alba.", "alba decided-by-kind"),
        # A name in the title of one, as it is written there.
        ("Portland", "In Portland. The sea off Maine.", "portland-maine decided-by-title"),
        ("Portland", "In Portland. Maine and Oregon.", "undecided"),
        ("Portland", "In Portland. The maine.", "undecided"),
        # Rome and Boston have no other word in their titles: nothing could speak for them.
        ("Boston", "The Sox of Boston.", "undecided"),
        # Nor do given names: others have them too.
        ("Alba", "Alba and Bea.", "undecided"),
        # What stands beside the name.
        ("Georgia", "Georgia state taxes rose.", "georgia-state decided-by-description"),
        ("Georgia", "In the state of Georgia.", "georgia-state decided-by-description"),
        ("Georgia", "The republic of Georgia.", "georgia-country decided-by-description"),
        ("Georgia", "The state that Georgia sued.", "undecided"),
        ("Alba", "The skater Alba fell.", "bea-alba decided-by-description"),
        ("Alba", "Sen. Bea M. Alba fell. Alba rose.", "bea-alba decided-by-description"),
        ("Alba", "They met Bea. Alba rose.", "undecided"),
        ("Alba", "They met Bea Maria, Alba and others.", "undecided"),
        # Not of a person: a minister of Alba is not Alba, and an Alba minister neither.
        ("Alba", "The minister of Alba fell.", "undecided"),
        ("Alba", "An Alba minister fell.", "undecided"),
        ("Georgia", "Georgia state, a republic of Georgia.", "undecided"),
        # Words of the explainers in the same paragraph, two at least, and twice as many.
        ("Georgia", "Pecans and peaches from Georgia.", "georgia-state decided-by-words"),
        ("Georgia", "Moscow buys wine from Georgia.", "georgia-country decided-by-words"),
        ("Georgia", "Pecans from Georgia.", "undecided"),
        ("Georgia", "Pecans, peaches; wine for Moscow; Georgia.", "undecided"),
        # Small words say nothing.
        ("Georgia", "It is in and of and for some, Georgia.", "undecided"),
    ],
)  # fmt: skip
def test_what_explainers_say_decides(phrase: str, text: str, meant: str) -> None:
    assert told(phrase, text) == meant


def test_only_the_paragraphs_with_the_name_count() -> None:
    assert told("Georgia", "In Georgia.", "Pecans and peaches.") == "undecided"
    assert (
        told("Georgia", "In Georgia.", "Pecans, peaches.", "From Georgia, pecans.") == "undecided"
    )
    assert told("Georgia", "A vote.", "Peaches, pecans: Georgia.").endswith("decided-by-words")


def test_subjects_near_the_name_decide_if_their_explainers_are_tied_to_one_of_them() -> None:
    names = [
        *(Name("Georgia", slug) for slug in ("country", "state")),
        *(
            Name(name, name.lower())
            for name in ("Tbilisi", "Kakheti", "Batumi", "Atlanta", "Savannah")
        ),
        Name("Tiflis", "tbilisi"),
        Name("Sakartvelo", "country"),
    ]
    lexicon = Lexicon(names)
    given = [
        # It names the one, and the other names it.
        Profile("country", text="Tbilisi is the capital."),
        Profile("kakheti", text="Hills of Sakartvelo."),
        Profile("batumi", text="A port of Sakartvelo."),
        Profile("state", text="Atlanta is the capital, and Savannah a port."),
    ]

    def meant(text: str) -> str:
        (annotated,) = link(
            [PageText("p", [Passage(text, 0, 1)])], lexicon, Evidence(given, lexicon)
        )
        mention = next(m for m in annotated.mentions if m.phrase == "Georgia")
        return f"{mention.subject} {mention.sense.value}".strip()

    assert learn(given, lexicon)["country"].neighbours == {"tbilisi", "kakheti", "batumi"}
    # By any name of theirs.
    assert meant("Georgia, Tiflis, Kakheti, Batumi.") == "country decided-by-neighbours"
    assert meant("Georgia, Tiflis, Kakheti, Batumi, Atlanta.") == "country decided-by-neighbours"
    assert meant("Georgia, Tiflis, Kakheti.") == "undecided"


@pytest.mark.parametrize(
    ("lang", "text", "meant"),
    [
        ("de", "Sie trafen sich in Lady Georgia.", "georgia-country decided-by-kind"),
        ("fr", "Ils vivent en Lady Georgia.", "georgia-country decided-by-kind"),
        ("nl", "Jan en Lady Georgia.", "undecided"),
        ("sv", "De bor i Lady Georgia.", "georgia-country decided-by-kind"),
        ("en", "I, Lady Georgia.", "undecided"),
        ("de", "Präsidentin Lady Georgia kam.", "georgia-oneil decided-by-kind"),
    ],
)
def test_the_kind_is_told_in_the_language_of_the_page(lang: str, text: str, meant: str) -> None:
    assert told("Lady Georgia", text, lang=lang) == meant


def test_words_are_not_compared_in_a_language_whose_small_words_are_unknown() -> None:
    assert told("Georgia", "Pecans, peaches: Georgia.", lang="xx") == "undecided"


def test_the_text_of_an_explainer_is_an_input_of_the_pages_with_its_shared_name() -> None:
    def content(text: str) -> Content:
        files = [
            SourceFile(
                f"explainers/{slug}.md",
                f"---\ntitle: About {slug}\nkind: place\nsummary: A {slug}.\naliases: [Georgia]\n"
                f"---\n\n{body}\n".encode(),
            )
            for slug, body in (("republic", text), ("territory", "It."))
        ]
        article = "---\ntitle: A title\nlang: en\n---\n\nGeorgia sells wine from Kakheti.\n"
        return Content((*files, SourceFile("articles/a.md", article.encode())))

    store = Memory()
    for text, subjects in (("It.", 0), ("Wine grows in Kakheti.", 1), ("Of it.", 0)):
        site = compile(content(text), Settings(), store)
        assert len(site.links["briefings/a"]) == subjects
        assert whole(site) == whole(compile(content(text), Settings()))


# ----------------------------------------------------------- the rules in the most obvious way

SLUGS = ("alder", "birch", "cedar", "elm", "fir", "gum")
TREES = [*(Name("Grove", slug) for slug in SLUGS[:3]), *(Name(s.title(), s) for s in SLUGS)]
WORDS_TOLD = ("port", "river", "wine", "harvest", "senate", "Maine", "Oregon", "Ann", "Alder")
OTHER_TREES = ("Elm", "Fir", "Gum")
BESIDE = (
    "Grove", "Grove's", "the port of Grove", "in Grove", "President Grove", "Grove said",
    "the port Grove", "Grove port", "he said: Grove",
)  # fmt: skip
# Commas part names: in “Alder Maine” neither would be one.
TEXTS = st.lists(
    st.sampled_from((*WORDS_TOLD, *2 * OTHER_TREES, *BESIDE)), min_size=1, max_size=8
).map(", ".join)


def profile_of(slug: str) -> st.SearchStrategy[Profile]:
    own = slug.title()
    return st.builds(
        Profile,
        slug=st.just(slug),
        title=st.sampled_from((own, own, "Grove", "Grove, Maine", "Grove, Oregon", "Ann Grove")),
        kind=st.sampled_from((PLACE, PLACE, PLACE, PERSON, ORGANISATION, EVENT, None)),
        context=st.sampled_from(((), (), (), ("port",), ("Elm", "wine"))),
        summary=st.sampled_from(("", "", "port", "a port of wine")),
        text=st.lists(st.sampled_from((*WORDS_TOLD, *OTHER_TREES)), max_size=8).map(" ".join),
    )


@settings(max_examples=100)
@given(
    st.tuples(*map(profile_of, SLUGS)),
    st.lists(TEXTS, min_size=1, max_size=2),
    st.sampled_from(("", *SLUGS)),
)
def test_shared_names_are_decided_as_the_simple_rules_say(
    given_profiles: tuple[Profile, ...], texts: list[str], default: str
) -> None:
    page = PageText("page", [Passage(text, 0, 1) for text in ("Grove.", *texts)], rules=EVERY)
    kinds = {profile.slug: profile.kind for profile in given_profiles}
    lexicon = Lexicon(replace(name, kind=kinds[name.slug]) for name in TREES)
    policy = LinkPolicy(defaults=(("Grove", default),) if default else ())
    (annotated,) = link([page], lexicon, Evidence(given_profiles, lexicon), policy)
    mention = next(m for m in annotated.mentions if m.phrase == "Grove")
    profiles = {profile.slug: profile for profile in given_profiles}
    simple = simple_linker.senses.decide("Grove", TREES[:3], page, profiles, TREES, default)
    assert (mention.subject, mention.sense) == simple
    event(mention.sense.value)


# ---------------------------------------------------------------- never the order of files

PLACES = ["tripoli-libya", "tripoli-lebanon", "tripoli-greece"]
WORDS = [
    "Tripoli",
    "Tripolis",
    "Beirut",
    "Haftar",
    "Arcadia",
    "Libya",
    "OSCE",
    "NGO",
    "NGOs",
    "the.",
]


@st.composite
def contents(draw: st.DrawFn) -> list[SourceFile]:
    """Return files of a content in which explainers share names."""
    files: list[SourceFile] = []
    for slug in draw(st.lists(st.sampled_from(PLACES), min_size=2, unique=True)):
        chosen = st.lists(st.sampled_from(WORDS[:-1]), max_size=3, unique=True).map(", ".join)
        kind = draw(st.sampled_from(["place", "organisation", "document"]))
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=8)))
        header = (
            f"title: About {slug}\nkind: {kind}\nsummary: A place.\naliases: [{draw(chosen)}]\n"
            f"context: [{draw(chosen)}]\nnever_link: [{draw(st.sampled_from(['', 'OSCE NGO']))}]\n"
            f"valid: {{from: {draw(st.sampled_from(['1990', '2010']))}}}\n"
        )
        files.append(SourceFile(f"explainers/{slug}.md", f"---\n{header}---\n\n{text}\n".encode()))
    for number in range(draw(st.integers(1, 3))):
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)))
        day = draw(st.sampled_from(["", "published: 1995-01-01\n", "published: 2018-01-01\n"]))
        decided = draw(st.sampled_from(["", *(f"links: {{Haftar: {slug}}}\n" for slug in PLACES)]))
        header = f"title: Article {number}\n{day}{decided}"
        files.append(SourceFile(f"articles/a{number}.md", f"---\n{header}---\n\n{text}\n".encode()))
    return files


@settings(max_examples=100)
@given(contents(), st.randoms(use_true_random=False))
def test_the_order_of_files_makes_no_difference(
    files: list[SourceFile], chance: random.Random
) -> None:
    expected = whole(compile(Content(tuple(files)), Settings()))
    shuffled = files.copy()
    chance.shuffle(shuffled)
    assert whole(compile(Content(tuple(shuffled)), Settings())) == expected
