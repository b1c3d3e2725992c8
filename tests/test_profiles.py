"""Outlet profiles: the shipped ones parse real captures correctly, and new ones are learned.

The real captures are not part of this repository; of them the golden files hold what became of
each line, without its words. They were checked by reading. Renew with `--renew-golden`.
"""

import json
import pickle
import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from briefings.content import articles
from briefings.content.outlets import parse
from briefings.ingest import outlet_learning
from briefings.model import patterns
from briefings.model.content import (
    Content,
    Problem,
    RefusedError,
    Settings,
    Severity,
    SourceFile,
)
from briefings.model.outlet import OutletFile, Profile
from briefings.model.patterns import Pattern
from briefings.model.reading import DROPPED, Evidence, Fact, Field
from briefings.readers.text import reader as text
from briefings.site.compile import compile_all
from briefings.site.partial_build import PartialBuild

OUTLETS = Path(__file__).parents[1] / "content/outlets"
GOLDEN = Path(__file__).parent / "golden/sputnik"


def profile(name: str) -> Profile:
    file = parse(SourceFile(f"outlets/{name}.yml", (OUTLETS / f"{name}.yml").read_bytes()))
    assert isinstance(file, OutletFile), file
    return file.profile


def written(source: str) -> Profile:
    file = parse(SourceFile("outlets/test.yml", source.encode()))
    assert isinstance(file, OutletFile), file
    return file.profile


SHIPPED = {path.stem: profile(path.stem) for path in sorted(OUTLETS.glob("*.yml"))}


def test_ten_outlets_are_shipped() -> None:
    assert len(SHIPPED) >= 10


def test_each_line_of_real_captures_has_the_expected_label(
    shared: Path, request: pytest.FixtureRequest
) -> None:
    folder = shared / "eval/reading/sputnik"
    found = {}
    for path in sorted(folder.glob("*.txt")):
        reading = text.read(path.read_text(encoding="utf-8"), SHIPPED)
        found[path.name] = "".join(f"{d.line:3} {d.role}: {d.rule}\n" for d in reading.decisions)
    if request.config.getoption("renew_golden"):
        for name, decisions in found.items():
            (GOLDEN / name).write_text(decisions, encoding="utf-8")
    assert found == {
        path.name: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt"))
    }


def test_the_day_of_publication_is_that_in_the_address_and_never_the_clock(shared: Path) -> None:
    folder = shared / "eval/reading/sputnik"
    for page in json.loads((folder / "pages.json").read_text(encoding="utf-8")):
        capture = (folder / page["file"]).read_text(encoding="utf-8")
        facts = text.read(capture, SHIPPED).facts
        assert not [fact for fact in facts if fact.field is Field.PUBLISHED], page["file"]
        outlet = next(fact.value for fact in facts if fact.field is Field.OUTLET)
        assert SHIPPED[outlet].day_of(page["url"]) == page["url_date"]


HARBOUR = """\
name: Harbour News
capture:
  recognise: ['\\(Harbour News\\)']
  clock: '%H:%M GMT%d %B %Y'
  zone: UTC
  start: [Share this]
  end: [More from Harbour]
  boilerplate: [Listen Live]
  section: Sea|Land
  byline: 'Words: (?P<names>.+)'
  published: 'Out on (?P<date>.+)'
  teaser: 'WATCH .+'
  headline: '# (?P<title>.+)'
  address_date: '/(?P<year>\\d{4})-(?P<month>\\d\\d)-(?P<day>\\d\\d)'
"""
PAGE = """\
Listen Live
07:15 GMT +303 May 2021
A line of the menu
Sea
# The ferry sails again
Words: Ada Brook and Finn Dale
Out on 2 May 2021
Share this

ALMA (Harbour News) - The ferry between the two towns sailed again on Sunday, said the port.

WATCH the ferry sail

It had been laid up for a winter and a spring, because nobody wished to pay for the repair of it.

More from Harbour
Another ferry sails
"""


def decisions(capture: str, profiles: dict[str, Profile]) -> dict[int, tuple[str, str]]:
    return {d.line: (d.role, d.rule) for d in text.read(capture, profiles).decisions}


def test_the_former_name_of_boilerplate_is_read_too() -> None:
    assert written(HARBOUR.replace("boilerplate:", "boilerplate:")) == written(HARBOUR)


