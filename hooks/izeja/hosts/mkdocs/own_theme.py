"""The theme `izeja` for MkDocs: the pages of Izeja's own theme, around what MkDocs knows of a page.

Its templates only call the functions that `add_functions` gives them, so both hosts have one template, and
one place that escapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin, urlsplit

from jinja2 import pass_context
from mkdocs.utils.templates import script_tag_filter, url_filter

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.addresses import location_of
from izeja.hosts.mkdocs.guide_files import prefix_of
from izeja.hosts.mkdocs.i18n_internals import site_languages
from izeja.hosts.mkdocs.own_search import own_search_of
from izeja.hosts.mkdocs.shards import Part
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.hosts.mkdocs.theme import as_html
from izeja.language.locales import is_language
from izeja.page.assets import MISSING, SCRIPT
from izeja.page.search import shown
from izeja.page.site_page import Alternate, MenuItem, OtherLanguage
from izeja.site import offline
from izeja.site.frame import Content, Surroundings, content_of_written, framed, quoted
from izeja.site.page_files import relative, url_of
from izeja.site.theme_files import ThemeOptions, colour_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.config_options import ExtraScriptValue
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from izeja.hosts.mkdocs.build import Build
    from izeja.hosts.mkdocs.options import Options

_FOLDER = Path(__file__).parent / "izeja_theme"
_BLOG = "material/blog"
WORDS = "<h1>404</h1>"
"""What the page for missing addresses says until it is completed; see `izeja.hosts.mkdocs.missing_page`."""


def is_used(config: MkDocsConfig) -> bool:
    """Return whether a site has this theme, or one that is made from it."""
    return any(Path(one) == _FOLDER for one in config.theme.dirs)


def check(options: Options, config: MkDocsConfig) -> None:
    """Check that a site has the theme that it needs, and without a network, that it is built as a whole.

    Raises:
        StoppedError: it has another one, or is built in parts, of which none knows the files of the others.
    """
    if is_used(config) and _BLOG in config.plugins:
        message = (
            f"the plugin '{_BLOG}' needs templates of Material: delete it from mkdocs.yml, or write "
            "'name: material' under 'theme:'"
        )
        raise StoppedError(message)
    if options.offline and not is_used(config):
        message = (
            "mkdocs.yml has 'offline: true', which needs Izeja's theme: write 'name: izeja' under 'theme:'"
        )
        raise StoppedError(message)
    if options.offline and Part(options.only, options.only_languages).is_shard:
        message = "'offline: true' needs the whole site: remove it, or 'only' and 'only_languages'"
        raise StoppedError(message)


def theme_options(build: Build, config: MkDocsConfig) -> ThemeOptions:
    """Return what a site has chosen."""
    has_search = build.options.search and own_search_of(config) is not None
    return ThemeOptions(
        colour_of(config.theme.get("palette")), has_search, build.options.analytics, is_offline(build)
    )


def is_offline(build: Build) -> bool:
    """Return whether a language is kept on a customer's device: never in a preview, whose pages change."""
    return build.options.offline and not build.library.serving


def write_workers(build: Build, config: MkDocsConfig) -> None:
    """Write what keeps each language on a device, when all files of the site are written."""
    if is_offline(build):
        prefixes = {code: prefix_of(code, config) for code in build.languages}
        found = offline.write_workers(Path(config.site_dir), prefixes)
        for message in offline.too_large_messages(found):
            build.remark(message)


def workers(build: Build, config: MkDocsConfig) -> list[str]:
    """Return the files that `write_workers` has written, from the root of the site."""
    if not is_offline(build):
        return []
    prefixes = {code: prefix_of(code, config) for code in build.languages}
    return offline.workers_of(Path(config.site_dir), prefixes)


def add_functions(build: Build, env: Environment, config: MkDocsConfig) -> None:
    """Give the theme's templates the functions that make their pages, in the language that is built."""
    prefixes = {code: prefix_of(code, config) for code in site_languages(config).built}
    makes = _Pages(build, config, prefixes)
    env.globals |= {
        "izeja_page": makes.page,
        "izeja_missing_page": makes.missing_page,
    }


