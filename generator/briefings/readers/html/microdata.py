"""The items of a page's microdata: which of them are other articles.

A teaser for another article is an item with a headline of its own; its day and authors are not
those of the page. See https://html.spec.whatwg.org/multipage/microdata.html

Many pages state properties outside of any item, which have no meaning there. Such a property
belongs to the element around it that can hold a teaser (`article`, `li` or `aside`), whose headline
is a link.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from briefings.readers.html import names

_HEADLINES = XPath(
    "//*[@itemprop='headline']|//*[self::h1 or self::h2 or self::h3][@itemprop]"
    "|(//article|//li|//aside)[.//*[@itemprop]]"
    "//*[self::h1 or self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a[@href]]"
)
_ENTRIES = frozenset({"article", "li", "aside"})
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
    """Yield the items around an element, or else the elements that can hold an article."""
    outer = [*element.iterancestors()]
    items = [one for one in outer if "itemscope" in one.attrib]
    return iter(items or [one for one in outer if one.tag in _ENTRIES][:1])
