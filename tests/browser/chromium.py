"""Finds a Chromium browser for the tests, and installs one where there is none.

Run as a script it makes sure that there is one, and says what to install where it cannot.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = (
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


def find() -> str | None:
    """Return the path of a browser: the one that IZEJA_BROWSER names, an installed one, or Playwright's."""
    if named := os.environ.get("IZEJA_BROWSER"):
        return shutil.which(named)
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    if installed:
        return installed
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> bool:
    """Install Debian's chromium if this user may, else Playwright's own; return whether that worked."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        commands.insert(0, ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
        subprocess.run(["apt-get", "update"], check=False)  # noqa: S607 - the system's own tool, by its name
    return any(subprocess.run(command, check=False).returncode == 0 for command in commands)  # noqa: S603 - as above


def main() -> int:
    """Make sure that there is a browser."""
    if find() or (install() and find()):
        return 0
    print("The tests need a browser: install Chromium, Chrome or Edge, or name one in IZEJA_BROWSER.")  # noqa: T201 - a script
    return 1


if __name__ == "__main__":
    sys.exit(main())
