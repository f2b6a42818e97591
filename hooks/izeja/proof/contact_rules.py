"""The rules for contacts, and for URLs of terms: each language has one, and no two opening hours overlap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from izeja.language.contact_ways import CHANNELS, Channel, is_reached_in
from izeja.language.hours import DAYS, MINUTES_OF_DAY, DaysOff, Hours, Opening, days_of
from izeja.language.nodes import Ending
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem, Related, Severity
from izeja.problems.wording import listed
from izeja.proof.untranslated import severity_of_untranslated
from izeja.reading.data import Address
from izeja.reading.source import Source

_EXAMPLES: Mapping[Channel, str] = {"url": "https://...", "phone": "+371 ...", "email": "help@..."}
_WEEK = 7 * MINUTES_OF_DAY


def addresses_of_languages(library: Library) -> Iterator[Problem]:
    """`untranslated`, `unknown-language`: what is written for each language is for those of the library."""
    for language in library.config.languages:
        yield from missing_addresses(library, language)
    for source, at, each in _values_by_language(library):
        for language in (one for one in each if one not in library.config.languages):
            message = f"library.yml does not list the language '{language}'"
            hint = f"use one of: {listed(library.config.languages)}"
            hint += f"\nor add '{language}' to 'languages' in library.yml"
            yield Problem("unknown-language", message, source.key(*at, language), hint)


def missing_addresses(library: Library, language: str) -> Iterator[Problem]:
    """`untranslated`: a term or an action has a URL for this language, and a contact can be reached in it."""
    severity = severity_of_untranslated(library, language)
    for source, at, urls in _urls_by_language(library):
        if language not in urls:
            what = "this action" if at[0] == "nodes" else f"'{at[0]}'"
            yield _missing(what, ["url"], language, source.key(*at), severity)
    for key, contact in library.contacts.items():
        if not is_reached_in(contact, language):
            channels = [one for one in CHANNELS if getattr(contact, one) is not None]
            place = library.source_of("contacts").key(key, channels[0])
            yield _missing(f"'{key}'", channels, language, place, severity)


def _missing(
    who: str, channels: list[Channel], language: str, place: Position, severity: Severity
) -> Problem:
    what = "URL" if channels == ["url"] else " or ".join(f"'{one}'" for one in channels)
    message = f"{who} has no {what} for the language '{language}'"
    one = "one URL" if channels == ["url"] else "one"
    hint = f"add '{language}: {_EXAMPLES[channels[0]]}', or write {one} for all languages"
    return Problem("untranslated", message, place, hint, severity=severity, language=language)


def _values_by_language(library: Library) -> Iterator[tuple[Source, Address, Mapping[str, object]]]:
    yield from _urls_by_language(library)
    for key, contact in library.contacts.items():
        for channel in CHANNELS:
            if isinstance(each := getattr(contact, channel), dict):
                yield library.source_of("contacts"), (key, channel), each


def _urls_by_language(library: Library) -> Iterator[tuple[Source, Address, Mapping[str, str]]]:
    """Yield the URLs of terms and actions; contacts may have something else for a language."""
    for key, term in library.terms.items():
        if isinstance(term.url, dict):
            yield library.source_of("terms"), (key, "url"), term.url
    for tree_id, tree in library.trees.items():
        for node_id, node in tree.nodes.items():
            for index, action in enumerate(node.actions if isinstance(node, Ending) else ()):
                if isinstance(action.url, dict):
                    at: Address = ("nodes", node_id, "actions", index, "url")
                    yield library.source_of(tree_id), at, action.url


class _Placed(NamedTuple):
    """A time of the week, in minutes from Monday's midnight, and where it is written."""

    start: int
    end: int
    opening: Opening
    at: Address


def overlapping_hours(library: Library) -> Iterator[Problem]:
    """`overlapping-hours`: each day has one line, no two times meet, and no day off is listed twice."""
    for key, contact in library.contacts.items():
        if contact.hours is not None:
            yield from _overlaps_of(key, contact.hours, library.source_of("contacts"))
            yield from _days_off_twice(key, contact.hours, library.source_of("contacts"))


def _days_off_twice(key: str, hours: Hours, source: Source) -> Iterator[Problem]:
    listed: list[tuple[int, DaysOff]] = []
    for index, days in enumerate(hours.closed):
        twice = [at for at, one in listed if days.first <= one.last and one.first <= days.last]
        if twice:
            message = f"'{days}' has a day off that is already listed"
            related = (Related("the other days off", source.value(key, "hours", "closed", twice[0])),)
            place = source.value(key, "hours", "closed", index)
            yield Problem("overlapping-hours", message, place, "list each day off once", related)
        listed.append((index, days))


def _overlaps_of(key: str, hours: Hours, source: Source) -> Iterator[Problem]:
    at: Address = (key, "hours", "weekly")
    lines: dict[int, str] = {}
    for written in hours.weekly:
        twice = [day for day in days_of(written) if lines.setdefault(day, written) != written]
        if twice:
            first = lines[twice[0]]
            message = f"'{DAYS[twice[0]]}' is already in the line '{first}'"
            related = (Related("the other line", source.key(*at, first)),)
            hint = "give each day one line, and leave it out of the other"
            yield Problem("overlapping-hours", message, source.key(*at, written), hint, related)
            return
    placed = sorted(_placed(hours, at))
    # The last time of the week may go on into its first day.
    again = [one._replace(start=one.start + _WEEK, end=one.end + _WEEK) for one in placed[:1]]
    for one, other in pairwise([*placed, *again]):
        if other.start < one.end and one.at != other.at:
            message = f"'{other.opening}' begins before '{one.opening}' ends"
            related = (Related("the other time", source.value(*one.at)),)
            hint = "start each time after the one before it has ended"
            yield Problem("overlapping-hours", message, source.value(*other.at), hint, related)
            return


def _placed(hours: Hours, at: Address) -> Iterator[_Placed]:
    for written, times in hours.weekly.items():
        every = [((), times)] if isinstance(times, Opening) else [((i,), one) for i, one in enumerate(times)]
        for more, opening in every:
            for day in days_of(written):
                midnight = day * MINUTES_OF_DAY
                place = (*at, written, *more)
                yield _Placed(midnight + opening.start, midnight + opening.end, opening, place)
