"""Topics: which tags are one topic, and the address of each."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.article import Capture, Metadata
from briefings.site.lists import topics
from briefings.text import uris


def article(slug: str, *tags: str) -> Metadata:
    capture = Capture(f"articles/{slug}.txt", "", 0)
    return Metadata(
        slug=slug, capture=capture, title=slug, headline="", summary="", lang="en", tags=tags
    )


@pytest.mark.parametrize(
    "spellings",
    [
        ("Middle East", "middle-east", "MIDDLE  EAST", "Middle–East"),
        ("Erdoğan", "Erdogan"),
        ("St. John (town)", "St John, Town"),
        ("权利", "权利 "),
        ("Мир", "МИР"),
        ("C++", "Ｃ＋＋", "c++"),
    ],
)
def test_spellings_of_one_topic_have_one_slug(spellings: tuple[str, ...]) -> None:
    assert len(set(map(topics.slug_of, spellings))) == 1


@pytest.mark.parametrize(
    "different",
    [
        ("权利", "权力", "权益", "Quan Li"),
        ("C", "C+", "C++", "C#", "©"),
        ("R&D", "R D", "R@D", "R%D"),
        ("Мир", "Mir", "میر"),
        ("100 %", "100", "100 €", "١٠٠"),
        ("Ё", "Е", "E"),
    ],
)
def test_different_topics_have_different_slugs(different: tuple[str, ...]) -> None:
    for one, other in combinations(different, 2):
        assert topics.slug_of(one) != topics.slug_of(other), (one, other)


@pytest.mark.parametrize(
    "tag", ["Libya", "Côte d’Ivoire", "9/11", "Łódź", "G-20 (summit)", "Talks & tides"]
)
def test_what_latin_letters_say_needs_no_hash(tag: str) -> None:
    assert topics.slug_of(tag) == uris.slugify(tag)


@given(st.text(min_size=1))
def test_a_slug_is_part_of_an_address(tag: str) -> None:
    slug = topics.slug_of(tag)
    assert uris.slugify(slug) == slug


def test_each_has_a_page_in_any_order_of_the_articles() -> None:
    tagged = [article("a", "权利", "C"), article("b", "权力", "c"), article("c", "C#")]
    for articles in permutations(tagged):
        found = {
            topic.name: len(topic.articles) for topic in topics.collect(articles, (), "en_GB", 1)
        }
        assert found == {"权利": 1, "权力": 1, "C": 2, "C#": 1}
