"""Values of keys that have the wrong form, such as a text for a list."""

import pytest

from briefings.files.frontmatter import Parsed, parse_yaml
from briefings.files.schemas.articles import ArticleFields
from briefings.files.schemas.explainers import ExplainerFields
from briefings.model.content import SourceFile

PLACE = "title: Geneva\nkind: place\nsummary: A town.\n"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("timeline: text", "is not a list. Write each entry as `- key: value`, on a line of "
         "its own. Known keys: date, event, same, source."),
        ("aliases: Geneva", "is not a list. Write a list: `aliases: [Geneva]`."),
        ("sources: {title: x}", "is not a list. Begin each entry with `- `"),
        ("authors: Ada Berg, Jo W.", "Write a list: `authors: [Ada Berg, Jo W.]`."),
        ("authors: {name: Ada}", "is not a list. Begin each entry with `- `"),
        ("authors: [{name: Ada}]", "`authors[1]` is not valid: write one text"),
        ("picture: lake.jpg", "is “lake.jpg”, and must have keys with values."),
        ("draft: maybe", "`draft` is not valid: write `true` or `false` (it is “maybe”)."),
        ("links: {per_100_words: many}", "is not valid: write a number (it is “many”)."),
        ("at: [1]", "`at` has too few entries. It needs 2 or more"),
        ("at: [1, 2, 3]", "`at` is not valid: it has too many entries"),
        ("at: [100, 2]", "`at[1]` is not valid: it must be less than or equal to 90"),
        ("map: {boundaries: some}", "it must be 'in force' or 'none' (it is “some”)."),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_form_says_what_to_write(fact: str, said: str) -> None:
    found = parse_yaml(SourceFile("a.yml", f"{PLACE}{fact}\n".encode()), ExplainerFields)
    assert isinstance(found, Parsed)
    (problem,) = found.problems
    assert problem.line == 4
    assert said in f"{problem.message} {problem.hint}"
    for term in ("tuple", "dictionary", "instance", "Input", "Fields", "string"):
        assert term not in problem.message


@pytest.mark.parametrize(("lang", "valid"), [
    ("de", True), ("pt-BR", True), ("pt_BR", True), ("zh-Hans", True), ("gsw", True), ("ab", True),
    ("Swiss German", False), ("de, fr", False),
])  # fmt: skip
def test_a_language_is_a_tag(lang: str, valid: bool) -> None:
    found = parse_yaml(SourceFile("a.yml", f"lang: {lang}".encode()), ArticleFields)
    assert isinstance(found, Parsed)
    assert ["write a BCP 47 tag" in p.message for p in found.problems] == ([] if valid else [True])


def test_so_it_does_for_notes() -> None:
    found = parse_yaml(SourceFile("a.yml", b"notes: Text"), ArticleFields)
    assert isinstance(found, Parsed)
    assert "Known keys: author, date, kind, note" in found.problems[0].hint


@pytest.mark.parametrize(
    ("fact", "cut"),
    [
        ("title: Channel #5", "`title` ends before “#5”"),
        ("title: Behind\t#MeToo # a remark", "`title` ends before “#MeToo # a remark”"),
        ("tags:\n- Pier #9\n- Quai", "`tags[1]` ends before “#9”"),
        ("tags: [a, b]\ntitle: ب #-1", "`title` ends before “#-1”"),
        ("title: Channel#5", ""),
        ("title: 'Channel #5' #quoted", ""),
        ("title: Channel # a remark", ""),
        ("title: >\n  Channel #5", ""),
        ("# a remark\ntitle: Channel", ""),
    ],
)
def test_a_value_is_not_cut_by_a_comment_in_silence(fact: str, cut: str) -> None:
    found = parse_yaml(SourceFile("a.yml", f"{fact}\n".encode()), ArticleFields)
    assert isinstance(found, Parsed)
    shown = [(problem.code, problem.message) for problem in found.problems]
    assert [message.partition(",")[0] for code, message in shown if code == "cut-value"] == (
        [cut] if cut else []
    )
    assert found.problems == () or cut
