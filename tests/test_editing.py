"""Edits of content files: what an editor asks for on a page, and the lines that change."""

import pytest

from briefings.content import loading
from briefings.editing.apply import apply
from briefings.editing.context import Context
from briefings.editing.edits import (
    AddAlias,
    AddNote,
    ChangeNote,
    DeleteNote,
    DropLine,
    Edit,
    FileChange,
    KeepLine,
    LinkHere,
    NeverAnywhere,
    NeverHere,
    NewExplainer,
    NoteDraft,
    Selection,
    SetFact,
    SourceDraft,
    WriteExplainer,
    decode,
)
from briefings.model.content import Content, Problem, SourceFile
from briefings.model.note import NoteKind

TEXT = """\
A Talk in Geneva

The envoy said that talks must go on.

The envoy left for Tunis on Monday.
"""
SIDECAR = "# Facts.\ntitle: A Talk in Geneva   # ours\npublished: 2019-05-12\n"
NOTES = """\
# Facts.
title: A Talk in Geneva   # ours
notes:
  - quote: talks must go on
    note: They did.  # until June
    author: "Ada"
  # about Tunis
  - quote: Tunis
    kind: update
    note: >-
      The envoy moved.
"""


def context(
    sidecar: str | None = SIDECAR, file: str = "articles/talk.txt", **others: str
) -> Context:
    texts = {
        "articles/talk.txt": TEXT,
        **{
            name.replace("__md", ".md")
            .replace("__html", ".html")
            .replace("__yml", ".yml")
            .replace("__", "/"): t
            for name, t in others.items()
        },
    }
    if sidecar is not None:
        texts["articles/talk.yml"] = sidecar
    files = {path: SourceFile(path, text.encode()) for path, text in texts.items()}
    return Context(files, file, outlets=loading.outlets_of(Content(tuple(files.values()))))


def edited(edit: Edit, within: Context) -> dict[str, str]:
    """Return the texts of the changed files by path."""
    found = apply(edit, within)
    assert not isinstance(found, Problem), found
    assert all(isinstance(one, FileChange) for one in found)
    return {one.path: one.after.decode() for one in found}


def refused(edit: Edit, within: Context) -> Problem:
    found = apply(edit, within)
    assert isinstance(found, Problem), found
    return found


NEW = AddNote(
    Selection("for Tunis", "left ", " on"),
    NoteDraft("It is *said*.\n", sources=(SourceDraft("UN", "https://un.org/"),), author=" Ada "),
)
WRITTEN = """\
notes:
  - quote: for Tunis
    kind: context
    note: It is *said*.
    sources: [{title: UN, url: 'https://un.org/'}]
    author: Ada
"""


def test_a_note_is_added_below_what_is_there() -> None:
    assert edited(NEW, context()) == {"articles/talk.yml": SIDECAR + WRITTEN}


def test_a_sidecar_is_made_for_the_first_note() -> None:
    assert edited(NEW, context(None)) == {"articles/talk.yml": WRITTEN}


def test_a_note_on_a_markdown_article_goes_into_its_front_matter() -> None:
    text = f"---\ntitle: A\n---\n\n{TEXT}"
    within = context(None, "articles/b.md", articles__b__md=text)
    assert edited(NEW, within) == {"articles/b.md": f"---\ntitle: A\n{WRITTEN}---\n\n{TEXT}"}


def test_words_around_a_quotation_are_written_only_where_they_are_needed() -> None:
    edit = AddNote(Selection("envoy", "go on. The ", ""), NoteDraft("Said.", NoteKind.UPDATE))
    written = "notes:\n  - quote: envoy\n    suffix: left\n    kind: update\n    note: Said.\n"
    assert edited(edit, context()) == {"articles/talk.yml": SIDECAR + written}


def one_change(before: str, after: str, edit: Edit, within: Context) -> None:
    """Check that an edit replaces one piece of the one file that has it, and nothing else."""
    ((path, text),) = edited(edit, within).items()
    old = within.load(path)
    assert old is not None
    assert old.decode().count(before) == 1
    assert text == old.decode().replace(before, after)


