"""The rules of a search, in a browser: the words of a text and a query, and what is found first."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from briefings.build import pagefind
from briefings.text import search_words, stop_words
from tests.conftest import ServeSite
from tests.project import Project

# ------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("left the hall—Serbia stayed", "left the hall serbia stayed"),
        ("the Libya–Tunisia border … so", "the libya tunisia border so"),
        ("Côte d’Ivoire, d'Ivoire", "cote d ivoire d ivoire"),
        ("Łódź Øresund Đà Nẵng Þór Ærø", "lodz oresund da nang thor aero"),
        ("Straße, Diyarbakır, Guðrún", "strasse diyarbakir gudrun"),
        ("S/RES/1973 (2011)", "s res 1973 2011"),
        ("S-400 and S400", "s 400 and s 400"),
        ("co\u00adope\u200drate", "cooperate"),
        ("日内瓦 12国", "日 内 瓦 12 国"),
        ("한국어", "한국어"),
        ("١٩٧٣ ۱۹۷۳", "1973 1973"),
        ("ﬁnd Ｗａｒ", "find war"),
        ("!? … —", ""),
    ],
)
def test_words_of_a_text(text: str, words: str) -> None:
    assert search_words.line(text) == words


@pytest.mark.parametrize("sign", list("€$£+=%‰§#@&°<>"))
def test_a_sign_with_a_meaning_is_a_word(sign: str) -> None:
    (one,) = search_words.words(sign)
    assert one.folded.isalpha()
    assert search_words.line(f"a{sign}b") == f"a {one.folded} b"


@given(st.text(max_size=80))
def test_words_have_letters_and_figures_only_and_are_their_own_words(text: str) -> None:
    line = search_words.line(text)
    assert all(unicodedata.category(letter)[0] in "LN" for letter in line if letter != " ")
    starts = [word.start for word in search_words.words(text)]
    assert starts == sorted(set(starts))


@given(st.text(st.sampled_from([*map(chr, range(0x80)), *"\xa0“”‘’–—…"]), max_size=40))
def test_text_in_ascii_has_the_same_words_beside_other_letters(text: str) -> None:
    *others, last = search_words.words(f"{text} ж")
    assert list(search_words.words(text)) == others
    assert last == ("ж", len(text) + 1)


def test_stop_words_are_words_of_the_index() -> None:
    for language in ("en", "de", "ar", "ja", "fa"):
        found = stop_words.of(language)
        assert len(found) > 40
        assert all(search_words.line(word) == word for word in found)
    assert {"what", "who", "is", "the"} <= set(stop_words.of("en"))
    assert {"world", "state", "un"}.isdisjoint(stop_words.of("en"))
    assert stop_words.of("sr") == stop_words.of("xx") == ()


# ----------------------------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def modules(browser: Browser, project: Project, serve_site: ServeSite) -> Iterator[Page]:
    """A page at the modules of the search: none of them keeps anything there."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(serve_site(project.site) + "assets/javascripts/search/")
        yield page


def run(modules: Page, name: str, code: str, *values: object) -> Any:  # noqa: ANN401
    """Return what code makes of a module, as `m`, and of values, as `v`."""
    script = f"async ([url, v]) => {{ const m = await import(url); return {code}; }}"
    return modules.evaluate(script, [f"{modules.url}{name}.js", list(values)])


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cn", "Co"]) | st.sampled_from("aéßłıİΣς٣日か’-+€ "),
    max_size=40,
)


