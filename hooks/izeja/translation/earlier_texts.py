"""The texts that nodes had when the catalogs were last updated: a node that was renamed is known by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from izeja.reading.files import decode
from izeja.reading.folder import TRANSLATIONS
from izeja.translation import po_parser
from izeja.translation.catalog import MAX_BYTES


@dataclass(frozen=True)
class CatalogTexts:
    """The texts in the catalogs of a library. Each catalog is read when it is first asked for."""

    root: Path
    languages: tuple[str, ...]
    _known: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    @property
    def asked(self) -> frozenset[str]:
        """The trees whose texts somebody wanted to know."""
        return frozenset(self._known)

    def __call__(self, tree_id: str) -> Mapping[str, frozenset[str]]:
        """Return the source texts in the catalogs of a tree, by the node that they were of.

        Args:
            tree_id: the id of a tree, today's or an earlier one.

        Returns:
            The texts of each node, also of obsolete messages; `""` has those of the tree itself.
        """
        if tree_id not in self._known:
            self._known[tree_id] = self._read(tree_id)
        return self._known[tree_id]

    def _read(self, tree_id: str) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for language in self.languages:
            file = self.root / TRANSLATIONS / language / f"{tree_id}.po"
            source, problem = decode(file, "", MAX_BYTES, within=self.root)
            for entry in () if problem else po_parser.parse(source.text)[0].entries:
                if entry.source and entry.context:
                    owner = entry.context.partition(" ")[0]
                    found.setdefault(owner.partition("#")[2], set()).add(entry.source)
        return {node: frozenset(texts) for node, texts in found.items()}
