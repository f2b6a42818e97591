"""How wide a text is, roughly and rather too wide: an SVG does not say which font it is shown in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NARROW, _WIDE = set("iljtfrI.,:;'|!()[]/ "), set("mwMW@%—…ШЩЖЮшщжюмоōŌ")
_SPACES = re.compile(r"\s+")


def width_of(text: str, size: float) -> float:
    """Return the width of a line in the units of the size of its letters."""
    return size * sum(map(_width_of_sign, text))


def width_of_name(name: str, size: float) -> float:
    """Return the width of a line whose letters are all equally wide."""
    return 0.63 * size * sum(_width_of_sign(sign) > 0 for sign in name)


def wrapped(text: str, most: float, size: float, lines: int | None = None) -> list[str]:
    """Break a text into lines.

    Args:
        text: any text; its own line breaks count as spaces.
        most: the widest line.
        size: of the letters.
        lines: the most lines; the last one then ends with an ellipsis if there was more.
    """
    found = [""]
    for word in _SPACES.split(text.strip()):
        for index, piece in enumerate(_pieces(word, most, size)):
            joined = f"{found[-1]} {piece}" if found[-1] and not index else found[-1] + piece
            if found[-1] and width_of(joined, size) > most:
                found.append(piece)
            else:
                found[-1] = joined
    if lines is None or len(found) <= lines:
        return found
    return [*found[: lines - 1], f"{found[lines - 1]}…"]


def _pieces(word: str, most: float, size: float) -> list[str]:
    """Cut a word where it is wider than a line; languages without spaces write whole sentences as one."""
    pieces = [""]
    for sign in word:
        is_own = not unicodedata.combining(sign)
        is_ideograph = unicodedata.east_asian_width(sign) in "WF"
        too_wide = width_of(pieces[-1] + sign, size) > most
        if pieces[-1] and is_own and (too_wide or is_ideograph):
            pieces.append("")
        pieces[-1] += sign
    return pieces


@lru_cache(maxsize=4096)
def _width_of_sign(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.9
    return 0.7 if sign.isupper() else 0.57
