"""Verifies a built site: follows every way on every page, as a browser without JavaScript would.

Knows only HTML and shares no code with the compiler, so that each finds the mistakes of the other. It relies
on what a page promises: a guide is a `<guided-help data-tree>`, each of its nodes a `<section id data-kind>`,
each answer a link with `data-answer`, each contact a link with `data-contact`, and where an ending did not
help, the way on is a link with `data-unsolved`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

ENDINGS = ("resolution", "support")
KINDS = ("question", "step", *ENDINGS)


class Spot(NamedTuple):
    """A node as a browser sees it: the path of its page under the site's root, and its id."""

    page: str
    node: str

    def __str__(self) -> str:
        return f"{self.page}#{self.node}" if self.node else self.page


@dataclass(slots=True)
class Section:
    """A node of a guide on a page, with the addresses that its links name."""

    kind: str
    ways: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    ways_out: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SitePage:
    """A page: all its ids, the trees of its guides, and their nodes by id, the start first.

    `languages` has the language of each guide. `leads_to` is where a browser goes on from here by itself.
    """

    ids: set[str] = field(default_factory=set)
    guides: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    leads_to: str | None = None
    sections: dict[str, Section] = field(default_factory=dict)


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
    """The faults that a crawl found, and how much it looked at; `pages` has each page by its path."""

    findings: tuple[Finding, ...]
    guides: int
    nodes: int
    pages: Mapping[str, SitePage]


def crawl(site: Path) -> Crawl:
    """Follow every way of every guide in a built site.

    Args:
        site: the folder with the site's files.

    Returns:
        A finding for every link of an answer to an element that does not exist, every node of an unknown
        kind, every support node without an https link, and every node from which no ending can be reached.

    Raises:
        NotADirectoryError: if there is no such folder.
    """
    # An empty crawl of a misspelt folder would look like success.
    if not site.is_dir():
        raise NotADirectoryError(site)
    pages, findings = _pages(site)
    findings += [finding for name, page in pages.items() for finding in _faults(name, page, pages)]
    findings += _stuck(pages)
    guides = sum(len(page.guides) for page in pages.values())
    return Crawl(tuple(findings), guides, sum(len(page.sections) for page in pages.values()), pages)


def _pages(site: Path) -> tuple[dict[str, SitePage], list[Finding]]:
    """Return the pages of a site by their paths from its root, and a finding for each that cannot be read."""
    pages: dict[str, SitePage] = {}
    findings = []
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        if file.is_symlink() and not _is_inside(site, file):
            findings.append(Finding(Spot(name, ""), "this page is a link to a file outside of the site"))
        elif file.is_file():
            try:
                pages[name] = read_page(file)
            # The parser asserts what it expects of `<![`.
            except (OSError, ValueError, AssertionError):
                findings.append(Finding(Spot(name, ""), "this page cannot be read"))
        elif not file.is_dir():
            findings.append(Finding(Spot(name, ""), "this page is no file"))
    return pages, findings


