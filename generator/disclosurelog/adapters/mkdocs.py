"""The MkDocs plugin: MkDocs draws the chrome, the engine pours the pages."""

from __future__ import annotations

import functools
import logging
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from disclosurelog.adapters.options import Options, settings_from
from disclosurelog.adapters.stop import Stopped
from disclosurelog.adapters.themefiles import pass_over_hidden
from disclosurelog.adapters.today import as_of
from disclosurelog.errors import CannotRun, DisclosureLogError, Refused
from disclosurelog.gate import CheckedLog, PageImages, cache_folder, check_log, kept
from disclosurelog.gate.cache import keep_of_records
from disclosurelog.gate.recordwords import unspoken
from disclosurelog.languages import MarkupSpeaker, catalogue
from disclosurelog.pages import (
    MAX_DEPTH,
    Shell,
    chrome,
    is_published,
    make_pages,
    own_page,
    shell_source,
    theme_folder,
)
from disclosurelog.publish import Staging, publish_site
from disclosurelog.records import load_log

log = logging.getLogger("mkdocs.plugins.disclosurelog")

HAND_WRITTEN = ".md"

_TOLD = 1_000  # pages drawn from one line about it to the next: some minute's work


class DisclosureLogPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Checks the content before MkDocs writes anything, and pours the log's pages at the end."""

    def __init__(self) -> None:
        self._checked: CheckedLog | None = None
        self._staging: Staging | None = None
        self._depths: dict[str, int] = {}
        self._shells: dict[int, Shell] = {}
        self._drawn: list[str] = []
        self._told = 0
        self._started = 0

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check the content. MkDocs has not touched the site yet."""
        docs = Path(config.docs_dir)
        try:
            _refuse_unsafe(config, docs)
            content = docs.parent
            settings = settings_from(self.config)
            catalogue(settings.language)  # stops here where the site cannot speak it
            day = as_of(self.config.as_of, content)  # type: ignore[arg-type]
            self._started = kept.start(cache_folder(content).parent)
            with unspoken(content):
                found = load_log(content, settings, day, keep_of_records(content))
            self._checked = check_log(found, cache=cache_folder(content), jobs=self.config.jobs)
            beside = cache_folder(content).parent
            after = Path(self.config.after) if self.config.after else None
            self._staging = Staging(Path(config.site_dir), beside / "trees", after)
        except DisclosureLogError as error:
            raise Stopped(error) from None
        config.site_dir = str(self._staging.drawn)
        config.theme.dirs.insert(0, str(theme_folder()))
        pass_over_hidden(config.theme)
        config.theme["font"] = False
        config.extra["disclosurelog"] = chrome(settings)
        log.info(
            "%d records and %d files checked", len(found.entries), len(self._checked.documents)
        )
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Refuse files that no check has seen, and add the shell pages."""
        for file in list(files):
            if file.generated_by or not file.abs_src_path:
                continue
            if not Path(file.abs_src_path).is_relative_to(config.docs_dir):
                if not is_published(file.src_uri):
                    files.remove(file)
            elif not file.src_uri.endswith(HAND_WRITTEN):
                raise Stopped(
                    Refused(
                        f"content/pages/{file.src_uri} is no Markdown page, and nobody checks it",
                        "put documents into a record; pictures for the look go into the theme",
                    )
                )
        for depth in range(MAX_DEPTH + 1):
            source, text = shell_source(depth)
            if files.get_file_from_path(source) is not None:
                raise Stopped(
                    Refused(
                        f"content/pages/{source} has the place of a page of the log", "rename it"
                    )
                )
            self._depths[source] = depth
            files.append(
                File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
            )
        return files

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Let MkDocs' templates say their strings in the site's language."""
        language = config.extra["disclosurelog"]["language"]
        env.globals.update(MarkupSpeaker(language).calls())
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Keep the shells; let hand-written pages through with their place in the navigation."""
        depth = self._depths.get(page.file.src_uri)
        if depth is not None:
            self._shells[depth] = Shell(output, depth)
            return ""
        self._drawn.append(page.file.dest_uri)
        return own_page(output, page.file.dest_uri)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Leave the sitemap to the engine, which knows every page."""
        return "" if template_name == "sitemap.xml" else own_page(output, template_name)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Pour the pages, verify the tree, swap it in."""
        if self._checked is None or self._staging is None:
            raise PluginError("the content was never checked, so nothing is published")
        drawn = [*self._drawn, *_theme_files(config, self._staging.drawn)]
        beside = cache_folder(Path(config.docs_dir).parent).parent
        try:
            pages = functools.partial(
                make_pages,
                self._checked,
                self._shells,
                site_url=config.site_url or "",
                written=tuple(self._drawn),
                kept=beside / "charts",
            )
            drawer = PageImages(beside / "pages", self.config.jobs, progress=self._say_drawn)
            with drawer as images:
                count = publish_site(
                    self._checked,
                    pages,
                    drawn,
                    self._staging,
                    beside,
                    config.site_url or "",
                    images if self.config.page_images else None,
                    log.info,
                )
        except DisclosureLogError as error:
            raise Stopped(error) from None
        finally:
            self._staging.discard()
        kept.limit(beside, self._started, self._checked.log.settings.cache_mb * kept.MB)
        log.info("%d files published", count)

    def _say_drawn(self, done: int, total: int) -> None:
        if done == total or done - self._told >= _TOLD:
            self._told = done
            log.info("%d of %d pages drawn", done, total)

    def on_build_error(self, *, error: Exception, **kwargs: Any) -> None:
        """Throw the unfinished site away; the old one stays."""
        if self._staging is not None:
            self._staging.discard()


def _refuse_unsafe(config: MkDocsConfig, docs: Path) -> None:
    if docs.name != "pages":
        raise CannotRun(
            "docs_dir in mkdocs.yml is not content/pages, and MkDocs publishes all that lies there",
            "write docs_dir: content/pages; records lie beside it in content/records",
        )
    if not config.use_directory_urls:
        raise CannotRun("use_directory_urls is off", "remove it from mkdocs.yml")
    content = docs.parent.resolve()
    code = [str(hook) for hook in config.hooks]
    if config.theme.custom_dir:
        code.append(str(config.theme.custom_dir))
    for path in code:
        if Path(path).resolve().is_relative_to(content):
            raise CannotRun(
                "mkdocs.yml loads a hook or a template from the content folder",
                "move it out: who writes content must not be able to change the program",
            )


def _theme_files(config: MkDocsConfig, tree: Path) -> list[str]:
    """Return the files in the tree that come from the theme, and nothing else."""
    templates = set(config.theme.static_templates)
    there = (path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())
    # The theme has ten thousand icons, and the tree holds none of them yet.
    return sorted(
        uri
        for uri in there
        if uri in templates or any(Path(top, uri).is_file() for top in config.theme.dirs)
    )
