"""Where a written target leads: to a node of a guide, or nowhere; then why, and what was probably meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from izeja.language.corrections import name_for
from izeja.language.links import NodeLink, ReturnLink, Target, TreeLink
from izeja.language.nodes import Include
from izeja.language.repair import NOWHERE
from izeja.library import suggestions
from izeja.library.expansion import Expansion, Placed
from izeja.library.library import Library
from izeja.library.suggestions import MOST_GUESSES, Asked, meant_node
from izeja.problems.problem import Related
from izeja.proof.graph import Place


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a target leads nowhere. There is no message if its own mistake is reported elsewhere."""

    message: str | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    guess: Place | None = None
    concerns: frozenset[str] = frozenset()


class Targets:
    """Finds what targets of a library lead to. It reports nothing, and guesses only so often in one run."""

    def __init__(
        self, library: Library, expansion: Expansion, places: Mapping[str, Mapping[str, Place]]
    ) -> None:
        """Take a library with its parts put in.

        Args:
            library: the library.
            expansion: of it.
            places: the nodes of each guide by their ids.
        """
        self._library = library
        self._expansion = expansion
        self.places = places
        self._guesses = 0

    def add_part(self, tree_id: str, nodes: Mapping[str, Place]) -> None:
        """Find targets in a part that no guide includes, as in a guide."""
        self.places = {**self.places, tree_id: nodes}
        self._expansion.entries[tree_id] = {}

    def of(self, guide: str, placed: Placed, target: Target) -> Place | Missing:
        """Return where the target of a node leads, as a customer of a guide meets the node."""
        match target:
            case NodeLink(written) if written == NOWHERE:
                return Missing()
            case NodeLink(name):
                return self.met(guide, placed.prefix, placed.file_id, name, Asked(placed.file_id))
            case TreeLink():
                return self.of_guide(placed.file_id, target)
            case ReturnLink():
                return self._of_return(guide, placed)

    def _of_return(self, guide: str, placed: Placed) -> Place | Missing:
        if placed.outer is None:
            if self._library.trees[placed.file_id].kind == "part":
                return Missing()  # no guide includes it, so it returns nowhere
            hint = "lead to a node of this tree, or to another tree file"
            return Missing("only a part can lead to 'return', and this tree is a guide", hint)
        include = placed.outer.node(self._library)
        assert isinstance(include, Include)  # noqa: S101 - only an include is around a node
        # `next` is written outside the part, so it is looked up there; parts may nest, hence the recursion.
        found = self.of(guide, placed.outer, include.next)
        return Missing() if isinstance(found, Missing) else found  # reported at the include

    def of_guide(self, asking: str, link: TreeLink) -> Place | Missing:
        """Return where a link to a tree leads that is written in the file `asking`."""
        tree_id = link.tree_from(asking)
        if tree_id is None:
            wanted = link.file.strip("/").removesuffix(".yml")
            hint = self.nearest_tree(asking, wanted, link.node)
            return Missing(f"'{link.written}' is outside of the library", hint)
        tree = self._library.trees.get(tree_id)
        if tree is None:
            if self._library.is_unclear(tree_id):
                return Missing()
            return Missing(f"there is no tree '{link.file}'", self.nearest_tree(asking, tree_id, link.node))
        if tree.kind == "part":
            return Missing(
                "a part is not a guide, so nothing can lead to it",
                f"lead to a node of this tree that has 'include: {link.file}' and a 'next'",
                concerns=frozenset({self._library.source_of(tree_id).path}),
            )
        if link.node is None and tree.start not in tree.nodes:
            return Missing()  # reported once, at `start`, and not at every way that leads to it
        return self.met(tree_id, "", tree_id, link.node or tree.start, Asked(asking, f"{link.file}#"))

    def met(self, guide: str, prefix: str, file_id: str, name: str, asked: Asked) -> Place | Missing:
        """Return the node that a customer meets at an id.

        Args:
            guide: the guide that the customer is in.
            prefix: of the ids of its part in this guide; empty for its own nodes.
            file_id: the file in which the node is looked for.
            name: its id there.
            asked: where it is named, for the hint.
        """
        met = self.places[guide].get(self.entry(guide, prefix + name))
        if met is not None:
            return met
        # An include that failed is reported once, and not at every way that leads to it.
        tree = self._library.trees[file_id]
        if name in tree.nodes or self._may_be_unclear(file_id, name):
            return Missing(guess=self._behind_failed(guide, prefix, file_id, name))
        return self.unknown_node(guide, prefix, file_id, name, asked)

    def _may_be_unclear(self, file_id: str, name: str) -> bool:
        """Return whether a node was not understood that has this id, or one that is no id for now."""
        if self._library.is_unclear(file_id, name):
            return True
        lost = {key: name_for(key) for key in self._library.unclear.get(file_id, ()) if key}
        words = set(name.split("-"))
        return any(key != better and words <= set(better.split("-")) for key, better in lost.items())

    def _behind_failed(self, guide: str, prefix: str, file_id: str, name: str) -> Place | None:
        """Return the node behind an include that failed: customers would come to it, so it is reachable."""
        nodes, seen = self._library.trees[file_id].nodes, {name}
        while isinstance(node := nodes.get(name), Include):
            name = node.next.written
            if name in seen:
                return None
            seen.add(name)
        return self._guess(guide, prefix + name)

    def entry(self, guide: str, node: str) -> str:
        """Return the node that a customer meets at an id, which can be that of an include."""
        entries = self._expansion.entries[guide]
        # A part may start with an include, and that part too. `expand` has refused circles.
        while node in entries:
            node = entries[node][0]
        return node

    def unknown_node(self, guide: str, prefix: str, file_id: str, name: str, asked: Asked) -> Missing:
        """Return why there is no such node, and which one was probably meant.

        The arguments are those of `met`.
        """
        source = self._library.source_of(file_id)
        message = f"there is no node '{name}' in {'this tree' if asked.tree == file_id else source.path}"
        if not self._may_guess():
            return Missing(message, concerns=frozenset({source.path}))
        hint, meant = meant_node(self._library, file_id, name, asked)
        concerns = frozenset({source.path})
        if meant is None:
            return Missing(message, hint, concerns=concerns)
        related = Related("this node", source.key("nodes", meant))
        return Missing(message, hint, (related,), self._guess(guide, prefix + meant), concerns)

    def _may_guess(self) -> bool:
        """Return whether to look for what a name may have meant, which takes a look at every name."""
        self._guesses += 1
        return self._guesses <= MOST_GUESSES

    def nearest_tree(self, asking: str, wanted: str, node: str | None = None) -> str | None:
        """Return a hint at the tree that was probably meant; None after too many guesses."""
        return suggestions.nearest_tree(self._library, asking, wanted, node) if self._may_guess() else None

    def _guess(self, guide: str, node: str) -> Place | None:
        """Return the node that a customer meets at an id that was probably meant, if there is one."""
        return self.places[guide].get(self.entry(guide, node))
