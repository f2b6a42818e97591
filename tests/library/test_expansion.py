"""Parts in guides: an include that fails concerns every file that takes part in its mistake."""

from __future__ import annotations

from pathlib import Path

import txtar
from izeja.library.expansion import expand
from izeja.library.reader import read_library

FILES = """
-- library.yml --
source_language: en
languages: [en]
-- a.yml --
title: A
kind: procedure
start: guide
nodes:
  guide:
    include: b.yml
    next: part
  part:
    include: p.yml
    next: done
  done:
    resolution: Done
-- b.yml --
title: B
kind: procedure
start: done
nodes:
  done:
    resolution: Done
-- p.yml --
title: P
kind: part
start: more
nodes:
  more:
    include: q.yml
    next: return
-- q.yml --
title: Q
kind: part
start: more
nodes:
  more:
    include: p.yml
    next: return
"""


def test_a_failed_include_concerns_the_files_that_take_part(tmp_path: Path) -> None:
    txtar.unpack(txtar.split(FILES), tmp_path)
    library, _, problems = read_library(tmp_path)
    assert library is not None
    assert not problems
    found = {one.code: {Path(path).name for path in one.concerns} for one in expand(library).problems}
    assert found == {"unknown-target": {"b.yml"}, "circle": {"a.yml", "p.yml", "q.yml"}}
