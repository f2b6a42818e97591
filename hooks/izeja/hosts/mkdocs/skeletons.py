"""Guides printed into one page of the theme, where MkDocs would make the theme's page for each of them.

MkDocs builds one page with marks for each depth of folders (`izeja.site.skeleton`), and the other guides are
printed from it: files, addresses and pages. A few guides are made both ways in each build, and compared;
where they differ, and beside a plugin that may do something to a page, MkDocs builds each guide itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from izeja.hosts.mkdocs.addresses import is_index
from izeja.site.skeleton import Skeleton, Values, placeholders
from izeja.site.writer import Destination, GuideWriter, Layout, PageGroup

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from izeja.page.render import Head
    from izeja.page.search import Entry

# Events whose handlers may know or change something of a single page.
_PAGE_EVENTS = (
    *("files", "nav", "env", "pre_page", "page_read_source", "page_markdown"),
    *("page_content", "page_context", "post_page"),
)
# These do nothing to the page of a guide that the marks and the comparison do not show. Tags are read from a
# page's own meta data, which a guide does not have.
_KNOWN = frozenset(
    {
        "mkdocs_static_i18n.plugin",
        "mkdocs_static_i18n.reconfigure",
        "material.plugins.group.plugin",
        "material.plugins.info.plugin",
        "material.plugins.offline.plugin",
        "material.plugins.search.plugin",
        "material.plugins.tags.plugin",
    }
)


class GuideFile(File):
    """The file of a guide: MkDocs knows its address, and builds it only if `built` says so."""

    built = False

    def is_documentation_page(self) -> bool:
        """Tell MkDocs whether to read and build this page."""
        return self.built

    def is_media_file(self) -> bool:
        """Tell that this is nothing to be copied."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Copy nothing: there is no such file in the folder of pages."""


def strangers(config: MkDocsConfig, own: type, welcome: Iterable[str]) -> list[str]:
    """Return the names of plugins and hooks that may do something to the page of a guide.

    Args:
        config: of the site.
        own: the class whose handlers are ours.
        welcome: the plugins of which the site says that they do nothing to guides.
    """
    plugins = config.plugins
    found = {
        plugins._event_origins.get(method, "a hook"): None  # noqa: SLF001 - MkDocs tells it nowhere else
        for event in _PAGE_EVENTS
        for method in plugins.events[event]
        if not isinstance(getattr(method, "__self__", None), own) and method.__module__ not in _KNOWN
    }
    return [name for name in found if name not in set(welcome)]


def can_be_printed(tree_id: str) -> bool:
    """Tell whether the address of a guide is its id, letter by letter."""
    return quote(tree_id) == tree_id and not is_index(tree_id)


def depth_of(tree_id: str) -> int:
    """Return of how many parts an id consists."""
    return tree_id.count("/") + 1


def probe_of(depth: int) -> str:
    """Return the id of the page with marks for guides of a depth."""
    return "/".join(placeholders(depth).path)


def is_marked(location: str) -> bool:
    """Tell whether an address is that of a page with marks."""
    return placeholders(1).path[0] in location


class _Attributes(NamedTuple):
    """The attributes of a file, and those of them that differ from guide to guide."""

    values: Mapping[str, Any]
    stamps: Mapping[str, Skeleton]


class FileSkeleton:
    """What MkDocs and its plugins have made of the file of a probe, to be printed for guides."""

    def __init__(self, probe: File, depth: int) -> None:
        """Take a probe's file.

        Args:
            probe: as it is when all plugins have seen it.
            depth: of how many parts its id consists.
        """
        _settle(probe)
        self._marked = placeholders(depth).path
        self.prefix = probe.url.partition(self._marked[0])[0]
        self._attributes = self._stamps(probe)
        self._alternates = {
            language: None if other is probe else self._stamps(_settle(other))
            for language, other in vars(probe).get("alternates", {}).items()
        }

    def filled(self, tree_id: str) -> GuideFile:
        """Return the file of a guide, with the files of its other languages."""
        parts = tree_id.split("/")
        file: GuideFile = _with(GuideFile, self._attributes, parts)
        if self._alternates:
            vars(file)["alternates"] = {
                language: file if stamps is None else _with(File, stamps, parts)
                for language, stamps in self._alternates.items()
            }
        return file

    def _stamps(self, file: File) -> _Attributes:
        values = {name: value for name, value in vars(file).items() if name not in {"alternates", "page"}}
        stamps = {
            name: Skeleton(value, self._marked)
            for name, value in values.items()
            if isinstance(value, str) and any(mark in value for mark in self._marked)
        }
        return _Attributes(values, stamps)


