"""A list or a mapping in the place of a value, everywhere: messages never quote how Python writes it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import only_some_quick
from izeja.language.reference import EXAMPLE
from izeja.language.schema import FILES
from izeja.language.validation import validate
from izeja.problems.problem import Problem
from izeja.reading.parse import parse
from izeja.reading.source import Source

EXAMPLES = sorted(EXAMPLE.rglob("*.yml"))
SMALL = [file for file in EXAMPLES if file.stat().st_size < 2_000]
SHAPES: tuple[Any, ...] = (
    "text",
    ["item"],
    [["item"]],
    {"key": "value"},
    [{"key": "value"}],
    {"key": ["item"]},
    [],
    {},
)
OF_PYTHON = re.compile(r"\['|\{'|\{\}|\[\]'|None|True|False")
# What a hint shows is YAML, and the braces of terms are no mappings.
QUOTED = re.compile(r"'[^']*[\[{][^']*'")


def every_place(data: Any) -> Iterator[tuple[str | int, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (key,)
        yield from ((key, *rest) for rest in every_place(value))


def with_value(data: Any, at: tuple[str | int, ...], value: Any) -> Any:
    changed = copy.deepcopy(data)
    holder = changed
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] = value
    return changed


def problems_with(file: Path, data: Any) -> tuple[Problem, ...]:
    kind = file.stem if file.stem in FILES else "tree"
    source = Source(file.name, json.dumps(data))
    under = "entries" if "entries" in FILES[kind].model_fields else None
    _, problems = validate(FILES[kind], parse(source).data, source, under=under)
    return problems


@pytest.mark.parametrize("file", only_some_quick(EXAMPLES, *SMALL), ids=lambda file: file.stem)
def test_no_message_shows_how_python_writes_a_value(file: Path) -> None:
    data = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    for at in every_place(data):
        for shape in SHAPES:
            for problem in problems_with(file, with_value(data, at, shape)):
                said = f"{problem.message}\n{QUOTED.sub('', problem.hint or '')}"
                assert not OF_PYTHON.search(said), (at, shape, said)
