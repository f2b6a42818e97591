"""Everything that a library refers to is listed once, with its place and how it is referred to."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.library.library import LIBRARY, Library
from izeja.library.reader import read_library
from izeja.library.references import page_links, references, references_in

FILES = """
-- library.yml --
source_language: en
languages: [en]
order: [b.yml]
unsolved: b.yml
pages: docs
-- terms.yml --
save:
  text: Save
-- contacts.yml --
us:
  text: Ask us to {save}
  url: https://example.org/
-- a.yml --
title: Restart {save}
kind: procedure
unsolved: done
start: on
nodes:
  on:
    question: Is it on?
    body: |
      See [b](b.yml#done), [a page](help.md#on), [us](contact:us), [the web](https://example.org/)
      and [not this](http://example.org/) {save}.
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: part
  part:
    include: p.yml
    next: b.yml#done
  done:
    resolution: Done
    unsolved: ask
  ask:
    support: us
    unsolved: b.yml
-- b.yml --
title: Another
kind: causes
start: done
nodes:
  done:
    resolution: Done
-- p.yml --
title: A part
kind: part
start: do
nodes:
  do:
    step: Do it
    next: return
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    txtar.unpack(txtar.split(FILES), tmp_path)
    found, _, problems = read_library(tmp_path)
    assert found is not None
    assert problems == ()
    return found


def listed(library: Library, file_id: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for one in references_in(library, file_id):
        assert one.file_id == file_id
        named = getattr(one.to, "written", None) or one.to.key  # type: ignore[union-attr]  # one or the other
        found.append((".".join(map(str, one.at)), one.how, named))
    return found


def test_every_reference_of_a_tree_is_listed(library: Library) -> None:
    assert listed(library, "a") == [
        ("start", "start", "on"),
        ("unsolved", "unsolved", "done"),
        ("nodes.on.answers.0.to", "way", "done"),
        ("nodes.on.answers.1.to", "way", "part"),
        ("nodes.part.next", "way", "b.yml#done"),
        ("nodes.part.include", "include", "p.yml"),
        ("nodes.done.unsolved", "unsolved", "ask"),
        ("nodes.ask.unsolved", "unsolved", "b.yml"),
        ("nodes.ask.support", "support", "us"),
        ("title", "term", "save"),
        ("nodes.on.body", "link", "b.yml#done"),
        ("nodes.on.body", "link", "help.md#on"),
        ("nodes.on.body", "link", "contact:us"),
        ("nodes.on.body", "link", "https://example.org/"),
        ("nodes.on.body", "link", "http://example.org/"),
        ("nodes.on.body", "term", "save"),
    ]


def test_facts_and_their_values_are_listed(tmp_path: Path) -> None:
    files = {
        "library.yml": "source_language: en\nlanguages: [en]\n",
        "facts.yml": "phone: {text: Phone, values: {old: Old, new: New}}\n",
        "a.yml": """\
title: A
kind: causes
start: ask
nodes:
  ask:
    question: Which?
    asks: phone
    answers: [{text: One, to: end, is: old}, {text: Two, to: end, is: [old, new]}]
  end: {resolution: Done, body: {by: phone, old: Old, otherwise: New}}
""",
    }
    txtar.unpack(files, tmp_path)
    library, _, _ = read_library(tmp_path)
    assert library is not None
    found = [one for one in references_in(library, "a") if one.how in ("fact", "value", "variant")]
    assert [(".".join(map(str, one.at)), one.how, one.position(library).column) for one in found] == [
        ("nodes.ask.asks", "fact", 11),
        ("nodes.end.body.by", "fact", 38),
        ("nodes.ask.answers.0.is", "value", 40),
        ("nodes.ask.answers.1.is.0", "value", 72),
        ("nodes.ask.answers.1.is.1", "value", 77),
        ("nodes.end.body.old", "variant", 45),
    ]


def test_topics_and_actions_are_listed(tmp_path: Path) -> None:
    files = {
        "library.yml": """source_language: en
languages: [en]
topics:
  wires:
    title: Wires
    guides: [a.yml]
""",
        "a.yml": """title: A
kind: procedure
start: end
nodes:
  end: {resolution: Done, actions: [{text: Once more, to: end}]}
""",
    }
    txtar.unpack(files, tmp_path)
    library, _, problems = read_library(tmp_path)
    assert library is not None
    assert problems == ()
    assert listed(library, LIBRARY) == [("topics.wires.guides.0", "topic", "a.yml")]
    assert listed(library, "a") == [("start", "start", "end"), ("nodes.end.actions.0.to", "action", "end")]


def test_every_reference_of_the_other_files_is_listed(library: Library) -> None:
    assert listed(library, LIBRARY) == [("order.0", "order", "b.yml"), ("unsolved", "unsolved", "b.yml")]
    assert listed(library, "p") == [("start", "start", "do"), ("nodes.do.next", "way", "return")]
    assert listed(library, "terms") == []
    assert listed(library, "contacts") == [("us.text", "term", "save")]
    assert listed(library, "nothing") == []


def test_the_list_of_a_library_is_that_of_its_files(library: Library) -> None:
    files = ("library", "b", "a", "p", "terms", "contacts")
    assert list(references(library)) == [one for file_id in files for one in references_in(library, file_id)]


def test_a_reference_knows_where_it_is_written(library: Library) -> None:
    lines = library.source_of("a").text.splitlines()
    for one in references_in(library, "a"):
        place = one.position(library)
        words = lines[place.line - 1][place.column - 1 : place.end_column - 1]
        assert words in (getattr(one.to, "written", ""), getattr(one.to, "key", ""), "{save}")
        assert one.how != "link" or lines[place.line - 1][place.column - 3 : place.column - 1] == "]("


def test_pages_that_texts_link_to(library: Library) -> None:
    assert page_links(library) == {"help.md"}
