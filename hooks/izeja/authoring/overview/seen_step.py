"""What a customer sees at one step of a walk, as plain values: for a terminal, and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup, escape

from izeja.authoring.overview.plain_terms import PlainTerms
from izeja.authoring.overview.walk import Move, Past, State, Walk
from izeja.language.contact_ways import ways_of
from izeja.language.entries import Contact
from izeja.language.facts import OTHERWISE, Variants
from izeja.language.fields import url_in
from izeja.language.html import plain
from izeja.language.literal_markup import TERM
from izeja.language.nodes import Answer, Ending, Node, Question, Resolution, Support
from izeja.library.library import Library
from izeja.page.contacts_view import hours_shown
from izeja.page.forms_view import Form, form_of
from izeja.problems.problem import Position
from izeja.proof.graph import Place
from izeja.translation.page_words import wording


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen: its words, its note, the heading of its group, and where it leads."""

    text: str
    move: Move
    note: str = ""
    group: str = ""


@dataclass(frozen=True)
class Seen:
    """A step as a customer sees it; `place` is where it is written.

    `contacts` has the ways to reach those who take over, and `actions` what an ending offers outside of
    guides, a line each. `form` is what it asks to be entered.
    """

    state: State
    kind: str
    guide: str
    heading: str
    place: Position
    choices: tuple[Choice, ...]
    hint: str = ""
    body: str = ""
    outcome: str = ""
    contacts: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    prepare: tuple[str, ...] = ()
    form: Form | None = None
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ending(self) -> bool:
        """Whether the customer is done, or somebody takes over."""
        return self.kind in ("resolution", "support")


