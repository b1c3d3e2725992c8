"""Where the text of an article comes from, and what was added to it."""

from briefings.model.article import Article
from briefings.model.content import Settings
from briefings.model.reading import Evidence
from briefings.readers import formats
from briefings.site import days, facts
from briefings.site.numbers import number
from briefings.text import report, words
from briefings.views.briefing import Provenance

_EVIDENCE = frozenset({
    Evidence.SIDECAR, Evidence.DECLARED, Evidence.ADDRESS, Evidence.DATELINE, Evidence.BYLINE,
})  # fmt: skip


def of(article: Article, settings: Settings) -> Provenance:
    """Return where the text of an article comes from."""
    capture, changed = article.capture, facts.changed(article)
    return Provenance(
        path=capture.path,
        size=number(capture.size, settings),
        sha256=capture.sha256,
        headline=article.headline,
        section=article.section,
        address=article.url,
        evidence=article.published_from.value if article.published_from in _EVIDENCE else "",
        changed=days.day(changed, settings) if changed else None,
        captured=days.moment(article.captured, settings) if article.captured else None,
        left_out=len(article.left_out),
        left_out_at=_place(article, settings),
    )


def _place(article: Article, settings: Settings) -> str:
    """Return where in the capture the lines are that are left out; empty if it has no numbers."""
    unit, numbers = formats.unit_of(article.capture.path), report.ranges(article.left_out)
    if not (unit and numbers):
        return ""
    ngettext, several = words.of(settings.locale).ngettext, len(set(article.left_out))
    phrases = {
        "line": ngettext("line %(numbers)s", "lines %(numbers)s", several),
        "page": ngettext("page %(numbers)s", "pages %(numbers)s", several),
        "paragraph": ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", several),
    }
    return phrases[unit] % {"numbers": numbers}


def word_for_word(source: Provenance, notes: int, settings: Settings) -> str:
    """Return what is the article's and what was added, and which lines are left out.

    Args:
        source: where the text comes from.
        notes: number of editors' notes.
        settings: the site's settings.
    """
    spoken = words.of(settings.locale)
    added = spoken.gettext("links, notes and background")
    if not notes:
        added = spoken.gettext("links and background")
    if not source.left_out:
        return spoken.gettext(
            "The article is as it was captured, word for word; %(added)s were added by the "
            "editors of this site."
        ) % {"added": added}
    lines = spoken.ngettext("%(number)s line", "%(number)s lines", source.left_out)
    return spoken.ngettext(
        "The article is as it was captured, word for word, except that %(lines)s is left out "
        "between its paragraphs%(see)s; %(added)s were added by the editors of this site.",
        "The article is as it was captured, word for word, except that %(lines)s are left out "
        "between its paragraphs%(see)s; %(added)s were added by the editors of this site.",
        source.left_out,
    ) % {
        "lines": lines % {"number": words.number(source.left_out, settings.locale)},
        "see": spoken.gettext(" (see %(place)s of the capture)") % {"place": source.left_out_at}
        if source.left_out_at
        else "",
        "added": added,
    }
