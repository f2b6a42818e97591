"""What the `mkdocs.yml` of a site says, read without running any of it and never edited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from izeja.reading.files import DEFAULT_BOUNDS, read_bytes
from izeja.reading.pyyaml import UNREADABLE

LANGUAGES_PLUGIN = "i18n"
HOME = "index.md"


@dataclass(frozen=True)
class SiteSettings:
    """The settings of a site; all of them are empty if the file is missing or is no YAML."""

    file: Path

    @cached_property
    def _root(self) -> yaml.Node | None:
        # Composing makes nodes and no objects, so no tag in the file can run anything.
        try:
            text = read_bytes(self.file, DEFAULT_BOUNDS.size).decode("utf-8")
            made: yaml.Node | None = yaml.compose(text, yaml.SafeLoader)
        # The parser goes as deep as the brackets do.
        except (OSError, *UNREADABLE):
            return None
        return made

    @cached_property
    def _languages_plugin(self) -> yaml.Node | None:
        plugins = child(self._root, "plugins")
        found = (child(one, LANGUAGES_PLUGIN) for one in [plugins, *items(plugins)])
        return next((one for one in found if one is not None), None)

    @cached_property
    def languages(self) -> dict[str, yaml.Node]:
        """The entries of the plugin for languages, by their locales."""
        entries = items(child(self._languages_plugin, "languages"))
        return {text(child(entry, "locale")): entry for entry in entries}

    @property
    def has_plugins(self) -> bool:
        """Whether the site names its plugins; one that does not has only the search."""
        return child(self._root, "plugins") is not None

    @property
    def maps_plugins(self) -> bool:
        """Whether the site has its plugins as keys, and not as a list."""
        return isinstance(child(self._root, "plugins"), yaml.MappingNode)

    @property
    def default_language(self) -> str | None:
        """The language of a site's home page, if it says one."""
        default = (one for one, entry in self.languages.items() if text(child(entry, "default")) == "true")
        return next(default, None) or text(child(child(self._root, "theme"), "language")) or None

    @property
    def docs(self) -> Path:
        """The folder of the site's hand-written pages."""
        return self.file.parent / (text(child(self._root, "docs_dir")) or "docs")

    def has_plugin(self, name: str) -> bool:
        """Return whether the site uses a plugin."""
        plugins = child(self._root, "plugins")
        names = [text(one) for one in items(plugins)]
        return name in names or any(child(one, name) is not None for one in [plugins, *items(plugins)])

    def structure(self, default: str) -> str:
        """Return how a site names the pages of its languages, or how it can, as its pages are today.

        Args:
            default: the site's default language.
        """
        if self.languages:
            # The plugin's own default.
            return text(child(self._languages_plugin, "docs_structure")) or "suffix"
        is_flat = not (self.docs / default).is_dir() and any(self.docs.glob("*.md"))
        return "suffix" if is_flat else "folder"


def child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return the value of a key, None if the node has no such key."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if text(key) == name), None)


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """Return the items of a list; none for another node."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def text(node: yaml.Node | None) -> str:
    """Return the text of a node that is one, "" for another node."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
