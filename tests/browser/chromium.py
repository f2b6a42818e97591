"""Finds a Chromium browser for the tests, and installs one where there is none.

The first choice is the headless shell: the same engine without the windows of a browser, which opens a page
with a third of the work. `make test-browsers` drives the whole browser.

Run as a script it makes sure that there is one, and says what to install where it cannot.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

from speller import install

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (
    *SHELLS,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def find(names: Iterable[str] = NAMES) -> str | None:
    """Return the path of a browser: the one that IZEJA_BROWSER names, an installed one, or Playwright's."""
    if named := os.environ.get("IZEJA_BROWSER"):
        return shutil.which(named)
    installed = next(filter(None, map(shutil.which, names)), None)
    if installed:
        return installed
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def find_translated() -> str | None:
    """Return the path of a whole browser: in the shell, the letters of an empty date field are English.

    Debian has the languages of its Chromium in a package of their own, which is installed if this user may.
    """
    if os.environ.get("IZEJA_BROWSER") is None:
        install("chromium", "chromium-l10n")
    return find(name for name in NAMES if name not in SHELLS)


def install_any() -> bool:
    """Install Debian's chromium if this user may, else Playwright's own; return whether that worked."""
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    return install("chromium") or subprocess.run(own, check=False).returncode == 0  # noqa: S603 - our own command


def main() -> int:
    """Make sure that there is a browser, and on Debian the quickest one."""
    if os.environ.get("IZEJA_BROWSER") is None and not any(map(shutil.which, SHELLS)):
        install(SHELLS[0])
    if find() or (install_any() and find()):
        return 0
    print("The tests need a browser: install Chromium, Chrome or Edge, or name one in IZEJA_BROWSER.")  # noqa: T201 - a script
    return 1


if __name__ == "__main__":
    sys.exit(main())
