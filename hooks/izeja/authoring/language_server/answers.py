"""The answers to what an editor asks about a place of a file, in the words of the protocol."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from lsprotocol import types as lsp

from izeja.authoring.changing.change import ChangeError
from izeja.authoring.language_server.completion import Offer, offers_at
from izeja.authoring.language_server.desk import Desk
from izeja.authoring.language_server.fixes import Fix, fixes_of
from izeja.authoring.language_server.keys import words_at
from izeja.authoring.language_server.navigation import Spot, definition, mention, renamed, uses, with_alias
from izeja.authoring.language_server.places import Places
from izeja.authoring.language_server.sketch import Sketch
from izeja.authoring.language_server.words import words_of
from izeja.problems.terminal import visible
from izeja.reading.folder import shown

_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "thing": lsp.CompletionItemKind.Reference,
}
Action: TypeAlias = lsp.CodeAction


class Asked(NamedTuple):
    """A file that an editor asks about, and how it counts columns."""

    desk: Desk
    file: Path
    encoding: str

    @property
    def name(self) -> str:
        """The path of the file from the folder of its library."""
        return self.desk.name_of(self.file)

    @property
    def text(self) -> str:
        """What the file says in the editor."""
        return self.desk.text_of(self.name) or ""

    @property
    def places(self) -> Places:
        """The places of its text."""
        return Places(self.text, self.encoding)

    def location(self, spot: Spot) -> lsp.Location:
        """Return a place in any file of the library."""
        places = Places(self.desk.text_of(spot.name) or "", self.encoding)
        return lsp.Location((self.desk.root / spot.name).as_uri(), places.stretch(spot.start, spot.end))


def completion(asked: Asked, at: lsp.Position) -> lsp.CompletionList:
    """Return what can be written at a place."""
    places = asked.places
    found = offers_at(asked.desk.at_hand(asked.name), asked.name, places.text, places.index(at))
    stretch = places.stretch(found.start, found.end)
    has_colon = places.text[found.end :].lstrip(" ").startswith(":")
    items = [_item(one, number, stretch, has_colon=has_colon) for number, one in enumerate(found.offers)]
    # What can be written changes with each `#`, so the editor asks again.
    return lsp.CompletionList(is_incomplete=True, items=items)


def _item(offer: Offer, number: int, stretch: lsp.Range, *, has_colon: bool) -> lsp.CompletionItem:
    follows = "" if has_colon and offer.follows.startswith(":") else offer.follows
    return lsp.CompletionItem(
        label=offer.writes,
        kind=_KINDS[offer.what],
        documentation=_markdown(offer.words) if offer.words else None,
        # Editors would sort by the labels.
        sort_text=f"{number:06}",
        filter_text=offer.writes,
        text_edit=lsp.TextEdit(stretch, f"{offer.writes}{follows}"),
    )


def hover(asked: Asked, at: lsp.Position) -> lsp.Hover | None:
    """Return what is behind an id, or what the tree language says about a key."""
    places = asked.places
    index = places.index(at)
    library = asked.desk.at_hand(asked.name)
    found = mention(asked.desk, asked.name, index)
    if found is not None and library is not None and (words := words_of(library, found.thing)):
        return lsp.Hover(_markdown(words), places.stretch(found.start, found.end))
    sketch = Sketch(places.text)
    piece = sketch.at(index)
    if piece is None or piece.role != "key" or not (words := words_at(asked.name, sketch, piece.at)):
        return None
    return lsp.Hover(_markdown(words), places.stretch(piece.start, piece.end))


def _markdown(words: str) -> lsp.MarkupContent:
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, visible(words))


def defined(asked: Asked, at: lsp.Position) -> lsp.Location | None:
    """Return where what is named at a place has its id."""
    found = mention(asked.desk, asked.name, asked.places.index(at))
    spot = definition(asked.desk, found.thing) if found else None
    return asked.location(spot) if spot else None


def referred(asked: Asked, at: lsp.Position, *, with_own: bool) -> list[lsp.Location]:
    """Return where something refers to what is named at a place; `with_own` adds where it has its id."""
    found = mention(asked.desk, asked.name, asked.places.index(at))
    if found is None:
        return []
    spot = definition(asked.desk, found.thing) if with_own else None
    locations = [asked.location(spot)] if spot else []
    for name, position in uses(asked.desk, found.thing):
        places = Places(asked.desk.text_of(name) or "", asked.encoding)
        locations.append(lsp.Location((asked.desk.root / name).as_uri(), places.range(position)))
    return locations


def renamable(asked: Asked, at: lsp.Position) -> lsp.PrepareRenamePlaceholder | None:
    """Return the id at a place, if it can be another one; the id of a tree is its file's name."""
    places = asked.places
    found = mention(asked.desk, asked.name, places.index(at))
    if found is None or not found.thing.keys:
        return None
    name = found.thing.keys[-1]
    # Only the id itself, without the tree before it.
    end = found.start + places.text[found.start : found.end].rfind(name) + len(name)
    return lsp.PrepareRenamePlaceholder(places.stretch(end - len(name), end), name)


