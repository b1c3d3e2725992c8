"""`briefings forms`: forms that no rule derives, and adding them to an explainer."""

import json

import pytest
import yaml

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
