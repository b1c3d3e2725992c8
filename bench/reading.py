"""Times reading: `python -m bench.reading FOLDER` prints what one pass over the captures costs.

What is compared. For saved pages, ours is the reader of HTML: from the bytes of the page to its
blocks, its facts and an account of every piece. The peer is trafilatura as it comes, with its
metadata, which ours contains as one of several opinions. So a ratio of 1 would mean that all but
that opinion is free. For text there is no peer: the cost is that of 5 kB, a usual article.

Why it is fair. Both get the same unpacked bytes, page by page in turns, and the one that begins
changes with every page. Each pass is a process of its own, in which every page is read once, so
that no cache knows it; imports and a first page of our own come before the clock starts.
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


def main(folder: str) -> None:
    """Read every capture of the development sets once, and print the seconds as JSON.

    Args:
        folder: holds `html/*.html.gz` and `text.jsonl`, an object with `text` on each line.
    """
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(Path(folder, "html").iterdir())]
    with Path(folder, "text.jsonl").open(encoding="utf-8") as lines:
        texts = [str(json.loads(line)["text"]) for line in lines]
    _ours(_WARM_UP)
    _peer(_WARM_UP)
    text.read("A title\n\nThe harbour was closed on Monday.\n", {})
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
