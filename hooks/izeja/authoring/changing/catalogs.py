"""The catalogs of translators after a change: each message keeps its translation, and none becomes fuzzy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from izeja.authoring.changing.change import (
    Change,
    ChangeError,
    EntryRenamed,
    Moved,
    NodeRenamed,
    ValueRenamed,
)
from izeja.authoring.changing.edits import mark_of
from izeja.authoring.changing.texts import UnwritableError, replaced, replacements
from izeja.language.fields import Words
from izeja.language.nodes import varied_texts
from izeja.language.pictures import PictureLink
from izeja.library.library import Library
from izeja.reading.files import read_bytes
from izeja.reading.folder import PAGE_WORDS, TRANSLATIONS
from izeja.translation import po_parser
from izeja.translation.catalog import MAX_BYTES
from izeja.translation.catalog_names import context_of
from izeja.translation.po_entries import Entry


def catalogs_after(library: Library, change: Change) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield each catalog that a change edits: its path from the root before the change, and both contents.

    Raises:
        ChangeError: a catalog has a mistake, or refers to something in a way that cannot be replaced.
    """
    known = _words_by_context(library)
    for name in catalogs_of(library.root):
        part = name.split("/", 2)[2].removesuffix(".po")
        before = read_bytes(library.root / name, MAX_BYTES, within=library.root)
        after = before if part == PAGE_WORDS else _after(library, change, name, part, before, known)
        if after != before:
            yield name, before, after


def catalogs_of(root: Path) -> list[str]:
    """Return the paths of all catalogs of a library, from its root."""
    folder = root / TRANSLATIONS
    found = (file.relative_to(root) for file in folder.rglob("*.po") if file.is_file())
    return sorted(
        path.as_posix()
        for path in found
        # `translations/LANGUAGE/TREE.po`: a file higher up belongs to no language.
        if len(path.parts) > 2 and not any(part.startswith(".") for part in path.parts)
    )


def _words_by_context(library: Library) -> Mapping[str, Words]:
    return {context_of(text): text.words for text in library.texts}


def _after(
    library: Library, change: Change, name: str, part: str, before: bytes, known: Mapping[str, Words]
) -> bytes:
    mark = mark_of(before)
    try:
        text = before.removeprefix(mark).decode("utf-8")
    except UnicodeDecodeError:
        raise ChangeError(_message(library, name, None)) from None
    if not _may_concern(change, part, text):
        return before
    catalog, mistakes = po_parser.parse(text)
    if mistakes:
        raise ChangeError(_message(library, name, mistakes[0].line))
    contexts = _contexts(library, change)
    for entry in catalog.entries:
        if entry.source:
            try:
                # A text that is gone has no kind any more. As prose, none of its references is missed.
                _rewrite(entry, change, part, known.get(entry.context, Words("prose")), contexts)
            except UnwritableError as error:
                place = f"{library.shown_root}/{name}:{entry.number_of('msgid')}"
                message = f"{place}: write '{error.old}' here without escapes, then run this again"
                raise ChangeError(message) from None
    return mark + catalog.text.encode()


def _message(library: Library, name: str, line: int | None) -> str:
    place = f"{library.shown_root}/{name}" + (f":{line}" if line else "")
    return f"{place}: this catalog has a mistake: run 'izeja check', and fix it first"


def _may_concern(change: Change, part: str, text: str) -> bool:
    """Return whether a catalog can have what changes: most have not, and are not read."""
    match change:
        case Moved():
            # Links that are relative can name any file on the way.
            return change.file_id(part) != part or change.old.rpartition("/")[2] in text
        case _:
            return change.old in text


def _rewrite(entry: Entry, change: Change, part: str, words: Words, contexts: Mapping[str, str]) -> None:
    before = entry.source
    after = _text(change, part, words, before)
    entry.remarks = [_remark(change, part, one, before) for one in entry.remarks]
    entry.files = [_file(change, one) for one in entry.files]
    entry.source = after
    entry.forms = [_text(change, part, words, form) for form in entry.forms]
    # Editors show what differs from the source that was translated: the id is not to be part of that.
    if previous := entry.previous:
        entry.previous = _text(change, part, words, previous)
    entry.context = contexts.get(entry.context) or _context(change, entry.context)


def _file(change: Change, path: str) -> str:
    if not isinstance(change, Moved) or not path.endswith(".yml"):
        return path
    return f"{change.file_id(path.removesuffix('.yml'))}.yml"


def _text(change: Change, part: str, words: Words, text: str) -> str:
    return replaced(text, replacements(change, part, text, words))


def _remark(change: Change, part: str, remark: str, source: str) -> str:
    """Return a remark that quotes what a text refers to."""
    for one in replacements(change, part, source, Words("prose")):
        remark = remark.replace(one.old, one.new)
        if PictureLink(one.old).kind is not None:
            # It also says what the picture of one language is called.
            old, new = (f" {path.rpartition('.')[0]}." for path in (one.old, one.new))
            remark = remark.replace(old, new)
    return remark


def _contexts(library: Library, change: Change) -> Mapping[str, str]:
    """Return the contexts of texts for a value of a fact, by those before the change."""
    if not isinstance(change, ValueRenamed):
        return {}
    found = {f"facts#{change.fact} values.{change.old}": f"facts#{change.fact} values.{change.new}"}
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            for key, text in varied_texts(node):
                if text.fact == change.fact and change.old in text:
                    context = f"{tree_id}#{node_id} {key}."
                    found[context + change.old] = context + change.new
    return found


def _context(change: Change, context: str) -> str:
    owner, space, field = context.partition(" ")
    match change:
        case NodeRenamed(tree, old, new):
            now = f"{tree}#{new}" if owner == f"{tree}#{old}" else owner
        case EntryRenamed(file_id, old, new):
            now = f"{file_id}#{new}" if owner == f"{file_id}#{old}" else owner
        case Moved():
            part, hash_, node = owner.partition("#")
            now = f"{change.file_id(part)}{hash_}{node}"
        case ValueRenamed():
            now = owner
    return f"{now}{space}{field}"
