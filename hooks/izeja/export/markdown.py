"""Guides as Markdown: every question, step and ending under a heading, with links where answers lead.

`llms.txt` and `llms-full.txt` are as https://llmstxt.org proposes: for language models, which then say what
the guides say, and can name the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from izeja.export.addresses import MEDIA, NODE, FileAddresses
from izeja.export.document import (
    Action,
    Answer,
    Contact,
    Document,
    EnterSeveral,
    Guide,
    Line,
    LineByFact,
    Node,
    Prose,
    ProseByFact,
    QuestionNode,
    ResolutionNode,
    StepNode,
    SupportNode,
)
from izeja.export.texts import escaped, outside_code

NODE_ADDRESS = re.compile(rf"(?<=\]\(){NODE}([^\s()]+)(?=\))")
_MEDIA = re.compile(rf"(?<=\]\(){MEDIA}/[^\s()]+(?=\))")
_HEADING = re.compile("^## ", re.MULTILINE)
# CommonMark 4.1, 4.2, 4.5 and 5.2: a rule, a heading, code or a list begins so, although a line is words.
_BEGINS = re.compile(r"^(?:\d{1,9}(?=[.)](?:\s|\Z))|(?=(?:#{1,6}|[+-])(?:\s|\Z)|-{3}|~{3}))")
_OUTCOMES = {"answer": "This did not answer my question", "done": "This did not solve it"}


def markdown_files(document: Document, title: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a language, each with its path: one for each guide, `llms.txt` and `llms-full.txt`.

    Args:
        document: all guides.
        title: the name of the site.
    """
    for guide_id in document.guides:
        yield (
            f"{guide_id}.md",
            _guide(document, guide_id, FileAddresses(document, document.language, guide_id)),
        )
    addresses = FileAddresses(document, document.language)
    yield "llms.txt", _llms_txt(document, title, addresses)
    yield "llms-full.txt", _llms_full_txt(document, title, addresses)


def _llms_txt(document: Document, title: str, addresses: FileAddresses) -> str:
    """Return a list of all guides, by topic, with what each is for."""
    listed = {guide for topic in document.topics.values() for guide in topic.guides}
    others = tuple(key for key in document.guides if key not in listed)
    sections = [(one.title.text, one.guides) for one in document.topics.values() if one.guides]
    sections += [(document.words["Other guides" if sections else "All guides"], others)] if others else []
    lines = [f"# {escaped(title)}"]
    for heading, guides in sections:
        lines += ["", f"## {escaped(heading)}", ""]
        lines += [_listed(document.guides[one], addresses.node(one)) for one in guides]
    return "\n".join((*lines, ""))


def _llms_full_txt(document: Document, title: str, addresses: FileAddresses) -> str:
    """Return all guides, one after the other, with headings a level deeper."""
    guides = (_guide(document, one, addresses, depth=2) for one in document.guides)
    return "\n".join((f"# {escaped(title)}", "", *guides))


def _guide(document: Document, guide_id: str, addresses: FileAddresses, depth: int = 1) -> str:
    return MarkdownWriter(document, addresses, "#" * depth).guide(document.guides[guide_id])


def _listed(guide: Guide, address: str) -> str:
    summary = f": {escaped(guide.summary.text)}" if guide.summary else ""
    return f"- [{escaped(guide.title.text)}]({address}){summary}"


def _line(text: str) -> str:
    """Return a plain text as Markdown that begins a line."""
    return _BEGINS.sub(r"\g<0>\\", escaped(text))


