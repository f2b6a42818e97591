"""The files of guides as MkDocs lists them, filled into the file that it made for one placeholder.

static-i18n takes longer over a file than we do over a page, so it sees only a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mkdocs.structure.files import File, Files, InclusionLevel

from izeja.hosts.mkdocs.addresses import is_index
from izeja.hosts.mkdocs.i18n_internals import localized, other_languages, page_path
from izeja.hosts.mkdocs.mkdocs_internals import attributes_of, file_with
from izeja.site.page_files import page_file
from izeja.site.skeleton import Skeleton, placeholders

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.site.writer import PageGroup


class UnexpectedAddressError(Exception):
    """A guide's file has another address than its skeleton says; the message names it."""


class GuideFile(File):
    """The file of a guide: MkDocs knows its address, and builds its page only if `built` is set."""

    built = False

    def is_documentation_page(self) -> bool:
        """Return whether MkDocs is to read and build this page."""
        return self.built

    def is_media_file(self) -> bool:
        """Return that this is nothing to copy."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Copy nothing: there is no such file in the folder of pages."""


class _Attributes(NamedTuple):
    """The attributes of a file, and skeletons for those that differ from guide to guide."""

    values: Mapping[str, Any]
    skeletons: Mapping[str, Skeleton]


class FileSkeleton:
    """The file of a placeholder, as MkDocs and its plugins have made it, to be filled for guides."""

    def __init__(self, file: File, depth: int) -> None:
        """Find the placeholders.

        Args:
            file: of a guide whose id is `placeholder_id(depth)`.
            depth: the number of parts of that id.
        """
        self._placeholders = placeholders(depth).path
        self._attributes = self._of(file)
        # Everything before the first placeholder, such as `lv/`, is the same for all guides of the language.
        self.prefix = file.url.partition(self._placeholders[0])[0]
        self._others = {
            language: None if other is file else self._of(other)
            for language, other in other_languages(file).items()
        }

    def filled(self, tree_id: str) -> GuideFile:
        """Return the file of a guide, with the files of its other languages."""
        parts = tree_id.split("/")
        file: GuideFile = file_with(GuideFile, _filled(self._attributes, parts))
        # Templates link the languages of a page through this attribute of static-i18n.
        if self._others:
            vars(file)["alternates"] = {
                language: file if other is None else file_with(File, _filled(other, parts))
                for language, other in self._others.items()
            }
        return file

    def _of(self, file: File) -> _Attributes:
        # Pages are made later, and the files of other languages are filled one by one.
        values = {
            name: value for name, value in attributes_of(file).items() if name not in {"alternates", "page"}
        }
        skeletons = {
            name: Skeleton(value, self._placeholders)
            for name, value in values.items()
            if isinstance(value, str) and any(one in value for one in self._placeholders)
        }
        return _Attributes(values, skeletons)


class GuideFiles(NamedTuple):
    """The file of each guide in a language, in the order of the library, and the skeleton for each depth."""

    language: str
    files: Mapping[str, File]
    skeletons: Mapping[int, FileSkeleton]

    @property
    def prefix(self) -> str:
        """What the addresses of all guides begin with, before their ids."""
        return next((skeleton.prefix for skeleton in self.skeletons.values()), "")

    def placeholder(self, group: PageGroup) -> GuideFile:
        """Return the file of the page with placeholders for a group of guides."""
        tree_id = placeholder_of(group)
        return self.skeletons[depth_of(tree_id)].filled(tree_id)


def fill_files(language: str, tree_ids: Iterable[str], made: Mapping[str, File]) -> GuideFiles:
    """Return the files of guides.

    Args:
        language: of the guides.
        tree_ids: all guides.
        made: files as MkDocs and its plugins have made them: of a placeholder for each depth, of guides
            without a skeleton, and of some others, to compare.

    Raises:
        UnexpectedAddressError: one of these differs from its skeleton.
    """
    ids = list(tree_ids)
    # Relative addresses depend on how deep a page is, so each depth has a skeleton.
    depths = dict.fromkeys(map(depth_of, filter(can_be_printed, ids)))
    skeletons = {depth: FileSkeleton(made[placeholder_id(depth)], depth) for depth in depths}
    files: dict[str, File] = {}
    for tree_id in ids:
        if not can_be_printed(tree_id):
            files[tree_id] = made[tree_id]
            continue
        file = files[tree_id] = skeletons[depth_of(tree_id)].filled(tree_id)
        # These few were made by the plugins as well: if they agree, so do the others.
        if tree_id in made and _addresses(file) != _addresses(made[tree_id]):
            message = f"a plugin gives {file.src_uri} another address"
            raise UnexpectedAddressError(message)
    return GuideFiles(language, files, skeletons)


def placeholder_ids(tree_ids: Iterable[str]) -> list[str]:
    """Return the ids of the pages with placeholders: one for each depth of the guides."""
    return [placeholder_id(depth) for depth in dict.fromkeys(map(depth_of, filter(can_be_printed, tree_ids)))]


def new_files(names: Iterable[str], languages: Iterable[str], config: MkDocsConfig) -> Files:
    """Return files of guides, in each of some languages, as they are before plugins see them."""
    ids = list(names)
    return Files(
        [
            File(
                page_path(name, language, config),
                config.docs_dir,
                config.site_dir,
                config.use_directory_urls,
                # Guides are reached by links and cards. MkDocs would report pages that its menu lacks.
                inclusion=InclusionLevel.NOT_IN_NAV,
            )
            for language in languages
            for name in ids
        ]
    )


def can_be_printed(tree_id: str) -> bool:
    """Return whether the address of a guide is its id, letter by letter."""
    return quote(tree_id) == tree_id and not is_index(tree_id)


def depth_of(tree_id: str) -> int:
    """Return the number of parts of an id."""
    return tree_id.count("/") + 1


def placeholder_id(depth: int) -> str:
    """Return the id of the page with placeholders for guides of a depth."""
    return "/".join(placeholders(depth).path)


def prefix_of(language: str, config: MkDocsConfig) -> str:
    """Return the folder of a language in the site, with a slash; none for the language at the top."""
    name = placeholder_id(1)
    made = localized(new_files([name], [language], config), config, language)
    uri = made.src_uris[page_path(name, language, config)].dest_uri
    return uri.removesuffix(page_file(name, with_folders=config.use_directory_urls))


def placeholder_of(group: PageGroup) -> str:
    """Return the id of the page with placeholders for a group of guides."""
    return "/".join((*filter(None, [group.folder]), *placeholders(group.parts).path))


def is_placeholder(location: str) -> bool:
    """Return whether an address is that of a page with placeholders."""
    return placeholders(1).path[0] in location


def _filled(attributes: _Attributes, parts: Sequence[str]) -> dict[str, Any]:
    filled = {name: skeleton.filled(parts) for name, skeleton in attributes.skeletons.items()}
    return {**attributes.values, **filled}


def _addresses(file: File) -> tuple[Mapping[str, str], ...]:
    """Return all texts that a file and those of its other languages hold, which are names and addresses."""
    others = {language: other for language, other in other_languages(file).items() if other is not file}
    return (_texts(file), *(_texts(others[one]) | {"language": one} for one in sorted(others)))


def _texts(file: File) -> dict[str, str]:
    return {name: value for name, value in attributes_of(file).items() if isinstance(value, str)}
