"""Every single fault in the values of facts is caught exactly when the oracle says it is one.

A mutant is the library of the browser's tests with one thing changed: each value of each answer is taken out,
given to each other answer, or misspelt; each variant of each text, and each `otherwise`, is taken out or
misspelt; each `asks` and `by` is turned to the other fact; each value of each fact is taken out or added;
each answer with a value is led back.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import txtar
from conftest import ROOT
from fact_oracle import FactOracle, values_of
from izeja.compiler.compile import compile_library
from izeja.running.memo import Memory

CASE = txtar.split((ROOT / "tests" / "browser" / "facts.txtar").read_text("utf-8"))
FILES: dict[str, Any] = {
    name.removeprefix("decision_trees/"): yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only
    for name, text in CASE.items()
    if name.startswith("decision_trees/")
}
BESIDE = ("library.yml", "contacts.yml", "facts.yml")
TREES = [name for name in FILES if name not in BESIDE]
FACTS = {fact: [*one["values"]] for fact, one in FILES["facts.yml"].items()}

Files = dict[str, Any]
Mutant = tuple[str, Files]


def changed(name: str, change: Callable[[Any], None]) -> Files:
    """Return the library with a change in one file."""
    data = copy.deepcopy(FILES[name])
    change(data)
    return {**FILES, name: data}


def answers() -> Iterator[tuple[str, str, int]]:
    """Yield every answer to a question that asks for a fact."""
    for name in TREES:
        for node, found in FILES[name]["nodes"].items():
            if "asks" in found:
                yield from ((name, node, index) for index in range(len(found["answers"])))


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield every text that differs by a fact."""
    for name in TREES:
        for node, found in FILES[name]["nodes"].items():
            yield from ((name, node, key) for key in ("hint", "body") if isinstance(found.get(key), dict))


def other_values() -> Iterator[Mutant]:
    for name, node, index in answers():
        found = FILES[name]["nodes"][node]
        for value in (*FACTS[found["asks"]], "nokia"):
            values = values_of(found["answers"][index])
            with_other = [one for one in values if one != value] if value in values else [*values, value]

            def change(data: Any, values: list[str] = with_other) -> None:
                answer = data["nodes"][node]["answers"][index]  # noqa: B023 - called at once
                answer.pop("is", None)
                if values:
                    answer["is"] = values

            yield f"{name}: {node} answer {index} is {with_other}", changed(name, change)


def other_variants() -> Iterator[Mutant]:
    for name, node, key in texts():
        text = FILES[name]["nodes"][node][key]
        for value in (*FACTS[text["by"]], "otherwise", "nokia"):

            def change(data: Any) -> None:
                found = data["nodes"][node][key]  # noqa: B023 - called at once
                if found.pop(value, None) is None:  # noqa: B023 - as above
                    found[value] = "Words"  # noqa: B023 - as above

            yield f"{name}: {node} {key} {value}", changed(name, change)


def other_facts() -> Iterator[Mutant]:
    for name in TREES:
        for node, found in FILES[name]["nodes"].items():
            for fact in (*FACTS, "modem", None) if "asks" in found else ():

                def change(data: Any) -> None:
                    del data["nodes"][node]["asks"]  # noqa: B023 - called at once
                    if fact:  # noqa: B023 - as above
                        data["nodes"][node]["asks"] = fact  # noqa: B023 - as above

                yield f"{name}: {node} asks {fact}", changed(name, change)
    for name, node, key in texts():
        for fact in (*FACTS, "modem"):

            def vary(data: Any) -> None:
                data["nodes"][node][key]["by"] = fact  # noqa: B023 - as above

            yield f"{name}: {node} {key} by {fact}", changed(name, vary)


def other_lists() -> Iterator[Mutant]:
    for fact, values in FACTS.items():
        for value in (*values, "nokia"):

            def change(data: Any) -> None:
                found = data[fact]["values"]  # noqa: B023 - called at once
                if found.pop(value, None) is None:  # noqa: B023 - as above
                    found[value] = "Words"  # noqa: B023 - as above

            yield f"facts.yml: {fact} {value}", changed("facts.yml", change)


def led_back() -> Iterator[Mutant]:
    for name, node, index in answers():

        def change(data: Any) -> None:
            data["nodes"][node]["answers"][index]["retry"] = "true"  # noqa: B023 - called at once

        yield f"{name}: {node} answer {index} leads back", changed(name, change)


@pytest.mark.parametrize(
    "kind", [other_values, other_variants, other_facts, other_lists, led_back], ids=lambda kind: kind.__name__
)
def test_every_mutant_is_caught_exactly_when_it_is_broken(
    kind: Callable[[], Iterator[Mutant]], tmp_path: Path
) -> None:
    # As in a preview, what is the same as in the last mutant is not read again.
    memory = Memory()
    wrong = []
    count = broken = 0
    for name, files in kind():
        for file, data in files.items():
            (tmp_path / file).write_text(json.dumps(data), "utf-8")
        trees = {file.removesuffix(".yml"): files[file] for file in TREES}
        oracle = FactOracle(trees, {fact: [*one["values"]] for fact, one in files["facts.yml"].items()})
        faults = oracle.faults() | oracle.broken()
        found = compile_library(tmp_path, memory=memory).problems
        codes = {one.code for one in found if one.severity == "error"}
        count += 1
        broken += bool(faults)
        if codes != faults:
            wrong.append((name, codes, faults))
    assert not wrong
    assert broken
    print(f"{kind.__name__}: {count} mutants, {broken} of them broken")  # noqa: T201 - shown by pytest -s
