"""What a name means that several subjects share."""

from collections.abc import Collection, Mapping, Sequence

from briefings.linking.lexicon import Name
from briefings.linking.profiles import Profile
from briefings.model.explainer import ExplainerKind
from briefings.model.linking import PageText, Sense
from briefings.text.attribution import ENGLISH, TITLES
from briefings.text.name_words import language
from tests.simple_linker.folding import folded_text
from tests.simple_linker.matching import find

Spans = Collection[tuple[int, int]]
"""Places of names inside longer names, which are no evidence."""


def decide(
    phrase: str,
    claims: Sequence[Name],
    page: PageText,
    profiles: Mapping[str, Profile],
    names: Sequence[Name],
    default: str,
    no_evidence: Collection[tuple[int, int, int]] = (),
) -> tuple[str, Sense]:
    """Return what a phrase that several subjects claim means on a page, and what decided.

    It asks for one kind of evidence after the other. Each that speaks for one subject decides.

    Args:
        phrase: the phrase, folded.
        claims: the names of the subjects that share it.
        page: the page.
        profiles: what is known of each subject, by its slug.
        names: the names of all subjects.
        default: the subject that it means where nothing else decides; empty for none.
        no_evidence: places of names that mean something else: passage, start and end.
    """
    paragraphs = [folded_text(passage.text) for passage in page.passages]
    without = [
        {(a, b) for n, a, b in no_evidence if n == number} for number in range(len(paragraphs))
    ]
    texts = [*zip(paragraphs, without, strict=True)]
    every = [name.text for name in names]
    its = [one for one in texts if phrase in find_all(every, *one)]
    own = {name.text: name.slug for name in names if sum(n.text == name.text for n in names) == 1}
    here = {slug for one in texts for slug in named_in(own, every, *one)} | {page.about}
    near = {slug for one in its for slug in named_in(own, every, *one)}

    subjects = [claim.slug for claim in claims if in_its_days(claim, page.day)]
    if len(subjects) < 2:
        return "".join(subjects), Sense.ERA if len(claims) > 1 else Sense.ONLY

    # The kind.
    if all(profiles[slug].kind for slug in subjects):
        fitting = [
            slug
            for slug in subjects
            if all(
                fits(profiles[slug].kind, *around)
                for one in its
                for around in beside(phrase, every, *one)
            )
        ]
        subjects = fitting or subjects
    if len(subjects) == 1:
        return subjects[0], Sense.KIND

    # Another name, unless one of the others would be called by the phrase all the same.
    named = [slug for slug in subjects if slug in here]
    if len(named) == 1 and not any(
        keeps_its_name(profiles[other], profiles[named[0]], phrase)
        for other in subjects
        if other != named[0]
    ):
        return named[0], Sense.NAMED

    # The most words of the context.
    counts = {}
    for slug in subjects:
        words = set(profiles[slug].context)
        plain = [word for word in words if own.get(word) not in here]
        met = {word for word in plain if any(find_all([word], one) for one in paragraphs)}
        counts[slug] = len(met) + len({own[word] for word in words if own.get(word) in here})
    first = [slug for slug in subjects if counts[slug] == max(counts.values())]
    if len(first) == 1:
        return first[0], Sense.CONTEXT

    # A name in the title.
    if not any(profiles[slug].kind in (ExplainerKind.PERSON, None) for slug in subjects):
        titles = {
            slug: capitals_in(profiles[slug].title) - capitals_in(phrase) for slug in subjects
        }
        alone = only_one_has(titles)
        there = capitals_in(" ".join(paragraphs))
        left = [slug for slug in subjects if alone[slug] & there]
        if all(alone.values()) and len(left) == 1:
            return left[0], Sense.TITLE

    # A word beside the name that says what it is.
    described = {
        slug: {*words_in(profiles[slug].summary)[:4], *words_in(profiles[slug].title)}
        - {*words_in(phrase)}
        for slug in subjects
    }
    alone = only_one_has(described)
    around_it = [around for one in its for around in beside(phrase, every, *one)]
    left = [
        slug
        for slug in subjects
        if any(alone[slug] & {*describing(profiles[slug].kind, *around)} for around in around_it)
    ]
    if len(left) == 1:
        return left[0], Sense.DESCRIBED

    # The words of the explainer.
    there = {word for one, _ in its for word in words_in(one)} - {*words_in(phrase)}
    weights = {slug: weights_of(slug, profiles, names) for slug in subjects}
    alone = only_one_has({slug: {*weights[slug]} for slug in subjects})
    alike = {}
    for slug in subjects:
        length = sum(weight**2 for weight in weights[slug].values()) ** 0.5 * len(there) ** 0.5
        both = sum(weight for word, weight in weights[slug].items() if word in there)
        alike[slug] = both / length if len(alone[slug] & there) >= 2 else 0
    best, next_best, *_ = sorted(subjects, key=lambda slug: -alike[slug])
    if alike[best] >= 0.1 and alike[best] >= 2 * alike[next_best]:
        return best, Sense.WORDS

    # The neighbours.
    tied = {
        slug: {
            other
            for other in profiles
            if other != slug
            and (
                other in named_in(own, [*own], told(profiles[slug]))
                or slug in named_in(own, [*own], told(profiles[other]))
            )
        }
        for slug in subjects
    }
    alone = only_one_has(tied)
    best, next_best, *_ = sorted(subjects, key=lambda slug: -len(alone[slug] & near))
    most, more = len(alone[best] & near), len(alone[next_best] & near)
    if most >= 3 and most >= 3 * more:
        return best, Sense.NEIGHBOURS

    return (default, Sense.DEFAULT) if default in subjects else ("", Sense.OPEN)


