"""A guide as a story of Twine, in Twee 3 with the story format Snowman, whose texts are Markdown.

Twee: https://github.com/iftechfoundation/twine-specs/blob/master/twee-3-specification.md. `izeja import`
reads such a story. Ways into other guides lead to passages that only say where to go on. Tags say what a
passage cannot: who takes over, which guide goes on, and that links inside sentences are no answers.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from uuid import UUID

from izeja.export.addresses import NODE, FileAddresses
from izeja.export.document import Document, Node, StepNode, SupportNode
from izeja.export.markdown import MarkdownWriter
from izeja.export.texts import LINK_WORDS, escaped

SUPPORT, GUIDE, REFERENCES = "support:", "guide:", "references"
"""Tags: before the key of a contact, before the id of a guide, and of a passage whose texts have links."""
_FORMAT = {"format": "Snowman", "format-version": "2.0.2"}
# What begins a passage, a link or a program; Markdown cannot escape them in code.
_HEAD, _PAIRS = re.compile("^::", re.MULTILINE), re.compile(r"(?<=\[)(?=\[)|(?<=<)(?=%)")
_BETWEEN = "\u200b"
"""A space without width, which keeps two signs apart."""
_LINK = re.compile(rf"\[({LINK_WORDS})\]\({NODE}([^\s()]+)\)")
_MARKUP = re.compile(r"\\([!-/:-@\[-`{-~])|[*`]+")
"""What is no word in the words of a link, which Twine shows as they are."""
# Snowman finds `[[text->passage]]` before it reads Markdown, and knows no escapes but those of HTML.
_IN_LINK = re.compile(r"[\[\]|<>&*_`\\$]")


def as_twee(document: Document, guide_id: str) -> str:
    """Write a guide as a story, with a passage for each node."""
    return _Story(document, guide_id).text()


class _Story(MarkdownWriter):
    def __init__(self, document: Document, guide_id: str) -> None:
        super().__init__(document, FileAddresses(document, document.language, guide_id), "#")
        self._id, self._others = guide_id, dict[str, str]()
        self._has_references = False

    def text(self) -> str:
        guide = self._document.guides[self._id]
        # The same in every export, since Twine knows a story by it.
        number = sha256(f"{self._document.language}/{self._id}".encode()).digest()[:16]
        data = {
            "ifid": str(UUID(bytes=number, version=4)).upper(),
            **_FORMAT,
            "start": self._name(guide.start),
        }
        passages = [
            ("StoryTitle", guide.title.text),
            ("StoryData", json.dumps(data, indent=1)),
            *(self._node_passage(key, one) for key, one in guide.nodes.items()),
        ]
        passages += [
            (f"{name} [{GUIDE}{to.partition('#')[0]}]", self._elsewhere(to))
            for name, to in self._others.items()
        ]
        return "\n\n".join(f":: {name}\n{text}" for name, text in passages) + "\n"

    def _node_passage(self, key: str, node: Node) -> tuple[str, str]:
        self._has_references = False
        text = _passage(node.heading.text, *self.node(node))
        tags = [f"{SUPPORT}{one}" for one in (node.contacts if isinstance(node, SupportNode) else ())]
        tags += [REFERENCES] if self._has_references else []
        return f"{key} [{' '.join(tags)}]" if tags else key, text

    def way(self, text: str, to: str) -> str:
        shown = _IN_LINK.sub(lambda found: f"&#{ord(found[0])};", text)
        return f"[[{shown}->{self._name(to)}]]"

    def go_on(self, node: StepNode) -> str:
        return self.way(self._words["Continue"], node.next)

    def linked(self, markdown: str) -> str:
        return super().linked(_PAIRS.sub(_BETWEEN, markdown))

    def placed(self, markdown: str) -> str:
        return super().placed(_LINK.sub(self._link, markdown))

    def _link(self, found: re.Match[str]) -> str:
        guide, _, _ = found[2].partition("#")
        # A page of an unknown site is nowhere.
        if guide not in self._document.guides:
            return found[1]
        self._has_references = True
        return self.way(_MARKUP.sub(r"\1", found[1]), found[2])

    def _name(self, to: str) -> str:
        """Return the passage of a guide or a node, which may be called by a former id."""
        key, _, node = to.partition("#")
        guide = self._document.guides[key]
        start = guide.start.partition("#")[2]
        present = next((one for one, at in guide.nodes.items() if node in at.aliases), node or start)
        if key == self._id:
            return present
        name = key if present == start else f"{key}#{present}"
        self._others[name] = f"{key}#{present}"
        return name

    def _elsewhere(self, to: str) -> str:
        guide = self._document.guides[to.partition("#")[0]]
        where = [f"[{escaped(guide.title.text)}]({guide.url})"] if guide.url else []
        return _passage(self.heading_at(to), *where)


def _passage(heading: str, *blocks: str) -> str:
    return "\n\n".join(_HEAD.sub(" ::", one) for one in (f"# {escaped(heading)}", *blocks))
