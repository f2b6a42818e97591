"""What a screen reader says of a page: its accessibility tree in words, the focus, and what is announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from playwright.sync_api import CDPSession

Raw = Mapping[str, Any]

# Roles as people know them, where the tree has names of its own for them.
_NAMES: Final = {
    "DisclosureTriangle": "disclosure",
    "Date": "date field",
    "Video": "video",
    "RootWebArea": "page",
    "contentinfo": "footer of the site",
    "banner": "header of the site",
    "image": "picture",
    "textbox": "field",
    "searchbox": "search field",
}
# Said with its name, and with what is in it only if that is more than words.
_SAID_BY_NAME: Final = frozenset(
    (
        "button",
        "checkbox",
        "disclosure",
        "field",
        "heading",
        "link",
        "option",
        "picture",
        "radio",
        "search field",
    )
)
# Said by its name alone: what is in it differs from one version of a browser to the next.
_CLOSED: Final = frozenset(("date field", "video", "field", "search field", "combobox"))
# Where a screen reader says that something begins; of some only if it has a name.
_BEGIN: Final = frozenset(
    (
        *("alert", "complementary", "dialog", "footer of the site", "form", "group", "header of the site"),
        *("list", "main", "navigation", "page", "region", "row", "search", "table"),
    )
)
_NAMED: Final = frozenset(("form", "group"))
_INLINE: Final = frozenset(
    (
        "StaticText",
        "ListMarker",
        "LineBreak",
        "button",
        "code",
        "emphasis",
        "link",
        "mark",
        "picture",
        "strong",
        "time",
    )
)
_ALONE: Final = frozenset(("link", "button"))
_LIVE: Final = frozenset(("polite", "assertive"))


@dataclass(frozen=True)
class Node:
    """A node of the tree, with all others by their id."""

    raw: Raw
    tree: Mapping[str, Raw]

    @cached_property
    def role(self) -> str:
        """What it is, or "" for what is never said, as an element without a meaning."""
        role = str(self.raw.get("role", {}).get("value", ""))
        return "" if self.raw["ignored"] or role in ("none", "generic") else _NAMES.get(role, role)

    @property
    def id(self) -> int:
        """What stays the same from one moment to the next."""
        return int(self.raw.get("backendDOMNodeId", 0))

    @cached_property
    def name(self) -> str:
        name = " ".join(str(self.raw.get("name", {}).get("value", "")).split())
        # Without a name of its own, a link has that of all that is in it.
        return name or (self.text if self.role == "link" else "")

    @cached_property
    def description(self) -> str:
        return " ".join(str(self.raw.get("description", {}).get("value", "")).split())

    @cached_property
    def properties(self) -> Mapping[str, Any]:
        return {one["name"]: one["value"].get("value") for one in self.raw.get("properties", ())}

    @cached_property
    def children(self) -> tuple[Node, ...]:
        """What is in it, without elements that are never said, and with the content of these."""
        within = (Node(self.tree[one], self.tree) for one in self.raw.get("childIds", ()) if one in self.tree)
        return tuple(
            said
            for one in within
            if one.role != "InlineTextBox"
            for said in ((one,) if one.role else one.children)
            # The words of a label or a legend are the name of what it labels.
            if self.role not in ("LabelText", "Legend") or said.role != "StaticText"
        )

    @property
    def above(self) -> Node | None:
        return (
            Node(self.tree[self.raw["parentId"]], self.tree)
            if self.raw.get("parentId") in self.tree
            else None
        )

    def within(self) -> Iterator[Node]:
        """Yield this and all that is in it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.within()

    @property
    def text(self) -> str:
        """The words in it."""
        words = (one.name for one in self.within() if one.role in ("StaticText", "ListMarker"))
        return " ".join(" ".join(words).split())

    @property
    def said(self) -> str:
        """The role, the name, the state and the description."""
        level = f" {self.properties['level']}" if self.role == "heading" else ""
        count = f" of {len(self.children)}" if self.role == "list" else ""
        words = self.name or ("" if _begins(self) else self.text)
        named = f": {words}" if words else ""
        value = str(self.raw.get("value", {}).get("value", ""))
        entered = f" = {value}" if value and self.role in _CLOSED else ""
        more = f" ({self.description})" if self.description else ""
        return f"{self.role}{level}{count}{named}{entered}{''.join(f', {one}' for one in self.states)}{more}"

    @property
    def states(self) -> Iterator[str]:
        """What is said of its state."""
        has = self.properties
        if "expanded" in has:
            yield "expanded" if has["expanded"] else "collapsed"
        if "checked" in has:
            yield "checked" if has["checked"] == "true" else "not checked"
        if has.get("invalid", "false") != "false":
            yield "invalid"
        if has.get("disabled"):
            yield "disabled"
        if has.get("hasPopup", "false") != "false" and self.role != "field":
            yield "opens something"


