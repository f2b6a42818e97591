"""Whatever gets another id, wherever it is: the library proves the same, and translators see nothing."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, times
from izeja.authoring.changing.change import Change, EntryRenamed, Moved, NodeRenamed, ValueRenamed
from izeja.authoring.changing.plan import carry_out, plan_of
from izeja.authoring.changing.sameness import differences
from izeja.compiler.compile import compile_library
from izeja.library.reader import read_library
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide
from izeja.translation.po_parser import parse
from izeja.translation.status import status_of
from izeja.translation.update import Updated, update_catalogs
from random_libraries import FACTS, libraries_with_facts, write_library

TEXTS = (
    "Press {save} or `{save}`",
    "See [it](g0.yml#n0) and [us](contact:us)",
    "See [g0.yml](g0.yml), not `g0.yml`",
    "![Plug](g0.png) {safe}",
)


def changes(trees: dict[str, dict[str, Any]]) -> st.SearchStrategy[Change]:
    nodes = [(tree, node) for tree in trees for node in trees[tree]["nodes"]]
    return st.one_of(
        st.sampled_from(nodes).map(lambda one: NodeRenamed(one[0], one[1], "new-id")),
        st.sampled_from([*trees]).map(lambda tree: Moved(tree, f"folder/{tree}-new", is_folder=False)),
        st.sampled_from([*FACTS]).map(lambda fact: EntryRenamed("facts", fact, "new-fact")),
        st.sampled_from([(fact, one) for fact in FACTS for one in FACTS[fact]]).map(
            lambda one: ValueRenamed(one[0], one[1], "new-value")
        ),
        st.just(EntryRenamed("terms", "save", "keep")),
        st.just(EntryRenamed("contacts", "us", "them")),
    )


def back(change: Change) -> Change:
    match change:
        case Moved(old, new, is_folder):
            return Moved(new, old, is_folder)
        case NodeRenamed(tree, old, new):
            return NodeRenamed(tree, new, old)
        case EntryRenamed(file_id, old, new):
            return EntryRenamed(file_id, new, old)
        case ValueRenamed(fact, old, new):
            return ValueRenamed(fact, new, old)


def write(root: Path, trees: dict[str, dict[str, Any]], texts: list[str]) -> None:
    for number, node in enumerate(node for tree in trees.values() for node in tree["nodes"].values()):
        if "include" not in node and "body" not in node:
            node["body"] = texts[number % len(texts)]
    write_library(root, trees, facts=FACTS)
    config = json.loads((root / "library.yml").read_text("utf-8"))
    (root / "library.yml").write_text(json.dumps({**config, "languages": ["en", "lv"]}), "utf-8")
    (root / "terms.yml").write_text('{"save": {"text": "Save"}, "safe": {"text": "Safe"}}', "utf-8")
    (root / "contacts.yml").write_text('{"us": {"text": "Us", "url": "https://example.org/"}}', "utf-8")
    translate(root)


def translate(root: Path) -> None:
    """Translate all messages of a library; twice, since remarks quote translations."""
    update(root)
    for file in root.rglob("*.po"):
        catalog, _ = parse(file.read_text("utf-8"))
        for entry in catalog.entries:
            if entry.source:
                entry.forms = [f"{entry.source}ē"]
        file.write_text(catalog.text, "utf-8")
    update(root)


def update(root: Path) -> bool:
    """Update all catalogs, and return whether any changed."""
    library, _, _ = read_library(root)
    assert library is not None
    done = list(update_catalogs(library))
    assert all(isinstance(one, Updated) for one in done)
    return any(isinstance(one, Updated) and one.changed for one in done)


def make(root: Path, change: Change) -> None:
    library, _, _ = read_library(root)
    assert library is not None
    plan = plan_of(library, change)
    assert differences(root, change, plan) == ()
    carry_out(plan, root)


def without_aliases(root: Path) -> Iterator[tuple[str, Any]]:
    for file in sorted(root.rglob("*.*")):
        text = file.read_text("utf-8")
        for tree in ('"aliases": ["new-id"], ', ', "aliases": ["new-id"]'):
            text = text.replace(tree, "")
        name = file.relative_to(root).as_posix()
        yield name, text.replace(f', "aliases": ["folder/{file.stem}-new"]', "")


@times(0.2)
@given(st.data())
def test_only_ids_change(data: st.DataObject) -> None:
    trees = data.draw(libraries_with_facts(FACTS, sound=True))
    texts = data.draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
    change = data.draw(changes(trees))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "trees"
        root.mkdir()
        write(root, trees, texts)
        before = list(without_aliases(root))
        status = [language.progress for language in status_of(compile_library(root).source)]
        make(root, change)
        assert [language.progress for language in status_of(compile_library(root).source)] == status
        assert not update(root)
        make(root, back(change))
        assert list(without_aliases(root)) == before


def test_pages_differ_by_the_id_alone(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    root = tmp_path / "decision_trees"
    before = pages(root)
    make(root, NodeRenamed("microsoft/no-cancel-button", "which-shop", "new-id"))
    anchor = '<span id="which-shop"></span>\n'
    after = {
        key: page.replace(anchor, "").replace("new-id", "which-shop") for key, page in pages(root).items()
    }
    assert after == before


def pages(root: Path) -> dict[tuple[str, str], str]:
    compiled = compile_library(root)
    return {
        (language, tree_id): render_guide(library, compiled.graph, tree_id, BareAddresses()).html
        for language, library in compiled.languages.items()
        for tree_id in library.guides
    }
