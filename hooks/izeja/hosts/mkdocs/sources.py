"""The source of a guide, as MkDocs and other plugins see it: a file that a plugin has generated.

Its content is in memory, and has only the head of the page: the body is ready HTML. Its path on disk, and
the button to edit the page, lead to the tree.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from izeja.page.render import Head
from izeja.reading.containment import real
from izeja.site.yaml_value import as_yaml

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_OF_LIBRARY = frozenset({".yml", ".po"})


class Sources:
    """Makes the files of guides known as generated ones."""

    def __init__(self, root: Path, config: MkDocsConfig) -> None:
        """Find what all of them share, before other plugins change the folder of pages.

        Args:
            root: the folder of trees.
            config: of the site.
        """
        self._root = Path(os.path.abspath(root))  # noqa: PTH100 - links stay, as MkDocs leaves them in its paths
        # MkDocs knows the plugin or hook whose event is running.
        self._plugin = File.generated(config, "guide.md", content="").generated_by
        where = config.edit_uri_template or config.edit_uri or ""
        # In other parts of an address than its path, `..` leads nowhere.
        self._trees = None if "?" in where or "#" in where else _path_between(config.docs_dir, root)

    def make_generated(self, file: File, tree_id: str, head: Head) -> None:
        """Make known that a file is generated, with a head as its source, and a tree to edit.

        Args:
            file: of a guide's page.
            tree_id: the guide.
            head: of its page, as HTML.
        """
        file.generated_by, file.src_dir = self._plugin, None
        file.edit_uri = None if self._trees is None else f"{self._trees}/{tree_id}.yml"
        file.content_string = head_as_source(head)
        # Some plugins ask Git about this path even if a file is generated.
        file.abs_src_path = str(self._root / f"{tree_id}.yml")

    def is_of_library(self, file: File) -> bool:
        """Return whether a file is a tree, a catalog or the like."""
        path = Path(file.abs_src_path or "")
        # A link may lead to the library, whose drafts are nobody's to read.
        return path.suffix in _OF_LIBRARY and real(path).is_relative_to(real(self._root))


def head_as_meta(head: Head) -> dict[str, Any]:
    """Return title and description as the metadata of a Markdown file, with the parts that guides hide."""
    return {"title": head.title, "description": head.description, "hide": ["navigation", "toc"]}


def head_as_source(head: Head) -> str:
    """Return the source of a page that has nothing but its head."""
    return f"---\n{as_yaml(head_as_meta(head))}\n---\n"


def _path_between(docs_dir: str, root: Path) -> str | None:
    """Return the path of the trees as seen from the pages, which addresses for editing begin with."""
    try:
        return PurePath(os.path.relpath(root, docs_dir)).as_posix()
    except ValueError:  # another drive of Windows
        return None
