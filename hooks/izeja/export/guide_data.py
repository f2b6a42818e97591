"""From a library in one language to its document."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from typing import Any

from izeja.export.addresses import DataAddresses
from izeja.export.document import (
    Action,
    Answer,
    Change,
    Contact,
    DateField,
    Document,
    EnterDates,
    EnterNumber,
    EnterSeveral,
    Entry,
    Fact,
    Guide,
    Hours,
    Node,
    QuestionNode,
    ResolutionNode,
    StepNode,
    SupportNode,
    Term,
    Topic,
    Way,
    Written,
)
from izeja.export.texts import Texts
from izeja.language import entries, hours
from izeja.language import facts as known
from izeja.language.contact_ways import ways_of
from izeja.language.fields import url_in
from izeja.language.inputs import Today
from izeja.language.locales import direction_of
from izeja.language.nodes import Ending, Include, Question, Resolution, Step, Support
from izeja.language.ranges import Interval
from izeja.language.tree import Tree
from izeja.library.library import LIBRARY, Library
from izeja.library.step_addresses import address_of
from izeja.page.contacts_view import hours_shown
from izeja.proof.graph import Graph, Place
from izeja.reading.data import Address
from izeja.translation.page_words import wording, words


def document_of(library: Library, graph: Graph, site: str | None = None) -> Document:
    """Return all guides of a library in its language.

    Args:
        library: without errors, and without drafts if they are not to be seen.
        graph: where its nodes lead.
        site: where the site in this language is, such as `https://help.example.com/lv/`.
    """
    return _Builder(library, graph, site).document()


class _Builder:
    def __init__(self, library: Library, graph: Graph, site: str | None) -> None:
        self._library = library
        self._graph = graph
        self._site = site
        self._texts = Texts(library, DataAddresses(site))

    def document(self) -> Document:
        library = self._library
        return Document(
            format="izeja-guides",
            version=1,
            language=library.language,
            direction=direction_of(library.language),
            words=self._words,
            facts={key: self._fact(fact) for key, fact in library.facts.items()},
            terms={key: self._term(key, term) for key, term in library.terms.items()},
            contacts={key: self._contact(key, contact) for key, contact in library.contacts.items()},
            topics=self._topics,
            guides={key: self._guide(key, tree) for key, tree in library.guides.items()},
        )

    @cached_property
    def _words(self) -> dict[str, str]:
        own = wording(self._library.language, self._library.page_words)
        # Which of several forms a number needs is a rule of each language, which this format does not have.
        return {one.text: own.gettext(one.text) for one in words().values() if one.plural is None}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {
            key: Topic(
                title=self._texts.line(shelf.topic.written.title, LIBRARY, (*shelf.topic.at, "title")),
                summary=self._texts.line(shelf.topic.written.summary, LIBRARY, (*shelf.topic.at, "summary"))
                if shelf.topic.written.summary
                else None,
                topics=shelf.topics,
                guides=shelf.guides,
            )
            for key, shelf in self._library.shelves.shelves.items()
        }

    def _fact(self, fact: known.Fact) -> Fact:
        values = {value: self._texts.plain(text) for value, text in fact.values.items()}
        return Fact(text=self._texts.plain(fact.text), values=values)

    def _term(self, key: str, term: entries.Term) -> Term:
        name = self._library.term_names[key]
        meaning = self._texts.line(term.meaning, "terms", (key, "meaning")) if term.meaning else None
        return Term(text=self._texts.plain(name.text), meaning=meaning, url=name.url)

    def _contact(self, key: str, contact: entries.Contact) -> Contact:
        return Contact(
            text=self._texts.plain(contact.text),
            ways=tuple(
                Way(channel=way.channel, href=way.href, text=way.shown)
                for way in ways_of(contact, self._library.language)
            ),
            hours=self._hours(contact.hours) if contact.hours else None,
            note=self._texts.line(contact.note, "contacts", (key, "note")) if contact.note else None,
        )

    def _hours(self, written: hours.Hours) -> Hours:
        shown = hours_shown(written, self._library.language)
        always = self._words["24 hours"]
        # The page's script gets times as texts, such as `480-1020` and `2026-12-24/2026-12-26`.
        return Hours(
            zone=shown.zone,
            week=tuple(_pair(one, "-", int) for one in shown.week.split()),
            off=tuple(_pair(one, "/", str) for one in shown.off.split()),
            lines=tuple(f"{line.days}: {line.times or always}" for line in shown.lines),
        )

    def _guide(self, tree_id: str, tree: Tree) -> Guide:
        line = self._texts.line
        return Guide(
            title=line(tree.title, tree_id, ("title",)),
            summary=line(tree.summary, tree_id, ("summary",)) if tree.summary else None,
            kind=tree.kind,
            url=address_of(self._site, tree_id) if self._site else None,
            topics=self._library.shelves.path_of.get(tree_id, ()),
            applies_to=tuple(map(self._texts.plain, tree.applies_to)),
            also_called=tuple(map(self._texts.plain, tree.also_called)),
            aliases=tree.aliases,
            reviewed=tree.reviewed.isoformat() if tree.reviewed else None,
            sources=tree.sources,
            changes=tuple(
                Change(
                    date=change.date.isoformat(), note=line(change.note, tree_id, ("changes", index, "note"))
                )
                for index, change in enumerate(tree.changes)
            ),
            start=str(self._graph.starts[tree_id]),
            nodes={place.node: self._node(place) for place in self._graph.guides[tree_id]},
        )

    def _node(self, place: Place) -> Node:
        placed = self._graph.placed[place]
        node, file_id, at = placed.node(self._library), placed.file_id, placed.address
        assert not isinstance(node, Include)  # noqa: S101 - the graph has the included nodes in its place
        position = self._graph.key_of(place, self._library)
        common: dict[str, Any] = {
            "heading": self._heading(node, file_id, at),
            "body": self._texts.varied_prose(node.body, file_id, (*at, "body")),
            "aliases": self._graph.anchors.get(place, ()),
            "sources": node.sources,
            "written": Written(file=position.path, line=position.line),
        }
        match node:
            case Question():
                return QuestionNode(
                    kind="question",
                    **common,
                    hint=self._texts.varied_line(node.hint, file_id, (*at, "hint")),
                    asks=self._graph.asked.get(place),
                    enter=self._entry(node, file_id, at),
                    answers=self._answers(place, node, file_id, at),
                )
            case Step():
                hint = self._texts.varied_line(node.hint, file_id, (*at, "hint"))
                return StepNode(
                    kind="step", **common, hint=hint, next=str(self._graph.edges[place][0].target)
                )
            case Resolution():
                ends = self._ending(place, node, file_id, at)
                return ResolutionNode(kind="resolution", **common, **ends, outcome=node.outcome)
            case Support():
                ends = self._ending(place, node, file_id, at)
                prepare = [
                    self._texts.line(text, file_id, (*at, "prepare", index))
                    for index, text in enumerate(node.prepare or ())
                ]
                return SupportNode(
                    kind="support", **common, **ends, contacts=node.contacts, prepare=tuple(prepare)
                )

    def _heading(self, node: Question | Step | Resolution | Support, file_id: str, at: Address) -> Any:
        if not isinstance(node, Support):
            # The key that names the kind of a node holds its heading.
            return self._texts.line(getattr(node, node.kind), file_id, (*at, node.kind))
        if node.heading is not None:
            return self._texts.line(node.heading, file_id, (*at, "heading"))
        main = node.contacts[0]
        return self._texts.line(self._library.contacts[main].text, "contacts", (main, "text"))

    def _answers(self, place: Place, node: Question, file_id: str, at: Address) -> tuple[Answer, ...]:
        line, made = self._texts.line, []
        for index, (answer, edge) in enumerate(zip(node.answers, self._graph.edges[place], strict=True)):
            here = (*at, "answers", index)
            covered = _covered(node, index)
            made.append(
                Answer(
                    text=line(answer.text, file_id, (*here, "text")),
                    to=str(edge.target),
                    note=line(answer.note, file_id, (*here, "note")) if answer.note else None,
                    group=line(answer.group, file_id, (*here, "group")) if answer.group else None,
                    retry=answer.retry,
                    values=edge.values,
                    covers=covered is not None,
                    least=_as_number(node, covered.low) if covered else None,
                    most=_as_number(node, covered.high) if covered else None,
                    none=answer.none,
                )
            )
        return tuple(made)

    def _entry(self, node: Question, file_id: str, at: Address) -> Entry | None:
        line = partial(self._texts.line, file_id=file_id)
        if node.dates is not None:
            moments = (("since", node.dates.since), ("until", node.dates.until))
            fields = tuple(
                DateField(name=name, label=line(label, at=(*at, "dates", name)))
                for name, label in moments
                if isinstance(label, str)
            )
            fixed = {name: _fixed(one) for name, one in moments if not isinstance(one, str)}
            return EnterDates(kind="dates", fields=fields, **fixed)
        if node.number is not None:
            number = node.number
            return EnterNumber(
                kind="number",
                label=line(number.label, at=(*at, "number", "label")),
                unit=line(number.unit, at=(*at, "number", "unit")) if number.unit else None,
                currency=number.currency,
                decimals=number.places,
                least=float(number.least),
                most=float(number.most),
            )
        return EnterSeveral(kind="several") if node.several else None

    def _ending(self, place: Place, node: Ending, file_id: str, at: Address) -> dict[str, Any]:
        way_out = self._graph.ways_out.get(place)
        return {
            "actions": self._actions(place, node, file_id, at),
            "unsolved": str(way_out) if way_out else None,
        }

    def _actions(self, place: Place, node: Ending, file_id: str, at: Address) -> tuple[Action, ...]:
        # The graph has an edge for each action that leads to a node, in their order, and none for the others.
        offers, made = iter(self._graph.offers.get(place, ())), []
        ahead = self._graph.ahead_in(place.tree)
        for index, action in enumerate(node.actions):
            make = partial(
                Action, text=self._texts.line(action.text, file_id, (*at, "actions", index, "text"))
            )
            if action.to is None:
                made.append(make(url=url_in(action.url, self._library.language), contact=action.contact))
                continue
            target = next(offers).target
            assert target is not None  # noqa: S101 - a library without problems has every target
            made.append(make(to=str(target), retry=ahead.leads_back(place, target)))
        return tuple(made)


def _fixed(moment: date | Today) -> str:
    return moment.isoformat() if isinstance(moment, date) else moment.value


def _covered(node: Question, index: int) -> Interval | None:
    answer = node.answers[index]
    if node.number is not None and answer.range is not None:
        return answer.range.interval(node.number.places)
    return answer.days


def _as_number(node: Question, bound: int | None) -> float | None:
    """Return a bound, which counts the last decimal, as a number."""
    places = node.number.places if node.number else 0
    return None if bound is None else bound / 10**places


def _pair(text: str, separator: str, kind: Any) -> Any:
    first, _, last = text.partition(separator)
    return kind(first), kind(last)
