"""Runs the Markdown extensions of a site, with the options that `mkdocs.yml` gives them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension

from izeja.hosts.plain.python_objects import RelativeFolder
from izeja.hosts.plain.settings import Settings
from izeja.hosts.plain.stopped import StoppedError

# Those that MkDocs adds to what a site names.
_ALWAYS = ("toc", "tables", "fenced_code")
_EMOJI = "pymdownx.emoji"


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
    try:
        return str(markdown.convert(text))
    except StoppedError:
        raise
    except Exception as error:  # extensions are code of others, and raise what they like
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
    placed = {str(key): _placed(value, settings, page) for key, value in options.items()}
    if name == _EMOJI:
        placed["emoji_generator"] = _without_network(placed.get("emoji_generator"))
    return placed


def _placed(value: Any, settings: Settings, page: Path) -> Any:
    """Return a value with folders in place of `!relative`."""
    if isinstance(value, RelativeFolder):
        return value.at(settings.root, settings.docs, page)
    if isinstance(value, dict):
        return {key: _placed(one, settings, page) for key, one in value.items()}
    if isinstance(value, list):
        return [_placed(one, settings, page) for one in value]
    return value


_Generator = Callable[..., "Element | str"]


def _without_network(generator: _Generator | None) -> _Generator:
    """Return what shows emojis as characters, and icons as large as the text.

    By default, and with Material, emojis are pictures from a server of others, and a style sheet says how
    large an icon is.
    """

    def generate(
        index: str, shortname: str, alias: str, uc: str | None, alt: str, *others: Any
    ) -> Element | str:
        *_, md = others
        if uc or generator is None:
            return str(md.htmlStash.store(alt))
        made = generator(index, shortname, alias, uc, alt, *others)
        blocks = md.htmlStash.rawHtmlBlocks
        if blocks and str(blocks[-1]).lstrip().startswith("<svg"):
            blocks[-1] = str(blocks[-1]).replace(
                "<svg", '<svg width="1em" height="1em" fill="currentColor"', 1
            )
        return made

    return generate
