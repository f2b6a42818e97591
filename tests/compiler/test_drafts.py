"""A site has no drafts: it is built as if their files were not there, and nothing leads to them."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import txtar
from conftest import SMALLEST
from izeja.compiler.compile import PUBLISHED, compile_library
from izeja.compiler.compiled import Compiled
from izeja.translation.status import status_of
from random_libraries import libraries, write_library

DAY = date(2026, 11, 22)
LIBRARY = """
-- library.yml --
source_language: en
languages: [en, lv]
-- a.yml --
title: First
kind: procedure
start: done
nodes:
  done:
    resolution: It works
-- b.yml --
title: Second
kind: procedure
draft: true
start: done
nodes:
  done:
    resolution: It works
"""


def published(root: Path) -> Compiled:
    return compile_library(root, DAY, scope=PUBLISHED)


def names_a_draft(library: dict[str, dict[str, Any]], drafts: set[str]) -> bool:
    """Return whether the text of a tree that is no draft has the file of one."""
    others = [str(tree) for name, tree in library.items() if name not in drafts]
    return any(f"'{draft}.yml" in text for text in others for draft in drafts)


@given(libraries(), st.data())
def test_a_site_is_built_as_if_drafts_were_not_there(
    library: dict[str, dict[str, Any]], data: st.DataObject
) -> None:
    drafts = data.draw(st.sets(st.sampled_from(sorted(library)), max_size=len(library) - 1))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        marked = {tree: {**of, "draft": "true"} if tree in drafts else of for tree, of in library.items()}
        # A mistake that no draft can hide behind another one.
        for draft in drafts:
            marked[draft] = {**marked[draft], "mistake": "x"}
        write_library(Path(one), marked)
        write_library(Path(other), {tree: of for tree, of in library.items() if tree not in drafts})
        found, wanted = published(Path(one)), published(Path(other))
        led = [problem for problem in found.problems if problem.code == "leads-to-draft"]
        assert bool(led) == names_a_draft(library, drafts)
        if not led:
            assert list(found.source.trees) == list(wanted.source.trees)
            # Drafts may use what nothing else uses.
            own = {one.message for one in found.problems if one.code != "no-trees"}
            assert own <= {one.message for one in wanted.problems}
            no_guides = all(name in drafts for name, of in library.items() if of["kind"] != "part")
            assert any(one.code == "no-trees" for one in found.problems) == no_guides
            assert found.failed or found.counts() == wanted.counts()
        # What leads to a draft has its own problem, and no second one.
        assert not [one for one in found.problems if one.code == "unknown-target" and ".yml" in one.message]


def test_translations_of_drafts_do_not_count(tmp_path: Path) -> None:
    txtar.unpack({**SMALLEST, **txtar.split(LIBRARY)}, tmp_path)
    library = compile_library(tmp_path, DAY).source
    assert [part.part for part in status_of(library)[0].parts] == ["a"]
