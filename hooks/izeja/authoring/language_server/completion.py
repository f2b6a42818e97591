"""What can be written at a place of a file: keys, closed lists of values, and the names of things."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from izeja.authoring.language_server.keys import keys_at, values_at
from izeja.authoring.language_server.sketch import Piece, Sketch
from izeja.authoring.language_server.things import Thing, fact_of, kind_of
from izeja.authoring.language_server.words import words_of
from izeja.language.facts import BY
from izeja.language.links import NodeLink, ReturnLink, TreeLink, target_of
from izeja.library.library import LIBRARY, Library
from izeja.reading.data import Address

_CURSOR = "\ue000"
"""Marks the cursor, so that there is something to find even where nothing is written yet."""
_TERM = re.compile(r"\{([a-z0-9-]*)$")
_LINK = re.compile(r"\]\(([^()\s]*)$")


class Offer(NamedTuple):
    """Something that can be written, by what it is, with what is behind it."""

    writes: str
    what: Literal["key", "value", "thing"]
    words: str = ""
    follows: str = ""
    """What is written after it where nothing is yet."""


class Offers(NamedTuple):
    """What can be written in place of the characters between two indexes."""

    start: int
    end: int
    offers: tuple[Offer, ...]


def offers_at(library: Library | None, name: str, text: str, index: int) -> Offers:
    """Return what can be written at a place.

    Args:
        library: what is known of the library; without it, keys and closed lists are.
        name: the path of the file from the folder of the library.
        text: the file, as it is in the editor.
        index: where the cursor is.
    """
    sketch = Sketch(f"{text[:index]}{_CURSOR}{text[index:]}")
    piece = next((one for one in sketch.pieces if _CURSOR in sketch.text[one.start : one.end]), None)
    if piece is None:
        return Offers(index, index, ())
    file_id = name.removesuffix(".yml")
    if piece.role in ("text", "value") and (found := _in_text(library, file_id, text, index)):
        return found
    start, end = _stretch(sketch, piece)
    if piece.role == "value":
        written = text[start:index]
        return Offers(start, end, tuple(_values(library, name, sketch, piece.at, written)))
    if piece.role == "text":
        return Offers(index, index, ())
    at = piece.at[:-1] if piece.role == "key" else piece.at
    keys = _keys(library, name, sketch, at)
    return Offers(start, end, tuple(one._replace(follows="") if piece.role == "key" else one for one in keys))


def _stretch(sketch: Sketch, piece: Piece) -> tuple[int, int]:
    """Return where a piece begins and ends in the text without the cursor, inside of its quotes."""
    written = sketch.text[piece.start : piece.end]
    start, end = piece.start, piece.end - len(_CURSOR)
    if written[0] in "\"'":
        start += 1
        end -= len(written) > 2 and written[-1] == written[0]
    return start, end


def _in_text(library: Library | None, file_id: str, text: str, index: int) -> Offers | None:
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if library is None:
        return None
    if term := _TERM.search(before):
        start = index - len(term[1])
        closes = "" if text.startswith("}", index) else "}"
        found = (_thing(library, key, Thing("terms", (key,)), closes) for key in library.terms)
        return Offers(start, index, tuple(found))
    if link := _LINK.search(before):
        contacts = (_thing(library, f"contact:{key}", Thing("contacts", (key,))) for key in library.contacts)
        trees = _trees(library, file_id, [*library.guides, *_unread(library)])
        nodes = _nodes_of(library, file_id, link[1])
        return Offers(index - len(link[1]), index, (*nodes, *contacts, *trees))
    return None


def _values(library: Library | None, name: str, sketch: Sketch, at: Address, written: str) -> Iterator[Offer]:
    yield from (Offer(one, "value") for one in values_at(name, sketch, at))
    kind, file_id = kind_of(at), name.removesuffix(".yml")
    if kind is None:
        # An item of a list can be a mapping, whose first key this may become.
        yield from _keys(library, name, sketch, at)
        return
    if kind in ("node", "target"):
        yield from _own_nodes(library, file_id, sketch)
    if library is None:
        return
    match kind:
        case "target" | "part":
            yield from _nodes_of(library, file_id, written)
            parts = library.trees.keys() - library.guides.keys()
            trees = sorted(parts) if kind == "part" else library.guides
            yield from _trees(library, file_id, [*trees, *_unread(library)])
        case "guide":
            yield from _trees(library, LIBRARY, [*library.guides, *_unread(library)])
        case "contact":
            yield from (_thing(library, key, Thing("contacts", (key,))) for key in library.contacts)
        case "fact":
            yield from (_thing(library, key, Thing("facts", (key,))) for key in library.facts)
        case "value":
            yield from _values_of_fact(library, fact_of(sketch, at))


def _own_nodes(library: Library | None, file_id: str, sketch: Sketch) -> Iterator[Offer]:
    # The file may be half written, so its lines say what nodes it has.
    for node in sketch.keys("nodes"):
        yield Offer(node, "thing", words_of(library, Thing(file_id, (node,))) if library else "")
    if sketch.value("kind") == "part":
        yield Offer(ReturnLink().written, "value", "The way out of this part.")


def _nodes_of(library: Library, file_id: str, written: str) -> Iterator[Offer]:
    """Yield the nodes of a tree whose file is written, with `#` after it."""
    file, hash_, _ = written.partition("#")
    target = target_of(file)
    tree_id = target.tree_from(file_id) if hash_ and isinstance(target, TreeLink) else None
    if tree_id is not None and tree_id in library.trees:
        for node in library.trees[tree_id].nodes:
            yield _thing(library, f"{file}#{node}", Thing(tree_id, (node,)))


def _trees(library: Library, file_id: str, trees: Iterable[str]) -> Iterator[Offer]:
    folder = posixpath.dirname(file_id) or "."
    for tree_id in trees:
        if tree_id != file_id:
            yield _thing(library, f"{posixpath.relpath(tree_id, folder)}.yml", Thing(tree_id))


def _unread(library: Library) -> Iterator[str]:
    """Yield the trees of which only the names are known by now. Any may be a guide or a part."""
    return (tree_id for tree_id in library.others if tree_id not in library.trees)


def _values_of_fact(library: Library, fact: str | None) -> Iterator[Offer]:
    if fact is not None and fact in library.facts:
        for value in library.facts[fact].values:
            yield _thing(library, value, Thing("facts", (fact, value)))


def _keys(library: Library | None, name: str, sketch: Sketch, at: Address) -> list[Offer]:
    found = [
        Offer(one.name, "key", one.words, ":" if one.is_block else ": ") for one in keys_at(name, sketch, at)
    ]
    if library is not None and sketch.value(*at, BY) is not None:
        there = sketch.keys(*at)
        values = _values_of_fact(library, sketch.value(*at, BY))
        found += [one._replace(follows=": ") for one in values if one.writes not in there]
    if at == ("nodes",):
        found += [Offer(one, "thing", "Something leads to it already.", ":") for one in _missing(sketch)]
    return found


def _missing(sketch: Sketch) -> list[str]:
    """Return the ids of nodes that something in a file leads to, and that it has not."""
    values = (one for one in sketch.pieces if one.role == "value" and kind_of(one.at) in ("node", "target"))
    targets = [target.written for one in values if isinstance(target := target_of(one.says), NodeLink)]
    there = sketch.keys("nodes")
    return [one for one in dict.fromkeys(targets) if one not in there]


def _thing(library: Library, writes: str, thing: Thing, follows: str = "") -> Offer:
    return Offer(writes, "thing", words_of(library, thing), follows)
