"""The packages of the house in their order, and its modules, parsed: for tests of its plan and of its map."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from conftest import ROOT

HOUSE = ROOT / "hooks" / "izeja"
# From the ground up. A package imports only what is listed before it. `docs/architecture.md` explains each.
PACKAGES = (
    "running",
    "problems",
    "reading",
    "media",
    "language",
    "library",
    "proof",
    "translation",
    "incremental",
    "page",
    "overview",
    "outside",
    "visits",
    "site",
    "export",
    "compiler",
    "preview",
    "changing",
    "editing",
    "testing",
    "hosts",
    "cli",
)
MODULES = sorted(HOUSE.rglob("*.py"))


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))
