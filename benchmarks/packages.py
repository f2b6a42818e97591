"""Installs the peers that we are compared with, in the versions of `package-lock.json` and `peers.txt`."""

from __future__ import annotations

import json
import shutil
import subprocess
import venv
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent
PACKAGES = FOLDER / "node_modules"
ENVIRONMENT = FOLDER / ".peers"

_REQUIREMENTS = FOLDER / "peers.txt"


def install_packages(wanted: str) -> str | None:
    """Install the packages of `package-lock.json`; return why that failed, if it did.

    Args:
        wanted: the packages that are needed, in words.
    """
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return f"npm is missing, so {wanted} left out; on Debian or Ubuntu: apt install npm"
    if _is_newer(PACKAGES / ".package-lock.json", FOLDER / "package-lock.json"):
        return None
    done = subprocess.run(  # noqa: S603 - npm, as found
        [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=FOLDER, check=False
    )
    return f"npm could not install its packages, so {wanted} left out" if done.returncode else None


def packages_of(names: Iterable[str]) -> dict[str, str]:
    """Return the versions of packages of `package.json`."""
    wanted = json.loads((FOLDER / "package.json").read_text("utf-8"))["devDependencies"]
    return {name: wanted[name] for name in names}


def install_environment(wanted: str) -> str | None:
    """Install the packages of `peers.txt` into a separate environment; return why that failed, if it did.

    Args:
        wanted: the packages that are needed, in words.
    """
    ready = ENVIRONMENT / ".ready"
    if _is_newer(ready, _REQUIREMENTS):
        return None
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    done = subprocess.run(  # noqa: S603 - pip of the environment that was just made
        [
            ENVIRONMENT / "bin/python",
            *["-m", "pip", "install", "--quiet", "--require-hashes", "-r"],
            _REQUIREMENTS,
        ],
        check=False,
    )
    if done.returncode:
        return f"pip could not install its packages, so {wanted} left out"
    ready.touch()
    return None


def _is_newer(file: Path, other: Path) -> bool:
    return file.exists() and file.stat().st_mtime >= other.stat().st_mtime
