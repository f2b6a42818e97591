"""Rules for texts, dates, URLs and reviews, which do not depend on ways: each yields its problems."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from urllib.parse import unquote

from izeja.language.content import NOTHING_BUT_WORDS
from izeja.language.corrections import is_mail, is_phone, url_for
from izeja.language.links import ContactLink, PageLink, RefusedLink
from izeja.language.nodes import Question
from izeja.language.text_reader import MAX_CHARACTERS
from izeja.library.hand_written import page_hint
from izeja.library.library import Library
from izeja.library.references import (
    ContactKey,
    FactKey,
    Reference,
    TermKey,
    references_in_texts,
    references_to_contacts,
    references_to_facts,
)
from izeja.library.suggestions import MOST_GUESSES, unknown_entry
from izeja.problems.problem import Problem, Related
from izeja.proof.answer_rules import what_answers_cover
from izeja.proof.contact_rules import addresses_of_languages, overlapping_hours
from izeja.reading.folder import CONTACTS, FACTS, TERMS
from izeja.reading.media.formats import kind_of

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_MOST_LETTERS: Mapping[str | int, int] = {
    "unit": 20,
    **dict.fromkeys(("title", "text", "heading", "group"), 120),
    **dict.fromkeys(("question", "step", "resolution", "since", "until", "note", "label"), 200),
    **dict.fromkeys(("summary", "hint", "meaning"), 300),
}
"""The most characters of a text, by its key. Search engines show about 60 of a title, 160 of a summary."""
_ITEM_WITHIN_LINE = re.compile(r" (?<=\S )((?:[-*+]|\d{1,2}[.)]) \w+)")
_ITEM_OF_LINE = re.compile(r"^[ ]*((?:[-*+]|\d{1,2}[.)]) \w+)", re.MULTILINE)


def prove_words(library: Library) -> Iterator[Problem]:
    """Yield every problem of a library in its source language that has nothing to do with ways."""
    yield from ambiguous_answers(library)
    yield from what_answers_cover(library)
    yield from addresses_of_languages(library)
    yield from overlapping_hours(library)
    yield from markup(library)
    yield from names_in_names(library)
    yield from joined_lists(library)
    yield from long_texts(library)
    guesses = 0
    for file_id in dict.fromkeys((*library.trees, *library.texts_of)):
        named = chain(references_to_contacts(library, file_id), references_to_facts(library, file_id))
        for reference in chain(named, references_in_texts(library, file_id)):
            if problem := _broken_reference(library, reference, may_guess=guesses < MOST_GUESSES):
                guesses += 1
                yield problem


def ambiguous_answers(library: Library) -> Iterator[Problem]:
    """`ambiguous-answers`: no two answers to a question read the same."""
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            if isinstance(node, Question):
                for first, second in alike([answer.text for answer in node.answers]):
                    source = library.source_of(tree_id)
                    yield Problem(
                        "ambiguous-answers",
                        f"two answers to '{node_id}' read the same: '{node.answers[second].text}'",
                        source.value("nodes", node_id, "answers", second, "text"),
                        "say how they differ",
                        (Related("the first one", source.value("nodes", node_id, "answers", first, "text")),),
                    )


def overdue_reviews(library: Library, today: date) -> Iterator[Problem]:
    """`overdue-review`: the facts of a tree were checked within `review_every`."""
    for tree_id, tree in library.trees.items():
        # One day more, since it can be tomorrow already where the writer is.
        if tree.reviewed is not None and tree.reviewed > today + timedelta(days=1):
            message = f"the last review of this tree is in the future: {tree.reviewed.isoformat()}"
            place, hint = library.source_of(tree_id).value("reviewed"), "write the day of the last review"
            yield Problem("overdue-review", message, place, hint, severity=library.config.overdue_review)
        due = tree.review_due
        if due is not None and today > due:
            yield Problem(
                "overdue-review",
                f"this tree's facts were due for review by {due.isoformat()}",
                library.source_of(tree_id).value("reviewed"),
                "check them against their sources, then write today's date here"
                + (f"\nthe owner of this tree: {tree.owner}" if tree.owner else ""),
                severity=library.config.overdue_review,
            )


def misplaced_changes(library: Library, today: date) -> Iterator[Problem]:
    """`misplaced-change`: changes are those of a guide, newest first, and none is yet to come."""
    for tree_id, tree in library.trees.items():
        source = library.source_of(tree_id)
        if tree.changes and tree.kind == "part":
            message = "a part has no page, so customers would not see its changes"
            hint = "write them into the guides that include this part"
            yield Problem("misplaced-change", message, source.key("changes"), hint, severity="warning")
        for index, change in enumerate(tree.changes):
            place = source.value("changes", index, "date")
            # One day more, since it can be tomorrow already where the writer is.
            if change.date > today + timedelta(days=1):
                message = f"this change has a date that is yet to come: {change.date.isoformat()}"
                hint = "write the day on which customers could see it"
                # A build of an old state may go by an old clock (`SOURCE_DATE_EPOCH`).
                yield Problem("misplaced-change", message, place, hint, severity="warning")
            if index and change.date > tree.changes[index - 1].date:
                message, hint = "this change is newer than the one above it", "write the newest change first"
                above = Related("the one above it", source.value("changes", index - 1, "date"))
                yield Problem("misplaced-change", message, place, hint, (above,))


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of texts that differ only in case, spaces and punctuation."""
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        # An answer that is only punctuation, such as '+' or '-', would leave no key, so it is its own.
        key = _BETWEEN_WORDS.sub(" ", text.casefold()).strip() or text
        if key in seen:
            yield seen[key], index
        seen.setdefault(key, index)


