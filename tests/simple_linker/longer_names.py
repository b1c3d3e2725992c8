"""A name inside a longer name of something else is no mention.

The rules ask what stands right before a name, then what stands right behind it. One of the two is
enough: [Cruz] is inside “Nikolas [Cruz]” and “[Cruz] Vidal”.
"""

from tests.simple_linker.before_name import first_word
from tests.simple_linker.behind_name import last_word
from tests.simple_linker.name import Inner, Page


def span(page: Page, number: int, slug: str) -> tuple[int, int] | None:
    """Return the longer name around a match that means a subject; None if there is none."""
    name = Inner(page, number, slug)
    first = last = None
    possessive = name.text.endswith(("'s", "s'"))
    final = name.text.replace("-", " ").split(" ")[-1] or name.text
    if name.text[0].isupper():
        first = first_word(name)
    if not final[0].islower() and not possessive and not name.in_case:
        last = last_word(name)
    if (first is None and last is None) or stays_linked(name):
        return None
    end = name.match.end - 2 if name.text.endswith("'s") and last is None else name.match.end
    return (first.start if first else name.match.start, last.end if last else end)


def stays_linked(name: Inner) -> bool:
    """Whether the subject's editor allows a longer name that stands here."""
    text = name.text.removesuffix("'s")
    for allowed in name.page.inside(name.slug):
        for at in range(len(allowed)):
            start = max(0, name.match.start - at)
            if allowed.startswith(text, at) and name.page.text.startswith(allowed, start):
                return True
    return False
