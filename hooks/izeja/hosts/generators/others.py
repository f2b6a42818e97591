"""The pages of somebody else in a project, and where they are in the site."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from izeja.hosts.generators.front_matter import Told, front_matter
from izeja.hosts.generators.generator import Generator
from izeja.hosts.generators.own_files import OwnFiles
from izeja.library.addresses import as_one


class OthersPages:
    """The pages that this program has not written, where their files are or their front matter says."""

    def __init__(self, own: OwnFiles, generator: Generator, folders: Mapping[str, str]) -> None:
        """Read the front matter of all pages, if the generator follows it.

        Args:
            own: what this program has written into the project.
            generator: whose project it is.
            folders: the folder of each language in the site; that of "" is for pages that name no language.
        """
        self._own = own
        told_by = dict(_told(own, generator, folders))
        self._moved = {path for path, told in told_by.items() if told.is_moved}
        self._at: dict[str, dict[str, str]] = {}
        for path, told in told_by.items():
            for file, words in told.files.items():
                self._at.setdefault(as_one(file), {})[path] = words

    def at(self, sources: Sequence[str], file: str) -> Mapping[str, str]:
        """Return the files of somebody else that are at the address of a page.

        Args:
            sources: all files of the project that would be this page.
            file: that of the page in the site.

        Returns:
            For each file what puts it there, such as "its 'slug'"; "" if it is there by its name.
        """
        named = [one for source in sources for one in self._own.of_others(source)]
        stay = dict.fromkeys((one for one in named if one not in self._moved), "")
        return stay | self._at.get(as_one(file), {})


def _told(own: OwnFiles, generator: Generator, folders: Mapping[str, str]) -> Iterator[tuple[str, Told]]:
    if rules := generator.front_matter:
        fronts = {
            posixpath.relpath(path, rules.folder): front_matter(own.text_of(path))
            for path in own.others_below(rules.folder, rules.endings)
        }
        for path, told in rules.told(fronts, folders).items():
            yield f"{rules.folder}/{path}", told
