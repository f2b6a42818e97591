"""The page around what a customer sees: links to the other languages, the map, and where problems go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template

from izeja.authoring.preview.addresses import OWN, Page
from izeja.authoring.preview.assets import TEMPLATE, own_asset
from izeja.authoring.preview.content import Content
from izeja.language.locales import direction_of, is_language, name_of


class _Choice(NamedTuple):
    """A link to the same page in a language, or in several side by side."""

    name: str
    href: str
    is_here: bool


def page_html(page: Page, content: Content | None, known: Iterable[str], *, is_guide: bool) -> str:
    """Return a whole page.

    Args:
        page: the page.
        content: of the page; None where languages are side by side, each in a frame.
        known: the languages of the library.
        is_guide: whether it is a guide, which has a map.
    """
    language = page.languages[0]
    shown = (
        None
        if content is None
        else {
            "digest": content.digest,
            "panel": content.panel or "",
            "html": content.html,
            "places": content.places,
        }
    )
    return _template().render(
        content=shown,
        title=content.title if content else page.name or "All guides",
        home=page._replace(name="").address,
        languages=list(_choices(page, tuple(known))),
        frames=[_choice(page, (one,)) for one in page.languages],
        language=language,
        direction=direction_of(language) if is_language(language) else "ltr",
        map=map_address(language, page.name) if is_guide else None,
    )


def map_address(language: str, tree_id: str) -> str:
    """Return the address of the map of a guide."""
    return Page((OWN,), f"map/{language}/{tree_id}").address


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(own_asset(TEMPLATE))


def _choices(page: Page, known: tuple[str, ...]) -> Iterator[_Choice]:
    """Yield the page in each language, and in two of them side by side."""
    for language in known:
        yield _choice(page, (language,))
    if len(page.languages) > 1:
        yield _choice(page, page.languages)
    elif len(known) > 1:
        here = page.languages[0]
        beside = next(one for one in known if one != here)
        yield _choice(page, (known[0], here) if here != known[0] else (here, beside))


def _choice(page: Page, languages: tuple[str, ...]) -> _Choice:
    names = [name_of(one, one) if is_language(one) else one for one in languages]
    return _Choice(" + ".join(names), page._replace(languages=languages).address, languages == page.languages)
