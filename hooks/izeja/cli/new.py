"""`izeja new`: a first site, and `izeja new tree`: another tree."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

import click

from izeja.cli.alone import change_alone
from izeja.cli.options import COLOUR, LIBRARY, format_option
from izeja.cli.output import say, show, write
from izeja.cli.starter import texts
from izeja.cli.starter.all_or_nothing import InTheWayError, write_all
from izeja.cli.starter.site import (
    LIBRARY_FOLDER,
    Site,
    UnusableError,
    Wish,
    first_site,
    settings_of,
)
from izeja.cli.starter.tree import UnusableIdError, add_tree, title_of, usable_id
from izeja.language.locales import PSEUDO_LANGUAGES, hint_for_code, is_language
from izeja.library.reader import read_library
from izeja.problems.problem import Problem
from izeja.problems.report import as_text
from izeja.reading.containment import real
from izeja.reading.folder import CONFIG, shown
from izeja.translation.page_words import languages as spoken_languages


class _SiteOrTree(click.Group):
    """`izeja new FOLDER`, beside `izeja new tree`: a group whose own argument may come before its options."""

    # As commands have it: a group takes options only before its argument, which then begins a command.
    allow_extra_args = False
    allow_interspersed_args = True

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Take the first word for a command if there is one that is called so, and for a folder otherwise."""
        command = self.commands.get(args[0]) if args else None
        if command is None:
            return super().make_context(info_name, args, parent, **extra)
        return command.make_context(f"{info_name} {command.name}", args[1:], parent, **extra)


def _languages(text: str) -> tuple[str, ...]:
    """Return the languages of a list such as `en, lv`.

    Raises:
        click.BadParameter: if a site cannot begin with them.
    """
    codes = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", text)))
    spoken = spoken_languages()
    if not codes:
        message = f"give at least one language, such as {', '.join(spoken)}"
        raise click.BadParameter(message)
    for code in codes:
        if not is_language(code):
            message = f"'{code}' is not the code of a language: {hint_for_code(code, spoken)}"
            raise click.BadParameter(message)
    if codes[0] in PSEUDO_LANGUAGES or not texts.written_in(codes[0]):
        message = (
            f"the words of the page itself are not translated into '{codes[0]}' yet. Start with one of "
            f"{', '.join(spoken)}; then run 'izeja translate add {codes[0]}'"
        )
        raise click.BadParameter(message)
    return codes


def _line(text: str) -> str:
    """Return a text of one line without spaces around it.

    Raises:
        click.BadParameter: if it is none.
    """
    if not (text.isprintable() and text.strip()):
        message = "write it in one line, with at least one letter"
        raise click.BadParameter(message)
    return text.strip()


