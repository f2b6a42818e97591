"""The pytest plugin, in separate runs of pytest: the tests it collects, its output, and files it ignores."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

import txtar
from conftest import ROOT
from izeja.authoring.testing.items import Branch, branches_from, name_of
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.language.reference import EXAMPLE
from izeja.page.render import Fragment, render_guide

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def _no_other_plugins(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - it deletes the variable first
    """Run without what starts a thread and never ends it: other tests copy this process."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:rerunfailures")


LIBRARY = ROOT / "tests" / "authoring" / "testing" / "library.txtar"


@pytest.fixture
def library(pytester: pytest.Pytester) -> Path:
    """A library in a project of its own."""
    txtar.unpack(txtar.split(LIBRARY.read_text("utf-8")), pytester.path / "decision_trees")
    return pytester.path / "decision_trees"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def make_wide(folder: Path, questions: int) -> None:
    """Make a library with 2 ** `questions` branches."""
    answers = "    answers:\n      - {{text: A, to: q{0}}}\n      - {{text: B, to: q{0}}}\n"
    nodes = "".join(f"  q{n}:\n    question: Q{n}\n" + answers.format(n + 1) for n in range(questions))
    end = f"  q{questions}:\n    resolution: Done\n"
    limits = f"limits: {{questions: {questions}, nodes: {questions + 1}}}\n"
    folder.mkdir()
    (folder / "library.yml").write_text(f"source_language: en\nlanguages: [en]\n{limits}", "utf-8")
    (folder / "wide.yml").write_text(f"title: W\nkind: causes\nstart: q0\nnodes:\n{nodes}{end}", "utf-8")


