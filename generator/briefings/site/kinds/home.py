"""The home page: an annotated passage, the latest briefings, and ways into all lists."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from briefings.cache import Keyed
from briefings.markup import editorial
from briefings.markup import markdown_writer as markdown
from briefings.markup.heading_ids import Ids
from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.dossier import Dossier
from briefings.model.explainer import Explainer, ExplainerKind
from briefings.model.own_page import Introduction
from briefings.model.picture import Picture
from briefings.model.site import Page, Target
from briefings.site import (
    annotated_passage,
    lead_picture,
    links,
    sections,
    subject_facts,
    view_files,
)
from briefings.site.corpus import Corpus
from briefings.site.exports import feeds, head, jsonld
from briefings.site.inputs import Card, KeyedCorpus, newest, target
from briefings.site.lists import labels, list_kinds, list_markdown, listings
from briefings.site.lists.listings import Listing, Listings
from briefings.site.numbers import number
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.text.languages import language
from briefings.text.sentences import first_sentence
from briefings.views.briefing import Brief
from briefings.views.home import HomeView, ShelfEntry
from briefings.views.lists import Counted
from briefings.views.page import Head
from briefings.views.text import Section

_PASSAGE, _LATEST, _SHELF = "annotated-passage", "latest-briefings", "most-mentioned"
_DOSSIERS = "dossiers"
# A row.
_MOST_DOSSIERS = 3
# Two rows of three. A picture or map has the height of two.
_ON_SHELF = 6


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the home page is built from."""

    settings: Settings
    """The site's settings."""
    passage: annotated_passage.Inputs | None
    """The annotated passage; None for none."""
    latest: tuple[Keyed[Card], ...]
    """The latest briefings."""
    first: Keyed[Article] | None
    """The article of the first of them; None for none."""
    picture: Picture | None
    """Its lead picture; None for none."""
    dossiers: tuple[Dossier, ...]
    """The newest dossiers."""
    number_of_dossiers: int
    """How many dossiers there are."""
    shelf: tuple[tuple[Keyed[Explainer], int], ...]
    """The explainers that most briefings mention, each with the number of briefings."""
    briefings: int
    """Number of all briefings."""
    kinds: tuple[tuple[ExplainerKind, int, str], ...]
    """The kinds of explainers that there are, each with the number of explainers, and the URI of
    the page on which they begin."""
    topics: int
    """Number of topics that lead to a page."""
    outlets: int
    """Number of outlets."""
    introduction: Introduction | None
    """The words of the site's owner; None for none."""
    has_feed: bool
    """Whether the site has a feed."""


def inputs(corpus: KeyedCorpus) -> Inputs:
    """Return the inputs of the home page."""
    whole = corpus.corpus
    latest = list(whole.articles)[: corpus.settings.latest]
    first = latest[0] if latest else None
    chosen = annotated_passage.choose(whole)
    kinds = Counter(explainer.kind for explainer in whole.explainers.values())
    explainers = listings.explainers(whole)
    return Inputs(
        settings=corpus.settings,
        passage=annotated_passage.Inputs(
            corpus.article(chosen.slug), corpus.annotated(uris.briefing(chosen.slug)), chosen
        )
        if chosen
        else None,
        latest=tuple(map(corpus.card, latest)),
        first=corpus.article(first) if first else None,
        picture=whole.articles[first].picture if first else None,
        dossiers=tuple(sorted(whole.dossiers.values(), key=_newest_first)[:_MOST_DOSSIERS]),
        number_of_dossiers=len(whole.dossiers),
        shelf=tuple((corpus.explainer(slug), found) for slug, found in _most_mentioned(whole)),
        briefings=len(whole.articles),
        kinds=tuple(
            (kind, kinds[kind], _page_of(kind, explainers)) for kind in ExplainerKind if kinds[kind]
        ),
        topics=sum(1 for topic in whole.topics if topic.uri),
        outlets=len({a.outlet.slug for a in whole.articles.values() if a.outlet}),
        introduction=whole.introduction,
        has_feed=corpus.has_feed,
    )


def _page_of(kind: ExplainerKind, explainers: Listing[Explainer]) -> str:
    """Return the URI of the page of a list that has a heading for a kind, or names its groups."""
    for group in explainers.group.groups:
        kinds = {explainer.kind for explainer in group.entries}
        if kind in kinds:
            return explainers.at(group.key) if len(kinds) > 1 else explainers.uri
    return explainers.uri


def _newest_first(dossier: Dossier) -> int:
    """Return the sort key of a dossier by day of publication; those without one come last."""
    return -dossier.published.toordinal() if dossier.published else 0


def _most_mentioned(corpus: Corpus) -> list[tuple[str, int]]:
    """Return the explainers for the shelf with their numbers of briefings, most first, then A–Z."""
    found = ((slug, len(corpus.backlinks.get(slug, ()))) for slug in corpus.explainers)
    mentioned = [(slug, number) for slug, number in found if number]
    return sorted(mentioned, key=lambda one: -one[1])[:_ON_SHELF]


