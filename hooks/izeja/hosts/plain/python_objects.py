"""Objects of Python that `mkdocs.yml` gives to Markdown extensions, such as `!!python/name:...`.

Only functions of Markdown's usual packages are used: those that make icons, ids of headings and code blocks.
docs/decisions/0077-what-a-foreign-mkdocs-yml-says.md has the reasons.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PACKAGES = ("markdown.", "pymdownx.", "material.extensions.")


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
        NotUsedError: it is of another package, or not installed.
    """
    if not name.startswith(_PACKAGES):
        message = f"the Python object {name}"
        raise NotUsedError(message)
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError):
        message = f"the Python object {name} (not installed)"
        raise NotUsedError(message) from None


def called(name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
    """Return what a function returns, such as `pymdownx.slugs.slugify` with `case`.

    Raises:
        NotUsedError: as `named`, or it takes no such arguments.
    """
    try:
        return named(name)(*arguments, **keywords)
    except (TypeError, ValueError) as error:
        message = f"the Python object {name} ({error})"
        raise NotUsedError(message) from None
