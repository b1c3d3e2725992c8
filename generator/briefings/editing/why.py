"""Why words of a page are linked or not, in a sentence, and what an editor can do about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefings.editing import anchoring
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
from briefings.linking.folding import fold_phrase
from briefings.markup.note_anchors import ArticleText
from briefings.model.content import Problem
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Mention, Sense, Verdict
from briefings.model.policy import OncePer
from briefings.model.reading import Block, BlockKind
from briefings.text import words as words_

# A longer selection is no name.
_LONGEST_NAME = 100
# No space follows this stop.
_FULL_WIDTH = "。"


@dataclass(frozen=True, slots=True)
class Subject:
    """An explainer that words may mean."""

    slug: str
    """Its slug."""
    title: str
    """Its title."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mention is linked or not."""

    text: str
    """The words as they stand on the page."""
    phrase: str
    """The phrase that an explainer lists."""
    verdict: Verdict
    """The rule that decided about the link."""
    sense: Sense
    """How the subject was decided."""
    subject: Subject | None
    """What it means; None if that is not known."""
    candidates: tuple[Subject, ...]
    """All subjects with this name."""
    sentence: str
    """The reason."""


@dataclass(frozen=True, slots=True)
class Action:
    """An edit that fits the words. An empty slug is for the editor to fill in."""

    edit: Edit
    """The edit."""
    label: str
    """What it does."""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer about words of a page."""

    sentence: str
    """The reason in one or two sentences."""
    mentions: tuple[Reason, ...]
    """The mentions in the words or around them."""
    actions: tuple[Action, ...]
    """What can be done, the most fitting first."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page on which words are selected."""

    annotated: Annotated
    """Its text with all mentions."""
    lang: str
    """BCP 47 tag of its language."""
    file: str
    """Its file, for problems."""
    explainers: Mapping[str, Explainer]
    """All explainers by slug."""
    once_per: OncePer = OncePer.SECTION
    """Where a subject is linked once (`LinkRules.over`)."""
    is_article: bool = True
    """Whether it shows an article, whose lines may be dropped."""


def why(at: Selection, page: Page, locale: str) -> Why | Problem:
    """Return why words are linked or not, or why they are not words of the page's text.

    Args:
        at: the words.
        page: the page.
        locale: the locale of the site's language.
    """
    passages = page.annotated.passages
    blocks = [Block(BlockKind.PARAGRAPH, passage.text, passage.line) for passage in passages]
    text = ArticleText(blocks, page.lang)
    place = anchoring.locate(at, text, page.file)
    if isinstance(place, Problem):
        return place
    spans = text.spans(place)
    say = _Sentences(page, locale)
    found = [
        mention
        for mention in page.annotated.mentions
        if any(n == mention.passage and s < mention.end and mention.start < e for n, s, e in spans)
    ]
    selected = text.words(place)
    reasons = tuple(say.reason(mention) for mention in found)
    meant = next((m for m in found if _covers(m, spans)), None)
    line = passages[spans[0][0]].line
    block = next(b for n, b in enumerate(blocks) if n == spans[0][0])
    drop = (
        [Action(DropLine(line, block.text), say.gettext("Drop this line"))]
        if page.is_article
        else []
    )
    if meant:
        actions = [*say.about(meant), *drop]
        return Why(say.reason(meant).sentence, reasons, tuple(actions))
    return Why(say.unknown(selected), reasons, (*say.about_words(selected), *drop))


def _covers(mention: Mention, spans: Sequence[tuple[int, int, int]]) -> bool:
    """Return whether a mention has all words of a selection."""
    (number, start, end), *others = spans
    inside = mention.start <= start and end <= mention.end
    return not others and number == mention.passage and inside


class _Sentences:
    """The sentences for the mentions of a page, in the site's language."""

    def __init__(self, page: Page, locale: str) -> None:
        self._page, self._locale = page, locale
        self.gettext: Callable[[str], str] = words_.of(locale).gettext
        self._verdicts, self._senses = _verdicts(self.gettext), _senses(self.gettext)

    def reason(self, mention: Mention) -> Reason:
        """Return why a mention is linked or not."""
        text = self._text(mention)
        subject = self._subject(mention.subject) if mention.subject else None
        candidates = tuple(map(self._subject, mention.candidates))
        said = {
            "text": text,
            "subject": subject.title if subject else "",
            "candidates": words_.one_of((one.title for one in candidates), self._locale),
        }
        verdict = self._verdicts[mention.verdict]
        if mention.verdict is Verdict.REPEATED and self._page.once_per is OncePer.PAGE:
            verdict = self.gettext("Not linked: %(subject)s is linked already on this page.")
        sentence = verdict % said
        if subject and (len(candidates) > 1 or mention.sense is not Sense.ONLY):
            joint = "" if sentence.endswith(_FULL_WIDTH) else " "
            sentence = f"{sentence}{joint}{self._senses[mention.sense] % said}".rstrip()
        return Reason(
            text, mention.phrase, mention.verdict, mention.sense, subject, candidates, sentence
        )

    def unknown(self, selected: str) -> str:
        """Return why words without a mention are not linked."""
        phrase = fold_phrase(selected)
        named = [e.title for e in self._page.explainers.values() if phrase in _names(e)]
        if named:
            return self.gettext(
                "Not linked: here it is a part of another word, and no name of %(subject)s."
            ) % {"subject": words_.one_of(named, self._locale)}
        return self.gettext("No explainer has this name.")

    def about(self, mention: Mention) -> Iterator[Action]:
        """Yield what can be done about a mention."""
        text = self._text(mention)
        phrase = text if fold_phrase(text) == mention.phrase else mention.phrase
        if mention.verdict in _DECIDABLE:
            for slug in mention.candidates:
                if slug != mention.subject or mention.verdict is Verdict.NEVER:
                    yield self._link(phrase, slug)
            # The editor may mean a subject that nobody calls so elsewhere.
            yield self._link(phrase, "")
        if mention.verdict in _EXCLUDED or mention.verdict is Verdict.OUT_OF_ERA:
            yield from self.about_words(text, known=True)
            return
        yield Action(NeverHere(phrase), self.gettext("Never here"))
        for slug in (mention.subject,) if mention.subject else mention.candidates:
            if fold_phrase(self._title(slug)) != mention.phrase:
                yield Action(NeverAnywhere(mention.phrase, slug), self.gettext("Never anywhere"))

    def about_words(self, selected: str, *, known: bool = False) -> Iterator[Action]:
        """Yield what can be done about words that are no mention, or are a part of another name."""
        if len(selected) > _LONGEST_NAME:
            return
        if not known:
            yield self._link(selected, "")
        yield Action(AddAlias("", selected), self.gettext("Add as another name of …"))
        yield Action(NewExplainer(selected), self.gettext("Begin an explainer"))

    def _link(self, phrase: str, slug: str) -> Action:
        if not slug:
            return Action(LinkHere(phrase, ""), self.gettext("Link here as …"))
        label = self.gettext("Link here as %(subject)s") % {"subject": self._title(slug)}
        return Action(LinkHere(phrase, slug), label)

    def _text(self, mention: Mention) -> str:
        passage = self._page.annotated.passages[mention.passage]
        return " ".join(passage.text[mention.start : mention.end].split())

    def _subject(self, slug: str) -> Subject:
        return Subject(slug, self._title(slug))

    def _title(self, slug: str) -> str:
        found = self._page.explainers.get(slug)
        return found.title if found else slug


