"""A new language in the settings: named in `library.yml`, and the lines that `mkdocs.yml` needs."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from izeja.language.locales import PSEUDO_LANGUAGES, name_of
from izeja.library.library import Library
from izeja.reading.containment import stays_inside
from izeja.reading.folder import CONFIG
from izeja.reading.parse import parse

_PLUGIN = "i18n"


class UneditableError(Exception):
    """The languages of `library.yml` are written in a way that a program cannot edit safely."""


def add_to_config(library: Library, language: str) -> bool:
    """Add a language at the end of the list in `library.yml`, and change nothing else there.

    Returns:
        Whether the file has changed. It stays as it is if it names the language already.

    Raises:
        UneditableError: if the list of languages has to be edited by hand.
    """
    languages = library.config.languages
    if language in languages:
        return False
    source = library.sources[CONFIG]
    last = source.value("languages", len(languages) - 1)
    lines = source.text.split("\n")
    line = lines[last.line - 1]
    before = line[: last.column - 1]
    # A list with one item on each line; any other list is taken for `[en, lv]` on one line.
    if before.strip() == "-":
        lines.insert(last.line, f"{before}{language}" + ("\r" if line.endswith("\r") else ""))
    else:
        lines[last.line - 1] = f"{line[: last.end_column - 1]}, {language}{line[last.end_column - 1 :]}"
    # Editing text keeps comments and layout, which writing the data again would lose. `_check` makes it safe.
    edited = replace(source, text="\n".join(lines))
    _check(library, language, parse(edited).data)
    file = library.root / CONFIG
    if not stays_inside(library.root, file):
        message = f"{library.shown_root}/{CONFIG} is a link: add '{language}' to 'languages:' there"
        raise UneditableError(message)
    # The source text is without its mark, so it is put back.
    mark = codecs.BOM_UTF8 if file.read_bytes().startswith(codecs.BOM_UTF8) else b""
    file.write_bytes(mark + edited.text.encode())
    return True


def _check(library: Library, language: str, data: Any) -> None:
    """Refuse an edit unless one more language is all that it changes."""
    before = parse(library.sources[CONFIG]).data
    if not isinstance(data, dict) or data != {**before, "languages": [*before["languages"], language]}:
        message = f"add '{language}' to 'languages:' in {library.shown_root}/{CONFIG} by hand"
        raise UneditableError(message)


def missing_lines(mkdocs: Path, language: str, languages: tuple[str, ...]) -> str | None:
    """Return the lines that `mkdocs.yml` needs for a language, for people to paste; None if it has them.

    The file itself is not edited: it may have tags, anchors, environment variables or a parent file, and
    a mistake in it would stop the whole site.

    Args:
        mkdocs: the file.
        language: the new language.
        languages: all languages of the library, the site's default first.
    """
    settings = _plugin_settings(mkdocs)
    entries = _items(_child(settings, "languages"))
    locales = {_text(_child(entry, "locale")): entry for entry in entries}
    if language in locales:
        return None
    if not entries:
        listed = "\n".join(_entry(one, 8, default=one == languages[0]) for one in languages)
        return f"plugins:\n  - {_PLUGIN}:\n      docs_structure: folder\n      languages:\n{listed}"
    example = entries[-1]
    # The last entry is the pattern: a site with its own addresses has them in every language.
    link = _text(_child(example, "fixed_link")).replace(_text(_child(example, "locale")), language)
    return _entry(language, max(example.start_mark.column - 2, 0), link=link)


def _entry(language: str, indent: int, *, default: bool = False, link: str = "") -> str:
    name = language if language in PSEUDO_LANGUAGES else name_of(language, language)
    lines = [f"- locale: {language}", f"  name: {name[:1].upper()}{name[1:]}"]
    lines += ["  default: true"] if default else []
    lines += [f"  fixed_link: {link}"] if link else []
    return "\n".join(" " * indent + line for line in lines)


def _plugin_settings(mkdocs: Path) -> yaml.Node | None:
    # Composing makes nodes and no objects, so no tag in the file can run anything.
    try:
        plugins = _child(yaml.compose(mkdocs.read_text("utf-8"), yaml.SafeLoader), "plugins")
    except (OSError, ValueError, yaml.YAMLError):
        return None
    found = [plugins, *_items(plugins)]
    return next((settings for one in found if (settings := _child(one, _PLUGIN)) is not None), None)


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if _text(key) == name), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
