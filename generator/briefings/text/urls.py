"""Web addresses: which ones are safe on a page, their hosts, and equality of two addresses."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_WEB_SCHEMES = frozenset({"http", "https", "mailto"})

# RFC 3986 reserved characters that keep their meaning in an address. Parentheses and quotes are
# not among them: percent-encoded they mean the same and cannot end a Markdown link early.
_KEPT_IN_ADDRESSES = ":/?#@!$&*+,;=%~-._[]"

# Tracking parameters. Sources: Firefox's query stripping list
# (services/settings, collection `query-stripping`), ClearURLs' global rules, and the documentation
# of Matomo, Piano, Adobe and mail services. courlan's list does not fit: it drops every parameter
# whose name begins with `ga`, `gl`, `eid` or `ref`, so that `?gameId=1` and `?gameId=2` are equal.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|itm|ga|mc|oly|vero|mkt|at|wt|ns|_hs|sc|trk)_\w+"
    r"|(?:fb|g|dc|ms|tw|y|yc|ysc|ttc|li_fat_|epi|msc|gbra|wbra|srs)l?k?cl?k?id|igshid|igsh|_openstat"
    r"|gs_l|gclsrc|_ga|_gl|_hsenc|__hs\w+|hsctatracking|mkt_tok|ref_?src|ref_url|cmpid|ocid|icid|xtor"
    r"|ncid|smid|smtyp|partner|cmp|feature|spm|s_?cid|soc_src|soc_trk|rss|ref|echobox|wtrid|wprov",
    re.IGNORECASE,
)

# WHATWG URL, forbidden host code points, with white space and empty labels.
_NO_HOST = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]|\s|\.\.")


def web_address(address: str) -> str | None:
    """Return `address` quoted for a Markdown link; None unless it is http, https or mailto.

    Other schemes (`javascript:`, `data:`) could run code in the reader's browser.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        quoted = quote(address, safe=_KEPT_IN_ADDRESSES)
    except ValueError:
        return None
    is_known = parts.scheme in _WEB_SCHEMES and (parts.netloc or parts.scheme == "mailto")
    return quoted if is_known else None


def printed(address: str) -> str:
    """Return a quoted address with the marks that people write; empty if it has none of them."""
    written = address
    for mark in "()'":
        written = written.replace(quote(mark, safe=""), mark)
    return written if written != address else ""


def page_address(address: str) -> str:
    """Return `address` quoted for a Markdown link; empty unless it is http or https."""
    found = web_address(address)
    return found if found and not found.lower().startswith("mailto:") else ""


def short(address: str) -> str:
    """Return an address as people write it: `example.org/a`."""
    return unquote(address.partition("://")[2] or address).rstrip("/")


@lru_cache(maxsize=1 << 12)  # each article is compared with all outlets
def host(address: str) -> str:
    """Return the host of an address without `www.`; empty if there is none."""
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


@lru_cache(maxsize=1 << 16)  # several checks ask for the same addresses
def canonical(url: str) -> str:
    """Return the form that all addresses of one page share; empty for anything but http(s).

    Without scheme, `www.`, default port, user, fragment, tracking parameters and closing slash;
    with the host in lower-case ASCII, and one form of escapes and order of parameters.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    place = f"{host}:{port}" if port not in {None, 80, 443} else host
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~")
    path = re.sub("/{2,}", "/", path).rstrip("/")
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(key)
    )
    return place + path + (f"?{urlencode(query)}" if query else "")


def _ascii_host(name: str) -> str:
    """Return a host in lower-case ASCII without `www.`; empty for what cannot be a host.

    Raises:
        UnicodeError: the name has an empty label, one that is too long, or a forbidden character.
    """
    if ":" in name:  # IPv6, checked by `urlsplit`
        return f"[{name}]"
    host = unquote(name).encode("idna").decode("ascii").lower().strip(".")
    host = re.sub(r"^(?:www\.)+", "", host)
    return "" if _NO_HOST.search(host) else host