SAME = NoteDraft("They did.", author="Ada")
FIRST, SECOND = 4, 8
CHANGES: dict[str, tuple[str, str, Edit]] = {
    "the text of a note; its comment stays": (
        "They did.  #",
        "They *did*.  #",
        ChangeNote(FIRST, NoteDraft("They *did*.", author="Ada")),
    ),
    "a folded text": (
        "The envoy moved.",
        "The envoy left.",
        ChangeNote(SECOND, NoteDraft("The envoy left.", NoteKind.UPDATE)),
    ),
    "the kind, which was not written": (
        "talks must go on\n",
        "talks must go on\n    kind: disputed\n",
        ChangeNote(FIRST, NoteDraft("They did.", NoteKind.DISPUTED, author="Ada")),
    ),
    "a new source": (
        "until June\n",
        "until June\n    sources: ['https://un.org/']\n",
        ChangeNote(
            FIRST,
            NoteDraft("They did.", sources=(SourceDraft(url="https://un.org/"),), author="Ada"),
        ),
    ),
    "an author who is gone": (
        '    author: "Ada"\n',
        "",
        ChangeNote(FIRST, NoteDraft("They did.")),
    ),
    "moved": (
        "talks must go on\n",
        "left for\n",
        ChangeNote(FIRST, SAME, Selection("left for")),
    ),
    "moved to words that occur twice": (
        "talks must go on\n",
        "envoy\n    suffix: left\n",
        ChangeNote(FIRST, SAME, Selection("envoy", "", " left")),
    ),
    "deleted, with the comment above": (
        """\
  # about Tunis
  - quote: Tunis
    kind: update
    note: >-
      The envoy moved.
""",
        "",
        DeleteNote(SECOND),
    ),
    "the first one deleted": (
        """\
  - quote: talks must go on
    note: They did.  # until June
    author: "Ada"
""",
        "",
        DeleteNote(FIRST),
    ),
}


@pytest.mark.parametrize(("before", "after", "edit"), CHANGES.values(), ids=CHANGES)
def test_a_note_is_changed_where_it_is_different(before: str, after: str, edit: Edit) -> None:
    one_change(before, after, edit, context(NOTES))


def test_what_a_note_says_already_changes_nothing() -> None:
    assert apply(ChangeNote(FIRST, SAME), context(NOTES)) == ()


def test_the_key_goes_with_the_last_note() -> None:
    sidecar = f"{SIDECAR}notes:\n  # one\n  - quote: Tunis\n    note: x\ntags: [a]\n"
    assert edited(DeleteNote(6), context(sidecar)) == {"articles/talk.yml": SIDECAR + "tags: [a]\n"}


FACTS: dict[str, tuple[str, str, str, str | tuple[str, ...] | None]] = {
    "a title": ("title: A Talk in Geneva   # ours", "title: Talks   # ours", "title", " Talks "),
    "a day that is known now": (
        "published: 2019-05-12\n",
        "published: 2019-05-13\n",
        "published",
        "2019-05-13",
    ),
    "a day that is not": ("published: 2019-05-12\n", "", "published", None),
    "no text": ("published: 2019-05-12\n", "", "published", " "),
    "authors": ("05-12\n", "05-12\nauthors: [Ada Berg, B]\n", "authors", ("Ada Berg", "B")),
    "authors as one text": (
        "05-12\n",
        "05-12\nauthors: [Ada Berg, B]\n",
        "authors",
        "Ada Berg, B,",
    ),
    "no topics, against the capture": ("05-12\n", "05-12\ntags: []\n", "tags", ()),
    "a brief line": ("05-12\n", "05-12\nbrief: {says: It talks.}\n", "brief.says", "It talks."),
    "a draft": ("05-12\n", "05-12\ndraft: true\n", "draft", "true"),
}


@pytest.mark.parametrize(("before", "after", "key", "value"), FACTS.values(), ids=FACTS)
def test_a_fact(before: str, after: str, key: str, value: str | tuple[str, ...] | None) -> None:
    one_change(before, after, SetFact(key, value), context())


def test_entries_of_a_list_that_stay_keep_their_comments() -> None:
    within = context("tags:\n  - a  # one\n  - b\n  - c  # three\n")
    one_change(
        "  - b\n  - c  # three\n",
        "  - c  # three\n  - d\n",
        SetFact("tags", ("a", "c", "d")),
        within,
    )


def test_a_fact_takes_the_place_of_its_commented_line() -> None:
    """As `briefings new article` says: remove the # where you know one."""
    for sidecar in ("url: https://a.org/\n# title: A\n", "# Facts.\n", ""):
        within = context(f"{sidecar}# published: YYYY-MM-DD\n# outlet: \n")
        edit = SetFact("published", "2019-05-12")
        one_change("# published: YYYY-MM-DD", "published: 2019-05-12", edit, within)


