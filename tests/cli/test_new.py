"""`izeja new`: each case in tests/cli/new is a folder, a command and what it says; and what is there then."""

from __future__ import annotations

import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT, build
from golden import read_case
from izeja.cli.main import main
from izeja.cli.starter import texts
from izeja.cli.starter.all_or_nothing import InTheWayError, tried, write_all
from izeja.cli.starter.site import Wish, first_site
from izeja.compiler.compile import compile_library
from izeja.library.reader import read_library
from izeja.site.crawler import crawl
from izeja.translation.page_words import languages

CASES = sorted((Path(__file__).parent / "new").glob("*.txtar"))
LANGUAGES = tuple(languages())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, which is empty. MkDocs counts as installed."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def made(folder: Path, *chosen: str, title: str | None = None) -> Path:
    """Return the library of a first site."""
    write_all(folder, first_site(folder, Wish("Help", chosen, title)).files)
    return folder / "decision_trees"


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_command_says_what_it_did(file: Path, folder: Path, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(file, "output")
    txtar.unpack({path: text for path, text in read.given.items() if path != "command"}, folder)
    there = files_in(folder)
    _, *arguments = shlex.split(read.given["command"])
    result = CliRunner().invoke(main, arguments, prog_name="izeja")
    said = f"{result.output}exit code {result.exit_code}\n"
    read.compare({"output": said}, update=update_goldens)
    # Whatever happens: nothing is overwritten, and a command that fails writes nothing.
    after = files_in(folder)
    assert {path: after.get(path) for path in there} == there
    assert result.exit_code == 0 or after == there


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_site_has_no_problems_in_any_language(language: str, folder: Path) -> None:
    assert compile_library(made(folder, language)).problems == ()


def test_the_starter_is_translated_into_all_its_languages(folder: Path) -> None:
    compiled = compile_library(made(folder, "en", *(one for one in LANGUAGES if one != "en")))
    assert (compiled.problems, compiled.untranslated) == ((), 0)
    assert set(compiled.languages) == set(LANGUAGES)


def test_the_starter_says_the_same_in_all_its_languages(folder: Path) -> None:
    places = set()
    for language in LANGUAGES:
        library, _, _ = read_library(made(folder / language, language))
        assert library is not None
        places.add(tuple((text.file_id, text.at) for text in library.texts))
    assert len(places) == 1


@pytest.mark.parametrize(
    "title", ["Yes", "null", "2026-11-23", "It's: #1", "“No” 100 %", "- dash", "a: b", "Ķēde un ģērbs", "'"]
)
def test_every_title_arrives_as_it_was_written(title: str, folder: Path) -> None:
    compiled = compile_library(made(folder, "en", "lv", title=title))
    assert [one.message for one in compiled.problems if one.severity == "error"] == []
    (tree,) = compiled.source.trees.values()
    assert tree.title == title


def test_catalogs_of_a_first_site_are_up_to_date(folder: Path) -> None:
    made(folder, "en", "lv", "fr", title="I hear nothing")
    before = files_in(folder)
    assert CliRunner().invoke(main, ["translate", "update"]).exit_code == 0
    assert files_in(folder) == before


def test_a_first_site_is_built_without_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "Mūsu palīdzība"
    made(folder, "lv", "en", "fr")
    built = build(folder, "--strict")
    assert (built.returncode, "WARNING" in built.stderr) == (0, False), built.stderr
    found = crawl(folder / "site")
    assert (found.guides, found.findings) == (2, ())


def test_an_existing_site_is_built_with_the_lines_that_are_printed(folder: Path) -> None:
    txtar.unpack({"mkdocs.yml": "site_name: Ours\ntheme: mkdocs\n", "docs/index.md": "# Ours\n"}, folder)
    site = first_site(folder, Wish("", ("en", "de")))
    write_all(folder, site.files)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(site.lines["mkdocs.yml"])
    built = build(folder, "--strict")
    assert (built.returncode, "WARNING" in built.stderr) == (0, False), built.stderr
    assert crawl(folder / "site").guides == 2


def test_editors_know_the_schema_of_each_file(folder: Path) -> None:
    """VS Code, Zed and Helix say it in forms of their own, and say the same."""
    made(folder, "en")
    code = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
    zed = json.loads((folder / ".zed/settings.json").read_text("utf-8"))
    helix = tomllib.loads((folder / ".helix/languages.toml").read_text("utf-8"))
    schemas = code["yaml.schemas"]
    assert zed["lsp"]["yaml-language-server"]["settings"]["yaml"]["schemas"] == schemas
    assert helix["language-server"]["yaml-language-server"]["config"]["yaml"]["schemas"] == schemas
    assert {f"./schema/{file.name}" for file in (folder / "schema").iterdir()} == schemas.keys()


def test_the_workflow_is_the_one_that_the_documentation_shows(folder: Path) -> None:
    made(folder, "en")

    def without_remark(file: Path) -> str:
        return file.read_text("utf-8").partition("name: ")[2]

    shown = ROOT / "docs" / "examples" / "github-actions.yml"
    assert without_remark(folder / ".github/workflows/guides.yml") == without_remark(shown)


@pytest.mark.parametrize("fails", range(4))
def test_a_write_that_is_interrupted_leaves_nothing(
    fails: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = iter(range(99))
    real = Path.open

    def interrupted(self: Path, *arguments: Any, **options: Any) -> Any:
        if next(opened) == fails:
            raise KeyboardInterrupt
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", interrupted)
    with pytest.raises(KeyboardInterrupt), tried(folder / "a" / "b", dict.fromkeys("123", b"")):
        raise KeyboardInterrupt
    assert list(folder.iterdir()) == []


def test_one_file_in_the_way_keeps_all_from_being_written(folder: Path) -> None:
    (folder / "b").write_text("mine")
    with pytest.raises(InTheWayError) as refused:
        write_all(folder, {"a": b"", "b": b"", "b/c": b"", "d": b""})
    assert refused.value.paths == ["b"]
    assert files_in(folder) == {"b": b"mine"}


class Terminal:
    """A terminal in which a command runs, and what it shows."""

    def __init__(self, *arguments: str) -> None:
        self._main, other = pty.openpty()
        environment = {**os.environ, "TERM": "dumb"}
        # A shell lets what runs in its background, such as these tests, ignore Ctrl-C.
        run = "signal.signal(signal.SIGINT, signal.default_int_handler); main()"
        command = [sys.executable, "-c", f"import signal; from izeja.cli.main import main; {run}", *arguments]
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
            env=environment,
        )
        os.close(other)
        self.shown = ""

    def until(self, text: str) -> None:
        """Read until the command shows a text."""
        seen = len(self.shown)
        while text not in self.shown[seen:]:
            self.shown += os.read(self._main, 10_000).decode()

    def type(self, text: str) -> None:
        os.write(self._main, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C until the command ends: Python misses one just before it waits for a key."""
        while self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                # A second one while it ends would kill it.
                self._process.wait(timeout=10)

    def end(self) -> int:
        """Read to the end, and return the exit code."""
        for text in self._rest():
            self.shown += text
        os.close(self._main)
        return self._process.wait()

    def _rest(self) -> Iterator[str]:
        # Linux reports the end of a terminal as an error.
        try:
            while got := os.read(self._main, 10_000):
                yield got.decode()
        except OSError:
            return


def test_a_terminal_is_asked_and_a_wrong_answer_asked_for_again(folder: Path) -> None:
    terminal = Terminal("new")
    terminal.until("[Work]: ")
    terminal.type("Mūsu palīdzība\n")
    terminal.until("[en]: ")
    terminal.type("latvian\n")
    terminal.until("[en]: ")
    assert "'latvian' is not the code of a language" in terminal.shown
    terminal.type("lv en\n")
    terminal.until(f"[{texts.example_title('lv')}]: ")
    terminal.type("\n")
    assert terminal.end() == 0
    assert "Next:" in terminal.shown
    assert (folder / "mkdocs.yml").read_text("utf-8").startswith("site_name: Mūsu palīdzība\n")
    assert compile_library(folder / "decision_trees").problems == ()


def test_ctrl_c_at_a_question_leaves_nothing(folder: Path) -> None:
    terminal = Terminal("new", "ours", "--name", "Ours")
    terminal.until("[en]: ")
    terminal.interrupt()
    assert terminal.end() == 1
    assert list(folder.iterdir()) == []
