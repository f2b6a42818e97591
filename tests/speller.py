"""Finds Hunspell with a Latvian dictionary for the tests, and installs both if they are missing.

Run as a script it makes sure that they are there, and says what to install where it cannot.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

DICTIONARY = "lv_LV"
OWN_WORDS = Path(__file__).parent / "spelling" / "lv.txt"


def find() -> str | None:
    """Return the path of a Hunspell that knows Latvian."""
    hunspell = shutil.which("hunspell")
    if hunspell is None:
        return None
    listed = subprocess.run([hunspell, "-D"], input="", capture_output=True, text=True, check=False)  # noqa: S603 - what `which` has found
    return hunspell if DICTIONARY in listed.stderr + listed.stdout else None


def install(*packages: str) -> bool:
    """Install Debian's packages, if this user may; return whether that worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    subprocess.run(["apt-get", "update"], check=False)  # noqa: S607 - the system's own tool, by its name
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - as above


def misspelt(hunspell: str, words: Iterable[str]) -> set[str]:
    """Return the words that are neither in the dictionary nor in our own list, where `#` begins a remark."""
    own = {line.partition("#")[0].strip() for line in OWN_WORDS.read_text("utf-8").splitlines()}
    said = subprocess.run(  # noqa: S603 - as above
        [hunspell, "-d", DICTIONARY, "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=True,
    )
    return set(said.stdout.split()) - own


def main() -> int:
    """Make sure that there is a speller."""
    if find() or (install("hunspell", "hunspell-lv") and find()):
        return 0
    print("Latvian texts are not checked for spelling: install hunspell and its dictionary lv_LV.")  # noqa: T201 - a script
    # Continuous integration has to check them; other machines need not.
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