def _given_line(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    return None if given is None else _line(given)


def _given_languages(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> tuple[str, ...]:
    return _languages(" ".join(given)) if given else ()


@click.group(
    cls=_SiteOrTree,
    invoke_without_command=True,
    subcommand_metavar="",
    short_help="Make a site with a first guide, or add a tree.",
    epilog='Example: izeja new my-help --name "My Help" --language en --language lv',
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[FOLDER]")
@click.option(
    "--name",
    metavar="NAME",
    callback=_given_line,
    help="The name of the site.  [default: that of the folder]",
)
@click.option(
    "--language",
    "--languages",
    "languages",
    metavar="CODE",
    multiple=True,
    callback=_given_languages,
    help="A language of the site, such as lv. You can give it several times; the first is the one that you "
    "write in.  [default: that of the site, or en]",
)
@click.option("--guide", "title", metavar="TITLE", callback=_given_line, help="The title of the first guide.")
@format_option("json")
def new(folder: Path, name: str | None, languages: tuple[str, ...], title: str | None, form: str) -> None:
    """Make a site with a first guide, ready to be served; or add a tree to a library.

    Writes the settings of the site, a home page for each language, a first guide that has no problems,
    settings that make editors complete and check trees, and a workflow for GitHub. In a site of MkDocs that
    exists, it adds the library, and prints what to add to mkdocs.yml. Nothing is ever overwritten: if a file
    is in the way, nothing is written at all.

    On a terminal, it asks for what you don't give. FOLDER is the folder of the site (default: this one).
    """
    # Nobody is there to answer in a pipe or a workflow.
    ask = _asked if form == "text" and sys.stdin.isatty() and sys.stdout.isatty() else _assumed
    change_alone(real(folder))
    wish = _wish(real(folder), Wish(name or "", languages, title), ask)
    try:
        site = first_site(real(folder), wish)
        write_all(real(folder), site.files)
    except UnusableError as error:
        raise click.UsageError(str(error)) from None
    except InTheWayError as error:
        raise click.UsageError(_in_the_way(folder, error.paths)) from None
    steps = [*_next_commands(folder)]
    if form == "json":
        write(_as_json(folder, site, steps))
    else:
        say("\n".join(_report(folder, site, steps)))


_Answer = TypeVar("_Answer")


def _asked(question: str, default: str, understand: Callable[[str], _Answer]) -> _Answer:
    answer: _Answer = click.prompt(question, default=default, value_proc=understand)
    return answer


def _assumed(_question: str, default: str, understand: Callable[[str], _Answer]) -> _Answer:
    return understand(default)


class _Ask(Protocol):
    def __call__(self, question: str, default: str, understand: Callable[[str], _Answer], /) -> _Answer: ...


def _wish(folder: Path, given: Wish, ask: _Ask) -> Wish:
    """Return what a site is to be: what is given, and answers to questions about the rest."""
    settings = settings_of(folder)
    if settings.file.exists():
        if given.name:
            message = f"{settings.file.name} has the name of the site already; leave --name out"
            raise click.UsageError(message)
        name = ""
    else:
        name = given.name or ask("Name of the site", _name_of(folder), _line)
    today = ", ".join(settings.languages) or settings.default_language or "en"
    languages = given.languages or ask("Languages (you write in the first one)", today, _languages)
    example = texts.example_title(languages[0])
    title = given.title or ask("Title of the first guide, in the words of a customer", example, _line)
    return Wish(name, languages, None if title == example else title)


def _name_of(folder: Path) -> str:
    name = re.sub("[-_ ]+", " ", folder.name).strip()
    return f"{name[:1].upper()}{name[1:]}" if name.isprintable() and name else "Help"


def _in_the_way(folder: Path, paths: Sequence[str]) -> str:
    found = "\n".join(f"  {shown(folder / path)}" for path in paths)
    message = f"nothing was written, since these are in the way:\n{found}"
    if f"{LIBRARY_FOLDER}/{CONFIG}" in paths:
        message += "\nThere is a library already; 'izeja new tree ID' adds a tree to it."
    return message


def _next_commands(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield three commands to go on with, and what they do."""
    todo = [
        ("mkdocs serve", "shows the site on http://127.0.0.1:8000"),
        ("izeja check", "finds what is wrong in the guides"),
        ("izeja new tree no-sound", "adds another guide"),
    ]
    if find_spec("mkdocs") is None:
        todo.insert(0, ("pip install 'izeja[mkdocs]'", "installs MkDocs, which makes the site"))
    if real(folder) != real(Path.cwd()):
        todo.insert(0, (f"cd {shlex.quote(str(folder))}", "goes into the folder"))
    yield from todo[:3]


def _report(folder: Path, site: Site, steps: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from (f"created {shown(folder / path)}" for path in site.files)
    for path, lines in site.lines.items():
        yield f"\n{shown(folder / path)} was left as it is. Add these lines to it:\n"
        yield from (f"  {line}".rstrip() for line in lines.splitlines())
    if site.pages:
        yield (
            f"\nThe guides are on a page of their own, since there is a home page: {', '.join(site.pages)}. "
            "Link to it, or move '<!-- izeja:guides -->' to your home page."
        )
    yield f"\nNo guide has a dead end: {site.counts}."
    if site.preparing:
        yield (
            f"Not published until they are translated: {', '.join(site.preparing)}. "
            "'izeja translate status' shows what is left."
        )
    yield "\nNext:\n"
    width = max(len(command) for command, _ in steps)
    yield from (f"  {command:{width}}   # {what}" for command, what in steps)


def _as_json(folder: Path, site: Site, steps: Sequence[tuple[str, str]]) -> str:
    return json.dumps(
        {
            "version": 1,
            "folder": shown(folder),
            "created": [*site.files],
            "left": [{"file": path, "add": lines} for path, lines in site.lines.items()],
            "preparing": [*site.preparing],
            "next": [command for command, _ in steps],
        },
        ensure_ascii=False,
        indent=2,
    )


@new.command(name="tree", epilog="Example: izeja new tree phones/no-sound --title 'I hear nothing'")
@click.argument("tree_id", metavar="ID")
@LIBRARY
@click.option(
    "--title",
    metavar="TITLE",
    callback=_given_line,
    help="The title of the tree.  [default: made of its id]",
)
@COLOUR
def tree(tree_id: str, path: Path, title: str | None, *, colour: bool) -> None:
    """Add a tree to a library: a guide without problems, for you to change.

    It is a draft: you see it in the preview, and customers do not until you delete 'draft: true'.

    ID is the path of the file in the library, without '.yml'; it becomes the address of the page.
    PATH is the folder that holds library.yml (default: decision_trees).
    """
    try:
        tree_id = usable_id(tree_id)
    except UnusableIdError as error:
        raise click.BadArgumentUsage(str(error)) from None
    change_alone(path)
    library, sources, problems = read_library(path)
    if library is None:
        _fail(problems, {source.path: source.text for source in sources.values()}, colour=colour)
    try:
        problems, written = add_tree(library, tree_id, title or title_of(tree_id))
    except InTheWayError as error:
        raise click.UsageError(_in_the_way(path, error.paths)) from None
    if not written:
        _fail([one for one in problems if one.severity == "error"], {}, colour=colour)
    for name in written:
        say(f"created {shown(path / name)}")
    made = shown(path / f"{tree_id}.yml")
    say(
        f"\n{made} is a draft: you see it in the preview, and customers do not until you delete its line "
        "'draft: true'."
    )
    say(f"\nNext:\n\n  izeja check {shlex.quote(made)}")


def _fail(problems: Sequence[Problem], texts_of: Mapping[str, str], *, colour: bool) -> NoReturn:
    show(as_text(problems, texts_of, colour=colour), colour=colour)
    say("\nNothing was written.")
    sys.exit(1)
