"""The items of a page's microdata: which of them are other articles.

A teaser for another article is an item with a headline of its own; its day and authors are not
those of the page. See https://html.spec.whatwg.org/multipage/microdata.html
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from briefings.readers.html import names

_HEADLINES = XPath("//*[@itemprop='headline']|//*[self::h1 or self::h2 or self::h3][@itemprop]")
# A page with more headlines is a list of articles.
_MOST = 100

Items = Mapping[HtmlElement, bool]
"""Items that state a headline, and whether it is that of another article."""


def items(tree: HtmlElement, headlines: Iterable[str]) -> Items:
    """Return the items of a page that state a headline.

    Args:
        tree: the page.
        headlines: the headlines of the page, perhaps with the name of the site.
    """
    known = [folded for text in islice(headlines, _MOST) if (folded := names.fold(text))]
    found: dict[HtmlElement, bool] = {}
    stated = _HEADLINES(tree) if known else []
    for element in islice(stated, _MOST) if isinstance(stated, list) else ():
        if isinstance(element, HtmlElement) and (item := next(_around(element), None)) is not None:
            own = names.fold(element.get("content") or "".join(element.itertext()))
            is_other = not any(own in headline or headline in own for headline in known)
            found[item] = is_other and found.get(item, True)
    return found


def is_of_other(element: HtmlElement, stated: Items) -> bool:
    """Return whether an element with a property belongs to the item of another article."""
    return next((stated[item] for item in _around(element) if item in stated), False)


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    return (outer for outer in element.iterancestors() if "itemscope" in outer.attrib)
