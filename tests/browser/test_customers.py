"""Customers who walk through random libraries with facts: the page shows what decisions 28 and 36 say."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as NotShownError

import txtar
from browser.conftest import NewPage, serving
from conftest import build
from customer import Customer, Past
from fact_oracle import FactOracle
from oracle import Spot
from random_libraries import FACTS, libraries_to_walk, write_library

LIBRARIES = 8
STEPS = 14
MKDOCS = """
site_name: Test
site_url: https://example.org/
theme: {name: material, font: false}
extra: {generator: false}
plugins: [izeja]
"""
SHOWN = r"""() => {
    const guide = document.querySelector("guided-help");
    // Before its script begins, a guide is an article.
    const step = guide?.querySelector("[data-part=whole]") && guide.querySelector("section:not([hidden])");
    const told = (element) => element && element.textContent.trim().replace(/\s+/g, " ");
    return JSON.stringify(step && {
        node: `${guide.dataset.tree}#${step.id}`,
        trail: [...guide.querySelectorAll(".guide__past")].map(told),
        left: told(step.querySelector(".guide__left:not([hidden])")),
        next: told(step.querySelector("[data-slot=next]")),
        variant: told(step.querySelector(".guide__body [data-by][role=none] > [data-fits]")),
    });
}"""

Trees = dict[str, dict[str, Any]]


def libraries() -> Trees:
    """Return random libraries without a mistake, in a folder each; each asks several times for facts."""
    found: Trees = {}

    @settings(max_examples=150)
    @given(libraries_to_walk(FACTS))
    def collect(drawn: Trees) -> None:
        number = len({tree.partition("/")[0] for tree in found})
        if number < LIBRARIES and (library := without_islands(drawn)):
            oracle = FactOracle(library, FACTS)
            if sum("asks" in oracle.node(spot) for spot in oracle.spots) > 1:
                found.update({f"l{number}/{name}": tree for name, tree in library.items()})

    collect()
    assert len(found) >= LIBRARIES
    for name, tree in found.items():
        tree["title"] = name
        for node, data in tree["nodes"].items():
            kind = next(iter(data))
            if kind != "include":
                data[kind] = f"{name} {node}"
    return found


def without_islands(library: Trees) -> Trees | None:
    """Return a library without nodes that nothing leads to; None if it has other mistakes, too."""
    while True:
        oracle = FactOracle(library, FACTS)
        if "unknown-target" in (broken := oracle.broken()):
            return None
        if "unreachable" not in broken:
            return None if broken | oracle.faults() else library
        met = {spot[-1] for spot in oracle.spots} - {*oracle.unreachable()}
        smaller = {
            name: {
                **tree,
                "nodes": {node: data for node, data in tree["nodes"].items() if (name, node) in met},
            }
            for name, tree in library.items()
        }
        library = {name: tree for name, tree in smaller.items() if tree["nodes"]}


def shown(customer: Customer) -> str:
    """Return what the page has to show, in its words."""
    said = customer.shown()

    def heading(spot: Spot) -> str:
        return " ".join(spot[-1])

    def told(past: Past) -> str:
        node = customer.oracle.node(past.spot)
        if "question" in node:
            return f"{heading(past.spot)} {node['answers'][past.way]['text']} Change"
        if customer.ways(past.spot)[past.way].unsolved:
            return f"{heading(past.spot)} This did not solve it Read again"
        done = "Done" if "next" in node else node["actions"][past.way]["text"]
        return f"{heading(past.spot)} {done} Read again"

    return json.dumps(
        {
            "node": f"{said.node[0][0]}#{'.'.join(name for _, name in said.node)}",
            "trail": [told(past) for past in said.trail],
            "left": in_words(*said.left) if said.left else None,
            "next": said.next and heading(said.next),
            "variant": said.variant,
        },
        separators=(",", ":"),
    )


def in_words(fewest: int, most: int) -> str:
    if not most:
        return "Last question in this guide"
    amount = f"About {most}" if fewest == most else f"{fewest} to {most}" if fewest else f"Up to {most}"
    return f"{amount} more question{'s' if most > 1 else ''}"


def act(page: Page, customer: Customer, random: Random) -> str:
    """Do something, in the model and on the page; return what."""
    entry, ways = customer.here, customer.ways(customer.here.spot)
    links = "guided-help section:not([hidden]) :is([data-answer], [data-unsolved])"
    can = ["choose"] * 4 * bool(ways) + ["change", "back", "restart"] * bool(entry.trail) + ["reload"]
    can += ["travel -1"] * bool(customer.at) + ["travel 1"] * (customer.at + 1 < len(customer.history))
    match random.choice(can).split():
        case ["choose"]:
            index = random.randrange(len(ways))
            customer.choose(index)
            click(page, links, index)
            return f"choose {index}"
        case ["change"]:
            index = random.randrange(len(entry.trail))
            customer.change(index)
            click(page, ".guide__past a", index)
            return f"change {index}"
        case ["travel", by]:
            customer.travel(int(by))
            page.evaluate("by => history.go(by)", int(by))
            return f"travel {by}"
        case ["reload"]:
            customer.reload()
            page.reload()
            return "reload"
        case [tool]:
            (customer.back if tool == "back" else customer.start_over)()
            click(page, f"[data-part={tool}]", 0)
            return tool
    raise AssertionError


def click(page: Page, selector: str, index: int) -> None:
    page.evaluate(
        "([selector, index]) => document.querySelectorAll(selector)[index].click()", [selector, index]
    )


def test_a_page_shows_what_the_oracle_says(new_page: NewPage, tmp_path: Path) -> None:
    trees = libraries()
    oracle = FactOracle(trees, FACTS)
    txtar.unpack({"mkdocs.yml": MKDOCS, "docs/index.md": "# Home\n"}, tmp_path)
    for folder in {tree.partition("/")[0] for tree in trees}:
        (tmp_path / "decision_trees" / folder).mkdir(parents=True)
    write_library(tmp_path / "decision_trees", trees, facts=FACTS)
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    with serving(tmp_path / "site") as server:
        for number, guide in enumerate(oracle.guides):
            random = Random(number)  # noqa: S311 - the same walks in every run
            said = {fact: random.choice([*values, ""]) for fact, values in FACTS.items()}
            customer = Customer(oracle)
            customer.open(guide, {fact: value for fact, value in said.items() if value})
            page = new_page()
            page.goto(
                f"{server.address}{guide}/?" + "&".join(f"{fact}={value}" for fact, value in said.items())
            )
            done = [f"open {guide} with {said}"]
            for _ in range(STEPS):
                wanted = shown(customer)
                try:
                    page.wait_for_function(f"wanted => ({SHOWN})() === wanted", arg=wanted)
                except NotShownError:
                    told = f"after {done}:\n{page.evaluate(SHOWN)}\nand not\n{wanted}"
                    raise AssertionError(told) from None
                done.append(act(page, customer, random))
            page.context.close()
