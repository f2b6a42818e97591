"""What differs between two states of a library, for those who use it: customers and translators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import starmap
from typing import NamedTuple

from izeja.authoring.changing.change import Change
from izeja.authoring.changing.renamed import changes_between, written_after
from izeja.compiler.compiled import Compiled
from izeja.library.headings import heading_of
from izeja.library.library import Library, Text
from izeja.library.topics import WrittenTopic, all_topics, former_pages, page_name
from izeja.proof.graph import Edge, Graph, Place
from izeja.translation.catalog_names import translated_languages

_FEWEST = 3
"""How many nodes with the same ids make two guides likely to be one, if not their title."""


class Way(NamedTuple):
    """An answer, or the start of a guide, with other endings behind it than before."""

    guide: str
    question: str
    answer: str
    before: tuple[str, ...]
    now: tuple[str, ...]


class Choice(NamedTuple):
    """An answer that a question has only before, or only now."""

    guide: str
    question: str
    answer: str
    is_new: bool


class MetEnding(NamedTuple):
    """An ending that customers of its guide reach only before, or only now."""

    guide: str
    node: str
    heading: str


class Length(NamedTuple):
    """A guide with another number of questions on its longest way."""

    guide: str
    before: int
    now: int


class Broken(NamedTuple):
    """An address that leads nowhere now, and the place whose `aliases` would keep it, if one is likely."""

    address: str
    alias: str
    place: str


class Redo(NamedTuple):
    """Texts of a file to translate into a language, again or for the first time."""

    language: str
    file: str
    texts: int
    words: int


class Reworded(NamedTuple):
    """New or changed texts of a file."""

    file: str
    texts: int
    words: int


class Difference(NamedTuple):
    """All that differs in what customers can choose, reach and read, and in what there is to translate.

    `lost` has endings that can no longer be reached, `met` those that can be reached only now.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    choices: tuple[Choice, ...]
    ways: tuple[Way, ...]
    met: tuple[MetEnding, ...]
    lost: tuple[MetEnding, ...]
    lengths: tuple[Length, ...]
    broken: tuple[Broken, ...]
    reworded: tuple[Reworded, ...]
    redo: tuple[Redo, ...]


def difference(before: Compiled, now: Compiled) -> Difference:
    """Compare two states of a library, each in its source language."""
    return _Comparison(before, now).result()


