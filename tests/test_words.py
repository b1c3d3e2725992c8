"""The words of the interface: catalogues are complete, and pages have no English word."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from gettext import c2py
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from briefings.preview.interface import interface
from briefings.text import words
from tests.catalogues import (
    PLACEHOLDER,
    PROGRAM,
    SHOWN,
    catalogue,
    english,
    found_words,
    source,
    translations,
)
from tests.language_sites import of as content_in
from tests.language_sites import words_of_content
from tests.project import REPOSITORY, Project

TRANSLATED = [tag for tag in words.languages() if tag != words.SOURCE]
SCRIPTS = [
    *(REPOSITORY / "theme_overrides/assets/javascripts").glob("*.js"),
    *(REPOSITORY / "generator/briefings/preview/editor").glob("*.js"),
]


def placeholders(text: str) -> set[str]:
    return {name for pair in PLACEHOLDER.findall(text) for name in pair if name}


# -------------------------------------------------------------------------------- catalogues


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_phrase_and_no_other(language: str) -> None:
    found = translations(language).keys()
    assert found == source(), "run `make words`, and translate what it adds"
    assert [one.id for one in catalogue(language) if one.id and one.fuzzy] == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_whole(language: str) -> None:
    number = catalogue(language).num_plurals
    form_of = c2py(catalogue(language).plural_expr)
    used = Counter(form_of(n) for n in range(1, 200))
    for (singular, plural), translated in translations(language).items():
        original = plural or singular
        assert len(translated) == (number if plural else 1), original
        for form, text in enumerate(translated):
            assert text.strip() or not original.strip(), original
            # A form for a single number, such as the dual, may do without it.
            may_lack = {"number", "count"} if plural and used[form] < 2 else set()
            assert placeholders(original) - placeholders(text) <= may_lack, text
            assert placeholders(text) <= placeholders(original), text
            assert re.findall(r"</?\w+", text) == re.findall(r"</?\w+", original), text


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", "en_GB"), ("de", "de"), ("de-AT", "de_AT"), ("pt", "pt_PT"), ("pt-BR", "pt_BR"),
        ("pt_BR", "pt_BR"), ("zh", "zh"), ("zh-Hans", "zh_Hans"), ("zh-CN", "zh_Hans_CN"),
        ("sr", "sr"), ("sr-Cyrl", "sr_Cyrl"),
    ],
)  # fmt: skip
def test_a_language_has_a_locale(language: str, locale: str) -> None:
    assert words.locale(language) == locale


@pytest.mark.parametrize(
    ("language", "nearest"),
    [
        ("xx", ""), ("", ""), ("de-de-de", ""), ("nb", ""), ("no", ""), ("German", ""),
        # The same language in another script, as Material or people write it.
        ("zh-Hant", "zh-Hans"), ("zh-TW", "zh-Hans"), ("sr-Latn", "sr"), ("sr-latin", "sr"),
    ],
)  # fmt: skip
def test_there_are_no_words_for_another_language_or_script(language: str, nearest: str) -> None:
    with pytest.raises(ValueError, match="words") as raised:
        words.locale(language)
    known = f"there are no words for {language!r}. Write one of {', '.join(words.languages())}."
    assert str(raised.value) == known + (f" The nearest is {nearest}." if nearest else "")


@pytest.mark.parametrize(
    ("written", "said"), [("no", "'no'"), ("zh-TW", "'zh-TW'"), ("[de]", "\"['de']\"")]
)
def test_a_site_in_a_language_without_words_is_not_built(
    written: str, said: str, small: Project
) -> None:
    file = small.folder / "mkdocs.yml"
    theme = f"theme: {{name: material, language: {written}}}"
    file.write_text(file.read_text(encoding="utf-8").replace("theme: material", theme))
    done = small.briefings("check")
    assert done.exit_code == 2
    assert f"theme.language: there are no words for {said}. Write one of ar, " in done.stderr


@pytest.mark.parametrize(
    ("written", "tag", "day"),
    [
        ("EN", "en", "4 May 2020"),
        ("en_us", "en-US", "May 4, 2020"),
        ("", "en", "4 May 2020"),
        ("zh_Hans_CN", "zh-Hans-CN", "2020年5月4日"),
    ],
)
def test_pages_name_their_language_as_browsers_do(
    written: str, tag: str, day: str, small: Project
) -> None:
    file = small.folder / "mkdocs.yml"
    theme = f"theme: {{name: material, language: {written}}}"
    file.write_text(file.read_text("utf-8").replace("theme: material", theme), "utf-8")
    small.built()
    page = (small.site / "briefings/talks/index.html").read_text("utf-8")
    assert f'<html lang="{tag}" ' in page
    assert f">{day}</time>" in page


def test_plural_forms_are_those_of_the_locale() -> None:
    english = words.plural_forms("{number} warning", "{number} warnings", "en_US")
    assert english == {"one": "{number} warning", "other": "{number} warnings"}
    arabic = words.plural_forms("{number} warning", "{number} warnings", "ar")
    assert arabic.keys() == {"zero", "one", "two", "few", "many", "other"}
    assert arabic["two"] == words.of("ar").ngettext("{number} warning", "{number} warnings", 2)


@pytest.mark.parametrize(
    ("locale", "written"), [("en_GB", "12,345"), ("de", "12.345"), ("ar", "12,345")]
)
def test_numbers_are_written_with_the_digits_of_figures(locale: str, written: str) -> None:
    assert words.number(12345, locale) == written


# -------------------------------------------------------------------------------------- pages


@pytest.fixture(scope="module", params=["de", "ar"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    language = request.param
    project = Project(tmp_path_factory.mktemp(language), content_in(language))
    project.configure("site_url: https://example.org/\n")
    file = project.folder / "mkdocs.yml"
    theme = f"theme: {{name: material, language: {language}}}"
    text = file.read_text(encoding="utf-8").replace("theme: material", theme)
    file.write_text(re.sub("(site_name|site_description): .*", r"\1: X", text), encoding="utf-8")
    project.built()
    return project


def unknown_words(site: Project) -> set[str]:
    language = language_of(site)
    return english(language, words_of_content(language))


def language_of(site: Project) -> str:
    return site.folder.name.rstrip("0123456789")


def pages(site: Project) -> Iterator[tuple[str, HtmlElement]]:
    for path in sorted(site.site.rglob("*.html")):
        yield path.relative_to(site.site).as_posix(), document_fromstring(path.read_bytes())


def said(page: HtmlElement) -> Iterator[str]:
    """Yield everything that a page says: its text, its attributes, and the words of its scripts."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        yield from (element.get(name, "") for name in SHOWN)
        yield from texts(json.loads(element.get("data-words", "{}")))
        if element.tag == "meta" and "description" in str(element.get("name")):
            yield element.get("content", "")
        if element.tag == "script" and element.get("data-search-words") is not None:
            yield from texts(json.loads(element.text or ""))
        # Links of the footer have names of programs and fonts.
        elif element.tag not in ("script", "style", "pre", "code") and not PROGRAM.search(
            element.get("href", "")
        ):
            yield element.text or ""
        yield element.tail or ""


def texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        return (text for inner in value.values() for text in texts(inner))
    return [str(value)]


def test_pages_have_no_word_of_the_english_interface(site: Project) -> None:
    unknown = unknown_words(site)
    assert {"Latest", "Published", "Search", "Captured", "Copied", "Timeline"} <= unknown
    for name, page in pages(site):
        assert found_words(" ".join(said(page))) & unknown == set(), name


def test_files_for_machines_have_no_word_of_the_english_interface(site: Project) -> None:
    unknown = unknown_words(site)
    files = [*site.docs.rglob("*.md"), site.site / "llms.txt"]
    assert len(files) > 10
    for file in files:
        _, _, body = f"\n{file.read_text(encoding='utf-8')}".rpartition("\n---\n")
        shown = re.sub(r"\]\([^)]*\)", "]", body)
        assert found_words(shown) & unknown == set(), file


def test_pages_have_language_direction_and_dates(site: Project) -> None:
    language = language_of(site)
    direction, day = {"de": ("ltr", "4. Mai 2020"), "ar": ("rtl", "4 مايو 2020")}[language]
    for name, page in pages(site):
        assert (page.get("lang"), page.get("dir")) == (language, direction), name
        # Only the article in another language, and what quotes it, has a language of its own.
        others = {element.get("lang") for element in page.xpath("//body//*[@lang]")}
        assert others <= {"de", "ar"}, name
    facts = dict(pages(site))["briefings/one/index.html"].find_class("facts")[0].text_content()
    assert words.of(language).gettext("Published %(day)s") % {"day": day} in facts


def test_scripts_have_no_words() -> None:
    for script in SCRIPTS:
        code = re.sub(r"^\s*(//|/?\*).*$", "", script.read_text(encoding="utf-8"), flags=re.M)
        assert re.findall(r"[\"'`][^\"'`\n]*\b[A-Z][a-z]+ [a-z]+", code) == [], script.name


def test_scripts_of_the_editor_say_words_that_there_are() -> None:
    said = {
        name
        for script in SCRIPTS
        if script.parent.name == "editor"
        for name in re.findall(
            r'\b(?:say|count|offer|tool|field)\("([\w-]+)"', script.read_text("utf-8")
        )
    }
    assert len(said) > 50
    assert said - interface("en").keys() == set()


# ----------------------------------------------------------------------------------- sections


def test_names_in_nav_are_titles_of_the_sections(tmp_path: Path) -> None:
    project = Project(tmp_path, content_in("de"))
    project.configure(
        "nav: [index.md, Reports: briefings/index.md, {More: [Years: timeline/index.md]}]\n"
    )
    project.configure("extra: {alternate: [{name: Arabic, link: /ar/, lang: ar}]}\n")
    project.built()
    shown = {name: page.findtext(".//h1") for name, page in pages(project)}
    assert shown["briefings/index.html"] == "Reports"
    assert shown["timeline/index.html"] == "Years"
    assert shown["topics/index.html"] == "Topics"
    home = project.page("").text
    assert ">Years</a>" in home
    assert '<a href="/ar/" hreflang="ar" lang="ar">Arabic</a>' in home
    assert '<link rel="alternate" href="/ar/" hreflang="ar">' in home
