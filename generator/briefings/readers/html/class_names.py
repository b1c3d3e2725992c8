"""Words of class names and ids that say what an element is for.

They are common words of web design, not the class names of any outlet; the vocabulary started from
trafilatura's lists (`trafilatura.xpaths`). A word alone never decides: an element that holds much
of the prose is not boilerplate.
"""

import re
from functools import lru_cache

from briefings.model.reading import MarkupKind

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

_KINDS = {
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
    "footer": "footer footers colophon impressum imprint",
    "consent": "cookie cookies consent gdpr",
    "caption": "caption captions credit credits copyright photographer imagecaption legend",
    "media": "video videos gallery slideshow player podcast audio audioplayer carousel slider",
    "offer": "login signin register registration offer regwall",
    "fact-box": "fact facts factbox infobox infokasten",
}
BOILERPLATE = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""Words that name boilerplate, with the kind of boilerplate."""

ON_PARAGRAPHS = frozenset({"caption", "author", "newsletter", "related"})
"""The kinds that also count on a paragraph among paragraphs: templates give paragraphs class names
for counting, advertising and paywalls."""

STANDFIRST = frozenset(
    """lead lede leadtext intro introduction introtext excerpt standfirst dek deck subtitle subhead
    subheadline subheading subheader vorspann teaser abstract spot sapo chapo ingress""".split()  # noqa: SIM905
)
"""Words that name a standfirst."""

NOT_STANDFIRST = frozenset(
    """caption credit byline author autor date meta breadcrumb image photo picture audio affiliation
    subscribe disclaimer notice ai summary""".split()  # noqa: SIM905
)
"""Words that name other things between headline and text."""

LINES = frozenset({"verse", "poem", "poetry", "column", "columns", "col", "cols"})
"""Words that name verses and columns, whose lines are short and no sentences."""

AUTHOR = frozenset(
    """author authors byline bylines autor autoren autorin auteur auteurs autore autori creator
    creators writer reporter journalist contributor contributors""".split()  # noqa: SIM905
)
"""Words that name the authors of an article."""

NOT_AUTHOR = frozenset(
    """role position job jobtitle image photo caption date time timestamp email mail social contact
    description location""".split()  # noqa: SIM905
)
"""Words that name other things beside the names of authors."""

# Class names of CSS frameworks and guides for words that only screen readers announce.
_FOR_SCREEN_READERS = tuple(
    frozenset(group.split())
    for group in (
        "visually hidden", "visually hide", "sr only", "screen reader", "screen readers",
        "screenreader only", "accessible hide", "accessibly hidden", "hidden accessible",
        "element invisible", "off screen", "reader only", "sr text", "assistive text",
        "accessibility text", "accessibility hidden", "accessible text", "for sr", "sr label",
        "reader text", "non visual", "a y hidden", "a y only", "a y text",
    )
)  # fmt: skip
_UNSEEN = frozenset(
    """visuallyhidden visuallyhide sronly screenreader screenreaders offscreen""".split()  # noqa: SIM905
)
# Class names of CSS frameworks for what is not shown; as words they have other meanings.
_HIDDEN = frozenset({"hidden", "invisible"})
_SCRIPTS = {"superscript": MarkupKind.SUPERSCRIPT, "subscript": MarkupKind.SUBSCRIPT}
_TOOLTIPS = frozenset(["tooltip", "tooltiptext", "popover", "popup", "hovercard"])
DATE = frozenset(
    """date dates datum fecha time timestamp published publish pubdate publication posted dateline
    meta metadata byline datetime""".split()  # noqa: SIM905
)
"""Words that name the line with the day of publication."""

NOT_DATE = frozenset(
    """caption legend today comment comments kommentar kommentare""".split()  # noqa: SIM905
)
"""Words that name lines whose days are not those of the article."""

_NETWORKS = frozenset(["twitter", "instagram", "facebook", "tiktok", "bluesky", "threads"])
_MACHINES = frozenset({"ai", "ki", "genai", "chatgpt"})
_SUMMARIES = frozenset({"summary", "summaries", "zusammenfassung", "oppsummering", "sammendrag"})


@lru_cache(maxsize=20_000)
def words(names: str) -> frozenset[str]:
    """Return the words of class names and ids in lower case: `articleBody main-text` has four."""
    return frozenset(word.lower() for word in _WORD.findall(names))


def is_network(host: str) -> bool:
    """Return whether a host is that of a social network."""
    return bool(words(host) & _NETWORKS)


@lru_cache(maxsize=20_000)
def is_for_screen_readers(names: str) -> bool:
    """Return whether class names hide an element from view."""
    found = words(names)
    return (
        any(group <= found for group in _FOR_SCREEN_READERS)
        or bool(found & _UNSEEN)
        or (":" not in names and not _HIDDEN.isdisjoint(names.split()))
    )


def script_kind(names: str) -> MarkupKind | None:
    """Return whether class names set a text above or below the line."""
    return next((_SCRIPTS[word] for word in words(names) if word in _SCRIPTS), None)


def is_tooltip(names: str) -> bool:
    """Return whether class names are those of a tooltip, or of the word that has one."""
    return bool(words(names) & _TOOLTIPS)


@lru_cache(maxsize=20_000)
def is_machine_summary(names: str) -> bool:
    """Return whether class names are those of a machine-made summary."""
    found = words(names)
    return bool(found & _MACHINES) and bool(found & _SUMMARIES)


@lru_cache(maxsize=20_000)
def boilerplate_kind(names: str) -> str:
    """Return the kind of boilerplate that class names and ids name; empty for none."""
    return next((kind for word in sorted(words(names)) if (kind := BOILERPLATE.get(word))), "")
