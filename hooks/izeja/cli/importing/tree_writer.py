"""A tree of another program as a tree of a library: YAML with all texts and ways, and what is left to do."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from izeja.cli.importing.foreign import ForeignAnswer, ForeignNode, ForeignTree, Loss, once
from izeja.language.names import suggested
from izeja.problems.wording import quoted
from izeja.proof.id_rules import TAKEN
from izeja.reading import pyyaml

TO_BE_WRITTEN = "To be written"
"""How a text begins that no one has written yet."""
_NO_CONTACT = (
    "the contact '{contact}': contacts.yml has none of this name. Add it there, and write "
    "'support: {contact}' in place of 'resolution' and 'outcome: answer'"
)
_OTHER_GUIDE = (
    "the way into the guide '{guide}', which is another file: lead to it where '{node}' is a target now, "
    "and delete '{node}'"
)
_MOST_IN_HEADING = 120
_MARKED = re.compile(r"(?<!\w)(\*\*|__|\*|_)(\S(?:.*?\S)?)\1(?!\w)")
_TO_PERSONS = re.compile(r"\[([^\[\]\n]*)\]\((mailto:|tel:|sms:)([^\s()]+)\)")
_MOST_MARKED = 2_000
"""In longer lines, nobody looks for signs around words: that takes its time, and the line is none to read."""
_BACK = "return"
"""A target that means something else than a node."""
_RULE = re.compile(r"^[ \t]*(?:-{2,}|={2,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE)
_PARENTHESES = str.maketrans("{}", "()")


class Written(NamedTuple):
    """A tree as YAML, and what was lost or has to be written."""

    text: str
    losses: Sequence[Loss]
    is_draft: bool


def write_tree(
    tree: ForeignTree, title: str, *, contacts: Collection[str] = (), is_draft: bool = False
) -> Written:
    """Return a tree of a library.

    Args:
        tree: it has at least one node.
        title: for a tree that has none.
        contacts: the keys of the contacts that the library has.
        is_draft: whether it is a draft in any case, and not only while texts are to be written.
    """
    return _Writer(tree, title, contacts).written(is_draft=is_draft)


class _Writer:
    def __init__(self, tree: ForeignTree, title: str, contacts: Collection[str]) -> None:
        self._tree = tree
        self._contacts = contacts
        self._title = tree.title or title
        # Targets too: one that is missing gets an id, and the check reports that nothing has it.
        self._ids = _ids([*tree.nodes, *_targets(tree)])
        self._losses = list(tree.losses)
        self._start = tree.first()
        self._has_gaps = False
        self._extra: dict[str, dict[str, Any]] = {}

    def written(self, *, is_draft: bool) -> Written:
        retries = _retries(self._tree)
        self._lose_unclear_start()
        self._lose_missing_targets()
        nodes = {self._ids[one.name]: self._node(one, retries) for one in self._tree.nodes.values()}
        is_draft = is_draft or self._has_gaps
        head = {
            "title": self._line(" ".join(self._title.split()), 0),
            **({"draft": True} if is_draft else {}),
            "kind": "diagnosis",
            "start": self._ids.get(self._start) or suggested(self._start) or "start",
        }
        parts = [pyyaml.dumped(head), "\nnodes:\n", "\n".join(_indented(nodes | self._extra))]
        return Written("".join(parts), [*once(self._losses)], is_draft)

    def _lose_unclear_start(self) -> None:
        likely = self._tree.likely_starts()
        if self._tree.start or len(likely) == 1:
            return
        where = f"there is no way to {quoted(likely)}" if likely else "there is a way to every node"
        message = f"where it begins: {where}, so it begins at '{self._start}' now"
        self._lose(self._tree.nodes[self._start].line, message)

    def _lose_missing_targets(self) -> None:
        for node in self._tree.nodes.values():
            for answer in node.answers:
                if answer.to is not None and answer.to not in self._tree.nodes:
                    way = f"'{answer.text}' of '{node.name}'" if answer.text else f"'{node.name}'"
                    self._lose(answer.line, f"where {way} leads: there is no node '{answer.to}'")

    def _node(self, node: ForeignNode, retries: Mapping[str, set[int]]) -> dict[str, Any]:
        heading, body = _heading_and_body(node.text)
        body = self._prose(body, node.line)
        if node.contact in self._contacts and not node.answers:
            above = {"heading": self._line(heading, node.line)} if heading else {}
            return {"support": node.contact, **above, **({"body": body} if body else {})}
        if not heading:
            heading = self._to_be_written(f"the heading of '{node.name}'", node.line)
        shown = {"body": body} if body else {}
        heading = self._line(heading, node.line)
        answers = [one for one in dict.fromkeys(node.answers) if one.text or one.to is not None]
        if not answers:
            return self._ending(node, heading, shown)
        if node.contact:
            self._lose(node.line, f"the contact '{node.contact}': '{node.name}' is not an ending")
        if len(answers) == 1:
            # “Start again” is no step: the page has a button for that on each.
            if answers[0].to == self._start and node.name != self._start:
                self._lose(answers[0].line, "the way back to the start, which every step has")
                return {"resolution": heading, **shown}
            if answers[0].text:
                self._lose(answers[0].line, f"the only answer, '{answers[0].text}': a step goes on without")
            if answers[0].note:
                self._lose(answers[0].line, f"the note '{answers[0].note}': a step has none")
            return {"step": heading, **shown, "next": self._target(answers[0], node)}
        again = retries.get(node.name, set())
        listed = [
            self._answer(one, node, number, is_retry=node.answers.index(one) in again)
            for number, one in enumerate(answers, 1)
        ]
        return {"question": heading, **shown, "answers": listed}

    def _ending(self, node: ForeignNode, heading: str, shown: Mapping[str, str]) -> dict[str, Any]:
        if not node.contact and not node.guide:
            return {"resolution": heading, **shown}
        instead = _NO_CONTACT.format(contact=node.contact) if node.contact else ""
        self._lose(node.line, instead or _OTHER_GUIDE.format(guide=node.guide, node=self._ids[node.name]))
        self._has_gaps = True
        return {"resolution": heading, "outcome": "answer", **shown}

    def _answer(
        self, answer: ForeignAnswer, node: ForeignNode, number: int, *, is_retry: bool
    ) -> dict[str, Any]:
        text = answer.text
        if not text:
            text = self._to_be_written(f"answer {number} of '{node.name}'", answer.line)
        text = " ".join(text.split())
        found = {"text": self._line(text, answer.line), "to": self._target(answer, node)}
        if answer.note:
            found = {**found, "note": self._line(answer.note, answer.line)}
        if is_retry:
            self._lose(answer.line, f"that '{text}' goes on: it leads back, so it has 'retry: true' now")
        return {**found, "retry": True} if is_retry else found

    def _target(self, answer: ForeignAnswer, node: ForeignNode) -> str:
        if answer.to is not None:
            return self._ids[answer.to]
        where = f"'{answer.text}'" if answer.text else f"'{node.name}'"
        wanted = suggested(f"{self._ids[node.name]} {answer.text}") or "ending"
        # An answer that leads nowhere gets an ending to be written: the tree would have a dead end without.
        name = _free(wanted, {*self._ids.values(), *self._extra})
        self._extra[name] = {"resolution": self._to_be_written(f"where {where} leads", answer.line)}
        return name

    def _to_be_written(self, what: str, line: int) -> str:
        self._has_gaps = True
        self._lose(line, f"{what} is missing, and is marked '{TO_BE_WRITTEN}'")
        return self._line(f"{TO_BE_WRITTEN}: {what}", line)

    def _line(self, text: str, line: int) -> str:
        """Return a text of one line, without the signs that such a text cannot have."""
        plain = text if len(text) > _MOST_MARKED else _MARKED.sub(r"\2", text)
        plain = self._without_braces(plain, line)
        if plain != text:
            self._lose(line, f"the signs around words in '{text}', which is one line now")
        return plain

    def _prose(self, text: str, line: int) -> str:
        """Return a text of several lines, with the Markdown that a library has."""
        plain = re.sub(r"~~(.*?)~~", r"\1", re.sub(r"^(?:#|##+)(?=\s)", "##", text, flags=re.MULTILINE))
        plain, rules = _RULE.subn("", plain)
        if rules:
            self._lose(line, "a line across the text")
        if "~~" in text:
            self._lose(line, f"that words were crossed out: {text}")
        return self._without_braces(_TO_PERSONS.sub(lambda found: self._unlinked(found, line), plain), line)

    def _unlinked(self, found: re.Match[str], line: int) -> str:
        """Return the words of a link that only a contact can have, and where it led."""
        self._lose(line, f"the link to '{found[2]}{found[3]}', which only a contact can have")
        # `[+371 123](tel:+371123)` would say the number twice.
        is_said = "".join(found[1].split()) == found[3]
        return found[1] if is_said else f"{found[1]} ({found[3]})"

    def _without_braces(self, text: str, line: int) -> str:
        """Return a text with parentheses in place of braces, which would be terms of the library."""
        if "{" in text or "}" in text:
            self._lose(line, f"braces, which are parentheses now: {text}")
        return text.translate(_PARENTHESES)

    def _lose(self, line: int, what: str) -> None:
        self._losses.append(Loss(line, what))


def _heading_and_body(text: str) -> tuple[str, str]:
    """Return the first line, or the first sentence of a long one, and all that follows."""
    heading, _, body = text.strip().partition("\n")
    if len(heading) > _MOST_IN_HEADING:
        ends = [one.end() for one in re.finditer(r"[.!?](?=\s)", heading) if one.end() <= _MOST_IN_HEADING]
        if ends:
            heading, body = heading[: ends[0]], f"{heading[ends[0] :].strip()}\n\n{body}"
    # A Markdown heading, or an item of a list.
    heading = re.sub(r"^(#+|[-*+]|\d+[.)])\s+", "", heading.strip())
    return heading, body.strip()


def _targets(tree: ForeignTree) -> Iterable[str]:
    """Return what answers lead to, in their order."""
    return [one.to for node in tree.nodes.values() for one in node.answers if one.to is not None]


def _ids(names: Iterable[str]) -> dict[str, str]:
    """Return the id of each node, by its name in the other program."""
    found: dict[str, str] = {}
    taken = {_BACK, *TAKEN}
    for name in dict.fromkeys(names):
        found[name] = _free(suggested(name) or "node", taken)
        taken.add(found[name])
    return found


def _free(wanted: str, taken: Iterable[str]) -> str:
    number, free = 2, wanted
    while free in taken:
        number, free = number + 1, f"{wanted}-{number}"
    return free


def _retries(tree: ForeignTree) -> dict[str, set[int]]:
    """Return the answers that close circles, by node: ways back, or the last question before one."""
    found: dict[str, set[int]] = {}
    done: set[str] = set()
    start = tree.first()
    for first in (start, *tree.nodes):
        if first in tree.nodes and first not in done:
            _walk(tree, first, start, done, found)
    return found


def _walk(tree: ForeignTree, first: str, start: str, done: set[str], found: dict[str, set[int]]) -> None:
    # The nodes from the first to the current one, each with the answer that is tried next: without recursion,
    # since a way of another program can have thousands of nodes.
    way = [(first, 0)]
    on_way = {first}
    done.add(first)
    while way:
        name, index = way[-1]
        answers = tree.nodes[name].answers
        if index >= len(answers):
            way.pop()
            on_way.discard(name)
            continue
        way[-1] = (name, index + 1)
        to = answers[index].to
        if to == start and len(set(answers)) == 1:
            continue  # the writer makes it an ending
        if to in on_way:
            _close(tree, way, to, found)
        elif to in tree.nodes and to not in done:
            done.add(str(to))
            on_way.add(str(to))
            way.append((str(to), 0))


def _close(
    tree: ForeignTree, way: Sequence[tuple[str, int]], to: str | None, found: dict[str, set[int]]
) -> None:
    """Mark the last question of a circle; a circle of steps alone stays, and the check reports it."""
    names = [name for name, _ in way]
    for name, index in reversed(way[names.index(str(to)) :]):
        if len(set(tree.nodes[name].answers)) > 1:
            found.setdefault(name, set()).add(index - 1)
            return


def _indented(nodes: Mapping[str, object]) -> Iterable[str]:
    for name, node in nodes.items():
        yield textwrap.indent(pyyaml.dumped({name: node}), "  ")
