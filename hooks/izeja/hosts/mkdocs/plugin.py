"""The MkDocs plugin: which event calls what. It lives through all builds of a preview.

| event | at | because | function |
|---|---|---|---|
| `startup` | 0 | | notes whether this is a preview |
| `config` | 100 | a broken library stops the build before other plugins begin | `build.begin_build` |
| `files` | 100 | other plugins have to see the files of guides | `build.begin_language` |
| `files` | -200 | static-i18n replaces all files at -100 | `build.settle_files` |
| `nav` | -200 | static-i18n removes sections at -100 | `build.add_pages` |
| `env` | 0 | | `build.prepare_theme` |
| `env` | -200 | the comparison needs the theme as other plugins leave it | `build.check_pages` |
| `page_read_source` | 0 | | `pages.source_of` |
| `page_content` | 0 | | `pages.content_of` |
| `page_context` | -200 | Material's search reads the page at 0 | `pages.complete_page` |
| `template_context` | -200 | static-i18n sets its languages at 50 | `pages.complete_template` |
| `post_page` | 0 | | `material_internals.hide_alternates` |
| `post_build` | 100 | Material's search writes its index at 0 | `finish.finish_language` |
| `post_build` | -200 | static-i18n builds the other languages at -100 | `finish.finish_build` |
| `serve` | 0 | | `preview.start_preview` |

static-i18n runs all events once for each language. Functions are imported when they are called: other
processes begin to read the trees before this one has loaded the compiler. `hooks/guided_help.py` offers the same
events as a hook, for a site that keeps this package beside it.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from izeja.hosts.mkdocs.i18n_internals import is_inner_build
from izeja.hosts.mkdocs.options import Options
from izeja.hosts.mkdocs.templates import CompiledTemplates
from izeja.reading.folder import start_reading

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from izeja.hosts.mkdocs.build import Build
    from izeja.hosts.mkdocs.library import SiteLibrary

_MANY_OBJECTS = 200_000
"""The number of new objects after which the garbage collector looks for unused ones.

With Python's own number, 700, it looks hundreds of times in a build, and finds next to nothing.
"""


class IzejaPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """Hands each event of MkDocs over to a function."""

    _library: SiteLibrary
    _templates: CompiledTemplates
    _build: Build
    _serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - the event's signature
        """Note whether this is a preview. MkDocs keeps a plugin with this event from build to build."""
        self._serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the library, once for all languages."""
        if is_inner_build(config):
            return config
        root, readings = self._root(config), None
        if not self._serving:
            gc.set_threshold(_MANY_OBJECTS)
        if not hasattr(self, "_library"):
            if not self._serving:
                readings = start_reading(root)
            self._templates = CompiledTemplates()
            self._templates.start(config.theme)
            from izeja.hosts.mkdocs.library import SiteLibrary

            self._library = SiteLibrary(serving=self._serving)
        self._templates.serve(config.theme)
        from izeja.hosts.mkdocs.build import begin_build

        self._build = begin_build(config, self.config, self._library, root, readings)
        return config

    @event_priority(100)
    def _begin_language(self, files: Files, config: MkDocsConfig) -> Files:
        from izeja.hosts.mkdocs.build import begin_language

        begin_language(self._build, files, config)
        return files

    @event_priority(-200)
    def _settle_files(self, files: Files, config: MkDocsConfig) -> Files:
        from izeja.hosts.mkdocs.build import settle_files

        settle_files(self._build, files, config)
        return files

    on_files = CombinedEvent(_begin_language, _settle_files)

    @event_priority(-200)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the guides their pages."""
        from izeja.hosts.mkdocs.build import add_pages

        add_pages(self._build, nav, files, config)
        return nav

    def _prepare_theme(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        from izeja.hosts.mkdocs.build import prepare_theme

        prepare_theme(self._build, env, files, config)
        return env

    @event_priority(-200)
    def _check_pages(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002 - the event's signature
        from izeja.hosts.mkdocs.build import check_pages

        check_pages(self._build, env, config)
        return env

    on_env = CombinedEvent(_prepare_theme, _check_pages)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Give a guide's page its title and description."""
        from izeja.hosts.mkdocs.pages import source_of

        return source_of(self._build, page, config)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in the guide, or those that a page names."""
        from izeja.hosts.mkdocs.pages import content_of

        return content_of(self._build, html, page, files, config)

    @event_priority(-200)
    def on_page_context(
        self,
        context: TemplateContext,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002 - the event's signature
    ) -> TemplateContext:
        """Put in the cards of all guides."""
        from izeja.hosts.mkdocs.pages import complete_page

        complete_page(self._build, context, page, config)
        return context

    @event_priority(-200)
    def on_template_context(
        self,
        context: TemplateContext,
        template_name: str,  # noqa: ARG002 - the event's signature
        config: MkDocsConfig,
    ) -> TemplateContext:
        """Let templates know all pages."""
        from izeja.hosts.mkdocs.pages import complete_template

        return complete_template(self._build, context, config)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - the event's signature
        """Keep customers from being sent to the home page."""
        from izeja.hosts.mkdocs.material_internals import hide_alternates

        return hide_alternates(output)

    @event_priority(100)
    def _finish_language(self, config: MkDocsConfig) -> None:
        from izeja.hosts.mkdocs.finish import finish_language

        finish_language(self._build, config)

    @event_priority(-200)
    def _finish_build(self, config: MkDocsConfig) -> None:
        from izeja.hosts.mkdocs.finish import finish_build

        if not is_inner_build(config):
            finish_build(self._build, config)

    on_post_build = CombinedEvent(_finish_language, _finish_build)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Update only the guides that an edit changes."""
        from izeja.hosts.mkdocs.preview import start_preview

        start_preview(server, config, self._root(config), builder, lambda: self._build)
        return server

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.library


class IzejaHook(IzejaPlugin):  # type: ignore[no-untyped-call]  # as above
    """The same as a hook, with its options in `mkdocs.yml` under `extra: izeja:`."""

    def __init__(self) -> None:
        super().__init__()
        self.load_config({})

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the options first: MkDocs passes none to a hook."""
        wrong, unknown = self.load_config(config.extra.get("izeja") or {})
        if problems := [f"'{name}': {what}" for name, what in (*wrong, *unknown)]:
            message = f"mkdocs.yml, extra: izeja: {'; '.join(problems)}"
            raise PluginError(message)
        return super().on_config(config)