def markup(library: Library) -> Iterator[Problem]:
    """`unsupported-markup`, `literal-markup` and others: texts have nothing that customers should not see."""
    for text in library.texts:
        if text.content is not NOTHING_BUT_WORDS:
            for refusal in text.content.refusals:
                place = library.source_of(text.file_id).words(
                    text.at, refusal.wanted, earlier=refusal.earlier
                )
                yield Problem(refusal.code, refusal.message, place, refusal.hint, severity=refusal.severity)


def names_in_names(library: Library) -> Iterator[Problem]:
    """`literal-markup`: the name of a term has no other term in it."""
    file = TERMS.removesuffix(".yml")
    for text in library.texts_of.get(file, ()):
        if text.at[-1] == "text":
            for term in text.content.terms:
                message = f"the name of a term cannot have '{{{term}}}' in it: customers would see the braces"
                place = library.source_of(file).words(text.at, f"{{{term}}}")
                yield Problem("literal-markup", message, place, "write the name as the product shows it")


def joined_lists(library: Library) -> Iterator[Problem]:
    """`literal-markup`: no list is joined to one line by YAML, as it does after `>` and without `|`."""
    items: dict[str, set[str]] = {}
    for text in library.texts:
        if text.words.kind != "prose":
            continue
        for found in _ITEM_WITHIN_LINE.finditer(text.text):
            source, item = library.source_of(text.file_id), found[1]
            if text.file_id not in items:
                items[text.file_id] = {one[1] for one in _ITEM_OF_LINE.finditer(source.text)}
            # The second look costs more, since it needs the places of all values.
            if item in items[text.file_id] and any(
                one[1] == item for one in _ITEM_OF_LINE.finditer(source.written(*text.at))
            ):
                message = "YAML joins these lines into one, so customers would see no list"
                hint = "write '|' after the key (not '>'), and start the text on the next line"
                yield Problem("literal-markup", message, source.words(text.at, item), hint)
                break


def long_texts(library: Library) -> Iterator[Problem]:
    """`long-text`: titles and other one-line texts are short enough to be read at a glance."""
    for text in library.texts:
        limit = _MOST_LETTERS.get(text.at[-1])
        # A text that is too large to be read is reported as such.
        if limit and limit < len(text.text) <= MAX_CHARACTERS:
            message = f"this text has {len(text.text):,} characters; customers read {limit} at a glance"
            place = library.source_of(text.file_id).value(*text.at)
            # A change has nowhere else to be.
            rest = "" if text.at[0] == "changes" else ", and put the rest into 'body' or 'summary'"
            hint = f"make it shorter{rest}"
            yield Problem("long-text", message, place, hint, severity="warning")


def _broken_reference(library: Library, reference: Reference, *, may_guess: bool) -> Problem | None:
    """`unknown-target`, `unsafe-link`: contacts, terms, facts and pages exist, and links are safe.

    References to nodes and trees are followed, and reported, where the graph is built.
    """
    place = partial(reference.position, library)
    match reference.to:
        # An entry with mistakes is reported in its own file, and not as missing as well.
        case TermKey(key):
            if key not in library.terms and not library.is_unclear(TERMS, key):
                return unknown_entry(library, "term", key, place(), may_guess=may_guess)
        case ContactKey(key) | ContactLink(key=key):
            if key not in library.contacts and not library.is_unclear(CONTACTS, key):
                return unknown_entry(library, "contact", key, place(), may_guess=may_guess)
        case FactKey(key):
            if key not in library.facts and not library.is_unclear(FACTS, key):
                return unknown_entry(library, "fact", key, place(), may_guess=may_guess)
        case PageLink(path=path):
            if not library.has_page(path):
                message = f"the site has no page '{path}'"
                hint = page_hint(library, path) if may_guess else None
                return Problem("unknown-target", message, place(), hint)
        case RefusedLink(written):
            shown = unquote(written)
            hint = _link_hint(library, reference.file_id, shown)
            return Problem("unsafe-link", f"a text cannot link to '{shown}'", place(), hint)
    return None


_SAFE = (
    "link to 'https://...', to a tree ('other.yml'), to a page of the site ('page.md') or to 'contact:KEY'"
)


def _entry_hint(library: Library, written: str) -> str | None:
    """Return how a text leads to an entry, if that is what was meant."""
    if (term := library.terms.get(written.strip("{}"))) is not None:
        add = "" if term.url is not None else ", and give it a 'url' in terms.yml"
        return f"write '{written}' without '[...]' and '(...)'{add}: it then is a link itself"
    name = written.removeprefix("#")
    return f"write 'contact:{name}'" if name in library.contacts else None


def _link_hint(library: Library, file_id: str, written: str) -> str:
    """Return what to write in place of an address that texts cannot link to."""
    name = written.removeprefix("#")
    if entry := _entry_hint(library, written):
        return entry
    if is_mail(written) or is_phone(written):
        return "add a contact for it to contacts.yml, and write 'contact:KEY'"
    if file_id in library.trees and name in library.trees[file_id].nodes:
        return f"write '{posixpath.basename(file_id)}.yml#{name}'"
    if posixpath.normpath(posixpath.join(posixpath.dirname(file_id), written)) in library.trees:
        return f"write '{written}.yml'"
    if kind_of(written):
        return f"to show this file, write an exclamation mark before the brackets: '![...]({written})'"
    url = url_for(written)
    return f"write '{url}', if the page opens with that address" if url else _SAFE
