"""Why words are linked or not, in a sentence, and the edits that fit."""

from dataclasses import replace

import pytest

from briefings.editing.edits import (
    AddAlias,
    DropLine,
    Edit,
    LinkHere,
    NeverAnywhere,
    NeverHere,
    NewExplainer,
    Selection,
)
from briefings.editing.why import Page, Why, why
from briefings.model.content import Content, Problem, Settings, SourceFile
from briefings.model.linking import Annotated, Mention, Sense, Verdict
from briefings.model.policy import OncePer
from briefings.site.compile import annotate
from briefings.text import words


def explainer(title: str, kind: str, more: str = "") -> bytes:
    return f"---\ntitle: {title}\nkind: {kind}\nsummary: About it.\n{more}---\n\nIt is.\n".encode()


TEXT = """\
Talks in Geneva

Libya and Malta talked in Geneva on Monday, and Libya will go on. A ship came to Tripoli.

“Malta is ready, and Kosovo is not,” the envoy said in the Malta Times on Tuesday.

Nothing was heard of Kosovo, nor of the Ostrava Group, in the harbour of Sarland. The Malta Libya.
"""
FILES = {
    "articles/a.txt": TEXT.encode(),
    "articles/a.yml": b"title: Talks in Geneva\ncapture: clean\npublished: 2019-05-12\n",
    "explainers/libya.md": explainer("Libya", "place"),
    "explainers/malta.md": explainer("Malta", "place"),
    "explainers/kosovo.md": explainer("Kosovo", "place"),
    "explainers/tripoli-arcadia.md": explainer(
        "Tripoli in Arcadia", "place", "aliases: [Tripoli]\n"
    ),
    "explainers/tripoli-lebanon.md": explainer(
        "Tripoli in Lebanon", "place", "aliases: [Tripoli]\n"
    ),
    "explainers/sar.md": explainer("Sar", "place", "aliases: [Monday]\nnever_link: [on Monday]\n"),
}


@pytest.fixture(scope="module")
def page() -> Page:
    files = [SourceFile(path, data) for path, data in FILES.items()]
    corpus = annotate(Content(tuple(files)), Settings())
    annotated = corpus.annotated["briefings/a.md"]
    return Page(annotated, "en", "articles/a.txt", dict(corpus.explainers))


def ask(page: Page, quote: str, before: str = "", after: str = "", locale: str = "en_GB") -> Why:
    found = why(Selection(quote, before, after), page, locale)
    assert isinstance(found, Why), found
    return found


SENTENCES = {
    "a link": (("Libya", "", " and Malta"), "Linked to Libya."),
    "a half of a link": (("iby", "L", "a and Malta"), "Linked to Libya."),
    "the second one": (
        ("Libya", "and ", " will go"),
        "Not linked: Libya is linked already in this section.",
    ),
    "a quotation": (
        ("Malta", "“", " is ready"),
        "Not linked: it is in a quotation, and Malta is named outside of quotations, too.",
    ),
    "a longer name": (
        ("Malta", "the ", " Times"),
        "Not linked: it is a part of a longer name of something else.",
    ),
    "two subjects": (
        ("Tripoli", "", ""),
        "Not linked: “Tripoli” could be Tripoli in Arcadia or Tripoli in Lebanon, and nothing "
        "on this page decides, such as a context word.",
    ),
    "excluded": (
        ("Monday", "", ""),
        "Not linked: the site, this page or an explainer excludes it.",
    ),
    "a name of nobody": (("Ostrava Group", "", ""), "No explainer has this name."),
    "more than a mention": (("Libya and Malta", "", ""), "No explainer has this name."),
    "a part of a word": (
        ("Sar", "harbour of ", "land"),
        "Not linked: here it is a part of another word, and no name of Sar.",
    ),
}


