"""Measure the commands that look at all briefings and build nothing, as whole processes.

The first finds nothing that is kept of the content, the others what those before them have kept.
Then an article is edited.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import process
from bench.process import Cost
from bench.projects import Corpus, prepare_ours

_BIN = Path(sys.executable).parent
_SENTENCE = "\nThe River Force met Ann Roe.\n"
_FIRST = (
    ("check, nothing kept", ("check",)),
    ("check again", ("check",)),
    ("suggest", ("suggest",)),
    ("suggest again", ("suggest",)),
    ("ledger of all pages", ("ledger", "--json")),
    ("archive of all captures", ("archive", "content/articles", "--out", "archive")),
)
_EDITED = (
    ("check, one article edited", ("check",)),
    ("suggest, one article edited", ("suggest",)),
)


def measure(
    content: Corpus, folder: Path, briefings: int, tell: Callable[[str], object]
) -> Iterator[tuple[str, Cost]]:
    """Yield the name of each command and its cost.

    Args:
        content: the content.
        folder: an empty folder.
        briefings: number of briefings.
        tell: gets what is done now.
    """
    prepare_ours(folder)
    content.write(folder / "content", briefings)
    for steps in (_FIRST, _EDITED):
        if steps is _EDITED:
            edited = min((folder / "content" / "articles").glob("*.txt"))
            edited.write_text(edited.read_text(encoding="utf-8") + _SENTENCE, encoding="utf-8")
        for name, arguments in steps:
            tell(f"{briefings:,} briefings: {name}")
            yield name, process.run([str(_BIN / "briefings"), *arguments], folder).cost
