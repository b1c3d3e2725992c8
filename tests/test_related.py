"""Related lines: which ones link to briefings, and none links to a wrong one."""

from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from briefings.content.articles import pointers
from briefings.linking import related
from briefings.markup import article_text
from briefings.model.article import Article, Capture
from briefings.model.reading import Block, BlockKind, Markup, MarkupKind
from briefings.model.related import RelatedLine, RelatedRule
from tests.foreign import TEXTS
from tests.rendering import article_html, words

TITLES = {
    "moscow": "Lavrov and Alfano talk OSCE, Kosovo, Libya and Syria in Moscow",
    "geneva": "Libya's rival sides sign a permanent ceasefire in Geneva",
    "iran": "Iran names five new members of its Guardian Council",
    "vote": "Voters in 12 districts go to the polls for a second time",
    "daily": "What happened in the world today",
    "daily-2": "What happened in the world today",
    "talks": "Talks in Geneva",
    "chinese": "利比亚冲突各方在日内瓦签署永久停火协议",
}
HERE = "here"


def article(
    slug: str, title: str, *lines: str | Block, headline: str = "", url: str = ""
) -> Article:
    """Return an article; lines that are text are headlines around it."""
    blocks = tuple(line for line in lines if isinstance(line, Block))
    headlines = tuple(line for line in lines if isinstance(line, str))
    return Article(
        slug=slug, capture=Capture(f"articles/{slug}.txt", "", 0), title=title, headline=headline,
        summary="", lang="en", blocks=blocks, pointers=tuple(pointers(blocks)),
        headlines=headlines, url=url,
    )  # fmt: skip


def related_block(text: str, *markup: Markup) -> Block:
    return Block(BlockKind.RELATED, text, 7, markup=markup)


def corpus(*more: Article, titles: Mapping[str, str] = TITLES) -> list[Article]:
    return [*(article(slug, title) for slug, title in titles.items()), *more]


def decide(line: str | Block, *others: Article) -> RelatedLine:
    """Return what is decided about a line of an article among those above."""
    here = article(HERE, "The page on which the line stands today", line)
    (decided,) = dict(related.find(corpus(here, *others)))[HERE]
    return decided


@pytest.mark.parametrize(
    ("line", "rule", "slugs"),
    [
        # The title, in the capitals and the punctuation of another page.
        (TITLES["moscow"], "same-title", ("moscow",)),
        ("Lavrov And Alfano Talk OSCE, Kosovo, Libya And Syria In Moscow", "same-title",
         ("moscow",)),
        ("Libya’s Rival Sides Sign a Permanent Cease-Fire in Geneva", "same-title", ("geneva",)),
        ("LAVROV & ALFANO: talk O.S.C.E., Kosovo, Libya and Syria in Moscow",
         "nearly-the-same-title", ("moscow",)),
        (TITLES["chinese"], "same-title", ("chinese",)),
        # A slip of the keys in a long word, or an article.
        ("Libya's rival sides sign permanent ceasefire in Geneva", "nearly-the-same-title",
         ("geneva",)),
        ("Libya's rival sides sign a permanent ceasfire in Geneva", "nearly-the-same-title",
         ("geneva",)),
        # Another name, another number, another word: another story.
        ("Iraq names five new members of its Guardian Council", "no-such-article", ("iran",)),
        ("Syria's rival sides sign a permanent ceasefire in Geneva", "no-such-article",
         ("geneva",)),
        ("Libya's rival sides sign a permanent ceasefire in Vienna", "no-such-article",
         ("geneva",)),
        ("Voters in 13 districts go to the polls for a second time", "no-such-article", ("vote",)),
        ("Voters in 1.2 districts go to the polls for a second time", "no-such-article",
         ("vote",)),
        ("Libya's rival sides don't sign a permanent ceasefire in Geneva", "no-such-article",
         ("geneva",)),
        ("Alfano and Lavrov talk OSCE, Kosovo, Libya and Syria in Moscow", "no-such-article",
         ("moscow",)),
        # Nothing like it.
        ("The weather stays fine over the northern islands", "no-such-article", ()),
        ("", "no-such-article", ()),
        # Two articles have the title; it fits many stories; it is that of the page itself.
        (TITLES["daily"], "several-articles", ("daily", "daily-2")),
        (TITLES["talks"], "too-short", ("talks",)),
        ("The page on which the line stands today", "the-page-itself", (HERE,)),
    ],
)  # fmt: skip
def test_which_lines_are_titles(line: str, rule: str, slugs: tuple[str, ...]) -> None:
    decided = decide(line)
    assert (decided.rule, decided.slugs) == (rule, slugs)
    assert decided.target == (slugs[0] if decided.rule.links else "")
    assert (decided.score == 100.0) >= (decided.rule is RelatedRule.EXACT)


