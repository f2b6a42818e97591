"""No translation is ever lost: whatever writers do, in any order, each is in a catalog afterwards."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import times
from izeja.library.reader import read_library
from izeja.translation.po_entries import Entry, PoFile
from izeja.translation.po_parser import parse
from izeja.translation.update import Updated, update_catalogs

TREES = ("a", "b", "c/a")
NODES = ("ask", "ask2", "ask3")
ANSWERS = ("Yes", "No", "Not at all", "Perhaps", "Maybe")
BODIES = ("Read [it](https://a.example/).", "Read [it](https://b.example/).", "Read.", "Wait")
TRANSLATED = re.compile(r'^msgstr "t\d+"$', re.MULTILINE)
Step = tuple[str, int, int]
KINDS = (
    *("translate", "translate", "note", "fuzzy", "title", "body", "answers", "rename", "move", "delete"),
    *("restore", "alias", "alias", "node-alias", "page-words", "update", "update", "update"),
    "merge",
)
STEPS = st.tuples(st.sampled_from(KINDS), st.integers(0, 5), st.integers(0, 5))


class Site:
    """A library on disk, its writer and its translator."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trees: dict[str, dict[str, Any]] = {"a": {"aliases": [], "title": "Yes", "node": "ask",
            "node aliases": [], "answers": ["Yes", "No"], "body": BODIES[0]}}  # fmt: skip
        self.deleted: list[tuple[str, dict[str, Any]]] = []
        self.moved: list[tuple[str, str]] = []
        self.renamed: list[tuple[str, str]] = []
        self.count = 0

    def write(self) -> None:
        for file in self.folder.rglob("*.yml"):
            file.unlink()
        self.put("library.yml", {"source_language": "en", "languages": ["en", "lv"]})
        for tree_id, tree in self.trees.items():
            answers = [{"text": one, "to": f"end{index}"} for index, one in enumerate(tree["answers"])]
            ends = {f"end{index}": {"resolution": f"Done {index}"} for index in range(len(answers))}
            node: dict[str, Any] = {"question": "Which?", "body": str(tree["body"]), "answers": answers}
            node |= {"aliases": tree["node aliases"]} if tree["node aliases"] else {}
            content: dict[str, Any] = {"title": tree["title"], "kind": "procedure", "start": tree["node"]}
            content |= {"aliases": tree["aliases"]} if tree["aliases"] else {}
            self.put(f"{tree_id}.yml", {**content, "nodes": {tree["node"]: node, **ends}})

    def put(self, name: str, content: object) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")

    def catalogs(self) -> dict[Path, PoFile]:
        found = {}
        for file in sorted(self.folder.rglob("*.po")):
            catalog, mistakes = parse(file.read_text("utf-8"))
            assert not mistakes, (file, mistakes)
            found[file] = catalog
        return found

    def treasure(self) -> set[tuple[str, str]]:
        """Return what translators wrote: each translation with each of its comments."""
        entries = (entry for catalog in self.catalogs().values() for entry in catalog.entries if entry.source)
        return {pair for entry in entries if entry.is_translated for pair in written(entry)}

    def step(self, step: Step) -> None:
        kind, first, second = step
        tree_id = list(self.trees)[first % len(self.trees)] if self.trees else ""
        tree = self.trees.get(tree_id)
        if kind in ("translate", "note", "fuzzy"):
            self.translate(kind, first, second)
        elif kind == "page-words":
            file = self.folder / "translations/lv/page.po"
            file.parent.mkdir(parents=True, exist_ok=True)
            word = ("Back", "Not a word", "Start over")[first % 3]
            if not file.exists():
                header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
                file.write_text(f'{header}\nmsgid "{word}"\nmsgstr "w{self.count}"\n', "utf-8")
        elif kind == "restore" and self.deleted:
            name, old = self.deleted.pop()
            self.trees.setdefault(name, old)
        elif kind == "update":
            self.update()
        elif kind == "merge":
            self.merge(first)
        elif tree is not None:
            self.edit(kind, tree_id, tree, second)
            # Most writers update the catalogs after each edit, and some forget it.
            if first < 4:
                self.update()

    def edit(self, kind: str, tree_id: str, tree: dict[str, Any], number: int) -> None:
        if kind == "title":
            tree["title"] = ANSWERS[number % 3]
        elif kind == "body":
            tree["body"] = BODIES[number % len(BODIES)]
        elif kind == "answers":
            tree["answers"] = [
                one for index, one in enumerate(ANSWERS) if index in (number % 5, (number + 2) % 5)
            ]
        elif kind == "rename" and NODES[number % 3] != tree["node"]:
            self.renamed.append((tree_id, str(tree["node"])))
            tree["node"], tree["node aliases"] = NODES[number % 3], []
        elif kind == "move" and TREES[number % 3] not in self.trees:
            new = TREES[number % 3]
            self.trees[new] = self.trees.pop(tree_id)
            self.moved.append((new, tree_id))
            tree["aliases"] = []
        elif kind == "delete":
            self.deleted.append((tree_id, self.trees.pop(tree_id)))
        elif kind == "alias":
            taken = {*self.trees, *(alias for one in self.trees.values() for alias in one["aliases"])}
            tree["aliases"] = [*tree["aliases"], *(one for one in TREES if one not in taken)]
        elif kind == "node-alias":
            tree["node aliases"] = [one for one in NODES if one != tree["node"]]

    def translate(self, kind: str, first: int, second: int) -> None:
        catalogs = list(self.catalogs().items())
        if not catalogs:
            return
        for file, catalog in catalogs if first < 2 else [catalogs[first % len(catalogs)]]:
            self.translate_file(file, catalog, kind, second)

    def translate_file(self, file: Path, catalog: PoFile, kind: str, second: int) -> None:
        messages = [one for one in catalog.current.values() if one.plural is None]
        for number, entry in enumerate(messages):
            # All messages, or one: a translator does a file or a text.
            if second in (0, 1) or number == second:
                self.count += 1
                if kind == "fuzzy":
                    entry.fuzzy = not entry.fuzzy
                elif kind == "note":
                    entry.add_notes([f"note {self.count}"])
                else:
                    entry.forms = [f"t{self.count}"]
                    entry.fuzzy = False
        file.write_text(catalog.text, "utf-8")

    def merge(self, number: int) -> None:
        """Leave a conflict of Git in a catalog, update, and resolve it in favour of what was there."""
        files = [file for file in self.catalogs() if TRANSLATED.search(file.read_text("utf-8"))]
        if not files:
            return
        file, before = files[number % len(files)], self.treasure()
        whole = file.read_text("utf-8")
        conflict = TRANSLATED.sub(r'<<<<<<< HEAD\n\g<0>\n=======\nmsgstr "theirs"\n>>>>>>> theirs', whole, 1)
        file.write_text(conflict, "utf-8")
        self.write()
        library, _, problems = read_library(self.folder)
        assert library is not None, problems
        for one in update_catalogs(library) if not problems else ():
            assert isinstance(one, Updated) or one.code == "invalid-catalog", one
        assert file.read_text("utf-8") == conflict
        file.write_text(whole, "utf-8")
        assert before <= self.treasure()

    def update(self) -> None:
        self.write()
        library, _, problems = read_library(self.folder)
        assert library is not None, problems
        if problems:
            # Without any tree there is no library.
            return
        before = self.treasure()
        done = list(update_catalogs(library))
        assert all(isinstance(one, Updated) for one in done), done
        assert before <= self.treasure()
        after = {file: file.read_bytes() for file in self.folder.rglob("*.po")}
        list(update_catalogs(library))
        assert {file: file.read_bytes() for file in self.folder.rglob("*.po")} == after


def written(entry: Entry) -> list[tuple[str, str]]:
    return [(form, note) for form in entry.forms if form for note in ("", *entry.notes)]


@times(2)
@given(st.lists(STEPS, min_size=4, max_size=24))
def test_no_translation_is_lost(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        for step in [("update", 0, 0), ("translate", 0, 0), ("note", 0, 0), *steps, ("update", 0, 0)]:
            site.step(step)
