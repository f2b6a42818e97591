"""Catalogs still have the texts of nodes that were renamed since."""

from __future__ import annotations

from pathlib import Path

import txtar
from izeja.reading.files import DEFAULT_BOUNDS
from izeja.translation.earlier_texts import CatalogTexts

LATVIAN = """
msgctxt "a title"
msgid "Restart"
msgstr "Restartējiet"

msgctxt "a#ask question"
msgid "Is it on?"
msgstr ""

#~ msgctxt "a#ask question"
#~ msgid "Is it off?"
#~ msgstr "Vai ir izslēgts?"

msgid "Of no node"
msgstr ""
"""
GERMAN = 'msgctxt "a#done resolution"\nmsgid "It works"\nmsgstr "Es geht"\n'


def test_the_texts_of_each_node_in_all_languages(tmp_path: Path) -> None:
    # As large as a catalog can be, and a tree cannot.
    large = GERMAN + "# A remark.\n" * (DEFAULT_BOUNDS.size // 10)
    txtar.unpack({"translations/lv/a.po": LATVIAN, "translations/de/a.po": large}, tmp_path)
    texts = CatalogTexts(tmp_path, ("lv", "de", "fr"))
    assert not texts.asked
    assert texts("a") == {"": {"Restart"}, "ask": {"Is it on?", "Is it off?"}, "done": {"It works"}}
    assert texts("b") == {}
    assert texts.asked == {"a", "b"}


def test_a_catalog_outside_of_the_library_is_not_read(tmp_path: Path) -> None:
    txtar.unpack({"elsewhere.po": GERMAN, "library/translations/de/other.po": ""}, tmp_path)
    (tmp_path / "library/translations/de/a.po").symlink_to(tmp_path / "elsewhere.po")
    assert CatalogTexts(tmp_path / "library", ("de",))("a") == {}
