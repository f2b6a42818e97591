"""The packages of the house in their order, and its modules, parsed: for tests of its plan and of its map."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from conftest import ROOT

HOUSE = ROOT / "hooks" / "izeja"
# From the ground up. A package imports only what is listed before it. `docs/architecture.md` explains each.
# One with a dot lies in the folder of another, and is a package of its own all the same.
PACKAGES = (
    "running",
    "problems",
    "reading",
    "reading.media",
    "language",
    "library",
    "proof",
    "translation",
    "page",
    "site",
    "export",
    "compiler.incremental",
    "compiler",
    "authoring",
    "authoring.overview",
    "authoring.links",
    "authoring.visits",
    "authoring.preview",
    "authoring.changing",
    "authoring.language_server",
    "authoring.testing",
    "hosts",
    "cli",
)
MODULES = sorted(HOUSE.rglob("*.py"))


def folder_of(package: str) -> Path:
    return HOUSE.joinpath(*package.split("."))


@cache
def package_of(module: str) -> str:
    """Return the package of a module such as `language.tree`: the nearest one, or else its first name."""
    parts = module.split(".")
    packages = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((package for package in packages if package in PACKAGES), parts[0])


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))
