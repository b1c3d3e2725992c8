"""Structured data: the terms of schema.org on each page."""

from dataclasses import replace

from briefings.text import uris
from tests.export_site import (
    HERE,
    TALKS,
    compiled,
    jsonld,
    markdown_article,
)
from tests.project import SMALL
from tests.views import head


def test_a_briefing_says_what_it_is_based_on_and_what_it_mentions() -> None:
    assert jsonld(compiled(TALKS), "briefings/talks.md") == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": "https://example.org/news/briefings/talks/",
        "headline": "Envoys speak about the crossings",
        "description": head(compiled(TALKS), "briefings/talks.md").description,
        "inLanguage": "en",
        "isBasedOn": {
            "@type": "NewsArticle",
            "url": "https://wire.example/talks",
            "headline": "Envoys speak about the crossings",
            "datePublished": "2020-05-04",
            "author": ["Ada Berg"],
            "keywords": ["crossings"],
            "inLanguage": "en",
            "publisher": {"@type": "NewsMediaOrganization", "name": "The Wire"},
        },
        "mentions": [{
            "@type": "DefinedTerm", "name": "Geneva",
            "url": "https://example.org/news/explainers/geneva/",
        }],
        "isPartOf": {"@type": "WebSite", "name": "A Site", "url": "https://example.org/news/"},
    }  # fmt: skip


def test_unknown_facts_are_left_out() -> None:
    said = jsonld(compiled(markdown_article("a", title="A")), "briefings/a.md")
    assert said["isBasedOn"] == {"@type": "NewsArticle", "headline": "A", "inLanguage": "en"}
    assert "mentions" not in said


def test_an_explainer_is_a_defined_term() -> None:
    files = {**SMALL, "explainers/geneva.md": SMALL["explainers/geneva.md"].replace(
        "kind:", "aliases: [Genf]\nreviewed: 2026-01-02\nsources: [{title: S}]\nkind:"
    )}  # fmt: skip
    said = jsonld(compiled(files), "explainers/geneva.md")
    assert said["@type"] == "WebPage"
    assert said["lastReviewed"] == "2026-01-02"
    assert said["citation"] == [{"@type": "CreativeWork", "name": "S"}]
    assert said["mainEntity"] == {
        "@type": "DefinedTerm",
        "name": "Geneva",
        "url": "https://example.org/news/explainers/geneva/",
        "description": "A Swiss city in which envoys meet.",
        "alternateName": ["Genf"],
        "inDefinedTermSet": {
            "@type": "DefinedTermSet", "name": "Explainers",
            "url": "https://example.org/news/explainers/",
        },
    }  # fmt: skip


def test_every_page_but_the_search_has_structured_data() -> None:
    site = compiled()
    kinds = {
        page.uri: jsonld(site, page.uri)["@type"] for page in site.pages if page.uri != uris.SEARCH
    }
    assert kinds["index.md"] == "WebSite"
    assert kinds["topics/crossings.md"] == kinds["outlets/wire.md"] == "CollectionPage"
    relative = jsonld(compiled(settings=replace(HERE, site_url="")), "briefings/talks.md")
    assert relative["url"] == "./"
    assert relative["isPartOf"] == {"@type": "WebSite", "name": "A Site", "url": "../../"}
