"""Trees in YAML or JSON: nodes by their ids, in a list, or inside the answers that lead to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from izeja.cli.importing.foreign import (
    ENDING,
    ForeignAnswer,
    ForeignNode,
    ForeignTree,
    Loss,
    UnreadableError,
    label_of,
    plain,
)
from izeja.cli.importing.names import Names
from izeja.reading.pyyaml import UNREADABLE
from izeja.reading.yaml_errors import yaml_words

_TEXTS = ("text", "body")
_TOO_DEEP = "it is nested too deeply"


def read_structured(text: str, names: Names, *, is_json: bool) -> ForeignTree:
    """Read a tree whose fields have some names.

    Raises:
        UnreadableError: if the file is neither YAML nor JSON, or no nodes are found.
    """
    # JSON is YAML, but for tabs around its texts, in which there can be none.
    root = _composed(text.replace("\t", " ") if is_json else text)
    try:
        return _Reader(names).read(root)
    except RecursionError:
        raise UnreadableError(_TOO_DEEP) from None


def _composed(text: str) -> yaml.Node:
    try:
        # A loader that resolves tags, by which `_is_empty` knows `~` and `null` from texts.
        root: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
    except RecursionError:
        raise UnreadableError(_TOO_DEEP) from None
    except UNREADABLE as error:
        line, why = yaml_words(text, error)
        raise UnreadableError(why, line or 0) from None
    if root is None:
        message = "it is empty"
        raise UnreadableError(message)
    return root


class _Reader:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._tree = ForeignTree()
        self._edges: list[yaml.Node] = []
        """The ways on of a file that has them apart from the nodes."""
        self._read: dict[int, str] = {}
        """The names of nodes that were read, by the identity of what they were read from."""
        self._said: set[str] = set()
        """The names that the file itself gives to nodes."""
        self._elsewhere: set[str] = set()
        """The names of nodes that are not inside of others."""

    def read(self, root: yaml.Node) -> ForeignTree:
        holders = self._holders(root)
        self._elsewhere = {name for one in holders for name in self._names_in(one)}
        for found in holders:
            if isinstance(found, yaml.MappingNode) and not self._is_node(found):
                for key, value in found.value:
                    self._said.add(_text(key))
                    self._node(value, _text(key))
            elif isinstance(found, yaml.SequenceNode):
                for number, value in enumerate(found.value, 1):
                    self._node(value, str(number))
            else:
                self._node(found, "start")
        for edge in self._edges:
            self._edge(edge)
        if not self._tree.nodes:
            message = "no nodes were found in it; say where they are with --field nodes=KEY"
            raise UnreadableError(message)
        return self._tree

    def _names_in(self, holder: yaml.Node) -> Iterator[str]:
        """Yield what the nodes that are not inside of others are called."""
        if isinstance(holder, yaml.MappingNode) and not self._is_node(holder):
            yield from _keys(holder)
        for node in holder.value if isinstance(holder, yaml.SequenceNode) else ():
            keys = _keys(node)
            key = self._names.first("id", keys)
            if key is not None:
                yield _text(keys[key])

    def _holders(self, root: yaml.Node) -> list[yaml.Node]:
        """Return what holds the nodes. The title and the start of the tree are beside it."""
        keys = _keys(root)
        scalars = [key for key, value in keys.items() if isinstance(value, yaml.ScalarNode)]
        called = self._names.all("nodes", (key for key in keys if _has_mappings(keys[key])))
        if not called and (not keys or self._is_node(root)):
            return [root]
        edges = self._names.first("edges", (key for key in keys if key not in scalars))
        if not called:
            inner = [one for one in keys.values() if isinstance(one, yaml.MappingNode)]
            # All of it is nodes, or the only thing in it has them.
            if any(map(self._is_node, inner)):
                return [root]
            return self._holders(inner[0]) if len(inner) == 1 else []
        used = set(called)
        if edges is not None and edges not in called:
            used.add(edges)
            self._edges += getattr(keys[edges], "value", [])
        for field in ("title", "start"):
            key = self._names.first(field, scalars)
            if key is not None:
                used.add(key)
                setattr(self._tree, field, _text(keys[key]))
        self._lose_others(root, used)
        return [one for key in called for one in self._inside(keys[key])]

    def _inside(self, node: yaml.Node) -> list[yaml.Node]:
        """Return what holds the nodes in something that is called like that."""
        is_outer = isinstance(node, yaml.MappingNode) and not self._is_node(node)
        return self._holders(node) or [node] if is_outer else [node]

    def _is_node(self, node: yaml.Node) -> bool:
        keys = _keys(node)
        has_text = self._names.first("text", (one for one in keys if isinstance(keys[one], yaml.ScalarNode)))
        leads = (self._names.first(one, keys) for one in ("answers", "yes"))
        # A text above nodes is the title of their tree, unless something leads on from it.
        return has_text is not None and (any(leads) or self._names.first("nodes", keys) is None)

    def _edge(self, edge: yaml.Node) -> None:
        keys = _keys(edge)
        first = self._names.first("from", keys)
        to = self._names.first("to", (one for one in keys if one != first))
        node = self._tree.nodes.get(_text(keys[first])) if first else None
        if node is None or to is None:
            self._lose(edge, "a way that does not say between which nodes it is")
            return
        rest = (one for one in keys if one not in (first, to))
        label = self._names.first("answer", rest)
        self._lose_others(edge, {one for one in (first, to, label, "id") if one})
        node.answers.append(self._answer(_text(keys[label]) if label else "", keys[to], node))

    def _lose_others(self, node: yaml.Node, used: set[str], now: str = "") -> None:
        """List the keys of a node that are not used, and those that are there twice."""
        last = _keys(node)
        for key, value in getattr(node, "value", []):
            name = _text(key)
            shown = f": {_text(value)}" if isinstance(value, yaml.ScalarNode) else ""
            if last[name] is not value:
                self._lose(key, f"'{name}'{shown}, since '{name}' is there again below")
            elif name not in used and not _is_empty(value):
                self._lose(key, f"'{name}'{shown}{now}")

    def _lose(self, node: yaml.Node, what: str) -> None:
        self._tree.losses.append(Loss(_line(node), what))

    def _node(self, node: yaml.Node, name: str, label: str | None = None) -> str:
        """Read a node, and return its name. One that was read already, through an alias, keeps its name.

        `label` is the key of the text of the answer that it is in, if it is in one.
        """
        # PyYAML makes one object of an anchor and all its aliases.
        if id(node) in self._read:
            return self._read[id(node)]
        if isinstance(node, yaml.ScalarNode):
            return self._added(node, name, _text(node)).name
        if not isinstance(node, yaml.MappingNode):
            self._lose(node, "a list in place of a node")
            return name
        keys = _keys(node)
        filled = [one for one in keys if isinstance(keys[one], yaml.ScalarNode) and not _is_empty(keys[one])]
        used = {one for one in [self._names.first("id", filled)] if one}
        name = next((_text(keys[one]) for one in used), name)
        self._said |= {name} if used else set()
        texts = []
        for field in _TEXTS:
            found = self._names.first(field, (one for one in filled if one not in used))
            if found is not None:
                used.add(found)
                texts.append(_text(keys[found]))
        if label is not None:
            used.add(label)
        contact = self._names.first("contact", (one for one in filled if one not in used))
        made = self._added(node, name, "\n".join(texts))
        self._ways(made, keys, used)
        if contact is not None and not made.answers:
            used.add(contact)
            made.contact = _text(keys[contact])
        self._lose_others(node, used, "" if made.answers or made.contact else ENDING)
        return made.name

    def _added(self, node: yaml.Node, name: str, text: str) -> ForeignNode:
        number, free = 2, name
        while free in self._tree.nodes:
            number, free = number + 1, f"{name} {number}"
        if free != name and name in self._said:
            self._lose(node, f"that this node is called '{name}': another one is, and all ways lead to that")
        made = ForeignNode(free, plain(text, _line(node), self._tree.losses), _line(node))
        self._tree.nodes[free] = made
        self._read[id(node)] = free
        return made

    def _ways(self, made: ForeignNode, keys: dict[str, yaml.Node], used: set[str]) -> None:
        key = self._names.first("answers", (one for one in keys if one not in used))
        if key is not None:
            used.add(key)
            choices = self._choices(keys[key])
            to = self._names.first("to", (one for one in keys if one not in used)) if choices else None
            if to is not None:
                used.add(to)
                made.answers += self._chosen(choices, keys[to], made)
            else:
                made.answers += self._answers(keys[key], made)
        for field in ("yes", "no"):
            key = self._names.first(field, (one for one in keys if one not in used))
            if key is not None:
                used.add(key)
                made.answers.append(self._answer(label_of(key), keys[key], made))
        if not made.answers and (key := self._names.first("to", (one for one in keys if one not in used))):
            used.add(key)
            inside = keys[key]
            if isinstance(inside, yaml.MappingNode) and not self._is_node(inside):
                made.answers += self._answers(inside, made)
            elif not _is_empty(inside):
                made.answers.append(self._answer("", inside, made))
        if not made.answers and "question" in keys:
            self._lose(keys["question"], "a question without answers, which is an ending now")

    @staticmethod
    def _choices(node: yaml.Node) -> list[yaml.Node]:
        """Return the answers of a list that has their texts alone; none of another list."""
        found = node.value if isinstance(node, yaml.SequenceNode) else []
        return found if all(isinstance(one, yaml.ScalarNode) for one in found) else []

    def _chosen(
        self, choices: list[yaml.Node], leads: yaml.Node, made: ForeignNode
    ) -> Iterator[ForeignAnswer]:
        """Yield answers whose targets are in a mapping by their texts, or which all lead to one target."""
        targets = _keys(leads)
        for choice in choices:
            target = targets.pop(_text(choice), None) if isinstance(leads, yaml.MappingNode) else leads
            if target is None:
                yield ForeignAnswer(_text(choice), None, _line(choice))
            else:
                yield self._answer(_text(choice), target, made)
        for text, target in targets.items():
            yield self._answer(text, target, made)

    def _answers(self, node: yaml.Node, made: ForeignNode) -> Iterator[ForeignAnswer]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield self._answer(_text(key), value, made)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield self._listed(value, made)

    def _listed(self, node: yaml.Node, made: ForeignNode) -> ForeignAnswer:
        """Return an answer of a list: a text alone, or a mapping with its text and its target."""
        keys = _keys(node)
        if not keys:
            return ForeignAnswer(_text(node), None, _line(node))
        scalars = [one for one in keys if isinstance(keys[one], yaml.ScalarNode)]
        label = self._names.first("answer", scalars)
        to = self._names.first("to", (one for one in keys if one != label))
        if to is None or (to == self._names.first("id", keys) and self._is_defined_by(keys, label, to)):
            return self._inner(node, label, made)
        self._lose_others(node, {one for one in (label, to) if one})
        return self._answer(_text(keys[label]) if label else "", keys[to], made)

    def _is_defined_by(self, keys: dict[str, yaml.Node], label: str | None, to: str) -> bool:
        """Return whether an answer whose key `to` may be an id is a node of its own."""
        if _text(keys[to]) in self._elsewhere:
            # A text and an id alone are an answer and where it leads.
            keys = {one: value for one, value in keys.items() if one != label}
        fields = ("answers", "yes", "body", "text")
        return any(self._names.first(one, (key for key in keys if key != to)) for one in fields)

    def _inner(self, node: yaml.Node, label: str | None, made: ForeignNode) -> ForeignAnswer:
        """Return an answer that is itself the node it leads to, whose label is the text of the answer."""
        keys = _keys(node)
        text = _text(keys[label]) if label else ""
        return ForeignAnswer(text, self._node(node, f"{made.name} {text}".strip(), label), _line(node))

    def _answer(self, text: str, node: yaml.Node, made: ForeignNode) -> ForeignAnswer:
        text = plain(text, _line(node), self._tree.losses)
        if not isinstance(node, yaml.ScalarNode):
            return ForeignAnswer(text, self._node(node, f"{made.name} {text}".strip()), _line(node))
        if _is_empty(node):
            return ForeignAnswer(text, None, _line(node))
        target = _text(node)
        # A sentence is no id: it is what the answer leads to.
        if re.search(r"\s\S+\s|[.!?]$", target):
            target = self._added(node, f"{made.name} {text}".strip(), target).name
        return ForeignAnswer(text, target, _line(node))


def _has_mappings(node: yaml.Node) -> bool:
    if isinstance(node, yaml.SequenceNode):
        return any(isinstance(one, yaml.MappingNode) for one in node.value)
    return isinstance(node, yaml.MappingNode)


def _keys(node: yaml.Node) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {_text(key): value for key, value in pairs}


def _text(node: yaml.Node) -> str:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    # JSON writes some signs as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _is_empty(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return not node.value or node.tag == "tag:yaml.org,2002:null"
    return not node.value


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
