"""Texts that differ by a fact: all variants, each under the name of its value. The script leaves one."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from izeja.library.library import Library
from izeja.page.environment import template

_VARIANTS = "variants.html.j2"


class Variant(NamedTuple):
    """A text for a value of a fact, and the name of the value; both are None for all other customers."""

    value: str | None
    name: Markup | None
    text: Markup


def facts_of(library: Library) -> str:
    """Return everything that can be known: `platform= platform=iphone`; without a value, none applies."""
    known = [f"{fact}={value}" for fact, one in library.facts.items() for value in ("", *one.values)]
    return " ".join(known)


def variants_html(
    library: Library, fact: str, label: str, variants: tuple[Variant, ...], *, block: bool
) -> Markup:
    """Return all variants of a text as HTML.

    Args:
        library: in the language of the page.
        fact: the id of the fact.
        label: the name of the fact.
        variants: the texts.
        block: whether they are blocks, or else lines within a paragraph.
    """
    made = template(library.language, library.page_words, _VARIANTS)
    html = made.render(fact=fact, label=label, variants=variants, element="div" if block else "span")
    return Markup(html.strip())  # noqa: S704 - the template escapes all text
