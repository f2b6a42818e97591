"""What the server answers to an editor, while a tree is half written."""

from __future__ import annotations

from typing import Any

import pytest

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
-- terms.yml --
reset:
  text: Reset
  meaning: A small button at the back
-- facts.yml --
plan:
  text: Your plan
  values:
    home: Home
    office: Office
-- modem.yml --
title: The modem
kind: procedure
start: which
nodes:
  which:
    question: 😀 Which plan do you have?
    asks: plan
    answers:
      - text: Home
        is: home
        to: done
      - text: Office
        is: office
        to: call
  done:
    resolution: It works.
    body: Press {reset} or [call us](contact:us).
  call:
    support: us
-- slow/line.yml --
title: Slow
kind: procedure
start: begin
nodes:
  begin:
    step: Restart the modem.
    next: ../modem.yml#done
""")
MODEM, SLOW = LIBRARY["modem.yml"], LIBRARY["slow/line.yml"]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Any:
    root = tmp_path_factory.mktemp("library")
    unpack(LIBRARY, root)
    with Editor(root) as editor:
        yield editor


def ask(editor: Editor, name: str, text: str, method: str, **more: Any) -> Any:
    """Ask about the place of `|` in a text, which is opened without it."""
    before, _, after = text.partition("|")
    editor.open(name, before + after)
    line = before.count("\n")
    # Columns count UTF-16 units.
    character = len(before.rpartition("\n")[2].encode("utf-16-le")) // 2
    try:
        return editor.ask(f"textDocument/{method}", {**editor.at(name, line, character), **more})
    finally:
        # A file that was never saved is gone then, with its mistakes.
        if name == "new.yml":
            editor.close(name)


def offered(editor: Editor, name: str, text: str) -> list[str]:
    return [one["textEdit"]["newText"] for one in ask(editor, name, text, "completion")["items"]]


HALF = "title: T\nkind: procedure\nstart: a\nnodes:\n  a:\n    question: Q?\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("title: T\nk|", ["summary: ", "kind: "]),
        ("kind: |", ["procedure", "causes", "diagnosis", "part"]),
        ("nodes:\n  a:\n    |", ["question: ", "step: ", "resolution: ", "support: ", "include: "]),
        (f"{HALF}    asks: |", ["plan"]),
        (f"{HALF}    asks: plan\n    answers:\n      - text: Yes\n        is: |", ["home", "office"]),
        (f"{HALF}    answers:\n      - |", ["text: ", "note: ", "group: ", "to: "]),
        (f"{HALF}    answers:\n      - text: Yes\n        to: |\n  b:\n    step: S", ["a", "b", "modem.yml"]),
        (f"{HALF}    answers:\n      - to: b\n  |", ["b:"]),
        (f"{HALF}    answers:\n      - to: modem.yml#|", ["a"]),
        (f"{HALF}    hint: Press {{r|", ["reset}"]),
        (f"{HALF}    body: |\n      A\n      Press {{".replace("|\n", ">\n", 1) + "|}", ["reset"]),
        (f"{HALF}    body: See [us](|", ["contact:us", "modem.yml", "slow/line.yml"]),
        (f"{HALF}    body:\n      by: plan\n      home: H\n      |", ["otherwise: ", "office: "]),
        (f"{HALF}  b:\n    support: |", ["us"]),
        (f"{HALF}  b:\n    support: us\n    actions: [{{text: T, contact: |}}]", ["us"]),
        ('nodes:\n  a:\n    resolution: "broken\n    outcome: |', ["done", "answer", "stop"]),
    ],
)
def test_offers(editor: Editor, text: str, first: list[str]) -> None:
    assert offered(editor, "new.yml", text)[: len(first)] == first


def test_nodes_of_another_tree_are_offered_after_its_file(editor: Editor) -> None:
    found = offered(editor, "slow/line.yml", SLOW.replace("#done", "#|"))
    assert {"../modem.yml#which", "../modem.yml#done", "../modem.yml#call"} <= set(found)
    # Before the sign, they would hide the trees.
    before = offered(editor, "slow/line.yml", SLOW.replace("#done", "|"))
    assert "../modem.yml" in before
    assert not [one for one in before if "#" in one]


def test_no_keys_are_offered_within_texts_and_comments(editor: Editor) -> None:
    for text in (f"{HALF}    body: >\n      qu|", "# ki|", "title: The\n  mod|"):
        assert offered(editor, "new.yml", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MODEM.replace("to: done", "to: do|ne"), "resolution: **It works.**\n\nPress {reset}"),
        (MODEM.replace("{reset}", "{re|set}"), "**Reset**\n\nA small button at the back"),
        (MODEM.replace("contact:us", "contact:u|s"), "**Contact us**\n\nhttps://example.org/"),
        (MODEM.replace("is: home", "is: ho|me"), "Home"),
        (MODEM.replace("asks: plan", "as|ks: plan"), "The fact that it asks for: a key of `facts.yml`."),
        # The YAML is broken below.
        (MODEM.replace("to: done", "to: do|ne") + '  x:\n    step: "', "resolution: **It works.**"),
    ],
)
def test_hover(editor: Editor, text: str, words: str) -> None:
    assert ask(editor, "modem.yml", text, "hover")["contents"]["value"].startswith(words)


def lines(editor: Editor, locations: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the files of locations, and what is written there."""
    found = []
    for one in locations:
        name = one["uri"].removeprefix(f"{editor.uri('')}/")
        text = LIBRARY[name].splitlines()[one["range"]["start"]["line"]]
        start, end = (one["range"][key]["character"] for key in ("start", "end"))
        found.append((name, text[start:end]))
    return found


