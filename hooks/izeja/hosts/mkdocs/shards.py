"""Parts of a site that are built alone, to be merged (`izeja.site.merge`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs.addresses import location_of
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.language.corrections import nearest
from izeja.site.search import index_files
from izeja.site.shard import MANIFEST, Shard

if TYPE_CHECKING:
    from izeja.hosts.mkdocs.build import Language


class Part:
    """The guides that a build writes, if not all: those of some folders or languages."""

    def __init__(self, only: Sequence[str] | str, only_languages: Sequence[str] | str) -> None:
        """Read the options: lists, or names with commas between them."""
        self._folders = _names(only)
        self._languages = _names(only_languages)

    @property
    def is_shard(self) -> bool:
        """Whether this is not the whole site."""
        return bool(self._folders or self._languages)

    def is_wanted(self, language: str, tree_id: str) -> bool:
        """Return whether this build writes a guide."""
        folders, languages = self._folders, self._languages
        return (not languages or language in languages) and (
            not folders or any(_lies_in(tree_id, folder) for folder in folders)
        )

    def check(self, guides: Collection[str], languages: Sequence[str]) -> None:
        """Check that there is such a shard.

        Args:
            guides: the ids of all guides.
            languages: all that the site is built in.

        Raises:
            StoppedError: there is none.
        """
        for folder in self._folders:
            # A misspelt folder would build a shard without guides, noticed only when all are merged.
            if not any(_lies_in(tree_id, folder) for tree_id in guides):
                tops = sorted({tree_id.partition("/")[0] for tree_id in guides})
                hint = nearest(folder, tops)
                close = f"did you mean '{hint}'?" if hint else f"there are: {', '.join(tops)}"
                message = f"'only' names '{folder}', but it has no guides: {close}"
                raise StoppedError(message)
        for language in self._languages:
            if language not in languages:
                message = f"'only_languages' names '{language}', but the site is in: {', '.join(languages)}"
                raise StoppedError(message)


def write_shard_manifest(site: Path, languages: Collection[Language]) -> None:
    """Write the list of all pages of the site into a shard, for `izeja merge`.

    Args:
        site: the folder of the shard.
        languages: all that the site is built in.

    Raises:
        StoppedError: its shards could not be merged.
    """
    if not all(language.strategy.is_published for language in languages):
        message = (
            "shards of this site cannot be merged: MkDocs builds some of its guides (a plugin or the menu "
            "needs it to), or its search is not Material's. Build the whole site at once"
        )
        raise StoppedError(message)
    files = {
        language.code: {location_of(file): file.dest_uri for file in language.site_pages.all}
        for language in languages
    }
    search = index_files({language: len(own) for language, own in files.items()})
    (site / MANIFEST).write_text(Shard(files, search).as_json(), "utf-8")


def _names(value: Sequence[str] | str) -> list[str]:
    names = value.split(",") if isinstance(value, str) else value
    return [name.strip().strip("/") for name in names if name.strip()]


def _lies_in(tree_id: str, folder: str) -> bool:
    # With the slashes, so that `micro` does not take `microsoft/`, and a single guide can be named.
    return f"{tree_id}/".startswith(f"{folder}/")
