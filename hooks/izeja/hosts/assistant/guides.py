"""What an assistant can ask for: guides that fit a customer's words, and the step after some answers.

Nothing is kept between two calls. A step is named by its guide and all answers so far, so every call walks
the way again, and there is no way but those that were proved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from izeja.authoring.overview.answers import answered
from izeja.authoring.overview.entered import EntryError, prompt_of
from izeja.authoring.overview.seen_step import Seen, Steps
from izeja.authoring.overview.walk import State, Walk
from izeja.compiler.compiled import Compiled
from izeja.export.addresses import MEDIA, NODE
from izeja.export.document import Document, Line, LineByFact, Node, Prose, ProseByFact
from izeja.export.guide_data import document_of
from izeja.export.texts import LINK_WORDS, outside_code
from izeja.hosts.assistant.finder import Finder
from izeja.language.corrections import nearest

_MOVES = re.compile(r"(b|q|\?|[cj]\s+\S+)", re.IGNORECASE)
"""What leads elsewhere on a walk in the terminal: here, an answer that was taken back is simply left out."""

_LINK = re.compile(rf"!?\[({LINK_WORDS})\]\(<?(?:{NODE}|{MEDIA}/)([^()<>]*)>?\)")
"""A picture, or a link to a guide or a page: its words, and where it leads."""
_MOST_LETTERS = 200


class AskError(Exception):
    """Something was asked for that there is not; the message says what there is."""


class Guides:
    """The guides of a library in all its languages."""

    def __init__(self, compiled: Compiled, sites: Mapping[str, str], today: date) -> None:
        """Take a library without errors, where its site is in each language, and the day of customers."""
        self._compiled = compiled
        self._sites = sites
        self._today = today
        self._walk = Walk(compiled.graph)
        self._document = cache(self._document_in)
        self._finder = cache(lambda language: Finder(self._document(language)))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the guides, that of the writers first."""
        source = self._compiled.source.language
        return (source, *(one for one in self._compiled.languages if one != source))

    def find(self, words: str, language: str | None, most: int) -> list[dict[str, Any]]:
        """Return guides that fit some words, the best first."""
        document = self._document(self._language(language))
        hits = self._finder(document.language).find(words)[: max(1, most)]
        return [_listed(document, hit.guide) for hit in hits]

    def all(self, language: str | None) -> list[dict[str, Any]]:
        """Return all guides, in the order of the home page."""
        document = self._document(self._language(language))
        return [_listed(document, guide) for guide in document.guides]

    def step(
        self, guide: str, answers: Sequence[str], language: str | None, known: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return the step that a customer comes to.

        Args:
            guide: the id of the guide.
            answers: all answers so far, as `izeja walk` takes them: the number of a choice, or an entry.
            language: of the texts.
            known: values of facts that are known beforehand.

        Raises:
            AskError: there is no such guide, language, fact or answer.
        """
        document = self._document(self._language(language))
        if guide not in document.guides:
            close = nearest(guide, document.guides)
            hint = f"did you mean '{close}'?" if close else "find_guides lists what there is"
            message = f"there is no guide '{guide}': {hint}"
            raise AskError(message)
        steps = Steps(self._compiled.languages[document.language], self._walk)
        # From the start each time: an answer that was right in another guide or language is refused here.
        seen = steps.seen(self._walk.start(guide, _checked(document, known)))
        for number, answer in enumerate(answers, 1):
            seen = steps.seen(self._answered(steps, seen, answer, number))
        return _step(document, steps, seen)

    def _answered(self, steps: Steps, seen: Seen, answer: str, number: int) -> State:
        if not seen.choices:
            ended = f"the guide has ended at '{seen.heading}', before answer {number}"
            message = f"{ended}: leave out this answer and those after it"
            raise AskError(message)
        reason = f"'{answer}' is not a choice"
        if len(answer) > _MOST_LETTERS:
            reason = f"it has {len(answer):,} characters, which no answer has"
        elif not _MOVES.fullmatch(answer.strip()):
            try:
                return answered(steps, seen, answer, self._today)
            except EntryError as error:
                reason = str(error) if seen.form and not answer.startswith("#") else reason
        # Where something can be entered, a number alone would be that.
        sign = "#" if seen.form else ""
        choices = "; ".join(f"{sign}{index} = {one.text}" for index, one in enumerate(seen.choices, 1))
        message = f"answer {number}, to '{seen.heading}': {reason}. The choices are: {choices}"
        raise AskError(message)

    def _language(self, language: str | None) -> str:
        if language is None:
            return self.languages[0]
        if language not in self._compiled.languages:
            message = f"there is no language '{language}'; use one of: {', '.join(self.languages)}"
            raise AskError(message)
        return language

    def _document_in(self, language: str) -> Document:
        library = self._compiled.languages[language]
        return document_of(library, self._compiled.graph, self._sites.get(language))


def _listed(document: Document, guide_id: str) -> dict[str, Any]:
    guide = document.guides[guide_id]
    listed = {"guide": guide_id, "title": guide.title.text, "summary": guide.summary and guide.summary.text}
    return _without_nothing({**listed, "page": guide.url, "facts_checked_on": guide.reviewed})


def _checked(document: Document, known: Mapping[str, str]) -> Mapping[str, str]:
    for fact, value in known.items():
        if fact not in document.facts:
            raise _unknown("fact", fact, document.facts)
        if value not in document.facts[fact].values:
            raise _unknown("value", value, document.facts[fact].values)
    return known


def _unknown(what: str, name: str, there_are: Iterable[str]) -> AskError:
    return AskError(f"there is no {what} '{name}'; use one of: {', '.join(there_are) or 'none'}")


def _step(document: Document, steps: Steps, seen: Seen) -> dict[str, Any]:
    place = seen.state.place
    guide = document.guides[place.tree]
    node = guide.nodes[place.node]
    known = steps.walk.known(seen.state)
    page = f"{guide.url}#{place.node}" if guide.url else None
    step = {
        "guide": place.tree,
        "title": guide.title.text,
        "kind": seen.kind,
        "heading": seen.heading,
        "text": _with_pages(document, _varied(document, node.body, known), page),
        "hint": _varied(document, getattr(node, "hint", None), known),
        "choices": [
            _without_nothing({"number": number, "text": one.text, "note": one.note, "group": one.group})
            for number, one in enumerate(seen.choices, 1)
        ],
        "enter": f"{prompt_of(seen.form)}; or # and the number of a choice" if seen.form else None,
        "outcome": seen.outcome,
        "contacts": list(seen.contacts),
        "offers": list(seen.actions),
        "have_at_hand": list(seen.prepare),
        "is_ending": seen.is_ending,
        "for_support": steps.summary(seen.state) if seen.kind == "support" else None,
        "known": dict(known),
        "page": page,
        "sources": [*node.sources, *guide.sources],
        "written": _written(node),
    }
    return _without_nothing(step)


def _with_pages(document: Document, markdown: str, page: str | None) -> str:
    """Return Markdown whose pictures and links to guides lead to pages, or are words if these are unknown."""

    def shown(found: re.Match[str]) -> str:
        words, (guide, _, node) = found[1], found[2].partition("#")
        address = page
        if not found[0].startswith("!"):
            address = document.guides[guide].url if guide in document.guides else None
            address = f"{address}#{node}" if address and node else address
        return f"[{words}]({address})" if address else words

    return outside_code(markdown, lambda text: _LINK.sub(shown, text))


def _written(node: Node) -> str:
    return f"{node.written.file}:{node.written.line}"


def _varied(
    document: Document, text: Line | Prose | LineByFact | ProseByFact | None, known: Mapping[str, str]
) -> str:
    match text:
        case Line():
            return text.text
        case Prose():
            return text.markdown
        case LineByFact() | ProseByFact():
            value = known.get(text.fact)
            if value is not None:
                return _varied(document, text.texts.get(value, text.otherwise), known)
            names = document.facts[text.fact].values
            said = [f"{names[one]}: {_varied(document, part, known)}" for one, part in text.texts.items()]
            if text.otherwise is not None:
                said.append(
                    f"{document.words['In all other cases']}: {_varied(document, text.otherwise, known)}"
                )
            return "\n\n".join(said)
        case None:
            return ""


def _without_nothing(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
