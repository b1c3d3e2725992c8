"""Foreign text stays text in pages, Markdown and all files for programs."""

import json
import re

import yaml
from hypothesis import example, given, settings

from briefings.build import indexed_html
from briefings.model.site import Site
from tests.articles import commonmark, solid
from tests.export_site import ATOM, HOSTILE, atom, compiled, jsonld, markdown_article
from tests.foreign import TEXTS
from tests.project import SMALL
from tests.rendering import fold, page_html, render
from tests.views import head

PAGES = ("briefings/a.md", "briefings/index.md", "outlets/wire.md", "topics/index.md", "index.md")


def site_of(text: str) -> Site:
    """Return a site with an article whose text and metadata are this text."""
    article = markdown_article(
        "a", title=text, summary=text, tags=[text], authors=[text], published="2020-01-02",
        outlet="wire", url="https://a.example/",
    )  # fmt: skip
    return compiled({**article, "outlets/wire.yml": SMALL["outlets/wire.yml"]})


def elements(html: str) -> list[str]:
    """Return the elements of HTML with their attributes, in order."""
    return [re.sub('="[^"]*"', "", tag) for tag in re.findall("<[a-z!?/][^>]*>", html)]


PLAIN = site_of("x")


@settings(max_examples=60)
@given(TEXTS.filter(bool))
@example(fold(f"{HOSTILE} \ufffe end"))
def test_foreign_text_stays_text(text: str) -> None:
    site = site_of(text)
    files = {file.uri: file.text for file in (*site.pages, *site.exports)}
    plain = {file.uri: file.text for file in PLAIN.pages}
    for uri in PAGES:
        assert elements(page_html(site, uri)) == elements(page_html(PLAIN, uri)), uri
        body = files[uri].split("\n---\n\n", 1)[1]
        for parsed in (commonmark, render):
            html, other = parsed(body), parsed(plain[uri].split("\n---\n\n", 1)[1])
            assert elements(html) == elements(other), (uri, parsed)
    front = yaml.safe_load(files[PAGES[0]].split("---\n")[1])
    assert front["summary"] == text
    assert front.get("title") == (None if "<" in text else text)
    assert jsonld(site, PAGES[0])["headline"] == text
    assert not set("<>&\u2028\u2029\n") & set(head(site, PAGES[0]).structured_data)
    (entry,) = atom(files["feed.xml"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == re.sub("[\ufffe\uffff]", "\ufffd", text)
    assert json.loads(files["feed.json"])["items"][0]["title"] == text
    assert json.loads(files["data/briefings.json"])["briefings"][0]["title"] == text
    (record,), (other_record,) = site.records, PLAIN.records
    indexed, plain_one = map(indexed_html.indexed, (record, other_record))
    tags = [re.findall("<[^>]*>", indexed_html.document(one)) for one in (indexed, plain_one)]
    assert [tag.partition(" ")[0] for tag in tags[0]] == [tag.partition(" ")[0] for tag in tags[1]]
    shown = indexed_html.fragment(indexed)["words"].replace(indexed_html.BETWEEN, "")
    assert solid(text).replace(indexed_html.BETWEEN, "") in solid(shown) or not indexed.title.number
    assert record.facets["topic"] == (text,)
