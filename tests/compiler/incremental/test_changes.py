"""Every guide whose page an edit changes, in any language, is among those that the preview renders again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import txtar
from conftest import times
from edits import edit
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.compiler.incremental.changes import changed_guides
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide
from izeja.running.memo import Memory

Trees = dict[str, dict[str, Any]]
Files = dict[str, str]

LIBRARY = """
-- library.yml --
source_language: en
languages: {en: required, lv: fallback, en-XA: required}
topics:
  outer:
    title: Outer
    guides: [leads.yml, led.yml]
    topics:
      inner:
        title: Inner
        guides: [includes.yml, unsolved.yml, shows.yml]
-- terms.yml --
save:
  text: Save
-- contacts.yml --
us:
  text: Us
  url: https://example.org
-- leads.yml --
title: It leads to another guide
kind: causes
start: ask
nodes:
  ask:
    question: Where to?
    answers:
      - text: Here
        to: done
      - text: There
        to: led.yml#there
  done:
    resolution: Done
-- led.yml --
title: Another guide leads to it
kind: causes
start: go
nodes:
  go:
    step: Go
    body: See [the other one](leads.yml).
    next: there
  there:
    resolution: There
-- includes.yml --
title: It includes a part
kind: procedure
start: start
nodes:
  start:
    include: part.yml
    next: end
  end:
    support: us
-- part.yml --
title: Only a part
kind: part
start: look
nodes:
  look:
    step: Look
    next: return
-- unsolved.yml --
title: Its ending did not help
kind: causes
start: end
nodes:
  end:
    resolution: The end
    unsolved: led.yml#there
-- offers.yml --
title: Its ending offers the other
kind: causes
start: end
nodes:
  end:
    resolution: The end
    outcome: answer
    actions:
      - {text: Go there, to: "led.yml#there"}
      - {text: Elsewhere, url: "https://example.org/"}
-- alone.yml --
title: It has to do with no other
summary: Nothing
kind: causes
start: end
nodes:
  end:
    resolution: The end
-- shows.yml --
title: It shows a drawing
kind: causes
start: end
nodes:
  end:
    resolution: The end
    body: "![A line](pictures/line.svg)"
-- pictures/line.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"/>
-- translations/lv/leads.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "leads#ask question"
msgid "Where to?"
msgstr "Kurp?"

msgctxt "leads title"
msgid "It leads to another guide"
msgstr "Tas ved uz citu"
-- translations/lv/library.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "library#inner title"
msgid "Inner"
msgstr "Iekšējā"
-- translations/lv/terms.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "terms#save text"
msgid "Save"
msgstr "Glabāt"
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
LINE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"/>'
ALL = None


def compiled_without_errors(root: Path, memory: Memory | None = None) -> Compiled:
    compiled = compile_library(root, memory=memory)
    assert not compiled.failed, compiled.report()
    return compiled


def changed(before: Compiled, after: Compiled) -> frozenset[str] | None:
    return changed_guides(before.languages, after.languages, (before.graph, after.graph))


