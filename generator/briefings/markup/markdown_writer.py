"""Write clean Markdown: front matter, headings, lists, links, running text and footnotes.

CommonMark and Python-Markdown read it alike: https://spec.commonmark.org/0.31.2/ and
https://python-markdown.github.io/. Text is escaped so that parsers show exactly its characters, but
no more than they require, so that people can read it in an editor and in a diff.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from briefings.markup.article_text import text_of
from briefings.text import uris, words
from briefings.text.visible import visible
from briefings.views.text import Block, BlockKind, Link, Note, Run, RunKind

# Characters that a parser could take for markup inside a line, and white space to be folded. The
# pattern starts with a set of characters, because Python finds such patterns several times faster.
_SPECIAL = re.compile(r"[`*\[{_\\&<~\x00-\x1f\x7f\x85\u2028\u2029]_*")
# Some of them are markup only beside certain characters. What follows the end of a text is unknown.
_MARKUP = {
    "\\": re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)"),
    "&": re.compile(r"&(?=\#|\Z|[A-Za-z][-.A-Za-z0-9]*(?:;|\Z))"),
    "<": re.compile("<(?! )"),
    "~": re.compile(r"(?<=\S)~|\A~"),
    "_": re.compile(r"(?<!\w)_+|_+(?!\w)"),
}
_WRITTEN = {"&": "&amp;", "<": "&lt;", "~": "&#126;"} | dict.fromkeys(
    "\t\n\f\r\x85\u2028\u2029", " "
)
_SPACES = re.compile(" {2,}")
_ENTITY = re.compile(r"&(?=#|[A-Za-z][-.A-Za-z0-9]*;)")
# Characters at the start of a line with which a parser could begin a block: lists, quotations,
# headings, rules, definitions, admonitions and other blocks of widespread extensions.
_OPENER = re.compile(
    r"""(?P<slashed>[#>] | [-+](?=\ |\Z) | -(?=-+\ *\Z|-*8<) | !(?=!!))
    | (?P<entity>:(?=[ -]|\Z) | \?(?=\?\?) | =(?===|=*\ *\Z) | /(?=//) | ~(?=~~))
    | (?P<number>\d+)(?=[.)](?:\ |\Z))""",
    re.VERBOSE,
)
_BACKTICKS = re.compile("`+")
_UNSAFE_IN_ADDRESSES = re.compile(r"""[\s"'()<>\[\]\\^`{|}*\x00-\x1f\x7f]""")
# Editors' Markdown that begins with a block other than a paragraph, such as a table, a heading or a
# definition. Its first or second line shows that.
_NOT_PARAGRAPH = re.compile(
    r"[-+*>#|`~:]|\d+[.)]|    |!!!|<|\[[^]\n]+\]:|[^\n]+\n {0,3}(?::|=+ *$|[-:|][-:| ]*$)",
    re.MULTILINE,
)
_LABEL = re.compile(r"\[\^([^]\s]+)\]")
# A footnote with its further lines, and the paragraphs below it that are indented.
_DEFINITION = re.compile(
    r"^\[\^[^]\s]+\]:.*(?:\n(?!\[\^).+)*(?:\n+ {4}.+(?:\n(?!\[\^).+)*)*\n*", re.MULTILINE
)
_INVISIBLE = frozenset({RunKind.HIGHLIGHT, RunKind.MARK, RunKind.DATELINE})
_EMPHASIS = {RunKind.EMPHASIS: "*", RunKind.STRONG: "**"}
# Markdown has no marks for these that all parsers know.
_ELEMENTS = {
    RunKind.SUPERSCRIPT: "sup",
    RunKind.SUBSCRIPT: "sub",
    RunKind.DELETED: "del",
    RunKind.INSERTED: "ins",
}
_HARD_BREAK = "  \n"


class _Part(NamedTuple):
    """A piece of a line."""

    kind: str
    """The marks around it: empty for text, `[` for links and references."""
    markdown: str
    """Its Markdown without the marks."""
    inside: tuple["_Part", ...] = ()
    """The parts of an emphasis."""


def document(meta: Mapping[str, object], *sections: str) -> str:
    """Return a whole file.

    Args:
        meta: front matter, in order. Entries that are None or empty are left out, and so is a
            title that MkDocs' themes would take for HTML: generators then use the heading.
        sections: Markdown; empty sections are left out.
    """
    # libyaml takes a tenth of the time of the dumper in Python.
    header = yaml.dump(
        {key: value for key, value in meta.items() if _is_kept(key, value)},
        Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000,
    )  # fmt: skip
    body = "\n\n".join(found for section in sections if (found := section.strip("\n")))
    return f"---\n{header}---\n\n{body}\n"


def _is_kept(key: str, value: object) -> bool:
    return value not in (None, "", [], ()) and not (key == "title" and "<" in str(value))


def heading(title: str, level: int = 1) -> str:
    """Return a heading; the title is text."""
    return f"{'#' * level} {_heading_end(text(title))}"


def section(title: str, entries: Iterable[str]) -> str:
    """Return a list of Markdown entries under a heading of level 2; nothing if it is empty."""
    listed = bullets(entries)
    return f"{heading(title, 2)}\n\n{listed}" if listed else ""


def bullets(entries: Iterable[str]) -> str:
    """Return a list of Markdown entries."""
    return "\n".join(f"- {paragraph(entry)}" for entry in entries)


def nested(entry: str, within: Iterable[str]) -> str:
    """Return an entry of a list with a list of entries inside, which may be nested too."""
    return "\n".join((entry, *bullets(within).splitlines())).replace("\n", "\n    ")


def paragraph(line: str) -> str:
    """Return a line of escaped Markdown, escaped further so that it can only start a paragraph."""
    found = _OPENER.match(line)
    if not found:
        return line
    if found["slashed"]:
        return f"\\{line}"
    if found["entity"]:
        return f"&#{ord(line[0])};{line[1:]}"
    return f"{found['number']}\\{line[found.end() :]}"


def text(words: str) -> str:
    """Return text as Markdown inside a line, white space folded."""
    return _escaped(words).strip(" ")


def link(words: str, address: str) -> str:
    """Return a link; its words are text."""
    return f"[{_label(text(words))}]({_address(address)})"


def page_link(shown: Link, page_uri: str) -> str:
    """Return a link of the page `page_uri`, or the text alone if it has no address."""
    address = uris.relative(page_uri, shown.uri) if shown.uri else shown.href
    return link(shown.text, address) if address else text(shown.text)


def blocks(found: Iterable[Block], page_uri: str) -> str:
    """Return running text without the notes in it (`footnotes`) and without glosses.

    Args:
        found: the blocks.
        page_uri: URI of the page that shows them.
    """
    return "\n\n".join(_blocks(found, page_uri))


def footnotes(found: Iterable[Block], locale: str) -> str:
    """Return the notes among blocks as footnotes, for the end of a document in a locale."""
    return "\n\n".join(_footnote(block.note, locale) for block in found if block.note)


# -------------------------------------------------------------------------- inline text


def _escaped(words: str) -> str:
    written = _SPECIAL.sub(_escape, words)
    return _SPACES.sub(" ", written) if "  " in written else written


def _escape(found: re.Match[str]) -> str:
    """Return a special character and all underscores after it, escaped."""
    first, lines = found[0][0], found[0][1:].replace("_", r"\_")
    pattern = _MARKUP.get(first)
    if pattern and not pattern.match(found.string, found.start()):
        return found[0] if first == "_" else first + lines
    if written := _WRITTEN.get(first):
        return written + lines
    return (f"\\{first}" if first.isprintable() else visible(first)) + lines


def _label(markdown: str) -> str:
    label = markdown.replace("]", "\\]")
    # Python-Markdown would end the label of a footnote at the bracket, escaped or not.
    return f"&#94;{label[1:]}" if label.startswith("^") and "]" in label else label


def _address(address: str) -> str:
    return _ENTITY.sub("&amp;", _UNSAFE_IN_ADDRESSES.sub(_quoted, address))


def _quoted(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _line(runs: Sequence[Run], uri: str) -> str:
    """Return runs as Markdown on one line."""
    return _inline(runs, uri).strip(" ")


def _inline(
    runs: Sequence[Run], uri: str, *, is_linked: bool = False, is_emphasis: bool = False
) -> str:
    if len(runs) == 1 and runs[0].kind is RunKind.TEXT:  # most paragraphs, and nearly all links
        written = _escaped(runs[0].text)
        return _label(written) if is_linked else written
    return _joined(_parts(runs, uri, is_linked=is_linked, is_emphasis=is_emphasis))


def _parts(runs: Iterable[Run], uri: str, *, is_linked: bool, is_emphasis: bool) -> list[_Part]:
    """Return runs as parts of a line; text that is not interrupted is one part."""
    parts: list[_Part] = []
    words: list[str] = []

    def end_of_text() -> None:
        if words:
            written = _escaped("".join(words))
            parts.append(_Part("", _label(written) if is_linked else written))
            words.clear()

    for run in _visible(runs):
        if run.kind is RunKind.TEXT:
            words.append(run.text)
            continue
        end_of_text()
        if run.kind is RunKind.CODE:
            parts.append(_Part("`", text_of([run])))
        elif run.kind is RunKind.REFERENCE:
            parts.append(_Part("[", f"[^{run.number}]"))
        elif tag := _ELEMENTS.get(run.kind):
            element = _inline(run.runs, uri, is_linked=is_linked, is_emphasis=is_emphasis)
            parts.append(_Part("<", f"<{tag}>{element}</{tag}>" if element else ""))
        elif run.kind in _EMPHASIS and not is_emphasis:
            inner = _parts(run.runs, uri, is_linked=is_linked, is_emphasis=True)
            parts += _emphasis(_EMPHASIS[run.kind], inner)
        elif run.kind in _EMPHASIS or is_linked:
            parts += _parts(run.runs, uri, is_linked=is_linked, is_emphasis=is_emphasis)
        elif label := _inline(run.runs, uri, is_linked=True, is_emphasis=is_emphasis):
            target = uris.relative(uri, run.uri) if run.uri else _address(run.href)
            parts.append(_Part("[", f"[{label}]({target})"))
    end_of_text()
    return parts


def _emphasis(mark: str, inside: Sequence[_Part]) -> Iterator[_Part]:
    """Yield an emphasis, and around it the spaces at its ends."""
    markdown = _joined(inside)
    stripped = markdown.strip()
    start = markdown.find(stripped)
    yield _Part("", markdown[:start])
    yield _Part(mark, stripped, tuple(inside))
    yield _Part("", markdown[start + len(stripped) :])


def _visible(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs; those without marks in Markdown are replaced by the runs inside them."""
    for run in runs:
        if run.kind in _INVISIBLE:
            yield from _visible(run.runs)
        else:
            yield run


def _joined(parts: Iterable[_Part]) -> str:
    """Return parts as one line, with their marks where a parser understands them."""
    line = before = ""
    queue = [part for part in reversed(tuple(parts)) if part.markdown]
    while queue:
        kind, markdown, inside = queue.pop()
        if inside:
            after = queue[-1].markdown[0] if queue else ""
            if before[:1] == "*" or not _is_delimited(line[-1:], markdown, after):
                queue.extend(part for part in reversed(inside) if part.markdown)
                continue
            markdown = f"{kind}{markdown}{kind}"
        elif kind == "[" and line.endswith(("!", "^")):
            # Otherwise the link would become a picture or a footnote.
            line = f"{line[:-1]}&#{ord(line[-1])};"
        elif kind == "`":
            if before == "`" or not markdown.strip() or "{{" in markdown:
                kind, markdown = "", _label(_escaped(markdown))
            else:
                markdown = _code(markdown)
        if markdown.startswith(("(", ":")) and before == "[" and line.endswith("]"):
            # Otherwise the reference would become a link or a footnote.
            markdown = f"&#{ord(markdown[0])};{markdown[1:]}"
        line += markdown
        before = kind
    return line


def _is_delimited(before: str, inside: str, after: str) -> bool:
    """Return whether parsers take asterisks around a text for emphasis.

    https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
    """
    return (inside[0].isalnum() or not before.strip()) and (
        inside[-1].isalnum() or not after.strip()
    )


def _code(words: str) -> str:
    fence = _fence(words, 1)
    words = " ".join(visible(words).split())
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _fence(words: str, least: int) -> str:
    """Return backticks: `least`, or one more than the longest run of them in a text."""
    longest = max(map(len, _BACKTICKS.findall(words)), default=0)
    return "`" * max(least, longest + 1)


# ------------------------------------------------------------------------------ blocks
#
# Inside lists and quotations every block is one line, and blank lines separate blocks. Beside the
# marker of an item, Python-Markdown parses nothing else, and no fenced code.


def _blocks(found: Iterable[Block], uri: str, *, is_nested: bool = False) -> Iterator[str]:
    for block in found:
        if written := _block(block, uri, is_nested=is_nested):
            yield written


def _block(block: Block, uri: str, *, is_nested: bool) -> str:
    match block.kind:
        case BlockKind.HEADING:
            title = _heading_end(_line(block.runs, uri))
            written = f"{'#' * block.level} {title}" if title else ""
        case BlockKind.CODE:
            written = _code_block(block.text, is_nested=is_nested)
        case BlockKind.RULE:
            written = "***"
        case BlockKind.TABLE:
            written = _table(block.rows, uri)
            if is_nested:
                written = _paragraphs(" ".join(map(text_of, row)) for row in block.rows)
        case BlockKind.QUOTATION:
            lines = "\n\n".join(_blocks(block.blocks, uri, is_nested=True)).split("\n")
            written = "\n".join(f"> {line}" if line else ">" for line in lines)
        case BlockKind.BULLETS | BlockKind.NUMBERS:
            written = _list(block, uri, is_nested=is_nested)
        case BlockKind.NOTE | BlockKind.GLOSS | BlockKind.ITEM:
            written = ""
        case _:
            written = paragraph(_line(block.runs, uri))
    return written


def _heading_end(title: str) -> str:
    """Return the Markdown of a heading, with a number sign at its end escaped."""
    return f"{title[:-1]}\\#" if title.endswith("#") else title


def _code_block(words: str, *, is_nested: bool) -> str:
    if is_nested:
        return _paragraphs(words.split("\n"))
    if "{{" in words:  # Hugo looks for shortcodes inside of fences
        return _paragraphs(words.split("\n"), _HARD_BREAK)
    words = visible(words)
    fence = _fence(words, 3)
    return f"{fence}\n{words}\n{fence}"


def _paragraphs(lines: Iterable[str], separator: str = "\n\n") -> str:
    """Return lines of text as paragraphs, or as lines of one paragraph."""
    written = (text(line).replace("|", "&#124;") for line in lines)
    return separator.join(paragraph(line) for line in written if line)


def _table(rows: Sequence[Sequence[Sequence[Run]]], uri: str) -> str:
    lines = [
        f"| {' | '.join(_line(cell, uri).replace('|', chr(92) + '|') for cell in row)} |"
        for row in rows
    ]
    return "\n".join((lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]))


def _list(block: Block, uri: str, *, is_nested: bool) -> str:
    items = [item for found in block.blocks if (item := _item(found.blocks, uri))]
    is_tight = not is_nested and all(len(item) == 1 and "\n" not in item[0] for item in items)
    return ("\n" if is_tight else "\n\n").join(
        _marked(_marker(block, number), item, is_tight=is_tight)
        for number, item in enumerate(items)
    )


def _item(inside: Sequence[Block], uri: str) -> list[str]:
    """Return the blocks of an item.

    Python-Markdown takes no quotation of several lines beside the marker, and a heading only at an
    indent of four spaces, which the marker of a number above 99 does not leave.
    """
    written: list[str] = []
    for block in inside:
        markdown = _block(_without_level(block), uri, is_nested=True)
        if block.kind is BlockKind.QUOTATION and "\n" in markdown and not written:
            written += _item(block.blocks, uri)
        elif markdown:
            written.append(markdown)
    return written


def _without_level(block: Block) -> Block:
    """Return a heading as a paragraph, and other blocks unchanged."""
    if block.kind is not BlockKind.HEADING:
        return block
    return Block(runs=(Run(RunKind.STRONG, runs=block.runs),))


def _marker(block: Block, number: int) -> str:
    return f"{block.level + number}." if block.kind is BlockKind.NUMBERS else "-"


def _marked(marker: str, inside: Sequence[str], *, is_tight: bool) -> str:
    # Python-Markdown needs four spaces before whatever continues an item.
    start = f"{marker} " if is_tight else f"{marker:<3} "
    indent = " " * len(start)
    first, *more = "\n\n".join(inside).split("\n")
    return "\n".join((start + first, *(indent + line if line else "" for line in more)))


# --------------------------------------------------------------------------- footnotes


def _footnote(note: Note, locale: str) -> str:
    gettext = words.of(locale).gettext
    names = {
        "context": gettext("Context"),
        "correction": gettext("Correction"),
        "disputed": gettext("Disputed"),
        "update": gettext("Update"),
    }
    label, body = f"**{names[note.kind]}.**", note.text.text.strip("\n")
    own: list[str] = []
    if "[^" in body:
        # Labels count for the whole document, and no parser knows footnotes in footnotes.
        body = _LABEL.sub(rf"[^{note.number}-\1]", body)
        own = [found.strip("\n") for found in _DEFINITION.findall(body)]
        body = _DEFINITION.sub("", body).strip("\n")
    paragraphs = [label, body] if _NOT_PARAGRAPH.match(body) else [f"{label} {body}"]
    if note.sources:
        sources = gettext(", ").join(page_link(source, "") for source in note.sources)
        paragraphs.append(gettext("Sources: %(sources)s.") % {"sources": sources})
    byline = (text(note.author), note.day.iso if note.day else "")
    if any(byline):
        paragraphs.append(paragraph(f"{gettext(', ').join(filter(None, byline))}."))
    first, *more = "\n\n".join(paragraphs).split("\n")
    lines = (f"[^{note.number}]: {first}", *(f"    {line}" if line else "" for line in more))
    return "\n\n".join(("\n".join(lines), *own))
