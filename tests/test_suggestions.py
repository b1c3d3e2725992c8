"""Missing explainers, missing aliases and names without effect, over all briefings."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakSet

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.cache import Cache, Memory
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import Annotated
from briefings.model.suggestion import Likeness, LongerName, Suggestion, Suggestions
from briefings.site.compile import annotate
from briefings.suggestions import briefings, suggest

# ---------------------------------------------------------------------------------- whole contents


def explainer(title: str, kind: str = "place", **more: object) -> str:
    facts = {"title": title, "kind": kind, "summary": "A subject.", **more}
    return f"---\n{yaml.safe_dump(facts, allow_unicode=True)}---\n\nText about it.\n"


def article(text: str, number: int, lang: str = "en") -> str:
    day = f"2020-01-{number:02}"
    return f"---\ntitle: Briefing {number}\npublished: {day}\nlang: {lang}\n---\n\n{text}\n"


def content(
    texts: Sequence[str], explainers: Mapping[str, str] | None = None, lang: str = "en"
) -> Content:
    """Return a content of briefings, the first the newest, and explainers by slug."""
    files = {
        f"articles/b{number}.md": article(text, len(texts) - number, lang)
        for number, text in enumerate(texts)
    }
    files |= {f"explainers/{slug}.md": text for slug, text in (explainers or {}).items()}
    return Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))


def surveyed(
    texts: Sequence[str], explainers: Mapping[str, str] | None = None, lang: str = "en"
) -> suggest.Survey:
    return suggest.survey(annotate(content(texts, explainers, lang), Settings()))


def suggested(
    *texts: str, explainers: Mapping[str, str] | None = None, lang: str = "en", least: int = 1
) -> Suggestions:
    return suggest.suggest(surveyed(texts, explainers, lang), least, None)


def one(found: Suggestions, name: str) -> Suggestion:
    (suggestion,) = (s for s in (*found.subjects, *found.places, *found.aliases) if s.name == name)
    return suggestion


def names_of(found: Suggestions) -> list[str]:
    return [s.name for s in (*found.subjects, *found.places)]


def test_names_are_ranked_by_briefings_then_mentions_then_alphabet() -> None:
    found = suggested(
        "We saw the Blue Bridge, the Red Bridge and the Old Bridge.",
        "They saw the Blue Bridge. They left the Old Bridge and the Red Bridge.",
        "One saw the Blue Bridge. One praised the Red Bridge, the Red Bridge.",
        "So many saw the Old Bridge.",
        "So few saw the Green Bridge.",
    )
    shown = [(s.name, s.briefings, s.mentions) for s in found.subjects]
    assert shown == [
        ("Red Bridge", 3, 4), ("Blue Bridge", 3, 3), ("Old Bridge", 3, 3), ("Green Bridge", 1, 1),
    ]  # fmt: skip


def test_places_have_a_list_of_their_own_and_limits_are_counted() -> None:
    texts = ["A boat from Norway passed the Blue Bridge near Bergen town."] * 2
    survey = surveyed([f"{texts[0]} It rained.", f"{texts[1]} It snowed."])
    found = suggest.suggest(survey, limit=1)
    assert ([s.name for s in found.places], found.places_in_all) == (["Norway"], 1)
    assert (len(found.subjects), found.subjects_in_all) == (1, 2)


@pytest.mark.parametrize(
    ("texts", "name", "there"),
    [
        (["Bridges are closed.", "They closed bridges."], "Bridges", False),
        (["Roedal is closed.", "We went to Roedal."], "Roedal", True),
        (["Roedal is closed."], "Roedal", False),
        (["UNESCO met."], "UNESCO", True),
        (["We told the Board.", "The board met. A board met."], "Board", False),
        (["We told the Council."], "Council", False),
        (["We told the Foreign Ministry."], "Foreign Ministry", False),
        (["We went in Oct and left."], "Oct", False),
        (["We met an East European man."], "East European", False),
        (["We read the Fjord talks."], "Fjord", True),
        (["We read the Fjord talks.", "We read of the Fjord talks."], "Fjord talks", True),
        (["We read The Board for Bridges and Ferries (BBF).", "The Board for Bridges and Ferries"],
         "Board for Bridges and Ferries", True),
        (["We saw Bosnia and Herzegovina."], "Bosnia and Herzegovina", True),
    ],
)  # fmt: skip
def test_what_one_text_leaves_open_the_others_decide(
    texts: list[str], name: str, there: bool
) -> None:
    assert (name in names_of(suggested(*texts))) is there


SEEN = ("They saw {}.", "We went past {}, slowly.", "{} is old; you met {}.", "In May {} said no.")


def used(name: str) -> list[str]:
    """Return briefings in which a name is used as names are."""
    return [text.format(*[name] * 2) for text in SEEN]


@pytest.mark.parametrize(
    ("texts", "name", "there"),
    [
        # Abbreviations have a full stop within sentences, or after a town.
        (["It fell on Roet. 11 then.", "Near Roet. 5, they met."], "Roet", False),
        (["We live in Bergby, Rdl.", "We met at Aaby (Rdl.) again.", "He left Ceby, Rdl., once."],
         "Rdl", False),
        # Contractions, tags of politicians, company forms, parts of other words.
        (["Well, Roen't you go? We Roen't.", "They Roen't."], "Roen", False),
        (["We met Eva (R-Roedal) there.", "We met Ann, R-Roedal, there."], "R-Roedal", False),
        (["We saw Blue Bridge, LLC there."], "LLC", False),
        (["A poll by Aby/Blue Bridge here."], "Bridge", False),
        # A line of the web site.
        ([f"{text}\n\nStory Continued Below" for text in SEEN[:3]], "Continued Below", False),
        ([f"{n} saw it ({n}).\n\nTo read it all, see the Harbour Letter of today, which is free."
          for n in ("Anna", "Eva", "Ida")], "Harbour Letter", False),
        # A headline within the text.
        (["Seven Blue Bridges", "Seven Blue Bridges Again"], "Seven Blue Bridges", False),
        # Adjectives, and words for many people.
        ([f"The {n} Norric boats of the Norric town." for n in ("old", "new", "red")],
         "Norric", False),
        ([f"A Roedaler and {n} Roedalers met." for n in ("two", "six", "ten")], "Roedaler", False),
        (used("Roedal"), "Roedal", True),
        # A word in capitals is an acronym unless it is often in lower case.
        (["We MUST go.", "You must.", "They must."], "MUST", False),
        (["SEE ALSO here.", "See it also.", "You see it, also here.", "SEE ALSO there."],
         "SEE ALSO", False),
        (["He is from Aaby, R.D., and old.", "She is from Ceby, R.D."], "R.D.", False),
        (["The Ferric Party met.", "The Ferric Senate met."],
         "Ferric Senate", False),
        # A part of a title.
        (["We met Ferry Secretary Anna Roedal.", "So did Ferry Secretary Eva Lund."],
         "Ferry", False),
        (["We met Senate Majority Leader Anna Roedal."], "Senate Majority", False),
        (["We met Harbour Council President Anna Roedal."], "Harbour Council", True),
        (["We met Martin Roedal King."], "Martin Roedal King", True),
        (["The Ferric U.S. Senator met the Ferric Party."], "Ferric U.S.", False),
        # Words for a people.
        (["A Fjord American met Fjord Americans."], "Fjord American", False),
        (["They met a Kurd there."], "Kurd", False),
        # The control of a gallery, and the price of a share.
        (["Show Bridge 1 of 16 Photos: a man.", "Show Bridge 3 of 9 Photos: a man."],
         "Show Bridge", False),
        (["The shares RBX, +0.4% and FJX -1% fell."], "RBX", False),
        (["We met Saudi King Salman there."], "Saudi King", False),
        # Names with a number and a court case.
        (["We read Ferrist No. 10 then.", "We read Ferrist No. 12."], "Ferrist No", False),
        (["We read Roedal v. Lund then."], "Roedal v. Lund", True),
        # Both parts of a name with “and” hardly occur alone.
        (["We told the Boats and Ferries Board.", "Ask the Boats and Ferries Board."],
         "Boats and Ferries Board", True),
    ],
)  # fmt: skip
def test_faults_of_capitals(texts: list[str], name: str, there: bool) -> None:
    assert (name in names_of(suggested(*texts))) is there


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        # The more frequent of singular and plural.
        (["We read the Bergen Times.", "I read the Bergen Times.", "They read a Bergen Time."],
         "Bergen Times"),
        # A person without the words before it, but with a middle name.
        (["We met Anna Roedal. Roedal left.", "I met Anna Roedal; Roedal sat.",
          "Conservative Anna Roedal won."], "Anna Roedal"),
        (["We met the speaker of the House Anna Roedal."], "Anna Roedal"),
        (["We met Anna Maria Roedal. Roedal left."], "Anna Maria Roedal"),
        (["We met Anna M. Roedal. Roedal left.", "We met Anna Roedal. Roedal sat.",
          "You met Anna Roedal."], "Anna Roedal"),
        # An acronym in the name.
        (["We told the U.R. Ferry Board.", "Ask the United Rivers Ferry Board.",
          "They told the United Rivers Ferry Board."], "United Rivers Ferry Board"),
        (["We told the Ferries Institute.", "Ask the Institute of Ferries.",
          "They told the Institute of Ferries."], "Institute of Ferries"),
        # Behind the acronym of a country.
        (["We read the U.S. Ferry Code.", "I read the Ferry Code.", "They read the Ferry Code."],
         "Ferry Code"),
        # The article of a newspaper.
        (["We read The Bergen Times.", "They read the Bergen Times."], "Bergen Times"),
        # A first name and members of a party.
        (["We met Anna Roedal. Roedal and Anna left. Anna sat."], "Anna Roedal"),
        (["The Ferric Party met two Ferrics. A Ferric left.", "Ferrics met."], "Ferric Party"),
    ],
)  # fmt: skip
def test_the_most_used_spelling_is_the_name(texts: list[str], name: str) -> None:
    assert names_of(suggested(*texts)) == [name]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        # Two capitals in few briefings, and the surname of several people.
        (["We read the AR.", "They read an AR."], "AR"),
        (["Ann Roedal met Eva Roedal.", "Roedal left.", "So did Roedal."], "Roedal"),
    ],
)
def test_a_doubtful_name_is_shown_with_all_names_only(texts: list[str], name: str) -> None:
    found = surveyed(texts)
    assert name in names_of(suggest.suggest(found, 1, None))
    assert name not in names_of(suggest.suggest(found, 2, None))


def test_two_capitals_in_many_briefings_are_a_name() -> None:
    found = surveyed([f"On day {day} we read the AR." for day in range(5)])
    assert "AR" in names_of(suggest.suggest(found, 2, None))


def test_headings_captions_and_code_name_nothing() -> None:
    found = suggested("## The Blue Bridge\n\nWe saw `the Red Bridge`.\n\n    the Old Bridge\n")
    assert "Blue Bridge" not in names_of(found)
    assert "Old Bridge" not in names_of(found)


def test_an_outlet_that_names_itself_and_a_dateline_name_nothing() -> None:
    project_files = {
        "outlets/wire.yml": "name: Fjord Wire\n",
        "articles/a.md": "---\ntitle: A\noutlet: wire\n---\n\nWe told Fjord Wire of Roedal Hill.\n",
    }
    files = tuple(SourceFile(path, text.encode()) for path, text in project_files.items())
    found = suggest.suggest(suggest.survey(annotate(Content(files), Settings())), 1)
    assert names_of(found) == ["Roedal Hill"]


GERMAN = (
    "Am Montag sprach Anna Bergmann über die Brücke. Der Besuch kam, sagte Bergmann. "
    "Die Nordische Hafenbehörde schwieg, ebenso die HBN und Norwegen.",
    "Die Regierung und Amtsinhaberin Anna Bergmann lobten die Nordische Hafenbehörde. "
    "Die Amtsinhaberin ging.",
)


def test_german_names_have_two_words_or_are_acronyms_or_places() -> None:
    found = suggested(*GERMAN, lang="de")
    assert set(names_of(found)) == {"Anna Bergmann", "Nordische Hafenbehörde", "HBN", "Norwegen"}
    assert one(found, "Anna Bergmann").mentions == 3


# ----------------------------------------------------------------------------------------- merging


@pytest.mark.parametrize(
    ("texts", "name", "variants", "forms"),
    [
        (["We met Anna Roedal. Then Roedal left."], "Anna Roedal", ["Roedal"], []),
        (["We met Anna Roedal. Later we met Roedal.", "We met Roedal.", "We like Anna Roedal.",
          "Say Anna Roedal to her. Roedal sat."], "Anna Roedal", ["Roedal"], []),
        (["The River Force (RIFOR) met.", "We saw RIFOR and RIFOR."],
         "River Force", ["RIFOR"], []),
        (["We met the World Harbour Office (WHO), who left.", "WHO met those who left."],
         "World Harbour Office", ["WHO"], []),
        (["We met the United Rivers. We like the UR.", "The United Rivers (the UR) left."],
         "United Rivers", ["UR"], []),
        (["We saw D'Alema Bridge.", "We like D’Alema Bridge."], "D'Alema Bridge", [], []),
        (["We like the Bergen agreement.", "We like a Bergen agreement.",
          "We read the Bergen agreements.", "We know the Bergen agreements."],
         "Bergen agreement", [], []),
        (["We left Norway with a Norwegian ship."], "Norway", [], ["Norwegian"]),
        (["We applied Harbour Resolution 1234. Then Resolution 1234 fell."],
         "Harbour Resolution 1234", ["Resolution 1234"], []),
    ],
)  # fmt: skip
def test_variants_of_one_name_are_brought_together(
    texts: list[str], name: str, variants: list[str], forms: list[str]
) -> None:
    found = one(suggested(*texts), name)
    assert [v.text for v in found.variants] == variants
    assert [f.text for f in found.forms] == forms
    assert found.briefings == len(texts)


@pytest.mark.parametrize(
    ("texts", "apart"),
    [
        # Perhaps a relative: only one briefing has the full name.
        (["We met Anna Roedal. Roedal left.", "We met Roedal."], "Roedal"),
        # Two people of one name in a briefing: Roedal may be either.
        (["We met Anna Roedal and Eva Roedal. Then came Roedal."], "Roedal"),
        # What follows an “of”, and the end of a country's name.
        (["We like the University of Roedal. We like Roedal."], "Roedal"),
        (["We met Anna Roedal. Roedal left the Roedals."], "Anna Roedal"),
        (["We left South Sudan and then Sudan."], "Sudan"),
        # An acronym, and initials of a person.
        (["We met the Harbour RBF. We like RBF.", "The RBF met.", "An RBF met."], "RBF"),
        (["We met Anna Roedal and the AR. Roedal left.", "We met Anna Roedal and AR."], "AR"),
        # A lake is not what its town is called after.
        (["We saw Lake Roedal and Roedal.", *[f"We saw Roedal {n} times." for n in range(9)]],
         "Roedal"),
        # Two names with the same initials.
        (["We met the Upper Rivers, the United Rivers and the UR."], "UR"),
    ],
)  # fmt: skip
def test_possibly_different_names_stay_separate(texts: list[str], apart: str) -> None:
    assert apart in names_of(suggested(*texts))


def test_a_nationality_without_its_country_is_dropped() -> None:
    assert names_of(suggested("We met a Norwegian crew.")) == []


# ------------------------------------------------------------------------------------- near-misses

EXPLAINERS = {
    "resolution-1234": explainer("Harbour Board Resolution 1234", "document",
                                 aliases=["Resolution 1234"]),
    "gaddur": explainer("Muammar Gaddur", "person", aliases=["Gaddur"]),
    "roedal": explainer("Anna Roedal", "person"),
    "court": explainer("Nordic Court of Rivers", "organisation"),
    "force": explainer("River Force", "organisation"),
    "agreement": explainer("Libyan Harbour Agreement", "document"),
    "norway": explainer("Norway"),
    "board": explainer("Upper Harbour Board", "organisation"),
    "rifor": explainer("RIFORX", "organisation"),
    "revenue": explainer("Revenue Department", "organisation"),
    "reform": explainer("Reform Party", "organisation"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "slug", "why"),
    [
        ("under UNSCR 1234", "UNSCR 1234", "resolution-1234", Likeness.NUMBER),
        ("under Resolution No. 5 and Board Decision 1234", "Board Decision", None, None),
        ("under Directive 1234", "Directive 1234", None, None),
        ("with Qaddur there", "Qaddur", "gaddur", Likeness.SPELLING),
        ("with Muammar Kaddour there", "Muammar Kaddour", "gaddur", Likeness.SPELLING),
        ("with Muammar Bin al-Gadhur there", "Muammar Bin al-Gadhur", "gaddur", Likeness.SPELLING),
        ("with Goddard there", "Goddard", None, None),
        ("with Roedal there", "Roedal", "roedal", Likeness.LAST_WORDS),
        ("the Harbour Board met", "Harbour Board", "board", Likeness.LAST_WORDS),
        ("the NCR met", "NCR", "court", Likeness.INITIALS),
        ("the River Force (RIFOR) and RIFOR", "RIFOR", "force", Likeness.BRACKETS),
        ("the Libya Harbour Agreement", "Libya Harbour Agreement", "agreement", Likeness.SPELLING),
        ("the Lower Harbour Agreement", "Lower Harbour Agreement", None, None),
        ("some Norwegians met", "Norwegians", "norway", Likeness.FORM),
        ("with two Reforms and the Reform Party", "Reforms", "reform", Likeness.FORM),
        ("with Muammar Gaddur and Muammar there", "Muammar", "gaddur", Likeness.FIRST_WORD),
        ("with Muammar there", "Muammar", None, None),
        ("with the Gaddurs there", "Gaddurs", "gaddur", Likeness.FORM),
        (
            "the United Norway of Fjords, Norway of Ice",
            "Norway of Ice",
            "norway",
            Likeness.SPELLING,
        ),
        ("the Revenue met", "Revenue", "revenue", Likeness.SPELLING),
        ("the U.S. Revenue met", "U.S. Revenue", "revenue", Likeness.SPELLING),
        ("the U.S. River Force", "U.S. River Force", "force", Likeness.SPELLING),
        ("the Norse River Force", "Norse River Force", None, None),
        ("saw The Force there", "The Force", "force", Likeness.LAST_WORDS),
        ("saw The Roedal there", "The Roedal", None, None),
        ("the Nordic Rivers met", "Nordic Rivers", "court", Likeness.SPELLING),
        ("the RIFORX Agency", "RIFORX Agency", "rifor", Likeness.SPELLING),
        ("the Norway Agency", "Norway Agency", None, None),
        ("the House RIFORX Board", "House RIFORX Board", None, None),
        ("with Ali Gadur there, Gadur", "Ali Gadur", None, None),
        ("in Noray they met", "Noray", None, None),
    ],
)
def test_a_name_that_looks_like_one_of_an_explainer_is_no_new_subject(
    text: str, name: str, slug: str | None, why: Likeness | None
) -> None:
    found = suggested(f"We saw it {text}.", explainers=EXPLAINERS)
    likes = [
        (like.slug, like.why) for s in found.aliases if s.name == name for like in s.looks_like
    ]
    assert likes == ([(slug, why)] if slug else [])
    assert (name in names_of(found)) is (slug is None)


def test_what_an_explainer_rejects_is_a_name_of_something_else() -> None:
    kfor = explainer("River", "organisation", never_link=["River Guard"])
    assert names_of(suggested("We met the River Guard.", explainers={"kfor": kfor})) == [
        "River Guard"
    ]


def test_a_longer_name_is_a_subject_and_says_which_name_it_contains() -> None:
    texts = ["We met Eva Roedal of Fjordby.", "You met Eva Roedal and Anna Roedal."]
    found = suggested(*texts, explainers={"roedal": explainer("Anna Roedal", "person",
                                                              aliases=["Roedal"])})  # fmt: skip
    assert ("Eva Roedal", 2) in [(s.name, s.mentions) for s in found.subjects]
    assert found.longer == (LongerName("Eva Roedal", "Roedal", ("roedal",), 2, 2),)


# --------------------------------------------------------------------------- names that do nothing


def test_aliases_that_do_nothing_are_listed_with_the_reason() -> None:
    river = explainer(
        "River Force", "organisation",
        aliases=["Blue River Force", "Force of Rivers", "River Guard"], forms=["Riverine"],
    )  # fmt: skip
    lake = explainer("Lake Force", "organisation", aliases=["Guard"])
    text = "The Blue River Force met. The River Guard left."
    found = suggested(text, explainers={"river": river, "lake": lake})
    assert [(n.slug, n.text, n.behind) for n in found.unused] == [
        ("river", "Force of Rivers", ""), ("river", "Riverine", ""),
    ]  # fmt: skip
    assert [(n.slug, n.text, n.behind) for n in found.shadowed] == [
        ("lake", "Guard", "River Guard")
    ]
    assert [(u.slug, u.title) for u in found.unmentioned] == [("lake", "Lake Force")]
    assert found.unused[0].line > 1


def test_an_alias_in_its_own_explainer_is_unused_and_in_another_it_is_not() -> None:
    river = explainer("River Force", "organisation", aliases=["Guards"]) + "The Guards met.\n"
    assert len(suggested("Nothing.", explainers={"river": river}).unused) == 1
    lake = explainer("Lake") + "The Guards swam.\n"
    found = suggested("Nothing.", explainers={"river": river, "lake": lake})
    assert found.unused == ()
    assert [u.slug for u in found.unmentioned] == ["lake"]


@pytest.mark.parametrize(
    ("alias", "lang", "text", "unused"),
    [
        ("no-swim zone", "en", "All no-swim zones are closed.", 0),
        ("Flussbucht", "de", "Am Rand der Flussbuchten und des Wassers.", 0),
        ("Flussbucht", "en", "Am Rand der Flussbuchten und des Wassers.", 1),
    ],
)
def test_a_form_counts_for_its_alias(alias: str, lang: str, text: str, unused: int) -> None:
    pact = explainer("River Pact", "document", aliases=[alias])
    found = suggested(text, explainers={"pact": pact}, lang=lang)
    assert len(found.unused) == unused


# --------------------------------------------------------------------------- what is known of each


def test_samples_are_sentences_of_several_briefings_the_newest_first() -> None:
    text = "It rained. {0} saw the Blue Bridge in snow. {0} left."
    found = one(suggested(*(text.format(n) for n in ("We", "You", "They", "All"))), "Blue Bridge")
    assert [s.slug for s in found.samples] == ["b0", "b1", "b2"]
    sample = found.samples[0]
    assert sample.sentence == "We saw the Blue Bridge in snow."
    assert sample.sentence[sample.start : sample.end] == "Blue Bridge"
    assert (sample.file, sample.line) == ("articles/b0.md", 7)


def test_the_context_is_what_the_same_briefings_mention_most() -> None:
    explainers = {name.lower(): explainer(name) for name in ("Aby", "Beby", "Ceby", "Deby", "Eby")}
    found = suggested(
        "At the Blue Bridge were Deby, Ceby, Eby, Beby and Aby.",
        "At the Blue Bridge was Eby.",
        "Only Ceby and Ceby were at home, and Ceby.",
        explainers=explainers,
    )
    assert one(found, "Blue Bridge").context == ("Eby", "Aby", "Beby", "Ceby")


def test_a_person_is_told_by_a_title_and_a_place_by_in() -> None:
    found = suggested(
        "We met Minister Anna Roedal in Fjordby. All of Fjordby came. Anna Roedal too."
    )
    assert one(found, "Anna Roedal").kind is ExplainerKind.PERSON
    assert one(found, "Fjordby").kind is ExplainerKind.PLACE


@pytest.mark.parametrize("asked", ["Anna Roedal", "anna roedal", "Roedal", "ROEDAL"])
def test_a_name_is_found_in_any_of_its_variants(asked: str) -> None:
    found = suggest.about(surveyed(["We met Anna Roedal. Then Roedal left."]), asked)
    assert found is not None
    assert found.name == "Anna Roedal"


@pytest.mark.parametrize("asked", ["", "Nobody", "the"])
def test_an_unused_name_is_not_found(asked: str) -> None:
    assert suggest.about(surveyed(["We met Anna Roedal."]), asked) is None


WORDS = st.sampled_from([
    *("Anna", "Roedal", "Blue", "Bridge", "the", "of", "(BB)", "RIFOR", "Norway", "Norwegian"),
    *("he", "Minister", ".", ",", "1234", "Resolution", "“", "”"),
])  # fmt: skip


@given(st.lists(st.lists(WORDS, min_size=1, max_size=20).map(" ".join), min_size=1, max_size=4))
def test_counts_add_up_for_any_text(texts: list[str]) -> None:
    found = suggested(*texts)
    for name in (*found.subjects, *found.places, *found.aliases):
        assert 1 <= name.briefings <= min(name.mentions, len(texts))
        assert sum(v.mentions for v in (*name.variants, *name.forms)) <= name.mentions
        assert len({s.slug for s in name.samples}) == len(name.samples) >= 1
        for sample in name.samples:
            assert sample.sentence[sample.start : sample.end].strip()


@given(
    st.permutations([
        *("Anna Roedal left.", "We met Roedal.", "You met Anna Roedal. Roedal sat."),
        *("They met Anna Roedal. Roedal stood.", "The RF met.", "A River Force (RF)."),
    ])
)  # fmt: skip
def test_the_order_of_the_briefings_changes_no_count(texts: list[str]) -> None:
    counted = {(s.name, s.briefings, s.mentions) for s in suggested(*texts).subjects}
    assert counted == {("Anna Roedal", 4, 6), ("River Force", 2, 3)}


def test_after_an_edit_only_its_batch_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefings, "_BATCH", 5)
    cache, read = Memory(), list[int]()

    def counting(function: Callable[[Any], Any], work: Iterable[Any]) -> Iterator[Any]:
        for one in work:
            read.append(len(one))
            yield function(one)

    def survey(texts: Mapping[str, str], cache: Cache, kolm: str = "") -> Suggestions:
        read.clear()
        files = {f"articles/{name}.md": f"{text}\n" for name, text in texts.items()}
        files |= {"explainers/kolm.md": kolm} if kolm else {}
        whole = Content(tuple(SourceFile(path, text.encode()) for path, text in files.items()))
        return suggest.suggest(
            suggest.survey(annotate(whole, Settings()), cache, counting), 1, None
        )

    texts = {
        f"b{number:02}": f"In May, Kolm Varda{number % 9} saw {number} boats."
        for number in range(60)
    }
    assert survey(texts, cache).subjects
    steps = 3
    batches = len(read) // steps
    assert batches > 5
    assert sum(read) == steps * len(texts)
    defining = texts | {"b30": "In May, the River Force (RF) met Ann Roe."}
    assert survey(defining, cache) == survey(defining, Memory())
    survey(texts, cache)
    survey(defining, cache)
    assert read == []
    for edited in (
        defining | {"b30": "In May, the River Force (RF) met Ann Roedal."},
        defining | {"b305": "In May, Ann Roe spoke."},
        {name: text for name, text in defining.items() if name != "b40"},
    ):
        expected = survey(edited, Memory())
        assert survey(edited, cache) == expected
        assert len(read) <= 2 * steps
    kolm = explainer("Kolm Varda1", "person")
    expected = survey(texts, Memory(), kolm)
    assert survey(texts, cache, kolm) == expected


def test_the_texts_of_few_briefings_are_in_memory_at_once() -> None:
    corpus = annotate(
        content([f"In May, Kolm Varda{number} spoke." for number in range(20)]), Settings()
    )
    watched = Watched(corpus.annotated)
    found = suggest.suggest(suggest.survey(replace(corpus, annotated=watched)), 1, None)
    assert len(found.subjects) == 20
    assert watched.most <= 2


class Loaded(Annotated):
    """A page to which there may be weak references."""


class Watched(Mapping[str, Annotated]):
    """A mapping that counts how many of the values that it has returned are in use at once."""

    def __init__(self, values: Mapping[str, Annotated]) -> None:
        self.values_by_name, self.used, self.most = values, WeakSet[Loaded](), 0

    def __getitem__(self, name: str) -> Annotated:
        value = self.values_by_name[name]
        loaded = Loaded(value.passages, value.mentions, value.over_budget)
        self.used.add(loaded)
        self.most = max(self.most, len(self.used))
        return loaded

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)
