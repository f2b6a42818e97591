"""The MkDocs plugin: a handler for each event. It lives through all builds of a preview.

| event | at | because | function |
|---|---|---|---|
| `startup` | 0 | | notes what MkDocs is to do |
| `config` | 100 | a broken library stops the build before other plugins begin | `build.begin_build` |
| `pre_build` | -200 | after it, MkDocs empties the site's folder | `collisions.check_addresses` |
| `files` | 100 | other plugins have to see the files of guides | `build.begin_language` |
| `files` | -200 | static-i18n replaces all files at -100 | `build.settle_files` |
| `nav` | -200 | static-i18n removes sections at -100 | `build.add_pages` |
| `env` | 0 | | `build.prepare_theme` |
| `env` | -200 | the comparison needs the theme as other plugins leave it | `build.check_pages` |
| `page_content` | 100 | other plugins have to see the content of guides | `pages.content_of` |
| `page_context` | -200 | searches read the page and its headings at 0 | `pages.complete_page` |
| `template_context` | -200 | static-i18n sets its languages at 50 | `pages.complete_template` |
| `post_template` | 0 | | `pages.output_of_template` |
| `post_page` | 100 | a plugin that shortens pages may leave nothing to recognize | `pages.complete_output` |
| `post_build` | 100 | Material's search writes its index at 0 | `build.finish_language` |
| `post_build` | -200 | static-i18n builds the other languages at -100 | `build.finish_build` |
| `build_error` | 0 | | keeps the last site |
| `serve` | 0 | | `preview.start_preview` |
| `shutdown` | 0 | MkDocs can still stop after `post_build` | publishes the site |

static-i18n runs all events but `startup`, `serve` and `shutdown` once for each language. Functions are
imported when they are called: other processes begin to read the trees before this one has loaded the
compiler.
`hooks/guided_help.py` offers the same events as a hook, for a site that keeps this package beside it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from izeja.hosts.mkdocs.i18n_internals import is_inner_build
from izeja.hosts.mkdocs.options import Options, library_folder
from izeja.hosts.mkdocs.templates import CompiledTemplates
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.reading.folder import start_reading

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from izeja.hosts.mkdocs.build import Build
    from izeja.hosts.mkdocs.library import SiteLibrary
    from izeja.hosts.mkdocs.publication import Publication

_MANY_OBJECTS = 200_000
"""The number of new objects after which the garbage collector looks for unused ones.

With Python's own number, 700, it looks hundreds of times in a build, and finds next to nothing.
"""


def _call(function: str, *, at: float = 0) -> Callable[..., Any]:
    """Return a handler of an event, which passes the build and the event's arguments to a function.

    Args:
        function: `MODULE.NAME` in this package.
        at: the priority of the handler.
    """
    module, _, name = function.partition(".")

    @event_priority(at)
    def handler(self: IzejaPlugin, *arguments: Any, **named: Any) -> Any:
        return getattr(import_module(f"izeja.hosts.mkdocs.{module}"), name)(self.build, *arguments, **named)

    return handler


class IzejaPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """Calls a function at each event of MkDocs, with the state of the build."""

    build: Build
    _library: SiteLibrary
    _templates: CompiledTemplates
    _serving = False
    _is_published = False
    _publication: Publication | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note what MkDocs is to do. It keeps a plugin with this event from build to build."""
        self._serving = command == "serve"
        # A preview has a folder of its own, and a dirty build keeps most of the last site.
        self._is_published = not self._serving and not dirty

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Compile the library, once for all languages."""
        # static-i18n runs this event again for each language, on the same library.
        if is_inner_build(config):
            return
        root, readings = library_folder(config, self.config), None
        if not self._serving:
            gc.set_threshold(_MANY_OBJECTS)
        # Only the first build has nothing in memory; in a preview, this object outlives its builds.
        if not hasattr(self, "_library"):
            self._templates = CompiledTemplates()
            if not self._serving:
                # In this order: the pool that reads has threads, beside which this process is not copied.
                self._templates.compile_ahead(config.theme)
                readings = start_reading(root)
            from izeja.hosts.mkdocs.library import SiteLibrary  # noqa: PLC0415 - see above

            self._library = SiteLibrary(Path(config.site_dir), serving=self._serving)
        # After the pool, whose processes would keep the lock of a build that is killed.
        if self._is_published:
            from izeja.hosts.mkdocs.publication import Publication  # noqa: PLC0415 - see above

            self._publication = Publication(config)
        # MkDocs makes a new theme for each build of a preview.
        self._templates.serve(config.theme)
        from izeja.hosts.mkdocs.build import begin_build  # noqa: PLC0415 - see above

        self.build = begin_build(config, self.config, self._library, root, readings)

    on_pre_build = _call("collisions.check_addresses", at=-200)
    on_files = CombinedEvent(_call("build.begin_language", at=100), _call("build.settle_files", at=-200))
    on_nav = _call("build.add_pages", at=-200)
    on_env = CombinedEvent(_call("build.prepare_theme"), _call("build.check_pages", at=-200))
    on_page_content = _call("pages.content_of", at=100)
    on_page_context = _call("pages.complete_page", at=-200)
    on_template_context = _call("pages.complete_template", at=-200)
    on_post_template = _call("pages.output_of_template")
    on_post_page = _call("pages.complete_output", at=100)
    on_post_build = CombinedEvent(
        _call("build.finish_language", at=100), _call("build.finish_build", at=-200)
    )

    def on_build_error(self, *, error: Exception) -> None:
        """Keep the last site, and explain what went wrong with files."""
        if hasattr(self, "_templates"):
            self._templates.stop()
        if hasattr(self, "build"):
            self.build.is_whole = False
        if self._publication:
            self._publication.explain(error)

    def on_shutdown(self) -> None:
        """Publish the site."""
        if self._publication:
            self._publication.finish(is_whole=hasattr(self, "build") and self.build.is_whole)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
        """Update only the guides that an edit changes."""
        from izeja.hosts.mkdocs.preview import start_preview  # noqa: PLC0415 - see above

        start_preview(server, config, library_folder(config, self.config), builder, lambda: self.build)


class IzejaHook(IzejaPlugin):  # type: ignore[no-untyped-call]  # as above
    """The same as a hook, with its options in `mkdocs.yml` under `extra: izeja:`."""

    def __init__(self) -> None:
        super().__init__()
        # A hook is made while MkDocs still reads mkdocs.yml, so the options start with their defaults.
        self.load_config({})

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the options first: MkDocs passes none to a hook."""
        if any(isinstance(plugin, IzejaPlugin) for plugin in config.plugins.values()):
            raise StoppedError(
                "mkdocs.yml names izeja twice: as a plugin under 'plugins:', and as a hook under 'hooks:'. "
                "Delete one of them"
            )
        wrong, unknown = self.load_config(config.extra.get("izeja") or {})
        if problems := [f"'{name}': {what}" for name, what in (*wrong, *unknown)]:
            message = f"mkdocs.yml, extra: izeja: {'; '.join(problems)}"
            raise StoppedError(message)
        super().on_config(config)
