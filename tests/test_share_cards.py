"""Share cards: the picture beside a link to a page, with the site's name and the page's title."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from briefings.mkdocs_plugin import project
from briefings.model.content import CardColours, CardFont, Settings
from briefings.site.share_cards import drawing, lettering
from briefings.site.share_cards.drawing import HEIGHT, WIDTH, Words, png
from briefings.site.share_cards.lettering import Script, Text, can_write, line, parts
from tests.export_site import HERE, compiled, markdown_article
from tests.project import GENEVA, REPOSITORY, SMALL, Project
from tests.views import head

EN, AR = Script("en", is_rtl=False), Script("ar", is_rtl=True)
LONG = "Talks in Moscow end without a result, and the two presidents leave for home separately"
ALPHABET = "abc ÄÖßżőşçñ Жкљ Ωμ – “x” 1973 (ابت) ،ې‌م َ \u00a0"


def pixels(data: bytes) -> list[bytes]:
    """Return the rows of a PNG file with a palette and without filters."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    start, found = 8, {}
    while start < len(data):
        (length,), name = struct.unpack(">I", data[start : start + 4]), data[start + 4 : start + 8]
        body = data[start + 8 : start + 8 + length]
        (checked,) = struct.unpack(">I", data[start + 8 + length : start + 12 + length])
        assert zlib.crc32(name + body) == checked
        found[name] = body
        start += 12 + length
    assert struct.unpack(">2I5B", found[b"IHDR"]) == (WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    rows = zlib.decompress(found[b"IDAT"])
    length = 1 + WIDTH // 2
    assert len(rows) == HEIGHT * length
    assert set(rows[::length]) == {0}
    packed = [rows[start + 1 : start + length] for start in range(0, len(rows), length)]
    found_pixels = [bytes.fromhex("0" + "0".join(row.hex())) for row in packed]
    assert max(map(max, found_pixels)) < len(found[b"PLTE"]) // 3
    return found_pixels


def ink(words: Words) -> tuple[int, int]:
    """Return the first and the last column of the title that letters cover."""
    rows = pixels(png(words))[drawing.TITLE_TOP : drawing.TITLE_BOTTOM]
    covered = [x for x in range(WIDTH) if any(row[x] for row in rows)]
    return covered[0], covered[-1]


def words(title: str, script: Script = EN) -> Words:
    return Words("Site", title, "Wire · 4 May 2020", script)


# ------------------------------------------------------------------------------- lines


@pytest.mark.parametrize(
    ("text", "is_written"),
    [
        ("Łódź, Reykjavík – “Việt Nam” № 5 €", True),
        ("Переговоры в Києві; Љубљана; Αθήνα", True),
        ("قمة القاهرة: كلٌّ على حدة، «گزارش‌های روز»", True),
        ("Soft\u00adhyphen, no-break\u00a0space, ma\u0301rk", True),
        ("東京で会談", False),
        ("北京会谈", False),
        ("שיחות", False),
        ("Peace ☮", False),
        ("🕊", False),
    ],
)
def test_texts_are_written_in_fonts_that_have_all_characters(text: str, is_written: bool) -> None:
    assert can_write(text) is is_written
    if is_written:
        assert all(glyph.id for glyph in line(text, EN).glyphs)  # 0 is the box


@given(st.text(ALPHABET, max_size=80), st.floats(2, 40), st.sampled_from([EN, AR]))
def test_lines_hold_all_words_in_as_few_lines_as_there_can_be(
    title: str, limit: float, script: Script
) -> None:
    text = Text.of(title, script)
    limit = max(limit, text.widest)
    lines = text.lines(limit)
    assert len(lines) == text.number(limit)
    assert all(one.width <= limit + 0.01 for one in lines)
    whole = line(" ".join(title.split()), script)
    spaces = lettering.width(" ", script) * (len(lines) - 1)
    assert sum(one.width for one in lines) + spaces == pytest.approx(whole.width, abs=0.5)


def test_lines_are_about_equally_wide() -> None:
    text = Text.of("One two three four five six seven", EN)
    limit = line("One two three four five six", EN).width
    first, second = text.lines(limit)
    assert first.width < limit * 0.75
    assert second.width > limit * 0.4


def test_a_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    ellipsis = line("…", EN).glyphs[0].id
    for most in (1, 2, 3):
        lines = Text.of(LONG, EN).shortened(10, most)
        assert len(lines) == most
        assert lines[-1].glyphs[-1].id == ellipsis
        assert all(one.width <= 10 for one in lines)
    (right_to_left,) = Text.of("انتهاء المحادثات في موسكو", AR).shortened(8, 1)
    assert right_to_left.glyphs[0].id == ellipsis


def test_a_word_that_is_too_wide_is_broken() -> None:
    lines = Text.of("Rinderkennzeichnungsfleischetikettierungsgesetz", EN).shortened(8, 9)
    assert len(lines) > 2
    assert all(one.width <= 8 for one in lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Talks in Moscow", "Talks|in|Moscow"),
        ("North-east, 5 %", "North-east,|5|%"),
        ("会談は合意なし", "会|談|は|合|意|な|し"),
        ("終了、帰国の途へ（5月4日）", "終|了、|帰|国|の|途|へ|（5|月|4|日）"),
        ("ニュースをもっと", "ニュー|ス|を|もっ|と"),
        ("联合国 General Assembly 大会", "联|合|国|General|Assembly|大|会"),
        ("“会谈”结束", "“会|谈”|结|束"),
    ],
)
def test_lines_end_between_words_and_between_chinese_characters(text: str, shown: str) -> None:
    found = list(parts(text))
    assert "|".join(part for _, part in found) == shown
    assert "".join(gap + part for gap, part in found).strip() == text


