"""Properties of every page: no word is lost or invented, and the bytes are always the same."""

import pickle
import random
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import lxml.html

from briefings.cache import digest
from briefings.content import loading
from briefings.model.content import Content, Problem, Severity, SourceFile
from briefings.model.reading import BlockKind, Field
from briefings.model.site import Site
from briefings.readers.text import reader as text_reader
from briefings.site.compile import compile
from briefings.views.briefing import BriefingView
from briefings.views.explainer import ExplainerView
from tests.rendering import SETTINGS, fold, page_html, whole, words
from tests.views import view, views


def page(site: Site, uri: str) -> str:
    return next(page.text for page in site.pages if page.uri == uri)


def test_the_shipped_content_has_no_problem(compiled: Site) -> None:
    assert compiled.problems == ()


def test_the_shipped_content_is_a_real_demonstration(compiled: Site) -> None:
    assert compiled.counts.briefings >= 5
    assert compiled.counts.explainers >= 25
    uris = {page.uri for page in compiled.pages}
    assert {f"explainers/{slug}.md" for slug in ("libya", "kosovo", "resolution-1244")} <= uris


def test_every_shipped_explainer_is_written_out(shipped: Content) -> None:
    for subject in loading.read(shipped).explainers:
        paragraphs = [p for p in subject.body.split("\n\n") if not p.startswith(("#", "*", ">"))]
        assert len(paragraphs) >= 2, subject.path
        assert subject.timeline, subject.path
        assert subject.sources, subject.path
        assert subject.reviewed, subject.path


def test_every_shipped_page_shows_what_its_kind_can_have(shipped: Content) -> None:
    pages = views(compile(replace(shipped, day=date(2026, 11, 1)), SETTINGS))
    for uri, shown in pages.items():
        match shown:
            case BriefingView():
                assert shown.brief, uri
                assert shown.since, uri
            case ExplainerView():
                assert shown.facts, uri
                assert shown.locator or shown.kind != "place", uri
    kosovo = pages["explainers/kosovo.md"]
    assert isinstance(kosovo, ExplainerView)
    alongside = {neighbour.link.uri for neighbour in kosovo.neighbours}
    expected = {f"explainers/{slug}.md" for slug in ("resolution-1244", "serbia", "unmik")}
    assert expected <= alongside


def test_a_page_without_its_annotations_is_the_article_word_for_word(
    shipped: Content, compiled: Site
) -> None:
    for article in loading.read(shipped).texts.values():
        shown = words(page_html(compiled, f"briefings/{article.slug}.md"), "article")
        assert shown == [fold(block.text) for block in article.blocks], article.slug


def test_the_contents_of_a_briefing_are_the_headings_of_its_page(
    shipped: Content, compiled: Site
) -> None:
    for slug in loading.read(shipped).texts:
        uri = f"briefings/{slug}.md"
        page = lxml.html.fromstring(page_html(compiled, uri))
        headings = page.iter("h2", "h3", "h4", "h5", "h6")
        shown = [
            (h.tag, h.get("id"), "".join(map(str, h.itertext())).removesuffix("¶"))
            for h in headings
        ]
        sections = view(compiled, uri, BriefingView).sections
        assert shown == [(f"h{s.level}", s.id, s.title) for s in sections]
        assert {s.id for s in sections} >= {"background-in-this-briefing", "cite"}


def test_related_lines_of_the_shipped_articles_lead_to_each_other(compiled: Site) -> None:
    line = "READ MORE: [Lavrov and Alfano Talk OSCE, Kosovo, Libya and Syria in Moscow]"
    address = "(lavrov-alfano-february-2018.md)"
    assert line + address in page(compiled, "briefings/osce-observers-russia-march-2018.md")
    headline = "- [Sochi Congress Agrees on Constitutional Committee for Syria]"
    address = "(sochi-congress-january-2018.md)"
    assert headline + address in page(compiled, "briefings/lavrov-alfano-february-2018.md")


