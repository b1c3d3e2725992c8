"""What stands at the former address of a page: a word where it is now, and the way there.

A page of its own, without scripts, so that it leads on from any web server; browsers take
`http-equiv="refresh"` as a redirect:
https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh
"""

from html import escape

from briefings.model.content import Settings
from briefings.model.site import Page
from briefings.site import addresses
from briefings.text import uris

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is here now: <a href="{address}">{title}</a>.</p>
</main>
</body>
</html>
"""


def write(settings: Settings, former: str, uri: str, title: str) -> Page:
    """Return the page at a former address.

    Args:
        settings: the site's settings.
        former: URI that a page used to have.
        uri: the one that it has now.
        title: its title.
    """
    directories = settings.directory_urls
    address = uris.final(former, uri, directories=directories)
    text = _PAGE.format(
        title=escape(title),
        address=escape(address),
        canonical=escape(addresses.absolute(settings, uri) or address),
    )
    return Page(uris.output(former, directories=directories), text)
