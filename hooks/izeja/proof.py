"""What must hold for a library, whatever its language: the rules, each with the way that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from izeja.graph import Edge, Graph, Place, resolve, unknown_entry
from izeja.library import CONTACTS, TERMS, Library, Text
from izeja.markup import SUBSET, Content, content_of
from izeja.model import Question, is_https
from izeja.problem import Problem, Related


def prove(library: Library, graph: Graph) -> Iterator[Problem]:
    """Yield everything that is wrong with how the trees of a library hang together."""
    yield from unreachable(library, graph)
    yield from dead_ends(library, graph)
    yield from circles(library, graph)


def prove_words(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the texts of a library in its source language."""
    yield from ambiguous_answers(library)
    for text in library.texts():
        yield from _text_problems(library, text, content_of(text.text, text.words))


def unreachable(library: Library, graph: Graph) -> Iterator[Problem]:
    """`unreachable`: every node can be reached from the start of its tree."""
    for tree_id, start in graph.starts.items():
        if library.is_unclear(tree_id):
            continue  # what was not understood may lead anywhere in its tree
        nodes = {Place(tree_id, node) for node in library.trees[tree_id].nodes}
        missing = nodes - _reachable(graph, start, within=tree_id)
        if missing:
            missing -= _reachable(graph, start)
        for place in sorted(missing):
            yield Problem(
                "unreachable",
                f"nothing leads to '{place.node}' from the start of this tree, '{start.node}'",
                library.source_of(tree_id).key("nodes", place.node),
                "lead an answer or a 'next' to it, or delete it",
            )


def dead_ends(library: Library, graph: Graph) -> Iterator[Problem]:
    """`dead-end`: from every node, a resolution or a support link can be reached.

    Each group of nodes that lead only to one another is told once, at the node that is met first.
    """
    stuck = graph.edges.keys() - _can_end(graph)
    for group in _groups(graph, stuck, retries=True):
        members = set(group)
        if any(edge.target not in members for place in group for edge in graph.edges[place]):
            continue
        first, way = _first_met(graph, group)
        round_trip = _shortest_circle(graph, members, first, retries=True)
        yield Problem(
            "dead-end",
            f"from '{first.node}' no answer ever leads to a resolution or to support",
            library.source_of(first.tree).key("nodes", first.node),
            f"the way that shows it: {written_way((*way, *round_trip), first.tree)}\n"
            "lead one of these ways to a resolution or to support",
        )


def circles(library: Library, graph: Graph) -> Iterator[Problem]:
    """`circle`: every circle is closed by an answer that says `retry: true`."""
    for group in _groups(graph, graph.edges.keys(), retries=False):
        members = set(group)
        first, _ = _first_met(graph, group)
        circle = _shortest_circle(graph, members, first, retries=False)
        if not circle:
            continue
        closing = circle[-1]
        back_to = _named(closing.target, closing.source.tree)
        yield Problem(
            "circle",
            f"this leads back to '{back_to}', where the customer has been",
            library.source_of(closing.source.tree).value(*closing.at),
            f"the circle: {written_way(circle, closing.source.tree)}\n" + _mend_circle(closing),
            tuple(
                Related("a way of the circle", library.source_of(edge.source.tree).value(*edge.at))
                for edge in circle[:-1]
            ),
        )


