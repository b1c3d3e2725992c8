"""Checks of names, mentions and links: each problem is reported once, with its line."""

import pytest

from briefings.files.schemas.values import is_name_enough
from briefings.model.content import Content, Problem, Settings, Severity, SourceFile
from briefings.model.policy import LinkPolicy, LinkRules, OncePer
from briefings.site.compile import annotate, compile

# Not what these tests are about.
OTHERS = {"unknown-date", "derived-title", "unknown-outlet"}


def explainer(slug: str, title: str, *lines: str, body: str = "Text.") -> SourceFile:
    header = "\n".join([f"title: {title}", "kind: place", "summary: A place.", *lines])
    return SourceFile(f"explainers/{slug}.md", f"---\n{header}\n---\n\n{body}\n".encode())


def article(name: str, text: str, *lines: str) -> SourceFile:
    header = "\n".join(["title: A title", "published: 2018-02-01", *lines])
    return SourceFile(f"articles/{name}.md", f"---\n{header}\n---\n\n{text}\n".encode())


def problems(*files: SourceFile, links: LinkPolicy | None = None) -> list[Problem]:
    settings = Settings(links=links) if links else Settings()
    return [p for p in compile(Content(files), settings).problems if p.code not in OTHERS]


LIBYA = explainer("libya", "Libya")
TRIPOLI_LIBYA = explainer(
    "tripoli-libya", "Tripoli, Libya", "aliases: [Tripoli]", "context: [Haftar]"
)
TRIPOLI_LEBANON = explainer("tripoli-lebanon", "Tripoli, Lebanon", "aliases: [Tripoli]")


# ----------------------------------------------------------------------- defaults of the site


def linked(phrase: str, text: str, *lines: str) -> list[str]:
    """Return what a phrase means in an article, where mkdocs.yml decides on Tripoli and a pier."""
    decided = (("Tripoli", "tripoli-libya"), ("the pier", "tripoli-lebanon"))
    files = (TRIPOLI_LIBYA, TRIPOLI_LEBANON, article("a", text, *lines))
    corpus = annotate(Content(files), Settings(defaults=LinkRules(decided=decided)))
    mentions = corpus.annotated["briefings/a.md"].mentions
    return [f"{m.subject} {m.sense.value}" for m in mentions if m.phrase == phrase]


@pytest.mark.parametrize(
    ("text", "line", "meant"),
    [
        ("In Tripoli.", "", "tripoli-libya decided-by-default"),
        # What is known on the page is stronger: its editor, another name, the context.
        ("In Tripoli.", "links: {Tripoli: tripoli-lebanon}", "tripoli-lebanon decided-by-editor"),
        ("Tripoli, Lebanon. In Tripoli.", "", "tripoli-lebanon decided-by-another-name"),
        ("In Tripoli with Haftar.", "", "tripoli-libya decided-by-context"),
    ],
)
def test_a_shared_name_has_a_default(text: str, line: str, meant: str) -> None:
    assert linked("Tripoli", text, line) == [meant]


def test_a_default_also_names_a_subject_that_lacks_the_phrase() -> None:
    assert linked("the pier", "On the pier.") == ["tripoli-lebanon only-claim"]
    files = (TRIPOLI_LIBYA, LIBYA, article("a", "Tripoli."))
    rules = LinkRules(decided=(("Tripoli", "libya"),))
    corpus = annotate(Content(files), Settings(defaults=rules))
    assert corpus.subjects("briefings/a.md") == ("libya",)


def test_a_name_with_a_default_is_no_problem() -> None:
    files = (
        explainer("one", "One", "aliases: [Oea]"),
        explainer("other", "Other", "aliases: [Oea]"),
        article("a", "In Oea."),
    )
    assert [problem.code for problem in problems(*files)] == ["undecided-name", "shared-alias"]
    decided = Settings(defaults=LinkRules(decided=(("Oea", "one"),)))
    found = compile(Content(files), decided).problems
    assert [problem.code for problem in found if problem.code not in OTHERS] == []


# ---------------------------------------------------------------------- must_link and its kin


def test_passing_alias_tests_are_not_reported() -> None:
    subject = explainer(
        "un-security-council",
        "UN Security Council",
        "aliases: [Security Council]",
        "never_link: [Russian Security Council]",
        "must_link:",
        "  - The Security Council met.",
        "  - ‘The UN Security Council’s members,’ he said.",
        "  - Libya Security Council",  # both would be linked elsewhere; only this one counts
        "must_not_link:",
        "  - The Russian Security Council met.",
        "  - The security council of the town met.",
    )
    assert problems(subject, LIBYA) == []


