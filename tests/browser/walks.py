"""Walks of people who hear a page instead of seeing it: cases in `tests/browser/heard`, and their actions.

A case begins with what it shows, and the site that it is about. Then come actions, each with what is heard:

    Changing an answer
    site: shipped

    > open en/microsoft/which-account/
    > press link "Yes"
    focus: heading 2: ...
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from time import monotonic
from typing import NamedTuple, Self

from playwright.sync_api import Locator, Page

from browser.heard import Heard, listen

QUOTED = re.compile(r'"([^"]*)"')
# Roles that the browser knows, and Playwright does not.
ELEMENTS: Mapping[str, str] = {"disclosure": "summary"}
KEYS: Mapping[str, str] = {"checkbox": "Space"}


class Step(NamedTuple):
    """An action, and what is heard after it."""

    action: str
    heard: str


class Walk(NamedTuple):
    """A case."""

    title: str
    site: str
    steps: list[Step]

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the file of a case."""
        head, *steps = re.split(r"^> ", file.read_text("utf-8"), flags=re.MULTILINE)
        title, _, site = head.strip().rpartition("\nsite: ")
        return cls(title, site, [Step(*step.partition("\n")[::2]) for step in steps])

    def __str__(self) -> str:
        return f"{self.title}\nsite: {self.site}\n\n" + "".join(
            f"> {step.action}\n{step.heard}" for step in self.steps
        )


def _named(page: Page, what: str) -> Locator:
    """Return the element that has a role and a name, as in `link "Yes"`; of several, the first."""
    role, _, name = what.partition(" ")
    (text,) = QUOTED.findall(name)
    if role in ELEMENTS:
        return page.locator(f"{ELEMENTS[role]}:visible", has_text=text).first
    return page.get_by_role(role, name=text, exact=True).first  # type: ignore[arg-type]  # the case says which


def _press(page: Page, what: str) -> None:
    page.keyboard.press(KEYS.get(what.partition(" ")[0], "Enter"))


def _fill(page: Page, what: str) -> None:
    target, _, text = what.rpartition(" with ")
    role, _, name = target.partition(" ")
    field = (
        page.get_by_label(*QUOTED.findall(name)).locator("visible=true")
        if role == "date"
        else _named(page, target)
    )
    field.first.fill(text)


ACTIONS: Mapping[str, Callable[[Page, str], object]] = {
    "open": lambda page, path: page.goto(path),
    "press": _press,
    "fill": _fill,
    "key": lambda page, key: page.keyboard.press(key),
    "back": lambda page, _: page.go_back(),
    "forward": lambda page, _: page.go_forward(),
    "reload": lambda page, _: page.reload(),
}


def tell(before: Heard | None, now: Heard) -> str:
    """Return what is heard after an action: the focus, what is announced, and what is new on the page."""
    lines = [
        *_moved(before, now),
        *(f"said: {said}" for said in (now.announced_since(before) if before else ())),
    ]
    return "".join(f"{line}\n" for line in [*lines, *_new(before.lines if before else [], now.lines), ""])


def _moved(before: Heard | None, now: Heard) -> Iterator[str]:
    if before is None or now.page.id != before.page.id:
        yield f"a new page, focus: {' > '.join(now.focus_since(now))}"
    elif not now.focus or not before.focus or now.focus.id != before.focus.id:
        yield f"focus: {' > '.join(now.focus_since(before))}"
    elif now.focus.said != before.focus.said:
        yield f"now: {now.focus.said}"


def _new(before: list[str], now: list[str]) -> Iterator[str]:
    """Yield the lines of a page that were not there before, and "..." for those that were."""
    for kind, _, _, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "  ..."
        else:
            yield from ("  " + line for line in now[start:end])


class Listener:
    """Somebody who walks a case and hears what changes."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self.now: Heard | None = None

    def step(self, action: str, wanted: str | None) -> str:
        """Act, and return what is heard: what is wanted, or what is there when nothing changes any more."""
        verb, _, rest = action.partition(" ")
        if verb == "press":
            _named(self._page, rest).focus()
            self.now = listen(self._session)
        before = self.now
        ACTIONS[verb](self._page, rest)
        heard, end = "", monotonic() + (PATIENCE if wanted else CALM)
        while heard != wanted and monotonic() < end:
            self.now = listen(self._session)
            last, heard = heard, tell(before, self.now)
            if heard != last and not wanted:
                end = monotonic() + CALM
        return heard


# How long what is wanted may take, and how long a page that has come to rest stays as it is: in seconds.
PATIENCE, CALM = 30, 3
