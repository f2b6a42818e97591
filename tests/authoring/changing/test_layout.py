"""One layout: it changes no meaning and no comment, is stable, and the shipped files have it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, times
from izeja.authoring.changing.formatting import files_of
from izeja.authoring.changing.layout import laid_out

LIBRARIES = (
    *("decision_trees", "docs/examples/handbook/decision_trees", "docs/examples/provider/decision_trees"),
    "hooks/izeja/language/example",
)
FILES = [file for library in LIBRARIES for file in files_of(ROOT / library)]
STYLES: tuple[dict[str, Any], ...] = (
    {"indent": 4},
    {"width": 30},
    {"default_flow_style": True, "width": 60},
    {"default_style": '"', "indent": 6, "width": 40},
    {"default_style": "|", "indent": 3},
    {"default_style": ">", "indent": 3, "width": 20},
)
WORDS = st.text(st.sampled_from("ab #:-'\"|>{}[],\n\\ā"), max_size=20)
DATA = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)
COMMENTS = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "# x", "  # x", "      # x", "   "])))


def meaning(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


def check(text: str) -> None:
    once = laid_out(text)
    assert meaning(once) == meaning(text)
    assert once.count("# x") == text.count("# x")
    assert laid_out(once) == once


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_shipped_files_have_it(file: Path) -> None:
    text = file.read_text("utf-8")
    assert laid_out(text) == text


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_it_can_be_brought_about(style: dict[str, Any]) -> None:
    for file in FILES[::4]:
        check(yaml.dump(meaning(file.read_text("utf-8")), sort_keys=False, allow_unicode=True, **style))


@times(0.5)
@given(st.dictionaries(WORDS, DATA, min_size=1, max_size=4), st.sampled_from(STYLES))
def test_no_meaning_changes(data: dict[str, Any], style: dict[str, Any]) -> None:
    check(yaml.dump({"nodes": data, **deepcopy(data)}, allow_unicode=True, **style))


@times(0.5)
@given(st.dictionaries(WORDS, DATA, min_size=1, max_size=4), st.sampled_from([1, 2, 3, 7]), COMMENTS)
def test_comments_stay(data: dict[str, Any], indent: int, comments: list[tuple[int, str]]) -> None:
    text = yaml.dump({"nodes": data, **deepcopy(data)}, default_style='"', width=10_000, indent=indent)
    lines = [line for line in text.split("\n") if line]
    for at, comment in comments:
        lines.insert(at % (len(lines) + 1), comment)
    check("\n".join(lines))


CASE = (ROOT / "tests/authoring/changing/layout.yml", ROOT / "tests/authoring/changing/layout.after.yml")


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_untidy_file(ending: str, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    before, after = CASE
    found = laid_out(before.read_text("utf-8").replace("\n", ending)).replace(ending, "\n")
    if update_goldens:
        after.write_text(found, "utf-8")
    assert found == after.read_text("utf-8")
    check(found)
