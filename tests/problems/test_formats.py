"""The output of a check for programs: each case is a small library with its report in each format.

A case is a file in tests/problems/formats, in the form of tests/problems/messages.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import txtar
from conftest import ROOT, SMALLEST
from golden import Case, read_case
from izeja import __version__
from izeja.cli.main import main
from izeja.cli.options import _colour
from izeja.problems.explain import explained, explanations
from izeja.problems.formats import Counts, Rule, as_github, as_json, as_sarif
from izeja.problems.problem import Position, Problem

FOLDER = Path(__file__).parent / "formats"
CASES = sorted(FOLDER.glob("*.txtar"))
FORMATS = ("json", "sarif", "github")
REFERENCE_FILE = ROOT / "docs" / "reference" / "json.md"
REFERENCE = REFERENCE_FILE.read_text("utf-8")


def check(*options: str) -> Result:
    return CliRunner().invoke(main, ["check", "trees", *options], catch_exceptions=False)


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case, unpacked in the working folder."""
    read = read_case(request.param, "expected.")
    defaults = {} if "without library.yml" in read.comment else SMALLEST
    txtar.unpack({**defaults, **read.given}, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    return read


def test_says(case: Case, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    said = {f"expected.{form}": check("--format", form).stdout for form in FORMATS}
    said["expected.sarif"] = without_copy(said["expected.sarif"])
    case.compare(said, update=update_goldens)


def without_copy(log: str) -> str:
    """A log that neither a release nor a better explanation changes."""
    log = log.replace(f'"{__version__}"', '"VERSION"')
    return re.sub(r'("(?:fullDescription|help)": )\{\n(?:.+\n)+? +\}', r"\1{}", log)


@pytest.mark.usefixtures("case")
def test_formats_agree() -> None:
    results = {form: check("--format", form) for form in ("text", *FORMATS)}
    problems = json.loads(results["json"].stdout)["problems"]
    failed = any(problem["severity"] == "error" for problem in problems)
    assert {result.exit_code for result in results.values()} == {int(failed)}
    assert {result.stderr for result in results.values()} == {""}
    run = json.loads(results["sarif"].stdout)["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == [problem["code"] for problem in problems]
    *commands, counts = results["github"].stdout.splitlines()
    assert len(commands) == len(problems)
    assert counts == results["text"].stdout.splitlines()[-1]


@pytest.mark.usefixtures("case")
def test_sarif_has_the_structure_of_its_standard() -> None:
    log = json.loads(check("--format", "sarif").stdout)
    assert_is_sarif(log)


def assert_is_sarif(log: dict[str, Any]) -> None:
    """SARIF 2.1.0, sections 3.13 to 3.30 and 3.49, as far as GitHub's code scanning asks for it."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run.keys() == {"tool", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver.keys() == {"name", "semanticVersion", "rules"}
    for rule in driver["rules"]:
        assert rule.keys() == {"id", "shortDescription", "fullDescription", "helpUri", "help"}
        assert rule["help"].keys() == {"text", "markdown"}
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert len(result["locations"]) == 1
        related = result.get("relatedLocations", [])
        assert [location["id"] for location in related] == list(range(1, len(related) + 1))
        links = re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])
        assert [int(link) for link in links] == [location["id"] for location in related]
        for location in (*result["locations"], *related):
            assert_is_a_place(location["physicalLocation"])


def assert_is_a_place(location: dict[str, Any]) -> None:
    artifact, region = location["artifactLocation"], location["region"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", artifact["uri"])
    assert artifact["uriBaseId"] == "%SRCROOT%"
    assert region.keys() == {"startLine", "startColumn", "endLine", "endColumn"}
    start, end = ((region[f"{side}Line"], region[f"{side}Column"]) for side in ("start", "end"))
    assert (1, 1) <= start <= end
    assert min(*start, *end) >= 1


def test_a_rule_brings_its_explanation_along() -> None:
    one = explanations()["circle"]
    problem = Problem("circle", "round and round", Position("a.yml"))
    rules = {"circle": Rule(one.summary, "why", explained(one), one.markdown, one.url)}
    (rule,) = json.loads(as_sarif([problem], rules, "1"))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"] == {"text": explained(one), "markdown": one.markdown}
    assert rule["helpUri"] == one.url


def test_numbers_beyond_two_to_the_53_stay_exact() -> None:
    counts = Counts(1, 1, 2**64 + 1, ("lv", "en"))
    assert '"branches": 18446744073709551617,' in as_json([], counts)


def test_a_code_without_an_explanation_is_a_rule_all_the_same() -> None:
    log = json.loads(as_sarif([Problem("new", "what?", Position("a.yml"))], {}, "1.0.0"))
    assert log["runs"][0]["tool"]["driver"]["rules"] == [{"id": "new"}]


def test_a_file_elsewhere_has_a_whole_address(tmp_path: Path) -> None:
    problem = Problem("new", "what?", Position((tmp_path / "ā.yml").as_posix()))
    result = json.loads(as_sarif([problem], {}, "1.0.0"))["runs"][0]["results"][0]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": (tmp_path / "ā.yml").as_uri()}


def test_a_warning_is_a_warning_everywhere() -> None:
    problem = Problem("new", "what?", Position("a.yml", 1, 2, 1, 3), severity="warning")
    assert json.loads(as_json([problem], Counts(0, 0, 0, ())))["problems"][0]["severity"] == "warning"
    assert json.loads(as_sarif([problem], {}, "1"))["runs"][0]["results"][0]["level"] == "warning"
    assert as_github([problem], "").startswith("::warning file=a.yml,line=1,col=2,endLine=1,endColumn=3,")


def test_another_format_could_not_run() -> None:
    assert check("--format", "xml").exit_code == 2


@pytest.mark.parametrize(
    ("options", "no_color", "coloured"),
    [((), "", False), (("--color",), "", True), (("--color",), "1", True), (("--no-color",), "", False)],
)
def test_colours_are_chosen(
    options: tuple[str, ...],
    no_color: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    coloured: bool,
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trees").mkdir()
    assert ("\x1b[" in check(*options).stdout) is coloured


@pytest.mark.parametrize(("no_color", "coloured"), [(None, True), ("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_no_color_is_set(
    no_color: str | None, monkeypatch: pytest.MonkeyPatch, *, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color is not None:
        monkeypatch.setenv("NO_COLOR", no_color)
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdout", terminal)
    assert _colour(click.Context(main), main.params[0], None) is coloured


def test_the_reference_shows_what_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    library, shown = re.findall(r"```(?:yaml|json)\n(.*?)```", REFERENCE, re.DOTALL)[:2]
    txtar.unpack({**SMALLEST, **txtar.split(library)}, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    said = check("--format", "json").stdout
    if update_goldens:
        REFERENCE_FILE.write_text(REFERENCE.replace(f"```json\n{shown}```", f"```json\n{said}```"), "utf-8")
    assert shown == said


def test_the_reference_names_every_field() -> None:
    said = json.loads(re.findall(r"```json\n(.*?)```", REFERENCE, re.DOTALL)[0])
    named = set(re.findall(r"^\| `([\w.\[\]]+)`", REFERENCE, re.MULTILINE))
    assert named == set(fields(said))


def fields(value: Any, prefix: str = "") -> list[str]:
    """The paths of all fields, like `problems[].end.line`."""
    if isinstance(value, list):
        return [path for item in value for path in fields(item, f"{prefix}[]") if isinstance(item, dict)]
    if not isinstance(value, dict):
        return []
    found = []
    for key, inner in value.items():
        path = f"{prefix}.{key}" if prefix else key
        found += [path, *fields(inner, path)]
    return found
