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
    """How much of some texts is translated, stale (translated from an older text, or fuzzy) or missing."""

    translated: Tally = Tally()
    stale: Tally = Tally()
    missing: Tally = Tally()

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.translated + other.translated, self.stale + other.stale, self.missing + other.missing
        )

    @property
    def total(self) -> Tally:
        """Translated, stale and missing together."""
        return self.translated + self.stale + self.missing

    @property
    def left(self) -> Tally:
        """Stale and missing together."""
        return self.stale + self.missing

    @property
    def percent(self) -> int:
        """The percentage of translated words, rounded down: 100 only if nothing is left."""
        # Nothing to translate is complete, not a division by zero.
        return 100 * self.translated.words // self.total.words if self.total.words else 100

    @property
    def minutes(self) -> int:
        """How long a translator needs for what is left, rounded up to whole minutes."""
        seconds = _SECONDS_FOR_A_WORD * self.missing.words + _SECONDS_FOR_A_STALE_WORD * self.stale.words
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
