"""Read a set of captures and write what was understood, one JSON line each, for a scorer.

    python -m tests.eval.read --gold GOLD.jsonl --html DIR --out PREDICTIONS.jsonl
    python -m tests.eval.read --gold GOLD.jsonl --text TEXT.jsonl --out PREDICTIONS.jsonl

A page is known by its `id`: DIR holds `<id>.html.gz` or `<id>.html`; TEXT has rows of `id`, `page`
and `text`. A prediction has `id`, `title`, `authors`, `published`, `headings` and `body`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from briefings.build import content_folder
from briefings.content import articles, loading
from briefings.model.article import Article
from briefings.model.content import SourceFile
from briefings.model.reading import BlockKind
from tests.rendering import ROOT

_BODY = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TABLE, BlockKind.CODE)


@click.command()
@click.option("--gold", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--html", "pages", type=click.Path(exists=True, path_type=Path))
@click.option("--text", "scrapes", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.option("--no-profiles", is_flag=True, help="Read without any outlet's profile.")
def main(
    gold: Path, pages: Path | None, scrapes: Path | None, out: Path, no_profiles: bool
) -> None:
    """Read a set of captures and write predictions."""
    if (pages is None) == (scrapes is None):
        raise click.UsageError("Give either --html or --text.")
    known = {} if no_profiles else loading.outlets_of(content_folder.read_content(ROOT / "content"))
    ids = [json.loads(line)["id"] for line in _lines(gold)]
    sources = _html(pages, ids) if pages else _text(scrapes) if scrapes else iter(())
    with out.open("w", encoding="utf-8") as file:
        for page, source in sources:
            article = articles.parse(source, None, known).article
            file.write(json.dumps(prediction(page, article), ensure_ascii=False) + "\n")


def prediction(page: str, article: Article | None) -> dict[str, object]:
    """Return a prediction in the scorer's form; an empty one for a page that was refused."""
    if article is None:
        return {
            "id": page,
            "title": "",
            "authors": [],
            "headings": [],
            "body": "",
            "published": None,
        }
    derived = any(f.field == "title" and f.evidence != "derived" for f in article.facts)
    headings = [b.text for b in article.blocks if b.kind is BlockKind.HEADING]
    return {
        "id": page,
        "title": article.title if derived else "",
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "headings": headings,
        "body": "\n\n".join(b.text for b in article.blocks if b.kind in _BODY),
    }


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line for line in file if line.strip())


def _html(folder: Path, ids: list[str]) -> Iterator[tuple[str, SourceFile]]:
    for page in ids:
        for ending in (".html.gz", ".html"):
            path = folder / f"{page}{ending}"
            if path.is_file():
                yield page, SourceFile(f"articles/{page}{ending}", path.read_bytes())
                break


def _text(scrapes: Path) -> Iterator[tuple[str, SourceFile]]:
    for line in _lines(scrapes):
        row = json.loads(line)
        yield row["id"], SourceFile(f"articles/{row['id']}.txt", row["text"].encode())


if __name__ == "__main__":
    main()