def test_a_word_of_another_title_is_not_a_typing_error() -> None:
    line = "Assembly passes a resolution on the northern harbour"
    other = article("a", "Assembly passes a revolution on the northern harbour")
    assert decide(line, other).target == "a"
    known = article("b", "What the resolution says about ships and their captains")
    assert decide(line, other, known).rule is RelatedRule.FAR


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"READ MORE: {TITLES['moscow']}", 11),
        (f"Related: opinion: {TITLES['moscow']}", 18),
        (TITLES["moscow"], 0),
    ],
)
def test_the_lead_in_of_a_line_is_no_part_of_its_link(text: str, start: int) -> None:
    decided = decide(related_block(text))
    assert (decided.target, decided.start, decided.block) == ("moscow", start, 0)
    (linked,) = related.linked([related_block(text)], [decided], "{}.md".format)
    assert linked.text == text
    assert linked.markup == (Markup(start, len(text), MarkupKind.LINK, "moscow.md"),)


def test_the_headline_as_captured_is_a_title_too() -> None:
    other = article("a", "An editor's title", headline="Ferries stop for the third day")
    assert decide("FERRIES STOP FOR THE THIRD DAY", other).target == "a"


def test_a_link_to_the_address_of_an_article_has_priority_over_its_text() -> None:
    other = article("a", "Anything at all", url="https://www.example.org/2018/talks?utm_source=x")
    link = Markup(0, 4, MarkupKind.LINK, "http://example.org/2018/talks/")
    decided = decide(related_block("Here, more of it", link), other)
    assert (decided.rule, decided.target) == (RelatedRule.ADDRESS, "a")
    (linked,) = related.linked([related_block("Here, more of it", link)], [decided], str)
    assert linked.markup == (Markup(0, 16, MarkupKind.LINK, "a"),)


def test_a_link_does_not_cross_an_emphasis() -> None:
    text = f"Read: {TITLES['moscow']}"
    block = related_block(text, Markup(3, 12, MarkupKind.EMPHASIS))
    (linked,) = related.linked([block], [decide(block)], str)
    assert linked.markup == (
        Markup(0, len(text), MarkupKind.LINK, "moscow"), Markup(3, 12, MarkupKind.EMPHASIS),
    )  # fmt: skip


def test_only_related_lines_are_looked_at() -> None:
    paragraph = Block(BlockKind.PARAGRAPH, TITLES["moscow"], 1)
    assert not [*related.find(corpus(article(HERE, "Here", paragraph)))]


# ----------------------------------------------------------------- laws

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=9)
VOCABULARY = st.lists(WORD, min_size=12, max_size=12, unique=True)


@st.composite
def stories(draw: st.DrawFn) -> list[Article]:
    """Draw articles with titles from a small vocabulary, and headlines that are some of these."""
    known = draw(VOCABULARY)
    title = st.lists(st.sampled_from([*known, "a", "the", "12", "13"]), min_size=3, max_size=8)
    titles = draw(st.lists(title.map(" ".join), min_size=2, max_size=8))
    lines = st.lists(st.sampled_from([*titles, "Something else"]), max_size=3)
    return [article(f"s{n}", text, *draw(lines)) for n, text in enumerate(titles)]


@settings(max_examples=150)
@given(stories(), st.randoms(use_true_random=False))
def test_a_link_leads_to_another_article_with_that_title_in_any_order_of_articles(
    found: list[Article], rng: Random
) -> None:
    titles = {one.slug: one.title for one in found}
    decided = dict(related.find(found))
    rng.shuffle(found)
    assert dict(related.find(found)) == decided
    for slug, lines in decided.items():
        for line in lines:
            assert line.target != slug
            if line.target:
                assert fuzz.ratio(line.text, titles[line.target]) >= related.ALIKE
                assert sum(titles[other] == line.text for other in titles) <= 1


