"""Test the names of explainers on the sentences in `must_link` and `must_not_link`.

Each sentence is linked like a separate page in the language of the explainer, of unknown day. Rules
that compare mentions (once in a section, quotations, budget) and the site's never-link list do not
apply.
"""

from collections.abc import Sequence
from dataclasses import replace

from briefings.linking.lexicon import Lexicon
from briefings.linking.linker import Linker
from briefings.linking.senses import Evidence
from briefings.model.content import Problem
from briefings.model.explainer import AliasTest, Explainer
from briefings.model.linking import Annotated, Mention, PageText, Passage, Verdict
from briefings.model.policy import LinkPolicy, OncePer


def run(
    explainers: Sequence[Explainer],
    lexicon: Lexicon,
    evidence: Evidence,
    policy: LinkPolicy,
) -> tuple[Problem, ...]:
    """Return a problem for each sentence with an unexpected result.

    Args:
        explainers: the explainers with the sentences.
        lexicon: the phrases of all explainers.
        evidence: their context words.
        policy: the site's rules of linking.
    """
    tests = [
        (explainer, test, expected)
        for explainer in explainers
        for expected, listed in ((True, explainer.must_link), (False, explainer.must_not_link))
        for test in listed
    ]
    pages = [
        PageText("", (Passage(test.text, 0, test.line),), lang=explainer.lang)
        for explainer, test, _ in tests
    ]
    alone = replace(
        policy, once_per=OncePer.MENTION, in_quotations=True, per_100_words=0, never=frozenset()
    )
    tried = map(Linker(lexicon, evidence, alone).annotate, pages)
    return tuple(
        _failure(explainer, test, annotated, expected)
        for (explainer, test, expected), annotated in zip(tests, tried, strict=True)
        if (explainer.slug in annotated.subjects()) is not expected
    )


def _failure(
    explainer: Explainer, test: AliasTest, annotated: Annotated, expected: bool
) -> Problem:
    results = "; ".join(_result(mention, annotated) for mention in annotated.mentions)
    if expected:
        return Problem(
            explainer.path, test.line, "must-link",
            f"Not linked to {explainer.title}: “{test.text}”. "
            f"{results or 'It contains no name of an explainer'}.",
            "Add the phrase that names it to `aliases` or `forms`, or correct the sentence.",
        )  # fmt: skip
    return Problem(
        explainer.path, test.line, "must-not-link",
        f"Linked to {explainer.title}: “{test.text}”. {results}.",
        "Add the longer phrase to `never_link`, or give the alias `context` or an era.",
    )  # fmt: skip


def _result(mention: Mention, annotated: Annotated) -> str:
    found = annotated.passages[mention.passage].text[mention.start : mention.end]
    if mention.verdict is Verdict.LINKED:
        return f"“{found}” is linked to `{mention.subject}` ({mention.sense.value})"
    claimed = " or ".join(f"`{slug}`" for slug in mention.candidates)
    meant = f", may be {claimed}" if claimed else ""
    return f"“{found}” is not linked ({mention.verdict.value}{meant})"
