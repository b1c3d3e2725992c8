"""An incremental build gives the same bytes as a full build."""

import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from briefings.build.outputs import Folders, make
from briefings.build.store import DamagedError, Store
from briefings.build.workers import Workers
from briefings.mkdocs_plugin import render
from briefings.mkdocs_plugin.listener import Listener
from briefings.model.content import Content, Settings, SourceFile
from briefings.model.policy import LINK_POLICY, LinkRules, OncePer
from briefings.model.site import OutputDir, Site
from briefings.site.compile import compile
from tests import drawn
from tests.project import BRIDGE, GENEVA, SMALL, Project, tree

PLACES = ("alma", "borea", "corvo", "delta")
NAMES = st.sampled_from(("one", "two", "three", "four"))
SLUGS = st.sampled_from(PLACES)
LEAD = "---\nlead: {briefing: two, note: The end}\n---\n"
WORDS = st.lists(
    st.sampled_from((
        "Alma", "Borea", "Corvo", "Delta", "the port", "Port City", "ministers met in",
        "“Alma will stay calm,” he said.", "and", "Resolution 7", "* star *", "[x](y.md)",
    )),
    min_size=1, max_size=14,
).map(" ".join)  # fmt: skip
DAYS = st.sampled_from(("", "2018-02-01", "2019-06-15", "2019-06-16", "2021-01-01"))
TAGS = st.lists(st.sampled_from(("Alma", "Talks", "talks", "Ports")), max_size=2)
REVISED = st.sampled_from(("2019-06-15", "2021-01-01"))
REMARKS = st.sampled_from(("Seen.", "See [it](../explainers/corvo.md)."))
OUTLETS = st.sampled_from(("", "wire"))
LISTS = st.lists(st.sampled_from(("Port City", "the port", "Resolution 7", "Old Alma")), max_size=2)
EVENTS = st.lists(st.sampled_from(("1999", "2018-02", "2020-03-04")), max_size=2)


