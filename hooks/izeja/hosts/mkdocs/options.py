"""The options of the plugin in `mkdocs.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Options(Config):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """The options of the plugin in `mkdocs.yml`."""

    library = config_options.Type(str, default="decision_trees")
    search = config_options.Type(bool, default=True)
    analytics = config_options.Type(bool, default=False)
    icons = config_options.ListOfItems(config_options.Type(str), default=[])
    # `{light: COLOUR, dark: COLOUR}`, or one for both.
    theme_color = config_options.Type((str, dict), default="")
    offline = config_options.Type(bool, default=False)
    link_picture = config_options.Type(str, default="")
    fast = config_options.Type(bool, default=True)
    profile = config_options.Type(bool, default=False)
    fast_beside = config_options.ListOfItems(config_options.Type(str), default=[])
    # A list, or names with commas between them: a workflow passes them in a variable.
    only = config_options.Type((list, str), default=[])
    only_languages = config_options.Type((list, str), default=[])


def library_folder(config: MkDocsConfig, options: Options) -> Path:
    """Return the folder of trees, which is named as seen from `mkdocs.yml`."""
    # Not from the working folder: `mkdocs build -f site/mkdocs.yml` runs anywhere.
    return Path(config.config_file_path).parent / options.library