@pytest.mark.parametrize(
    ("sentence", "happened"),
    [
        ("The council met.", "It contains no name of an explainer."),
        ("Libya’s council met.", "“Libya’s” is linked to `libya` (only-claim)."),
        ("Tripoli’s council met.",
         "“Tripoli’s” is not linked (alias-is-shared, may be `tripoli-lebanon` or "
         "`tripoli-libya`)."),
        ("Haftar in Tripoli.", "“Tripoli” is linked to `tripoli-libya` (decided-by-context)."),
        ("The Russian Security Council met.",
         "“Russian Security Council” is not linked (never-link)."),
        ("Libya, Tripoli.", "“Libya” is linked to `libya` (only-claim); “Tripoli” is linked to "
         "`tripoli-libya` (decided-by-title)."),
    ],
)  # fmt: skip
def test_a_failed_must_link_names_its_line_and_the_result(sentence: str, happened: str) -> None:
    subject = explainer(
        "council",
        "UN Security Council",
        "aliases: [Security Council]",
        "never_link: [Russian Security Council]",
        "must_link:",
        "  - The Security Council met.",
        f"  - {sentence}",
    )
    found = problems(subject, LIBYA, TRIPOLI_LIBYA, TRIPOLI_LEBANON)
    assert [(p.file, p.line, p.code, p.severity) for p in found] == [
        ("explainers/council.md", 9, "must-link", Severity.ERROR)
    ]
    assert found[0].message == f"Not linked to UN Security Council: “{sentence}”. {happened}"


@pytest.mark.parametrize(
    ("sentence", "happened"),
    [
        ("The Security Council met.", "“Security Council” is linked to `council` (only-claim)."),
        ("Libya and the Security Council.",
         "“Libya” is linked to `libya` (only-claim); “Security Council” is linked to `council` "
         "(only-claim)."),
    ],
)  # fmt: skip
def test_a_failed_must_not_link_names_its_line_and_the_result(sentence: str, happened: str) -> None:
    subject = explainer(
        "council",
        "UN Security Council",
        "aliases: [Security Council]",
        f"must_not_link: ['{sentence}', 'A security council.']",
    )
    (found,) = problems(subject, LIBYA)
    assert (found.file, found.line, found.code) == ("explainers/council.md", 6, "must-not-link")
    assert found.message == f"Linked to UN Security Council: “{sentence}”. {happened}"


@pytest.mark.parametrize(
    "policy",
    [
        LinkPolicy(),
        LinkPolicy(OncePer.PAGE, in_quotations=False, per_100_words=0.1),
        LinkPolicy(never=frozenset({"libya"})),
    ],
    ids=["none said", "thinned out", "never linked on this site"],
)
def test_alias_tests_ignore_the_link_rules_of_the_site(policy: LinkPolicy) -> None:
    subject = explainer("libya", "Libya", "must_link: ['‘Libya,’ said Libya. Libya Libya']")
    assert problems(subject, links=policy) == []


# ------------------------------------------------------------------------- undecided mentions


def test_an_undecided_name_is_reported_once_for_the_site_with_two_sentences() -> None:
    found = problems(
        TRIPOLI_LIBYA,
        TRIPOLI_LEBANON,
        article("c", "In Tripoli.\n\nTripoli."),
        article("b", "In Tripoli on foot.\n\nTripoli."),
        article("a", "A walk.\n\nA boat left. Tripoli’s port was shut. Tripoli.\n\nTripoli."),
        article("decided-by-context", "In Tripoli with Haftar."),
        article("decided-by-its-editor", "In Tripoli.", "links: {Tripoli: tripoli-lebanon}"),
        article("none", "## In Tripoli\n\nNothing."),
    )
    assert [(p.file, p.line, p.code, p.severity) for p in found] == [
        ("articles/a.md", 8, "undecided-name", Severity.WARNING)
    ]
    assert found[0].message == (
        "“Tripoli” may be Tripoli, Lebanon (`tripoli-lebanon`) or Tripoli, Libya "
        "(`tripoli-libya`), and nothing decides: it has no link, 7 times on 3 pages. "
        "“Tripoli’s port was shut.” (articles/a.md) “In Tripoli on foot.” (articles/b.md)"
    )
    assert "in mkdocs.yml: `links: {Tripoli: tripoli-lebanon}`" in found[0].hint


def test_each_undecided_name_is_reported_with_a_line_that_can_be_copied() -> None:
    names = "aliases: ['Oea: port', Trablous]"
    found = problems(
        explainer("one", "One", names, "context: [x]"), explainer("other", "Other", names),
        article("a", "In Trablous, or Oea: port."),
    )  # fmt: skip
    assert [p.message.partition(" may")[0] for p in found] == ["“Oea: port”", "“Trablous”"]
    assert "`links: {'Oea: port': one}`" in found[0].hint