def rename(asked: Asked, at: lsp.Position, new: str) -> lsp.WorkspaceEdit:
    """Return the edits of all files that give what is named at a place another id.

    Raises:
        ChangeError: nothing there has an id that can be another one, or the new id cannot be used.
    """
    found = mention(asked.desk, asked.name, asked.places.index(at))
    if found is None:
        message = "there is no id here: select that of a node, a term, a contact, a fact or a value"
        raise ChangeError(message)
    changes: dict[str, Sequence[lsp.TextEdit]] = {}
    for path, before, edits in renamed(asked.desk, found.thing, new):
        places = Places(before, asked.encoding)
        changes[asked.desk.file_of(path).as_uri()] = [
            lsp.TextEdit(places.stretch(one.start, one.end), one.new) for one in edits
        ]
    return lsp.WorkspaceEdit(changes=changes)


def actions(asked: Asked, stretch: lsp.Range, diagnostics: Iterable[lsp.Diagnostic]) -> list[Action]:
    """Return what messages about a stretch of a file propose to write."""
    path = f"{shown(asked.desk.root)}/{asked.name}"
    text, places = asked.text, asked.places
    # Places of an older text would lead somewhere else; the editor asks again after the next check.
    if asked.desk.texts.get(path) != text:
        return []
    by_place = defaultdict(list)
    for one in diagnostics:
        by_place[one.code, _key(one.range)].append(one)
    found = []
    for problem in asked.desk.problems:
        place = places.range(problem.position)
        is_there = problem.position.path == path and problem.position.line and _meet(place, stretch)
        for fix in fixes_of(problem, _within(text, places, place)) if is_there else ():
            solved = by_place.get((problem.code, _key(place)))
            found.append(
                lsp.CodeAction(
                    fix.title,
                    lsp.CodeActionKind.QuickFix,
                    diagnostics=solved,
                    edit=_edit(asked, place, fix),
                )
            )
    return found


def _edit(asked: Asked, place: lsp.Range, fix: Fix) -> lsp.WorkspaceEdit:
    changes = {asked.file.as_uri(): [lsp.TextEdit(place, fix.new)]}
    target = fix.new.strip("\"'")
    if fix.alias and (kept := with_alias(asked.desk, asked.name.removesuffix(".yml"), target, fix.alias)):
        name, edit = kept
        spot = asked.location(Spot(name, edit.start, edit.end))
        changes.setdefault(spot.uri, []).append(lsp.TextEdit(spot.range, edit.new))
    return lsp.WorkspaceEdit(changes=changes)


def _within(text: str, places: Places, place: lsp.Range) -> str:
    return text[places.index(place.start) : places.index(place.end)]


def _key(place: lsp.Range) -> tuple[int, ...]:
    return place.start.line, place.start.character, place.end.line, place.end.character


def _meet(one: lsp.Range, other: lsp.Range) -> bool:
    return not (one.end < other.start or other.end < one.start)
