"""Pages of a list: its entries, or links to groups of entries if one page would be too long."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

from msgspec.structs import replace as replace_struct

from briefings.markup.heading_ids import Ids, of_title
from briefings.model.content import Settings
from briefings.model.site import Page, SearchRecord, Target
from briefings.site import links, search_records, view_files
from briefings.site.exports import head, jsonld, redirects
from briefings.site.inputs import newest, target
from briefings.site.lists import labels, list_markdown
from briefings.site.lists.labels import Label
from briefings.site.lists.listings import Listing
from briefings.site.lists.pagination import Group, Span
from briefings.site.numbers import number
from briefings.site.share_cards import cards
from briefings.text import uris, words
from briefings.views.lists import Counted, Entries, Listed, ListView
from briefings.views.page import Head, Onward
from briefings.views.text import Link

E = TypeVar("E")
T = TypeVar("T")
S = TypeVar("S")

_NEWEST_FIRST = frozenset({Listed.BRIEFINGS, Listed.CHANGES, Listed.EVENTS})


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A group as other pages of its list show it."""

    span: Span
    """What it has."""
    uri: str
    """URI of its page; empty if it has none."""
    number: int = 0
    """How many entries it has."""
    groups: tuple["GroupLink", ...] = ()
    """The groups that it is cut into."""


@dataclass(frozen=True, slots=True)
class Inputs(Generic[T, S]):
    """Everything that one page of a list is built from."""

    settings: Settings
    """The site's settings."""
    uri: str
    """URI of the page."""
    title: str
    """Title of the whole list."""
    span: Span | None
    """What the group has that the page lists; None for the whole list."""
    opening: Span | None
    """What the entries are that the page shows beside groups; None if it shows no groups."""
    number: int
    """How many entries the group has."""
    entries: tuple[T, ...]
    """The entries that the page shows."""
    groups: tuple[GroupLink, ...]
    """The groups that it shows."""
    above: tuple[GroupLink, ...]
    """The groups that contain this one and have a page, but not the whole list."""
    around: tuple[GroupLink | None, GroupLink | None]
    """The groups before and after this one."""
    first: str
    """URI of the first page of the list; empty for that page."""
    subject: S
    """The subject of the list, and other data that its first page shows."""