def _is_inside(site: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(site.resolve())
    except (OSError, RuntimeError):  # a circle of links
        return False


def read_page(file: Path) -> SitePage:
    """Read a page."""
    return read_html(file.read_text("utf-8"))


def read_html(text: str) -> SitePage:
    """Read HTML: a page, or a piece of one."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = SitePage()
        # Authors' HTML may have sections of its own inside a node, which are None here.
        self._open: list[Section | None] = []
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "template":
            self._templates += 1
        # Nothing in a template is on the page, and no script runs here that would put it there.
        if self._templates:
            return
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.page.ids.add(values["id"])
        if tag == "guided-help":
            self.page.guides.append(values.get("data-tree", ""))
            self.page.languages.append(values.get("lang", ""))
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.page.leads_to = values.get("content", "").partition("url=")[2]
        if tag == "section":
            self._open.append(self._section(values))
        if tag == "a":
            # A browser goes to the name of a link as well.
            self.page.ids |= {values["name"]} if "name" in values else set()
            self._add_link(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            # Browsers ignore an end that has no beginning.
            self._templates = max(0, self._templates - 1)
        elif tag == "section" and not self._templates and self._open:
            self._open.pop()

    def _add_link(self, values: Mapping[str, str]) -> None:
        # The innermost node: a link may be inside other sections of its body.
        section = next(filter(None, reversed(self._open)), None)
        if section is None:
            return
        href = values.get("href", "")
        if "data-answer" in values:
            section.ways.append(href)
        if "data-contact" in values:
            section.contacts.append(href)
        if "data-unsolved" in values:
            section.ways_out.append(href)

    def _section(self, values: Mapping[str, str]) -> Section | None:
        if "data-kind" not in values:
            return None
        section = Section(values["data-kind"])
        self.page.sections[values.get("id", "")] = section
        return section


def _faults(name: str, page: SitePage, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    if page.sections and not page.guides:
        yield Finding(Spot(name, ""), "this page has nodes outside a guide")
    if page.guides and not page.sections:
        yield Finding(Spot(name, ""), "this guide has no nodes")
    for node, section in page.sections.items():
        spot = Spot(name, node)
        if section.kind not in KINDS:
            yield Finding(spot, f"'{section.kind}' is not a kind of node")
        if section.kind == "support" and not any(is_web(href) for href in section.contacts):
            yield Finding(spot, "this support node has no 'https://' link")
        # Reported here: `_stuck` leaves it out, since it has no ways to follow.
        if section.kind not in ENDINGS and not section.ways:
            yield Finding(spot, "nothing leads on from here")
        yield from _way_faults(spot, section, pages)


def _way_faults(spot: Spot, section: Section, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    links = [("answer link", href) for href in section.ways]
    links += [("'not solved' link", href) for href in section.ways_out]
    for what, href in links:
        target = follow(spot, href)
        if target is None:
            yield Finding(spot, f"the {what} '{href}' leads out of the site")
        elif target.page not in pages:
            yield Finding(spot, f"the {what} '{href}' leads to a page that does not exist")
        elif target.node not in ("", *pages[target.page].ids):
            yield Finding(spot, f"the {what} '{href}' leads to an element that does not exist")


def _stuck(pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    """Find the nodes with ways on, none of which leads to an ending."""
    free = _free(pages)
    for spot, section in _spots(pages):
        if spot not in free and section.ways:
            yield Finding(spot, "no way from here leads to a resolution or to support", _way_to(spot, pages))


def _free(pages: Mapping[str, SitePage]) -> set[Spot]:
    """Return the endings, and every node from which one of them can be reached."""
    back: dict[Spot, list[Spot]] = {}
    for spot, section in _spots(pages):
        for href in section.ways:
            target = _node_of(follow(spot, href), pages)
            if target is not None:
                back.setdefault(target, []).append(spot)
    # Backwards from the endings, so that each link is looked at once.
    queue = [spot for spot, section in _spots(pages) if section.kind in ENDINGS]
    free = set(queue)
    while queue:
        for before in back.get(queue.pop(), ()):
            if before not in free:
                free.add(before)
                queue.append(before)
    return free


def _spots(pages: Mapping[str, SitePage]) -> Iterator[tuple[Spot, Section]]:
    for name, page in pages.items():
        for node, section in page.sections.items():
            yield Spot(name, node), section


def _way_to(wanted: Spot, pages: Mapping[str, SitePage]) -> tuple[str, ...]:
    """Return a shortest way to a node from the start of its guide; nothing if there is none."""
    start = Spot(wanted.page, next(iter(pages[wanted.page].sections)))
    ways: dict[Spot, tuple[str, ...]] = {start: (start.node,)}
    queue = deque([start])
    while queue and wanted not in ways:
        spot = queue.popleft()
        for href in pages[spot.page].sections[spot.node].ways:
            target = _node_of(follow(spot, href), pages)
            if target is not None and target not in ways:
                shown = target.node if target.page == wanted.page else str(target)
                ways[target] = (*ways[spot], shown)
                queue.append(target)
    return ways.get(wanted, ())


def _node_of(spot: Spot | None, pages: Mapping[str, SitePage]) -> Spot | None:
    """Return the node that a customer sees at an address, which without an id is the start of the guide."""
    page = pages.get(spot.page) if spot else None
    if spot is None or page is None or not page.sections:
        return None
    if spot.node in page.sections:
        return spot
    return Spot(spot.page, next(iter(page.sections))) if not spot.node else None


def follow(spot: Spot, href: str) -> Spot | None:
    """Return where a link leads; None if that is not a page of the site."""
    try:
        address = urlsplit(urljoin(f"/{spot.page}", href))
    except ValueError:  # such as `//[`
        return None
    if address.scheme or address.netloc:
        return None
    # Percent signs are part of the URL, not of the file's name.
    path = unquote(address.path).removeprefix("/")
    return Spot(f"{path}index.html" if path.endswith("/") or not path else path, unquote(address.fragment))


def is_web(href: str) -> bool:
    """Return whether a link is a full 'https://' URL."""
    try:
        address = urlsplit(href)
        return address.scheme == "https" and bool(address.hostname)
    except ValueError:
        return False