def test_definition_is_the_key_of_what_is_named(editor: Editor) -> None:
    found = ask(editor, "slow/line.yml", SLOW.replace("#done", "#do|ne"), "definition")
    assert lines(editor, [found]) == [("modem.yml", "done")]
    found = ask(editor, "modem.yml", MODEM.replace("is: home", "is: ho|me"), "definition")
    assert lines(editor, [found]) == [("facts.yml", "home")]


def test_references_are_all_places_that_name_it(editor: Editor) -> None:
    editor.open("slow/line.yml")
    text = MODEM.replace("  done:", "  do|ne:")
    found = ask(editor, "modem.yml", text, "references", context={"includeDeclaration": True})
    assert sorted(lines(editor, found)) == [
        ("modem.yml", "done"),
        ("modem.yml", "done"),
        ("slow/line.yml", "../modem.yml#done"),
    ]


def applied(editor: Editor, edit: dict[str, Any]) -> dict[str, str]:
    """Return the files of an edit as they are after it."""
    found = {}
    for uri, changes in edit["changes"].items():
        name = uri.removeprefix(f"{editor.uri('')}/")
        lines = LIBRARY[name].splitlines(keepends=True)
        for one in sorted(changes, key=lambda one: -one["range"]["start"]["line"]):
            start, end = one["range"]["start"], one["range"]["end"]
            assert (start["character"], end["character"]) == (0, 0)
            lines[start["line"] : end["line"]] = [one["newText"]]
        found[name] = "".join(lines)
    return found


def test_a_node_gets_another_id_in_all_files(editor: Editor) -> None:
    editor.open("slow/line.yml")
    text = MODEM.replace("to: done", "to: do|ne")
    prepared = ask(editor, "modem.yml", text, "prepareRename")
    assert prepared["placeholder"] == "done"
    found = applied(editor, ask(editor, "modem.yml", text, "rename", newName="works"))
    assert found["slow/line.yml"] == SLOW.replace("#done", "#works")
    assert found["modem.yml"] == MODEM.replace("to: done", "to: works").replace(
        "  done:\n    resolution: It works.\n",
        "  works:\n    resolution: It works.\n    aliases: [done]\n",
    )


