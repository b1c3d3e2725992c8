"""Markdown fragments that pages share: front matter, dates, links and lists."""

from collections.abc import Iterable, Mapping
from datetime import date

import yaml

from briefings.markup.prose import escape
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.linking import Mention
from briefings.model.site import Page
from briefings.site import days
from briefings.site.pages import languages
from briefings.text import uris

UNKNOWN = "unknown"
UNDATED = "Publication date unknown"


def page(uri: str, meta: Mapping[str, object], *sections: str) -> Page:
    """Return a page.

    Args:
        uri: its URI.
        meta: front matter, in order; entries that are None or empty are left out.
        sections: Markdown; empty sections are left out.
    """
    # libyaml takes a tenth of the time of the dumper in Python.
    header = yaml.dump(
        {key: value for key, value in meta.items() if value not in (None, "")},
        Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000,
    )  # fmt: skip
    body = "\n\n".join(section.strip("\n") for section in sections if section.strip())
    return Page(uri, f"---\n{header}---\n\n{body}\n")


def heading(title: str, level: int = 1) -> str:
    """Return a heading; the title is text."""
    return f"{'#' * level} {escape(title)}"


def division(css_class: str, *sections: str) -> str:
    """Return sections inside a `<div>` with a class; nothing if all are empty."""
    inside = "\n\n".join(section for section in sections if section)
    return f'<div class="{css_class}" markdown>\n\n{inside}\n\n</div>' if inside else ""


def classed(paragraph: str, css_class: str) -> str:
    """Return a paragraph with a class; nothing for an empty paragraph."""
    return f"{paragraph}\n{{: .{css_class} }}" if paragraph else ""


def link(text: str, address: str, lang: str = "") -> str:
    """Return a link.

    Args:
        text: its text.
        address: its address.
        lang: HTML attributes for the language of the text (`languages.attributes`).
    """
    return f"[{languages.set_apart(escape(text), lang)}]({address})"


def headline(article: Metadata, address: str, settings: Settings) -> str:
    """Return the headline of an article as a link, marked with its language."""
    return link(article.title, address, languages.title(article, settings))


def definitions(entries: Iterable[tuple[str, str]]) -> str:
    """Return a definition list of (term, definition), both Markdown on one line."""
    return "\n\n".join(f"{term}\n:   {definition}" for term, definition in entries)


def bullets(entries: Iterable[str]) -> str:
    """Return a list of Markdown entries on one line each."""
    return "\n".join(f"* {entry}" for entry in entries)


def day(value: date, settings: Settings) -> str:
    """Return a day written out, as a `<time>` element."""
    return partial_day(value.isoformat(), settings)


def partial_day(value: str, settings: Settings) -> str:
    """Return an ISO 8601 date of any precision written out, as a `<time>` element."""
    return f'<time datetime="{value}">{days.written(value, settings)}</time>'


def published(article: Metadata, settings: Settings) -> str:
    """Return the day of publication written out, or the words for an unknown day."""
    return day(article.published, settings) if article.published else UNDATED


def outlet_link(article: Metadata, uri: str) -> str:
    """Return the name of the outlet as a link to its page, or the words for an unknown outlet."""
    if article.outlet is None:
        return "Outlet unknown"
    return link(article.outlet.name, uris.relative(uri, uris.outlet(article.outlet.slug)))


def to_subject(uri: str, mention: Mention) -> str:
    """Return the relative link from the page `uri` to the subject of a mention."""
    return uris.relative(uri, uris.explainer(mention.subject))


def explainer_link(explainer: Explainer, uri: str) -> str:
    """Return a link to an explainer."""
    return link(explainer.title, uris.relative(uri, uris.explainer(explainer.slug)))


def onward(links: Iterable[tuple[str, str, str, str]]) -> str:
    """Return the links at the foot of a page to the pages before and after it.

    Args:
        links: for each the link type (`prev` or `next`), its label (`Older`), the title of the
            page in Markdown and the address.
    """
    shown = [
        f"[<span>{label}</span> {title}]({address}){{ rel={rel} }}"
        for rel, label, title, address in links
    ]
    if not shown:
        return ""
    listed = "\n\n".join(shown)
    return f'<nav class="onward" aria-label="Before and after" markdown>\n\n{listed}\n\n</nav>'
