"""Stories of Twine in Twee notation: https://github.com/iftechfoundation/twine-specs/blob/master/twee-3-specification.md."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection

from izeja.cli.importing.foreign import (
    ForeignAnswer,
    ForeignNode,
    ForeignTree,
    Loss,
    UnreadableError,
    plain,
)
from izeja.export.twee import GUIDE, REFERENCES, SUPPORT

_HEAD = re.compile(
    r"^::[ \t]*((?:\\.|[^\[{\\\n])+?)[ \t]*(?:\[([^\]\n]*)\])?[ \t]*(?:\{.*\})?[ \t]*$", re.MULTILINE
)
_OF_PROGRAM = frozenset({"script", "stylesheet", "Twine.private", "widget"})
_SPECIAL = re.compile(r"Story(?!Title$|Data$)[A-Z]\w*|Passage[A-Z]\w*|User(Script|Stylesheet)")


def _between(start: str, end: str) -> str:
    """Return a pattern for a stretch that has no other start in it, so that none is looked through twice."""
    return rf"{start}(?:(?!{start}).)*?{end}"


_LINK = re.compile(
    r"\[\[(?!img\[)((?:(?!\[\[).)+?)\](?:\[([^\[\]]*)\])?\]"
    # The note of an answer, which is no macro.
    r"(?:[ \t]+\((?![a-z][\w-]*:)((?:\\.|[^\n\[\\])+)\)(?=[ \t]*(?:\n|\Z)))?",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#])")
_LINK_MACRO = re.compile(
    r"<<(?:link|button)\s+\"([^\"\n]*)\"\s+\"([^\"\n]*)\"\s*>>(?:\s*<</(?:link|button)>>)?"
    r"|\(link-goto:\s*\"([^\"\n]*)\"\s*,\s*\"([^\"\n]*)\"\s*\)"
)
_COMMENT = re.compile(
    "|".join((_between(r"/\*", r"\*/"), _between("/%", "%/"), _between("<!--", "-->"))), re.DOTALL
)
_MACRO = re.compile(
    "|".join(
        (
            _between("<script", "</script>"),
            _between("<style", "</style>"),
            _between("<%", "%>"),
            _between("<<", ">>"),
            _between(r"\[img\[", r"\]\]"),
            # No macro is called like the beginning of an address.
            r"\((?!(?:https?|mailto|tel|sms):)[a-z][\w-]*:(?:[^()]|\([^()]*\))*\)",
        )
    ),
    re.DOTALL,
)
_GONE = "\0"
_TAKEN = re.compile(rf"^[ \t>*+-]*{_GONE}[ \t]*$", re.MULTILINE)
"""The line of a link that became an answer, which may have been an item of a list."""
_VARIABLE = re.compile(r"\$[A-Za-z_]\w*")
"""In Harlowe and SugarCube, which show its value; a price begins with a digit."""
_ITALIC, _BOLD = re.compile(r"(?<!:)//(\S.*?)//"), re.compile(r"''(\S.*?)''")


def read_twee(text: str) -> ForeignTree:
    """Read a story.

    Raises:
        UnreadableError: if it has no passages.
    """
    tree = ForeignTree()
    heads = [*_HEAD.finditer(text)]
    if not heads:
        message = "there are no passages in it, each of which begins with '::'"
        raise UnreadableError(message)
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        name, tags = re.sub(r"\\(.)", r"\1", head[1]), dict.fromkeys((head[2] or "").split())
        _passage(tree, name, tags, text[head.end() + 1 : end], text[: head.start()].count("\n") + 1)
    led_to = {answer.to for node in tree.nodes.values() for answer in node.answers}
    for name in [name for name, node in tree.nodes.items() if node.guide and name not in led_to]:
        # Only a reference led there, which is listed.
        del tree.nodes[name]
    if not tree.start and "Start" in tree.nodes:
        tree.start = "Start"
    return tree


def _passage(tree: ForeignTree, name: str, tags: Collection[str], body: str, line: int) -> None:
    if name == "StoryTitle":
        tree.title = body.strip()
    elif name == "StoryData":
        tree.start = _start(body)
    elif not _OF_PROGRAM.isdisjoint(tags) or _SPECIAL.fullmatch(name):
        tree.losses.append(Loss(line, f"the passage '{name}', which is for the program"))
    else:
        node = tree.nodes[name] = ForeignNode(name, "", line)
        for tag in tags:
            # The first contact is the main one, and the others are listed.
            if tag.startswith(SUPPORT) and not node.contact:
                node.contact = tag.removeprefix(SUPPORT)
            elif tag.startswith(GUIDE):
                node.guide = tag.removeprefix(GUIDE)
            elif tag != REFERENCES:
                tree.losses.append(Loss(line, f"the tag '{tag}' of the passage '{name}'"))
        node.text = _Passage(tree, node, body, line + 1, has_references=REFERENCES in tags).text()


def _start(data: str) -> str:
    try:
        found = json.loads(data)
    except ValueError:
        return ""
    return str(found.get("start", "")) if isinstance(found, dict) else ""


class _Passage:
    """The text of a passage, of which links become answers of its node."""

    def __init__(
        self, tree: ForeignTree, node: ForeignNode, body: str, line: int, *, has_references: bool
    ) -> None:
        self._tree, self._node, self._body, self._line = tree, node, body, line
        self._has_references = has_references

    def text(self) -> str:
        # Signs of the same number of lines keep the places of what comes after them.
        body = _COMMENT.sub(self._without_comment, self._body)
        body = _LINK_MACRO.sub(self._macro_link, body)
        body = _TAKEN.sub("", _LINK.sub(self._link, body))
        body = _MACRO.sub(self._without_macro, body)
        self._lose_variables(body)
        body = _BOLD.sub(r"**\1**", _ITALIC.sub(r"*\1*", body))
        self._node.answers.sort(key=lambda answer: answer.line)
        return plain(re.sub(r"\n{3,}", "\n\n", body), self._line, self._tree.losses)

    def _lose_variables(self, body: str) -> None:
        found = [(self._line_of(one), one[0]) for one in _VARIABLE.finditer(body)]
        for answer in self._node.answers:
            words = f"{answer.text} {answer.note}"
            found += [(answer.line, name) for name in _VARIABLE.findall(words)]
        for line, name in found:
            self._tree.losses.append(Loss(line, f"the value of '{name}': write words in its place"))

    def _line_of(self, found: re.Match[str]) -> int:
        return self._line + found.string[: found.start()].count("\n")

    def _without_comment(self, found: re.Match[str]) -> str:
        self._tree.losses.append(Loss(self._line_of(found), "a comment"))
        return "\n" * found[0].count("\n")

    def _without_macro(self, found: re.Match[str]) -> str:
        self._tree.losses.append(Loss(self._line_of(found), f"what the program does here: {found[0]}"))
        return "\n" * found[0].count("\n")

    def _macro_link(self, found: re.Match[str]) -> str:
        text, to = (found[1], found[2]) if found[2] is not None else (found[3], found[4])
        self._node.answers.append(ForeignAnswer(text.strip(), to.strip(), self._line_of(found)))
        return _GONE if _is_alone(found) else text

    def _link(self, found: re.Match[str]) -> str:
        whole, line = found[1].strip(), self._line_of(found)
        text, to = whole, whole
        for sign in ("->", "|"):
            if sign in whole:
                text, _, to = whole.rpartition(sign)
                break
        else:
            if "<-" in whole:
                to, _, text = whole.partition("<-")
        if found[2]:
            self._tree.losses.append(Loss(line, f"what the link sets: {found[2]}"))
        is_alone, text = _is_alone(found), text.strip()
        note = found[3] or ""
        if self._has_references and not is_alone:
            self._tree.losses.append(Loss(line, f"that the words '{text}' are a link to '{to.strip()}'"))
        else:
            words = _ESCAPED.sub(r"\1", html.unescape(note)) if is_alone else ""
            self._node.answers.append(ForeignAnswer(html.unescape(text), to.strip(), line, words))
        return _GONE if is_alone else f"{text} ({note})" if note else text


def _is_alone(found: re.Match[str]) -> bool:
    """Return whether a link is in a line of its own, and not inside a sentence."""
    before = found.string[: found.start()].rpartition("\n")[2]
    after = found.string[found.end() :].partition("\n")[0]
    return re.fullmatch(r"[\s>*+-]*", before) is not None and not after.strip()
