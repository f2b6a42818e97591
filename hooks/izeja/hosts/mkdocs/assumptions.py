"""Undocumented behaviour of other packages that Izeja relies on, and the error when it changes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from izeja.hosts.mkdocs.terminal import StoppedError


class Package(NamedTuple):
    """A package, and the first and the last of its versions that Izeja was tried with.

    `docs/decisions/0020-versions-that-were-tried.md` says how to try another one.
    """

    name: str
    first: str
    last: str

    def require(self, assumptions: Mapping[str, bool]) -> None:
        """Check the assumptions about this package.

        Args:
            assumptions: whether each holds, by the words that report it if it doesn't.

        Raises:
            StoppedError: one or more don't hold.
        """
        if not (broken := [wrong for wrong, holds in assumptions.items() if not holds]):
            return
        # A writer cannot fix this, so the message ends with the one command that helps.
        message = (
            f"{self.name} {_installed(self.name)} was found, but Izeja was tried with {self.first} to "
            f"{self.last}: {'; '.join(broken)}. Install one of these: "
            f"pip install '{self.name}>={self.first},<={self.last}'"
        )
        raise StoppedError(message)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(unknown version)"
