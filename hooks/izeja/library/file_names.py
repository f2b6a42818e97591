"""The names of trees' files and of their folders, which become the addresses of guides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from izeja.language.names import FORMER_ID, fault_of_address, fault_of_name, suggested, too_long
from izeja.problems.problem import Position, Problem
from izeja.reading.folder import SHARED, TreeFiles, free_name, printable

_FORM = "use lowercase letters a-z, digits and single hyphens"


def folder_problems(found: TreeFiles, shown_root: str) -> Iterator[Problem]:
    """Yield what is wrong with the folder of a library itself.

    There is a problem for each folder that cannot be listed, each name that cannot be shown, and if there are
    no trees.
    """
    if not any(found):
        hint = "create a first tree, for example 'first-steps.yml'"
        yield Problem("no-trees", "this folder has no trees", Position(shown_root), hint)
    for folder, reason in found.unlisted:
        message = f"this folder cannot be read: {reason}"
        hint = "check that you have permission to open it"
        yield Problem("unreadable-file", message, Position(f"{shown_root}/{printable(folder)}"), hint)
    for name in found.unprintable:
        path = printable(f"{shown_root}/{name}")
        message = "this file's name becomes an address, but has signs that cannot be shown"
        hint = "\n".join(_hints(name, found.names))
        yield Problem("invalid-name", message, Position(path), hint)


def name_problems(names: Sequence[str], shown_root: str) -> Iterator[Problem]:
    """Yield a problem for each file and each folder whose name cannot be part of an address.

    Args:
        names: the tree files, by their paths from the root.
        shown_root: the folder of the library in messages.
    """
    inside: dict[str, list[str]] = {}
    for name in names:
        # These are no trees, and missing where they should be, which is reported there.
        if name.lower() in SHARED:
            continue
        tree_id, place = name.removesuffix(".yml"), Position(f"{shown_root}/{name}")
        *folders, last = tree_id.split("/")
        for depth, folder in enumerate(folders, 1):
            # A folder named like a file is a mistake of its own.
            if fault_of_name(folder) and not folder.endswith(".yml"):
                inside.setdefault("/".join(folders[:depth]), []).append(name)
        if fault := fault_of_name(last):
            message = f"this file's name becomes an address, but {fault}"
            yield Problem("invalid-name", message, place, "\n".join(_hints(name, names)))
        elif fault := too_long(tree_id):
            message = f"this file's path becomes an address, but {fault}"
            yield Problem("invalid-name", message, place, "use shorter names for it and its folders")
    for folder, trees in inside.items():
        last = folder.rpartition("/")[2]
        message = f"this folder's name becomes part of an address, but {fault_of_name(last)}"
        place = Position(f"{shown_root}/{folder}")
        paths = frozenset(f"{shown_root}/{name}" for name in trees)
        hint = "\n".join(_folder_hints(folder, trees, names))
        yield Problem("invalid-name", message, place, hint, concerns=paths)


def meant_ids(names: Sequence[str]) -> frozenset[str]:
    """Return the ids that trees will have when their files and folders are renamed as `name_problems` says.

    Args:
        names: the tree files, by their paths from the root.
    """
    taken = frozenset(names)
    found = {_meant_id(name, taken) for name in names}
    return frozenset(filter(None, found))


def _meant_id(name: str, taken: Collection[str]) -> str | None:
    *folders, last = name.removesuffix(".yml").split("/")
    if not any(map(fault_of_name, (*folders, last))):
        return None
    outer = [suggested(folder) or folder if fault_of_name(folder) else folder for folder in folders]
    path = "".join(f"{folder}/" for folder in outer)
    meant = _free_name(path, last, ".yml", taken) if fault_of_name(last) else last
    return f"{path}{meant}" if meant else None


def _hints(name: str, names: Collection[str]) -> Iterator[str]:
    folder, slash, file = name.rpartition("/")
    last, old = file.removesuffix(".yml"), name.removesuffix(".yml")
    original = _original(folder + slash, last, names)
    if original:
        yield f"if it is a copy of '{original}', delete it"
    if name.lower() != name and name.lower() in names:
        yield f"systems that ignore case take it for '{name.lower()}', so one would replace the other"
    new = _free_name(folder + slash, last, ".yml", names)
    yield f"rename it to '{new}.yml': {_FORM}" if new else f"rename it: {_FORM}"
    if new and not original and _can_be_kept(old, f"{folder}{slash}{new}"):
        yield f"if its page is published, add 'aliases: [{old}]' to it, so that the old address still works"


def _folder_hints(folder: str, trees: Sequence[str], names: Collection[str]) -> Iterator[str]:
    outer, slash, last = folder.rpartition("/")
    new = _free_name(outer + slash, last, "", {*names, *(_folder_of(name) for name in names)})
    yield f"rename it to '{new}': {_FORM}" if new else f"rename it: {_FORM}"
    old = trees[0].removesuffix(".yml")
    if new and _can_be_kept(old, f"{outer}{slash}{new}{old.removeprefix(folder)}"):
        yield f"if its pages are published, add the old id to each tree in it, like 'aliases: [{old}]'"


def _can_be_kept(old: str, new: str) -> bool:
    """Return whether an old address can lead to a new one, which some hosts may take for the same."""
    return bool(FORMER_ID.fullmatch(old)) and not fault_of_address(old) and old.lower() != new


def _free_name(prefix: str, name: str, ending: str, taken: Collection[str]) -> str | None:
    if (wanted := suggested(name)) is None:
        return None
    return free_name(wanted, ending, lambda one: f"{prefix}{one}" in taken).removesuffix(ending)


def _original(prefix: str, name: str, names: Collection[str]) -> str | None:
    """Return the tree that a file seems to be a copy of, by its name: `x (1)`, `x - Copy`, `Copy of x`."""
    plain = name.removeprefix("Copy of ")
    # Systems and programs that share files add to the end of a name.
    ends = [index for index, sign in enumerate(plain) if sign in " .(~"]
    for end in [*ends, *([len(plain)] if plain != name else [])]:
        if f"{prefix}{plain[:end]}.yml" in names:
            return f"{plain[:end]}.yml"
    return None


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]
