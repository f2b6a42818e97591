"""Keeping the catalogs of translators in step with the trees: what `izeja translate update` does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, read_po, write_po
from pydantic import BaseModel

from izeja.language.locales import locale_of
from izeja.language.model import Include, Node, Support, Tree, description_of
from izeja.library.library import Library, Text
from izeja.problems.problem import Problem
from izeja.reading.data import Address
from izeja.reading.folder import PAGE_WORDS
from izeja.translation.catalog import Key, read_catalog
from izeja.translation.page_words import counting_in, speaks, wording, words
from izeja.translation.translate import catalog_file, context_of

_HEADER = re.compile(r'\A(?:#.*\n)*msgid ""\nmsgstr .*\n(?:".*\n)*')
_KINDS = {
    "line": "One line.",
    "prose": "Paragraphs; keep the same links, {terms}, list items and *emphasis*.",
}


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one catalog: its path, how many messages it has, and how many wait for words.

    `took_over` is the catalog of an older id of the same tree, whose translations are now in this one.
    """

    path: str
    messages: int
    waiting: int
    changed: bool
    took_over: str = ""


@dataclass
class Draft:
    """A catalog in the making: the file, what it says so far, and the texts that its messages are of."""

    language: str
    part: str
    file: Path
    path: str
    header: str
    catalog: Catalog
    texts: tuple[Text, ...] = ()
    old: tuple[Path, str] | None = None
    problems: tuple[Problem, ...] = field(default=())

    def said(self, key: Key) -> str:
        """Return the translation of a message; nothing where there is none, or only a doubtful one."""
        message = self.catalog.get(key[1], key[0] or None)
        return str(message.string or "") if message is not None and not message.fuzzy else ""


def update_catalogs(library: Library, languages: Iterable[str]) -> Iterator[Updated | Problem]:
    """Bring the catalogs of languages up to date with the trees, making those that are missing.

    Translations are kept. That of a changed text is kept as a fuzzy proposal with the old source text,
    that of a removed one at the end of the file, and that of a renamed tree or node goes with it: their
    `aliases` tell. A catalog that cannot be read is left as it is.

    Args:
        library: in its source language.
        languages: those of the catalogs, all of them known to CLDR.

    Yields:
        What became of each catalog, or the problem that kept it from being updated.
    """
    for draft in draft_catalogs(library, languages):
        if draft.problems:
            yield from draft.problems
        else:
            yield write_catalog(draft)


def draft_catalogs(library: Library, languages: Iterable[str]) -> list[Draft]:
    """Return the catalogs of languages as `update_catalogs` would write them."""
    drafts = [one for language in languages for one in _catalogs(library, language)]
    # Remarks tell what other catalogs say, so these have to be up to date first.
    said = {(one.language, one.part): one for one in drafts if not one.problems}
    for one in said.values():
        for text in one.texts:
            message = one.catalog.get(text.text, context_of(text))
            if message is not None:
                message.auto_comments = list(_remarks(library, text, one.language, said))
    return drafts


def _catalogs(library: Library, language: str) -> Iterator[Draft]:
    for part, texts in library.texts_of.items():
        template = Catalog(locale=locale_of(language))
        for text in texts:
            template.add(text.text, context=context_of(text))
        file, path = catalog_file(library, part, language)
        old = _old_catalog(library, part, language)
        made = Draft(language, part, file, path, _header(language), template, texts, old)
        yield _merged(made, library.trees.get(part))
    file, path = catalog_file(library, PAGE_WORDS, language)
    if file.exists() or not speaks(language):
        made = Draft(language, PAGE_WORDS, file, path, _header(language), _page_template(file, language))
        yield _merged(made, None)


def _page_template(file: Path, language: str) -> Catalog:
    """Return the words of the page that a site has: all of them only if the package has none of them."""
    template = Catalog(locale=locale_of(language))
    # A text of the file is found in it with its lines as they are, since words are short.
    own = file.read_text("utf-8", "replace") if file.exists() and speaks(language) else None
    for word in words().values():
        if own is None or f'msgid "{word.text}"' in own:
            template.add(
                (word.text, word.plural) if word.plural else word.text,
                auto_comments=_spoken(word.text, language),
            )
    return template


