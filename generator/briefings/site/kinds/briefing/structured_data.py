"""The structured data of a briefing: our page, and the article that it is based on."""

from collections.abc import Iterable

from briefings.model.article import Metadata
from briefings.model.explainer import Explainer
from briefings.site import addresses, facts, lead_picture, revisions
from briefings.site.exports import jsonld
from briefings.site.kinds.briefing.inputs import Inputs
from briefings.text import uris


def structured_data(article: Metadata, subjects: Iterable[Explainer], inputs: Inputs) -> str:
    """Return the script with the structured data; `subjects` are those that the article names."""
    settings, uri = inputs.settings, uris.briefing(article.slug)
    return jsonld.script(jsonld.node(
        "NewsArticle",
        url=addresses.reference(settings, uri, uri),
        headline=article.title,
        description=article.summary,
        image=lead_picture.structured_data(inputs.picture, uri, settings),
        inLanguage=facts.language(article),
        **revisions.structured_data(article.revisions),
        isBasedOn=_original(article),
        mentions=[jsonld.term(settings, uri, subject) for subject in subjects],
        isPartOf=jsonld.site(settings, uri),
    ))  # fmt: skip


def _original(article: Metadata) -> jsonld.Node:
    """Return the article as its outlet published it."""
    return jsonld.node(
        "NewsArticle",
        url=facts.original(article),
        headline=article.title,
        alternativeHeadline=article.headline,
        datePublished=article.published.isoformat() if article.published else "",
        dateModified=article.modified.isoformat() if article.modified else "",
        # As text: whether a byline names a person or a newsroom is unknown.
        author=list(article.authors),
        articleSection=article.section,
        keywords=list(article.tags),
        inLanguage=facts.language(article),
        publisher=jsonld.organisation(article.outlet) if article.outlet else None,
    )