@dataclass(frozen=True, slots=True)
class ListKind(Generic[T, S]):
    """A kind of list: how its entries become a view. Its functions use only their arguments."""

    listed: Listed
    """What it lists."""
    entries: Callable[[Sequence[T], Inputs[T, S], Ids], Entries]
    """Returns entries for the view, without a heading."""
    heading: Callable[[T, Span | None, Settings], str]
    """Returns the heading above an entry, given what the page has, as in `Inputs`; empty for
    none."""
    label: Label
    """Returns the full name of a group."""
    short: Label
    """Returns the name of a group below the group that contains it."""
    front: Callable[[ListView, Inputs[T, S]], ListView] = lambda view, _: view
    """Adds to the view of the first page what only this page shows."""
    kind: str = "index"
    """Kind of its pages: `index`, `topic` or `outlet`."""
    anchor: Label = labels.name_anchor
    """Returns the id of a group: the id that its heading has if all entries are on one page."""
    has_contents: bool = False
    """Whether the first page shows its table of contents."""
    every: Callable[[ListView, Settings], ListView] = lambda view, _: view
    """Adds to the view of every page."""
    record: Callable[[ListView, Inputs[T, S]], SearchRecord | None] = lambda *_: None
    """Returns the search record of a page; None if the search does not find it."""

    def targets(
        self,
        settings: Settings,
        listing: Listing[E],
        title: str,
        subject: S,
        entry: Callable[[E], T],
        day: Callable[[E], date | None],
    ) -> Iterator[Target]:
        """Yield the targets of the pages of a list.

        Args:
            settings: the site's settings.
            listing: the list.
            title: title of the whole list.
            subject: the subject of the list, and other data that its first page shows.
            entry: returns everything that the list shows of an entry.
            day: returns the last day on which an entry is known to have changed.
        """
        changed: dict[str, date | None] = {}
        for group in reversed(list(listing.group.all())):
            days = (changed[inner.key] for inner in group.groups)
            changed[group.key] = newest(days if group.groups else map(day, group.entries))
        for place in listing.pages():
            group, shown = place.group, place.shown
            inputs = Inputs(
                settings=settings,
                uri=place.uri,
                title=title,
                span=group.span if place.above else None,
                opening=shown.span if shown and group.groups else None,
                number=len(group.entries),
                entries=tuple(map(entry, shown.entries)) if shown else (),
                groups=_group_links(listing, group.groups),
                above=tuple(_to_group(listing, above) for above in place.above[1:]),
                around=(_neighbour(listing, place.before), _neighbour(listing, place.after)),
                first=listing.uri if place.above else "",
                subject=subject,
            )
            yield target(self.build, inputs, place.uri, changed=changed[group.key])
        for key, page in listing.group.leading:
            # Only lists that are cut have such addresses.
            address = uris.below(listing.folder, key)
            former = redirects.Inputs(settings, address, listing.at(page), title)
            yield target(redirects.build, former)

    def build(self, inputs: Inputs[T, S]) -> tuple[Page, ...]:
        """Return the Markdown of one page of a list, its view, and its search record if any."""
        view = self.view(inputs)
        files = view_files.files("list.html", view, list_markdown.of_list(view, inputs.settings))
        record = self.record(view, inputs)
        # No slug has an underscore, so no page of the owner has this name.
        return (*files, search_records.page(f"{self.listed.value}_", record)) if record else files

    def view(self, inputs: Inputs[T, S]) -> ListView:
        """Return the view of one page of a list."""
        settings, uri = inputs.settings, inputs.uri
        title = inputs.title
        if inputs.span:
            title = labels.within(title, self.label(inputs.span, settings), settings)
        headings = {of_title(title) for title, _ in self._under_headings(inputs) if title}
        # Where entries are under the same heading, its id leads to them.
        groups = tuple(
            replace_struct(group, id="") if group.id in headings else group
            for group in self._groups(inputs)
        )
        ids = Ids(group.id for group in groups if group.id)
        view = ListView(
            head=Head(
                uri=uri,
                kind=self.kind,
                title=title,
                locale=head.locale("", settings),
                card=cards.of_home(settings),
                has_contents=self.has_contents and not inputs.span and not inputs.groups,
                structured_data=jsonld.listing(settings, uri, title),
            ),
            id=ids.of(title),
            listed=self.listed,
            number=number(inputs.number, settings),
            entries=tuple(self._entries(inputs, ids)),
            groups=groups,
        )
        if groups and view.entries:
            ngettext = words.of(settings.locale).ngettext
            all_of_them = ngettext(
                "All %(number)s briefing", "All %(number)s briefings", inputs.number
            )
            if self.listed is not Listed.BRIEFINGS:
                all_of_them = ngettext(
                    "All %(number)s entry", "All %(number)s entries", inputs.number
                )
            heading = ids.section(all_of_them % {"number": view.number.written})
            first = view.entries[0].heading
            # Pages that stand together are at their own heading below.
            is_alone = not (groups[0].groups and groups[0].id)
            opening = f"#{first.id}" if first and is_alone else ""
            addresses = [opening, *(group.link.href for group in groups[1:])]
            jump = (
                Link(group.link.text, address or f"#{group.id}")
                for group, address in zip(groups, addresses, strict=True)
            )
            view = replace(view, groups_heading=heading, jump=tuple(jump))
        around = [self._link(g, inputs, self.label) if g else None for g in inputs.around]
        previous, following = reversed(around) if self.listed in _NEWEST_FIRST else around
        if previous or following:
            view = replace(view, onward=Onward(previous, following))
        view = self.every(view, settings)
        if not inputs.span:
            return self.front(view, inputs)
        whole = links.to(uri, inputs.first, inputs.title, settings)
        above = (self._link(group, inputs, self.label) for group in inputs.above)
        return replace(view, above=(whole, *above))

    def _entries(self, inputs: Inputs[T, S], ids: Ids) -> Iterator[Entries]:
        """Yield the entries that a page shows, under their headings."""
        for title, listed in self._under_headings(inputs):
            section = ids.section(title) if title else None
            yield replace_struct(self.entries(listed, inputs, ids), heading=section)

    def _under_headings(self, inputs: Inputs[T, S]) -> Iterator[tuple[str, list[T]]]:
        """Yield the entries that a page shows with the heading above them."""
        settings, opening = inputs.settings, inputs.opening

        def heading(entry: T) -> str:
            found = self.heading(entry, inputs.span or opening, settings)
            return found or (self.label(opening, settings) if opening else "")

        for title, listed in groupby(inputs.entries, key=heading):
            yield title, list(listed)

    def _groups(self, inputs: Inputs[T, S]) -> Iterator[Counted]:
        seen: set[str] = set()
        for group in inputs.groups:
            anchor = self.anchor(group.span, inputs.settings)
            yield Counted(
                self._link(group, inputs, self.label),
                number(group.number, inputs.settings),
                "" if anchor in seen else anchor,
                tuple(
                    Counted(
                        self._link(inner, inputs, self.short),
                        number(inner.number, inputs.settings),
                    )
                    for inner in group.groups
                ),
            )
            seen.add(anchor)

    def _link(self, group: GroupLink, inputs: Inputs[T, S], label: Label) -> Link:
        name = label(group.span, inputs.settings)
        is_elsewhere = group.uri not in ("", inputs.uri)
        return (
            links.to(inputs.uri, group.uri, name, inputs.settings) if is_elsewhere else Link(name)
        )


def _group_links(listing: Listing[E], groups: Iterable[Group[E]]) -> tuple[GroupLink, ...]:
    """Return links to groups, and to the groups that these are split into."""
    return tuple(
        replace(_to_group(listing, g), groups=tuple(_to_group(listing, i) for i in g.groups))
        for g in groups
    )


def _to_group(listing: Listing[E], group: Group[E]) -> GroupLink:
    uri = listing.at(group.key) if group.has_page else ""
    return GroupLink(group.span, uri, len(group.entries))


def _neighbour(listing: Listing[E], group: Group[E] | None) -> GroupLink | None:
    # Its number would change the page with each new entry of a neighbour.
    return GroupLink(group.span, listing.at(group.key)) if group else None