def test_each_line_of_a_capture_is_on_its_page_or_dropped_by_a_named_rule(
    shipped: Content,
) -> None:
    known = loading.read(shipped)
    profiles = {slug: file.profile for slug, file in known.outlets.items()}
    for file in shipped.files:
        if Path(file.path).match("articles/*.txt"):
            text = file.load().data.decode()
            reading = text_reader.read(text, profiles)
            lines = {n: fold(line) for n, line in enumerate(text.split("\n"), 1) if line.strip()}
            assert [d.line for d in reading.decisions] == list(lines)
            kept = " ".join(lines[d.line] for d in reading.decisions if d.role != "dropped")
            parts = [block.text for block in reading.blocks]
            parts += reading.headlines
            parts += [fact.value for fact in reading.facts if fact.field is Field.TITLE]
            tags = [fact.value for fact in reading.facts if fact.field is Field.TAG]
            parts.append(", ".join(tags))
            assert sorted(kept.split()) == sorted(" ".join(parts).split())


def test_the_order_of_files_makes_no_difference(shipped: Content, compiled: Site) -> None:
    files = list(shipped.files)
    for seed in range(3):
        random.Random(seed).shuffle(files)
        assert whole(compile(Content(tuple(files)), SETTINGS)) == whole(compiled)


def test_inputs_of_every_target_are_values_that_its_key_covers(compiled: Site) -> None:
    for target in compiled.targets:
        inputs = target.inputs
        if inputs is None:
            continue
        assert type(inputs).__dataclass_params__.frozen, target.build
        key = (target.build.__module__, target.build.__qualname__, inputs)
        assert digest(*key) == target.key
        sent = pickle.loads(pickle.dumps(inputs))
        assert digest(*key[:2], sent) == target.key
        for field in fields(inputs):
            changed = replace(inputs, **{field.name: "another value"})
            assert digest(*key[:2], changed) != target.key, field.name


def test_briefings_and_explainers_can_be_made_by_another_process(compiled: Site) -> None:
    apart = [target for target in compiled.targets if target.parallel and target.page]
    assert len(apart) == compiled.counts.briefings + compiled.counts.explainers
    for target in apart:
        build, inputs = pickle.loads(pickle.dumps((target.build, target.inputs)))
        assert build(inputs) == target.files()
        assert target.page in {page.uri for page in build(inputs)}


def test_problems_found_on_disk_are_reported_with_the_others() -> None:
    unreadable = Problem("articles/a.txt", 0, "unreadable", "No.", "Mend it.")
    assert compile(Content((), (unreadable,)), SETTINGS).problems == (unreadable,)


def test_an_empty_content_folder_gives_a_site() -> None:
    site = compile(Content(()), SETTINGS)
    assert not site.failed(strict=True)
    assert {page.uri for page in site.pages} >= {"index.md", "briefings/index.md", "search.md"}


def test_warnings_fail_a_site_only_in_strict_mode() -> None:
    warning = Problem("a", 0, "code", "m", "h", Severity.WARNING)
    site = replace(compile(Content(()), SETTINGS), problems=(warning,))
    assert not site.failed()
    assert site.failed(strict=True)


ARTICLE = SourceFile("articles/a.txt", b"Crimea is named here. Libya too.\n\nAnd Crimea again.")


def explainer(slug: str, title: str, *lines: str) -> SourceFile:
    header = "\n".join([f"title: {title}", "kind: place", "summary: A place.", *lines])
    return SourceFile(f"explainers/{slug}.md", f"---\n{header}\n---\n\nText.\n".encode())


def test_an_added_explainer_is_linked_and_lists_the_sentence() -> None:
    before = compile(Content((ARTICLE,)), SETTINGS)
    after = compile(Content((ARTICLE, explainer("crimea", "Crimea"))), SETTINGS)
    assert "crimea.md" not in page(before, "briefings/a.md")
    briefing = page_html(after, "briefings/a.md")
    assert (
        '<a class="mention" id="m-crimea-1" href="../../explainers/crimea/" data-number="1">'
        "Crimea</a> is named" in briefing
    )
    assert briefing.count("mention") == 1
    mentioned = page_html(after, "explainers/crimea.md")
    link = '<a href="../../briefings/a/#m-crimea-1"><mark>Crimea</mark></a> is named here.'
    assert link in mentioned


