"""Keeping the catalogs of translators in step with the trees: what `izeja translate update` does."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from babel.messages.catalog import Catalog
from babel.messages.pofile import denormalize, read_po, write_po

from izeja.catalog import Key, read_catalog
from izeja.language import locale_of
from izeja.library import Library, Text
from izeja.problem import Problem
from izeja.translation import catalog_file, context_of

_HEADER = re.compile(r'\A(?:#.*\n)*msgid ""\nmsgstr .*\n(?:".*\n)*')
_KINDS = {
    "line": "one line",
    "prose": "paragraphs; keep the same links, {terms} and list items",
}


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one catalog: its path, how many messages it has, and how many wait for words."""

    path: str
    messages: int
    waiting: int
    changed: bool


def update_catalogs(library: Library, language: str) -> Iterator[Updated | Problem]:
    """Bring the catalogs of a language up to date with the trees, making those that are missing.

    Translations are kept. That of a changed text is kept as a fuzzy proposal with the old source text,
    that of a removed one at the end of the file. A catalog that cannot be read is left as it is.

    Args:
        library: in its source language.
        language: the language of the catalogs.

    Yields:
        What became of each catalog, or the problem that kept it from being updated.
    """
    for part, texts in groupby(library.texts, key=lambda text: text.part):
        file, path = catalog_file(library, part, language)
        header, catalog = _header(language), _template(list(texts), language)
        if file.exists():
            _, text, problems = read_catalog(file, path)
            if problems:
                yield from problems
                continue
            header = found[0] if (found := _HEADER.match(text)) else header
            old = read_po(io.BytesIO(text.encode()), locale=locale_of(language), charset="utf-8")
            catalog = _merged(old, catalog)
        written = _write(header, catalog)
        changed = not file.exists() or file.read_bytes() != written
        if changed:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(written)
        waiting = sum(1 for message in catalog if message.id and (message.fuzzy or not message.string))
        yield Updated(path, len(catalog), waiting, changed)


def _merged(old: Catalog, template: Catalog) -> Catalog:
    previous = _take_previous(old)
    old.update(template, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True)
    for message in old:
        if before := previous.get((message.context or "", str(message.id))):
            message.previous_id = [before]
    _propose_old(old)
    return old


def _template(texts: list[Text], language: str) -> Catalog:
    catalog = Catalog(locale=locale_of(language))
    for text in texts:
        catalog.add(text.text, context=context_of(text), auto_comments=[_KINDS[text.words.kind]])
    return catalog


def _header(language: str) -> str:
    # No date and no name: git knows both, and a file that nobody has touched stays the same.
    plurals = Catalog(locale=locale_of(language)).plural_forms
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plurals}",
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


def _propose_old(catalog: Catalog) -> None:
    """Give a changed text the translation of its older version, for the translator to adapt."""
    removed = {message.context: message for message in catalog.obsolete.values() if message.string}
    for message in catalog:
        old = removed.get(message.context) if message.id and not message.string else None
        if old is not None:
            message.string, message.previous_id = old.string, [str(old.id)]
            message.user_comments = old.user_comments
            message.flags.add("fuzzy")
            catalog.obsolete = {key: value for key, value in catalog.obsolete.items() if value is not old}


def _write(header: str, catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, include_previous=True)
    return f"{header}\n".encode() + buffer.getvalue()
