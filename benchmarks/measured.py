"""The guides that are measured, each with the pages that others would make of it, and the floor of a step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from contenders import FLOOR_HEADING, OWN, Contender, Pages
from izeja.compiler.compile import compile_library
from libraries import Size
from sites import ROOT, Host, build_own_site, build_site, served, write_site


@dataclass(frozen=True)
class Guide:
    """A guide to measure: where it is served, and how long a step of it may take, if there is a goal."""

    name: str
    host: Host
    ending: str
    heading: str
    contenders: tuple[Contender, ...]
    floor: Contender
    goal: float | None

    @property
    def page(self) -> Contender:
        """The guide in the site that MkDocs has built."""
        return self.contenders[0]

    @property
    def own(self) -> Contender:
        """The guide in Izeja's own theme."""
        return self.contenders[1]


def measured_guides(folder: Path, nodes: int, stack: ExitStack, *, others: bool) -> Iterator[Guide]:
    """Build the shipped site and one with a large guide, in both themes; yield the largest guide of each.

    Args:
        folder: for the sites.
        nodes: of the large guide.
        stack: serves the sites until it ends.
        others: whether the packages of the other contenders are there.
    """
    large = write_site(folder / "large", Size(trees=1, nodes=nodes))
    for config, name, goal in ((ROOT / "mkdocs.yml", "shipped", 16), (large, "large", 50)):
        site = build_site(config, folder / f"site-{name}")
        build_own_site(config.parent, site / OWN)
        compiled = compile_library(config.parent / "decision_trees")
        tree = max(compiled.graph.guides, key=lambda tree: len(compiled.graph.guides[tree]))
        pages = Pages(compiled, next(iter(compiled.languages)), tree, site)
        others_pages = [pages.govuk(), pages.survey(), pages.ink()] if others else []
        yield Guide(
            name=f"{tree.rpartition('/')[2]}, {len(compiled.graph.guides[tree])} nodes",
            host=stack.enter_context(served(site)),
            ending=pages.first_ending,
            heading=pages.first_heading,
            contenders=(pages.in_site(), pages.in_own_theme(), pages.bare(), *others_pages),
            floor=pages.floor(),
            goal=goal,
        )


def floors(guide: Guide, stack: ExitStack) -> tuple[Guide, Guide]:
    """Return two pages with the least that a step can do: without a theme, and in the place of a guide."""
    page = Contender("floor", "/floor.html", FLOOR_HEADING)
    host = stack.enter_context(served(Path(__file__).parent / "pages"))
    return (
        Guide("the least that a step can be", host, "", "", (page,), page, None),
        Guide("the same inside the theme", guide.host, "", "", (guide.floor,), guide.floor, None),
    )
