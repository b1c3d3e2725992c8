"""`briefings forms`: forms that no rule derives, and adding them to an explainer."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefings.files.frontmatter import split
from briefings.ingest.front_matter_list import add_to_list
from tests.project import SMALL, Project, lines, tree
from tests.test_suggestions import explainer


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project(tmp_path_factory.mktemp("forms"), SMALL)
    made.write("explainers/libyen.md", explainer("Libyen", "place"))
    made.write("explainers/georgia.md", explainer("Georgia", "place"))
    text = (
        "Als die Libyer und libysche Truppen kamen, sahen die Libyer das Meer. Nach Libyens Wahl "
        "ging der Libyer heim. Die Liebe und die Libelle gehören nicht dazu, Libyenreise einmal."
    )
    made.write("articles/de.md", f"---\ntitle: Bericht\nlang: de\n---\n\n{text}\n")
    return made


def test_words_with_the_stem_of_a_name_are_listed_with_counts(project: Project) -> None:
    before = tree(project.folder)
    result = project.briefings("forms")
    assert (result.exit_code, result.stderr) == (0, "")
    # What a rule derives ("libysche", "Libyens") is a mention; what occurs once is not listed.
    assert lines(result.stdout) == [
        "Libyen: Libyer 3",
        "  briefings forms libyen Libyer",
        "1 explainer may lack forms",
    ]
    (project.folder / "build/cache.sqlite").unlink()
    assert tree(project.folder) == before
    assert json.loads(project.briefings("forms", "--json").stdout) == [
        {"slug": "libyen", "file": "explainers/libyen.md", "title": "Libyen",
         "forms": [{"text": "Libyer", "mentions": 3}]}
    ]  # fmt: skip
    assert lines(project.briefings("forms", "georgia").stdout) == [
        "No explainer seems to lack forms."
    ]


def test_a_word_of_other_pages_is_no_form_of_a_name(project: Project) -> None:
    page = "---\ntitle: Page\nlang: en\n---\n\n"
    project.write("articles/a.md", f"{page}In Georgia the Georgian court met. Georgian wine.\n")
    project.write("articles/b.md", f"{page}George met George's aunt, and George left.\n")
    shown = lines(project.briefings("forms", "georgia").stdout)
    assert shown[0] == "Georgia: Georgian 2"


def test_a_form_is_added_and_linked(project: Project) -> None:
    path = project.folder / "content/explainers/libyen.md"
    before = path.read_bytes()
    result = project.briefings("forms", "libyen", "Libyer")
    assert (result.exit_code, result.stderr) == (0, "")
    after = path.read_bytes().decode()
    assert yaml.safe_load(after.split("---")[1])["forms"] == ["Libyer"]
    assert after.replace("\nforms: [Libyer]", "").encode() == before
    assert lines(project.briefings("forms").stdout) == ["No explainer seems to lack forms."]


@pytest.mark.parametrize(
    ("arguments", "said"), [(("nobody", "Niemand"), "nobody.md"), (("libyen", "-"), "forms")]
)
def test_what_cannot_be_added_changes_nothing(
    project: Project, arguments: tuple[str, ...], said: str
) -> None:
    before = tree(project.folder)
    result = project.briefings("forms", *arguments)
    assert result.exit_code == 1
    assert said in result.stderr
    assert tree(project.folder) == before


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("title: A", "title: A\nforms: [B, C d]"),
        ("forms: []  # none\ntitle: A", "forms: [B, C d]  # none\ntitle: A"),
        ("forms:\ntitle: A", "forms: [B, C d]\ntitle: A"),
        ("forms:  # none\ntitle: A", "forms: [B, C d]  # none\ntitle: A"),
        ("forms: [A]\ntitle: A", "forms: [A, B, C d]\ntitle: A"),
        ("forms: [A, 'B', ]", "forms: [A, 'B', C d, ]"),
        ("forms: [A,  # one\n  X] # two\nb: c", "forms: [A,  # one\n  X, B, C d] # two\nb: c"),
        ("forms:\n- A  # one\n\n# two\nb: c", "forms:\n- A  # one\n- B\n- C d\n\n# two\nb: c"),
        ("forms:\n  - 'A'\nb: c", "forms:\n  - 'A'\n  - B\n  - C d\nb: c"),
        ("b: c\nforms:\n  - A", "b: c\nforms:\n  - A\n  - B\n  - C d"),
        ("forms: [B, C d]", "forms: [B, C d]"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_list_changes(front_matter: str, expected: str, ending: str, mark: str) -> None:
    page = f"{mark}---\n{front_matter}\n---\n\nforms: [A]\n".replace("\n", ending)
    wanted = f"{mark}---\n{expected}\n---\n\nforms: [A]\n".replace("\n", ending)
    assert add_to_list(page, "forms", ["B", "C d", "B"]) == wanted


@pytest.mark.parametrize("page", ["", "title: A", "---\nforms: A\n---\n", "---\ntitle: A\n"])
def test_a_file_without_such_a_list_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match=r"front matter|list"):
        add_to_list(page, "forms", ["B"])


NAME = st.text("aZé'\"#:,[]{}-&*!|>%@` 1\u0430", min_size=1, max_size=6)


@given(st.lists(NAME, max_size=4), st.lists(NAME, min_size=1, max_size=3), st.booleans())
def test_any_text_is_added_as_it_is(before: list[str], new: list[str], flow: bool) -> None:
    header = yaml.safe_dump(
        {"title": "A", "forms": before, "kind": "place"},
        default_flow_style=flow if before else False, allow_unicode=True,
    )  # fmt: skip
    page = f"---\n{header}---\n\nText\n"
    found = split(add_to_list(page, "forms", new))
    assert found is not None
    data = yaml.safe_load(found.header)
    assert data["forms"] == before + list(dict.fromkeys(x for x in new if x not in before))
    assert (data["title"], data["kind"], found.body) == ("A", "place", "Text\n")
