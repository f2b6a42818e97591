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


@pytest.mark.parametrize(
    ("lines", "messages", "said"),
    [
        ("msgid msgstr", 1, []),
        ("msgctxt msgid msgstr", 1, []),
        ("msgid msgid_plural msgstr[0] msgstr[1]", 1, []),
        ("msgid msgstr msgctxt msgid msgstr", 2, []),
        ("msgid msgid msgstr", 2, ["the message above has no msgstr"]),
        ("msgid msgctxt msgid msgstr", 2, ["the message above has no msgstr"]),
        ("msgctxt msgctxt msgid msgstr", 2, ["the message above has no msgstr"]),
        ("msgid msgstr msgstr", 1, ["this message has 'msgstr' twice"]),
        ("msgctxt msgstr", 1, ["'msgstr' cannot be here"]),
        ("msgid msgid_plural msgstr[1]", 1, ["'msgstr[1]' cannot be here"]),
        ("msgid msgid_plural msgstr[0] msgstr[2]", 1, ["'msgstr[2]' cannot be here"]),
        ("msgstr", 1, ["'msgstr' cannot be here"]),
        ("msgid", 1, ["the last message has no msgstr"]),
    ],
)
def test_keywords_come_in_their_order(lines: str, messages: int, said: list[str]) -> None:
    catalog, mistakes = parse("".join(f'{line} "{line}"\n' for line in lines.split()))
    assert [one.message for one in mistakes] == said
    assert len(catalog.entries) == messages