@pytest.mark.parametrize("new", ["call", "Not an id", ""])
def test_a_rename_that_cannot_be_is_refused_with_a_reason(editor: Editor, new: str) -> None:
    text = MODEM.replace("to: done", "to: do|ne")
    with pytest.raises(RuntimeError, match=r"the node 'call' already exists|cannot be an id"):
        ask(editor, "modem.yml", text, "rename", newName=new)
    assert (editor.log, editor.errors()) == ([], "")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("modem.yml", MODEM.replace("question: 😀", "question: 😀|"), "there is no id here"),
        ("modem.yml", MODEM.replace("kind:", "ki|nd:"), "there is no id here"),
        ("modem.yml", MODEM + "  |\n", "there is no id here"),
        (
            "slow/line.yml",
            SLOW.replace("../modem.yml#done", "../mo|dem.yml"),
            "run 'izeja move modem new-id'",
        ),
        ("modem.yml", MODEM.replace("to: call", "to: c|all") + '  x:\n    step: "', "fix the errors"),
        ("modem.yml", MODEM.replace("to: done", "to: do|en"), "there is no node 'doen'"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_no_fault_of_ours(
    editor: Editor, name: str, text: str, said: str
) -> None:
    with pytest.raises(RuntimeError, match=said):
        ask(editor, name, text, "rename", newName="new-id")
    assert (editor.log, editor.errors()) == ([], "")


def test_a_proposal_of_a_message_is_one_key_press(editor: Editor) -> None:
    text = MODEM.replace("to: done", "to: doen").replace("{reset}", "{rest}")
    editor.open("modem.yml", text)
    editor.wait_for_codes("modem.yml", "unknown-target", "unknown-target")
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    context = {"diagnostics": editor.problems("modem.yml")}
    params = {"textDocument": {"uri": editor.uri("modem.yml")}, "range": whole, "context": context}
    found = editor.ask("textDocument/codeAction", params)
    assert [one["title"] for one in found] == ["Write 'done'", "Write '{reset}'"]
    assert [one["diagnostics"][0]["code"] for one in found] == ["unknown-target"] * 2


def test_what_was_renamed_by_hand_gets_its_alias(editor: Editor) -> None:
    text = MODEM.replace("  done:", "  all-is-well:").replace("to: call", "to: done")
    text = text.replace("  call:\n    support: us\n", "")
    editor.open("modem.yml", text)
    editor.wait_for(lambda: "renamed" in str(editor.problems("modem.yml")[:1]))
    place = editor.problems("modem.yml")[0]["range"]
    params = {
        "textDocument": {"uri": editor.uri("modem.yml")},
        "range": place,
        "context": {"diagnostics": []},
    }
    first, second = editor.ask("textDocument/codeAction", params)
    assert first["title"] == "Write 'all-is-well', and keep 'done' as an alias"
    (edits,) = first["edit"]["changes"].values()
    assert [one["newText"] for one in edits] == ["all-is-well", "\n    aliases: [done]"]
    assert second["title"] == "Write 'all-is-well'"


def test_a_crash_ends_one_answer_and_is_in_the_log(editor: Editor) -> None:
    # No address of a file can be read like this.
    params = {"textDocument": {"uri": "file://["}, "position": {"line": 0, "character": 0}}
    with pytest.raises(RuntimeError, match="Invalid IPv6 URL"):
        editor.ask("textDocument/hover", params)
    editor.wait_for(lambda: any("Traceback" in one for one in editor.log))
    assert offered(editor, "new.yml", "kind: |")


def test_places_beyond_the_text_are_its_end(editor: Editor) -> None:
    text = "title: T\r\nkind: causes\r\nstart: a\r\n"
    editor.open("new.yml", text)
    for line, character in ((999, 0), (0, 999), (2, 8), (999, 999)):
        assert editor.ask("textDocument/hover", editor.at("new.yml", line, character)) is None
    editor.close("new.yml")
