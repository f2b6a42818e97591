"""What was found about the addresses of a library: as text with the line of each, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from izeja.authoring.links.answer import Answer, State
from izeja.problems.problem import Position
from izeja.problems.report import excerpt, place_of
from izeja.problems.terminal import visible_json, visible_line
from izeja.problems.wording import counted, listed, shortened

JSON_VERSION = 1
_ORDER: tuple[State, ...] = ("dead", "moved", "unclear", "refused", "private", "works")
_HEADS: dict[State, str] = {
    "dead": "is dead: ",
    "moved": "has moved for good",
    "unclear": "could not be checked: ",
    "refused": "could not be checked: ",
    "private": "was not checked: ",
}
_SUMMARY: dict[State, str] = {
    "dead": "dead",
    "moved": "moved",
    "unclear": "unclear",
    "refused": "blocked by robots.txt",
    "private": "private",
    "works": "working",
}


class Finding(NamedTuple):
    """An address, its answer, and every place where it is written."""

    url: str
    answer: Answer
    places: tuple[Position, ...]


def as_text(findings: Sequence[Finding], texts: Mapping[str, str]) -> str:
    """Write every address that does not simply work, dead ones first, and then how many there are.

    Args:
        findings: of all addresses.
        texts: the whole text of each file, by the path that places name.
    """
    shown = sorted(
        (one for one in findings if one.answer.state != "works"),
        key=lambda one: (_ORDER.index(one.answer.state), one.places[0].path, one.places[0].line, one.url),
    )
    return "\n\n".join((*("\n".join(_lines(one, texts)) for one in shown), _summary(findings)))


def _lines(finding: Finding, texts: Mapping[str, str]) -> Iterator[str]:
    first, *others = finding.places
    answer = finding.answer
    yield visible_line(shortened(f"{first}: {finding.url} {_HEADS[answer.state]}{answer.why}"))
    if line := excerpt(first, texts):
        yield line
    yield visible_line(shortened(f"     = {_advice(answer)}"))
    if others:
        yield f"     = also written in {listed([place_of(one, (first, *others)) for one in others])}"


def _advice(answer: Answer) -> str:
    match answer.state:
        case "dead":
            return "write the address of a page that exists, or take this one out"
        case "moved" if answer.moved_to.startswith("https://"):
            return f"write '{answer.moved_to}', if that page still says what it should"
        case "moved":
            return (
                f"it leads to '{answer.moved_to}', which is not secure: look for an address with 'https://'"
            )
        case "private":
            return "customers cannot open it, unless they are in that network; '--private' checks it, too"
        case _:
            return "open it in a browser to see whether it works"


def _summary(findings: Sequence[Finding]) -> str:
    numbers = Counter(one.answer.state for one in findings)
    states = [f"{numbers[state]:,} {_SUMMARY[state]}" for state in _ORDER if numbers[state]]
    return ": ".join((counted(len(findings), "address"), *([", ".join(states)] if states else [])))


def as_list(places: Mapping[str, Sequence[Position]]) -> str:
    """Write addresses with the places where they are written, a line for each place."""
    lines = [f"{place}: {url}" for url, each in places.items() for place in each]
    return "\n".join((*map(visible_line, lines), counted(len(places), "address")))


def as_json(findings: Sequence[Finding], *, is_complete: bool) -> str:
    """Write findings for programs, as `docs/reference/links.md` describes them."""
    return visible_json(
        {
            "version": JSON_VERSION,
            "is_complete": is_complete,
            "links": [
                {
                    "url": one.url,
                    "state": one.answer.state,
                    # In a text, it continues a sentence.
                    "why": one.answer.why.lstrip(", ") or None,
                    "moved_to": one.answer.moved_to or None,
                    "places": [
                        {"path": place.path, "line": place.line, "column": place.column}
                        for place in one.places
                    ],
                }
                for one in findings
            ],
        }
    )
