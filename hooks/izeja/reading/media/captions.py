"""Captions of videos (WebVTT): their cues, read for the transcript, and the mistakes in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_TIME = r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_ARROW = "-->"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_HEAD = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>]*>|</>")
_REMARK = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_HEAD_ENDS = 2
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
    lines = _LINE_ENDS.split(text)
    if not _HEAD.fullmatch(lines[0]):
        hint = "begin the file with the line 'WEBVTT', and an empty line below it"
        if any(_ARROW in line and "," in line for line in lines[:10]):
            hint += "\nor export the captions as WebVTT: these look like SRT"
        raise CaptionsError("captions begin with the line 'WEBVTT'", 1, hint)
    cues = _cues(lines)
    if not cues:
        hint = "write each as '00:01.000 --> 00:04.000', and what is said in the line below"
        raise CaptionsError("these captions have no text", 1, hint)
    return tuple(_paragraphs(cues))


def _cues(lines: list[str]) -> list[_Cue]:
    found: list[_Cue] = []
    for line, block in _blocks(lines):
        is_timed = any(_ARROW in one for one in block[:2])
        # What is right below the first line is its head.
        if is_timed or not (line <= _HEAD_ENDS or _REMARK.fullmatch(block[0])):
            found += _cues_of(block, line)
    return found


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines up to an empty one or the next time, as browsers do, and the number of the first."""
    block: list[str] = []
    is_timed = False
    for number, line in enumerate([*lines[1:], ""], 2):
        if not line or (is_timed and _ARROW in line):
            if any(one.strip() for one in block):
                yield number - len(block), block
            block, is_timed = [], False
        if line:
            block.append(line)
            is_timed = is_timed or _ARROW in line


def _cues_of(block: list[str], line: int) -> Iterator[_Cue]:
    """Yield what each voice says in one cue."""
    timed = next((index for index, one in enumerate(block[:2]) if _ARROW in one), None)
    if timed is None:
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
        raise CaptionsError("these captions end before they begin", place, "swap the two times")
    said = " ".join(one.strip() for one in block[timed + 1 :])
    if "<" in _TAG.sub("", said):
        message = "this text has a '<' that begins no markup, so browsers do not show what follows"
        raise CaptionsError(message, place + 1, "write it as '&lt;'")
    before, *spoken = _VOICE.split(said)
    for voice, text in (("", before), *zip(spoken[::2], spoken[1::2], strict=True)):
        if plain := " ".join(html.unescape(_TAG.sub("", text)).split()):
            yield _Cue(start, end, voice.strip(), plain)


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
