"""The files of a briefing: its view, its Markdown and its search record."""

from collections.abc import Iterator
from dataclasses import replace

from briefings.model.site import Page, Target
from briefings.site import lead_picture, search_records, view_files
from briefings.site.inputs import KeyedCorpus, newest, target
from briefings.site.kinds.briefing.inputs import Inputs, inputs
from briefings.site.kinds.briefing.markdown import front_matter, markdown
from briefings.site.kinds.briefing.search_record import record
from briefings.site.kinds.briefing.view import view_of
from briefings.site.lists import chronology
from briefings.site.lists.listings import Listings
from briefings.text import uris
from briefings.views.briefing import BriefingView


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the target of each briefing."""
    del listings
    for slug in corpus.corpus.articles:
        uri = uris.briefing(slug)
        subjects = map(uris.explainer, corpus.corpus.subjects(uri))
        changed = newest((corpus.days[uri], *map(corpus.days.__getitem__, subjects)))
        source = corpus.corpus.articles[slug].capture.path
        yield target(
            build, inputs(corpus, slug), uri, parallel=True, changed=changed, source=source
        )


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the Markdown of a briefing, its view and its search record."""
    article, uri = inputs.article.value, uris.briefing(inputs.article.value.slug)
    subjects = [subject.value for subject in inputs.subjects]
    if inputs.day:
        subjects = [
            replace(one, timeline=chronology.until(one.timeline, inputs.day)) for one in subjects
        ]
    view = view_of(inputs, article, subjects)
    meta = front_matter(article, view, inputs.settings)
    picture = lead_picture.written(inputs.picture, uri, inputs.settings)
    return (
        Page(uri, markdown(view, meta, picture, inputs.settings)),
        view_files.view("briefing.html", view, meta, links=_linked(uri, view)),
        search_records.page(
            article.slug, record(article, subjects, view.head.topics, inputs.settings)
        ),
    )


def _linked(uri: str, view: BriefingView) -> tuple[str, ...]:
    """Return the pages to which the editors' Markdown of a briefing may link."""
    notes = (block.note.text for block in view.blocks if block.note)
    events = (
        event.text
        for entry in view.background
        for event in (*entry.at_the_time, *entry.about_then, *entry.since_then)
    )
    later = (event.text for event in view.since)
    revised = (revision.text for revision in view.revisions)
    return tuple(sorted({
        target
        for text in (*notes, *events, *later, *revised)
        for target in uris.targets(uri, text.text)
    }))  # fmt: skip
