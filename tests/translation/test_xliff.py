"""Catalogs survive an export to XLIFF 2 and its import without loss."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from izeja.cli.main import main
from izeja.translation.page_words import FOLDER
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


def catalog_of(
    messages: dict[tuple[str, str], tuple[str, bool, list[str]]], *, empty: bool = False
) -> Catalog:
    catalog = Catalog(locale="lv")
    for (context, source), (translation, fuzzy, comments) in messages.items():
        flags = ["fuzzy"] if fuzzy and translation and not empty else []
        said = "" if empty else translation
        catalog.add(source, said, context=context, flags=flags, user_comments=[] if empty else comments)
    return catalog


def told(catalog: Catalog) -> dict[tuple[str | None, str], tuple[str, bool]]:
    return {(one.context, str(one.id)): (str(one.string), one.fuzzy) for one in catalog if one.id}


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
    with (FOLDER / f"{language}.po").open("rb") as file:
        before = read_po(file, locale=language)
    after = Catalog(locale=language)
    for message in before:
        if message.id:
            forms = ("",) * len(message.string) if isinstance(message.string, tuple | list) else ""
            after.add(message.id, forms, context=message.context)
    apply(read_xliff(as_xliff({"page": before}, "en", language)), {"page": after})
    assert {str(one.id): one.string for one in after if one.id} == {
        str(one.id): one.string for one in before if one.id
    }
