"""The MkDocs plugin: compiles the content, and lets MkDocs render pages from the views.

It uses only plugin events, so that `mkdocs build` and `mkdocs serve` make the same site as the
`briefings` command.
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from rjsmin import jsmin

from briefings.build import content_folder, fingerprint, links_file, manifest, outcome, search
from briefings.build.disk import ForeignFolderError
from briefings.build.outputs import Folders, make
from briefings.build.store import Store, using
from briefings.build.workers import Workers
from briefings.content.folders import PAGES
from briefings.files.guard import without_refused
from briefings.linking import ledger
from briefings.mkdocs_plugin import (
    appearance,
    card_font,
    compiled_templates,
    config_lines,
    configuration,
    consent,
    content_policy,
    defaults,
    editorial,
    fonts,
    interface,
    link_rules,
    navigation,
    other_plugins,
    own_pages,
    palette,
    quotation_marks,
    severities,
    stylesheets,
    view_pages,
)
from briefings.mkdocs_plugin.listener import Listener
from briefings.mkdocs_plugin.options import BriefingsConfig
from briefings.mkdocs_plugin.own_pages import OwnLink
from briefings.mkdocs_plugin.render_job import RenderJob
from briefings.model.content import Content, Problem, Settings
from briefings.model.site import OutputDir, Site
from briefings.site.compile import compile
from briefings.text import report, uris
from briefings.views.text import Editorial

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_log = get_plugin_logger("briefings")

# Our own handlers of `post_page`.
_OUR_HANDLERS = 2


class BriefingsPlugin(BasePlugin[BriefingsConfig]):
    """Compiles the content before MkDocs reads files, and indexes the built site."""

    def __init__(self) -> None:
        super().__init__()
        self.listener = Listener()
        self.job: RenderJob | None = None
        """What to render of compiled content; None to compile the content first and render all."""
        self._page: Page | None = None
        self._policy: content_policy.Policy | None = None
        self._told: set[str] = set()
        self._serving = False
        self._links = b""
        self._searchable: Mapping[str, str] = {}
        self._problems: Sequence[Problem] = ()
        self._named: Set[str] = frozenset()
        self._material: list[str] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether MkDocs serves a preview, which continues when content has errors."""
        del dirty
        self._serving = command == "serve"

    def content_dir(self, config: MkDocsConfig) -> Path:
        """Return the content folder."""
        return _beside(config, self.config.content_dir)

    def compiled_dir(self, config: MkDocsConfig) -> Path:
        """Return the folder of the pages as Markdown."""
        return _beside(config, self.config.compiled_dir)

    def settings(self, config: MkDocsConfig) -> Settings:
        """Return the settings of the core."""
        links = self.config.links
        config_file = Path(
            os.path.relpath(config.config_file_path, self.content_dir(config))
        ).as_posix()
        problems = [
            found for read in configuration.READERS for found in read(config, config_file)[1]
        ]
        problems += config_lines.repeated(config.config_file_path, config_file)
        return Settings(
            site_name=config.site_name,
            site_description=config.site_description or "",
            locale=interface.locale(config, self.config.locale),
            sections=tuple(navigation.titles(config.nav)),
            latest=self.config.latest,
            smallest_topic=self.config.smallest_topic,
            share_cards=self.config.share_cards,
            card_colours=palette.of_cards(config),
            card_font=card_font.read(config, self.config.card_font),
            links=link_rules.policy(links),
            defaults=link_rules.defaults(links, config),
            config_file=config_file,
            problems=tuple(problems),
            severities=severities.of(self.config.problems),
            directory_urls=config.use_directory_urls,
            # `mkdocs serve` sets its own address, which must not get into pages.
            site_url=_site_url(config) if self._serving else config.site_url or "",
        )

    def folders(self, config: MkDocsConfig) -> Folders:
        """Return the folders of a build's results."""
        return Folders(self.compiled_dir(config))

    @event_priority(1000)  # before the plugins that it silences; that of `info` has 100
    def _silence(self, config: MkDocsConfig) -> None:
        appearance.silence(config)

    def _complete(self, config: MkDocsConfig) -> MkDocsConfig:
        """Complete the configuration, compile the content, and point MkDocs at the result.

        Raises:
            Abort: the content has errors (in strict mode, warnings). MkDocs has not begun to write,
                so the last site stays.
        """
        defaults.complete(config)
        ignored = appearance.ignored(defaults.raw_config(config), config)
        if ignored and (self.job is None or self.job.assets):
            _log.warning(ignored)
        if self.job is None:
            config.docs_dir = str(self.compiled_dir(config))
            self._compile(config)
        elif self.job.whole:
            config.docs_dir = str(self.compiled_dir(config))
        else:
            other_plugins.leave_out(config, self.config.per_page_plugins, assets=self.job.assets)
            # An empty folder, for plugins that need one: `on_files` adds the pages.
            empty = Path(config.site_dir, "no docs")
            empty.mkdir(parents=True, exist_ok=True)
            config.docs_dir = str(empty)
            if not self.job.assets:
                config.theme.static_templates.clear()
        assert config.nav is not None
        own = self._own_pages(config)
        if self.job is None or self.job.assets:
            self._warn_of_unwritten(config)
        default = defaults.navigation(interface.locale(config))
        if config.nav == default:
            config.nav = own_pages.without_short_lists(default, own)
        named = own_pages.existing(config.nav, own)
        self._named = frozenset(navigation.pages(named))
        config.nav = [*named, *own_pages.navigation(own, self._named)]
        # MkDocs lists all assets of the theme, which takes as long as printing 40 pages: Material
        # has 14,000. We use none of them; `on_env` adds its templates.
        after_ours = config.theme.dirs.index(str(defaults.theme_folder())) + 1
        self._material = config.theme.dirs[after_ours:]
        del config.theme.dirs[after_ours:]
        return config

    on_config = CombinedEvent(_silence, _complete)

    def _warn_of_unwritten(self, config: MkDocsConfig) -> None:
        """Warn of pages of the owner that `nav` names without a file; a draft has one."""
        folder = self.content_dir(config)
        files = [path.name for path in folder.glob(f"{PAGES}/**/*.md")]
        named = navigation.pages(config.nav)
        # A worker of a cluster has no content folder.
        for uri in own_pages.unwritten(named, files) if folder.is_dir() else ():
            message = (
                f"`nav` names {uri}, but there is no such file. Correct the name, or write it."
            )
            _log.log(config.validation.nav.not_found, message)

    def _own_pages(self, config: MkDocsConfig) -> Sequence[OwnLink]:
        """Return the links to the pages of the owner, and to lists that not every site has."""
        if self.job:
            return self.job.own_pages
        folder = self.folders(config).outputs[OutputDir.VIEWS]
        lists = (folder / uris.view(uri) for uri in own_pages.OPTIONAL)
        paths = [*folder.glob("pages/*"), *(path for path in lists if path.is_file())]
        found = (uris.of_view(path.relative_to(folder).as_posix()) for path in paths)
        views = ((folder / uris.view(uri)).read_bytes() for uri in own_pages.uris_of(found))
        return own_pages.links(views, interface.locale(config, self.config.locale))

    def _compile(self, config: MkDocsConfig) -> None:
        folders = self.folders(config)

        def compile_with(store: Store) -> None:
            self._compile_with(config, folders, store)
            made = store.files(OutputDir.RECORDS)
            self._searchable = {uri: record.digest for uri, record in made.items()}

        # What has been made again is no reason for a strict build to fail.
        warn = _log.info if config.strict else _log.warning
        using(folders.cache, fingerprint.program(), compile_with, warn=warn)

    def _compile_with(self, config: MkDocsConfig, folders: Folders, store: Store) -> None:
        with Workers() as workers:

            def made(content: Content) -> Site | None:
                return self._made(content, config, folders, store, workers)

            site = content_folder.with_content(
                self.content_dir(config), store, lambda content: without_refused(content, made)
            )
        if site is None:
            return
        self._links, self._problems = links_file.pack(site.links), site.problems
        differing = links_file.differing(links_file.beside(folders.docs), site.links.items())
        changed = ledger.summary(ledger.changes(*differing)) if differing else ""
        if changed:
            self.listener.links_changed(changed)

    def _made(
        self, content: Content, config: MkDocsConfig, folders: Folders, store: Store,
        workers: Workers,
    ) -> Site | None:  # fmt: skip
        """Compile content, and write its files; return None if a preview keeps those it has."""
        site = compile(content, self.settings(config), store, workers.map)
        strict = bool(config.strict)
        failed = site.failed(strict=strict)
        found = outcome.since_last(store, site.problems)
        folder = from_here(self.content_dir(config))
        self.listener.compiled(found, site.counts, folder, strict=strict)
        if failed and not self._serving:
            raise Abort(f"Nothing was built: {report.tally(site.problems)} in the content.")
        # After an update of the program the store lists no views: then valid pages are made.
        if failed and store.files(OutputDir.VIEWS):
            _log.error("The preview does not change until the errors are mended.")
            return None
        try:
            make(site.targets, folders.outputs, store, workers, self.listener)
            manifest.verify(folders.reused, store)
        except ForeignFolderError as error:
            raise Abort(str(error)) from error
        return site

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leave out what no page needs, and add the pages of the job."""
        ours = defaults.theme_folder()
        others = config.theme.dirs[config.theme.dirs.index(str(ours)) + 1 :]
        for file in list(files):
            if not file.is_documentation_page() and (
                # Our pages use no asset of Material, and templates and their parts are no assets.
                file.src_dir in others
                or (not file.src_uri.startswith("assets/") and (ours / file.src_uri).is_file())
            ):
                files.remove(file)
            elif self.job and not self.job.assets:
                # Not written, but pages can link to it.
                file.inclusion = InclusionLevel.EXCLUDED
            elif file.src_dir == str(ours) and file.src_uri.endswith(".js"):
                file.content_string = jsmin(file.content_string, keep_bang_comments=True)
        if self.job:
            in_navigation = frozenset(navigation.pages(config.nav))
            for uri in self.job.pages:
                files.append(file := File.generated(config, uri, content=""))
                if (
                    uri not in in_navigation
                ):  # MkDocs makes those of the navigation, with its titles
                    view_pages.ViewPage(None, file, config)
            for uri in sorted(self.job.linked):
                files.append(
                    File.generated(config, uri, content="", inclusion=InclusionLevel.EXCLUDED)
                )
        # MkDocs has its files. Other plugins find in this folder what editors include.
        config.docs_dir = str(self.content_dir(config))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Set the titles of pages in the navigation that the job does not render, and of links."""
        del config, files
        interface.name_links(nav.items)
        if self.job:
            for page in nav.pages:
                if title := self.job.titles.get(page.file.src_uri):
                    page.title = title
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Prepare the templates of the theme and of the site's owner.

        Their values are escaped. `markdown` renders an `Editorial`, and `typographic` gives other
        words of editors typographic quotation marks. `theme/main.html` is the theme's `main.html`,
        so that an owner's template of the same name can extend it.
        """
        theme = PrefixLoader({"theme": FileSystemLoader(defaults.theme_folder())})
        material = FileSystemLoader(self._material)
        env.loader = compiled_templates.Loader([*filter(None, [env.loader]), material, theme])
        config.theme.dirs += self._material
        # MkDocs makes an environment for each build, so no template in it can be outdated.
        env.auto_reload = False
        templates = self.job.templates if self.job else {}
        env.bytecode_cache = compiled_templates.CompiledTemplates(templates)
        escaped = defaults.templates(config)
        escaped |= {f"theme/{name}" for name in escaped}
        env.autoescape = escaped.__contains__
        renderer = editorial.Renderer(config, files, self.job.editorial if self.job else {})

        self._policy = content_policy.of_site(config, self.config.content_security_policy)
        content_policy.install(env, self._policy)

        def markdown(written: Editorial) -> Markup:
            assert self._page
            html = renderer.render(written, self._page)
            if self._policy:
                self._policy.trust(html, scripts=self._runs_scripts)
            return html

        env.filters["markdown"] = markdown
        env.filters["compact"] = stylesheets.compact
        env.filters["typographic"] = quotation_marks.of_site(config)
        env.globals["own_pages"] = own_pages.footer(
            self._own_pages(config), self._named, directories=config.use_directory_urls
        )
        env.globals["palette"], _ = palette.read(config, "")
        env.globals["consent"] = consent.read(config)
        env.globals["fonts"], _ = fonts.read(config, "")
        interface.install(env, self.settings(config).locale)
        return env

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Attribute warnings to this page from now on."""
        del config, files
        if self.job:
            self.job.page = page.file.src_uri
        return page

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give MkDocs no source if the page has a view; `on_page_markdown` gives its body.

        MkDocs would take the first lines of a body for metadata if they look like it.
        """
        return None if self._view_of(page, config) is None else ""

    @event_priority(100)  # before other plugins, so that they get the body
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Return the body of a page with a view, and set its metadata and template."""
        del files
        packed = self._view_of(page, config)
        if packed is None:
            return markdown
        return view_pages.set_body(page, packed, config, self.content_dir(config))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Complete the table of contents, and clear the page that warnings are attributed to."""
        del files
        if isinstance(page, editorial.Fragment):
            return html
        packed = self._view_of(page, config)
        if packed is not None:
            view_pages.complete_contents(page, packed)
        if self.job:
            self.job.page = ""
        return html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template the view of the page, and the table of contents."""
        del nav
        self._page = page
        if self._policy:
            self._policy.begin()
            self._policy.trust(page.content or "", scripts=self._runs_scripts)
        if self.job:
            self.job.page = page.file.src_uri
        packed = self._view_of(page, config)
        return view_pages.fill_context(context, page, packed, config, self.config.content_dir)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Begin a page without Markdown."""
        del template_name, config
        if self._policy:
            self._policy.begin()
        return context

    @property
    def _runs_scripts(self) -> bool:
        return self.job is None or self.job.runs_scripts

    @event_priority(1000)  # before other plugins
    def _see_output(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Remember what our templates print, to know what other plugins add."""
        del page
        if self._policy and len(config.plugins.events["post_page"]) > _OUR_HANDLERS:
            self._policy.before_plugins(output)
        return output

    @event_priority(-100)  # after other plugins, which may change the output
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Give a page without Markdown its policy."""
        del config
        if self._policy and template_name.endswith(".html"):
            return self._with_policy(self._policy, output_content)
        return output_content

    @event_priority(-100)  # after other plugins, which may change the output
    def _finish_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Report a page of a job, and keep it in memory; MkDocs writes no file for an empty page.

        If other plugins handle `post_build`, MkDocs writes the file, because they may read it.
        """
        if self._policy:
            searches = page.file.src_uri == uris.SEARCH
            output = self._with_policy(self._policy, output, searches=searches)
        view_pages.complete_anchors(page, output)
        if self.job is None:
            return output
        self.job.page = ""
        self.job.progress(1)
        if self.job.whole or len(config.plugins.events["post_build"]) > 1:
            return output
        self.job.files[page.file.dest_uri] = output.encode(errors="xmlcharrefreplace")
        return ""

    def _with_policy(
        self, policy: content_policy.Policy, output: str, *, searches: bool = False
    ) -> str:
        """Return a page with its policy, and warn of what that blocks."""
        for message in policy.blocked(output):
            # A job keeps the warnings of each page, because later builds repeat them.
            if self.job or message not in self._told:
                self._told.add(message)
                _log.warning(message)
        return policy.insert(output, searches=searches)

    on_post_page = CombinedEvent(_see_output, _finish_page)

    def _view_of(self, page: Page, config: MkDocsConfig) -> bytes | None:
        """Return the file with the view of a page; None if the page has none."""
        if isinstance(page, editorial.Fragment):
            return None
        if self.job and not self.job.whole:
            return self.job.pages.get(page.file.src_uri)
        path = self.folders(config).outputs[OutputDir.VIEWS] / uris.view(page.file.src_uri)
        return path.read_bytes() if path.is_file() else None

    @event_priority(1000)  # before other plugins, which may change any file
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the files for machines and the search index; keep the links for the next build.

        A job adds the first of these if it is of the whole site.
        """
        if self.job and not self.job.whole:
            return
        site, folders = Path(config.site_dir), self.folders(config)
        owners = defaults.owners_files(config)
        for root in (folders.docs, folders.outputs[OutputDir.FILES]):

            def left_out(folder: str, names: list[str], root: Path = root) -> Set[str]:
                inside = {name: Path(folder, name).relative_to(root).as_posix() for name in names}
                return {n for n, uri in inside.items() if n.startswith(".") or uri in owners}

            shutil.copytree(root, site, dirs_exist_ok=True, ignore=left_out)
        if self.job:
            return

        def index(store: Store) -> int:
            records = folders.outputs[OutputDir.RECORDS]
            outcome.keep_last(store, self._problems)
            return search.index(records, self._searchable, store, folders.search, site / "pagefind")

        self.listener.indexed(using(folders.cache, fingerprint.program(), index))
        links_file.write(links_file.beside(folders.docs), self._links)

    def on_serve(
        self,
        server: "LiveReloadServer",
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],
    ) -> "LiveReloadServer":
        """Watch the content instead of the generated Markdown."""
        del builder
        server.unwatch(config.docs_dir)
        server.watch(str(self.content_dir(config)))
        return server


def from_here(path: Path) -> str:
    """Return a path relative to the working directory, if it is below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _site_url(config: MkDocsConfig) -> str:
    address = defaults.raw_config(config).get("site_url")
    return f"{str(address).rstrip('/')}/" if address else ""


def _beside(config: MkDocsConfig, path: str) -> Path:
    return Path(config.config_file_path).parent / path
