"""Addresses: a guide, an old address of one and the pages of a language are each at a place of their own.

This is what a library alone shows. The host compares the whole site (`izeja.library.addresses`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from izeja.language.names import TREE_ID
from izeja.library.addresses import RESERVED, as_one, collisions, page_of
from izeja.library.hand_written import id_of_page, is_exported, pages_of
from izeja.library.library import Library
from izeja.library.topics import all_topics, former_pages, page_name
from izeja.problems.problem import Position, Problem, Related
from izeja.reading.data import Address
from izeja.reading.folder import CONFIG, shown


class _Id(NamedTuple):
    """An id of a tree: its present one, or the alias at an index."""

    name: str
    tree_id: str
    alias: int | None = None

    def position(self, library: Library) -> Position:
        source = library.source_of(self.tree_id)
        return Position(source.path) if self.alias is None else source.value("aliases", self.alias)

    @property
    def advice(self) -> str:
        if self.alias is not None:
            return "delete it"
        return "rename this file or its folder" if "/" in self.name else "rename this file"


class _Topic(NamedTuple):
    """The page of a topic, or an old address of it: its name among those of guides, and its place."""

    name: str
    at: Address
    advice: str = "give it another id"

    def position(self, library: Library) -> Position:
        return library.sources[CONFIG].key(*self.at)


class _Page(NamedTuple):
    """The page at the address of an id in a language; without an id, the home page of that language."""

    language: str
    id: _Id | _Topic | None

    def __str__(self) -> str:
        return f"'{self.id.name}'" if self.id else "the home page"


def prove_addresses(library: Library) -> Iterator[Problem]:
    """`ambiguous-id`: no two trees claim one id or one address, and none claims what every site has."""
    ids = tuple(_ids(library))
    for one in ids:
        if as_one(one.name) in RESERVED:
            message = f"every site keeps '{one.name}' for other files"
            yield Problem("ambiguous-id", message, one.position(library), one.advice)
    taken: dict[str, _Id] = {}
    for one in ids:
        first = taken.setdefault(one.name, one)
        if first is not one:
            yield _taken(library, one, first)
    yield from _at_one_address(library, tuple(taken.values()))
    yield from _beside_pages(library, tuple(taken.values()))


def _ids(library: Library) -> Iterator[_Id]:
    # Present ids first, so that a former one can never take the place of a tree that exists.
    yield from (_Id(tree_id, tree_id) for tree_id in library.names)
    for tree_id, aliases in library.names.items():
        yield from (_Id(alias, tree_id, index) for index, alias in enumerate(aliases))


def _taken(library: Library, one: _Id, first: _Id) -> Problem:
    message = f"'{one.name}' is already used as another id"
    hint = "an address can lead to one place only: delete it here or there"
    place, related = one.position(library), tuple[Related, ...]()
    if one.tree_id == first.tree_id and first.alias is None:
        message, hint = f"this tree is called '{one.name}' now, so that is no former id", "delete it"
    else:
        related = (Related("the other one", first.position(library)),)
    return Problem("ambiguous-id", message, place, hint, related)


def _at_one_address(library: Library, ids: tuple[_Id, ...]) -> Iterator[Problem]:
    for first, second, path in collisions(_pages(library, ids)):
        # In two languages, the one at the top of the site is the odd one: its path begins like a language.
        odd, other = (second, first) if first.language == second.language else (first, second)
        if odd.id is None:
            continue
        address = path.removesuffix("index.html")
        if odd.language == other.language:
            message = f"this would have the address of {other}, which is '{address}'"
            hint = odd.id.advice
        else:
            message = f"this would have the address of {other} in '{other.language}', which is '{address}'"
            hint = f"{odd.id.advice}: the site's folder '{other.language}' has the pages in that language"
        place = other.id.position(library) if other.id else library.sources[CONFIG].value("languages")
        here = odd.id.position(library)
        # The file as a whole is no other place than one in it.
        related = (Related("the other one", place),) if place.line or place.path != here.path else ()
        yield Problem("ambiguous-id", message, here, hint, related)


def _beside_pages(library: Library, ids: tuple[_Id, ...]) -> Iterator[Problem]:
    pages: dict[str, Path] = {}
    languages = frozenset(library.config.languages)
    for folder in dict.fromkeys(filter(None, map(library.page_folder, library.config.languages))):
        for path in pages_of(folder):
            file = page_of(id_of_page(path, languages))
            pages.setdefault(as_one(file), folder / path)
    for one in ids if pages else ():
        file = page_of(one.name)
        if (page := pages.get(as_one(file))) and _has_page(library, one) and not is_exported(page):
            message = f"this would have the address of a page, which is '{file.removesuffix('index.html')}'"
            related = (Related("the page", Position(shown(page))),)
            hint = one.advice if one.alias is not None else f"{one.advice}, or the page"
            yield Problem("ambiguous-id", message, one.position(library), hint, related)


def _pages(library: Library, ids: tuple[_Id, ...]) -> Iterator[tuple[str, _Page]]:
    """Yield the file of each page, where the first language is at the top, and others have folders."""
    default, *others = library.config.languages
    pages: list[tuple[str, _Id | _Topic]] = [
        (page_of(one.name), one) for one in ids if _has_page(library, one)
    ]
    pages += [(page_of(one.name), one) for one in _topics(library).values()]
    yield from ((path, _Page(default, one)) for path, one in pages)
    # Nothing in these folders can meet anything unless an id begins like one of them.
    tops = {as_one(path).partition("/")[0] for path, _ in pages}
    for language in others:
        if as_one(language) in tops:
            # A guide can be the home page.
            if "index" not in library.names:
                yield f"{language}/index.html", _Page(language, None)
            yield from ((f"{language}/{path}", _Page(language, one)) for path, one in pages)


def _topics(library: Library) -> dict[str, _Topic]:
    """Return the pages of topics, and their old addresses, once each: `topic_rules` compares them."""
    written = tuple(all_topics(library.topics))
    former = {
        name: _Topic(name, (*topic.at, "aliases", index), "delete it")
        for topic in written
        for index, name in enumerate(former_pages(topic.written))
    }
    return {**former, **{page_name(topic.id): _Topic(page_name(topic.id), topic.at) for topic in written}}


def _has_page(library: Library, one: _Id) -> bool:
    is_part = one.tree_id in library.trees and library.trees[one.tree_id].kind == "part"
    # What is refused anyway is reported once.
    is_named = one.alias is not None or TREE_ID.fullmatch(one.name) is not None
    return is_named and not is_part and as_one(one.name) not in RESERVED
