"""Warn about mentions of a shared alias if no rule decides which explainer is meant."""

from collections.abc import Iterator, Mapping

from briefings.model.content import Problem, Severity
from briefings.model.explainer import Explainer
from briefings.model.linking import Annotated, Mention, Verdict
from briefings.text import sentences


def undecided(
    path: str, lang: str, annotated: Annotated, explainers: Mapping[str, Explainer]
) -> Iterator[Problem]:
    """Yield a warning for each undecided phrase of a page, at its first mention.

    Args:
        path: the page's file.
        lang: BCP 47 tag of its language.
        annotated: its mentions.
        explainers: all explainers, by slug.
    """
    seen: set[str] = set()
    for mention in annotated.mentions:
        if mention.verdict is Verdict.SHARED and mention.phrase not in seen:
            seen.add(mention.phrase)
            yield _undecided(path, lang, annotated, mention, explainers)


def _undecided(
    path: str,
    lang: str,
    annotated: Annotated,
    mention: Mention,
    explainers: Mapping[str, Explainer],
) -> Problem:
    passage = annotated.passages[mention.passage]
    found = passage.text[mention.start : mention.end]
    sentence, _, _ = sentences.sentence_around(passage.text, mention.start, mention.end, lang)
    titles = " or ".join(f"{explainers[slug].title} (`{slug}`)" for slug in mention.candidates)
    return Problem(
        path, passage.line, "undecided-name",
        f"“{found}” may be {titles}, so it has no link: “{sentence}”",
        "Name the right one in this file: "
        f"`links: {{{mention.phrase}: {mention.candidates[0]}}}`; "
        "or add `context` words to the explainers.",
        Severity.WARNING,
    )  # fmt: skip
