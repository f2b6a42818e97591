"""What earlier catalogs of a part give to the one of today: every translation that was ever made.

No step here drops a translation. One that is not used stays as an obsolete message (`#~`). If two
translations of one message meet, since a tree or a node was known by two ids, the second one becomes obsolete
with a number in its context, because gettext refuses a catalog that has a message twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from izeja.language.tree import Tree
from izeja.translation.link_addresses import readdressed
from izeja.translation.po_entries import Entry, PoFile, new_entry
from izeja.translation.po_strings import Key


class Wanted(NamedTuple):
    """A message of today: its context and source text, and the plural if it counts something."""

    context: str
    source: str
    plural: str | None = None

    @property
    def key(self) -> Key:
        """How gettext finds the message."""
        return self.context, self.source


def with_earlier(
    wanted: Sequence[Wanted],
    catalogs: Sequence[PoFile],
    file_id: str,
    renamed: Tree | Mapping[str, str] | None,
    forms: int = 1,
) -> PoFile:
    """Return a catalog with all messages of today, and with all translations of earlier catalogs.

    Args:
        wanted: the messages of today.
        catalogs: the catalogs as they were read, which are used up. The first one is the file that is to be
            written, so its messages stay where they are; each goes before those that follow it.
        file_id: the part.
        renamed: what may have another id in earlier contexts: the tree, if the part is one, with its nodes;
            for `library.yml`, today's id of each topic by the ones that it had before.
        forms: the number of plural forms.
    """
    for catalog in catalogs:
        for entry in catalog.entries:
            if entry.source:
                entry.context = context_now(entry.context, file_id, renamed)
    merge = _Merge(wanted, catalogs, forms)
    merge.unite()
    merge.find()
    return merge.arranged()


def context_now(context: str, file_id: str, renamed: Tree | Mapping[str, str] | None) -> str:
    """Return today's context of a message, whose tree, node or topic may have had another id before.

    Args:
        context: the context then.
        file_id: the part of today.
        renamed: as in `with_earlier`.
    """
    if not context or not renamed:
        return context
    if isinstance(renamed, Tree):
        return _context_in_tree(context, file_id, renamed)
    owner, _, field = context.partition(" ")
    part, hash_, topic = owner.partition("#")
    return f"{part}{hash_}{renamed.get(topic, topic)} {field}"


def _context_in_tree(context: str, file_id: str, tree: Tree) -> str:
    for alias in tree.aliases:
        # A former id may have spaces, so it is not cut off at the first one.
        if context.startswith((f"{alias} ", f"{alias}#")):
            context = file_id + context.removeprefix(alias)
            break
    owner, _, field = context.partition(" ")
    tree_id, hash_, node = owner.partition("#")
    # An id that exists today keeps its own translations; only one that is gone can have been renamed.
    if hash_ and node not in tree.nodes:
        node = next((now for now, one in tree.nodes.items() if node in one.aliases), node)
    return f"{tree_id}{hash_}{node} {field}"


class _Merge:
    """The messages of several catalogs, which become those of one."""

    def __init__(self, wanted: Sequence[Wanted], catalogs: Sequence[PoFile], forms: int) -> None:
        self._wanted = {one.key: one for one in wanted}
        self._base = catalogs[0]
        self._forms = forms
        self._in_place = {one for one in self._base.entries if not one.is_obsolete}
        self._entries = [one for catalog in catalogs for one in catalog.entries if one.source]
        self._chosen: dict[Key, Entry] = {}

    def unite(self) -> None:
        """Choose one of the messages with the same key, and keep what else was translated."""
        groups: dict[Key, list[Entry]] = {}
        for entry in self._entries:
            groups.setdefault(entry.key, []).append(entry)
        self._entries = []
        for key, group in groups.items():
            wanted = self._wanted.get(key)
            fitting = [
                one for one in group if wanted is None or (one.plural is None) == (wanted.plural is None)
            ]
            # Of equals, `max` takes the first.
            best = max(fitting, key=lambda one: (one.is_translated, not one.is_obsolete), default=None)
            if best is not None:
                self._entries.append(best)
                if wanted is not None:
                    self._chosen[key] = best
            for other in (one for one in group if one is not best):
                self._keep(other, best, groups)

    def _keep(self, entry: Entry, best: Entry | None, taken: dict[Key, list[Entry]]) -> None:
        """Keep what a translator wrote into a message whose key belongs to another one."""
        if best is not None and (not entry.is_translated or entry.forms == best.forms):
            best.add_notes(entry.notes)
            return
        if not entry.is_translated:
            return
        # Obsolete messages must have keys of their own too: GNU gettext refuses a catalog that has one twice.
        entry.retire()
        context = entry.context
        numbered = (f"{context} ({number})".strip() for number in count(2))
        entry.context = next(one for one in numbered if (one, entry.source) not in self._known(taken))
        self._entries.append(entry)

    def _known(self, taken: dict[Key, list[Entry]]) -> set[Key]:
        return {*taken, *self._wanted, *(one.key for one in self._entries)}

    def find(self) -> None:
        """Find a translation for each message that has none: the surest first."""
        for key in self._untranslated():
            if (undone := self._edited_back(key)) is not None:
                self._use(key, undone)
        for key in self._untranslated():
            for old in self._removed(key):
                if (form := readdressed(old.source, key[1], old.forms[0])) is not None:
                    old.source, old.forms = key[1], [form]
                    self._use(key, old)
                    break
        for key in self._untranslated():
            if (older := next(self._removed(key), None)) is not None:
                # A proposal that nobody has checked yet was made of the text before.
                older.previous = older.previous if older.fuzzy else older.source
                older.source, older.fuzzy = key[1], True
                self._use(key, older)

    def _untranslated(self) -> list[Key]:
        # Words of the page have no context that could connect an older text with a newer one.
        return [
            key
            for key, one in self._wanted.items()
            if key[0] and one.plural is None and not (key in self._chosen and self._chosen[key].is_translated)
        ]

    def _removed(self, key: Key) -> Iterator[Entry]:
        """Yield the translated messages of a context whose texts are not there any more."""
        for entry in self._entries:
            if (
                entry.context == key[0]
                and entry.key not in self._wanted
                and entry.plural is None
                and entry.is_translated
            ):
                yield entry

    def _edited_back(self, key: Key) -> Entry | None:
        """Return the translation of a text that was changed, and has been changed back."""
        for entry in self._entries:
            if (
                entry.context == key[0]
                and entry.fuzzy
                and entry.is_translated
                and entry.plural is None
                and entry.previous == key[1]
            ):
                found = entry
                if entry.key in self._wanted:
                    # The newer text is still there, as that of another answer.
                    found = new_entry(key, end=self._base.end)
                    found.forms = entry.forms
                    found.add_notes(entry.notes)
                    self._entries.append(found)
                found.source, found.previous, found.fuzzy = key[1], "", False
                return found
        return None

    def _use(self, key: Key, entry: Entry) -> None:
        before = self._chosen.get(key)
        if before is not None:
            entry.add_notes(before.notes)
            self._entries.remove(before)
        self._chosen[key] = entry

    def arranged(self) -> PoFile:
        """Return the catalog: messages stay in their places, new ones come in the order of the texts."""
        header = next(one for one in self._base.entries if not any(one.key))
        # A message that is new in this file goes after that of the text before it.
        followers: dict[Entry, list[Entry]] = {}
        anchor = header
        for key, wanted in self._wanted.items():
            entry = self._chosen.get(key) or new_entry(key, wanted.plural, self._forms, self._base.end)
            entry.restore()
            if entry in self._in_place:
                anchor = entry
            else:
                followers.setdefault(anchor, []).append(entry)
            self._chosen[key] = entry
        used = set(self._chosen.values())
        left = [one for one in self._entries if one not in used]
        kept = dict.fromkeys(one for one in left if one.is_translated or one.notes)
        own = set(self._base.entries)
        placed: list[Entry] = [header, *followers.get(header, ())]
        for entry in self._base.entries:
            if entry in used and entry in self._in_place:
                placed += [entry, *followers.get(entry, ())]
            elif entry in kept and entry.is_obsolete and entry not in self._in_place:
                placed.append(entry)
        known = set(placed)
        for entry in (one for one in kept if one not in known):
            entry.retire()
            placed.append(entry)
        # Messages from elsewhere get the line ends of this file, and an empty line above.
        for entry in placed[1:]:
            if entry not in own or (not entry.blank and entry not in self._in_place):
                entry.adopt(self._base.end)
        return PoFile(placed, self._base.rest, self._base.end, self._base.mark)
