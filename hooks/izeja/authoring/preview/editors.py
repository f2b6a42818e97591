"""Where an editor opens a place: programs register addresses of their own, such as `vscode://`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from izeja.problems.problem import Position
from izeja.reading.containment import real

EDITORS = {
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "cursor": "cursor://file{file}:{line}:{column}",
    "zed": "zed://file{file}:{line}:{column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={file}&line={line}&column={column}",
}
"""The addresses of well-known editors, by the names that `--editor` takes."""
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCRIPTS = frozenset({"javascript", "data", "vbscript", "blob"})


class EditorError(Exception):
    """A template is no address at which an editor could open a file; the message says why."""


def template_of(editor: str) -> str:
    """Return the template for an editor's name, or what is a template already.

    Raises:
        EditorError: it is neither.
    """
    template = EDITORS.get(editor, editor)
    scheme = _SCHEME.match(template)
    unknown = [one for one in _PLACEHOLDER.findall(template) if one not in ("file", "line", "column")]
    example = "such as 'txmt://open?url=file://{file}&line={line}'"
    if scheme is None:
        names = ", ".join(EDITORS)
        message = f"'{editor}' is not a known editor: write one of {names}, or an address, {example}"
        raise EditorError(message)
    if scheme[1].lower() in _SCRIPTS:
        message = f"'{scheme[1]}:' runs a script and opens no editor: write another address, {example}"
        raise EditorError(message)
    if unknown or "{file}" not in template:
        wrong = f"'{{{unknown[0]}}}' is unknown" if unknown else "'{file}' is missing"
        message = f"{wrong}: an address has '{{file}}', and can have '{{line}}' and '{{column}}', {example}"
        raise EditorError(message)
    return template


def links_to(template: str, root: Path, shown_root: str) -> Callable[[Position], str]:
    """Return a function that returns the address of a place.

    Args:
        template: of the address.
        root: the folder of the library.
        shown_root: what positions call it.
    """
    folder = real(root)

    def link(position: Position) -> str:
        within = position.path.removeprefix(f"{shown_root}/")
        path = (folder / within).as_posix()
        values = {
            # On Windows, a path begins with the letter of a drive.
            "file": quote(path if path.startswith("/") else f"/{path}", safe="/:"),
            "line": str(position.line or 1),
            "column": str(position.column or 1),
        }
        return _PLACEHOLDER.sub(lambda found: values[found[1]], template)

    return link