def test_the_browser_takes_a_text_apart_as_the_index_does(modules: Page) -> None:
    texts = [
        "Łódź—Øresund’s C++ €3bn S/RES/1973(2011)", "ΟΔΥΣΣΕΥΣ", "İstanbul", "日内瓦 12国", "½ ℃ ™",
        *("".join(chr(n) for n in range(start, start + 32)) for start in range(0x20, 0x3400, 32)),
    ]  # fmt: skip

    @settings(max_examples=300, database=None)
    @given(TEXTS)
    def more(text: str) -> None:
        texts.append(text)

    more()
    theirs = run(modules, "words", "v[0].map((text) => m.wordsOf(text).join(' '))", texts)
    # The browser may know letters that this Python does not know yet, and the other way round.
    known = [
        (text, words) for text, words in zip(texts, theirs, strict=True)
        if all(unicodedata.category(letter) != "Cn" for letter in text)
    ]  # fmt: skip
    assert len(known) > 400
    assert [(t, w, search_words.line(t)) for t, w in known if w != search_words.line(t)] == []


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("what is the OSCE", [["osce"]]),
        ("What's NATO?", [["nato"]]),
        ("is Kosovo a country", [["kosovo"], ["country"]]),
        ("the", [["the"]]),
        ("who is who", [["who"], ["is"]]),
        ("who runs the WHO", [["runs"], ["who"]]),
        ("WHO IS HE", [["who"], ["is"], ["he"]]),
        ("Libya's oil, NATO’s wars", [["libya"], ["oil"], ["nato"], ["wars"]]),
        ("the WHO's budget", [["who"], ["budget"]]),
        ("who's in, who won't", [["who", "s"], ["in"], ["who"], ["won", "t"]]),
        ("O'Brien won't go", [["o", "brien"], ["go"]]),
        ("journalists' 'safety'", [["journalists"], ["safety"]]),
        ("The “United Nations” in Libya", [["united", "nations"], ["libya"]]),
        ("»United Nations« in Libya", [["united", "nations"], ["libya"]]),
        ("« United Nations » in Libya", [["united", "nations"], ["libya"]]),
        ("”United Nations” in Libya", [["united", "nations"], ["libya"]]),
        ("S/RES/1973 (2011)", [["s", "res", "1973"], ["2011"]]),
        ("Libya libya LIBYA", [["libya"]]),
        ("—", []),
    ],
)
def test_what_a_page_must_have_for_a_query(
    typed: str, terms: list[list[str]], modules: Page
) -> None:
    code = "m.parse(v[0], new Set(v[1])).terms.map(({ words }) => words)"
    assert run(modules, "query", code, typed, stop_words.of("en")) == terms


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("l’OTAN en Côte d'Ivoire", [["otan"], ["cote"], ["ivoire"]]),
        ("qu’est-ce que l'Assemblée", [["assemblee"]]),
    ],
)
def test_words_before_an_apostrophe_are_left_out_too(
    typed: str, terms: list[list[str]], modules: Page
) -> None:
    code = "m.parse(v[0], new Set(v[1])).terms.map(({ words }) => words)"
    assert run(modules, "query", code, typed, stop_words.of("fr")) == terms


def test_a_query_in_a_script_without_spaces_is_taken_for_words(modules: Page) -> None:
    code = "m.apart(m.parse(v[0], new Set(v[1])), new Set(v[1]), v[2]).map(({ text }) => text)"
    stop = stop_words.of("ja")
    assert run(modules, "query", code, "コソボは何ですか", stop, "ja") == ["コソボ"]


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("kosovo", "kosovo", 0), ("kosvo", "kosovo", 1), ("kossovo", "kosovo", 1),
        ("kosobo", "kosovo", 1), ("ksoovo", "kosovo", 1), ("lybia", "libya", 2),
        ("sudan", "susana", 2), ("libya", "syria", 3), ("nato", "un", 3),
    ],
)  # fmt: skip
def test_slips_between_two_words_are_counted(
    one: str, other: str, number: int, modules: Page
) -> None:
    for pair in ((one, other), (other, one)):
        assert run(modules, "words", "m.slips(v[0], v[1], 2)", *pair) == number


NAMES = [
    ["_.0", "a/", "World Health Organization", ["WHO"], "", []],
    ["_.1", "b/", "Kosovo", ["Republic of Kosovo"], "", ["Kosovars"]],
    ["_.2", "c/", "Kosovo Force", ["KFOR"], "", []],
    ["_.3", "d/", "About us", [], "page", []],
    ["_.4", "e/", "The Who", [], "", []],
    ["_.5", "f/", "Łódź", [], "", []],
]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("kos", ["Kosovo", "Kosovo Force"]),
        ("kosovo f", ["Kosovo Force"]),
        ("kf", ["Kosovo Force"]),
        ("who", ["The Who", "World Health Organization"]),
        ("heal", ["World Health Organization"]),
        ("lod", ["Łódź"]),
        ("Ksoovo", ["Kosovo", "Kosovo Force"]),
        ("kosovar", ["Kosovo"]),
        ("us", ["About us"]),
        ("x", []),
        ("", []),
    ],
)
def test_names_are_suggested_by_how_they_begin(
    typed: str, titles: list[str], modules: Page
) -> None:
    code = (
        "m.suggestions(await new m.Names(async () => ({ from: [''], entries: v[0] })).near([]),"
        " v[1], 6).map(({ entry }) => entry.title)"
    )
    found = run(modules, "names", code, NAMES, typed)
    assert sorted(found) == sorted(titles)
    assert found[:1] == titles[:1] or typed == "who"


