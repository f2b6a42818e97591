"""`izeja import`: each case in tests/cli/importing is a file, a command, what it says, and the tree then."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import txtar
from conftest import SMALLEST
from golden import read_case
from izeja.cli.importing.foreign import ForeignAnswer, ForeignNode, ForeignTree
from izeja.cli.importing.mermaid import read_mermaid
from izeja.cli.importing.tree_writer import write_tree
from izeja.cli.main import main
from izeja.compiler.compile import compile_library

CASES = sorted((Path(__file__).parent / "importing").glob("*.txtar"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_tree_is_imported(
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(file, "output", "tree")
    txtar.unpack({path: text for path, text in read.given.items() if path != "command"}, tmp_path)
    there = set(tmp_path.rglob("*.yml"))
    monkeypatch.chdir(tmp_path)
    _, *arguments = shlex.split(read.given["command"])
    result = CliRunner().invoke(main, arguments, prog_name="izeja")
    found = {"output": f"{result.output}exit code {result.exit_code}\n"}
    for tree in sorted(set(tmp_path.rglob("*.yml")) - there):
        if tree.name != "library.yml":
            found["tree"] = tree.read_text("utf-8")
    read.compare(found, update=update_goldens)


def test_a_cell_that_is_too_long_is_no_open_quote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = ("id,text,answer,to", "light,Is there a light?,Yes,done", f"done,{'x' * 140_000},,")
    Path("modem.csv").write_text("\n".join(lines), "utf-8")
    result = CliRunner().invoke(main, ["import", "modem.csv"], prog_name="izeja")
    assert result.output == (
        "modem.csv:3: a cell has more than 131,072 characters: "
        "shorten it; if it begins with a quote, it ends with one too\n"
    )
    assert result.exit_code == 1


WORDS = st.text(st.sampled_from("abž {}*_#<&\n\"':-~|`[]"), min_size=1, max_size=12)


@st.composite
def graphs(draw: st.DrawFn) -> ForeignTree:
    """Return a tree in which each node is reached, and in which only questions lead back."""
    size = draw(st.integers(1, 8))
    tree = ForeignTree()
    for number in range(size):
        tree.nodes[str(number)] = ForeignNode(str(number), draw(WORDS), number)
    for number in range(1, size):
        parent = tree.nodes[str(draw(st.integers(0, number - 1)))]
        parent.answers.append(ForeignAnswer(f"to {number}", str(number), number))
    for node in tree.nodes.values():
        if len(node.answers) > 1 and draw(st.booleans()):
            back = draw(st.integers(0, int(node.name)))
            if str(back) != node.name:
                node.answers.append(ForeignAnswer("back", str(back), 0))
    return tree


@given(graphs())
def test_all_ways_are_taken_over_and_proved(
    tmp_path_factory: pytest.TempPathFactory, tree: ForeignTree
) -> None:
    written = write_tree(tree, "A tree")
    folder = tmp_path_factory.mktemp("library")
    txtar.unpack({**SMALLEST, "tree.yml": written.text}, folder)
    compiled = compile_library(folder)
    flow = (
        "circle",
        "dead-end",
        "unreachable",
        "unknown-target",
        "missing-value",
        "missing-key",
        "invalid-yaml",
    )
    assert [one.message for one in compiled.problems if one.code in flow] == []
    nodes = yaml.safe_load(written.text)["nodes"]
    for node in tree.nodes.values():
        ways = [answer["to"] for answer in nodes[node.name].get("answers", ())]
        ways += [nodes[node.name]["next"]] if "next" in nodes[node.name] else []
        assert ways == [answer.to for answer in node.answers]


STATEMENTS = (
    "A{On?} -->|Yes| B[Ok]",
    'A["On?"] -->|"Yes"| B(["Ok"])',
    "A(On?) -- Yes --> B((Ok))",
    "A[[On?]] == Yes ==> B{{Ok}}",
    "A[(On?)] -. Yes .-> B[/Ok/]",
)
CUT = [
    (one, at) for one in STATEMENTS for at, sign in enumerate(one) if not (sign.isalnum() or sign.isspace())
]


@pytest.mark.parametrize(("statement", "at"), CUT)
def test_a_flowchart_that_lacks_a_sign_keeps_its_nodes_or_is_listed(statement: str, at: int) -> None:
    tree = read_mermaid(f"flowchart TD\n{statement[:at]}{statement[at + 1 :]}")
    if not tree.losses:
        assert [(name, node.text.strip('?"/')) for name, node in tree.nodes.items()] == [
            ("A", "On"),
            ("B", "Ok"),
        ]
        assert [one.to for one in tree.nodes["A"].answers] == ["B"]


OPEN = [
    *(("twee", sign) for sign in ("<<", "/*", "[[", "(a:", "<script ", ":: a\n")),
    *(("mmd", sign) for sign in ("-- a ", '"\n', "[", "{", "a --> ", "```mermaid\n")),
    *(("yaml", sign) for sign in ("[", "- {", "*a ")),
    ("csv", '"'),
]


@pytest.mark.parametrize(("ending", "sign"), OPEN)
def test_many_signs_that_nothing_closes_are_read_in_time(ending: str, sign: str, tmp_path: Path) -> None:
    """A pattern that looks through the rest of the file for each of them would take hours."""
    head = {"twee": ":: Start\n", "mmd": "flowchart TD\n", "csv": "id,text,to\n"}.get(ending, "")
    (tmp_path / f"a.{ending}").write_text(head + sign * (50_000 // len(sign)), "utf-8")
    result = CliRunner().invoke(main, ["import", str(tmp_path / f"a.{ending}"), str(tmp_path / "trees")])
    assert result.exception is None or isinstance(result.exception, SystemExit)
