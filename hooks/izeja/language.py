"""What is known of a language by its code: from CLDR (https://cldr.unicode.org), through Babel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError

PSEUDO_LANGUAGES: Mapping[str, str] = {"en-XA": "en", "ar-XB": "ar"}
"""The pseudo-languages (`izeja.pseudo`), each with the language whose dates, numbers and direction it has."""


@lru_cache
def locale_of(language: str) -> Locale:
    """Return what CLDR knows of a language: how it writes dates, its plural forms and its direction.

    Raises:
        babel.UnknownLocaleError: if CLDR does not know the language; see `is_language`.
        ValueError: if this is no code of a language.
    """
    return Locale.parse(PSEUDO_LANGUAGES.get(language, language).replace("-", "_"))


def is_language(language: str) -> bool:
    """Tell whether CLDR knows a language by this code."""
    try:
        locale_of(language)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a language is written, as HTML's `dir` has it."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"


def name_of(language: str, spoken: str) -> str:
    """Return the name of a language in the words of another one: `angļu` is English, spoken in Latvian."""
    return str(locale_of(language).get_display_name(locale_of(spoken)) or language)
