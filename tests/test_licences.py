"""The licences of all packages that Izeja brings along, as `docs/licences.md` lists them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT

PAGE = ROOT / "docs" / "licences.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EVERYTHING = f"izeja[{','.join(PROJECT['optional-dependencies'])}]"
HEAD = f"""\
# Licences

<!-- `pytest tests/test_licences.py --update-goldens` writes this page, from the metadata of the packages. -->

Izeja has the [MIT licence](../LICENSE). `pip install '{EVERYTHING}'`
brings along the packages below, each with its own licence. All of them allow commercial use, and none asks
anything of your site. The wheels of pygraphviz, which only `izeja map` uses, contain Graphviz (EPL-2.0).
Sites that `izeja build` makes contain [lunr](https://lunrjs.com) 2.3.9 (MIT), which names its author.

| package | licence |
| --- | --- |
"""
# Old metadata has a sentence, or the whole text; these are the names of SPDX for them.
NAMES = {
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Changes to the files of a package under MPL must be published; using it asks for nothing.
PERMISSIVE = {
    "MIT",
    "MIT-0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "ISC",
    "PSF-2.0",
    "MPL-2.0",
    "Unlicense",
}


def licence_of(package: Distribution) -> str:
    found = package.metadata.json
    if expression := found.get("license_expression"):
        return str(expression)
    classifiers = [str(one) for one in found.get("classifier", ()) if "License ::" in one]
    names = [str(found.get("license", "")), *(one.rpartition(" :: ")[2] for one in classifiers)]
    known = [NAMES.get(one, one) for one in names if one in NAMES or one in PERMISSIVE]
    assert known, f"{package.name}: {[one[:60] for one in names]}"
    return known[0]


def needed(name: str, extra: str) -> Iterator[Requirement]:
    """Yield what a package requires of any platform and version of Python."""
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        marker = str(requirement.marker or "")
        if "extra ==" not in marker or f'extra == "{extra}"' in marker:
            yield requirement


def brought_along() -> dict[str, str]:
    """Return the licence of each package that is installed with all extras of Izeja, by its name."""
    waiting = [Requirement(EVERYTHING)]
    found: dict[str, str] = {}
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        for extra in ("", *requirement.extras):
            key = f"{canonicalize_name(requirement.name)}[{extra}]"
            if key in seen:
                continue
            seen.add(key)
            try:
                waiting += needed(requirement.name, extra)
                found[canonicalize_name(requirement.name)] = licence_of(distribution(requirement.name))
            except PackageNotFoundError:
                # Another platform needs it, or an older Python.
                assert requirement.marker, requirement
    del found["izeja"]
    return dict(sorted(found.items()))


def test_the_licences_are_listed(update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    rows = [
        f"| [{name}](https://pypi.org/project/{name}/) | {licence} |"
        for name, licence in brought_along().items()
    ]
    page = HEAD + "\n".join(rows) + "\n"
    if update_goldens:
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


def test_every_licence_is_permissive() -> None:
    for name, licence in brought_along().items():
        assert any(one in PERMISSIVE for one in re.split(" (?:OR|AND) |[()]", licence)), f"{name}: {licence}"
