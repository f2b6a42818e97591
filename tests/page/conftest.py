"""A small library that has everything a page can show."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.compiler import Compiled, compile_library

LIBRARY = Path(__file__).parent / "library.txtar"


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """The library of `library.txtar`, in English and Latvian."""
    folder = tmp_path_factory.mktemp("everything")
    txtar.unpack(txtar.split(LIBRARY.read_text("utf-8")), folder)
    compiled = compile_library(folder)
    assert not compiled.failed, [problem.message for problem in compiled.problems]
    return compiled
