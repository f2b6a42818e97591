"""The days on which facts are to be checked again, as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from izeja.authoring.overview.figures import Review

_LONGEST = 75
"""The most bytes of a line; what is longer goes on in the next one, after a space."""


def as_calendar(reviews: Iterable[Review], root: str, today: date) -> str:
    """Write a whole day for each review that has one.

    Args:
        reviews: of trees; the same tree always has the same event, so that calendars move it.
        root: the folder of the library, as it is shown.
        today: the day on which the calendar is made.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Izeja//Reviews//EN"]
    for review in reviews:
        lines += _event(review, root, today)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _event(review: Review, root: str, today: date) -> Iterator[str]:
    if review.due is None:
        return
    file = f"{root}/{review.tree}.yml"
    said = [f"Check the facts in {file} against their sources, then write the day below 'reviewed'."]
    said += [f"Owner: {review.owner}"] if review.owner else []
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(file)}@izeja"
    # Of the day and not of the moment, so that the same reviews give the same file.
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{review.due:%Y%m%d}"
    # An event ends before its end: the next day is no part of it (RFC 5545, 3.6.1).
    yield f"DTEND;VALUE=DATE:{review.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'Review: {review.title}')}"
    yield f"DESCRIPTION:{_text(chr(10).join(said))}"
    # The owner is not busy all day.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    # RFC 5545, 3.3.11. It has no escape for other control characters, and allows none of them.
    escaped = re.sub(r"[\\;,]", r"\\\g<0>", text)
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", escaped).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    part = ""
    for sign in line:
        # Bytes count, and no letter is cut.
        if len((part + sign).encode()) > _LONGEST:
            yield part
            part = " "
        part += sign
    yield part
