"""The plan of the house: which package may import which, and what the repository may not mention."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions, requires
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT
from house import HOUSE, MODULES, PACKAGES, folder_of, package_of, parsed

TESTS = sorted(file for file in (ROOT / "tests").rglob("*.py") if "node_modules" not in file.parts)
MOST_FLOORS = 12
MOST_AT_THE_TOP = 14
MOST_LINES = 400
BROWSER_TESTS = [*(ROOT / "tests" / "browser").glob("*.py"), *(ROOT / "tests" / "engines").glob("*.py")]


class Import(NamedTuple):
    """A name that a module of ours takes from another one; no name where it takes the module itself."""

    module: str
    name: str


@cache
def imports(file: Path) -> tuple[Import, ...]:
    return tuple(_imports(file))


def _imports(file: Path) -> Iterator[Import]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.ImportFrom):
            yield from (Import(node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (Import(alias.name, "") for alias in node.names)


def used_packages(file: Path) -> set[str]:
    modules = {one.module for one in imports(file) if one.module.startswith("izeja.")}
    return {package_of(module.removeprefix("izeja.")) for module in modules}


def package_of_file(file: Path) -> str:
    return package_of(".".join(file.relative_to(HOUSE).with_suffix("").parts))


def _name(file: Path) -> str:
    return str(file.relative_to(HOUSE))


def test_every_package_is_listed() -> None:
    found = {package_of_file(file) for file in MODULES} - {"__init__"}
    assert found == set(PACKAGES)


def test_browser_tests_share_nothing_with_the_code_under_test() -> None:
    """Their expected values come from YAML and catalogs, which `tests/browser/library.py` reads."""
    files = [*BROWSER_TESTS, ROOT / "tests" / "oracle.py"]
    assert not [file for file in files for one in imports(file) if one.module.split(".")[0] == "izeja"]


def test_browser_tests_wait_for_conditions_and_not_for_time() -> None:
    slept = ("wait_for_timeout", "time.sleep")
    texts = {file: file.read_text("utf-8") for file in BROWSER_TESTS}
    assert not [file for file, text in texts.items() if any(one in text for one in slept)]


READ_AT_ONCE = {
    *("all_inner_texts", "all_text_contents", "bounding_box", "count", "get_attribute", "inner_html"),
    *("inner_text", "input_value", "is_checked", "is_disabled", "is_enabled", "is_hidden", "is_visible"),
    *("text_content", "title"),
}
"""What Playwright reads of a page as it is at that moment, where `expect` waits for the same."""


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests" / "browser").glob("*.py")), ids=lambda file: file.stem
)
def test_assertions_on_a_page_wait_for_it(file: Path) -> None:
    """An `assert` sees a page that may still be on its way to what it will show; `expect` waits for that."""
    asserted = [node.test for node in ast.walk(parsed(file)) if isinstance(node, ast.Assert)]
    reads = {
        ast.unparse(one)
        for test in asserted
        for one in ast.walk(test)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in READ_AT_ONCE
    }
    assert not reads
    # An expected value may have it; what is judged may not.
    judged = [test.left if isinstance(test, ast.Compare) else test for test in asserted]
    assert not [test for test in map(ast.unparse, judged) if re.search(r"\bpage\.url\b", test)]
    # A promise is true at once, whatever comes of it.
    waits = re.findall(r"wait_for_function\(([^\n]*)", file.read_text("utf-8"))
    assert not [one for one in waits if re.search(r"\basync\b|\.then\(|\bfetch\(", one)]


def test_imports_run_one_way() -> None:
    upward = {_name(file): used_packages(file) - packages_for(package_of_file(file)) for file in MODULES}
    assert {name: packages for name, packages in upward.items() if packages} == {}


def packages_for(package: str) -> set[str]:
    """The packages that a package may import, and itself."""
    return {package, *(PACKAGES[: PACKAGES.index(package)] if package in PACKAGES else ())}


def test_the_packages_are_few_and_have_few_floors() -> None:
    top = [package for package in PACKAGES if "." not in package]
    assert {one.name for one in HOUSE.iterdir() if (one / "__init__.py").is_file()} == set(top)
    floors: dict[str, int] = {}
    for package in PACKAGES:
        used = {
            one for file in MODULES if package_of_file(file) == package for one in used_packages(file)
        } - {package}
        floors[package] = 1 + max((floors[one] for one in used), default=0)
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert f"are {len(top)} packages" in page
    assert f"makes {max(floors.values())} floors" in page
    # The hook of MkDocs is one floor above them.
    assert 1 + max(floors.values()) <= MOST_FLOORS
    assert len(top) <= MOST_AT_THE_TOP


WRITES_A_NEW_FOLDER = {"cli/export.py", "cli/starter/catalogs.py", "cli/starter/site.py"}
"""What these write is put in its place when all of it is there, or is for a moment only."""
WRITES = {
    "reading/writing.py",
    "reading/cache_folder.py",
    "reading/journal.py",
    *WRITES_A_NEW_FOLDER,
}


def test_files_are_written_in_one_step() -> None:
    """A file that is cut off by a full disk or a killed process is lost, and it may be somebody's work.

    A site is written beside the last one, and takes its place as a whole.
    """
    writing = re.compile(r"\.write_(?:text|bytes)\(|open\((?:\w+, )?\"[wxa]b?\"")
    modules = [one for one in MODULES if package_of_file(one).split(".")[0] not in {"site", "hosts"}]
    assert {_name(one) for one in modules if writing.search(one.read_text("utf-8"))} == WRITES


def test_modules_can_be_read_in_one_sitting() -> None:
    lines = {_name(file): len(file.read_text("utf-8").splitlines()) for file in MODULES}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_list_what_others_use(package: str, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    """Each `__init__` says its contract in one sentence, and lists what other packages use of it."""
    file = folder_of(package) / "__init__.py"
    assert (ast.get_docstring(parsed(file)) or "").endswith(".")
    if (exported := _exports(file)) is not None:
        assert set(exported) == _used_of(package).keys()
        return
    head, _, listed = file.read_text("utf-8").partition("\nPUBLIC = ")
    if update_goldens and _used_of(package):
        file.write_text(f"{head.rstrip()}\n\nPUBLIC = {_used_of(package)}\n{_WHAT}\n", "utf-8")
        subprocess.run([sys.executable, "-m", "ruff", "format", "-q", file], check=True)  # noqa: S603 - our own
    elif _used_of(package):
        assert ast.literal_eval(listed.partition('\n"""')[0]) == _used_of(package), (
            "run: pytest tests/test_house.py --update-goldens"
        )


