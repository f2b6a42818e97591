"""Nothing that is printed can move a cursor, set a colour or turn letters round, whatever files say."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import txtar
from conftest import SMALLEST
from izeja.cli.main import main
from izeja.problems.formats import Counts, as_github, as_json, as_sarif
from izeja.problems.problem import Position, Problem, Related
from izeja.problems.report import as_text
from izeja.problems.terminal import visible, visible_line

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NASTY = "\x1b[31m\x1b]0;pwned\x07\r\x08\x7f\x9b2J\x85\u2028\u202egpj.exe\u2066"
COUNTS = Counts(1, 1, 1, ("en",))
TREE = """
title: {0}
kind: diagnosis
start: q
nodes:
  q:
    question: {0}
    answers:
      - text: {0}
        to: nobody
      - text: B
        to: e
        {0}: x
  e:
    resolution: Done
"""

any_text = st.text(st.one_of(st.characters(), st.sampled_from(NASTY)), min_size=1)


@given(any_text, any_text, any_text, any_text)
def test_no_report_has_a_control_character(message: str, hint: str, path: str, line: str) -> None:
    place = Position(path, 1, 1, 1, 2)
    found = [Problem("circle", message, place, hint, (Related(message, place),))]
    sarif = as_sarif(found, {}, "1")
    for report in (as_text(found, {path: line}), as_json(found, COUNTS), sarif, as_github(found, "")):
        assert not HARMFUL.search(report)
    assert json.loads(as_json(found, COUNTS))["problems"][0]["message"] == message


@given(any_text)
def test_a_message_is_one_line_and_keeps_its_columns(text: str) -> None:
    shown = visible_line(text)
    assert len(shown) == len(text)
    assert "\n" not in shown
    assert visible(text).count("\n") == text.count("\n")


@given(any_text, any_text)
def test_no_message_gives_github_a_command_of_its_own(message: str, path: str) -> None:
    found = [Problem("circle", f"{message}\n::stop-commands::x", Position(f"{path}\n::x::", 1, 1, 1, 2))]
    for report in (as_github(found, "last"), as_text(found, {})):
        commands = [line for line in report.splitlines() if line.strip().startswith("::")]
        assert len(commands) <= 1
        assert all(re.match(r"::error file=[^:,]*,[^:]*::", line) for line in commands)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of every kind with control characters in their content and in their names."""
    quoted = json.dumps(NASTY)
    files = {
        **SMALLEST,
        "a.yml": TREE.format(quoted),
        f"b{NASTY}.yml": f"title: {NASTY}\n",
        f"c{NASTY}.yaml": "",
        "translations/lv/a.po": f'msgid "{NASTY}"\nmsgstr "x"\nnonsense {NASTY}\n',
        "translations/lv/page.po": f'msgid "{NASTY}"\nmsgstr "x"\n',
    }
    files["library.yml"] += f"languages: [en, lv]\n{quoted}: x\n"
    for name, text in files.items():
        file = Path(os.fsdecode(os.fsencode(tmp_path / "trees"))) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    site = {
        f"site/{NASTY}.html": f'<guided-help data-tree="a"><section id="{NASTY}" data-kind="{NASTY}">',
        "shard/izeja-shard.json": json.dumps(
            {"version": 1, "pages": {"en": {"a/": f"{NASTY}.html"}}, "search": {}}
        ),
        "lv.xlf": f"<xliff>{NASTY}</xliff>",
    }
    txtar.unpack(site, tmp_path)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    "arguments",
    [
        "check trees",
        "check trees --color",
        "check trees/a.yml",
        *(f"check trees --format {form}" for form in ("json", "sarif", "github")),
        *(f"translate {name} trees" for name in ("update", "status", "check", "status --format json")),
        "translate add de trees",
        "translate export lv out.xlf trees",
        "translate import lv.xlf trees",
        "verify site",
        "merge shard",
        f"explain {NASTY}",
        f"check {NASTY}",
    ],
)
def test_no_command_prints_a_control_character(arguments: str) -> None:
    ran: Result = CliRunner().invoke(main, arguments.split(" "))
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.output
    assert ran.output.strip()
    assert not HARMFUL.search(re.sub(r"\x1b\[\d+m", "", ran.output) if "--color" in arguments else ran.output)