class _Comparison:
    def __init__(self, before: Compiled, now: Compiled) -> None:
        self._before, self._now = before.source, now.source
        self._graph_before, self._graph = before.graph, now.graph
        self._likely: dict[Place, Place | None] = {}
        self._before_in, self._now_in = before.languages, now.languages

    def result(self) -> Difference:
        known = {self._guide(guide) for guide in self._before.guides}
        return Difference(
            tuple(self._name(self._now, guide) for guide in self._now.guides if guide not in known),
            tuple(
                self._name(self._before, guide) for guide in self._before.guides if self._guide(guide) is None
            ),
            tuple(self._choices()),
            tuple(self._ways()),
            tuple(self._met()),
            tuple(self._lost()),
            tuple(self._lengths()),
            tuple(self._broken()),
            tuple(self._reworded()),
            tuple(self._redo()),
        )

    # -- What was where -------------------------------------------------------------------------------

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        return {alias: tree_id for tree_id, tree in self._now.trees.items() for alias in tree.aliases}

    @cached_property
    def _anchors(self) -> Mapping[Place, Place]:
        found = self._graph.anchors.items()
        return {Place(place.tree, one): place for place, anchors in found for one in anchors}

    def _file(self, file_id: str) -> str:
        """Return the id that a file has now."""
        return file_id if file_id in self._now.trees else self._renamed.get(file_id, file_id)

    def _guide(self, tree_id: str) -> str | None:
        """Return the id that a guide has now; None if there is none any more."""
        now = self._file(tree_id)
        return now if now in self._now.guides else None

    def _place(self, place: Place) -> Place | None:
        """Return where a link to a node leads now."""
        guide = self._guide(place.tree)
        found = Place(guide or "", place.node)
        return found if found in self._graph.placed else self._anchors.get(found)

    def _same(self, place: Place) -> Place | None:
        """Return the node that a node is now, also if no link to it leads there."""
        return self._place(place) or self._likely_node(place)

    @staticmethod
    def _name(library: Library, guide: str) -> str:
        return f"{library.trees[guide].title} ({guide})"

    # -- Ways and endings -----------------------------------------------------------------------------

    def _choices(self) -> Iterator[Choice]:
        for place, edges in self._graph_before.edges.items():
            here = self._same(place)
            if here is None:
                continue
            before = {edge.answer: edge.target and self._same(edge.target) for edge in edges if edge.answer}
            now = {edge.answer: edge.target for edge in self._graph.edges[here] if edge.answer}
            for answers, others, is_new in ((now, before, True), (before, now, False)):
                # An answer in other words that leads where one did that is gone is the same.
                instead = [target for answer, target in others.items() if answer not in answers]
                library, graph, at = (
                    (self._now, self._graph, here) if is_new else (self._before, self._graph_before, place)
                )
                for answer, target in answers.items():
                    if answer not in others and target not in instead:
                        yield Choice(
                            self._name(library, at.tree), _heading(library, graph, at), answer, is_new
                        )

    def _ways(self) -> Iterator[Way]:
        before, now = _endings(self._graph_before), _endings(self._graph)
        for guide, start in self._graph_before.starts.items():
            today = self._graph.starts.get(self._guide(guide) or "")
            if today is not None and self._same(start) != today:
                yield from self._way(guide, "", "", before.get(start), now.get(today))
            for place in self._graph_before.guides[guide]:
                here = self._same(place)
                # Where both lead to the same node, what has changed behind it is reported there.
                for edge, other in self._pairs(place, here) if here else ():
                    if edge.target and other.target and self._same(edge.target) != other.target:
                        question = _heading(self._before, self._graph_before, place)
                        ends = before.get(edge.target), now.get(other.target)
                        yield from self._way(guide, question, edge.answer or "", *ends)

    def _pairs(self, place: Place, here: Place) -> Iterator[tuple[Edge, Edge]]:
        """Yield each way on from a node, with that of the same answer now."""
        by_answer = {edge.answer: edge for edge in self._graph.edges[here]}
        for edge in self._graph_before.edges[place]:
            if edge.answer in by_answer:
                yield edge, by_answer[edge.answer]

    def _way(
        self,
        guide: str,
        question: str,
        answer: str,
        before: frozenset[Place] | None,
        now: frozenset[Place] | None,
    ) -> Iterator[Way]:
        if before is None or now is None or {self._same(one) or one for one in before} == now:
            return
        shown = [
            tuple(sorted({_heading(library, graph, one) for one in ends}))
            for library, graph, ends in (
                (self._before, self._graph_before, before),
                (self._now, self._graph, now),
            )
        ]
        # Customers read headings: an ending with another id and the same heading is the same to them.
        if shown[0] != shown[1]:
            yield Way(self._name(self._before, guide), question, answer, *shown)

    def _met(self) -> Iterator[MetEnding]:
        known = {self._same(place) for place in self._graph_before.placed}
        for guide in self._graph_before.guides:
            today = self._guide(guide) or ""
            for place in self._graph.guides.get(today, ()):
                if self._graph.is_end(place) and place not in known and place in self._graph.met_in(today):
                    heading = _heading(self._now, self._graph, place)
                    yield MetEnding(self._name(self._now, today), place.node, heading)

    def _lost(self) -> Iterator[MetEnding]:
        for guide, places in self._graph_before.guides.items():
            today = self._guide(guide)
            for place in places if today else ():
                is_end = self._graph_before.is_end(place) and place in self._graph_before.met_in(guide)
                here = self._same(place)
                if is_end and (here is None or here not in self._graph.met_in(here.tree)):
                    heading = _heading(self._before, self._graph_before, place)
                    yield MetEnding(self._name(self._before, guide), place.node, heading)

    def _lengths(self) -> Iterator[Length]:
        for guide, start in self._graph_before.starts.items():
            today = self._graph.starts.get(self._guide(guide) or "")
            if today is not None:
                before = self._graph_before.questions_left.get(start)
                now = self._graph.questions_left.get(today)
                if before is not None and now is not None and before != now:
                    yield Length(self._name(self._now, today.tree), before, now)

    # -- Addresses ------------------------------------------------------------------------------------

    def _broken(self) -> Iterator[Broken]:
        for guide, tree in self._before.guides.items():
            today = self._guide(guide)
            for name in (guide, *tree.aliases):
                if self._guide(name) is None:
                    yield self._with_likely_guide(name, guide)
            if today is not None:
                yield from self._broken_nodes(guide, today)
        yield from self._broken_topics()

    def _broken_topics(self) -> Iterator[Broken]:
        now = [*all_topics(self._now.topics)]
        known = {name for topic in now for name in _pages_of(topic)}
        # The first of several with the same title.
        place_of = {one.written.title: f"library.yml, topic '{one.id}'" for one in reversed(now)}
        for topic in all_topics(self._before.topics):
            for name in _pages_of(topic):
                if name not in known:
                    yield Broken(name, name.partition("/")[2], place_of.get(topic.written.title, ""))

    def _with_likely_guide(self, name: str, guide: str) -> Broken:
        old = self._before.guides[guide]
        alike = {
            one: (tree.title == old.title, len(tree.nodes.keys() & old.nodes.keys()))
            for one, tree in self._now.guides.items()
            if one not in self._before.guides
        }
        best = max(alike, key=lambda one: alike[one], default=None)
        # Small guides often have a node of the same name, such as `done`.
        enough = max(len(old.nodes) // 2 + 1, _FEWEST)
        if best is None or not (alike[best][0] or alike[best][1] >= enough):
            return Broken(name, name, "")
        return Broken(name, name, f"{best}.yml")

    def _broken_nodes(self, guide: str, today: str) -> Iterator[Broken]:
        for place in self._graph_before.guides[guide]:
            own = self._graph_before.anchors.get(place, ())
            for name in (place.node, *own):
                if self._place(Place(guide, name)) is None:
                    likely = self._likely_node(place)
                    where = self._graph.placed[likely] if likely else None
                    node = f"{where.file_id}.yml, node '{where.name}'" if where else ""
                    yield Broken(f"{today}#{name}", name, node)

    def _likely_node(self, place: Place) -> Place | None:
        """Return a node with a new id that says the same, or asks for the same answers."""
        if place not in self._likely:
            guide, name = self._guide(place.tree), self._graph_before.placed[place]
            known = self._before.trees[name.file_id].nodes
            others = self._graph.guides.get(guide or "", ())
            new = [one for one in others if self._graph.placed[one].name not in known]
            says = _says(self._before, self._graph_before, place)
            alike = (one for one in new if says & _says(self._now, self._graph, one))
            self._likely[place] = next(alike, None)
        return self._likely[place]

    # -- Translations ---------------------------------------------------------------------------------

    def _reworded(self) -> Iterator[Reworded]:
        # Counted, since one file can have the same text several times.
        before = Counter(map(self._written_now, self._before.texts))
        now = Counter((one.file_id, one.text) for one in self._now.texts)
        yield from starmap(Reworded, _size_by_file(now - before))

    def _redo(self) -> Iterator[Redo]:
        for language in translated_languages(self._now):
            before = Counter(map(self._written_now, _waiting(self._before_in.get(language))))
            now = Counter((one.file_id, one.text) for one in _waiting(self._now_in.get(language)))
            yield from (Redo(language, *size) for size in _size_by_file(now - before))

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return tuple(changes_between(self._before, self._now, self._file))

    def _written_now(self, text: Text) -> tuple[str, str]:
        # A text in which only ids are others is neither new nor to be translated.
        return self._file(text.file_id), written_after(self._changes, text)


def _waiting(library: Library | None) -> Iterator[Text]:
    """Yield the texts that are not translated."""
    for text in library.texts if library else ():
        if library and library.is_foreign(text.file_id, *text.at):
            yield text


def _size_by_file(texts: Counter[tuple[str, str]]) -> Iterator[tuple[str, int, int]]:
    """Yield each file that has some of the texts, with their number and that of their words."""
    words: dict[str, list[int]] = {}
    for file_id, text in texts.elements():
        words.setdefault(file_id, []).append(len(text.split()))
    yield from ((f"{file_id}.yml", len(counts), sum(counts)) for file_id, counts in words.items())


def _pages_of(topic: WrittenTopic) -> tuple[str, ...]:
    return (page_name(topic.id), *former_pages(topic.written))


def _endings(graph: Graph) -> Mapping[Place, frozenset[Place]]:
    """Return the endings that can be reached from each node; nodes that lead into a circle are left out."""
    found: dict[Place, frozenset[Place]] = {}
    for place in graph.after_their_targets:
        targets = graph.onward[place]
        found[place] = frozenset().union(*(found[one] for one in targets)) if targets else frozenset((place,))
    return found


def _heading(library: Library, graph: Graph, place: Place) -> str:
    return heading_of(library, graph.placed[place].node(library))


def _says(library: Library, graph: Graph, place: Place) -> set[str | tuple[str | None, ...]]:
    """Return what shows that a node is the same: its heading, and its answers."""
    answers = tuple(edge.answer for edge in graph.edges[place])
    return {_heading(library, graph, place), *([answers] if len(answers) > 1 else [])}