@dataclass(frozen=True)
class Steps:
    """Shows the steps of walks in one language."""

    library: Library
    walk: Walk

    def seen(self, state: State) -> Seen:
        """Return what a customer sees in a state of a walk."""
        node = self.node(state.place)
        known = self.walk.known(state)
        language = self.library.language
        return Seen(
            state=state,
            kind=node.kind,
            guide=self.title(state.place.tree),
            heading=self.heading(state.place),
            place=self.walk.graph.key_of(state.place, self.library),
            choices=tuple(self._choice(state.place, node, move) for move in self.walk.moves(state.place)),
            hint=self._varied(getattr(node, "hint", None), known),
            body=self._varied(getattr(node, "body", None), known),
            outcome=node.outcome if isinstance(node, Resolution) else "",
            contacts=self._contacts(node) if isinstance(node, Support) else (),
            actions=tuple(self._actions(node)) if isinstance(node, Ending) else (),
            prepare=tuple(map(self._line, node.prepare or ())) if isinstance(node, Support) else (),
            form=form_of(node, language, self._markup) if isinstance(node, Question) else None,
            known={
                self._line(self.library.facts[fact].text): self._value(fact, known[fact]) for fact in known
            },
        )

    def line_of(self, past: Past) -> str:
        """Return a step of a trail in one line, as support reads it: the question and what was said."""
        heading = self.heading(past.place)
        separator = "" if heading[-1:] in (".", "?", "!", "…") else ":"
        return f"{heading}{separator} {self._said(past)}"

    def summary(self, state: State) -> list[str]:
        """Return what support has to know: the guide, what was answered, and where the customer is."""
        lines = [f"{number}. {self.line_of(past)}" for number, past in enumerate(state.way, 1)]
        return [self.title(state.place.tree), *lines, str(state.place)]

    def title(self, tree_id: str) -> str:
        """Return the title of a guide."""
        return self._line(self.library.trees[tree_id].title)

    def heading(self, place: Place) -> str:
        """Return the heading of a node."""
        node = self.node(place)
        if not isinstance(node, Support):
            return self._line(getattr(node, node.kind))
        return self._line(node.heading or self.library.contacts[node.contacts[0]].text)

    def _said(self, past: Past) -> str:
        node = self.node(past.place)
        if isinstance(node, Question):
            return "; ".join(self._line(node.answers[one].text) for one in past.ticked or (past.move.number,))
        if past.move.kind == "unsolved":
            outcomes = {"answer": "This did not answer my question", "done": "This did not solve it"}
            outcome = node.outcome if isinstance(node, Resolution) else ""
            return self._word(outcomes.get(outcome, "I needed more help"))
        return self._choice(past.place, node, past.move).text

    def _choice(self, place: Place, node: Node, move: Move) -> Choice:
        if isinstance(node, Question):
            return self._answer(node.answers[move.number], move)
        if move.kind == "action" and isinstance(node, Ending):
            # Moves count only these: actions that lead to a contact or an address go nowhere in a walk.
            offered = [action for action in node.actions if action.to is not None]
            return Choice(self._line(offered[move.number].text), move)
        if move.kind == "unsolved":
            is_stop = isinstance(node, Resolution) and node.outcome == "stop"
            text = "I need more help" if is_stop else "No, I need more help"
            return Choice(self._word(text), move, self.heading(move.target))
        if move.target.tree != place.tree:
            return Choice(self.title(move.target.tree), move)
        return Choice(self._word("Done"), move, self.heading(move.target))

    def _answer(self, answer: Answer, move: Move) -> Choice:
        return Choice(
            self._line(answer.text), move, self._line(answer.note or ""), self._line(answer.group or "")
        )

    def _contacts(self, node: Support) -> tuple[str, ...]:
        return tuple(line for key in node.contacts for line in self._contact(self.library.contacts[key]))

    def _contact(self, contact: Contact) -> list[str]:
        lines = [f"{self._line(contact.text)}: {self._ways(contact)}"]
        if contact.hours:
            hours = hours_shown(contact.hours, self.library.language)
            lines += [f"  {one.days}: {one.times or self._word('24 hours')}" for one in hours.lines]
        return [*lines, f"  {self._line(contact.note)}"] if contact.note else lines

    def _ways(self, contact: Contact) -> str:
        ways = ways_of(contact, self.library.language)
        return ", ".join(way.href if way.channel == "url" else way.shown for way in ways)

    def _actions(self, node: Ending) -> Iterator[str]:
        """Yield each action that leads out of all guides; the others are choices."""
        for action in node.actions:
            if action.contact is not None:
                yield f"{self._line(action.text)}: {self._ways(self.library.contacts[action.contact])}"
            elif url := url_in(action.url, self.library.language):
                yield f"{self._line(action.text)}: {url}"

    def _varied(self, text: str | Variants | None, known: Mapping[str, str]) -> str:
        if not isinstance(text, Variants):
            return self._prose(text or "")
        value = known.get(text.fact)
        if value is not None:
            return self._prose(text[value] if value in text else text.texts.get(OTHERWISE, ""))
        cases = [
            (self._word("In all other cases") if one == OTHERWISE else self._value(text.fact, one), said)
            for one, said in text.items()
        ]
        return "\n\n".join(f"{name}: {self._prose(said)}" for name, said in cases)

    def node(self, place: Place) -> Node:
        """Return a node in the language of the walk."""
        return self.walk.graph.placed[place].node(self.library)

    def _value(self, fact: str, value: str) -> str:
        return self._line(self.library.facts[fact].values.get(value, value))

    def _markup(self, text: str, *_at: str) -> Markup:
        return escape(self._line(text))

    def _prose(self, text: str) -> str:
        # Writers know the Markdown that they have written, and a terminal can show it as it is.
        return TERM.sub(lambda found: self._terms[found[1]].text, text).strip()

    def _line(self, text: str) -> str:
        return plain(text, self._terms)

    def _word(self, text: str) -> str:
        return wording(self.library.language, self.library.page_words).gettext(text)

    @cached_property
    def _terms(self) -> PlainTerms:
        return PlainTerms(self.library)
