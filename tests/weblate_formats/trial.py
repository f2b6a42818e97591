"""Every text of the shipped library is translated by Weblate's format classes, and arrives with its state.

`make test-weblate` runs this: it needs Weblate, in an environment of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from conftest import ROOT
from izeja.cli.main import main

PYTHON = ROOT / ".weblate" / "bin" / "python"
SHIPPED = ROOT / "decision_trees"
TRANSLATIONS = Path("decision_trees", "translations", "lv")
STATES = ("translated", "fuzzy", "approved")

String = dict[str, str]
Messages = dict[tuple[str, str], tuple[str, frozenset[str]]]


Strings = dict[Path, list[String]]


def in_weblate(form: str, files: Mapping[Path, Sequence[String]]) -> Strings:
    """Let Weblate change the strings of files, and return those that it saw before."""
    request = {"format": form, "language": "lv", "files": {str(file): edits for file, edits in files.items()}}
    command = [str(PYTHON), "-m", "weblate_formats.weblate_side"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, input=json.dumps(request), text=True, capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return {Path(file): strings for file, strings in json.loads(done.stdout).items()}


def read_in_weblate(form: str, file: Path) -> list[String]:
    return in_weblate(form, {file: []})[file]


def izeja(*arguments: str) -> str:
    """Run a command that has to succeed."""
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def files() -> list[Path]:
    return sorted(TRANSLATIONS.rglob("*.po"))


def messages() -> Messages:
    """Return the translations and flags of all messages, as another reader of catalogs finds them."""
    found: Messages = {}
    for file in files():
        with file.open(encoding="utf-8") as lines:
            for one in read_po(lines):
                if one.id:
                    found[str(one.context), str(one.id)] = (str(one.string), frozenset(one.flags))
    return found


def state_of(context: str) -> str:
    """Return the state that a text is left in: there are texts for each."""
    return STATES[len(context) % len(STATES)]


def edits_of(strings: Iterable[String]) -> list[String]:
    return [{**one, "state": state_of(one["context"])} for one in strings]


def with_states(before: Messages, flags: Mapping[str, str]) -> Messages:
    """Return what the catalogs are to be after edits, whose states have these flags."""
    return {
        (context, source): (translation, was | set(filter(None, [flags[state_of(context)]])))
        for (context, source), (translation, was) in before.items()
    }


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SHIPPED, tmp_path / SHIPPED.name)
    monkeypatch.chdir(tmp_path)


def emptied() -> None:
    """Take all translations away."""
    shutil.rmtree(TRANSLATIONS)
    izeja("translate", "update")
    assert not any(translation for translation, _ in messages().values())


# The first is what Weblate takes for `.xlf`; the other keeps codes as elements.
@pytest.mark.parametrize("form", ["plainxliff", "xliff"])
def test_a_document_is_translated(form: str) -> None:
    document = Path("lv.xlf")
    before = messages()
    izeja("translate", "export", "lv", str(document), "--xliff", "1.2")
    edits = edits_of(read_in_weblate(form, document))
    assert sorted(edit["context"] for edit in edits) == sorted(context for context, _ in before)
    emptied()
    izeja("translate", "export", "lv", str(document), "--xliff", "1.2")
    assert {one["state"] for one in in_weblate(form, {document: edits})[document]} == {"empty"}
    said = izeja("translate", "import", str(document))
    assert f"\n{len(before)} translations changed." in said
    assert "codes" not in said
    assert messages() == with_states(before, {"translated": "", "fuzzy": "fuzzy", "approved": "final"})
    # What was imported is what Weblate sees the next time.
    izeja("translate", "export", "lv", str(document), "--xliff", "1.2")
    again = read_in_weblate(form, document)
    assert [(one["target"], one["state"]) for one in again] == [
        (edit["target"], edit["state"]) for edit in edits
    ]


def test_catalogs_are_translated() -> None:
    before = messages()
    found = in_weblate("po", {file: [] for file in files()})
    assert {one["locations"] for one in found[TRANSLATIONS / "terms.po"]} == {"terms.yml"}
    emptied()
    empty = in_weblate("po", {file: edits_of(strings) for file, strings in found.items()})
    assert {one["state"] for strings in empty.values() for one in strings} == {"empty"}
    # Catalogs have no state for what is approved.
    after = with_states(before, {"translated": "", "fuzzy": "fuzzy", "approved": ""})
    assert messages() == after
    izeja("translate", "update")
    assert messages() == after


def test_a_changed_text_shows_what_it_was() -> None:
    tree = SHIPPED.name + "/microsoft/get-refund.yml"
    text = Path(tree).read_text("utf-8")
    title = next(line for line in text.split("\n") if line.startswith("title: "))
    Path(tree).write_text(text.replace(title, f"{title} soon", 1), "utf-8")
    izeja("translate", "update")
    strings = read_in_weblate("po", TRANSLATIONS / "microsoft" / "get-refund.po")
    (one,) = (one for one in strings if one["state"] == "fuzzy")
    assert one["previous_source"] == title.removeprefix("title: ")
    assert one["source"] == f"{one['previous_source']} soon"


def test_flags_of_ours_stay() -> None:
    file = TRANSLATIONS / "terms.po"
    text = file.read_text("utf-8")
    key, (translation, _) = next((key, one) for key, one in messages().items() if key[0].startswith("terms#"))
    marked = text.replace(f'msgctxt "{key[0]}"', f'#, ignore-same, final\nmsgctxt "{key[0]}"', 1)
    file.write_text(marked, "utf-8")
    (seen,) = (one for one in read_in_weblate("po", file) if (one["context"], one["source"]) == key)
    assert "ignore-same" in seen["flags"]
    in_weblate("po", {file: [{**seen, "target": f"{translation}!", "state": "translated"}]})
    assert messages()[key] == (f"{translation}!", frozenset({"ignore-same", "final"}))
