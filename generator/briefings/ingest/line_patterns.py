"""Patterns that match some lines and others of their form."""

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_WORD = r"[^\W\d_]+"


def literal(text: str) -> str:
    """Return a pattern that matches the text, without needless escapes."""
    return re.sub(r"\\([ \-&#~])", r"\1", re.escape(text))


def of_form(texts: Sequence[str]) -> str | None:
    """Return a pattern for texts and others of their form; None if they have nothing in common.

    Numbers match numbers of as many digits, and words that differ match any word. If the number of
    words differs, what is the same at the beginning and at the end is kept.
    """
    split = [_TOKEN.findall(text) for text in texts]
    tokens = [_token(column) for column in zip(*split, strict=False)]
    if len({len(row) for row in split}) == 1 and None not in tokens:
        return "".join(token for token in tokens if token)
    shortest = min(map(len, split))
    start = _same(split, shortest)
    end = _same([row[::-1] for row in split], shortest - start)
    if not start + end:
        return None
    row = split[0]
    tail = row[len(row) - end :] if end else []
    return f"{literal(''.join(row[:start]))}.*?{literal(''.join(tail))}"


def affixes(lines: Sequence[str]) -> tuple[str, str]:
    """Return the whole words with which all lines begin and end, each perhaps empty."""
    split = [re.findall(r"\S+\s*", line) for line in lines]
    shortest = min(map(len, split)) - 1
    start = _same(split, shortest)
    end = _same([[word.strip() for word in row[::-1]] for row in split], shortest - start)
    row = split[0]
    return "".join(row[:start]), "".join(row[len(row) - end :]) if end else ""


def _same(rows: Sequence[Sequence[str]], most: int) -> int:
    """Return how many of the first tokens are the same in all rows."""
    columns = list(zip(*rows, strict=False))[: max(most, 0)]
    return next((n for n, column in enumerate(columns) if len(set(column)) > 1), len(columns))


def _token(column: Sequence[str]) -> str | None:
    """Return the pattern of one token in several texts; None if they are of different kinds."""
    if len(set(column)) == 1 and not column[0].isdigit():
        return literal(column[0])
    if all(token.isdigit() for token in column):
        least, most = min(map(len, column)), max(map(len, column))
        return rf"\d{{{most}}}" if least == most > 2 else rf"\d{{1,{max(most, 2)}}}"
    return _WORD if all(token.isalpha() for token in column) else None
