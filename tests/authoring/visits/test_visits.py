"""Events of the page: each case in `cases/` is a library, with events and what is counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given
from hypothesis import strategies as st

import txtar
from conftest import ROOT, times
from izeja.authoring.visits.figures import visits_of
from izeja.authoring.visits.files import FIELDS
from izeja.authoring.visits.shares import percent
from izeja.cli import events as events_options
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled

CASES = sorted((Path(__file__).parent / "cases").glob("*.txtar"))
FOLDER = "Koki ā"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def unpacked(case: Path, folder: Path) -> dict[str, str]:
    """Write the files of a case, the events beside the library, without their remarks."""
    files = txtar.split(case.read_text("utf-8"))
    given = {name: text for name, text in files.items() if not name.startswith("expected.")}
    txtar.unpack({name: text for name, text in given.items() if name.endswith(".yml")}, folder / FOLDER)
    txtar.unpack(
        {name: re.sub("(?m)^#.*\n", "", text) for name, text in given.items() if not name.endswith(".yml")},
        folder,
    )
    return given


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_events_of_a_library(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    comment, _, _ = case.read_text("utf-8").partition("\n-- ")
    given = unpacked(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    options = [part for name in given if not name.endswith(".yml") for part in ("--events", name)]
    shown = run("stats", FOLDER, *options)
    printed = run("stats", FOLDER, "--format", "json", *options)
    drawn = run("map", f"{FOLDER}/modem.yml", *options)
    dot = run("map", f"{FOLDER}/modem.yml", "--format", "dot", *options)
    whole = run("map", FOLDER, *options)
    assert {one.exit_code for one in (shown, printed, drawn, dot, whole)} == {0}
    found = {
        "expected.txt": shown.stdout,
        "expected.err": shown.stderr,
        "expected.json": printed.stdout,
        "expected.mmd": drawn.stdout,
        "expected.dot": dot.stdout,
        "expected.library.mmd": whole.stdout,
    }
    if update_goldens:
        case.write_text(txtar.join({**given, **found}, f"{comment}\n"), "utf-8")
    files = txtar.split(case.read_text("utf-8"))
    assert {name: text for name, text in files.items() if name.startswith("expected.")} == found


EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "session": st.sampled_from([*"abcdefgh", ""]),
            "time": st.sampled_from(["", *map(str, range(1793527200, 1793527300, 20))]),
            "event": st.sampled_from(
                ["step", "step", "answer", "answer", "end", "solved", "contact", "other"]
            ),
            "tree": st.sampled_from(["modem", "modem", "router", "slow", "gone"]),
            "node": st.sampled_from(
                ["light", "lamp", "signs", "restart", "helped", "shop", "where", "far", ""]
            ),
            "to": st.sampled_from(["signs", "power", "restart", "shop", "slow#where", "far", "gone", ""]),
            "solved": st.sampled_from(["true", "false"]),
            "language": st.sampled_from(["en", "lv", ""]),
        }
    ),
    min_size=1,
    max_size=80,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    folder = tmp_path_factory.mktemp("events")
    unpacked(CASES[0], folder)
    return compile_library(folder / FOLDER)


NOTHING = dict.fromkeys(FIELDS, "")
STEP = {**NOTHING, "session": "a", "event": "step", "tree": "modem", "node": "light"}


@times(0.4)
# Only an answer leads elsewhere, and events without a session are visits of their own.
@example(events=[{**STEP, "to": "slow#where"}], form="csv")
@example(events=[{**STEP, "session": ""}] * 3, form="csv")
@given(events=EVENTS, form=st.sampled_from(["csv", "jsonl", "parquet"]))
def test_counts_are_those_of_a_simple_count(
    events: list[dict[str, str]], form: str, small: Compiled, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("events") / f"events.{form}"
    write_events(file, events)
    visits = visits_of(small.source, small.graph, [file])
    found = {
        (guide.id, step.place.node): (
            step.visits,
            {str(way.to): way.visits for way in step.ways},
            step.left,
            (step.solved, step.unsolved, step.contacted),
        )
        for guide in visits.guides
        for step in guide.steps
    }
    assert (visits.events, found) == (len(events), simple_count(events))


def write_events(file: Path, events: list[dict[str, str]]) -> None:
    lines = [json.dumps(one) for one in events]
    if file.suffix == ".csv":
        rows = [",".join(one[key] for key in FIELDS) for one in events]
        lines = [",".join(FIELDS), *rows]
    text = "".join(f"{line}\n" for line in lines)
    if file.suffix != ".parquet":
        file.write_text(
            text if events or file.suffix == ".csv" else json.dumps(dict.fromkeys(FIELDS, "")), "utf-8"
        )
        return
    with duckdb.connect() as connection:
        fields = ", ".join(f'"{key}" VARCHAR' for key in FIELDS)
        connection.execute(f"CREATE TABLE event ({fields})")
        for one in events:
            connection.execute(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [one[key] for key in FIELDS]
            )
        connection.execute(f"COPY event TO '{file}' (FORMAT parquet)")


NODES = {
    "modem": {"light": "light", "lamp": "light", "signs": "signs", "restart": "restart", "helped": "helped"}
    | {"shop": "shop", "power": "power.plugged"},
    "slow": {"where": "where", "far": "far"},
}
SEVERAL, ENDINGS = {("modem", "signs")}, {("modem", "helped"), ("modem", "shop")}


def simple_count(events: list[dict[str, str]]) -> dict[tuple[str, str], Any]:
    """Count as the documentation says it, one visit after another."""
    known: dict[Any, list[Any]] = {}
    for number, one in enumerate(events):
        tree = {"router": "modem"}.get(one["tree"], one["tree"])
        node = NODES.get(tree, {}).get(one["node"])
        if node:
            moment = (int(one["time"] or 0), number)
            known.setdefault(one["session"] or number, []).append((moment, one, (tree, node)))
    shown: Counter[Any] = Counter()
    ways: Counter[Any] = Counter()
    left: Counter[Any] = Counter()
    contacted: Counter[Any] = Counter()
    solved: dict[bool, Counter[Any]] = {True: Counter(), False: Counter()}
    for session, each in known.items():
        each.sort(key=lambda event: event[0])
        seen = [(one, place) for _, one, place in each if one["event"] in ("step", "end")]
        shown.update({place for _, place in seen})
        answers = [(place, target(one, place)) for _, one, place in each if one["event"] == "answer"]
        answers = [(place, to) for place, to in answers if to]
        ways.update({one for one in answers if one[0] in SEVERAL})
        ways.update({place: (place, to) for place, to in answers if place not in SEVERAL}.values())
        contacted.update({place for _, one, place in each if one["event"] == "contact"})
        said = {place: one["solved"] == "true" for _, one, place in each if one["event"] == "solved"}
        for place, yes in said.items():
            solved[yes][place] += 1
        for tree in {place[0] for _, place in seen} if isinstance(session, str) else ():
            own = [(one, place) for _, one, place in each if place[0] == tree]
            own = [(one, place) for one, place in own if one["event"] in ("step", "end", "answer")]
            last = own[-1][0]
            gone_on = last["event"] == "answer" and "#" in last["to"]
            places = [place for one, place in own if one["event"] != "answer"]
            if not gone_on and not ENDINGS & set(places):
                left[places[-1]] += 1
    return {
        place: (
            count,
            {to: number for (start, to), number in ways.items() if start == place},
            left[place],
            (solved[True][place], solved[False][place], contacted[place]),
        )
        for place, count in shown.items()
    }


def target(event: Mapping[str, str], place: tuple[str, str]) -> str:
    tree, _, node = event["to"].rpartition("#")
    found = NODES.get(tree or place[0], {}).get(node)
    return f"{tree or place[0]}#{found}" if found else ""


@pytest.mark.parametrize(
    ("name", "content", "options", "said"),
    [
        ("a.csv", "", (), "'a.csv' is empty: its first line should name its columns, such as: session,time"),
        (
            "a.csv",
            "guide,step\nmodem,light\n",
            (),
            "has no column 'event' (step, answer, end, solved or contact)",
        ),
        ("a.csv", "event,guide\n", (), "it has: event, guide.\nWrite '--field tree=COLUMN'"),
        ("a.csv", "event,tree\n", ("--field", "node=step"), "has no column 'step' (the id of the step)"),
        ("a.csv", "event,tree\n", ("--field", "guide=tree"), "'guide=tree' is not NAME=FIELD"),
        ("a.csv", "event,tree\n", ("--field", "tree"), "'tree' is not NAME=FIELD"),
        ("a.jsonl", "", (), "'a.jsonl' has no line that is a JSON object"),
        ("a.jsonl", "nothing\n", (), "'a.jsonl' has no line that is a JSON object"),
        ("a.jsonl", '{"event": "step"}\n', (), "has no column 'tree' (the id of the guide); it has: event"),
        ("a.parquet", "nothing", (), "'a.parquet' cannot be read as PARQUET"),
        (
            "a.csv",
            b"\xff\xfee\0v\0e\0n\0t\0\n\0",
            (),
            "'a.csv' is not UTF-8: in a spreadsheet, save it as 'CSV UTF-8'",
        ),
        ("a.csv", "event,tree,ā\n".encode("cp1257"), (), "'a.csv' is not UTF-8"),
        ("a.csv.gz", "nothing", (), "'a.csv.gz' cannot be read as CSV"),
        ("a.xlsx", "nothing", (), "'a.xlsx' is not a file of events: its name ends in none of .csv, .tsv"),
    ],
)
def test_other_files_are_refused(
    name: str,
    content: str | bytes,
    options: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unpacked(CASES[0], tmp_path)
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(tmp_path)
    refused = run("stats", FOLDER, "--events", name, *options)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("a.csv", "event,tree,node\nstep,modem,light\n", ()),
        ("a[1]*?.csv", "\ufeffEvent;Tree;Node\nstep;modem;light\n", ()),
        ("a.tsv", "e\tt\nstep\tmodem#light\n", ("--field", "event=e", "--field", "tree=t")),
        ("a.csv", 'event,tree,node\nstep,modem,light\nstep,modem,light,"too,many",more\nstep,"mo', ()),
        ("a.csv", '\r\n\r\nevent,tree,node\r\n\r\nstep,modem,light\r\nstep,gone,"several\r\nlines"\r\n', ()),
        ("a.csv", f"event,tree,node\nstep,modem,light\nstep,{'long' * 600_000},light\n", ()),
        ("https:a.csv", "event,event,tree,node\nstep,x,modem,light", ()),
        ("a.jsonl", '{"event":"step","tree":"modem","node":"light","more":{}}\n[1]\n{"broken\n', ()),
        (
            "a.json",
            '\ufeff [\n{"event":"step","tree":"modem","node":"light"},\n{"event":"x","tree":"y"}\n]\n',
            (),
        ),
        ("b.jsonl", '["broken"]\n{"event":"step","tree":"modem","node":"light"}\n[{"x":1}]\n', ()),
        (
            "a.ndjson",
            '{"event":"guided-help:step","guidedHelp":{"tree":"modem","node":"light"}}\n',
            ("--field", "tree=guidedHelp.tree", "--field", "node=guidedHelp.node"),
        ),
    ],
)
def test_what_can_be_read_is_counted(
    name: str, content: str, options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked(CASES[0], tmp_path)
    (tmp_path / "a1x.csv").write_text("not,this,one\n", "utf-8")
    (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("stats", FOLDER, "--format", "json", "--events", name, *options)
    found = json.loads(result.stdout)
    assert [(one["id"], one["visits"]) for one in found["guides"]] == [("modem", 1)]
    broken = {"too,many": 2, "broken": 2, "longlong": 1}
    expected = next((lines for mark, lines in broken.items() if mark in content), 0)
    assert sum(one["lines"] for one in found["unread"]) == expected
    assert ("could not be read" in result.stderr) == bool(expected)


def test_an_export_of_matomo_is_read_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked(CASES[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    [recipe] = re.findall(
        r"Matomo \|.*CSV: `([^`]+)`", (ROOT / "docs/reference/events.md").read_text("utf-8")
    )
    (tmp_path / "matomo.csv").write_text(
        "idVisit,timestamp,eventCategory,eventAction,eventName\n"
        "7,1793527200,guided-help,step,modem#light\n"
        "7,1793527260,guided-help,step,modem#helped\n"
        "7,1793527260,guided-help,end,modem#helped\n"
        "7,1793527300,guided-help,unsolved,modem#helped\n",
        "utf-8",
    )
    result = run("stats", FOLDER, "--format", "json", "--events", "matomo.csv", *recipe.split())
    [guide] = json.loads(result.stdout)["guides"]
    found = {
        one["node"]: (one["visits"], one["solved"], one["unsolved"], one["seconds"]) for one in guide["steps"]
    }
    assert found == {"light": (1, 0, 0, 60.0), "helped": (1, 0, 1, None)}


def test_a_map_of_a_part_has_no_visits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked(CASES[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    refused = run("map", f"{FOLDER}/power.yml", "--events", "events.csv")
    assert refused.exit_code == 2
    assert "--events needs the file of a guide, or a whole library" in refused.stderr
    (tmp_path / "none.csv").write_text("event,tree\n", "utf-8")
    for path in (f"{FOLDER}/slow.yml", FOLDER):
        assert "0 visits" in run("map", path, "--events", "none.csv").stdout


def test_a_picture_has_widths_and_shares_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked(CASES[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    drawn = run("map", f"{FOLDER}/modem.yml", "--format", "svg", "--events", "events.csv").stdout
    widths = {float(one) for one in re.findall(r'stroke-width: ([\d.]+)px"', drawn)}
    assert min(widths) >= 1
    assert len(widths) > 2
    assert "Beside an arrow: the share of the visits at its beginning." in drawn


def test_without_the_extra_events_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked(CASES[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(events_options, "can_read", lambda: False)
    refused = run("stats", FOLDER, "--events", "events.csv")
    assert refused.exit_code == 2
    assert "pip install 'izeja[events]'" in refused.stderr


def test_columns_of_no_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked(CASES[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in (("stats", FOLDER), ("map", f"{FOLDER}/modem.yml")):
        refused = run(*command, "--field", "tree=guide")
        assert (refused.exit_code, "--field is about the files of --events" in refused.stderr) == (2, True)


def test_no_share_is_rounded_to_nothing_or_everything() -> None:
    shown = [percent(part, 1000) for part in (0, 1, 5, 500, 995, 999, 1000)]
    assert shown == ["0 %", "<1 %", "<1 %", "50 %", "99 %", "99 %", "100 %"]
    assert percent(0, 0) == "0 %"


def test_the_reference_names_every_field() -> None:
    """What `docs/reference/events.md` lists is what files can have, and what the JSON has."""
    found = json.loads(txtar.split(CASES[0].read_text("utf-8"))["expected.json"])
    page = (ROOT / "docs" / "reference" / "events.md").read_text("utf-8")
    named = re.findall(r"^\| `([a-z_\[\].]+)` \|", page, re.MULTILINE)
    guide = next(one for one in found["guides"] if any(step["ways"] for step in one["steps"]))
    step = next(one for one in guide["steps"] if one["ways"])
    fields = [*found, *(f"guides[].{key}" for key in guide), *(f"guides[].steps[].{key}" for key in step)]
    fields += [f"guides[].steps[].ways[].{key}" for key in step["ways"][0]]
    fields += [f"unknown[].{key}" for key in found["unknown"][0]]
    fields += [f"unread[].{key}" for key in ("path", "lines", "first")]
    assert named == [*FIELDS, *fields]


@pytest.mark.parametrize("text", ["sā", "“q”", "日本", "🙂", "a\u2028b"])
def test_letters_of_every_script_are_read(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked(CASES[0], tmp_path)
    (tmp_path / "a.csv").write_text(f"event,tree,{text}\nstep,{text},{text}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    counted = run("stats", FOLDER, "--events", "a.csv")
    assert counted.exit_code == 0
    assert "1 event that cannot be counted" in counted.output
