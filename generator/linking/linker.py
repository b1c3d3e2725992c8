"""Policy: which match becomes a link, and why each other one does not.

Every mention gets a verdict, the name of the rule that decided (`model.Verdict`). In order:

1. A phrase that the article's editor decided (`links:`) is linked to what they said.
2. No link in a heading, in code, in another link or in a dateline.
3. No link to the page itself.
4. No link to a subject that the article's editor set to `never`.
5. No link for a phrase that several explainers claim.
6. One link for a subject in each section: the first mention.
"""

from collections import Counter
from collections.abc import Sequence

from generator.lexicon import Lexicon, Match, select
from generator.model.article import LinkRules
from generator.model.linking import Annotated, Mention, Passage, Verdict

_NO_RULES = LinkRules()


def link(
    passages: Sequence[Passage],
    lexicon: Lexicon,
    rules: LinkRules = _NO_RULES,
    about: str = "",
) -> Annotated:
    """Find the mentions in the passages of one page and decide on each.

    Args:
        passages: the text, in reading order.
        lexicon: the phrases of all explainers.
        rules: the editor's word on links in this page.
        about: slug of the explainer that this page is; empty for a briefing.
    """
    decisions = Lexicon({phrase: [slug] for phrase, slug in rules.decided}, decided=True)
    mentions: list[Mention] = []
    seen: set[tuple[int, str]] = set()
    count: Counter[str] = Counter()
    for number, passage in enumerate(passages):
        for match in select([*lexicon.find(passage.text), *decisions.find(passage.text)]):
            verdict = _decide(match, passage, rules, about, seen)
            anchor = ""
            if verdict.links:
                slug = match.slugs[0]
                seen.add((passage.section, slug))
                count[slug] += 1
                anchor = f"m-{slug}-{count[slug]}"
            mentions.append(Mention(number, match.start, match.end, match.slugs, verdict, anchor))
    return Annotated(tuple(passages), tuple(mentions))


def _decide(  # noqa: PLR0911 - one return per rule, in their order
    match: Match, passage: Passage, rules: LinkRules, about: str, seen: set[tuple[int, str]]
) -> Verdict:
    if not any(start <= match.start and match.end <= end for start, end in passage.linkable):
        return Verdict.NOT_LINKABLE
    if about in match.slugs:
        return Verdict.SELF
    if (passage.section, match.slugs[0]) in seen and len(match.slugs) == 1:
        return Verdict.REPEATED
    if match.decided:
        return Verdict.DECIDED
    if set(match.slugs) <= rules.never:
        return Verdict.NEVER
    if len(match.slugs) > 1:
        return Verdict.AMBIGUOUS
    return Verdict.LINKED
