"""The scripts of a page: judged by ESLint and TypeScript, and the shipped one made from its modules."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from conftest import ROOT
from izeja.page.assets import ANYWHERE, PARTS, SCRIPT, STYLE, asset
from javascript import node

MOST = 10_240
MOST_OF_A_PART = 2048
MOST_ANYWHERE = 4096
"""What puts a guide into pages of others, beside the script of a guide, which is in it."""


@pytest.fixture(autouse=True)
def tools() -> None:
    assert node.node(), node.MISSING
    assert node.is_installed(), "the tools are missing: run PYTHONPATH=tests python -m javascript.node"


def test_eslint_finds_nothing() -> None:
    judged = node.run(
        "eslint/bin/eslint.js", "--config", "tests/javascript/eslint.config.js", "hooks", "docs"
    )
    assert not judged.returncode, judged.stdout + judged.stderr


@pytest.mark.parametrize("project", ["tsconfig.json", "tsconfig.worker.json"])
def test_the_types_fit(project: str) -> None:
    judged = node.run("typescript/bin/tsc", "--project", f"tests/javascript/{project}")
    assert not judged.returncode, judged.stdout


def test_every_script_is_judged() -> None:
    of_others = node.ASSETS / "lunr.js"
    judged = {*node.bundles(), of_others}
    shipped = {file for file in (ROOT / "hooks").rglob("*.js") if file not in judged}
    listed = node.run("typescript/bin/tsc", "--project", "tests/javascript/tsconfig.json", "--listFilesOnly")
    listed_too = node.run(
        "typescript/bin/tsc", "--project", "tests/javascript/tsconfig.worker.json", "--listFilesOnly"
    )
    assert shipped <= {Path(line) for line in (listed.stdout + listed_too.stdout).splitlines()}


def test_the_shipped_scripts_are_made_from_their_modules(tmp_path: Path) -> None:
    shipped = set((node.ASSETS / "parts").glob("*.min.js"))
    assert shipped == {made for made in node.bundles() if made.parent.name == "parts"}, "run: make script"
    for (made, source), file in zip(node.bundles(tmp_path).items(), node.bundles(), strict=True):
        bundled = node.bundle(made, source)
        assert not bundled.returncode, bundled.stderr
        assert made.read_text() == file.read_text(), "run: make script"


def test_script_and_style_are_light() -> None:
    """At most 10 KB gzipped, as a static host would send them, and no part more than 2 KB."""
    names = (SCRIPT, STYLE, ANYWHERE, *PARTS)
    weights = {name: len(gzip.compress(asset(name).encode(), 9)) for name in names}
    print(f"{weights[SCRIPT] + weights[STYLE]} of {MOST} bytes: {weights}")  # noqa: T201 - seen with -rP
    assert weights[SCRIPT] + weights[STYLE] <= MOST
    assert weights[ANYWHERE] - weights[SCRIPT] <= MOST_ANYWHERE
    assert max(weights[part] for part in PARTS) <= MOST_OF_A_PART


def test_where_node_is_missing_it_is_asked_for_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(node, "node", lambda: None)
    assert node.main("bundle") == 1
    assert capsys.readouterr().out == f"{node.MISSING}\n"
