"""Reads `mkdocs.yml`, and the file that it inherits from, as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from izeja.hosts.plain.stopped import StoppedError
from izeja.hosts.plain.yaml_file import read_text, settings_mapping
from izeja.language.corrections import nearest
from izeja.reading.containment import real

FILE = "mkdocs.yml"
_INHERIT = "INHERIT"


class SettingsFile(NamedTuple):
    """What settings say, the files that say it, and which objects of Python are left out."""

    values: dict[str, Any]
    files: tuple[Path, ...]
    not_used: tuple[str, ...]


def read_settings_file(root: Path) -> SettingsFile:
    """Read the settings of the site in a folder.

    `INHERIT` names a file whose settings hold unless this file says others, as in MkDocs:
    https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance.

    Raises:
        StoppedError: a file is not there, cannot be read, or inherits from itself.
    """
    file = root / FILE
    if not file.is_file():
        message = f"'{file}' not found: write this file with the line 'site_name: NAME'"
        raise StoppedError(message)
    return _read(file, FILE, ())


def _read(file: Path, shown_as: str, heirs: tuple[Path, ...]) -> SettingsFile:
    values, not_used = settings_mapping(read_text(file), shown_as)
    named = values.pop(_INHERIT, None)
    if named is None:
        return SettingsFile(values, (file,), not_used)
    if not isinstance(named, str):
        message = f"{shown_as}: '{_INHERIT}' must be the path of one file"
        raise StoppedError(message)
    parent = real(file.parent / named)
    if parent in (real(one) for one in (*heirs, file)):
        message = f"{shown_as}: '{_INHERIT}: {named}' leads back to this file: delete one of these lines"
        raise StoppedError(message)
    if not parent.is_file():
        close = nearest(parent.name, [one.name for one in parent.parent.glob("*.y*ml")])
        hint = f"did you mean '{Path(named).with_name(close)}'?" if close else "correct or delete this line"
        message = f"{shown_as}: '{_INHERIT}: {named}' names a file that does not exist: {hint}"
        raise StoppedError(message)
    inherited = _read(parent, named, (*heirs, file))
    return SettingsFile(
        _merged(inherited.values, values), (file, *inherited.files), (*not_used, *inherited.not_used)
    )


def _merged(inherited: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return both; mappings are merged, lists are not."""
    merged = inherited | own
    for key, value in own.items():
        former = inherited.get(key)
        if isinstance(value, dict) and isinstance(former, dict):
            merged[key] = _merged(former, value)
    return merged
