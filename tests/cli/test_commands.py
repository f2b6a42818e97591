"""The output of commands beside problems: counts, results, and why a command could not run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import txtar
from conftest import SMALLEST
from izeja.cli.check import as_format, chosen_trees
from izeja.cli.main import main
from izeja.compiler.compile import compile_library

TREE = "title: A\nkind: procedure\nstart: done\nnodes:\n  done:\n    resolution: Done\n"
LIBRARY = {**SMALLEST, "modem.yml": TREE, "phones/old.yml": TREE.replace("A", "B")}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with two libraries."""
    txtar.unpack(LIBRARY, tmp_path / "trees")
    txtar.unpack(LIBRARY, tmp_path / "others")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    ("paths", "trees"),
    [
        (["trees"], []),
        (["trees/modem.yml"], ["modem"]),
        (["trees/modem.yml", "trees/phones/old.yml"], ["modem", "phones/old"]),
    ],
)
def test_paths_choose_trees(paths: list[str], trees: list[str]) -> None:
    assert chosen_trees([Path(path) for path in paths]) == (Path("trees"), frozenset(trees))


def test_a_tree_is_found_from_inside_its_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "trees" / "phones")
    assert chosen_trees([Path("old.yml")]) == (folder / "trees", frozenset({"phones/old"}))


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["gone"], "folder 'gone' not found; give the folder that holds library.yml"),
        (
            ["trees/modem.yml", "others/modem.yml"],
            "these files belong to different libraries; check one library at a time",
        ),
        (
            ["trees/library.yml"],
            (
                "'trees/library.yml' is not a tree of the library 'trees'; "
                "give tree files only, or just the folder to check every tree"
            ),
        ),
        (
            ["outside.yml"],
            "'outside.yml' is not part of a library: no folder above it holds library.yml",
        ),
    ],
)
def test_other_paths_are_refused(folder: Path, paths: list[str], said: str) -> None:
    (folder / "outside.yml").write_text(TREE, "utf-8")
    with pytest.raises(click.UsageError) as refused:
        chosen_trees([Path(path) for path in paths])
    assert refused.value.message == said


@pytest.mark.parametrize(
    ("form", "start"),
    [("json", '{\n  "version": 1,'), ("sarif", "{\n"), ("github", "No problems found: 2 trees, 2 nodes")],
)
def test_formats_of_a_library_without_problems(form: str, start: str) -> None:
    assert as_format(compile_library(Path("trees")), form).startswith(start)


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["check"], 2, "Error: folder 'decision_trees' not found; give the folder that holds library.yml\n"),
        (["check", "trees"], 0, "No problems found: 2 trees, 2 nodes, 2 branches, 1 language.\n"),
        (
            ["check", "--no-cache", "trees/modem.yml"],
            0,
            "No problems found: 1 tree, 1 node, 1 branch, 1 language.\n",
        ),
        (["verify", "trees"], 2, "No guides found in 'trees': no page has a <guided-help> element.\n"),
        (
            ["merge"],
            2,
            "Error: Missing argument 'SHARD...'. \n\nExample: izeja merge shard-1 shard-2 --into site\n",
        ),
        (
            ["reference", "trees"],
            2,
            "Error: Got unexpected extra argument (trees)\n\nExample: izeja reference --write",
        ),
        (["chekc"], 2, "Error: No such command 'chekc'"),
    ],
)
def test_a_command_says(arguments: list[str], exit_code: int, said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, said in result.output) == (exit_code, True), result.output


