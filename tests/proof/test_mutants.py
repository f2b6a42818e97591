"""Every single fault that one can make in the shipped trees is caught exactly when the oracle says it is one.

A mutant is the shipped library with one thing changed. The edges are turned to other nodes of their file and
to nothing; every node, answer, ending, contact, term and message is taken out; every id is doubled; every
range of days is shifted.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import ROOT
from fact_oracle import FactOracle
from izeja.compiler.compile import compile_library
from izeja.running.memo import Memory

LIBRARY = ROOT / "decision_trees"
TREES = sorted(file.relative_to(LIBRARY).as_posix() for file in LIBRARY.glob("*/**/*.yml"))
CATALOGS = sorted(file.relative_to(LIBRARY).as_posix() for file in LIBRARY.rglob("*.po"))
SHARE = 3
"""Each edge is turned to every third of all places: so each to some, and each place gets some."""
MESSAGE = re.compile(r'(?:^#.*\n)*^msgctxt .*\n(?:^(?:msgid|msgstr|").*\n)+', re.MULTILINE)


class Mutant(NamedTuple):
    """One fault: its name, the file it is in, and the text of that file with it."""

    name: str
    file: str
    text: str
    is_broken: Callable[[], bool]


@cache
def written(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((LIBRARY / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    return found


def shipped() -> dict[str, Any]:
    return {name: written(name) for name in TREES}


def judged(name: str, data: dict[str, Any]) -> bool:
    trees = {file.removesuffix(".yml"): data if file == name else tree for file, tree in shipped().items()}
    facts = {fact: [*one["values"]] for fact, one in written("facts.yml").items()}
    oracle = FactOracle(trees, facts, unsolved=written("library.yml").get("unsolved"))
    return bool(oracle.broken() | oracle.faults())


def mutant(name: str, what: str, data: dict[str, Any]) -> Mutant:
    return Mutant(f"{name}: {what}", name, json.dumps(data), lambda: judged(name, data))


def turned_ways_out() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for target in (*tree["nodes"], "nothing", "nothing.yml"):
            if "unsolved" in tree and target != tree["unsolved"]:
                yield mutant(name, f"unsolved: {target}", {**tree, "unsolved": target})


def turned_edges() -> Iterator[Mutant]:
    """Turn every edge to some of the other nodes of its file, and to nothing."""
    return islice(all_turned_edges(), None, None, SHARE)


def all_turned_edges() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for node, holder, key in edges_of(tree):
            for target in (*tree["nodes"], "nothing", "nothing.yml"):
                if target != reach(tree, node, holder)[key]:
                    data = copy.deepcopy(tree)
                    reach(data, node, holder)[key] = target
                    yield mutant(name, f"{node} {holder} {key} to {target}", data)


def turned_actions() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for node, found in tree["nodes"].items():
            for index in range(len(found.get("actions", ()))):
                for target in (*tree["nodes"], "nothing", "nothing.yml"):
                    data = copy.deepcopy(tree)
                    data["nodes"][node]["actions"][index]["to"] = target
                    yield mutant(name, f"{node} action {index} to {target}", data)


def missing_nodes() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for node in tree["nodes"]:
            data = copy.deepcopy(tree)
            del data["nodes"][node]
            yield mutant(name, f"without {node}", data)


def missing_answers() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for node, found in tree["nodes"].items():
            for index in range(len(found.get("answers", ()))):
                data = copy.deepcopy(tree)
                del data["nodes"][node]["answers"][index]
                yield mutant(name, f"{node} without answer {index}", data)


def shifted_days() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for node, found in tree["nodes"].items():
            for index, answer in enumerate(found.get("answers", ())):
                for shift in (-1, 1) if "days" in answer else ():
                    data = copy.deepcopy(tree)
                    days = re.sub(r"-?\d+", lambda one: str(int(one[0]) + shift), answer["days"])  # noqa: B023 - used at once
                    data["nodes"][node]["answers"][index]["days"] = days
                    yield mutant(name, f"{node} answer {index} for {days}", data)


def doubled_ids() -> Iterator[Mutant]:
    for name, tree in shipped().items():
        for node in tree["nodes"]:
            text = (LIBRARY / name).read_text("utf-8")
            yield Mutant(
                f"{name}: {node} twice", name, f"{text}\n  {node}:\n    resolution: Done\n", lambda: True
            )


def missing_entries() -> Iterator[Mutant]:
    for name in ("terms.yml", "contacts.yml"):
        entries = yaml.load((LIBRARY / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
        for key in entries:
            data = {other: entry for other, entry in entries.items() if other != key}
            yield Mutant(f"{name}: without {key}", name, json.dumps(data), partial(is_used, key))


def missing_messages() -> Iterator[Mutant]:
    for name in CATALOGS:
        text = (LIBRARY / name).read_text("utf-8")
        for found in MESSAGE.finditer(text):
            without = text[: found.start()] + text[found.end() :]
            yield Mutant(f"{name}: without the message at {found.start()}", name, without, lambda: True)


def edges_of(tree: dict[str, Any]) -> Iterator[tuple[str, int | None, str]]:
    for node, found in tree["nodes"].items():
        if "next" in found:
            yield node, None, "next"
        for index in range(len(found.get("answers", ()))):
            yield node, index, "to"


def reach(tree: dict[str, Any], node: str, answer: int | None) -> dict[str, Any]:
    found: dict[str, Any] = tree["nodes"][node]
    if answer is not None:
        found = found["answers"][answer]
    return found


def is_used(key: str) -> bool:
    written = re.compile(rf"\{{{key}\}}|contact:{key}\b|support: {key}$", re.MULTILINE)
    return any(written.search((LIBRARY / name).read_text("utf-8")) for name in TREES)


KINDS = (
    turned_edges,
    turned_ways_out,
    turned_actions,
    missing_nodes,
    missing_answers,
    shifted_days,
    doubled_ids,
    missing_entries,
    missing_messages,
)
SLOW_KINDS = (turned_edges, turned_actions, missing_answers, missing_messages, missing_nodes, doubled_ids)
"""Seconds each. The other kinds try the same rules in less than one."""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutants") / "site" / "decision_trees"
    shutil.copytree(LIBRARY, folder)
    return folder


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[pytest.mark.slow] if kind in SLOW_KINDS else []) for kind in KINDS],
    ids=lambda kind: kind.__name__,
)
def test_every_mutant_is_caught_exactly_when_it_is_broken(
    kind: Callable[[], Iterator[Mutant]], copied: Path, record_property: Callable[[str, object], None]
) -> None:
    # Without the other language, the graph is judged twice as fast; only its addresses are then too many.
    languages = "[lv, en]" if kind is missing_messages else "[en]"
    config = copied / "library.yml"
    text = re.sub(r"languages: \[.*?\]", f"languages: {languages}", config.read_text("utf-8"))
    config.write_text(text, "utf-8")
    wrong = []
    count = broken = 0
    # As in a preview, what is the same as in the last mutant is not read again.
    memory = Memory()
    for one in kind():
        original = (copied / one.file).read_text("utf-8")
        (copied / one.file).write_text(one.text, "utf-8")
        found = compile_library(copied, memory=memory).problems
        problems = [problem for problem in found if problem.code != "unknown-language"]
        (copied / one.file).write_text(original, "utf-8")
        is_broken = one.is_broken()
        count += 1
        broken += is_broken
        if bool(problems) != is_broken:
            wrong.append((one.name, [f"{problem.code}: {problem.message}" for problem in problems]))
    assert not wrong
    assert count
    record_property("mutants", count)
    print(f"{kind.__name__}: {count} mutants, {broken} of them broken")  # noqa: T201 - shown by pytest -s
