"""What writers bring along from other programs, and what to write instead.

Markdown has no errors: a sign that it does not understand is text. Each habit is a pattern, the kinds of
texts in which it does not work, and the words that say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, NamedTuple

from izeja.problems.problem import Severity

SUBSET = (
    "a text can have paragraphs, lists ('- ' or '1. '), headings ('## '), notes ('> [!NOTE]'), tables, "
    "`code`, *emphasis*, [links](https://...) and {terms}"
)

Kind = Literal["line", "prose"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a text that is not meant to be there.

    `wanted` is how it is written, and `earlier` how many times the same comes before it in the text.
    """

    code: str
    message: str
    hint: str = SUBSET
    severity: Severity = "error"
    wanted: str = ""
    earlier: int = 0

    def at(self, text: str, start: int, end: int) -> Refusal:
        """Return the same refusal for the characters of a text from `start` to `end`, up to a line break."""
        wanted = text[start:end].strip().partition("\n")[0]
        return replace(self, wanted=wanted, earlier=text.count(wanted, 0, text.index(wanted, start)))


class Habit(NamedTuple):
    """What to say about a pattern. A text with none of `signs` does not match it."""

    refusal: Refusal
    kinds: tuple[Kind, ...]
    signs: tuple[str, ...]
    pattern: str
    is_block: bool = False
    """Whether matches in neighbouring lines are one mistake."""


def _maker(
    make: Callable[[str, str], Refusal], kinds: tuple[Kind, ...], *, is_block: bool = False
) -> Callable[[tuple[str, ...], str, str, str], Habit]:
    """Return what makes habits of one sort, each of its signs, its pattern, the message and the hint."""

    def habit(signs: tuple[str, ...], pattern: str, message: str, hint: str) -> Habit:
        return Habit(make(message, hint), kinds, signs, pattern, is_block)

    return habit


def _literal(message: str, hint: str, severity: Severity = "error") -> Refusal:
    return Refusal("literal-markup", message, hint, severity)


def _unsupported(message: str, hint: str) -> Refusal:
    return Refusal("unsupported-markup", message, hint)


def _address(message: str, hint: str) -> Refusal:
    return Refusal("bare-address", message, hint, "warning")


def _note(message: str, hint: str) -> Refusal:
    return Refusal("note-in-text", message, hint, "warning")


_doubtful = partial(_literal, severity="warning")

_LINE: tuple[Kind, ...] = ("line",)
_PROSE: tuple[Kind, ...] = ("prose",)
_BOTH: tuple[Kind, ...] = ("line", "prose")

BULLETS = "\u2022\u25cf\u25aa\u25e6\u2023\u00b7\u2219\u25cb\u25a0\uf0b7"
DASHES = "\u2013\u2014\u2212"
# The names of HTML elements that people type. Other words between '<' and '>' are mostly placeholders.
_TAGS = "b|i|u|s|em|strong|br|p|a|span|div|code|kbd|img|ul|ol|li|small|sub|sup|mark|font|h[1-6]|table"
# What follows is an address, and not words in brackets.
_DESTINATION = r"(?=[^)\]\s]*(?::|\.yml|\.md|#|www\.))"

_PLAIN = "write plain words, and the name of a button as a {term}; customers would see these signs"
_LIST = "begin each item of the list with '- ', or with '1. ' if their order matters"
_A_LINK = "write '[words](address)'"

_line = _maker(_literal, _LINE)
_prose = _maker(_literal, _PROSE)
_unsupported_in_prose = _maker(_unsupported, _PROSE)
_unsupported_anywhere = _maker(_unsupported, _BOTH)
_block = _maker(_unsupported, _PROSE, is_block=True)
_list = _maker(_literal, _PROSE, is_block=True)
_perhaps_list = _maker(_doubtful, _PROSE, is_block=True)

