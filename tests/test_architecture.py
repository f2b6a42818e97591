"""docs/architecture.md is true: everything it names exists, and its lists of files are complete.

`pytest tests/test_architecture.py --update-goldens` writes its two tables, and follows names that have moved.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import txtar
from conftest import ROOT
from house import HOUSE, MODULES, PACKAGES, folder_of, parsed

PAGE = ROOT / "docs" / "architecture.md"
TEXT = PAGE.read_text("utf-8")
HOOKS = ROOT / "hooks"
RUN = "run: pytest tests/test_architecture.py --update-goldens"
# Hosts have a package each, whose contract is a row of its own.
HOSTS = {"hosts": tuple(f"hosts.{file.parent.name}" for file in sorted(HOUSE.glob("hosts/*/__init__.py")))}
ROWS = tuple(one for package in PACKAGES for one in (package, *HOSTS.get(package, ())))
NAME = re.compile(rf"`((?:{'|'.join(PACKAGES)})(?:\.(?!yml`)\w+)+)`")
FILE = re.compile(r"`((?:hooks|tests|docs|schema)/[^`]+|[A-Z]+\.md)`")


class Example(NamedTuple):
    """A typical change that has been made once: where its name occurs in a file, or in the file's name."""

    heading: str
    mention: str


EXAMPLES = (
    Example("A problem code", r"too-long"),
    Example("An output format", r"\bas_github\b"),
    # The class in code, the key in the example.
    Example("A node kind", r"\bInclude\b|^ +include: "),
)
"""Examples to test the lists of files with; keep in step with the word "Example" in each section."""


def defined(module: str) -> set[str]:
    """Every class, function and constant of a module, and the methods as `Class.method`."""
    file = HOUSE / f"{module.replace('.', '/')}.py"
    return set(_names(parsed(file))) if file.is_file() else set()


def _names(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[str]:
    for one in node.body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            yield f"{prefix}{one.name}"
        if isinstance(one, ast.ClassDef):
            yield from _names(one, f"{one.name}.")
        for target in one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]:
            if isinstance(target, ast.Name):
                yield f"{prefix}{target.id}"


@cache
def all_names() -> dict[str, str]:
    """Everything that is defined, by its whole name: the module and the name in it."""
    modules = [".".join(file.relative_to(HOUSE).with_suffix("").parts) for file in MODULES]
    return {f"{module}.{name}": name for module in modules for name in defined(module)} | {
        module: module for module in modules
    }


def now_called(name: str) -> list[str]:
    """The new names that a missing name may have: the same function or method in another module."""
    parts = name.split(".")
    ends = [".".join(parts[-2:]), parts[-1]] if parts[-2][0].isupper() else [parts[-1]]
    for end in ends:
        if found := [whole for whole, own in all_names().items() if own == end]:
            return found
    return []