TUNIS = """\
---
title: Tunis
kind: place
summary: Capital of Tunisia.
aliases: [the white city]   # seldom
---

A city.

By the sea.
"""
LINKS: dict[str, tuple[str, str, str, Edit]] = {
    "a phrase means an explainer": (
        "title: A\n",
        "title: A\n",
        "title: A\nlinks: {Tunis: tunis}\n",
        LinkHere("Tunis", "tunis"),
    ),
    "another one": (
        "links: {Rome: rome}",
        "rome}",
        "rome, Tunis: tunis}",
        LinkHere("Tunis", "tunis"),
    ),
    "a phrase that meant another one": (
        "links:\n  Tunis: rome\n",
        "rome",
        "tunis",
        LinkHere("Tunis", "tunis"),
    ),
    "a phrase that was excluded": (
        "links:\n  never: [Tunis]\n",
        "  never: [Tunis]\n",
        "  Tunis: tunis\n",
        LinkHere("Tunis", "tunis"),
    ),
    "never here": (
        "title: A\n",
        "title: A\n",
        "title: A\nlinks: {never: [Tunis]}\n",
        NeverHere("Tunis"),
    ),
    "never here, though decided": (
        "links: {Tunis: tunis}",
        "{Tunis: tunis}",
        "{never: [Tunis]}",
        NeverHere("Tunis"),
    ),
}


@pytest.mark.parametrize(("sidecar", "before", "after", "edit"), LINKS.values(), ids=LINKS)
def test_links_of_a_page(sidecar: str, before: str, after: str, edit: Edit) -> None:
    one_change(before, after, edit, context(sidecar, explainers__tunis__md=TUNIS))
    page = TUNIS.replace("---\n\n", f"{sidecar.replace('title: A', 'forms: []').strip()}\n---\n\n")
    if "title" not in sidecar:
        within = context(
            None, "explainers/b.md", explainers__tunis__md=TUNIS, explainers__b__md=page
        )
        one_change(before, after, edit, within)


EXPLAINERS: dict[str, tuple[str, str, Edit]] = {
    "another name": ("city]", "city, Tounis]", AddAlias("tunis", " Tounis ")),
    "a name that means something else in a longer one": (
        "seldom\n",
        "seldom\nnever_link: [Tunis Street]\n",
        NeverAnywhere("Tunis Street", "tunis"),
    ),
    "a name that it lists": (
        "aliases: [the white city]   # seldom\n",
        "",
        NeverAnywhere("the white city", "tunis"),
    ),
    "a line of the text": (
        "By the sea.",
        "By *the* sea.",
        WriteExplainer("tunis", "A city.\n\nBy *the* sea.\n"),
    ),
    "a field": (
        "summary: Capital of Tunisia.",
        "summary: A city.",
        WriteExplainer("tunis", fields={"summary": "A city."}),
    ),
    "a list": (
        "city]",
        "city, Tounis]",
        WriteExplainer("tunis", fields={"aliases": ["the white city", "Tounis"]}),
    ),
    "a list of mappings": (
        "seldom\n",
        "seldom\nsources: [{title: UN, url: 'https://un.org/'}]\n",
        WriteExplainer("tunis", fields={"sources": [{"title": "UN", "url": "https://un.org/"}]}),
    ),
    "numbers": (
        "seldom\n",
        "seldom\nat: [36.8, 10]\n",
        WriteExplainer("tunis", fields={"at": [36.8, 10]}),
    ),
    "a draft": (
        "seldom\n",
        "seldom\ndraft: true\n",
        WriteExplainer("tunis", fields={"draft": True, "map": None}),
    ),
}


