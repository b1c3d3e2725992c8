"""Policy: which match becomes a link, and why each other one does not.

All pages are decided together, in columns with an entry for each match, because deciding one match
after the other would cost several times what finding them costs. The rules, in their order; a
`Verdict` names each:

1. No link in a heading, caption, table, code, related line, existing link or dateline.
2. No link that a never-link list names: the site's, the page's or an explainer's.
3. No link where the phrase did not name the subject in those days, or where several subjects
   claim it and nothing decides between them (`senses`). What the page's editor decided stands.
4. No link to the page itself.
5. One link for a subject in each section (or page, or at every mention): the first mention outside
   of quotations, or the first of all where there is none. An existing link to the explainer counts.
6. Two links never touch: of two with nothing but white space between them the longer one stays, of
   two as long the first, and the other's subject is linked at its next mention.
7. A page has no more links than its length allows (`budget`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from briefings.linking import budget, senses
from briefings.linking.batches import join
from briefings.linking.layout import UNDECIDED, VERDICTS, Layout, Mask
from briefings.linking.lexicon import NOBODY, Lexicon
from briefings.linking.links import NOTHING_ELSE, SENSES, Elsewhere, Links
from briefings.linking.matches import select
from briefings.linking.vocabulary import vocabulary
from briefings.model.linking import Sense, Verdict
from briefings.model.policy import LINK_POLICY, LinkPolicy, OncePer

# Between two links that touch there is one space, or a few where a typist was careless.
_GAP = 3

Rows = NDArray[np.intp]
Keys = NDArray[np.int64]


def link(
    layout: Layout,
    lexicon: Lexicon,
    evidence: senses.Evidence | None = None,
    policy: LinkPolicy = LINK_POLICY,
    elsewhere: Elsewhere = NOTHING_ELSE,
) -> Links:
    """Find the mentions on some pages and decide on each.

    Args:
        layout: the pages (`lay_out_pages`). Which links a page has depends on the others only where
            it has more than its budget, through how rare its subjects are.
        lexicon: the phrases of all explainers.
        evidence: the words that speak for one explainer or another; None where there are none.
        policy: what the site says about links.
        elsewhere: what the briefings name that are not among the pages.
    """
    words, matches = vocabulary(layout, lexicon, policy.never)
    policies = [page.rules.over(policy) for page in layout.pages]
    links = Links(policies, layout, words, select(matches))
    _keep_out_of_markup(links)
    _reject_phrases(links)
    _make_sense(links, evidence or senses.Evidence({}, lexicon))
    _reject_subjects(links)
    _spare_the_page_itself(links)
    _choose(links)
    _keep_to_budget(links, elsewhere)
    return links


# --------------------------------------------------------------------------- rules 1 to 4


def _keep_out_of_markup(links: Links) -> None:
    """No link in an existing link, code or the dateline, nor across the edge of any markup."""
    for row in np.flatnonzero(links.layout.partly[links.passage] & links.open).tolist():
        passage, start, end = links.place(row)
        if not any(first <= start and end <= last for first, last in passage.linkable or ()):
            links.close([row], Verdict.IN_MARKUP)


def _reject_phrases(links: Links) -> None:
    """No link for a phrase that nobody claims, or nobody but subjects of a never-link list."""
    claims, phrases = links.words.claims, links.matches.phrases
    rows = np.flatnonzero(links.subject == NOBODY)
    unclaimed = [not claims[phrase] for phrase in phrases[rows].tolist()]
    links.close(rows[np.array(unclaimed, np.bool_)], Verdict.NEVER)
    for never, rows in _never_lists(links):
        here = np.unique(phrases[rows]).tolist()
        listed = [phrase for phrase in here if all(c.slug in never for c in claims[phrase])]
        links.close(rows[np.isin(phrases[rows], listed)], Verdict.NEVER)


def _reject_subjects(links: Links) -> None:
    """No link for a phrase that stands, as is known by now, for a subject of a never-link list."""
    numbers = links.words.numbers
    for never, rows in _never_lists(links):
        subjects = [numbers[slug] for slug in never if slug in numbers]
        links.close(rows[np.isin(links.subject[rows], subjects)], Verdict.NEVER)


def _never_lists(links: Links) -> Iterator[tuple[Set[str], Rows]]:
    """Yield each never-link list of a page, and the matches that have to obey it."""
    pages: dict[Set[str], list[int]] = defaultdict(list)
    for page, policy in enumerate(links.policies):
        if policy.never:
            pages[policy.never].append(page)
    for never, those in pages.items():
        rows = np.concatenate([links.rows(page) for page in those])
        yield never, rows[~links.by_editor[rows]]


def _make_sense(links: Links, evidence: senses.Evidence) -> None:
    """Decide which subject a phrase stands for that several claim, or one only in some years."""
    claims, phrases = links.words.claims, links.words.phrases
    rows = np.flatnonzero(
        (links.subject == NOBODY) & (links.verdict != VERDICTS.index(Verdict.NEVER))
    )
    if not len(rows):
        return
    keys = links.page[rows].astype(np.int64) * len(phrases) + links.matches.phrases[rows]
    order = np.argsort(keys, kind="stable")
    pairs, begins = np.unique(keys[order], return_index=True)
    found = [
        (*divmod(pair, len(phrases)), these)
        for pair, these in zip(pairs.tolist(), np.split(rows[order], begins[1:]), strict=True)
    ]
    # What one subject alone claims comes first: it may speak for what several claim.
    only = [one for one in found if len(claims[one[1]]) == 1]
    shared = [one for one in found if len(claims[one[1]]) > 1]
    unclear: list[tuple[senses.Unclear, Rows]] = []
    for those in (only, shared):
        subjects = links.subject.copy()  # what a phrase stands for must not depend on their order
        for number, phrase, these in those:
            page = links.layout.pages[number]
            on_page = set(subjects[links.rows(number)].tolist()) - {NOBODY}
            # An explainer's page names its subject above the text.
            named = {*map(links.words.slug, on_page), page.about}
            living, sense = senses.decide(claims[phrase], page.day, named)
            if sense is Sense.OPEN:
                text = join([passage.text for passage in page.passages])
                unclear.append((senses.Unclear(living, text, named), these))
            else:
                _stand_for(links, these, living, sense)
    weighed = evidence.weigh([question for question, _ in unclear])
    for (_, these), (living, sense) in zip(unclear, weighed, strict=True):
        _stand_for(links, these, living, sense)


def _stand_for(links: Links, rows: Rows, living: Sequence[str], sense: Sense) -> None:
    """Let matches of a phrase stand for the one subject that it may stand for, or for none."""
    links.sense[rows] = SENSES.index(sense)
    if len(living) == 1:
        links.subject[rows] = links.words.numbers[living[0]]
    else:
        links.close(rows, Verdict.SHARED if living else Verdict.OUT_OF_ERA)


def _spare_the_page_itself(links: Links) -> None:
    """No link to the page that the text stands on."""
    numbers = links.words.numbers
    about = np.array([numbers.get(page.about, NOBODY - 1) for page in links.layout.pages], np.int32)
    links.close(links.subject == about[links.page], Verdict.SELF)


# --------------------------------------------------------------------------- rules 5 and 6


def _choose(links: Links) -> None:
    """One link for a subject where it stands best, and no two links that touch."""
    free = links.on_pages([policy.in_quotations for policy in links.policies])
    every = links.on_pages([policy.once_per is OncePer.MENTION for policy in links.policies])
    quoted = links.quoted & ~free
    keys = _groups(links)
    links.close(np.isin(keys, _existing(links)) & ~every, Verdict.REPEATED)
    rows = pending = np.flatnonzero(links.open)
    groups = np.zeros(len(keys), np.int64)
    groups[rows] = np.unique(keys[rows], return_inverse=True)[1]
    settled = np.zeros(len(groups), np.bool_)
    while len(pending):
        links.verdict[pending] = UNDECIDED
        chosen, spoken = _first(groups[pending], quoted[pending], every[pending])
        links.close(pending[chosen], Verdict.LINKED)
        links.close(pending[spoken], Verdict.IN_QUOTATION)
        losers = _touching(links, settled)
        links.verdict[losers] = VERDICTS.index(Verdict.TOUCHING)
        settled = links.linked
        again = _mask(len(groups), groups[losers])[groups[rows]]
        pending = rows[again & (links.verdict[rows] != VERDICTS.index(Verdict.TOUCHING))]
    links.close(rows, Verdict.REPEATED)


def _groups(links: Links) -> Keys:
    """Return a number for each match that it shares with those of which one is to be linked."""
    layout = links.layout
    by_page = links.on_pages([policy.once_per is OncePer.PAGE for policy in links.policies])
    # Sections are numbered after passages, so a page's first passage numbers no section of others.
    place = np.where(by_page, layout.first_passage[links.page], layout.section[links.passage])
    groups: Keys = place.astype(np.int64) * (len(links.words.slugs) + 1) + links.subject
    return groups


def _existing(links: Links) -> list[int]:
    """Return the groups that have a link to their subject in the text itself."""
    numbers = links.words.numbers
    layout = links.layout
    found: list[int] = []
    for number in np.flatnonzero(layout.has_links).tolist():
        page = int(layout.page[number])
        by_page = links.policies[page].once_per is OncePer.PAGE
        place = int(layout.first_passage[page] if by_page else layout.section[number])
        found += [
            place * (len(links.words.slugs) + 1) + numbers[slug]
            for _, _, slug in layout.passages[number].links
            if slug in numbers
        ]
    return found


def _mask(length: int, numbers: NDArray[np.int64]) -> Mask:
    mask = np.zeros(length, np.bool_)
    mask[numbers] = True
    return mask


def _first(groups: Keys, quoted: Mask, every: Mask) -> tuple[Mask, Mask]:
    """Return which matches get the link of their group, and which leave it to words unquoted.

    Args:
        groups: number of the group of each match, in reading order.
        quoted: which matches leave the link to one outside of quotations.
        every: which matches get a link each.
    """
    head = np.empty(groups.max() + 1, np.intp)
    # Of several values assigned to one place the last one stays: so in the end, for each group, its
    # first match outside of quotations, or its first of all.
    backwards = np.arange(len(groups))[::-1]
    head[groups[backwards]] = backwards
    unquoted = backwards[~quoted[backwards]]
    head[groups[unquoted]] = unquoted
    heads = head[groups]
    spoken = quoted & ~quoted[heads]
    chosen = every & ~spoken
    chosen[heads] = True
    return chosen, spoken


def _touching(links: Links, settled: Mask) -> Rows:
    """Return the links that have to go because nothing but white space parts them from another.

    Args:
        links: what was decided so far.
        settled: which matches carry a link for good, whatever is beside them.
    """
    layout = links.layout
    rows = np.flatnonzero(links.linked)
    fresh = ~settled[rows]
    losers = {
        row for row in rows[fresh & layout.has_links[links.passage[rows]]].tolist()
        if _touches_existing(links, row)
    }  # fmt: skip
    starts, ends = links.matches.starts[rows], links.matches.ends[rows]
    near = (starts[1:] - ends[:-1] <= _GAP) & (links.passage[rows[1:]] == links.passage[rows[:-1]])
    pairs = np.flatnonzero(near & (fresh[1:] | fresh[:-1]))
    passages = links.passage[rows[pairs]]
    offsets = layout.offsets[passages]
    gaps = zip(
        passages.tolist(), (ends[pairs] - offsets).tolist(), (starts[pairs + 1] - offsets).tolist(),
        strict=True,
    )  # fmt: skip
    texts = layout.passages
    touching = [not texts[number].text[end:start].strip() for number, end, start in gaps]
    pairs = pairs[np.array(touching, np.bool_)]
    both = np.unique(np.concatenate((pairs, pairs + 1)))
    order = np.lexsort((starts[both] - ends[both], fresh[both]))
    follows = set(pairs.tolist())
    stay: set[int] = set()
    for place, row in zip(both[order].tolist(), rows[both[order]].tolist(), strict=True):
        if row in losers:
            continue
        before = place - 1 in stay and place - 1 in follows
        after = place + 1 in stay and place in follows
        if before or after:
            losers.add(row)
        else:
            stay.add(place)
    return np.array(sorted(losers), np.intp)


def _touches_existing(links: Links, row: int) -> bool:
    passage, start, end = links.place(row)
    gaps = (
        passage.text[min(end, end_of_link) : max(start, start_of_link)]
        for start_of_link, end_of_link, _ in passage.links
    )
    return any(len(gap) <= _GAP and not gap.strip() for gap in gaps)


# --------------------------------------------------------------------------------- rule 7


def _keep_to_budget(links: Links, elsewhere: Elsewhere) -> None:
    """No more links on a page than its length allows."""
    layout = links.layout
    written = np.zeros(len(links.layout.pages), np.int64)
    for number in np.flatnonzero(layout.has_links).tolist():
        written[layout.page[number]] += sum(bool(to) for _, _, to in layout.passages[number].links)
    count = np.bincount(links.page[links.linked], minlength=len(links.layout.pages)) + written
    passages = np.diff(layout.first_passage)
    characters = np.diff(layout.offsets[layout.first_passage])
    rates = np.array([policy.per_100_words for policy in links.policies])
    full = budget.may_exceed(count, passages, characters, rates) & (rates > 0)
    keep = np.zeros(len(links.layout.pages), np.int64)
    for page in np.flatnonzero(full).tolist():
        texts = [passage.text for passage in links.layout.pages[page].passages]
        keep[page] = budget.allowed(texts, links.policies[page].per_100_words)
    full &= count > keep
    links.full = full
    if not full.any():
        return
    size = len(links.words.slugs)
    keys = links.page * np.int64(size) + links.subject
    briefings = np.array([not page.about for page in links.layout.pages], np.bool_)
    in_briefings = np.sort(keys[(links.subject != NOBODY) & briefings[links.page]])
    each_once = in_briefings[np.diff(in_briefings, prepend=-1) != 0]
    spread = np.bincount(each_once % size, minlength=size)
    for slug, briefings_elsewhere in elsewhere.naming.items():
        if slug in links.words.numbers:
            spread[links.words.numbers[slug]] += briefings_elsewhere
    rows = np.flatnonzero(full[links.page] & (links.subject != NOBODY))
    _, number, mentions = np.unique(keys[rows], return_inverse=True, return_counts=True)
    linked = links.linked[rows]
    rows, number = rows[linked], number[linked]
    first = np.zeros(len(rows), np.bool_)
    first[np.unique(number, return_index=True)[1]] = True
    candidates = budget.Candidates(
        page=links.page[rows].astype(np.int64),
        first=first,
        mentions=mentions[number],
        briefings=np.maximum(1, spread[links.subject[rows]]),
    )
    gone = budget.surplus(candidates, keep - written, int(briefings.sum()) + elsewhere.briefings)
    links.verdict[rows[gone]] = VERDICTS.index(Verdict.OVER_BUDGET)
