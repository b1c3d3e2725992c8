"""Search records: the searchable text of each page, as a value.

A record contains the text of the article or explainer and nothing of the page around it, so that an
edit changes no record of another page. Its headings have the same ids as on the page.
"""

import msgspec
from babel import Locale

from briefings.model.content import Settings
from briefings.model.site import OutputDir, Page, SearchRecord


def page(slug: str, record: SearchRecord) -> Page:
    """Return a record as a file; its folder is the kind and month."""
    path = (record.kind, record.day[:7], f"{slug}.json")
    text = msgspec.json.encode(record).decode() + "\n"
    return Page("/".join(filter(None, path)), text, OutputDir.RECORDS)


def language(settings: Settings) -> str:
    """Return the language that records of a site are indexed in."""
    return Locale.parse(settings.locale).language