def _exports(file: Path) -> list[str] | None:
    """Return the names that a package hands on from its modules; None if others import these modules."""
    for node in parsed(file).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return None


_WHAT = '"""What other packages use, by module; `tests/test_house.py` keeps the list."""'


def _used_of(package: str) -> Mapping[str, list[str]]:
    prefix = f"izeja.{package}"
    used: dict[str, set[str]] = {}
    for file in (*MODULES, ROOT / "hooks" / "guided_help.py"):
        if file in MODULES and package_of_file(file) == package:
            continue
        for one in imports(file):
            if package_of(one.module.removeprefix("izeja.")) != package:
                continue
            if one.module == prefix:
                used.setdefault(one.name, set())
            else:
                used.setdefault(one.module.removeprefix(f"{prefix}."), set()).add(one.name)
    return {module: sorted(names) for module, names in sorted(used.items())}


PUBLIC_ALL_THE_SAME = {
    *("_asdict", "_make", "_replace"),  # named tuples, which keep names without a line for their fields
    "_Element",  # the class of lxml, documented under this name
    "_exit",  # of `os`
}


@pytest.mark.parametrize("file", MODULES, ids=_name)
def test_private_names_of_others_are_used_where_the_page_lists_them(file: Path) -> None:
    """`docs/architecture.md` lists the modules that gather what others do not document."""
    own = {one.attr for one in ast.walk(parsed(file)) if isinstance(one, ast.Attribute) and _is_own(one)}
    own |= {one.id for one in ast.walk(parsed(file)) if isinstance(one, ast.Name)}
    own |= {one.name for one in ast.walk(parsed(file)) if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    used = {one.attr for one in ast.walk(parsed(file)) if isinstance(one, ast.Attribute)}
    used |= {part for one in imports(file) for part in (*one.module.split("."), one.name)}
    private = {one for one in used - own - PUBLIC_ALL_THE_SAME if re.match(r"_[a-zA-Z]", one)}
    assert not private or file.stem.endswith("_internals")


def _is_own(attribute: ast.Attribute) -> bool:
    return isinstance(attribute.value, ast.Name) and attribute.value.id in ("self", "cls")


def test_only_hosts_know_mkdocs() -> None:
    others = [file for file in MODULES if package_of_file(file) != "hosts"]
    used = {_name(file): {one.module.split(".")[0] for one in imports(file)} for file in others}
    assert [name for name, modules in used.items() if modules & {"mkdocs", "material"}] == []


def declared() -> Iterator[str]:
    """Yield the packages that `pyproject.toml` asks for, and those of which they ask for one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for text in chain(project["dependencies"], *project["optional-dependencies"].values()):
        name = Requirement(text).name
        yield canonicalize_name(name)
        for needed in map(Requirement, requires(name) or ()):
            of_an_extra = "extra ==" in str(needed.marker or "")
            if not of_an_extra and any(one.operator == "==" for one in needed.specifier):
                yield canonicalize_name(needed.name)


def test_packages_that_are_imported_are_declared() -> None:
    # What another package brings along today, its next version may not. pytest loads us, and is there before.
    known = {*declared(), "pytest", "izeja"}
    named = {one.module.partition(".")[0] for file in MODULES for one in imports(file)}
    found = packages_distributions()
    for module in sorted(named - sys.stdlib_module_names - {"izeja"}):
        assert known & {*map(canonicalize_name, found[module])}, (
            f"{module} is of a package that is not declared"
        )


def test_the_crawler_shares_nothing_with_the_compiler() -> None:
    own = ["izeja.site.html_page", "izeja.site.crawler"]
    modules = {"html_page.py": 0, "crawler.py": 1, "completeness.py": 2, "loaded_files.py": 2}
    for file, number in modules.items():
        found = {one.module for one in imports(HOUSE / "site" / file) if one.module.startswith("izeja")}
        assert found == set(own[:number])


@pytest.mark.parametrize("file", sorted((HOUSE / "cli").rglob("*.py")), ids=_name)
def test_commands_print_through_one_module(file: Path) -> None:
    """Whatever reaches a terminal is made visible there; see `izeja.problems.terminal`."""
    prints = re.search(r"\bprint\(|\bs?echo\(|\bstd(?:out|err)\.(?:buffer|write)", file.read_text("utf-8"))
    assert (file.stem == "output") == (prints is not None)


@pytest.mark.parametrize("file", sorted((HOUSE / "hosts" / "mkdocs").glob("*.py")), ids=_name)
def test_a_build_says_things_through_one_module(file: Path) -> None:
    says = re.search(r"PluginError\(|echo\(|\bprint\(|plugin_logger", file.read_text("utf-8"))
    assert (file.stem == "terminal") == (says is not None)


READ_WITHOUT_A_LIMIT = {
    "cli/starter/site.py": "files of this package, and what it has just written",
    "cli/starter/texts.py": "files of this package",
    "hosts/mkdocs/missing_page.py": "what this build has written",
    "language/hours.py": "the list of time zones of tzdata",
    "page/assets.py": "files of this package",
    "authoring/preview/assets.py": "files of this package",
    "problems/explain.py": "files of this package",
    "site/html_page.py": "has a limit of its own, since it shares nothing with the compiler",
    "site/completeness.py": "the same",
    "site/loaded_files.py": "the same",
    "site/offline.py": "what this build has written",
    "site/search.py": "what this build has written",
    "translation/page_words.py": "files of this package",
}


def test_whatever_is_read_has_a_limit() -> None:
    """Files of others are read by `izeja.reading.files`, which has a limit for each."""
    reads = re.compile(r"\.read_(text|bytes)\(|(?<![.\w])open\((?!.*\"[aw]b?\")")
    reading = {
        file.relative_to(HOUSE).as_posix() for file in MODULES if reads.search(file.read_text("utf-8"))
    }
    assert reading == {*READ_WITHOUT_A_LIMIT, "reading/files.py"}


RESOLVES = {
    "reading/containment.py": "has `real`, which everything else uses",
    "reading/links.py": "asks whether there is something",
    "site/crawler.py": "shares nothing with the compiler",
}


def test_a_circle_of_links_ends_no_command() -> None:
    """`Path.resolve` raises a `RuntimeError` for one, which no handler of `OSError` expects."""
    assert {_name(one) for one in MODULES if ".resolve(" in one.read_text("utf-8")} == RESOLVES.keys()


def test_the_hook_holds_no_logic() -> None:
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    assert all(isinstance(node, allowed) for node in parsed(ROOT / "hooks" / "guided_help.py").body)


def test_tests_wait_for_something_and_never_for_a_time() -> None:
    """A pause is allowed inside a `while` that asks whether it is time to go on."""
    pauses = {str(file.relative_to(ROOT)): [*pauses_in(parsed(file))] for file in TESTS}
    assert {name: lines for name, lines in pauses.items() if lines} == {}


def pauses_in(node: ast.AST) -> Iterator[int]:
    """Yield the lines of the pauses that no `while` is around."""
    for one in ast.iter_child_nodes(node):
        # Functions and methods; whatever else is called has no name.
        called = getattr(one, "func", None)
        if {getattr(called, "attr", None), getattr(called, "id", None)} & {"sleep", "wait_for_timeout"}:
            yield one.lineno  # type: ignore[attr-defined]  # a call
        if not isinstance(one, ast.While):
            yield from pauses_in(one)


def test_test_modules_have_names_of_their_own() -> None:
    """Python imports modules in folders that are no package by their name alone."""
    alone = [file for file in TESTS if not (file.parent / "__init__.py").exists()]
    names = Counter(file.name for file in alone)
    assert not [file.relative_to(ROOT) for file in alone if names[file.name] > 1]


def test_tests_take_nothing_from_other_tests() -> None:
    """Code that two of them need belongs in a module without tests."""
    modules = {file.stem for file in TESTS if file.stem.startswith("test_")}
    taken = {
        str(file.relative_to(ROOT)): {
            part for one in imports(file) for part in (*one.module.split("."), one.name)
        }
        for file in TESTS
    }
    assert {name: parts & modules for name, parts in taken.items() if parts & modules} == {}


def test_the_repository_speaks_of_the_project_alone() -> None:
    foreign = re.compile(r"/(?:home|root|work|tmp|Users)/\w|pythonhosted|registry\.npmjs")
    texts = {name: text for name, text in _texts().items() if name != "tests/test_house.py"}
    assert not [(name, foreign.findall(text)) for name, text in texts.items() if foreign.search(text)]


def test_merges_are_finished() -> None:
    """A style sheet, for one, would still be shipped, and lose its rules in silence."""
    # Cases show what a writer's own merge leaves.
    texts = {name: text for name, text in _texts().items() if not name.endswith(".txtar")}
    mark = re.compile(r"^(?:<{7} |>{7} |\|{7} )", re.MULTILINE)
    assert [name for name, text in texts.items() if mark.search(text)] == []


@cache
def _texts() -> Mapping[str, str]:
    """Return the text of each file of the repository, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is found by its name everywhere
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    files = {name: ROOT / name for name in listed.stdout.split("\0") if name}
    return {
        name: file.read_bytes().decode("utf-8", "ignore") for name, file in files.items() if file.is_file()
    }