_A_PICTURE = "write '![what it shows](pictures/plug.png)'"
_PICTURES = (
    _line(
        ("![",),
        r"!\[[^\]\n]*\](?:\([^)\n]*\)?)?",
        "a one-line text cannot have pictures",
        "write plain words here, and put the picture into 'body'",
    ),
    _prose(
        ("![[",),
        r"!\[\[[^\]\n]+\]\]",
        "pictures of this form are not supported, so customers would see the brackets",
        _A_PICTURE,
    ),
    _prose(
        ("![",),
        r"!\[[^\]\n]*\](?:[ \t]*\([^)\n]*\)?|(?![ \t]*[\[(]))",
        "this picture is not complete, so customers would see its brackets",
        f"{_A_PICTURE}; a name of a file with spaces goes between '<' and '>'",
    ),
)
# `\ufffc` replaces what Markdown understands (`literal_markup._BLANK`), so an address ends there.
_LINKS = (
    _line(
        ("](", "] (", "<http"),
        r"!?\[[^\]\n]*\][ \t]?\([^)\n]*\)?|<https?://[^>\s]*>",
        "a one-line text cannot have links",
        "write plain words here, and put the link into 'body'",
    ),
    _prose(
        ("[",),
        r"\[[^\]\n]+\][ \t]+\(" + _DESTINATION + r"[^)\n]*\)?",
        "there is a space between the words of this link and its address",
        "delete the space: '[words](address)'",
    ),
    _prose(
        (")[",),
        r"\([^()\n]+\)\[" + _DESTINATION + r"[^\]\n]*\]",
        "the brackets of this link are the wrong way round",
        _A_LINK,
    ),
    _prose(
        ("](",),
        r"\[[^\]\n]*\]\([^)\n]*\)?",
        "this link is not complete, so customers would see its brackets",
        "write '[words](address)', without spaces in the address",
    ),
    _prose(
        ("[[", "]["),
        r"\[\[[^\]\n]+\]\]|\[[^\]\n]+\]\[[^\]\n]*\]",
        "links of this form are not supported, so customers would see the brackets",
        _A_LINK,
    ),
    _prose(
        ("]:",), r"^ {0,3}\[[^\]\n^]+\]:[ \t]*\S+", "a link cannot be defined in a line of its own", _A_LINK
    ),
    _unsupported_in_prose(
        ("[^",), r"\[\^[^\]\n]+\]:?", "a text cannot have footnotes", "say it in the text itself"
    ),
    _unsupported_in_prose(
        ("[TOC]",), r"^\[TOC\]", "a text cannot have a table of contents", "delete this line"
    ),
    _maker(_address, _PROSE)(
        ("://", "www."),
        r"\bhttps?://[^\s<>)\]\"'\ufffc]+(?<![.,;:!?])|(?<![\w@/.])www\.[a-z0-9-]+\.[^\s<>)\]\"'\ufffc]+(?<![.,;:!?])",
        "customers cannot click this address",
        "begin it with 'https://', and it becomes a link; or write '[words](https://...)'",
    ),
    _maker(_address, _LINE)(
        ("://",),
        r"\bhttps?://[^\s<>)\]\"']+(?<![.,;:!?])",
        "customers cannot click this address",
        "put a link into 'body', or say it in words: one-line texts have no links",
    ),
    _maker(_address, _LINE)(
        ("@",),
        r"(?<![\w./@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b",
        "customers cannot click this e-mail address",
        "put it into 'body', where it becomes a link, or lead to a contact: '[words](contact:KEY)'",
    ),
)
_BLOCKS = (
    _list(
        ("|",),
        r"^[ \t]*\|.*\|[ \t]*$(?:\n[ \t]*\|.*$)*|^.*\|.*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$",
        "these lines make no table, so customers would see their signs",
        "put a line such as '| --- | --- |' below the first row, with one '---' for each column of that row; "
        "inside a cell, write '|' as '\\|'",
    ),
    _block(
        ("!!!", "???", ":::", "///"),
        r"^[ \t]*(?:!!!|\?\?\?\+?|:::|/{3,})[ \t]*[\w\"{][^\n]*",
        "a text cannot have boxes of this form",
        "write '> [!WARNING]' in a line of its own, and '> ' before each line of the box",
    ),
    _block(
        ("===",),
        r"^[ \t]*===[ \t]*[\w\"{][^\n]*",
        "a text cannot have tabs",
        "write a heading for each tab: '## Windows'",
    ),
    _list(
        ("[!",),
        r"^[ \t]*\[![a-zA-Z]+\]",
        "this makes no note, so customers would see its mark",
        "write '> ' before the mark and before each line of the note, and an empty line between two notes",
    ),
    _perhaps_list(
        ("#",),
        r"^[ \t]*#{1,6}(?=[^\W\d])",
        "this makes no heading, so customers would see its signs",
        "write a space after the signs: '## Words'",
    ),
    _block(
        (":",),
        r"^[ \t]*:[ \t]+\S[^\n]*",
        "a text cannot have lists of terms and their definitions",
        "write an ordinary list item: '- **Term**: what it is'",
    ),
    _block(
        ("8<-",), r"^[ \t]*-{1,2}8<-{1,2}[^\n]*", "a text cannot include other files", "write the words here"
    ),
    _block(
        ("[ ]", "[x]", "[X]", "[]"),
        r"(?:^[ \t]*(?:[-*+]|\d+[.)])|(?<=\s)-)[ \t]+\[[ xX]?\](?!\()",
        "a text cannot have check boxes",
        "write an ordinary list item: '- Do this'",
    ),
    _list(
        tuple(BULLETS),
        rf"^[ \t]*[{BULLETS}][ \t\xa0]*(?=\S)",
        "this bullet makes no list: customers would see its lines run together",
        _LIST,
    ),
    _perhaps_list(
        tuple(DASHES),
        rf"^[ \t]*[{DASHES}][ \t\xa0]+(?=\S)",
        "this dash makes no list: customers would see its lines run together",
        _LIST,
    ),
    _perhaps_list(
        ("-", ".", ")"),
        r"^[ \t]*(?:-(?=[^\W\d_])|\d{1,2}[.)](?=[^\W\d_]{2}))",
        "a list item needs a space after its mark; this is no list",
        _LIST,
    ),
    _list(
        (")", "."),
        r"^[ \t]*\(?[aA][.)][ \t](?=[^\n]*\n\s*\(?[bB][.)][ \t])|(?:^|(?<=\s))\(?a\)[ \t](?=[^\n]*\sb\)[ \t])"
        r"|^[ \t]*\(1\)[ \t](?=[^\n]*\n\s*\(2\)[ \t])|^[ \t]*[iI][.)][ \t](?=[^\n]*\n\s*(?:ii|II)[.)][ \t])",
        "these marks make no list: customers would see its lines run together",
        "begin each item with '1. ', '2. ' and so on",
    ),
    _maker(_doubtful, _LINE)(
        ("#", "-", "*", "+", *BULLETS, *DASHES),
        rf"^(?:#{{1,6}}[ \t]|[-*+{BULLETS}{DASHES}][ \t])",
        "a one-line text cannot be a heading or a list item",
        "delete this sign; customers would see it",
    ),
)
_WORDS = (
    _line(
        ("**", "__"),
        r"\*\*(?=\S)[^\n]+?\*\*|(?<!\w)__(?=\w)[^\n]+?__(?!\w)",
        "a one-line text cannot have bold words",
        _PLAIN,
    ),
    _maker(_literal, _BOTH)(
        ("**",),
        r"\*\*",
        "these two stars have no counterpart, so customers would see them",
        "delete them, or add two at the other end of the words: '**words**', with no space inside; "
        "where a letter touches the stars outside, one must inside, too",
    ),
    _line(
        ("*", "_"),
        r"(?<![\w*])\*(?=[^\W\d])[^*\n]*(?<=[\w.!?])\*(?![\w*])|(?<!\w)_(?=[^\W_])[^_\n]+_(?!\w)",
        "a one-line text cannot have emphasis",
        _PLAIN,
    ),
    _maker(_doubtful, _BOTH)(
        ("`",),
        r"`+",
        "this backtick has no counterpart, so customers would see it",
        "delete it; for an apostrophe, write '",
    ),
    _unsupported_in_prose(
        ("~~",),
        r"~~(?=\S)[^\n]+?~~",
        "a text cannot have crossed-out words",
        "delete the words, or the '~~' around them",
    ),
    _line(
        ("~~", "==", "++"),
        r"~~(?=\S)[^\n]+?~~|==(?=\S)[^=\n]+==|\+\+\w[\w+-]*\+\+",
        "a one-line text cannot have markup",
        _PLAIN,
    ),
    _unsupported_anywhere(
        ("~", "^"),
        r"(?<=[^\W_])~[^\W_]{1,4}~(?!~)|(?<=[\w)])\^[\w+-]{1,4}\^",
        "a text cannot have small characters above or below a line",
        "type the character itself: 'm²', 'H₂O'",
    ),
    _unsupported_in_prose(
        ("==",),
        r"==(?=\S)[^=\n]+==",
        "a text cannot have highlighted words",
        "write '**words**' to make words strong",
    ),
    _unsupported_in_prose(
        ("++",),
        r"\+\+\w[\w+\"-]*\+\+",
        "a text cannot have keys as '++key++'",
        "write the names of the keys: 'Ctrl and C'",
    ),
    _unsupported_anywhere(
        (":",),
        r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])",
        "a text cannot have the short names of emoji",
        "delete it, or paste the emoji itself",
    ),
    _unsupported_anywhere(("$$",), r"\$\$[^$\n]+\$\$", "a text cannot have formulas", "say it in words"),
    _line(("<",), rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>|<!--[^\n]*", "a one-line text cannot have HTML", _PLAIN),
    _line(
        ("&",),
        r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});",
        "a one-line text cannot have HTML entities",
        "type the character itself",
    ),
    _maker(_literal, _BOTH)(
        ("${", "#{", "%"),
        r"[$#]\{[a-z][a-z0-9-]*\}|(?<![\w%])%[a-z][a-z0-9-]*%(?![\w%])",
        "a term has a brace on each side and no other sign, so customers would see the others",
        "write '{key}', with the key of the term in terms.yml",
    ),
    _maker(_doubtful, _BOTH)(
        ("\\n",),
        r"(?<=\w[.!?,;])\\n|(?<=\w\w:)\\n|(?<=\w)\\n(?=\\n|\s|[A-Z]|$)",
        "this '\\n' starts no new line",
        "use '|' and start a new line for the text that follows",
    ),
    _maker(_note, _BOTH)(
        ("#", "//", "TODO", "FIXME", "XXX", "TBD"),
        r"(?<=\s)#+[ \t]+\w[^\n]*|(?<=[.!?:;,)])[ \t]+#+[^\W\d][^\n]*"
        r"|(?:(?<=[.!?:;,)])[ \t]+|^)//[ \t]*[^\W\d][^\n]*|\b(?:TODO|FIXME|XXX|TBD)\b[^\n]*",
        "this looks like a note to a colleague, and customers would read it",
        "delete it, or move it to a line of its own that begins with '#', outside of the text",
    ),
)

HABITS = (*_PICTURES, *_LINKS, *_BLOCKS, *_WORDS)
"""All habits; at each place of a text, the first one that matches counts."""
