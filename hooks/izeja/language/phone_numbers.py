"""What `phonenumbers` knows about the numbers of each country; only a library with some loads it."""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult
from phonenumbers.shortnumberinfo import is_valid_short_number

from izeja.language.phones import USUAL
from izeja.language.refusal import refusal

_SHORT, _LONG = "it has too few digits", "it has too many digits"
_OTHER = "compare its digits with the number that people call"
_REASONS = {ValidationResult.TOO_SHORT: _SHORT, ValidationResult.TOO_LONG: _LONG}


def dialled(text: str) -> tuple[str, str]:
    """Return a phone number as customers read it, and the link that calls it; or refuse it.

    Args:
        text: with the code of its country.
    """
    number = _parsed(text)
    digits = phonenumbers.national_significant_number(number)
    if _is_short(number):
        return digits, f"tel:{digits}"
    extension = f";ext={number.extension}" if number.extension else ""
    shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return shown, f"tel:+{number.country_code}{digits}{extension}"


def _parsed(text: str) -> PhoneNumber:
    try:
        number = phonenumbers.parse(text, None)
    except NumberParseException as error:
        if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            raise refusal("no country has the code that '{text}' begins with", text, USUAL) from None
        raise refusal("'{text}' is not a phone number", text, _SHORT) from None
    if not (phonenumbers.is_valid_number(number) or _is_short(number)):
        message = f"'{{text}}' is not a phone number of the country with the code '+{number.country_code}'"
        reason = phonenumbers.is_possible_number_with_reason(number)
        raise refusal(message, text, _REASONS.get(reason, _OTHER))
    return number


def _is_short(number: PhoneNumber) -> bool:
    return is_valid_short_number(number) and not (number.extension or phonenumbers.is_valid_number(number))
