"""What messages propose, carried out for every message that has a golden."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from izeja.authoring.language_server.fixes import fixes_of
from izeja.authoring.language_server.places import Places
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.problems.problem import Problem
from txtar import split, unpack

TODAY = date(2026, 11, 22)
_PROPOSES = re.compile(r"= (?:did you mean|it is now called|write) '")
CASES = [
    file
    for file in sorted((ROOT / "tests" / "problems" / "messages").rglob("*.txtar"))
    if _PROPOSES.search(file.read_text("utf-8"))
]


def _errors(compiled: Compiled) -> list[Problem]:
    return [one for one in compiled.problems if one.severity == "error"]


@pytest.mark.parametrize("case", CASES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_proposal_solves_its_problem_and_makes_none(case: Path, tmp_path: Path) -> None:
    unpack(split(case.read_text("utf-8")), tmp_path)
    root = next((file.parent for file in tmp_path.rglob("library.yml")), tmp_path)
    before = compile_library(root, TODAY)
    for problem in before.problems:
        text = before.texts.get(problem.position.path, "")
        if not problem.position.line or problem.position.path.endswith(".po"):
            continue
        places, position = Places(text), problem.position
        start = places.index_of(position.line, position.column)
        end = places.index_of(position.end_line, position.end_column)
        for fix in fixes_of(problem, text[start:end]):
            file = Path.cwd() / position.path
            written = file.read_bytes()
            file.write_text(f"{text[:start]}{fix.new}{text[end:]}", "utf-8", newline="")
            after = compile_library(root, TODAY)
            assert problem not in after.problems
            assert len(_errors(after)) <= len(_errors(before)), fix
            file.write_bytes(written)