@pytest.mark.parametrize(("before", "after", "edit"), EXPLAINERS.values(), ids=EXPLAINERS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_explainers(before: str, after: str, edit: Edit, end: str) -> None:
    within = context(explainers__tunis__md=TUNIS.replace("\n", end))
    one_change(before.replace("\n", end), after.replace("\n", end), edit, within)


def test_what_an_explainer_has_already_changes_nothing() -> None:
    within = context(explainers__tunis__md=TUNIS)
    assert apply(AddAlias("tunis", "Tunis"), within) == ()
    assert apply(AddAlias("tunis", "the  white city"), within) == ()
    assert (
        apply(WriteExplainer("tunis", "A city.\n\nBy the sea.", {"title": "Tunis"}), within) == ()
    )


def test_an_explainer_is_begun_as_a_draft() -> None:
    ((path, text),) = edited(NewExplainer(" Libyan  Army ", "organisation"), context()).items()
    assert path == "explainers/libyan-army.md"
    assert "title: Libyan Army\nkind: organisation\n" in text
    assert "draft: true" in text


SAVED = """\
<html><body><article><h1>A Talk in Geneva</h1>
<p>The envoy said on Monday that talks in Geneva must go on, whatever happens.</p>
<div class="ad">Advertisement</div>
<p>The envoy left for Tunis on Monday, and nobody knows when she will return.</p>
<div class="ad">Advertisement</div>
<p>Nobody expects an agreement before the summer, diplomats in both capitals say.</p>
</article></body></html>
"""


def test_lines_of_the_capture() -> None:
    def after(sidecar: str, edit: Edit) -> str:
        found = context(None, "articles/b.html", articles__b__html=SAVED, articles__b__yml=sidecar)
        ((path, text),) = edited(edit, found).items()
        assert path == "articles/b.yml"
        return text

    left = SAVED.splitlines()[3].removeprefix("<p>").removesuffix("</p>")
    dropped = after("title: A\n", DropLine(4))
    assert dropped == f"title: A\ndrop: ['{left}']\n"
    # Where several lines have the text, the number tells which one is meant.
    one = "title: A\nkeep: [{text: Advertisement, line: 5}]\n"
    assert after("title: A\n", KeepLine(5, "Advertisement")) == one
    # The last line stays: an article without text has no page to take it back on.
    others = [line for line in SAVED.splitlines() if line.startswith("<p>") and left not in line]
    alone = "title: A\ndrop:\n" + "".join(f"- '{line[3:-4]}'\n" for line in others)
    last = context(None, "articles/b.html", articles__b__html=SAVED, articles__b__yml=alone)
    assert refused(DropLine(4), last).code == "empty-article"
    # The opposite takes the entry away.
    assert after(dropped, KeepLine(4)) == "title: A\n"
    assert after(one, DropLine(5)) == "title: A\n"


NOTE = NoteDraft("x")
WRONG: dict[str, tuple[str, Edit, str]] = {
    "words that the article lacks": (SIDECAR, AddNote(Selection("Berlin"), NOTE), "selection"),
    "a note without text": (SIDECAR, AddNote(Selection("Tunis"), NoteDraft(" ")), "missing-key"),
    "an address that runs a program": (
        SIDECAR,
        AddNote(Selection("Tunis"), NoteDraft("x", sources=(SourceDraft(url="javascript:x"),))),
        "bad-value",
    ),
    "a broken file": ("title: [\n", AddNote(Selection("Tunis"), NOTE), "yaml"),
    "no note on that line": (NOTES, ChangeNote(5, NOTE), "no-note"),
    "two notes on that line": (
        "notes: [{quote: go on, note: a}, {quote: Tunis, note: b}]\n",
        DeleteNote(1),
        "no-note",
    ),
    "half a character": (SIDECAR, SetFact("title", "A\ud800"), "not-edited"),
    "no such note": (NOTES, DeleteNote(99), "no-note"),
    "no day": (SIDECAR, SetFact("published", "May 2019"), "bad-value"),
    "no such key": (SIDECAR, SetFact("notes", "x"), "unknown-key"),
    "no such explainer": (SIDECAR, LinkHere("Tunis", "rome"), "unknown-explainer"),
    "a rule of linking": (SIDECAR, LinkHere("never", "tunis"), "bad-value"),
    "a title": (SIDECAR, NeverAnywhere("Tunis", "tunis"), "title-is-a-name"),
    "a name that is none": (SIDECAR, AddAlias("tunis", "7"), "bad-value"),
    "no kind": (SIDECAR, WriteExplainer("tunis", fields={"kind": None}), "missing-key"),
    "an unknown kind": (SIDECAR, NewExplainer("Rome", "town"), "bad-value"),
    "an explainer that is there": (SIDECAR, NewExplainer("Tunis", "place"), "file-exists"),
    "no such line": (SIDECAR, KeepLine(99), "no-such-line"),
    "a page without an article": ("", AddNote(Selection("city"), NOTE), "no-article"),
}


@pytest.mark.parametrize(("sidecar", "edit", "code"), WRONG.values(), ids=WRONG)
def test_nothing_is_written_where_something_is_wrong(sidecar: str, edit: Edit, code: str) -> None:
    file = "articles/talk.txt" if sidecar else "explainers/tunis.md"
    assert refused(edit, context(sidecar, file, explainers__tunis__md=TUNIS)).code == code


def test_edits_are_read_from_json() -> None:
    text = '{"type": "add-note", "at": {"quote": "a"}, "note": {"kind": "update", "text": "b"}}'
    assert decode(text) == AddNote(Selection("a"), NoteDraft("b", NoteKind.UPDATE))