class Edits(RuleBasedStateMachine):
    """An editor at work: after each edit the generated folders are those of a clean build."""

    workers: Workers

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(mkdtemp(prefix="briefings-"))
        self.folders = Folders(self.root / "docs")
        self.files: dict[str, bytes] = {}
        self.settings = Settings(site_url="https://a.example/")
        self.version = "1"

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize()
    def begin(self) -> None:
        self.files["outlets/wire.yml"] = b"name: The Wire\n"
        for place in PLACES[:2]:
            self.explain(place, "It is a place.", [], [], "2019-01-01")

    @rule(name=NAMES, text=WORDS, day=DAYS, tags=TAGS, outlet=OUTLETS)
    def capture(self, name: str, text: str, day: str, tags: list[str], outlet: str) -> None:
        facts = f"title: About {name}\ntags: {tags}\n"
        facts += f"published: {day}\n" if day else ""
        facts += f"outlet: {outlet}\n" if outlet else ""
        self.files[f"articles/{name}.txt"] = f"{text}.\n\nThe end of {text}.\n".encode()
        self.files[f"articles/{name}.yml"] = facts.encode()

    @rule(name=NAMES, note=REMARKS, day=REVISED)
    def annotate(self, name: str, note: str, day: str) -> None:
        sidecar = self.files.get(f"articles/{name}.yml")
        if sidecar and b"notes:" not in sidecar:
            said = (
                f'notes:\n  - {{quote: "The end of", kind: update, note: "{note}", date: {day}}}\n'
            )
            self.files[f"articles/{name}.yml"] = sidecar + said.encode()

    @rule(name=NAMES, text=REMARKS, key=st.sampled_from(("corrections", "updates")), day=REVISED)
    def correct(self, name: str, text: str, key: str, day: str) -> None:
        sidecar = self.files.get(f"articles/{name}.yml")
        if sidecar and f"{key}:".encode() not in sidecar:
            said = f'{key}: [{{date: {day}, text: "{text}"}}]\n'
            self.files[f"articles/{name}.yml"] = sidecar + said.encode()

    @rule(name=NAMES)
    def leave_out(self, name: str) -> None:
        sidecar = self.files.get(f"articles/{name}.yml")
        if sidecar and b"drop:" not in sidecar:
            first = self.files[f"articles/{name}.txt"].decode().splitlines()[0]
            self.files[f"articles/{name}.yml"] = sidecar + f'drop: ["{first}"]\n'.encode()

    @rule(slug=SLUGS, text=WORDS, aliases=LISTS, events=EVENTS, reviewed=DAYS)
    def explain(
        self, slug: str, text: str, aliases: list[str], events: list[str], reviewed: str
    ) -> None:
        timeline = "".join(f"  - {{date: {day}, event: It changed.}}\n" for day in sorted(events))
        self.files[f"explainers/{slug}.md"] = (
            f"---\ntitle: {slug.capitalize()}\nkind: place\nsummary: About {slug}.\n"
            f"aliases: {aliases}\ncontext: [Borea]\n"
            + (f"timeline:\n{timeline}" if timeline else "")
            + (f"reviewed: {reviewed}\n" if reviewed else "")
            + f"---\n\n{text} and [Alma](alma.md).\n"
        ).encode()

    @rule(name=NAMES, text=WORDS, place=st.sampled_from(("footer", "nav")))
    def say(self, name: str, text: str, place: str) -> None:
        head = f"---\ntitle: On {name}\nin: {place}\n---\n\n"
        text += " and [Alma](../explainers/alma.md).\n"
        self.files[f"pages/{name}.md"] = f"{head}{text}".encode()

    @rule(
        name=NAMES,
        text=WORDS,
        said=REMARKS,
        entries=st.lists(st.tuples(st.booleans(), NAMES, SLUGS), max_size=4),
    )
    def collect(
        self, name: str, text: str, said: str, entries: list[tuple[bool, str, str]]
    ) -> None:
        listed = "".join(
            f'  - {{briefing: {one}, line: "{said}"}}\n' if is_briefing else
            f"  - {{explainer: {slug}}}\n"
            for is_briefing, one, slug in entries
        )  # fmt: skip
        head = f"---\ntitle: All of {name}\nsummary: About {name}.\n"
        head += f"entries:\n{listed}---\n\n" if listed else "---\n\n"
        self.files[f"dossiers/{name}.md"] = (
            f"{head}{text} and [Alma](../explainers/alma.md).\n".encode()
        )

    @rule(name=NAMES, width=st.sampled_from((20, 30, 1300)))
    def draw(self, name: str, width: int) -> None:
        self.files[f"explainers/{name}.png"] = drawn.raster("PNG", width)

    @rule(slug=SLUGS, name=NAMES, lead=st.booleans())
    def illustrate(self, slug: str, name: str, *, lead: bool) -> None:
        path = f"explainers/{slug}.md"
        if path in self.files:
            picture = f"picture: {{file: {name}.png, alt: A, credit: B}}\n"
            head, _, text = self.files[path].decode().partition("kind:")
            head = head if "picture:" in head or not lead else head + picture
            self.files[path] = f"{head}kind:{text}\n![it]({name}.png)\n".encode()

    @rule(title=st.sampled_from(("", "---\ntitle: Who we are\n---\n", LEAD)), text=WORDS)
    def introduce(self, title: str, text: str) -> None:
        self.files["index.md"] = f"{title}{text} and [Alma](explainers/alma.md).\n".encode()

    @rule(which=st.integers(0, 99))
    def delete(self, which: int) -> None:
        if self.files:
            del self.files[sorted(self.files)[which % len(self.files)]]

    @rule(which=st.integers(0, 99), name=NAMES)
    def rename(self, which: int, name: str) -> None:
        captures = sorted(path for path in self.files if path.startswith("articles/"))
        if captures:
            path = captures[which % len(captures)]
            self.files[f"articles/{name}{Path(path).suffix}"] = self.files.pop(path)

    @rule(name=st.sampled_from(("The Wire", "Another Wire")))
    def name_the_outlet(self, name: str) -> None:
        self.files["outlets/wire.yml"] = f"name: {name}\n".encode()

    @rule(
        once=st.sampled_from(OncePer), budget=st.sampled_from((0.0, 6.0)), latest=st.integers(1, 3)
    )
    def decide(self, once: OncePer, budget: float, latest: int) -> None:
        policy = replace(LINK_POLICY, once_per=once, per_100_words=budget)
        self.settings = replace(self.settings, links=policy, latest=latest)

    @rule(phrase=st.sampled_from(("Port City", "the end")), slug=SLUGS)
    def decide_what_a_name_means(self, phrase: str, slug: str) -> None:
        self.settings = replace(self.settings, defaults=LinkRules(decided=((phrase, slug),)))

    @rule()
    def update_the_program(self) -> None:
        self.version += "1"

    @rule(which=st.integers(0, 999), gone=st.booleans())
    def change_what_was_made(self, which: int, gone: bool) -> None:
        there = sorted(self.root.glob("*/**/[!.]*.*"))
        if there and (path := there[which % len(there)]).is_file():
            if gone:
                path.unlink()
            else:
                path.write_text("Mine.")

    @rule(chance=st.randoms(use_true_random=False))
    def damage_the_cache(self, chance: random.Random) -> None:
        if self.folders.cache.is_file():
            data = bytearray(self.folders.cache.read_bytes())
            for _ in range(40):
                data[chance.randrange(len(data))] ^= 0xFF
            self.folders.cache.write_bytes(data)

    @rule(junk=st.sampled_from((None, b"", b"junk", b"SQLite format 3\0")))
    def replace_the_cache(self, junk: bytes | None) -> None:
        if junk is None:
            self.folders.cache.unlink(missing_ok=True)
        else:
            self.folders.cache.write_bytes(junk)

    @invariant()
    def is_what_a_clean_build_makes(self) -> None:
        content = Content(tuple(SourceFile(path, data) for path, data in self.files.items()))
        try:
            made = self.build(content)
        except DamagedError:
            self.folders.cache.unlink()
            made = self.build(content)
        clean = compile(content, self.settings)
        assert made.problems == clean.problems
        assert made.links == clean.links
        files: dict[OutputDir, dict[str, bytes]] = {folder: {} for folder in OutputDir}
        for page in (page for target in clean.targets for page in target.files()):
            files[page.tree][page.uri] = page.content
        assert {folder: self.on_disk(folder) for folder in OutputDir} == files

    def build(self, content: Content) -> Site:
        with Store(self.folders.cache, self.version) as store:
            site = compile(content, self.settings, store, self.workers.map)
            make(site.targets, self.folders.outputs, store, self.workers, Listener())
            store.sweep()
        return site

    def on_disk(self, which: OutputDir) -> Mapping[str, bytes]:
        root = self.folders.outputs[which]
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }


@pytest.mark.timeout(900)  # Hypothesis shrinks a failing example for up to five minutes
@pytest.mark.parametrize(("processes", "examples"), [(1, 25), (2, 10)])
def test_an_incremental_build_writes_what_a_clean_build_writes(
    processes: int, examples: int
) -> None:
    with Workers(processes) as workers:
        if processes > 1:
            workers.submit(abs, 1).result()  # once started, the processes get all work
        edits = type("Edits", (Edits,), {"workers": workers})
        counts = settings(max_examples=examples, stateful_step_count=12)
        run_state_machine_as_test(edits, settings=counts)


# ------------------------------------------------------------------- the published site

EDITS: Mapping[str, Callable[[Project], object]] = {
    "nothing": lambda project: project.content,
    "text of an explainer": lambda project: project.write(
        "explainers/geneva.md", GENEVA.replace("envoys", "diplomats")
    ),
    "another explainer, linked by hand": lambda project: (
        project.write("explainers/blue-bridge.md", BRIDGE + "\nSee [Geneva](geneva.md).\n"),
    ),
    "a new article": lambda project: project.write(
        "articles/third.md", "---\ntitle: Third\npublished: 2021-05-05\n---\n\nIn Geneva.\n"
    ),
    "an explainer gone": lambda project: (project.content / "explainers/geneva.md").unlink(),
    "a template": lambda project: project.override(
        "404.html", "{% extends 'main.html' %}{% block content %}<h1>Gone</h1>{% endblock %}"
    ),
    "a setting": lambda project: project.configure("copyright: Ours\n"),
    "a page of the site": lambda project: (project.site / "index.html").write_text("Mine."),
    "a file more in the site": lambda project: (project.site / "mine.txt").write_text("Mine."),
}


def _times(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_mtime_ns
        for path in site.rglob("*")
        if path.is_file()
    }


def test_a_site_built_edit_by_edit_is_the_one_that_is_built_at_once(small_site: Project) -> None:
    project = small_site
    for number, (name, edit) in enumerate(EDITS.items()):
        before = _times(project.site)
        edit(project)
        done = project.built().stdout
        assert ("Nothing has changed" in done) is (name == "nothing"), name
        if name == "text of an explainer":
            changed = {
                path for path, when in _times(project.site).items() if before.get(path) != when
            }
            assert "briefings/ferry/index.html" not in changed
            assert "explainers/geneva/index.html" in changed
        if number % 4 == 0:
            edited = tree(project.site)
            shutil.rmtree(project.site.parent)
            project.built()
            assert tree(project.site) == edited, name


def test_a_hook_that_has_changed_renders_the_pages_again(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", SMALL)
    (project.folder / "hook.py").touch()
    project.configure("hooks: [hook.py]\n")
    for text in ("first", "second"):
        (project.folder / "hook.py").write_text(
            f"def on_page_content(html, **_):\n    return html + '<!-- {text} -->'\n"
        )
        # MkDocs imports a hook once in a process.
        assert project.run("briefings", "build").returncode == 0
        page = project.site / "explainers" / "geneva" / "index.html"
        assert f"<!-- {text} -->" in page.read_text()


def test_a_known_warning_is_told_in_full_if_it_is_an_error(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", SMALL)
    project.write("explainers/geneva.md", GENEVA + "\nSee [there](geneva.md#nowhere).\n")
    assert "nowhere" in project.built().stderr
    again = project.built()
    assert ("nowhere" in again.stderr, "No problem is new." in again.stdout) == (False, True)
    strict = project.briefings("build", "--strict")
    assert (strict.exit_code, "not touched" in strict.stderr) == (1, True)
    assert "nowhere" in strict.stderr


def test_what_mkdocs_warned_of_the_whole_site_is_told_once_at_each_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "_FEW_PAGES", 0)
    project = Project(tmp_path / "project", SMALL)
    project.configure("nav: [index.md, gone.md]\n")
    strict = project.briefings("build", "--strict")
    assert (strict.exit_code, strict.stderr.count("gone.md")) == (1, 1)
    first = project.built()
    assert first.stderr.count("gone.md") == 1
    again = project.built()
    assert ("Nothing has changed" in again.stdout, again.stderr) == (True, first.stderr)
    assert project.briefings("build", "--strict").stderr == strict.stderr