@pytest.mark.parametrize(
    ("word", "loaded"),
    [("ab", ["0"]), ("go", ["0", "1"]), ("gr", ["1"]), ("g", ["0", "1"]), ("zz", ["2"])],
)
def test_of_many_names_only_those_are_loaded_that_begin_like_a_word(
    word: str, loaded: list[str], modules: Page
) -> None:
    code = (
        "await (async () => { const asked = [];"
        " const load = async (path) => { asked.push(path);"
        " return path === 'names.packed' ? { from: ['', 'gor', 'n'] } : []; };"
        " await new m.Names(load).near([v[0]]); return asked; })()"
    )
    asked = run(modules, "names", code, word)
    assert asked == ["names.packed", *(f"names/{number}.packed" for number in loaded)]


def test_pages_with_all_terms_or_with_any_are_put_in_order(modules: Page) -> None:
    def hit(id: str, score: float) -> dict[str, object]:
        return {"bundle": 0, "id": id, "score": score, "places": [int(score), 100]}

    hits = [[hit("a", 1), hit("b", 2)], [hit("b", 3), hit("c", 9)]]
    code = "[m.combined(v[0]), m.combined(v[0], 1)].map((some) => some.map(({ id }) => id))"
    assert run(modules, "ranking", code, hits) == [["b"], ["b", "c", "a"]]


def test_stop_words_inside_a_quotation_are_known_by_the_space_that_they_take(modules: Page) -> None:
    query = {"terms": [{"at": 0}, {"at": 3}, {"at": 4}], "words": ["war", "in", "the", "a", "b"]}
    places = [{"x": [3], "y": [3, 20]}, {"x": [9], "y": [7, 23], "z": [3]}, {"x": [7], "y": [24]}]
    hits = [[{"bundle": 0, "id": id, "places": at} for id, at in of.items()] for of in places]
    code = "m.spaced(...v).map(({ id, places }) => [id, places])"
    found = run(modules, "ranking", code, hits, query)
    assert found == [["y", [20, 21, 22, 23, 24]]]


SORTED_WORDS = st.lists(
    st.text(st.sampled_from("abcz09éß日\U00017000"), min_size=1, max_size=6),
    min_size=1, max_size=12, unique=True,
).map(sorted)  # fmt: skip


def test_pagefind_gets_its_metadata_and_finds_the_file_of_every_word(modules: Page) -> None:
    days = [("", 8), ("", 9), ("1969-12-31", 9), ("1970-01-02", 16), ("1970-01-02", 500)]
    cases: list[list[str]] = []

    @settings(max_examples=100, database=None)
    @given(SORTED_WORDS)
    def collect(words: list[str]) -> None:
        cases.append(words)

    collect()
    packed = [pagefind.metadata("1", days, [(w, w) for w in words], ["title"]) for words in cases]
    made = run(modules, "metadata", "v[0].map((one) => [...m.metadata(one)])", packed)
    for words, found in zip(cases, made, strict=True):
        version, pages, chunks, *others = cbor2.loads(bytes(found))
        assert (version, others) == ("1", [[], [], ["title"]])
        assert pages == [["_.0", 8], ["_.1", 8], ["-1.0", 8], ["1.0", 16], ["1.1", 512]]
        assert [(first, name) for first, _, name in chunks] == [
            (word, "0123456789ab"[at]) for at, word in enumerate(words)
        ]
        for (_, last, _), following in pairwise([*chunks, ["\U0010ffff" * 2, "", ""]]):
            assert last < following[0]
        for word, (first, last, _) in zip(words, chunks, strict=True):
            # The rules of Pagefind: between both ends, or a beginning of the last word.
            assert first <= word
            assert word <= last or last.startswith(word)


def test_an_excerpt_is_where_most_words_are_and_begins_with_its_sentence(modules: Page) -> None:
    words = [f"w{n} " for n in range(30)]
    words[0], words[1], words[11], words[20] = "Title ", "First ", "end. ", "Heading "
    fragment = {
        "title": "Title",
        "words": "\u200b".join(words),
        "sections": [[0, 1, "", "Title"], [20, 1, "s", "Heading"]],
    }
    made = run(modules, "excerpts", "m.excerpts(v[0], v[1], 6)", fragment, [3, 13, 15, 22])
    text = "".join(run for run, _ in made["main"]["runs"])
    assert text == "w12 w13 w14 w15 w16 w17 …"
    assert [run for run, marked in made["main"]["runs"] if marked] == ["w13", "w15"]
    assert [(one["id"], one["title"]) for one in made["sections"]] == [("s", "Heading")]


