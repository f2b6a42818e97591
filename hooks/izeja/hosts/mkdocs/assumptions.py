"""What Izeja assumes of other packages beyond what they document, and the error for what no longer holds."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from mkdocs.exceptions import PluginError


class Package(NamedTuple):
    """A package, and the first and the last of its versions that Izeja was tried with.

    `docs/decisions/0020-versions-that-were-tried.md` says how to try another one.
    """

    name: str
    first: str
    last: str

    def require(self, assumptions: Mapping[str, bool]) -> None:
        """Check what is assumed of this package.

        Args:
            assumptions: whether each holds, by what is wrong if it doesn't.

        Raises:
            PluginError: one or more don't hold.
        """
        if not (broken := [wrong for wrong, holds in assumptions.items() if not holds]):
            return
        message = (
            f"{self.name} {_installed(self.name)} was found, but Izeja was tried with {self.first} to "
            f"{self.last}: {'; '.join(broken)}. Install one of these: "
            f"pip install '{self.name}>={self.first},<={self.last}'"
        )
        raise PluginError(message)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(unknown version)"
