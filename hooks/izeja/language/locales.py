"""Facts about languages, by their codes: from CLDR (https://cldr.unicode.org), through Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from izeja.language.corrections import nearest

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog

PSEUDO_LANGUAGES: Mapping[str, str] = {"en-XA": "en", "ar-XB": "ar"}
"""The pseudo-languages (`izeja.translation.pseudo`), and the language whose dates each uses."""

_DATES: Mapping[str, str] = {"en": "en_GB"}
"""English without a country has dates as the words of the page are spelt; `en-US` is another language."""
_KINDS = ("zero", "one", "two", "few", "many", "other")


@lru_cache
def locale_of(language: str) -> Locale:
    """Return CLDR's data on a language: how it writes dates, its plural forms and its direction.

    Raises:
        babel.UnknownLocaleError: if CLDR does not know the language; see `is_language`.
        ValueError: if this is not a language code.
    """
    from babel import Locale  # noqa: PLC0415 - slow to load, and many checks do not need it

    return Locale.parse(PSEUDO_LANGUAGES.get(language, language).replace("-", "_"))


def dates_of(language: str) -> Locale:
    """Return the data by which dates of a language are written, such as "22 November 2026".

    `forms/dates.js` does the same in the browser.
    """
    return locale_of(_DATES.get(PSEUDO_LANGUAGES.get(language, language), language))


def base_language(language: str) -> str:
    """Return the language that this is a variety of, such as `pt` for `pt-BR`, or itself."""
    return re.split("[-_]", language)[0]


def is_language(language: str) -> bool:
    """Return whether this is a language code that CLDR knows, in the usual case (`lv`, `pt-BR`)."""
    from babel import UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        locale_of(language)
    except (UnknownLocaleError, ValueError):
        return False
    # Babel accepts any case, but codes also name folders and files: `LV` would be another language.
    return language[:2].islower()


def language_called(name: str) -> str | None:
    """Return the code of a language by its English name, or by a code in capital letters."""
    english, wanted = _by_english_name(), name.strip().casefold()
    code = wanted.replace("_", "-")
    return english.get(wanted) or next((one for one in english.values() if one.casefold() == code), None)


def hint_for_code(written: str, known: Iterable[str]) -> str:
    """Return what to write in place of what is no code of a language.

    Args:
        written: what was written: often the name of a language, with or without a typing error.
        known: the codes that are most likely meant.
    """
    close = language_called(written) or nearest(written.casefold(), known)
    if close is None and (name := nearest(written.casefold(), _by_english_name(), 0.8)):
        close = _by_english_name()[name]
    return f"did you mean '{close}'?" if close else "use one like 'et', 'de' or 'pt-BR'"


@lru_cache
def _by_english_name() -> Mapping[str, str]:
    """Return the code of each language, by its English name in small letters."""
    english = locale_of("en").languages.items()
    return {str(words).casefold(): str(code).replace("_", "-") for code, words in english}


def plural_forms(language: str) -> str:
    """Return the `Plural-Forms` of a language as the header of a catalog has them.

    They sort whole numbers as CLDR does, in CLDR's order. Babel's own table is used where it does the same,
    since translators' tools know its formulas; for many languages it does not.
    """
    from babel.messages.catalog import Catalog  # noqa: PLC0415 - as above
    from babel.plural import PluralRule, to_gettext  # noqa: PLC0415 - as above

    rule = locale_of(language).plural_form
    # No page counts to a million, where French and Spanish have one more form.
    seen = [kind for kind in _KINDS if any(rule(number) == kind for number in range(1001))]
    usual = Catalog(locale=locale_of(language))
    if usual.num_plurals == len(seen) and _sorted_by(usual) == [seen.index(rule(one)) for one in range(1001)]:
        return usual.plural_forms
    # The last form takes the rest. CLDR has more forms for fractions, which never occur here.
    return to_gettext(PluralRule({kind: rule.rules[kind] for kind in seen[:-1]}))


def _sorted_by(catalog: Catalog) -> list[int]:
    """Return which form gettext uses for each number from 0 to 1000, by the header of a catalog."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - as above

    catalog.add(("one", "many"), tuple(map(str, range(catalog.num_plurals))))
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    spoken = GNUTranslations(compiled)
    return [int(spoken.ngettext("one", "many", number)) for number in range(1001)]


@lru_cache
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a language is written, as a value of HTML's `dir`."""
    return "rtl" if locale_of(language).character_order == "right-to-left" else "ltr"


@lru_cache
def name_of(language: str, spoken: str) -> str:
    """Return the name of a language in the words of another one: `angļu` is English, spoken in Latvian."""
    return str(locale_of(language).get_display_name(locale_of(spoken)) or language)


@lru_cache
def decimals_of_currency(code: str) -> int | None:
    """Return how many decimals the amounts of a currency have; None for a code that is no currency."""
    from babel.core import get_global  # noqa: PLC0415 - as above
    from babel.numbers import get_currency_precision  # noqa: PLC0415 - as above

    return get_currency_precision(code) if code in get_global("all_currencies") else None


def currency_called(name: str) -> str | None:
    """Return the code of a currency by its sign, its English name, or its code in other letters."""
    english = locale_of("en")
    wanted = name.strip().casefold()
    for code in sorted(map(str, english.currencies)):
        # The sign of one currency can be in the names of others (`$`, `A$`), so it has to be the whole name.
        names = (code, english.currency_symbols.get(code), english.currencies[code])
        if decimals_of_currency(code) is not None and wanted in (str(one).casefold() for one in names):
            return code
    return {"euros": "EUR", "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP"}.get(wanted)
