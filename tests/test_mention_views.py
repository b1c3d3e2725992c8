"""Briefings with the sentences that mention a subject, as values."""

from datetime import date

from briefings.markup.heading_ids import Ids
from briefings.model.article import Capture, Metadata, Outlet
from briefings.model.content import Settings
from briefings.model.linking import Annotated, Mention, Passage, Sense, Verdict
from briefings.site import mentioning
from briefings.site.quoted import quoted as quote
from briefings.views.lists import MentioningBriefing
from briefings.views.text import Day, Link, Run, RunKind, Section

TEXT = "Nothing happened. They met <b>Alma</b> & left. Alma stayed."


def article(title: str, **fields: object) -> Metadata:
    values: dict[str, object] = {"slug": "a", "capture": Capture("articles/a.txt", "", 0),
                                 "headline": "", "summary": "", "lang": "en"}  # fmt: skip
    return Metadata(title=title, **{**values, **fields})  # type: ignore[arg-type]


def mention(start: int, subject: str, verdict: Verdict = Verdict.LINKED) -> Mention:
    anchor = f"m-{subject}-{start}"
    return Mention(
        0, start, start + 4, "Alma", (subject,), subject, Sense.ONLY, verdict, anchor=anchor
    )


def test_a_briefing_is_shown_with_its_sentences_that_mention_the_subject() -> None:
    first = article(
        "On <i> Alma", published=date(2020, 5, 4), outlet=Outlet("wire", "Wire", "", "")
    )
    found = (mention(30, "alma"), mention(47, "alma", Verdict.REPEATED), mention(0, "other"))
    quoted = quote(Annotated((Passage(TEXT, 0, 1),), found), "en")
    listed = [(first, quoted["alma"]), (article("ألما", slug="b", lang="ar"), ())]
    shown = mentioning.briefings(listed, "explainers/alma.md", Settings(), Ids(["on-i-alma"]))
    uri, address = "briefings/a.md", "../../briefings/a/"
    sentence = (
        Run(text="They met <b>"),
        Run(RunKind.MARK, runs=(Run(text="Alma"),)),
        Run(text="</b> & left."),
    )
    assert shown == (
        MentioningBriefing(
            "on-i-alma_1",
            Link("On <i> Alma", address, uri),
            Day("2020-05-04", "4 May 2020"),
            Link("Wire", "../../outlets/wire/", "outlets/wire.md"),
            (Run(RunKind.LINK, runs=sentence, href=f"{address}#m-alma-30", uri=uri),),
        ),
        MentioningBriefing("lm", Link("ألما", "../../briefings/b/", "briefings/b.md", "ar", "rtl")),
    )


def test_ids_of_headings_are_unique() -> None:
    ids = Ids({"sources"})
    titles = ["A B", "a  b", "Straße & Fluß", "漢字", "", "Sources"]
    assert [ids.of(title) for title in titles] == [
        "a-b", "a-b_1", "strae-flu", "han-zi", "_1", "sources_1",
    ]  # fmt: skip
    assert ids.section("A: b", 3) == Section("a-b_2", "A: b", 3)