def pages(compiled: Compiled) -> dict[tuple[str, str], str]:
    return {
        (tree, language): render_guide(library, compiled.graph, tree, BareAddresses()).html
        for language, library in compiled.languages.items()
        for tree in library.guides
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("leads.yml", "Done", "Done!", {"leads"}),
        ("leads.yml", "to: led.yml#there", "to: led.yml", {"leads"}),
        ("led.yml", "step: Go", "step: Go on", {"led", "leads", "unsolved", "offers"}),
        ("offers.yml", "outcome: answer", "outcome: stop", {"offers"}),
        ("offers.yml", "Elsewhere", "There", {"offers"}),
        ("offers.yml", "https://example.org/", "https://example.org/a", {"offers"}),
        ("leads.yml", "text: Here", "text: Here\n        note: It is near", {"leads"}),
        ("leads.yml", "text: Here", "text: Here\n        group: Near", {"leads"}),
        ("alone.yml", "kind: causes", "kind: causes\nowner: Team A", {"alone"}),
        ("part.yml", "step: Look", "step: Look again", {"includes"}),
        ("part.yml", "title: Only", "title: Still only", {"includes"}),
        ("unsolved.yml", "led.yml#there", "led.yml", {"unsolved"}),
        ("alone.yml", "resolution: The", "resolution: An", {"alone"}),
        ("alone.yml", "kind: causes", "kind: causes\napplies_to: [This]", {"alone"}),
        ("alone.yml", "kind: causes", "kind:  causes", set()),
        ("alone.yml", "kind: causes", "kind: causes\ndraft: true", {"alone"}),
        ("alone.yml", "It has to do with", "It touches", ALL),
        ("alone.yml", "Nothing", "Something", ALL),
        ("alone.yml", "kind: causes", "kind: procedure", ALL),
        ("alone.yml", "kind: causes", "kind: causes\naliases: [old]", ALL),
        ("alone.yml", "kind: causes", "kind: causes\nalso_called: [The other]", ALL),
        ("pictures/line.svg", "40 10", "80 10", {"shows"}),
        ("pictures/line.svg", "/>", "><path d='M9 9h9'/></svg>", {"shows"}),
        ("pictures/line.lv.svg", None, LINE, {"shows"}),
        ("pictures/line.de.svg", None, LINE, set()),
        ("terms.yml", "Save", "Keep", ALL),
        ("contacts.yml", "text: Us", "text: Them", ALL),
        ("library.yml", "source_language: en", "source_language: en\nunsolved: led.yml", ALL),
        ("library.yml", ", en-XA: required}", "}", ALL),
        ("library.yml", "{en: required, lv: fallback,", "{lv: fallback, en: required,", ALL),
        ("library.yml", "title: Inner", "title: Within", ALL),
        ("library.yml", "title: Outer", "title: Outer\n    icon: box", ALL),
        ("library.yml", "[leads.yml, led.yml]", "[led.yml, leads.yml]", ALL),
        ("translations/lv/library.po", "Iekšējā", "Tā iekšējā", ALL),
        ("new.yml", None, "title: A\nkind: causes\nstart: a\nnodes: {a: {resolution: A}}\n", ALL),
        ("alone.yml", None, None, ALL),
        ("translations/lv/leads.po", "Kurp?", "Uz kurieni?", {"leads"}),
        ("translations/lv/leads.po", 'msgctxt "leads#', '#, fuzzy\nmsgctxt "leads#', {"leads"}),
        ("translations/lv/leads.po", "Tas ved", "Šis ved", ALL),
        ("translations/lv/leads.po", 'msgctxt "leads title', '#, fuzzy\nmsgctxt "leads title', ALL),
        ("translations/lv/terms.po", 'msgctxt "terms', '#, fuzzy\nmsgctxt "terms', ALL),
        ("translations/en/page.po", None, f'{HEADER}\nmsgid "Back"\nmsgstr "Return"\n', ALL),
    ],
)
@pytest.mark.parametrize("remembered", [True, False])
def test_an_edit(
    file: str,
    old: str | None,
    new: str | None,
    expected: set[str] | None,
    tmp_path: Path,
    *,
    remembered: bool,
) -> None:
    txtar.unpack(txtar.split(LIBRARY), tmp_path)
    memory = Memory() if remembered else None
    before = compiled_without_errors(tmp_path, memory)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    edit(tmp_path / file, old, new)
    after = compiled_without_errors(tmp_path, memory)
    assert changed(before, after) == expected


def test_nothing_has_changed(tmp_path: Path) -> None:
    txtar.unpack(txtar.split(LIBRARY), tmp_path)
    before = compiled_without_errors(tmp_path)
    assert changed(before, before) == frozenset()
    assert changed(before, compiled_without_errors(tmp_path)) == frozenset()


LINES = st.sampled_from(["Do it", "Look at {save}", "Wait", "Ask [them](g0.yml)", "Go *on*"])


@st.composite
def sound_trees(draw: st.DrawFn) -> Trees:
    """Draw three guides and a part without mistakes: nodes lead to the next one, and else to later guides."""
    sizes = {"g0": 3, "g1": 2, "g2": 3, "p0": 2}
    nodes = {"n0": {"include": "p0.yml", "next": "n1"}, "n1": {"resolution": "Done"}}
    includes = {"title": "It includes the part", "kind": "causes", "start": "n0", "nodes": nodes}
    return {**{tree: draw(sound_tree(tree, size)) for tree, size in sizes.items()}, "g3": includes}


@st.composite
def sound_tree(draw: st.DrawFn, tree: str, size: int) -> dict[str, Any]:
    nodes = {f"n{number}": draw(sound_node(tree, number, size)) for number in range(size)}
    extras = {
        "summary": draw(st.sampled_from([None, None, None, "How"])),
        "unsolved": draw(st.sampled_from([None, None, "g2.yml#n1"])) if tree != "p0" else None,
        "applies_to": draw(st.sampled_from([None, None, ["This"]])),
    }
    return {
        "title": f"The guide {tree}",
        **{key: value for key, value in extras.items() if value},
        "kind": "part" if tree == "p0" else "causes",
        "start": "n0",
        "nodes": nodes,
    }


