"""Guides filled into a page of the theme, where MkDocs would build that page again for each of them.

For each group of guides MkDocs builds one page with placeholders (`izeja.site.skeleton`), and the pages of
all guides are filled into it. In every build a few guides are made both ways and compared. If they differ,
MkDocs builds all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.structure.pages import Page

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.guide_files import (
    GuideFile,
    GuideFiles,
    UnexpectedAddressError,
    can_be_printed,
    depth_of,
    fill_files,
    is_placeholder,
    new_files,
    placeholder_ids,
    placeholder_of,
)
from izeja.hosts.mkdocs.mkdocs_internals import read_page, whole_page
from izeja.hosts.mkdocs.own_search import search_entries
from izeja.hosts.mkdocs.samples import choose_samples, first_difference
from izeja.hosts.mkdocs.sources import Sources, head_as_meta
from izeja.hosts.mkdocs.strategy import PageByPage
from izeja.page.render import Head
from izeja.running.timing import phase
from izeja.site.skeleton import Skeleton, Values, placeholders
from izeja.site.writer import Destination, GuideWriter, Layout, PageGroup

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from izeja.hosts.mkdocs.search import LanguageSearch
    from izeja.hosts.mkdocs.strategy import Pages
    from izeja.hosts.mkdocs.writer import SiteWriter


@dataclass
class FromSkeletons(PageByPage):
    """The guides of one language, filled into pages with placeholders.

    `site_writer` writes their pages while MkDocs goes on with others, and `sources` makes known that their
    files are generated. `are_files_seen` says that another
    plugin sees files, and so has to see those of all guides. `groups` has the group of each guide that is
    filled, and `placeholder_files` the page with placeholders for each group.
    """

    language: str
    site_writer: SiteWriter
    sources: Sources
    are_files_seen: bool
    made: GuideFiles = field(default_factory=lambda: GuideFiles("", {}, {}))
    groups: dict[str, PageGroup] = field(default_factory=dict)
    placeholder_files: dict[File, PageGroup] = field(default_factory=dict)

    @property
    def writer(self) -> GuideWriter:
        """What renders and writes a guide."""
        return self.site_writer.writers[self.language]

    @property
    def is_published(self) -> bool:  # type: ignore[override]  # it is decided late here
        """Whether all guides are written here, with search entries as a published index has them."""
        return self.writer.layout.is_published

    def seen_by_plugins(self, tree_ids: Sequence[str]) -> Sequence[str]:
        """Return all guides if another plugin has to see their files."""
        return tree_ids if self.are_files_seen else ()

    def settle_files(self, files: Files, config: MkDocsConfig) -> str | None:
        """Fill in the files of all guides; return which one is not as expected, or None."""
        heads = self.writer.heads
        path_of = partial(i18n_internals.page_path, language=self.language, config=config)

        def localized(ids: Sequence[str]) -> dict[str, File]:
            made = i18n_internals.localized(new_files(ids, self.site_writer.writers, config), config)
            return {one: made.src_uris[path_of(one)] for one in ids}

        seen = {one: files.src_uris[path_of(one)] for one in self.seen_by_plugins([*heads])}
        # Their final files are filled in below, and MkDocs must not have both.
        for file in seen.values():
            files.remove(file)
        try:
            self.made = fill_files(self.language, heads, localized(_model_ids(heads)) | seen)
        except UnexpectedAddressError as error:
            _append(files, (seen or localized([*heads])).values())
            return str(error)
        _append(files, self.made.files.values())
        return None

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Give each guide a page and a group; MkDocs builds those in its menu and those with pages below."""
        others = [file.url for file in files if not isinstance(file, GuideFile) or file.page is not None]
        surroundings = Surroundings.of(url.removeprefix(self.made.prefix) for url in others)
        for tree_id, file in self.made.files.items():
            if not isinstance(file, GuideFile):
                continue
            # MkDocs gives pages to files in its menu, with links to the pages before and after them.
            is_in_menu = file.page is not None
            page = file.page or Page(None, file, config)
            # From a guide, links to pages below it differ from those of any other guide to them.
            if is_in_menu or tree_id in surroundings.folders:
                file.built = True
                continue
            page.markdown, page.meta = "", head_as_meta(self.writer.heads[tree_id])
            self.groups[tree_id] = surroundings.group_of(tree_id)
        for group in dict.fromkeys(self.groups.values()):
            file, values = self.made.placeholder(group), placeholders(group.parts)
            self.sources.make_generated(file, placeholder_of(group), Head(values.title, values.description))
            Page(None, file, config)
            self.placeholder_files[file] = group
        self.site_writer.make_ready(self.made, config, files)

    def check_pages(
        self, pages: Pages, config: MkDocsConfig, env: Environment, search: LanguageSearch
    ) -> str | None:
        """Let all pages be written, unless MkDocs makes another page or entry of a sample; return which."""
        with phase("guides made both ways"):
            difference = self._difference(partial(whole_page, pages.nav, config, pages.files, env), config)
        if difference is None:
            is_whole = len(self.groups) == len(self.made.files)
            self.writer.layout = self.writer.layout._replace(is_published=search.is_divided and is_whole)
            self.site_writer.queue(self.language)
            return None
        for tree_id in self.groups:
            file = self.made.files[tree_id]
            assert isinstance(file, GuideFile)  # noqa: S101 - no other file is in a group
            file.built = True
            # MkDocs has read its own pages already.
            read_page(_page_of(file), config, pages.files)
        return difference

    def placeholders_of(self, file: File) -> Values | None:
        """Return the values for a page with placeholders; None for all other pages."""
        group = self.placeholder_files.get(file)
        return placeholders(group.parts) if group else None

    def written(self) -> Mapping[str, bytes]:
        """Wait for the pages of all guides, and return the search entries of each, as JSON."""
        return self.site_writer.written(self.language)

    def rewrite(self, tree_ids: Collection[str]) -> Mapping[str, bytes]:
        """Write guides once more if all `is_published`, and return the search entries of each, by address."""
        return {self.made.files[one].url: self.writer.write(one) for one in sorted(tree_ids)}

    def _difference(self, whole: Callable[[Page], str], config: MkDocsConfig) -> str | None:
        entries = search_entries(config)
        # Making the samples adds their entries at the end; they are compared, then removed.
        known = len(entries or ())
        samples = choose_samples(self.groups, self.groups.__getitem__, self.writer.heads)
        difference = self._page_difference(samples, whole)
        if entries is None:
            return difference
        # The search has read these pages too, but gets all guides later.
        found = [one for one in entries[known:] if not is_placeholder(one["location"])]
        del entries[known:]
        writer = self.writer
        if difference is None and found != [
            entry for one in samples for entry in writer.entries(one, writer.render(one))
        ]:
            return "the search finds other entries in them"
        return difference

    def _page_difference(self, samples: Iterable[str], whole: Callable[[Page], str]) -> str | None:
        files, writer = self.made.files, self.writer
        skeletons = {
            group: Skeleton(whole(_page_of(file)), placeholders(group.parts).flat())
            for file, group in self.placeholder_files.items()
        }
        destinations = {
            one: Destination(files[one].abs_dest_path, files[one].url, group)
            for one, group in self.groups.items()
        }
        writer.layout = Layout(skeletons, destinations, is_published=False)
        for tree_id in samples:
            by_mkdocs = whole(_page_of(files[tree_id]))
            # Letter by letter: anything less would leave a theme room to differ.
            if by_mkdocs != (filled := writer.page(tree_id, writer.render(tree_id))):
                where = first_difference(by_mkdocs, filled)
                return f"the page of {files[tree_id].src_uri} differs if MkDocs builds it: {where}"
        return None


