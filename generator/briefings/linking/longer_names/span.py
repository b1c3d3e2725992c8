"""The span of the longer name that a name is part of."""

import re
from collections.abc import Sequence

from briefings.linking.beside import Sides
from briefings.linking.known_names import Subject, is_single
from briefings.linking.lexicon import Match
from briefings.linking.longer_names.after import joined_after
from briefings.linking.longer_names.before import joined_before
from briefings.linking.longer_names.name import Context, Name

_BEFORE, _AFTER = int(Sides.BEFORE), int(Sides.AFTER)


def longer_name(
    context: Context,
    match: Match,
    subject: Subject,
    near: Sequence[Match] = (),
    sides: int = _BEFORE | _AFTER,
) -> tuple[int, int] | None:
    """Return the span of the longer name that a name is part of; None if it is part of none.

    Args:
        context: the text.
        match: the name, with the possessive.
        subject: what the name means.
        near: the names before and after it, of those that are known.
        sides: the sides on which a word may be joined to it (`beside.joined`).
    """
    start, end, _ = match
    text = context.text[start:end]
    name = Name(context, text, start, end, subject, is_single(text), near, match)
    first = last = None
    if sides & _BEFORE and text[0].isupper():
        first = joined_before(name)
    if sides & _AFTER and not _last_word(text)[0].islower():
        ends = text[-2:] in ("'s", "s'") or name.in_case
        last = None if ends else joined_after(name)
    if (first is None and last is None) or _is_allowed(name):
        return None
    stop = end - 2 if text[-2:] == "'s" and not last else end
    return (first.start if first else start), (last.end if last else stop)


def _is_allowed(name: Name) -> bool:
    """Return whether a name stands in one of the longer names in which it stays linked."""
    return any(
        name.context.text.startswith(phrase, max(0, name.start - found.start()))
        for phrase in name.subject.inside
        for found in re.finditer(re.escape(name.text.removesuffix("'s")), phrase)
    )


def _last_word(text: str) -> str:
    return text[max(text.rfind(" "), text.rfind("-")) + 1 :] or text
