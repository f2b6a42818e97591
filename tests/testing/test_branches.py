"""Every branch of every tree, in every language, followed on the built site: one test each.

A branch is a way from the start of a tree to an ending, over all trees that it leads through. Answers
that say `retry` begin no branch of their own; that they lead back to a node that is there is tested too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import ROOT
from izeja.compiler import compile_library
from izeja.proof.graph import Edge, Place
from izeja.site.crawler import SitePage, Spot, follow, read_page

COMPILED = compile_library(ROOT / "decision_trees")
GRAPH = COMPILED.graph


def branches_from(place: Place) -> Iterator[tuple[Place, ...]]:
    onward = [edge.target for edge in GRAPH.edges[place] if edge.target and not edge.retry]
    if not onward:
        yield (place,)
    for target in onward:
        for branch in branches_from(target):
            yield (place, *branch)


BRANCHES = [branch for start in GRAPH.starts.values() for branch in branches_from(start)]
EDGES = [edge for edges in GRAPH.edges.values() for edge in edges]
LANGUAGES = list(COMPILED.languages)


def named(branch: tuple[Place, ...]) -> str:
    start = branch[0].tree
    return f"{start}: " + " > ".join(place.node if place.tree == start else str(place) for place in branch)


@lru_cache
def page_of(site: Path, language: str, tree: str) -> tuple[str, SitePage]:
    folder = "" if language == LANGUAGES[0] else f"{language}/"
    name = f"{folder}{tree}/index.html"
    return name, read_page(site / name)


def test_counts_every_branch() -> None:
    assert len(BRANCHES) == COMPILED.branches


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("branch", BRANCHES, ids=named)
def test_branch(site: Path, branch: tuple[Place, ...], language: str) -> None:
    for place, onward in pairwise(branch):
        name, page = page_of(site, language, place.tree)
        reached = {follow(Spot(name, place.node), way) for way in page.sections[place.node].ways}
        target_name, target = page_of(site, language, onward.tree)
        start = next(iter(target.sections))
        assert reached & {Spot(target_name, onward.node), *([Spot(target_name, "")] * (onward.node == start))}
    _, page = page_of(site, language, branch[-1].tree)
    ending = page.sections[branch[-1].node]
    assert ending.kind in ("resolution", "support")
    if ending.kind == "support":
        assert all(contact.startswith("https://") for contact in ending.contacts)
        assert ending.contacts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge.source} > {edge.target}")
def test_edge(site: Path, edge: Edge, language: str) -> None:
    assert edge.target is not None
    _, page = page_of(site, language, edge.source.tree)
    _, target = page_of(site, language, edge.target.tree)
    assert edge.target.node in target.ids
    assert len(page.sections[edge.source.node].ways) == len(GRAPH.edges[edge.source])
