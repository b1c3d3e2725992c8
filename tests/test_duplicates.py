"""Articles with the same address or nearly the same text are duplicates; others are not."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.content.duplicates import Candidate, Duplicate, Reason, find, fingerprint
from briefings.text.urls import canonical

BRIDGE = """The old bridge over the river was closed on Monday after engineers had found cracks in
two of its pillars. The mayor said that the works would take until spring, and that a ferry would
carry pupils and commuters from Wednesday on. Shopkeepers on both banks fear for their trade. A
new bridge has been promised for eleven years; the council will talk about it again in March."""
HARBOUR = """Fishermen in the northern harbour went back to sea on Tuesday, after a storm that had
kept them ashore for nine days. Prices at the market fell by a third within hours. The harbour
master counted forty boats, more than in any January since the records began, and warned of ice."""


def article(name: str, text: str = "", url: str = "") -> Candidate:
    return Candidate(name, url, fingerprint(text), lambda: text)


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/a/b?id=7",
        "https://www.news.example/a/b?id=7",
        "HTTPS://NEWS.Example:443/a/b/?id=7",
        "https://news.example./a//b?id=7#comments",
        "https://user@news.example/a/b?id=7",
        "https://news.example/a/b?utm_source=feed&id=7&fbclid=x&gclid=y",
        "https://news.example/a/b?id=7&ref=rss&xtor=RSS-1&mc_cid=1",
        " https://news.example/%61/b?id=7 ",
    ],
)
def test_one_page_has_one_canonical_address(other: str) -> None:
    assert canonical(other) == "news.example/a/b?id=7"


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/a/b",
        "https://news.example/a/b?id=8",
        "https://news.example/A/b?id=7",
        "https://m.news.example/a/b?id=7",
        "https://news.example:8443/a/b?id=7",
        "https://news.example/a/b?id=7&page=2",
        "https://news.example/a/b?id=7&reference=2",
        "https://news.example/a/b?id=7&gallery=2",
    ],
)
def test_what_says_which_page_it_is_stays(other: str) -> None:
    assert canonical(other) != canonical("https://news.example/a/b?id=7")


@pytest.mark.parametrize(
    "url", ["", "a", "mailto:a@b.example", "http://", "http://[", "http://a:b/"]
)
def test_what_is_no_address_is_like_nothing(url: str) -> None:
    assert canonical(url) == ""
    assert find([article("a", BRIDGE, url), article("b", HARBOUR, url)]) == ()


def test_addresses_in_other_scripts_are_the_same_in_both_their_forms() -> None:
    assert canonical("https://bücher.example/ä?q=ö") == canonical(
        "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"
    )


def test_the_same_address_is_a_duplicate_whatever_the_text() -> None:
    first = article("a", BRIDGE, "https://news.example/a")
    second = article("b", HARBOUR, "http://www.news.example/a/?utm_medium=rss")
    assert find([first, second]) == (Duplicate("a", "b", Reason.ADDRESS, 1.0),)


@pytest.mark.parametrize(
    "changed",
    [
        BRIDGE,
        BRIDGE.replace("\n", " ").upper(),
        BRIDGE.replace(".", " !"),
        BRIDGE.replace("eleven", "twelve"),
        BRIDGE + " Update.",
        BRIDGE.replace("Monday", "Sunday").replace("Wednesday", "Friday").replace("March", "May"),
    ],
)
def test_nearly_the_same_text_is_a_duplicate(changed: str) -> None:
    (found,) = find([article("b", changed)], [article("x", HARBOUR), article("a", BRIDGE)])
    assert (found.first, found.second, found.reason) == ("a", "b", Reason.TEXT)
    assert 0.9 <= found.similarity <= 1


@pytest.mark.parametrize(
    "other",
    [
        HARBOUR,
        "",
        BRIDGE[:150],
        BRIDGE[:180] + HARBOUR[180:],
        BRIDGE + HARBOUR,
        " ".join(reversed(BRIDGE.split())),
    ],
)
def test_another_text_is_none_though_they_share_much(other: str) -> None:
    assert find([article("a", BRIDGE), article("b", other)]) == ()


def test_texts_without_spaces_between_words_are_compared_too() -> None:
    text = "老桥在周一被关闭因为工程师发现两个桥墩有裂缝市长说工程将持续到春天渡轮将从周三开始"
    (found,) = find([article("a", text), article("b", text.replace("周三", "周五"))])
    assert found.reason is Reason.TEXT


def test_of_several_the_likest_is_named_and_only_new_ones_are_reported() -> None:
    existing = [article("far", BRIDGE + " And more."), article("near", BRIDGE + " X.")]
    assert [d.first for d in find([article("b", BRIDGE)], existing)] == ["near"]
    assert find([], existing) == ()


def test_articles_without_text_and_address_are_not_duplicates() -> None:
    assert find([article("a"), article("b"), article("c", " ?! ")]) == ()


URL_PARTS = st.tuples(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", "www."]),
    st.sampled_from(["/", ""]),
    st.permutations([("id", "7"), ("q", "a b"), ("utm_x", "1"), ("fbclid", "2")]),
)


@given(URL_PARTS)
def test_forms_of_one_address_meet(parts: tuple[str, str, str, list[tuple[str, str]]]) -> None:
    scheme, www, slash, query = parts
    written = "&".join(f"{key}={value.replace(' ', '%20')}" for key, value in query)
    assert canonical(f"{scheme}://{www}a.example/x{slash}?{written}") == "a.example/x?id=7&q=a+b"


@given(st.text())
def test_any_text_has_a_canonical_address_that_stays_as_it_is(text: str) -> None:
    for url in (text, f"https://{text}"):
        canonical(url)  # any text there is valid
    once = canonical(f"https://a.example/{text}")
    assert not once or canonical(f"https://{once}") == once


HOSTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["www.", "WWW.", ".", "..", "%2E", "%77ww.", "%2577", "xn--", "xn--bcher-kva", "Bücher"]
        ),
        st.sampled_from(
            ["İ", "ß", "。", "ａ", "[::1]", "[", "]", ":80", ":443", ":8080", ":", "@"]
        ),
        st.sampled_from(["user:pw@", "news.example", "NEWS", "%C3%BC", "%", "%zz", "127.1", "-"]),
        st.text(max_size=3),
    ),
    min_size=1,
    max_size=6,
).map("".join)


@settings(max_examples=500)
@given(st.sampled_from(["http", "HTTPS"]), HOSTS)
def test_the_canonical_form_of_any_host_stays_as_it_is(scheme: str, host: str) -> None:
    once = canonical(f"{scheme}://{host}/a?id=7")
    assert not once or canonical(f"https://{once}") == once


@pytest.mark.parametrize(
    "host",
    [
        *("NEWS.example.", "www.news.example", "news.example:443", "a:b@news.example"),
        *("news.example:80", "%6eews.example", "news%2Eexample", "%4EEWS.example"),
        *("ｎews。example", "WWW.www.news.example."),
    ],
)
def test_one_host_has_one_form(host: str) -> None:
    assert canonical(f"https://{host}/a") == "news.example/a"


@pytest.mark.parametrize(
    "host", ["a b", "a%20b", "a%2Fb", "%", "%00", ".", "[::1", "[:::]", "a%3A80"]
)
def test_what_is_no_host_gives_no_address(host: str) -> None:
    assert canonical(f"https://{host}/a") == ""


@given(st.text(), st.text())
def test_any_two_texts_are_duplicates_or_not_in_both_orders(one: str, two: str) -> None:
    a, b = article("a", one), article("b", two)
    assert bool(find([a, b])) == bool(find([b, a]))


def _articles(count: int, shared: int) -> list[Candidate]:
    chance = random.Random(1)
    words = [f"w{n}" for n in range(5000)]
    same = chance.choices(words, k=shared)
    return [
        article(f"{n}", " ".join([*same, *chance.choices(words, k=100 - shared)]))
        for n in range(count)
    ]


@pytest.mark.parametrize("shared", [0, 70])
def test_many_articles_are_not_compared_each_with_each(shared: int) -> None:
    # 2,000,000 comparisons would take a minute; so many of these are candidates, or none.
    articles = _articles(2000, shared)
    began = time.monotonic()
    assert [d.second for d in find([*articles, article("again", articles[7].text())])] == ["again"]
    assert time.monotonic() - began < 20


def test_a_huge_text_is_compared_by_its_beginning() -> None:
    huge = BRIDGE + " x" * 2_000_000
    assert len(find([article("a", huge), article("b", huge + " y")])) == 1
