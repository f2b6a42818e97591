"""Addresses that two trees, or a tree and the site, would share."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.library.reader import read_library
from izeja.proof.address_rules import prove_addresses

TREE = "title: T\nkind: {}\naliases: [{}]\nstart: a\nnodes: {{a: {{{}: x}}}}\n"

COLLIDING = {
    "a guide and an old address": ({"a": "b", "b": ""}, {"a.yml:3"}),
    "two old addresses": ({"a": "c", "b": "c"}, {"b.yml:3"}),
    "an old address twice": ({"a": "b, b"}, {"a.yml:3"}),
    "a guide and its own old address": ({"a": "a"}, {"a.yml:3"}),
    "an old address in other case": ({"a": "B", "b": ""}, {"a.yml:3"}),
    "a folder's first page": ({"a": "", "a/index": ""}, {"a/index.yml"}),
    "the first page of a folder, formerly": ({"a": "", "b": "a/index"}, {"b.yml:3"}),
    "a folder like a language": ({"a": "", "lv/a": ""}, {"lv/a.yml"}),
    "a folder like a language, with an old address": ({"a": "b", "lv/b": ""}, {"lv/b.yml"}),
    "an old address in a folder like a language": ({"a": "", "b": "lv/a"}, {"b.yml:3"}),
    "an old address in a folder like a language, in other case": ({"a": "", "b": "LV/a"}, {"b.yml:3"}),
    "two old addresses, one in a folder like a language": ({"a": "c", "b": "lv/c"}, {"b.yml:3"}),
    "a language with a country": ({"a": "", "b": "pt-BR/a"}, {"b.yml:3"}),
    "the home page of a language": ({"lv": ""}, {"lv.yml"}),
    "the home page of a language, formerly": ({"a": "lv"}, {"a.yml:3"}),
    "a part and an old address": ({"a": "part", "part": ""}, {"a.yml:3"}),
    **{
        f"{name}, which sites have": ({name: ""}, {f"{name}.yml"}) for name in ("search", "assets", "sitemap")
    },
    **{
        f"{name}, which sites have, formerly": ({"a": name}, {"a.yml:3"})
        for name in ("'404'", "search", "Search", "assets/izeja", "assets", "assets/javascripts")
    },
}
APART = {
    "a folder like a language, and nothing else there": {"a": "", "lv/b": "lv/c"},
    "a folder like the first language": {"a": "", "en/a": ""},
    "a folder like another language": {"a": "", "de/a": ""},
    "a language's folder twice": {"a": "", "lv/lv/a": ""},
    "a part has no page": {"part": "lv/x", "x": ""},
    "a folder like one that sites have": {"search/a": "", "assets/a": "assets/b"},
    "a first page of its own": {"index": "", "a/index": ""},
}


def odd_ones(trees: dict[str, str], folder: Path) -> set[str]:
    files = {
        f"{name}.yml": TREE.format("part" if name == "part" else "procedure", aliases, "resolution")
        for name, aliases in trees.items()
    }
    txtar.unpack({"library.yml": "source_language: en\nlanguages: [en, lv, pt-BR]\n", **files}, folder)
    library, _, problems = read_library(folder)
    assert library is not None
    assert not problems
    found = list(prove_addresses(library))
    assert {one.code for one in found} <= {"ambiguous-id"}
    assert all(one.hint for one in found)
    places = [str(one.position).rpartition(":")[0] or str(one.position) for one in found]
    return {place.removeprefix(f"{folder.as_posix()}/") for place in places}


@pytest.mark.parametrize(("trees", "odd"), COLLIDING.values(), ids=COLLIDING)
def test_two_at_one_address_are_refused(trees: dict[str, str], odd: set[str], tmp_path: Path) -> None:
    assert odd_ones(trees, tmp_path) == odd


@pytest.mark.parametrize("trees", APART.values(), ids=APART)
def test_others_are_not(trees: dict[str, str], tmp_path: Path) -> None:
    assert odd_ones(trees, tmp_path) == set()
