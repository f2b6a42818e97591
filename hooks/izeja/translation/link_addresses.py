"""The addresses of links in texts: writers decide on them, so a new one needs no translator."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?=\))")


def readdressed(before: str, now: str, translation: str) -> str | None:
    """Return a translation with the new addresses of links.

    Args:
        before: the source text that was translated.
        now: the source text of today.
        translation: of the text before.

    Returns:
        The translation; None if more than addresses have changed, or if its links are not those of the text.
    """
    old, new = _ADDRESS.findall(before), _ADDRESS.findall(now)
    if not old or _ADDRESS.sub("", before) != _ADDRESS.sub("", now):
        return None
    found = _ADDRESS.findall(translation)
    if found == old:
        addresses = iter(new)
        return _ADDRESS.sub(lambda _: next(addresses), translation)
    # In another order, a link is known by its address.
    now_of = dict(zip(old, new, strict=True))
    if sorted(found) != sorted(old) or any(now_of[one] != two for one, two in zip(old, new, strict=True)):
        return None
    return _ADDRESS.sub(lambda link: now_of[link[0]], translation)
