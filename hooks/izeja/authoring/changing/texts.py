"""References within texts: those of trees, and those that translators keep in their catalogs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from izeja.authoring.changing.change import Change, written_now
from izeja.language.content import NOTHING_BUT_WORDS, Content
from izeja.language.fields import Words
from izeja.language.text_reader import content_of
from izeja.library.references import How, Reference, TermKey


class Replacement(NamedTuple):
    """Words to be replaced in a text: where they begin, what they are, and what to write instead."""

    at: int
    old: str
    new: str


class UnwritableError(Exception):
    """A text names something, `old`, in a way that cannot be replaced, such as with an escape."""

    def __init__(self, old: str) -> None:
        super().__init__(old)
        self.old = old


def replacements(change: Change, file_id: str, text: str, words: Words) -> list[Replacement]:
    """Return what a change replaces in a text.

    Args:
        change: what gets another id or place.
        file_id: the file of the text, by its id before the change.
        text: the text.
        words: its kind.

    Raises:
        UnwritableError: the text refers to it in a way that cannot be replaced.
    """
    content = content_of(text, words)
    if content is NOTHING_BUT_WORDS:
        return []
    wanted = _wanted(change, file_id, content)
    if not wanted:
        return []
    before = _referred(content)
    found: list[Replacement] = []
    for (how, old), new in wanted.items():
        expected = _after(before, how, old, new)
        # The same words can be in code, or in the name of another file: there, they mean something else.
        real = [
            Replacement(at, old, new)
            for at in occurrences(text, old)
            if _referred(content_of(f"{text[:at]}{new}{text[at + len(old) :]}", words)) == expected
        ]
        if len(real) != before[how, old]:
            raise UnwritableError(old)
        found += real
    return sorted(found)


def replaced(text: str, done: list[Replacement]) -> str:
    """Return a text with its replacements."""
    # From the end, since each one moves all that is after it.
    for one in reversed(done):
        text = f"{text[: one.at]}{one.new}{text[one.at + len(one.old) :]}"
    return text


def occurrences(text: str, wanted: str) -> Iterator[int]:
    """Yield each index at which something occurs in a text."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        # Not behind its end: in `aaa`, `aa` occurs twice.
        at = text.find(wanted, at + 1)


def _wanted(change: Change, file_id: str, content: Content) -> Mapping[tuple[How, str], str]:
    found: dict[tuple[How, str], str] = {}
    for reference in _references(file_id, content):
        before, now = written_now(change, reference)
        if before != now:
            found[reference.how, before] = now
    return found


def _references(file_id: str, content: Content) -> Iterator[Reference]:
    yield from (Reference(file_id, (), "link", link) for link in content.links)
    yield from (Reference(file_id, (), "term", TermKey(term)) for term in content.terms)
    yield from (Reference(file_id, (), "picture", picture) for picture in content.pictures)


def _referred(content: Content) -> Counter[tuple[How, str]]:
    found: Counter[tuple[How, str]] = Counter()
    found.update(("link", link.written) for link in content.links)
    found.update(("term", f"{{{term}}}") for term in content.terms)
    found.update(("picture", picture.written) for picture in content.pictures)
    return found


def _after(before: Counter[tuple[How, str]], how: How, old: str, new: str) -> Counter[tuple[How, str]]:
    after = before.copy()
    after[how, old] -= 1
    after[how, new] += 1
    return after
