"""A build that makes only what has changed gives the same bytes as one that makes everything."""

import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.building.compiling import Folders, write
from generator.building.store import DamagedError, Store
from generator.building.workers import Workers
from generator.model.content import Content, Settings, SourceFile
from generator.model.policy import LINK_POLICY, OncePer
from generator.model.site import Site, Tree
from generator.plugin import Listener
from generator.site import compile

PLACES = ("alma", "borea", "corvo", "delta")
NAMES = st.sampled_from(("one", "two", "three", "four"))
SLUGS = st.sampled_from(PLACES)
WORDS = st.lists(
    st.sampled_from((
        "Alma", "Borea", "Corvo", "Delta", "the port", "Port City", "ministers met in",
        "“Alma will stay calm,” he said.", "and", "Resolution 7", "* star *", "[x](y.md)",
    )),
    min_size=1, max_size=14,
).map(" ".join)  # fmt: skip
DAYS = st.sampled_from(("", "2018-02-01", "2019-06-15", "2019-06-16", "2021-01-01"))
TAGS = st.lists(st.sampled_from(("Alma", "Talks", "talks", "Ports")), max_size=2)
OUTLETS = st.sampled_from(("", "wire"))
LISTS = st.lists(st.sampled_from(("Port City", "the port", "Resolution 7", "Old Alma")), max_size=2)
EVENTS = st.lists(st.sampled_from(("1999", "2018-02", "2020-03-04")), max_size=2)


class Edits(RuleBasedStateMachine):
    """An editor at work: after each edit the compiled folders are as if all were made anew."""

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

    @rule(name=NAMES, note=st.sampled_from(("Seen.", "See [it](../explainers/corvo.md).")))
    def annotate(self, name: str, note: str) -> None:
        sidecar = self.files.get(f"articles/{name}.yml")
        if sidecar and b"notes:" not in sidecar:
            said = f'notes:\n  - {{quote: "The end of", kind: update, note: "{note}"}}\n'
            self.files[f"articles/{name}.yml"] = sidecar + said.encode()

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
        assert self.on_disk(Tree.DOCS) == {page.uri: page.text for page in clean.pages}
        assert self.on_disk(Tree.FILES) == {page.uri: page.text for page in clean.exports}

    def build(self, content: Content) -> Site:
        with Store(self.folders.cache, self.version) as store, Workers(1) as workers:
            site = compile(content, self.settings, store)
            write(site, self.folders, store, workers, Listener())
            store.sweep()
        return site

    def on_disk(self, which: Tree) -> Mapping[str, str]:
        root = self.folders.trees[which]
        return {
            path.relative_to(root).as_posix(): path.read_bytes().decode()
            for path in root.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }


Edits.TestCase.settings = settings(max_examples=25, stateful_step_count=12, phases=[Phase.generate])
TestEdits = Edits.TestCase
