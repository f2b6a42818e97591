"""Guides printed into one page of the theme, where MkDocs would make the theme's page for each of them.

MkDocs builds one page with marks for each depth of folders (`izeja.stamp`), and the other guides are printed
from it: files, addresses and pages. A few guides are made both ways in each build, and compared; where they
differ, and beside a plugin that may do something to a page, MkDocs builds each guide itself.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from izeja.parallel import Crew
from izeja.search import Entry, entries_of
from izeja.stamp import Stamp, Values, marks

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from izeja.page import Fragment, Head

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
_MOST_IN_HAND = 1000
"""So many guides at most are rendered before it is known into what they are printed."""

# MkDocs gives pages of these names other addresses.
_INDEXES = frozenset({"index", "readme"})


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
    return quote(tree_id) == tree_id and tree_id.rpartition("/")[2].lower() not in _INDEXES


def depth_of(tree_id: str) -> int:
    """Return of how many parts an id consists."""
    return tree_id.count("/") + 1


def probe_of(depth: int) -> str:
    """Return the id of the page with marks for guides of a depth."""
    return "/".join(marks(depth).path)


def is_marked(location: str) -> bool:
    """Tell whether an address is that of a page with marks."""
    return marks(1).path[0] in location


class FileStamp:
    """What MkDocs and its plugins have made of the file of a probe, to be printed for guides."""

    def __init__(self, probe: File, depth: int) -> None:
        """Take a probe's file.

        Args:
            probe: as it is when all plugins have seen it.
            depth: of how many parts its id consists.
        """
        _settle(probe)
        self._marked = marks(depth).path
        self.prefix = probe.url.partition(self._marked[0])[0]
        self._attributes = self._stamps(probe)
        self._alternates = {
            language: None if other is probe else self._stamps(_settle(other))
            for language, other in vars(probe).get("alternates", {}).items()
        }

    def printed(self, tree_id: str) -> GuideFile:
        """Return the file of a guide, with the files of its other languages."""
        parts = tree_id.split("/")
        file: GuideFile = _with(GuideFile, self._attributes, parts)
        if self._alternates:
            vars(file)["alternates"] = {
                language: file if stamps is None else _with(File, stamps, parts)
                for language, stamps in self._alternates.items()
            }
        return file

    def _stamps(self, file: File) -> dict[str, Any]:
        return {
            name: Stamp(value, self._marked) if isinstance(value, str) else value
            for name, value in vars(file).items()
            if name not in {"alternates", "page"}
        }


def meta_of(head: Head) -> dict[str, Any]:
    """Return what a guide's page says of itself, as the head of a Markdown file would say it."""
    return {"title": head.title, "description": head.description, "hide": ["navigation", "toc"]}


class Group(NamedTuple):
    """Guides whose pages differ in nothing but what `Values` has: those of one depth, or of one folder.

    `folder` is what their ids begin with, where other pages of the site have addresses in the same folder:
    links between these are shorter than to others. `parts` is of how many parts the rest consists.
    """

    folder: str
    parts: int


