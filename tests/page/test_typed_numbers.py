"""What customers type where a number is asked for: understood, asked about or refused, never taken wrongly.

The cases are in `typed_numbers.txt`. The script reads them in Node.js, with what Babel says about a language.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup, escape

from izeja.authoring.overview.typed_numbers import readings_of
from izeja.language.nodes import Question
from izeja.language.ranges import in_digits
from izeja.page.forms_view import NumberForm, form_of
from javascript import node

CASES = Path(__file__).with_name("typed_numbers.txt")
READ = """
import { readingsOf } from "%s";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const read = JSON.parse(text).map(([typed, asked]) => readingsOf(typed, asked));
console.log(JSON.stringify(read));
"""


def form(settings: str) -> NumberForm:
    """Return the form of a question, by a line of settings."""
    language, least, most, decimals, *unit = settings.split(" ", 4)
    number = {"label": "How much?", "least": least, "most": most, "decimals": decimals}
    if unit:
        number["currency" if unit[0].isupper() and len(unit[0]) == 3 else "unit"] = unit[0]
    answers = [{"text": "A", "to": "a"}, {"text": "B", "to": "b"}]
    question = Question.model_validate({"question": "How much?", "number": number, "answers": answers})

    def line(text: str, *_at: str) -> Markup:
        return escape(text)

    made = form_of(question, language, line)
    assert isinstance(made, NumberForm)
    return made


def cases() -> Iterator[tuple[str, str, str]]:
    """Yield the settings, what is typed, and what is taken."""
    settings = ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("= "):
            settings = line[2:]
        elif line.startswith("|"):
            typed, _, taken = line[1:].rpartition("| ")
            yield settings, json.loads(f'"{typed.replace(chr(92) + "|", "|")}"'), taken


@pytest.fixture(scope="module")
def taken() -> dict[tuple[str, str], str]:
    """What the script takes for each case."""
    forms = {settings: form(settings) for settings, _, _ in cases()}
    asked = [(typed, _asked(forms[settings])) for settings, typed, _ in cases()]
    found = _read(asked)
    decimals = [forms[settings].decimals for settings, _, _ in cases()]
    shown = [_shown(one, places) for one, places in zip(found, decimals, strict=True)]
    return {(settings, typed): one for (settings, typed, _), one in zip(cases(), shown, strict=True)}


def _asked(form: NumberForm) -> dict[str, Any]:
    bounds = {"decimals": form.decimals, "least": form.low, "most": form.high}
    return {**bounds, "mark": form.mark, "group": form.group, "words": form.words}


def _read(asked: list[Any]) -> list[dict[str, Any]]:
    found = node.node()
    assert found, node.MISSING
    script = READ % (node.ASSETS / "forms" / "numbers.js").as_uri()
    ran = subprocess.run(  # noqa: S603 - Node.js, as found
        [found, "--no-warnings", "--input-type=module", "-e", script],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    made: list[dict[str, Any]] = json.loads(ran.stdout)
    return made


def _shown(found: dict[str, Any], decimals: int) -> str:
    numbers = " ".join(in_digits(number, decimals) for number in found["numbers"])
    if not numbers:
        return "-"
    return numbers if found["isSure"] else f"? {numbers}"


def test_there_are_enough_cases() -> None:
    assert len(list(cases())) >= 150


@pytest.mark.parametrize(("settings", "typed", "expected"), [*cases()])
def test_takes(settings: str, typed: str, expected: str, taken: dict[tuple[str, str], str]) -> None:
    assert taken[settings, typed] == expected


@pytest.mark.parametrize("settings", list(dict.fromkeys(settings for settings, _, _ in cases())))
def test_the_terminal_takes_the_same(settings: str) -> None:
    made = form(settings)
    found = {typed: readings_of(typed, made) for one, typed, _ in cases() if one == settings}
    shown = {
        typed: _shown({"numbers": one.numbers, "isSure": one.is_sure}, made.decimals)
        for typed, one in found.items()
    }
    assert shown == {typed: taken for one, typed, taken in cases() if one == settings}