def test_an_undecided_name_in_an_explainer_is_reported() -> None:
    found = problems(
        TRIPOLI_LIBYA, TRIPOLI_LEBANON, explainer("libya", "Libya", body="A.\n\nIn Tripoli.")
    )
    assert [(p.file, p.line, p.code) for p in found] == [
        ("explainers/libya.md", 9, "undecided-name")
    ]
    decided = explainer("libya", "Libya", "links: {Tripoli: tripoli-libya}", body="In Tripoli.")
    assert problems(TRIPOLI_LIBYA, TRIPOLI_LEBANON, decided) == []


# ----------------------------------------------------------------------------- names and links


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        (["aliases: [Libya]"], "alias-twice", 5),
        (["aliases: [Great State, 'Great  State']"], "alias-twice", 5),
        (["aliases: [People's State]", "forms: [People’s State]"], "alias-twice", 6),
        (["aliases: [Café State, Cafe\u0301 State]"], "alias-twice", 5),
        (["never_link: [Libya]"], "rejects-its-name", 5),
        (
            ["aliases: [The State]", "never_link: [Libya Herald, 'The  State']"],
            "rejects-its-name",
            6,
        ),
        (["links_inside: [Tunisian Army]"], "no-longer-name", 5),
        (["aliases: [Barbary]", "links_inside: [Barbary Coast, Barbary]"], "no-longer-name", 6),
        (["links: {never: [atlantis]}"], "unknown-explainer", 5),
        (["links:", "  never:", "    - atlantis"], "unknown-explainer", 7),
        (["links: {Tripoli: atlantis}"], "unknown-explainer", 5),
        (["links:", "  never: [Libya]", "  Tripoli: atlantis"], "unknown-explainer", 7),
    ],
)
def test_each_error_in_the_names_of_an_explainer_is_reported_once(
    lines: list[str], code: str, line: int
) -> None:
    (found,) = problems(explainer("libya", "Libya", *lines, body="In Tripoli."))
    assert (found.file, found.line, found.code) == ("explainers/libya.md", line, code)


@pytest.mark.parametrize(
    "lines",
    [
        ["aliases: [libya, LIBYA, State of Libya]"],  # case tells them apart
        ["never_link: [Libya Herald]"],
        ["links_inside: [Libya Herald]"],
        ["links: {never: [libya, Libya Herald, Tripoli]}"],
        ["links: {Tripoli: libya}"],
    ],
)
def test_valid_names_are_not_reported(lines: list[str]) -> None:
    assert problems(explainer("libya", "Libya", *lines)) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ([], [], ["shared-alias"]),
        (["context: [Haftar]"], [], []),
        ([], ["valid: {from: 1990}"], []),
    ],
)
def test_explainers_that_share_a_name_should_say_when_each_is_meant(
    first: list[str], second: list[str], found: list[str]
) -> None:
    files = [explainer("one", "One", "aliases: [Tripoli]", *first),
             explainer("two", "Two", "forms: [ Tripoli]", *second)]  # fmt: skip
    assert [problem.code for problem in problems(*files)] == found
    assert [problem.code for problem in problems(*files[::-1])] == found


@pytest.mark.parametrize(
    "files",
    [
        [article("a", "In Tripoli.", "links: {Tripoli: atlantis}")],
        [
            SourceFile("articles/a.txt", b"In Tripoli. A text."),
            SourceFile("articles/a.yml", b"title: A\nlinks: {Tripoli: atlantis}\n"),
        ],
        [explainer("a", "Anywhere", "links: {Tripoli: atlantis}", body="In Tripoli.")],
    ],
)
def test_a_phrase_for_an_unknown_explainer_is_reported_and_not_linked(
    files: list[SourceFile],
) -> None:
    site = compile(Content((*files, explainer("tripoli", "Tripoli"))), Settings())
    found = [problem for problem in site.problems if problem.code not in OTHERS]
    assert [problem.code for problem in found] == ["unknown-explainer"]
    assert "`atlantis`" in found[0].message
    # What the phrase stands for otherwise it stands for here.
    assert any("[Tripoli](" in page.text and "atlantis" not in page.text for page in site.pages)


def test_problems_of_an_explainer_are_not_repeated_in_files_that_name_it() -> None:
    broken = SourceFile("explainers/tripoli.md", b"---\ntitle: [\n---\n")
    user = explainer(
        "libya", "Libya", "links: {Tripoli: tripoli, never: [tripoli]}", body="Tripoli."
    )
    assert {problem.file for problem in problems(broken, user)} == {"explainers/tripoli.md"}


# ---------------------------------------------------------------------- everything at once

