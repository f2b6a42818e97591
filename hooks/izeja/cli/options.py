"""The arguments and options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click
from click.core import ParameterSource

from izeja.cli.output import say
from izeja.site.site_url import is_site_url

_Function = TypeVar("_Function", bound=Callable[..., Any])


def no_library(folder: Path) -> click.UsageError:
    """Return the error for a folder that should hold `library.yml` and does not exist."""
    message = f"folder '{folder}' not found; give the folder that holds library.yml"
    here = Path.cwd()
    known = next((one for one in (here, *here.parents) if (one / "library.yml").is_file()), None)
    if known is not None:
        message += f", which is '{os.path.relpath(known, here)}' from here"
    return click.BadArgumentUsage(message)


class _InLibrary(click.Path):
    """The folder that holds `library.yml`, or with `file_okay` a file of it."""

    def __init__(self, *, file_okay: bool) -> None:
        super().__init__(exists=True, file_okay=file_okay, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(value)
        # click would only say that there is no such folder, and not which one is meant.
        if not path.suffix and not path.exists():
            raise no_library(path)
        return super().convert(value, param, ctx)


LIBRARY = click.argument("path", type=_InLibrary(file_okay=False), default="decision_trees")
LIBRARY_OR_TREE = click.argument("path", type=_InLibrary(file_okay=True), default="decision_trees")

_READERS = {
    "text": "people",
    "markdown": "a pull request",
    "json": "programs",
    "sarif": "code scanning",
    "github": "GitHub workflows",
}


def format_option(*others: str) -> Callable[[_Function], _Function]:
    """Return the option `--format` of a command that prints text, or one of some other formats."""
    formats = ("text", *others)
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="text",
        show_default=True,
        help=f"Output format: {', '.join(f'{one} for {_READERS[one]}' for one in formats)}.",
    )


def _colour(_context: click.Context, _option: click.Parameter, wanted: bool | None) -> bool:  # noqa: FBT001 - click's signature
    if wanted is not None:
        return wanted
    # Any value counts, as https://no-color.org asks, except an empty one.
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


COLOUR = click.option(
    "--color/--no-color",
    "colour",
    default=None,
    callback=_colour,
    help="Use colours, or don't. By default, only terminals get colours, unless NO_COLOR is set.",
)


def ending_in(
    *suffixes: str, why: str = ""
) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    """Return a callback that takes only files of a kind, so that nothing else is overwritten by mistake.

    Args:
        suffixes: what their names end with, in small letters.
        why: the end of the message, if there is another reason.
    """

    def checked(_context: click.Context, _parameter: click.Parameter, file: Path | None) -> Path | None:
        if file is not None and file.suffix.lower() not in suffixes:
            message = f"'{file}' has to end with {' or '.join(suffixes)}{why}"
            raise click.BadParameter(message)
        return file

    return checked


def formerly(now: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return a callback for an option that has another name now, `now`: its old name works, with a hint."""

    def hinted(_context: click.Context, option: click.Parameter, value: Any) -> Any:
        if value is not None:
            say(f"'{option.opts[0]}' is now called '{now}'.", err=True)
        return value

    return hinted


FORMERLY_JSON = click.option(
    "--json", "former_json", is_flag=True, default=None, hidden=True, callback=formerly("--format json")
)
"""For commands that had this option before they had `--format`."""


def refuse_without_effect(where: str, *names: str) -> None:
    """Refuse options that were given to the command that runs, and that do nothing there.

    Args:
        where: when they do nothing, such as "without --serve".
        names: the names of their parameters.

    Raises:
        click.UsageError: one of them was given, if only with its default.
    """
    context = click.get_current_context()
    for option in context.command.params:
        if option.name in names and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE:
            message = f"'{option.opts[0]}' has no effect {where}"
            raise click.UsageError(message)


SITE_OF_ALL = (
    "the first language of library.yml is there, and each other one in a folder below. Write {language} into "
    "the address if all have folders."
)
"""What the address of a site says of its languages, for the help of an option."""


def site_address(
    *, or_folder: bool = False
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a callback that takes the address of a site; an empty one is none.

    Its links are opened by people, so none may be a script.

    Args:
        or_folder: whether it is that of the site in one language, and the path of a folder will do, too.
            If not, `{language}` may be in it.
    """

    def checked(_context: click.Context, _option: click.Parameter, site: str | None) -> str | None:
        if site and not (is_site_url(site) or (_is_folder(site) if or_folder else _is_of_languages(site))):
            other = "../site" if or_folder else "https://help.example.com/{language}"
            message = (
                f"'{site}' is not the address of a site, such as 'https://help.example.com' or '{other}'"
            )
            raise click.BadParameter(message)
        return site

    return checked


def _is_of_languages(site: str) -> bool:
    return is_site_url(site.replace("{language}", "en"))


def _is_folder(site: str) -> bool:
    try:
        parts = urlsplit(site)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
