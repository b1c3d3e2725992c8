"""Check the names of explainers, and the explainers in the `links` of a page."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from briefings.linking.folding import fold_phrase
from briefings.model.content import Problem, Severity
from briefings.model.explainer import Alias, Explainer
from briefings.model.policy import NO_RULES, LinkRules
from briefings.text.uris import explainer as uri_of
from briefings.text.uris import slugify, stem


def names(explainers: Iterable[Explainer]) -> tuple[Problem, ...]:
    """Return the problems with the names of each explainer."""
    problems: list[Problem] = []
    for explainer in sorted(explainers, key=lambda explainer: explainer.path):
        own: dict[str, Alias] = {}
        for alias in explainer.names:
            phrase = fold_phrase(alias.text)
            if phrase in own:
                problems.append(_twice(explainer, alias, own[phrase]))
            else:
                own[phrase] = alias
        problems += _rejects_itself(explainer, own)
        problems += _without_name(explainer, own)
    return tuple(problems)


def shared(
    explainers: Iterable[Explainer], defaults: Iterable[tuple[str, str]] = ()
) -> tuple[Problem, ...]:
    """Return a warning for each name of several explainers, none of which says when it is meant.

    Args:
        explainers: all explainers.
        defaults: phrases for which the site's settings say it.
    """
    said = {fold_phrase(phrase) for phrase, _ in defaults}
    claims: dict[str, dict[str, tuple[Explainer, Alias]]] = defaultdict(dict)
    for explainer in sorted(explainers, key=lambda explainer: explainer.path):
        for alias in explainer.names:
            claims[fold_phrase(alias.text)].setdefault(explainer.slug, (explainer, alias))
    return tuple(
        _shared([*claimants.values()])
        for phrase, claimants in claims.items()
        if len(claimants) > 1
        and phrase not in said
        and not any(_tells_apart(*claimant) for claimant in claimants.values())
    )


def _twice(explainer: Explainer, alias: Alias, first: Alias) -> Problem:
    return Problem(
        explainer.path, alias.line, "alias-twice",
        f"“{alias.text}” repeats a name of this explainer: “{first.text}”, line {first.line}.",
        "Delete one of them. White space, apostrophes and hyphens of any kind are the same.",
        Severity.WARNING,
    )  # fmt: skip


def _rejects_itself(explainer: Explainer, own: Collection[str]) -> Iterator[Problem]:
    for rejected in explainer.never_link:
        if fold_phrase(rejected.text) in own:
            yield Problem(
                explainer.path, rejected.line, "rejects-its-name",
                f"`never_link` rejects “{rejected.text}”, which is a name of this explainer.",
                "Delete it from one of the lists.",
            )  # fmt: skip


def _without_name(explainer: Explainer, own: Collection[str]) -> Iterator[Problem]:
    for longer in explainer.links_inside:
        text = fold_phrase(longer.text)
        if text in own or not any(name in text for name in own):
            yield Problem(
                explainer.path, longer.line, "no-longer-name",
                f"`links_inside` has “{longer.text}”, which is not longer than a name in it.",
                "Name the whole phrase in which an alias or form stays linked.",
            )  # fmt: skip


def _tells_apart(explainer: Explainer, alias: Alias) -> bool:
    return bool(explainer.context or explainer.valid or alias.valid)


def _shared(claimants: list[tuple[Explainer, Alias]]) -> Problem:
    last, alias = claimants[-1]
    listed = ", ".join(f"{e.path} (line {a.line})" for e, a in claimants)
    return Problem(
        last.path, alias.line, "shared-alias",
        f"“{alias.text}” names {len(claimants)} explainers, and none says when it is meant: "
        f"{listed}.",
        "Add `context` words or a `valid` era to them, keep the alias in one, or set in mkdocs.yml "
        "what it means by default.",
        Severity.WARNING,
    )  # fmt: skip


def phrases(explainers: Iterable[Explainer]) -> frozenset[str]:
    """Return every name of the explainers, folded."""
    return frozenset(fold_phrase(name.text) for e in explainers for name in e.names)


def renamed_links(
    rules: LinkRules, path: str, moved: Mapping[str, str]
) -> tuple[LinkRules, tuple[Problem, ...]]:
    """Return a page's rules with current slugs, and a warning for each former slug.

    Args:
        rules: the page's rules.
        path: their file.
        moved: current URIs by former ones.
    """
    if not moved or rules is NO_RULES:
        return rules, ()
    slugs = {*rules.never, *(slug for _, slug in rules.decided)}
    renamed = {slug: stem(moved[uri_of(slug)]) for slug in sorted(slugs) if uri_of(slug) in moved}
    if not renamed:
        return rules, ()
    decided = tuple((phrase, renamed.get(slug, slug)) for phrase, slug in rules.decided)
    never = frozenset(renamed.get(entry, entry) for entry in rules.never)
    problems = (
        Problem(
            path, rules.lines.get(old, 0), "renamed-explainer",
            f"`links` names `{old}`, which was renamed.",
            f"Write `{new}`.", Severity.WARNING,
        )
        for old, new in renamed.items()
    )  # fmt: skip
    return replace(rules, decided=decided, never=never), tuple(problems)


def unknown_links(
    rules: LinkRules, path: str, slugs: Collection[str], phrases: Collection[str]
) -> tuple[Problem, ...]:
    """Return a problem for each unknown explainer in a page's `links`.

    Args:
        rules: the page's rules.
        path: their file.
        slugs: all explainers.
        phrases: all folded names. An entry of `never` is a slug or a phrase; one that has the form
            of a slug and is neither is an error.
    """
    unknown = {slug for _, slug in rules.decided if slug not in slugs}
    unknown |= {
        entry
        for entry in rules.never
        if entry not in slugs and slugify(entry) == entry and fold_phrase(entry) not in phrases
    }
    return tuple(
        Problem(
            path, rules.lines.get(slug, 0), "unknown-explainer",
            f"`links` names `{slug}`, but there is no such explainer.",
            f"Name a file in explainers/, or add explainers/{slug}.md.",
        )
        for slug in sorted(unknown)
    )  # fmt: skip
