"""Renamed pages: the current URI for each former one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from briefings.model.content import Problem
from briefings.model.redirect import Former
from briefings.text import uris

Redirects = Mapping[str, str]


def former(names: Iterable[str], path: str, line: Callable[..., int]) -> tuple[Former, ...]:
    """Return the `redirect_from` of a file; `line` gives their lines (`Parsed.line`)."""
    return tuple(Former(name, path, line("redirect_from", n)) for n, name in enumerate(names))


def collect(
    former_names: Iterable[tuple[str, Former]],
    uri_of: Callable[[str], str],
    taken: Callable[[], Collection[str]],
) -> tuple[Redirects, tuple[Problem, ...]]:
    """Return the redirects of one kind of page, and problems of `redirect_from`.

    Args:
        former_names: pairs of a page's slug and one of its former names.
        uri_of: returns the URI for a slug.
        taken: returns the slugs of all pages.

    Returns:
        Current URIs by former ones, without ambiguous names; and the problems.
    """
    claims: dict[str, list[tuple[str, Former]]] = defaultdict(list)
    for slug, former in former_names:
        claims[former.slug].append((slug, former))
    moved: dict[str, str] = {}
    problems: list[Problem] = []
    current = taken() if claims else ()
    for name, claimants in sorted(claims.items()):
        if name in current:
            problems += (_taken(slug, former) for slug, former in claimants)
        elif len(claimants) > 1:
            problems += (_claimed(former, claimants) for _, former in claimants)
        else:
            moved[uri_of(name)] = uri_of(claimants[0][0])
    return moved, tuple(problems)


def follow(source: str, address: str, moved: Redirects) -> str:
    """Return the address of a link on the page `source`, updated if its target was renamed."""
    target = uris.resolve(source, address)
    if target not in moved:
        return address
    _, mark, fragment = address.partition("#")
    return f"{uris.relative(source, moved[target])}{mark}{fragment}"


def _taken(slug: str, former: Former) -> Problem:
    if slug == former.slug:
        message = f"`redirect_from` names `{slug}`, the page's own name."
        hint = "Delete the entry."
    else:
        message = f"`redirect_from` names `{former.slug}`, but a page has that name."
        hint = "Delete it here, or rename or delete the other file."
    return Problem(former.file, former.line, "redirect-taken", message, hint)


def _claimed(former: Former, claimants: Iterable[tuple[str, Former]]) -> Problem:
    listed = ", ".join(f"{other.file} (line {other.line})" for _, other in claimants)
    return Problem(
        former.file, former.line, "redirect-claimed",
        f"`redirect_from` names `{former.slug}` more than once: {listed}.",
        "Keep it only in the page that readers of the old address should see.",
    )  # fmt: skip
