"""`izeja check` for a writer, for the translators of a language, and for somebody with little time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import txtar
from izeja.cli.main import main

NODES = "\nnodes:\n  done:\n    resolution: Done\n"
LIBRARY = {
    "library.yml": "source_language: en\nlanguages: [en, lv, de]\n",
    "modem.yml": f"title: The modem\nkind: procedure\nstart: done{NODES}",
    "phone.yml": f"title: The phone\nkind: procedur\nstart: done{NODES}",
    "translations/lv/modem.po": 'msgctxt "modem title"\nmsgid "A modem"\nmsgstr "Modems"\n',
    "translations/lv/page.po": 'msgid "Nothing of the page"\nmsgstr "Nekas"\n',
}


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library with one mistake of a writer, and nothing that is translated."""
    txtar.unpack(LIBRARY, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)


def check(*options: str) -> Result:
    return CliRunner().invoke(main, ["check", "trees", *options])


def problems(*options: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(check("--format", "json", *options).stdout)["problems"]
    return found


@pytest.mark.parametrize("path", ["trees", "trees/phone.yml"])
def test_a_writer_sees_no_translations(path: str) -> None:
    result = CliRunner().invoke(main, ["check", path, "--writer", "--format", "json"])
    found = json.loads(result.stdout)
    assert [one["code"] for one in found["problems"]] == ["invalid-value"]
    assert found["languages"] == ["en"]
    assert result.exit_code == 1


def test_a_changed_text_needs_nothing_of_its_writer() -> None:
    Path("trees/phone.yml").unlink()
    assert check("--writer").exit_code == 0
    assert check().exit_code == 1


def test_a_broken_catalog_is_no_problem_of_a_writer() -> None:
    Path("trees/translations/lv/modem.po").write_bytes(b"\xff is not a catalog")
    assert [one["code"] for one in problems("--writer")] == ["invalid-value"]


def test_a_language_has_the_problems_of_its_translations() -> None:
    assert {one["language"] for one in problems("--language", "lv")} == {"lv"}
    assert "unknown-message" in {one["code"] for one in problems("--language", "lv")}
    both = problems("--language", "lv", "--language", "de")
    assert {one["language"] for one in both} == {"lv", "de"}
    assert sorted(both, key=str) == sorted((one for one in problems() if one["language"]), key=str)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--language", "xx"), "library.yml lists no translation into 'xx'; use one of: lv, de"),
        (("--language", "lv", "--writer"), "--writer reads no translations; give either"),
        (("--max", "1", "--format", "json"), "--max is for --format text and github"),
        (("--max", "0"), "0 is not in the range"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: tuple[str, ...], said: str) -> None:
    result = check(*options)
    assert result.exit_code == 2
    assert said in result.output


def test_errors_come_first_and_languages_are_summed_up() -> None:
    config = Path("trees/library.yml")
    listed = config.read_text("utf-8")
    config.write_text(
        listed.replace("languages: [en, lv, de]", "languages: {en: fallback, lv: fallback, de: fallback}"),
        "utf-8",
    )
    lines = check().stdout.splitlines()
    severities = [line.split(": ")[1] for line in lines if line.startswith("trees/")]
    assert severities == sorted(severities)
    assert severities[0] == "error"
    assert lines[-2:] == ["2 errors and 5 warnings in 3 files", "of these, in translations: de 2, lv 4"]


def test_only_some_problems_are_shown_and_all_are_counted() -> None:
    everything = check().stdout
    short = check("--max", "1").stdout
    assert short.split("\n\n")[0] == everything.split("\n\n")[0]
    assert short.split("\n\n")[1].startswith("... and ")
    assert short.splitlines()[-2:] == everything.splitlines()[-2:]
    assert len(check("--max", "1", "--format", "github").stdout.splitlines()) == 3
