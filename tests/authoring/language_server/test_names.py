"""What an editor finds and offers wherever something is named, in all libraries of this repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from izeja.authoring.language_server.completion import offers_at
from izeja.authoring.language_server.desk import Desk
from izeja.authoring.language_server.navigation import definition, mention, uses
from izeja.authoring.language_server.places import Places
from izeja.authoring.language_server.sketch import Sketch
from izeja.authoring.language_server.things import Thing, thing_of_reference
from izeja.authoring.language_server.words import words_of
from izeja.library.library import LIBRARY, Library
from izeja.library.references import Reference, references
from izeja.reading.source import DEEPEST

LIBRARIES = sorted(
    file.parent
    for folder in ("decision_trees", "docs/examples", "hooks/izeja/language")
    for file in (ROOT / folder).rglob("library.yml")
)


@pytest.fixture(scope="module", params=LIBRARIES, ids=lambda root: str(root.relative_to(ROOT)))
def desk(request: pytest.FixtureRequest) -> Desk:
    return Desk(Path(request.param))


def named(desk: Desk) -> Iterator[tuple[Library, Reference, Thing, str, int, int]]:
    """Yield every reference that leads to a thing, with the text of its file and its place there."""
    library = desk.library()
    assert library is not None
    for one in references(library):
        thing, source = thing_of_reference(one), library.source_of(one.file_id)
        # A folder in a topic stands for many trees, and a block text has no places within.
        if thing is not None and (thing.keys or thing.owner in library.trees):
            position, places = one.position(library), Places(source.text)
            start = places.index_of(position.line, position.column)
            yield (
                library,
                one,
                thing,
                source.text,
                start,
                places.index_of(position.end_line, position.end_column),
            )


def test_all_that_is_referred_to_is_found_where_it_is_written(desk: Desk) -> None:
    for library, one, thing, text, start, end in named(desk):
        for index in (start, (start + end) // 2, end):
            found = mention(desk, f"{one.file_id}.yml", index)
            assert found is not None, (one, text[start:end])
            assert found.thing == thing, (one, text[start:end])
        assert words_of(library, thing), one
        spot = definition(desk, thing)
        assert spot is not None
        if thing.keys:
            whole = desk.text_of(spot.name)
            assert whole is not None
            assert whole[spot.start : spot.end].strip("\"'") == thing.keys[-1]
        assert (f"{one.file_id}.yml", one.position(library)) in set(uses(desk, thing))


def test_before_all_trees_are_read_a_file_is_answered_from_what_it_leads_to(desk: Desk) -> None:
    library = desk.library()
    assert library is not None
    fresh = Desk(desk.root)
    for file_id, thing in dict.fromkeys((one.file_id, thing) for _, one, thing, *_ in named(desk)):
        near = fresh.at_hand(f"{file_id}.yml")
        assert near is not None
        assert {*near.names} == {*library.names}
        if file_id != LIBRARY:
            assert words_of(near, thing) == words_of(library, thing), (file_id, thing)
        assert definition(fresh, thing) == definition(desk, thing), (file_id, thing)


def test_all_that_is_written_is_offered_where_it_is_written(desk: Desk) -> None:
    for library, one, _, text, start, end in named(desk):
        written = text[start:end].strip("\"'{}")
        if one.how == "variant":
            continue
        # A node of another tree is offered once the tree is written.
        kept = written.partition("#")[0] + "#" if "#" in written else ""
        first = start + (text[start] in "\"'{")
        half = f"{text[:first]}{kept}{text[first + len(written) :]}"
        found = offers_at(library, f"{one.file_id}.yml", half, first + len(kept))
        offered = {offer.writes for offer in found.offers}
        assert {written, f"{written}.yml"} & offered or one.how == "topic", (
            one,
            half[first - 40 : first + 20],
        )
        assert half[found.start : found.end] == kept


def test_a_sketch_finds_the_keys_that_yaml_has(desk: Desk) -> None:
    library = desk.library()
    assert library is not None
    for source in library.sources.values():
        for piece in Sketch(source.text).pieces:
            if piece.role == "key":
                assert source.stretch_of_key(*piece.at) == (piece.start, piece.end)


@pytest.mark.parametrize("text", ["- " * 20_000, "a: " + "[" * 20_000, "a: " + "{b: " * 20_000])
def test_a_sketch_is_no_deeper_than_a_file_can_be(text: str) -> None:
    assert max((len(piece.at) for piece in Sketch(text).pieces), default=0) <= DEEPEST + 2
