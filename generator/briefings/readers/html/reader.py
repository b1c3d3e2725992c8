"""Read a saved web page: its article as blocks, its facts, and a decision for each text block.

The page is parsed once. What it declares, what trafilatura extracts and the text blocks all come
from the same tree; the text of the article is always that of the page as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from briefings.files.limits import TEXT_LIMIT
from briefings.model.reading import (
    DROPPED,
    Block,
    BlockKind,
    Container,
    Decision,
    Evidence,
    Fact,
    Field,
    Markup,
    MarkupKind,
    Reading,
)
from briefings.readers.formats import Unread
from briefings.readers.html import byline, decoding, embedded, saving
from briefings.readers.html import declared as declarations
from briefings.readers.html import facts as declared_facts
from briefings.readers.html.classify import Classification, classify
from briefings.readers.html.composition import compose
from briefings.readers.html.declared import Declared
from briefings.readers.html.elements import Context, TextBlock
from briefings.readers.html.refusals import refusal
from briefings.readers.html.scoring import Hints, alphanumerics
from briefings.readers.html.segment import text_blocks
from briefings.readers.labels import Label
from briefings.readers.refusals import Refusal
from briefings.text import urls
from briefings.text.superscripts import with_superscripts
from briefings.text.zero_width import without_zero_width

# Least number of words in a headline of another article; a button has fewer.
_HEADLINE_WORDS = 4
_MOST_HEADLINES = 60
# What an article in the data of the page takes the place of.
_IN_PLACE = ("paragraph", "heading", "table", "related")
# Layouts of newsletters have a dozen tables in each other.
_TOO_MANY_TABLES = "boolean(//table[count(ancestor::table) > 30])"
# Rows of a table times columns: trafilatura adds cells until all rows are equally long.
_MOST_CELLS = 200_000
# libxml2 compares each result of an expression with all before it. Of 134 saved news pages the
# largest has some 12,000 elements.
_MOST_ELEMENTS = 30_000
# Pages of an archive that may be the article, if the page around them is none.
_MOST_FRAMES = 5
# trafilatura returns what it finds, however short.
_CONFIG = use_config()
_CONFIG.read_dict({"DEFAULT": {"MIN_OUTPUT_SIZE": "0", "MIN_EXTRACTED_SIZE": "0"}})


def read_capture(capture: Unread) -> Reading | Refusal:
    """Read a saved web page; a `formats.Reader`."""
    return read(capture.file.path, capture.file.data)


def read(name: str, data: bytes) -> Reading | Refusal:
    """Return the article of a saved web page, or the reason why there is none.

    Args:
        name: the file's name; the suffix shows a web archive.
        data: the bytes of the file: HTML, gzip of it, or MHTML.
    """
    page = decoding.unpack(name, data)
    return page if isinstance(page, Refusal) else read_page(page)


def read_page(page: decoding.Unpacked) -> Reading | Refusal:
    """Return the article of a page or of one of its frames, or the reason why there is none."""
    decoded = decoding.decode(page)
    if isinstance(decoded, Refusal):
        return decoded
    tree = decoding.parse(decoded.text)
    note = saving.note(decoded.text)
    saved = replace(page, url=page.url or note.url, captured=page.captured or note.moment)
    found = tree if isinstance(tree, Refusal) else compose(tree) or _read(tree, saved)
    if isinstance(found, Refusal):
        in_frames = (read_page(frame) for frame in page.frames[:_MOST_FRAMES])
        return next((frame for frame in in_frames if isinstance(frame, Reading)), found)
    if page.frames and not isinstance(tree, Refusal) and compose(tree, saved) is None:
        whole = _read(tree, saved)
        # A frame with something else must not cost the page.
        found = found if isinstance(whole, Refusal) else whole
    return replace(found, charset=decoded.charset, cut_off=decoding.is_cut_off(decoded.text))


def _read(tree: HtmlElement, page: decoding.Unpacked) -> Reading | Refusal:
    blocks = text_blocks(tree)
    if sum(len(block.text) for block in blocks) > TEXT_LIMIT:
        return decoding.too_large(f"more than {TEXT_LIMIT:,} characters of text")
    declared = declarations.read(tree, page.url)
    hints = Hints(
        _extracted(tree), declared.descriptions(), declared.headlines(), declared.body(),
        declared.canonical,
    )  # fmt: skip
    classification = classify(blocks, hints)
    blocks, classification = _with_embedded(tree, declared, blocks, classification)
    labels, headline = classification.labels, classification.headline
    facts = declared_facts.facts(declared, _shown_headlines(blocks, classification))
    first = classification.first
    while first < len(blocks) - 1 and byline.is_byline(blocks[first], declared.lang):
        first += 1
    near = byline.around(blocks, headline, first)
    for block in near:
        kept = labels[block.number].role in ("heading", "paragraph") and block.number > headline
        if kept and byline.is_byline(block, declared.lang):
            labels[block.number] = Label(DROPPED, "byline")
    below = [block for block in near if block.number > headline >= 0]
    title = blocks[headline].text if headline >= 0 else ""
    facts += byline.authors(tree, declared, list(dict.fromkeys([*below, *near])), title)
    top = blocks[headline if headline >= 0 else first :][:1]
    known = {fact.field for fact in facts}
    shown = byline.days(near, below, next(iter(top), None), declared.lang)
    facts += [fact for fact in shown if fact.field not in known]
    if captured := declared.captured or page.captured:
        facts.append(Fact(Field.CAPTURED, captured, Evidence.DECLARED, "note of the archive"))
    if refused := refusal(blocks, classification, declared):
        return refused
    return Reading(
        blocks=tuple(article(blocks, classification, declared)),
        decisions=tuple(_decisions(blocks, labels)),
        facts=tuple(facts),
        headlines=_other_headlines(blocks, labels, facts),
    )


def _decisions(blocks: Iterable[TextBlock], labels: Iterable[Label]) -> Iterator[Decision]:
    """Yield a decision for each block, and for each part of it that was left out."""
    for block, label in zip(blocks, labels, strict=True):
        yield Decision(block.line, label.role, label.rule, block.text)
        for aside in block.asides:
            yield Decision(aside.line, DROPPED, aside.rule, aside.text)


def _with_embedded(
    tree: HtmlElement, declared: Declared, blocks: list[TextBlock], shown: Classification
) -> tuple[list[TextBlock], Classification]:
    """Return blocks and classification with an article that the page's scripts would show.

    It takes the place of the text that shows: a notice, a teaser, or nothing.
    """
    labels = list(shown.labels)
    body = [n for n, label in enumerate(labels) if label.role in _IN_PLACE]
    paragraphs = [blocks[n].text for n in body if labels[n].role == "paragraph"]
    article = embedded.find(tree, declared.article, declared.headlines(), paragraphs)
    markup = decoding.parse(article.markup) if article else None
    if article is None or markup is None or isinstance(markup, Refusal):
        return blocks, shown
    hidden = text_blocks(markup)
    found = classify(hidden, Hints(headlines=declared.headlines()))
    kept = [b.text for b, v in zip(hidden, found.labels, strict=True) if v.role == "paragraph"]
    if sum(map(len, kept)) <= sum(map(len, paragraphs)):
        return blocks, shown
    text = alphanumerics("".join(kept))
    summaries = {alphanumerics(summary) for summary in declared.descriptions()}
    for number in body:
        key = alphanumerics(blocks[number].text)
        if key not in summaries or key in text:
            labels[number] = Label(DROPPED, "replaced-by-script-data")
    for block in hidden:
        block.line = article.line
        block.asides = tuple(replace(aside, line=article.line) for aside in block.asides)
        block.number += len(blocks)
    labels += [
        Label(role, "from-script-data" if role == "paragraph" else rule)
        for role, rule in found.labels
    ]
    joined = Classification(labels, shown.headline, len(blocks) + found.first, found.depth)
    return [*blocks, *hidden], joined


def _extracted(tree: HtmlElement) -> str:
    """Return the text that trafilatura extracts.

    It takes quadratic time on tables in tables, on wide tables and on many elements; a page that
    has them only to be slow has no text worth it.
    """
    if tree.xpath("count(.//*)") > _MOST_ELEMENTS:
        return ""
    etree.strip_attributes(tree, "colspan", "rowspan")
    rows = list(map(len, tree.iter("tr")))
    if tree.xpath(_TOO_MANY_TABLES) or len(rows) * max(rows, default=0) > _MOST_CELLS:
        return ""
    document = bare_extraction(
        tree,
        fast=True,
        favor_precision=True,
        include_comments=False,
        output_format="txt",
        config=_CONFIG,
    )
    return getattr(document, "raw_text", None) or ""


def _shown_headlines(
    blocks: Sequence[TextBlock], classification: Classification
) -> tuple[str, ...]:
    """Return the headlines above the text, the likeliest first."""
    headline = classification.headline
    likeliest = [blocks[headline]] if headline >= 0 else []
    titles = [b for b, v in zip(blocks, classification.labels, strict=True) if v.role == "title"]
    shown = (with_superscripts(block.text, block.spans) for block in [*likeliest, *titles])
    return tuple(dict.fromkeys(shown))


def article(
    blocks: Sequence[TextBlock], classification: Classification, declared: Declared
) -> Iterator[Block]:
    """Yield the blocks of the article."""
    labelled = list(zip(blocks, classification.labels, strict=True))
    levels = [b.element.heading for b, v in labelled if v.role == "heading" and b.element.heading]
    top = min(levels, default=1)
    for block, label in labelled:
        kind = label.block_kind
        if kind is None:
            continue
        if kind is BlockKind.PARAGRAPH and block.element.context & Context.PREFORMATTED:
            kind = BlockKind.CODE
        is_heading = kind is BlockKind.HEADING
        # Containers of the whole article are left out.
        containers = () if is_heading else block.element.containers[classification.depth :]
        yield Block(
            kind=kind,
            text=block.text,
            line=block.line,
            level=max(1, block.element.heading - top + 1) if is_heading else 0,
            markup=tuple(_markup(block, declared)),
            containers=containers,
            marker=block.marker if Container.LIST_ITEM in containers else "",
            rows=block.rows,
        )


def _markup(block: TextBlock, declared: Declared) -> Iterator[Markup]:
    """Yield the markup of a block, without links that a page must not contain."""
    for start, end, kind, target in block.spans:
        if kind is not MarkupKind.LINK:
            yield Markup(start, end, kind)
        elif address := _address(target, declared):
            yield Markup(start, end, kind, address)


def _address(target: str, declared: Declared) -> str | None:
    if target.startswith("#"):
        return None
    # An article can link to a web archive, unless the archive has rewritten all links.
    if declared.captured or target.startswith("/"):
        target = saving.original(target).url
    try:
        return urls.web_address(urljoin(declared.base, without_zero_width(target).strip()))
    except ValueError:
        return None


def _other_headlines(
    blocks: Sequence[TextBlock], labels: Sequence[Label], facts: Sequence[Fact]
) -> tuple[str, ...]:
    """Return the headlines of other articles: links of several words that were dropped."""
    own = {fact.value for fact in facts if fact.field is Field.TITLE}
    found = (
        block.text
        for block, label in zip(blocks, labels, strict=True)
        if label.role == DROPPED
        and block.linked * 5 > len(block.text) * 4
        and len(block.text.split()) >= _HEADLINE_WORDS
        and not block.element.context & (Context.NAVIGATION | Context.FOOTER | Context.CONTROL)
        and block.text not in own
    )
    return tuple(dict.fromkeys(found))[:_MOST_HEADLINES]
