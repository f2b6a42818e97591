"""The MkDocs plugin: which event calls what.

`hooks/guided_help.py` offers the same events as a hook, for a site that keeps this package beside it.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

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

    from izeja.hosts.mkdocs.site import GuidedSite

_MANY_OBJECTS = 200_000
"""As many may be made before the garbage collector looks for what nobody needs.

By itself it looks after every 700, hundreds of times in a build, and finds next to nothing.
"""


class IzejaPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """Hands the events of MkDocs over to the site of guides."""

    _site: GuidedSite
    _templates: CompiledTemplates
    _serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - the event's signature
        """Learn whether this is a preview; MkDocs keeps a plugin with this event from build to build."""
        self._serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compile the library."""
        root, readings = self._root(config), None
        if not self._serving:
            gc.set_threshold(_MANY_OBJECTS)
        if not hasattr(self, "_site"):
            # Loading the rest of the program takes as long as reading the trees of a large library.
            if not self._serving:
                readings = start_reading(root)
            self._templates = CompiledTemplates()
            from izeja.hosts.mkdocs.site import GuidedSite  # noqa: PLC0415 - as above

            self._site = GuidedSite(IzejaPlugin, serving=self._serving)
        self._templates.serve(config.theme)
        return self._site.begin(config, self.config, root, readings)

    @event_priority(100)
    def _add_guides(self, files: Files, config: MkDocsConfig) -> Files:
        return self._site.add_guides(files, config)

    # static-i18n makes all files anew at -100.
    @event_priority(-200)
    def _print_files(self, files: Files, config: MkDocsConfig) -> Files:
        return self._site.print_files(files, config)

    on_files = CombinedEvent(_add_guides, _print_files)

    @event_priority(-200)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Give the guides their pages."""
        return self._site.add_pages(nav, config, files)

    def _prepare_theme(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        return self._site.prepare_theme(env, config, files)

    @event_priority(-200)
    def _make_stamps(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        return self._site.make_stamps(env, config, files)

    on_env = CombinedEvent(_prepare_theme, _make_stamps)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002 - the event's signature
        """Give a guide's page its title and description."""
        return self._site.source_of(page)

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put in the guide, or those that a page names."""
        return self._site.content_of(html, page, config, files)

    # Material's search, at 0, has read the page then.
    @event_priority(-200)
    def on_page_context(
        self,
        context: TemplateContext,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002 - the event's signature
    ) -> TemplateContext:
        """Put in the cards of all guides."""
        return self._site.complete_page(context, page, config)

    @event_priority(-200)
    def on_template_context(
        self,
        context: TemplateContext,
        template_name: str,  # noqa: ARG002 - the event's signature
        config: MkDocsConfig,
    ) -> TemplateContext:
        """Let templates know of all pages."""
        return self._site.complete_template(context, config)

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - the event's signature
        """Keep customers from being sent to the start."""
        return self._site.mend_page(output)

    @event_priority(100)
    def _leave_files(self, config: MkDocsConfig) -> None:
        self._site.tell_search(config)
        self._site.leave_files(config)
        self._site.note_words(config)

    # static-i18n builds the other languages at -100.
    @event_priority(-200)
    def _divide_search(self, config: MkDocsConfig) -> None:
        self._site.divide_search(config)

    on_post_build = CombinedEvent(_leave_files, _divide_search)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Write anew what an edit changes."""
        return self._site.preview(server, config, self._root(config), builder)

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent / self.config.library


class IzejaHook(IzejaPlugin):  # type: ignore[no-untyped-call]  # as above
    """The same as a hook, whose options stand in `mkdocs.yml` under `extra: izeja:`."""

    def __init__(self) -> None:
        super().__init__()
        self.load_config({})

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the options first, since MkDocs gives none to a hook."""
        wrong, unknown = self.load_config(config.extra.get("izeja") or {})
        if problems := [f"'{name}': {what}" for name, what in (*wrong, *unknown)]:
            message = f"mkdocs.yml, extra: izeja: {'; '.join(problems)}"
            raise PluginError(message)
        return super().on_config(config)
