"""Which node of a tree each problem is about, by the lines that it is found in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from izeja.authoring.overview.chart import Flag
from izeja.library.library import Library
from izeja.problems.problem import Problem


class Flags:
    """The codes of problems by the file and the node that they are in."""

    def __init__(self, library: Library, problems: Iterable[Problem]) -> None:
        """Take the problems of what writers wrote, and those of one translation of it.

        Args:
            library: in the language of the map.
            problems: of the library in all its languages.
        """
        self._library = library
        self._of_file: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.language in ("", library.language):
                self._of_file.setdefault(problem.position.path, []).append(problem)
        self._nodes: dict[str, dict[str | None, tuple[Flag, ...]]] = {}

    def of_node(self, file_id: str, name: str) -> tuple[Flag, ...]:
        """Return the codes of the problems of a node."""
        return self._by_node(file_id).get(name, ())

    def of_head(self, file_id: str) -> tuple[Flag, ...]:
        """Return the codes of the problems of a tree that are in none of its nodes."""
        return self._by_node(file_id).get(None, ())

    def of_tree(self, file_id: str) -> tuple[Flag, ...]:
        """Return the codes of all problems of a tree."""
        return _flags(self._problems_of(file_id))

    def _problems_of(self, file_id: str) -> list[Problem]:
        return self._of_file.get(self._library.source_of(file_id).path, [])

    def _by_node(self, file_id: str) -> dict[str | None, tuple[Flag, ...]]:
        if file_id not in self._nodes:
            found: dict[str | None, list[Problem]] = {}
            problems = self._problems_of(file_id)
            # Places of nodes take another look at the file, which most files do not need.
            ranges = self._ranges(file_id) if problems else []
            for problem in problems:
                line = problem.position.line
                index = bisect_right(ranges, line, key=lambda one: one[0]) - 1
                is_inside = index >= 0 and line <= ranges[index][1]
                found.setdefault(ranges[index][2] if is_inside else None, []).append(problem)
            self._nodes[file_id] = {name: _flags(some) for name, some in found.items()}
        return self._nodes[file_id]

    def _ranges(self, file_id: str) -> list[tuple[int, int, str]]:
        """Return the first and last line of each node, also of those that were not understood."""
        source, tree = self._library.source_of(file_id), self._library.trees.get(file_id)
        lost = [name for name in self._library.unclear.get(file_id, ()) if name]
        names = dict.fromkeys([*(tree.nodes if tree else ()), *lost])
        return sorted(
            (source.key("nodes", name).line, source.value("nodes", name).end_line, name) for name in names
        )


def _flags(problems: Iterable[Problem]) -> tuple[Flag, ...]:
    found: dict[str, bool] = {}
    for problem in problems:
        found[problem.code] = found.get(problem.code, False) or problem.severity == "error"
    return tuple(Flag(code, is_error) for code, is_error in sorted(found.items()))
