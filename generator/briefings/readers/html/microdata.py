"""The items of a page's microdata: which of them are other articles.

A teaser for another article is an item with a headline of its own; its day and authors are not
those of the page. See https://html.spec.whatwg.org/multipage/microdata.html
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from briefings.readers.html import names

_HEADLINES = XPath("//*[@itemprop='headline']|//*[self::h1 or self::h2 or self::h3][@itemprop]")
# A page with more is a list of articles.
_MOST = 500

Items = Mapping[HtmlElement, Sequence[str]]
"""The headlines that items state."""


def items(tree: HtmlElement) -> Items:
    """Return the items of a page that state a headline, with their headlines."""
    found: dict[HtmlElement, list[str]] = {}
    headlines = _HEADLINES(tree)
    for element in islice(headlines, _MOST) if isinstance(headlines, list) else ():
        if isinstance(element, HtmlElement) and (item := next(_around(element), None)) is not None:
            text = element.get("content") or "".join(element.itertext())
            found.setdefault(item, []).append(names.fold(text))
    return found


def is_of_other(element: HtmlElement, stated: Items, headlines: Sequence[str]) -> bool:
    """Return whether an element belongs to the item of another article.

    Args:
        element: an element with a property, such as the day of publication.
        stated: the items of the page.
        headlines: the headlines of the page, perhaps with the name of the site.
    """
    own = next((stated[item] for item in _around(element) if item in stated), ())
    known = [names.fold(headline) for headline in headlines]
    return bool(own and known) and not any(
        folded and (folded in headline or headline in folded)
        for folded in own
        for headline in filter(None, known)
    )


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    return (outer for outer in element.iterancestors() if "itemscope" in outer.attrib)