EVERYTHING = (
    SourceFile(
        "explainers/libya.md",
        """\
---
title: Libya
kind: region
summary: A place.
aliases:
  - ""
  - L
  - "?!"
  - 1951
  - Barbary
  - Barbary
  - Tripoli
  - {text: Tripolitania, valid: {from: 1934, to: 1911}}
  - "   "
forms: [Libyan, Barbary]
context: [Haftar, "--"]
never_link: [Libya Herald, Libyan, "…"]
must_link:
  - Italy ruled Cyrenaica.
  - It was free in 1951.
  - The Libyan coast.
must_not_link:
  - The coast of Barbary.
redirect_from: [Old Name, tripoli]
links:
  never: [atlantis, "!"]
  Benghazi: nowhere
  "?": libya
colour: red
---

In Benghazi.
""".encode(),
    ),
    explainer("tripoli", "Tripoli", "links: {Libya: libya}"),
    SourceFile(
        "articles/talks.yml",
        b"""\
title: Talks
published: yesterday
outlet: nobody
links:
  once_per: chapter
  Tripoli: atlantis
  never: [lost-city, libya]
notes:
  - {quote: met on Mars, note: A., kind: rumour}
""",
    ),
    SourceFile("articles/talks.txt", b"Envoys met in Tripoli on Monday to speak.\n"),
)
TOLD = {
    "explainers/libya.md": [
        (3, "bad-value"),  # the kind
        (6, "bad-value"),  # an empty alias
        (7, "bad-value"),  # of one letter
        (8, "bad-value"),  # of punctuation
        (9, "bad-value"),  # a bare number
        (11, "alias-twice"),
        (13, "bad-value"),  # an era the wrong way round
        (14, "bad-value"),  # an alias of white space
        (15, "alias-twice"),
        (16, "bad-value"),  # context of punctuation
        (17, "bad-value"),  # a rejected phrase of punctuation
        (17, "rejects-its-name"),
        (19, "must-link"),  # line 20 has an invalid name, which is reported above
        (21, "must-link"),  # rejected on line 17
        (23, "must-not-link"),
        (24, "bad-value"),  # no name of an address
        (24, "redirect-taken"),
        (26, "bad-value"),  # never to link punctuation
        (26, "unknown-explainer"),
        (27, "unknown-explainer"),
        (28, "bad-value"),  # punctuation to be linked
        (29, "unknown-key"),
    ],
    "explainers/tripoli.md": [],  # the shared name is decided by context
    "articles/talks.yml": [
        (2, "bad-value"),
        (3, "unknown-outlet"),
        (5, "bad-value"),
        (6, "unknown-explainer"),
        (7, "unknown-explainer"),
        (9, "bad-value"),
        (9, "note-lost"),
    ],
}


@pytest.mark.parametrize("path", TOLD)
def test_all_problems_of_a_file_are_reported_in_one_run_and_once(path: str) -> None:
    site = compile(Content(EVERYTHING), Settings())
    found = [(p.line, p.code) for p in site.problems if p.file == path]
    assert found == TOLD[path]
    assert {p.file for p in site.problems} <= TOLD.keys()
    assert all(problem.message and problem.hint for problem in site.problems)


def test_a_name_that_two_files_with_errors_share_is_reported() -> None:
    broken = [
        explainer(slug, title, "aliases: [Congress, X]")
        for slug, title in (("a", "A b"), ("b", "B c"))
    ]
    assert [(p.file, p.line, p.code) for p in problems(*broken)] == [
        (f"explainers/{slug}.md", 5, code)
        for slug, codes in (("a", ["bad-value"]), ("b", ["bad-value", "shared-alias"]))
        for code in codes
    ]


@pytest.mark.parametrize("missing", ["title", "kind", "summary"])
def test_a_missing_key_does_not_hide_other_problems(missing: str) -> None:
    text = explainer("a", "Anywhere", "aliases: [Some Place, Some Place]").data.decode()
    lines = [line for line in text.splitlines() if not line.startswith(missing)]
    file = SourceFile("explainers/a.md", "\n".join(lines).encode())
    assert [(p.line, p.code) for p in problems(file)] == [(1, "missing-key"), (4, "alias-twice")]


@pytest.mark.parametrize("phrase", ["NATO", "G7", "R2", "23-F", "9/11", "7-7", "3–11", "9·11"])
def test_what_can_be_a_name(phrase: str) -> None:
    assert is_name_enough(phrase)


@pytest.mark.parametrize(
    "phrase", ["X", "7", "1244", "2011-12", "12,000", "9.5", "19/11/2018", "9/", "/11", "9//11"]
)
def test_what_is_only_a_number(phrase: str) -> None:
    assert not is_name_enough(phrase)
