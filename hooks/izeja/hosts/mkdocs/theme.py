"""What guides need of the theme: its words, its scripts, its table of contents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, ChoiceLoader, FunctionLoader, TemplateNotFound, pass_context
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.structure.toc import AnchorLink, TableOfContents

from izeja.language.locales import is_language, locale_of
from izeja.page.render import Fragment

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from mkdocs.structure.pages import Page


class StepLink(AnchorLink):
    """A step in the table of contents and in the search: it leads to the node, not to its heading."""

    def __init__(self, title: str, node: str) -> None:
        super().__init__(title, f"{node}--heading", 1)
        self._node = node

    @property
    def url(self) -> str:
        """The address of the step inside its page."""
        return f"#{self._node}"


def speak_varieties(env: Environment) -> None:
    """Let the theme speak pseudo-languages and varieties of languages, by the words of their language.

    Material ends a build with a traceback where it has no words for a locale.
    """
    if env.loader is not None:
        env.loader = ChoiceLoader([env.loader, FunctionLoader(partial(_theme_words, env, env.loader))])


def _theme_words(env: Environment, loader: BaseLoader, name: str) -> str | None:
    """Return the theme's words (their source) in the language that a locale is a variety of."""
    folder, _, file = name.rpartition("/")
    locale = file.removesuffix(".html")
    if folder != "partials/languages" or not is_language(locale):
        return None
    try:
        return loader.get_source(env, f"{folder}/{locale_of(locale).language}.html")[0]
    except TemplateNotFound:
        return None


def instead(old: str, new: str, url: Any, named: set[str]) -> Any:
    """Return a filter of addresses in place of `url`, which gives `new` for `old`, and notes that it did."""

    @pass_context
    def address(context: Context, value: str) -> str:
        if value == old:
            named.add(new)
            value = new
        return str(url(context, value))

    return address


def set_headings(page: Page, fragment: Fragment) -> None:
    """Give a page the table of contents of its guide."""
    page.toc = TableOfContents([StepLink(heading.text, heading.node) for heading in fragment.headings])
    page.present_anchor_ids = {heading.node for heading in fragment.headings}


def module(path: str) -> ExtraScriptValue:
    """Return a script as MkDocs knows modules."""
    script = ExtraScriptValue(path)
    script.type = "module"
    return script


def add_once(values: list[Any], value: object) -> None:
    """Add a script or a style sheet to those of the site."""
    # static-i18n goes through on_config once for each language, with the same configuration.
    if str(value) not in map(str, values):
        values.append(value)
