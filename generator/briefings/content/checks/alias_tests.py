"""`must_link` and `must_not_link`: sentences that the names of an explainer are tried on.

Each sentence is a page of its own, of unknown date, linked by the site's rules. What is tried are
names: the rules that weigh one mention against another (once in a section, quotations, budget) do
not count, nor does what the site never links.
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
    """Return a problem for each sentence in which something else was found than it says.

    Args:
        explainers: the explainers whose sentences are tried.
        lexicon: the phrases of all explainers.
        evidence: the words that speak for them.
        policy: what the site says about links.
    """
    tests = [
        (explainer, test, expected)
        for explainer in explainers
        for expected, listed in ((True, explainer.must_link), (False, explainer.must_not_link))
        for test in listed
    ]
    pages = [PageText("", (Passage(test.text, 0, test.line),)) for _, test, _ in tests]
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
    happened = "; ".join(_told(mention, annotated) for mention in annotated.mentions)
    if expected:
        return Problem(
            explainer.path, test.line, "must-link",
            f"Not linked to {explainer.title}: “{test.text}”. "
            f"{happened or 'No name of any explainer stands in it'}.",
            "Add the phrase that names it to `aliases` or `forms`, or mend the sentence.",
        )  # fmt: skip
    return Problem(
        explainer.path, test.line, "must-not-link",
        f"Linked to {explainer.title}: “{test.text}”. {happened}.",
        "Add the longer phrase that is meant to `never_link`, or give the alias `context` or an "
        "era.",
    )  # fmt: skip


def _told(mention: Mention, annotated: Annotated) -> str:
    found = annotated.passages[mention.passage].text[mention.start : mention.end]
    if mention.verdict is Verdict.LINKED:
        return f"“{found}” is linked to `{mention.subject}` ({mention.sense.value})"
    claimed = " or ".join(f"`{slug}`" for slug in mention.candidates)
    meant = f", may be {claimed}" if claimed else ""
    return f"“{found}” is not linked ({mention.verdict.value}{meant})"
