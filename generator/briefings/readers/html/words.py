"""What pages call their parts: words of class names and ids, and what each kind of part is for.

These are English and other common words of web design, not names of any outlet's classes; the
vocabulary grew out of trafilatura's lists (`trafilatura.xpaths`). A word alone never decides: a
part that holds much of the article's prose is no furniture, whatever it is called.
"""

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_PARTS = {
    "share": "share sharing shareable social socials sociable sharebar",
    "newsletter": "newsletter newsletters subscribe subscription signup",
    "comments": "comment comments disqus kommentare discussion",
    "related": "related recommend recommended recommendation recommendations promo promos outbrain"
    " taboola trending popular readmore crosslink readalso teasers",
    "teaser": "teaser",
    "advertisement": "ad ads advert adverts advertisement advertorial sponsored sponsor banner dfp"
    " werbung anzeige affiliate",
    "author": "author authors byline bio autor autoren writer affiliation affiliations",
    "tags": "tag tags topics keywords",
    "navigation": "nav navigation navbar menu breadcrumb breadcrumbs pagination toolbar sidebar",
    "consent": "cookie cookies consent gdpr",
    "caption": "caption captions credit credits copyright photographer imagecaption legend",
    "media": "video videos gallery slideshow player podcast audio audioplayer carousel slider",
    "offer": "login signin register registration offer regwall",
    "widget": "poll quiz",
    "fact-box": "fact facts factbox infobox infokasten",
}
FURNITURE = {word: part for part, words in _PARTS.items() for word in words.split()}
"""Words that name a part which does not belong to the article's text, with the kind of part."""

ON_PARAGRAPHS = frozenset({"caption", "author", "newsletter", "related"})
"""Of those kinds the ones that are believed of a paragraph of prose among paragraphs of prose:
templates also give paragraphs names for counting, advertising and paywalls."""

STANDFIRST = frozenset(
    [
        "lead",
        "lede",
        "leadtext",
        "intro",
        "introduction",
        "introtext",
        "excerpt",
        "standfirst",
        "dek",
        "deck",
        "subtitle",
        "subhead",
        "subheadline",
        "subheading",
        "subheader",
        "vorspann",
        "teaser",
        "abstract",
        "spot",
        "sapo",
        "chapo",
        "ingress",
    ]
)
"""Words that name the sentences between headline and text."""

NOT_STANDFIRST = frozenset(
    [
        "caption",
        "credit",
        "byline",
        "author",
        "autor",
        "date",
        "meta",
        "breadcrumb",
        "image",
        "photo",
        "audio",
        "affiliation",
        "subscribe",
        "disclaimer",
        "notice",
        "ai",
        "summary",
    ]
)
"""Words that name other things between headline and text."""

_EMBEDS = frozenset(["tweet", "twitter", "instagram", "facebook", "tiktok", "bluesky", "threads"])

_MACHINES = frozenset({"ai", "ki", "genai", "chatgpt"})
_SUMMARIES = frozenset({"summary", "summaries", "zusammenfassung", "oppsummering", "sammendrag"})


@lru_cache(maxsize=20_000)
def words(names: str) -> frozenset[str]:
    """Return the words of class names and ids in lower case: `articleBody main-text` has four."""
    return frozenset(word.lower() for word in _WORD.findall(names))


def is_embed(names: str) -> bool:
    """Return whether class names speak of a post of a social network."""
    return bool(words(names) & _EMBEDS)


def is_for_screen_readers(names: str) -> bool:
    """Return whether class names hide a part from the eye."""
    found = words(names)
    return (
        {"visually", "hidden"} <= found
        or {"sr", "only"} <= found
        or {"screen", "reader"} <= found
        or ("hidden" in names.split() and ":" not in names)
    )


@lru_cache(maxsize=20_000)
def is_machine_summary(names: str) -> bool:
    """Return whether class names and ids speak of a summary made by a machine."""
    found = words(names)
    return bool(found & _MACHINES) and bool(found & _SUMMARIES)


@lru_cache(maxsize=20_000)
def part(names: str) -> str:
    """Return the kind of furniture that class names and ids speak of; empty for none."""
    found = words(names)
    return next((kind for word in sorted(found) if (kind := FURNITURE.get(word))), "")
