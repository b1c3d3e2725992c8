"""Which pages have a share card, and the words on it.

Briefings, explainers, dossiers, pages of the owner and the home page have one of their own; lists
have that of the home page. There are none without `site_url`: link previews need absolute
addresses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.model.article import Metadata
from briefings.model.content import CardColours, CardFont, Settings
from briefings.model.site import OutputDir, Page, Target
from briefings.site import days
from briefings.site.inputs import KeyedCorpus, target
from briefings.site.lists import labels
from briefings.site.share_cards import drawing, lettering
from briefings.site.share_cards.drawing import Words
from briefings.site.share_cards.lettering import Script
from briefings.text import uris, urls, words
from briefings.text.languages import language


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a card is built from."""

    uri: str
    """Its place in the site."""
    words: Words
    """Its words."""
    colours: CardColours
    """Its colours."""
    font: CardFont | None
    """The owner's font."""


def address(page: str, title: str, settings: Settings) -> str:
    """Return the place in the site of a page's card.

    Args:
        page: URI of the page.
        title: its title.
        settings: the site's settings.

    Returns:
        The place; that of the home page's card if the fonts lack characters of the title; empty if
        the site has no cards.
    """
    font = _path(settings)
    if not (settings.site_url and settings.share_cards):
        return ""
    if not lettering.can_write(settings.site_name, font):
        return ""
    return _place(page if lettering.can_write(title, font) else uris.HOME)


def words_of(title: str, label: str, lang: str, settings: Settings) -> Words | None:
    """Return the words of a picture with a title; None if the fonts lack characters of them.

    Args:
        title: the title.
        label: what it is, in a few words; left out if the fonts lack characters of it.
        lang: language of the title.
        settings: the site's settings.
    """
    font = _path(settings)
    if not (lettering.can_write(settings.site_name, font) and lettering.can_write(title, font)):
        return None
    shown = label if lettering.can_write(label, font) else ""
    return Words(settings.site_name, title, shown, _script(lang, font))


def of_home(settings: Settings) -> str:
    """Return the place in the site of the home page's card; empty if the site has no cards."""
    return address(uris.HOME, settings.site_name, settings)


def targets(corpus: KeyedCorpus) -> Iterator[Target]:
    """Yield the target of each card."""
    settings, host = corpus.settings, urls.host(corpus.settings.site_url)
    gettext = words.of(settings.locale).gettext
    kinds, font = labels.kind_names(settings), _path(settings)
    pages = [
        (uris.HOME, settings.site_name, "", settings.locale, ""),
        *(
            (
                uris.briefing(slug), article.title, _of_article(article, settings), article.lang,
                article.capture.path,
            )
            for slug, article in corpus.corpus.articles.items()
        ),
        *(
            (
                uris.explainer(slug), subject.title, kinds[subject.kind], settings.locale,
                subject.path,
            )
            for slug, subject in corpus.corpus.explainers.items()
        ),
        *(
            (uris.dossier(slug), dossier.title, gettext("Dossier"), settings.locale, dossier.path)
            for slug, dossier in corpus.corpus.dossiers.items()
        ),
        *(
            (uris.own_page(slug), page.title, "", settings.locale, page.path)
            for slug, page in corpus.corpus.own_pages.items()
        ),
    ]  # fmt: skip
    for page, title, label, lang, source in pages:
        place = _place(page)
        if address(page, title, settings) == place:
            shown = label if lettering.can_write(label, font) else ""
            site = settings.site_name if page != uris.HOME else ""
            shown_words = Words(site, title, shown or host, _script(lang, font))
            inputs = Inputs(
                place, shown_words, corpus.corpus.settings.card_colours, settings.card_font
            )
            # Another machine has no such file.
            yield target(build, inputs, parallel=not font, source=source)


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the file of a card."""
    return (Page(inputs.uri, "", OutputDir.FILES, drawing.png(inputs.words, inputs.colours)),)


def _place(page: str) -> str:
    return f"cards/{page.removesuffix('.md')}.png"


def _path(settings: Settings) -> str:
    return settings.card_font.path if settings.card_font else ""


def _script(lang: str, font: str) -> Script:
    tag, direction = language(lang)
    return Script(tag, direction == "rtl", font)


def _of_article(article: Metadata, settings: Settings) -> str:
    outlet = article.outlet.name if article.outlet else ""
    day = days.day(article.published, settings).written if article.published else ""
    return " · ".join(filter(None, (outlet, day)))
