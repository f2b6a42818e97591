"""The options of the plugin in `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config


class Options(Config):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """The options of the plugin in `mkdocs.yml`."""

    library = config_options.Type(str, default="decision_trees")
    search = config_options.Type(bool, default=True)
    analytics = config_options.Type(bool, default=False)
    fast = config_options.Type(bool, default=True)
    profile = config_options.Type(bool, default=False)
    fast_beside = config_options.ListOfItems(config_options.Type(str), default=[])
    # A list, or names with commas between them, since a workflow hands them over in a variable.
    only = config_options.Type((list, str), default=[])
    only_languages = config_options.Type((list, str), default=[])
