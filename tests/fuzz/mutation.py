"""Changes of a file that keep most of its structure: what an editor, a merge or an attacker does to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_WORD = re.compile(rb"\w+")
_NUMBER = re.compile(rb"-?\d+")
_TOKENS = (
    *(b"\n", b"\n\n", b" ", b"\t", b"\r\n", b"\0", b"\x1b[2J", b"\xff", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\xae"),
    *(b"*", b"**", b"_", b"`", b"```", b"[", b"](", b"![", b")", b"<", b"<b>", b"<!--", b">", b"> ", b"- ", b"1. "),
    *(b"{", b"}", b"{plug}", b"{{", b"\\", b"\\n", b'"', b"'", b": ", b"#", b" #", b"&a", b"*a", b"!!str", b"<<:"),
    *(b"---\n", b"? ", b"|", b">-\n", b"[", b"]", b"%", b"@", b"//", b"://", b"null", b"true", b"return", b"t.yml"),
    *(b"parts/part.yml", b"other.yml#light", b"../t.yml", b"t.yml#", b"contact:us", b"page.md", b"https://a.example/"),
    *(b"retry: true", b"include: parts/part.yml", b"unsolved: light", b"9999-12-31", b"99999 days", b"<= 99999"),
    *(b"msgid ", b'msgctxt "t title"', b'msgstr[0] "x"', b'msgid_plural "x"', b"#~ ", b"#| ", b"#, fuzzy"),
    *(b"nplurals=2;", b"plural=n!=1;", b"charset=UTF-16", b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"%(count)s"),
    *(b"<section>", b"</section>", b"<template>", b"<a data-answer href=x>", b"<guided-help>", b"&amp;", b"&#0;"),
    *(b"https://[::1", b"//[", b"http://\xef\xbc\x8f", b"</xliff>", b"<![CDATA[", b"null", b"[]", b"{}", b"1e999"),
)  # fmt: skip
_NUMBERS = (b"0", b"-1", b"9" * 5, b"9" * 20, b"9" * 5000, b"1_0", b"0x10", b"1.5", "٣".encode())

Change = Callable[[bytes, Random], bytes]


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True) or [b""]


def _without_a_line(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _with_a_line_again(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    lines.insert(random.randrange(len(lines)), random.choice(lines))
    return b"".join(lines)


def _with_lines_exchanged(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"".join(lines)


def _indented(content: bytes, random: Random) -> bytes:
    lines = _lines(content)
    at = random.randrange(len(lines))
    lines[at] = (
        random.choice((b"  ", b"\t", b"- ")) + lines[at] if random.random() < 0.5 else lines[at].lstrip(b" ")
    )
    return b"".join(lines)


def _with_a_token(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice(_TOKENS) + content[at:]


def _with_a_word_replaced(content: bytes, random: Random) -> bytes:
    words = list(_WORD.finditer(content))
    if not words:
        return _with_a_token(content, random)
    old, new = random.choice(words), random.choice((*(one[0] for one in words), *_TOKENS))
    return content[: old.start()] + new + content[old.end() :]


def _with_a_number_replaced(content: bytes, random: Random) -> bytes:
    numbers = list(_NUMBER.finditer(content))
    if not numbers:
        return _with_a_token(content, random)
    old = random.choice(numbers)
    return content[: old.start()] + random.choice(_NUMBERS) + content[old.end() :]


def _with_something_repeated(content: bytes, random: Random) -> bytes:
    """Repeat a token or a piece, often enough for what grows too fast to show."""
    at = random.randrange(len(content) + 1)
    piece = random.choice(_TOKENS) if random.random() < 0.7 else content[at : at + random.randrange(1, 80)]
    return content[:at] + piece * random.choice((2, 3, 30, 300, 3000)) + content[at:]


def _without_a_piece(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + content[at + random.choice((1, 2, 10, 100)) :]


def _with_a_byte_changed(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


_CHANGES: tuple[Change, ...] = (
    _without_a_line,
    _with_a_line_again,
    _with_lines_exchanged,
    _indented,
    _with_a_token,
    _with_a_word_replaced,
    _with_a_word_replaced,
    _with_a_number_replaced,
    _with_something_repeated,
    _without_a_piece,
    _with_a_byte_changed,
)


def mutated(content: bytes, random: Random, most: int) -> bytes:
    """Return a file with one to a few changes, of at most so many bytes."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        content = random.choice(_CHANGES)(content, random)
    return content[:most]
