"""`robots.txt` (RFC 9309): programs may read all pages, and find the sitemap.

Without it, crawlers read all pages too; its purpose is the address of the sitemap.
"""

from briefings.model.content import Settings
from briefings.model.site import OutputDir, Page
from briefings.site.exports import sitemap

URI = "robots.txt"


def build(settings: Settings) -> tuple[Page, ...]:
    """Return the file; nothing without `site_url`, because the address of a sitemap is absolute."""
    if not settings.site_url:
        return ()
    text = f"User-agent: *\nAllow: /\n\nSitemap: {settings.site_url}{sitemap.URI}\n"
    return (Page(URI, text, OutputDir.FILES),)