def test_the_numbers_of_a_facet_are_those_of_the_pages_that_are_left(modules: Page) -> None:
    pages = [{"bundle": 0, "id": id} for id in ("djv.0", "djw.0", "1.0")]
    facets = [
        {"pages": ["djv.0", "djw.0", "1.0"], "facets": {"topic": {"b": [0, 2], "a": [0], "c": [1]}}}
    ]
    values = [pages, facets]
    count = "m.counts(m.narrowed(v[0], v[2], v[1]), v[3], v[1], 'en')"
    assert run(modules, "facets", count, *values, {}, "topic") == [
        ["b", 2],
        ["a", 1],
        ["c", 1],
    ]
    assert run(modules, "facets", count, *values, {}, "year") == [
        ["2018", 2],
        ["1970", 1],
    ]
    assert run(modules, "facets", count, *values, {"year": "1970"}, "topic") == [["b", 1]]
    assert run(modules, "facets", count, *values, {"topic": "b"}, "year") == [
        ["2018", 1],
        ["1970", 1],
    ]


# ---------------------------------------------------------------------------------- shipped content

FIRST, FIRST_THREE = 1, 3
LAVROV = "Lavrov and Alfano talk OSCE, Kosovo, Libya and Syria in Moscow"
PALERMO = "Palermo conference backs UN timetable for Libya as Turkey walks out"
CEASEFIRE = "Libya's rival sides sign a permanent ceasefire in Geneva"
MILAN = "OSCE ministers close Italy's year in Milan with decision on journalists' safety"
SOCHI = "Sochi congress agrees on a constitutional committee for Syria"
BERLIN = "Security Council endorses Berlin conclusions on Libya"
OBSERVERS = "Observers: Russian presidential vote orderly but without genuine competition"
OSCE = "Organization for Security and Co-operation in Europe"
ODIHR = "Office for Democratic Institutions and Human Rights"
UNMIK = "UN Interim Administration Mission in Kosovo"
RES_1244 = "UN Security Council Resolution 1244"
RES_1973 = "UN Security Council Resolution 1973"
RES_2254 = "UN Security Council Resolution 2254"
# Query, page, and among how many of its group (what is explained, briefings) it is.
QUERIES = [
    # names and other names
    ("libya", "Libya", FIRST),
    ("NATO", "NATO", FIRST),
    ("kosovo", "Kosovo", FIRST),
    ("KFOR", "Kosovo Force", FIRST),
    ("unmik", UNMIK, FIRST),
    ("LNA", "Libyan National Army", FIRST),
    ("UNSC", "UN Security Council", FIRST),
    ("haftar", "Khalifa Haftar", FIRST),
    ("colonel gaddafi", "Muammar Gaddafi", FIRST),
    ("Kadhafi", "Muammar Gaddafi", FIRST),
    ("skhirat agreement", "Libyan Political Agreement", FIRST),
    ("Operation Allied Force", "Kosovo War", FIRST),
    ("kosovo wa", "Kosovo War", FIRST),
    ("Libyans", "Libya", FIRST),
    ("Serbs", "Serbia", FIRST),
    ("Libyan army", "Libyan National Army", FIRST),
    ("NATO’s", "NATO", FIRST),
    # questions
    ("what is the OSCE", OSCE, FIRST),
    ("What does ODIHR do?", ODIHR, FIRST),
    ("who is de Mistura", "Staffan de Mistura", FIRST),
    ("who was Angelino Alfano", "Angelino Alfano", FIRST),
    ("who rules Libya", "Libya", FIRST),
    ("is Kosovo a country", "Kosovo", FIRST),
    ("Pristina Belgrade dialogue", "Brussels Agreement of 2013", FIRST_THREE),
    ("when did Gaddafi die", "Muammar Gaddafi", FIRST),
    ("what does resolution 1973 say", RES_1973, FIRST),
    ("what does resolution 1973 say", LAVROV, FIRST),
    ("where is Tobruk", "Tobruk", FIRST),
    ("what happened at the Sochi congress?", "Syrian National Dialogue Congress", FIRST),
    ("what happened at the Sochi congress?", SOCHI, FIRST),
    ("how did the Kosovo war end", "Kosovo War", FIRST),
    ("who is the UN envoy for Syria", "Staffan de Mistura", FIRST_THREE),
    ("foreign minister of Russia", "Sergei Lavrov", FIRST_THREE),
    ("who led the GNA", "Fayez Sarraj", FIRST_THREE),
    ("what is the Berlin process", "Berlin Conference on Libya", FIRST),
    ("what is the Berlin process", BERLIN, FIRST),
    ("who leads the Libyan army", "Libyan National Army", FIRST),
    # symbols and documents
    ("5+5", CEASEFIRE, FIRST_THREE),
    ("S/RES/1973 (2011)", RES_1973, FIRST),
    ("S/RES/1973 (2011)", LAVROV, FIRST),
    ("S/RES/2254", SOCHI, FIRST),
    ("S/RES/1244", RES_1244, FIRST),
    ("1244", RES_1244, FIRST),
    ("resolution 2254", RES_2254, FIRST),
    ("UN resolution on Kosovo", RES_1244, FIRST_THREE),
    ("UN resolution on Libya", RES_1973, FIRST_THREE),
    ("advisory opinion Kosovo", "ICJ advisory opinion on Kosovo", FIRST),
    ("S/2019/914", "Libyan National Army", FIRST_THREE),
    # sources
    ("Panel of Experts on Libya, final report", "Libyan National Army", FIRST_THREE),
    ("minister of foreign affairs (in Italian)", "Angelino Alfano", FIRST),
    # slips and accents
    ("Kosvo", "Kosovo", FIRST),
    ("Lybia", "Libya", FIRST),
    ("OSEC", OSCE, FIRST),
    ("Hafter", "Khalifa Haftar", FIRST),
    ("Resoluton 1244", RES_1244, FIRST),
    ("Kosovo Fource", "Kosovo Force", FIRST),
    ("what is UNMKI", UNMIK, FIRST),
    ("salame", "Ghassan Salamé", FIRST),
    ("geneva communique", "Geneva talks on Syria", FIRST),
    # people, places and days in briefings
    ("lavrov alfano", LAVROV, FIRST),
    ("Conte Palermo", PALERMO, FIRST),
    ("October 2020", CEASEFIRE, FIRST),
    ("2018-02-01", LAVROV, FIRST),
    ("13 November 2018", PALERMO, FIRST),
    ("january 2018 sochi", SOCHI, FIRST),
    # any words of a text, and phrases
    ("election observers russia", OBSERVERS, FIRST),
    ("“permanent ceasefire”", CEASEFIRE, FIRST),
    ("journalists' safety", MILAN, FIRST),
    ("constitutional committee", SOCHI, FIRST),
    ("Berlin conclusions", BERLIN, FIRST),
    ("arms embargo on Libya", BERLIN, FIRST_THREE),
    ("walks out of conference", PALERMO, FIRST),
    ("Burkina", "Sahel", FIRST),
]  # fmt: skip
FIND = """async ([base, stop, queries]) => {
    const load = (name) => import(`${base}assets/javascripts/search/${name}.js`);
    const [{ Index }, { unpack }, { Names }, { find, named }] =
        await Promise.all(["bundles", "packed", "names", "find"].map(load));
    const { bundles } = await (await fetch(`${base}pagefind/bundles.json`)).json();
    const index = new Index(bundles.map((name) => `${base}pagefind/${name}/`), { baseUrl: "/" });
    const names = new Names((path) => unpack(`${index.addresses[index.explained]}${path}`));
    const site = { index, names, stop: new Set(stop), locale: "en" };
    const title = async (page) => (await index.fragment(page)).title;
    const titles = (pages) => Promise.all(pages.slice(0, 3).map(title));
    const found = [];
    for (const query of queries) {
        const { explained, briefings } = await find(await named(query, site), site);
        found.push([await titles(explained), await titles(briefings)]);
    }
    return found;
}"""


def test_questions_names_documents_and_slips_find_their_page(browser_page: Page, site: str) -> None:
    assert len(QUERIES) >= 60
    browser_page.goto(f"{site}search/")
    found = browser_page.evaluate(
        FIND, [site, stop_words.of("en"), [query for query, *_ in QUERIES]]
    )
    missed = [
        (query, page, explained, briefings)
        for (query, page, among), (explained, briefings) in zip(QUERIES, found, strict=True)
        if page not in explained[:among] and page not in briefings[:among]
    ]
    assert missed == []
