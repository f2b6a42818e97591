"""`izeja stats`: each case in `tests/authoring/overview/stats` is a library, with its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given

import txtar
from golden import read_case
from izeja.authoring.overview.figures import figures_of
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from oracle import Oracle, Spot
from random_libraries import libraries, write_library

CASES = sorted((Path(__file__).parent / "stats").glob("*.txtar"))
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_figures_of_a_library(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(case, "expected.")
    txtar.unpack(read.given, tmp_path / "Koki ā")
    monkeypatch.chdir(tmp_path)
    table = CliRunner().invoke(main, ["stats", "Koki ā", "--ics", "new/Pārskati.ics"], catch_exceptions=False)
    printed = CliRunner().invoke(main, ["stats", "Koki ā", "--format", "json"], catch_exceptions=False)
    assert (table.exit_code, printed.exit_code) == (0, 0)
    calendar = (tmp_path / "new" / "Pārskati.ics").read_bytes()
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    found = {
        "expected.txt": table.output,
        "expected.json": printed.stdout,
        "expected.ics": calendar.decode().replace("\r\n", "\n"),
    }
    read.compare(found, update=update_goldens)


@pytest.mark.parametrize("form", [[], ["--format", "json"]], ids=["for people", "for programs"])
def test_nobody_can_count_a_catalog_that_is_not_valid(
    form: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = txtar.split((Path(__file__).parent / "stats" / "library.txtar").read_text("utf-8"))
    txtar.unpack({name: text for name, text in files.items() if not name.startswith("expected.")}, tmp_path)
    monkeypatch.chdir(tmp_path)
    catalog = next(Path().glob("translations/**/*.po"))
    catalog.write_text(f"{catalog.read_text('utf-8')}garbage\n", "utf-8")
    result = CliRunner().invoke(main, ["stats", ".", *form], catch_exceptions=False)
    assert result.exit_code == 2
    assert f"{catalog.as_posix()}:" in result.output
    assert "this line is not valid in a catalog" in result.output
    assert "| garbage" in result.output


def test_the_reference_names_every_field() -> None:
    """What `docs/reference/stats.md` lists is what the JSON of the larger case has."""
    files = txtar.split((Path(__file__).parent / "stats" / "library.txtar").read_text("utf-8"))
    page = (Path(__file__).parents[3] / "docs" / "reference" / "stats.md").read_text("utf-8")

    def fields(value: Any, prefix: str = "") -> set[str]:
        if isinstance(value, list):
            return set().union(*(fields(one, f"{prefix}[]") for one in value))
        if not isinstance(value, dict) or prefix in ("endings", "guides[].kinds"):
            return set()
        paths = {f"{prefix}.{key}".lstrip("."): one for key, one in value.items()}
        return set(paths).union(*(fields(one, path) for path, one in paths.items()))

    named = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert named == fields(json.loads(files["expected.json"]))


@given(trees=libraries(sound=True))
def test_ways_are_those_of_the_oracle(
    trees: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("library")
    write_library(root, trees)
    compiled = compile_library(root, DAY)
    oracle = Oracle(trees)
    for guide in figures_of(compiled.source, compiled.graph, DAY).guides:
        assert guide.ways is not None
        shares = questions_from(oracle, oracle.start(guide.id))
        assert (guide.ways.fewest, guide.ways.most) == (min(shares), max(shares))
        assert sum(share for number, share in shares.items() if number <= guide.ways.usual) >= Fraction(1, 2)
        assert sum(share for number, share in shares.items() if number < guide.ways.usual) < Fraction(1, 2)


def questions_from(oracle: Oracle, spot: Spot) -> Mapping[int, Fraction]:
    """Return the share of customers who are asked each number of questions, answering each at random."""
    ways = [target for target, retry in oracle.onward(spot) if not retry]
    asks = int("question" in oracle.node(spot))
    if not ways:
        return {asks: Fraction(1)}
    found: dict[int, Fraction] = {}
    for target in ways:
        is_here = target[0][0] == spot[0][0]
        for number, share in (questions_from(oracle, target) if is_here else {0: Fraction(1)}).items():
            found[number + asks] = found.get(number + asks, Fraction(0)) + share / len(ways)
    return found
