"""Parts of a site that are built alone, to be merged (`izeja.site.merge`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from izeja.hosts.mkdocs.addresses import location_of, site_languages
from izeja.hosts.mkdocs.skeletons import Printing
from izeja.language.validation import nearest
from izeja.site.merge import MANIFEST, Shard
from izeja.site.search import index_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File


class Part:
    """The guides that a build is to have, if it is not to have all: those of some folders or languages."""

    def __init__(self, only: Sequence[str], only_languages: Sequence[str]) -> None:
        """Read the options: lists, or names with commas between them."""
        self._folders = _names(only)
        self._languages = _names(only_languages)

    @property
    def is_part(self) -> bool:
        """Whether it is not to have all."""
        return bool(self._folders or self._languages)

    def is_wanted(self, language: str, tree_id: str) -> bool:
        """Tell whether this build is to have a guide, if it is to have only some."""
        folders, languages = self._folders, self._languages
        return (not languages or language in languages) and (
            not folders or any(_lies_in(tree_id, folder) for folder in folders)
        )

    def check(self, guides: Collection[str], config: MkDocsConfig) -> None:
        """Refuse to build a part that nobody could have wanted, or that could not be merged."""
        for folder in self._folders:
            if not any(_lies_in(tree_id, folder) for tree_id in guides):
                tops = sorted({tree_id.partition("/")[0] for tree_id in guides})
                hint = nearest(folder, tops)
                close = f"did you mean '{hint}'?" if hint else f"there are: {', '.join(tops)}"
                message = f"'only' names '{folder}', but no guide lies there: {close}"
                raise PluginError(message)
        for language in self._languages:
            if language not in (built := site_languages(config)[0]):
                message = f"'only_languages' names '{language}', but the site is in: {', '.join(built)}"
                raise PluginError(message)


def tell_whole(site: Path, printings: Mapping[str, Printing], pages: Mapping[str, Sequence[File]]) -> None:
    """Leave word of the whole site in a part of it, for `izeja merge`.

    Args:
        site: the folder of the part.
        printings: the guides of each language.
        pages: all pages that the whole site has, by language and in their order.

    Raises:
        PluginError: its parts could not be merged.
    """
    languages = tuple(pages)
    if not all(one in printings and printings[one].is_published for one in languages):
        message = (
            "parts of this site could not be merged: not all of its guides are printed (a plugin or the "
            "menu needs some), or its search is not that of Material: build the whole site at once"
        )
        raise PluginError(message)
    files = {
        language: {location_of(file): file.dest_uri for file in listed} for language, listed in pages.items()
    }
    (site / MANIFEST).write_text(Shard(files, index_files(languages)).as_json(), "utf-8")


def _names(value: Sequence[str]) -> list[str]:
    names = value.split(",") if isinstance(value, str) else value
    return [name.strip().strip("/") for name in names if name.strip()]


def _lies_in(tree_id: str, folder: str) -> bool:
    return f"{tree_id}/".startswith(f"{folder}/")
