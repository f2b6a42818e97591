"""Which messages of catalogs each step of a guide shows, for pictures of the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from izeja.library.expansion import Placed, expand
from izeja.library.library import Library, Text
from izeja.reading.folder import TERMS
from izeja.translation.catalog_names import context_of

_TERMS = TERMS.removesuffix(".yml")


class MessageId(NamedTuple):
    """How a message is found: the catalog in the folder of a language, the context, and the source text."""

    catalog: str
    context: str
    source: str


class Step(NamedTuple):
    """A node of a guide by its id on the page, and the messages whose texts it shows."""

    guide: str
    node: str
    messages: tuple[MessageId, ...]


def steps_of(library: Library) -> Iterator[Step]:
    """Yield all steps of all guides, as customers meet them: those of a part in each guide that includes it.

    The first step of a guide also has the title of the guide.

    Args:
        library: in its source language.
    """
    of_node: dict[tuple[str, str], list[Text]] = {}
    titles: dict[str, Text] = {}
    for text in library.texts:
        if text.at[0] == "nodes":
            of_node.setdefault((text.file_id, str(text.at[1])), []).append(text)
        elif text.at == ("title",):
            titles[text.file_id] = text
    terms = {str(text.at[0]): text for text in library.texts_of.get(_TERMS, ()) if text.at[1:] == ("text",)}
    for guide, nodes in expand(library).guides.items():
        for placed in _start_first(nodes, library.trees[guide].start):
            texts = [titles.pop(guide)] if guide in titles else []
            texts += of_node.get((placed.file_id, placed.name), [])
            named = dict.fromkeys(key for text in texts for key in text.content.terms if key in terms)
            texts += [terms[key] for key in named]
            yield Step(guide, placed.id, tuple(map(_message_id, texts)))


def _start_first(nodes: Mapping[str, Placed], start: str) -> list[Placed]:
    # A guide may start with an include, whose nodes then have its id before theirs.
    return sorted(nodes.values(), key=lambda placed: not f"{placed.id}.".startswith(f"{start}."))


def _message_id(text: Text) -> MessageId:
    return MessageId(text.file_id, context_of(text), text.text)
