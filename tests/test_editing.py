"""Edits of content files: what an editor asks for on a page, and the lines that change."""

import pytest

from briefings.content import loading
from briefings.editing.apply import apply
from briefings.editing.context import Context
from briefings.editing.edits import (
    AddNote,
    Edit,
    FileChange,
    NoteDraft,
    Selection,
    SourceDraft,
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
        **{name.replace("__", "/"): t for name, t in others.items()},
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
    within = context(None, "articles/b.md", **{"articles__b.md": text})
    assert edited(NEW, within) == {"articles/b.md": f"---\ntitle: A\n{WRITTEN}---\n\n{TEXT}"}


def test_words_around_a_quotation_are_written_only_where_they_are_needed() -> None:
    edit = AddNote(Selection("envoy", "go on. The ", ""), NoteDraft("Said.", NoteKind.UPDATE))
    written = "notes:\n  - quote: envoy\n    suffix: left\n    kind: update\n    note: Said.\n"
    assert edited(edit, context()) == {"articles/talk.yml": SIDECAR + written}


@pytest.mark.parametrize(
    ("edit", "sidecar", "code"),
    [
        (AddNote(Selection("Berlin"), NoteDraft("x")), SIDECAR, "selection"),
        (AddNote(Selection("Tunis"), NoteDraft(" ")), SIDECAR, "bad-value"),
        (AddNote(Selection("Tunis"), NoteDraft("x", sources=(SourceDraft(url="javascript:x"),))),
         SIDECAR, "bad-value"),
        (AddNote(Selection("Tunis"), NoteDraft("x")), "title: [\n", "yaml"),
    ],
)  # fmt: skip
def test_nothing_is_written_where_something_is_wrong(edit: Edit, sidecar: str, code: str) -> None:
    assert refused(edit, context(sidecar)).code == code


def test_edits_are_read_from_json() -> None:
    text = '{"type": "add-note", "at": {"quote": "a"}, "note": {"kind": "update", "text": "b"}}'
    assert decode(text) == AddNote(Selection("a"), NoteDraft("b", NoteKind.UPDATE))
