"""Whether a text has no other letters than those of ASCII, as most have."""

import re

_OTHER = re.compile(r"[^\x00-\x7f\xa0“”‘’–—…]")


def only_ascii_letters(text: str) -> bool:
    """Return whether a text has nothing but ASCII and usual marks.

    In such a text, a pattern without classes of Unicode finds the same in half the time.
    """
    return not _OTHER.search(text)
