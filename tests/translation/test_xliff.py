"""Catalogs survive an export to XLIFF 2 and its import without loss."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from izeja.cli.main import main
from izeja.translation.page_words import FOLDER
from izeja.translation.po_entries import PoFile, new_entry
from izeja.translation.po_parser import parse
from izeja.translation.xliff import apply, as_xliff, read_xliff

# XML cannot hold control characters, and neither can YAML; a catalog is read with its lines joined by '\n'.
LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
TEXTS = st.text(LETTERS | st.just("\n"), min_size=1)
Messages = dict[tuple[str, str], tuple[str, bool, list[str]]]
MESSAGES = st.dictionaries(
    st.tuples(st.sampled_from(["a title", "a#b body", "terms#c text"]), TEXTS),
    st.tuples(st.one_of(st.just(""), TEXTS), st.booleans(), st.lists(TEXTS, max_size=2)),
    max_size=8,
)


def catalog_of(messages: Messages, *, empty: bool = False) -> PoFile:
    catalog = PoFile([])
    for key, (translation, fuzzy, comments) in messages.items():
        entry = new_entry(key)
        if not empty:
            entry.forms = [translation]
            entry.fuzzy = fuzzy and bool(translation)
            entry.add_notes(line for comment in comments for line in comment.split("\n"))
        catalog.entries.append(entry)
    return catalog


def told(catalog: PoFile) -> dict[tuple[str, str], tuple[list[str], bool]]:
    return {key: (one.forms, one.fuzzy) for key, one in catalog.current.items()}


@given(MESSAGES)
def test_nothing_is_lost_on_the_way(messages: Messages) -> None:
    before, after = catalog_of(messages), catalog_of(messages, empty=True)
    document = read_xliff(as_xliff({"a": before}, "en", "lv"))
    applied = apply(document, {"a": after})
    assert (document.source_language, document.language) == ("en", "lv")
    assert not applied.unknown
    assert told(after) == told(before)
    assert apply(document, {"a": after}).changed == 0


def test_a_document_of_the_shipped_library_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    monkeypatch.chdir(tmp_path)
    files = {file: file.read_bytes() for file in tmp_path.rglob("*.po")}
    for command in ("export lv lv.xlf", "import lv.xlf"):
        result = CliRunner().invoke(main, ["translate", *command.split()])
        assert result.exit_code == 0, result.output
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.po")} == files


@pytest.mark.parametrize("language", sorted(file.stem for file in FOLDER.glob("*.po")))
def test_plural_forms_go_and_come(language: str) -> None:
    text = (FOLDER / f"{language}.po").read_text("utf-8")
    (before, _), (after, _) = parse(text), parse(text)
    for message in after.current.values():
        message.forms = [""] * len(message.forms)
    apply(read_xliff(as_xliff({"page": before}, "en", language)), {"page": after})
    assert told(after) == told(before)