@pytest.mark.parametrize(
    "command",
    [
        *("check", "format", "walk", "map", "preview", "stats", "links", "mcp", "new tree a", "rename a b"),
        *(
            "move a b",
            "export --for json out",
            "translate status",
            "translate fill lv",
            "translate glossary lv",
        ),
    ],
)
def test_a_command_says_where_the_library_is(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = "folder 'decision_trees' not found; give the folder that holds library.yml"
    assert f"Error: {error}\n" in run(*command.split()).output
    for below, hint in ((".", "."), ("phones", "..")):
        monkeypatch.chdir(folder / "trees" / below)
        result = run(*command.split())
        assert (result.exit_code, f"Error: {error}, which is '{hint}' from here\n" in result.output) == (
            2,
            True,
        )
        assert not (folder / "trees" / below / "out").exists()


def test_profile_adds_timings_on_standard_error() -> None:
    result = run("check", "trees", "--format", "json", "--profile")
    assert json.loads(result.stdout)["problems"] == []
    assert "files of the library" in result.stderr


@pytest.mark.parametrize("options", [(), ("--no-cache",)])
def test_only_a_check_with_a_cache_writes_one(options: tuple[str, ...], folder: Path) -> None:
    assert run("check", "trees", *options).exit_code == 0
    assert (folder / ".izeja_cache").exists() is not bool(options)


def test_schemas_of_all_files_are_written(folder: Path) -> None:
    assert run("schema", "--write", "new/schema").exit_code == 0
    written = {file.name for file in (folder / "new" / "schema").iterdir()}
    assert written == {"tree.json", "library.json", "terms.json", "contacts.json", "facts.json"}
    assert (folder / "new/schema/terms.json").read_text("utf-8") == run("schema", "terms").output


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (["translate", "export", "lv", "library.yml", "."], ".xlf or .xliff or .xml"),
        (["translate", "glossary", "lv", ".", "--write", "library.yml"], ".csv or .tbx"),
        (["translate", "status", ".", "--badge", "library.yml"], ".svg"),
        (["stats", ".", "--ics", "library.yml"], ".ics"),
    ],
)
def test_no_file_of_another_kind_is_overwritten(
    command: list[str], ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library.yml").write_text("mine", "utf-8")
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 2
    assert f"'library.yml' has to end with {ending}" in refused.output
    assert (tmp_path / "library.yml").read_text("utf-8") == "mine"


WITHOUT_EFFECT = [
    ("build --port 8000", "'--port' has no effect without --serve"),
    ("export --for json out trees --site-name Help", "'--site-name' has no effect with --for json"),
    ("export --for json out trees --title Help", "'--title' has no effect with --for json"),
    ("export --for hugo out trees --site https://a.example", "'--site' has no effect with --for hugo"),
    ("export --for hugo out trees --pdf", "'--pdf' has no effect with --for hugo"),
    ("links trees --dry-run --delay 1", "'--delay' has no effect with --dry-run"),
    ("links trees --dry-run --format json", "'--format' has no effect with --dry-run"),
    ("links trees --dry-run --json", "'--json' has no effect with --dry-run"),
    ("stats trees --ics a.ics --events events.csv", "'--ics' has no effect with --events"),
    ("translate glossary lv trees --dry-run", "'--dry-run' has no effect without --from"),
]
"""Commands that say something to no effect, and how they are refused."""


@pytest.mark.parametrize(("command", "said"), WITHOUT_EFFECT)
def test_an_option_without_effect_is_refused(command: str, said: str, folder: Path) -> None:
    (folder / "events.csv").touch()
    before = sorted(folder.rglob("*"))
    ran = run(*command.split())
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"Error: {said}" in ran.stderr
    assert sorted(folder.rglob("*")) == before


def test_every_option_that_is_for_another_alone_is_tried_without_effect() -> None:
    bound = {
        (" ".join(names), option.opts[0])
        for names, command in commands()
        for option in command.params
        if isinstance(option, click.Option) and re.match("(For|With|Without) --", option.help or "")
    }
    assert len(bound) >= 5
    tried = {
        (name, option)
        for name, option in bound
        for command, said in WITHOUT_EFFECT
        if command.startswith(f"{name} ") and said.startswith(f"'{option}' ")
    }
    assert tried == bound


def commands(group: click.Command = main, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(group, click.Group):
        yield names, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield from commands(found, *names, name)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("build trees --site made", "'--site' is now called '--site-dir'.\n"),
        ("export --for markdown out trees --title Help", "'--title' is now called '--site-name'.\n"),
        ("translate export lv lv.xlf trees --version 1.2", "'--version' is now called '--xliff'.\n"),
        ("stats trees --json", "'--json' is now called '--format json'.\n"),
        ("walk trees --json", "'--json' is now called '--format json'.\n"),
        ("links trees --json", "'--json' is now called '--format json'.\n"),
        (
            "translate screenshots pictures trees --site made",
            "A folder is given with '--site-dir' now, and an address with '--site'.\n",
        ),
    ],
)
def test_an_option_that_has_another_name_now_still_works_and_says_so(command: str, said: str) -> None:
    ran = run(*command.split())
    assert said in ran.stderr
    assert "No such option" not in ran.stderr
