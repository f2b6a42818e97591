"""Problems in formats for other programs: JSON, SARIF, and workflow commands of GitHub Actions.

The JSON is our own; docs/reference/json.md describes it. SARIF 2.1.0 is a standard of OASIS, of which
GitHub's code scanning reads a part. Workflow commands are escaped as `@actions/core` does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from izeja.problems.problem import Position, Problem, Related
from izeja.problems.report import errors_first, summary
from izeja.problems.terminal import visible, visible_json

JSON_VERSION = 1
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Counts(NamedTuple):
    """How much was checked."""

    trees: int
    nodes: int
    branches: int
    languages: tuple[str, ...]


class Rule(NamedTuple):
    """The explanation of a code.

    `summary` is one sentence and `description` a few paragraphs; `text` and `markdown` are the whole, and
    `url` is its page.
    """

    summary: str
    description: str
    text: str
    markdown: str
    url: str


def as_json(problems: Sequence[Problem], counts: Counts) -> str:
    """Return problems and counts as JSON.

    Args:
        problems: in the order to list them in.
        counts: how much was checked.

    Returns:
        One JSON object, without a newline at its end. Letters beyond ASCII are not escaped.
    """
    return visible_json(
        {
            "version": JSON_VERSION,
            **counts._asdict(),
            "problems": [_problem(problem) for problem in problems],
        }
    )


def as_sarif(problems: Sequence[Problem], rules: Mapping[str, Rule], version: str) -> str:
    """Return problems as a log of SARIF 2.1.0 that GitHub's code scanning accepts.

    Args:
        problems: in the order to list them in.
        rules: the explanations by code; the log contains those of the problems.
        version: the version of Izeja.

    Returns:
        One log with one run, without a newline at its end.
    """
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "Izeja",
        "semanticVersion": version,
        "rules": [_rule(code, rules.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        # Other tools count UTF-16 units (SARIF 2.1.0, 3.14.17), where an emoji takes two columns.
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in problems],
    }
    return visible_json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_github(problems: Sequence[Problem], counts: str, most: int | None = None) -> str:
    """Return problems as workflow commands, which GitHub shows beside the changed lines.

    Args:
        problems: errors are listed before warnings, since GitHub shows only the first ten of each.
        counts: the last line if there are no problems.
        most: how many problems to list. The last line counts all of them.

    Returns:
        A line for each command, then how many there are, without a newline at the end.
    """
    last = summary(problems) if problems else counts
    return "\n".join((*(_command(problem) for problem in errors_first(problems)[:most]), last))


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        **_place(problem.position),
        "language": problem.language or None,
        "hint": problem.hint,
        "related": [{"message": related.message, **_place(related.position)} for related in problem.related],
    }


def _place(position: Position) -> dict[str, object]:
    end = {"line": position.end_line, "column": position.end_column}
    return {
        "path": position.path,
        # null, not 0: a reader of the JSON should not need to know our mark for a whole file.
        "line": position.line or None,
        "column": position.column or None,
        "end": end if position.line else None,
    }


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.description},
        "helpUri": rule.url,
        "help": {"text": rule.text, "markdown": rule.markdown},
    }


def _result(problem: Problem, rule_index: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": rule_index,
        "level": problem.severity,
        "message": {"text": _sarif_message(problem)},
        "locations": [{"physicalLocation": _location(problem.position)}],
    }
    if problem.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": _escaped(related.message)},
                "physicalLocation": _location(related.position),
            }
            for number, related in enumerate(problem.related, 1)
        ]
    return result


def _sarif_message(problem: Problem) -> str:
    # GitHub shows a related location only if the message links to it by its number.
    links = (f"[{_escaped(one.message)}]({number})" for number, one in enumerate(problem.related, 1))
    return "\n".join((_escaped(problem.message), *_escaped(problem.hint or "").splitlines(), *links))


def _escaped(text: str) -> str:
    # Brackets would make a link (section 3.11.6). Braces are not doubled, as in CodeQL's logs: a message
    # without arguments has no placeholders, and writers copy a {term} from it.
    for char in "\\[]":
        text = text.replace(char, f"\\{char}")
    return text


def _location(position: Position) -> dict[str, object]:
    # GitHub requires a region for every result, so a problem of a whole file is shown at its first line.
    return {
        "artifactLocation": _artifact(position.path),
        "region": {
            "startLine": position.line or 1,
            "startColumn": position.column or 1,
            "endLine": position.end_line or 1,
            "endColumn": position.end_column or 1,
        },
    }


def _artifact(path: str) -> dict[str, str]:
    # Outside the repository, so a path relative to %SRCROOT% would name another file.
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _command(problem: Problem) -> str:
    properties = {"file": problem.position.path, **_numbers(problem.position), "title": problem.code}
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    related = (_related_line(related) for related in problem.related)
    text = "\n".join((problem.message, *(problem.hint or "").splitlines(), *related))
    return f"::{problem.severity} {written}::{_data(text)}"


def _related_line(related: Related) -> str:
    return f"{related.message}: {related.position}"


def _numbers(position: Position) -> dict[str, int]:
    if not position.line:
        return {}
    if position.line != position.end_line:  # GitHub accepts columns only within one line
        return {"line": position.line, "endLine": position.end_line}
    return {
        "line": position.line,
        "col": position.column,
        "endLine": position.end_line,
        "endColumn": position.end_column,
    }


def _data(text: str) -> str:
    # '%' goes first, so that the escapes themselves are not escaped. A log of GitHub shows colours.
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
