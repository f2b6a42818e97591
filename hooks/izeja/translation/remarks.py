"""The remarks in catalogs that explain each message to its translator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from pydantic import BaseModel

from izeja.language.content import Content
from izeja.language.entry import description_of
from izeja.language.nodes import Node, Resolution, varied_texts
from izeja.library.headings import heading_of
from izeja.library.library import LIBRARY, Library, Text
from izeja.reading.data import Address
from izeja.translation.catalog_names import context_of
from izeja.translation.page_words import wording
from izeja.translation.po_strings import Key

_KINDS = {
    "line": "One line.",
    "prose": "Paragraphs; keep the same links, {terms}, list items and *emphasis*.",
}
_OUTCOMES = {
    "answer": "The outcome is 'answer': this is how it is, neither good news nor bad.",
    "stop": "The outcome is 'stop': a warning. The customer should not go on, or cannot.",
}
_SHOWN_LANGUAGES = ("de", "lv")
"""Languages in which this package quotes a word of the page, as a help to translators."""


class Translations(Protocol):
    """The translations of a part into a language."""

    def translation(self, key: Key) -> str:
        """Return the translation of a message; "" if it has none."""


def remarks_on_text(
    library: Library, text: Text, language: str, translations: Mapping[tuple[str, str], Translations]
) -> Iterator[str]:
    """Yield the remarks on a text: its purpose, its place, what to keep, and its other translations.

    Args:
        library: in its source language.
        text: a text of it.
        language: the language of the catalog that gets the remarks.
        translations: those of the library, by language and part.
    """
    yield _description(_model_of(library, text.file_id), text.at)
    yield _KINDS[text.words.kind]
    yield from _on_markup(text.content)
    yield from _on_variant(library, text)
    if text.file_id in library.trees and text.at[0] == "nodes":
        yield _belonging(library, text)
        yield from _outcome(library.trees[text.file_id].nodes[str(text.at[1])])
    if text.content.pictures:
        file, dot, suffix = text.content.pictures[0].written.rpartition(".")
        yield (
            "The words in ![brackets] say what a picture shows; its file stays as it is. A picture in "
            f"{language} goes beside it, as {file}.{language}{dot}{suffix}"
        )
    for key in dict.fromkeys(text.content.terms):
        term = library.terms.get(key)
        if term is not None:
            # The translator sees the term as customers will, once it is translated.
            terms = translations.get((language, "terms"))
            name = terms.translation((f"terms#{key} text", term.text)) if terms else ""
            yield f"{{{key}}} stays as it is; the page shows: {name or term.text}"
    # Many translators read a second language better than the source.
    for other in library.config.languages:
        catalog = translations.get((other, text.file_id)) if other != language else None
        lines = catalog.translation((context_of(text), text.text)).split("\n") if catalog else []
        yield from (f"In {other}: {line}" for line in lines if line)


def remarks_on_word(text: str, language: str) -> list[str]:
    """Return the remarks on a word of the page: what to keep, and its translations in this package."""
    remarks = ["A word or a sentence of the page itself."]
    if "%(" in text:
        remarks.append("The page puts something in at %(...)s, which stays as it is.")
    others = (one for one in _SHOWN_LANGUAGES if one != language)
    return [*remarks, *(f"In {one}: {wording(one).gettext(text)}" for one in others)]


def _model_of(library: Library, file_id: str) -> BaseModel | Mapping[str, BaseModel]:
    if file_id == LIBRARY:
        return library.config
    return library.shared[file_id] if file_id in library.shared else library.trees[file_id]


def _description(entry: object, at: Address) -> str:
    """Return how the tree language describes the field at an address."""
    value, description = entry, ""
    for key in at:
        if isinstance(value, BaseModel):
            description = description_of(type(value), str(key))
            value = getattr(value, str(key))
        else:
            value = value[key]  # type: ignore[index]  # a mapping or a sequence, as the address says
    return " ".join(description.split())


def _on_markup(content: Content) -> Iterator[str]:
    """Yield what a translation has to keep of the markup that few texts have."""
    if content.code:
        yield "Code between backticks stays as it is."
    if content.callouts:
        marks = ", ".join(dict.fromkeys(f"[!{kind.upper()}]" for kind in content.callouts))
        yield f"{marks} stays as it is, and so does '> ' before each line; the page shows the word for it."
    if content.rows:
        yield "Keep the rows and cells of the table, and '|' between them."
    if content.headings:
        yield "A line that begins with '## ' is a heading; keep these signs."


def _on_variant(library: Library, text: Text) -> Iterator[str]:
    """Yield for which customers a text is, if it differs by a fact."""
    if text.file_id not in library.trees or len(text.at) != 4 or text.at[2] not in ("hint", "body"):
        return
    node, value = library.trees[text.file_id].nodes[str(text.at[1])], str(text.at[3])
    fact = library.facts.get(dict(varied_texts(node))[str(text.at[2])].fact)
    if fact is not None:
        name = fact.values.get(value)
        yield f"Only for these customers: {fact.text}, {name}" if name else f"For all others: {fact.text}"


def _belonging(library: Library, text: Text) -> str:
    tree = library.trees[text.file_id]
    node = tree.nodes[str(text.at[1])]
    heading = heading_of(library, node)
    if heading == text.text:
        return f"In the guide: {tree.title}"
    return f"Belongs to the {node.kind}: {heading}"


def _outcome(node: Node) -> Iterator[str]:
    """Yield how a resolution comes out, if not as usual: it decides the tone of a translation."""
    if isinstance(node, Resolution) and node.outcome in _OUTCOMES:
        yield _OUTCOMES[node.outcome]