def test_a_profile_decides_line_by_line() -> None:
    assert decisions(PAGE, {"harbour": written(HARBOUR)}) == {
        1: (DROPPED, "outlet-boilerplate"),
        2: (DROPPED, "clock"),
        3: (DROPPED, "above-start"),
        4: ("section", "outlet-section"),
        5: (DROPPED, "outlet-headline"),
        6: (DROPPED, "outlet-byline"),
        7: (DROPPED, "outlet-byline"),
        8: (DROPPED, "above-start"),
        10: ("paragraph", "paragraph"),
        12: (DROPPED, "outlet-teaser"),
        14: ("paragraph", "paragraph"),
        16: (DROPPED, "below-end"),
        17: (DROPPED, "below-end"),
    }


def test_a_profile_finds_facts() -> None:
    assert set(text.read(PAGE, {"harbour": written(HARBOUR)}).facts) == {
        # 07:15 by a clock three hours ahead of GMT
        Fact(Field.CAPTURED, "2021-05-03T04:15:00+00:00", Evidence.TEXT, "line 2"),
        Fact(Field.SECTION, "Sea", Evidence.TEXT, "line 4"),
        Fact(Field.TITLE, "The ferry sails again", Evidence.TEXT, "line 5"),
        Fact(Field.AUTHOR, "Ada Brook", Evidence.BYLINE, "line 6"),
        Fact(Field.AUTHOR, "Finn Dale", Evidence.BYLINE, "line 6"),
        Fact(Field.PUBLISHED, "2021-05-02", Evidence.BYLINE, "line 7"),
        Fact(Field.OUTLET, "harbour", Evidence.TEXT, "the outlet's profile"),
    }


def test_a_capture_with_two_signatures_has_no_outlet() -> None:
    twice = {"one": written(HARBOUR), "two": written(HARBOUR)}
    assert Field.OUTLET not in {fact.field for fact in text.read(PAGE, twice).facts}


def test_a_capture_without_signature_is_recognised_by_clock_and_boilerplate() -> None:
    unsigned = PAGE.replace("ALMA (Harbour News) - ", "")
    other = written(HARBOUR.replace("[Listen Live]", "[Register]"))
    facts = text.read(unsigned, {"harbour": written(HARBOUR), "other": other}).facts
    assert {fact.value for fact in facts if fact.field is Field.OUTLET} == {"harbour"}


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2021-05-02/ferry", "2021-05-02"),
        ("https://example.org/2021-13-02/ferry", None),
        ("https://example.org/ferry", None),
    ],
)
def test_the_day_in_an_address_is_read_by_the_outlets_pattern(address: str, day: str) -> None:
    assert written(HARBOUR).day_of(address) == day


@pytest.mark.parametrize("key", ["headline", "byline", "published", "address_date"])
def test_a_pattern_without_the_named_group_is_refused(key: str) -> None:
    problems = parse(SourceFile("outlets/x.yml", f"name: X\ncapture:\n  {key}: abc\n".encode()))
    assert isinstance(problems, tuple)
    assert "must have the group" in problems[0].message


STEEP = {
    "recognise": "[Never, '(a|aa)+[;=]']",
    "end": "['(\\w|\\w\\w)+[-–]']",
    "section": "'(?:a|aa)*[-–]'",
    "byline": "'(?P<names>(a|aa)+)[-–]'",
    "tags": "'((a|a)+,?)+[;:]'",
    "dateline": "'(?P<place>(a|aa)+)[-–]'",
    "start": f"['{'(a|a)' * 40}[-–]']",
    "address_date": "'(?P<year>(a|aa)+)(?P<month>[-–])(?P<day>)'",
}


