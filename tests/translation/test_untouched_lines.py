"""`update` and `import` change the messages concerned, and no other byte of a catalog."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from izeja.cli.main import main

LIBRARY = "source_language: en\nlanguages: [en, lv]\n"
TREE = """
title: Restart it
kind: procedure
start: ask
nodes:
  ask:
    question: Is it on?
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: done
  done:
    resolution: It works
    body: |
      First one thing, which is long enough to be wrapped by whatever program somebody likes to use.

      Then another one.
"""
# As no program writes it: wrapped at 40, remarks below flags, other orders, spaces at the end of a line.
CATALOG = r"""# Latvian.
#
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"X-Generator: Poedit 3.5\n"

#, fuzzy
#. In the guide: Restart it
#. One line.
#. What is true now. It is the heading of
#. the step.
#| msgctxt "old#done resolution"
#| msgid "It worked"
# Anna: still true?
#: a.yml
msgctxt "a#done resolution"
msgid ""
"It "
"works"
msgstr ""
"Tas "
"strādā"


#~| msgctxt "a#gone step"
#~| msgid "Wait."
#~ msgctxt "a#gone step"
#~ msgid "Wait"
#~ msgstr "Gaidiet"

#: a.yml:1
#, no-wrap
#. What the guide is for, in the customer's words.
#. One line.
msgctxt "a title"
msgid "Restart it"SPACES
msgstr "Restartējiet"
#. What the customer reads and chooses, in the words that they would use.
#. One line.
#. Belongs to the question: Is it on?
#: a.yml
msgctxt "a#ask answers.text"
msgid "No"
msgstr "Nē"
#. What the customer reads and chooses, in the words that they would use.
#. One line.
#. Belongs to the question: Is it on?
#: a.yml
msgctxt "a#ask answers.text"
msgid "Yes"
msgstr "Jā"

#. The question. It is the heading of the step.
#. One line.
#. In the guide: Restart it
#: a.yml
msgctxt "a#ask question"
msgid "Is it on?"
msgstr "Vai ir ieslēgts?"

#. What happens next, and what the customer can still do.
#. Paragraphs; keep the same links, {terms}, list items and *emphasis*.
#. Belongs to the resolution: It works
#: a.yml:17
msgctxt "a#done body"
msgid ""
"First one thing, which is long enough "
"to be wrapped by whatever program "
"somebody likes to use.\n\nThen another "
"one."
msgstr "Vispirms viens.\n\nTad otrs."
# The end.
""".replace("SPACES", "  ")
FORMS = [(mark, end, last) for mark in ("", "\ufeff") for end in ("\n", "\r\n") for last in (True, False)]


@pytest.fixture(params=FORMS, ids=str)
def catalog(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a catalog, with and without a byte-order mark, in each form."""
    mark, end, last = request.param
    monkeypatch.chdir(tmp_path)
    file = Path("decision_trees/translations/lv/a.po")
    file.parent.mkdir(parents=True)
    Path("decision_trees/library.yml").write_text(LIBRARY, "utf-8")
    Path("decision_trees/a.yml").write_text(TREE, "utf-8")
    text = (CATALOG if last else CATALOG.rstrip("\n")).replace("\n", end)
    file.write_bytes((mark + text).encode())
    return file


def run(*arguments: str) -> None:
    result = CliRunner().invoke(main, ["translate", *arguments])
    assert result.exit_code == 0, result.output


def changed_lines(before: bytes, after: bytes) -> list[tuple[str, str]]:
    old, new = before.decode().split("\n"), after.decode().split("\n")
    assert len(old) == len(new)
    return [(one.strip(), other.strip()) for one, other in zip(old, new, strict=True) if one != other]


def test_an_update_without_a_change_changes_nothing(catalog: Path) -> None:
    before = catalog.read_bytes()
    run("update")
    assert catalog.read_bytes() == before


def test_an_update_changes_the_lines_of_a_message(catalog: Path) -> None:
    tree = Path("decision_trees/a.yml")
    tree.write_text(tree.read_text("utf-8").replace("Is it on?", "Is it off?"), "utf-8")
    run("update")
    before = CATALOG.replace("Is it on?\nmsg", "Is it off?\nmsg")
    text = catalog.read_bytes().decode().lstrip("\ufeff")
    end = "\r\n" if "\r\n" in text else "\n"
    assert text.count("\n") == text.count(end)
    expected = before.replace(
        "Belongs to the question: Is it on?", "Belongs to the question: Is it off?"
    ).replace(
        'msgctxt "a#ask question"\nmsgid "Is it on?"',
        '#, fuzzy\n#| msgid "Is it on?"\nmsgctxt "a#ask question"\nmsgid "Is it off?"',
    )
    assert text.replace("\r", "").rstrip("\n") == expected.rstrip("\n")


def test_an_import_changes_the_lines_of_a_message(catalog: Path) -> None:
    before = catalog.read_bytes()
    run("export", "lv", "lv.xlf")
    run("import", "lv.xlf")
    assert catalog.read_bytes() == before
    document = Path("lv.xlf")
    document.write_text(document.read_text("utf-8").replace(">Nē<", ">Nav<"), "utf-8")
    run("import", "lv.xlf")
    assert changed_lines(before, catalog.read_bytes()) == [('msgstr "Nē"', 'msgstr "Nav"')]


def test_an_import_keeps_remarks_about_other_languages(catalog: Path) -> None:
    Path("decision_trees/library.yml").write_text(LIBRARY.replace("lv", "lv, lt"), "utf-8")
    run("update")
    other = Path("decision_trees/translations/lt/a.po")
    before = other.read_bytes()
    assert "#. In lv: Nē\n" in before.decode()
    run("export", "lt", "lt.xlf")
    text = Path("lt.xlf").read_text("utf-8").replace("No</source>", "No</source><target>Ne</target>")
    text = text.replace("initial", "translated")
    Path("lt.xlf").write_text(text, "utf-8")
    run("import", "lt.xlf")
    assert changed_lines(before, other.read_bytes()) == [('msgstr ""', 'msgstr "Ne"')]
    assert catalog.exists()
