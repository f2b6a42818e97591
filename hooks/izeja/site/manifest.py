"""The list of what a built site must have, which every build leaves in it for `izeja verify`.

`docs/reference/site.md` describes its format. `izeja.site.completeness` reads it, on its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from izeja.library.library import Library
from izeja.library.topics import former_pages, page_name
from izeja.proof.graph import Graph

SITE_MANIFEST = "izeja-site.json"
_VERSION = 1
_ID = "*"


@dataclass(frozen=True, slots=True)
class SiteManifest:
    """What a site must have.

    `guides` has the ids of the steps of each guide, and `moved` the guide that each old id leads to. `topics`
    has the pages that each topic lists, by their ids; the page of a topic has an id like that of a guide.
    `pages` has, for each language, the file of the page at every id, present or old. `files` are those of
    Izeja that pages load.
    """

    guides: Mapping[str, Sequence[str]]
    moved: Mapping[str, str]
    pages: Mapping[str, Mapping[str, str]]
    topics: Mapping[str, Sequence[str]]
    files: Sequence[str] = ()

    def as_json(self) -> str:
        """Return the content of `izeja-site.json`, the same for the same site."""
        patterns = {language: _pattern(files) for language, files in self.pages.items()}
        elsewhere = {
            language: {name: file for name, file in files.items() if file != _file(patterns[language], name)}
            for language, files in self.pages.items()
        }
        content = {
            "version": _VERSION,
            "pages": patterns,
            "elsewhere": {language: files for language, files in elsewhere.items() if files},
            "guides": {guide: list(steps) for guide, steps in self.guides.items()},
            "moved": dict(self.moved),
            **(
                {"topics": {topic: list(pages) for topic, pages in self.topics.items()}}
                if self.topics
                else {}
            ),
            "files": sorted(self.files),
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def manifest_of(
    library: Library, graph: Graph, pages: Mapping[str, Mapping[str, str]], files: Iterable[str]
) -> SiteManifest:
    """Return what a site of a library must have.

    Args:
        library: in the language that it is written in.
        graph: where its nodes lead.
        pages: see `SiteManifest`.
        files: the same.
    """
    guides, shelves = library.guides, library.shelves.shelves
    return SiteManifest(
        {guide: [place.node for place in graph.guides[guide]] for guide in guides},
        {alias: guide for guide, tree in guides.items() for alias in tree.aliases}
        | {old: page_name(key) for key, one in shelves.items() for old in former_pages(one.topic.written)},
        pages,
        {
            page_name(shelf.topic.id): [*map(page_name, shelf.topics), *shelf.guides]
            for shelf in shelves.values()
        },
        tuple(files),
    )


def _pattern(files: Mapping[str, str]) -> str:
    """Return the pattern that most files follow: listing each would make the manifest twice as large."""
    found = Counter(_ID.join(file.rsplit(name, 1)) for name, file in files.items())
    return max(found, key=lambda pattern: found[pattern], default=_ID)


def _file(pattern: str, name: str) -> str:
    return pattern.replace(_ID, name)
