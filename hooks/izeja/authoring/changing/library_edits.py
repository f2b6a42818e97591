"""The edits of the files of a library for a change: the id itself, its alias, and every reference to it."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from izeja.authoring.changing.change import (
    Change,
    ChangeError,
    EntryRenamed,
    Moved,
    NodeRenamed,
    ValueRenamed,
    file_now,
    written_now,
)
from izeja.authoring.changing.edits import Edit, alias_edit, edit_of_key, edit_of_value, edited, edits_in_text
from izeja.authoring.changing.texts import UnwritableError, replaced, replacements
from izeja.library.library import LIBRARY, Library
from izeja.library.references import references
from izeja.library.topics import all_topics
from izeja.reading.source import Source

# A path: the schema at a URL stays where it is.
_MODELINE = re.compile(r"^# *yaml-language-server: *\$schema=(?!\w+:)(\S+)", re.MULTILINE)
_IN_TEXTS = ("link", "term", "picture")


def texts_after(library: Library, change: Change) -> dict[str, str]:
    """Return the text of each file of a library that a change edits, by its name before the change.

    Raises:
        ChangeError: a reference cannot be replaced.
    """
    found: dict[str, list[Edit]] = defaultdict(list)
    for name, edits in (
        *_own(library, change),
        *_of_references(library, change),
        *_of_texts(library, change),
    ):
        found[name] += edits
    return {name: edited(library.sources[name].text, edits) for name, edits in found.items() if edits}


def words_after(library: Library, change: Change) -> Mapping[str, tuple[str, ...]]:
    """Return what the texts of each file say after a change, by its id after the change."""
    return {
        file_now(change, file_id): tuple(
            replaced(text.text, replacements(change, file_id, text.text, text.words)) for text in texts
        )
        for file_id, texts in library.texts_of.items()
    }


def _of_references(library: Library, change: Change) -> Iterator[tuple[str, list[Edit]]]:
    for one in references(library):
        before, now = written_now(change, one) if one.how not in _IN_TEXTS else ("", "")
        if before != now:
            source = library.source_of(one.file_id)
            if one.how == "variant":
                yield f"{one.file_id}.yml", [edit_of_key(source, one.at, now)]
            else:
                yield f"{one.file_id}.yml", [edit_of_value(source, one.at, before, now)]


def _of_texts(library: Library, change: Change) -> Iterator[tuple[str, list[Edit]]]:
    for text in library.texts:
        source = library.source_of(text.file_id)
        try:
            if done := replacements(change, text.file_id, text.text, text.words):
                yield f"{text.file_id}.yml", edits_in_text(source, text.at, text.text, done)
        except UnwritableError as error:
            message = (
                f"{source.value(*text.at)}: write '{error.old}' here without escapes, then run this again"
            )
            raise ChangeError(message) from None


def _own(library: Library, change: Change) -> Iterator[tuple[str, list[Edit]]]:
    """Yield the edits where something gets its new id."""
    match change:
        case NodeRenamed(tree, old, new):
            source, at = library.source_of(tree), ("nodes", old)
            node = library.trees[tree].nodes[old]
            alias = alias_edit(source, at, node.kind, node.aliases, old, new)
            yield f"{tree}.yml", [edit_of_key(source, at, new), alias]
        case EntryRenamed("library", old, new):
            topic = next(one for one in all_topics(library.topics) if one.id == old)
            source = library.source_of(LIBRARY)
            alias = alias_edit(source, topic.at, "title", topic.written.aliases, old, new)
            yield f"{LIBRARY}.yml", [edit_of_key(source, topic.at, new), alias]
        # Only nodes and topics have addresses, so no other entry has aliases.
        case EntryRenamed(file_id, old, new):
            yield f"{file_id}.yml", [edit_of_key(library.source_of(file_id), (old,), new)]
        case ValueRenamed(fact, old, new):
            yield "facts.yml", [edit_of_key(library.source_of("facts"), (fact, "values", old), new)]
        case Moved():
            for tree_id in library.trees:
                if change.file_id(tree_id) != tree_id:
                    yield f"{tree_id}.yml", list(_of_moved(library, change, tree_id))


def _of_moved(library: Library, change: Moved, tree_id: str) -> Iterator[Edit]:
    source, tree, new = library.source_of(tree_id), library.trees[tree_id], change.file_id(tree_id)
    # Nobody has the address of a part.
    if tree.kind != "part":
        yield alias_edit(source, (), "kind", tree.aliases, tree_id, new)
    yield from _of_schema(source, tree_id, new)


def _of_schema(source: Source, old: str, new: str) -> Iterable[Edit]:
    """Yield the edit of the line that shows editors the schema, whose path is relative to the file."""
    if found := _MODELINE.search(source.text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(old), found[1]))
        path = posixpath.relpath(target, posixpath.dirname(new) or ".")
        yield Edit(found.start(1), found.end(1), path)
