"""What is meant by a number that somebody typed, as the page reads it (`page/assets/forms/numbers.js`)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from izeja.page.forms_view import NumberForm

# Whole numbers with or without separators; the last are those of India.
_WHOLE = re.compile(
    r"\d+|[1-9]\d{0,2}([ '.,])\d{3}(?:\1\d{3})*|[1-9]\d?([ '.,])\d\d(?:\2\d\d)*\2\d{3}", re.ASCII
)
_MOST_SIGNS = 1000
_DECIMAL = re.compile(r"(.*)([.,٫])(\d*)", re.ASCII)  # noqa: RUF001 - signs that look alike are the point
_SIGNS = str.maketrans({"،": ",", "，": ",", "．": ".", "٬": "'", "’": "'", "‘": "'", "ʼ": "'"})  # noqa: RUF001 - as above


class Readings(NamedTuple):
    """The numbers that may be meant, counted in last decimals. What is not sure is to be asked about."""

    numbers: tuple[int, ...]
    is_sure: bool


def readings_of(typed: str, form: NumberForm) -> Readings:
    """Return the numbers that may be meant, of those that the question allows."""
    sign, digits = _sign_and_digits(_plain(typed), form.words)

    def number(whole: str, fraction: str = "") -> tuple[int, ...]:
        exact = fraction.rstrip("0")
        # Python itself refuses to read very many digits, and no question allows them.
        if len(whole) > _MOST_SIGNS:
            return ()
        size = int(re.sub(r"\D", "", whole) + exact.ljust(form.decimals, "0") or "0")
        found = -size if sign in "−–-" and sign else size  # noqa: RUF001 - as above
        return (found,) if len(exact) <= form.decimals and form.low <= found <= form.high else ()

    split = _DECIMAL.fullmatch(digits)
    before, mark, fraction = split.groups() if split else ("", "", "")
    is_whole = _WHOLE.fullmatch(digits) is not None
    is_decimal = mark and (_WHOLE.fullmatch(before) and mark not in before if before else bool(fraction))
    whole = number(digits) if is_whole else ()
    decimal = number(before, fraction) if is_decimal else ()
    if not is_decimal or not whole:
        return Readings((*whole, *decimal), is_sure=bool(whole or decimal))
    # Now one separator is before three digits, and the language decides, unless the number of decimals does.
    may_be_decimal = len(fraction) <= form.decimals and bool(decimal)
    if mark == form.mark and may_be_decimal:
        return Readings(decimal, is_sure=True)
    if mark == form.group and not may_be_decimal:
        return Readings(whole, is_sure=True)
    return Readings(whole + decimal, is_sure=False)


def _sign_and_digits(text: str, words: str) -> tuple[str, str]:
    found = re.fullmatch(
        rf"(?:{words})? ?([-+−–]?) ?(?:{words})? ?(.*?)(?:[.,] ?[-–—]+)? ?(?:{words})?",  # noqa: RUF001 - as above
        text,
        re.IGNORECASE,
    )
    # Everything in the pattern can be empty, and the text is one line.
    return (found[1], found[2]) if found else ("", text)


def _plain(text: str) -> str:
    """Return a text with the digits and signs of all scripts as those of ours."""
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    digits = re.sub(r"[٠-٩۰-۹０-９]", lambda found: str(ord(found[0]) & 15), shown)  # noqa: RUF001 - as above
    return " ".join(digits.translate(_SIGNS).split())
