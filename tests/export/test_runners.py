"""The reference runners lead customers as the page does: both are held against the same oracle.

`customer.Customer` says what a page shows, and the tests in browsers hold the page against it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from runpy import run_path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from customer import Customer
from fact_oracle import FactOracle
from izeja.compiler.compile import compile_library
from izeja.export.document import as_json
from izeja.export.guide_data import document_of
from javascript.node import node
from oracle import Spot
from random_libraries import libraries_to_walk, write_library

RUNNERS = ROOT / "docs" / "examples" / "runners"
PYTHON = run_path(str(RUNNERS / "guide.py"))["Run"]
FACTS = {"f": ["a", "b"], "g": ["x", "y", "z"]}
MOST_LINES = 99
ENTERED = json.loads((Path(__file__).parent / "entered.json").read_text("utf-8"))

Move = tuple[str, int]
State = tuple[str, list[str], dict[str, str]]

_IN_NODE = """
import { Run } from %s;
import { readFileSync } from "node:fs";
const cases = JSON.parse(readFileSync(0, "utf8"));
const state = (run) => [run.place, run.trail.map((step) => step.place), run.known()];
const walked = ({ document, guide, moves }) => {
  const run = new Run(document, guide);
  return [state(run), ...moves.map(([kind, value]) => (run[kind](value), state(run)))];
};
process.stdout.write(JSON.stringify(cases.map(walked)));
"""


def place_of(spot: Spot) -> str:
    return f"{spot[0][0]}#{'.'.join(name for _, name in spot)}"


def shown_by(customer: Customer) -> State:
    here = customer.here
    known = {fact: value for fact, value in customer.known(here.trail).items() if value}
    return place_of(here.spot), [place_of(past.spot) for past in here.trail], known


def state_of(run: Any) -> State:
    return run.place, [place for place, *_ in run.trail], run.known()


def walked_in_python(document: Any, guide: str, moves: Sequence[Any]) -> list[State]:
    run = PYTHON(document, guide)
    states = [state_of(run)]
    for kind, value in moves:
        getattr(run, kind)(value)
        states.append(state_of(run))
    return states


def walked_in_node(cases: Sequence[Mapping[str, Any]]) -> list[list[State]]:
    program = node()
    assert program, "run `python -m javascript.node` in tests"
    script = _IN_NODE % json.dumps((RUNNERS / "guide.js").as_uri())
    done = subprocess.run(  # noqa: S603 - our own script
        [program, "--input-type=module", "--eval", script],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    return [[tuple(state) for state in states] for states in json.loads(done.stdout)]


def walk_of(trees: Mapping[str, Any], random: Random) -> tuple[str, list[Move], list[State]]:
    """Walk as an oracle's customer: the guide, what they did, and what they saw.

    A guide that is met again has a trail of its own on the page, which the tab remembers: a walk ends there.
    """
    oracle = FactOracle(trees, FACTS)
    guide = random.choice(oracle.guides)
    customer = Customer(oracle)
    moves: list[Move] = []
    customer.open(guide, {})
    states, visited = [shown_by(customer)], [guide]
    while len(moves) < 12:
        trail, ways = customer.here.trail, customer.ways(customer.here.spot)
        if trail and random.random() < 0.25:
            moves.append(("change", random.randrange(len(trail))))
            customer.change(moves[-1][1])
        elif ways:
            moves.append(("choose", random.randrange(len(ways))))
            customer.choose(moves[-1][1])
        else:
            break
        now = customer.here.spot[0][0]
        if now != visited[-1]:
            visited.append(now)
        if now in visited[:-1] or len(customer.last) > len(set(visited)):
            return guide, moves[:-1], states
        states.append(shown_by(customer))
    return guide, moves, states


def exported(trees: Mapping[str, Any], root: Path) -> Any:
    for folder in {tree.rpartition("/")[0] for tree in trees}:
        (root / folder).mkdir(parents=True, exist_ok=True)
    write_library(root, dict(trees), facts=FACTS)
    compiled = compile_library(root, date(2026, 11, 23))
    return json.loads(as_json(document_of(compiled.source, compiled.graph)))


@given(trees=libraries_to_walk(FACTS), seed=st.integers(0, 10**6))
def test_a_walk_is_what_the_oracle_says(
    trees: Mapping[str, Any], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = exported(trees, tmp_path_factory.mktemp("library"))
    guide, moves, states = walk_of(trees, Random(seed))  # noqa: S311 - no secret
    assert walked_in_python(document, guide, moves) == states


@given(drawn=st.lists(st.tuples(libraries_to_walk(FACTS), st.integers(0, 10**6)), min_size=20, max_size=20))
def test_javascript_does_the_same(drawn: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    walks, cases = [], []
    for trees, seed in drawn:
        guide, moves, states = walk_of(trees, Random(seed))  # noqa: S311 - no secret
        walks.append(states)
        document = exported(trees, tmp_path_factory.mktemp("library"))
        cases.append({"document": document, "guide": guide, "moves": moves})
    assert walked_in_node(cases) == walks


@pytest.mark.parametrize("case", ENTERED, ids=lambda case: case["title"])
def test_what_is_entered_chooses_an_answer(case: Any) -> None:
    moves = [["enter", case["value"]]]
    run = PYTHON(case["document"], "guide")
    for kind, value in moves:
        getattr(run, kind)(value)
    assert run.place == f"guide#{case['to']}"
    ((_, (place, *_)),) = walked_in_node([{"document": case["document"], "guide": "guide", "moves": moves}])
    assert place == f"guide#{case['to']}"


@pytest.mark.parametrize("name", ["guide.py", "guide.js"])
def test_is_short_enough_to_be_read(name: str) -> None:
    assert len((RUNNERS / name).read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Any]:
    monkeypatch.syspath_prepend(str(RUNNERS))
    return run_path(str(RUNNERS / "chat.py"))


@pytest.fixture(scope="module")
def provider() -> Any:
    compiled = compile_library(ROOT / "docs" / "examples" / "provider" / "decision_trees", date(2026, 11, 23))
    return json.loads(as_json(document_of(compiled.source, compiled.graph)))


def test_a_chat_leads_to_an_ending(chat: Mapping[str, Any], provider: Any) -> None:
    run = chat["Run"](provider, "internet/no-light")
    sent = [chat["message"](provider, run)]
    for text in ("hello", "0", "9", "1", "1", "1", "3"):
        chat["take"](run, text)
        sent.append(chat["message"](provider, run))
    assert sent[0] == sent[3]
    assert sent[0].splitlines()[-1] == "4. I am not sure"
    assert "Look at the light with the globe." in sent[4]
    assert "Report a fault: +371 67 000 001" in sent[-1]
    assert "Have this at hand: " in sent[-1]


def test_what_is_no_answer_in_a_chat_changes_nothing(chat: Mapping[str, Any], provider: Any) -> None:
    run = chat["Run"](provider, "internet/no-light")
    for text in ("", "-1", "1.0", "²", "9" * 5000, "1 2", "\0", "#1"):
        assert not chat["take"](run, text)
    assert chat["message"](provider, run) == chat["message"](
        provider, chat["Run"](provider, "internet/no-light")
    )


def test_every_step_in_a_chat_says_all_that_it_has(chat: Mapping[str, Any], provider: Any) -> None:
    """Nothing that a step offers is left out: a customer could not go on."""
    for guide in provider["guides"]:
        for name, step in provider["guides"][guide]["nodes"].items():
            run = chat["Run"](provider, guide)
            run.place = f"{guide}#{name}"
            said = chat["message"](provider, run)
            contacts = [*step.get("contacts", ()), *(one.get("contact") for one in step.get("actions", ()))]
            wanted = [
                way["href"] if way["channel"] == "url" else way["text"]
                for key in filter(None, contacts)
                for way in provider["contacts"][key]["ways"]
            ]
            wanted += [one["text"]["text"] for one in (*step.get("answers", ()), *step.get("actions", ()))]
            wanted += [one["url"] for one in step.get("actions", ()) if "url" in one]
            wanted += [one["text"] for one in step.get("prepare", ())]
            known = set(run.known())
            for text in (step.get("body", {}), step.get("hint", {})):
                if "fact" in text and text["fact"] not in known:
                    wanted += [one.get("markdown") or one["text"] for one in text["texts"].values()]
            assert not [one for one in wanted if one not in said]