def _spoken(text: str, language: str) -> list[str]:
    remarks = ["A word or a sentence of the page itself."]
    if "%(" in text:
        remarks.append("The page puts something in at %(...)s, which stays as it is.")
    spoken = (one for one in ("de", "lv") if one != language)
    return [*remarks, *(f"In {one}: {wording(one).gettext(text)}" for one in spoken)]


def _merged(made: Draft, tree: Tree | None) -> Draft:
    read = [_read(made.language, *found) for found in (made.old, (made.file, made.path)) if found]
    made.problems = tuple(problem for _, problems, _ in read for problem in problems)
    if made.problems:
        return made
    template, made.catalog = made.catalog, Catalog(locale=locale_of(made.language))
    for catalog, _, header in read:
        made.header = header or made.header
        previous = _take_previous(catalog)
        _take_over(catalog, made, tree)
        for key, text in previous.items():
            message = made.catalog.get(key[1], _context_now(key[0], made.part, tree))
            if message is not None:
                message.previous_id = [text]
    before = {(one.context, str(one.id)): one.previous_id for one in made.catalog if one.previous_id}
    made.catalog.update(
        template, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True
    )
    for message in made.catalog:
        message.previous_id = before.get((message.context, str(message.id)), [])
    _bring_back(made.catalog)
    _propose_old(made.catalog)
    return made


def _read(language: str, file: Path, path: str) -> tuple[Catalog, tuple[Problem, ...], str]:
    if not file.exists():
        return Catalog(locale=locale_of(language)), (), ""
    _, text, problems = read_catalog(file, path)
    if problems:
        return Catalog(locale=locale_of(language)), problems, ""
    catalog = read_po(io.BytesIO(text.encode()), locale=locale_of(language), charset="utf-8")
    return catalog, (), found[0] if (found := _HEADER.match(text)) else ""


def _old_catalog(library: Library, part: str, language: str) -> tuple[Path, str] | None:
    """Return the catalog of a tree from the time when it had another id."""
    tree = library.trees.get(part)
    found = (
        [catalog_file(library, alias, language) for alias in tree.aliases if alias not in library.trees]
        if tree
        else []
    )
    return next(((file, path) for file, path in found if file.is_file()), None)


def _take_over(catalog: Catalog, made: Draft, tree: Tree | None) -> None:
    """Put the messages of a catalog as it was read into the one that is made, by what ids are now."""
    for message in (one for one in catalog if one.id):
        message.context = _context_now(message.context, made.part, tree)
        made.catalog.delete(message.id, message.context)
        made.catalog[message.id] = message
    for message in catalog.obsolete.values():
        message.context = _context_now(message.context, made.part, tree)
        made.catalog.obsolete[made.catalog._key_for(message.id, message.context)] = message  # noqa: SLF001 - Babel has no other way


def _context_now(context: str | None, part: str, tree: Tree | None) -> str | None:
    """Return the context that a message has today, where its tree or its node had another id before."""
    if context is None or tree is None:
        return context
    owner, _, at = context.partition(" ")
    tree_id, hash_, node = owner.partition("#")
    if tree_id in tree.aliases:
        tree_id = part
    if hash_ and node not in tree.nodes:
        node = next((now for now, one in tree.nodes.items() if node in one.aliases), node)
    return f"{tree_id}{hash_}{node} {at}"


def write_catalog(made: Draft) -> Updated:
    """Write a catalog, if it differs from the file that there is."""
    written = _write(made.header, made.catalog)
    changed = not made.file.exists() or made.file.read_bytes() != written
    if changed:
        made.file.parent.mkdir(parents=True, exist_ok=True)
        made.file.write_bytes(written)
    if made.old:
        made.old[0].unlink()
    waiting = sum(1 for message in made.catalog if message.id and (message.fuzzy or not _is_said(message)))
    took_over = made.old[1] if made.old else ""
    return Updated(made.path, len(made.catalog), waiting, changed, took_over)


