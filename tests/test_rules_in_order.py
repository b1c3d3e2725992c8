"""The linker as a whole says the same as the rules of `simple_linker`, in their order."""

from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.linking.lexicon import Lexicon, Name
from briefings.linking.profiles import Profile
from briefings.linking.senses import Evidence
from briefings.model.explainer import Era, ExplainerKind
from briefings.model.linking import Mention, PageText, Passage, Verdict
from briefings.model.policy import LinkPolicy, OncePer
from tests import simple_linker
from tests.linking import link

PERSON, PLACE, BODY = ExplainerKind.PERSON, ExplainerKind.PLACE, ExplainerKind.ORGANISATION
NAMES = [
    *(Name(text, "ted", PERSON, inside=("Cruz Library",)) for text in ("Ted Cruz", "Cruz")),
    *(Name(text, "ann", PERSON) for text in ("Ann Roe", "Roe")),
    Name("Ohio", "ohio", PLACE),
    Name("Zaire", "congo", PLACE, eras=(Era("1971", "1997"),)),
    *(Name(text, "city", PLACE) for text in ("Washington", "Columbia")),
    *(Name(text, "george", PERSON) for text in ("Washington", "George Washington")),
    *(Name(text, "police", BODY) for text in ("police", "Metropolitan Police")),
    Name("Senate", "senate", BODY),
]
PROFILES = [
    Profile("ted", kind=PERSON), Profile("ann", kind=PERSON), Profile("ohio", kind=PLACE),
    Profile("congo", kind=PLACE),
    Profile("city", title="Washington", kind=PLACE, context=("fjord",)),
    Profile("george", title="George Washington", kind=PERSON), Profile("police", kind=BODY),
    Profile("senate", kind=BODY),
]  # fmt: skip
LEXICON = Lexicon(NAMES)
EVIDENCE = Evidence(PROFILES, LEXICON)
PHRASES = sorted({name.text for name in NAMES})
WORDS = st.sampled_from([
    *PHRASES, *PHRASES, "Police", "Cruz", "Cruz", "Nikolas Cruz", "Rafael Cruz", "Senator",
    "Sheriff", "Mr.", "Library", "University", "Jr.", "Denzel", "in", "of", "said", "the", "When",
    "fjord",
])  # fmt: skip
JOINTS = st.sampled_from([*[" "] * 6, ", ", ". ", "-", "’s "])
TEXTS = st.lists(st.tuples(WORDS, JOINTS), max_size=5).map(lambda ws: "".join(map("".join, ws)))


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    text = draw(TEXTS)
    edge = st.integers(0, len(text)).map(lambda at: (at, len(text)))
    return Passage(
        text,
        draw(st.integers(0, 1)),
        1,
        linkable=draw(st.one_of(st.none(), st.none(), st.none(), st.tuples(edge))),
        closed=draw(st.sampled_from([None] * 5 + [Verdict.IN_HEADING])),
        quoted=draw(st.one_of(st.just(()), st.just(()), st.tuples(edge))),
    )


@settings(max_examples=120)
@given(
    st.lists(passages(), max_size=3),
    st.sampled_from(["", "1980-01-01", "2020-01-01"]),
    st.sampled_from(["", "", "", "ted"]),
    st.builds(
        LinkPolicy,
        once_per=st.sampled_from(OncePer),
        in_quotations=st.booleans(),
        per_100_words=st.just(0.0),
        never=st.sampled_from([frozenset(), frozenset(), frozenset({"ohio", "george"})]),
        defaults=st.sampled_from([(), (), (("Washington", "city"),)]),
    ),
)
def test_the_linker_agrees_with_the_rules_in_their_order(
    written: list[Passage], day: str, about: str, policy: LinkPolicy
) -> None:
    page = PageText("page", written, day, about=about)
    (annotated,) = link([page], LEXICON, EVIDENCE, policy)
    profiles = {profile.slug: profile for profile in PROFILES}
    simple = simple_linker.link(page, NAMES, profiles, policy)
    assert [decided(mention) for mention in annotated.mentions] == [*map(decided, simple)]
    for mention in annotated.mentions:
        event(mention.verdict.value)


def decided(mention: Mention) -> tuple[object, ...]:
    """Return what the rules decide of a mention: all but the anchor."""
    return (
        mention.passage, mention.start, mention.end, mention.phrase, mention.candidates,
        mention.subject, mention.sense, mention.verdict, mention.quoted,
    )  # fmt: skip
