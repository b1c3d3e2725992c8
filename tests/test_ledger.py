"""The ledger: every match with its rule, and the links that an edit changes."""

import gzip
import json
import tempfile
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.build import links_file
from briefings.build.store import Store
from briefings.commands.spool import Spool
from briefings.linking import ledger
from briefings.linking.ledger import Change
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.linking import LinkCounts
from briefings.site.compile import annotate
from briefings.text.sentences import sentence_around
from tests.project import BRIDGE, GENEVA, SMALL, Project


def links(phrase: str, number: int = 1, *, quoted: bool = False) -> LinkCounts:
    return ((phrase, phrase.lower(), quoted, number),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, ()),
        ({"a": links("X")}, {"a": links("X")}, ()),
        # New links on several pages are one change, with the number in quotations.
        ({}, {"a": links("X", 2), "b": links("X", quoted=True)},
         (Change("X", "x", 3, ("a", "b"), 1),)),
        ({"a": links("X", 3)}, {"a": links("X")}, (Change("X", "x", -2, ("a",), 0),)),
        # Links added on one page and removed on another are separate changes.
        ({"a": links("X")}, {"b": links("X")},
         (Change("X", "x", 1, ("b",), 0), Change("X", "x", -1, ("a",), 0))),
        # The largest first, then by phrase.
        ({}, {"a": (*links("A"), *links("B"), *links("C", 5))},
         (Change("C", "c", 5, ("a",), 0), Change("A", "a", 1, ("a",), 0),
          Change("B", "b", 1, ("a",), 0))),
    ],
)  # fmt: skip
def test_what_has_changed(
    before: dict[str, LinkCounts], after: dict[str, LinkCounts], expected: tuple[Change, ...]
) -> None:
    assert ledger.changes(before, after) == expected


def test_a_change_in_words() -> None:
    pages = tuple(f"briefings/{number}" for number in range(380))
    assert ledger.describe(Change("OSCE", "osce", 412, pages, 9)) == (
        "“OSCE” adds 412 links to osce on 380 pages, 9 of them in quotations"
    )
    assert ledger.describe(Change("OSCE", "osce", -1, pages[:1], 0)) == (
        "“OSCE” removes 1 link to osce on 1 page"
    )


def test_all_changes_in_one_line() -> None:
    found = (Change("A", "a", 4, ("p", "q"), 0), Change("B", "b", -3, ("q",), 0))
    assert ledger.summary(found) == "Links since the last build: 4 more and 3 fewer, on 2 pages"
    assert ledger.summary(()) == ""


def test_links_are_kept_from_build_to_build(tmp_path: Path) -> None:
    file = links_file.beside(tmp_path / "build" / "docs")
    pages = {"briefings/a": links("Ž", 2), "explainers/b": links("X", quoted=True)}
    packed = links_file.pack(pages)
    assert links_file.differing(file, pages.items()) is None
    links_file.write(file, packed)
    assert links_file.differing(file, ()) == (pages, {})
    assert links_file.differing(file, pages.items()) == ({}, {})


LINKS = st.dictionaries(
    st.sampled_from(["briefings/a", "briefings/b", "explainers/c"]),
    st.lists(
        st.tuples(st.sampled_from("XYŽ"), st.sampled_from("xy"), st.booleans(), st.integers(1, 3)),
        max_size=2,
    ).map(tuple),
)


@given(before=LINKS, after=LINKS)
def test_only_links_of_pages_on_which_they_differ_are_decoded(
    before: dict[str, LinkCounts], after: dict[str, LinkCounts]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "links.json.gz")
        links_file.write(file, links_file.pack(before))
        differing = links_file.differing(file, after.items())
    assert differing
    then, now = differing
    assert {p for p in {*then, *now} if then.get(p) == now.get(p)} == set()
    assert ledger.changes(then, now) == ledger.changes(before, after)


