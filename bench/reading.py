"""Time the readers: `python -m bench.reading FOLDER` prints the cost of parsing all captures.

What is compared: for saved pages, our HTML reader, from the bytes of the page to blocks, facts and
a decision about each element. The peer is trafilatura with its metadata. Our reader calls it as
well, as one of several sources. So a ratio of 1 would mean that everything else costs nothing. Text
captures have no peer: the result is the cost of 5 kB, a usual article.

Why it is fair: both get the same uncompressed bytes, page by page in turns, and the first of each
turn alternates. Each pass is a new process that parses every page once, so no cache helps. Imports
and a warm-up page and text come before the timer starts.
"""

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from trafilatura import bare_extraction

from briefings.readers.html import reader as html
from briefings.readers.text import reader as text

_WARM_UP = (
    b"<html><head><title>A title</title></head><body><article><h1>A title</h1>%s</article>"
    % (b"<p>The harbour was closed on Monday, and the ferries leave from the other pier.</p>" * 20)
)

# The order of day and month depends on the language: this loads the model of languages, as the
# first article of a build does.
_WARM_UP_TEXT = "A title\n\n08/04/2024 14:00\n\nThe harbour was closed on Monday, officials said.\n"


def main(folder: str) -> None:
    """Parse every capture of the development sets once, and print the seconds as JSON.

    Args:
        folder: holds `html/*.html.gz` and `text.jsonl`, an object with `text` on each line.
    """
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(Path(folder, "html").iterdir())]
    with Path(folder, "text.jsonl").open(encoding="utf-8") as lines:
        texts = [str(json.loads(line)["text"]) for line in lines]
    _ours(_WARM_UP)
    _peer(_WARM_UP)
    text.read(_WARM_UP_TEXT, {})
    ours = peer = 0.0
    for number, page in enumerate(pages):
        if number % 2:
            ours += _timed(_ours, page)
            peer += _timed(_peer, page)
        else:
            peer += _timed(_peer, page)
            ours += _timed(_ours, page)
    by_text = sum(_timed(lambda given: text.read(given, {}), given) for given in texts)
    json.dump(
        {
            "pages": len(pages),
            "ours": ours,
            "peer": peer,
            "texts": len(texts),
            "text": by_text,
            "text_bytes": sum(len(given.encode()) for given in texts),
        },
        sys.stdout,
    )


def _timed(call: Callable[..., object], *given: object) -> float:
    """Return the seconds of processor time that a call takes."""
    began = process_time()
    call(*given)
    return process_time() - began


def _ours(page: bytes) -> object:
    return html.read("page.html", page)


def _peer(page: bytes) -> object:
    return bare_extraction(page, with_metadata=True)


if __name__ == "__main__":
    main(sys.argv[1])