@dataclass
class Printing:
    """The guides of one language in one build of a site.

    `heads` has the title and description of each guide, as HTML; `render` renders a guide, and `shown` is
    what the plugins do to the HTML of any page. `published` writes what the search is to know of a guide as
    a published search has it, which is wanted if `is_published`.

    `files` has the file of each guide in the order of the library, `groups` the group of each that is
    printed, `probes` the files with marks, and `pages` what became of them.
    """

    heads: Mapping[str, Head]
    shown: Callable[[str], str]
    render: Callable[[File], Fragment] = field(init=False)
    published: Callable[[str, list[Entry]], str] = field(init=False)
    crew: Crew[str, str] = field(init=False)
    is_published: bool = False
    files: dict[str, File] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    probes: dict[File, Group] = field(default_factory=dict)
    pages: dict[Group, Stamp] = field(default_factory=dict)

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
            depth: FileStamp(made[probe_of(depth)], depth)
            for depth in {depth_of(tree_id) for tree_id in self.heads}
            if probe_of(depth) in made
        }
        for tree_id in self.heads:
            if not can_be_printed(tree_id):
                self.files[tree_id] = made[tree_id]
                continue
            file = self._stamps[depth_of(tree_id)].printed(tree_id)
            if tree_id in made and _addresses(file) != _addresses(made[tree_id]):
                return f"{file.src_uri} has another address than was to be expected"
            self.files[tree_id] = file
        return None

    def add_pages(self, config: MkDocsConfig, files: Files) -> None:
        """Give each file a page, when the navigation is known; MkDocs builds those that are in it."""
        prefix = next((stamp.prefix for stamp in self._stamps.values()), "")
        others = [file for file in files if not isinstance(file, GuideFile) or file.page is not None]
        urls = [file.url.removeprefix(prefix) for file in others]
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
            self.groups[tree_id] = Group(folder, 1) if is_taken else Group("", depth_of(tree_id))
        for group in dict.fromkeys(self.groups.values()):
            probe_id = "/".join((*filter(None, [group.folder]), *marks(group.parts).path))
            probe = self._stamps[depth_of(probe_id)].printed(probe_id)
            Page(None, probe, config)
            self.probes[probe] = group

    def difference(self, nav: Navigation, config: MkDocsConfig, files: Files, env: Environment) -> str | None:
        """Make the pages with marks, and some guides both ways.

        Returns:
            Where the first guide that comes out otherwise does so; None if none does.
        """
        for probe, group in self.probes.items():
            text = _made(_page_of(probe), nav, config, files, env)
            self.pages[group] = Stamp(text, marks(group.parts).flat())
        for tree_id in self.samples:
            made = _made(_page_of(self.files[tree_id]), nav, config, files, env)
            if made != (printed := self.page(tree_id, self.fragment(tree_id))):
                where = _first_difference(made, printed)
                return f"{self.files[tree_id].src_uri} does not come out the same ({where})"
        return None

    def marks_of(self, file: File) -> Values | None:
        """Return what is to be put into a page with marks; None for all other pages."""
        group = self.probes.get(file)
        return marks(group.parts) if group else None

    @cached_property
    def samples(self) -> list[str]:
        """The guides that are made both ways."""
        return self._samples_of(self.groups, self.groups.__getitem__)

    @property
    def printed(self) -> list[str]:
        """The guides that MkDocs does not build."""
        return list(self.groups)

    def fragment(self, tree_id: str) -> Fragment:
        """Render a guide."""
        return self.render(self.files[tree_id])

    def entries(self, tree_id: str, fragment: Fragment) -> list[Entry]:
        """Return what the search is to know of a guide."""
        return list(entries_of(self.heads[tree_id], fragment, self.files[tree_id].url))

    def start(self, tree_ids: Sequence[str], *, pays: bool) -> None:
        """Begin to write pages, before it is known into what they are printed."""
        self.crew = Crew(self._write_all, tree_ids, pays=pays)

    def go_on(self, *, is_published: bool) -> None:
        """Let the pages be printed, when `difference` has found none."""
        self.is_published = is_published
        self.crew.tell((self.pages, is_published))

    @cached_property
    def written(self) -> dict[str, str]:
        """What the search is to know of each guide, as JSON, when all pages are there."""
        return self.crew.results()

    def _write_all(self, left: Iterable[str], news: Connection | None) -> Iterator[tuple[str, str]]:
        left, rendered = iter(left), []
        if news:
            for tree_id in left:
                rendered.append((tree_id, self.fragment(tree_id)))
                if news.poll() or len(rendered) == _MOST_IN_HAND:
                    break
            try:
                self.pages, self.is_published = news.recv()
            except EOFError:
                # Nothing is printed after all.
                return
        for tree_id, fragment in rendered:
            yield tree_id, self._write(tree_id, fragment)
        for tree_id in left:
            yield tree_id, self.write(tree_id)

    def write(self, tree_id: str) -> str:
        """Write the page of a guide into the site, and return what the search is to know of it, as JSON."""
        return self._write(tree_id, self.fragment(tree_id))

    def _write(self, tree_id: str, fragment: Fragment) -> str:
        output = self.page(tree_id, fragment).encode("utf-8", errors="xmlcharrefreplace")
        target = self.files[tree_id].abs_dest_path
        # Most pages have a folder of their own, which is not there yet.
        try:
            os.mkdir(os.path.dirname(target))  # noqa: PTH102, PTH120 - a path costs more than the page
        except FileExistsError:
            pass
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
        with open(target, "wb") as file:  # noqa: PTH123 - as above
            file.write(output)
        entries = self.entries(tree_id, fragment)
        return self.published(tree_id, entries) if self.is_published else json.dumps(entries)

    def page(self, tree_id: str, fragment: Fragment) -> str:
        """Return the whole page of a guide."""
        head, group = self.heads[tree_id], self.groups[tree_id]
        path = tuple(tree_id.split("/")[-group.parts :])
        start, content = fragment.guide.sections[0].id, self.shown(fragment.html)
        return self.pages[group].printed(Values(head.title, head.description, start, content, path).flat())

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


def _with(kind: type[Any], stamps: Mapping[str, Any], parts: Sequence[str]) -> Any:
    file = object.__new__(kind)
    vars(file).update(
        {name: value.printed(parts) if isinstance(value, Stamp) else value for name, value in stamps.items()}
    )
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
