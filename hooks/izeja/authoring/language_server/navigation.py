"""Where a thing has its id, where it is referred to, and what another id changes."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from izeja.authoring.changing.catalogs import catalogs_after
from izeja.authoring.changing.change import Change, ChangeError
from izeja.authoring.changing.edits import Edit, alias_edit
from izeja.authoring.changing.library_edits import texts_after
from izeja.authoring.changing.pages import pages_after
from izeja.authoring.changing.wanted import renaming
from izeja.authoring.language_server.desk import Desk
from izeja.authoring.language_server.sketch import Sketch
from izeja.authoring.language_server.things import Mention, Thing, mention_at, thing_of, thing_of_reference
from izeja.language.links import target_of
from izeja.language.tree import Tree
from izeja.library.references import references
from izeja.problems.problem import Position
from izeja.reading.folder import shown


class Spot(NamedTuple):
    """A stretch of a file, by its path from the folder of the library, and the indexes in its text."""

    name: str
    start: int
    end: int


def mention(desk: Desk, name: str, index: int) -> Mention | None:
    """Return what is named at a place of a file."""
    text = desk.text_of(name)
    return mention_at(Sketch(text), name, index) if text is not None else None


def definition(desk: Desk, thing: Thing) -> Spot | None:
    """Return where a thing has its id; the beginning of its file for a tree."""
    name = f"{thing.owner}.yml"
    text = desk.text_of(name)
    if text is None:
        return None
    if not thing.keys:
        return Spot(name, 0, 0)
    if key := Sketch(text).key(*thing.at):
        return Spot(name, key.start, key.end)
    library = desk.at_hand(name)
    source = library.sources.get(name) if library else None
    return Spot(name, *source.stretch_of_key(*thing.at)) if source and source.has(*thing.at) else None


def uses(desk: Desk, thing: Thing) -> Iterator[tuple[str, Position]]:
    """Yield where a library refers to a thing: the file, by its path from the folder, and the place."""
    library = desk.library()
    if library is None:
        return
    for one in references(library):
        found = thing_of_reference(one)
        # What leads to a node of a tree leads to the tree.
        if found is not None and (found == thing or (not thing.keys and found.owner == thing.owner)):
            is_own_node = not thing.keys and one.file_id == thing.owner
            if not is_own_node:
                yield f"{one.file_id}.yml", one.position(library)


def renamed(desk: Desk, thing: Thing, new: str) -> tuple[tuple[str, str, tuple[Edit, ...]], ...]:
    """Return what gives a thing another id: files by their paths in messages, their texts, and the edits.

    Raises:
        ChangeError: the id cannot be used, or not all of the library is understood.
    """
    library = desk.library()
    if library is None or not desk.is_sound:
        message = "fix the errors first: what a file refers to is only known if all of it is understood"
        raise ChangeError(message)
    change = renaming(library, _written(thing), new)
    after = Thing(thing.owner, (*thing.keys[:-1], new))
    if place := next((place for _, place in uses(desk, after)), None):
        message = f"something already refers to '{new}': {place}"
        raise ChangeError(message)
    return tuple(_edits(desk, change))


def _edits(desk: Desk, change: Change) -> Iterator[tuple[str, str, tuple[Edit, ...]]]:
    library = desk.library()
    assert library is not None  # noqa: S101 - `renamed` has looked
    for name, now in texts_after(library, change).items():
        before = library.sources[name].text
        yield f"{library.shown_root}/{name}", before, difference(before, now)
    for name, old, new in catalogs_after(library, change):
        yield f"{library.shown_root}/{name}", _text(old), difference(_text(old), _text(new))
    for page, old, new in pages_after(library, change):
        yield shown(page), _text(old), difference(_text(old), _text(new))


def _text(content: bytes) -> str:
    # An editor shows no byte-order mark.
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def with_alias(desk: Desk, file_id: str, target: str, alias: str) -> tuple[str, Edit] | None:
    """Return the edit that keeps an old id at a node or tree, with the file that it is in.

    Args:
        desk: the library.
        file_id: the tree in which the target is written.
        target: what leads to the node or tree, like `other.yml#manage`.
        alias: the old id.
    """
    library, thing = desk.at_hand(f"{file_id}.yml"), thing_of(file_id, target_of(target))
    tree = library.trees.get(thing.owner) if library and thing else None
    if library is None or thing is None or tree is None:
        return None
    owned = tree.nodes.get(thing.keys[0]) if thing.keys else tree
    source = library.source_of(thing.owner)
    if owned is None or not source.has(*thing.at):
        return None
    first = "kind" if isinstance(owned, Tree) else owned.kind
    new = thing.keys[-1] if thing.keys else thing.owner
    edit = alias_edit(source, thing.at, first, owned.aliases, alias, new)
    return f"{thing.owner}.yml", edit


def difference(before: str, after: str) -> tuple[Edit, ...]:
    """Return edits that make one text of another, of whole lines."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    # Otherwise difflib overlooks lines that a long file has often, such as `answers:`.
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        Edit(starts[first], starts[last], "".join(new[to:end]))
        for kind, first, last, to, end in blocks
        if kind != "equal"
    )


def _written(thing: Thing) -> str:
    return f"{thing.owner}#{'='.join(thing.keys)}" if thing.keys else thing.owner