def test_brackets_and_numbers_in_a_text_from_right_to_left_keep_their_direction() -> None:
    glyphs = [glyph.id for glyph in line("ب (COVID-19) ب", AR).glyphs]
    inside = [glyph.id for glyph in line("(COVID-19)", EN).glyphs]
    start = glyphs.index(inside[0])
    assert glyphs[start : start + len(inside)] == inside


def test_a_character_without_width_parts_letters() -> None:
    apart, together = (line(text, AR) for text in ("می‌روند", "میروند"))
    assert [glyph.id for glyph in apart.glyphs] != [glyph.id for glyph in together.glyphs]


# ------------------------------------------------------------------------------ drawing


@pytest.mark.parametrize("title", ["Libya", LONG, f"{LONG}; {LONG}; {LONG}", "x" * 300, "A B"])
def test_a_title_of_any_length_stays_inside_the_margins(title: str) -> None:
    first, last = ink(words(title))
    assert first >= drawing.MARGIN - 12
    assert last <= WIDTH - drawing.MARGIN + 12


def test_a_title_begins_at_the_margin_of_its_direction() -> None:
    first, last = ink(words("Libya"))
    assert abs(first - drawing.MARGIN) < 12
    assert last < WIDTH / 2
    first, last = ink(words("ليبيا", AR))
    assert abs(WIDTH - drawing.MARGIN - last) < 12
    assert first > WIDTH / 2


def test_a_card_may_have_a_title_only() -> None:
    rows = pixels(png(Words("", "Site", "", EN)))
    assert set(b"".join(rows[20 : drawing.TITLE_TOP])) == {0}
    assert set(b"".join(rows[530:])) == {0}


def test_the_same_words_give_the_same_bytes_whatever_was_drawn_before() -> None:
    first = png(words("Libya"))
    png(words(LONG))
    png(words("ليبيا", AR))
    assert png(words("Libya")) == first


def test_colours_are_those_of_the_site(small: Project) -> None:
    def colours() -> CardColours:
        return project.load(small.folder / "mkdocs.yml").settings.card_colours

    assert colours() == CardColours()  # those of the theme
    small.override("styles/colours.css", ":root { --ink: light-dark(#000033, #fff0f0); }")
    assert colours() == CardColours(ink="#000033")
    settings = small.folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace(
        "custom_dir: own", 'custom_dir: own, palette: {primary: "#7a1f1f"}'
    )
    settings.write_text(text, "utf-8")
    assert colours() == CardColours(ink="#000033", accent="#7a1f1f", bar="#7a1f1f")


def test_another_colour_changes_the_palette_of_the_file_only() -> None:
    plain, red = png(words("Libya")), png(words("Libya"), CardColours(bar="#7a1f1f"))
    assert pixels(plain) == pixels(red)
    assert b"\x7a\x1f\x1f" in red
    assert b"\x7a\x1f\x1f" not in plain


# -------------------------------------------------------------------------------- site


def cards(files: Mapping[str, str], settings: Settings = HERE) -> dict[str, bytes]:
    """Return the share cards of a site, by path."""
    site = compiled(files, settings)
    return {page.uri: page.data for page in site.exports if page.uri.startswith("cards/")}


def meta_of(file: Path) -> dict[str, str]:
    """Return the properties in the head of a page."""
    found = document_fromstring(file.read_text("utf-8")).iterfind(".//meta[@content]")
    return {
        meta.get("property") or meta.get("name") or "": meta.get("content", "") for meta in found
    }


