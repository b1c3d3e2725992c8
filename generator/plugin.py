"""The MkDocs plugin: compiles the content, and hands MkDocs the compiled tree.

Thin on purpose. It uses nothing but MkDocs' plugin events, so that `mkdocs build` and
`mkdocs serve` make the same site as the `briefings` command.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from generator import disk, ledger, ledger_file, report, search
from generator.model import site as generated
from generator.model.content import Settings, Severity
from generator.model.policy import LINK_POLICY, LinkPolicy, OncePer
from generator.model.site import LinkRecord, Site
from generator.site import compile

_log = get_plugin_logger("briefings")


class _Locale(config_options.Type[str]):
    """A locale that dates can be written in."""

    def run_validation(self, value: object) -> str:
        locale = super().run_validation(value)
        try:
            Locale.parse(locale)
        except (ValueError, UnknownLocaleError) as error:
            raise ValidationError(f"{error}; write one such as en_GB") from error
        return locale


class _Budget(config_options.Type[float]):
    """A number of links, not below 0."""

    def run_validation(self, value: object) -> float:
        number = super().run_validation(value)
        if number < 0:
            raise ValidationError("write 0 for any number of links, or a number above it")
        return number


class LinksConfig(Config):
    """The rules of linking in `mkdocs.yml`; CONTRIBUTING.md describes them."""

    once_per = config_options.Choice(
        tuple(once.value for once in OncePer), default=OncePer.SECTION.value
    )
    """Whether a subject is linked once in each section, page or mention."""
    in_quotations = config_options.Type(bool, default=False)
    """Whether quotations carry links where the subject is named outside of them too."""
    per_100_words = _Budget((int, float), default=LINK_POLICY.per_100_words)
    """How many links a page may have for every 100 words; 0 for any number."""
    never = config_options.ListOfItems(config_options.Type(str), default=[])
    """What is never linked: slugs of explainers, and phrases."""


class BriefingsConfig(Config):
    """Options of the plugin in `mkdocs.yml`; paths are relative to that file."""

    content_dir = config_options.Type(str, default="content")
    """Folder of what people write."""
    compiled_dir = config_options.Type(str, default="build/docs")
    """Folder of the compiled Markdown."""
    locale = _Locale(str, default="en_GB")
    """Locale in which dates are written out."""
    latest = config_options.Type(int, default=12)
    """How many briefings the home page shows."""
    links = config_options.SubConfig(LinksConfig)
    """The rules of linking."""


class Listener:
    """Hears what happens in a build; this one writes it to MkDocs' log."""

    def compiled(self, site: Site, folder: str) -> None:
        """The content was compiled; `folder` is the content folder's name."""
        for problem in site.problems:
            write = _log.error if problem.severity is Severity.ERROR else _log.warning
            write(report.line(problem, folder))
        _log.info("Compiled %s", report.counts(site.counts))

    def links_changed(self, summary: str) -> None:
        """Links came or went since the last build; `summary` says how many, in one line."""
        _log.info(summary)

    def rendering(self, pages: int) -> None:
        """MkDocs begins to render so many pages."""

    def rendered(self) -> None:
        """One page was rendered."""

    def indexed(self, pages: int) -> None:
        """The search index was made, of so many pages."""
        _log.info("Indexed %s for search", report.plural(pages, "page"))


class BriefingsPlugin(BasePlugin[BriefingsConfig]):
    """Compiles the content before MkDocs reads its files, and indexes the site it built."""

    def __init__(self) -> None:
        super().__init__()
        self.listener = Listener()
        self._serving = False
        self._links: tuple[LinkRecord, ...] = ()
        self._exports: tuple[generated.Page, ...] = ()
        self._records: tuple[generated.SearchRecord, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is the live preview, which goes on when content is broken."""
        del dirty
        self._serving = command == "serve"

    def content_dir(self, config: MkDocsConfig) -> Path:
        """Return the folder of what people write."""
        return _beside(config, self.config.content_dir)

    def compiled_dir(self, config: MkDocsConfig) -> Path:
        """Return the folder of the compiled Markdown."""
        return _beside(config, self.config.compiled_dir)

    def settings(self, config: MkDocsConfig) -> Settings:
        """Return the settings of the core, from `mkdocs.yml`."""
        links = self.config.links
        return Settings(
            site_name=config.site_name,
            site_description=config.site_description or "",
            locale=self.config.locale,
            latest=self.config.latest,
            links=LinkPolicy(
                once_per=OncePer(links.once_per),
                in_quotations=links.in_quotations,
                per_100_words=float(links.per_100_words),
                never=frozenset(links.never),
            ),
            directory_urls=config.use_directory_urls,
            # The preview has an address of its own, which must not come to stand in compiled pages.
            site_url=_site_url(config) if self._serving else config.site_url or "",
        )

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile, and point MkDocs at the compiled tree.

        Raises:
            Abort: the content has errors (in strict mode, warnings). MkDocs has not touched the
                site yet, so the last one stays.
        """
        compiled_dir = self.compiled_dir(config)
        site = compile(disk.read_content(self.content_dir(config)), self.settings(config))
        self.listener.compiled(site, from_here(self.content_dir(config)))
        failed = site.failed(strict=bool(config.strict))
        if failed and not self._serving:
            raise Abort(f"Nothing was built: {report.tally(site.problems)} in the content.")
        if failed and compiled_dir.is_dir():
            _log.error("The preview stays as it was until the errors are mended.")
        else:
            try:
                disk.write_pages(site.pages, compiled_dir)
            except disk.ForeignFolderError as error:
                raise Abort(f"{error}. Empty the folder, or set compiled_dir.") from error
            before = ledger_file.read(ledger_file.beside(compiled_dir))
            changed = ledger.summary(ledger.changes(before or (), site.links))
            if before is not None and changed:
                self.listener.links_changed(changed)
            self._links = site.links
            self._exports = site.exports
            self._records = site.records
        config.docs_dir = str(compiled_dir)
        return config

    def on_nav(self, nav: object, *, config: MkDocsConfig, files: Files) -> None:
        """Tell how many pages there are to render."""
        del nav, config
        self.listener.rendering(len(files.documentation_pages()))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Tell that a page was rendered."""
        del page, config
        self.listener.rendered()
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what machines read, make the search index, and keep the links for the next build."""
        disk.write_files(self._exports, Path(config.site_dir))
        build = self.compiled_dir(config).parent
        search.write(self._records, build / "search")
        self.listener.indexed(
            search.index(
                build / "search", build / "cache/search", Path(config.site_dir, "pagefind")
            )
        )
        ledger_file.write(ledger_file.beside(self.compiled_dir(config)), self._links)

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],
    ) -> LiveReloadServer:
        """Watch what people write instead of what is compiled from it."""
        del builder
        server.unwatch(config.docs_dir)
        server.watch(str(self.content_dir(config)))
        return server


def from_here(path: Path) -> str:
    """Return a path as one would type it from the working directory."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _site_url(config: MkDocsConfig) -> str:
    """Return the site's address as `mkdocs.yml` says it, whatever MkDocs has put in its place."""
    with Path(config.config_file_path).open("rb") as file:
        said = yaml_load(file, get_yaml_loader(config=config)).get("site_url")
    return f"{str(said).rstrip('/')}/" if said else ""


def _beside(config: MkDocsConfig, path: str) -> Path:
    return Path(config.config_file_path).parent / path
