"""What can get another id or place, and what each reference to it says then."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TypeAlias

from izeja.language.links import ContactLink, NodeLink, TreeLink
from izeja.language.pictures import PictureLink
from izeja.library.references import ContactKey, FactKey, Reference, TermKey, ValueKey
from izeja.library.topics import named_folder, named_tree


class ChangeError(Exception):
    """A change cannot be made; the message says why, and what to do or to write instead."""


@dataclass(frozen=True)
class Moved:
    """A tree with another id, or a folder with another path, as `microsoft/parts`."""

    old: str
    new: str
    is_folder: bool

    def path(self, path: str) -> str:
        """Return today's path of a file by its old one, both from the folder of the library."""
        if self.is_folder:
            rest = path.removeprefix(f"{self.old}/")
            return path if rest == path else f"{self.new}/{rest}"
        return f"{self.new}.yml" if path == f"{self.old}.yml" else path

    def file_id(self, file_id: str) -> str:
        """Return today's id of a file of the library by its old one."""
        return self.path(f"{file_id}.yml").removesuffix(".yml")

    def from_file(self, file_id: str, path: str) -> str:
        """Return a path as a file says it now, that is relative to it.

        Args:
            file_id: the old id of the file.
            path: as the file said it.
        """
        before, now = posixpath.dirname(file_id), posixpath.dirname(self.file_id(file_id))
        target = posixpath.normpath(posixpath.join(before, path))
        relative = posixpath.relpath(self.path(target), now or ".")
        # Somebody may have written `./other.yml`, which stays right.
        return path if relative == posixpath.normpath(path) else relative


@dataclass(frozen=True)
class NodeRenamed:
    """A node with another id."""

    tree: str
    old: str
    new: str


@dataclass(frozen=True)
class EntryRenamed:
    """A term, a contact, a fact or a topic with another id; `file_id` has it."""

    file_id: str
    old: str
    new: str


@dataclass(frozen=True)
class ValueRenamed:
    """A value of a fact with another id."""

    fact: str
    old: str
    new: str


Change: TypeAlias = Moved | NodeRenamed | EntryRenamed | ValueRenamed


def file_now(change: Change, file_id: str) -> str:
    """Return the id that a file of the library has after a change."""
    return change.file_id(file_id) if isinstance(change, Moved) else file_id


def written_now(change: Change, reference: Reference) -> tuple[str, str]:
    """Return what a reference says before a change and after it: the same if it is about something else."""
    match change:
        case Moved():
            return _after_move(change, reference)
        case NodeRenamed():
            return _after_renamed_node(change, reference)
        case EntryRenamed():
            return _after_renamed_entry(change, reference)
        case ValueRenamed():
            before = reference.to.key if isinstance(reference.to, ValueKey) else ""
            is_it = isinstance(reference.to, ValueKey) and reference.to == (change.fact, change.old)
            return before, change.new if is_it else before


def _after_move(change: Moved, reference: Reference) -> tuple[str, str]:
    target, file_id = reference.to, reference.file_id
    if reference.how in ("order", "topic") and isinstance(target, TreeLink | NodeLink):
        return target.written, _in_list(change, target, is_topic=reference.how == "topic")
    if isinstance(target, TreeLink):
        node = "" if target.node is None else f"#{target.node}"
        return target.written, change.from_file(file_id, target.file) + node
    if isinstance(target, PictureLink):
        return target.written, change.from_file(file_id, target.written)
    return "", ""


def _in_list(change: Moved, target: TreeLink | NodeLink, *, is_topic: bool) -> str:
    """Return an item of `order` or of the `guides` of a topic, which can be without `.yml`, or a folder."""
    tree = named_tree(target)
    if change.file_id(tree) != tree:
        return change.file_id(tree) + (".yml" if target.written.endswith(".yml") else "")
    if is_topic and change.is_folder and named_folder(target) == change.old:
        return change.new + ("/" if target.written.endswith("/") else "")
    return target.written


def _after_renamed_node(change: NodeRenamed, reference: Reference) -> tuple[str, str]:
    match reference.to:
        case NodeLink(written) if reference.file_id == change.tree and written == change.old:
            return written, change.new
        case TreeLink(written, file, node) if node == change.old:
            is_it = reference.to.tree_from(reference.file_id) == change.tree
            return written, f"{file}#{change.new}" if is_it else written
        case _:
            return "", ""


def _after_renamed_entry(change: EntryRenamed, reference: Reference) -> tuple[str, str]:
    # What a file says, which is more than the key: a term is in braces, and a link to a contact has a scheme.
    match change.file_id, reference.to:
        case "terms", TermKey(key):
            before, now = f"{{{key}}}", f"{{{change.new}}}"
        case "contacts", ContactKey(key):
            before, now = key, change.new
        case "contacts", ContactLink(written, key):
            before, now = written, f"contact:{change.new}"
        case "facts", FactKey(key):
            before, now = key, change.new
        case _:
            return "", ""
    return before, now if key == change.old else before
