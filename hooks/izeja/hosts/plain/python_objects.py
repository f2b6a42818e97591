"""Objects of Python that `mkdocs.yml` gives to Markdown extensions, such as `!!python/name:...`.

Only some functions are used: those that make icons, ids of headings, code blocks and formulas.
docs/decisions/0077-what-a-foreign-mkdocs-yml-says.md has the reasons.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USED = frozenset(
    {
        "markdown.extensions.toc.slugify",
        "markdown.extensions.toc.slugify_unicode",
        "material.extensions.emoji.to_svg",
        "material.extensions.emoji.twemoji",
        "pymdownx.arithmatex.arithmatex_fenced_format",
        "pymdownx.arithmatex.arithmatex_inline_format",
        "pymdownx.emoji.emojione",
        "pymdownx.emoji.gemoji",
        "pymdownx.emoji.to_alt",
        "pymdownx.emoji.to_png",
        "pymdownx.emoji.to_png_sprite",
        "pymdownx.emoji.to_svg",
        "pymdownx.emoji.to_svg_sprite",
        "pymdownx.emoji.twemoji",
        "pymdownx.slugs.slugify",
        "pymdownx.superfences.fence_code_format",
        "pymdownx.superfences.fence_div_format",
    }
)
"""The functions that are used. Others of the same packages write files, or import what they are told to."""


class NotUsedError(Exception):
    """An object is not used; the message is its name, and why, if it could be."""


@dataclass(frozen=True, eq=False)
class RelativeFolder:
    """A folder that `!relative` names: that of the page, of `mkdocs.yml` or of the pages.

    See https://www.mkdocs.org/user-guide/configuration/#paths-relative-to-the-current-file-or-site.
    """

    written: str

    def at(self, root: Path, docs: Path, page: Path) -> str:
        """Return the folder.

        Args:
            root: the folder of `mkdocs.yml`.
            docs: that of the pages.
            page: the file of the page.
        """
        name, _, below = self.written.partition("/")
        return str({"$config_dir": root, "$docs_dir": docs}.get(name, page.parent) / below)


def named(name: str) -> Any:
    """Return the object of a dotted name.

    Raises:
        NotUsedError: it is none of those that are used, or not installed.
    """
    if name not in USED:
        message = f"the Python object {name}"
        raise NotUsedError(message)
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError):  # an older package may lack it
        message = f"the Python object {name} (not installed)"
        raise NotUsedError(message) from None


def called(name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
    """Return what a function returns, such as `pymdownx.slugs.slugify` with `case`.

    Raises:
        NotUsedError: as `named`, or it takes no such arguments.
    """
    function = named(name)
    try:
        return function(*arguments, **keywords)
    except Exception as error:  # code of others, which raises what it likes
        message = f"the Python object {name} ({type(error).__name__}: {error})"
        raise NotUsedError(message) from error
