"""The map of a whole library: its trees, and what leads from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from izeja.authoring.overview.chart import Arrow, ArrowKind, Box, Chart, merged
from izeja.authoring.overview.flags import Flags
from izeja.authoring.overview.plain_terms import PlainTerms
from izeja.language.html import plain
from izeja.language.nodes import Ending
from izeja.library.expansion import Placed
from izeja.library.library import LIBRARY, Library
from izeja.library.step_addresses import address_of
from izeja.problems.problem import Problem
from izeja.problems.wording import counted
from izeja.proof.graph import Graph, Place
from izeja.reading.folder import SHARED


def library_chart(
    library: Library, graph: Graph, problems: Iterable[Problem] = (), site: str | None = None
) -> Chart:
    """Return the map of a library: guides, parts, and the ways between them.

    Where customers come to whom no ending helped, because `library.yml` says so, is not drawn: it would be an
    arrow from almost every tree.

    Args:
        library: in the language of the map. Its trees can have mistakes.
        graph: where its nodes lead.
        problems: of the library; trees are marked that have some.
        site: the address of the built site in this language, which boxes then link to.
    """
    flags, terms = Flags(library, problems), PlainTerms(library)
    boxes = [_box(library, tree_id, flags, terms, site) for tree_id in _tree_ids(library)]
    known = {box.id for box in boxes}
    arrows = merged(one for place in graph.edges for one in _arrows(library, graph, place))
    return Chart(
        title=library.root.name,
        language=library.language,
        boxes=tuple(boxes),
        arrows=tuple(one for one in arrows if {one.source, one.target} <= known),
        flags=flags.of_tree(LIBRARY),
    )


def _tree_ids(library: Library) -> Iterator[str]:
    """Yield every tree in the order of the library, and after them those that could not be read."""
    yield from library.trees
    for name in library.sources:
        tree_id = name.removesuffix(".yml")
        if name not in SHARED and tree_id not in library.trees:
            yield tree_id


def _box(library: Library, tree_id: str, flags: Flags, terms: PlainTerms, site: str | None) -> Box:
    tree, place = library.trees.get(tree_id), library.source_of(tree_id).whole()
    if tree is None:
        return Box(tree_id, "lost", tree_id, "cannot be read", place=place, flags=flags.of_tree(tree_id))
    is_part = tree.kind == "part"
    return Box(
        id=tree_id,
        kind="part" if is_part else "guide",
        name=tree_id,
        text=plain(tree.title, terms),
        note=", ".join(filter(None, (counted(len(tree.nodes), "node"), "draft" if tree.draft else ""))),
        place=place,
        href="" if site is None or is_part else address_of(site, tree_id),
        flags=flags.of_tree(tree_id),
    )


def _arrows(library: Library, graph: Graph, place: Place) -> Iterator[Arrow]:
    """Yield the ways from a node to other trees, and those to the parts that it is in."""
    placed = graph.placed[place]
    node = placed.node(library)
    yield from _includes(placed)
    ways: list[tuple[ArrowKind, Place | None]] = [("way", edge.target) for edge in graph.edges[place]]
    ways += [("offer", edge.target) for edge in graph.offers.get(place, ())]
    if isinstance(node, Ending) and (node.unsolved or library.trees[place.tree].unsolved):
        ways.append(("unsolved", graph.ways_out.get(place)))
    for kind, target in ways:
        if target is not None and target.tree != place.tree:
            yield Arrow(place.tree, target.tree, kind)


def _includes(placed: Placed) -> Iterator[Arrow]:
    while placed.outer is not None:
        yield Arrow(placed.outer.file_id, placed.file_id, "include")
        placed = placed.outer
