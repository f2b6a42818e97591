"""Proof that a change leaves a library what it is: in a copy, before any file of the library is touched."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from izeja.authoring.changing.change import Change, NodeRenamed, file_now
from izeja.authoring.changing.library_edits import words_after
from izeja.authoring.changing.plan import Plan, carry_out
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.library.expansion import Placed
from izeja.problems.problem import Problem
from izeja.proof.graph import Edge, Graph, Place
from izeja.reading.containment import real

Ways: TypeAlias = Mapping[str, object]
"""Where the nodes of a library lead, under their ids after the change."""


def differences(root: Path, change: Change, plan: Plan) -> tuple[str, ...]:
    """Return how a library would differ after a change, in words for its writer; nothing if it would not.

    Args:
        root: the folder that holds `library.yml`, which no other process changes or compares meanwhile.
        change: what gets another id or place.
        plan: what that does to files.
    """
    before = compile_library(root)
    with _copy_of(root) as copy:
        carry_out(plan.within(real(root), copy), copy)
        after = compile_library(copy)
        if new := _new_problems(before, after):
            # The copy has another name than the folder of the library.
            shown = after.report(new).replace(after.source.shown_root, before.source.shown_root)
            return (f"the new name would cause these problems:\n\n{shown}",)
        if gone := _new_problems(after, before):
            # What is wrong today would suddenly lead to what gets this name.
            return (f"something already refers to the new name:\n\n{before.report(gone)}",)
        words = {key: tuple(one.text for one in texts) for key, texts in after.source.texts_of.items()}
        is_same = words == words_after(before.source, change)
        if not is_same or _ways(before.graph, change) != _ways(after.graph, None):
            return ("the guides would change: please report this as a bug in Izeja",)
    return ()


def _new_problems(before: Compiled, after: Compiled) -> tuple[Problem, ...]:
    more = Counter(map(_kind, after.problems)) - Counter(map(_kind, before.problems))
    return tuple(problem for problem in after.problems if _kind(problem) in more)


def _kind(problem: Problem) -> tuple[str, str, str]:
    # Without the message and the place, which have the ids and paths of before or after.
    return problem.code, problem.severity, problem.language


@contextmanager
def _copy_of(root: Path) -> Iterator[Path]:
    """Make a copy of a library for a while, beside it: its hand-written pages are found from there, too."""
    root = real(root)
    copy = root.with_name(f".{root.name}.izeja-copy")
    _delete(copy)
    try:
        shutil.copytree(
            root,
            copy,
            symlinks=True,
            # No hidden file is part of a library, and `.git` can be large.
            ignore=lambda _, names: [name for name in names if name.startswith(".")],
            copy_function=_linked,
        )
        yield copy
    finally:
        _delete(copy)


def _delete(copy: Path) -> None:
    """Delete a copy, also one that a process that was killed has left."""
    if copy.is_symlink():
        copy.unlink()
    # Folders of the library that nobody may write to are so in the copy.
    for folder, _, _ in os.walk(copy):
        with suppress(OSError):
            os.chmod(folder, 0o700)  # noqa: PTH101 - as the system has it
    shutil.rmtree(copy, ignore_errors=True)


def _linked(source: str, target: str) -> str:
    # Files of the copy are replaced and never written to, so they can be those of the library at first.
    with suppress(OSError):
        os.link(source, target, follow_symlinks=False)
        return target
    return str(shutil.copy2(source, target, follow_symlinks=False))


def _ways(graph: Graph, change: Change | None) -> Ways:
    def now(place: Place | None) -> Place | None:
        if place is None or change is None:
            return place
        placed = graph.placed.get(place)
        return Place(file_now(change, place.tree), _renamed(placed, change).id if placed else place.node)

    def edges(found: Mapping[Place, tuple[Edge, ...]]) -> Mapping[Place | None, object]:
        return {now(place): [(now(one.target), one.retry) for one in ways] for place, ways in found.items()}

    return {
        "nodes": {now(place) for place in graph.placed},
        "edges": edges(graph.edges),
        "offers": edges(graph.offers),
        "starts": {now(place) for place in graph.starts.values()},
        "ways out": {now(place): now(target) for place, target in graph.ways_out.items()},
    }


def _renamed(placed: Placed, change: Change) -> Placed:
    outer = _renamed(placed.outer, change) if placed.outer else None
    match change:
        case NodeRenamed(tree, old, new) if (placed.file_id, placed.name) == (tree, old):
            return placed._replace(name=new, outer=outer)
        case _:
            return placed._replace(outer=outer)
