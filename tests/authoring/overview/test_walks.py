"""Walks in the terminal: each case in `tests/authoring/overview/walks` is a library, with what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import txtar
from customer import Customer
from fact_oracle import FactOracle
from golden import read_case
from izeja.authoring.overview.walk import State, Walk
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.proof.graph import Place
from oracle import Spot
from random_libraries import libraries_to_walk, write_library

CASES = sorted((Path(__file__).parent / "walks").glob("*.txtar"))
FACTS = {"f": ["a", "b"], "g": ["x", "y", "z"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_walks(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(case, "walk ")
    txtar.unpack({name: text for name, text in read.given.items() if name != "walks"}, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    found = {}
    for walk in read.given["walks"].splitlines():
        path, _, lines = walk.partition(": ")
        typed = "".join(f"{line.strip()}\n" for line in lines.split("/"))
        run = CliRunner().invoke(main, ["walk", f"trees/{path}"], input=typed)
        found[f"walk {walk}"] = f"{run.output}exit code {run.exit_code}\n"
    read.compare(found, update=update_goldens)


def place_of(spot: Spot) -> Place:
    return Place(spot[0][0], ".".join(name for _, name in spot))


def shown_by(customer: Customer) -> tuple[Any, ...]:
    here = customer.here
    known = {fact: value for fact, value in customer.known(here.trail).items() if value}
    return place_of(here.spot), [place_of(past.spot) for past in here.trail], known


def shown_at(walk: Walk, state: State) -> tuple[Any, ...]:
    return state.place, [past.place for past in state.trail], dict(walk.known(state))


@given(trees=libraries_to_walk(FACTS), seed=st.integers(0, 10**6))
def test_a_walk_is_what_the_oracle_says(
    trees: Mapping[str, Any], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Back, and guides that are visited again, are left out: there, a page has the browser's history."""
    root = tmp_path_factory.mktemp("library")
    for folder in {tree.rpartition("/")[0] for tree in trees}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    write_library(root, dict(trees), facts=FACTS)
    compiled = compile_library(root, date(2026, 11, 23))
    oracle, walk, random = FactOracle(trees, FACTS), Walk(compiled.graph), Random(seed)  # noqa: S311 - no secret
    guide = random.choice(oracle.guides)
    customer, state, visited = Customer(oracle), walk.start(guide), [guide]
    customer.open(guide, {})
    for _ in range(12):
        assert shown_at(walk, state) == shown_by(customer)
        if state.place.tree != visited[-1]:
            visited.append(state.place.tree)
        moves = walk.moves(state.place)
        if state.trail and random.random() < 0.25:
            index = random.randrange(len(state.trail))
            customer.change(index)
            state = walk.change(state, sum(map(len, state.before)) + index)
        elif moves:
            index = random.randrange(len(moves))
            customer.choose(index)
            state = walk.take(state, moves[index])
        # A guide that is met again has a trail of its own on the page, which the tab remembers.
        if state.place.tree in visited[:-1] or len(customer.last) > len({*visited, state.place.tree}):
            return
