"""What the kinds of page share: front matter, dates, links, and the lists that recur."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

import yaml
from babel.dates import format_date, format_skeleton

from briefings.markup.prose import escape, escape_block
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.model.site import Page
from briefings.site.corpus import Corpus
from briefings.site.pages import languages
from briefings.text import uris

UNKNOWN = "unknown"
UNDATED = "Publication date unknown"
# How dates are written, by the length of an ISO 8601 date: Unicode skeletons, which put year, month
# and day in a language's own order, and forms that are the same in every order.
# https://unicode.org/reports/tr35/tr35-dates.html#availableFormats_appendItems
_WRITTEN = {4: "y", 7: "yMMMM", 10: "long"}
_FORMS = ("long", "LLLL")
_WITHOUT_YEAR = {4: "y", 7: "LLLL", 10: "MMMMd"}


def page(uri: str, meta: Mapping[str, object], *sections: str) -> Page:
    """Return a page of front matter and sections, empty sections left out.

    Args:
        uri: where the page stands.
        meta: front matter, in order; entries that are None or empty are left out.
        sections: Markdown.
    """
    # The dumper of libyaml takes a tenth of the time of the one in Python.
    header = yaml.dump(
        {key: value for key, value in meta.items() if value not in (None, "")},
        Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000,
    )  # fmt: skip
    body = "\n\n".join(section.strip("\n") for section in sections if section.strip())
    return Page(uri, f"---\n{header}---\n\n{body}\n")


def heading(title: str, level: int = 1) -> str:
    """Return a heading of foreign or known text."""
    return f"{'#' * level} {escape(title)}"


def division(css_class: str, *sections: str) -> str:
    """Return sections inside a `<div>` of a class, or nothing where all are empty."""
    inside = "\n\n".join(section for section in sections if section)
    return f'<div class="{css_class}" markdown>\n\n{inside}\n\n</div>' if inside else ""


def classed(paragraph: str, css_class: str) -> str:
    """Return a paragraph with a class, or nothing for an empty paragraph."""
    return f"{paragraph}\n{{: .{css_class} }}" if paragraph else ""


def link(text: str, address: str, lang: str = "") -> str:
    """Return a link with foreign or known text.

    Args:
        text: the text.
        address: where it leads.
        lang: what HTML says of the text's language (`languages.attributes`).
    """
    return f"[{languages.set_apart(escape(text), lang)}]({address})"


def headline(article: Metadata, address: str, settings: Settings) -> str:
    """Return the headline of an article, in its language, as a link."""
    return link(article.title, address, languages.title(article, settings))


def definitions(entries: Iterable[tuple[str, str]]) -> str:
    """Return a definition list of (term, definition), both Markdown on one line."""
    return "\n\n".join(f"{term}\n:   {definition}" for term, definition in entries)


def bullets(entries: Iterable[str]) -> str:
    """Return a list of Markdown entries on one line each."""
    return "\n".join(f"* {entry}" for entry in entries)


def iso(moment: datetime) -> str:
    """Return a moment in ISO 8601, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: date, settings: Settings) -> str:
    """Return a day written out, as a `<time>` element."""
    return partial_day(value.isoformat(), settings)


def partial_day(value: str, settings: Settings) -> str:
    """Return an ISO 8601 date of any precision written out, as a `<time>` element."""
    return f'<time datetime="{value}">{written(value, settings)}</time>'


def day_of_year(value: str, settings: Settings) -> str:
    """Return an ISO 8601 date of any precision as a `<time>` element that does not show the year.

    A year alone is there for those who hear the page.
    """
    shown = _formatted(value, _WITHOUT_YEAR[len(value)], settings.locale)
    unseen = ' class="out-of-sight"' if len(value) == len("2018") else ""
    return f'<time datetime="{value}"{unseen}>{shown}</time>'


def written(value: str, settings: Settings) -> str:
    """Return an ISO 8601 date of any precision written out, as text."""
    return _formatted(value, _WRITTEN[len(value)], settings.locale)


@lru_cache(maxsize=1 << 16)  # the same days stand on many pages
def _formatted(value: str, form: str, locale: str) -> str:
    year, month, first = (int(part) for part in [*value.split("-"), "1", "1"][:3])
    start = datetime(year, month, first)
    if form in _FORMS:
        return str(format_date(start, form, locale=locale))
    return str(format_skeleton(form, start, locale=locale))


def moment(value: datetime, settings: Settings) -> str:
    """Return a moment written out in UTC, to the minute, as a `<time>` element."""
    utc = value.astimezone(UTC)
    day_written = written(utc.date().isoformat(), settings)
    return f'<time datetime="{iso(value)}">{day_written}, {utc:%H:%M} UTC</time>'


def published(article: Metadata, settings: Settings) -> str:
    """Return the day of publication written out, or that it is unknown."""
    if article.published is None:
        return UNDATED
    return day(article.published, settings)


def outlet_link(article: Metadata, uri: str) -> str:
    """Return the outlet's name as a link to its page, or that it is unknown."""
    if article.outlet is None:
        return "Outlet unknown"
    return link(article.outlet.name, uris.relative(uri, uris.outlet(article.outlet.slug)))


def explainer_link(explainer: Explainer, uri: str) -> str:
    """Return a link to an explainer."""
    return link(explainer.title, uris.relative(uri, uris.explainer(explainer.slug)))


def main_subjects(corpus: Corpus, article: Metadata, most: int = 5) -> tuple[Explainer, ...]:
    """Return the subjects that the briefing links most often, at ties those it names first."""
    subjects = corpus.linked[uris.briefing(article.slug)].subjects
    order = sorted(subjects, key=lambda subject: -subject[1])
    return tuple(corpus.explainers[slug] for slug, _ in order[:most])


def entry(corpus: Corpus, article: Metadata, uri: str) -> str:
    """Return one briefing as lists show it: title, date and outlet, summary, main subjects."""
    title = headline(article, uris.relative(uri, uris.briefing(article.slug)), corpus.settings)
    said = languages.summary(article, corpus.settings)
    subjects = " ".join(explainer_link(e, uri) for e in main_subjects(corpus, article))
    facts = f"{published(article, corpus.settings)} · {outlet_link(article, uri)}"
    return "\n\n".join(
        part
        for part in (
            f"### {title} {{ .entry }}",
            classed(facts, "facts"),
            classed(languages.set_apart(escape_block(escape(article.summary)), said), "summary"),
            classed(subjects, "subjects"),
        )
        if part
    )


def entries(corpus: Corpus, articles: Sequence[Metadata], uri: str) -> str:
    """Return a list of briefings."""
    return division("entries", *(entry(corpus, article, uri) for article in articles))


def onward(links: Iterable[tuple[str, str, str, str]]) -> str:
    """Return the links at the foot of a page to those before and after it.

    Args:
        links: for each the link type (`prev` or `next`), what it is called (`Older`), the title of
            the page in Markdown and the address.
    """
    shown = [
        f"[<span>{label}</span> {title}]({address}){{ rel={rel} }}"
        for rel, label, title, address in links
    ]
    if not shown:
        return ""
    listed = "\n\n".join(shown)
    return f'<nav class="onward" aria-label="Before and after" markdown>\n\n{listed}\n\n</nav>'
