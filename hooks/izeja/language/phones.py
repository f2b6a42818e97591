"""Phone numbers as writers write them, and as pages show and call them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from izeja.language.refusal import refusal

_FORM = re.compile(r"\+[\d\s()./\u2010-\u2015-]*\d(?:,? ?(?:ext\.? ?|x ?)\d{1,7})?")
USUAL = "write it as people dial it from abroad, with the code of the country: '+371 67000000'"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number: as customers read it, and the link (RFC 3966) that calls it."""

    shown: str
    href: str


# Contacts are validated at each change of their file, and numbers stay the same.
@lru_cache(maxsize=256)
def parsed_phone(text: str) -> Phone:
    """Parse a phone number with the code of its country, or refuse it.

    A short number, such as `+371 112`, is dialled without the code, in its country alone.
    """
    text = text.strip()
    if not _FORM.fullmatch(text):
        raise refusal("'{text}' is not a phone number with the code of its country", text, _hint_for(text))
    # What knows the numbers of every country is slow to load, and most libraries have none.
    from izeja.language.phone_numbers import dialled  # noqa: PLC0415 - as above

    return Phone(*dialled(text))


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
        return "write digits only, and an extension as 'ext. 12' after them"
    return USUAL
