"""A feed as JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""

import json
from datetime import date

from briefings.site import facts
from briefings.site.exports.feeds import Entry, Feed


def write(feed: Feed) -> str:
    """Return a feed as JSON; empty keys are left out.

    An item must have content. It is the summary, because the text of an article stays on its page.
    """
    fields: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": f"{feed.address}.json",
        "description": feed.description,
        "items": [_item(entry) for entry in feed.entries],
    }
    kept = {key: value for key, value in fields.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": entry.id,
        "url": entry.address,
        "external_url": entry.original,
        "title": entry.title,
        "content_text": entry.summary,
        "summary": entry.summary,
        "image": entry.picture,
        "date_published": _moment(entry.published) if entry.published else None,
        "date_modified": _moment(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [name for _, name in entry.topics],
        "language": entry.lang,
    }
    return {key: value for key, value in fields.items() if value}


def _moment(day: date) -> str:
    return facts.moment(facts.midnight(day))