def meta_of(head: Head) -> dict[str, Any]:
    """Return what a guide's page says of itself, as the head of a Markdown file would say it."""
    return {"title": head.title, "description": head.description, "hide": ["navigation", "toc"]}


@dataclass
class Printing:
    """The guides of one language in one build of a site.

    `language` is that of the library, and `writer` is to have their pages. `files` has the file of each
    guide in the order of the library, `groups` the group of each that is printed, `probes` the files with
    marks, and `pages` what became of them.
    """

    language: str
    writer: GuideWriter
    files: dict[str, File] = field(default_factory=dict)
    groups: dict[str, PageGroup] = field(default_factory=dict)
    probes: dict[File, PageGroup] = field(default_factory=dict)
    pages: dict[PageGroup, Skeleton] = field(default_factory=dict)

    @property
    def heads(self) -> Mapping[str, Head]:
        """Title and description of each guide, as HTML."""
        return self.writer.heads

    @property
    def is_published(self) -> bool:
        """Whether the search is told of all guides as a published search has it."""
        return self.writer.layout.is_published

    @is_published.setter
    def is_published(self, value: bool) -> None:
        self.writer.layout = self.writer.layout._replace(is_published=value)

    @property
    def prefix(self) -> str:
        """What the addresses of all guides begin with, before their ids."""
        return next((stamp.prefix for stamp in self._stamps.values()), "")

    @cached_property
    def models(self) -> list[str]:
        """The ids of the pages that MkDocs and its plugins have to see for their files."""
        ids = list(filter(can_be_printed, self.heads))
        depths = {depth_of(tree_id): None for tree_id in ids}
        others = (tree_id for tree_id in self.heads if not can_be_printed(tree_id))
        return [*(probe_of(depth) for depth in depths), *self._samples_of(ids, depth_of), *others]

    def print_files(self, made: Mapping[str, File]) -> str | None:
        """Print the files of all guides.

        Args:
            made: the files of `models`, as they are when all plugins have seen them.

        Returns:
            What is otherwise with the file of a guide; None if nothing is.
        """
        self._stamps = {
            depth: FileSkeleton(made[probe_of(depth)], depth)
            for depth in {depth_of(tree_id) for tree_id in self.heads}
            if probe_of(depth) in made
        }
        for tree_id in self.heads:
            if not can_be_printed(tree_id):
                self.files[tree_id] = made[tree_id]
                continue
            file = self._stamps[depth_of(tree_id)].filled(tree_id)
            if tree_id in made and _addresses(file) != _addresses(made[tree_id]):
                return f"{file.src_uri} has another address than was to be expected"
            self.files[tree_id] = file
        return None

    def add_pages(self, config: MkDocsConfig, files: Files) -> None:
        """Give each file a page, when the navigation is known; MkDocs builds those that are in it."""
        others = [file for file in files if not isinstance(file, GuideFile) or file.page is not None]
        urls = [file.url.removeprefix(self.prefix) for file in others]
        taken = {url.partition("/")[0] for url in urls}
        below = {url[: at.start()] for url in urls for at in re.finditer("/", url)}
        for tree_id, file in self.files.items():
            if not isinstance(file, GuideFile):
                continue
            in_menu = file.page is not None
            page = file.page or Page(None, file, config)
            # What lies in the guide's own folder has another address from there than from any other guide.
            if in_menu or tree_id in below:
                file.built = True
                continue
            page.markdown, page.meta = "", meta_of(self.heads[tree_id])
            folder = tree_id.rpartition("/")[0]
            is_taken = bool(folder) and tree_id.partition("/")[0] in taken
            self.groups[tree_id] = PageGroup(folder, 1) if is_taken else PageGroup("", depth_of(tree_id))
        for group in dict.fromkeys(self.groups.values()):
            probe_id = "/".join((*filter(None, [group.folder]), *placeholders(group.parts).path))
            probe = self._stamps[depth_of(probe_id)].filled(probe_id)
            Page(None, probe, config)
            self.probes[probe] = group

    def difference(self, nav: Navigation, config: MkDocsConfig, files: Files, env: Environment) -> str | None:
        """Make the pages with marks, and some guides both ways.

        Returns:
            Where the first guide that comes out otherwise does so; None if none does.
        """
        for probe, group in self.probes.items():
            text = _made(_page_of(probe), nav, config, files, env)
            self.pages[group] = Skeleton(text, placeholders(group.parts).flat())
        self.writer.layout = self._forme()
        for tree_id in self.samples:
            made = _made(_page_of(self.files[tree_id]), nav, config, files, env)
            if made != (printed := self.writer.page(tree_id, self.writer.render(tree_id))):
                where = _first_difference(made, printed)
                return f"{self.files[tree_id].src_uri} does not come out the same ({where})"
        return None

    def marks_of(self, file: File) -> Values | None:
        """Return what is to be put into a page with marks; None for all other pages."""
        group = self.probes.get(file)
        return placeholders(group.parts) if group else None

    @cached_property
    def samples(self) -> list[str]:
        """The guides that are made both ways."""
        return self._samples_of(self.groups, self.groups.__getitem__)

    def entries(self, tree_id: str) -> list[Entry]:
        """Return what the search is to know of a guide."""
        return self.writer.entries(tree_id, self.writer.render(tree_id))

    def _forme(self) -> Layout:
        destinations = {
            tree_id: Destination(self.files[tree_id].abs_dest_path, self.files[tree_id].url, group)
            for tree_id, group in self.groups.items()
        }
        return Layout(self.pages, destinations, is_published=False)

    def leave_all(self, config: MkDocsConfig, files: Files) -> None:
        """Leave all guides to MkDocs, which has read its own pages already."""
        for tree_id in self.groups:
            file = self.files[tree_id]
            assert isinstance(file, GuideFile)  # noqa: S101 - no other is in a group
            file.built = True
            _populate_page(_page_of(file), config, files)

    def _samples_of(self, tree_ids: Iterable[str], group_of: Callable[[str], Hashable]) -> list[str]:
        """Choose from each group the guides that are most likely to come out otherwise.

        They are the first, the one with the most letters, and the one with the most characters that are no
        letters, in title and description.
        """
        groups: dict[Hashable, list[str]] = defaultdict(list)
        for tree_id in tree_ids:
            groups[group_of(tree_id)].append(tree_id)
        chosen: dict[str, None] = {}
        for ids in groups.values():
            chosen |= dict.fromkeys((ids[0], max(ids, key=self._letters), max(ids, key=self._signs)))
        return list(chosen)

    def _letters(self, tree_id: str) -> int:
        return len(self._said(tree_id))

    def _signs(self, tree_id: str) -> int:
        return sum(not letter.isalnum() for letter in self._said(tree_id))

    def _said(self, tree_id: str) -> str:
        return self.heads[tree_id].title + self.heads[tree_id].description


