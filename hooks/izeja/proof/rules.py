"""What must hold for a library, whatever its language: the rules, each with the way that shows it."""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import partial

from izeja.language.markup import NOTHING_BUT_WORDS, SUBSET
from izeja.language.model import DayRange, Question, is_https
from izeja.library.library import Library, Text
from izeja.library.target import is_tree_link, unknown_entry
from izeja.problems.problem import Position, Problem, Related, Severity
from izeja.proof.graph import Edge, Graph, Place
from izeja.reading.folder import CONTACTS, TERMS
from izeja.reading.source import Source

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_ONE_ANSWER = "every number of days needs exactly one answer"


def prove(library: Library, graph: Graph) -> Iterator[Problem]:
    """Yield everything that is wrong with how the trees of a library hang together."""
    yield from unreachable(library, graph)
    yield from dead_ends(library, graph)
    yield from circles(library, graph)
    yield from too_long(library, graph)
    yield from too_many_nodes(library, graph)


def prove_words(library: Library) -> Iterator[Problem]:
    """Yield everything that is wrong with the texts of a library in its source language."""
    yield from ambiguous_answers(library)
    yield from days(library)
    yield from addresses_of_languages(library)
    for text in library.texts:
        if text.content is not NOTHING_BUT_WORDS:
            yield from _text_problems(library, text)


def unreachable(library: Library, graph: Graph) -> Iterator[Problem]:
    """`unreachable`: every node can be reached from the start of its tree."""
    for tree_id, start in graph.starts.items():
        if library.has_unclear and any(library.is_unclear(part) for part in _parts_of(graph, tree_id)):
            continue  # what was not understood may lead anywhere in its tree
        if start in graph.beyond:
            continue  # this tree was not read
        nodes = set(graph.guides[tree_id])
        missing = nodes - _reachable(graph, start, within=tree_id)
        if missing:
            missing -= _reachable(graph, start)
        for place in sorted(missing):
            part, name = graph.placed[place].part, graph.placed[place].name
            yield Problem(
                "unreachable",
                f"nothing leads to '{name}' from the start of this tree, '{library.trees[part].start}'",
                graph.key_of(place, library),
                "lead an answer or a 'next' to it, or delete it",
                concerns=_files_of([place], graph, library),
            )


def dead_ends(library: Library, graph: Graph) -> Iterator[Problem]:
    """`dead-end`: from every node, a resolution or a support link can be reached.

    Each group of nodes that lead only to one another is told once, at the node that is met first.
    """
    if _has_order(graph) and all(graph.onward[place] for place, edges in graph.edges.items() if edges):
        return  # whoever never goes back meets only nodes further on, and so an ending
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
            graph.key_of(first, library),
            f"the way that shows it: {written_way((*way, *round_trip), first.tree)}\n"
            "lead one of these ways to a resolution or to support",
            concerns=_files_of(group, graph, library),
        )


