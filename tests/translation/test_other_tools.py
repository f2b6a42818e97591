"""Our XLIFF documents in the hands of translate-toolkit, through which Weblate and many others read them."""

from __future__ import annotations

from typing import Any

import pytest
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from conftest import ROOT
from izeja.translation.po_entries import PoFile, new_entry
from izeja.translation.po_parser import parse
from izeja.translation.xliff import as_xliff, read_xliff
from izeja.translation.xliff_units import apply

# Only a part of that package has types.
STORES: dict[str, Any] = {"1.2": Xliff1File, "2.0": Xliff2File}
CATALOGS = sorted((ROOT / "decision_trees" / "translations" / "lv").rglob("*.po"))


def shipped() -> dict[str, PoFile]:
    return {file.stem: parse(file.read_text("utf-8"))[0] for file in CATALOGS}


def translations(catalogs: dict[str, PoFile]) -> list[list[str]]:
    return [message.forms for catalog in catalogs.values() for message in catalog.current.values()]


@pytest.mark.parametrize("version", STORES)
def test_another_tool_gives_every_translation_back(version: str) -> None:
    before, after = shipped(), shipped()
    store = STORES[version].parsestring(as_xliff(before, "en", "lv", version))
    assert len([unit for unit in store.units if unit.target]) == len(translations(before))
    for catalog in after.values():
        for message in catalog.current.values():
            message.forms = [""]
    applied = apply(read_xliff(bytes(store)), after)
    assert translations(after) == translations(before)
    assert not applied.unknown
    assert not applied.altered


@pytest.mark.parametrize("version", STORES)
def test_another_tool_translates(version: str) -> None:
    catalog = PoFile([new_entry(("a title", "Restart it"))])
    store = STORES[version].parsestring(as_xliff({"a": catalog}, "en", "lv", version))
    (unit,) = (unit for unit in store.units if unit.istranslatable())
    unit.target = "Restartējiet"
    if version == "1.2":
        unit.markfuzzy()
    document = bytes(store)
    # Whether a tool says that a translation is done or not, it arrives.
    assert apply(read_xliff(document), {"a": catalog}).changed == 1
    (message,) = catalog.current.values()
    assert message.forms == ["Restartējiet"]
    assert message.fuzzy


# From "needs work" to "final", in that tool's numbers.
STATES = {"fuzzy": 30, "": 100, "reviewed": 120, "final": 121}


@pytest.mark.parametrize(("flag", "state"), STATES.items())
def test_another_tool_knows_the_state(flag: str, state: int) -> None:
    message = new_entry(("a title", "Restart it"))
    message.forms = ["Restartējiet"]
    message.fuzzy, message.review = flag == "fuzzy", flag.replace("fuzzy", "")
    document = as_xliff({"a": PoFile([message])}, "en", "lv", "1.2")
    (unit,) = (unit for unit in STORES["1.2"].parsestring(document).units if unit.istranslatable())
    assert unit.get_state_n() == state