def test_a_broken_file_takes_only_its_own_page_away() -> None:
    broken = SourceFile("explainers/kosovo.md", b"---\ntitle: [\n---\n")
    site = compile(Content((ARTICLE, explainer("libya", "Libya"), broken)), SETTINGS)
    assert site.failed()
    uris = {page.uri for page in site.pages}
    assert {"briefings/a.md", "explainers/libya.md"} <= uris
    assert "explainers/kosovo.md" not in uris


def test_what_a_file_has_wrong_is_not_reported_again_where_others_name_it() -> None:
    files = (
        SourceFile("outlets/gazette.yml", b"nam: x"),
        SourceFile("explainers/libya.md", b"---\ntitle: [\n---\n"),
        ARTICLE,
        SourceFile("articles/a.yml", b"outlet: gazette\nlinks: {Tripoli: libya}"),
    )
    site = compile(Content(files), SETTINGS)
    assert {p.file for p in site.problems if p.severity is Severity.ERROR} == {
        "outlets/gazette.yml", "explainers/libya.md",
    }  # fmt: skip


def test_titles_and_summaries_cannot_break_out_of_front_matter() -> None:
    title = "a: \"b' # c\\n--- {{ x }} <script>"
    files = (
        ARTICLE,
        SourceFile("articles/a.yml", f"title: '{title.replace(chr(39), chr(39) * 2)}'".encode()),
    )
    text = page(compile(Content(files), SETTINGS), "briefings/a.md")
    assert text.count("\n---\n") == 1
    assert "<script>" not in text.split("\n---\n")[1]


def test_articles_are_listed_newest_first_and_undated_ones_last() -> None:
    def article(name: str, day: str) -> tuple[SourceFile, SourceFile]:
        facts = f"title: {name}\n" + (f"published: {day}\n" if day else "")
        return (
            SourceFile(f"articles/{name}.txt", b"A text. It is short."),
            SourceFile(f"articles/{name}.yml", facts.encode()),
        )

    files = (*article("old", "2019-01-01"), *article("none", ""), *article("new", "2020-06-01"))
    listed = [a.slug for a in loading.read(Content(files)).articles.values()]
    assert listed == ["new", "old", "none"]
    lists = page(compile(Content(files), SETTINGS), "briefings/index.md")
    assert (
        lists.index("## 2020") < lists.index("## 2019") < lists.index("## Publication date unknown")
    )


def test_a_markdown_article_keeps_a_first_heading_that_is_not_its_title() -> None:
    text = b"---\ntitle: The editor's title\n---\n# The captured title\n\nA text.\n"
    site = compile(Content((SourceFile("articles/a.md", text),)), SETTINGS)
    captured = "<dt>Headline as captured</dt>\n<dd>The captured title</dd>"
    assert captured in page_html(site, "briefings/a.md")


def test_a_timeline_shows_dates_as_precisely_as_they_are_known() -> None:
    entries = "".join(f"{{date: {day}, event: A.}}," for day in ("1999", "1999-06", "1999-06-10"))
    files = (explainer("a", "A place", f"timeline: [{entries}]"),)
    text = page_html(compile(Content(files), SETTINGS), "explainers/a.md")
    assert '<time datetime="1999">1999</time>' in text
    assert '<time datetime="1999-06">June 1999</time>' in text
    assert '<time datetime="1999-06-10">10 June 1999</time>' in text


def test_dates_are_written_in_the_site_s_locale() -> None:
    facts = SourceFile("articles/a.yml", b"published: 2018-02-01")
    german = compile(Content((ARTICLE, facts)), replace(SETTINGS, locale="de"))
    assert "1. Februar 2018" in page_html(german, "briefings/a.md")


def test_the_day_of_publication_is_the_editor_s_and_never_the_clock_of_the_capture() -> None:
    files = (
        SourceFile(
            "outlets/o.yml", b"name: O\ncapture: {clock: '%H:%M GMT%d %B %Y', recognise: [GMT]}"
        ),
        SourceFile("articles/a.txt", b"19:08 GMT07 August 2020\n\nA text. It is short."),
    )
    (article,) = loading.read(Content(files)).texts.values()
    assert article.captured
    assert article.captured.date() == date(2020, 8, 7)
    assert article.published is None
    assert all(block.kind is BlockKind.PARAGRAPH for block in article.blocks)