def targets(corpus: KeyedCorpus, lists: Listings) -> Iterator[Target]:
    """Yield the target of the home page."""
    del lists
    changed = newest(corpus.days[uris.briefing(slug)] for slug in corpus.corpus.articles)
    yield target(build, inputs(corpus), uris.HOME, changed=changed)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of the home page, and its view."""
    view, introduction = _view(inputs), _introduction(inputs.introduction)
    passages = editorial.markdown_passages(introduction, 1, uris.HOME)
    body = editorial.with_ids(introduction, passages, editorial.section_ids(passages))
    sections = list_markdown.of_home(view, introduction, inputs.settings)
    written = view.passage.note.text.text if view.passage else ""
    return view_files.files("home.html", view, sections, body, written)


def _introduction(found: Introduction | None) -> str:
    """Return the owner's words as Markdown, with their heading; empty for none."""
    if found is None:
        return ""
    return f"{markdown.heading(found.title, 2)}\n\n{found.body}" if found.title else found.body


def _view(inputs: Inputs) -> HomeView:
    settings, gettext = inputs.settings, words.of(inputs.settings.locale).gettext
    titles = {
        _PASSAGE: gettext("A passage with its note") if inputs.passage else "",
        _LATEST: gettext("Latest briefings") if inputs.latest or not inputs.briefings else "",
        _DOSSIERS: sections.title(uris.DOSSIERS, settings) if inputs.dossiers else "",
        _SHELF: gettext("Most mentioned") if inputs.shelf else "",
    }
    passage = (
        annotated_passage.view(inputs.passage, uris.HOME, settings) if inputs.passage else None
    )
    ids = Ids((*titles, *(annotated_passage.ids(passage) if passage else ())))
    first = inputs.first.value if inputs.first else None
    return HomeView(
        head=Head(
            uri=uris.HOME,
            kind="home",
            title=settings.site_name,
            description=settings.site_description,
            locale=head.locale("", settings),
            card=cards.of_home(settings),
            feed=feeds.HOME if inputs.has_feed else "",
            has_contents=False,
            structured_data=jsonld.home(settings),
        ),
        id=ids.of(settings.site_name),
        sections=tuple(Section(name, title) for name, title in titles.items() if title),
        passage=passage,
        latest=list_kinds.entries((c.value for c in inputs.latest), uris.HOME, settings, ids),
        picture=lead_picture.view(inputs.picture, uris.HOME, settings),
        brief=Brief(**asdict(first.brief)) if first and first.brief else None,
        dossiers=list_kinds.dossiers(inputs.dossiers, uris.HOME, settings, ids),
        all_dossiers=_counted("", uris.DOSSIERS, inputs.number_of_dossiers, settings)
        if inputs.number_of_dossiers > len(inputs.dossiers)
        else None,
        shelf=tuple(_shelf(inputs.shelf, settings)),
        briefings=_counted("", uris.BRIEFINGS, inputs.briefings, settings),
        timeline=links.to(
            uris.HOME, uris.TIMELINE, sections.title(uris.TIMELINE, settings), settings
        ),
        kinds=tuple(
            Counted(
                links.to(
                    uris.HOME, uri, labels.kind_titles(settings)[kind], settings,
                    labels.kind_anchor(kind, settings),
                ),
                number(found, settings),
            )
            for kind, found, uri in inputs.kinds
        ),
        topics=_counted(sections.title(uris.TOPICS, settings), uris.TOPICS, inputs.topics, settings)
        if inputs.topics
        else None,
        outlets=_counted(
            sections.title(uris.OUTLETS, settings), uris.OUTLETS, inputs.outlets, settings
        )
        if inputs.outlets > 1
        else None,
    )  # fmt: skip


def _counted(title: str, uri: str, found: int, settings: Settings) -> Counted:
    return Counted(links.to(uris.HOME, uri, title, settings), number(found, settings))


def _shelf(
    shelf: Iterable[tuple[Keyed[Explainer], int]], settings: Settings
) -> Iterator[ShelfEntry]:
    """Yield the explainers of the shelf. The first that has a picture or map shows it.

    It comes first and has the height of two, so that there is one explainer less.
    """
    entries = [(keyed.value, found) for keyed, found in shelf]
    near_top = entries[: _ON_SHELF - 1]
    shown = next((one for one, _ in near_top if _picture(one) or one.location), None)
    if shown:
        entries = sorted(near_top, key=lambda entry: entry[0] is not shown)
    lang, kinds = language(settings.locale)[0], labels.kind_names(settings)
    for subject, found in entries:
        picture = _picture(subject) if subject is shown else None
        has_map = subject is shown and not picture
        yield ShelfEntry(
            kind=kinds[subject.kind],
            subject=links.explainer(uris.HOME, subject, settings),
            text=first_sentence(subject.summary, lang),
            number=number(found, settings),
            picture=lead_picture.view(picture, uris.HOME, settings),
            locator=subject_facts.locator_map(subject, settings) if has_map else None,
        )


def _picture(subject: Explainer) -> Picture | None:
    return subject.picture if subject.picture and subject.picture.found else None
