"""Comments in hand-written pages that guides, lists of guides, or a search field are put in for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from html import unescape

from izeja.language.corrections import nearest
from izeja.library.hand_written import CARDS, COPIED, GUIDE
from izeja.library.likeness import typing_error_of

_SEARCH = re.compile(r"<!--\s*izeja:search\s*-->")
_KNOWN = (GUIDE, CARDS, _SEARCH)
_ID, _CARDS, _FIELD = "<!-- izeja:guide ID -->", "<!-- izeja:guides -->", "<!-- izeja:search -->"
_NAME, _WORDS = "izeja", ("guide", "guides", "search")
# A name, what is between it and a word, and what is behind that: ` izeja:guide ID `.
_INSIDE = re.compile(r"\s*(\w+)(\s*[:;.=/\uff1a\ufe55-]?\s*)(\w*):?\s*(.*)", re.DOTALL)
_COLONS = (":", "\uff1a", "\ufe55")
"""The colon, and those of Chinese and Japanese keyboards."""
_OURS = re.compile(rf"\s*izeja\s*[{''.join(_COLONS)}]", re.IGNORECASE)
_NOT_ENDED = re.compile(r"-\s*-?\s*>")
"""What is meant to be the end of a comment, where `-->` is."""
_LONG = 500
"""Longer comments are for somebody else."""
_ONLY = re.compile(r"(\w+)\s*:\s*(.*)", re.DOTALL)
_ONLY_WITHOUT_COLON = re.compile(r"only\b\s*", re.IGNORECASE)
_NO_TOPICS = f"name topics, '<!-- izeja:guides only: TOPIC -->', or list all guides, '{_CARDS}'"
_IN_A_LINE = re.compile(
    r"<(p|h[1-6])\b[^>]*>(?:(?!</\1>).)*?(<!--\s*izeja:(?:guides?|search)\b(?:(?!-->).)*-->)", re.DOTALL
)
"""A comment where HTML has no room for what is put in for it: see
https://html.spec.whatwg.org/multipage/dom.html#phrasing-content."""
_CODE = re.compile(r"<(code|pre)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SHOWN = re.compile(r"&lt;!--(?:(?!--&gt;|<).)*+(?!--&gt;)")
"""What Markdown shows as text, since it is no comment: it has no end."""
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?^ {0,3}\1", re.DOTALL | re.MULTILINE)


class MarkerError(Exception):
    """A page has a comment that nothing can be put in for; the message quotes it and suggests another."""

    def __init__(self, comment: str, message: str, *, is_last: bool = False) -> None:
        self._comment = comment
        self._is_last = is_last
        super().__init__(f"'{comment.partition(chr(10))[0]}' {message}")

    def line(self, markdown: str) -> int | None:
        """Return the line of the comment in the text of its page, None if it comes from elsewhere."""
        # A page about Izeja may also show the comment as an example.
        for text in (_FENCED.sub(lambda found: "\n" * found[0].count("\n"), markdown), markdown):
            if self._comment in text:
                find = text.rindex if self._is_last else text.index
                return text[: find(self._comment)].count("\n") + 1
        return None

    def at(self, page: str, markdown: str) -> str:
        """Return the message with its place: the path of the page, and the line in its text."""
        line = self.line(markdown)
        return f"{page}:{line}: {self}" if line else f"{page}: {self}"


def check_spelling(html: str) -> None:
    """Check that each comment that is meant for Izeja is one of those that it knows, at a place for it.

    Args:
        html: the content of a page.

    Raises:
        MarkerError: one is not, so nobody would see what it stands for.
    """
    _check_ends(html)
    for comment in _comments(html):
        inside = comment.removeprefix("<!--").removesuffix("-->").rstrip()
        found = _INSIDE.fullmatch(inside)
        is_known = comment.startswith(COPIED) or any(one.fullmatch(comment) for one in _KNOWN)
        if found and _is_meant(*found.groups()) and not is_known:
            raise MarkerError(
                comment, f"is not a comment that Izeja knows: {_meant(_joined(found), found[4])}"
            )
        cards = CARDS.fullmatch(comment)
        if cards and cards[1] is not None and not cards[1].strip(" ,"):
            raise MarkerError(comment, f"lists guides of topics, and has none: {_NO_TOPICS}")
    # Code shows a comment in other signs, so this is none.
    if inline := _IN_A_LINE.search(html):
        where = "paragraph" if inline[1] == "p" else "heading"
        message = (
            f"is in a {where}, where no guide and no list can be: put it on a line of its own, with an "
            "empty line before and after it"
        )
        raise MarkerError(inline[2], message)


def _check_ends(html: str) -> None:
    """Refuse a comment of ours that goes on up to the end of another one, or that is shown as text."""
    hidden = (text.partition("-->") for text in html.split("<!--")[1:])
    endless = [text for text, end, _ in hidden if not end or _NOT_ENDED.search(text)]
    text = _CODE.sub("", html) if "&lt;!--" in html else ""
    shown = [unescape(found[0]).removeprefix("<!--") for found in _SHOWN.finditer(text)]
    for text in (*endless, *shown):
        if _OURS.match(text) and not f"<!--{text}".startswith(COPIED):
            comment = f"<!--{text.partition(chr(10))[0].rstrip()}"
            raise MarkerError(comment, "is a comment that has no end: end it with '-->'")


def _comments(html: str) -> Iterator[str]:
    for text in html.split("<!--")[1:]:
        comment, end, _ = text.partition("-->")
        if end and len(comment) <= _LONG:
            yield f"<!--{comment}-->"


def _joined(found: re.Match[str]) -> str:
    """Return the word of a comment, which may be one with the name: `izejaguides`."""
    return found[3] or found[1].removeprefix(_NAME)


def _is_meant(name: str, between: str, word: str, rest: str) -> bool:
    if name.lower() == _NAME and between.strip() in _COLONS:
        return True
    if not word and not rest and name in (_NAME, *(_NAME + one for one in _WORDS)):
        return True
    # A comment in plain words can begin with any of these, too.
    return (
        typing_error_of(name, [_NAME]) is not None
        and _word(word) is not None
        and (bool(_ONLY.fullmatch(rest)) or len(rest.split()) <= 1)
    )


def _word(written: str) -> str | None:
    return nearest(written.lower(), _WORDS, 0.7)


def _meant(written: str, rest: str) -> str:
    """Return what to write in place of a comment, by its word and what follows."""
    word, only = _word(written), _ONLY.fullmatch(rest)
    if word is None:
        return f"use '{_ID}', '{_CARDS}' or '{_FIELD}'"
    if word == "search":
        return f"did you mean '{_FIELD}'?"
    if only or (written.lower() == "guides" and rest):
        topics = only[2] if only else _ONLY_WITHOUT_COLON.sub("", rest)
        is_list = only or "," in topics or len(topics.split()) == 1
        return f"did you mean '<!-- izeja:guides only: {topics} -->'?" if topics and is_list else _NO_TOPICS
    if rest and len(rest.split()) == 1:
        return f"did you mean '<!-- izeja:guide {rest} -->'?"
    if rest or written == "guide":
        return f"name one guide, '{_ID}', or list all, '{_CARDS}'"
    return f"did you mean '{_CARDS}'?"


def check_names(html: str, guides: Collection[str], topics: Collection[str]) -> None:
    """Check that all guides and topics exist that a page names.

    Args:
        html: the content of the page.
        guides: the ids of all guides.
        topics: the ids of all topics.

    Raises:
        MarkerError: there is no such guide or topic, or a guide is on the page already.
    """
    seen: set[str] = set()
    for found in GUIDE.finditer(html):
        tree_id = _tree_id(found)
        if tree_id not in guides:
            hint = _known(tree_id, "guides", guides)
            raise MarkerError(found[0], f"names the guide '{found[1]}', which is not in the library: {hint}")
        if tree_id in seen:
            # Each step has an id, and an answer would lead to the step of the first one.
            message = f"names the guide '{found[1]}', which is on this page already: link to it instead"
            raise MarkerError(found[0], message, is_last=True)
        seen.add(tree_id)
    for found in CARDS.finditer(html):
        for topic in _topics(found):
            if topic not in topics:
                hint = _known(topic, "topics", topics)
                raise MarkerError(found[0], f"names the topic '{topic}', which is not in library.yml: {hint}")


def _known(name: str, kind: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    return f"did you mean '{close}'?" if close else f"the {kind} are: {', '.join(known) or 'none'}"


def put_guides(html: str, render: Callable[[str], str]) -> str:
    """Put guides where a page names them: `<!-- izeja:guide ID -->`, or the path of the tree's file.

    Args:
        html: the content of the page, whose names were checked.
        render: returns the HTML of a guide.
    """
    return GUIDE.sub(lambda found: render(_tree_id(found)), html)


def put_cards(html: str, render: Callable[[Sequence[str]], str]) -> str:
    """Put lists of guides where a page says `<!-- izeja:guides -->`, or `<!-- izeja:guides only: TOPIC -->`.

    Args:
        html: the content of the page, whose names were checked.
        render: gets the topics that are wanted, none for the list of all guides.
    """
    return CARDS.sub(lambda found: render(_topics(found)), html)


def put_search(html: str, render: Callable[[], str]) -> str:
    """Put a search field where a page says `<!-- izeja:search -->`.

    Args:
        html: the content of the page.
        render: returns the HTML of the field.
    """
    return _SEARCH.sub(lambda _: render(), html)


def _tree_id(found: re.Match[str]) -> str:
    # Writers copy either the id or the file name, and both are clear.
    return found[1].removesuffix(".yml")


def _topics(found: re.Match[str]) -> list[str]:
    return re.split(r"[\s,]+", found[1].strip(" ,")) if found[1] else []
