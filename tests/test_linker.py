"""Which mentions become links: every verdict, and properties."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.linking import budget
from briefings.linking.lexicon import Lexicon, Name
from briefings.model.explainer import Era, ExplainerKind
from briefings.model.linking import Annotated, Mention, PageText, Passage, Sense, Verdict
from briefings.model.policy import LINK_POLICY, NO_RULES, LinkPolicy, LinkRules, OncePer
from briefings.text.uris import slugify
from tests.linking import link
from tests.simple_linker.choice import choose
from tests.simple_linker.everyday import only_capitals

LINKED, REPEATED, TOUCHING = Verdict.LINKED, Verdict.REPEATED, Verdict.TOUCHING
QUOTED, NEVER, MARKUP = Verdict.IN_QUOTATION, Verdict.NEVER, Verdict.IN_MARKUP
PAGE, MENTION = OncePer.PAGE, OncePer.MENTION

NAMES = [
    *(Name(text, slugify(text)) for text in ("Libya", "Tunisia", "Kosovo", "Kosovo War", "OSCE")),
    *(Name(text, "un-security-council") for text in ("Security Council", "UN Security Council")),
    Name("Russian Security Council", "un-security-council", rejected=True),
    Name("Yugoslavia", "yugoslavia", ExplainerKind.PLACE, (Era("1918", "2003-02-04"),)),
    Name("Tripoli", "tripoli-libya"),
    Name("Tripoli", "tripoli-lebanon"),
]
LEXICON = Lexicon(NAMES)


def passage(text: str, section: int = 0, closed: Verdict | None = None) -> Passage:
    """Return a passage; text in `‹›` is quoted, and `{slug:words}` is a link."""
    quoted: list[tuple[int, int]] = []
    links: list[tuple[int, int, str]] = []
    plain = ""
    slug = ""
    start = 0
    at = 0
    while at < len(text):
        if text[at] == "‹":
            start = len(plain)
        elif text[at] == "›":
            quoted.append((start, len(plain)))
        elif text[at] == "{":
            slug, _, _ = text[at + 1 :].partition(":")
            at += len(slug) + 1
            start = len(plain)
        elif text[at] == "}":
            links.append((start, len(plain), slug))
        else:
            plain += text[at]
        at += 1
    edges = [0, *(edge for begin, end, _ in links for edge in (begin, end)), len(plain)]
    linkable = tuple(zip(edges[::2], edges[1::2], strict=True)) if links else None
    return Passage(plain, section, 1, linkable, closed, tuple(quoted), tuple(links))


def annotate(
    passages: Sequence[Passage],
    rules: LinkRules = NO_RULES,
    policy: LinkPolicy = LINK_POLICY,
    **page: str,
) -> Annotated:
    pages = [PageText("page", passages, rules=rules, **page)]
    (annotated,) = link(pages, LEXICON, policy=policy)
    return annotated


def verdicts(annotated: Annotated) -> list[tuple[str, Verdict]]:
    return [
        (annotated.passages[mention.passage].text[mention.start : mention.end], mention.verdict)
        for mention in annotated.mentions
    ]


# ------------------------------------------------------------------------- verdicts, one by one


@pytest.mark.parametrize("closed", [
    Verdict.IN_HEADING, Verdict.IN_CAPTION, Verdict.IN_TABLE, Verdict.IN_CODE, Verdict.IN_RELATED,
])  # fmt: skip
def test_closed_passages_carry_no_link_and_do_not_count_as_mentioned(closed: Verdict) -> None:
    annotated = annotate([passage("Libya", closed=closed), passage("Libya")])
    assert verdicts(annotated) == [("Libya", closed), ("Libya", LINKED)]


def test_links_stay_within_the_spans_that_may_carry_one() -> None:
    text = "TRIPOLI, Libya (Wire) - the Kosovo War"
    spans = ((23, 35), (35, 38))  # behind the dateline, cut at the edge of an emphasis
    annotated = annotate([Passage(text, 0, 1, spans)])
    assert verdicts(annotated) == [("Libya", MARKUP), ("Kosovo War", MARKUP)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Once in a section: the first mention, in any form.
        (["Libya, Libya’s, Libya"], "linked repeated repeated"),
        (["Libya", "Libya"], "linked repeated"),
        # The longest name wins over those inside it.
        (["UN Security Council, Security Council"], "linked repeated"),
        (["the Kosovo War"], "linked"),
        (["the Kosovo War, Kosovo"], "linked linked"),
        # In a quotation, if the subject is also named outside of quotations.
        (["‹Libya›, he said. Libya"], "in-quotation linked"),
        (["Libya. ‹Libya›, he said"], "linked in-quotation"),
        (["‹Libya›, he said. ‹Libya›"], "linked repeated"),
        (["‹Libya›, he said.", "Libya, Libya"], "in-quotation linked repeated"),
        # An existing link to the same explainer counts anywhere in the section.
        (["Libya. {libya:the country}"], "repeated"),
        (["{libya:the country}. Libya"], "repeated"),
        (["{:another site}. Libya"], "linked"),
        (["{tunisia:the country}. Libya"], "linked"),
        (["{libya:Libya}. Libya"], "in-link-or-code repeated"),
        (["{:Libya}. Libya"], "in-link-or-code linked"),
        # Links that would touch: the longer one stays, of two of the same length the first.
        (["Libya Tunisia"], "touches-a-link linked"),
        (["Tunisia Libya"], "linked touches-a-link"),
        (["Libya  Libya"], "linked repeated"),
        (["Kosovo Libya"], "linked touches-a-link"),
        (["Libya’s Tunisia"], "linked touches-a-link"),
        (["Libya, Tunisia"], "linked linked"),
        (["Libya\nTunisia"], "touches-a-link linked"),
        (["Libya", "Tunisia"], "linked linked"),
        (["Libya-Tunisia"], "linked linked"),
        # The subject of a removed link is linked at its next mention.
        (["Libya Tunisia. Libya. Libya"], "touches-a-link linked linked repeated"),
        (["Libya Tunisia. Libya Tunisia. Libya"],
         "touches-a-link linked linked repeated repeated"),
        (["Libya Tunisia. Libya Kosovo. Libya"],
         "touches-a-link linked touches-a-link linked linked"),
        (["Libya Tunisia. ‹Libya›"], "touches-a-link linked linked"),
        # In a row only those are removed that touch a link that stays.
        (["OSCE Libya Tunisia"], "linked touches-a-link linked"),
        (["Tunisia Libya Kosovo"], "linked touches-a-link linked"),
        # They do not touch an existing link.
        (["{:here} Libya. Libya"], "touches-a-link linked"),
        (["Libya {:here}"], "touches-a-link"),
        (["Libya, {:here}"], "linked"),
        # Rejected phrases, and what stands in them.
        (["the Russian Security Council. The Security Council"], "never-link linked"),
        (["the Russian Security Council's man"], "never-link"),
    ],
)  # fmt: skip
def test_verdict_of_each_mention(texts: list[str], expected: str) -> None:
    annotated = annotate([passage(text) for text in texts])
    assert " ".join(mention.verdict for mention in annotated.mentions) == expected


def test_every_verdict_occurs() -> None:
    passages = [
        *(passage("Libya", 0, Verdict(f"in-{where}"))
          for where in ("heading", "caption", "table", "code", "related-line")),
        passage("‹Libya›. Libya. Libya. {:OSCE}. OSCE Tunisia. Tripoli. Yugoslavia. Police."),
        passage("The Russian Security Council. The UN Security Council. The Libya Herald."),
        passage("He met Nikolas Cruz. Then Cruz left."),
        *(passage(". ".join(f"X{n}" for n in range(10)), section) for section in range(9)),
    ]  # fmt: skip
    names = [
        *NAMES,
        Name("police", "met"),
        Name("Cruz", "ted", ExplainerKind.PERSON),
        *(Name(f"X{n}", f"x{n}") for n in range(10)),
    ]
    page = PageText("page", passages, "2010-05-04", about="un-security-council")
    (annotated,) = link([page], Lexicon(names))
    assert {mention.verdict for mention in annotated.mentions} == set(Verdict)


@pytest.mark.parametrize("once_per", OncePer)
@pytest.mark.parametrize("set_by", ["site", "page"])
def test_site_and_page_set_how_often_a_subject_is_linked(once_per: OncePer, set_by: str) -> None:
    passages = [passage("Libya. Libya."), passage("Libya", 1), passage("‹Libya›", 1)]
    expected = {
        OncePer.SECTION: [LINKED, REPEATED, LINKED, QUOTED],
        OncePer.PAGE: [LINKED, REPEATED, REPEATED, QUOTED],
        OncePer.MENTION: [LINKED, LINKED, LINKED, QUOTED],
    }
    if set_by == "site":
        annotated = annotate(passages, policy=replace(LINK_POLICY, once_per=once_per))
    else:
        other = OncePer.PAGE if once_per is OncePer.SECTION else OncePer.SECTION
        rules = LinkRules(once_per=once_per)
        annotated = annotate(passages, rules, replace(LINK_POLICY, once_per=other))
    assert [mention.verdict for mention in annotated.mentions] == expected[once_per]


@pytest.mark.parametrize(
    ("once_per", "texts", "expected"),
    [
        # An existing link counts as far as `once_per` reaches.
        (OncePer.SECTION, ["{libya:there}. Libya", "Libya"], [REPEATED, LINKED]),
        (OncePer.PAGE, ["{libya:there}. Libya", "Libya"], [REPEATED, REPEATED]),
        (OncePer.PAGE, ["Libya", "{libya:there}. Libya"], [REPEATED, REPEATED]),
        (OncePer.MENTION, ["{libya:there}. Libya", "Libya"], [LINKED, LINKED]),
        # And so does a link that touches.
        (OncePer.PAGE, ["Libya Tunisia", "Libya"], [TOUCHING, LINKED, LINKED]),
        (OncePer.MENTION, ["Libya Tunisia Libya", "Libya"], [TOUCHING, LINKED, TOUCHING, LINKED]),
        (OncePer.MENTION, ["Libya Libya Libya"], [LINKED, TOUCHING, LINKED]),
    ],
)
def test_where_an_existing_or_touching_link_counts(
    once_per: OncePer, texts: list[str], expected: list[Verdict]
) -> None:
    passages = [passage(text, section) for section, text in enumerate(texts)]
    annotated = annotate(passages, LinkRules(once_per=once_per))
    assert [mention.verdict for mention in annotated.mentions] == expected


@pytest.mark.parametrize(
    ("site", "page", "expected"),
    [
        (False, None, [QUOTED, LINKED]),
        (True, None, [LINKED, REPEATED]),
        (False, True, [LINKED, REPEATED]),
        (True, False, [QUOTED, LINKED]),
    ],
)
def test_links_in_quotations(site: bool, page: bool | None, expected: list[Verdict]) -> None:
    policy = replace(LINK_POLICY, in_quotations=site)
    annotated = annotate([passage("‹Libya›. Libya.")], LinkRules(in_quotations=page), policy)
    assert [mention.verdict for mention in annotated.mentions] == expected


def test_a_mention_after_a_quotation_is_not_quoted() -> None:
    annotated = annotate([passage("Kosovo ‹Libya› Tunisia, ‹OSCE›")])
    assert [mention.quoted for mention in annotated.mentions] == [False, True, False, True]


def test_the_rules_of_a_page_apply_to_that_page_only() -> None:
    pages = [
        PageText("a", [passage("Libya. Libya. Tripoli.")], rules=LinkRules(
            frozenset({"libya"}), (("Tripoli", "tripoli-libya"),)
        )),
        PageText("b", [passage("Libya. Libya. Tripoli.")]),
        PageText("c", [passage("Libya. Libya. Tripoli.")], rules=LinkRules(once_per=MENTION)),
    ]  # fmt: skip
    first, second, third = link(pages, LEXICON)
    assert [v for _, v in verdicts(first)] == [NEVER, NEVER, LINKED]
    assert [v for _, v in verdicts(second)] == [LINKED, REPEATED, Verdict.SHARED]
    assert [v for _, v in verdicts(third)] == [LINKED, LINKED, Verdict.SHARED]


EVERYDAY = Lexicon([
    *(Name(text, "met", ExplainerKind.ORGANISATION) for text in ("police", "Metropolitan Police")),
    Name("traffic police", "traffic", ExplainerKind.ORGANISATION),
    Name("ceasefire", "truce", ExplainerKind.CONCEPT),
    Name("polícia", "policia"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # A sentence gives any police a capital.
        (["Police said so."], "capital-of-a-sentence"),
        (["Police said so.", "“Police!”"], "capital-of-a-sentence capital-of-a-sentence"),
        (["Polícia."], "capital-of-a-sentence"),
        (["Police said so to traffic police."], "capital-of-a-sentence linked"),
        # The page shows that it means the subject.
        (["Police said so. The police came."], "linked repeated"),
        (["The police came.", "Police said so."], "linked repeated"),
        (["Police said so. The Metropolitan Police."], "linked repeated"),
        # Several words, and the names of concepts, mean what they say.
        (["Traffic police said so."], "linked"),
        (["Ceasefire talks."], "linked"),
        (["the police"], "linked"),
    ],
)
def test_everyday_words_need_more_than_a_capital(texts: list[str], expected: str) -> None:
    (annotated,) = link([PageText("a", [passage(text) for text in texts])], EVERYDAY)
    assert " ".join(verdict for _, verdict in verdicts(annotated)) == expected


def test_an_everyday_word_in_a_heading_is_no_evidence() -> None:
    texts = [passage("Police", closed=Verdict.IN_HEADING), passage("Police said so.")]
    (annotated,) = link([PageText("a", texts)], EVERYDAY)
    assert [mention.verdict for mention in annotated.mentions] == [
        Verdict.IN_HEADING,
        Verdict.CAPITAL,
    ]


def test_an_editor_decides_on_an_everyday_word() -> None:
    page = PageText("a", [passage("Police said.")], rules=LinkRules(decided=(("police", "met"),)))
    (annotated,) = link([page], EVERYDAY)
    assert [mention.verdict for mention in annotated.mentions] == [LINKED]


# --------------------------------------------------------------- never, decided, the page itself


@pytest.mark.parametrize(
    ("never", "text", "expected"),
    [
        # A slug means an explainer, under any of its names.
        ("un-security-council", "Security Council, UN Security Council", [NEVER, NEVER]),
        ("libya", "Libya, Tunisia", [NEVER, LINKED]),
        ("kosovo", "the Kosovo War, Kosovo", [LINKED, NEVER]),
        # Also if the subject depends on the page.
        ("yugoslavia", "Yugoslavia", [NEVER]),
        # A phrase stands for itself, and for what is in it.
        ("Security Council", "Security Council, UN Security Council", [NEVER, LINKED]),
        ("Kosovo War Museum", "the Kosovo War Museum, the Kosovo War", [NEVER, LINKED]),
        ("Kosovo War Museum", "the Kosovo War  Museum’s", [NEVER]),
        ("Libya Herald", "the Libya Herald in Libya", [NEVER, LINKED]),
        ("Libya Herald", "the Libya Heralds", [Verdict.LONGER_NAME]),
        # An unknown entry.
        ("atlantis", "Libya", [LINKED]),
    ],
)
@pytest.mark.parametrize("set_by", ["site", "page"])
def test_never_lists(never: str, text: str, expected: list[Verdict], set_by: str) -> None:
    listed = frozenset({never})
    if set_by == "site":
        annotated = annotate([passage(text)], policy=replace(LINK_POLICY, never=listed))
    else:
        annotated = annotate([passage(text)], LinkRules(never=listed))
    assert [mention.verdict for mention in annotated.mentions] == expected


def test_a_page_extends_the_never_list_of_the_site() -> None:
    policy = replace(LINK_POLICY, never=frozenset({"libya"}))
    annotated = annotate([passage("Libya, Tunisia")], LinkRules(frozenset({"tunisia"})), policy)
    assert [mention.verdict for mention in annotated.mentions] == [NEVER, NEVER]


@pytest.mark.parametrize(
    ("never", "expected"),
    [
        ({"tripoli-libya"}, Verdict.NEVER),  # the era decides for it, and it is listed
        ({"tripoli-lebanon"}, Verdict.LINKED),
        ({"tripoli-libya", "tripoli-lebanon"}, Verdict.NEVER),
    ],
)
def test_a_subject_that_the_era_decides_may_be_on_a_never_list(
    never: set[str], expected: Verdict
) -> None:
    names = [
        Name("Tripoli", "tripoli-libya"),
        Name("Tripoli", "tripoli-lebanon", None, (Era("2020"),)),
    ]
    page = PageText("", [passage("Tripoli")], "2010-01-01", LinkRules(frozenset(never)))
    (annotated,) = link([page], Lexicon(names))
    assert [mention.verdict for mention in annotated.mentions] == [expected]


def test_a_phrase_that_only_listed_explainers_claim_is_never_linked() -> None:
    never = frozenset({"tripoli-libya", "tripoli-lebanon"})
    annotated = annotate([passage("Tripoli")], LinkRules(never))
    assert [mention.verdict for mention in annotated.mentions] == [NEVER]


@pytest.mark.parametrize(
    ("decided", "never", "text", "expected"),
    [
        # A phrase with several claims, without a claim, and with a claim of another explainer.
        ("Tripoli=tripoli-libya", "", "Tripoli’s", [("tripoli-libya", LINKED)]),
        ("the brother state=libya", "", "the brother state", [("libya", LINKED)]),
        ("the brother state=libya", "", "The brother state", [("libya", LINKED)]),
        ("Libya=tunisia", "", "Libya", [("tunisia", LINKED)]),
        # It is a phrase like others: longest first, once in a section.
        (
            "War=kosovo-war",
            "",
            "the Kosovo War. The War",
            [("kosovo-war", LINKED), ("kosovo-war", REPEATED)],
        ),
        ("Kosovo War Museum=libya", "", "Kosovo War Museum", [("libya", LINKED)]),
        # It beats never-link lists, of explainers as well.
        ("Tripoli=tripoli-libya", "tripoli-libya", "Tripoli", [("tripoli-libya", LINKED)]),
        ("Tripoli=tripoli-libya", "Tripoli", "Tripoli", [("tripoli-libya", LINKED)]),
        ("Russian Security Council=libya", "", "Russian Security Council", [("libya", LINKED)]),
        # And the era.
        ("Yugoslavia=yugoslavia", "", "Yugoslavia", [("yugoslavia", LINKED)]),
    ],
)
def test_an_editor_decides(
    decided: str, never: str, text: str, expected: list[tuple[str, Verdict]]
) -> None:
    phrase, _, slug = decided.partition("=")
    rules = LinkRules(frozenset({never} - {""}), ((phrase, slug),))
    annotated = annotate([passage(text)], rules, day="2018-02-01")
    assert [(m.subject, m.verdict) for m in annotated.mentions] == expected
    assert {m.sense for m in annotated.mentions if m.phrase == phrase} == {Sense.EDITOR}


def test_an_editor_overrides_a_never_list_of_the_site() -> None:
    policy = replace(LINK_POLICY, never=frozenset({"Tripoli", "tripoli-libya"}))
    rules = LinkRules(decided=(("Tripoli", "tripoli-libya"),))
    annotated = annotate([passage("Tripoli")], rules, policy)
    assert [mention.verdict for mention in annotated.mentions] == [LINKED]


@pytest.mark.parametrize(
    ("about", "text", "expected"),
    [
        ("libya", "Libya, Tunisia", [Verdict.SELF, LINKED]),
        ("tripoli-libya", "Tripoli", [Verdict.SELF]),
        ("un-security-council", "the Russian Security Council", [NEVER]),
        ("atlantis", "Libya", [LINKED]),
    ],
)
def test_a_page_does_not_link_to_itself(about: str, text: str, expected: list[Verdict]) -> None:
    annotated = annotate([passage(text)], about=about)
    assert [mention.verdict for mention in annotated.mentions] == expected


def test_an_editor_cannot_link_an_explainer_to_itself() -> None:
    rules = LinkRules(decided=(("Tripoli", "tripoli-libya"),))
    annotated = annotate([passage("Tripoli")], rules, about="tripoli-libya")
    assert [mention.verdict for mention in annotated.mentions] == [Verdict.SELF]


# ------------------------------------------------------------------------- fields and anchors


def test_the_fields_of_a_mention() -> None:
    annotated = annotate([passage("Nothing."), passage("In ‹the Tripoli’s› port. Libya.", 1)])
    assert annotated.mentions == (
        Mention(1, 7, 16, "Tripoli", ("tripoli-lebanon", "tripoli-libya"), "", Sense.OPEN,
                Verdict.SHARED, quoted=True),
        Mention(1, 23, 28, "Libya", ("libya",), "libya", Sense.ONLY, LINKED, anchor="m-libya-1"),
    )  # fmt: skip
    assert annotated.subjects() == ("libya",)


def test_anchors_number_the_links_to_a_subject() -> None:
    annotated = annotate([passage("Libya. OSCE. Libya."), passage("Libya", 1), passage("OSCE", 2)])
    assert [mention.anchor for mention in annotated.mentions] == [
        "m-libya-1", "m-osce-1", "", "m-libya-2", "m-osce-2",
    ]  # fmt: skip


@pytest.mark.parametrize("pages", [[], [PageText("a", [])], [PageText("a", [passage("")])]])
def test_pages_without_words_have_no_mentions(pages: list[PageText]) -> None:
    for lexicon in (LEXICON, Lexicon([])):
        found = link(pages, lexicon)
        assert [annotated.mentions for annotated in found] == [()] * len(pages)


# ------------------------------------------------------------------------------- the budget


def subjects(count: int, repeat: int = 1) -> str:
    return ". ".join(f"X{n}" for _ in range(repeat) for n in range(count))


BUDGET_NAMES = Lexicon(Name(f"X{n}", f"x{n}") for n in range(40))


def linked(pages: list[PageText], policy: LinkPolicy = LINK_POLICY) -> list[str]:
    """Return the phrases that are linked on the first page."""
    annotated = link(pages, BUDGET_NAMES, policy=policy)[0]
    assert {m.verdict for m in annotated.mentions} <= {LINKED, REPEATED, Verdict.OVER_BUDGET}
    return [mention.phrase for mention in annotated.linked()]


@pytest.mark.parametrize(
    ("words", "per_100_words", "expected"),
    [
        (40, 6.0, 10),  # ten are always free
        (160, 6.0, 10),
        (200, 6.0, 12),
        (200, 6.4, 12),
        (200, 6.5, 13),
        (200, 20.0, 40),
        (400, 6.0, 24),
        (400, 0.5, 10),
        (400, 0.0, 40),  # no budget
    ],
)
def test_the_budget_depends_on_the_number_of_words(
    words: int, per_100_words: float, expected: int
) -> None:
    text = subjects(40) + " word" * (words - 40)
    policy = replace(LINK_POLICY, per_100_words=per_100_words)
    assert len(linked([PageText("a", [passage(text)])], policy)) == expected
    own = PageText("a", [passage(text)], rules=LinkRules(per_100_words=per_100_words))
    assert len(linked([own])) == expected


def test_a_text_without_spaces_counts_a_word_for_every_eight_characters() -> None:
    text = subjects(20).replace(" ", "") + "会" * (8 * 250 - 69)
    assert len(linked([PageText("a", [passage(text)])])) == 15


def test_links_to_central_and_rare_subjects_stay() -> None:
    page = PageText("a", [passage(f"{subjects(14)}. X13. X13. X12.")])
    common = [PageText(f"b{n}", [passage("X12. X11. X0.")]) for n in range(30)]
    explainers = [PageText(f"c{n}", [passage("X13.")], about=f"c{n}") for n in range(30)]
    # Explainers do not make a subject common; X11 and X0 are common and mentioned once.
    kept = linked([page, *common, *explainers])
    assert kept == [f"X{n}" for n in (*range(1, 10), 13)]


def test_later_links_to_a_subject_are_removed_before_first_links() -> None:
    often = [passage("X0. X0. X0. X0.", section) for section in range(6)]
    page = PageText("a", [*often, passage(subjects(12), 6)])
    # There is room for ten. X0 is the most central, and linked once all the same.
    assert linked([page]) == [f"X{n}" for n in range(10)]


def test_of_later_links_the_most_valuable_and_then_the_first_stay() -> None:
    sections = [passage(f"{subjects(6)}. X3. X3.", section) for section in range(3)]
    assert linked([PageText("a", sections)]) == [
        *(f"X{n}" for n in range(6)), "X0", "X1", "X3", "X3",
    ]  # fmt: skip


def test_existing_links_count() -> None:
    existing = " ".join(f"{{x{n}:this}}," for n in range(30, 34))
    pages = [PageText("a", [passage(f"{subjects(12)}. {existing} {{:elsewhere}}")])]
    assert len(linked(pages)) == 6


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(["X1. ", "X2 ", "word ", "a" * 23, "会" * 23, ""]), max_size=40),
    st.floats(0.1, 30),
)
def test_no_page_over_its_budget_is_missed(texts: list[str], per_100_words: float) -> None:
    page = PageText("a", [passage(text, n) for n, text in enumerate(texts)])
    kept = linked([page], replace(LINK_POLICY, per_100_words=per_100_words))
    allowed = budget.allowed(page.passages, per_100_words)
    free = linked([page], replace(LINK_POLICY, per_100_words=0))
    assert len(kept) == min(len(free), allowed)


# ------------------------------------------------ properties, against the simple implementation

TOKENS = ["Libya", "Tunisia", "Kosovo", "OSCE", "Libya’s", "Kosovo War", "Security Council"]
SENTENCES = st.lists(
    st.one_of(
        st.sampled_from(TOKENS),
        st.sampled_from(TOKENS),
        st.sampled_from([".", ",", "said"]),
        st.sampled_from(TOKENS).map(lambda token: f"‹{token}›"),
        st.sampled_from(["{libya:there}", "{:there}", "{kosovo:Kosovo}"]),
    ),
    max_size=12,
).map(" ".join)
PASSAGES = st.lists(
    st.tuples(SENTENCES, st.booleans(), st.sampled_from([None, None, None, Verdict.IN_HEADING])),
    max_size=5,
)
POLICIES = st.builds(
    LinkPolicy,
    once_per=st.sampled_from(OncePer),
    in_quotations=st.booleans(),
    per_100_words=st.just(0.0),
)


@settings(max_examples=600)
@given(PASSAGES, POLICIES)
def test_the_choice_of_links_agrees_with_the_simple_one(
    written: list[tuple[str, bool, Verdict | None]], policy: LinkPolicy
) -> None:
    section = 0
    passages: list[Passage] = []
    for text, opens_section, closed in written:
        section += opens_section
        passages.append(passage(text, section, closed))
    annotated = annotate(passages, policy=policy)
    expected = choose(passages, annotated.mentions, policy)
    assert [mention.verdict for mention in annotated.mentions] == expected


SAID = st.sampled_from([
    "Police said.", "“Police!” —", "Polícia.", "Ceasefire.", "The police.",
    "The Metropolitan Police.",
    "Traffic police.", "Nobody.",
])  # fmt: skip


@given(st.lists(st.lists(SAID, max_size=3).map(" ".join), max_size=4))
def test_everyday_words_agree_with_the_simple_rule(texts: list[str]) -> None:
    passages = [passage(text) for text in texts]
    (annotated,) = link([PageText("a", passages)], EVERYDAY)
    refused = [n for n, m in enumerate(annotated.mentions) if m.verdict is Verdict.CAPITAL]
    assert all(annotated.mentions[n].subject == "" for n in refused)
    everyday = ["police", "polícia"]
    assert refused == only_capitals(passages, annotated.mentions, everyday)


PAGES = st.lists(
    st.tuples(SENTENCES, st.sampled_from(["", "libya", "tripoli-libya"])), min_size=1, max_size=5
)


@settings(max_examples=200)
@given(PAGES, st.randoms(use_true_random=False))
def test_pages_do_not_depend_on_each_other_or_their_order(
    written: list[tuple[str, str]], chance: random.Random
) -> None:
    pages = [
        PageText(f"p{n}", [passage(text), passage(f"{text} Tripoli", 1)], about=about)
        for n, (text, about) in enumerate(written)
    ]
    policy = replace(LINK_POLICY, per_100_words=0)
    together = dict(
        zip(
            (p.slug for p in pages),
            link(pages, LEXICON, policy=policy),
            strict=True,
        )
    )
    for page in pages:
        (alone,) = link([page], LEXICON, policy=policy)
        assert alone == together[page.slug]
    chance.shuffle(pages)
    again = link(pages, LEXICON, policy=policy)
    assert again == [together[page.slug] for page in pages]
