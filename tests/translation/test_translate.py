"""The output and files of `izeja translate add`, `status` and `check`.

A case is a file in tests/translation/translate: a project, with `commands`, their output under `said`, and
every file that they make or change under `after/` (of a catalog the path alone, since `catalogs` shows it).
A second run has to leave every file as it is.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT
from golden import read_case
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.translation.page_words import words

FOLDER = Path(__file__).parent / "translate"
CASES = sorted(FOLDER.glob("*.txtar"))
TREE = {
    "decision_trees/library.yml": "source_language: en\nlanguages: [en, lv]\n",
    "decision_trees/a.yml": "title: Restart it\nkind: procedure\nstart: b\n"
    "nodes:\n  b:\n    resolution: It works\n",
    "decision_trees/translations/lv/a.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgctxt "a title"\nmsgid "Restart it"\nmsgstr "Restartēt"\n',
}


def run(*arguments: str) -> tuple[str, int]:
    result = CliRunner().invoke(main, ["translate", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output, result.exit_code


def files_of(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().decode()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_translate(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "said", "after/")
    project = {path: content for path, content in read.given.items() if path != "commands"}
    txtar.unpack(project, tmp_path)
    monkeypatch.chdir(tmp_path)
    said = ""
    for command in read.given["commands"].splitlines():
        output, exit_code = run(*shlex.split(command))
        said += f"$ izeja translate {command}\n{output}exit {exit_code}\n\n"
    after = files_of(tmp_path)
    changed = {path: content for path, content in after.items() if project.get(path) != content}
    found = {"said": said} | {
        f"after/{path}": "" if path.endswith(".po") else content for path, content in changed.items()
    }
    read.compare(found, update=update_goldens)
    for command in read.given["commands"].splitlines():
        run(*shlex.split(command))
    assert files_of(tmp_path) == after


def test_status_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(TREE, tmp_path)
    monkeypatch.chdir(tmp_path)
    output, exit_code = run("status", "--format", "json", "--badge", "made/badge.svg")
    nothing, one = {"messages": 0, "words": 0}, {"messages": 1, "words": 2}
    progress = {"translated": one, "stale": nothing, "missing": one, "faulty": nothing, "in_source": nothing}
    catalog = "decision_trees/translations/lv/a.po"
    assert exit_code == 0
    assert json.loads(output) == {
        "version": 1,
        "source_language": "en",
        "languages": [
            {
                "language": "lv",
                "state": "required",
                "percent": 50,
                **progress,
                "minutes": 1,
                "left_in_source": 0,
                "parts": [{"part": "a", "catalog": catalog, **progress, "left_in_source": 0}],
                "pages": [],
            }
        ],
    }
    drawn = ET.parse(tmp_path / "made" / "badge.svg").getroot()  # noqa: S314 - we have just written it
    assert drawn.attrib["aria-label"] == "translations: lv 50 %"


def test_the_shipped_library_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    output, exit_code = run("check")
    assert (output.startswith("Everything is translated: "), exit_code) == (True, 0), output


def test_a_site_teaches_the_page_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(TREE, tmp_path)
    monkeypatch.chdir(tmp_path)
    run("add", "ja")
    config = tmp_path / "decision_trees" / "library.yml"
    config.write_text(config.read_text("utf-8").replace("preparing", "required"), "utf-8")
    folder = tmp_path / "decision_trees" / "translations" / "ja"
    page = (folder / "page.po").read_text("utf-8")
    assert {text for text in words() if f'\nmsgid "{text}"\n' in page} == set(words())
    assert "the words of the page itself are not translated into 'ja'" in run("check")[0]
    for file in folder.glob("*.po"):
        head, *messages = file.read_text("utf-8").split("\n\n")
        filled = [
            re.sub(r'((?:msgid|msgid_plural) "(.*")\nmsgstr(?:\[0\])?) ""', r'\1 "訳 \2', one)
            for one in messages
        ]
        file.write_text("\n\n".join([head, *filled]), "utf-8")
    compiled = compile_library(tmp_path / "decision_trees")
    assert [
        problem
        for problem in compiled.problems
        if "/ja/" in problem.position.path or "'ja'" in problem.message
    ] == []
    assert compiled.languages["ja"].trees["a"].title == "訳 Restart it"


def test_no_code_of_a_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(TREE, tmp_path)
    monkeypatch.chdir(tmp_path)
    output, exit_code = run("add", "estonian")
    assert exit_code == 2
    assert "'estonian' is not the code of a language: did you mean 'et'?" in output
    assert files_of(tmp_path) == TREE


@pytest.mark.parametrize("command", ["add", "update", "status", "check"])
def test_help_tells_enough(command: str) -> None:
    output, exit_code = run(command, "--help")
    assert exit_code == 0
    assert "PATH is the folder that holds library.yml" in output
