"""Pages of a list: its entries, or links to groups of entries if one page would be too long."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Generic, TypeVar

from briefings.markup import prose
from briefings.model.content import Settings
from briefings.model.site import Page, Target
from briefings.site.exports import head
from briefings.site.inputs import newest, target
from briefings.site.lists.listings import Listing
from briefings.site.lists.pagination import Group
from briefings.site.pages import fragments
from briefings.site.pages.labels import Label
from briefings.site.plain_markdown import inline
from briefings.text import report, uris

E = TypeVar("E")
T = TypeVar("T")
S = TypeVar("S")

Rel = tuple[str, str]
"""A link type of HTML, `prev` or `next`, and its label."""

NEWEST_FIRST: tuple[Rel, Rel] = (("next", "Newer"), ("prev", "Older"))
OLDEST_FIRST: tuple[Rel, Rel] = (("prev", "Earlier"), ("next", "Later"))


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A link to the page of a group."""

    key: str
    """Key of the group."""
    uri: str
    """URI of its page."""
    number: int = 0
    """How many entries it has."""
    groups: tuple["GroupLink", ...] = ()
    """The groups that it is split into."""


@dataclass(frozen=True, slots=True)
class Inputs(Generic[T, S]):
    """Everything that one page of a list is built from."""

    settings: Settings
    """The site's settings."""
    uri: str
    """URI of the page."""
    title: str
    """Title of the whole list."""
    key: str
    """Key of the group that the page lists; empty for the whole list."""
    number: int
    """How many entries the group has."""
    entries: tuple[T, ...]
    """The entries that the page shows; the newest ones if it shows groups too."""
    groups: tuple[GroupLink, ...]
    """The groups that it shows."""
    above: tuple[GroupLink, ...]
    """The groups that contain this one, the whole list first."""
    before: GroupLink | None
    """The group before this one."""
    after: GroupLink | None
    """The group after this one."""
    subject: S
    """The subject of the list, and other data that its first page shows."""

    def title_of(self, label: Label) -> str:
        """Return the title of the page."""
        return f"{self.title}: {label(self.key, self.settings)}" if self.key else self.title