class _Pages:
    """The pages of one language; `prefixes` are the folders of all languages in the site."""

    def __init__(self, build: Build, config: MkDocsConfig, prefixes: Mapping[str, str]) -> None:
        self._build, self._config, self._prefixes = build, config, prefixes
        self._code = site_languages(config).current
        self._options = theme_options(build, config)

    @pass_context
    def page(self, context: Any) -> str:
        """Return the page that MkDocs has put into the context of a template."""
        page: Page = context["page"]
        to = partial(relative, here=location_of(page.file))
        return self._framed(self._content(page), context, page, to)

    @pass_context
    def missing_page(self, context: Any) -> str:
        """Return the page for missing addresses, of which what it says is still missing."""
        # It is shown at any address, and only one from the root of the host leads to the same page.
        root = urlsplit(self._config.site_url or "/").path.rstrip("/") + "/"
        name = quoted(self._config.site_name)
        content = Content(name, name, "", WORDS, modules=(MISSING,))
        return self._framed(content, context, None, lambda url: root + url)

    def _framed(self, content: Content, context: Any, page: Page | None, to: Callable[[str], str]) -> str:
        config, search = self._config, self._build.language(self._config).search
        favicon = config.theme.get("favicon")
        others = {
            code: location_of(file)
            for code, file in (i18n_internals.other_languages(page.file) if page else {}).items()
        }
        around = Surroundings(
            folder=self._prefixes[self._code],
            code=self._code if is_language(self._code) else self._build.words(config).language,
            site_name=config.site_name,
            options=self._options,
            home=to(self._home(self._code)),
            menu=tuple(_menu(context["nav"].items, page, to)),
            languages=tuple(self._languages(others, to)),
            worker=next(iter(search.named), "") if search.site else "",
            look=self._build.language(self._config).look,
            icon=url_filter(context, favicon) if favicon else None,
            styles=tuple(url_filter(context, one) for one in config.extra_css),
            scripts="\n".join(
                script_tag_filter(context, cast("ExtraScriptValue", one)) for one in config.extra_javascript
            ),
            url=(page.canonical_url or "") if page and config.site_url else "",
            alternates=tuple(self._alternates(others)) if config.site_url else (),
        )
        return framed(self._build.words(config), content, around, to, self._guide_url)

    def _content(self, page: Page) -> Content:
        language, path = self._build.language(self._config), page.file.src_uri
        html = shown(page.content or "")
        title, description = as_html(page.title), as_html(self._description(page))
        if found := language.strategy.placeholders_of(page.file):
            return Content(
                title, found.name, description, html, start=found.start, modules=(SCRIPT,), styles=()
            )
        if path in language.guides:
            start = page.toc.items[0].url.removeprefix("#") if page.toc.items else "content"
            return Content(title, title, description, html, start=start, modules=(SCRIPT,), styles=())
        if path in language.topics:
            return Content(title, title, description, html)
        return content_of_written(title, description, html)

    def _description(self, page: Page) -> str:
        return str(page.meta.get("description") or self._config.site_description or "")

    def _home(self, code: str) -> str:
        pages = self._build.language(self._config).site_pages
        if code == self._code and pages.nav.homepage:
            return location_of(pages.nav.homepage.file)
        return url_of(f"{self._prefixes[code]}index.html", with_folders=self._config.use_directory_urls)

    def _guide_url(self, tree_id: str) -> str | None:
        path = i18n_internals.page_path(tree_id, self._build.words(self._config).language, self._config)
        file = self._build.language(self._config).site_pages.files.src_uris.get(path)
        return location_of(file) if file else None

    def _languages(self, others: Mapping[str, str], to: Callable[[str], str]) -> Iterator[OtherLanguage]:
        for code, name in i18n_internals.language_names(self._config).items():
            if code != self._code:
                yield OtherLanguage(code, name, to(others[code] if code in others else self._home(code)))

    def _alternates(self, others: Mapping[str, str]) -> Iterator[Alternate]:
        default = site_languages(self._config).default
        if len(others) < 2:
            return
        more = {"x-default": others[default]} if default in others else {}
        for code, url in (*others.items(), *more.items()):
            yield Alternate(code, urljoin(self._config.site_url or "", url))


def _menu(items: Iterable[StructureItem], page: Page | None, to: Callable[[str], str]) -> Iterator[MenuItem]:
    for item in items:
        title = unescape(str(item.title or ""))
        file: File | None = getattr(item, "file", None)
        url: str | None = getattr(item, "url", None)
        if file:
            yield MenuItem(title, to(location_of(file)), "page" if item is page else "")
        elif url is not None:
            yield MenuItem(title, url if urlsplit(url).scheme or url.startswith("/") else to(url))
        else:
            below = _menu(getattr(item, "children", None) or (), page, to)
            yield MenuItem(title, None, below=tuple(below))
