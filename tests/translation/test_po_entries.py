"""A message that is put away keeps what its translators wrote."""

from __future__ import annotations

import pytest

from izeja.translation.po_parser import parse

CURRENT = """# Anna: still true?
#. In the guide: Restart it
#: a.yml:1
#, fuzzy
#| msgid "Wait."
msgctxt "a#gone step"
msgid "Wait"
msgstr "Gaidiet"
"""
OBSOLETE = """# Anna: still true?
#, fuzzy
#~| msgid "Wait."
#~ msgctxt "a#gone step"
#~ msgid "Wait"
#~ msgstr "Gaidiet"
"""


@pytest.mark.parametrize("written", [CURRENT, OBSOLETE])
def test_it_loses_what_programs_wrote_and_comes_back(written: str) -> None:
    catalog, mistakes = parse(written)
    assert not mistakes
    (entry,) = catalog.entries
    entry.retire()
    assert catalog.text == OBSOLETE
    entry.restore()
    kept = [line for line in CURRENT.splitlines() if not line.startswith(("#.", "#:"))]
    assert catalog.text.splitlines() == kept
