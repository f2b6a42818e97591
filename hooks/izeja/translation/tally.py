"""How much there is to translate: in messages, in words, and in time."""

from __future__ import annotations

from dataclasses import dataclass

from izeja.problems.wording import counted

_SECONDS_FOR_A_WORD = 12
"""A careful translator does 300 words in an hour, with the check of each page."""
_SECONDS_FOR_A_STALE_WORD = 6
_HOUR = 60
_DAY = 8 * _HOUR
_WEEK = 5 * _DAY


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of messages, and of the words in their source texts."""

    messages: int = 0
    words: int = 0

    @classmethod
    def of(cls, text: str) -> Tally:
        """Count one message."""
        return cls(1, len(text.split()))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of some texts customers read in their language, and how much not, by the reason.

    `translated` has no fault. `stale` was translated from an older text, or is fuzzy; `missing` has no
    translation. Translations that are there are `faulty` if a check finds mistakes in them, and `in_source`
    if they are still in the words of the source language, in whole or in a line.
    """

    translated: Tally = Tally()
    stale: Tally = Tally()
    missing: Tally = Tally()
    faulty: Tally = Tally()
    in_source: Tally = Tally()

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.translated + other.translated,
            self.stale + other.stale,
            self.missing + other.missing,
            self.faulty + other.faulty,
            self.in_source + other.in_source,
        )

    @property
    def total(self) -> Tally:
        """All of the texts."""
        return self.translated + self.left

    @property
    def left(self) -> Tally:
        """What is to be translated or corrected."""
        return self.to_correct + self.to_translate

    @property
    def to_correct(self) -> Tally:
        """What has a translation that can be corrected."""
        return self.stale + self.faulty

    @property
    def to_translate(self) -> Tally:
        """What has no translation, or only the words of the source language."""
        return self.missing + self.in_source

    @property
    def percent(self) -> int:
        """The percentage of translated words, rounded down: 100 only if nothing is left."""
        # Nothing to translate is complete, not a division by zero.
        return 100 * self.translated.words // self.total.words if self.total.words else 100

    @property
    def minutes(self) -> int:
        """How long a translator needs for what is left, rounded up to whole minutes."""
        translating = _SECONDS_FOR_A_WORD * self.to_translate.words
        seconds = translating + _SECONDS_FOR_A_STALE_WORD * self.to_correct.words
        return -(-seconds // 60)


def size_in_words(tally: Tally) -> str:
    """Write a number of messages and of their words: `3 messages (31 words)`."""
    return f"{counted(tally.messages, 'message')} ({counted(tally.words, 'word')})"


def time_in_words(minutes: int) -> str:
    """Write a time as an estimate: `about 10 minutes`, `about 2 hours`, `about 3 days` of eight hours."""
    if minutes <= 1:
        return "about a minute"
    if minutes <= 50:
        return f"about {minutes if minutes < 5 else 5 * round(minutes / 5)} minutes"
    for unit, name in ((_WEEK, "week"), (_DAY, "day")):
        if minutes > 1.5 * unit:
            return f"about {counted(round(minutes / unit), name)}"
    hours = max(1, round(minutes / _HOUR))
    return f"about {counted(hours, 'hour')}" if hours > 1 else "about an hour"
