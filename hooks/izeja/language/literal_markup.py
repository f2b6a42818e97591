"""Signs in texts that customers would see as they are typed, though the writer meant something by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from izeja.language.bare_addresses import addresses_in
from izeja.language.code_spans import CODE
from izeja.language.garbled import garbled, is_garbled, ungarbled
from izeja.language.habits import BULLETS, DASHES, HABITS, Habit, Kind, Refusal
from izeja.problems.problem import Severity
from izeja.reading.characters import INVISIBLE, name_of, odd_character

TERM = re.compile(r"\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")

_OPENING = '"\u201c\u201e\u201d\u00ab\u2018\u201a\u2039'
# Most texts are words and punctuation alone, which one pattern sees at once. Some signs always need a closer
# look, others only beside each other, or in some places.
_SIGNS = rf"\[\]`~^|@#<>&\\+=$!{BULLETS}{INVISIBLE.pattern[1:-1]}"
_SIGN = re.compile(f"[{_SIGNS}]")
_START = rf"[ \t]*(?::[ \t]|-(?! )|[{DASHES}]|\(?[aAiI][.)]|\(1\)|\d{{1,2}}[.)](?! ))"
_STARTS = re.compile(_START)
_LATER_LINE_STARTS = re.compile(rf"\n{_START}")
_ONLY_WORDS = re.compile(rf"(?!{_START}|[{_OPENING}])[^{_SIGNS}*_{{}}:%/\"\n]*+")
_QUOTED = re.compile(
    "[\u201c\u201e\u201d\u00ab\u2018\u201a\u2039\u00bb][^\u201c\u201d\u00bb\u203a]*[\u201d\u201c\u00bb\u2019\u203a\u2018]"
)
_LETTER_AND_QUOTE = re.compile(r'[^\W\d]"$')

MOST_REFUSALS = 50
"""The most mistakes reported in one text: with more of them, the text has to be rewritten."""
_BLANK = "\ufffc"
"""Replaces each character of what Markdown understands; no habit has it."""
_ESCAPES = re.compile(r"\\[!-/:-@\[-`{-~]")
_LINK = re.compile(
    r"(!?\[(?:[^\[\]\n]|\{[^}\n]*\})*\])"
    r"(\(\s*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"\n]*\")?\s*\))"
)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>\n]*>|<(?:https?|mailto):[^<>\s]*>", re.DOTALL)
# Beside a letter, two stars mark words only on the side of a letter (CommonMark 0.31, section 6.2).
_STRONG = re.compile(
    r"(?:(?<![^\W_])\*\*(?=[^\s*])|\*\*(?=[^\W_]))(?:[^*\n]|\*(?!\*)|\n(?!\n))+?"
    r"(?:(?<=\S)\*\*(?![^\W_])|(?<=[^\W_])\*\*)"
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_IN_BRACKETS = re.compile(r"(?:\][ \t]*\(|\)\[)\Z")
"""What comes before the address of a link that is not written well."""
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
# Of numbered lists, only those that begin with 1 can interrupt a paragraph (CommonMark 0.31, section 5.3).
_LATE_ITEM = re.compile(r"^ {0,3}(?!1[.)])\d{1,9}[.)] ")
_LATER_ITEM = re.compile(r"\n {0,3}(?!1[.)])\d{1,9}[.)] ")
_OF_OTHERS = re.compile(r"\{[:%#.]|\{\s*\w*\s*=|\{\{[^{}]*[.(|]")
"""What others write in braces: `{#id}`, `{: .class }`, `{target=_blank}`, `{% if %}`."""
_BRACES = re.compile(r"[$%]?\{+[^{}\n]*\}+|\{+[\w-]*|[\w-]*\}+")
_NO_ITEM = "\n"
"""What no line begins with."""
_LATE = Refusal(
    "literal-markup",
    "this list starts inside a paragraph, where only a list that begins with '1.' can start",
    "put an empty line before it, or begin with '1. '",
)
_VISIBLE_QUOTES = Refusal(
    "literal-markup",
    "the quotes are part of this text, and customers would see them",
    'delete them, or put the whole text in the straight quotes of the keyboard (")',
    "warning",
)


class _Found(NamedTuple):
    start: int
    end: int
    refusal: Refusal


def is_suspicious(text: str, kind: Kind) -> bool:
    """Return whether a text may have something for `literal_markup`. It takes less than a microsecond."""
    # One by one, since a loop over the words takes four times as long.
    if "???" in text or "a) " in text or "www." in text:
        return True
    if "TODO" in text or "FIXME" in text or "XXX" in text or "TBD" in text:
        return True
    return is_garbled(text) or (not _ONLY_WORDS.fullmatch(text) and _may_mean_something(text, kind))


def _may_mean_something(text: str, kind: Kind) -> bool:
    """Return whether the signs in a text may be there for a reason."""
    return (
        _SIGN.search(text) is not None
        or _STARTS.match(text) is not None
        or (text[0] in _OPENING or text[-1] == '"')
        or ("//" in text or text.count(":") > 1 or text.count("%") > 1)
        # In prose, single stars and underscores make emphasis.
        or ("**" in text or (kind == "line" and ("*" in text or "_" in text)))
        or _has_odd_braces(text)
        or ("\n" in text and (_LATER_LINE_STARTS.search(text) is not None or any(_late_items(text))))
    )


def literal_markup(text: str, kind: Kind, between: str | None = None) -> tuple[Refusal, ...]:
    """Return what customers would see as it is typed, in the order of the text.

    Args:
        text: a text that customers read.
        kind: `line` or `prose`; the latter has links, lists and emphasis that work.
        between: the text without the signs of its blocks, from `izeja.language.words_between`.
    """
    searched = CODE.sub(_blank, text) if "`" in text and kind == "line" else text
    if kind == "prose":
        searched = _without_markdown(text if between is None else between)
        # Many texts have nothing special but a link.
        if not is_suspicious(searched, kind) and not INVISIBLE.search(text):
            return ()
    found: list[_Found] = []
    for one in _all(text, searched, kind):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
        if len(found) == MOST_REFUSALS:
            break
    return tuple(one.refusal for one in sorted(found, key=lambda one: one[:2]))


def _all(text: str, searched: str, kind: Kind) -> Iterator[_Found]:
    yield from _garbled(text, searched)
    yield from _braces(text, searched)
    for habit in HABITS:
        if kind in habit.kinds and any(sign in searched for sign in habit.signs):
            yield from _matches(text, searched, habit)
    if kind == "prose":
        for start, end in _late_items(searched):
            yield _Found(start, end, _LATE.at(text, start, end))
    yield from _quotes(text)
    yield from _characters(text)


def _matches(text: str, searched: str, habit: Habit) -> Iterator[_Found]:
    reported = -2
    for found in _pattern(habit.pattern).finditer(searched):
        line = searched.count("\n", 0, found.start())
        if not habit.is_block or line != reported + 1:
            yield _Found(*found.span(), habit.refusal.at(text, *found.span()))
        reported = line + found[0].count("\n")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    # Compiling all of them takes longer than reading a small library.
    return re.compile(pattern, re.MULTILINE)


def _without_markdown(text: str) -> str:
    """Return prose with everything that Markdown understands blanked out, and all else in its place."""
    if "\\" in text:
        text = _ESCAPES.sub(_blank, text)
    if "`" in text:
        text = CODE.sub(_blank, text)
    if "[" in text:
        text = _LINK.sub(_words_of_link, text)
        # Around a picture, which is one as well.
        text = _LINK.sub(_words_of_link, text) if f"[{_BLANK}" in text else text
    if "<" in text:
        text = _TAG.sub(_blank, text)
    # Before addresses are blanked, since a letter of one counts as a letter beside the stars.
    if "**" in text:
        text = _STRONG.sub(lambda found: f"{_BLANK * 2}{found[0][2:-2]}{_BLANK * 2}", text)
    for start, end in addresses_in(text).items():
        if not _IN_BRACKETS.search(text, max(start - 9, 0), start):
            text = f"{text[:start]}{_BLANK * (end - start)}{text[end:]}"
    return text


def _words_of_link(found: re.Match[str]) -> str:
    # The words of a link can have the address that it leads to.
    words = _ADDRESS.sub(_blank, found[1][1:-1])
    return f"{_BLANK}{words}{_BLANK}{_BLANK * len(found[2])}"


def blanked(text: str) -> str:
    """Return as many characters as a text has, in as many lines, which mean nothing."""
    return "".join("\n" if char == "\n" else _BLANK for char in text)


def _blank(found: re.Match[str]) -> str:
    return blanked(found[0])


def _has_odd_braces(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return False
    terms = len(TERM.findall(text))
    return text.count("{") != terms or text.count("}") != terms


def _braces(text: str, searched: str) -> Iterator[_Found]:
    if not _has_odd_braces(searched):
        return
    for found in _BRACES.finditer(searched):
        shown = found[0]
        if TERM.fullmatch(shown):
            continue
        if TERM.fullmatch(shown[1:-1]):
            message = f"a term has one brace on each side; customers would see the others of '{shown}'"
        elif "}" not in shown:
            message = f"the brace of '{shown}' is never closed, so customers would see it"
        elif "{" not in shown:
            message = f"the brace of '{shown}' is never opened, so customers would see it"
        else:
            message = f"'{shown}' is not a term, so customers would see its braces"
        name = "-".join(re.findall("[a-z0-9]+", shown.casefold()))
        hint = f"write '{{{name}}}'" if name else "delete the braces"
        if _OF_OTHERS.match(shown):
            hint = f"delete '{shown}', which other programs understand"
        hint += "; a term is written as its key in terms.yml: lowercase letters a-z, digits and hyphens"
        yield _Found(*found.span(), Refusal("literal-markup", message, hint).at(text, *found.span()))


def _late_items(text: str) -> Iterator[tuple[int, int]]:
    """Yield the first items of numbered lists that Markdown reads as a part of the paragraph above."""
    if not _LATER_ITEM.search(text):
        return
    index, is_open, is_paragraph, of_item = 0, False, False, _NO_ITEM
    for line in text.split("\n"):
        if not line.strip():
            is_open = is_paragraph = False
        elif not is_open and line.startswith(of_item):
            # Another paragraph of the item above, which the next item ends.
            is_open = True
        elif is_paragraph and _LATE_ITEM.match(line):
            yield index, index + len(line)
            is_paragraph = False
        elif item := _ITEM.match(line):
            is_open, is_paragraph, of_item = True, False, " " * len(item[0])
        else:
            is_paragraph = is_paragraph or not is_open
            is_open, of_item = True, of_item if is_open else _NO_ITEM
        index += len(line) + 1


def _quotes(text: str) -> Iterator[_Found]:
    whole = text.strip()
    is_half = whole.count('"') == 1 and (whole[0] == '"' or _LETTER_AND_QUOTE.search(whole))
    if is_half or _QUOTED.fullmatch(whole):
        yield _Found(0, len(text), _VISIBLE_QUOTES.at(text, 0, len(text)))


def _garbled(text: str, searched: str) -> Iterator[_Found]:
    for found in garbled(searched):
        message = f"'{found[0]}' was read in the wrong encoding"
        hint = "type the word again, and save the file as UTF-8"
        if meant := ungarbled(found[0]):
            message += f": it is '{meant}'"
            hint = f"write '{meant}', and save the file as UTF-8"
        yield _Found(*found.span(), Refusal("garbled-text", message, hint).at(text, *found.span()))


def _characters(text: str) -> Iterator[_Found]:
    if found := odd_character(text):
        message = f"this text has an invisible character ({name_of(found[0])})"
        hint = "delete it, or type an ordinary space instead"
        severity: Severity = "error" if found[0] < " " or "\x7f" <= found[0] < "\xa0" else "warning"
        earlier = text.count(found[0], 0, found.start())
        refusal = Refusal("invisible-character", message, hint, severity, found[0], earlier)
        yield _Found(*found.span(), refusal)
