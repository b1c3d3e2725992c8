"""The page at a former address of a page: a redirect that works on any web server.

Browsers treat `http-equiv="refresh"` as a redirect:
https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh
"""

from dataclasses import dataclass
from html import escape

from briefings.model.content import Settings
from briefings.model.site import OutputDir, Page
from briefings.site import addresses
from briefings.text import uris, words
from briefings.text.languages import language

_PAGE = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body>
<main>
<h1>{moved}</h1>
<p>{here}</p>
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a redirect is built from."""

    settings: Settings
    """The site's settings."""
    former: str
    """URI that a page used to have."""
    uri: str
    """URI that it has now."""
    title: str
    """Its title."""


def build(inputs: Inputs) -> tuple[Page, ...]:
    """Return the page at a former address."""
    settings, uri = inputs.settings, inputs.uri
    directories = settings.directory_urls
    address = uris.final(inputs.former, uri, directories=directories)
    gettext = words.of(settings.locale).gettext
    link = f'<a href="{escape(address)}">{escape(inputs.title)}</a>'
    text = _PAGE.format(
        language=words.catalogue(settings.locale),
        direction=language(settings.locale)[1],
        title=escape(inputs.title),
        moved=escape(gettext("This page has moved")),
        here=escape(gettext("It is here now: %(page)s.")) % {"page": link},
        address=escape(address),
        canonical=escape(addresses.absolute(settings, uri) or address),
    )
    place = uris.output(inputs.former, directories=directories)
    return (Page(place, text, OutputDir.FILES),)