@pytest.mark.parametrize(("words_", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_sentence(page: Page, words_: tuple[str, str, str], sentence: str) -> None:
    assert ask(page, *words_).sentence == sentence


LINE = FILES["articles/a.txt"].decode().splitlines()[2]
ACTIONS: dict[str, tuple[tuple[str, str, str], list[Edit]]] = {
    "a link": (
        ("Malta", "Libya and ", ""),
        [LinkHere("Malta", ""), NeverHere("Malta"), DropLine(3, LINE)],
    ),
    "two subjects": (
        ("Tripoli", "", ""),
        [
            LinkHere("Tripoli", "tripoli-arcadia"),
            LinkHere("Tripoli", "tripoli-lebanon"),
            LinkHere("Tripoli", ""),
            NeverHere("Tripoli"),
            NeverAnywhere("Tripoli", "tripoli-arcadia"),
            NeverAnywhere("Tripoli", "tripoli-lebanon"),
            DropLine(3, LINE),
        ],
    ),
    "excluded": (
        ("Monday", "", ""),
        [
            LinkHere("on Monday", ""),
            AddAlias("", "on Monday"),
            NewExplainer("on Monday"),
            DropLine(3, LINE),
        ],
    ),
    "linked already": (
        ("Libya", "and ", " will go"),
        [LinkHere("Libya", ""), NeverHere("Libya"), DropLine(3, LINE)],
    ),
    # A decision about the shorter name would link it elsewhere, and not here.
    "a longer name": (
        ("Malta", "the ", " Times"),
        [AddAlias("", "Malta"), NewExplainer("Malta"), DropLine(5, TEXT.splitlines()[4])],
    ),
    "a name of nobody": (
        ("Ostrava Group", "", ""),
        [
            LinkHere("Ostrava Group", ""),
            AddAlias("", "Ostrava Group"),
            NewExplainer("Ostrava Group"),
            DropLine(7, TEXT.splitlines()[6]),
        ],
    ),
}


@pytest.mark.parametrize(("words_", "edits"), ACTIONS.values(), ids=ACTIONS)
def test_the_edits_that_fit(page: Page, words_: tuple[str, str, str], edits: list[Edit]) -> None:
    assert [action.edit for action in ask(page, *words_).actions] == edits


def test_the_mentions_in_a_selection_are_explained_one_by_one(page: Page) -> None:
    found = ask(page, "Libya and Malta")
    assert [(one.text, one.verdict, one.sentence) for one in found.mentions] == [
        ("Libya", Verdict.LINKED, "Linked to Libya."),
        ("Malta", Verdict.LINKED, "Linked to Malta."),
    ]
    assert [one.subject and one.subject.slug for one in found.mentions] == ["libya", "malta"]


def test_words_that_are_not_in_the_text_are_a_problem(page: Page) -> None:
    assert isinstance(why(Selection("Berlin"), page, "en_GB"), Problem)


@pytest.mark.parametrize("language", words.languages())
@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_a_sentence_in_each_language(
    page: Page, verdict: Verdict, language: str
) -> None:
    said = sentence(page, verdict, Sense.ONLY, language)
    assert said.count("%") == 0
    assert said
    if language != "en":
        assert said != sentence(page, verdict, Sense.ONLY, "en")


@pytest.mark.parametrize("language", words.languages())
def test_each_sense_has_a_sentence_of_its_own_in_each_language(page: Page, language: str) -> None:
    said = {sentence(page, Verdict.LINKED, sense, language) for sense in Sense}
    assert len(said) == len(Sense)


def sentence(page: Page, verdict: Verdict, sense: Sense, language: str) -> str:
    """Return the sentence for a mention that two explainers claim."""
    passage = page.annotated.passages[-1]
    at = passage.text.index("Kosovo")
    mention = Mention(
        len(page.annotated.passages) - 1, at, at + 6, "Kosovo", ("kosovo", "malta"), "kosovo",
        sense, verdict,
    )  # fmt: skip
    alone = replace(page, annotated=Annotated(page.annotated.passages, (mention,)))
    return ask(alone, "Kosovo", "heard of ", locale=words.locale(language)).sentence


def test_once_a_page(page: Page) -> None:
    found = ask(replace(page, once_per=OncePer.PAGE), "Libya", "and ", " will go")
    assert found.sentence == "Not linked: Libya is linked already on this page."