def _made(page: Page, nav: Navigation, config: MkDocsConfig, files: Files, env: Environment) -> str:
    """Make a page as MkDocs does, without writing it."""
    _populate_page(page, config, files)
    config._current_page = page  # noqa: SLF001 - what MkDocs does around these events
    page.active = True
    try:
        context = get_context(nav, files, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
        config._current_page = None  # noqa: SLF001 - as above


def _page_of(file: File) -> Page:
    assert file.page is not None  # noqa: S101 - every file has got its page after the navigation
    return file.page


def _settle(file: File) -> File:
    """Let a file work out what it would work out when it is asked."""
    for name in ("name", "dest_uri", "url", "abs_src_path", "abs_dest_path"):
        getattr(file, name)
    return file


def _with(kind: type[Any], attributes: _Attributes, parts: Sequence[str]) -> Any:
    file = object.__new__(kind)
    values = vars(file)
    values.update(attributes.values)
    for name, stamp in attributes.stamps.items():
        values[name] = stamp.filled(parts)
    return file


def _addresses(file: File) -> dict[str, Any]:
    own = {name: value for name, value in vars(_settle(file)).items() if isinstance(value, str)}
    others = {
        language: {name: value for name, value in vars(_settle(other)).items() if isinstance(value, str)}
        for language, other in vars(file).get("alternates", {}).items()
        if other is not file
    }
    return {**own, "alternates": others}


def _first_difference(made: str, printed: str) -> str:
    for one, other in zip(made.splitlines(), printed.splitlines(), strict=False):
        if one != other:
            return f"'{_cut(one.strip())}' and not '{_cut(other.strip())}'"
    return "one of them is longer"


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."