def ambiguous_answers(library: Library) -> Iterator[Problem]:
    """`ambiguous-answers`: no two answers of a question read alike."""
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            if isinstance(node, Question):
                for first, second in alike([answer.text for answer in node.answers]):
                    source = library.source_of(tree_id)
                    yield Problem(
                        "ambiguous-answers",
                        f"two answers of '{node_id}' read alike: '{node.answers[second].text}'",
                        source.value("nodes", node_id, "answers", second, "text"),
                        "say what makes them different",
                        (Related("the first one", source.value("nodes", node_id, "answers", first, "text")),),
                    )


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of texts that differ in nothing but case, spaces and punctuation."""
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        key = re.sub(r"[\W_]+", " ", text.casefold()).strip() or text
        if key in seen:
            yield seen[key], index
        seen.setdefault(key, index)


def written_way(way: Iterable[Edge], tree: str) -> str:
    """Write a way out: `start -> bought-elsewhere -> retailer -> start`."""
    edges = tuple(way)
    if not edges:
        return ""
    places = (edges[0].source, *(edge.target for edge in edges))
    return " -> ".join(_named(place, tree) for place in places)


def _named(place: Place | None, tree: str) -> str:
    if place is None:
        return "?"
    return place.node if place.tree == tree else str(place)


def _text_problems(library: Library, text: Text, content: Content) -> Iterator[Problem]:
    source = library.source_of(text.part)
    for refusal in content.refusals:
        place = source.words(text.at, refusal.wanted)
        yield Problem("unsupported-markup", refusal.message, place, SUBSET)
    for term in content.terms:
        if term not in library.terms and not library.is_unclear(TERMS, term):
            place = source.words(text.at, f"{{{term}}}")
            yield unknown_entry("term", term, library.terms, place, TERMS)
    for link in content.links:
        yield from _link_problems(library, text, link)


def _link_problems(library: Library, text: Text, link: str) -> Iterator[Problem]:
    address = link.partition("#")[0]
    scheme, colon, key = link.partition(":")
    place = partial(library.source_of(text.part).words, text.at, link, "](")
    if address.endswith(".yml") and not colon:
        _, problem = resolve(library, text.part, link, text.at)
        yield from (problem,) if problem else ()
    elif address.endswith(".md") and not colon and not address.startswith("/"):
        if not library.has_page(address):
            yield Problem("unknown-target", f"the site has no page '{address}'", place(), _page_hint(library))
    elif colon and scheme == "contact":
        if key not in library.contacts and not library.is_unclear(CONTACTS, key):
            yield unknown_entry("contact", key, library.contacts, place(), CONTACTS)
    elif not is_https(link):
        hint = (
            "a link leads to 'https://...', to a tree ('other.yml'), to a page of the site ('page.md') "
            "or to 'contact:KEY'"
        )
        yield Problem("unsafe-link", f"a text cannot link to '{link}'", place(), hint)


def _page_hint(library: Library) -> str:
    if library.config.pages is None:
        return "library.yml does not say where the pages are: add 'pages: ../docs/{language}'"
    return f"pages are looked for in '{library.config.pages}', from the folder of library.yml"


def _reachable(graph: Graph, start: Place, within: str | None = None) -> set[Place]:
    found = {start}
    queue = [start]
    for place in queue:
        for edge in graph.edges[place]:
            # A misspelt name has been told already; what was meant by it is not unreachable, too.
            target = edge.target or edge.guess
            if target and target not in found and within in (None, target.tree):
                found.add(target)
                queue.append(target)
    return found


def _can_end(graph: Graph) -> set[Place]:
    # What leads somewhere unknown has been told already, and is not told again as a dead end.
    back: dict[Place, list[Place]] = {}
    queue = [place for place in graph.edges if graph.is_end(place)]
    for place, edges in graph.edges.items():
        for edge in edges:
            if edge.target is None:
                queue.append(place)
            else:
                back.setdefault(edge.target, []).append(place)
    found = set(queue)
    for place in queue:
        fresh = [before for before in back.get(place, ()) if before not in found]
        found.update(fresh)
        queue += fresh
    return found


def _targets(graph: Graph, place: Place, inside: AbstractSet[Place], *, retries: bool) -> Iterator[Edge]:
    for edge in graph.edges[place]:
        if edge.target in inside and (retries or not edge.retry):
            yield edge


def _groups(graph: Graph, inside: AbstractSet[Place], *, retries: bool) -> list[list[Place]]:
    """Return the strongly connected components of a part of the graph (Tarjan 1972, without recursion)."""
    index: dict[Place, int] = {}
    low: dict[Place, int] = {}
    stack: list[Place] = []
    on_stack: set[Place] = set()
    groups: list[list[Place]] = []

    def enter(place: Place) -> tuple[Place, Iterator[Edge]]:
        index[place] = low[place] = len(index)
        stack.append(place)
        on_stack.add(place)
        return place, _targets(graph, place, inside, retries=retries)

    for root in inside:
        work = [enter(root)] if root not in index else []
        while work:
            place, edges = work[-1]
            for edge in edges:
                target = edge.target
                assert target is not None  # noqa: S101 - `inside` holds no None
                if target not in index:
                    work.append(enter(target))
                    break
                if target in on_stack:
                    low[place] = min(low[place], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
                if low[place] == index[place]:
                    cut = stack.index(place)
                    groups.append(stack[cut:])
                    on_stack.difference_update(stack[cut:])
                    del stack[cut:]
    return groups


def _first_met(graph: Graph, group: Iterable[Place]) -> tuple[Place, tuple[Edge, ...]]:
    """Return the node of a group that is nearest to the start of its tree, and the way to it."""
    ways = []
    for place in group:
        start = graph.starts.get(place.tree)
        way = graph.way(start, place) if start else None
        ways.append((way is None, len(way or ()), place, way or ()))
    *_, place, way = min(ways, key=lambda found: found[:3])
    return place, way


def _shortest_circle(
    graph: Graph, inside: AbstractSet[Place], start: Place, *, retries: bool
) -> tuple[Edge, ...]:
    came: dict[Place, Edge] = {}
    queue = [start]
    for place in queue:
        for edge in _targets(graph, place, inside, retries=retries):
            target = edge.target
            assert target is not None  # noqa: S101 - `inside` holds no None
            if target not in came:
                came[target] = edge
                queue.append(target)
            if target == start:
                return _back(came, start)
    return ()


def _back(came: dict[Place, Edge], start: Place) -> tuple[Edge, ...]:
    circle = [came[start]]
    while circle[-1].source != start:
        circle.append(came[circle[-1].source])
    return tuple(reversed(circle))


def _mend_circle(closing: Edge) -> str:
    if closing.answer is None:
        return "lead it somewhere else, or put a question here with an answer that says 'retry: true'"
    return "if the customer is meant to try again, add 'retry: true' to this answer"
