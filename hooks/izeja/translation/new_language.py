"""One language more: what `izeja translate add` makes for it, and what it leaves to people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from izeja.language.locales import PSEUDO_LANGUAGES, name_of
from izeja.library.library import Library
from izeja.reading.folder import CONFIG, shown
from izeja.reading.parse import parse
from izeja.translation.status import STILL_A_COPY, pages_folder

_PLUGIN = "i18n"


class UneditableError(Exception):
    """The languages of `library.yml` are written in a way that a program should not edit."""


def add_to_config(library: Library, language: str) -> bool:
    """Put a language behind the others in `library.yml`, and leave all else there as it is.

    Returns:
        Whether the file has changed: not if it names the language already.

    Raises:
        UneditableError: if the list of languages cannot be edited safely.
    """
    languages = library.config.languages
    if language in languages:
        return False
    source = library.sources[CONFIG]
    last = source.value("languages", len(languages) - 1)
    lines = source.text.split("\n")
    line = lines[last.line - 1]
    before = line[: last.column - 1]
    if before.strip() == "-":
        lines.insert(last.line, f"{before}{language}" + ("\r" if line.endswith("\r") else ""))
    else:
        lines[last.line - 1] = f"{line[: last.end_column - 1]}, {language}{line[last.end_column - 1 :]}"
    edited = replace(source, text="\n".join(lines))
    _check(library, language, parse(edited).data)
    file = library.root / CONFIG
    mark = b"\xef\xbb\xbf" if file.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    file.write_bytes(mark + edited.text.encode())
    return True


def _check(library: Library, language: str, data: Any) -> None:
    before = parse(library.sources[CONFIG]).data
    if not isinstance(data, dict) or data != {**before, "languages": [*before["languages"], language]}:
        message = f"add '{language}' to 'languages:' in {library.shown_root}/{CONFIG} by hand"
        raise UneditableError(message)


def copy_pages(library: Library, language: str) -> Iterator[str]:
    """Copy the hand-written pages that a language lacks from the source language, each with a mark.

    What lies beside them, such as pictures, is copied as it is.

    Yields:
        The path of each page that was made.
    """
    source = pages_folder(library, library.config.source_language)
    target = pages_folder(library, language)
    if source is None or target is None or language == library.config.source_language:
        return
    for file in sorted(one for one in source.rglob("*") if one.is_file()):
        copy = target / file.relative_to(source)
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix != ".md":
            shutil.copyfile(file, copy)
        else:
            copy.write_text(_marked(file.read_text("utf-8"), shown(file), language), "utf-8", newline="\n")
            yield shown(copy)


def _marked(text: str, path: str, language: str) -> str:
    if language in PSEUDO_LANGUAGES:
        return text
    mark = f"{STILL_A_COPY}{path} -->\n"
    head, fence, body = text.partition("\n---\n")
    if text.startswith("---\n") and fence:
        return f"{head}{fence}\n{mark}{body}" if body.startswith("\n") else f"{head}{fence}\n{mark}\n{body}"
    return f"{mark}\n{text}"


def missing_lines(mkdocs: Path, language: str, languages: tuple[str, ...]) -> str | None:
    """Return the lines that `mkdocs.yml` needs for a language, to be pasted; None if it has them.

    The file itself is not edited: it belongs to the site, may have tags, anchors, environment variables or a
    parent file, and a slip there would take the whole site down.

    Args:
        mkdocs: the file.
        language: the new language.
        languages: all languages of the library, the first of which is the site's default.
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
    link = _text(_child(example, "fixed_link")).replace(_text(_child(example, "locale")), language)
    return _entry(language, max(example.start_mark.column - 2, 0), link=link)


def _entry(language: str, indent: int, *, default: bool = False, link: str = "") -> str:
    name = language if language in PSEUDO_LANGUAGES else name_of(language, language)
    lines = [f"- locale: {language}", f"  name: {name[:1].upper()}{name[1:]}"]
    lines += ["  default: true"] if default else []
    lines += [f"  fixed_link: {link}"] if link else []
    return "\n".join(" " * indent + line for line in lines)


def _plugin_settings(mkdocs: Path) -> yaml.Node | None:
    # Nodes are enough, and know no tags: nothing in the file is ever run.
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