class MarkdownWriter:
    """Writes a guide as Markdown, with an anchor at each node."""

    def __init__(self, document: Document, addresses: FileAddresses, title: str) -> None:
        """Take all guides, the addresses from the file, and the signs of a title, such as `#`."""
        self._document = document
        self._words = document.words
        self._addresses = addresses
        self._title = title

    def guide(self, guide: Guide) -> str:
        """Return a guide as a file."""
        blocks = [f"{self._title} {escaped(guide.title.text)}"]
        if guide.summary:
            blocks.append(_line(guide.summary.text))
        if guide.applies_to:
            blocks.append(f"{self._words['Applies to']} {escaped(', '.join(guide.applies_to))}")
        if guide.reviewed:
            blocks.append(f"{self._words['Facts checked on']} {guide.reviewed}")
        blocks += self._sources(((guide.url,) if guide.url else ()) + guide.sources)
        for node_id, node in guide.nodes.items():
            blocks += [
                # GitHub makes ids of headings, which change with the words and with the language.
                f'<a id="{node_id}"></a>',
                f"{self._title}# {escaped(node.heading.text)}",
                *self.node(node),
            ]
        if guide.changes:
            notes = [f"- {one.date}: {escaped(one.note.text)}" for one in guide.changes]
            blocks += [f"{self._words['Updates to this guide']}:", "\n".join(notes)]
        return "\n\n".join(blocks) + "\n"

    def node(self, node: Node) -> Iterator[str]:
        """Yield what is below the heading of a node, block by block."""
        match node:
            case QuestionNode():
                yield from self._varied(node.hint)
                yield from self._varied(node.body)
                if isinstance(node.enter, EnterSeveral):
                    yield self._words["Tick everything that fits"]
                yield from self._answers(node)
            case StepNode():
                yield from self._varied(node.body)
                yield from self._varied(node.hint)
                yield self.go_on(node)
            case ResolutionNode() | SupportNode():
                yield from self._varied(node.body)
                if isinstance(node, SupportNode):
                    yield from self._hand_over(node)
                yield from self._ways_on(node)
        yield from self._sources(node.sources)

    def _sources(self, urls: Sequence[str]) -> Iterator[str]:
        if urls:
            yield f"{self._words['Sources']}: {', '.join(f'<{one}>' for one in urls)}"

    def _answers(self, node: QuestionNode) -> Iterator[str]:
        # Only neighbours are under one heading, as on the page.
        for group, answers in groupby(node.answers, attrgetter("group")):
            if group is not None:
                yield f"**{escaped(group.text)}**"
            yield "\n".join(map(self._answer, answers))

    def _answer(self, answer: Answer) -> str:
        note = f" ({escaped(answer.note.text)})" if answer.note else ""
        return f"- {self.way(answer.text.text, answer.to)}{note}"

    def go_on(self, node: StepNode) -> str:
        """Return what leads on from a step."""
        return f"→ {self.way(self.heading_at(node.next), node.next)}"

    def _hand_over(self, node: SupportNode) -> Iterator[str]:
        if node.prepare:
            items = (f"- {_line(one.text)}" for one in node.prepare)
            yield f"{self._words['Have this at hand']}:"
            yield "\n".join(items)
        yield "\n".join(line for key in node.contacts for line in self._contact(self._document.contacts[key]))

    def _contact(self, contact: Contact) -> Iterator[str]:
        ways = ", ".join(f"[{escaped(way.text)}]({way.href})" for way in contact.ways)
        yield f"- {_line(contact.text)}: {ways}"
        for line in contact.hours.lines if contact.hours else ():
            yield f"  - {_line(line)}"
        if contact.note:
            yield f"  - {_line(contact.note.text)}"

    def _ways_on(self, node: ResolutionNode | SupportNode) -> Iterator[str]:
        lines = [self._action(action) for action in node.actions]
        if node.unsolved is not None:
            outcome = node.outcome if isinstance(node, ResolutionNode) else ""
            text = self._words[_OUTCOMES.get(outcome, "I need more help")]
            lines.append(f"- {self.way(text, node.unsolved)}")
        if lines:
            yield "\n".join(lines)

    def _action(self, action: Action) -> str:
        if action.to is not None:
            return f"- {self.way(action.text.text, action.to)}"
        contact = self._document.contacts[action.contact] if action.contact else None
        address = contact.ways[0].href if contact else action.url
        return f"- [{escaped(action.text.text)}]({address})"

    def heading_at(self, to: str) -> str:
        """Return what customers read above a node: `guide#node`."""
        guide, _, name = to.partition("#")
        target = self._document.guides[guide]
        return (target.title if to == target.start else target.nodes[name].heading).text

    def way(self, text: str, to: str) -> str:
        """Return a way on to a node: `guide#node`."""
        return f"[{escaped(text)}]({self._addresses.node(to)})"

    def _varied(self, text: Line | Prose | LineByFact | ProseByFact | None) -> Iterator[str]:
        match text:
            case Line():
                yield _line(text.text)
            case Prose():
                yield self.linked(text.markdown)
            case LineByFact() | ProseByFact():
                fact = self._document.facts[text.fact]
                for value, one in text.texts.items():
                    yield f"**{escaped(fact.values[value])}:**"
                    yield from self._varied(one)
                if text.otherwise is not None:
                    yield f"**{self._words['In all other cases']}:**"
                    yield from self._varied(text.otherwise)

    def linked(self, markdown: str) -> str:
        """Return prose of a document for this file."""
        return outside_code(markdown, self.placed)

    def placed(self, markdown: str) -> str:
        """Put the address of each link in, and headings of texts below those of nodes."""
        markdown = NODE_ADDRESS.sub(lambda found: self._addresses.node(found[1]), markdown)
        markdown = _MEDIA.sub(lambda found: self._addresses.media(found[0]), markdown)
        return _HEADING.sub(f"{self._title}## ", markdown)
