"""What is known of a language by its code: from CLDR (https://cldr.unicode.org), through Babel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from gettext import c2py
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

PSEUDO_LANGUAGES: Mapping[str, str] = {"en-XA": "en", "ar-XB": "ar"}
"""The pseudo-languages (`izeja.translation.pseudo`), and the language that lends each its dates."""

_KINDS = ("zero", "one", "two", "few", "many", "other")


@lru_cache
def locale_of(language: str) -> Locale:
    """Return what CLDR knows of a language: how it writes dates, its plural forms and its direction.

    Raises:
        babel.UnknownLocaleError: if CLDR does not know the language; see `is_language`.
        ValueError: if this is no code of a language.
    """
    from babel import Locale  # noqa: PLC0415 - slow to load, and many checks have no use for it

    return Locale.parse(PSEUDO_LANGUAGES.get(language, language).replace("-", "_"))


def is_language(language: str) -> bool:
    """Tell whether CLDR knows a language by this code, written as the codes of languages are."""
    from babel import UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        locale_of(language)
    except (UnknownLocaleError, ValueError):
        return False
    return language[:2].islower()


def plural_forms(language: str) -> str:
    """Return the plural forms of a language as the header of a catalog has them.

    They sort whole numbers as CLDR does, in CLDR's order. Babel's own table is used where it does the same,
    since its formulas are those that translators' tools know; for many languages it does not.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - as above
    from babel.plural import PluralRule, to_gettext  # noqa: PLC0415 - as above

    rule = locale_of(language).plural_form
    seen = [kind for kind in _KINDS if any(rule(number) == kind for number in range(1001))]
    usual = Catalog(locale=locale_of(language))
    sort = c2py(usual.plural_expr)
    if usual.num_plurals == len(seen) and all(seen[sort(one)] == rule(one) for one in range(1001)):
        return usual.plural_forms
    # The last form is for all that is left; fractions, for which CLDR has more forms, are never counted.
    return to_gettext(PluralRule({kind: rule.rules[kind] for kind in seen[:-1]}))


@lru_cache
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a language is written, as HTML's `dir` has it."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"


@lru_cache
def name_of(language: str, spoken: str) -> str:
    """Return the name of a language in the words of another one: `angļu` is English, spoken in Latvian."""
    return str(locale_of(language).get_display_name(locale_of(spoken)) or language)
