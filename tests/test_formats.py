"""The registry of capture formats."""

import gzip

import pytest

from briefings.content import articles
from briefings.model.content import SourceFile
from briefings.readers import formats
from tests import pdfs, test_docx, test_eml
from tests.pages import HEADLINE, SENTENCES, page
from tests.test_bad_captures import MHTML
from tests.test_webarchive import webarchive

TEXT = "\n\n".join([HEADLINE, *SENTENCES]).encode()
PAGE = page().encode()
ARCHIVE = MHTML.encode()
SAMPLES = {
    ".txt": TEXT,
    ".md": b"---\ntitle: The title\n---\n" + TEXT,
    ".html": PAGE,
    ".htm": PAGE,
    ".html.gz": gzip.compress(PAGE),
    ".mhtml": ARCHIVE,
    ".mht": ARCHIVE,
    ".webarchive": webarchive(PAGE),
    ".eml": test_eml.mail("\n\n".join(SENTENCES)).as_bytes(),
    ".pdf": pdfs.pdf([pdfs.stack([(HEADLINE, 16, True), *SENTENCES])]),
    ".docx": test_docx.paragraphs(HEADLINE, *SENTENCES),
}


@pytest.mark.parametrize("suffix", formats.SUFFIXES)
def test_every_format_is_read(suffix: str) -> None:
    capture = SourceFile(f"articles/a{suffix}", SAMPLES[suffix])
    article = articles.parse(capture, None, {}).article
    assert article
    assert SENTENCES[0] in [block.text for block in article.blocks]


@pytest.mark.parametrize("suffix", [*formats.SUFFIXES, formats.SIDECAR])
def test_a_capture_and_its_sidecar_have_one_stem(suffix: str) -> None:
    assert formats.stem(f"articles/a.b{suffix}") == "articles/a.b"


@pytest.mark.parametrize("name", ["articles/a.png", "articles/a.yml", "articles/a", "a.md.x"])
def test_other_files_are_no_captures(name: str) -> None:
    assert formats.format_of(name) is None
    assert not formats.has_front_matter(name)
    with pytest.raises(ValueError, match="not a capture"):
        articles.parse(SourceFile(name, TEXT), None, {})
