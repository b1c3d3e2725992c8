"""A briefing with the sentences that mention a subject."""

from briefings.markup import prose
from briefings.model.article import Metadata
from briefings.model.content import Settings
from briefings.model.linking import Annotated, Mention, Passage
from briefings.site.pages import fragments, languages
from briefings.text import sentences, uris


def entry(
    article: Metadata, annotated: Annotated, subject: str, uri: str, settings: Settings
) -> str:
    """Return a briefing with its sentences that mention a subject, each linked to its place.

    Args:
        article: the article of the briefing.
        annotated: its mentions.
        subject: slug of the subject.
        uri: the page that shows it.
        settings: the site's settings.
    """
    briefing = uris.relative(uri, uris.briefing(article.slug))
    lang = languages.title(article, settings)
    quotes = (
        (_sentence(annotated.passages[m.passage], m, article.lang), f"{briefing}#{m.anchor}")
        for m in annotated.linked()
        if m.subject == subject
    )
    facts = f"{fragments.published(article, settings)} · {fragments.outlet_link(article, uri)}"
    return "\n\n".join((
        f"### {fragments.headline(article, briefing, settings)} {{ .entry }}",
        fragments.classed(facts, "facts"),
        fragments.bullets(f"[{languages.set_apart(q, lang)}]({address})" for q, address in quotes),
    ))  # fmt: skip


def _sentence(passage: Passage, mention: Mention, lang: str) -> str:
    sentence, start, end = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    return prose.write_spans(sentence, [(start, end, "<mark>", "</mark>")])
