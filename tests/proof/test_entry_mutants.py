"""Every single fault in the contacts, topics and endings of a right library is reported.

`entries.txtar` is the library. A mutant has one value of it changed, taken out, doubled or added.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import txtar
from izeja.compiler.compile import compile_library
from izeja.running.memo import Memory

Address = tuple[str | int, ...]
CASE = Path(__file__).with_name("entries.txtar")
FILES: dict[str, Any] = {
    name: yaml.load(text, yaml.BaseLoader)  # noqa: S506 - texts only
    for name, text in txtar.split(CASE.read_text("utf-8")).items()
    if name.endswith(".yml")
}
CONTACTS, LATE, LIBRARY = "contacts.yml", "bills/late.yml", "library.yml"
DESK, HOURS, TOPICS = ("desk",), ("desk", "hours"), ("topics",)


class Mutant(NamedTuple):
    """A file, the place in it, and what is there instead; None for nothing."""

    file: str
    at: Address
    value: Any

    def data(self) -> Any:
        data = copy.deepcopy(FILES[self.file])
        holder = data
        for key in self.at[:-1]:
            holder = holder[key]
        if self.value is None:
            del holder[self.at[-1]]
        elif isinstance(holder, list) and self.at[-1] == len(holder):
            holder.append(self.value)
        else:
            holder[self.at[-1]] = self.value
        return data


def each(file: str, at: Address, *values: Any) -> Iterator[Mutant]:
    yield from (Mutant(file, at, value) for value in values)


def contacts() -> Iterator[Mutant]:
    yield from each(CONTACTS, (*DESK, "text"), None, "", "Talk\nto us", "Talk to {nobody}", ["Talk to us"])
    yield from each(CONTACTS, (*DESK, "note"), "", "Calls\nare free", "{nothing}", {"en": "Free"})
    yield from each(
        CONTACTS, (*DESK, "url"), "http://example.com", "example.com", {}, {"lv": "https://a.lv/"}
    )
    yield from each(CONTACTS, (*DESK, "url", "de"), "https://www.example.com/de")
    yield from each(CONTACTS, (*DESK, "phone", "lv"), "+371 67000000")
    phones = ("67000000", "+371 6700000", "+371 670000000", "+999 67000000", "+371 67000000, 67000001")
    yield from each(CONTACTS, (*DESK, "phone", "en"), *phones, "+371 6700 000O", "tel:+37167000000")
    yield from each(CONTACTS, (*DESK, "email"), "help", "help@example", "help@example.com, us@example.com")
    yield from each(CONTACTS, ("shop", "url"), None)
    yield from each(CONTACTS, DESK, None, "Talk to us", [])
    yield from each(CONTACTS, ("unused",), {"text": "Nobody", "url": "https://www.example.com/"})


def hours() -> Iterator[Mutant]:
    yield from each(CONTACTS, (*HOURS, "time_zone"), None, "Riga", "EET", "UTC+2", "Europe/Rigaa")
    yield from each(CONTACTS, (*HOURS, "weekly"), None, {}, "9:00-18:00")
    for line in (
        "monday",
        "friday-saturday",
        "tuesday-thursday",
        "saturday-sunday",
        "someday",
        "monday-monday",
    ):
        yield from each(CONTACTS, (*HOURS, "weekly", line), "19:00-20:00")
    for times in (
        "9:00",
        "9-18",
        "9:00-25:00",
        "9:00-9:00",
        "9:00 - 18.00",
        "closed",
        [],
        ["9:00-12:00", "11:00-13:00"],
    ):
        yield from each(CONTACTS, (*HOURS, "weekly", "monday-friday"), times)
    # On Saturday until three, and on Sunday from one.
    yield from each(CONTACTS, (*HOURS, "weekly", "sunday"), "1:00-3:00")
    closed = (
        "2026-12-26 to 2026-12-24",
        "2026-12-25",
        "24.12.2027",
        "2027-02-29",
        "2027-01-01",
        "2027-03-01-2027-03-02",
    )
    yield from each(CONTACTS, (*HOURS, "closed", 2), *closed)


def topics() -> Iterator[Mutant]:
    for at in ((*TOPICS, "bills"), (*TOPICS, "home"), (*TOPICS, "home", "topics", "moving")):
        yield from each(LIBRARY, at, None)
        yield from each(LIBRARY, (*at, "title"), None, "", "{nothing}")
        yield from each(LIBRARY, (*at, "icon"), "invoice", "Bill", ["bill"])
        yield from each(LIBRARY, (*at, "guides"), None, [], ["nowhere/"], ["nowhere.yml"], "modem.yml")
    yield from each(LIBRARY, (*TOPICS, "bills", "guides", 0), None)
    yield from each(LIBRARY, (*TOPICS, "bills", "guides", 1), None)
    wrong = (
        "bills/late.yml",
        "./bills/late.yml",
        "bills/late",
        "plug.yml",
        "bills/late.yml#ask",
        "bils/",
        "*",
        ".",
    )
    yield from each(LIBRARY, (*TOPICS, "bills", "guides", 2), *wrong)
    yield from each(LIBRARY, (*TOPICS, "home", "title"), "Bills", "bills!", "Moving house")
    yield from each(LIBRARY, (*TOPICS, "home", "topics", "bills"), {"title": "More", "guides": ["modem.yml"]})
    yield from each(LIBRARY, (*TOPICS, "home", "topics", "moving", "topics"), {"deep": {"title": "Deep"}})
    yield from each(LIBRARY, (*TOPICS, "Bad id"), {"title": "Bad", "guides": ["modem.yml"]})
    yield from each(LIBRARY, ("order", 1), "nowhere.yml", "plug.yml", "bills/late.yml")
    for alias in ("bills", "moving", "Old id", "a/b"):
        yield from each(LIBRARY, (*TOPICS, "bills", "aliases"), [alias])
    yield from each(LIBRARY, (*TOPICS, "home", "topics", "moving", "aliases"), ["old", "old"])
    yield from each("modem.yml", ("aliases",), ["topics/bill"])
    for file in ("bills/late.yml", "modem.yml"):
        yield from each(file, ("aliases",), ["topics/bills"])


def drafts() -> Iterator[Mutant]:
    yield from each("moving/soon.yml", ("draft",), "yes", "false", ["true"])
    for at in (
        ("unsolved",),
        ("nodes", "paid", "actions", 0, "to"),
        ("nodes", "how-late", "answers", 0, "to"),
    ):
        yield from each(LATE, at, "../moving/soon.yml")
    yield from each(LATE, ("nodes", "fee", "body"), "See [this](../moving/soon.yml).")
    yield from each("plug.yml", ("draft",), "true")
    yield from each("moving/move.yml", ("draft",), "true")


def endings() -> Iterator[Mutant]:
    paid, ask = ("nodes", "paid"), ("nodes", "ask")
    yield from each(LATE, (*paid, "outcome"), "", "Answer", "stopp", "true", ["stop"])
    yield from each(LATE, (*ask, "outcome"), "done")
    yield from each(LATE, (*paid, "prepare"), ["Order number"])
    for index, place in enumerate(("to", "to", "url", "contact")):
        action = (*paid, "actions", index)
        yield from each(LATE, (*action, "text"), None, "", "{nothing}")
        yield from each(LATE, (*action, place), None, "", "nowhere", "nowhere.yml", "paid", ["fee"])
        yield from each(
            LATE,
            (*action, "contact" if place != "contact" else "to"),
            "desk" if place != "contact" else "fee",
        )
    for text in ("See what a week costs", "see what a week costs!"):
        yield from each(LATE, (*paid, "actions", 3, "text"), text)
    yield from each(LATE, (*paid, "actions", 2, "url"), {"lv": "https://a.lv/"}, {}, "help@example.com")
    yield from each(LATE, (*paid, "actions"), FILES[LATE]["nodes"]["paid"]["actions"] * 2, {"to": "fee"})
    yield from each(LATE, ("nodes", "ended", "unsolved"), "ended", "nowhere", "return")
    yield from each(LATE, (*ask, "support"), "nobody", [], ["desk", "desk"], "contact:desk", "+371 67000000")
    yield from each(LATE, (*ask, "prepare"), [], "Order number", ["One", "one"], [""], ["{nothing}"])


def groups() -> Iterator[Mutant]:
    answers = ("nodes", "how-late", "answers")
    yield from each(LATE, (*answers, 0, "group"), "Very", "very!", "", ["A bit"])
    yield from each(LATE, (*answers, 3, "group"), "A bit", "a bit", "{nothing}")
    yield from each(LATE, (*answers, 0, "note"), "", "Two\nlines", "{nothing}", ["A note"])
    yield from each(LATE, (*answers, 1, "text"), "A day", "a day.")
    yield from each(
        LATE, (*answers, 4), *({"text": "Later", "to": "ask", key: "x"} for key in ("grup", "notes"))
    )


KINDS: Sequence[Callable[[], Iterator[Mutant]]] = (contacts, hours, topics, drafts, endings, groups)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entries") / "trees"
    txtar.unpack({name: json.dumps(data) for name, data in FILES.items()}, folder)
    assert not compile_library(folder).problems
    return folder


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_mutant_is_reported(kind: Callable[[], Iterator[Mutant]], library: Path) -> None:
    # As in a preview, what is the same as in the last mutant is not read again.
    memory = Memory()
    unseen = []
    for mutant in kind():
        file = library / mutant.file
        sound = file.read_text("utf-8")
        file.write_text(json.dumps(mutant.data()), "utf-8")
        if not compile_library(library, memory=memory).problems:
            unseen.append(mutant)
        file.write_text(sound, "utf-8")
    assert not unseen