@dataclass(frozen=True)
class Heard:
    """A page at one moment."""

    page: Node

    @cached_property
    def lines(self) -> list[str]:
        """The page as it is read from its top to its end. What is in something is indented."""
        return list(_read(self.page))

    @cached_property
    def focus(self) -> Node | None:
        """What has the focus; None for the page itself, where a screen reader begins to read."""
        focused = [one for one in self.page.within() if one.properties.get("focused")]
        return next((_whole(one) for one in focused if one.role != "page"), None)

    @cached_property
    def live(self) -> dict[int, tuple[str, tuple[int, ...]]]:
        """The words of each part whose changes are announced, and which pieces of text these are."""
        return {
            one.id: (one.text, _pieces(one))
            for one in (Node(raw, self.page.tree) for raw in self.page.tree.values())
            if one.properties.get("live") in _LIVE
        }

    @cached_property
    def ids(self) -> set[int]:
        return {int(one.get("backendDOMNodeId", 0)) for one in self.page.tree.values()}

    def announced_since(self, before: Heard) -> list[str]:
        """Return the words of the parts that have changed. A part that was not there before says nothing."""
        return [
            text
            for part, (text, pieces) in self.live.items()
            if text and part in before.ids and before.live.get(part) != (text, pieces)
        ]

    def focus_since(self, before: Heard) -> list[str]:
        """Return what is said when the focus has moved: what begins around it, and itself."""
        if not self.focus:
            return ["the page"]
        around = _around(before.focus)
        entered = [one.said for one in _ancestors(self.focus) if one.id not in around]
        return [*reversed(entered), self.focus.said]


def listen(session: CDPSession) -> Heard:
    """Return what a screen reader would find on the page of a session now."""
    nodes: list[Raw] = session.send("Accessibility.getFullAXTree")["nodes"]
    return Heard(Node(nodes[0], {one["nodeId"]: one for one in nodes}))


def _whole(node: Node) -> Node:
    """Return the field that a part of a field belongs to, or what is no such part."""
    above = node.above
    while above and above.role not in _CLOSED:
        above = above.above
    return above or node


def _pieces(node: Node) -> tuple[int, ...]:
    return tuple(one.id for one in node.within() if one.role == "StaticText")


def _ancestors(node: Node) -> Iterator[Node]:
    above = node.above
    while above:
        if _begins(above) and above.role not in ("page", "main"):
            yield above
        above = above.above


def _begins(node: Node) -> bool:
    return node.role in _BEGIN and bool(node.name or node.role not in _NAMED)


def _around(focus: Node | None) -> set[int]:
    return {one.id for one in _ancestors(focus)} if focus else set()


def _read(node: Node, depth: int = 0) -> Iterator[str]:
    """Read a node that is no part of a line. What is announced is not read again: some of it goes away."""
    if node.role == "status":
        return
    if node.role == "heading" and any(one.role in _ALONE for one in node.children):
        yield f"{'  ' * depth}heading {node.properties['level']}: {_line(node.children)}"
        return
    if _begins(node) or node.role in _SAID_BY_NAME | _CLOSED:
        yield "  " * depth + node.said
    if node.role in _CLOSED or (node.role in _SAID_BY_NAME and not any(map(_stops, node.children))):
        return
    yield from _read_all(node.children, depth + _begins(node))


def _stops(node: Node) -> bool:
    """Return whether there is more in something than its words."""
    return any(one.role not in _INLINE - _ALONE for one in node.within())


def _read_all(nodes: Sequence[Node], depth: int) -> Iterator[str]:
    """Read nodes one after another; words and links of one text are one line."""
    for is_line, group in groupby(nodes, lambda one: one.role in _INLINE):
        some = [*group]
        if is_line and (line := _line(some)):
            yield "  " * depth + line
        elif not is_line:
            for one in some:
                yield from _read(one, depth)


def _line(nodes: Sequence[Node]) -> str:
    if len(nodes) == 1 and nodes[0].role in _ALONE:
        return nodes[0].said
    said = (
        one.name
        if one.role == "StaticText"
        else f"[{one.said}]"
        if one.role in (*_ALONE, "picture")
        else one.text
        for one in nodes
    )
    return " ".join(" ".join(said).split())