def told(profile: Profile) -> str:
    return folded_text(f"{profile.summary} / {profile.text}")


def find_all(known: Sequence[str], text: str, without: Spans = ()) -> list[str]:
    found = find(dict.fromkeys(known), text)
    return [match.phrase for match in found if (match.start, match.end) not in without]


def named_in(
    own: Mapping[str, str], every: Sequence[str], text: str, without: Spans = ()
) -> set[str]:
    """Return the subjects of the names in a text that one subject alone has."""
    return {own[phrase] for phrase in find_all(every, text, without) if phrase in own}


def in_its_days(claim: Name, day: str) -> bool:
    """Whether a day is in all eras of a name; both may be less precise than the other."""
    return all(
        (era.start == "" or day[: len(era.start)] >= era.start)
        and (era.end == "" or day[: len(era.end)] <= era.end)
        for era in (claim.eras if day else ())
    )


def words_in(text: str) -> list[str]:
    """Return the English words of a text, without case and without small words."""
    letters = "".join(c if c.isalpha() else " " for c in text).casefold()
    return [word for word in letters.split() if len(word) > 1 and word not in language("en").small]


def capitals_in(text: str) -> set[str]:
    letters = "".join(c if c.isalpha() else " " for c in text)
    return {word for word in letters.split() if len(word) > 1 and word[0].isupper()}


def only_one_has(sets: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return of each set what is in no other one."""
    return {
        slug: {word for word in own if not any(word in sets[s] for s in sets if s != slug)}
        for slug, own in sets.items()
    }


def beside(
    phrase: str, every: Sequence[str], text: str, without: Spans
) -> list[tuple[list[str], str, bool]]:
    """Return the tokens before each match, the one behind it, and whether it is a possessive."""
    found = []
    for match in find(dict.fromkeys(every), text):
        if match.phrase != phrase or (match.start, match.end) in without:
            continue
        before, after = text[: match.start], text[match.end :]
        tokens = before.split() if before.endswith(" ") else []
        behind = "".join(c if c.isalpha() else " " for c in after[1:]).split(" ")[0]
        possessive = "'" in text[match.start : match.end]
        found.append((tokens, behind if after.startswith(" ") else "", possessive))
    return found


def fits(kind: ExplainerKind | None, before: list[str], after: str, possessive: bool) -> bool:
    """Whether something of a kind may stand between these words."""
    last = before[-1].casefold() if before else ""
    if last.endswith(".") and len(last) > len("capt."):
        return True
    if last.removesuffix(".") in TITLES:
        return kind is ExplainerKind.PERSON
    if possessive:
        return True
    if last == "in":
        return kind is ExplainerKind.PLACE
    speakers = (ExplainerKind.PERSON, ExplainerKind.PLACE, ExplainerKind.ORGANISATION)
    return after not in ENGLISH.says or kind in speakers


def describing(
    kind: ExplainerKind | None, before: list[str], after: str, possessive: bool
) -> list[str]:
    """Return the words that say what something is, if it is of a kind."""
    del possessive
    found = []
    if before and before[-1] == "of":
        found += before[-2:-1] if kind is ExplainerKind.PLACE else []
    elif before and before[-1].isalpha():
        found.append(before[-1])
    if kind is ExplainerKind.PERSON:
        for token in reversed(before[-4:]):
            word = token.removesuffix(".")
            abbreviated = len(word) == 1 or word.casefold() in TITLES
            if not word or not word[0].isupper() or not word[-1].isalnum():
                break
            if word != token and not abbreviated:
                break
            found.append(word)
    else:
        found.append(after)
    return [word.casefold() for word in found]


def keeps_its_name(profile: Profile, other: Profile, phrase: str) -> bool:
    """Whether a subject is called by a phrase also where a page names the other one."""
    title, theirs = (one.title.split(",")[0].split(" (")[0] for one in (profile, other))
    if title in ("", theirs):
        return False
    if other.kind is ExplainerKind.PERSON and phrase in theirs.split():
        return False
    return title == phrase or title in theirs.split()


def weights_of(slug: str, profiles: Mapping[str, Profile], names: Sequence[Name]) -> dict[str, int]:
    """Return the weights of the words of an explainer."""
    texts = {one: words_in(told(profile)) for one, profile in profiles.items()}
    own = {word for name in names if name.slug == slug for word in words_in(name.text)}
    weights = {}
    for word in {*texts[slug]} - own:
        share = len(texts) // sum(word in text for text in texts.values())
        weights[word] = len(f"{share:b}") * (2 if texts[slug].count(word) > 1 else 1)
    return weights
