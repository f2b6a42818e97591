"""The status of translations for people and programs: a table, JSON and an SVG badge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from html import escape

from izeja.library.library import Library
from izeja.problems.terminal import visible_json
from izeja.problems.wording import counted
from izeja.translation.status import LanguageStatus
from izeja.translation.tally import time_in_words

VERSION = 1
"""The version of the JSON; a new one breaks its readers."""

_GOOD, _FAIR, _POOR = "#2e7d32", "#9a6700", "#b3261e"


def as_json(library: Library, statuses: Sequence[LanguageStatus]) -> str:
    """Write the status for programs, as `docs/translating.md` describes it."""
    languages = [
        {
            "language": one.language,
            "state": one.state,
            "percent": one.progress.percent,
            **asdict(one.progress),
            "minutes": one.progress.minutes,
            "left_in_source": one.progress.in_source.messages,
            "parts": [
                {
                    "part": part.part,
                    "catalog": part.catalog,
                    **asdict(part.progress),
                    "left_in_source": part.progress.in_source.messages,
                }
                for part in one.parts
            ],
            "pages": list(one.pages),
        }
        for one in statuses
    ]
    content = {"version": VERSION, "source_language": library.config.source_language, "languages": languages}
    return visible_json(content)


def as_table(statuses: Iterable[LanguageStatus]) -> str:
    """Write the status for people: a table for each language."""
    return "\n\n".join("\n".join(_table(one)) for one in statuses)


def _table(status: LanguageStatus) -> Iterator[str]:
    rows = [(part.part, part.progress) for part in status.parts]
    rows.append((f"all ({status.progress.percent} %)", status.progress))
    name_and_state = f"{status.language} ({status.state})"
    # These head the first column, so they count towards its width.
    width = max(len(name_and_state), *(len(name) for name, _ in rows))
    yield f"{'':{width}}  {'messages':<27}  words"
    yield f"{name_and_state:{width}}  " + "  ".join(["translated", "  stale", "missing"] * 2)
    for name, progress in rows:
        tallies = (progress.translated, progress.to_correct, progress.to_translate)
        numbers = [one.messages for one in tallies] + [one.words for one in tallies]
        cells = (f"{number:>{size},}" for number, size in zip(numbers, (10, 7, 7) * 2, strict=True))
        yield f"{name:{width}}  " + "  ".join(cells)
    if status.progress.left.messages:
        yield f"time left: {time_in_words(status.progress.minutes)}"
    for number, column, why in (
        (status.progress.in_source.messages, "missing", "in the words of the source language"),
        (status.progress.faulty.messages, "stale", "with mistakes"),
    ):
        if number:
            many = counted(number, "translation")
            yield f"counted as {column}: {many} {why}; 'izeja check' shows where"
    yield from (f"not translated: {page}" for page in status.pages)


def badge(statuses: Sequence[LanguageStatus]) -> str:
    """Draw the status as an SVG badge with the percentage of each language that is published."""
    label = "translations"
    published = [one for one in statuses if one.state != "preparing"]
    value = " · ".join(f"{one.language} {one.progress.percent} %" for one in published) or "none"
    least = min((one.progress.percent for one in published), default=100)
    colour = _GOOD if least == 100 else _FAIR if least >= 50 else _POOR
    # A badge cannot measure text: about 7 pixels a letter at 11 px, and `textLength` makes it fit exactly.
    left, right = (7 * len(text) + 12 for text in (label, value))
    title = escape(f"{label}: {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' aria-label="{title}"><title>{title}</title>'
        f'<rect width="{left}" height="20" rx="3" fill="#444"/>'
        f'<rect x="{left - 3}" width="{right + 3}" height="20" rx="3" fill="{colour}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{left / 2:g}" y="14" textLength="{left - 12}">{label}</text>'
        f'<text x="{left + right / 2:g}" y="14" textLength="{right - 12}">{escape(value)}</text>'
        "</g></svg>\n"
    )
