"""What a memory consists of: texts, each with a translation of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from babel.core import get_global

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SCRIPT = re.compile("[a-z]{4}")
_REGION = re.compile("[a-z]{2}|[0-9]{3}")


class MemoryFileError(Exception):
    """A file that is no memory, or has nothing in the languages that were asked for."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and a translation of it. `contexts` may say where it is from, `origin` is its file."""

    source: str
    translation: str
    origin: str
    contexts: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """Return a text as memories are compared: with usual line ends, without control characters."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text.replace("\r\n", "\n"))).strip()


def is_same_language(one: str, other: str) -> bool:
    """Return whether what is written in a language can be used for another one, by their codes.

    `lv-LV` can be used for `lv`, and `pt` for `pt-BR`, but neither `pt-PT` for `pt-BR`, nor `sr-Latn` for
    `sr`, which is written in another script.
    """
    language, script, region = _parts(one)
    language_2, script_2, region_2 = _parts(other)
    return (language, script) == (language_2, script_2) and (region == region_2 or not region or not region_2)


def _parts(code: str) -> tuple[str, str, str]:
    """Return the language, the script and the country of a code, the last one if the code has it."""
    language, *more = code.replace("_", "-").casefold().split("-")
    script = next(filter(_SCRIPT.fullmatch, more), "")
    region = next(filter(_REGION.fullmatch, more), "")
    # CLDR knows the usual script of each language, which differs between countries for some, such as Chinese.
    likely: Mapping[str, str] = get_global("likely_subtags")
    usual = likely.get(f"{language}_{region.upper()}") or likely.get(language) or ""
    return language, script or "".join(usual.casefold().split("_")[1:2]), region
