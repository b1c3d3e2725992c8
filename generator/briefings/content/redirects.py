"""Pages that were renamed: from each address that one used to have, the page that it has become."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from briefings.model.content import Problem
from briefings.model.redirect import Former
from briefings.text import uris

Redirects = Mapping[str, str]


def collect(
    said: Iterable[tuple[str, Former]],
    uri_of: Callable[[str], str],
    taken: Callable[[], Collection[str]],
) -> tuple[Redirects, tuple[Problem, ...]]:
    """Return the pages of one kind that have moved, and what is wrong with what files say of that.

    Args:
        said: the slug of each page with a name that it used to have.
        uri_of: gives the URI of the page of a slug.
        taken: gives the slugs of the pages that are there.

    Returns:
        Former URIs to those of today, and the problems. A name that cannot be redirected is not.
    """
    claims: dict[str, list[tuple[str, Former]]] = defaultdict(list)
    for slug, former in said:
        claims[former.slug].append((slug, former))
    moved: dict[str, str] = {}
    problems: list[Problem] = []
    there = taken() if claims else ()
    for name, claimants in sorted(claims.items()):
        if name in there:
            problems += (_taken(slug, former) for slug, former in claimants)
        elif len(claimants) > 1:
            problems += (_claimed(former, claimants) for _, former in claimants)
        else:
            moved[uri_of(name)] = uri_of(claimants[0][0])
    return moved, tuple(problems)


def follow(source: str, address: str, moved: Redirects) -> str:
    """Return where a link on the page `source` shall lead: elsewhere if its target has moved."""
    target = uris.resolve(source, address)
    if target not in moved:
        return address
    _, mark, fragment = address.partition("#")
    return f"{uris.relative(source, moved[target])}{mark}{fragment}"


def _taken(slug: str, former: Former) -> Problem:
    if slug == former.slug:
        message = f"`redirect_from` names `{slug}`, the page's own name."
        hint = "Delete it: the page is there already."
    else:
        message = f"`redirect_from` names `{former.slug}`, and there is a page of that name."
        hint = "Delete it here, or rename or delete the other file."
    return Problem(former.file, former.line, "redirect-taken", message, hint)


def _claimed(former: Former, claimants: Iterable[tuple[str, Former]]) -> Problem:
    listed = ", ".join(f"{other.file} (line {other.line})" for _, other in claimants)
    return Problem(
        former.file, former.line, "redirect-claimed",
        f"`redirect_from` names `{former.slug}` more than once: {listed}.",
        "Keep it where readers of the old address should be led to.",
    )  # fmt: skip
