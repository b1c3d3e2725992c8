"""What an editor can want from a page of the preview. JSON names the kind of an edit as `type`."""

from dataclasses import dataclass

import msgspec
from msgspec import Struct

from briefings.model.note import NoteKind

_Scalar = str | bool | int | float | None
_Inner = _Scalar | list[_Scalar] | dict[str, _Scalar]
_Entry = _Scalar | list[_Inner] | dict[str, _Inner]
JsonValue = _Scalar | list[_Entry] | dict[str, _Entry]
"""A value in JSON. No key of a content file has values that are deeper in each other."""


class Selection(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of an article as its page shows them, without what the site adds to them."""

    quote: str
    """The words."""
    before: str = ""
    """Up to 200 characters before them."""
    after: str = ""
    """Up to 200 characters after them."""


class SourceDraft(Struct, frozen=True, forbid_unknown_fields=True):
    """A source of a note."""

    title: str = ""
    """Its title; may be empty if there is an address."""
    url: str = ""
    """Its address; may be empty if there is a title."""


class NoteDraft(Struct, frozen=True, forbid_unknown_fields=True):
    """A note without its place."""

    text: str
    """The text in Markdown."""
    kind: NoteKind = NoteKind.CONTEXT
    """Its purpose."""
    sources: tuple[SourceDraft, ...] = ()
    """Its sources."""
    author: str = ""
    """Who wrote it; may be empty."""


class _Edit(Struct, frozen=True, forbid_unknown_fields=True, tag_field="type"):
    """An edit."""


class AddNote(_Edit, frozen=True, tag="add-note"):
    """Add a note to the article of the page."""

    at: Selection
    """Its place."""
    note: NoteDraft
    """The note."""


class ChangeNote(_Edit, frozen=True, tag="change-note"):
    """Change or move a note of the page."""

    line: int
    """Its first line in its file."""
    note: NoteDraft
    """What it says now."""
    at: Selection | None = None
    """Its new place; None to leave it where it is."""


class DeleteNote(_Edit, frozen=True, tag="delete-note"):
    """Delete a note of the page."""

    line: int
    """Its first line in its file."""


class SetFact(_Edit, frozen=True, tag="set-fact"):
    """State a fact about the article of the page."""

    key: str
    """A key of the sidecar; one inside of `brief` as `brief.says`."""
    value: str | tuple[str, ...] | None
    """Its value; for `authors` and `tags` a list, or one text with commas. None removes the key."""


class LinkHere(_Edit, frozen=True, tag="link-here"):
    """Let a phrase mean an explainer on this page."""

    phrase: str
    """The phrase."""
    slug: str
    """The explainer."""


class NeverHere(_Edit, frozen=True, tag="never-here"):
    """Never link a phrase, or a subject by its slug, on this page."""

    phrase: str
    """The phrase or slug."""


class NeverAnywhere(_Edit, frozen=True, tag="never-anywhere"):
    """Never link a phrase of an explainer on any page."""

    phrase: str
    """The phrase."""
    slug: str
    """The explainer that has it as a name."""


class AddAlias(_Edit, frozen=True, tag="add-alias"):
    """Add another name of a subject."""

    slug: str
    """Its explainer."""
    alias: str
    """The name."""


class KeepLine(_Edit, frozen=True, tag="keep-line"):
    """Keep a line of the capture that was left out."""

    line: int
    """Its line in the capture."""
    text: str = ""
    """Its text, where several texts stand on that line."""


class DropLine(_Edit, frozen=True, tag="drop-line"):
    """Leave out a line of the capture that was taken for the article's."""

    line: int
    """Its line in the capture."""
    text: str = ""
    """Its text, where several texts stand on that line."""


class WriteExplainer(_Edit, frozen=True, tag="write-explainer"):
    """Change the text and the fields of an explainer."""

    slug: str
    """The explainer."""
    body: str | None = None
    """Its text in Markdown; None to leave it as it is."""
    fields: dict[str, JsonValue] = {}
    """The changed keys of its front matter; None removes one."""


class NewExplainer(_Edit, frozen=True, tag="new-explainer"):
    """Begin an explainer, as a draft."""

    title: str
    """Its subject."""
    kind: str = ""
    """Kind of the subject; empty for the kind that its name shows."""


Edit = (
    AddNote | ChangeNote | DeleteNote | SetFact | LinkHere | NeverHere | NeverAnywhere | AddAlias
    | KeepLine | DropLine | WriteExplainer | NewExplainer
)  # fmt: skip
"""One change that a person asks for."""

decode = msgspec.json.Decoder(Edit).decode
"""Return the edit in JSON; raises `msgspec.MsgspecError` for anything else."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """New bytes of a file."""

    path: str
    """Its path relative to the content folder."""
    before: bytes | None
    """Its bytes so far; None if it is new."""
    after: bytes
    """Its bytes after the edit."""