@pytest.mark.parametrize(
    ("key", "is_main_thread"), [*((key, True) for key in STEEP), ("recognise", False)]
)
def test_a_pattern_that_takes_too_long_is_one_error_of_its_outlet(
    key: str, is_main_thread: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    monkeypatch.setattr(patterns, "_SPENT", defaultdict(float))
    steep = f"name: Steep\nhome: https://s.example/\ncapture:\n  zone: UTC\n  {key}: {STEEP[key]}\n"
    address = f"https://s.example/{'a' * 60}!"
    line = "a" * 60 + "!"
    content = Content((
        SourceFile("outlets/steep.yml", steep.encode()),
        SourceFile("outlets/harbour.yml", HARBOUR.encode()),
        SourceFile("articles/ferry.txt", f"{PAGE}\n\n{line}\n".encode()),
        *(
            file
            for n in range(3)
            for file in (
                SourceFile(f"articles/{n}.txt", f"{line}\n\n{PAGE}\n\n{line}\n".encode()),
                SourceFile(f"articles/{n}.yml", f"outlet: steep\nurl: {address}{n}\n".encode()),
            )
        ),
    ))  # fmt: skip
    with ThreadPoolExecutor(1) as pool:
        site = (
            compile_all(content, Settings())
            if is_main_thread
            else pool.submit(compile_all, content, Settings()).result()
        )
    (error,) = (p for p in site.site.problems if p.severity is Severity.ERROR)
    assert (error.file, error.line, error.code) == ("outlets/steep.yml", 5, "too-costly")
    assert STEEP[key].strip("[]'").rpartition("'")[2] in error.message
    assert site.sources.outlets.keys() == {"harbour"}
    assert len(site.sources.articles) == 4


def test_slow_matches_of_a_pattern_are_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    monkeypatch.setattr(patterns, "_SLOW", 0.000_1)
    monkeypatch.setattr(patterns, "_SPENT", defaultdict(float))
    pattern = patterns.Pattern("(a|aa)+[;=]", "outlets/steep.yml", 5)
    assert pattern.fullmatch("a" * 18 + "!") is None

    def match_often() -> None:
        for _ in range(1_000):
            pattern.fullmatch("a" * 18 + "!")

    with pytest.raises(RefusedError):
        match_often()


def test_the_finding_of_a_worker_is_that_of_the_main_process() -> None:
    problem = Problem("outlets/a.yml", 3, "too-costly", "A.", "B.")
    assert pickle.loads(pickle.dumps(RefusedError(problem))).problems == (problem,)


def test_a_capture_by_itself_is_read_without_an_outlet_that_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    steep = parse(SourceFile("outlets/s.yml", b"name: S\ncapture: {end: ['(?:a|a|a)+[^a].']}\n"))
    assert isinstance(steep, OutletFile)
    capture = SourceFile("articles/a.txt", f"{'a' * 60}!\n\n{PAGE}".encode())
    sidecar = SourceFile("articles/a.yml", b"outlet: s\n")
    parsing = articles.parse(capture, sidecar, {"s": steep})
    assert [p.file for p in parsing.problems if p.severity is Severity.ERROR] == ["outlets/s.yml"]
    assert parsing.article


def test_the_preview_names_an_outlet_that_takes_too_long_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    line = f"{PAGE}\n\n{'a' * 60}!\n".encode()
    before = {name: SourceFile(name, line) for name in ("articles/a.txt", "articles/b.txt")}
    steep = "name: S\ncapture: {recognise: ['(?:a|aa|a)+[;=]']}\n"
    after = {**before, "outlets/s.yml": SourceFile("outlets/s.yml", steep.encode())}
    compilation = compile_all(Content(tuple(before.values())), Settings())
    build = PartialBuild(compilation, after, after.keys(), Settings())
    errors = [p.file for p in build.problems if p.severity is Severity.ERROR]
    assert errors == ["outlets/s.yml"]
    assert build.build("briefings/a.md")


@pytest.mark.parametrize(
    "source",
    [
        r"\w+(?:, \w+)+",
        r"(?i)by (?P<names>.+?)(?: and .+)?",
        r"(?x) a  b # comment",
        r"(?:(?<!\d)\d{1,3}(?!\d)|\u20ac|[\w'-]{2,})+",
        r"(a)?b(?(1)c|d)\Z",
        r"(?>a+)b++",
        r"[[a]b{,3}\N{EM DASH}?",
    ],
)
@pytest.mark.filterwarnings("ignore:Possible nested set")
def test_a_pattern_matches_what_it_matches_in_python(source: str) -> None:
    for line in ("by Ann and Bo", "one, two, three", "ab", "abc", "bd", "aaabb", "12", "€", "[bb—"):
        assert bool(Pattern(source).fullmatch(line)) == bool(re.fullmatch(source, line)), line
        assert bool(Pattern(source).search(line)) == bool(re.search(source, line)), line


def capture(number: int, subject: str) -> str:
    return f"""\
09:0{number} GMT0{number} May 2021
Listen Live
    0 {number}7

    ALMA (Harbour News) - The {subject} was opened on Sunday, said the port, after a long winter.

    READ MORE: Why the {subject} was closed in the first place

    Nobody had expected the {subject} to be ready before the summer, and few had wished for it.

    {subject}, harbour, Alma
    Community standards
"""


CAPTURES_OF_ONE = [capture(1, "ferry"), capture(2, "bridge"), capture(3, "tunnel")]


def test_what_captures_share_is_learned() -> None:
    learned = outlet_learning.learn(CAPTURES_OF_ONE)
    assert learned.values("boilerplate") == (r"\d[\d .,]*", "Listen Live", "Community standards")
    assert learned.values("clock") == ("%H:%M GMT%d %B %Y",)
    assert learned.values("end") == ("Community standards",)
    assert learned.values("related") == ("READ MORE: (?P<title>.+)",)
    assert learned.values("recognise") == (r"^[A-Z][A-Za-z .,/-]* \(Harbour News\)",)
    assert len(learned.values("tags")) == 1


def test_a_line_that_one_capture_has_is_not_learned() -> None:
    one = CAPTURES_OF_ONE[0].replace("Listen Live", "Listen Live\n    A quiet line of its own")
    assert "A quiet line of its own" not in outlet_learning.learn(
        [one, *CAPTURES_OF_ONE[1:]]
    ).values("boilerplate")


def test_nothing_is_learned_from_one_capture() -> None:
    assert outlet_learning.learn(CAPTURES_OF_ONE[:1]).entries == ()


def test_a_learned_profile_is_an_outlet_file_that_explains_itself() -> None:
    source = outlet_learning.as_yaml("Harbour: News", outlet_learning.learn(CAPTURES_OF_ONE))
    assert yaml.safe_load(source)["name"] == "Harbour: News"
    assert "- 'Listen Live'  # in 3 of 3" in source
    assert "Learned from 3 captures" in source
    found = text.read(capture(4, "lock"), {"harbour": written(source)})
    assert [block.kind for block in found.blocks] == ["paragraph", "related", "paragraph"]
    assert {f.value for f in found.facts if f.field is Field.TAG} == {"lock", "harbour", "Alma"}


def test_what_is_learned_from_nothing_is_a_valid_file_too() -> None:
    assert written(outlet_learning.as_yaml("Harbour News", outlet_learning.learn([]))) == written(
        "name: H"
    )


def clean(number: int, head: str, foot: str = "") -> str:
    """Return an article with lines above and below it; each number gives other facts."""
    facts = (
        ("The ferry sails again", "Ann Lee", "8 August 2024"),
        ("A bridge is closed", "Bo Ek and Cy Day", "19 September 2024"),
        ("Grain waits in the bay", "Dee van Fox", "3 October 2024"),
        ("Schools open a week late", "Gil Hay", "14 May 2024"),
    )[number]
    title, names, day = facts
    text = "\n\n".join(
        f"The {title.split()[-1]} of the {thing} was the talk of the town for a week and a half."
        for thing in ("harbour", "market", "council")
    )
    return f"{head.format(title=title, names=names, day=day)}\n\n{text}\n\n{foot}".rstrip() + "\n"


HEADS = {
    "{title}\n\nBy {names}\n\n{day}": {
        "byline": "By ", "published": "(?P<date>",
    },
    "{title} | Harbour News\n\nWords: {names}\nPublished on {day} at 10:30": {
        "headline": r"(?P<title>.+?) \| Harbour News", "byline": "Words: ",
        "published": "Published on (?P<date>", "recognise": r"^.*? \| Harbour News$",
    },
    "{title}\n\nVon {names}, {day}": {"byline": "Von ", "published": "Von .*?, (?P<date>"},
    "{title}\nBy {names} | {day}": {"byline": "By ", "published": r"By .*? \| (?P<date>"},
    "{day}\n\n{title}\n\nPar {names}": {"byline": "Par ", "published": "(?P<date>"},
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_headline_byline_and_day_of_clean_captures_are_learned(head: str) -> None:
    learned = outlet_learning.learn([clean(n, head) for n in range(3)], "Harbour News")
    values = {entry.key: entry.value for entry in learned.entries}
    for key, beginning in HEADS[head].items():
        assert values[key].startswith(beginning)
    assert values.keys() == HEADS[head].keys()
    known = {"harbour": written(outlet_learning.as_yaml("Harbour News", learned))}
    facts = text.read(clean(3, head), known, "harbour").facts
    said = {fact.field: fact.value[:10] for fact in facts}
    assert (said[Field.AUTHOR], said[Field.PUBLISHED]) == ("Gil Hay", "2024-05-14")
    assert [f.value for f in facts if f.field is Field.TITLE] == ["Schools open a week late"]


@pytest.mark.parametrize(
    ("head", "foot", "missing"),
    [
        ("{title}\n\nBy {names}\n\n{day}", "", {"recognise"}),
        ("{title}\n\nBy {names}\n\n{day}", "© 2024 Harbour News", set()),
        ("{title}\n\n{day}", "© 2024 Harbour News", {"byline"}),
        ("{title}\n\nBy {names}", "Harbour", {"published", "recognise"}),
    ],
)
def test_what_is_not_learned_is_said(head: str, foot: str, missing: set[str]) -> None:
    learned = outlet_learning.learn([clean(n, head, foot) for n in range(3)], "Harbour News")
    assert {one.key for one in learned.missing} == missing
    source = outlet_learning.as_yaml("Harbour News", learned)
    for key in missing:
        assert f"# Not learned: {key} (found in 0 of 3 captures)." in source


def test_an_agency_that_many_outlets_print_does_not_name_one() -> None:
    wire = [clean(n, "{title}").replace("The ", "ALMA (AP) — The ", 1) for n in range(3)]
    assert outlet_learning.learn(wire, "Harbour News").values("recognise") == ()
    own = [capture.replace("(AP)", "(Harbour Wire)") for capture in wire]
    assert outlet_learning.learn(own, "Harbour News").values("recognise")


def test_a_line_of_a_menu_is_no_byline() -> None:
    menu = ("More World News", "More Local Sport", "More Old Pictures")
    pages = [clean(n, f"{menu[n]}\n{{title}}") for n in range(3)]
    assert outlet_learning.learn(pages, "Harbour News").values("byline") == ()


def test_the_first_line_of_a_profile_states_the_fact_and_others_are_lines_of_the_text() -> None:
    profile = written(
        "name: X\ncapture: {published: '(?P<date>\\d+ \\w+ \\d{4})', byline: 'By (?P<names>.+)'}"
    )
    lines = ["2 May 2021", "By Ada Brook", "3 May 2021", "By Finn Dale", "2 May 2021"]
    reading = text.read("\n\n".join(lines), {"x": profile}, "x")
    first = {fact.field: fact.value for fact in reversed(reading.facts)}
    assert (first[Field.PUBLISHED], first[Field.AUTHOR]) == ("2021-05-02", "Ada Brook")
    rules = [decision.rule == "outlet-byline" for decision in reading.decisions]
    assert rules == [True, True, False, False, True]


@pytest.mark.parametrize(
    ("addresses", "home", "dated"),
    [
        (["https://www.p.example/2024/08/07/a", "https://p.example/2024/09/08/b"], True, True),
        (["https://p.example/a-20240807", "https://p.example/b-20240908"], True, True),
        (["https://p.example/a-20240807", "https://p.example/b"], True, False),
        (["https://p.example/a", "https://q.example/b"], False, False),
        (["https://p.example/20240807"], False, False),
        ([], False, False),
    ],
)
def test_addresses_show_the_home_page_and_perhaps_the_day(
    addresses: list[str], home: bool, dated: bool
) -> None:
    captures = [clean(n, "{title}\n\nBy {names}\n\n{day}") for n in range(3)]
    learned = outlet_learning.learn(captures, "Harbour News", addresses)
    assert ("recognise" in {one.key for one in learned.missing}) != home
    file = parse(SourceFile("outlets/x.yml", outlet_learning.as_yaml("X", learned).encode()))
    assert isinstance(file, OutletFile)
    assert bool(file.outlet.home) == home
    days = [file.profile.day_of(address) for address in addresses]
    assert days[:1] == (["2024-08-07"] if dated else [None] * bool(addresses))