def circles(library: Library, graph: Graph) -> Iterator[Problem]:
    """`circle`: every circle is closed by an answer that says `retry: true`."""
    if _has_order(graph):
        return
    for group in _groups(graph, graph.edges.keys(), retries=False):
        members = set(group)
        if len(group) == 1 and not any(edge.target in members for edge in graph.edges[group[0]]):
            continue
        first, _ = _first_met(graph, group)
        circle = _shortest_circle(graph, members, first, retries=False)
        if not circle:
            continue
        closing = circle[-1]
        back_to = _named(closing.target, closing.source.tree)
        yield Problem(
            "circle",
            f"this leads back to '{back_to}', where the customer has been",
            graph.target_of(closing, library),
            f"the circle: {written_way(circle, closing.source.tree)}\n" + _mend_circle(closing),
            tuple(Related("a way of the circle", graph.target_of(edge, library)) for edge in circle[:-1]),
            concerns=_files_of(group, graph, library),
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


def days(library: Library) -> Iterator[Problem]:
    """`uncovered-days`, `overlapping-days`: a date question has one answer for every number of days."""
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            if isinstance(node, Question):
                if node.dates is not None:
                    source = library.source_of(tree_id)
                    answers = partial(source.value, "nodes", node_id, "answers")
                    yield from _day_gaps(node, answers, partial(source.key, "nodes", node_id))
                    continue
                for index, answer in enumerate(node.answers):
                    if answer.days is not None:
                        yield _stray_days(library.source_of(tree_id), node_id, index)


def _stray_days(source: Source, node_id: str, index: int) -> Problem:
    message = "'days' has a meaning only in a question that asks for 'dates'"
    place = source.value("nodes", node_id, "answers", index, "days")
    return Problem("unknown-key", message, place, "add 'dates:' to the question, or delete it")


def _day_gaps(
    node: Question, place: Callable[..., Position], key: Callable[..., Position]
) -> Iterator[Problem]:
    ranges = [(answer.days, index) for index, answer in enumerate(node.answers) if answer.days is not None]
    ranges.sort(key=lambda item: (-math.inf if item[0].low is None else item[0].low, item[1]))
    covered: float = -math.inf
    widest: int | None = None
    for found, index in ranges:
        low = -math.inf if found.low is None else found.low
        high = math.inf if found.high is None else found.high
        if widest is not None and low <= covered:
            both = DayRange(_whole(low), _whole(min(covered, high)))
            related = (Related("the other answer", place(widest, "days")),)
            hint = "every number of days needs exactly one answer"
            yield Problem(
                "overlapping-days", f"two answers are for {both}", place(index, "days"), hint, related
            )
        elif low > covered + 1 or (widest is None and low > -math.inf):
            yield _uncovered(DayRange(_whole(covered + 1), _whole(low - 1)), key)
        if widest is None or high > covered:
            covered, widest = high, index
    if covered < math.inf:
        yield _uncovered(DayRange(_whole(covered + 1), None), key)


def _uncovered(gap: DayRange, key: Callable[..., Position]) -> Problem:
    what = "any number of days" if gap.low is gap.high is None else str(gap)
    return Problem("uncovered-days", f"no answer is for {what}", key("dates"), _ONE_ANSWER)


def _whole(bound: float) -> int | None:
    return None if math.isinf(bound) else int(bound)


def addresses_of_languages(library: Library) -> Iterator[Problem]:
    """`untranslated`: a contact or term with an address for each language has one for every language."""
    severity = severity_of_untranslated(library)
    for part, entries in (("terms", library.terms), ("contacts", library.contacts)):
        for key, entry in entries.items():
            if isinstance(entry.url, dict):
                source = library.source_of(part)
                for language in (one for one in library.config.languages if one not in entry.url):
                    message = f"'{key}' has no address for the language '{language}'"
                    hint = f"add '{language}: https://...', or write one address for all languages"
                    yield Problem("untranslated", message, source.key(key, "url"), hint, severity=severity)
                for language in (one for one in entry.url if one not in library.config.languages):
                    message = f"'{language}' is not among the languages of library.yml"
                    hint = f"the languages are: {', '.join(library.config.languages)}"
                    yield Problem("unknown-language", message, source.key(key, "url", language), hint)


def severity_of_untranslated(library: Library) -> Severity:
    """Return how bad it is that a language lacks a text or an address: `untranslated` of library.yml."""
    return "warning" if library.config.untranslated == "fallback" else "error"


def overdue_reviews(library: Library, today: date) -> Iterator[Problem]:
    """`overdue-review`: the facts of a tree were checked within `review_every`."""
    for tree_id, tree in library.trees.items():
        if tree.reviewed is None or tree.review_every is None:
            continue
        due = tree.reviewed + timedelta(days=tree.review_every)
        if today > due:
            yield Problem(
                "overdue-review",
                f"the facts of this tree were to be checked again by {due.isoformat()}",
                library.source_of(tree_id).value("reviewed"),
                "check them against their sources, then write today's date here",
                severity=library.config.overdue_review,
            )


def too_long(library: Library, graph: Graph) -> Iterator[Problem]:
    """`too-long`: no way through asks more questions than `limits: questions` of library.yml allows."""
    limit = library.config.limits.questions
    for tree_id, start in graph.starts.items():
        questions = graph.questions_left.get(start, 0)
        if questions > limit:
            yield Problem(
                "too-long",
                f"one way through this guide asks {questions} questions, and {limit} are the limit",
                library.source_of(tree_id).value("start"),
                f"the way: {written_way(_longest_way(graph, start), tree_id)}\n"
                "shorten it, or raise 'limits: questions' in library.yml",
            )


def too_many_nodes(library: Library, graph: Graph) -> Iterator[Problem]:
    """`too-large`: no guide has more nodes than `limits: nodes` of library.yml allows."""
    limit = library.config.limits.nodes
    for tree_id, count in Counter(place.tree for place in graph.placed).items():
        if count > limit:
            message = f"this guide has {count} nodes with its parts, and {limit} are the limit"
            hint = "split it into several guides, or raise 'limits: nodes' in library.yml"
            yield Problem("too-large", message, library.source_of(tree_id).key("nodes"), hint)


def _longest_way(graph: Graph, start: Place) -> Iterator[Edge]:
    left = graph.questions_left
    place = start
    while targets := graph.onward[place]:
        target = max(targets, key=left.__getitem__)
        yield next(edge for edge in graph.edges[place] if edge.target == target and not edge.retry)
        place = target


def alike(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of texts that differ in nothing but case, spaces and punctuation."""
    folded = [text.casefold() for text in texts]
    # Most differ in their first letter, or in the first one after what all of them begin with.
    if _differ_at(folded, 0) or _differ_at(folded, len(os.path.commonprefix(folded))):  # noqa: RUF071 - of letters
        return
    seen: dict[str, int] = {}
    for index, text in enumerate(folded):
        key = _BETWEEN_WORDS.sub(" ", text).strip() or texts[index]
        if key in seen:
            yield seen[key], index
        seen.setdefault(key, index)


def _differ_at(texts: Sequence[str], place: int) -> bool:
    found = {text[place : place + 1] for text in texts}
    return len(found) == len(texts) and "".join(found).isalnum()


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


def _text_problems(library: Library, text: Text) -> Iterator[Problem]:
    source = library.source_of(text.part)
    for refusal in text.content.refusals:
        place = source.words(text.at, refusal.wanted)
        yield Problem("unsupported-markup", refusal.message, place, SUBSET)
    for term in text.content.terms:
        if term not in library.terms and not library.is_unclear(TERMS, term):
            place = source.words(text.at, f"{{{term}}}")
            yield unknown_entry("term", term, library.terms, place, TERMS)
    for link in text.content.links:
        yield from _link_problems(library, text, link)


def _link_problems(library: Library, text: Text, link: str) -> Iterator[Problem]:
    address = link.partition("#")[0]
    scheme, colon, key = link.partition(":")
    place = partial(library.source_of(text.part).words, text.at, link, "](")
    if is_tree_link(link):
        return  # the graph has followed it
    if address.endswith(".md") and not colon and not address.startswith("/"):
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


def sure_to_end(graph: Graph) -> AbstractSet[Place]:
    """Return the nodes from which every way that never goes back ends, and some way does whatever happens."""
    return _can_end(graph) & graph.questions_left.keys()


def _files_of(places: Iterable[Place], graph: Graph, library: Library) -> frozenset[str]:
    """Return the paths of the guides of some nodes, and of the trees in which they are written."""
    trees = {tree for place in places for tree in (place.tree, graph.placed[place].part)}
    return frozenset(library.source_of(tree).path for tree in trees)


def _has_order(graph: Graph) -> bool:
    """Tell whether the nodes can be put behind one another so that only retries lead back."""
    return len(graph.after_their_targets) == len(graph.edges)


def _parts_of(graph: Graph, tree_id: str) -> set[str]:
    return {tree_id, *(graph.placed[place].part for place in graph.guides[tree_id])}


def _reachable(graph: Graph, start: Place, within: str | None = None) -> set[Place]:
    found = {start}
    queue = [start]
    for place in queue:
        # A misspelt name has been told already; what was meant by it is not unreachable, too.
        targets = [edge.target or edge.guess for edge in graph.edges[place]] or [graph.ways_out.get(place)]
        for target in targets:
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
                    groups.append(_popped_to(place, stack))
                    on_stack.difference_update(groups[-1])
    return groups


def _popped_to(place: Place, stack: list[Place]) -> list[Place]:
    group = [stack.pop()]
    while group[-1] != place:
        group.append(stack.pop())
    return group[::-1]


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
