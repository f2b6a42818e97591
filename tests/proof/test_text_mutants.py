"""Every single fault in the texts, pictures and videos of a right library is reported, with its code.

`text_mutants.yml` lists them; the library is that of the handbook.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from izeja.compiler.compile import compile_library
from izeja.running.memo import Memory

HANDBOOK = ROOT / "docs" / "examples" / "handbook" / "decision_trees"
KINDS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("text_mutants.yml").read_text("utf-8")
)
TOO_MUCH = "<g/>" * 200_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts") / "decision_trees"
    shutil.copytree(HANDBOOK, folder)
    assert not compile_library(folder).problems
    return folder


@contextmanager
def mutated(library: Path, mutant: dict[str, Any]) -> Iterator[None]:
    """Let a library have a fault for as long as the context lasts."""
    file = library / (mutant.get("in") or mutant["delete"])
    sound = file.read_bytes()
    if "delete" in mutant:
        file.unlink()
    elif "becomes" in mutant:
        file.write_text(mutant["becomes"], "utf-8")
    else:
        text, found = sound.decode(), mutant["find"]
        # In a catalog, the translation comes after its source text.
        at = text.rindex(found) if mutant.get("last") else text.index(found)
        written = mutant["write"].replace("GROW", TOO_MUCH)
        file.write_text(text[:at] + written + text[at + len(found) :], "utf-8")
    yield
    file.write_bytes(sound)


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutant_is_reported(kind: str, library: Path) -> None:
    # As in a preview, what is the same as in the last mutant is not read again.
    memory = Memory()
    unseen = {}
    for mutant in KINDS[kind]:
        with mutated(library, mutant):
            codes = {problem.code for problem in compile_library(library, memory=memory).problems}
        if mutant["says"] not in codes:
            unseen[str(mutant)] = codes
    assert not unseen