@pytest.mark.usefixtures("library")
def test_tests_every_file_and_every_branch(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("decision_trees", "-v")
    result.assert_outcomes(passed=5 + 7)
    result.stdout.fnmatch_lines(
        [
            "decision_trees: 7 of 7 branches, in 1 language",
            "decision_trees/library.yml::no-problem PASSED*",
            "decision_trees/modem/no-light.yml::no-problem PASSED*",
            "decision_trees/modem/no-light.yml::en: plugged-in > restart.restart > restart.works > *PASSED*",
            "decision_trees/parts/restart.yml::no-problem PASSED*",
        ]
    )
    result.stdout.no_fnmatch_line("*only*")


def test_says_what_check_says(pytester: pytest.Pytester, library: Path) -> None:
    change(library / "modem" / "no-light.yml", "support: our-support", "support: our-suport")
    change(library / "modem" / "no-light.yml", "to: solved", "to: slved")
    result = pytester.runpytest("decision_trees")
    result.assert_outcomes(failed=1, passed=4, skipped=1)
    said = CliRunner().invoke(main, ["check", "decision_trees"]).output.rpartition("\n\n")[0]
    assert "there is no node 'slved'" in said
    assert f"\n{said}\n" in result.stdout.str()
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_items.py*")


def test_tells_a_missing_translation_at_its_tree(pytester: pytest.Pytester, library: Path) -> None:
    change(library / "library.yml", "[en]", "[en, lv]")
    result = pytester.runpytest("decision_trees/parts", "-v")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*parts/restart.yml::no-problem FAILED*", "*[[]untranslated[]]*"])
    result.stdout.no_fnmatch_line("*no-light*")


def test_follows_branches_in_every_language(pytester: pytest.Pytester, library: Path) -> None:
    change(library / "library.yml", "[en]", "[en, lv]")
    change(library / "contacts.yml", "    en:", "    lv: https://www.example.com/lv\n    en:")
    CliRunner().invoke(main, ["translate", "update", str(library)])
    for file in library.rglob("*.po"):
        catalog = read_po(io.BytesIO(file.read_bytes()))
        for message in catalog:
            message.string = message.string or message.id
        with file.open("wb") as opened:
            write_po(opened, catalog)
    result = pytester.runpytest("decision_trees", "-v")
    result.assert_outcomes(passed=5 + 2 * 7)
    result.stdout.fnmatch_lines(["decision_trees: 7 of 7 branches, in 2 languages", "*::lv: plugged-in > *"])


@pytest.mark.usefixtures("library")
def test_one_branch_can_be_chosen(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("decision_trees", "-k", "new-modem and not plug-in")
    result.assert_outcomes(passed=1, deselected=11)
    way = "en: plugged-in > plug-in > light-on > solved"
    result = pytester.runpytest(f"decision_trees/modem/no-light.yml::{way}")
    result.assert_outcomes(passed=1)


@pytest.mark.usefixtures("library")
def test_collect_only_lists_the_branches(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("decision_trees", "--collect-only", "-q")
    assert "decision_trees/terms.yml::no-problem" in result.outlines
    assert sum("no-light.yml::en: plugged-in > " in line for line in result.outlines) == 7


def test_follows_only_so_many_branches(pytester: pytest.Pytester) -> None:
    make_wide(pytester.path / "decision_trees", 40)
    result = pytester.runpytest("--izeja-branches", "3")
    result.assert_outcomes(passed=2 + 3)
    result.stdout.fnmatch_lines(
        [
            "decision_trees: 3 of 1,099,511,627,776 branches, in 1 language",
            "decision_trees/wide.yml: only 3 of 1,099,511,627,776 branches followed (see --izeja-branches)",
        ]
    )


@pytest.mark.usefixtures("library")
def test_wants_a_number_of_branches(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("--izeja-branches", "-1")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*'-1' is not a whole number*"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('href="#plug-in"', 'href="#elsewhere"', "no link leads on to 'modem/no-light#plug-in'"),
        ('id="plug-in"', 'id="elsewhere"', "this node is not on its page"),
        (
            'data-kind="resolution"',
            'data-kind="question"',
            "this is a question, and nothing leads on from it",
        ),
        (
            "https://www.example.com/support",
            "http://example.com",
            "this support node has no link to a page, a phone or an e-mail address",
        ),
    ],
)
@pytest.mark.usefixtures("library")
def test_finds_a_branch_that_cannot_be_followed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    def broken(*arguments: Any) -> Fragment:
        fragment = render_guide(*arguments)
        return replace(fragment, html=fragment.html.replace(old, new))

    monkeypatch.setattr("izeja.authoring.testing.items.render_guide", broken)
    result = pytester.runpytest("decision_trees")
    assert result.parseoutcomes()["failed"] in range(1, 8)
    result.stdout.fnmatch_lines([f"*modem/no-light#* (en): {said}", "     on the way: plugged-in > *"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_warnings_are_told_and_fail_nothing(
    pytester: pytest.Pytester, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    change(library / "modem" / "no-light.yml", "180 days", "1 day")
    result = pytester.runpytest("decision_trees")
    result.assert_outcomes(passed=5 + 7)
    result.stdout.fnmatch_lines(["=* decision trees =*", "*no-light.yml:* warning: *[[]overdue-review[]]"])


def test_what_belongs_to_no_file_is_told_at_the_library(pytester: pytest.Pytester) -> None:
    (pytester.path / "empty").mkdir()
    (pytester.path / "empty" / "library.yml").write_text("source_language: en\nlanguages: [en]\n", "utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*[[]no-trees[]]"])


def test_keeps_away_from_other_files(pytester: pytest.Pytester, library: Path) -> None:
    others = {
        "books/library.yml": "books: []\n",
        "books/a.yml": "title: Moby Dick\n",
        "elsewhere/a.yml": "a: 1\n",
        "decision_trees/translations/lv/a.yml": "a: 1\n",
        "decision_trees/notes.yaml": "a: 1\n",
        "test_own.py": "def test_own(): pass\n",
    }
    for path, text in others.items():
        file = pytester.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    pytester.runpytest("books", "elsewhere", "test_own.py").assert_outcomes(passed=1)
    pytester.runpytest().assert_outcomes(passed=1 + 5 + 7)
    shutil.rmtree(library)
    result = pytester.runpytest()
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*branch*")


def test_costs_nothing_without_a_library() -> None:
    code = "import sys, izeja.authoring.testing.plugin; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"izeja.compiler", "pydantic", "yaml", "jinja2", "babel", "mkdocs"}.isdisjoint(loaded)


@pytest.mark.parametrize("root", [ROOT / "decision_trees", EXAMPLE], ids=lambda root: root.name)
def test_every_branch_is_there_once(root: Path) -> None:
    compiled = compile_library(root)
    found: list[tuple[str, Branch]] = []
    names = set()
    for tree, start in compiled.graph.starts.items():
        for branch in branches_from(compiled.graph, start):
            found.append((tree, branch))
            names.add((tree, name_of(start, branch, compiled.graph)))
    assert len(found) == len(set(found)) == len(names) == compiled.branches


def test_answers_that_lead_alike_are_told_apart(pytester: pytest.Pytester) -> None:
    make_wide(pytester.path / "decision_trees", 2)
    result = pytester.runpytest("--collect-only", "-q")
    ways = [line.partition("::en: ")[2] for line in result.outlines if "::en: " in line]
    assert ways == [f"q0 > q1 ({first}) > q2 ({second})" for first in (1, 2) for second in (1, 2)]
