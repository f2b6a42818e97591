"""Numbers in a search: found however their digits are grouped, and with or without the code of a country.

`search-words.js` does the same to the words of a query, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FEWEST_DIGITS = 5
"""A text with fewer digits has no number."""
_MOST_DIGITS = 20
_NUMBER = re.compile(r"(?<![^\W_])[+(]*\d[\d \xa0\u2009\u202f().+/\u2010-\u2015-]*")
_BETWEEN_GROUPS = re.compile(r"[ \xa0\u2009\u202f\u2010-\u2015-]+|(?=\+)")
_COUNTRY = re.compile(r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}")
_ABROAD = re.compile(r"\W*(?:\+|00)")


def numbers_in(text: str) -> Iterator[str]:
    """Yield each number of a text as one word, in each way that it may be typed."""
    for found in _NUMBER.finditer(text):
        if sum(map(str.isdigit, found[0])) < FEWEST_DIGITS:
            continue
        groups = [group for group in _BETWEEN_GROUPS.split(found[0]) if group]
        for start in range(len(groups)):
            yield from _forms("".join(groups[start:]))


def _forms(text: str) -> Iterator[str]:
    plain = text.replace("(0)", "")
    digits = "".join([str(int(one)) for one in plain if one.isdecimal()])
    if len(digits) > _MOST_DIGITS:
        return
    abroad = digits.removeprefix("00") if _ABROAD.match(plain) else ""
    made = (digits, digits.removeprefix("0"), abroad, _COUNTRY.sub("", abroad, count=1))
    yield from dict.fromkeys(one for one in made if len(one) >= FEWEST_DIGITS)
