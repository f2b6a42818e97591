"""The templates of a page, compiled for a language with its words in them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from izeja.page.fixed_words import FixedWords
from izeja.page.inlined import Inlined
from izeja.page.jinja_internals import PlainEnvironment
from izeja.page.unindented import Unindented
from izeja.translation.page_words import TEMPLATES, wording


@cache
def template(language: str, page_words: str, name: str) -> Template:
    """Return a template with the words of a language.

    Args:
        language: one that the page speaks.
        page_words: the site's own words in it; see `izeja.library.library.Library`.
        name: of its file in `templates/`.
    """
    found = _environment(language, page_words).get_template(name)
    # Jinja copies these for each page, and several times as fast from a plain dictionary.
    found.globals = dict(found.globals)
    return found


def piece(language: str, page_words: str, name: str) -> Callable[..., str]:
    """Return a macro of `pieces.html.j2` with the words of a language; see `template`."""
    found: Callable[..., str] = _environment(language, page_words).filters[name]
    return found


def forget_templates() -> None:
    """Read the templates again when they are next needed."""
    template.cache_clear()
    _environment.cache_clear()


@lru_cache
def _environment(language: str, page_words: str) -> Environment:
    environment = PlainEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,
        autoescape=True,
        # A misspelt variable would print nothing, and no test of the text around it would notice.
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n", FixedWords, Inlined, Unindented],
    )
    words = wording(language, page_words)

    # Jinja and `FixedWords` take what these return for HTML, and a translator writes text.
    def gettext(text: str) -> Markup:
        return escape(words.gettext(text))

    def ngettext(one: str, several: str, number: int) -> Markup:
        return escape(words.ngettext(one, several, number))

    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install(gettext, ngettext, newstyle=False)
    # An icon and a number of questions are the same wherever they are on a page.
    pieces = vars(environment.get_template("pieces.html.j2").module)
    environment.filters.update({name: cache(one) for name, one in pieces.items() if isinstance(one, Macro)})
    return environment
