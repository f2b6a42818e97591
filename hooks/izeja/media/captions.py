"""Captions of videos (WebVTT): their cues, read for the transcript, and the mistakes in them."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_HEAD = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")
_BLOCKS = ("NOTE", "STYLE", "REGION")
_PAUSE = 2000
"""After so many milliseconds of silence, the transcript has a new paragraph."""


class CaptionsError(ValueError):
    """Captions with a mistake: what is wrong, in which line, and what to do about it."""

    def __init__(self, message: str, line: int, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.hint = hint


class _Cue(NamedTuple):
    start: int
    end: int
    voice: str
    text: str


def transcript(text: str) -> tuple[str, ...]:
    """Return what the captions of a video say, as paragraphs of plain text.

    Raises:
        CaptionsError: with the first mistake.
    """
    lines = text.splitlines()
    if not lines or not _HEAD.fullmatch(lines[0]):
        hint = "begin the file with the line 'WEBVTT', and an empty line below it"
        if any("-->" in line and "," in line for line in lines[:10]):
            hint += "\nor export the captions as WebVTT: these look like SRT"
        raise CaptionsError("captions begin with the line 'WEBVTT'", 1, hint)
    cues = list(_cues(lines))
    if not cues:
        hint = "write each as '00:01.000 --> 00:04.000', and what is said in the line below"
        raise CaptionsError("these captions say nothing", 1, hint)
    return tuple(_paragraphs(cues))


def _cues(lines: list[str]) -> list[_Cue]:
    found: list[_Cue] = []
    at = 1
    while at < len(lines):
        end = next((index for index in range(at, len(lines)) if not lines[index].strip()), len(lines))
        block = lines[at:end]
        if block and not block[0].startswith(_BLOCKS) and (cue := _cue(block, at + 1, found)):
            found.append(cue)
        at = end + 1
    return found


def _cue(block: list[str], line: int, before: list[_Cue]) -> _Cue | None:
    timed = next((index for index, one in enumerate(block[:2]) if "-->" in one), None)
    if timed is None:
        # In the head of the file, such a line may be a remark.
        if not before and len(block) == 1 and ":" in block[0]:
            return None
        hint = "write '00:01.000 --> 00:04.000' above it; an empty line ends what is said"
        raise CaptionsError("this text has no time", line, hint)
    place = line + timed
    times = _TIMING.fullmatch(block[timed].strip())
    if not times:
        hint = "write it like '00:01.000 --> 00:04.000': minutes, seconds, a full stop, and milliseconds"
        message = f"'{block[timed].strip()}' is not a time of captions"
        raise CaptionsError(message, place, hint)
    start, end = _milliseconds(*times.groups()[:4]), _milliseconds(*times.groups()[4:])
    if end <= start:
        raise CaptionsError("these captions end before they begin", place, "exchange the two times")
    said = " ".join(one.strip() for one in block[timed + 1 :])
    voice = _VOICE.search(said)
    plain = " ".join(html.unescape(_TAG.sub("", said)).split())
    return _Cue(start, end, voice[1].strip() if voice else "", plain) if plain else None


def _milliseconds(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _paragraphs(cues: list[_Cue]) -> list[str]:
    """Join cues to paragraphs: a new one begins with another voice, or after a pause."""
    found: list[str] = []
    last: _Cue | None = None
    for cue in cues:
        if last is None or cue.voice != last.voice or cue.start - last.end >= _PAUSE:
            found.append(f"{html.unescape(cue.voice)}: {cue.text}" if cue.voice else cue.text)
        else:
            found[-1] += f" {cue.text}"
        last = cue
    return found
