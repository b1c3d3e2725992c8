"""Changes of YAML files: the new data is right, and everything else keeps its bytes."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

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
        "# Facts.\n# the title: …\n",
        [Put(("title",), "A")],
        "# Facts.\n# the title: …\ntitle: A\n",
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
    "an entry in brackets with a line of its own": (
        "tags: [\n  a,  # one\n  b # two\n]\n",
        [Remove(("tags", 1))],
        "tags: [\n  a  # one\n]\n",
    ),
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


def test_a_file_in_utf_16_keeps_its_characters() -> None:
    data = "title: Ж  # why\n".encode("utf-16")
    document = opened("articles/a.yml", data, front_matter=False)
    assert not isinstance(document, Problem)
    found = document.changed([Put(("title",), "Ш")])
    assert isinstance(found, FileChange)
    assert found.after == "title: Ш  # why\n".encode("utf-16")


@pytest.mark.parametrize(
    ("data", "code"), [(b"title: \xe9\n", "encoding"), (b"title: a\0b\n", "binary-file")]
)
def test_a_file_that_is_no_text_is_not_opened(data: bytes, code: str) -> None:
    found = opened("articles/a.yml", data, front_matter=False)
    assert isinstance(found, Problem)
    assert found.code == code


LISTS = {
    "a new list": ("title: A", "title: A\nforms: [B, C d]"),
    "an empty list": ("forms: []  # none\ntitle: A", "forms: [B, C d]  # none\ntitle: A"),
    "a key without a value": ("forms:\ntitle: A", "forms: [B, C d]\ntitle: A"),
    "and with a comment": ("forms:  # none\ntitle: A", "forms: [B, C d]  # none\ntitle: A"),
    "a comma at the end": ("forms: [A, 'X', ]", "forms: [A, 'X', 'B', 'C d' ]"),
    "two lines": (
        "forms: [A,  # one\n  X] # two\nb: c",
        "forms: [A,  # one\n  X, B, C d] # two\nb: c",
    ),
    "dashes": (
        "forms:\n- A  # one\n\n# two\nb: c",
        "forms:\n- A  # one\n- B\n- C d\n\n# two\nb: c",
    ),
    "marks": ("forms:\n  - 'A'\nb: c", "forms:\n  - 'A'\n  - 'B'\n  - 'C d'\nb: c"),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_entries_are_added_in_the_style_of_the_list(
    before: str, after: str, ending: str, mark: str
) -> None:
    page = f"{mark}---\n{before}\n---\n\nforms: [A]\n".replace("\n", ending)
    wanted = f"{mark}---\n{after}\n---\n\nforms: [A]\n".replace("\n", ending)
    changes = [Append(("forms",), form) for form in ("B", "C d")]
    assert changed(page, *changes, front_matter=True) == wanted


# ------------------------------------------------------------------------------------- properties

SIGNS = "aZ é:#-'\"[]{},&*!|>%@`?\u05d0\u0644\u6cd5\U0001f600\u200f\u00a0"
SPECIAL = (
    "NO",
    "1.5",
    "2018-02-01",
    "---",
    "a: b",
    "- a",
    "null",
    "# x",
    "one\ntwo",
    "a\tb",
    " a ",
)
TEXT = st.text(SIGNS, min_size=1, max_size=12) | st.sampled_from(
    [*SPECIAL, "word " * 30, "a\n\n  b\n", "x" * 120, "\u2028", "..."]
)
COMMENT = st.sampled_from(["", "", "  # why", "\t# it's: [so]"])


@st.composite
def one_line(draw: st.DrawFn, *, inside: bool = False) -> tuple[str, str]:
    """A text as an editor may write it on one line, with its value."""
    style = draw(st.sampled_from(["plain", "'", '"']))
    if style == "plain":
        text = draw(
            st.sampled_from(["a", "b c", "2018-02-01", "it's", "قال", "x#y", "a--b", "1,400"])
        )
        text = "a" if inside and "," in text else text
        return text, text
    text = draw(st.text("aé :#-[]{},\u05d0\U0001f600", max_size=8))
    return f"{style}{text}{style}", text


@st.composite
def values(draw: st.DrawFn, column: int) -> tuple[str, object]:
    """What stands behind the colon of a key in some column, with its data."""
    indent = " " * column
    match draw(
        st.sampled_from(["text", "folded", "literal", "flow", "lines", "dashes", "notes", "empty"])
    ):
        case "text":
            written, text = draw(one_line())
            return f" {written}{draw(COMMENT)}\n", text
        case "folded":
            return f" >-\n{indent}  one # no comment\n{indent}  two\n", "one # no comment two"
        case "literal":
            return f" |\n{indent}  one\n\n{indent}  two: x\n", "one\n\ntwo: x\n"
        case "flow":
            entries = draw(st.lists(one_line(inside=True), max_size=3))
            return f" [{', '.join(w for w, _ in entries)}]{draw(COMMENT)}\n", [
                t for _, t in entries
            ]
        case "lines":
            comma = draw(st.sampled_from(["", ","]))
            return f" [\n{indent}  a, # one\n{indent}  b{comma}  # two\n{indent}]\n", ["a", "b"]
        case "dashes":
            dash = indent + draw(st.sampled_from(["", "  "]))
            entries = draw(st.lists(one_line(), min_size=1, max_size=3))
            written = "".join(f"{dash}- {w}{draw(COMMENT)}\n" for w, _ in entries)
            return f"{draw(COMMENT)}\n{written}", [t for _, t in entries]
        case "notes":
            dash = indent + draw(st.sampled_from(["", "  "]))
            gap = draw(st.sampled_from(["", "\n"]))
            comment = draw(st.sampled_from(["", f"{dash}# about it\n"]))
            count = draw(st.integers(1, 3))
            note = f"{comment}{dash}- quote: a  # b\n{dash}  kind: update\n"
            return "\n" + gap.join([note] * count), [{"quote": "a", "kind": "update"}] * count
        case _:
            return f"{draw(COMMENT)}\n", ""


@st.composite
def files(draw: st.DrawFn) -> tuple[list[tuple[str, str]], dict[str, object]]:
    """A file as pieces, each with the name of its key or empty, and its data."""
    pieces: list[tuple[str, str]] = []
    data: dict[str, object] = {}
    for key in draw(
        st.lists(st.sampled_from(["title", "tags", "notes", "x y", "brief"]), unique=True)
    ):
        pieces.append(("", draw(st.sampled_from(["", "", "\n", "\n# about\n\n"]))))
        if key == "brief" and draw(st.booleans()):
            written, value = draw(values(2))
            pieces.append((key, f"{key}:\n  says:{written}"))
            data[key] = {"says": value}
        else:
            written, data[key] = draw(values(0))
            pieces.append((key, f"{key}:{written}"))
    pieces.append(("", draw(st.sampled_from(["", "# end\n", "\n\n# end"]))))
    return pieces, data


ENDS = st.sampled_from(["\n", "\r\n"])
SHAPES = st.sampled_from(["{}", "\ufeff{}", "---\n{}"])


def after_edit(text: str, change: Change) -> str:
    document = opened("articles/a.yml", text.encode(), front_matter=False)
    assert not isinstance(document, Problem)
    found = document.changed([change])
    assert isinstance(found, FileChange), (text, change)
    return found.after.decode()


def read(text: str) -> object:
    return yaml.load(text.removeprefix("\ufeff"), yaml.CBaseLoader)


@given(
    files(),
    st.sampled_from(["title", "tags", "x y", "new"]),
    TEXT | st.lists(TEXT, max_size=3),
    ENDS,
    SHAPES,
)
def test_any_value_is_set_and_the_other_keys_keep_their_bytes(
    file: tuple[list[tuple[str, str]], dict[str, object]],
    key: str,
    value: str | list[str],
    end: str,
    shape: str,
) -> None:
    pieces, data = file
    text = shape.format("".join(piece for _, piece in pieces)).replace("\n", end)
    after = after_edit(text, Put((key,), value))
    assert read(after) == {**data, key: value}
    names = [name for name, _ in pieces]
    last = max((n + 1 for n, name in enumerate(names) if name), default=len(names))
    start, stop = (names.index(key), names.index(key) + 1) if key in names else (last, last)
    before = shape.format("".join(p for _, p in pieces[:start])).replace("\n", end)
    behind = "".join(p for _, p in pieces[stop:]).replace("\n", end)
    assert after.startswith(before)
    assert after.endswith(behind)


@given(files(), TEXT, ENDS, SHAPES)
def test_any_entry_is_added_below_the_others(
    file: tuple[list[tuple[str, str]], dict[str, object]], quote: str, end: str, shape: str
) -> None:
    pieces, data = file
    text = shape.format("".join(piece for _, piece in pieces)).replace("\n", end)
    note = {**NOTE, "quote": quote}
    for key in ("notes", "tags"):
        if isinstance(data.get(key, []), list):
            entry: dict[str, str] | str = note if key == "notes" else quote
            after = after_edit(text, Append((key,), entry))
            assert read(after) == {**data, key: [*data.get(key, []), entry]}  # type: ignore[misc]
            for comment in (
                "# why",
                "# one",
                "# two",
                "# b",
                "# about it",
                "# it's: [so]",
                "# end",
            ):
                assert after.count(comment) == text.count(comment) + quote.count(comment)


@given(files(), ENDS, SHAPES)
def test_any_entry_is_removed(
    file: tuple[list[tuple[str, str]], dict[str, object]], end: str, shape: str
) -> None:
    pieces, data = file
    text = shape.format("".join(piece for _, piece in pieces)).replace("\n", end)
    for key, value in data.items():
        entries = value if isinstance(value, list) else []
        for number in range(len(entries)):
            after = after_edit(text, Remove((key, number)))
            rest = [*entries[:number], *entries[number + 1 :]]
            others = {k: v for k, v in data.items() if k != key}
            assert (read(after) or {}) == ({**data, key: rest} if rest else others)
        after = after_edit(text, Remove((key,)))
        assert (read(after) or {}) == {k: v for k, v in data.items() if k != key}


@given(files(), st.sampled_from(["notes", "tags"]), ENDS, SHAPES)
def test_what_was_added_and_removed_again_leaves_the_file_as_it_was(
    file: tuple[list[tuple[str, str]], dict[str, object]], key: str, end: str, shape: str
) -> None:
    pieces, data = file
    text = shape.format("".join(piece for _, piece in pieces)).replace("\n", end)
    before = data.get(key)
    # Brackets without entries, and a key without a value, go with the last entry.
    if before is None or (isinstance(before, list) and before):
        entry = NOTE if key == "notes" else "x"
        number = len(before) if isinstance(before, list) else 0
        again = after_edit(after_edit(text, Append((key,), entry)), Remove((key, number)))
        assert again in (text, text + end)
