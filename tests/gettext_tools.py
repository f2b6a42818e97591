"""Finds GNU gettext's `msgfmt` for the tests, and installs it where it is not.

Run as a script it makes sure that it is there, and says what to install where it cannot.
"""

from __future__ import annotations

import gettext
import io
import os
import shutil
import subprocess
import sys

import speller


def find() -> str | None:
    """Return the path of `msgfmt`."""
    return shutil.which("msgfmt")


def refuses(msgfmt: str, text: str) -> bool:
    """Return whether `msgfmt --check` refuses a catalog with this text."""
    command = [msgfmt, "--check", "--output-file=/dev/null", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603 - what `which` has found
    return done.returncode != 0


def translation(msgfmt: str, text: str, source: str) -> str | None:
    """Return what `msgfmt` makes of a message; None if it refuses the catalog, or that is not UTF-8."""
    command = [msgfmt, "--check", "--output-file=-", "-"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603 - what `which` has found
    if done.returncode:
        return None
    try:
        return gettext.GNUTranslations(io.BytesIO(done.stdout)).gettext(source)
    except UnicodeDecodeError:
        return None


def main() -> int:
    """Make sure that there is a `msgfmt`."""
    if find() or (speller.install("gettext") and find()):
        return 0
    print("Catalogs are not compared with what GNU gettext accepts: install gettext.")  # noqa: T201 - a script
    # Continuous integration has to compare them; whoever works on something else need not.
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