def test_every_name_exists(update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    missing = sorted(set(NAME.findall(TEXT)) - all_names().keys())
    if update_goldens:
        moved = {name: found[0] for name in missing if len(found := now_called(name)) == 1}
        text = PAGE.read_text("utf-8")
        for name, new in moved.items():
            text = text.replace(f"`{name}`", f"`{new}`")
        PAGE.write_text(text, "utf-8")
        missing = [name for name in missing if name not in moved]
    hints = [f"`{name}`: is it {' or '.join(now_called(name)) or 'gone'}?" for name in missing]
    assert not hints, "docs/architecture.md names what does not exist: " + "; ".join(hints)


def test_every_file_exists() -> None:
    missing = [name for name in FILE.findall(TEXT) if not (ROOT / name).exists()]
    assert not missing, f"docs/architecture.md names files that do not exist: {missing}"


def contracts() -> str:
    """The table of packages, from what each says of itself."""
    rows = ["| package | contract |", "| --- | --- |"]
    for package in ROWS:
        docstring = ast.get_docstring(parsed(folder_of(package) / "__init__.py")) or ""
        rows.append(f"| `{package.replace('.', '/')}` | {first_paragraph(docstring)} |")
    return "\n".join(rows)


def internals() -> str:
    """The table of modules that rely on undocumented behaviour of others, by their docstrings."""
    rows = ["| module | what it says |", "| --- | --- |"]
    for file in MODULES:
        docstring = ast.get_docstring(parsed(file)) or ""
        if re.search(r"(?:does|do) not document|beyond \S+ documentation|[Uu]ndocumented", docstring):
            module = ".".join(file.relative_to(HOUSE).with_suffix("").parts)
            rows.append(f"| `{module}` | {first_paragraph(docstring)} |")
    return "\n".join(rows)


def first_paragraph(docstring: str) -> str:
    return " ".join(docstring.partition("\n\n")[0].split())


@pytest.mark.parametrize("table", [contracts, internals], ids=["packages", "internals"])
def test_tables_are_of_today(table: Callable[[], str], request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.id
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if request.config.getoption("--update-goldens"):
        text = PAGE.read_text("utf-8")
        PAGE.write_text(pattern.sub(lambda found: f"{found[1]}{table()}\n{found[2]}", text), "utf-8")
    found = pattern.search(PAGE.read_text("utf-8"))
    assert found is not None
    assert found[0] == f"{found[1]}{table()}\n{found[2]}", RUN


def test_the_picture_has_every_package() -> None:
    picture = TEXT.partition("```mermaid")[2].partition("```")[0]
    names = [package.rpartition(".")[2] for package in PACKAGES]
    assert [name for name in names if not re.search(rf"\b{name}\b", picture)] == []


def section(heading: str) -> str:
    return TEXT.partition(f"\n### {heading}\n")[2].partition("\n#")[0]


def steps(heading: str) -> list[str]:
    """The files that a typical change touches: those that its numbered steps begin with."""
    return re.findall(r"^\d+\. `([^`]+)`:", section(heading), re.MULTILINE)


def mentions(example: Example, file: Path) -> bool:
    if re.search(example.mention, file.name):
        return True
    return bool(re.search(example.mention, file.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.heading)
def test_a_typical_change_lists_every_file(example: Example) -> None:
    sources = [
        file for file in HOOKS.rglob("*") if file.suffix in (".py", ".yml", ".md", ".j2", ".js", ".css")
    ]
    touched = {file.relative_to(ROOT).as_posix() for file in sources if mentions(example, file)}
    listed = {file for file in steps(example.heading) if file.startswith("hooks/")}
    assert listed == touched, (
        f"docs/architecture.md, '{example.heading}': "
        f"add a step for {sorted(touched - listed)}, take out the step for {sorted(listed - touched)}"
    )


@pytest.mark.parametrize("heading", [example.heading for example in EXAMPLES])
def test_the_other_files_of_a_typical_change_are_about_it(heading: str) -> None:
    (example,) = re.findall(r"Example: `(?:--format )?([\w-]+)`", section(heading))
    others = [file for file in steps(heading) if not file.startswith(("hooks/", "CHANGELOG"))]
    assert len(others) >= 2
    for file in others:
        assert re.search(rf"\b{example.replace('-', '[-_]')}\b", (ROOT / file).read_text("utf-8")), file


TREE = """\
title: A modem
kind: procedure
start: press
nodes:
  press:
    step: Press the button
    body: Press the **red** button.
    next: done
  done:
    resolution: Done
"""
# One translation has lost its emphasis, and so its line is looked up.
CATALOG = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "modem#press step"
msgid "Press the button"
msgstr "Nospied pogu"

msgctxt "modem#press body"
msgid "Press the **red** button."
msgstr "Nospied sarkano pogu."
"""


LIBRARY = {
    "modem.yml": TREE,
    "translations/lv/modem.po": CATALOG,
    "library.yml": "source_language: en\nlanguages: {en: required, lv: fallback}\n",
}
SITE = {
    "mkdocs.yml": "site_name: Help\ntheme: {name: material, font: false}\nplugins: [search, izeja]\n",
    "docs/index.md": "# Help\n\n<!-- izeja:guides -->\n",
    "decision_trees/library.yml": "source_language: en\nlanguages: {en: required}\n",
    "decision_trees/modem.yml": TREE,
}


FOLDERS = {"guide": LIBRARY, "mkdocs": SITE, "preview": LIBRARY, "plain": SITE}
"""What each journey of `trace_calls` begins with."""
JOURNEYS = {
    # A guide is written into the page of a host, which the second of them has.
    "A text, from YAML to the screen": ("guide", "mkdocs"),
    "A translated message": ("guide",),
    "An edit in the preview": ("mkdocs",),
    "An edit in `izeja preview`": ("preview",),
    "An edit in `izeja build --serve`": ("plain",),
}
"""The journeys of `trace_calls` that pass what each section names."""


@pytest.fixture(scope="module")
def called_on(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], set[str]]:
    """Returns the functions that are called on a journey, in a process without anything cached."""

    @cache
    def called(name: str) -> set[str]:
        root = tmp_path_factory.mktemp(name)
        txtar.unpack(FOLDERS[name], root)
        run = subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-m", "trace_calls", name, root],
            cwd=ROOT / "tests",
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert not run.returncode, run.stderr
        return set(run.stdout.split())

    return called


@pytest.mark.parametrize("heading", JOURNEYS)
def test_a_journey_passes_its_functions(heading: str, called_on: Callable[[str], set[str]]) -> None:
    called = set[str]().union(*map(called_on, JOURNEYS[heading]))
    # A class is passed where a method of it is.
    passed = called | {name.rpartition(".")[0] for name in called}
    missed = sorted(set(NAME.findall(section(heading))) - passed)
    assert not missed, f"docs/architecture.md, '{heading}': nothing calls {missed}"


def test_every_journey_is_followed() -> None:
    journeys = TEXT.partition("\n## Journeys\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (.+)$", journeys, re.MULTILINE) == [*JOURNEYS]
