"""What is known of an address after it has been asked."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

State: TypeAlias = Literal["works", "moved", "dead", "unclear", "private", "refused"]
"""`unclear` may work in a browser. A `private` address was not asked, nor one that robots.txt `refused`."""


class Answer(NamedTuple):
    """The state of an address, why it is that, and where it has moved to for good."""

    state: State
    why: str = ""
    moved_to: str = ""
    is_unknown: bool = False
    """Whether its server was not found at all: of all addresses at once, it says that there is no network."""


def answer_of_status(status: int, reason: str) -> Answer:
    """Return what the status of an answer says about an address."""
    said = f"{status} {reason}".strip()
    if 200 <= status < 300:
        return Answer("works")
    if status in (404, 410):
        return Answer("dead", f"the server says '{said}'")
    if status in (401, 403, 405, 406, 429, 451):
        return Answer("unclear", f"the server blocks programs ('{said}')")
    if status >= 500:
        return Answer("unclear", f"the server failed ('{said}')")
    return Answer("unclear", f"the server answers '{said}'")
