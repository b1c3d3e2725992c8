"""Link a set of texts with a dictionary of its own, and write the mentions for a scorer.

    python tests/eval/link.py SET.jsonl EXPLAINERS.json --out PREDICTIONS.jsonl

SET has rows of `id` and `text`; EXPLAINERS maps an entity to its `title` and `aliases`. A
prediction has `id` and `mentions`, each with `start`, `end` and `entity`. Every mention counts, so
the rules that thin links out (once in a section, quotations, budget, touching) are left aside; the
possessive, which belongs to a link here, does not belong to a mention there.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parents[2]))

from briefings.linking.lexicon import Lexicon, Name
from briefings.linking.profiles import Profile
from briefings.linking.senses import Evidence
from briefings.model.linking import Mention, PageText, Passage, Verdict
from briefings.model.policy import LinkPolicy, OncePer
from tests.linking import link

EVERY_MENTION = LinkPolicy(OncePer.MENTION, in_quotations=True, per_100_words=0)
FOUND = (Verdict.LINKED, Verdict.TOUCHING)


@click.command()
@click.argument("texts", type=click.Path(exists=True, path_type=Path))
@click.argument("explainers", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(texts: Path, explainers: Path, out: Path) -> None:
    """Link a set of texts and write predictions."""
    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines() if line]
    known = json.loads(explainers.read_text(encoding="utf-8"))
    with out.open("w", encoding="utf-8") as file:
        for prediction in predictions(rows, known):
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def predictions(
    rows: list[dict[str, Any]], known: Mapping[str, dict[str, Any]]
) -> Iterator[dict[str, object]]:
    """Yield the mentions in each text."""
    names = [Name(alias, entity) for entity, said in known.items() for alias in said["aliases"]]
    pages = [PageText(row["id"], (Passage(row["text"], 0, 1),)) for row in rows]
    lexicon = Lexicon(names)
    titles = [Profile(entity, said["title"]) for entity, said in known.items()]
    linked = link(pages, lexicon, Evidence(titles, lexicon), EVERY_MENTION)
    for row, annotated in zip(rows, linked, strict=True):
        found = [mention for mention in annotated.mentions if mention.verdict in FOUND]
        yield {"id": row["id"], "mentions": [_mention(mention, row["text"]) for mention in found]}


def _mention(mention: Mention, text: str) -> dict[str, object]:
    end = mention.end
    if mention.phrase[-2:] != "'s" and text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    elif mention.phrase[-1:] != "'" and text[end - 1 : end] in ("'", "’"):
        end -= 1
    return {"start": mention.start, "end": end, "entity": mention.subject}


if __name__ == "__main__":
    main()
