"""The theme's words in each language, and its table of contents, for guides."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache, partial
from html import escape, unescape
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, ChoiceLoader, FunctionLoader, TemplateNotFound
from mkdocs.structure.toc import AnchorLink, TableOfContents

from izeja.hosts.mkdocs.material_internals import LANGUAGES
from izeja.hosts.mkdocs.mkdocs_internals import set_anchors
from izeja.language.locales import is_language, locale_of
from izeja.page.render import Fragment, Head
from izeja.site.frame import quoted

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.structure.pages import Page

OWN_THEME = "izeja"


class StepLink(AnchorLink):
    """A step in the table of contents and in the search: it links to the node, not to its heading."""

    def __init__(self, title: str, node: str) -> None:
        super().__init__(title, f"{node}--heading", 1)
        self._node = node

    @property
    def url(self) -> str:
        """The address of the step inside its page."""
        return f"#{self._node}"


def speak_varieties(env: Environment) -> None:
    """Let the theme use the words of a language for its varieties, and for pseudo-languages.

    Material ends a build with a traceback if it has no words for a locale.
    """
    if env.loader is not None:
        # The theme's own words come first: this only fills gaps.
        env.loader = ChoiceLoader([env.loader, FunctionLoader(partial(_theme_words, env, env.loader))])


def title_html(text: str, theme: str | None) -> str:
    """Return a title or a heading as a theme prints it, which takes it for HTML."""
    if theme == OWN_THEME:
        return quoted(text)
    # Other themes put titles into attributes. Material does not, and its search would index the entities.
    return escape(text, quote=theme != "material")


def as_html(text: object) -> str:
    """Return a text as HTML that can be in an attribute. MkDocs has some as HTML, and others not."""
    return quoted(unescape(str(text or "")))


def as_printed(head: Head, theme: str | None) -> Head:
    """Return title and description as a theme prints them, which takes them for HTML."""
    description = quoted(head.description) if theme == OWN_THEME else escape(head.description)
    return Head(title_html(head.title, theme), description)


def keep_escaped(env: Environment, titles: Collection[str]) -> None:
    """Let the filter `striptags` return the titles of guides as they are.

    They have no tags. But the filter also unescapes, and Material prints the result into `<title>`.
    """
    if titles:
        env.filters["striptags"] = _keeping(env.filters["striptags"], frozenset(titles))


# One filter for all languages, or none could use the templates compiled for another: see `templates`.
@lru_cache(maxsize=1)
def _keeping(striptags: Callable[[object], object], titles: frozenset[str]) -> Callable[[object], object]:
    def kept(value: object) -> object:
        return value if isinstance(value, str) and value in titles else striptags(value)

    return kept


def set_headings(page: Page, fragment: Fragment, theme: str | None) -> None:
    """Give a page the table of contents of its guide."""
    page.toc = TableOfContents(
        [StepLink(title_html(heading.text, theme), heading.node) for heading in fragment.headings]
    )
    set_anchors(page, [heading.node for heading in fragment.headings])


def _theme_words(env: Environment, loader: BaseLoader, name: str) -> str | None:
    """Return the theme's words (their source) in the language that a locale is a variety of."""
    folder, _, file = name.rpartition("/")
    locale = file.removesuffix(".html")
    if folder != LANGUAGES or not is_language(locale):
        return None
    try:
        return loader.get_source(env, f"{folder}/{locale_of(locale).language}.html")[0]
    except TemplateNotFound:
        return None
