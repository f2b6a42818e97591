"""Problems in the editor, while trees are being written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import only_some_quick
from editor import Editor
from txtar import split, unpack

LIBRARY = split("""\
-- library.yml --
source_language: en
languages: [en]
-- contacts.yml --
us:
  text: Contact us
  url: https://example.org/
-- modem.yml --
title: The modem
kind: procedure
start: light
nodes:
  light:
    question: 😀 Is it on?
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: call
  done:
    resolution: It works.
  call:
    support: us
-- slow.yml --
title: Slow
kind: procedure
start: begin
nodes:
  begin:
    step: Restart the modem.
    next: modem.yml#done
""")
MODEM, SLOW = LIBRARY["modem.yml"], LIBRARY["slow.yml"]
NEW = SLOW.replace("Slow", "New")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Māja un ceļš"
    unpack(LIBRARY, root)
    return root


@pytest.fixture(scope="module")
def with_a_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    watched = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    with Editor(tmp_path_factory.mktemp("editor"), watched) as editor:
        yield editor


@pytest.fixture
def editor(with_a_server: Editor, folder: Path) -> Editor:
    """An editor that opens another library: one server has all of them."""
    with_a_server.folder = folder
    return with_a_server


def test_a_problem_comes_and_goes_while_a_tree_is_written(editor: Editor) -> None:
    editor.open("modem.yml", MODEM.replace("to: done", "to: doen"))
    editor.wait_for_codes("modem.yml", "unknown-target")
    (unknown,) = editor.problems("modem.yml")
    assert unknown["severity"] == 1
    assert "did you mean 'done'?" in unknown["message"]
    assert unknown["codeDescription"]["href"].endswith("/docs/problems/unknown-target.md")
    line = MODEM.splitlines().index("        to: done")
    assert unknown["range"] == {
        "start": {"line": line, "character": 12},
        "end": {"line": line, "character": 16},
    }
    editor.type("modem.yml", MODEM)
    editor.wait_for(lambda: not editor.problems("modem.yml"))


def test_half_written_yaml_is_a_problem_like_any_other(editor: Editor) -> None:
    editor.open("modem.yml")
    editor.type("modem.yml", MODEM + '  more:\n    question: "And\n')
    editor.wait_for_codes("modem.yml", "invalid-yaml")
    editor.type("modem.yml", MODEM)
    editor.wait_for(lambda: not editor.problems("modem.yml"))


def test_an_edit_shows_what_it_breaks_in_another_file(editor: Editor) -> None:
    editor.open("modem.yml", MODEM.replace("done", "works"))
    editor.wait_for(lambda: "unknown-target" in [one["code"] for one in editor.problems("slow.yml")])
    # What is closed without being saved is what it is on disk.
    editor.close("modem.yml")
    editor.wait_for(lambda: not editor.problems("slow.yml"))


def test_a_tree_that_was_never_saved_is_checked_and_can_be_led_to(editor: Editor) -> None:
    editor.open("new.yml", NEW.replace("modem.yml#done", "nowhere"))
    editor.wait_for_codes("new.yml", "unknown-target")
    editor.type("new.yml", NEW)
    editor.open("slow.yml", SLOW.replace("modem.yml#done", "new.yml"))
    editor.wait_for(lambda: not editor.problems("new.yml"))
    editor.type("slow.yml", SLOW.replace("modem.yml#done", "old.yml"))
    editor.wait_for_codes("slow.yml", "unknown-target")
    assert "slow.yml, new.yml" in editor.problems("slow.yml")[0]["message"]


def test_files_that_belong_to_no_library_have_no_problems(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: [", "utf-8")
    with Editor(folder) as editor:
        for name in ("../mkdocs.yml", "translations/lv/modem.yml", ".draft.yml"):
            editor.open(name, "a: [")
        editor.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": "untitled:1", "languageId": "yaml", "version": 0, "text": "a"}},
        )
        editor.open("modem.yml", MODEM.replace("to: call", "to: cal"))
        editor.wait_for(lambda: bool(editor.problems("modem.yml")))
        assert {*editor.diagnostics} == {editor.uri("modem.yml")}
        assert not editor.log


def test_a_file_that_changes_on_disk_is_checked_again(editor: Editor, folder: Path) -> None:
    editor.wait_for(lambda: bool(editor.asked))
    editor.open("modem.yml")
    (folder / "slow.yml").write_text(SLOW.replace("#done", "#gone"), "utf-8")
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri("slow.yml"), "type": 2}]})
    editor.wait_for_codes("slow.yml", "unknown-target")


def test_what_follows_from_a_change_that_was_stopped_is_no_problem(editor: Editor, folder: Path) -> None:
    editor.open("slow.yml", SLOW.replace("#done", "#gone"))
    editor.wait_for_codes("slow.yml", "unknown-target")
    journal = folder / ".izeja-changes" / "journal.json"
    journal.parent.mkdir()
    moved = '{"command": "izeja move", "moves": [["modem.yml", "new.yml"]], "files": [], "made": []}'
    journal.write_text(moved, "utf-8")
    (folder / "modem.yml").rename(folder / "new.yml")
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri("new.yml"), "type": 1}]})
    editor.wait_for_codes("library.yml", "unfinished-change")
    editor.wait_for(lambda: not editor.problems("slow.yml"))
    # An edit meanwhile is not judged by half of the library either.
    editor.type("slow.yml", SLOW.replace("#done", "#lost"))
    (folder / "new.yml").rename(folder / "modem.yml")
    journal.unlink()
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri("new.yml"), "type": 3}]})
    editor.wait_for_codes("slow.yml", "unknown-target")
    assert "lost" in editor.problems("slow.yml")[0]["message"]
    assert not editor.problems("library.yml")


def test_the_editor_shows_that_a_library_is_proved_for_the_first_time(folder: Path) -> None:
    with Editor(folder, {"window": {"workDoneProgress": True}}) as editor:
        editor.open("modem.yml", MODEM.replace("to: done", "to: doen"))
        editor.wait_for(lambda: [one["value"]["kind"] for one in editor.progress] == ["begin", "end"])
        assert editor.progress[0]["value"]["title"] == "Izeja"
        assert [one["method"] for one in editor.asked] == ["window/workDoneProgress/create"]
        assert len({one["token"] for one in [*editor.progress, editor.asked[0]["params"]]}) == 1
        # Later checks are quick.
        editor.type("modem.yml", MODEM.replace("done", "works"))
        editor.wait_for_codes("slow.yml", "unknown-target")
        assert len(editor.progress) == 2


@pytest.mark.parametrize("encoding", only_some_quick(["utf-8", "utf-16", "utf-32"], "utf-8", "utf-16"))
def test_columns_are_counted_as_the_editor_counts(folder: Path, encoding: str) -> None:
    text = MODEM.replace("😀 Is it on?", "😀 {gone}")
    with Editor(folder, {"general": {"positionEncodings": [encoding]}}) as editor:
        editor.open("modem.yml", text)
        editor.wait_for_codes("modem.yml", "unknown-target")
        (problem,) = editor.problems("modem.yml")
        before = text.splitlines()[problem["range"]["start"]["line"]].partition("{gone}")[0]
        unit = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
        name = encoding if encoding == "utf-8" else f"{encoding}-le"
        assert problem["range"]["start"]["character"] == len(before.encode(name)) // unit