def test_briefings_explainers_own_pages_and_the_home_page_have_a_card() -> None:
    found = cards({**SMALL, "pages/imprint.md": "---\ntitle: Imprint\n---\nUs.\n"})
    assert set(found) == {
        "cards/index.png",
        "cards/briefings/ferry.png",
        "cards/briefings/talks.png",
        "cards/explainers/geneva.png",
        "cards/pages/imprint.png",
    }
    for data in found.values():
        pixels(data)
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(site_url=HERE.site_url, share_cards=False),
     Settings(site_url=HERE.site_url, site_name="解説")],
    ids=["no address", "off", "no font for the name"],
)  # fmt: skip
def test_a_site_may_have_no_cards(settings: Settings) -> None:
    assert cards(SMALL, settings) == {}
    assert head(compiled(SMALL, settings), "explainers/geneva.md").card == ""


def test_a_title_without_a_font_leaves_the_card_of_the_home_page() -> None:
    files = {**SMALL, **markdown_article("tokyo", title="東京で会談", lang="ja")}
    assert "cards/briefings/tokyo.png" not in cards(files)
    assert head(compiled(files), "briefings/tokyo.md").card == "cards/index.png"


def test_pages_name_their_cards_and_a_build_makes_those_that_changed(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    project.configure("site_url: https://example.org/news/\n")
    project.built()
    for page, card, alt in (
        ("explainers/geneva", "cards/explainers/geneva.png", "Geneva"),
        ("timeline", "cards/index.png", "Timeline"),
    ):
        meta = meta_of(project.site / page / "index.html")
        assert meta["og:image"] == f"https://example.org/news/{card}"
        assert meta["og:image:alt"] == alt
        assert meta["twitter:card"] == "summary_large_image"
        assert (project.site / card).is_file()
    before = {file: file.stat().st_mtime_ns for file in project.site.glob("cards/**/*.png")}
    project.write("explainers/geneva.md", GENEVA.replace("title: Geneva", "title: Genève"))
    project.built()
    changed = {file.name for file, time in before.items() if file.stat().st_mtime_ns != time}
    assert changed == {"geneva.png"}


FONTS = REPOSITORY / "generator/briefings/site/share_cards/fonts"


@pytest.fixture
def only_serif(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package has no Arabic font."""
    serif, _ = lettering._FONTS.items()
    monkeypatch.setattr(lettering, "_FONTS", dict([serif]))
    caches = (lettering._file_of, lettering._run_of, lettering.width)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_a_font_of_the_owner_writes_what_the_others_lack(only_serif: None, small: Project) -> None:
    del only_serif
    font = str(FONTS / "noto-naskh-arabic.ttf")
    assert not can_write("ليبيا Libya")
    assert can_write("ليبيا Libya", font)
    assert all(glyph.id for glyph in line("ليبيا Libya", AR._replace(font=font)).glyphs)
    files = {**SMALL, **markdown_article("libya", title="ليبيا", lang="ar")}
    assert "cards/briefings/libya.png" not in cards(files)
    settings = replace(HERE, card_font=CardFont(font, "1"))
    assert "cards/briefings/libya.png" in cards(files, settings)
    own = small.folder / "own.ttf"
    own.write_bytes(Path(font).read_bytes())
    configure(small, "card_font: own.ttf")
    first = project.load(small.folder / "mkdocs.yml").settings.card_font
    assert first
    assert first.path == str(own)
    own.write_bytes((FONTS / "briefing-serif-display.ttf").read_bytes())
    second = project.load(small.folder / "mkdocs.yml").settings.card_font
    assert second
    assert second.digest != first.digest


def configure(project: Project, options: str) -> None:
    """Set options of the plugin."""
    settings = project.folder / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  - briefings\n", f"  - briefings: {{{options}}}\n")
    settings.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.ttf", "none.ttf cannot be read: No such file or directory"),
        ("mkdocs.yml", "mkdocs.yml is no font; name a file that ends in .ttf, .otf or .ttc"),
    ],
)
def test_a_font_that_is_none_is_a_wrong_setting(small: Project, path: str, message: str) -> None:
    configure(small, f"card_font: {path}")
    result = small.briefings("build")
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


def test_without_cards_of_its_own_a_site_has_the_picture_of_the_theme(tmp_path: Path) -> None:
    project = Project(tmp_path, SMALL)
    configure(project, "share_cards: false")
    project.configure("site_url: https://example.org/news/\n")
    project.built()
    meta = meta_of(project.site / "explainers/geneva/index.html")
    assert meta["og:image"] == "https://example.org/news/assets/images/card.png"
    assert (project.site / "assets/images/card.png").is_file()
    assert not (project.site / "cards").exists()
