"""The home page: the latest briefings, and links to all lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.cache import Keyed
from briefings.markup import editorial
from briefings.markup import markdown_writer as markdown
from briefings.markup.heading_ids import Ids
from briefings.model.content import Settings
from briefings.model.explainer import ExplainerKind
from briefings.model.own_page import Introduction
from briefings.model.site import Page, Target
from briefings.site import links, sections, view_files
from briefings.site.exports import feeds, head, jsonld
from briefings.site.inputs import Card, KeyedCorpus, newest, target
from briefings.site.lists import labels, list_kinds, list_markdown
from briefings.site.lists.listings import Listings
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.views.home import HomeView
from briefings.views.page import Head
from briefings.views.text import Section

_LATEST = "latest-briefings"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the home page is built from."""

    settings: Settings
    """The site's settings."""
    latest: tuple[Keyed[Card], ...]
    """The latest briefings."""
    kinds: tuple[ExplainerKind, ...]
    """The kinds of explainers that there are, sorted."""
    introduction: Introduction | None
    """The words of the site's owner; None for none."""
    has_feed: bool
    """Whether the site has a feed."""


def inputs(corpus: KeyedCorpus) -> Inputs:
    """Return the inputs of the home page."""
    whole = corpus.corpus
    return Inputs(
        settings=corpus.settings,
        latest=tuple(map(corpus.card, list(whole.articles)[: corpus.settings.latest])),
        kinds=tuple(sorted({explainer.kind for explainer in whole.explainers.values()})),
        introduction=whole.introduction,
        has_feed=corpus.has_feed,
    )


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of the home page."""
    del listings
    changed = newest(corpus.days[uris.briefing(slug)] for slug in corpus.corpus.articles)
    yield target(build, inputs(corpus), uris.HOME, changed=changed)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of the home page, and its view."""
    view, introduction = _view(inputs), _introduction(inputs.introduction)
    passages = editorial.markdown_passages(introduction, 1, uris.HOME)
    body = editorial.with_ids(introduction, passages, editorial.section_ids(passages))
    sections = list_markdown.of_home(view, introduction, inputs.settings)
    return view_files.files("home.html", view, sections, body)


def _introduction(found: Introduction | None) -> str:
    """Return the owner's words as Markdown, with their heading; empty for none."""
    if found is None:
        return ""
    return f"{markdown.heading(found.title, 2)}\n\n{found.body}" if found.title else found.body


def _view(inputs: Inputs) -> HomeView:
    settings, ids = inputs.settings, Ids([_LATEST])
    gettext = words.of(settings.locale).gettext
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
        sections=(Section(_LATEST, gettext("Latest briefings")),),
        latest=list_kinds.entries((c.value for c in inputs.latest), uris.HOME, settings, ids),
        briefings=links.address(uris.HOME, uris.BRIEFINGS, settings),
        timeline=links.to(
            uris.HOME, uris.TIMELINE, sections.title(uris.TIMELINE, settings), settings
        ),
        kinds=tuple(
            links.to(
                uris.HOME, uris.EXPLAINERS, title, settings, labels.kind_anchor(kind, settings)
            )
            for kind, title in labels.kind_titles(settings).items()
            if kind in inputs.kinds
        ),
    )
