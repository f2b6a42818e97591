"""Work that leaves nothing half done where somebody presses Ctrl-C, or the system ends the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class Interruptions:
    """The signals that have come since the program was asked to put them off."""

    def __init__(self) -> None:
        self._came: list[int] = []

    def add(self, number: int, _frame: object = None) -> None:
        """Note a signal; it is a handler of signals."""
        self._came.append(number)

    def stop(self) -> None:
        """Stop here if a signal has come.

        Raises:
            KeyboardInterrupt: one has.
        """
        if self._came:
            raise KeyboardInterrupt

    def deliver(self) -> None:
        """Do what the first of them was to do."""
        if self._came:
            signal.raise_signal(self._came[0])


@contextmanager
def interruptions_put_off() -> Iterator[Interruptions]:
    """Put off the signals that end a program until the end of the block, which stops where it can.

    A second Ctrl-C does not keep the block from undoing what it did. Python handles signals in its main
    thread alone: in any other one, nothing has to be put off.
    """
    interruptions = Interruptions()
    is_main = threading.current_thread() is threading.main_thread()
    # What a program ignores, as `nohup` wants it to, goes on being ignored.
    before = {one: signal.getsignal(one) for one in _ENDING if is_main}
    held = {one: handler for one, handler in before.items() if handler not in (signal.SIG_IGN, None)}
    try:
        for one in held:
            signal.signal(one, interruptions.add)
        yield interruptions
    finally:
        for one, handler in held.items():
            signal.signal(one, handler)
        interruptions.deliver()
