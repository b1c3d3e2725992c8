"""Corrections and updates of a page, as the page itself shows them."""

from collections.abc import Iterable, Iterator, Sequence

from briefings.model import revision as model
from briefings.model.content import Settings
from briefings.model.revision import RevisionKind
from briefings.site import days
from briefings.site.exports import jsonld
from briefings.site.lists import changes, events, labels
from briefings.text import words
from briefings.views.text import Editorial, Revision

SECTION = "corrections-and-updates"
"""Id of the section that shows them."""


def title(settings: Settings) -> str:
    """Return the title of that section."""
    return words.of(settings.locale).gettext("Corrections and updates")


def shown(revisions: Sequence[model.Revision], settings: Settings) -> tuple[Revision, ...]:
    """Return revisions for the view of their page."""
    return tuple(
        Revision(
            name, one.kind.value, days.day(one.day, settings), Editorial(one.text, inline=True)
        )
        for name, one in zip(changes.anchors(revisions), revisions, strict=True)
    )


def entries(revisions: Iterable[Revision], settings: Settings) -> Iterator[str]:
    """Yield revisions as Markdown: `2026-11-12, Correction: …`."""
    gettext = words.of(settings.locale).gettext
    kinds = {"correction": gettext("Correction"), "update": gettext("Update")}
    for one in revisions:
        when = gettext(", ").join((one.day.iso, kinds[one.kind]))
        yield labels.within(when, one.text.text, settings)


def data(revisions: Sequence[model.Revision]) -> dict[str, list[dict[str, object]]]:
    """Return revisions for JSON and front matter, with the keys of the file that has them."""
    return {
        f"{kind.value}s": [
            {"date": one.day, "text": one.text} for one in revisions if one.kind is kind
        ]
        for kind in RevisionKind
    }


def structured_data(revisions: Sequence[model.Revision]) -> jsonld.Node:
    """Return the properties of a page that its revisions give.

    https://schema.org/correction is about mistakes; an update only changes the page.
    """
    newest = max((one.day for one in revisions), default=None)
    return {
        "dateModified": newest.isoformat() if newest else "",
        "correction": [
            jsonld.node(
                "CorrectionComment",
                text=events.plain(one.text),
                datePublished=one.day.isoformat(),
            )
            for one in revisions
            if one.kind is RevisionKind.CORRECTION
        ],
    }
