"""Where a match of the lexicon lies: in which of the texts that were scanned together."""

from collections.abc import Sequence

import numpy as np

from briefings.linking.folding import Offsets


def places(texts: Sequence[str], starts: Offsets) -> tuple[list[int], list[int]]:
    """Return the number of the text in which each match begins, and that text's global offset.

    Args:
        texts: the texts, which lie end to end with one character between them.
        starts: global offsets of the matches, as in `lexicon.Matches`.
    """
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    ends = np.cumsum(lengths)
    numbers = np.searchsorted(ends, starts, side="right")
    return numbers.tolist(), (ends - lengths)[numbers].tolist() if len(texts) else []
