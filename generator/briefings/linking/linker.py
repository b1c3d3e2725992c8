"""Find the mentions on pages, and decide which become links.

Each page is decided separately: its phrases are found (`lexicon`), each phrase gets the subject
that it means (`senses`), and rules refuse links (`rules`). Of what is left, one mention of each
subject is linked (`choice`). Only the budget depends on what other briefings name (`budget`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from briefings.files.guard import unlimited
from briefings.linking import budget, choice, inflections, rules
from briefings.linking.budget import Elsewhere
from briefings.linking.folding import fold, fold_phrase
from briefings.linking.known_names import KnownNames
from briefings.linking.lexicon import Lexicon, Match, Name, select
from briefings.linking.rules import Found, Page
from briefings.linking.senses import Evidence, Seen
from briefings.model.linking import Annotated, Mention, PageText, Verdict
from briefings.model.policy import LINK_POLICY, LinkPolicy

# Verdicts that say that a match is no mention of its subject.
_MEANINGLESS = (Verdict.NEVER, Verdict.LONGER_NAME, Verdict.NAMESAKE)
_LINKED = Verdict.LINKED  # looking up a member of an enumeration is slow in Python 3.11


class Linker:
    """The phrases and the policy of a site."""

    def __init__(
        self,
        lexicon: Lexicon,
        evidence: Evidence | None = None,
        policy: LinkPolicy = LINK_POLICY,
    ) -> None:
        """Prepare linking.

        Args:
            lexicon: the phrases of all explainers.
            evidence: what decides between explainers; None if nothing is known of them.
            policy: the site's rules of linking.
        """
        self._lexicon, self._policy = lexicon, policy
        self._known: dict[str, KnownNames] = {}
        self._evidence = evidence or Evidence((), lexicon)
        self._defaults = {fold_phrase(phrase): slug for phrase, slug in policy.defaults}
        never = self._rejected(policy.never)
        # The first lexicon wins if several have the same match.
        self._lexicons = [Lexicon(never, by_editor=True), lexicon] if never else [lexicon]

    def within_budget(
        self, pages: Iterable[tuple[int, PageText, Annotated]], elsewhere: Elsewhere
    ) -> Iterator[tuple[int, Annotated]]:
        """Yield the number of each page and its mentions; pages over their budget come last.

        Args:
            pages: number, text and mentions (`annotate`) of the pages. The links of a page depend
                on the other pages only if it has more than its budget, because rare subjects are
                then preferred.
            elsewhere: the subjects that other briefings name.
        """
        briefings, naming = elsewhere.briefings, Counter(elsewhere.naming)
        waiting: list[tuple[int, Annotated, float]] = []
        for number, page, annotated in pages:
            if not page.about:
                briefings += 1
                naming.update({mention.subject for mention in annotated.mentions} - {""})
            if annotated.over_budget:
                waiting.append((number, annotated, page.rules.over(self._policy).per_100_words))
            else:
                yield number, annotated
        for number, annotated, per_100_words in waiting:
            yield number, budget.trimmed(annotated, per_100_words, Elsewhere(briefings, naming))

    def annotate(self, text: PageText) -> Annotated:
        """Return a page with its mentions, and no link removed for the budget."""
        page = Page(
            text, text.rules.over(self._policy), *self._find(text), self._known_in(text.lang)
        )
        rules.apply(rules.PHRASE_RULES, page)
        self._decide_senses(page)
        rules.apply(rules.SUBJECT_RULES, page)
        choice.choose(page)
        return _annotated(page)

    def _known_in(self, lang: str) -> KnownNames:
        """Return the names of the site, in the cases that a language has."""
        rules_of = inflections.rules_of(lang)
        if rules_of not in self._known:
            with unlimited():
                self._known[rules_of] = KnownNames(self._lexicon.in_language(lang))
        return self._known[rules_of]

    def _rejected(self, never: Set[str]) -> list[Name]:
        """Return the phrases of a never-link list; its other entries are explainers."""
        phrases = sorted(never - self._lexicon.slugs)
        return [Name(phrase, "", rejected=True) for phrase in phrases]

    def _find(self, text: PageText) -> tuple[str, list[Match], list[Found]]:
        """Return the passages of a page, folded; the phrases in them; and the matches."""
        lexicons = [lexicon.in_language(text.lang) for lexicon in self._lexicons]
        if text.rules.decided or text.rules.never:
            own = [Name(phrase, slug) for phrase, slug in text.rules.decided]
            own += self._rejected(text.rules.never)
            lexicons = [Lexicon(own, by_editor=True, lang=text.lang), *lexicons]
        folded = [fold(passage.matched()) for passage in text.passages]
        whole = "\n".join([one.text for one in folded])
        matches = lexicons[0].matches(whole)
        for lexicon in lexicons[1:]:
            matches = matches + lexicon.matches(whole)
        found: list[Found] = []
        number, begin, end = -1, 0, -1
        spans = select(matches)
        for first, last, phrase in spans:
            while first > end:
                number, begin = number + 1, end + 1
                end = begin + len(folded[number].text)
                here, passage = folded[number], text.passages[number]
            start, stop = first - begin, last - begin
            if here.starts:
                start, stop = here.original(start, stop)
            quoted = bool(passage.quoted) and any(
                opened <= start and stop <= closed for opened, closed in passage.quoted
            )
            subject, sense, verdict = phrase.subject, phrase.sense, passage.closed
            found.append(
                Found(number, start, stop, first, last, phrase, subject, sense, verdict, quoted)
            )
        return whole, spans, found

    def _decide_senses(self, page: Page) -> None:
        """Decide on phrases that several subjects claim, or one in some years only."""
        unknown: dict[str, list[Found]] = {}
        for match in [match for match in page.found if not match.subject]:
            if match.phrase.claims and match.verdict not in _MEANINGLESS:
                unknown.setdefault(match.phrase.text, []).append(match)
        # A phrase with one claim comes first, because it may be evidence for a shared one.
        for shared in (False, True) if unknown else ():
            # An explainer's page names its subject above the text. The names are collected before
            # anything is decided, because the order of phrases must not matter.
            sighted = [(match.passage, match.subject) for match in page.found if match.subject]
            named = {subject for _, subject in sighted} | {page.text.about}
            for same in unknown.values():
                claims = same[0].phrase.claims
                if (len(claims) > 1) is not shared:
                    continue
                living, sense = self._evidence.decide(
                    claims, self._seen(page, same, sighted, named)
                )
                for match in same:
                    match.sense = sense
                    match.subject = living[0] if len(living) == 1 else ""

    def _seen(
        self,
        page: Page,
        same: Sequence[Found],
        sighted: Iterable[tuple[int, str]],
        named: Set[str],
    ) -> Seen:
        """Return what a page has that may decide on a phrase.

        Args:
            page: the page.
            same: the matches of the phrase.
            sighted: passage and subject of the matches whose subject is known.
            named: the subjects that the page names.
        """
        text, phrase = page.text, same[0].phrase.text
        near = {match.passage for match in same}
        passages = page.folded.split("\n")
        return Seen(
            phrase=phrase,
            day=text.day,
            lang=text.lang,
            text=page.folded,
            named=named,
            places=[(text.passages[m.passage].text, m.start, m.end) for m in same],
            passages=[passages[number] for number in near],
            near={subject for number, subject in sighted if number in near},
            default=self._defaults.get(phrase, ""),
        )


def _annotated(page: Page) -> Annotated:
    mentions: list[Mention] = []
    links: dict[str, int] = {}
    for match in page.found:
        anchor, subject, phrase = "", match.subject, match.phrase
        verdict = match.verdict or _LINKED
        if verdict is _LINKED:
            links[subject] = number = links.get(subject, 0) + 1
            anchor = f"m-{subject}-{number}"
        mentions.append(
            Mention(
                match.passage, match.start, match.end, phrase.text, phrase.candidates,
                subject, match.sense, verdict, match.quoted, anchor,
            )
        )  # fmt: skip
    passages = tuple(page.text.passages)
    exceeded = budget.is_exceeded(passages, sum(links.values()), page.policy.per_100_words)
    return Annotated(passages, tuple(mentions), exceeded)
