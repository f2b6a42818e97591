"""The tools of GNU gettext and translate-toolkit accept all catalogs that we ship."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gettext_tools
from conftest import ROOT, only_some_quick
from izeja.translation.page_words import FOLDER
from izeja.translation.po_parser import parse

CATALOGS = sorted(
    (
        *FOLDER.glob("*.po"),
        *(ROOT / "decision_trees").rglob("*.po"),
        *(ROOT / "docs" / "examples").rglob("*.po"),
    )
)
# Its other checks ask for what languages do differently: where lines break, how a sentence goes on after an
# address, or whether a dual has its number in digits.
CHECKS = ("emails", "escapes", "nplurals", "pythonbraceformat", "tabs", "variables")
needs_gettext = pytest.mark.skipif(gettext_tools.find() is None, reason="GNU gettext is not installed")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@needs_gettext
@pytest.mark.parametrize("file", only_some_quick(CATALOGS), ids=name)
def test_gettext_compiles_and_merges_it(file: Path, tmp_path: Path) -> None:
    text = file.read_text("utf-8")
    msgfmt = gettext_tools.find()
    assert msgfmt is not None
    assert not gettext_tools.refuses(msgfmt, text)
    # As a program would that writes a template of its own, without translations.
    template, merged = tmp_path / "template.pot", tmp_path / "merged.po"
    for command in (
        ["msgattrib", "--no-obsolete", "--empty", str(file)],
        ["msgmerge", "--quiet", str(file), str(template)],
    ):
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - of gettext
        (merged if template.exists() else template).write_bytes(done.stdout)
    before, after = (parse(one)[0].current for one in (text, merged.read_text("utf-8")))
    assert {key: (one.forms, one.fuzzy) for key, one in after.items()} == {
        key: (one.forms, one.fuzzy) for key, one in before.items()
    }


def test_pofilter_finds_no_mistake(tmp_path: Path) -> None:
    pofilter = Path(sys.executable).with_name("pofilter")
    files = tmp_path / "in"
    for file in CATALOGS:
        copy = files / name(file)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    tests = [f"--test={one}" for one in CHECKS]
    command = [str(pofilter), "--progress=none", *tests, str(files), str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - of translate-toolkit
    found = [file.read_text("utf-8") for file in (tmp_path / "out").rglob("*.po")]
    assert not found