NONE_AT_ALL = b'{"version": 0, "pages": {}}'
DAMAGED = {
    "empty": b"",
    "not packed": b"junk",
    "cut short": gzip.compress(NONE_AT_ALL)[:-4],
    "no JSON": gzip.compress(b"{"),
    "of another version": gzip.compress(NONE_AT_ALL),
    "a list": gzip.compress(b"[]"),
    "with other things in it": gzip.compress(b'{"version": 2, "pages": {"a": [[1]]}}'),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_ignored(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "links.json.gz").write_bytes(data)
    assert links_file.differing(tmp_path / "links.json.gz", ()) is None
    assert links_file.differing(tmp_path / "missing", ()) is None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project", {**SMALL, "explainers/blue-bridge.md": BRIDGE})


def test_every_match_is_shown_with_its_rule_and_its_sentence(project: Project) -> None:
    result = project.briefings("ledger")
    assert result.exit_code == 0
    for words in ("briefings/talks", "Geneva → geneva", "Envoys met in Geneva on Monday"):
        assert words in result.stdout


@pytest.mark.parametrize("query", ["ferry", "briefings/ferry", "blue-bridge", "Blue Bridge"])
def test_the_query_is_a_page_an_explainer_or_an_alias(project: Project, query: str) -> None:
    shown = json.loads(project.briefings("ledger", "--json", query).stdout)
    assert {entry["subject"] for entry in shown} == {"blue-bridge"}
    entry = next(entry for entry in shown if entry["page"] == "briefings/ferry")
    assert entry["sentence"][entry["start"] : entry["end"]] == entry["text"] == "Blue Bridge"
    assert (entry["verdict"], entry["sense"], entry["line"]) == ("linked", "only-claim", 7)


def test_only_wanted_entries_are_built(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []

    def around(text: str, start: int, end: int, lang: str) -> tuple[str, int, int]:
        built.append(text[start:end])
        return sentence_around(text, start, end, lang)

    monkeypatch.setattr("briefings.text.sentences.sentence_around", around)
    project.briefings("ledger", "--json", "blue-bridge")
    assert set(built) == {"Blue Bridge"}


def test_the_entries_are_an_array_with_one_on_each_line(project: Project) -> None:
    lines = project.briefings("ledger", "--json").stdout.splitlines()
    entries = [json.loads(line.rstrip(",")) for line in lines[1:-1]]
    assert entries == json.loads("\n".join(lines))
    assert len(entries) > 3
    nothing = BRIDGE.replace("Blue Bridge", "Green Bridge")
    project.write("explainers/green-bridge.md", nothing)
    assert project.briefings("ledger", "--json", "green-bridge").stdout == "[]\n"


def test_one_value_of_a_spool_is_in_memory() -> None:
    change = Change("X" * 1000, "x", 1, ("a",), 0)
    with tempfile.TemporaryFile() as file:
        spool = Spool(file, Change)
        for number in (5, 5000):
            tracemalloc.start()
            spool.fill(change for _ in range(number))
            assert sum(found == change for found in spool) == len(spool) == number
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < 100_000
        spool.fill([])
        assert not [*spool]


PLACES = [f"Geneva{number}" for number in range(200)]
PARAGRAPHS = [
    f"Envoys met in {place}. " + " ".join(f"{place.lower()}x{number}" for number in range(100))
    for place in PLACES
]


@dataclass(frozen=True, slots=True)
class Invented:
    """A long article that is in memory only while it is loaded."""

    number: int

    @property
    def path(self) -> str:
        return f"articles/b{self.number}.md"

    @property
    def digest(self) -> str:
        return self.load().digest

    def load(self) -> SourceFile:
        head = f"---\ntitle: Briefing {self.number}\npublished: 2020-01-02\n---"
        text = Random(self.number).sample(PARAGRAPHS, 6)
        return SourceFile(self.path, "\n\n".join([head, *text]).encode())


def test_of_a_page_only_its_name_and_digests_stay_in_memory(tmp_path: Path) -> None:
    subjects = [
        SourceFile(f"explainers/{place.lower()}.md", GENEVA.replace("Geneva", place).encode())
        for place in PLACES
    ]

    def read(number: int) -> None:
        with Store(tmp_path / "cache.sqlite", "1", sweeps=False) as store:
            content = Content((*subjects, *map(Invented, range(number))))
            annotated = annotate(content, Settings(), store).annotated
            found = (e for uri, page in annotated.items() for e in ledger.entries(uri, "en", page))
            assert sum(1 for _ in found) >= 6 * number

    def peak(number: int) -> int:
        tracemalloc.start()
        read(number)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few, many = 150, 500  # more than are loaded at once
    read(many)  # fills the cache
    before, after = peak(few), peak(many)
    growth = (after - before) / (many - few)
    assert growth < 500 < len(Invented(0).load().data) / 8


LATER = """\
Envoys came back to Geneva on Friday to speak about the river crossings once more.

READ MORE: Envoys Speak About the Crossings

READ MORE: A Bridge Is Opened by the Mayor

The mediator said that a year had passed, and that the money had not been found.
"""


def test_related_lines_are_shown_with_their_rule_and_their_score(project: Project) -> None:
    project.write("articles/later.txt", LATER)
    project.write(
        "articles/later.yml", "title: Envoys again\npublished: 2021-05-04\noutlet: wire\n"
    )
    shown = project.briefings("ledger", "later").stdout
    assert "    3 READ MORE: Envoys Speak About the Crossings → talks same-title" in shown
    assert "    5 READ MORE: A Bridge Is Opened by the Mayor ✗  no-such-article" in shown
    assert "2 related lines and headlines, 1 linked." in shown
    # The article that is meant can be asked for as well.
    listed = json.loads(project.briefings("ledger", "--json", "talks").stdout)
    (line,) = (entry for entry in listed if "rule" in entry)
    assert (line["page"], line["slugs"], line["score"]) == ("briefings/later", ["talks"], 100.0)


def test_a_related_line_leads_to_the_briefing_that_it_names(project: Project) -> None:
    project.write("articles/later.txt", LATER)
    project.built()
    page = project.page("briefings/later/")
    assert 'READ MORE: <a href="../talks/">Envoys Speak About the Crossings</a>' in page.text


def test_a_misspelt_name_gets_similar_names(project: Project) -> None:
    result = project.briefings("ledger", "blue-brigde")
    assert result.exit_code == 1
    assert "Did you mean blue-bridge" in result.stderr


def test_an_edit_is_compared_with_the_last_build(project: Project) -> None:
    assert "no earlier build" in project.briefings("ledger", "--diff").stderr
    assert "since the last build" not in project.briefings("build").stdout
    assert "No link has changed" in project.briefings("ledger", "--diff").stdout
    mediator = BRIDGE.replace("title: Blue Bridge", "title: Mediators\naliases: [mediator]")
    project.write("explainers/mediators.md", mediator)
    result = project.briefings("ledger", "--diff")
    assert "“mediator” adds 1 link to mediators on 1 page" in result.stdout
    assert "briefings/talks" in result.stdout
    assert project.briefings("ledger", "--diff", "ferry").stdout.startswith("No link has changed")
    assert "Links since the last build: 2 more, on 2 pages" in project.briefings("build").stdout
    assert "No link has changed" in project.briefings("ledger", "--diff").stdout