@dataclass(frozen=True, slots=True)
class ListKind(Generic[T, S]):
    """A kind of list: how its pages are written. Its functions see the inputs of a page only."""

    kind: str
    """Kind of its pages, for templates."""
    write: Callable[[Sequence[T], Inputs[T, S]], str]
    """Returns entries as Markdown of the page."""
    alternate: Callable[[str, Iterable[T]], Iterator[str]]
    """Yields entries as plain Markdown of the page with a URI."""
    front: Callable[[Inputs[T, S], str], Page]
    """Returns the first page, given the Markdown of what it lists; that may be empty."""
    heading: Callable[[T, str, Settings], str]
    """Returns the heading above an entry on the page of the group with a key; empty for none."""
    label: Label
    """Returns the full name of a group."""
    short: Label
    """Returns the name of a group below the group that contains it."""
    unit: tuple[str, ...] = ("briefing",)
    """Word for an entry, and its plural if that is irregular."""
    has_newest: bool = False
    """Whether the first page shows the newest entries even if it shows groups."""
    css_class: str = ""
    """Class of the whole list; empty for none."""
    rels: tuple[Rel, Rel] = (("prev", "Before"), ("next", "After"))
    """Link type and label of the group before one, and of the group after it."""
    anchor: Callable[[str], str] = str
    """Returns the id of a group: the id that its heading has if all entries are on one page."""

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
            entry: returns all that the list shows of an entry.
            day: returns the last day on which an entry is known to have changed.
        """
        changed: dict[str, date | None] = {}
        for group in reversed(list(listing.group.all())):
            days = (changed[inner.key] for inner in group.groups)
            changed[group.key] = newest(days if group.groups else map(day, group.entries))
        for place in listing.pages():
            group = place.group
            entries = group.entries
            if group.groups:
                most = settings.latest if self.has_newest and not place.above else 0
                entries = entries[:most]
            inputs = Inputs(
                settings=settings,
                uri=place.uri,
                title=title,
                key=group.key,
                number=len(group.entries),
                entries=tuple(map(entry, entries)),
                groups=_group_links(listing, group.groups),
                above=tuple(GroupLink(key, listing.at(key)) for key in place.above),
                before=_neighbour(listing, place.before),
                after=_neighbour(listing, place.after),
                subject=subject,
            )
            yield target(self.build, inputs, place.uri, changed=changed[group.key])

    def build(self, inputs: Inputs[T, S]) -> tuple[Page, ...]:
        """Return one page of a list, and its Markdown alternate."""
        body = self._body(inputs)
        page = self._page(inputs, body) if inputs.above else self.front(inputs, body)
        return page, self._alternate(inputs)

    def _page(self, inputs: Inputs[T, S], body: str) -> Page:
        settings = inputs.settings
        title = inputs.title_of(self.label)

        def to(group: GroupLink) -> str:
            return uris.relative(inputs.uri, group.uri)

        above = [
            fragments.link(self.label(g.key, settings) if g.key else inputs.title, to(g))
            for g in inputs.above
        ]
        onward = [
            (rel, name, prose.escape(self.label(group.key, settings)), to(group))
            for (rel, name), group in zip(self.rels, (inputs.before, inputs.after), strict=True)
            if group
        ]
        return fragments.page(
            inputs.uri,
            {
                "template": "page.html", "title": title, "kind": self.kind, "hide": ["toc"],
                **head.listing(settings, inputs.uri, title),
            },
            fragments.heading(title),
            fragments.classed(" · ".join((*above, self._number(inputs))), "facts"),
            body,
            fragments.onward(sorted(onward, reverse=True)),  # `prev` comes first
        )  # fmt: skip

    def _number(self, inputs: Inputs[T, S]) -> str:
        return report.plural(inputs.number, *self.unit)

    def _body(self, inputs: Inputs[T, S]) -> str:
        """Return what a page lists: entries under headings, or groups with their numbers."""
        if not inputs.groups:
            sections = []
            by_heading = groupby(
                inputs.entries, key=lambda e: self.heading(e, inputs.key, inputs.settings)
            )
            for name, listed in by_heading:
                sections += [fragments.heading(name, 2)] if name else []
                sections.append(self.write(list(listed), inputs))
            shown = "\n\n".join(sections)
            return fragments.division(self.css_class, shown) if self.css_class else shown
        groups = fragments.division("shelves", "\n".join(self._groups(inputs)))
        if not inputs.entries:
            return groups
        latest = self.write(inputs.entries, inputs)
        return "\n\n".join(("## Latest", latest, f"## All {self._number(inputs)}", groups))

    def _groups(self, inputs: Inputs[T, S]) -> Iterator[str]:
        def counted(group: GroupLink, label: Label, attributes: str = "") -> str:
            name = label(group.key, inputs.settings)
            link = fragments.link(name, uris.relative(inputs.uri, group.uri))
            return f'{link}{attributes} <span class="count">{group.number:,}</span>'

        for group in inputs.groups:
            yield f"* {counted(group, self.label, f'{{ #{self.anchor(group.key)} }}')}"
            for within in group.groups:
                yield f"    * {counted(within, self.short)}"

    def _alternate(self, inputs: Inputs[T, S]) -> Page:
        title = f"{inputs.title}: {inputs.key}" if inputs.key else inputs.title
        groups = (f"{inline.link(inputs.uri, g.uri, g.key)}: {g.number}" for g in inputs.groups)
        listed = groups if inputs.groups else self.alternate(inputs.uri, inputs.entries)
        shown = inline.bullets(listed) or "Nothing yet."
        return inline.page(inputs.uri, inline.heading(title), shown)


def front_page(
    inputs: Inputs[T, S],
    kind: str,
    *sections: str,
    contents: bool = False,
    **meta: object,
) -> Page:
    """Return the first page of a list.

    Args:
        inputs: its inputs.
        kind: kind of page, for templates.
        sections: Markdown below the title.
        contents: whether the page has a table of contents.
        meta: front matter in addition to that of all lists.
    """
    hide = None if contents else ["toc"]
    return fragments.page(
        inputs.uri,
        {
            "template": "page.html", "title": inputs.title, "kind": kind, "hide": hide,
            **head.listing(inputs.settings, inputs.uri, inputs.title), **meta,
        },
        fragments.heading(inputs.title),
        *sections,
    )  # fmt: skip


def _group_links(listing: Listing[E], groups: Iterable[Group[E]]) -> tuple[GroupLink, ...]:
    """Return links to groups, and to the groups that these are split into."""
    return tuple(
        replace(_to_group(listing, g), groups=tuple(_to_group(listing, i) for i in g.groups))
        for g in groups
    )


def _to_group(listing: Listing[E], group: Group[E]) -> GroupLink:
    return GroupLink(group.key, listing.at(group.key), len(group.entries))


def _neighbour(listing: Listing[E], key: str) -> GroupLink | None:
    return GroupLink(key, listing.at(key)) if key else None
