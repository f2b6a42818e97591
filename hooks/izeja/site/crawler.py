"""Verifies a built site: follows every way on every page, as a browser without JavaScript would.

Knows only HTML and shares no code with the compiler, so that each finds the mistakes of the other. It relies
on what a page promises: a guide is a `<guided-help data-tree>`, each of its nodes a `<section id data-kind>`,
each answer a link with `data-answer`, each contact a link with `data-contact`, and where an ending did not
help, the way on is a link with `data-unsolved`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from izeja.site.html_page import Section, Shared, SitePage, Spot, follow, has_file, is_hand_over, read_page

SCRIPT = "guided-help.js"
ENDINGS = ("resolution", "support")
KINDS = ("question", "step", *ENDINGS)
_SHOWN = 20
"""How many nodes a finding shows of the end of a long way."""
_ELSEWHERE = 1000
"""How many nodes of other pages are looked at to find such a way."""


Watched = Callable[[Sequence[Path]], AbstractContextManager[Iterable[Path]]]
"""Looks on while files are read: gets all of them, and gives each when it is asked for the next."""


class Finding(NamedTuple):
    """A fault of a built site: its place, its description, and the ids of a way that leads there."""

    spot: Spot
    message: str
    way: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = f"\n     the way: {' -> '.join(self.way)}" if len(self.way) > 1 else ""
        return f"{self.spot}: {self.message}{shown}"


@dataclass(frozen=True, slots=True)
class Crawl:
    """The faults that a crawl found, and how much it looked at.

    `pages` has each page by its path; `generator` is the program that has made the site, if a page says so.
    """

    findings: tuple[Finding, ...]
    guides: int
    nodes: int
    pages: Mapping[str, SitePage]
    generator: str = ""


def crawl(site: Path, watched: Watched = nullcontext) -> Crawl:
    """Follow every way of every guide in a built site.

    Args:
        site: the folder with the site's files.
        watched: looks on while the pages are read, which takes most of the time.

    Returns:
        A finding for every link of an answer to an element that does not exist, every node of an unknown
        kind, every support node without an https link, every node from which no ending can be reached, every
        page that names a guide and has none, every guide whose script does not work, and every picture or
        video that is not in the site.

    Raises:
        NotADirectoryError: if there is no such folder.
    """
    # An empty crawl of a misspelt folder would look like success.
    if not site.is_dir():
        raise NotADirectoryError(site)
    pages, findings = _pages(site, watched)
    findings += [finding for name, page in pages.items() for finding in _faults(name, page, pages)]
    findings += _stuck(pages)
    findings += _script_faults(pages, site)
    findings += _media_faults(pages, site)
    generator = next((page.generator for page in pages.values() if page.generator), "")
    guides = sum(len(page.guides) for page in pages.values())
    nodes = sum(len(page.sections) for page in pages.values())
    return Crawl(tuple(findings), guides, nodes, pages, generator)


def _pages(site: Path, watched: Watched) -> tuple[dict[str, SitePage], list[Finding]]:
    """Return the pages of a site by their paths from its root, and a finding for each that cannot be read."""
    pages: dict[str, SitePage] = {}
    findings = []
    shared = Shared()
    with watched(sorted(site.rglob("*.html"))) as files:
        for file in files:
            name = file.relative_to(site).as_posix()
            if file.is_symlink() and not _is_inside(site, file):
                findings.append(Finding(Spot(name, ""), "this page is a link to a file outside of the site"))
            elif file.is_file():
                try:
                    pages[name] = read_page(file, shared)
                except (OSError, ValueError):
                    findings.append(Finding(Spot(name, ""), "this page cannot be read"))
            elif not file.is_dir():
                findings.append(Finding(Spot(name, ""), "this page is not a file"))
    return pages, findings


def _is_inside(site: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(site.resolve())
    except (OSError, RuntimeError):  # a circle of links
        return False


def _faults(name: str, page: SitePage, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    if page.sections and not page.guides:
        yield Finding(Spot(name, ""), "this page has nodes outside a guide")
    for marker in page.markers:
        yield Finding(Spot(name, ""), f"no plugin has put in what '<!-- {marker} -->' stands for")
    for element in sorted(page.opened - page.ids):
        yield Finding(Spot(name, ""), f"a button opens '{element}', which does not exist")
    if page.guides and not page.sections:
        yield Finding(Spot(name, ""), "this guide has no nodes")
    yield from _entry_faults(name, page, pages)
    for node, section in page.sections.items():
        spot = Spot(name, node)
        if section.kind not in KINDS:
            yield Finding(spot, f"'{section.kind}' is not a kind of node")
        if section.kind == "support" and not any(map(is_hand_over, section.contacts)):
            yield Finding(spot, "this support node has no link to a page, a phone or an e-mail address")
        # Reported here: `_stuck` leaves it out, since it has no ways to follow.
        if section.kind not in ENDINGS and not section.ways:
            yield Finding(spot, "nothing leads on from here")
        yield from _way_faults(spot, section, pages)


def _entry_faults(name: str, page: SitePage, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    for href in page.entries:
        target = follow(Spot(name, ""), href)
        if target is None or target.page not in pages:
            yield Finding(
                Spot(name, ""), f"the entry '{href}' in the list leads to a page that does not exist"
            )


def _way_faults(spot: Spot, section: Section, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    for href in section.actions:
        if not is_hand_over(href):
            yield Finding(spot, f"the action '{href}' leads to no page, phone or mailbox")
    links = [("answer link", href) for href in section.ways]
    links += [("'not solved' link", href) for href in section.ways_out]
    for what, href in links:
        target = follow(spot, href)
        if target is None:
            yield Finding(spot, f"the {what} '{href}' leads out of the site")
        elif target.page not in pages:
            yield Finding(spot, f"the {what} '{href}' leads to a page that does not exist")
        elif target.node and target.node not in pages[target.page].ids:
            yield Finding(spot, f"the {what} '{href}' leads to an element that does not exist")


def _script_faults(pages: Mapping[str, SitePage], site: Path) -> Iterator[Finding]:
    """Find the pages whose guides show all their steps at once, since their script does not run."""
    # A part of a site may be without scripts; a whole one has them somewhere.
    is_published = next(site.rglob(SCRIPT), None) is not None
    for name, page in pages.items():
        found = [script for script in page.scripts if script.src.partition("?")[0].endswith(SCRIPT)]
        modules = [script.src for script in found if script.is_module]
        message = ""
        if modules:
            if not _is_there(modules, name, site):
                message = f"the script '{modules[0]}' does not exist"
            else:
                yield from _part_faults(name, page, modules, site)
        elif found:
            message = f"this page loads '{found[0].src}' without type=\"module\", so it does not run"
        elif is_published:
            message = f"this page does not load '{SCRIPT}'"
        if message and page.guides:
            yield Finding(Spot(name, ""), f"{message}: its guide shows all steps at once")


def _part_faults(name: str, page: SitePage, modules: list[str], site: Path) -> Iterator[Finding]:
    """Find the scripts that a guide loads itself, from beside its own, and that do not exist."""
    for part in sorted(page.parts):
        if not _is_there([f"{src.rpartition('/')[0]}/parts/{part}.min.js" for src in modules], name, site):
            yield Finding(
                Spot(name, ""), f"the script 'parts/{part}.min.js' does not exist beside '{modules[0]}'"
            )


def _is_there(scripts: list[str], name: str, site: Path) -> bool:
    targets = [follow(Spot(name, ""), src) for src in scripts]
    # A script at a full address is on another host, as with a content delivery network.
    return any(target is None or has_file(site, target.page) for target in targets)


def _media_faults(pages: Mapping[str, SitePage], site: Path) -> Iterator[Finding]:
    """Find the pictures, videos and captions of nodes that are not in the site."""
    for spot, section in _spots(pages):
        for src in dict.fromkeys(section.media):
            target = follow(spot, src)
            if target is None:
                yield Finding(spot, f"the picture or video '{src}' is not one of the site")
            elif not has_file(site, target.page):
                yield Finding(spot, f"the picture or video '{src}' does not exist")


def _stuck(pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    """Find the nodes with ways on, none of which leads to an ending."""
    without = (spot for spot in _without_ending(pages) if pages[spot.page].sections[spot.node].ways)
    for name, stuck in groupby(without, lambda spot: spot.page):
        before = _before(name, pages)
        for spot in stuck:
            message = "no way from here leads to a resolution or to support"
            yield Finding(spot, message, _way_to(spot, before))


def _without_ending(pages: Mapping[str, SitePage]) -> list[Spot]:
    """Return the nodes from which no ending can be reached, in the order of the pages."""
    left: dict[Spot, list[Spot]] = {}
    # Nearly all nodes lead to an ending on their own page, so each page is looked at alone first: the ways of
    # all pages together would take more memory than the pages.
    for name, page in pages.items():
        ways = {
            Spot(name, node): _targets(Spot(name, node), pages)
            for node, section in page.sections.items()
            if section.kind not in ENDINGS
        }
        on_page = {spot: [one for one in targets if one.page == name] for spot, targets in ways.items()}
        left |= {spot: ways[spot] for spot in _closed(on_page)}
    return _closed(left)


def _closed(ways: Mapping[Spot, list[Spot]]) -> list[Spot]:
    """Return the nodes, of those whose ways are given, from which every way stays among them."""
    back: dict[Spot, list[Spot]] = {}
    queue = []
    for spot, targets in ways.items():
        for target in targets:
            if target in ways:
                back.setdefault(target, []).append(spot)
            else:
                queue.append(spot)
    # Backwards from those that lead out, so that each way is looked at once.
    leaving = set(queue)
    while queue:
        for before in back.get(queue.pop(), ()):
            if before not in leaving:
                leaving.add(before)
                queue.append(before)
    return [spot for spot in ways if spot not in leaving]


def _spots(pages: Mapping[str, SitePage]) -> Iterator[tuple[Spot, Section]]:
    for name, page in pages.items():
        for node, section in page.sections.items():
            yield Spot(name, node), section


def _before(name: str, pages: Mapping[str, SitePage]) -> dict[Spot, Spot | None]:
    """Return the nodes that the start of a page leads to, each with the one before it on a shortest way."""
    start = Spot(name, next(iter(pages[name].sections)))
    before: dict[Spot, Spot | None] = {start: None}
    queue, elsewhere = deque([start]), 0
    while queue:
        spot = queue.popleft()
        for target in _targets(spot, pages):
            if target in before or (target.page != name and elsewhere == _ELSEWHERE):
                continue
            before[target] = spot
            elsewhere += target.page != name
            queue.append(target)
    return before


def _way_to(wanted: Spot, before: Mapping[Spot, Spot | None]) -> tuple[str, ...]:
    """Return a way from the start of a page, without the middle of a long one; nothing if there is none."""
    way: list[str] = []
    spot = wanted if wanted in before else None
    while spot is not None:
        if len(way) == _SHOWN:
            return (next(iter(before)).node, "...", *reversed(way))
        way.append(spot.node if spot.page == wanted.page else str(spot))
        spot = before[spot]
    return tuple(reversed(way))


def _targets(spot: Spot, pages: Mapping[str, SitePage]) -> list[Spot]:
    """Return the nodes that the ways from a node lead to."""
    hrefs = pages[spot.page].sections[spot.node].ways
    return [target for href in hrefs if (target := _node_of(follow(spot, href), pages))]


def _node_of(spot: Spot | None, pages: Mapping[str, SitePage]) -> Spot | None:
    """Return the node that a customer sees at an address, which without an id is the start of the guide."""
    page = pages.get(spot.page) if spot else None
    if spot is None or page is None or not page.sections:
        return None
    if spot.node in page.sections:
        return spot
    return Spot(spot.page, next(iter(page.sections))) if not spot.node else None
