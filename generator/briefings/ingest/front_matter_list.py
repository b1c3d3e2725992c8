"""Add texts to a list in front matter; every other byte of the file stays."""

from collections.abc import Iterable

import yaml

from briefings.files.frontmatter import split
from briefings.ingest.scaffold import listed

_BYTE_ORDER_MARK = "\ufeff"


def add_to_list(page: str, key: str, texts: Iterable[str]) -> str:
    """Return a page with texts added to a list of its front matter, apart from those that it has.

    Args:
        page: the text of the file, with valid front matter and its own line ends.
        key: the key of the list; it is added if the page lacks it.
        texts: the texts.

    Raises:
        ValueError: the page has no front matter, or the value of the key is no list.
    """
    found = split(page.removeprefix(_BYTE_ORDER_MARK))
    if found is None:
        raise ValueError("the file has no front matter")
    start = page.index(found.header, page.index("---") + 3)
    at, added = _addition(found.header, key, list(dict.fromkeys(texts)))
    return page[: start + at] + added + page[start + at :]


def _addition(header: str, key: str, texts: list[str]) -> tuple[int, str]:
    """Return what to add to front matter, and the offset where it goes."""
    node = yaml.compose(header, Loader=yaml.SafeLoader)
    values = {name.value: (name, value) for name, value in node.value} if node else {}
    ending = "\r\n" if "\r\n" in header else "\n"
    if key not in values:
        at = len(header.rstrip())
        return at, f"{ending}{key}: {listed(texts)}"
    name, value = values[key]
    if isinstance(value, yaml.ScalarNode) and not value.value:
        return header.index(":", name.end_mark.index) + 1, f" {listed(texts)}"
    if not isinstance(value, yaml.SequenceNode):
        raise ValueError(f"`{key}` is no list")
    known = {item.value for item in value.value}
    new = [listed([text])[1:-1] for text in texts if text not in known]
    if not new:
        return 0, ""
    if not value.value:
        return value.start_mark.index + 1, ", ".join(new)
    first, last = value.value[0], value.value[-1]
    if value.flow_style:
        return last.end_mark.index, "".join(f", {text}" for text in new)
    before = header[header.rfind("\n", 0, first.start_mark.index) + 1 : first.start_mark.index]
    at = header.find("\n", last.end_mark.index - 1)
    at = len(header) if at < 0 else at - header[:at].endswith("\r")
    return at, "".join(f"{ending}{before}{text}" for text in new)
