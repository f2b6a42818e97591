"""Runs the Markdown extensions of a site, with the options that `mkdocs.yml` gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from izeja.hosts.plain.python_objects import RelativeFolder
from izeja.hosts.plain.settings import Settings
from izeja.hosts.plain.stopped import StoppedError

# Those that MkDocs adds to what a site names.
_ALWAYS = ("toc", "tables", "fenced_code")


def converted(text: str, settings: Settings, path: str, own: Extension) -> str:
    """Return the text of a page as HTML.

    Args:
        text: Markdown.
        settings: of the site.
        path: of the page, from the folder of pages.
        own: an extension of ours, which comes last.

    Raises:
        StoppedError: an extension is not there, does not have an option, or fails.
    """
    page = settings.docs / path
    configs = {name: _options(name, options, settings, page) for name, options in settings.extensions.items()}
    try:
        markdown = Markdown(extensions=[*dict.fromkeys((*_ALWAYS, *configs)), own], extension_configs=configs)
    except (ImportError, AttributeError) as error:
        message = (
            f"mkdocs.yml names a Markdown extension that cannot be loaded ({error}): install it, or delete "
            "its line"
        )
        raise StoppedError(message) from None
    except (TypeError, KeyError, ValueError) as error:
        message = f"mkdocs.yml gives a Markdown extension an option that it does not have: {error}"
        raise StoppedError(message) from None
    except Exception as error:  # extensions are code of others, and raise what they like
        message = (
            f"mkdocs.yml names a Markdown extension that stopped with {type(error).__name__}: {error}"
            ". Correct its options, or delete its line"
        )
        raise StoppedError(message) from error
    try:
        return str(markdown.convert(text))
    except StoppedError:
        raise
    except Exception as error:  # as above
        message = (
            f"{settings.docs.name}/{path}: a Markdown extension stopped with {type(error).__name__}: {error}"
            ". Correct the page, or the options of the extension in mkdocs.yml"
        )
        raise StoppedError(message) from error


def _options(name: str, options: Any, settings: Settings, page: Path) -> dict[str, Any]:
    if not isinstance(options, dict):
        message = (
            f"mkdocs.yml: the options of the Markdown extension '{name}' must be lines like 'key: value'"
        )
        raise StoppedError(message)
    return {str(key): _placed(value, settings, page) for key, value in options.items()}


def _placed(value: Any, settings: Settings, page: Path) -> Any:
    """Return a value with folders in place of `!relative`."""
    if isinstance(value, RelativeFolder):
        return value.at(settings.root, settings.docs, page)
    if isinstance(value, dict):
        return {key: _placed(one, settings, page) for key, one in value.items()}
    if isinstance(value, list):
        return [_placed(one, settings, page) for one in value]
    return value
