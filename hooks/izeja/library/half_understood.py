"""Stand-ins for what was not understood, so that one mistake does not hide another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from izeja.language.facts import Fact
from izeja.language.repair import fact_despite_mistakes, nodes_despite_mistakes
from izeja.language.validation import tree_despite_mistakes
from izeja.library.library import Library, in_order
from izeja.reading.folder import FACTS
from izeja.reading.parse import parse


def half_understood(library: Library, only: Iterable[str] | None = None) -> Library:
    """Return the library with a stand-in for each node and each fact that was not understood, if it can be.

    The result is only good for finding more mistakes: stand-ins lack what could not be read.

    Args:
        library: the library.
        only: the ids of the trees that get stand-ins; by default all.
    """
    trees, unclear = dict(library.trees), dict(library.unclear)
    for tree_id in library.unclear if only is None else only:
        if (source := library.sources.get(f"{tree_id}.yml")) is None:
            continue
        data = parse(source).data
        if tree := trees.get(tree_id):
            trees[tree_id] = tree.model_copy(update={"nodes": {**nodes_despite_mistakes(data), **tree.nodes}})
        # A draft can be left out on purpose.
        elif (tree := tree_despite_mistakes(data)) and not tree.draft:
            trees[tree_id] = tree
            start = () if data.get("start") == tree.start else (tree.start,)
            unclear[tree_id] = frozenset((*map(str, data["nodes"]), *start))
    facts = _facts(library) if only is None and library.is_unclear(FACTS) else library.facts
    return replace(library, trees=in_order(trees, library.config), facts=facts, unclear=unclear)


def _facts(library: Library) -> Mapping[str, Fact]:
    data = parse(library.sources[FACTS]).data
    written = data if isinstance(data, dict) else {}
    lost = {name: fact_despite_mistakes(one) for name, one in written.items() if name not in library.facts}
    return {**library.facts, **{name: fact for name, fact in lost.items() if fact is not None}}
