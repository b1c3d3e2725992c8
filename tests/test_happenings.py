"""The timeline of the site tells an event once, and never merges two events by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.content import Severity
from briefings.model.explainer import Alias, Explainer, ExplainerKind, Fact, FactValue
from briefings.model.explainer import TimelineEntry as Entry
from briefings.site.lists.happenings import Telling, is_same, told_once
from briefings.text import uris
from briefings.views.lists import Event, ListView
from tests.export_site import compiled
from tests.project import SMALL
from tests.views import view

DAY = "2031-05-06"
TREATY = Fact("adopted", (FactValue(start=DAY),))


def subject(name: str, kind: str, *facts: Fact) -> Explainer:
    slug = uris.slugify(name)
    return Explainer(
        slug=slug, path=f"explainers/{slug}.md", title=name, kind=ExplainerKind(kind), summary="",
        body="", body_line=1, names=(Alias(name, 1),), facts=facts,
    )  # fmt: skip


MIRA = subject("Mira Castel", "person")
JON = subject("Jon Berger", "person")
NORD = subject("Nordland", "place")
SUND = subject("Sundland", "place")
LEAGUE = subject("River League", "organisation")
FERRY = subject("Ferry Treaty", "document", TREATY)
HARBOUR = subject("Harbour Agreement", "document")
WAR = subject("Strait War", "event")


def telling(of: Explainer, text: str, date: str = DAY, same: str = "") -> Telling:
    return Telling(of, Entry(date, text, same=same), f"on-{date}", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same words.
        ((NORD, "The vote is put off."), (LEAGUE, "The vote is put off.")),
        # One says more than the other.
        ((NORD, "Nordland closes its harbours."), (WAR, "Nordland closes its harbours for weeks.")),
        (
            (LEAGUE, "Divers raise the wreck of the Albatross."),
            (WAR, "The wreck of the Albatross is raised by divers."),
        ),
        # The subject is left out where it is the one of the page.
        ((MIRA, "Orders the blockade of Sundland."), (WAR, "Mira Castel orders a blockade.")),
        # A document adopted on the day, and who names it.
        ((FERRY, "Signed by twelve ministers."), (NORD, "The Ferry Treaty ends its tolls.")),
        # Two persons who name each other.
        (
            (MIRA, "Meets Jon Berger in Astoria."),
            (JON, "Meets Mira Castel, the mediator, in Astoria."),
        ),
    ],
)  # fmt: skip
def test_entries_of_one_event(one: tuple[Explainer, str], other: tuple[Explainer, str]) -> None:
    first, second = telling(*one), telling(*other)
    assert is_same(first, second)
    assert is_same(second, first)
    (told,) = told_once([first, second])
    # The fullest text comes first, and nothing is lost.
    assert list(told) == sorted([first, second], key=lambda t: -len(t.text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Nothing in common but the day, or a subject.
        ((NORD, "A storm floods the capital."), (LEAGUE, "The budget is adopted.")),
        ((LEAGUE, "Nordland pays its dues."), (NORD, "A storm floods the capital.")),
        # Two states may do the same on one day, and two persons may meet the same person.
        (
            (NORD, "Nordland declares independence from the union."),
            (SUND, "Declares its independence from the union."),
        ),
        ((MIRA, "Meets Ada Lindt in Astoria."), (JON, "Meets Ada Lindt in Astoria for talks.")),
        # Other numbers, other names.
        (
            (LEAGUE, "The council adopts resolution 17 on fishing rights."),
            (WAR, "The council adopts resolution 18 on fishing rights."),
        ),
        (
            (LEAGUE, "Rebels leave the town of Astoria after a siege."),
            (WAR, "Rebels leave the town of Belmar after a siege."),
        ),
        # A long name in common is no event in common.
        (
            (WAR, "The International Court of Maritime Justice opens hearings."),
            (LEAGUE, "The International Court of Maritime Justice elects judges."),
        ),
        # The document was adopted on another day, so it may be named for anything.
        (
            (HARBOUR, "A clerk loses the original."),
            (NORD, "The Harbour Agreement is quoted in parliament."),
        ),
    ],
)  # fmt: skip
def test_entries_of_two_events(one: tuple[Explainer, str], other: tuple[Explainer, str]) -> None:
    first, second = telling(*one), telling(*other)
    assert not is_same(first, second)
    assert not is_same(second, first)
    assert len(list(told_once([first, second]))) == 2


@pytest.mark.parametrize(
    ("dates", "same", "events"),
    [
        ((DAY, DAY), "", 1),
        ((DAY, "2031-05-07"), "", 2),
        # Of a month or year the same words may be about two days.
        (("2031-05", "2031-05"), "", 2),
        (("2031-05", "2031-05"), "river-league", 1),
        ((DAY, "2031-05-07"), "river-league", 2),
    ],
)
def test_only_a_day_or_an_editor_makes_entries_one_event(
    dates: tuple[str, str], same: str, events: int
) -> None:
    text = "The vote is put off."
    told = told_once([telling(NORD, text, dates[0], same), telling(LEAGUE, text, dates[1])])
    assert len(list(told)) == events


def test_thousands_of_entries_of_one_day_take_no_time() -> None:
    subjects = [subject(f"Place {n}", "place") for n in range(3000)]
    told = list(
        told_once(
            telling(s, f"It joins as number {n % 1500}.", DAY, "place-7" if n == 8 else "")
            for n, s in enumerate(subjects)
        )
    )
    assert len(told) == 1499
    assert max(map(len, told)) == 4


TELLINGS = st.lists(
    st.builds(
        telling,
        st.sampled_from([MIRA, JON, NORD, SUND, LEAGUE, FERRY, WAR]),
        st.lists(
            st.sampled_from("Nordland closes harbours Ferry Treaty vote 17 18 Astoria".split()),
            min_size=1, max_size=5,
        ).map(" ".join),
        st.sampled_from([DAY, "2031-05-07", "2031"]),
        st.sampled_from(["", "nordland", "strait-war"]),
    ),
    max_size=8,
)  # fmt: skip


@given(TELLINGS)
def test_every_entry_is_told_once_whatever_the_order(tellings: list[Telling]) -> None:
    told = list(told_once(tellings))
    assert sorted(id(t) for event in told for t in event) == sorted(map(id, tellings))
    assert all(len({t.entry.date for t in event}) == 1 for event in told)
    other = told_once(tellings[::-1])
    assert {frozenset(map(id, event)) for event in told} == {
        frozenset(map(id, event)) for event in other
    }


def explainer(name: str, kind: str, *entries: str) -> str:
    timeline = "".join(f"  - {entry}\n" for entry in entries)
    return f"---\ntitle: {name}\nkind: {kind}\nsummary: A.\ntimeline:\n{timeline}---\n\nText.\n"


def test_the_timeline_shows_an_event_with_all_its_subjects() -> None:
    files = {
        **SMALL,
        "explainers/ferry-war.md": explainer(
            "Ferry War", "event", '{date: 1987-02-03, event: "The harbour is closed for a week."}'
        ),
        "explainers/strait-office.md": explainer(
            "Strait Office", "organisation", '{date: 1987-02-03, event: "Closed.", same: ferry-war}'
        ),
        "explainers/old-port.md": explainer(
            "Old Port", "place", '{date: 1987-02-03, event: "The harbour is closed for a week."}'
        ),
    }
    site = compiled(files)
    assert not [problem for problem in site.problems if problem.code == "no-such-event"]
    shown: list[Event] = [
        event
        for year in view(site, uris.TIMELINE, ListView).entries
        for day in year.days
        if day.day.iso == "1987-02-03"
        for event in day.events
    ]
    (event,) = shown
    assert (event.link.text, event.text) == ("Ferry War", "The harbour is closed for a week.")
    assert [(other.link.text, other.text) for other in event.others] == [
        ("Old Port", ""),
        ("Strait Office", "Closed."),
    ]
    assert event.kinds == ("event", "place", "organisation")


@pytest.mark.parametrize(
    ("same", "message", "hint"),
    [
        ("ferry-war", "has no event of 1987-02-03", "on the same date"),
        ("strait-office", "has no event of 1987-02-03", "Name another explainer"),
        ("ferry-wars", "is no published explainer", "Did you mean `ferry-war`?"),
    ],
)
def test_an_editor_who_names_no_event_is_told(same: str, message: str, hint: str) -> None:
    entry = f'{{date: 1987-02-03, event: "Closed.", same: {same}}}'
    files = {
        **SMALL,
        "explainers/ferry-war.md": explainer("Ferry War", "event", "{date: 1987, event: Begun.}"),
        "explainers/strait-office.md": explainer("Strait Office", "organisation", entry),
    }
    found = [p for p in compiled(files).problems if p.code == "no-such-event"]
    (problem,) = found
    assert (problem.file, problem.line) == ("explainers/strait-office.md", 6)
    assert problem.severity is Severity.WARNING
    assert message in problem.message
    assert hint in problem.hint
