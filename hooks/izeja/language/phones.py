"""Phone numbers: checked and written by `phonenumbers`, which only a library with phone numbers loads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:  # slow to load
    from phonenumbers import PhoneNumber

_FORM = re.compile(r"\+[\d\s()./\u2010-\u2015-]*\d(?:,? ?(?:ext\.? ?|x ?)\d{1,7})?")
_USUAL = "write it as people dial it from abroad, with the code of the country: '+371 67000000'"
_SHORT, _LONG = "it has too few digits", "it has too many digits"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: as customers read it, and the link (RFC 3966) that calls it."""

    shown: str
    href: str


# Contacts are validated once for each change of their file, and numbers repeat.
@lru_cache(maxsize=256)
def parsed_phone(text: str) -> Phone:
    """Parse a phone number with the code of its country, or refuse it.

    A short number, such as `+371 112`, is dialled without the code, in its country alone.
    """
    text = text.strip()
    if not _FORM.fullmatch(text):
        _refuse("'{text}' is not a phone number with the code of its country", text, _hint_for(text))
    from phonenumbers import PhoneNumberFormat, format_number  # noqa: PLC0415 - slow to load

    number = _parsed(text)
    if _is_short(number):
        national = str(number.national_number)
        return Phone(national, f"tel:{national}")
    extension = f";ext={number.extension}" if number.extension else ""
    return Phone(
        format_number(number, PhoneNumberFormat.INTERNATIONAL),
        f"tel:+{number.country_code}{_national(number)}{extension}",
    )


def _parsed(text: str) -> PhoneNumber:
    from phonenumbers import (  # noqa: PLC0415 - as above
        NumberParseException,
        ValidationResult,
        is_possible_number_with_reason,
        is_valid_number,
        parse,
    )

    try:
        number = parse(text, None)
    except NumberParseException as error:
        if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            _refuse("no country has the code that '{text}' begins with", text, _USUAL)
        _refuse("'{text}' is not a phone number", text, _SHORT)
    if not is_valid_number(number) and not _is_short(number):
        reason = is_possible_number_with_reason(number)
        hint = {ValidationResult.TOO_SHORT: _SHORT, ValidationResult.TOO_LONG: _LONG}.get(reason)
        message = f"'{{text}}' is not a phone number of the country with the code '+{number.country_code}'"
        _refuse(message, text, f"{hint or 'compare its digits with the number that people call'}")
    return number


def _is_short(number: PhoneNumber) -> bool:
    from phonenumbers.shortnumberinfo import is_valid_short_number  # noqa: PLC0415 - as above

    return is_valid_short_number(number) and not number.extension


def _national(number: PhoneNumber) -> str:
    from phonenumbers import national_significant_number  # noqa: PLC0415 - as above

    return national_significant_number(number)


def _hint_for(text: str) -> str:
    bare = re.sub(r"^tel:|\u202a|\u202c", "", text, flags=re.IGNORECASE).strip()
    bare = re.sub(r"^\(\+(\d{1,3})\)", r"+\1", bare)
    bare = re.sub(r"^00(?=[1-9])", "+", bare)
    if bare != text and _FORM.fullmatch(bare):
        return f"write '{bare}'"
    if re.search(r"[,;/]\s*\+|\bor\b", text):
        return "write one number; for a second one, add a contact of its own"
    if re.fullmatch(r"\d{2,6}", bare):
        return f"write the code of the country before it, also for a short number: '+371 {bare}'"
    if re.search("[A-Za-z]", bare):
        return "write digits only, and an extension as 'ext. 12' behind them"
    return _USUAL


def _refuse(message: str, text: str, hint: str) -> NoReturn:
    raise PydanticCustomError("hinted", message, {"text": text, "hint": hint})