def _is_said(message: Message) -> bool:
    return bool(message.string) and (isinstance(message.string, str) or all(message.string or ()))


def _remarks(
    library: Library, text: Text, language: str, said: Mapping[tuple[str, str], Draft]
) -> Iterator[str]:
    """Tell the translator what a text is, where it stands, what stays, and what others have made of it."""
    part: BaseModel | Mapping[str, BaseModel] = (
        library.terms
        if text.part == "terms"
        else library.contacts
        if text.part == "contacts"
        else library.trees[text.part]
    )
    yield _described(part, text.at)
    yield _KINDS[text.words.kind]
    if text.part in library.trees and text.at[0] == "nodes":
        yield _whereabouts(library, text)
    for key in dict.fromkeys(text.content.terms):
        term = library.terms.get(key)
        if term is not None:
            catalog = said.get((language, "terms"))
            name = catalog.said((f"terms#{key} text", term.text)) if catalog else ""
            yield f"{{{key}}} stays as it is; the page shows: {name or term.text}"
    for other in library.config.languages:
        catalog = said.get((other, text.part)) if other != language else None
        lines = catalog.said((context_of(text), text.text)).split("\n") if catalog else []
        yield from (f"In {other}: {line}" for line in lines if line)


def _described(part: object, at: Address) -> str:
    """Return what the tree language says of the field at an address."""
    value, told = part, ""
    for key in at:
        if isinstance(value, BaseModel):
            told = description_of(type(value), str(key))
            value = getattr(value, str(key))
        else:
            value = value[key]  # type: ignore[index]  # a mapping or a sequence, as the address says
    return " ".join(told.split())


def _whereabouts(library: Library, text: Text) -> str:
    tree = library.trees[text.part]
    node = tree.nodes[str(text.at[1])]
    heading = _heading(library, node)
    if heading == text.text:
        return f"In the guide: {tree.title}"
    return f"Belongs to the {node.kind}: {heading}"


def _heading(library: Library, node: Node) -> str:
    match node:
        case Support():
            contact = library.contacts.get(node.support)
            return node.heading or (contact.text if contact else node.support)
        case Include():
            return node.include.written
        case _:
            return str(getattr(node, node.kind))


def _header(language: str) -> str:
    # No date and no name: git knows both, and a file that nobody has touched stays the same.
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {counting_in(language)}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields)


def _take_previous(catalog: Catalog) -> dict[Key, str]:
    """Take out the source texts that fuzzy messages were translated from.

    Babel reads the line `#| msgid "..."` as a remark of the translator that begins with a bar, and
    forgets it when a catalog is updated.
    """
    found = {}
    for message in catalog:
        lines = [line[2:] for line in message.user_comments if line.startswith("| ")]
        message.user_comments = [line for line in message.user_comments if not line.startswith("| ")]
        text = "\n".join(line for line in lines if not line.startswith("msgctxt"))
        if text and message.fuzzy:
            found[message.context or "", str(message.id)] = str(denormalize(text.removeprefix("msgid ")))
    return found


def _bring_back(catalog: Catalog) -> None:
    """Give a text that is there again the translation that it had before it was removed."""
    for message in catalog:
        key = catalog._key_for(message.id, message.context)  # noqa: SLF001 - as above
        old = catalog.obsolete.get(key)
        if old is not None and old.string and not message.string:
            message.string, message.user_comments, message.flags = old.string, old.user_comments, old.flags
            del catalog.obsolete[key]


def _propose_old(catalog: Catalog) -> None:
    """Give a changed text the translation of its older version, for the translator to adapt."""
    removed = {message.context: message for message in catalog.obsolete.values() if message.string}
    for message in catalog:
        if not message.id or not message.context or message.string:
            continue
        old = removed.pop(message.context, None)
        if old is not None:
            message.string, message.previous_id = old.string, [str(old.id)]
            message.user_comments = old.user_comments
            message.flags.add("fuzzy")
            catalog.obsolete = {key: value for key, value in catalog.obsolete.items() if value is not old}


def _write(header: str, catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, include_previous=True)
    return f"{header}\n".encode() + buffer.getvalue()