class Surroundings(NamedTuple):
    """Where the other pages of a site are: their folders, and the first part of each address."""

    folders: frozenset[str]
    tops: frozenset[str]

    @classmethod
    def of(cls, urls: Iterable[str]) -> Surroundings:
        """Collect the folders of addresses, seen from where the language begins."""
        known = list(urls)
        folders = frozenset(url[: at.start()] for url in known for at in re.finditer("/", url))
        return cls(folders, frozenset(url.partition("/")[0] for url in known))

    def group_of(self, tree_id: str) -> PageGroup:
        """Return the group of a guide: links to a page in the same folder are shorter than from elsewhere."""
        folder = tree_id.rpartition("/")[0]
        is_shared = bool(folder) and tree_id.partition("/")[0] in self.tops
        return PageGroup(folder, 1) if is_shared else PageGroup("", depth_of(tree_id))


def _model_ids(heads: Mapping[str, Head]) -> list[str]:
    """Return the guides and placeholders whose files are made as plugins make them."""
    plain = list(filter(can_be_printed, heads))
    others = (tree_id for tree_id in heads if not can_be_printed(tree_id))
    return [*placeholder_ids(plain), *choose_samples(plain, depth_of, heads), *others]


def _append(files: Files, more: Iterable[File]) -> None:
    for file in more:
        files.append(file)


def _page_of(file: File) -> Page:
    assert file.page is not None  # noqa: S101 - every file has a page once the navigation is known
    return file.page
