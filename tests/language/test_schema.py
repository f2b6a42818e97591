"""The schemas for editors accept every file that Izeja accepts, and refuse most mistakes.

Files are read as yaml-language-server reads them, by YAML's core schema: `true` is no text there, `yes` is.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import txtar
from conftest import ROOT
from izeja.cli.main import main
from izeja.language.links import is_https
from izeja.language.nodes import NODES
from izeja.language.reference import EXAMPLE
from izeja.language.schema import FILES, as_json, schema
from izeja.reading.folder import CONFIG, CONTACTS, TERMS, tree_files

LIBRARIES = (ROOT / "decision_trees", EXAMPLE)
SOUND = sorted((ROOT / "tests" / "problems" / "messages" / "ok").glob("*.txtar"))
REFUSED = txtar.split((ROOT / "tests" / "language" / "schema" / "refused.txtar").read_text("utf-8"))
CHARACTERS = 'aB7-_. /:#?@\\"<>é\n'
HEAD = "title: A tree\nkind: procedure\nstart: a\nnodes:\n"


class CoreLoader(yaml.BaseLoader):
    """Reads YAML by the core schema of YAML 1.2."""


for tag, pattern in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"),
    ("null", r"^(?:~|null|Null|NULL|)$"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)
CoreLoader.add_constructor("tag:yaml.org,2002:bool", lambda _, node: node.value.lower() == "true")
CoreLoader.add_constructor("tag:yaml.org,2002:null", lambda *_: None)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda _, node: number(node.value))


def number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"[-+]?\d+", text) else float(text)


def as_editors_read(text: str) -> Any:
    return with_text_keys(yaml.load(text.removeprefix("\ufeff"), CoreLoader))  # noqa: S506 - of plain values alone


def with_text_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): with_text_keys(value) for key, value in data.items()}
    return [with_text_keys(item) for item in data] if isinstance(data, list) else data


def kind_of(name: str) -> str:
    return name.removesuffix(".yml") if name in (CONFIG, TERMS, CONTACTS) else "tree"


def underlined(kind: str, text: str) -> list[str]:
    validator = Draft7Validator(schema(kind), format_checker=Draft7Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(as_editors_read(text))]


def shipped() -> Iterator[tuple[Path, str]]:
    for library in LIBRARIES:
        for name in (CONFIG, TERMS, CONTACTS, *tree_files(library)):
            yield library / name, kind_of(name)


SHIPPED = [pytest.param(file, kind, id=str(file.relative_to(ROOT))) for file, kind in shipped()]


@pytest.mark.parametrize("kind", FILES)
def test_the_schemas_are_of_today(kind: str) -> None:
    assert (ROOT / "schema" / f"{kind}.json").read_text("utf-8") == as_json(kind), "run make schema"


@pytest.mark.parametrize("kind", FILES)
def test_the_schemas_are_sound(kind: str) -> None:
    Draft7Validator.check_schema(schema(kind))


@pytest.mark.parametrize(("file", "kind"), SHIPPED)
def test_accepts_what_is_shipped(file: Path, kind: str) -> None:
    assert underlined(kind, file.read_text("utf-8")) == []


@pytest.mark.parametrize(("file", "kind"), SHIPPED)
def test_files_name_their_schema(file: Path, kind: str) -> None:
    first = file.read_text("utf-8").partition("\n")[0]
    path = Path(os.path.relpath(ROOT / "schema" / f"{kind}.json", file.parent)).as_posix()
    assert first == f"# yaml-language-server: $schema={path}"


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.stem)
def test_accepts_what_the_compiler_accepts(case: Path, tmp_path: Path) -> None:
    files = txtar.split(case.read_text("utf-8"))
    txtar.unpack({path: text for path, text in files.items() if path != "expected"}, tmp_path)
    for name in (CONFIG, TERMS, CONTACTS, *tree_files(tmp_path)):
        file = tmp_path / name
        if not file.exists():
            continue
        # A bare `~` is nothing to an editor, which therefore asks for quotes; for Izeja it is a text.
        text = re.sub(r": ~$", ': "~"', file.read_text("utf-8"), flags=re.MULTILINE)
        assert underlined(kind_of(name), text) == []


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.removesuffix(".yml"))
def test_underlines(case: str) -> None:
    kind = case.partition("/")[0]
    if kind == "node":
        assert underlined("tree", HEAD + indent(REFUSED[case], "  "))
    else:
        assert underlined(kind, REFUSED[case])


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.kind)
def test_a_node_is_what_its_own_key_says(node: Any) -> None:
    described = schema("tree")["definitions"][node.__name__]
    assert node.kind in described["required"]
    assert next(iter(described["properties"])) == node.kind
    assert not described["additionalProperties"]


def test_everything_is_explained() -> None:
    for kind in FILES:
        described = schema(kind)
        for part in (described, *described["definitions"].values()):
            assert part["description"]
            for value in part.get("properties", {}).values():
                assert "description" in value or "$ref" in value
                assert "\n" not in value.get("description", "")


@given(
    text=st.builds("https://{}".format, st.text(alphabet=CHARACTERS, max_size=8))
    | st.text(alphabet=CHARACTERS, max_size=12)
)
def test_takes_the_same_addresses_as_the_compiler(text: str) -> None:
    pattern = schema("tree")["properties"]["sources"]["items"]["pattern"]
    # In JavaScript, `$` is the very end of a text.
    assert bool(re.search(pattern.replace("$", r"\Z"), text)) == is_https(text)


def test_the_command_prints_one_and_writes_all(tmp_path: Path) -> None:
    printed = CliRunner().invoke(main, ["schema", "terms"])
    assert json.loads(printed.output) == schema("terms")
    assert CliRunner().invoke(main, ["schema"]).output == as_json("tree")
    written = CliRunner().invoke(main, ["schema", "--write", str(tmp_path / "new" / "schema")])
    assert (written.exit_code, written.output) == (0, "")
    assert {file.stem for file in (tmp_path / "new" / "schema").iterdir()} == set(FILES)
