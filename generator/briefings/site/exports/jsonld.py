"""Structured data in a page: JSON-LD in the words of https://schema.org.

It says what is true of each page. A briefing is a `NewsArticle` of this site that `isBasedOn` the
outlet's: the headline, day, authors and outlet belong to that one, and of the day on which the
annotated copy was made nothing is said, because nothing is known. An explainer is a
`WebPage` about a `DefinedTerm`. No picture, logo or publisher is made up.

Addresses are relative where the site's own is not known, which JSON-LD in HTML resolves against
the page: https://www.w3.org/TR/json-ld11/#inheriting-base-iri-from-html-s-base-element
"""

import json

from briefings.model.article import Metadata, Outlet
from briefings.model.content import Settings
from briefings.model.explainer import Explainer, Reference
from briefings.site import addresses, facts
from briefings.site.corpus import Corpus
from briefings.text import uris

Node = dict[str, object]

# Inside <script> HTML knows no escapes, but JSON does: a title cannot end the element or begin a
# comment. https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def briefing(corpus: Corpus, article: Metadata) -> str:
    """Return the structured data of a briefing."""
    settings, uri = corpus.settings, uris.briefing(article.slug)
    mentions = [_term(settings, uri, explainer) for explainer in facts.subjects(corpus, article)]
    return _script(_node(
        "NewsArticle",
        url=addresses.reference(settings, uri, uri),
        headline=article.title,
        description=article.summary,
        inLanguage=facts.language(article),
        isBasedOn=_original(article),
        mentions=mentions,
        isPartOf=_site(settings, uri),
    ))  # fmt: skip


def explainer(corpus: Corpus, subject: Explainer) -> str:
    """Return the structured data of an explainer."""
    settings, uri = corpus.settings, uris.explainer(subject.slug)
    term = _term(settings, uri, subject) | _node(
        "DefinedTerm",
        description=subject.summary,
        alternateName=list(subject.also_called),
        inDefinedTermSet=_node(
            "DefinedTermSet", name="Explainers",
            url=addresses.reference(settings, uri, uris.EXPLAINERS),
        ),
    )  # fmt: skip
    return _script(_node(
        "WebPage",
        url=addresses.reference(settings, uri, uri),
        name=subject.title,
        lastReviewed=subject.reviewed.isoformat() if subject.reviewed else "",
        mainEntity=term,
        citation=[_source(source) for source in subject.sources],
        isPartOf=_site(settings, uri),
    ))  # fmt: skip


def home(settings: Settings) -> str:
    """Return the structured data of the home page: what the site is."""
    described = _node("WebSite", description=settings.site_description)
    return _script(_site(settings, uris.HOME) | described)


def listing(settings: Settings, uri: str, name: str, outlet: Outlet | None = None) -> str:
    """Return the structured data of a list of pages, such as a topic.

    Args:
        settings: the site's settings.
        uri: where the list stands.
        name: what it is called.
        outlet: whose articles are listed, where they are all of one outlet.
    """
    return _script(_node(
        "CollectionPage",
        url=addresses.reference(settings, uri, uri),
        name=name,
        about=_organisation(outlet) if outlet else None,
        isPartOf=_site(settings, uri),
    ))  # fmt: skip


def _original(article: Metadata) -> Node:
    """Return what is known of the article as its outlet published it."""
    return _node(
        "NewsArticle",
        url=facts.original(article),
        headline=article.title,
        alternativeHeadline=article.headline,
        datePublished=article.published.isoformat() if article.published else "",
        dateModified=article.modified.isoformat() if article.modified else "",
        # As text: whether a byline names a person or a newsroom is not known.
        author=list(article.authors),
        articleSection=article.section,
        keywords=list(article.tags),
        inLanguage=facts.language(article),
        publisher=_organisation(article.outlet) if article.outlet else None,
    )


def _organisation(outlet: Outlet) -> Node:
    return _node("NewsMediaOrganization", name=outlet.name, url=outlet.home)


def _term(settings: Settings, uri: str, subject: Explainer) -> Node:
    address = addresses.reference(settings, uri, uris.explainer(subject.slug))
    return _node("DefinedTerm", name=subject.title, url=address)


def _source(source: Reference) -> Node:
    return _node("CreativeWork", name=source.title, url=source.url)


def _site(settings: Settings, uri: str) -> Node:
    address = addresses.reference(settings, uri, uris.HOME)
    return _node("WebSite", name=settings.site_name, url=address)


def _node(kind: str, **said: object) -> Node:
    """Return a thing of a type with what is said about it, leaving out what is empty."""
    return {"@type": kind} | {name: value for name, value in said.items() if value}


def _script(node: Node) -> str:
    """Return a node as text that may stand inside a `<script>` as it is."""
    document = {"@context": "https://schema.org"} | node
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
