"""The words of the page itself (Next, Start over, ...), which are catalogs of this package."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from izeja.problem import Position, Problem

FOLDER = Path(__file__).parent / "locale"
SOURCE_LANGUAGE = "en"


@lru_cache
def wording(language: str) -> gettext.NullTranslations:
    """Return the words of the page in a language.

    Raises:
        FileNotFoundError: if this package has no catalog for the language; see `wording_problems`.
    """
    if language == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache
def locale_of(language: str) -> Locale:
    """Return what CLDR knows of a language: how it writes dates, and its direction.

    Raises:
        babel.UnknownLocaleError: if CLDR does not know the language; see `wording_problems`.
    """
    return Locale.parse(language.replace("-", "_"))


def languages() -> list[str]:
    """Return the languages that the page itself speaks."""
    return sorted({SOURCE_LANGUAGE, *(file.stem for file in FOLDER.glob("*.po"))})


def wording_problems(language: str, place: Position) -> Iterator[Problem]:
    """Yield what keeps a page from being made in a language, at the place that asks for it."""
    try:
        locale_of(language)
    except (UnknownLocaleError, ValueError):
        hint = "use the code of a language, like 'lv', 'en' or 'pt-BR'"
        yield Problem("unknown-language", f"'{language}' is not a language", place, hint)
        return
    if language not in languages():
        hint = f"the page speaks {', '.join(languages())}; another language is one more file in izeja/locale"
        yield Problem(
            "unknown-language",
            f"the words of the page itself are not translated into '{language}'",
            place,
            hint,
        )
