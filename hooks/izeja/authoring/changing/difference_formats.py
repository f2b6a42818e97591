"""What differs between two states of a library: for people, for a pull request, and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from izeja.authoring.changing.difference import Broken, Choice, Difference, MetEnding, Redo, Reworded, Way
from izeja.problems.wording import counted, quoted

VERSION = 1
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|!~&]")
_MOST = 50
"""The most lines of a section: a pull request that changes more is read elsewhere."""

Quote = Callable[[str], str]
"""Writes words of the library so that they are shown as they are."""


def as_text(found: Difference) -> str:
    """Write a difference for people."""
    lines: list[str] = []
    for title, items in _sections(found, str):
        lines += [title, *(f"  - {item}" for item in items), ""]
    return "\n".join(lines[:-1]) or _NOTHING


def as_markdown(found: Difference) -> str:
    """Write a difference as Markdown, for a comment on a pull request."""
    lines = ["## What changes for customers and translators", ""]
    for title, items in _sections(found, _escaped):
        lines += [f"### {title}", "", *(f"- {item}" for item in items), ""]
    return "\n".join(lines if len(lines) > 2 else [*lines, _NOTHING, ""])


def as_json(found: Difference) -> str:
    """Write a difference for programs; docs/reference/diff.md describes it."""
    content = {
        "version": VERSION,
        "new": found.new,
        "gone": found.gone,
        "choices": [one._asdict() for one in found.choices],
        "ways": [one._asdict() for one in found.ways],
        "met": [one._asdict() for one in found.met],
        "lost": [one._asdict() for one in found.lost],
        "lengths": [one._asdict() for one in found.lengths],
        "broken": [one._asdict() for one in found.broken],
        "reworded": [one._asdict() for one in found.reworded],
        "translate": [one._asdict() for one in found.redo],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


_NOTHING = "No guide, answer, ending, address or text differs."


def _escaped(text: str) -> str:
    # An `@` would call somebody.
    return _MARKUP.sub(r"\\\g<0>", text).replace("@", "&#64;").replace("\n", " ")


def _sections(found: Difference, quote: Quote) -> Iterator[tuple[str, list[str]]]:
    """Yield the heading of each section that is not empty, and its lines."""
    sections = {
        "New guides": [quote(one) for one in found.new],
        "Guides that are gone": [quote(one) for one in found.gone],
        "New answers": [_choice(one, quote) for one in found.choices if one.is_new],
        "Answers that are gone": [_choice(one, quote) for one in found.choices if not one.is_new],
        "Ways that end elsewhere": [_way(one, quote) for one in found.ways],
        "New endings": [_ending(one, quote) for one in found.met],
        "Endings that can no longer be reached": [_ending(one, quote) for one in found.lost],
        "Questions on the longest way": [
            f"{quote(one.guide)}: {one.before} before, {one.now} now" for one in found.lengths
        ],
        "Addresses that would break": [_broken(one, quote) for one in found.broken],
        "New or changed texts": [_texts(one, quote) for one in found.reworded],
    }
    for language in dict.fromkeys(one.language for one in found.redo):
        of_language = [one for one in found.redo if one.language == language]
        sections[_to_translate(language, of_language)] = [_texts(one, quote) for one in of_language]
    for title, lines in sections.items():
        if lines:
            more = [f"and {len(lines) - _MOST:,} more"] if len(lines) > _MOST else []
            yield title, [*lines[:_MOST], *more]


def _choice(choice: Choice, quote: Quote) -> str:
    return f"{quote(choice.guide)}: at '{quote(choice.question)}', '{quote(choice.answer)}'"


def _ending(ending: MetEnding, quote: Quote) -> str:
    return f"{quote(ending.guide)}: '{quote(ending.heading)}' (node '{quote(ending.node)}')"


def _way(way: Way, quote: Quote) -> str:
    if way.answer:
        where = f"at '{quote(way.question)}', the answer '{quote(way.answer)}'"
    else:
        where = f"the way on from '{quote(way.question)}'" if way.question else "it"
    gone = [one for one in way.before if one not in way.now]
    new = [one for one in way.now if one not in way.before]
    if len(new) == len(way.now) and len(gone) == len(way.before):
        says = [f"ends at {quote(quoted(new, 'or'))} now", f"no longer at {quote(quoted(gone, 'or'))}"]
    else:
        says = [f"can also end at {quote(quoted(new, 'or'))} now"] if new else []
        says += [f"no longer ends at {quote(quoted(gone, 'or'))}"] if gone else []
    return f"{quote(way.guide)}: {where} {', and '.join(says)}"


def _broken(broken: Broken, quote: Quote) -> str:
    if broken.place:
        entry = quote(f"aliases: [{broken.alias}]")
        return f"{quote(broken.address)}: add '{entry}' to {quote(broken.place)}"
    return (
        f"{quote(broken.address)}: if something takes its place, add '{quote(broken.alias)}' to its 'aliases'"
    )


def _to_translate(language: str, of_language: Sequence[Redo]) -> str:
    texts, words = sum(one.texts for one in of_language), sum(one.words for one in of_language)
    return f"To translate into {language}: {counted(texts, 'text')}, {counted(words, 'word')}"


def _texts(found: Redo | Reworded, quote: Quote) -> str:
    return f"{quote(found.file)}: {counted(found.texts, 'text')}, {counted(found.words, 'word')}"
