"""Changes of YAML files: the new data is right, and everything else keeps its bytes."""

import pytest

from briefings.editing.documents import Append, Change, Put, Remove, opened
from briefings.editing.edits import FileChange
from briefings.model.content import Problem

NOTE = {"quote": "the vote", "kind": "context", "note": "It was secret."}
ORDER = ("title", "published", "tags", "brief", "notes")


def changed(text: str, *changes: Change, front_matter: bool = False) -> str:
    document = opened("articles/a.yml", text.encode(), front_matter=front_matter)
    assert not isinstance(document, Problem)
    found = document.changed(changes)
    assert isinstance(found, FileChange), found
    return found.after.decode()


CASES = {
    "a new file": (
        "",
        [Append(("notes",), NOTE)],
        "notes:\n  - quote: the vote\n    kind: context\n    note: It was secret.\n",
    ),
    "a file with only comments keeps them": (
        "# Facts.\n# title: …\n",
        [Put(("title",), "A")],
        "# Facts.\n# title: …\ntitle: A\n",
    ),
    "a missing line end at the end is added": (
        "title: A",
        [Put(("tags",), ["b"])],
        "title: A\ntags: [b]\n",
    ),
    "a comment behind a value stays": (
        "title: A  # why\n",
        [Put(("title",), "B")],
        "title: B  # why\n",
    ),
    "quotation marks stay": ('title: "A"\n', [Put(("title",), "B")], 'title: "B"\n'),
    "signs of YAML in a text": (
        "title: A\n",
        [Put(("title",), "It's #5: yes")],
        "title: 'It''s #5: yes'\n",
    ),
    "a day needs no quotation marks": (
        "",
        [Put(("published",), "2018-02-01")],
        "published: 2018-02-01\n",
    ),
    "a country that YAML takes for false": ("", [Put(("title",), "NO")], "title: 'NO'\n"),
    "a new key stands in the order of the schema": (
        "title: A\nnotes: []\n",
        [Put(("published",), "2018-02-01", ORDER)],
        "title: A\npublished: 2018-02-01\nnotes: []\n",
    ),
    "the first key of the schema stands first": (
        "tags: [a]\n",
        [Put(("title",), "A", ORDER)],
        "title: A\ntags: [a]\n",
    ),
    "a list in brackets stays in brackets": (
        "tags: [a]  # b\n",
        [Append(("tags",), "c, d")],
        "tags: [a, 'c, d']  # b\n",
    ),
    "a list with a line for each entry": (
        "tags: [\n  a,  # one\n  b # two\n]\n",
        [Append(("tags",), "c")],
        "tags: [\n  a,  # one\n  b, # two\n  c\n]\n",
    ),
    "a list with a comma at its end": (
        "tags: [\n  a,\n]\n",
        [Append(("tags",), "b")],
        "tags: [\n  a,\n  b,\n]\n",
    ),
    "dashes stay in their column": (
        "tags:\n- a\nnotes:\n- quote: x\n  # why\n# end\n",
        [Append(("tags",), "b"), Append(("notes",), NOTE)],
        "tags:\n- a\n- b\nnotes:\n- quote: x\n  # why\n- quote: the vote\n  kind: context\n"
        "  note: It was secret.\n# end\n",
    ),
    "blank lines between entries": (
        "notes:\n  - quote: x\n\n  - quote: y\n\ntags: [a]\n",
        [Append(("notes",), NOTE)],
        "notes:\n  - quote: x\n\n  - quote: y\n\n  - quote: the vote\n    kind: context\n"
        "    note: It was secret.\n\ntags: [a]\n",
    ),
    "an empty list of notes gets lines": (
        "notes: []  # none yet\n",
        [Append(("notes",), NOTE)],
        "notes:  # none yet\n  - quote: the vote\n    kind: context\n    note: It was secret.\n",
    ),
    "a folded text stays folded": (
        "brief:\n  says: >-\n    One\n    two.\n  matters: x\n",
        [Put(("brief", "says"), "Three.")],
        "brief:\n  says: >-\n    Three.\n  matters: x\n",
    ),
    "a text with lines is a literal block": (
        "",
        [Put(("summary",), "one\n\ntwo")],
        "summary: |-\n  one\n\n  two\n",
    ),
    "a key inside of a new mapping": ("", [Put(("brief", "says"), "A.")], "brief: {says: A.}\n"),
    "a key inside of braces": (
        "links: {a: b}\n",
        [Put(("links", "C D"), "e")],
        "links: {a: b, C D: e}\n",
    ),
    "a list inside of braces": (
        "links: {a: b}\n",
        [Append(("links", "never"), "C")],
        "links: {a: b, never: [C]}\n",
    ),
    "the last entry takes the key along": (
        "title: A\nnotes:\n  # one\n  - quote: x\n",
        [Remove(("notes", 0))],
        "title: A\n",
    ),
    "comments above an entry go with it": (
        "notes:\n  # all\n  - quote: x\n\n  # about y\n  - quote: y\n",
        [Remove(("notes", 1))],
        "notes:\n  # all\n  - quote: x\n",
    ),
    "comments above the first of several stay": (
        "notes:\n  # all\n  - quote: x\n\n  - quote: y\n",
        [Remove(("notes", 0))],
        "notes:\n  # all\n  - quote: y\n",
    ),
    "an entry in brackets": ("tags: [a, b, c]\n", [Remove(("tags", 1))], "tags: [a, c]\n"),
    "the key on the line of the dash": (
        "notes:\n  - prefix: a\n    quote: x\n",
        [Remove(("notes", 0, "prefix"))],
        "notes:\n  - quote: x\n",
    ),
    "lines end as in the file": (
        "title: A\r\n",
        [Put(("tags",), ["b"])],
        "title: A\r\ntags: [b]\r\n",
    ),
    "a byte order mark": ("\ufefftitle: A\n", [Put(("title",), "B")], "\ufefftitle: B\n"),
    "an anchor without an alias": ("title: &a A\n", [Put(("title",), "B")], "title: B\n"),
    "Arabic text": ("", [Put(("title",), "مجلس: الأمن")], "title: 'مجلس: الأمن'\n"),
}


@pytest.mark.parametrize(("before", "changes", "after"), CASES.values(), ids=CASES)
def test_change(before: str, changes: list[Change], after: str) -> None:
    assert changed(before, *changes) == after


FRONT_MATTER = {
    "front matter": (
        "---\ntitle: A\n---\n\nText --- text\n---\n",
        "---\ntitle: B\n---\n\nText --- text\n---\n",
    ),
    "empty front matter": ("---\n---\nText", "---\ntitle: B\n---\nText"),
    "none": ("Text\n", "---\ntitle: B\n---\n\nText\n"),
}


@pytest.mark.parametrize(("before", "after"), FRONT_MATTER.values(), ids=FRONT_MATTER)
def test_front_matter(before: str, after: str) -> None:
    assert changed(before, Put(("title",), "B"), front_matter=True) == after


REFUSED = {
    "an alias": ("a: &x [b]\ntitle: *x\n", "alias"),
    "a key that stands twice": ("title: A\ntitle: B\n", "duplicate-key"),
    "no YAML": ("title: [A\n", "yaml"),
    "no mapping": ("- A\n", "yaml"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED)
def test_nothing_is_changed_in_a_file_that_cannot_be_read(text: str, code: str) -> None:
    document = opened("articles/a.yml", text.encode(), front_matter=False)
    assert not isinstance(document, Problem)
    found = document.changed([Put(("title",), "C")])
    assert isinstance(found, Problem)
    assert found.code == code
