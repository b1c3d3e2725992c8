"""Web addresses: which ones a page may hold, their hosts, and when two of them are the same."""

import re
import unicodedata
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_WEB_SCHEMES = frozenset({"http", "https", "mailto"})

# RFC 3986 reserved characters that keep their meaning in an address. Parentheses and quotes are
# left out: percent-encoded they mean the same and cannot end a Markdown link early.
_KEPT_IN_ADDRESSES = ":/?#@!$&*+,;=%~-._[]"

# Parameters that say where a reader came from, not what is read: Firefox's query stripping list
# (services/settings, collection `query-stripping`), ClearURLs' global rules, and Matomo, Piano,
# Adobe and mail services' own documentation.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|itm|ga|mc|oly|vero|mkt|at|wt|ns|_hs|sc|trk)_\w+"
    r"|(?:fb|g|dc|ms|tw|y|yc|ysc|ttc|li_fat_|epi|msc|gbra|wbra|srs)l?k?cl?k?id|igshid|igsh|_openstat"
    r"|gs_l|gclsrc|_ga|_gl|_hsenc|__hs\w+|hsctatracking|mkt_tok|ref_?src|ref_url|cmpid|ocid|icid|xtor"
    r"|ncid|smid|smtyp|partner|cmp|feature|spm|s_?cid|soc_src|soc_trk|rss|ref|echobox|wtrid|wprov",
    re.IGNORECASE,
)

# An address that hides its host more often than this means to.
_HOST_STEPS = 20

# WHATWG URL, forbidden host code points, with the white space of Unicode.
_NO_HOST = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]|\s")


def web_address(address: str) -> str | None:
    """Return `address` fit for a Markdown link, or None if it is not one that a page may hold.

    Only http, https and mailto are let through: an article or an explainer must not be able to
    make a reader's browser run anything (`javascript:`, `data:`).
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _WEB_SCHEMES:
        return None
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return None
    return quote(address, safe=_KEPT_IN_ADDRESSES)


def host(address: str) -> str:
    """Return the host of an address, without `www.`; empty where there is none."""
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


@lru_cache(maxsize=1 << 16)  # it is asked for of each article, by several
def canonical(url: str) -> str:
    """Return what is left of an address when all is taken away that does not say which page it is.

    Without scheme, `www.`, default port, user, fragment, tracking parameters and closing slash;
    host in lower case, escapes and the order of parameters made the same. Empty for what is no
    address of the web.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = _host(parts.hostname or "")
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


def _host(written: str) -> str:
    """Return one form of a host: in lower case and ASCII, without escapes and `www.`; or nothing.

    What a step makes may be grist for one before (an escape hides a capital, IDNA folds a full
    stop), so the steps are taken until nothing changes.

    Raises:
        ValueError: it is no IPv6 address, and looks like one.
    """
    if ":" in written:  # an address of IPv6, which stood in brackets
        return f"[{ip_address(written).compressed}]"
    host = written
    for _ in range(_HOST_STEPS):
        before = host
        host = unquote(host)
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            # Not a name that could be looked up: compared as it is written.
            host = unicodedata.normalize("NFKC", host)
        host = host.casefold().strip(".").removeprefix("www.")
        if host == before:
            break
    else:
        return ""
    # What would be read as another part of an address, or as nothing, is no host.
    return "" if _NO_HOST.search(host) else host
