"""The output of `--help`: each command has a golden file in tests/cli/help."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from izeja.cli.main import main

FOLDER = Path(__file__).parent / "help"


def commands(group: click.Command = main, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield the names that call each command, those of the groups included."""
    yield names
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            assert command.name == name
            yield from commands(command, *names, name)


ALL = list(commands())
COMMANDS = [names for names in ALL if names != ("translate",)]


def golden(names: tuple[str, ...]) -> Path:
    return FOLDER / f"{'-'.join(('izeja', *names))}.txt"


def shown(names: tuple[str, ...]) -> str:
    result = CliRunner().invoke(main, [*names, "--help"], prog_name="izeja", terminal_width=80)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("names", ALL, ids=" ".join)
def test_help(names: tuple[str, ...], update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    if update_goldens:
        FOLDER.mkdir(exist_ok=True)
        golden(names).write_text(shown(names), "utf-8")
    assert golden(names).read_text("utf-8") == shown(names)


def test_an_option_of_one_name_takes_the_same_in_every_command() -> None:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for names in ALL:
        for option in called(names).params:
            if isinstance(option, click.Option) and not option.hidden:
                for name in option.opts:
                    found[name][taken_by(option)].append(" ".join(names))
    assert {name: dict(kinds) for name, kinds in found.items() if len(kinds) > 1} == {}
    without = [name for name, kinds in found.items() if "text" in kinds]
    assert without == [], "say with metavar what the option takes"


def called(names: tuple[str, ...]) -> click.Command:
    command: click.Command = main
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


def taken_by(option: click.Option) -> str:
    """Return what an option takes, in a word: nothing, a path, an address ..."""
    if option.is_flag:
        return "nothing"
    if isinstance(option.type, click.Path):
        return "a path"
    # Several in one, such as `en,lv`, are of the same kind.
    return (option.metavar or option.type.name).removesuffix("S")


@pytest.mark.parametrize("names", ALL, ids=" ".join)
def test_help_fits_into_a_terminal_and_is_not_cut(names: tuple[str, ...]) -> None:
    for line in shown(names).partition("\n\n")[2].splitlines():
        # Long choices cannot be broken.
        assert len(line) <= 80 or "[json|" in line
        assert not line.endswith("...")
        assert "DIRECTORY" not in line


def test_every_golden_file_belongs_to_a_command() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {golden(names).name for names in ALL}


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_help_ends_with_one_example_that_calls_the_command(names: tuple[str, ...]) -> None:
    *_, example = shown(names).rstrip().splitlines()
    assert example.strip().startswith(" ".join(("Example: izeja", *names)))
    assert shown(names).count("Example: ") == 1


def test_a_command_imports_what_it_needs_and_no_more() -> None:
    """`izeja check TREE` takes 0.2 s; importing the commands of translators would double that."""
    code = (
        "import sys; from click.testing import CliRunner; from izeja.cli.main import main; "
        "CliRunner().invoke(main, ['explain', 'circle']); "
        "print([one for one in sys.modules if one.startswith('izeja.cli.')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    needed = ("click_internals", "lazy_group", "output", "main", "options", "explain")
    assert run.stdout.strip() == str([f"izeja.cli.{name}" for name in needed])


def test_a_check_never_imports_what_it_does_not_need() -> None:
    code = (
        "import sys; from izeja.cli.main import main; import izeja.cli.check; "
        "print({'lxml', 'mkdocs', 'pytest'} & sys.modules.keys() or False)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert run.stdout.strip() == "False"
