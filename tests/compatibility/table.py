"""The rows of the table, and the files of the site that is built for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import txtar

FOLDER = Path(__file__).parent
_INSTALLED = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")
_PLUGIN = re.compile(r", izeja\b|\bizeja, |\n *- izeja\b")


@dataclass(frozen=True)
class Row:
    """A theme or a plugin; see the head of `table.toml`."""

    kind: str
    name: str
    package: str
    config: str = "plugins: [search, izeja]"
    files: Mapping[str, str] = field(default_factory=dict)
    contains: Mapping[str, str] = field(default_factory=dict)
    changes: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The key of its result."""
        return f"{self.kind} {self.name}"

    @property
    def is_installed(self) -> bool:
        """Whether it can be tried with what `make setup` installs."""
        return self.package in _INSTALLED

    @property
    def distribution(self) -> str:
        """The name of its package, without extras and bounds."""
        return re.split(r"[\[>]", self.package)[0]

    def site(self, *, has_guides: bool) -> dict[str, str]:
        """Return the files of a site with it, or of the same site without Izeja."""
        files = txtar.split((FOLDER / "site.txtar").read_text("utf-8")) | dict(self.files)
        theme = self.name if self.kind == "theme" else "material"
        options = ", font: false" if theme == "material" else ""
        config = self.config if has_guides else _PLUGIN.sub("", self.config)
        lines = [files["mkdocs.yml"], f"theme: {{name: {theme}{options}}}\n", config.strip(), "\n"]
        return files | {"mkdocs.yml": "".join(lines)}


def rows() -> list[Row]:
    """Return all rows, in the order of the table."""
    table = tomllib.loads((FOLDER / "table.toml").read_text("utf-8"))
    return [Row(kind, **values) for kind in ("theme", "plugin") for values in table[kind]]
