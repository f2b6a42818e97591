"""What library.yml and mkdocs.yml say about the same things: languages and pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.i18n_internals import has_language, site_languages
from izeja.language.locales import base_language
from izeja.reading.containment import real
from izeja.reading.folder import CONFIG

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.language.config import Config

_ADD = "prints the lines to paste"


def differences(config: Config, root: Path, site: MkDocsConfig, *, serving: bool) -> Iterator[str]:
    """Yield what the settings of a library and those of its site contradict each other in.

    Args:
        config: the settings of the library.
        root: its folder.
        site: the settings of the site.
        serving: whether this is a preview, which shows languages in preparation too.
    """
    wanted = tuple(config.languages) if serving else config.published
    if not i18n_internals.is_used(site):
        yield from _one_language(wanted, site)
    elif not i18n_internals.is_narrowed(site):
        yield from _several_languages(config, wanted, site)
    yield from _pages(config, root, site)


def _one_language(wanted: tuple[str, ...], site: MkDocsConfig) -> Iterator[str]:
    # Material has `theme: language`, MkDocs' own themes have `theme: locale`.
    key = "language" if "language" in site.theme else "locale"
    current = str(site.theme[key])
    others = [one for one in wanted if base_language(one) != base_language(current)]
    if len(others) == len(wanted):
        yield (
            f"the first language of {CONFIG} is '{wanted[0]}', and mkdocs.yml builds the site in "
            f"'{current}': write '{key}: {wanted[0]}' under 'theme:' in mkdocs.yml"
        )
        others = others[1:]
    if others:
        yield (
            f"{CONFIG} has the languages {_listed(wanted)}, and mkdocs.yml builds only one: add the plugin "
            f"i18n to mkdocs.yml ('izeja translate add {others[0]}' {_ADD}), or delete {_listed(others)} in "
            f"{CONFIG}"
        )


def _several_languages(config: Config, wanted: tuple[str, ...], site: MkDocsConfig) -> Iterator[str]:
    built, default, _ = site_languages(site)
    for language in wanted:
        if not has_language(site, language):
            later = "" if config.states[language] == "preparing" else f", or write '{language}: preparing'"
            yield (
                f"{CONFIG} has the language '{language}', and mkdocs.yml does not: add it to the languages "
                f"of i18n in mkdocs.yml ('izeja translate add {language}' {_ADD}){later}"
            )
    for language in built:
        if language not in config.languages:
            yield (
                f"mkdocs.yml builds the language '{language}', which {CONFIG} does not have, so its guides "
                f"are in '{wanted[0]}': run 'izeja translate add {language}', or write 'build: false' for "
                "the language in mkdocs.yml"
            )
    if default in config.languages and default != wanted[0]:
        yield (
            f"the default language is '{wanted[0]}' in {CONFIG}, and '{default}' in mkdocs.yml: put "
            f"'{default}' first in {CONFIG}, or write 'default: true' for '{wanted[0]}' in mkdocs.yml"
        )


def _pages(config: Config, root: Path, site: MkDocsConfig) -> Iterator[str]:
    if config.pages is None:
        return
    docs = Path(site.docs_dir)
    in_folders = i18n_internals.is_of_language(f"{config.source_language}/", config.source_language, site)
    right = docs / "{language}" if in_folders else docs
    said = real(root / config.pages.replace("{language}", config.source_language))
    if said != real(Path(str(right).replace("{language}", config.source_language))):
        yield (
            f"{CONFIG} says 'pages: {config.pages}', and mkdocs.yml has the pages in {_shown(right, site)}: "
            f"write 'pages: {Path(os.path.relpath(right, root)).as_posix()}' in {CONFIG}"
        )


def _shown(path: Path, site: MkDocsConfig) -> str:
    """Return a path as seen from mkdocs.yml."""
    return Path(os.path.relpath(path, Path(site.config_file_path).parent)).as_posix()


def _listed(languages: Iterable[str]) -> str:
    return ", ".join(f"'{one}'" for one in languages)