# What an editor's decision for the page overrides (`linking.rules`).
_DECIDABLE = frozenset({
    Verdict.LINKED, Verdict.SHARED, Verdict.OUT_OF_ERA, Verdict.NEVER, Verdict.CAPITAL,
    Verdict.REPEATED, Verdict.IN_QUOTATION, Verdict.OVER_BUDGET, Verdict.SELF,
})  # fmt: skip
# The words are no link, and not because of the name.
_EXCLUDED = frozenset({Verdict.NEVER, Verdict.LONGER_NAME, Verdict.NAMESAKE})


def _names(explainer: Explainer) -> Iterable[str]:
    return {fold_phrase(name.text) for name in explainer.names}


def _verdicts(_: Callable[[str], str]) -> Mapping[Verdict, str]:
    """Return the sentence of each verdict, in the words that a function of gettext gives."""
    return {
        Verdict.LINKED: _("Linked to %(subject)s."),
        Verdict.IN_HEADING: _("Not linked: it is in a heading."),
        Verdict.IN_CAPTION: _("Not linked: it is in a caption."),
        Verdict.IN_TABLE: _("Not linked: it is in a table."),
        Verdict.IN_CODE: _("Not linked: it is in code."),
        Verdict.IN_RELATED: _("Not linked: it is in a line that leads to another article."),
        Verdict.IN_MARKUP: _(
            "Not linked: it is in a link, code, struck text or the dateline, or crosses its edge."
        ),
        Verdict.NEVER: _("Not linked: the site, this page or an explainer excludes it."),
        Verdict.LONGER_NAME: _("Not linked: it is a part of a longer name of something else."),
        Verdict.NAMESAKE: _("Not linked: this page gives the name to somebody else."),
        Verdict.OUT_OF_ERA: _(
            "Not linked: on the day of the article it was no name of %(candidates)s."
        ),
        Verdict.SHARED: _(
            "Not linked: “%(text)s” could be %(candidates)s, and nothing on this page decides, "
            "such as a context word."
        ),
        Verdict.SELF: _("Not linked: this page is about it."),
        Verdict.CAPITAL: _(
            "Not linked: at the beginning of a sentence it may be an everyday word."
        ),
        Verdict.IN_QUOTATION: _(
            "Not linked: it is in a quotation, and %(subject)s is named outside of quotations, too."
        ),
        Verdict.REPEATED: _("Not linked: %(subject)s is linked already in this section."),
        Verdict.TOUCHING: _("Not linked: only a space would separate it from another link."),
        Verdict.OVER_BUDGET: _(
            "Not linked: the page has as many links as its length allows, to subjects that are "
            "more central here or rarer elsewhere."
        ),
    }


def _senses(_: Callable[[str], str]) -> Mapping[Sense, str]:
    """Return how the subject was decided among several, for each sense."""
    return {
        Sense.EDITOR: _("The links of this page say that %(subject)s is meant."),
        Sense.ERA: _("On the day of the article only %(subject)s had this name."),
        Sense.KIND: _("The words beside it fit only %(subject)s."),
        Sense.NAMED: _("This page names only %(subject)s by another name, too."),
        Sense.CONTEXT: _("This page has most context words of %(subject)s."),
        Sense.TITLE: _("This page has a name from the title of %(subject)s alone."),
        Sense.DESCRIBED: _("A word beside it describes only %(subject)s."),
        Sense.WORDS: _("The paragraphs with it have by far the most words of %(subject)s."),
        Sense.NEIGHBOURS: _(
            "The paragraphs with it name by far the most subjects that belong to %(subject)s."
        ),
        Sense.DEFAULT: _("Nothing on this page decides; the settings name %(subject)s."),
        Sense.ONLY: _("Only %(subject)s has this name."),
        Sense.OPEN: "",
    }
