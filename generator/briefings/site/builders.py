"""How the files of the site are made: what each recipe calls.

Briefings and explainers are made from a part of the corpus that holds nothing else: so another
process can be given it, and they cannot come to depend on what their recipes do not know.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from briefings.cache import decoder, pack, some
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import OutputDir, Page
from briefings.site import search_records
from briefings.site.corpus import Corpus
from briefings.site.exports import annotations, atom, data, jsonfeed, llms, moved, sitemap
from briefings.site.exports.feeds import Feed
from briefings.site.kinds import briefing, explainer, lists
from briefings.site.lists.listings import LENGTHS, ListPage
from briefings.site.lists.sequence import Neighbours
from briefings.site.pages import list_layout
from briefings.site.pages.list_layout import Shown
from briefings.site.plain_markdown import list_pages, pages
from briefings.text import uris

T = TypeVar("T")

_UNPACK = decoder(Corpus)


def page(corpus: Corpus, beside: Mapping[str, Neighbours], uri: str) -> tuple[Page, ...]:
    """Return a briefing or an explainer with its twin and its record, made at once.

    Args:
        corpus: everything that the page shows.
        beside: the briefings before and after each one, by its slug.
        uri: the page.

    Raises:
        KeyError: there is no such briefing or explainer.
    """
    slug = uris.stem(uri)
    if uri == uris.briefing(slug):
        return make_briefing(*part_of_briefing(corpus, corpus.articles[slug], beside[slug]))
    return make_explainer(*part_of_explainer(corpus, corpus.explainers[slug]))


# ------------------------------------------------------------------ briefings and explainers


def part_of_briefing(
    corpus: Corpus, article: Metadata, beside: Neighbours
) -> tuple[bytes, str, Neighbours]:
    """Return the part of a corpus that a briefing is made from, its slug and what is beside it."""
    uri = uris.briefing(article.slug)
    shown = Corpus(
        settings=corpus.settings,
        articles={article.slug: article},
        explainers={slug: corpus.explainers[slug] for slug in corpus.subjects(uri)},
        linked={uri: corpus.linked[uri]},
        backlinks={},
        explainer_backlinks={},
        comentions={},
        related={article.slug: corpus.related[article.slug]},
        texts=some(corpus.texts, [article.slug]),
        annotated=some(corpus.annotated, [uri]),
        passages={},
    )
    return pack(shown), article.slug, beside


def part_of_explainer(corpus: Corpus, subject: Explainer) -> tuple[bytes, str]:
    """Return the part of a corpus that an explainer is made from, and its slug."""
    slug, uri = subject.slug, uris.explainer(subject.slug)
    found = corpus.backlinks.get(slug, ())
    others = corpus.explainer_backlinks.get(slug, ())
    near = corpus.comentions.get(slug, ())
    named = (slug, *corpus.subjects(uri), *others[: LENGTHS.mentioning], *(e for e, _ in near))
    quoted = (uris.briefing(other) for other in found[: LENGTHS.mentions])
    shown = Corpus(
        settings=corpus.settings,
        articles={other: corpus.articles[other] for other in found},
        explainers={other: corpus.explainers[other] for other in named},
        linked={},
        backlinks={slug: found},
        explainer_backlinks={slug: others},
        comentions={slug: near},
        related={},
        texts={},
        annotated=some(corpus.annotated, [uri, *quoted]),
        passages={slug: corpus.passages[slug]},
    )
    return pack(shown), slug


def make_briefing(part: bytes, slug: str, beside: Neighbours) -> tuple[Page, ...]:
    """Return a briefing with its twin and its record."""
    corpus = _UNPACK(part)
    article = corpus.texts[slug]
    return (
        briefing.briefing(corpus, article, beside),
        *_for_machines(pages.briefing(corpus, article)),
        search_records.page(article.slug, search_records.briefing(corpus, article)),
    )


def make_explainer(part: bytes, slug: str) -> tuple[Page, ...]:
    """Return an explainer with its twin and its record."""
    corpus = _UNPACK(part)
    subject = corpus.explainers[slug]
    return (
        explainer.explainer(corpus, subject),
        *_for_machines(pages.explainer(corpus, subject)),
        search_records.page(subject.slug, search_records.explainer(corpus, subject)),
    )


def make_home(corpus: Corpus) -> tuple[Page, ...]:
    """Return the home page with its twin."""
    return lists.home(corpus), *_for_machines(list_pages.home(corpus))


def make_search() -> tuple[Page, ...]:
    """Return the search page."""
    return (lists.search(),)


def make_listing(
    shown: Shown[T],
    place: ListPage[T],
    alternate: Callable[[str, Iterable[T]], Iterator[str]],
    settings: Settings,
) -> tuple[Page, ...]:
    """Return a page of a listing with its twin."""
    plain = list_pages.page(shown.listing, place, shown.look.title, alternate)
    return list_layout.page(shown, place, settings), *_for_machines(plain)


def make_feed(feed: Feed) -> tuple[Page, ...]:
    """Return a feed, in both formats."""
    atom_uri, json_uri = addresses_of(feed)
    return _for_machines(Page(atom_uri, atom.write(feed)), Page(json_uri, jsonfeed.write(feed)))


def addresses_of(feed: Feed) -> tuple[str, str]:
    """Return the addresses of a feed: as Atom, and as JSON."""
    return f"{feed.uri}.xml", f"{feed.uri}.json"


def make_sitemap(corpus: Corpus, dated: Sequence[sitemap.Dated]) -> tuple[Page, ...]:
    """Return the sitemap, in parts where it is long."""
    return _for_machines(*sitemap.write(corpus, dated))


def make_llms(corpus: Corpus) -> tuple[Page, ...]:
    """Return what language models are told of the site."""
    return _for_machines(Page(llms.URI, llms.write(corpus)))


def make_data_of_briefings(corpus: Corpus) -> tuple[Page, ...]:
    """Return what there is of all briefings as data."""
    return _for_machines(Page(data.BRIEFINGS, data.briefings(corpus)))


def make_data_of_explainers(corpus: Corpus) -> tuple[Page, ...]:
    """Return what there is of all explainers as data."""
    return _for_machines(Page(data.EXPLAINERS, data.explainers(corpus)))


def make_annotations(corpus: Corpus) -> tuple[Page, ...]:
    """Return all notes as annotations."""
    return _for_machines(Page(annotations.URI, annotations.write(corpus)))


def make_redirect(settings: Settings, former: str, uri: str, title: str) -> tuple[Page, ...]:
    """Return what stands at a former address of a page."""
    return _for_machines(moved.write(settings, former, uri, title))


def _for_machines(*files: Page) -> tuple[Page, ...]:
    return tuple(replace(file, tree=OutputDir.FILES) for file in files)
