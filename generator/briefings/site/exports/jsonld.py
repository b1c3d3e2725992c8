"""Structured data in a page: JSON-LD in the words of https://schema.org.

A briefing is a `NewsArticle` of this site that `isBasedOn` the article of the outlet. Headline,
day, authors and outlet belong to that article; of the annotated copy only the day of its last
correction or update is known. An explainer is a `WebPage` about a `DefinedTerm`. No picture, logo
or publisher is invented: `image` is the lead picture of an editor.

Addresses are relative if the address of the site is unknown. JSON-LD in HTML resolves them against
the page: https://www.w3.org/TR/json-ld11/#inheriting-base-iri-from-html-s-base-element
"""

import json

from briefings.model.article import Outlet
from briefings.model.content import Settings
from briefings.model.explainer import Explainer
from briefings.site import addresses
from briefings.text import uris

Node = dict[str, object]

# HTML has no escapes inside <script>, but JSON has: so no title can end the element or open a
# comment.
# https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
_ESCAPES = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029")


def home(settings: Settings) -> str:
    """Return the structured data of the home page: the site itself."""
    return script(site(settings, uris.HOME, description=settings.site_description))


def listing(settings: Settings, uri: str, name: str, outlet: Outlet | None = None) -> str:
    """Return the structured data of a list of pages, such as a topic.

    Args:
        settings: the site's settings.
        uri: URI of the list.
        name: its name.
        outlet: the outlet, if it lists the articles of one outlet.
    """
    return script(node(
        "CollectionPage",
        url=addresses.reference(settings, uri, uri),
        name=name,
        about=organisation(outlet) if outlet else None,
        isPartOf=site(settings, uri),
    ))  # fmt: skip


def page(
    settings: Settings, uri: str, name: str, description: str, image: Node | None = None
) -> str:
    """Return the structured data of a page of the site's owner, with its lead picture."""
    return script(node(
        "WebPage",
        url=addresses.reference(settings, uri, uri),
        name=name,
        description=description,
        image=image,
        isPartOf=site(settings, uri),
    ))  # fmt: skip


def organisation(outlet: Outlet) -> Node:
    """Return an outlet."""
    return node("NewsMediaOrganization", name=outlet.name, url=outlet.home)


def term(settings: Settings, uri: str, subject: Explainer, **properties: object) -> Node:
    """Return the subject of an explainer, as the page `uri` names it."""
    address = addresses.reference(settings, uri, uris.explainer(subject.slug))
    return node("DefinedTerm", name=subject.title, url=address, **properties)


def site(settings: Settings, uri: str, **properties: object) -> Node:
    """Return the site, as the page `uri` names it."""
    address = addresses.reference(settings, uri, uris.HOME)
    return node("WebSite", name=settings.site_name, url=address, **properties)


def node(kind: str, **properties: object) -> Node:
    """Return a node of a type; empty properties are left out."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value}


def script(node: Node) -> str:
    """Return a node as JSON-LD that is safe inside a `<script>`."""
    document = {"@context": "https://schema.org"} | node
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES:  # str.translate is ten times slower
        text = text.replace(character, escape)
    return text
