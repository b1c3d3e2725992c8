"""The page of corrections: what editors corrected, updated or added, newest first.

There is no such page if nothing with a day was corrected, updated or added.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefings.markup.heading_ids import Ids
from briefings.model.content import Settings
from briefings.model.site import SearchRecord, SearchText, Target
from briefings.site import addresses, days, links, search_records, sections
from briefings.site.exports import feeds
from briefings.site.inputs import KeyedCorpus
from briefings.site.lists import labels
from briefings.site.lists.changes import NOTE, Change
from briefings.site.lists.list_pages import Inputs, ListKind
from briefings.site.lists.listings import Listings
from briefings.site.lists.pagination import Span
from briefings.text.languages import differing
from briefings.views import lists as views
from briefings.views.lists import ChangeDay, Entries, Listed, ListView
from briefings.views.text import Link


def targets(corpus: KeyedCorpus, listings: Listings) -> Iterator[Target]:
    """Yield the targets of the page, and of the pages of its groups."""
    listing = listings.changes
    if listing.group.entries:
        title = sections.title(listing.uri, corpus.settings)
        yield from _KIND.targets(
            corpus.settings, listing, title, None, lambda change: change, lambda change: change.day
        )


def _entries(listed: Sequence[Change], inputs: Inputs[Change, None], ids: Ids) -> Entries:
    del ids
    settings = inputs.settings
    # Below “Latest” the year is not shown.
    day = days.day if inputs.groups else days.without_year
    return Entries(
        changes=tuple(
            ChangeDay(day(iso, settings), tuple(_change(change, inputs) for change in of_day))
            for iso, of_day in groupby(listed, key=lambda change: change.day.isoformat())
        )
    )


def _change(change: Change, inputs: Inputs[Change, None]) -> views.Change:
    settings = inputs.settings
    foreign = differing(change.lang, settings.locale) if change.lang else ("", "")
    href = f"{links.address(inputs.uri, change.uri, settings)}#{change.anchor}"
    quoted = foreign if change.kind == NOTE else ("", "")
    return views.Change(
        change.kind,
        Link(change.title, href, change.uri, *foreign),
        Link(change.text, "", "", *quoted),
        change.author,
    )


def _heading(change: Change, span: Span | None, settings: Settings) -> str:
    return labels.heading_of_day(change.day.isoformat(), span, settings)


def _front(view: ListView, inputs: Inputs[Change, None]) -> ListView:
    feed = feeds.CORRECTIONS if inputs.settings.site_url else ""
    return replace(view, head=replace(view.head, feed=feed))


def _record(view: ListView, inputs: Inputs[Change, None]) -> SearchRecord | None:
    """Return the search record of the first page, with what it shows; other pages have none."""
    if inputs.span:
        return None
    settings = inputs.settings
    shown = (c for listed in view.entries for day in listed.changes for c in day.changes)
    return SearchRecord(
        kind="page",
        address=addresses.path(settings, inputs.uri),
        language=search_records.language(settings),
        title=inputs.title,
        text=tuple(SearchText(f"{change.link.text}: {change.text.text}") for change in shown),
    )


_KIND = ListKind(
    Listed.CHANGES, _entries, _heading, labels.of_days, labels.without_year, _front,
    record=_record,
)  # fmt: skip