def one_letter_off(word: str, rng: Random) -> str:
    """Return a word with a letter put in, left out, replaced or swapped, but for the first."""
    at = rng.randrange(1, len(word) - 1)
    edits: list[Callable[[], str]] = [
        lambda: f"{word[:at]}q{word[at:]}",
        lambda: word[:at] + word[at + 1 :],
        lambda: f"{word[:at]}q{word[at + 1 :]}",
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    return rng.choice(edits)()


LONG = st.text("abcdefghijklmnop", min_size=7, max_size=9)


@given(st.lists(LONG, min_size=6, max_size=9, unique=True), st.randoms(use_true_random=False))
def test_a_headline_within_a_small_edit_finds_its_article(names: list[str], rng: Random) -> None:
    at = rng.randrange(len(names))
    written = one_letter_off(names[at], rng)
    line = " ".join((*names[:at], written, *names[at + 1 :]))
    articles = [
        article("a", " ".join(names)), article("b", "An unrelated story of the day"),
        article(HERE, "Here", line.title()),
    ]  # fmt: skip
    ((_, found),) = related.find(articles)
    assert found[0].target == ("" if written in names and written != names[at] else "a")


@given(
    st.lists(LONG, min_size=6, max_size=9, unique=True),
    st.one_of(st.integers(0, 999).map(str), st.text("xyz", min_size=7, max_size=9)),
    st.integers(0, 99),
)
def test_another_name_or_number_is_another_story(names: list[str], other: str, at: int) -> None:
    line = list(names)
    line[at % len(names)] = other
    articles = [article("a", " ".join(names)), article(HERE, "Here", " ".join(line))]
    ((_, found),) = related.find(articles)
    assert found[0].rule is RelatedRule.FAR


@settings(max_examples=100)
@given(TEXTS.filter(bool), st.integers(0, 300))
def test_a_linked_line_shows_as_its_own_characters(text: str, start: int) -> None:
    line = RelatedLine(0, text, min(start, len(text) - 1), RelatedRule.EXACT, 100.0, ("a",))
    body = related.linked([related_block(text)], [line], "{}.md".format)
    html = article_html(article_text.blocks_of(body, (), "to:{}".format))
    assert words(html, "article") == [text]
    assert 'href="to:a.md"' in html


def test_a_line_is_compared_with_few_titles_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0
    alike = fuzz.ratio

    def ratio(one: str, other: str) -> float:
        nonlocal compared
        compared += 1
        return alike(one, other)

    monkeypatch.setattr("rapidfuzz.fuzz.ratio", ratio)
    rng = Random(1)
    names = [f"name{number:03}" for number in range(300)]
    many = [article(f"s{n}", " ".join(rng.sample(names, 6))) for n in range(2000)]
    lines = [" ".join(rng.sample(names, 6)) for _ in range(50)]
    assert [*related.find([*many, article(HERE, "Here", *lines)])]
    assert 0 < compared <= 20 * len(lines)


@settings(max_examples=100)
@given(st.sampled_from(sorted(TITLES.values())), st.data())
def test_links_are_those_of_all_that_is_decided_that_link(title: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(title) - 1))
    line = (
        title[:place] + data.draw(st.sampled_from(("", "x", title[place] * 2))) + title[place + 1 :]
    )
    articles = corpus(article(HERE, "The page on which the line stands today", line))
    decided = {
        slug: tuple(line for line in lines if line.rule.links)
        for slug, lines in related.find(articles)
    }
    assert related.links(articles) == {one.slug: decided.get(one.slug, ()) for one in articles}
    assert related.links(articles, articles[-1:]) == {HERE: decided[HERE]}


@settings(max_examples=50)
@given(stories(), st.integers(1, 3))
def test_few_lines_are_looked_up_at_once_with_the_same_result(
    found: list[Article], number: int
) -> None:
    whole = dict(related.find(found))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(related, "_LINES_AT_ONCE", number)
        assert dict(related.find(found)) == whole


@settings(max_examples=50)
@given(stories())
def test_the_lines_that_name_an_article_are_found_without_the_others(found: list[Article]) -> None:
    decided = dict(related.find(found))
    for one in found:
        naming = {
            slug for slug, lines in decided.items() if any(one.slug in m.slugs for m in lines)
        }
        chosen = [*filter(related.may_name(one), found)]
        assert naming <= {other.slug for other in chosen}
        assert dict(related.find(found, chosen)) == {a.slug: decided[a.slug] for a in chosen}
