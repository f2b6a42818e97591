"""Every single fault in what answers cover is caught exactly when the oracle says that it is one.

A mutant is a question with one bound a step higher or lower, one sign exchanged, one key taken out, or other
limits of what customers can enter.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from izeja.compiler.compile import compile_library
from oracle import days_of, numbers_of, ticks_of

QUESTIONS: dict[str, dict[str, Any]] = {
    "whole": {
        "number": {"label": "How much?", "most": "20"},
        "answers": [{"range": "< 5"}, {"range": "5"}, {"range": "6 to 12"}, {"range": "> 12"}],
    },
    "decimals": {
        "number": {"label": "How much?", "least": "-1.5", "most": "2.5", "decimals": "1"},
        "answers": [{"range": "<= -0.5"}, {"range": "-0.4 to 1.9"}, {"range": ">= 2"}, {}],
    },
    "cents": {
        "number": {"label": "How much?", "most": "3", "decimals": "2", "unit": "kWh"},
        "answers": [{"range": "< 1.99"}, {"range": "1.99 to 2.01"}, {"range": "> 2.01"}],
    },
    "dates": {
        "dates": {"since": "Then", "until": "Now"},
        "answers": [{"days": "<= -3"}, {"days": "-2 to 7"}, {"days": "> 7"}, {}],
    },
    "today": {
        "dates": {"since": "Then", "until": "today"},
        "answers": [{"days": "0 to 7"}, {"days": ">= 8"}],
    },
    "ticks": {"several": "true", "answers": [{}, {"none": "true"}, {}]},
}
SIGNS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
NUMBER = re.compile(r"-?\d[\d.]*")


def mutants(name: str) -> Iterator[dict[str, Any]]:
    question = QUESTIONS[name]
    step = Decimal(1).scaleb(-int(question.get("number", {}).get("decimals", 0)))
    for index, answer in enumerate(question["answers"]):
        if len(question["answers"]) > 2:
            yield changed(question, index, None)
        if "several" in question:
            yield changed(question, index, answer | {"none": "true"})
        for key in answer:
            yield changed(question, index, {other: answer[other] for other in answer if other != key})
            for text in variants(answer[key], step):
                yield changed(question, index, {key: text})
    for key in ("least", "most") if "number" in question else ():
        for text in variants(question["number"].get(key, "0"), step):
            yield {**question, "number": {**question["number"], key: text}}


def variants(text: str, step: Decimal) -> Iterator[str]:
    for found in NUMBER.finditer(text):
        for shifted in (Decimal(found[0]) - step, Decimal(found[0]) + step, Decimal(found[0]) + step / 10):
            yield f"{text[: found.start()]}{shifted:f}{text[found.end() :]}"
    sign, _, bound = text.partition(" ")
    if sign in SIGNS:
        yield f"{SIGNS[sign]} {bound}"


def changed(question: dict[str, Any], index: int, answer: dict[str, str] | None) -> dict[str, Any]:
    """Return a question with another answer, or without it."""
    made = copy.deepcopy(question)
    made["answers"][index : index + 1] = [] if answer is None else [answer]
    return made


def check(question: dict[str, Any], folder: Path) -> set[str]:
    answers = [{"text": f"Answer {n}", "to": "done", **one} for n, one in enumerate(question["answers"])]
    nodes = {"ask": {"question": "What?", **question, "answers": answers}, "done": {"resolution": "Done"}}
    tree = {"title": "A", "kind": "causes", "start": "ask", "nodes": nodes}
    (folder / "library.yml").write_text("source_language: en\nlanguages: [en]\n", "utf-8")
    (folder / "a.yml").write_text(json.dumps(tree), "utf-8")
    return {problem.code for problem in compile_library(folder).problems}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_fault_is_caught(name: str, tmp_path: Path) -> None:
    assert check(QUESTIONS[name], tmp_path) == set()
    caught = 0
    for mutant in mutants(name):
        said = {*days_of(mutant), *numbers_of(mutant), *ticks_of(mutant)}
        found = check(mutant, tmp_path)
        if NOT_DAYS.search(json.dumps(mutant)):
            said = {"invalid-value"}
        assert found == said, mutant
        caught += bool(said)
    assert caught >= 3


NOT_DAYS = re.compile(r'"days": "[^"]*\.')
"""Days have no decimals."""
