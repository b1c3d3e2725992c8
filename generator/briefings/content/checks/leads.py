"""Check the passage that an editor has chosen to lead the home page."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from briefings.content.checks import addresses
from briefings.content.redirects import Redirects
from briefings.markup.note_anchors import quotes
from briefings.model.article import Metadata
from briefings.model.content import Problem, Severity
from briefings.model.own_page import Introduction
from briefings.text import uris


def followed(written: Introduction, moved: Redirects) -> Introduction:
    """Return what the owner wrote, with the current name of a briefing that was renamed."""
    lead = written.lead
    if not lead or not (current := moved.get(uris.briefing(lead.briefing))):
        return written
    return replace(written, lead=replace(lead, briefing=uris.stem(current)))


def renamed(written: Introduction, moved: Redirects) -> Iterator[Problem]:
    """Yield a warning if the briefing of the chosen passage was renamed."""
    now = followed(written, moved).lead
    if written.lead and now and now != written.lead:
        message = f"`lead` names `{written.lead.briefing}`, a former name."
        hint = f"Write `{now.briefing}`; the site already shows it."
        yield _problem(written, message, hint)


def problems(
    written: Introduction | None, articles: Mapping[str, Metadata], drafts: Collection[str]
) -> Iterator[Problem]:
    """Yield a warning if the chosen passage cannot be shown: then a rule chooses.

    Args:
        written: what the owner wrote for the home page.
        articles: the published articles by slug.
        drafts: the URIs that drafts will have.
    """
    if not (written and (lead := written.lead)):
        return
    uri = uris.briefing(lead.briefing)
    if article := articles.get(lead.briefing):
        if not any(quotes(found.note, lead.note) for found in article.notes):
            known = "; ".join(f"“{found.note.quote}”" for found in article.notes)
            such = f" on “{lead.note}”" if lead.note and known else ""
            hint = f"Its notes are on {known}." if known else "Choose a briefing with notes."
            yield _problem(written, f"`{lead.briefing}` has no note{such}.", hint)
    elif uri in drafts:
        message = f"`lead` names `{lead.briefing}`, a draft."
        yield _problem(written, message, "Publish it, or choose another briefing.")
    else:
        near = addresses.nearest(uri, map(uris.briefing, articles))
        hint = "Write the name of a file in articles/, without its ending."
        hint = f"Did you mean `{uris.stem(near)}`?" if near else hint
        yield _problem(written, f"`lead` names `{lead.briefing}`, which is no briefing.", hint)


def _problem(written: Introduction, message: str, hint: str) -> Problem:
    line = written.lead.line if written.lead else 0
    return Problem(written.path, line, "bad-lead", message, hint, Severity.WARNING)