@st.composite
def sound_node(draw: st.DrawFn, tree: str, number: int, size: int) -> dict[str, Any]:
    last, following = number == size - 1, f"n{number + 1}"
    body = {"body": draw(LINES)} if draw(st.booleans()) else {}
    if tree == "p0":
        return {
            "step": draw(LINES.filter(lambda line: "[" not in line and "*" not in line)),
            "next": "return" if last else following,
        }
    if last:
        return {"resolution": draw(st.sampled_from(["Done", "It works"])), **body}
    later = [f"{guide}.yml#n{node}" for guide in ("g1", "g2") if guide > tree for node in (0, 1)]
    kind = draw(st.sampled_from(["step", "question", "include"]))
    if kind == "include":
        return {"include": "p0.yml", "next": following}
    if kind == "step" or not later:
        return {"step": draw(st.sampled_from(["Do it", "Do that"])), "next": following, **body}
    answers = [{"text": "Yes", "to": following}, {"text": "No", "to": draw(st.sampled_from(later))}]
    return {"question": draw(st.sampled_from(["Is it?", "Was it?"])), "answers": answers, **body}


@st.composite
def catalog(draw: st.DrawFn, tree: str, data: dict[str, Any]) -> str:
    """Draw translations of some texts of a tree."""
    messages = []
    for context, text in texts_of(tree, data):
        if draw(st.booleans()):
            flag = draw(st.sampled_from(["", "", "#, fuzzy\n"]))
            said = draw(st.sampled_from([text, f"X {text}"]))
            messages.append(f'{flag}msgctxt "{context}"\nmsgid "{text}"\nmsgstr "{said}"\n')
    return "\n".join([HEADER, *messages])


def texts_of(tree: str, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for node, fields in data["nodes"].items():
        for field in ("question", "step", "resolution", "body"):
            if field in fields:
                yield f"{tree}#{node} {field}", fields[field]


@st.composite
def libraries(draw: st.DrawFn, trees: Trees, *, often: bool) -> Files:
    """Draw the files of a library; `often` some settings are other than usual."""
    unusual = often and draw(st.integers(0, 5)) == 0
    languages = {"en": "required", "lv": "fallback"}
    config: dict[str, Any] = {"source_language": "en", "languages": languages}
    if unusual:
        config["unsolved"] = "g1.yml"
    terms = {"save": {"text": draw(st.sampled_from(["Save", "Keep"])) if unusual else "Save"}}
    files = {"library": config, "terms": terms, **trees}
    catalogs = {f"translations/lv/{tree}.po": draw(catalog(tree, data)) for tree, data in trees.items()}
    return {**{f"{name}.yml": json.dumps(data) for name, data in files.items()}, **catalogs}


@st.composite
def edited(draw: st.DrawFn) -> tuple[Files, Files]:
    """Draw a library, and the same one with other nodes, trees or translations."""
    trees, others = draw(sound_trees()), draw(sound_trees())
    after = {tree: dict(data) for tree, data in trees.items()}
    for tree in draw(st.lists(st.sampled_from(sorted(trees)), max_size=2)):
        node = draw(st.sampled_from(sorted(trees[tree]["nodes"])))
        if draw(st.integers(0, 4)):
            after[tree]["nodes"] = {**trees[tree]["nodes"], node: others[tree]["nodes"][node]}
        else:
            after[tree] = others[tree]
    files = draw(libraries(trees, often=False))
    changed = draw(libraries(after, often=True))
    kept = draw(st.sets(st.sampled_from([name for name in files if name.endswith(".po")])))
    return files, {name: files[name] if name in kept else text for name, text in changed.items()}


@times(0.8)
@given(edited(), st.booleans())
def test_no_page_that_has_changed_is_missed(versions: tuple[Files, Files], remembered: bool) -> None:  # noqa: FBT001 - drawn
    memory = Memory() if remembered else None
    with tempfile.TemporaryDirectory() as folder:
        compiled = []
        for files in versions:
            for path, text in files.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
            compiled.append(compiled_without_errors(Path(folder), memory))
        before, after = compiled
        found = changed(before, after)
        event("all pages" if found is None else f"{len(found)} guides")
        if found is not None:
            old, new = pages(before), pages(after)
            assert {
                tree for tree, language in new if old.get((tree, language)) != new[tree, language]
            } <= found
