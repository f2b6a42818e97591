"""The shipped library as its files say: trees from the YAML, texts from the catalogs, ways from the oracle.

Shares no code with the compiler, so that tests can take from it what a page has to show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from conftest import ROOT
from oracle import Oracle, Spot

LIBRARY = ROOT / "decision_trees"
PAGE_WORDS = ROOT / "hooks" / "izeja" / "translation" / "locale"


class Edge(NamedTuple):
    """A link that has to be on a page: the `number`-th of its node, to a node of this guide or another."""

    source: Spot
    number: int
    target: Spot
    retry: bool

    def __str__(self) -> str:
        return f"{self.source[0][0]}: {id_of(self.source)} ({self.number + 1}) > {id_of(self.target)}"


def load(name: str) -> Any:
    """Return what a YAML file says; all scalars are text."""
    return yaml.load((LIBRARY / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only


CONFIG = load("library.yml")
LANGUAGES: list[str] = CONFIG["languages"]
TERMS = load("terms.yml")
CONTACTS = load("contacts.yml")
TREES = {
    file.relative_to(LIBRARY).with_suffix("").as_posix(): load(str(file.relative_to(LIBRARY)))
    for file in sorted(LIBRARY.glob("*/**/*.yml"))
}
ORACLE = Oracle(TREES, unsolved=CONFIG["unsolved"])
GUIDES = ORACLE.guides


def id_of(spot: Spot) -> str:
    """Return the id of a node on the page of its guide: the nodes that include it, and its own name."""
    return ".".join(name for _, name in spot)


def start_of(guide: str) -> Spot:
    """Return where a guide begins, inside an included tree if that is its first node."""
    return ORACLE.follow(((guide, ""),), TREES[guide]["start"])


def node_of(spot: Spot) -> dict[str, Any]:
    """Return what the file says of a node."""
    tree, name = spot[-1]
    found: dict[str, Any] = TREES[tree]["nodes"][name]
    return found


def edges_of(spot: Spot) -> list[Edge]:
    """Return the ways on from a node, in the order in which they are written."""
    return [Edge(spot, number, *onward) for number, onward in enumerate(ORACLE.onward(spot))]


def branches_from(spot: Spot) -> Iterator[tuple[Edge, ...]]:
    """Yield every way from a node to an ending. Retries begin none, so there is no circle."""
    onward = [edge for edge in edges_of(spot) if not edge.retry]
    if not onward:
        yield ()
    for edge in onward:
        yield from ((edge, *rest) for rest in branches_from(edge.target))


@cache
def catalog(file: Path) -> Catalog:
    """Read a catalog."""
    with file.open("rb") as opened:
        return read_po(opened)


def translated(language: str, tree: str, context: str, text: str) -> str:
    """Return a text of a file in a language, with the names that its terms have there."""
    if language != CONFIG["source_language"]:
        message = catalog(LIBRARY / "translations" / language / f"{tree}.po").get(text, f"{tree}{context}")
        assert message is not None, f"no message {tree}{context}"
        assert isinstance(message.string, str)
        text = message.string
    return re.sub(r"\{([\w-]+)\}", lambda term: term_of(language, term[1]), text)


def term_of(language: str, key: str) -> str:
    """Return the name that a term has in a language."""
    return translated(language, "terms", f"#{key} text", TERMS[key]["text"])


def page_words(language: str, text: str, **inserted: str) -> str:
    """Return words of the page itself in a language."""
    if language != "en":
        message = catalog(PAGE_WORDS / f"{language}.po").get(text)
        assert message is not None
        assert isinstance(message.string, str)
        text = message.string
    return text % inserted


def heading_of(language: str, spot: Spot) -> str:
    """Return the heading of a node; a support ending without one shows the name of its contact."""
    tree, name = spot[-1]
    node = node_of(spot)
    key = next(key for key in ("question", "step", "resolution", "heading", "support") if key in node)
    if key == "support":
        return translated(language, "contacts", f"#{node[key]} text", CONTACTS[node[key]]["text"])
    return translated(language, tree, f"#{name} {key}", node[key])


def words_of(language: str, edge: Edge) -> str:
    """Return what the link of an edge has to say."""
    tree, name = edge.source[-1]
    node = node_of(edge.source)
    if "answers" in node:
        return translated(language, tree, f"#{name} answers.text", node["answers"][edge.number]["text"])
    guide = edge.target[0][0]
    if guide != edge.source[0][0]:
        title = translated(language, guide, " title", TREES[guide]["title"])
        return page_words(language, "Continue in the guide: %(guide)s", guide=title)
    return page_words(language, "Next: %(heading)s", heading=heading_of(language, edge.target))


def contact_of(language: str, spot: Spot) -> str:
    """Return where a support ending hands the customer over."""
    url = CONTACTS[node_of(spot)["support"]]["url"]
    return str(url if isinstance(url, str) else url[language])
